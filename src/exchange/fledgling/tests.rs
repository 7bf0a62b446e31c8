//! What is done in steps comes to the same as what is done at once.

use std::sync::Arc;

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::{
    Export, FledglingFile, FledglingPlanning, FledglingReading, RecordsWriting, content_hash,
};
use crate::{
    domain::dates::Day,
    exchange::import::ImportError,
    ledger::{Author, Change, DeviceId, RecordId},
    workspace::{Command, Context, Put, Workspace, command::values, example},
};

const NOW: u64 = 1_800_000_000_000;

struct Desk {
    workspace: Workspace,
    history: Vec<Change>,
}

impl Desk {
    fn new(device: u64) -> Self {
        let mut workspace = Workspace::empty(DeviceId(device));
        workspace.set_author(Author::new("Ruth Adeyemi", "Programme manager"));
        Self {
            workspace,
            history: Vec::new(),
        }
    }

    fn run(&mut self, command: Command) {
        let context = Context {
            now_ms: NOW,
            today: Day::parse("2026-11-21").unwrap(),
            random: &|| 7,
        };
        let done = self.workspace.execute(command, &context).unwrap();
        self.history.extend(done.change);
    }

    fn add(&mut self, id: u128, name: &str) {
        self.run(Command::Create {
            kind: "venture".to_owned(),
            id: RecordId(id),
            values: values([("name", Put::text(name))]),
        });
    }

    fn rename(&mut self, id: u128, name: &str) {
        self.run(Command::Edit {
            record: RecordId(id),
            values: values([("name", Put::text(name))]),
        });
    }

    /// The invented incubator, and some edits of it.
    fn example() -> Self {
        let mut desk = Self::new(1);
        let draft = example::draft(Day::parse("2026-11-21").unwrap(), 7);
        desk.run(Command::Apply(draft));
        for id in 1..9 {
            desk.add(id, &format!("Venture “{id}”"));
        }
        desk
    }

    fn small() -> Self {
        let mut desk = Self::new(1);
        desk.add(1, "Green Gym");
        desk.add(2, "Café \"Nine\"\\");
        desk.rename(1, "Green Gym\u{1}");
        desk
    }

    fn batch(&self) -> Vec<u8> {
        serde_json::to_vec(&self.history).unwrap()
    }

    fn exported(&self) -> Vec<u8> {
        let mut export = Export::begin(self.workspace.ledger(), NOW);
        export.add_batch(&self.batch()).unwrap();
        export.finish().concat()
    }
}

type Outcome = Result<(Vec<Change>, Option<String>), ImportError>;

fn told(read: Result<FledglingFile, ImportError>) -> Outcome {
    read.map(|file| (file.changes, file.content_hash))
}

fn in_steps(text: &[u8], bytes: usize) -> Outcome {
    let mut reading = FledglingReading::begin(Arc::new(text.to_vec()));
    let mut before = 0;
    loop {
        let progress = reading.step(bytes);
        assert!(before <= progress.done && progress.done <= progress.total);
        if progress.finished {
            return told(reading.finish());
        }
        assert!(progress.done > before, "each step comes further");
        before = progress.done;
    }
}

fn at_once(text: &[u8]) -> Outcome {
    told(FledglingFile::read(text))
}

#[test]
fn a_file_read_in_steps_is_the_file_read_at_once() {
    let bytes = Desk::example().exported();
    let whole = at_once(&bytes);
    assert_eq!(whole.as_ref().unwrap().0.len(), 9);
    for step in [1, 100, 65_536, usize::MAX] {
        assert!(in_steps(&bytes, step) == whole, "steps of {step} bytes");
    }
    // Nobody has to ask for steps.
    assert!(told(FledglingReading::begin(Arc::new(bytes)).finish()) == whole);
}

#[test]
fn a_file_that_is_cut_is_refused_with_the_same_words() {
    let bytes = Desk::small().exported();
    for len in 0..bytes.len() {
        let cut = &bytes[..len];
        assert_eq!(in_steps(cut, 64), at_once(cut), "cut at {len}");
    }
}

#[test]
fn a_file_that_is_altered_at_any_byte_comes_to_the_same() {
    let bytes = Desk::small().exported();
    for at in 0..bytes.len() {
        for other in *b"\"{}[],:0 \\x" {
            let mut altered = bytes.clone();
            altered[at] = other;
            let same = in_steps(&altered, 256) == at_once(&altered);
            assert!(same, "byte {at} altered to {:?}", char::from(other));
        }
    }
}

#[test]
fn a_file_that_others_wrote_otherwise_is_read_the_same() {
    let desk = Desk::small();
    let history = String::from_utf8(desk.batch()).unwrap();
    let head = r#""fledgling": {"format": "workspace", "version": 1}"#;
    for text in [
        format!("{{{head},\"history\":{history}}}"),
        // The head at the end, as members of an object have no order.
        format!("{{\"history\":{history},\t\"more\": [1, [2], {{}}, null] ,{head}}}\r\n"),
        format!("{{\"h\\u0069story\":{history},{head},\"records\":{{}}}}"),
        format!("{{{head},\"history\":[],\"changes\":{history}}}"),
        format!("{{{head},{head},\"history\":{history},\"history\":{history}}}"),
        format!("{{{head},\"history\":{history}}} more"),
        format!("{{{head},\"history\":{history},}}"),
        format!("{{{head},\"history\":{{}}}}"),
        format!("{{{head},\"history\":null}}"),
        format!("{{{head}}}"),
        format!("{{\"history\":{history}}}"),
        format!("[{history}]"),
        format!("\u{feff}{{{head},\"history\":{history}}}"),
        head.replace('1', "2").replace("\"fl", "{\"fl") + "}",
        r#"{"fledgling": {"format": "marvel", "version": 1}}"#.to_owned(),
        r#"{"fledgling": [], "history": []}"#.to_owned(),
        "{}".to_owned(),
        String::new(),
    ] {
        for step in [1, 40, usize::MAX] {
            let bytes = text.as_bytes();
            assert_eq!(in_steps(bytes, step), at_once(bytes), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_bytes_both_ways_of_reading_say_the_same(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        step in 1_usize..50,
    ) {
        prop_assert_eq!(in_steps(&bytes, step), at_once(&bytes));
    }
}

#[test]
fn records_written_in_steps_make_the_same_export() {
    let desk = Desk::example();
    let ledger = desk.workspace.ledger();
    let whole = desk.exported();
    for many in [1, 7, 1_000, usize::MAX] {
        let mut records = RecordsWriting::begin(ledger, NOW);
        let mut steps = 1;
        let mut before = 0;
        while !records.step(ledger, many).finished {
            let progress = records.step(ledger, many);
            assert!(before <= progress.done && progress.done <= progress.total);
            before = progress.done;
            steps += 1;
        }
        assert!(many > 7 || steps > 10, "{many} at once took {steps} steps");
        let mut export = records.finish(ledger);
        assert_eq!(export.content_hash(), content_hash(ledger));
        assert!(!export.progress().finished, "the history is to come");
        export.add_batch(&desk.batch()).unwrap();
        assert!(export.progress().finished && export.is_current(ledger));
        assert!(export.finish().concat() == whole, "{many} records at once");
    }
    let text = String::from_utf8(whole).unwrap();
    assert!(text.contains(&content_hash(ledger)));
}

#[test]
fn an_export_notices_that_something_changed_meanwhile() {
    let mut desk = Desk::small();
    let records = RecordsWriting::begin(desk.workspace.ledger(), NOW);
    let export = Export::begin(desk.workspace.ledger(), NOW);
    assert!(records.is_current(desk.workspace.ledger()));
    desk.rename(2, "Repair Café");
    assert!(!records.is_current(desk.workspace.ledger()));
    assert!(!export.is_current(desk.workspace.ledger()));
}

#[test]
fn a_dry_run_in_steps_finds_the_same_also_when_something_changes_meanwhile() {
    let mut there = Desk::example();
    let mut here = Desk::new(2);
    here.workspace.merge(&there.history[..5], NOW);
    there.rename(2, "Two");
    let file = FledglingFile::read(&there.exported()).unwrap();
    let whole = file.plan(&here.workspace);
    assert!(whole.new_changes > 0 && whole.known_changes > 0 && whole.unchanged_records > 0);
    for many in [1, 13, usize::MAX] {
        let mut planning = FledglingPlanning::default();
        while !planning.step(&file, &here.workspace, many).finished {}
        assert_eq!(planning.finish(&file, &here.workspace), whole);
    }
    let mut planning = FledglingPlanning::default();
    for _ in 0..20 {
        planning.step(&file, &here.workspace, 2);
    }
    here.workspace.merge(&there.history, NOW);
    let plan = planning.finish(&file, &here.workspace);
    assert_eq!(plan, file.plan(&here.workspace));
    assert_eq!((plan.new_changes, plan.changed_records.len()), (0, 0));
}

#[test]
fn which_workspace_a_file_is_of_is_told_without_building_it() {
    let mut desk = Desk::small();
    let context = Context {
        now_ms: NOW,
        today: Day::parse("2026-11-21").unwrap(),
        random: &|| 7,
    };
    desk.history.extend(desk.workspace.name_itself(&context));
    let file = FledglingFile::read(&desk.exported()).unwrap();
    let identity = file.identity(&Workspace::empty(DeviceId(3)));
    assert_eq!(identity.names.len(), 1);
    assert_eq!(identity, desk.workspace.identity());
}
