//! Changes as JSON, read and written member by member.
//!
//! By hand, because what is derived for open-ended forms first takes everything apart into a form of its own: that made
//! reading slower and the app heavier. The shapes are those of `docs/LEDGER.md`.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::{Map, Value};

use super::{
    change::{Author, Change, Source},
    few::Few,
    id::{ChangeId, RecordId},
    op::{Addition, FieldEdit, Op, Removal},
};

/// The members of an object as they are taken out, one known name after the other.
struct Members<'a> {
    map: &'a Map<String, Value>,
    taken: usize,
}

impl<'a> Members<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        Some(Self {
            map: value.as_object()?,
            taken: 0,
        })
    }

    fn get(&mut self, name: &str) -> Option<&'a Value> {
        let value = self.map.get(name);
        self.taken += usize::from(value.is_some());
        value
    }

    fn text(&mut self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    fn record(&mut self) -> Option<RecordId> {
        RecordId::parse(self.text("record")?).ok()
    }

    /// A change, or none where nothing is said; nothing at all where something else stands there.
    fn change(&mut self, name: &str) -> Option<Option<ChangeId>> {
        match self.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(value) => change(value).map(Some),
        }
    }

    fn changes(&mut self, name: &str) -> Option<Vec<ChangeId>> {
        self.list(name, change)
    }

    fn list<T>(&mut self, name: &str, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
        match self.get(name) {
            None => Some(Vec::new()),
            Some(items) => items.as_array()?.iter().map(read).collect(),
        }
    }

    /// What was read, unless there is more than was read.
    fn all<T>(self, read: T) -> Option<T> {
        (self.taken == self.map.len()).then_some(read)
    }
}

fn change(value: &Value) -> Option<ChangeId> {
    ChangeId::parse(value.as_str()?).ok()
}

fn field_edit(value: &Value) -> Option<FieldEdit> {
    let mut members = Members::of(value)?;
    let edit = FieldEdit {
        is: members.get("is")?.clone(),
        was: members.get("was").cloned().unwrap_or_default(),
        was_from: members.change("was_from")?,
        seen: members.changes("seen")?,
        stands_for: members.change("as")?,
    };
    members.all(edit)
}

fn addition(value: &Value) -> Option<Addition> {
    let mut members = Members::of(value)?;
    let addition = Addition {
        item: members.get("item")?.clone(),
        was_from: members.change("was_from")?,
        stands_for: members.change("as")?,
    };
    members.all(addition)
}

fn removal(value: &Value) -> Option<Removal> {
    let mut members = Members::of(value)?;
    let removal = Removal {
        item: members.get("item")?.clone(),
        seen: members.changes("seen")?,
        was_from: members.change("was_from")?,
        stands_for: members.change("as")?,
    };
    members.all(removal)
}

fn field_edits(value: &Value) -> Option<Few<String, FieldEdit>> {
    let named = value.as_object()?.iter();
    named
        .map(|(name, edit)| Some((name.clone(), field_edit(edit)?)))
        .collect()
}

/// The operation that JSON stands for; nothing when this version does not know it as a whole.
fn known_op(value: &Value) -> Option<Op> {
    let mut members = Members::of(value)?;
    let name = members.text("op")?;
    let record = members.record()?;
    let kind = members.text("kind")?.to_owned();
    let op = match name {
        "set" => Op::Set {
            record,
            kind,
            new: match members.get("new") {
                None => false,
                Some(new) => new.as_bool()?,
            },
            fields: field_edits(members.get("fields")?)?,
        },
        "tags" => Op::Tags {
            record,
            kind,
            field: members.text("field")?.to_owned(),
            add: members.list("add", addition)?,
            remove: members.list("remove", removal)?,
        },
        "delete" => Op::Delete {
            record,
            kind,
            edits: members.changes("edits")?,
            seen: members.changes("seen")?,
            was_from: members.change("was_from")?,
            stands_for: members.change("as")?,
        },
        "restore" => Op::Restore {
            record,
            kind,
            seen: members.changes("seen")?,
            was_from: members.change("was_from")?,
            stands_for: members.change("as")?,
        },
        _ => return None,
    };
    members.all(op)
}

impl<'de> Deserialize<'de> for Op {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(known_op(&value).unwrap_or(Self::Unknown(value)))
    }
}

/// Takes a text out of an object.
fn take_text(map: &mut Map<String, Value>, name: &'static str) -> Result<Option<String>, String> {
    match map.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("“{name}” is no text")),
    }
}

/// As [`take_text`], where `null` stands for nothing.
fn take_optional(
    map: &mut Map<String, Value>,
    name: &'static str,
) -> Result<Option<String>, String> {
    if map.get(name).is_some_and(Value::is_null) {
        map.remove(name);
    }
    take_text(map, name)
}

fn missing(name: &str) -> String {
    format!("“{name}” is missing")
}

fn rest_of(map: Map<String, Value>) -> BTreeMap<String, Value> {
    let mut rest = BTreeMap::new();
    rest.extend(map);
    rest
}

fn author(mut map: Map<String, Value>) -> Result<Author, String> {
    Ok(Author {
        name: take_text(&mut map, "name")?.ok_or_else(|| missing("name"))?,
        role: take_text(&mut map, "role")?.unwrap_or_default(),
        rest: rest_of(map),
    })
}

fn source(mut map: Map<String, Value>) -> Result<Source, String> {
    let of = take_optional(&mut map, "of")?;
    Ok(Source {
        kind: take_text(&mut map, "kind")?.ok_or_else(|| missing("kind"))?,
        of: of
            .map(|of| ChangeId::parse(&of))
            .transpose()
            .map_err(|error| error.to_string())?,
        file: take_optional(&mut map, "file")?,
        hash: take_optional(&mut map, "hash")?,
        rest: rest_of(map),
    })
}

impl<'de> Deserialize<'de> for Author {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        author(Map::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        source(Map::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

struct ChangeVisitor;

/// Puts a member into its place, which must be free.
fn put<T, E: Error>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}

impl<'de> Visitor<'de> for ChangeVisitor {
    type Value = Change;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a change")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Change, A::Error> {
        let (mut id, mut stamp, mut seq, mut by) = (None, None, None, None);
        let (mut why, mut source, mut ops) = (None, None, None);
        let mut rest = BTreeMap::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "id" => put(&mut id, "id", map.next_value()?)?,
                "stamp" => put(&mut stamp, "stamp", map.next_value()?)?,
                "seq" => put(&mut seq, "seq", map.next_value()?)?,
                "by" => put(&mut by, "by", map.next_value()?)?,
                "why" => put(&mut why, "why", map.next_value()?)?,
                "source" => put(&mut source, "source", map.next_value()?)?,
                "ops" => put(&mut ops, "ops", map.next_value()?)?,
                _ => drop(rest.insert(name, map.next_value()?)),
            }
        }
        let missing = A::Error::missing_field;
        Ok(Change {
            id: id.ok_or_else(|| missing("id"))?,
            stamp: stamp.ok_or_else(|| missing("stamp"))?,
            seq: seq.ok_or_else(|| missing("seq"))?,
            by: by.ok_or_else(|| missing("by"))?,
            why: why.ok_or_else(|| missing("why"))?,
            source: source.ok_or_else(|| missing("source"))?,
            ops: ops.ok_or_else(|| missing("ops"))?,
            rest,
        })
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ChangeVisitor)
    }
}

fn put_rest<M: SerializeMap>(map: &mut M, rest: &BTreeMap<String, Value>) -> Result<(), M::Error> {
    rest.iter()
        .try_for_each(|(name, value)| map.serialize_entry(name, value))
}

impl Serialize for Author {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        if !self.role.is_empty() {
            map.serialize_entry("role", &self.role)?;
        }
        put_rest(&mut map, &self.rest)?;
        map.end()
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", &self.kind)?;
        if let Some(of) = &self.of {
            map.serialize_entry("of", of)?;
        }
        if let Some(file) = &self.file {
            map.serialize_entry("file", file)?;
        }
        if let Some(hash) = &self.hash {
            map.serialize_entry("hash", hash)?;
        }
        put_rest(&mut map, &self.rest)?;
        map.end()
    }
}

/// The members that stand before the operations.
fn put_head<M: SerializeMap>(map: &mut M, change: &Change) -> Result<(), M::Error> {
    map.serialize_entry("id", &change.id)?;
    map.serialize_entry("stamp", &change.stamp)?;
    map.serialize_entry("seq", &change.seq)?;
    map.serialize_entry("by", &change.by)?;
    map.serialize_entry("why", &change.why)?;
    map.serialize_entry("source", &change.source)
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put_head(&mut map, self)?;
        map.serialize_entry("ops", &self.ops)?;
        put_rest(&mut map, &self.rest)?;
        map.end()
    }
}

/// A change without its operations.
struct Around<'a>(&'a Change);

impl Serialize for Around<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put_head(&mut map, self.0)?;
        put_rest(&mut map, &self.0.rest)?;
        map.end()
    }
}

/// The log entry of one change whose operations are written already, with commas between them.
pub(super) fn entry_around(change: &Change, ops: &[u8]) -> serde_json::Result<Vec<u8>> {
    let mut entry = Vec::with_capacity(ops.len() + 1_000);
    entry.push(b'[');
    serde_json::to_writer(&mut entry, &Around(change))?;
    // The object goes on.
    entry.pop();
    entry.extend_from_slice(b",\"ops\":[");
    entry.extend_from_slice(ops);
    entry.extend_from_slice(b"]}]");
    Ok(entry)
}
