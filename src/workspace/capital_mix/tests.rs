use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::workspace::{
    Put,
    command::values,
    opportunities::tests::{Desk, pounds},
};

fn capital(desk: &mut Desk, venture: RecordId, kind: &str, more: &[(&str, Put)]) -> RecordId {
    let mut fields = values([
        ("venture", Put::reference(venture)),
        ("kind", Put::text(kind)),
        ("status", Put::text("received")),
    ]);
    for (name, put) in more {
        fields.insert((*name).to_owned(), put.clone());
    }
    desk.add("capital", fields)
}

#[test]
fn income_by_year_says_how_much_is_earned_and_how_much_is_given() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let on = |day: &str| ("decided_on", Put::text(day));
    capital(
        &mut desk,
        gym,
        "trading",
        &[("amount", pounds(300)), on("2025-03-31")],
    );
    capital(
        &mut desk,
        gym,
        "grant",
        &[("amount", pounds(100)), on("2025-03-31")],
    );
    capital(
        &mut desk,
        gym,
        "contract_income",
        &[("amount", pounds(50)), on("2027-04-01")],
    );
    capital(
        &mut desk,
        gym,
        "social_investment",
        &[("amount", pounds(999)), on("2025-03-31")],
    );
    capital(
        &mut desk,
        gym,
        "grant",
        &[
            ("amount", pounds(7)),
            on("2025-03-31"),
            ("status", Put::text("sought")),
        ],
    );
    capital(&mut desk, gym, "trading", &[("amount", pounds(5))]);
    let mix = desk.workspace.capital_mix(Some(gym));
    let years: Vec<String> = mix.years.iter().map(|(year, _)| year.to_string()).collect();
    assert_eq!(
        years,
        ["2024/25", "2025/26", "2026/27", "2027/28"],
        "empty years are told"
    );
    let first = &mix.years[0].1;
    assert_eq!(
        (first.income, first.investment),
        (Pence(40_000), Pence(99_900))
    );
    assert_eq!(
        first.trading_share().map(share_words).as_deref(),
        Some("75%")
    );
    assert_eq!(
        first.grant_dependence().map(share_words).as_deref(),
        Some("25%")
    );
    assert_eq!(mix.years[1].1.trading_share(), None);
    assert_eq!((mix.undated, mix.undated_entries.len()), (Pence(500), 1));
    assert_eq!(
        desk.workspace.capital_mix(None),
        mix,
        "one venture is the whole incubator here"
    );
}

#[test]
fn hours_and_assets_stay_in_their_own_units() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let quantity = |count: i64, unit: &str| {
        [
            ("quantity", Put::Value(json!(count))),
            ("unit", Put::text(unit)),
        ]
    };
    for (count, unit) in [(120, "hours"), (30, "hours"), (3, "people")] {
        capital(&mut desk, gym, "goodwill", &quantity(count, unit));
    }
    let mix = desk.workspace.capital_mix(Some(gym));
    assert!(mix.years.is_empty());
    let goodwill = &mix.kinds[0];
    assert_eq!(goodwill.label, "Goodwill and volunteering");
    let received = &goodwill.by_status[0];
    assert_eq!(
        (received.label, received.entries.len(), received.money),
        ("Received", 3, Pence::ZERO)
    );
    assert_eq!(received.words(), "150 hours and 3 people");
    let figure = Figure::Capital("goodwill", "Received");
    let behind = desk.workspace.behind_mix(&mix, figure, 2);
    assert_eq!(
        (behind.sum.as_str(), behind.entries, behind.ventures),
        ("150 hours and 3 people", 3, 1)
    );
    let amounts: Vec<&str> = behind
        .lines
        .iter()
        .map(|line| line.amount.as_str())
        .collect();
    assert_eq!(amounts, ["120 hours", "30 hours"], "the largest first");
}

#[test]
fn every_figure_opens_into_the_entries_that_make_it_up() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let kettle = desk.named("venture", "Kettle");
    let ward = desk.named("organisation", "Ward Fund");
    let grant = [
        ("title", Put::text("Two-year grant")),
        ("amount", pounds(730)),
        ("from", Put::reference(ward)),
        ("starts", Put::text("2025-04-01")),
        ("ends", Put::text("2027-03-31")),
    ];
    let grant = capital(&mut desk, gym, "grant", &grant);
    let sales = [("amount", pounds(200)), ("starts", Put::text("2025-06-01"))];
    let sales = capital(&mut desk, kettle, "trading", &sales);
    capital(&mut desk, kettle, "donations", &[("amount", pounds(5))]);
    let mix = desk.workspace.capital_mix(None);
    let year = FinancialYear::starting_in(2025);
    let open = |slice| {
        let behind = desk
            .workspace
            .behind_mix(&mix, Figure::Year(year, slice), 10);
        let lines = behind
            .lines
            .iter()
            .map(|line| (line.entry, line.amount.clone()));
        (behind.sum, behind.ventures, lines.collect::<Vec<_>>())
    };
    assert_eq!(
        open(Slice::Income),
        (
            "£565".to_owned(),
            2,
            vec![(grant, "£365".to_owned()), (sales, "£200".to_owned())]
        )
    );
    assert_eq!(open(Slice::Earned).2, [(sales, "£200".to_owned())]);
    assert_eq!(open(Slice::Given).0, "£365");
    assert_eq!(open(Slice::Kind("trading")).0, "£200");
    let behind = desk
        .workspace
        .behind_mix(&mix, Figure::Year(year, Slice::Given), 10);
    let line = &behind.lines[0];
    assert_eq!(
        (
            line.title.as_str(),
            line.venture.as_str(),
            line.of.as_deref()
        ),
        ("Two-year grant", "Green Gym", Some("£730"))
    );
    assert_eq!(
        line.about,
        "Grant, received, from Ward Fund, 1 April 2025 to 31 March 2027"
    );
    assert_eq!(line.address, format!("/ventures/{gym}#{grant}"));
    let undated = desk.workspace.behind_mix(&mix, Figure::Undated, 10);
    assert_eq!((undated.sum.as_str(), undated.entries), ("£5", 1));
    // What is left of a venture that was deleted counts for nobody.
    desk.run(crate::workspace::Command::Delete {
        records: vec![kettle],
    });
    let mix = desk.workspace.capital_mix(None);
    assert_eq!(mix.years[0].1.earned, Pence::ZERO);
    assert!(mix.undated_entries.is_empty());
}

#[test]
fn the_kinds_of_income_stand_in_one_order_in_every_year() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    for (kind, day) in [
        ("grant", "2025-05-01"),
        ("trading", "2026-05-01"),
        ("social_investment", "2026-05-01"),
    ] {
        let more = [("amount", pounds(1)), ("decided_on", Put::text(day))];
        capital(&mut desk, gym, kind, &more);
    }
    let mix = desk.workspace.capital_mix(Some(gym));
    assert_eq!(mix.kinds_of_income(), ["trading", "grant"]);
    assert!(mix.has_investment());
    assert_eq!(mix.most_income(), Pence(100));
    let first = &mix.years[0].1;
    assert_eq!(
        (
            first.of(Slice::Kind("trading")),
            first.of(Slice::Kind("grant"))
        ),
        (Pence::ZERO, Pence(100))
    );
}

proptest! {
    #[test]
    fn what_is_behind_a_figure_adds_up_to_it(
        entries in proptest::collection::vec((0_usize..5, 1_i64..1_000_000, 0_i64..1_500, 0_i64..900), 1..12),
    ) {
        let mut desk = Desk::new();
        let gym = desk.named("venture", "Green Gym");
        let first = Day::parse("2023-01-01").expect("a day");
        let kinds = ["trading", "contract_income", "grant", "donations", "social_investment"];
        for (kind, pence, start, length) in entries {
            let (starts, ends) = (first.plus_days(start), first.plus_days(start + length));
            let more = [
                ("amount", Put::Value(json!(pence))),
                ("starts", Put::text(starts.iso())),
                ("ends", Put::text(ends.iso())),
            ];
            capital(&mut desk, gym, kinds[kind], &more);
        }
        let mix = desk.workspace.capital_mix(None);
        for (_, income) in &mix.years {
            let kinds = mix.kinds_of_income().into_iter().map(Slice::Kind);
            let slices = [Slice::Income, Slice::Earned, Slice::Given, Slice::Investment];
            for slice in slices.into_iter().chain(kinds) {
                let parts = income.entries.iter().filter(|part| slice.takes(part.kind));
                prop_assert_eq!(Pence::sum(parts.map(|part| part.amount)), Some(income.of(slice)));
            }
        }
    }
}

#[test]
fn match_trading_matches_growth_up_to_the_cap() {
    let p = |pounds: i64| Pence(pounds * 100);
    let won = match_trading(p(20_000), p(26_000), p(4_000), (p(20_000), p(10_000)));
    assert_eq!(
        (won.growth, won.grant, won.beyond_cap, won.still_to_earn),
        (p(6_000), p(4_000), p(2_000), p(0))
    );
    assert_eq!((won.share_before, won.share_after), (Some(500), Some(650)));
    let fell = match_trading(p(20_000), p(15_000), p(4_000), (p(0), p(0)));
    assert_eq!(
        (fell.growth, fell.grant, fell.still_to_earn),
        (p(0), p(0), p(4_000))
    );
}

proptest! {
    #[test]
    fn what_is_spread_over_years_adds_up_to_the_penny(
        pence in 1_i64..100_000_000_000,
        start in 0_i64..8_000,
        length in 0_i64..4_000,
    ) {
        let first = Day::parse("2010-01-01").expect("a day").plus_days(start);
        let mut capital = Capital::blank(RecordId(1));
        capital.starts = Some(first);
        capital.ends = Some(first.plus_days(length));
        let parts = spread(Pence(pence), &capital);
        prop_assert_eq!(parts.iter().map(|(_, part)| part.get()).sum::<i64>(), pence);
        prop_assert!(parts.iter().all(|(_, part)| part.get() >= 0));
        let years: Vec<_> = parts.iter().map(|(year, _)| *year).collect();
        prop_assert!(years.windows(2).all(|pair| pair[0].next() == pair[1]));
    }
}

#[test]
fn signed_contracts_are_told_beside_income_until_what_they_paid_is_written_down() {
    let mut desk = Desk::new();
    let (gym, table) = (
        desk.named("venture", "Green Gym"),
        desk.named("venture", "Table"),
    );
    let on = |day: &str| ("decided_on", Put::text(day));
    let signed = |desk: &Desk, venture| desk.workspace.capital_mix(venture).signed;
    for (status, starts, ends) in [
        ("active", "2026-04-01", "2028-03-31"),
        ("pending", "2026-04-01", "2027-03-31"),
        ("active", "2030-04-01", "2031-03-31"),
    ] {
        let put = [
            ("title", Put::text("Streets")),
            ("status", Put::text(status)),
            ("venture", Put::reference(gym)),
            ("partners", Put::Items(vec![json!(table.to_string())])),
            ("value", pounds(73_100)),
            ("starts", Put::text(starts)),
            ("ends", Put::text(ends)),
        ];
        desk.add("contract", values(put));
    }
    assert_eq!(signed(&desk, Some(gym)), Pence::ZERO, "no year is shown");
    for venture in [gym, table] {
        capital(
            &mut desk,
            venture,
            "grant",
            &[("amount", pounds(9)), on("2026-05-01")],
        );
    }
    // Half of it each, and of that the year that is shown: 365 of 731 days.
    assert_eq!(signed(&desk, Some(gym)), Pence(1_825_000));
    assert_eq!(signed(&desk, Some(table)), Pence(1_825_000));
    assert_eq!(signed(&desk, None), Pence(3_650_000));
    let paid = [("amount", pounds(5)), on("2026-06-01")];
    capital(&mut desk, gym, "contract_income", &paid);
    assert_eq!(
        signed(&desk, Some(gym)),
        Pence::ZERO,
        "nothing is told twice"
    );
    assert_eq!(signed(&desk, None), Pence(1_825_000));
    assert_eq!(
        desk.workspace.capital_mix(None).years[0].1.earned,
        Pence(500)
    );
}
