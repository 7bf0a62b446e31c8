use std::cell::Cell;

use super::*;
use crate::{
    ledger::DeviceId,
    workspace::{Command, Context, Put, Values, command::values},
};

fn today() -> Day {
    Day::parse("2026-06-07").expect("a day")
}

struct Desk {
    workspace: Workspace,
    made: Cell<u128>,
}

impl Desk {
    fn new() -> Self {
        Self {
            workspace: Workspace::empty(DeviceId(1)),
            made: Cell::new(1),
        }
    }

    fn run(&mut self, command: Command) {
        let random = || {
            self.made.set(self.made.get() + 1);
            self.made.get()
        };
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: today(),
            random: &random,
        };
        self.workspace
            .execute(command, &context)
            .expect("a command that can be carried out");
    }

    fn add(&mut self, kind: &str, values: Values) -> RecordId {
        self.made.set(self.made.get() + 1);
        let id = RecordId(self.made.get());
        self.run(Command::Create {
            kind: kind.to_owned(),
            id,
            values,
        });
        id
    }

    fn venture(&mut self, name: &str, stage: &str, since: &str) -> RecordId {
        self.add(
            "venture",
            values([
                ("name", Put::text(name)),
                ("stage", Put::text(stage)),
                ("stage_since", Put::text(since)),
            ]),
        )
    }

    fn money(&mut self, venture: RecordId, status: &str, pence: i64) {
        self.add(
            "capital",
            values([
                ("venture", Put::reference(venture)),
                ("kind", Put::text("grant")),
                ("status", Put::text(status)),
                ("amount", Put::Value(pence.into())),
            ]),
        );
    }

    fn board(&self, query: &str) -> Vec<BoardColumn> {
        self.workspace.board(&ShownSet::parse(query), today())
    }
}

fn column<'a>(board: &'a [BoardColumn], key: &str) -> &'a BoardColumn {
    board
        .iter()
        .find(|column| column.key == key)
        .expect("the column is on the board")
}

#[test]
fn stages_stand_in_the_order_of_the_journey_also_when_they_are_empty() {
    let desk = Desk::new();
    let keys: Vec<String> = desk
        .board("")
        .into_iter()
        .map(|column| column.key)
        .collect();
    assert_eq!(
        keys,
        [
            "idea",
            "explore",
            "test",
            "prove",
            "contract_ready",
            "contracted",
            "growing"
        ]
    );
}

#[test]
fn a_column_counts_sums_and_says_who_has_been_here_long() {
    let mut desk = Desk::new();
    let a = desk.venture("A", "idea", "2026-06-01");
    let b = desk.venture("B", "idea", "2020-01-01");
    desk.venture("C", "test", "2026-06-01");
    desk.money(a, "secured", 100000);
    desk.money(b, "received", 50050);
    desk.money(b, "sought", 7000);
    desk.money(b, "declined", 9900);
    let board = desk.board("");
    let idea = column(&board, "idea");
    assert_eq!(idea.cards, [a, b]);
    assert_eq!(
        (idea.secured, idea.hoped),
        (Pence(150050), Pence(7000)),
        "what was declined is neither"
    );
    assert_eq!(idea.long_here, 1);
    assert_eq!(idea.place, Some(0));
    assert_eq!(column(&board, "test").secured, Pence(0));
}

#[test]
fn a_move_shows_in_both_columns_and_undo_takes_it_back() {
    let mut desk = Desk::new();
    let a = desk.venture("A", "idea", "2026-06-01");
    desk.run(Command::MoveStage {
        venture: a,
        to: "explore".to_owned(),
        reason: "Ready to listen".to_owned(),
    });
    let board = desk.board("");
    assert!(column(&board, "idea").cards.is_empty());
    assert_eq!(column(&board, "explore").cards, [a]);
    desk.run(Command::Undo);
    assert_eq!(column(&desk.board(""), "idea").cards, [a]);
}

#[test]
fn a_venture_in_two_places_has_a_card_in_both_and_one_in_none_has_its_column() {
    let mut desk = Desk::new();
    let places: Vec<RecordId> = ["Bury", "Fleetwood"]
        .iter()
        .map(|name| desk.add("place", values([("name", Put::text(*name))])))
        .collect();
    let a = desk.venture("A", "idea", "2026-06-01");
    let b = desk.venture("B", "idea", "2026-06-01");
    let both = places
        .iter()
        .map(|place| place.to_string().into())
        .collect();
    desk.run(Command::Edit {
        record: a,
        values: values([("places", Put::Items(both))]),
    });
    let board = desk.board("group=place");
    let said: Vec<(&str, &[RecordId])> = board
        .iter()
        .map(|column| (column.label.as_str(), &*column.cards))
        .collect();
    assert_eq!(
        said,
        [
            ("Bury", &[a][..]),
            ("Fleetwood", &[a][..]),
            ("No place", &[b][..])
        ]
    );
}

#[test]
fn leads_without_ventures_of_the_set_leave_an_empty_column_to_drop_on() {
    let mut desk = Desk::new();
    let ruth = desk.add("colleague", values([("name", Put::text("Ruth Ade"))]));
    let a = desk.venture("A", "idea", "2026-06-01");
    let b = desk.venture("B", "test", "2026-06-01");
    desk.run(Command::Edit {
        record: a,
        values: values([("lead", Put::reference(ruth))]),
    });
    let board = desk.board("group=lead&stage=test");
    let said: Vec<(&str, usize)> = board
        .iter()
        .map(|column| (column.label.as_str(), column.cards.len()))
        .collect();
    assert_eq!(said, [("Ruth Ade", 0), ("Nobody yet", 1)]);
    assert_eq!(column(&board, NONE).cards, [b]);
}

#[test]
fn a_colleague_who_leads_nobody_yet_has_a_column_to_drop_on() {
    let mut desk = Desk::new();
    desk.add("colleague", values([("name", Put::text("Ruth Ade"))]));
    desk.add(
        "colleague",
        values([
            ("name", Put::text("Sam Gone")),
            ("left", Put::Value(true.into())),
        ]),
    );
    desk.venture("A", "idea", "2026-06-01");
    let board = desk.board("group=lead");
    let labels: Vec<&str> = board.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(labels, ["Ruth Ade", "Nobody yet"]);
}

#[test]
fn a_card_says_the_step_that_is_due_first_and_whether_it_is_late() {
    let mut desk = Desk::new();
    let a = desk.venture("A", "idea", "2026-05-08");
    for (what, due) in [("Later", "2026-07-01"), ("First", "2026-06-06")] {
        desk.add(
            "step",
            values([
                ("venture", Put::reference(a)),
                ("what", Put::text(what)),
                ("due", Put::text(due)),
            ]),
        );
    }
    let card = desk
        .workspace
        .card(a, today())
        .expect("the venture is here");
    assert_eq!(
        (card.next.as_deref(), card.overdue, card.days),
        (Some("First"), true, Some(30))
    );
    desk.run(Command::Delete { records: vec![a] });
    assert_eq!(desk.workspace.card(a, today()), None);
}

/// Not a benchmark: it fails when working the board out again costs a person a wait, whatever the machine.
#[test]
fn ten_thousand_ventures_are_put_in_columns_without_a_wait() {
    let mut desk = Desk::new();
    let stages = [
        "idea",
        "explore",
        "test",
        "prove",
        "contract_ready",
        "contracted",
        "growing",
    ];
    for number in 0..10_000usize {
        desk.venture(
            &format!("Venture {}", number * 7_919 % 10_000),
            stages[number % 7],
            "2026-01-01",
        );
    }
    let set = ShownSet::default();
    let first = desk.workspace.board(&set, today());
    assert_eq!(
        first.iter().map(|column| column.cards.len()).sum::<usize>(),
        10_000
    );
    // The best of several: other work on the machine is nobody's wait.
    let mut best = std::time::Duration::MAX;
    for _ in 0..5 {
        let before = std::time::Instant::now();
        let again = desk.workspace.board(&set, today());
        best = best.min(before.elapsed());
        assert_eq!(again, first);
    }
    eprintln!("board of 10,000 ventures: {best:?}");
    assert!(best.as_millis() < 500, "took {best:?}");
}
