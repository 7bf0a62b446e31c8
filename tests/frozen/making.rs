//! How the frozen files were made: deeds of two people, with fixed clocks and chance.
//!
//! `cargo test --test frozen -- --ignored` writes those that are not there. For a new form, raise the number in the
//! name, run it, and give the new file tests of its own beside those of the old one.

use std::{cell::Cell, fs, path::Path};

use fledgling::{
    domain::{
        dates::Day,
        founder::{Answer, Request},
        schema::{FieldSpec, KINDS, KindSpec, Shape},
    },
    exchange::{
        fledgling::Export,
        founder::{answer_file, request_file},
        founder_space::{Space, Typed},
    },
    ledger::{
        Author, Change, DeviceId, Draft, DraftOp, RecordId, Source, Value, erasure::rewritten,
    },
    sync::{Sender, Sending},
    workspace::{
        Command, Context, FounderDeed, Put, Workspace, command::values, erasing::ErasePerson,
        founders::Asking,
    },
};
use serde_json::{Map, json};

/// 21 November 2026, 18:00 UTC.
const NOW: u64 = 1_795_284_000_000;
const MINUTE: u64 = 60_000;
/// When the files are read.
pub(crate) const LATER: u64 = NOW + 400 * 24 * 60 * MINUTE;

/// What only a later version knows.
pub(crate) const MARVEL: &str = "marvel";
/// Whoever was erased.
pub(crate) const ERASED_NAME: &str = "maya okafor";

pub(crate) fn unknown_value() -> Value {
    json!({ "dark": true, "of": ["moss", 0.1, 1e21, -3, "“é”\n"], "none": null })
}

pub(crate) fn id_of(name: &str) -> RecordId {
    match name {
        "incubator" => Workspace::incubator_record(),
        name => RecordId::named(&format!("frozen {name}")),
    }
}

fn today() -> Day {
    Day::parse("2026-11-21").expect("a day")
}

/// One of two people, and what they wrote.
struct Desk {
    workspace: Workspace,
    now: u64,
    chance: Cell<u128>,
    written: Vec<Change>,
}

impl Desk {
    fn new(name: &str, device: u64) -> Self {
        let mut workspace = Workspace::empty(DeviceId(device));
        workspace.set_author(Author::new(name, "Coach"));
        Self {
            workspace,
            now: NOW,
            chance: Cell::new(u128::from(device) << 64),
            written: Vec::new(),
        }
    }

    fn run(&mut self, command: Command) {
        self.now += MINUTE;
        let context = Context {
            now_ms: self.now,
            today: today(),
            random: &|| {
                self.chance.set(self.chance.get() + 1);
                self.chance.get()
            },
        };
        let done = self.workspace.execute(command, &context);
        self.written.extend(done.expect("it can be done").change);
    }

    fn apply(&mut self, why: &str, source: Source, ops: Vec<DraftOp>) {
        self.run(Command::Apply(Draft {
            why: why.to_owned(),
            source,
            ops,
        }));
    }

    fn edit(&mut self, record: RecordId, field: &str, text: &str) {
        self.run(Command::Edit {
            record,
            values: values([(field, Put::text(text))]),
        });
    }

    fn read(&mut self, changes: &[Change]) {
        self.workspace.merge(changes, self.now);
    }
}

fn set(record: RecordId, kind: &str, fields: &Value) -> DraftOp {
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields: fields.as_object().cloned().unwrap_or_default(),
    }
}

fn tags(add: &[&str], remove: &[&str]) -> DraftOp {
    let items = |words: &[&str]| words.iter().map(|word| json!(word)).collect();
    DraftOp::Tags {
        record: id_of("venture"),
        kind: "venture".to_owned(),
        field: "themes".to_owned(),
        add: items(add),
        remove: items(remove),
    }
}

fn value(kind: &str, field: &FieldSpec) -> Value {
    let words = format!("{kind} {}", field.name);
    match field.shape {
        Shape::Money => json!(12_300),
        Shape::Count => json!(3),
        Shape::Moment => json!(NOW),
        Shape::Flag => json!(!["staff_only", "retired"].contains(&field.name)),
        Shape::Day => json!("2026-05-04"),
        Shape::Choice(choices) | Shape::Choices(choices) => json!(choices[0].id),
        Shape::StageId => json!("test"),
        Shape::Ref(to) | Shape::Refs(to) => json!(id_of(to)),
        Shape::Link => json!("https://example.org/paper"),
        Shape::Email => json!("post@example.org"),
        Shape::Postcode => json!("S1 2HE"),
        Shape::Identifiers => json!("GB-COH-07296070"),
        Shape::Json => json!([{ "text": words }]),
        Shape::Line | Shape::Prose | Shape::Tags => json!(words),
    }
}

/// A record with a value in every field.
fn filled(spec: &KindSpec) -> Vec<DraftOp> {
    let record = id_of(spec.id);
    let (sets, fields): (Vec<_>, Vec<_>) =
        spec.fields.iter().partition(|field| field.shape.is_set());
    let fields: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.to_owned(), value(spec.id, field)))
        .collect();
    let mut ops = vec![set(record, spec.id, &Value::Object(fields))];
    ops.extend(sets.iter().map(|field| DraftOp::Tags {
        record,
        kind: spec.id.to_owned(),
        field: field.name.to_owned(),
        add: vec![value(spec.id, field)],
        remove: Vec::new(),
    }));
    ops
}

/// Everything there can be, one record of each kind.
fn fill(ana: &mut Desk) {
    // These two are written by deeds of their own.
    let filled_in = KINDS
        .iter()
        .filter(|kind| !["workspace", "erasure"].contains(&kind.id));
    let mut ops: Vec<DraftOp> = filled_in.flat_map(|kind| filled(kind)).collect();
    let (old, odd, maya) = (id_of("old story"), id_of("odd document"), id_of("maya"));
    ops.extend([
        set(
            id_of("venture"),
            "venture",
            &json!({ "name": "Green Gym", "share": "partners", "disposition": "active" }),
        ),
        set(
            old,
            "story",
            &json!({ "text": "It began otherwise.", "venture": id_of("venture") }),
        ),
        set(
            odd,
            "document",
            &json!({ "name": "A paper", "venture": id_of("venture") }),
        ),
        set(
            maya,
            "contact",
            &json!({ "name": "Maya Okafor", "email": "maya@example.org" }),
        ),
        set(
            id_of("note"),
            "entry",
            &json!({ "kind": "note", "happened_on": "2026-05-04", "said": "Maya Okafor will call." }),
        ),
    ]);
    ana.apply("Filled everything in", Source::person(), ops);
    let context = Context {
        now_ms: ana.now,
        today: today(),
        random: &|| 0x5eed,
    };
    let named = ana.workspace.name_itself(&context);
    ana.written.extend(named);
}

/// Deeds of one person: undone, redone, from a file, from a founder.
fn work(ana: &mut Desk) {
    let venture = id_of("venture");
    ana.edit(venture, "who_for", "Neighbours");
    ana.run(Command::Undo);
    ana.run(Command::Redo);
    ana.edit(venture, "need", "Loneliness");
    ana.run(Command::Undo);
    ana.apply(
        "Added a theme",
        Source::person(),
        vec![tags(&["Sport"], &[])],
    );
    let hash = "5f0c".repeat(16);
    ana.apply(
        "Imported 1 venture from ventures.csv",
        Source::import("ventures.csv", &hash),
        vec![set(
            id_of("second"),
            "venture",
            &json!({ "name": "Kitchen Table" }),
        )],
    );
    let acceptor = Author::new("Ana Silva", "Coach");
    ana.apply(
        "Took over what Green Gym’s founder wrote",
        Source::answer(id_of("founder_answer"), &acceptor, &["need".to_owned()]),
        vec![set(
            id_of("step"),
            "step",
            &json!({ "note": "From the founder" }),
        )],
    );
    ana.apply(
        "Deleted a story",
        Source::person(),
        vec![DraftOp::Delete {
            record: id_of("old story"),
        }],
    );
}

/// What two people write who have not seen each other's, and then have.
fn part_and_meet(ana: &mut Desk, ben: &mut Desk) {
    ben.read(&ana.written);
    let met = ana.written.len();
    ben.now = ana.now + 10 * MINUTE;
    let (venture, odd) = (id_of("venture"), id_of("odd document"));
    ana.edit(venture, "one_line", "Exercise outdoors");
    ana.apply(
        "Deleted a paper",
        Source::person(),
        vec![DraftOp::Delete { record: odd }],
    );
    ben.edit(venture, "one_line", "Gym in the park");
    ben.apply(
        "Named a paper",
        Source::person(),
        vec![set(odd, "document", &json!({ "name": "The paper" }))],
    );
    ben.apply(
        "Changed themes",
        Source::person(),
        vec![tags(&["Gardens"], &["Sport"])],
    );
    ana.now = ben.now;
    ana.read(&ben.written);
    ben.read(&ana.written[met..]);
}

/// A change that a later version wrote.
fn marvel() -> Change {
    let record = RecordId::named(MARVEL);
    let text = json!({
        "id": "0".repeat(32),
        "stamp": "2026-11-21T20:00:00.123Z-0007-00000000000000c7",
        "seq": 1,
        "by": { "name": "Somebody later", "role": "", "pronouns": "they" },
        "why": "Wove",
        "source": { "kind": MARVEL, "loom": 7 },
        "ops": [
            { "op": "set", "record": record, "kind": MARVEL, "new": true, "fields": { "of": { "is": "tomorrow" } } },
            { "op": "set", "record": id_of("venture"), "kind": "venture", "fields": { "shade": { "is": unknown_value() } } },
            { "op": "weave", "record": record, "strands": [1, 2.5, "three"] },
        ],
        "mood": { "bright": true },
    });
    let change: Change = serde_json::from_value(text).expect("a change");
    change.sealed()
}

/// Everything that happened, and the workspace it makes.
struct Made {
    workspace: Workspace,
    history: Vec<Change>,
    request: Request,
    answer: Answer,
}

fn ask(ana: &mut Desk) -> Request {
    let request = id_of("asked");
    ana.run(Command::founders(FounderDeed::Ask {
        ventures: vec![(id_of("venture"), request)],
        asking: Asking {
            asks: ["story", "steps", "figures"].map(str::to_owned).into(),
            questions: vec!["Who joined you?".to_owned()],
            due: Some(Day::parse("2026-12-05").expect("a day")),
            message: "The new hall looks grand.".to_owned(),
            reply_to: "ana@harbour.example".to_owned(),
        },
    }));
    ana.workspace.founder_request(request).expect("a request")
}

fn answered(request: &Request) -> Answer {
    let mut space = Space::opened(request.clone(), DeviceId(0xf00d));
    space.author.name = "Jo March".to_owned();
    let text = |typed: &str| Typed::Text(typed.to_owned());
    space.write(
        request.venture,
        "one_line",
        text("Gardens that get people moving"),
        NOW,
    );
    let themes = Typed::Items(vec!["Health".into(), "Loneliness".into()]);
    space.write(request.venture, "themes", themes, NOW + 1);
    space.clear(request.venture, "website", NOW + 2);
    let step = id_of("answered step");
    space.add("step", step);
    space.write(step, "what", text("Find a second session leader"), NOW + 3);
    space.update.happened = "We moved into the hall.".to_owned();
    space.update.happened_on = "20 November 2026".to_owned();
    space.update.learned.learned = "Afternoons suit carers.".to_owned();
    space.update.needs = "A treasurer.".to_owned();
    let answers = &mut space.update.answers;
    answers.insert("q1".to_owned(), "Two neighbours.".to_owned());
    space.answer(id_of("answer"), NOW + 4).expect("an answer")
}

fn made() -> Made {
    let (mut ana, mut ben) = (Desk::new("Ana Silva", 0xa), Desk::new("Ben Ode", 0xb));
    fill(&mut ana);
    work(&mut ana);
    let request = ask(&mut ana);
    part_and_meet(&mut ana, &mut ben);
    ana.run(Command::erase_person(ErasePerson {
        person: Some(id_of("maya")),
        words: vec![ERASED_NAME.to_owned(), "maya@example.org".to_owned()],
        spare: Vec::new(),
    }));
    let mut all = ana.written;
    all.extend(ben.written);
    all.push(marvel());
    let history: Vec<Change> = rewritten(vec![all], ana.workspace.ledger().erasures())
        .into_iter()
        .flatten()
        .collect();
    let mut workspace = Workspace::empty(DeviceId(0xa));
    workspace.merge(&history, LATER);
    Made {
        workspace,
        history,
        answer: answered(&request),
        request,
    }
}

#[test]
#[ignore = "writes the frozen files that are not there"]
fn freeze() {
    let made = made();
    let history = serde_json::to_vec(&made.history).expect("JSON");
    let mut export = Export::begin(made.workspace.ledger(), NOW);
    export.add_batch(&history).expect("a batch");
    let sender = Sender {
        peer: "9a7b".repeat(8),
        name: "Ana Silva".to_owned(),
        device: DeviceId(0xa),
    };
    let mut sending = Sending::begin(&made.workspace, sender, NOW, None);
    sending.add_batch(&history).expect("a batch");
    for (name, bytes) in [
        ("export-1.json", export.finish().concat()),
        ("changes-1.json", sending.finish().parts.concat()),
        ("founder-request-1.json", request_file(&made.request)),
        ("founder-answer-1.json", answer_file(&made.answer)),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(name);
        if !path.exists() || fs::read(&path).expect("a file").is_empty() {
            fs::write(path, bytes).expect("it is written");
        }
    }
}
