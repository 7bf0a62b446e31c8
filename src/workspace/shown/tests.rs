use std::cell::Cell;

use serde_json::Value;

use super::*;
use crate::{
    ledger::DeviceId,
    workspace::{Command, Context, Put, Values, command::values, words::read_in},
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn today() -> Day {
    day("2026-06-07")
}

/// A workspace with its own clock and its own chance.
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

    fn venture(&mut self, name: &str, more: Values) -> RecordId {
        let mut all = values([
            ("name", Put::text(name)),
            ("stage_since", Put::text("2026-06-01")),
        ]);
        all.extend(more);
        self.add("venture", all)
    }

    fn names(&self, set: &ShownSet) -> Vec<String> {
        set.select(&self.workspace, today())
            .iter()
            .map(|venture| venture.name.clone())
            .collect()
    }
}

#[test]
fn the_usual_set_is_the_empty_text_and_any_set_reads_back() {
    assert_eq!(ShownSet::default().to_text(), "");
    let mut set = ShownSet {
        words: "green & gym, 100%".to_owned(),
        needs_look: true,
        ..ShownSet::default()
    };
    set.toggle("theme", "Food, drink & farming");
    set.toggle("stage", "idea");
    set.toggle("stage", "test");
    set.sort = Column::DaysInStage;
    set.descending = true;
    set.group = GroupBy::Lead;
    set.columns = vec![Column::Name, Column::Places];
    assert_eq!(ShownSet::parse(&set.to_text()), set);
    set.toggle("stage", "idea");
    set.toggle("stage", "test");
    assert!(!set.filters.contains_key("stage"));
}

#[test]
fn nonsense_in_the_address_is_left_out() {
    assert_eq!(
        ShownSet::parse("sort=nonsense&group=&cols=,,&stage=&x=y&%%%&q=%E0%A4%A"),
        ShownSet {
            words: ShownSet::parse("q=%E0%A4%A").words,
            ..ShownSet::default()
        }
    );
}

#[test]
fn every_column_has_a_name_of_its_own_in_the_address() {
    let mut ids: Vec<&str> = Column::ALL.iter().map(|(_, id, _)| *id).collect();
    ordering::sort_once_each(&mut ids);
    assert_eq!(ids.len(), Column::ALL.len());
    for (column, id, label) in Column::ALL {
        assert_eq!(
            (column.id(), column.label(), Column::parse(id)),
            (*id, *label, Some(*column))
        );
    }
}

#[test]
fn a_column_asked_for_twice_is_shown_once() {
    assert_eq!(
        ShownSet::parse("cols=name,lead,name").columns,
        vec![Column::Name, Column::Lead]
    );
}

#[test]
fn ventures_that_left_are_shown_only_when_asked_for() {
    let mut desk = Desk::new();
    desk.venture("Green Gym", Values::new());
    desk.venture(
        "Old Mill",
        values([("disposition", Put::text("graduated"))]),
    );
    assert_eq!(desk.names(&ShownSet::default()), ["Green Gym"]);
    assert_eq!(
        desk.names(&ShownSet::parse("disposition=graduated")),
        ["Old Mill"]
    );
    assert_eq!(
        desk.names(&ShownSet::parse("disposition=graduated,active")),
        ["Green Gym", "Old Mill"]
    );
}

#[test]
fn all_words_must_be_there_whatever_their_case_or_accents() {
    let mut desk = Desk::new();
    desk.venture(
        "Café Culture",
        values([("need", Put::text("Young people have nowhere to meet"))]),
    );
    desk.venture(
        "Green Gym",
        values([("one_line", Put::text("Exercise on prescription"))]),
    );
    assert_eq!(desk.names(&ShownSet::parse("q=cafe")), ["Café Culture"]);
    assert_eq!(
        desk.names(&ShownSet::parse("q=MEET+young")),
        ["Café Culture"]
    );
    assert_eq!(
        desk.names(&ShownSet::parse("q=gym+nowhere")),
        Vec::<String>::new()
    );
}

#[test]
fn words_are_found_as_soon_as_they_are_written_and_not_after_they_are_gone() {
    let mut desk = Desk::new();
    let gym = desk.venture("Green Gym", Values::new());
    assert_eq!(
        desk.names(&ShownSet::parse("q=prescription")),
        Vec::<String>::new()
    );
    desk.run(Command::Edit {
        record: gym,
        values: values([("one_line", Put::text("Exercise on prescription"))]),
    });
    assert_eq!(
        desk.names(&ShownSet::parse("q=prescription")),
        ["Green Gym"]
    );
    desk.run(Command::Edit {
        record: gym,
        values: values([
            ("name", Put::text("Blue Gym")),
            ("one_line", Put::nothing()),
        ]),
    });
    assert_eq!(
        desk.names(&ShownSet::parse("q=prescription")),
        Vec::<String>::new()
    );
    assert_eq!(desk.names(&ShownSet::parse("q=blue")), ["Blue Gym"]);
}

#[test]
fn filters_on_different_fields_all_hold_and_within_one_any() {
    let mut desk = Desk::new();
    let ruth = desk.add("colleague", values([("name", Put::text("Ruth Ade"))]));
    let lead = || values([("lead", Put::reference(ruth))]);
    desk.venture("A", lead());
    let mut late = lead();
    late.insert("stage".to_owned(), Put::text("test"));
    desk.venture("B", late);
    desk.venture("C", Values::new());
    let mut set = ShownSet::default();
    set.toggle("lead", &ruth.to_string());
    assert_eq!(desk.names(&set), ["A", "B"]);
    set.toggle("stage", "test");
    assert_eq!(desk.names(&set), ["B"]);
    set.toggle("stage", "idea");
    assert_eq!(desk.names(&set), ["A", "B"]);
    set.toggle("lead", NONE);
    assert_eq!(desk.names(&set), ["A", "B", "C"]);
    set.toggle("lead", &ruth.to_string());
    assert_eq!(desk.names(&set), ["C"], "nobody yet");
}

#[test]
fn what_has_no_value_comes_last_whichever_way_round() {
    let mut desk = Desk::new();
    let money = |venture: RecordId, pence: i64| {
        values([
            ("venture", Put::reference(venture)),
            ("kind", Put::text("grant")),
            ("status", Put::text("secured")),
            ("amount", Put::Value(pence.into())),
        ])
    };
    let a = desk.venture("A", Values::new());
    let b = desk.venture("B", Values::new());
    desk.venture("C", Values::new());
    desk.add("capital", money(a, 100000));
    desk.add("capital", money(b, 9_00));
    assert_eq!(
        desk.names(&ShownSet::parse("sort=secured")),
        ["B", "A", "C"]
    );
    assert_eq!(
        desk.names(&ShownSet::parse("sort=-secured")),
        ["A", "B", "C"]
    );
    assert_eq!(desk.names(&ShownSet::parse("sort=-name")), ["C", "B", "A"]);
}

#[test]
fn stages_sort_along_the_journey_not_by_letters() {
    let mut desk = Desk::new();
    for (name, stage) in [("A", "test"), ("B", "idea"), ("C", "explore")] {
        desk.venture(name, values([("stage", Put::text(stage))]));
    }
    assert_eq!(desk.names(&ShownSet::parse("sort=stage")), ["B", "C", "A"]);
}

#[test]
fn an_overdue_step_needs_a_look_and_so_does_silence() {
    let mut desk = Desk::new();
    let joined = |on: &str| values([("joined", Put::text(on))]);
    let late = desk.venture("Late", joined("2026-06-01"));
    let quiet = desk.venture("Quiet", joined("2026-01-01"));
    let talk = values([
        ("venture", Put::reference(quiet)),
        ("kind", Put::text("call")),
        ("happened_on", Put::text("2026-01-02")),
    ]);
    desk.add("entry", talk);
    desk.venture("Fine", joined("2026-06-01"));
    desk.venture("Joined long ago, came in lately", joined("2026-01-01"));
    let step = values([
        ("venture", Put::reference(late)),
        ("what", Put::text("Send the budget")),
        ("due", Put::text("2026-06-06")),
    ]);
    let step = desk.add("step", step);
    assert_eq!(desk.names(&ShownSet::parse("look=1")), ["Late", "Quiet"]);
    desk.run(Command::FinishStep { step, done: true });
    assert_eq!(desk.names(&ShownSet::parse("look=1")), ["Quiet"]);
}

#[test]
fn a_filter_offers_what_is_there_with_counts_and_none_last() {
    let mut desk = Desk::new();
    let fleetwood = desk.add("place", values([("name", Put::text("Fleetwood"))]));
    let place = values([("places", Put::Items(vec![fleetwood.to_string().into()]))]);
    desk.venture("A", place.clone());
    desk.venture("B", place);
    desk.venture("C", Values::new());
    let offered = filter_values(&desk.workspace, "place");
    let said: Vec<(&str, usize)> = offered
        .iter()
        .map(|(_, label, count)| (label.as_str(), *count))
        .collect();
    assert_eq!(said, [("Fleetwood", 2), ("No place", 1)]);
}

#[test]
fn cells_say_days_money_and_names_in_words() {
    let mut desk = Desk::new();
    let ruth = desk.add("colleague", values([("name", Put::text("Ruth Ade"))]));
    let id = desk.venture(
        "Green Gym",
        values([
            ("lead", Put::reference(ruth)),
            ("joined", Put::text("2026-05-01")),
            ("disposition", Put::text("closed_with_learning")),
        ]),
    );
    let venture = desk
        .workspace
        .facts()
        .venture(id)
        .expect("it was added")
        .clone();
    let said = |column| cell_text(column, &venture, &desk.workspace, today());
    assert_eq!(said(Column::Lead), "Ruth Ade");
    assert_eq!(said(Column::Joined), "1 May 2026");
    assert_eq!(said(Column::Disposition), "Closed, with learning");
    assert_eq!(said(Column::DaysInStage), "6");
    assert_eq!(said(Column::Secured), "", "no money is not £0");
}

#[test]
fn places_are_read_by_name_and_with_their_code_only_where_that_tells_them_apart() {
    let mut desk = Desk::new();
    let mut area = |name: &str, code: &str| {
        let fields = values([
            ("name", Put::text(format!("{name} ({code})"))),
            ("code", Put::text(code)),
        ]);
        Value::String(desk.add("place", fields).to_string())
    };
    let (east, west) = (area("Bradford", "E01033692"), area("Bradford", "E01033693"));
    let leeds = area("Leeds", "E01011111");
    let here = values([("places", Put::Items(vec![east, leeds]))]);
    let id = desk.venture("Green Gym", here);
    let spec = crate::domain::schema::field("venture", "places").expect("a field");
    let said = |desk: &Desk| {
        let venture = desk.workspace.facts().venture(id).expect("it is here");
        let chips: Vec<String> = read_in(&desk.workspace, id, spec)
            .into_iter()
            .map(|one| one.words)
            .collect();
        (
            cell_words(Column::Places, venture, &desk.workspace, today()),
            chips,
        )
    };
    let card = desk.workspace.card(id, today()).expect("a card");
    assert!(["Bradford", "Leeds"].contains(&card.place.as_str()));
    assert_eq!(said(&desk).1, ["Bradford", "Leeds"]);
    desk.run(Command::Edit {
        record: id,
        values: values([("places", Put::Add(vec![west]))]),
    });
    let (cell, chips) = said(&desk);
    assert_eq!(cell.matches("Bradford").count(), 1, "{cell}");
    assert_eq!(
        chips,
        ["Bradford (E01033692)", "Bradford (E01033693)", "Leeds"]
    );
    // What goes out as CSV comes back as the same places.
    let venture = desk.workspace.facts().venture(id).expect("it is here");
    let out = cell_text(Column::Places, venture, &desk.workspace, today());
    assert!(out.contains("Bradford (E01033693)"), "{out}");
}
