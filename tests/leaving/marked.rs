//! A workspace with a word in every field that says where it was.

use fledgling::{
    domain::{
        dates::Day,
        records::{Reach, reach_of},
        schema::{FieldSpec, KINDS, Shape},
    },
    ledger::{Author, Change, DeviceId, Draft, DraftOp, RecordId, Value},
    workspace::{Command, Context, FounderDeed, Workspace, founders::Asking},
};
use serde_json::{Map, json};

pub(crate) const NOW: u64 = 1_795_000_000_000;

/// The words that are looked for. Each says where it was.
pub(crate) const STAFF: &str = "MARKSTAFF";
pub(crate) const PERSONAL: &str = "MARKPERSON";
pub(crate) const TOLD: &str = "MARKTOLD";
pub(crate) const OTHER: &str = "MARKOTHER";
pub(crate) const SHARED: &str = "Fine to share";

pub(crate) fn today() -> Day {
    Day::parse("2026-11-21").expect("a day")
}

/// Which records stand around which venture.
#[derive(Clone, Copy)]
pub(crate) struct World {
    pub(crate) venture: RecordId,
    /// Whether this is the venture that nobody else may hear of.
    pub(crate) is_other: bool,
}

pub(crate) fn id_of(kind: &str, world: World) -> RecordId {
    match kind {
        "venture" => world.venture,
        "incubator" => Workspace::incubator_record(),
        kind => RecordId::named(&format!("{kind} of {}", world.venture)),
    }
}

/// A word that says of which field it is and that it must not be found.
pub(crate) fn word(kind: &str, field: &FieldSpec, world: World) -> String {
    let mark = match reach_of(kind, field.name) {
        _ if world.is_other => OTHER,
        Reach::Staff => STAFF,
        Reach::Personal => PERSONAL,
        Reach::Told => TOLD,
        Reach::Shared => SHARED,
    };
    format!("{mark} {kind} {}", field.name)
}

/// A value for a field in which its word stands as plainly as the shape lets it.
pub(crate) fn value(kind: &str, field: &FieldSpec, world: World) -> Value {
    let word = word(kind, field, world);
    match field.shape {
        Shape::Money | Shape::Count => json!(if matches!(
            reach_of(kind, field.name),
            Reach::Shared | Reach::Told
        ) && !world.is_other
        {
            12_300
        } else {
            // A figure that can be looked for, too.
            987_654_321
        }),
        Shape::Moment => json!(987_654_321),
        Shape::Flag => json!(field.name != "staff_only" && field.name != "retired"),
        Shape::Day => json!("2026-05-04"),
        Shape::Choice(choices) | Shape::Choices(choices) => json!(choices[0].id),
        Shape::StageId => json!("test"),
        Shape::Ref(to) | Shape::Refs(to) => json!(id_of(to, world)),
        Shape::Link => json!(format!("https://example.org/{}", word.replace(' ', "-"))),
        Shape::Email => json!(format!("{}@example.org", word.replace(' ', "."))),
        Shape::Postcode => json!("S1 2HE"),
        Shape::Identifiers => json!("GB-COH-07296070"),
        Shape::Json => json!([{ "text": word }]),
        Shape::Line | Shape::Prose | Shape::Tags => json!(word),
    }
}

/// Fills every field of every kind.
pub(crate) fn filled(world: World) -> Vec<DraftOp> {
    let mut ops = Vec::new();
    for kind in KINDS {
        if world.is_other && ["incubator", "workspace", "erasure"].contains(&kind.id) {
            continue;
        }
        let record = id_of(kind.id, world);
        let mut fields = Map::new();
        for field in kind.fields {
            let value = value(kind.id, field, world);
            if field.shape.is_set() {
                ops.push(DraftOp::Tags {
                    record,
                    kind: kind.id.to_owned(),
                    field: field.name.to_owned(),
                    add: vec![value],
                    remove: Vec::new(),
                });
            } else {
                fields.insert(field.name.to_owned(), value);
            }
        }
        ops.push(DraftOp::Set {
            record,
            kind: kind.id.to_owned(),
            fields,
        });
    }
    ops
}

pub(crate) fn set(record: RecordId, kind: &str, fields: &Value) -> DraftOp {
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields: fields.as_object().cloned().unwrap_or_default(),
    }
}

pub(crate) struct Marked {
    pub(crate) workspace: Workspace,
    pub(crate) history: Vec<Change>,
    pub(crate) venture: RecordId,
    pub(crate) other: RecordId,
}

impl Marked {
    pub(crate) fn run(&mut self, command: Command) {
        let done = self.workspace.execute(
            command,
            &Context {
                now_ms: NOW,
                today: today(),
                random: &|| 0x5eed,
            },
        );
        self.history.extend(done.expect("it can be done").change);
    }
}

/// A workspace with two ventures. Everything about the first is filled in; everything about the second is marked, and
/// so is every private field of the first.
pub(crate) fn marked() -> Marked {
    let venture = RecordId(0xaaaa);
    let other = RecordId(0xbbbb);
    let mut workspace = Workspace::empty(DeviceId(1));
    workspace.set_author(Author::new("Ana Silva", "Coach"));
    let mut marked = Marked {
        workspace,
        history: Vec::new(),
        venture,
        other,
    };
    let ops = everything(venture, other);
    marked.run(Command::Apply(Draft {
        ops,
        ..Draft::by_hand("Filled everything in")
    }));
    marked
}

fn everything(venture: RecordId, other: RecordId) -> Vec<DraftOp> {
    let here = World {
        venture,
        is_other: false,
    };
    let mut ops = filled(here);
    ops.extend(filled(World {
        venture: other,
        is_other: true,
    }));
    // Something kept among staff, and ties between the two ventures.
    let secret = RecordId::named("secret");
    ops.push(set(
        secret,
        "entry",
        &json!({ "venture": venture, "kind": "note", "happened_on": "2026-05-04", "staff_only": true,
            "said": format!("{STAFF} note"), "agreed": format!("{STAFF} note"), "learned": format!("{STAFF} note"),
            "needs": format!("{STAFF} note"), "answers": format!("{STAFF} note") }),
    ));
    ops.push(set(
        id_of("bid", here),
        "bid",
        &json!({ "led_by": id_of("bid", World { venture: other, is_other: true }) }),
    ));
    ops.push(set(
        venture,
        "venture",
        &json!({ "share": "partners", "disposition": "active" }),
    ));
    ops.push(set(
        other,
        "venture",
        &json!({ "share": "private", "disposition": "active" }),
    ));
    ops.push(set(
        id_of("step", here),
        "step",
        &json!({ "done_on": null }),
    ));
    ops.push(DraftOp::Tags {
        record: id_of("contract", here),
        kind: "contract".to_owned(),
        field: "partners".to_owned(),
        add: vec![json!(other)],
        remove: vec![json!(venture)],
    });
    ops
}

pub(crate) fn assert_free_of(what: &str, bytes: &[u8], marks: &[&str]) {
    let text = String::from_utf8_lossy(bytes);
    for mark in marks.iter().chain(&["987654321", "9,876,543"]) {
        let lower = text.to_lowercase();
        if let Some(at) = lower.find(&mark.to_lowercase()) {
            let around: String = lower
                .chars()
                .skip(at.saturating_sub(60))
                .take(160)
                .collect();
            panic!("{what} holds {mark}: …{around}…");
        }
    }
}

pub(crate) fn ask(marked: &mut Marked) -> RecordId {
    let request = RecordId(0xcccc);
    let venture = marked.venture;
    marked.run(Command::founders(FounderDeed::Ask {
        ventures: vec![(venture, request)],
        asking: Asking {
            asks: vec!["story".to_owned(), "steps".to_owned(), "figures".to_owned()],
            questions: vec!["What next?".to_owned()],
            message: "Hello".to_owned(),
            ..Asking::default()
        },
    }));
    request
}
