mod clock;

use std::cell::Cell;

use super::*;
use crate::{
    ledger::{Author, DeviceId},
    workspace::{Command, Context, Put, Values, command::values, journey::Journey},
};

fn today() -> Day {
    Day::parse("2026-06-07").expect("a day")
}

struct Desk {
    workspace: Workspace,
    made: Cell<u128>,
}

impl Desk {
    fn new(device: u64) -> Self {
        Self {
            workspace: Workspace::empty(DeviceId(device)),
            made: Cell::new(1_000 * u128::from(device)),
        }
    }

    fn run(&mut self, command: Command) -> Vec<crate::ledger::Change> {
        let random = || {
            self.made.set(self.made.get() + 1);
            self.made.get()
        };
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: today(),
            random: &random,
        };
        let done = self
            .workspace
            .execute(command, &context)
            .expect("a command that can be carried out");
        done.change.into_iter().collect()
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

    fn venture(&mut self, name: &str, since: &str) -> RecordId {
        let fields = [
            ("name", Put::text(name)),
            ("stage", Put::text("idea")),
            ("stage_since", Put::text(since)),
            ("joined", Put::text("2026-06-01")),
        ];
        self.add("venture", values(fields))
    }

    fn step(&mut self, venture: RecordId, what: &str, due: &str) -> RecordId {
        let fields = [
            ("venture", Put::reference(venture)),
            ("what", Put::text(what)),
            ("who", Put::text("Amina")),
            ("due", Put::text(due)),
        ];
        self.add("step", values(fields))
    }

    fn group(&self, kind: AttentionKind) -> Vec<AttentionLine> {
        let groups = self.workspace.attention(today());
        let items = groups
            .into_iter()
            .find(|group| group.kind == kind)
            .map(|group| group.items)
            .unwrap_or_default();
        items
            .iter()
            .map(|item| self.workspace.attention_line(kind, item, today()))
            .collect()
    }
}

#[test]
fn an_empty_workspace_asks_for_nothing() {
    let desk = Desk::new(1);
    assert_eq!(desk.workspace.attention(today()), []);
    assert_eq!(desk.workspace.coming_up(today(), 5), []);
    assert_eq!(attention_sentence(0), "Nothing wants attention.");
    assert_eq!(attention_sentence(6), "Six things want attention.");
    assert_eq!(attention_sentence(120), "120 things want attention.");
}

#[test]
fn steps_are_late_soon_or_further_off_and_done_ones_are_gone() {
    let mut desk = Desk::new(1);
    let gym = desk.venture("Green Gym", "2026-06-01");
    let late = desk.step(gym, "Send the budget", "2026-06-02");
    desk.step(gym, "Ring the council", "2026-06-07");
    desk.step(gym, "Visit", "2026-06-14");
    desk.step(gym, "Write the plan", "2026-06-15");
    desk.step(gym, "Next year", "2027-06-15");
    let overdue = desk.group(AttentionKind::Overdue);
    assert_eq!(overdue.len(), 1);
    assert_eq!(
        (overdue[0].when.as_str(), overdue[0].late),
        ("5 days late", true)
    );
    assert_eq!(
        (overdue[0].subject.as_str(), overdue[0].text.as_str()),
        ("Green Gym", "Send the budget")
    );
    assert_eq!(overdue[0].why, "Amina, due 2 June 2026");
    assert_eq!(overdue[0].address, Some(format!("/ventures/{gym}#{late}")));
    let soon: Vec<String> = desk
        .group(AttentionKind::DueSoon)
        .into_iter()
        .map(|line| line.when)
        .collect();
    assert_eq!(soon, ["Today", "In 7 days"]);
    let ahead: Vec<String> = desk
        .workspace
        .coming_up(today(), 5)
        .into_iter()
        .map(|line| line.what)
        .collect();
    assert_eq!(ahead, ["Write the plan"]);
    desk.run(Command::FinishStep {
        step: late,
        done: true,
    });
    assert_eq!(desk.group(AttentionKind::Overdue), []);
}

#[test]
fn ventures_that_are_quiet_or_long_in_a_stage_are_listed_until_they_leave() {
    let mut desk = Desk::new(1);
    let slow = desk.venture("Repair Café", "2026-01-01");
    desk.venture("Fresh Start", "2026-06-01");
    let entry = [
        ("venture", Put::reference(slow)),
        ("kind", Put::text("call")),
        ("happened_on", Put::text("2026-03-01")),
    ];
    desk.run(Command::RecordEntry {
        values: values(entry),
        steps: Vec::new(),
    });
    let quiet = desk.group(AttentionKind::Quiet);
    assert_eq!(quiet.len(), 1);
    assert_eq!(
        (quiet[0].when.as_str(), quiet[0].why.as_str()),
        ("98 days", "Last conversation on 1 March 2026")
    );
    let long = desk.group(AttentionKind::LongInStage);
    assert_eq!(long.len(), 1);
    assert_eq!(
        (long[0].when.as_str(), long[0].text.as_str()),
        ("157 days", "in Idea")
    );
    assert!(
        long[0].why.contains("need named by people"),
        "the stage's purpose says why: {}",
        long[0].why
    );
    let to = "paused".to_owned();
    desk.run(Command::SetDisposition {
        ventures: vec![slow],
        to,
        reason: String::new(),
    });
    assert_eq!(desk.workspace.attention(today()), []);
}

/// What joined long ago and came in now was not neglected; what a spreadsheet says of the last contact counts.
#[test]
fn what_came_in_lately_is_quiet_only_where_the_last_conversation_says_so() {
    let mut desk = Desk::new(1);
    let came = |desk: &mut Desk, name: &str| {
        let fields = [
            ("name", Put::text(name)),
            ("stage", Put::text("idea")),
            ("joined", Put::text("2019-03-01")),
        ];
        desk.add("venture", values(fields))
    };
    came(&mut desk, "Granted");
    let spoken = came(&mut desk, "Listed");
    let entry = [
        ("venture", Put::reference(spoken)),
        ("kind", Put::text("note")),
        ("happened_on", Put::text("2026-01-07")),
    ];
    desk.run(Command::RecordEntry {
        values: values(entry),
        steps: Vec::new(),
    });
    let names = |lines: &[AttentionLine]| -> Vec<String> {
        lines.iter().map(|line| line.subject.clone()).collect()
    };
    assert_eq!(names(&desk.group(AttentionKind::Quiet)), ["Listed"]);
    let later = today().plus_days(60);
    let groups = desk.workspace.attention(later);
    let quiet = groups
        .iter()
        .find(|group| group.kind == AttentionKind::Quiet)
        .expect("by then nobody has spoken with either");
    let why = |item| {
        let line = desk
            .workspace
            .attention_line(AttentionKind::Quiet, item, later);
        (line.subject, line.when, line.why)
    };
    assert_eq!(
        quiet.items.last().map(why),
        Some((
            "Granted".to_owned(),
            "70 days".to_owned(),
            "Nothing written down since it came into these records on 28 May 2026".to_owned()
        ))
    );
}

#[test]
fn papers_and_peoples_details_come_up_in_time() {
    let mut desk = Desk::new(1);
    let gym = desk.venture("Green Gym", "2026-06-01");
    for (title, expires) in [
        ("Insurance", "2026-06-17"),
        ("Accounts", "2026-06-06"),
        ("Policy", "2026-12-01"),
    ] {
        let paper = [
            ("venture", Put::reference(gym)),
            ("title", Put::text(title)),
            ("expires", Put::text(expires)),
            ("blocks", Put::text("no visits")),
        ];
        desk.add("document", values(paper));
    }
    let papers = desk.group(AttentionKind::Papers);
    let words: Vec<(&str, bool)> = papers
        .iter()
        .map(|line| (line.text.as_str(), line.late))
        .collect();
    assert_eq!(
        words,
        [("Accounts ran out", true), ("Insurance runs out", false)]
    );
    assert_eq!(papers[1].why, "On 17 June 2026. Without it: no visits");
    let person = [
        ("name", Put::text("Ruth Ade")),
        ("review_on", Put::text("2026-06-07")),
        ("basis", Put::text("consent")),
    ];
    let ruth = desk.add("contact", values(person));
    let review = desk.group(AttentionKind::Review);
    assert_eq!(review.len(), 1);
    assert_eq!(
        (review[0].when.as_str(), review[0].why.as_str()),
        ("Today", "Held because: they agreed")
    );
    assert_eq!(review[0].address, Some(format!("/people/{ruth}")));
}

/// Rule L13: a merge may leave a venture with a lead who was deleted; nothing is refused, it is listed.
#[test]
fn a_venture_that_names_a_deleted_lead_is_listed() {
    let mut desk = Desk::new(1);
    let lead = desk.add("colleague", values([("name", Put::text("Ruth Ade"))]));
    let gym = desk.venture("Green Gym", "2026-06-01");
    desk.run(Command::Edit {
        record: gym,
        values: values([("lead", Put::reference(lead))]),
    });
    assert_eq!(desk.group(AttentionKind::NamesDeleted), []);
    desk.run(Command::Delete {
        records: vec![lead],
    });
    let listed = desk.group(AttentionKind::NamesDeleted);
    assert_eq!(listed.len(), 1);
    assert!(listed[0].text.contains("Lead coach"), "{}", listed[0].text);
    desk.run(Command::Restore { record: lead });
    assert_eq!(desk.group(AttentionKind::NamesDeleted), []);
}

#[test]
fn what_two_people_changed_apart_waits_until_somebody_chooses() {
    let (mut here, mut there) = (Desk::new(1), Desk::new(2));
    here.workspace.set_author(Author::new("Ruth", ""));
    let id = RecordId(77);
    let made = here.run(Command::Create {
        kind: "venture".to_owned(),
        id,
        values: values([("name", Put::text("Green Gym"))]),
    });
    there.workspace.merge(&made, 1_780_000_000_000);
    let name = |text: &str| Command::Edit {
        record: id,
        values: values([("name", Put::text(text))]),
    };
    here.run(name("Green Gym Leeds"));
    assert_eq!(
        here.group(AttentionKind::Unsettled),
        [],
        "asked before the other change arrives"
    );
    let other = there.run(name("The Green Gym"));
    here.workspace.merge(&other, 1_780_000_000_000);
    let waiting = here.group(AttentionKind::Unsettled);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].text, "two versions of “Name” stand");
    let value = "The Green Gym".into();
    here.run(Command::Choose {
        record: id,
        field: "name".to_owned(),
        value,
    });
    assert_eq!(here.group(AttentionKind::Unsettled), []);
}

#[test]
fn a_deleted_record_that_was_edited_elsewhere_waits_for_a_word() {
    let (mut here, mut there) = (Desk::new(1), Desk::new(2));
    let id = RecordId(78);
    let fields = values([("name", Put::text("Leeds City Council"))]);
    let made = here.run(Command::Create {
        kind: "organisation".to_owned(),
        id,
        values: fields,
    });
    there.workspace.merge(&made, 1_780_000_000_000);
    let edit = there.run(Command::Edit {
        record: id,
        values: values([("town", Put::text("Leeds"))]),
    });
    here.run(Command::Delete { records: vec![id] });
    here.workspace.merge(&edit, 1_780_000_000_000);
    let waiting = here.group(AttentionKind::Unsettled);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].subject, "Leeds City Council");
    assert!(waiting[0].text.contains("deleted"), "{}", waiting[0].text);
    here.run(Command::Restore { record: id });
    assert_eq!(here.group(AttentionKind::Unsettled), []);
}

#[test]
fn the_tally_counts_active_ventures_and_keeps_retired_stages_in_use() {
    let mut desk = Desk::new(1);
    desk.venture("One", "2026-06-01");
    desk.venture("Two", "2026-06-01");
    let closed = desk.venture("Three", "2026-06-01");
    let to = "withdrawn".to_owned();
    desk.run(Command::SetDisposition {
        ventures: vec![closed],
        to,
        reason: String::new(),
    });
    let retire = |code: &str| Command::Settle {
        kind: "stage".to_owned(),
        id: Journey::stage_record(code),
        values: values([
            ("code", Put::text(code)),
            ("label", Put::text(code)),
            ("retired", Put::Value(true.into())),
        ]),
    };
    desk.run(retire("idea"));
    desk.run(retire("growing"));
    let tally = desk.workspace.tally();
    let first = tally.first().expect("a stage");
    assert_eq!(
        (first.code.as_str(), first.count, first.index),
        ("idea", 2, 0)
    );
    assert!(
        tally.iter().all(|stage| stage.code != "growing"),
        "an empty stage that is no longer used is left out"
    );
}
