//! Files that this release wrote, kept as they are, and what a later one must still find in them (guarantees G6 and G7).
//!
//! Never change a frozen file, and no hash here. Where a form changes, the old file must still read and still have the
//! hash that is written here; the new form gets a file beside it (`making.rs` says how).

#![expect(clippy::expect_used, reason = "a test reports by stopping")]

mod making;

use fledgling::{
    domain::founder::{Answer, Request},
    exchange::{
        fledgling::{Export, FledglingFile, check, content_hash},
        founder::{FounderFile, answer_file, read, request_file},
    },
    ledger::{Change, DeviceId, Record, RecordId, Source, Value},
    sync::{ChangesFile, Sender, Sending, Shelf, plan},
    workspace::{Workspace, clashes::clashes},
};

use making::{LATER, id_of};

const EXPORT: &str = include_str!("../fixtures/export-1.json");
const CHANGES: &str = include_str!("../fixtures/changes-1.json");
const REQUEST: &str = include_str!("../fixtures/founder-request-1.json");
const ANSWER: &str = include_str!("../fixtures/founder-answer-1.json");

/// What the frozen export said its content's fingerprint is on the day it was written.
const CONTENT_HASH: &str = "83aa0e8314278940558981400712069ce1ef5a64e62f60f2d0f053e3bfc1ff30";

/// The kinds there were.
const KINDS: [&str; 28] = [
    "bid",
    "capital",
    "colleague",
    "contact",
    "contract",
    "criterion",
    "document",
    "entry",
    "erasure",
    "export",
    "founder_answer",
    "gate_check",
    "import",
    "incubator",
    "lot",
    "opportunity",
    "organisation",
    "place",
    "programme",
    "promise",
    "saved_view",
    "stage",
    "stage_move",
    "step",
    "story",
    "update_request",
    "venture",
    "workspace",
];

fn read_back() -> (Workspace, Vec<Change>) {
    let file = FledglingFile::read(EXPORT.as_bytes()).expect("it reads");
    let mut workspace = Workspace::empty(DeviceId(9));
    workspace.merge(&file.changes, LATER);
    (workspace, file.changes)
}

/// What stands in a file from there on, without the head, which says when and by which version it was written.
fn from<'a>(text: &'a str, start: &str) -> &'a str {
    &text[text.find(start).expect("that part")..]
}

#[test]
fn g6_the_frozen_export_still_has_the_hash_it_was_written_with() {
    let report = check(EXPORT.as_bytes()).expect("it reads");
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(report.content_hash, CONTENT_HASH);
    let kinds: Vec<&str> = report.counts.keys().map(String::as_str).collect();
    for kind in KINDS {
        assert!(kinds.contains(&kind), "no {kind} in {kinds:?}");
    }
    let unknown = format!(
        "Records of the unknown kind “{}” are kept as they are.",
        making::MARVEL
    );
    assert!(report.remarks.contains(&unknown), "{:?}", report.remarks);
    let (workspace, changes) = read_back();
    assert_eq!(changes.len(), report.changes);
    assert_eq!(
        content_hash(workspace.ledger()),
        CONTENT_HASH,
        "in an empty browser"
    );
}

#[test]
fn g6_the_frozen_export_is_written_again_to_the_letter() {
    let (workspace, changes) = read_back();
    let mut export = Export::begin(workspace.ledger(), LATER);
    let history = serde_json::to_vec(&changes).expect("JSON");
    export.add_batch(&history).expect("a batch");
    let again = String::from_utf8(export.finish().concat()).expect("text");
    assert!(
        from(&again, "\"records\"") == from(EXPORT, "\"records\""),
        "records or history are written in another way than they were"
    );
    let head = |text: &str| {
        let mut whole: Value = serde_json::from_str(text).expect("JSON");
        let mut head = whole["fledgling"].take();
        for changing in ["app", "exported_at"] {
            head[changing] = Value::Null;
        }
        head
    };
    assert_eq!(head(&again), head(EXPORT));
}

#[test]
fn g6_every_change_of_the_frozen_export_still_has_its_id() {
    let (_, changes) = read_back();
    assert!(changes.iter().all(Change::is_intact));
    let rewritten = changes
        .iter()
        .filter(|change| change.content_id() != change.id);
    assert!(
        rewritten.count() > 0,
        "an erasure rewrote some, which keep their ids"
    );
    let sources: Vec<&str> = changes
        .iter()
        .map(|change| change.source.kind.as_str())
        .collect();
    for kind in [
        Source::PERSON,
        Source::IMPORT,
        Source::UNDO,
        Source::REDO,
        Source::ANSWER,
        making::MARVEL,
    ] {
        assert!(sources.contains(&kind), "no {kind} in {sources:?}");
    }
    let text = EXPORT.to_lowercase();
    assert!(
        !text.contains(making::ERASED_NAME),
        "who was erased stays out"
    );
}

#[test]
fn g6_what_the_frozen_export_says_is_understood_as_it_was() {
    let (workspace, _) = read_back();
    let record = |kind: &str| -> Record {
        let record = workspace.records().get(id_of(kind)).expect("it is there");
        record.to_record()
    };
    let venture = record("venture");
    let text = |record: &Record, field: &str| record.value(field).cloned().unwrap_or_default();
    assert_eq!(text(&venture, "name"), "Green Gym");
    assert_eq!(text(&venture, "need"), "venture need", "undone");
    assert_eq!(text(&venture, "who_for"), "Neighbours", "undone and redone");
    assert_eq!(
        text(&venture, "shade"),
        making::unknown_value(),
        "word for word"
    );
    let themes: Vec<&str> = venture.items("themes").filter_map(Value::as_str).collect();
    assert_eq!(
        themes,
        ["Gardens", "venture themes"],
        "added by one, taken out by another"
    );
    let conflicting: Vec<String> = venture
        .conflicts()
        .map(|(name, _)| name.to_string())
        .collect();
    assert_eq!(conflicting, ["one_line"]);
    assert_eq!(
        text(&venture, "one_line"),
        "Gym in the park",
        "the greatest stamp wins"
    );
    let story = record("old story");
    assert!(story.is_deleted() && !story.is_edited_after_deletion());
    assert!(record("odd document").is_edited_after_deletion());
    assert!(record("maya").is_deleted(), "erased for good");
    assert_eq!(clashes(&workspace).len(), 2);
    assert_eq!(workspace.identity().names.len(), 1);
    let unknown = workspace
        .record(RecordId::named(making::MARVEL))
        .expect("kept");
    assert_eq!(unknown.kind().as_ref(), making::MARVEL);
}

#[test]
fn g7_the_frozen_file_of_changes_is_taken_in_and_written_again_to_the_letter() {
    let file = ChangesFile::read(CHANGES.as_bytes()).expect("it reads");
    let mut workspace = Workspace::empty(DeviceId(9));
    file.belongs_to(&workspace)
        .expect("an empty browser takes it");
    let merge = plan(&file, &workspace, &Shelf::default(), LATER).expect("it fits");
    let merged = merge.carry_out(&mut workspace, LATER);
    assert_eq!(content_hash(workspace.ledger()), CONTENT_HASH);

    let from_whom = Sender {
        peer: file.from.peer.clone(),
        name: file.from.name.clone(),
        device: file.from.device,
    };
    let mut sending = Sending::begin(&workspace, from_whom, LATER, None);
    let batch = serde_json::to_vec(&merged.to_store).expect("JSON");
    sending.add_batch(&batch).expect("a batch");
    let sent = sending.finish();
    assert_eq!(sent.holds, file.holds, "the chain of every device");
    let again = String::from_utf8(sent.parts.concat()).expect("text");
    assert!(
        from(&again, "\"segments\"") == from(CHANGES, "\"segments\""),
        "segments are written in another way than they were"
    );
}

fn request() -> Request {
    match read(REQUEST.as_bytes()).expect("it reads") {
        FounderFile::Request(request) => Some(*request),
        FounderFile::Answer { .. } => None,
    }
    .expect("a request")
}

fn answer() -> Answer {
    match read(ANSWER.as_bytes()).expect("it reads") {
        FounderFile::Answer { answer, .. } => Some(*answer),
        FounderFile::Request(_) => None,
    }
    .expect("an answer")
}

#[test]
fn g7_the_frozen_request_and_answer_are_read_and_written_again_to_the_letter() {
    let request = request();
    assert_eq!(request.venture, id_of("venture"));
    let again = String::from_utf8(request_file(&request)).expect("text");
    assert_eq!(again, REQUEST);
    let answer = answer();
    assert_eq!(answer.request, Some(request.id));
    let again = String::from_utf8(answer_file(&answer)).expect("text");
    assert_eq!(again, ANSWER);
}
