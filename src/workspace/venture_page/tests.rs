use pretty_assertions::assert_eq;

use super::*;
use crate::{
    ledger::{DeviceId, Value},
    workspace::{
        Command, Context, Put, Values,
        command::{AgreedStep, values},
    },
};

const TODAY: &str = "2026-06-07";

struct Desk {
    workspace: Workspace,
    next: std::cell::Cell<u128>,
    venture: RecordId,
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

impl Desk {
    fn with_venture() -> Self {
        let mut desk = Self {
            workspace: Workspace::empty(DeviceId(1)),
            next: std::cell::Cell::new(1_000),
            venture: RecordId(1),
        };
        let fields = values([
            ("name", Put::text("Green Gym")),
            ("joined", Put::text("2026-01-05")),
        ]);
        desk.create("venture", 1, fields);
        desk
    }

    fn run(&mut self, command: Command) {
        let Self {
            workspace, next, ..
        } = self;
        let random = || {
            next.set(next.get() + 1);
            next.get()
        };
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: day(TODAY),
            random: &random,
        };
        workspace
            .execute(command, &context)
            .expect("it can be done");
    }

    fn create(&mut self, kind: &str, id: u128, values: Values) -> RecordId {
        self.run(Command::Create {
            kind: kind.to_owned(),
            id: RecordId(id),
            values,
        });
        RecordId(id)
    }

    fn about(&mut self, kind: &str, id: u128, pairs: &[(&str, &str)]) -> RecordId {
        let mut fields = values([("venture", Put::reference(self.venture))]);
        for (name, text) in pairs {
            let put = match text.parse::<i64>() {
                Ok(number) if matches!(*name, "amount" | "quantity") => {
                    Put::Value(Value::from(number))
                }
                _ => Put::text(*text),
            };
            fields.insert((*name).to_owned(), put);
        }
        self.create(kind, id, fields)
    }
}

#[test]
fn a_deleted_venture_says_so_and_can_be_told_from_a_missing_one() {
    let mut desk = Desk::with_venture();
    assert_eq!(presence(&desk.workspace, desk.venture), Presence::Here);
    assert_eq!(presence(&desk.workspace, RecordId(99)), Presence::Missing);
    let place = desk.create("place", 5, values([("name", Put::text("Wakefield"))]));
    assert_eq!(
        presence(&desk.workspace, place),
        Presence::Missing,
        "a place is no venture"
    );
    desk.run(Command::Delete {
        records: vec![desk.venture],
    });
    let gone = Presence::Deleted {
        name: "Green Gym".to_owned(),
        edited_since: false,
    };
    assert_eq!(presence(&desk.workspace, desk.venture), gone);
    desk.run(Command::Restore {
        record: desk.venture,
    });
    assert_eq!(presence(&desk.workspace, desk.venture), Presence::Here);
}

#[test]
fn the_strip_knows_when_each_stage_was_reached() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    desk.run(Command::MoveStage {
        venture,
        to: "test".to_owned(),
        reason: "Ready".to_owned(),
    });
    let strip: Vec<_> = stops(&desk.workspace, venture)
        .into_iter()
        .map(|stop| {
            (
                stop.code,
                stop.state.word(),
                stop.since.map(|day| day.iso()),
            )
        })
        .take(4)
        .collect();
    let expected = [
        ("idea", "past", Some("2026-01-05")),
        ("explore", "past", None),
        ("test", "here", Some(TODAY)),
        ("prove", "ahead", None),
    ];
    let expected =
        expected.map(|(code, state, since)| (code.to_owned(), state, since.map(str::to_owned)));
    assert_eq!(strip, expected);
}

#[test]
fn the_gate_glance_counts_what_is_met_of_what_is_asked() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    let before = next_gate(&desk.workspace, venture).expect("there is a next stage");
    assert_eq!((before.to.as_str(), before.met), ("explore", 0));
    let states = ["met", "not_applicable"];
    for (point, state) in before.points.iter().zip(states) {
        desk.run(Command::CheckGate {
            venture,
            criterion: point.code.clone(),
            state: state.to_owned(),
            note: String::new(),
            evidence: String::new(),
        });
    }
    let after = next_gate(&desk.workspace, venture).expect("there is a next stage");
    assert_eq!((after.met, after.asked), (1, before.asked - 1));
}

#[test]
fn the_timeline_has_entries_moves_and_decided_capital_by_month() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    let call = desk.about(
        "entry",
        10,
        &[
            ("kind", "call"),
            ("happened_on", "2026-05-30"),
            ("said", "All well"),
        ],
    );
    desk.about(
        "capital",
        11,
        &[
            ("kind", "grant"),
            ("status", "secured"),
            ("amount", "1200000"),
            ("decided_on", "2026-05-02"),
        ],
    );
    desk.about(
        "capital",
        12,
        &[("kind", "grant"), ("status", "sought"), ("amount", "5")],
    );
    desk.run(Command::MoveStage {
        venture,
        to: "explore".to_owned(),
        reason: "Keen".to_owned(),
    });
    let months = months(&timeline(&desk.workspace, venture));
    let labels: Vec<_> = months
        .iter()
        .map(|month| (month.label.as_str(), month.happenings.len()))
        .collect();
    assert_eq!(
        labels,
        [("June 2026", 1), ("May 2026", 2)],
        "what is only sought has not happened"
    );
    let What::Move {
        to,
        reason,
        criteria,
        ..
    } = &months[0].happenings[0].what
    else {
        panic!("a move")
    };
    assert_eq!(
        (to.is_empty(), reason.as_str(), criteria.is_empty()),
        (false, "Keen", false)
    );
    assert_eq!(months[1].happenings[0].record, call);
    let What::Capital { amount, .. } = &months[1].happenings[1].what else {
        panic!("capital")
    };
    assert_eq!(amount, "£12,000");
}

#[test]
fn steps_agreed_in_a_conversation_stand_among_the_open_ones_by_day() {
    let mut desk = Desk::with_venture();
    let fields = values([
        ("venture", Put::reference(desk.venture)),
        ("kind", Put::text("meeting")),
        ("said", Put::text("We met")),
    ]);
    let step = |what: &str, due: Option<&str>| AgreedStep {
        what: what.to_owned(),
        who: "Amina".to_owned(),
        due: due.map(day),
    };
    let agreed = vec![
        step("Some time", None),
        step("Later", Some("2026-06-20")),
        step("Late", Some("2026-06-02")),
    ];
    desk.run(Command::RecordEntry {
        values: fields,
        steps: agreed,
    });
    let (open, done) = steps(&desk.workspace, desk.venture);
    let late: Vec<_> = open
        .iter()
        .map(|step| (step.what.as_str(), step.days_late(day(TODAY))))
        .collect();
    assert_eq!(
        late,
        [("Late", Some(5)), ("Later", None), ("Some time", None)]
    );
    assert!(done.is_empty());
    desk.run(Command::FinishStep {
        step: open[0].id,
        done: true,
    });
    let (open, done) = steps(&desk.workspace, desk.venture);
    assert_eq!((open.len(), done.len()), (2, 1));
    assert_eq!(
        done[0].days_late(day(TODAY)),
        None,
        "what is done is not late"
    );
}

#[test]
fn money_is_summed_by_status_and_other_units_stay_apart() {
    let mut desk = Desk::with_venture();
    let secured = [("kind", "grant"), ("status", "secured")];
    desk.about(
        "capital",
        20,
        &[&secured[..], &[("amount", "1200000")]].concat(),
    );
    desk.about(
        "capital",
        21,
        &[
            ("kind", "trading"),
            ("status", "secured"),
            ("amount", "5050"),
        ],
    );
    desk.about(
        "capital",
        22,
        &[
            ("kind", "goodwill"),
            ("status", "secured"),
            ("quantity", "120"),
            ("unit", "hours"),
        ],
    );
    desk.about(
        "capital",
        23,
        &[
            ("kind", "grant"),
            ("status", "sought"),
            ("amount", "900000"),
        ],
    );
    let groups = money(&desk.workspace, desk.venture);
    let sums: Vec<_> = groups
        .iter()
        .map(|group| (group.label.as_str(), group.sum.as_str()))
        .collect();
    assert_eq!(
        sums,
        [
            ("Secured", "£12,050.50 and 120 hours"),
            ("Sought", "£9,000")
        ]
    );
    let shares: Vec<_> = mix(&groups)
        .into_iter()
        .map(|share| (share.label, share.pence))
        .collect();
    assert_eq!(
        shares,
        [
            ("Grant".to_owned(), 1_200_000),
            ("Trading".to_owned(), 5_050)
        ]
    );
}

#[test]
fn papers_that_run_out_come_first_and_unsafe_addresses_are_no_links() {
    let mut desk = Desk::with_venture();
    desk.about(
        "document",
        30,
        &[("title", "Rules"), ("address", "https://example.org/rules")],
    );
    desk.about(
        "document",
        31,
        &[
            ("title", "Insurance"),
            ("expires", "2026-06-06"),
            ("blocks", "Working in schools"),
        ],
    );
    desk.about(
        "document",
        32,
        &[("title", "Accounts"), ("expires", "2026-08-06")],
    );
    let lines = documents(&desk.workspace, desk.venture, day(TODAY));
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.title.as_str(), line.expiry))
        .collect();
    assert_eq!(
        seen,
        [
            ("Insurance", Expiry::Past),
            ("Accounts", Expiry::Soon),
            ("Rules", Expiry::Good)
        ]
    );
    assert_eq!(lines[0].address, None);
    assert_eq!(
        lines[2].address.as_deref(),
        Some("https://example.org/rules")
    );
}

#[test]
fn people_are_founders_and_whoever_names_the_venture() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    let named = Put::Add(vec![Value::String(venture.to_string())]);
    desk.create(
        "contact",
        40,
        values([("name", Put::text("Zadie")), ("ventures", named.clone())]),
    );
    let amina = desk.create("contact", 41, values([("name", Put::text("Amina"))]));
    desk.create(
        "contact",
        42,
        values([("name", Put::text("Nobody of ours"))]),
    );
    desk.create(
        "contact",
        43,
        values([("name", Put::text("Ben")), ("ventures", named)]),
    );
    let founders = Put::Add(vec![Value::String(amina.to_string())]);
    desk.run(Command::Edit {
        record: venture,
        values: values([("founders", founders)]),
    });
    let seen: Vec<_> = people(&desk.workspace, venture)
        .into_iter()
        .map(|who| (who.name, who.founder))
        .collect();
    let expected = [("Amina", true), ("Ben", false), ("Zadie", false)];
    assert_eq!(
        seen,
        expected.map(|(name, founder)| (name.to_owned(), founder))
    );
}

#[test]
fn two_values_that_crossed_both_stand_until_one_is_chosen() {
    let mut desk = Desk::with_venture();
    let mut other = Workspace::empty(DeviceId(2));
    let history: Vec<_> = {
        // The other browser knows the venture, and edits the name without having seen the edit made here.
        let fields = values([
            ("name", Put::text("Green Gym")),
            ("joined", Put::text("2026-01-05")),
        ]);
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: day(TODAY),
            random: &|| 7,
        };
        let create = Command::Create {
            kind: "venture".to_owned(),
            id: RecordId(1),
            values: fields,
        };
        let mut first = Workspace::empty(DeviceId(1));
        first
            .execute(create, &context)
            .expect("made")
            .change
            .into_iter()
            .collect()
    };
    other.merge(&history, 1_780_000_000_000);
    let edit = |name: &str| Command::Edit {
        record: RecordId(1),
        values: values([("name", Put::text(name))]),
    };
    let context = Context {
        now_ms: 1_780_000_900_000,
        today: day(TODAY),
        random: &|| 8,
    };
    let theirs = other
        .execute(edit("Green Gym CIC"), &context)
        .expect("edited")
        .change
        .expect("a change");
    desk.run(edit("The Green Gym"));
    desk.workspace.merge(&[theirs], 1_780_001_000_000);
    let found = conflicts(&desk.workspace, desk.venture);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label, "name");
    let seen: Vec<_> = found[0]
        .versions
        .iter()
        .map(|version| {
            (
                version.shown.words.as_str(),
                version.from_here,
                version.shown_now,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("Green Gym CIC", false, true),
            ("The Green Gym", true, false)
        ]
    );
    let value = found[0].versions[1].shown.value.clone();
    desk.run(Command::Choose {
        record: desk.venture,
        field: "name".to_owned(),
        value,
    });
    assert_eq!(conflicts(&desk.workspace, desk.venture), []);
    let head = head(&desk.workspace, desk.venture, day(TODAY)).expect("it is there");
    assert_eq!(head.name, "The Green Gym");
}

#[test]
fn the_latest_telling_of_the_story_comes_first() {
    let mut desk = Desk::with_venture();
    desk.about("story", 50, &[("text", "First"), ("told_on", "2025-01-01")]);
    desk.about("story", 51, &[("text", "Now"), ("told_on", "2026-01-01")]);
    let told: Vec<_> = stories(&desk.workspace, desk.venture)
        .into_iter()
        .map(|story| story.text)
        .collect();
    assert_eq!(told, ["Now", "First"]);
}

#[test]
fn a_story_is_called_by_its_venture() {
    let mut desk = Desk::with_venture();
    desk.about(
        "story",
        50,
        &[("text", "We began as a lunch club of five neighbours")],
    );
    let mut said = |command| {
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: day(TODAY),
            random: &|| 9_000,
        };
        let done = desk.workspace.execute(command, &context);
        done.expect("it can be done").message
    };
    let edit = |field: &'static str, put| Command::Edit {
        record: RecordId(50),
        values: values([(field, put)]),
    };
    assert_eq!(
        said(edit("text", Put::text("We began with soup"))),
        "Changed the story of Green Gym"
    );
    assert_eq!(
        said(edit("voice", Put::text("Maya"))),
        "Changed the story of Green Gym: in whose voice"
    );
}
