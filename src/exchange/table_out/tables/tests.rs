//! The rows of every table, as they stand on its page.

use pretty_assertions::assert_eq;

use super::*;
use crate::{
    domain::{
        dates::FinancialYear,
        money::Pence,
        records::{Contact, Organisation},
    },
    ledger::{Author, DeviceId, Ledger},
    workspace::{
        Command, Context,
        capital_mix::YearOfIncome,
        command::{Put, values},
        contract_clock::{Mark, MarkKind},
        example,
        fit::GapKind,
        forecast::When,
    },
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn rows(table: &TableOut) -> Vec<String> {
    std::iter::once(&table.headers)
        .chain(&table.rows)
        .map(|cells| cells.join(" | "))
        .collect()
}

fn the_example(today: Day) -> Workspace {
    let mut ledger = Ledger::new(DeviceId(1));
    let change = ledger.commit(
        example::draft(today, 7),
        &Author::new("Example", ""),
        1_000_000,
    );
    let mut workspace = Workspace::empty(DeviceId(2));
    workspace.merge(&[change.expect("a change")], 1_000_000);
    workspace
}

#[test]
fn ventures_and_opportunities_have_the_columns_that_are_shown() {
    let today = day("2026-11-21");
    let workspace = the_example(today);
    let ids: Vec<RecordId> = workspace.facts().ventures().map(|one| one.id).collect();
    let columns = shown::ShownSet::default().columns;
    let table = ventures(&workspace, &columns, &ids, today);
    assert_eq!(table.rows.len(), ids.len());
    assert!(table.rows.iter().all(|row| row.len() == columns.len()));
    let all = opportunities::rows(&workspace);
    let columns = [OpportunityColumn::Title, OpportunityColumn::Status];
    let table = super::opportunities(&workspace, &columns, &all);
    let first = all.first().expect("an opportunity");
    assert_eq!(
        table.rows.first(),
        Some(&vec![first.title.clone(), first.status_label().to_owned()])
    );
    assert_eq!(table.rows.len(), all.len());
}

#[test]
fn people_and_organisations_are_listed_with_their_links() {
    let mut workspace = Workspace::empty(DeviceId(1));
    let create = |kind: &str, id, fields: Vec<(&str, Put)>| Command::Create {
        kind: kind.to_owned(),
        id,
        values: values(fields),
    };
    let council = RecordId(7);
    let random = || 9;
    let context = Context {
        now_ms: 1_800_000_000_000,
        today: day("2026-11-21"),
        random: &random,
    };
    for command in [
        create(
            Organisation::KIND,
            council,
            vec![
                ("name", Put::text("=Fernleigh Council")),
                ("town", Put::text("Fernleigh")),
            ],
        ),
        create(
            Contact::KIND,
            RecordId(8),
            vec![
                ("name", Put::text("Ines Marsh")),
                ("role", Put::text("Commissioner")),
                ("organisation", Put::reference(council)),
            ],
        ),
    ] {
        workspace.execute(command, &context).expect("done");
    }
    let table_of = |list| directory(list, &directory::directory(&workspace, list));
    let people = table_of(Listed::People);
    assert_eq!(
        rows(&people),
        [
            "Name | Role | Organisation | Ventures | Last conversation",
            "Ines Marsh | Commissioner | =Fernleigh Council |  | ",
        ]
    );
    let organisations = table_of(Listed::Organisations);
    assert_eq!(
        rows(&organisations),
        [
            "Name | What it is to us | Town | People | Ventures | Last conversation",
            "=Fernleigh Council |  | Fernleigh | 1 |  | ",
        ]
    );
    let (name, bytes) = organisations.file(day("2026-11-21"));
    assert_eq!(name, "organisations-2026-11-21.csv");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("\r\n'=Fernleigh Council,"), "{text}");
}

#[test]
fn contracts_say_what_their_table_says() {
    let row = TimelineRow {
        contract: RecordId(1),
        title: "Gardens".to_owned(),
        buyer: "Fernleigh Council".to_owned(),
        who: "Green Gym".to_owned(),
        is_ours: true,
        is_ahead: false,
        starts: Some(day("2026-04-01")),
        ends: day("2027-03-31"),
        latest_end: None,
        talk: Some((day("2026-04-01"), day("2026-09-30"))),
        marks: Vec::new(),
        next: Some(Mark {
            record: RecordId(1),
            kind: MarkKind::Ends,
            day: day("2027-03-31"),
            until: None,
            is_assumed: false,
        }),
    };
    let nothing_next = TimelineRow {
        is_ours: false,
        starts: None,
        talk: None,
        next: None,
        ..row.clone()
    };
    let ahead = TimelineRow {
        is_ahead: true,
        ..row.clone()
    };
    assert_eq!(
        ahead.next_words(),
        "Signed, starts 1 April 2026; Contract ends: 31 March 2027"
    );
    let ends = MarkKind::Ends.label();
    assert_eq!(
        rows(&contracts(&[row, nothing_next])),
        [
            "Contract | Whose | Delivered by | Buyer | Starts | Ends | At the latest | Time to talk | Next".to_owned(),
            format!("Gardens | Ours | Green Gym | Fernleigh Council | 1 April 2026 | 31 March 2027 |  | 1 April 2026 to 30 September 2026 | {ends}: 31 March 2027"),
            "Gardens | Others’ | Green Gym | Fernleigh Council |  | 31 March 2027 |  |  | ".to_owned(),
        ]
    );
}

fn figures(secured: i64, hoped: i64, weighted: i64) -> Figures {
    Figures {
        secured: Pence(secured),
        hoped: Pence(hoped),
        weighted: Pence(weighted),
        ..Figures::default()
    }
}

#[test]
fn the_forecast_ends_with_all_years_together() {
    let year = ForecastRow {
        when: When::Year(FinancialYear::starting_in(2026)),
        figures: figures(100_000, 50_000, 105_000),
    };
    let table = forecast(&[year], &figures(100_000, 50_000, 105_000));
    assert_eq!(
        rows(&table),
        [
            "When | Secured | Evidenced | Hoped for | In all | Weighted",
            "2026/27 | £1,000 | £0 | £500 | £1,500 | £1,050",
            "Together | £1,000 | £0 | £500 | £1,500 | £1,050",
        ]
    );
}

#[test]
fn the_forecast_by_venture_names_also_what_has_none() {
    let row = |venture| VentureRow {
        venture,
        figures: figures(0, 20_000, 2_000),
    };
    let name = |venture: Option<RecordId>| match venture {
        Some(_) => "Green Gym".to_owned(),
        None => "No venture named yet".to_owned(),
    };
    assert_eq!(
        rows(&forecast_by_venture(
            &[row(Some(RecordId(1))), row(None)],
            name
        )),
        [
            "Venture | Secured | Evidenced | Hoped for | In all | Weighted",
            "Green Gym | £0 | £0 | £200 | £200 | £20",
            "No venture named yet | £0 | £0 | £200 | £200 | £20",
        ]
    );
}

#[test]
fn gaps_say_what_they_block() {
    let gap = |label: &str, blocked| BlockedBy {
        kind: GapKind::Platform,
        label: label.to_owned(),
        blocked: Pence(blocked),
        opportunities: vec![RecordId(1), RecordId(2)],
        ventures: vec![RecordId(3)],
    };
    assert_eq!(
        rows(&gaps(&[
            gap("No insurance", 250_000),
            gap("No accounts", 0)
        ])),
        [
            "Gap | Blocks | Opportunities | Ventures",
            "No insurance | £2,500 | 2 | 1",
            "No accounts | no value known | 2 | 1",
        ]
    );
}

#[test]
fn income_stands_by_year_to_the_penny() {
    let income = YearOfIncome {
        by_kind: vec![("trading", Pence(100_050))],
        income: Pence(100_050),
        earned: Pence(100_050),
        investment: Pence(500_000),
        ..YearOfIncome::default()
    };
    let mix = CapitalMix {
        years: vec![
            (FinancialYear::starting_in(2025), YearOfIncome::default()),
            (FinancialYear::starting_in(2026), income),
        ],
        ..CapitalMix::default()
    };
    assert_eq!(
        rows(&super::income(&mix)),
        [
            "Year | Trading | Income | Trading share | Grant dependence | Investment",
            "2025/26 | £0 | £0 |  |  | £0",
            "2026/27 | £1,000.50 | £1,000.50 | 100% | 0% | £5,000",
        ]
    );
}
