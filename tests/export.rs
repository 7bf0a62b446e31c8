//! The export as others see it: its published schema, its round trip, what it refuses.

#![expect(clippy::expect_used, reason = "a test reports by stopping")]

use std::{fs, path::Path};

use fledgling::{
    domain::dates::Day,
    exchange::{
        fledgling::{Export, FledglingFile, Report, check, content_hash, json_schema},
        import::{Opened, open},
    },
    ledger::{Author, Change, DeviceId, Draft, DraftOp, RecordId},
    workspace::{Command, Context, Put, Workspace, command::values, example},
};
use serde_json::json;

const NOW: u64 = 1_800_000_000_000;

fn example_workspace() -> (Workspace, Vec<Change>) {
    let today = Day::parse("2026-11-21").expect("a day");
    let mut workspace = Workspace::empty(DeviceId(1));
    workspace.set_author(Author::new("Ruth Adeyemi", "Programme manager"));
    let context = Context {
        now_ms: NOW,
        today,
        random: &|| 7,
    };
    let draft = example::draft(today, 7);
    let done = workspace
        .execute(Command::Apply(draft), &context)
        .expect("the example opens");
    let undone = workspace
        .execute(Command::Undo, &context)
        .expect("it can be undone");
    let redone = workspace
        .execute(Command::Redo, &context)
        .expect("and redone");
    let history = done
        .change
        .into_iter()
        .chain(undone.change)
        .chain(redone.change)
        .collect();
    (workspace, history)
}

fn exported(workspace: &Workspace, history: &[Change]) -> Vec<u8> {
    let mut export = Export::begin(workspace.ledger(), NOW);
    export
        .add_batch(&serde_json::to_vec(history).expect("JSON"))
        .expect("a batch");
    export.finish().concat()
}

#[test]
fn the_published_schema_is_the_one_the_app_reads_by() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/schema/workspace-1.json");
    let published = fs::read_to_string(path).unwrap_or_default();
    assert!(
        published == format!("{:#}\n", json_schema()),
        "run `cargo xtask data schema --out public/schema/workspace-1.json`"
    );
}

#[test]
fn export_then_import_into_an_empty_browser_gives_the_same_workspace() {
    let (workspace, history) = example_workspace();
    let bytes = exported(&workspace, &history);
    let report = check(&bytes).expect("a readable file");
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(report.content_hash, content_hash(workspace.ledger()));
    let file = FledglingFile::read(&bytes).expect("a whole file");
    let mut other = Workspace::empty(DeviceId(2));
    let plan = file.plan(&other);
    assert_eq!(plan.new_changes, history.len());
    other.merge(&file.changes, NOW);
    assert_eq!(
        content_hash(other.ledger()),
        content_hash(workspace.ledger())
    );
    let again = FledglingFile::read(&exported(&other, &history))
        .expect("a whole file")
        .plan(&other);
    assert_eq!(
        (again.new_changes, again.changed_records.len()),
        (0, 0),
        "the same file twice changes nothing"
    );
}

#[test]
fn an_altered_cut_or_newer_file_is_refused_and_says_where() {
    let (workspace, history) = example_workspace();
    let bytes = exported(&workspace, &history);
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let altered = text.replacen("\"is\":\"Green Gym\"", "\"is\":\"Grey Gym\"", 1);
    assert_ne!(altered, text, "the alteration took place");
    let refused = FledglingFile::read(altered.as_bytes())
        .expect_err("altered")
        .to_string();
    assert!(refused.contains("change 1 of its history"), "{refused}");
    let cut = FledglingFile::read(&bytes[..bytes.len() / 2])
        .expect_err("cut")
        .to_string();
    assert!(
        cut.contains("stops in the middle") || cut.contains("line"),
        "{cut}"
    );
    let newer = text.replacen("\"version\":1", "\"version\":2", 1);
    let newer = FledglingFile::read(newer.as_bytes())
        .expect_err("newer")
        .to_string();
    assert!(newer.contains("newer version of Fledgling"), "{newer}");
}

/// A small export, so that it can be cut and altered everywhere.
fn small() -> (Workspace, Vec<u8>) {
    let mut workspace = Workspace::empty(DeviceId(1));
    workspace.set_author(Author::new("Ruth Adeyemi", "Programme manager"));
    let mut history = Vec::new();
    for (id, name) in [(1_u32, "Green Gym"), (2, "Repair Café")] {
        let context = Context {
            now_ms: NOW + u64::from(id),
            today: Day::parse("2026-11-21").expect("a day"),
            random: &|| 7,
        };
        let create = Command::Create {
            kind: "venture".to_owned(),
            id: RecordId(id.into()),
            values: values([
                ("name", Put::text(name)),
                ("themes", Put::Items(vec!["Health".into()])),
            ]),
        };
        let done = workspace
            .execute(create, &context)
            .expect("it can be added");
        history.extend(done.change);
    }
    let bytes = exported(&workspace, &history);
    (workspace, bytes)
}

#[test]
fn a_file_cut_at_any_length_is_refused() {
    let (_, bytes) = small();
    // Only the line end after the last bracket is missing in the longest.
    for len in 0..bytes.len() - 1 {
        assert!(FledglingFile::read(&bytes[..len]).is_err(), "cut at {len}");
    }
}

#[test]
fn one_altered_byte_anywhere_is_refused_or_said_or_alters_nothing_that_is_read() {
    let (workspace, bytes) = small();
    let whole = FledglingFile::read(&bytes).expect("a whole file");
    assert!(!whole.restore_offer(&workspace).doubtful);
    let (mut refused, mut said) = (0, 0);
    for at in 0..bytes.len() {
        for other in [bytes[at] ^ 1, b' ', b'0', b'"', 0xff] {
            let mut altered = bytes.clone();
            altered[at] = other;
            match FledglingFile::read(&altered) {
                Err(_) => refused += 1,
                Ok(file) => {
                    assert_eq!(file.changes, whole.changes, "byte {at} as {other}");
                    let offer = file.restore_offer(&workspace);
                    assert_eq!(
                        offer.doubtful,
                        file.content_hash != whole.content_hash && file.content_hash.is_some()
                    );
                    assert_eq!(file.plan(&workspace).doubtful, offer.doubtful);
                    said += usize::from(offer.words().contains("Look closely"));
                }
            }
        }
    }
    assert!(refused > bytes.len(), "{refused}");
    assert!(said > 64, "every digit of the hash: {said}");
}

#[test]
fn a_file_without_its_history_replaces_nothing() {
    let (_, bytes) = small();
    let text = String::from_utf8(bytes).expect("UTF-8");
    let without = text.replace("\"history\"", "\"histori\"");
    let refused = FledglingFile::read(without.as_bytes()).expect_err("refused");
    assert!(
        refused.to_string().contains("no history in it"),
        "{refused}"
    );
    // A change that was taken out whole leaves a file that does not say what it holds.
    let last = text.rfind(",\n{").expect("two changes");
    let shorter = format!("{}\n]\n}}\n", &text[..last]);
    let shorter = FledglingFile::read(shorter.as_bytes()).expect("every change is whole");
    assert_eq!(shorter.changes.len(), 1);
    let offer = shorter.restore_offer(&Workspace::empty(DeviceId(2)));
    assert!(offer.doubtful && offer.words().contains("Look closely"));
}

#[test]
fn a_file_is_known_by_what_is_in_it_whatever_it_is_called() {
    let (workspace, bytes) = small();
    for name in ["ventures.csv", "holiday.jpg", "changes (2).json.txt", ""] {
        let opened = open(bytes.clone(), name).expect("it is known");
        let Opened::Fledgling(inside) = opened else {
            unreachable!("{name} was taken for something else");
        };
        let file = FledglingFile::read(&inside).expect("a whole file");
        assert_eq!(
            content_hash(&file.ledger()),
            content_hash(workspace.ledger())
        );
    }
}

#[test]
fn every_file_cut_short_is_refused_without_a_panic() {
    let (workspace, history) = example_workspace();
    let bytes = exported(&workspace, &history[..1]);
    for len in (0..bytes.len() - 4).step_by(997) {
        assert!(FledglingFile::read(&bytes[..len]).is_err(), "cut at {len}");
    }
}

fn set(record: RecordId, kind: &str, fields: &serde_json::Value) -> DraftOp {
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields: fields.as_object().cloned().unwrap_or_default(),
    }
}

/// What a check says of a workspace that these operations make, one change after the other.
fn checked(changes: Vec<Vec<DraftOp>>) -> Report {
    let mut workspace = Workspace::empty(DeviceId(1));
    let mut history = Vec::new();
    for ops in changes {
        let context = Context {
            now_ms: NOW,
            today: Day::parse("2026-11-21").expect("a day"),
            random: &|| 7,
        };
        let draft = Draft {
            ops,
            ..Draft::by_hand("Prepared")
        };
        let done = workspace.execute(Command::Apply(draft), &context);
        history.extend(done.expect("it can be done").change);
    }
    check(&exported(&workspace, &history)).expect("a readable file")
}

#[test]
fn a_check_remarks_on_a_reference_to_a_deleted_record_and_finds_no_problem() {
    let (venture, step) = (RecordId(1), RecordId(2));
    let (gone, other) = (RecordId(3), RecordId(4));
    let report = checked(vec![
        vec![
            set(venture, "venture", &json!({ "name": "Green Gym" })),
            set(
                step,
                "step",
                &json!({ "what": "Visit", "venture": venture }),
            ),
            set(gone, "organisation", &json!({ "name": "Acme" })),
            set(
                other,
                "contact",
                &json!({ "name": "Jo", "organisation": gone }),
            ),
        ],
        vec![
            DraftOp::Delete { record: venture },
            DraftOp::Delete { record: gone },
        ],
    ]);
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(
        report.remarks,
        [
            format!(
                "The contact {other} names a record in “organisation” that is deleted: {gone}."
            ),
            format!("The next step {step} names a record in “venture” that is deleted: {venture}."),
        ]
    );
    assert_eq!(
        report.counts.get("venture"),
        None,
        "deleted ones do not count"
    );
}

#[test]
fn a_check_finds_a_reference_that_leads_nowhere_and_a_record_without_what_it_needs() {
    let (step, nowhere) = (RecordId(2), RecordId(9));
    let report = checked(vec![vec![set(
        step,
        "step",
        &json!({ "venture": nowhere }),
    )]]);
    assert_eq!(
        report.problems,
        [
            format!("The next step {step} has nothing in “what”."),
            format!(
                "The next step {step} names a record in “venture” that is not there: {nowhere}."
            ),
        ]
    );
    assert_eq!(report.remarks, Vec::<String>::new());
}

#[test]
fn a_check_remarks_on_a_kind_it_does_not_know_and_finds_no_problem() {
    let report = checked(vec![vec![
        set(RecordId(1), "marvel", &json!({ "of": "tomorrow" })),
        set(RecordId(2), "marvel", &json!({ "of": "the day after" })),
    ]]);
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(
        report.remarks,
        ["Records of the unknown kind “marvel” are kept as they are."]
    );
    assert_eq!(report.counts.get("marvel"), Some(&2));
}
