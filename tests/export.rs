//! The export as others see it: its published schema, its round trip, what it refuses.

#![expect(clippy::expect_used, reason = "a test reports by stopping")]

use std::{fs, path::Path};

use fledgling::{
    domain::dates::Day,
    exchange::fledgling::{Export, FledglingFile, Report, check, content_hash, json_schema},
    ledger::{Author, Change, DeviceId, Draft, DraftOp, RecordId},
    workspace::{Command, Context, Workspace, example},
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
