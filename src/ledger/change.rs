//! What a change is, on paper: its parts, its JSON form, its content hash (rules L1, L12, L15).

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{record::RecordId, stamp::Stamp};

/// The first 128 bits of the SHA-256 of a change's canonical content; 32 hexadecimal digits in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub u128);

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for ChangeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChangeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        if text.len() == 32
            && let Ok(bits) = u128::from_str_radix(&text, 16)
        {
            return Ok(Self(bits));
        }
        Err(serde::de::Error::custom("a change's id has 32 hexadecimal digits"))
    }
}

/// Who made a change, as they named themselves in their browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name to show in the history.
    pub name: String,
    /// What they do here, in their words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Anything a newer version says about an author.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

impl Author {
    /// Somebody with a name and a role.
    pub fn new(name: &str, role: &str) -> Self {
        Self { name: name.to_owned(), role: role.to_owned(), rest: BTreeMap::new() }
    }
}

/// Where a change came from. `kind` is one of the constants below, or a word a newer version knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The kind of source.
    pub kind: String,
    /// For an undo or redo: the change it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ChangeId>,
    /// For an import: the file's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// For an import: SHA-256 of the file, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// Anything a newer version says about the source.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

impl Source {
    /// A person did it, here, by hand.
    pub const PERSON: &'static str = "person";
    /// It came from a file.
    pub const IMPORT: &'static str = "import";
    /// It takes back an earlier change.
    pub const UNDO: &'static str = "undo";
    /// It brings back what an undo took away.
    pub const REDO: &'static str = "redo";
    /// It belongs to the invented example incubator.
    pub const EXAMPLE: &'static str = "example";

    /// A source that is only a kind.
    pub fn of_kind(kind: &str) -> Self {
        Self { kind: kind.to_owned(), of: None, file: None, hash: None, rest: BTreeMap::new() }
    }

    /// By hand.
    pub fn person() -> Self {
        Self::of_kind(Self::PERSON)
    }

    /// From a file of that name and SHA-256.
    pub fn import(file: &str, hash: &str) -> Self {
        Self { file: Some(file.to_owned()), hash: Some(hash.to_owned()), ..Self::of_kind(Self::IMPORT) }
    }

    /// An undo of `change`.
    pub fn undo(change: ChangeId) -> Self {
        Self { of: Some(change), ..Self::of_kind(Self::UNDO) }
    }

    /// A redo of what the undo `change` took away.
    pub fn redo(change: ChangeId) -> Self {
        Self { of: Some(change), ..Self::of_kind(Self::REDO) }
    }
}

/// One field's new value, and what its author saw there before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldEdit {
    /// The new value; `null` clears the field.
    pub is: Value,
    /// The value it replaced.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub was: Value,
    /// The change that first set `was`, when an undo or redo had brought that value back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was_from: Option<ChangeId>,
    /// The changes whose values the author saw in this field and replaced (rule L7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<ChangeId>,
    /// For an undo: the change whose value this brings back, so that undoing further still works (rule L10).
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<ChangeId>,
}

impl FieldEdit {
    /// A first value in an empty field.
    pub fn first(is: Value) -> Self {
        Self { is, was: Value::Null, was_from: None, seen: Vec::new(), stands_for: None }
    }
}

/// Takes an item out of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// The item.
    pub item: Value,
    /// The additions of it that the remover had seen; others survive (rule L6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<ChangeId>,
}

/// Puts an item into a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The item.
    pub item: Value,
    /// For an undo: the change whose addition this brings back.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<ChangeId>,
}

/// One operation of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Sets fields of a record under one stamp (rule L15); `new` when the author made the record with it.
    Set {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Whether this operation made the record.
        new: bool,
        /// The fields.
        fields: BTreeMap<String, FieldEdit>,
    },
    /// Adds to and removes from a set of a record (rule L6).
    Tags {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// The set's name.
        field: String,
        /// What goes in.
        add: Vec<Addition>,
        /// What goes out.
        remove: Vec<Removal>,
    },
    /// Takes a record out of all views; it can be brought back (rule L8).
    Delete {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Every edit of the record that the author had seen.
        edits: Vec<ChangeId>,
        /// Earlier deletions or restorations the author had seen.
        seen: Vec<ChangeId>,
    },
    /// Brings a deleted record back.
    Restore {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Earlier deletions or restorations the author had seen.
        seen: Vec<ChangeId>,
    },
    /// An operation of a newer version, kept word for word (rule L12).
    Unknown(Value),
}

impl Op {
    /// The record the operation is about, when this version understands it.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            Self::Set { record, .. }
            | Self::Tags { record, .. }
            | Self::Delete { record, .. }
            | Self::Restore { record, .. } => Some(*record),
            Self::Unknown(_) => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
enum KnownOp {
    Set {
        record: RecordId,
        kind: String,
        #[serde(default)]
        new: bool,
        fields: BTreeMap<String, FieldEdit>,
    },
    Tags {
        record: RecordId,
        kind: String,
        field: String,
        #[serde(default)]
        add: Vec<Addition>,
        #[serde(default)]
        remove: Vec<Removal>,
    },
    Delete {
        record: RecordId,
        kind: String,
        #[serde(default)]
        edits: Vec<ChangeId>,
        #[serde(default)]
        seen: Vec<ChangeId>,
    },
    Restore {
        record: RecordId,
        kind: String,
        #[serde(default)]
        seen: Vec<ChangeId>,
    },
}

/// What a reader of an operation makes of the JSON: known word for word, or kept as it is.
///
/// An operation with a known name but an unknown extra key is kept whole as unknown, because dropping the key would
/// change the change's hash.
fn read_op(value: Value) -> Op {
    let Ok(known) = KnownOp::deserialize(&value) else {
        return Op::Unknown(value);
    };
    match known {
        KnownOp::Set { record, kind, new, fields } => Op::Set { record, kind, new, fields },
        KnownOp::Tags { record, kind, field, add, remove } => Op::Tags { record, kind, field, add, remove },
        KnownOp::Delete { record, kind, edits, seen } => Op::Delete { record, kind, edits, seen },
        KnownOp::Restore { record, kind, seen } => Op::Restore { record, kind, seen },
    }
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(tag = "op", rename_all = "lowercase")]
        enum Known<'a> {
            Set {
                record: RecordId,
                kind: &'a str,
                #[serde(skip_serializing_if = "std::ops::Not::not")]
                new: bool,
                fields: &'a BTreeMap<String, FieldEdit>,
            },
            Tags {
                record: RecordId,
                kind: &'a str,
                field: &'a str,
                #[serde(skip_serializing_if = "<[_]>::is_empty")]
                add: &'a [Addition],
                #[serde(skip_serializing_if = "<[_]>::is_empty")]
                remove: &'a [Removal],
            },
            Delete {
                record: RecordId,
                kind: &'a str,
                edits: &'a [ChangeId],
                #[serde(skip_serializing_if = "<[_]>::is_empty")]
                seen: &'a [ChangeId],
            },
            Restore {
                record: RecordId,
                kind: &'a str,
                #[serde(skip_serializing_if = "<[_]>::is_empty")]
                seen: &'a [ChangeId],
            },
        }
        match self {
            Self::Set { record, kind, new, fields } => {
                Known::Set { record: *record, kind, new: *new, fields }.serialize(serializer)
            }
            Self::Tags { record, kind, field, add, remove } => {
                Known::Tags { record: *record, kind, field, add, remove }.serialize(serializer)
            }
            Self::Delete { record, kind, edits, seen } => {
                Known::Delete { record: *record, kind, edits, seen }.serialize(serializer)
            }
            Self::Restore { record, kind, seen } => {
                Known::Restore { record: *record, kind, seen }.serialize(serializer)
            }
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Op {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(read_op)
    }
}

/// One immutable change: the unit of storage, undo, history and exchange (rule L1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Hash of everything below.
    pub id: ChangeId,
    /// When, by which device.
    pub stamp: Stamp,
    /// The device's own count of its changes, from 1.
    pub seq: u64,
    /// Who.
    pub by: Author,
    /// What it was for, in words.
    pub why: String,
    /// Where it came from.
    pub source: Source,
    /// What it does.
    pub ops: Vec<Op>,
    /// Anything a newer version says about a change (rule L12).
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

impl Change {
    /// The hash that `id` must equal. A difference means the change was altered on its way.
    pub fn content_id(&self) -> ChangeId {
        let mut hasher = Sha256::new();
        // The struct's fields serialise in a fixed order and every map inside is sorted, so this text is canonical.
        let bare = serde_json::json!({
            "stamp": self.stamp, "seq": self.seq, "by": self.by, "why": self.why,
            "source": self.source, "ops": self.ops, "rest": self.rest,
        });
        let mut text = String::new();
        write_canonical(&bare, &mut text);
        hasher.update(text.as_bytes());
        let digest = hasher.finalize();
        let mut first = [0u8; 16];
        first.copy_from_slice(&digest[..16]);
        ChangeId(u128::from_be_bytes(first))
    }

    /// Seals the change: gives it the id that its content has.
    pub fn sealed(mut self) -> Self {
        self.id = self.content_id();
        self
    }
}

/// Writes JSON with sorted keys and no blanks, whatever order the maps keep.
pub fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (index, (key, item)) in entries.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::String(key.clone()).to_string());
                out.push(':');
                write_canonical(item, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// The canonical JSON text of a value: what set items are told apart by.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write_canonical(value, &mut text);
    text
}

/// What somebody wants to do, before the ledger stamps it and notes what it replaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it is for, in words.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
    /// What it does.
    pub ops: Vec<DraftOp>,
}

impl Draft {
    /// A draft made by a person's hand.
    pub fn by_hand(why: impl Into<String>) -> Self {
        Self { why: why.into(), source: Source::person(), ops: Vec::new() }
    }
}

/// One wish of a [`Draft`].
#[derive(Clone, Debug, PartialEq)]
pub enum DraftOp {
    /// Make a record, or fill more fields of one that exists.
    Set {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Field names and values; `null` clears.
        fields: Map<String, Value>,
    },
    /// Change a set.
    Tags {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// The set.
        field: String,
        /// Items to put in.
        add: Vec<Value>,
        /// Items to take out.
        remove: Vec<Value>,
    },
    /// Delete a record.
    Delete {
        /// The record.
        record: RecordId,
    },
    /// Bring a deleted record back.
    Restore {
        /// The record.
        record: RecordId,
    },
    /// Set one field to an earlier value, noting whose value it is (used by undo).
    Return {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// The field.
        field: String,
        /// The earlier value.
        value: Value,
        /// The change that first set it, if known.
        stands_for: Option<ChangeId>,
    },
    /// Put an item back that an undone change took out (used by undo).
    ReturnTag {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// The set.
        field: String,
        /// The item.
        item: Value,
        /// The change that first put it in, if known.
        stands_for: Option<ChangeId>,
    },
}
