use std::cell::Cell;

use serde_json::json;

use super::*;
use crate::{
    domain::records::Step,
    ledger::{DeviceId, Value},
    workspace::{
        Command, CommandError, Context, Done, Member, Pursuit, Put, Values, command::values,
        search::SearchIndex,
    },
};

/// A workspace at work on 7 June 2026.
pub(in crate::workspace) struct Desk {
    pub(in crate::workspace) workspace: Workspace,
    made: Cell<u128>,
}

pub(in crate::workspace) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub(in crate::workspace) fn pounds(pounds: i64) -> Put {
    Put::Value(Value::from(pounds * 100))
}

impl Desk {
    pub(in crate::workspace) fn new() -> Self {
        Self {
            workspace: Workspace::empty(DeviceId(1)),
            made: Cell::new(1),
        }
    }

    pub(in crate::workspace) fn today() -> Day {
        day("2026-06-07")
    }

    pub(in crate::workspace) fn try_run(&mut self, command: Command) -> Result<Done, CommandError> {
        let random = || {
            self.made.set(self.made.get() + 1);
            self.made.get()
        };
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: Self::today(),
            random: &random,
        };
        self.workspace.execute(command, &context)
    }

    pub(in crate::workspace) fn run(&mut self, command: Command) -> Done {
        self.try_run(command)
            .expect("a command that can be carried out")
    }

    pub(in crate::workspace) fn pursue(&mut self, pursuit: Pursuit) -> Done {
        self.run(Command::Pursue(pursuit))
    }

    pub(in crate::workspace) fn id(&self) -> RecordId {
        self.made.set(self.made.get() + 1);
        RecordId(self.made.get())
    }

    pub(in crate::workspace) fn add(&mut self, kind: &str, fields: Values) -> RecordId {
        let id = self.id();
        self.run(Command::Create {
            kind: kind.to_owned(),
            id,
            values: fields,
        });
        id
    }

    pub(in crate::workspace) fn named(&mut self, kind: &str, name: &str) -> RecordId {
        self.add(kind, values([("name", Put::text(name))]))
    }

    pub(in crate::workspace) fn note<const N: usize>(
        &mut self,
        title: &str,
        buyer: &str,
        ventures: &[RecordId],
        more: [(&str, Put); N],
    ) -> RecordId {
        let id = self.id();
        let mut fields = values(more);
        fields.insert("title".to_owned(), Put::text(title));
        self.pursue(Pursuit::Note {
            id,
            values: fields,
            buyer: buyer.to_owned(),
            ventures: ventures.to_vec(),
        });
        id
    }

    fn row(&self, id: RecordId) -> Arc<OpportunityRow> {
        let rows = rows(&self.workspace);
        rows.into_iter().find(|row| row.id == id).expect("a row")
    }

    fn to(&mut self, id: RecordId, status: &str) {
        self.pursue(Pursuit::SetStatus {
            opportunities: vec![id],
            to: status.to_owned(),
            reason: String::new(),
        });
    }

    fn bids(&self) -> Vec<Bid> {
        let bids = self.workspace.records().of_kind(Bid::KIND);
        bids.map(Bid::read).collect()
    }
}

#[test]
fn a_conversation_becomes_an_opportunity_with_buyer_and_venture_in_one_change() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note(
        "Walking groups",
        "Leeds City Council",
        &[gym],
        [("value", pounds(40_000))],
    );
    let row = desk.row(id);
    assert_eq!(
        (
            row.buyer_name.as_str(),
            row.status_label(),
            row.ventures.as_slice()
        ),
        ("Leeds City Council", "Conversation", [gym].as_slice())
    );
    assert_eq!(
        (row.probability, row.weighted, row.certainty),
        (10, Some(Pence(400_000)), Certainty::Hoped)
    );
    // The same buyer again is the same organisation.
    let other = desk.note("Gardening", "leeds  city council", &[], []);
    assert_eq!(desk.row(other).buyer, row.buyer);
    desk.run(Command::Undo);
    desk.run(Command::Undo);
    assert!(rows(&desk.workspace).is_empty());
    assert_eq!(desk.workspace.records().of_kind("organisation").count(), 0);
}

#[test]
fn two_ventures_go_the_way_from_consortium_to_contract() {
    let mut desk = Desk::new();
    let (gym, kitchen) = (
        desk.named("venture", "Green Gym"),
        desk.named("venture", "Kitchen"),
    );
    let id = desk.note(
        "Healthy streets",
        "Wigan Council",
        &[],
        [
            ("value", pounds(100_000)),
            ("contract_starts", Put::text("2026-09-01")),
            ("contract_months", Put::Value(Value::from(24))),
        ],
    );
    let member = |venture, share| Member { venture, share };
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: vec![member(gym, Some(60)), member(kitchen, None)],
        lots: Vec::new(),
    });
    let page = desk.workspace.opportunity_page(id).expect("a page");
    let parts = &page.bids[0].parts;
    assert_eq!(
        parts
            .iter()
            .map(|part| (part.name.as_str(), part.role, part.value))
            .collect::<Vec<_>>(),
        [
            ("Green Gym", "Leads the consortium", Some(Pence(6_000_000))),
            ("Kitchen", "Partner", Some(Pence(4_000_000)))
        ]
    );
    desk.to(id, "submitted");
    assert!(
        desk.bids()
            .iter()
            .all(|bid| bid.submitted_on == Some(Desk::today()))
    );
    desk.to(id, "won");
    assert!(desk.bids().iter().all(|bid| bid.outcome == "won"));
    let contract = desk.id();
    let done = desk.pursue(Pursuit::Sign {
        opportunity: id,
        bid: None,
        contract,
        values: Values::new(),
    });
    assert_eq!(done.message, "Signed the contract for Healthy streets");
    let signed = Contract::read(desk.workspace.record(contract).expect("the contract"));
    assert_eq!(
        (signed.venture, signed.partners.as_slice(), signed.value),
        (Some(gym), [kitchen].as_slice(), Some(Pence(10_000_000)))
    );
    assert_eq!(signed.ends.map(Day::iso).as_deref(), Some("2028-08-31"));
    let row = desk.row(id);
    assert_eq!(
        (row.status.as_str(), row.probability, row.certainty),
        ("contracted", 100, Certainty::Secured)
    );
    // The reminder: a year before the end, at the venture that leads.
    let step = desk
        .workspace
        .records()
        .of_kind(Step::KIND)
        .map(Step::read)
        .next();
    let step = step.expect("a reminder");
    assert_eq!(
        (
            step.due.map(Day::iso).as_deref(),
            step.venture,
            step.contract
        ),
        (Some("2027-08-31"), Some(gym), Some(contract))
    );
    // All of that was one change.
    desk.run(Command::Undo);
    assert_eq!(desk.row(id).status, "won");
    assert!(desk.workspace.record(contract).is_none());
    assert_eq!(desk.workspace.records().of_kind(Step::KIND).count(), 0);
}

#[test]
fn whoever_leaves_a_consortium_leaves_and_the_leading_bid_stays_itself() {
    let mut desk = Desk::new();
    let ventures: Vec<RecordId> = ["A", "B", "C"]
        .iter()
        .map(|name| desk.named("venture", name))
        .collect();
    let id = desk.note("Work", "", &ventures[..2], []);
    let lead = desk
        .bids()
        .iter()
        .find(|bid| bid.led_by.is_none())
        .expect("a lead")
        .id;
    desk.run(Command::Edit {
        record: lead,
        values: values([("price", pounds(900))]),
    });
    let members = [ventures[2], ventures[0]].map(Member::of).to_vec();
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: Some(lead),
        members,
        lots: Vec::new(),
    });
    let page = desk.workspace.opportunity_page(id).expect("a page");
    let names: Vec<&str> = page.bids[0]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(names, ["C", "A"]);
    assert_eq!(
        (page.bids[0].lead.id, page.bids[0].value),
        (lead, Some(Pence(90_000)))
    );
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: Some(lead),
        members: Vec::new(),
        lots: Vec::new(),
    });
    assert!(desk.bids().is_empty());
}

#[test]
fn with_lots_the_lots_bid_for_count_and_not_the_whole() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note("Care", "", &[], [("value", pounds(500))]);
    let mut lots = Vec::new();
    for (number, value) in [("2", 200), ("10", 300)] {
        let fields = values([
            ("opportunity", Put::reference(id)),
            ("number", Put::text(number)),
            ("value", pounds(value)),
        ]);
        lots.push(desk.add("lot", fields));
    }
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: vec![Member::of(gym)],
        lots: vec![lots[0]],
    });
    let page = desk.workspace.opportunity_page(id).expect("a page");
    assert_eq!(page.bids[0].value, Some(Pence(20_000)));
    assert_eq!(page.bids[0].lots, ["Lot 2"]);
    let numbers: Vec<&str> = page
        .lots
        .iter()
        .map(|line| line.lot.number.as_str())
        .collect();
    assert_eq!(numbers, ["2", "10"], "numbers are ordered as numbers");
    assert_eq!(page.lots[0].ventures, [(gym, "Green Gym".to_owned())]);
}

#[test]
fn a_no_go_needs_its_reason_and_a_go_on_an_open_tender_means_bidding() {
    let mut desk = Desk::new();
    let id = desk.note("Work", "", &[], [("status", Put::text("open"))]);
    let decide = |decision: &str, reason: &str| Pursuit::Decide {
        opportunity: id,
        decision: decision.to_owned(),
        reason: reason.to_owned(),
    };
    let refused = desk.try_run(Command::Pursue(decide("no_go", " ")));
    assert!(matches!(refused, Err(CommandError::ReasonNeeded(_))));
    desk.pursue(decide("go", ""));
    assert_eq!(desk.row(id).status, "bidding");
    desk.pursue(decide("no_go", "Too large for us"));
    let row = desk.row(id);
    assert_eq!((row.status.as_str(), row.probability), ("withdrew", 0));
    let kept = Opportunity::read(desk.workspace.record(id).expect("here"));
    assert_eq!(kept.decision_reason, "Too large for us");
}

#[test]
fn a_lost_bid_and_its_lesson_can_be_found_and_a_return_reopens_it() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note(
        "Work",
        "",
        &[gym],
        [("lesson", Put::text("Ask about TUPE early"))],
    );
    desk.to(id, "lost");
    assert_eq!(desk.bids()[0].outcome, "lost");
    let mut index = SearchIndex::default();
    while !index.read_some(&desk.workspace, 100) {}
    let hits = index.find(&desk.workspace, "tupe", 5);
    assert_eq!(hits[0].record, id);
    assert_eq!(hits[0].more, "Opportunity · Lost");
    desk.to(id, "preferred");
    assert_eq!(desk.bids()[0].outcome, "");
}

#[test]
fn columns_name_count_sum_and_weighted_sum_and_every_opportunity_counts_once() {
    let mut desk = Desk::new();
    let ventures = [desk.named("venture", "A"), desk.named("venture", "B")];
    desk.note(
        "One",
        "X",
        &ventures,
        [("value", pounds(1_001)), ("status", Put::text("open"))],
    );
    desk.note(
        "Two",
        "X",
        &[],
        [
            ("status", Put::text("open")),
            ("deadline", Put::text("2026-07-01")),
        ],
    );
    desk.note(
        "Three",
        "Y",
        &[],
        [
            ("value_low", pounds(100)),
            ("value_high", pounds(900)),
            ("status", Put::text("bidding")),
            ("probability", Put::Value(json!(50))),
        ],
    );
    let all = rows(&desk.workspace);
    let board = board(
        &all,
        &OpportunitySet::default(),
        &desk.workspace,
        Desk::today(),
    );
    let open = board
        .iter()
        .find(|column| column.status == "open")
        .expect("open");
    assert_eq!(open.sums.count, 2);
    assert_eq!(open.next_deadline, Some(day("2026-07-01")));
    assert_eq!(
        open.sums.words(),
        "2 opportunities, £1k in all, £150 weighted; 1 without a value"
    );
    // £1,001 times 15%, and £100 (the lower end) times 50%.
    let together = sums(&all);
    assert_eq!(
        (together.sum, together.weighted),
        (Pence(110_100), Pence(20_015))
    );
    assert_eq!(
        together.secured.0 + together.evidenced.0 + together.hoped.0,
        together.sum.0
    );
    assert!(
        board
            .iter()
            .any(|column| column.status == "engaging" && column.cards.is_empty())
    );
    assert!(
        board.iter().all(|column| column.status != "lost"),
        "nothing is lost yet"
    );
}

#[test]
fn filters_choose_and_their_text_reads_back() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let near = desk.note(
        "Near",
        "Leeds",
        &[gym],
        [
            ("status", Put::text("open")),
            ("deadline", Put::text("2026-06-20")),
            ("value", pounds(50_000)),
            ("codes", Put::Add(vec![json!("85312000 Social work")])),
            ("reserved_for", Put::Add(vec![json!("smeVcse")])),
            ("suitable_vcse", Put::Value(json!(true))),
        ],
    );
    let far = desk.note("Far", "York", &[], [("deadline", Put::text("2027-06-20"))]);
    let gone = desk.note(
        "Gone",
        "",
        &[],
        [
            ("deadline", Put::text("2026-01-01")),
            ("status", Put::text("lost")),
        ],
    );
    let all = rows(&desk.workspace);
    let leeds = desk.row(near).buyer.expect("a buyer");
    let found = |query: &str| -> Vec<RecordId> {
        let set = OpportunitySet::parse(query);
        assert_eq!(OpportunitySet::parse(&set.to_text()), set, "{query}");
        let rows = set.select(&all, &desk.workspace, Desk::today());
        rows.iter().map(|row| row.id).collect()
    };
    assert_eq!(found(""), [gone, near, far], "by deadline");
    assert_eq!(found("sort=-deadline"), [far, near, gone]);
    assert_eq!(found("live=1"), [near, far]);
    assert_eq!(found("due=30"), [near]);
    assert_eq!(found("due=passed"), [gone]);
    assert_eq!(found("code=85"), [near]);
    assert_eq!(found("code=none"), [gone, far]);
    assert_eq!(found("suits=vcse"), [near]);
    assert_eq!(found("reserved=smeVcse,none"), [gone, near, far]);
    assert_eq!(found(&format!("buyer={leeds}")), [near]);
    assert_eq!(found(&format!("venture={gym}")), [near]);
    assert_eq!(found("least=1000000&most=6000000"), [near]);
    assert_eq!(found("q=green+leeds"), [near]);
    assert_eq!(
        found("status=lost,open&sort=value"),
        [near, gone],
        "without a value comes last"
    );
    let choices = filter_choices(&all, "status", &desk.workspace);
    let labels: Vec<(&str, usize)> = choices
        .iter()
        .map(|(_, label, count)| (label.as_str(), *count))
        .collect();
    assert_eq!(
        labels,
        [("Conversation", 1), ("Open to bids", 1), ("Lost", 1)]
    );
}

#[test]
fn our_dates_stand_apart_from_the_buyers() {
    let mut desk = Desk::new();
    let id = desk.note(
        "Work",
        "",
        &[],
        [
            ("deadline", Put::text("2026-07-10")),
            ("deadline_time", Put::text("12:00")),
            ("questions_by", Put::text("2026-06-30")),
            ("submit_by", Put::text("2026-07-08")),
            ("decide_by", Put::text("2026-06-12")),
            (
                "buyer_dates",
                Put::Value(
                    json!([{"title": "Supplier day", "day": "2026-06-20", "kind": "engagement"}]),
                ),
            ),
        ],
    );
    let page = desk.workspace.opportunity_page(id).expect("a page");
    let theirs: Vec<&str> = page
        .buyer_dates
        .iter()
        .map(|date| date.label.as_str())
        .collect();
    assert_eq!(theirs, ["Supplier day", "Questions until", "Deadline"]);
    assert_eq!(page.buyer_dates[2].time, "12:00");
    let ours: Vec<&str> = page
        .our_dates
        .iter()
        .map(|date| date.label.as_str())
        .collect();
    assert_eq!(ours, ["We decide by", "We submit by"]);
    assert_eq!(desk.row(id).our_next, Some((day("2026-06-12"), "decide")));
}

#[test]
fn an_extension_moves_the_end_and_the_reminder_and_what_follows_begins_as_a_conversation() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note(
        "Walks",
        "Leeds",
        &[gym],
        [
            ("value", pounds(500)),
            ("codes", Put::Add(vec![json!("85312000 Social work")])),
        ],
    );
    let contract = desk.id();
    desk.pursue(Pursuit::Sign {
        opportunity: id,
        bid: None,
        contract,
        values: values([
            ("starts", Put::text("2026-03-01")),
            ("ends", Put::text("2028-02-29")),
            ("extensions", Put::text("12+6")),
        ]),
    });
    let ends = |desk: &Desk| {
        let contract = Contract::read(desk.workspace.record(contract).expect("here"));
        (
            contract.ends.map(Day::iso).unwrap_or_default(),
            contract.extensions,
        )
    };
    desk.pursue(Pursuit::Extend { contract });
    assert_eq!(ends(&desk), ("2029-02-28".to_owned(), "6".to_owned()));
    desk.pursue(Pursuit::Extend { contract });
    assert_eq!(ends(&desk), ("2029-08-31".to_owned(), String::new()));
    let step = desk
        .workspace
        .records()
        .of_kind(Step::KIND)
        .map(Step::read)
        .next();
    assert_eq!(
        step.and_then(|step| step.due).map(Day::iso).as_deref(),
        Some("2028-08-31")
    );
    let refused = desk.try_run(Command::Pursue(Pursuit::Extend { contract }));
    assert_eq!(
        refused.expect_err("none left").to_string(),
        "Extensions still open (months): No extension is left. Write the months of each, such as 12+12."
    );
    let next = desk.id();
    desk.pursue(Pursuit::FollowUp { contract, id: next });
    let row = desk.row(next);
    assert_eq!(
        (
            row.title.as_str(),
            row.buyer_name.as_str(),
            row.ventures.as_slice(),
            row.codes.len()
        ),
        ("What follows Walks", "Leeds", [gym].as_slice(), 1)
    );
    assert_eq!(row.status, "conversation");
}

#[test]
fn a_region_of_opportunities_is_read_and_shown_in_a_moment() {
    let mut desk = Desk::new();
    let mut ops = Vec::new();
    for n in 0..30_000_u32 {
        let status =
            ["open", "bidding", "lost"][usize::from(n % 3 == 1) + 2 * usize::from(n % 3 == 2)];
        let fields = json!({
            "title": format!("Opportunity {n}"), "status": status,
            "value": 100 * i64::from(n), "deadline": "2026-07-01", "summary": "Some words about it ".repeat(10),
        });
        ops.push(crate::ledger::DraftOp::Set {
            record: RecordId(1_000_000 + u128::from(n)),
            kind: Opportunity::KIND.to_owned(),
            fields: fields.as_object().cloned().expect("an object"),
        });
    }
    desk.run(Command::Apply(crate::ledger::Draft {
        ops,
        ..crate::ledger::Draft::by_hand("Many".to_owned())
    }));
    let start = std::time::Instant::now();
    let all = rows(&desk.workspace);
    let read = start.elapsed();
    let start = std::time::Instant::now();
    let set = OpportunitySet::parse("q=opportunity&live=1&sort=-value");
    let columns = board(&all, &set, &desk.workspace, Desk::today());
    let shown = start.elapsed();
    println!("30,000 opportunities: read in {read:?}, shown in {shown:?}");
    assert_eq!(
        columns
            .iter()
            .map(|column| column.cards.len())
            .sum::<usize>(),
        20_000
    );
}
