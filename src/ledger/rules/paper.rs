//! Changes on paper: what is read and written by hand against what serde derives for the same shapes (rules L1, L12).

use std::{cell::Cell, collections::BTreeMap};

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::random::check;
use crate::ledger::{Author, Change, ChangeId, Op, RecordId, Source, canonical::canonical};

/// The operations as serde derives them.
mod derived {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct FieldEdit {
        is: Value,
        #[serde(default, skip_serializing_if = "Value::is_null")]
        was: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was_from: Option<ChangeId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seen: Vec<ChangeId>,
        #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
        stands_for: Option<ChangeId>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Removal {
        item: Value,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seen: Vec<ChangeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was_from: Option<ChangeId>,
        #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
        stands_for: Option<ChangeId>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Addition {
        item: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was_from: Option<ChangeId>,
        #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
        stands_for: Option<ChangeId>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
    pub(super) enum Op {
        Set {
            record: RecordId,
            kind: String,
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            new: bool,
            fields: BTreeMap<String, FieldEdit>,
        },
        Tags {
            record: RecordId,
            kind: String,
            field: String,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            add: Vec<Addition>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            remove: Vec<Removal>,
        },
        Delete {
            record: RecordId,
            kind: String,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            edits: Vec<ChangeId>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            seen: Vec<ChangeId>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            was_from: Option<ChangeId>,
            #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
            stands_for: Option<ChangeId>,
        },
        Restore {
            record: RecordId,
            kind: String,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            seen: Vec<ChangeId>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            was_from: Option<ChangeId>,
            #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
            stands_for: Option<ChangeId>,
        },
        #[serde(untagged)]
        Unknown(Value),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(super) struct Author {
        name: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        role: String,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(super) struct Source {
        kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ChangeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hash: Option<String>,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(super) struct Change {
        id: ChangeId,
        stamp: crate::ledger::Stamp,
        seq: u64,
        by: Author,
        why: String,
        source: Source,
        ops: Vec<Op>,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }
}

/// Mostly what belongs in a member; now and then something else.
fn or_odd(usual: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    let odd = prop_oneof![
        Just(Value::Null),
        Just(json!(7)),
        Just(json!(-1.5)),
        Just(json!("é\n\"")),
        Just(json!([])),
        Just(json!({})),
        Just(json!({"b": 1, "a": [null]})),
        Just(json!(true)),
    ];
    prop_oneof![60 => usual, 1 => odd].boxed()
}

fn some_change() -> BoxedStrategy<Value> {
    or_odd((0..4_u128).prop_map(|id| json!(ChangeId(id).to_string())))
}

fn some_text() -> BoxedStrategy<Value> {
    or_odd(prop_oneof![
        Just(json!("name")),
        Just(json!("stage")),
        Just(json!("Ō “x”\t"))
    ])
}

fn some_value() -> BoxedStrategy<Value> {
    prop_oneof![
        Just(json!("Gym")),
        Just(Value::Null),
        Just(json!(3)),
        Just(json!({"z": 1, "a": 0.1}))
    ]
    .boxed()
}

/// An object of members that may be missing, with a stranger among them now and then.
fn object(members: Vec<(&'static str, u32, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .chain([("zz", 2, some_value())])
        .map(|(name, percent, value)| {
            (0..100_u32, value).prop_map(move |(chance, value)| {
                (chance < percent).then(|| (name.to_owned(), value))
            })
        })
        .collect();
    members
        .prop_map(|members| Value::Object(members.into_iter().flatten().collect()))
        .boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    or_odd(prop::collection::vec(item, 0..3).prop_map(Value::Array))
}

fn field_edit() -> BoxedStrategy<Value> {
    or_odd(object(vec![
        ("is", 98, some_value()),
        ("was", 40, some_value()),
        ("was_from", 30, some_change()),
        ("seen", 40, list(some_change())),
        ("as", 20, some_change()),
    ]))
}

fn item() -> BoxedStrategy<Value> {
    or_odd(object(vec![
        ("item", 98, some_value()),
        ("seen", 20, list(some_change())),
        ("was_from", 30, some_change()),
        ("as", 20, some_change()),
    ]))
}

fn op() -> BoxedStrategy<Value> {
    let name = prop_oneof![
        8 => prop::sample::select(vec!["set", "tags", "delete", "restore"]).prop_map(|name| json!(name)),
        1 => prop::sample::select(vec!["Set", "move", ""]).prop_map(|name| json!(name)),
        1 => Just(json!(5)),
    ];
    let fields = prop::collection::btree_map("[a-c]{1,2}", field_edit(), 0..3)
        .prop_map(|fields| Value::Object(fields.into_iter().collect()));
    let record = (0..3_u128).prop_map(|id| json!(RecordId(id).to_string()));
    (
        name,
        record,
        fields,
        prop::collection::vec(0..100_u32, 12),
        some_text(),
        some_text(),
    )
        .prop_flat_map(|(name, record, fields, chances, kind, field)| {
            let is = |known: &str| name.as_str() == Some(known);
            // What belongs to the operation, and seldom what does not.
            let often = |own: bool, at: usize| {
                if own {
                    chances[at] < 97
                } else {
                    chances[at] < 2
                }
            };
            let maybe = |own: bool, at: usize| {
                if own {
                    chances[at] < 50
                } else {
                    chances[at] < 2
                }
            };
            let deletes = is("delete") || is("restore");
            let mut members: Vec<(&'static str, u32, BoxedStrategy<Value>)> = vec![
                ("op", 97, Just(name.clone()).boxed()),
                ("record", 98, or_odd(Just(record))),
                ("kind", 98, Just(kind).boxed()),
            ];
            let mut put = |wanted: bool, name, value| {
                if wanted {
                    members.push((name, 100, value))
                }
            };
            put(often(is("set"), 0), "fields", or_odd(Just(fields)));
            put(
                maybe(is("set"), 1),
                "new",
                or_odd(any::<bool>().prop_map(Value::Bool)),
            );
            put(often(is("tags"), 2), "field", Just(field).boxed());
            put(maybe(is("tags"), 3), "add", list(item()));
            put(maybe(is("tags"), 4), "remove", list(item()));
            put(maybe(is("delete"), 5), "edits", list(some_change()));
            put(maybe(deletes, 6), "seen", list(some_change()));
            put(maybe(deletes, 7), "was_from", some_change());
            put(maybe(deletes, 8), "as", some_change());
            object(members)
        })
        .boxed()
}

fn change() -> BoxedStrategy<Value> {
    let author = object(vec![("name", 98, some_text()), ("role", 60, some_text())]);
    let source = object(vec![
        ("kind", 98, some_text()),
        ("of", 40, some_change()),
        ("file", 40, some_text()),
        ("hash", 40, some_text()),
    ]);
    let stamp = or_odd(Just(json!(
        "2026-06-07T13:05:00.000Z-0000-00000000000000a1"
    )));
    object(vec![
        ("id", 99, some_change()),
        ("stamp", 99, stamp),
        ("seq", 99, or_odd((0..9_u64).prop_map(Value::from))),
        ("by", 99, author),
        ("why", 99, some_text()),
        ("source", 99, source),
        ("ops", 99, list(op())),
    ])
}

#[test]
fn operations_are_read_and_written_as_serde_would() {
    let (met, knew) = (Cell::new(0), Cell::new(0));
    check(4_096, &op(), |value| {
        let text = value.to_string();
        let read: Op = serde_json::from_str(&text)?;
        let model: derived::Op = serde_json::from_str(&text)?;
        let known = !matches!(read, Op::Unknown(_));
        met.set(met.get() + 1);
        knew.set(knew.get() + i32::from(known));
        prop_assert_eq!(known, !matches!(model, derived::Op::Unknown(_)), "{}", text);
        prop_assert_eq!(
            serde_json::to_string(&read)?,
            serde_json::to_string(&model)?
        );
        Ok(())
    });
    let percent = knew.get() * 100 / met.get();
    assert!(
        (20..80).contains(&percent),
        "{percent} % known: one side is hardly tried"
    );
}

#[test]
fn changes_are_read_and_written_as_serde_would() {
    check(2_048, &change(), |value| {
        let text = value.to_string();
        let read = serde_json::from_str::<Change>(&text);
        let model = serde_json::from_str::<derived::Change>(&text);
        prop_assert_eq!(read.is_ok(), model.is_ok(), "{}", text);
        if let (Ok(read), Ok(model)) = (read, model) {
            prop_assert_eq!(
                serde_json::to_string(&read)?,
                serde_json::to_string(&model)?
            );
            prop_assert_eq!(
                &serde_json::from_value::<Change>(serde_json::to_value(&read)?)?,
                &read
            );
        }
        Ok(())
    });
}

#[test]
fn the_hashed_text_is_the_canonical_json_of_all_members() {
    check(2_048, &change(), |value| {
        if let Ok(change) = serde_json::from_value::<Change>(value) {
            let json = |part: &dyn erased::Json| part.json();
            let whole = json!({
                "by": json(&change.by), "ops": json(&change.ops), "rest": json(&change.rest), "seq": change.seq,
                "source": json(&change.source), "stamp": change.stamp.to_string(), "why": change.why,
            });
            prop_assert_eq!(crate::ledger::content::content(&change), canonical(&whole));
        }
        Ok(())
    });
}

/// A part of a change as JSON.
mod erased {
    use super::*;

    pub(super) trait Json {
        fn json(&self) -> Value;
    }

    impl<T: Serialize> Json for T {
        fn json(&self) -> Value {
            serde_json::to_value(self).unwrap_or_default()
        }
    }
}

#[test]
fn a_change_with_a_member_twice_is_refused() {
    let text =
        r#"{"id": "00000000000000000000000000000001", "id": "00000000000000000000000000000002"}"#;
    let error = serde_json::from_str::<Change>(text).expect_err("refused");
    assert!(error.to_string().contains("duplicate field"), "{error}");
    let author: Result<Author, _> = serde_json::from_str(r#"{"name": null}"#);
    assert!(author.is_err());
    let source: Source =
        serde_json::from_str(r#"{"kind": "person", "of": null}"#).expect("a source");
    assert_eq!(source, Source::person());
}
