//! The operations of a change, and their JSON form (rules L5 to L8, L12, L15).

use serde::Serialize;
use serde_json::Value;

use super::{
    few::Few,
    id::{ChangeId, RecordId},
};

/// One field's new value, and what its author saw there before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldEdit {
    /// The new value; `null` clears the field.
    pub is: Value,
    /// The value it replaced.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub was: Value,
    /// The change that first set `was`, when an undo or redo had brought that value back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_from: Option<ChangeId>,
    /// The changes whose values the author saw in this field and replaced (rule L7).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<ChangeId>,
    /// For an undo: the change whose value this brings back, so that undoing further still works (rule L10).
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<ChangeId>,
}

impl FieldEdit {
    /// The change whose value this edit replaced, however often undo and redo brought it back since.
    pub fn before(&self) -> ChangeId {
        let seen = || self.seen.first().copied();
        self.was_from.or_else(seen).unwrap_or(ChangeId::NOTHING)
    }

    /// A first value in an empty field.
    pub fn first(is: Value) -> Self {
        Self {
            is,
            was: Value::Null,
            was_from: None,
            seen: Vec::new(),
            stands_for: None,
        }
    }
}

/// Takes an item out of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removal {
    /// The item.
    pub item: Value,
    /// The additions of it that the remover had seen; others survive (rule L6).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<ChangeId>,
    /// The change that first added it, when an undo or redo had brought it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_from: Option<ChangeId>,
    /// For an undo: the change whose removal this brings back.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<ChangeId>,
}

impl Removal {
    /// The change that first added the item, or `None` when several did.
    pub fn before(&self) -> Option<ChangeId> {
        let only = if let [only] = self.seen[..] {
            Some(only)
        } else {
            None
        };
        self.was_from.or(only)
    }
}

/// Puts an item into a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Addition {
    /// The item.
    pub item: Value,
    /// The change that had first taken it out, if any had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_from: Option<ChangeId>,
    /// For an undo: the change whose addition this brings back.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<ChangeId>,
}

/// One operation of a change.
///
/// An operation with a known name but a member that this version does not know is kept whole as unknown: half an
/// operation could mean its opposite, and dropping the member would alter the change's hash (rule L12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum Op {
    /// Sets fields of a record under one stamp (rule L15); `new` when the author made the record with it.
    Set {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Whether this operation made the record.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        new: bool,
        /// The fields.
        fields: Few<String, FieldEdit>,
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
        #[serde(skip_serializing_if = "Vec::is_empty")]
        add: Vec<Addition>,
        /// What goes out.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        remove: Vec<Removal>,
    },
    /// Takes a record out of all views; it can be brought back (rule L8).
    Delete {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Every edit of the record that the author had seen.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        edits: Vec<ChangeId>,
        /// Earlier deletions or restorations the author had seen.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        seen: Vec<ChangeId>,
        /// The change that first brought about what was before, when an undo or redo had brought it back.
        #[serde(skip_serializing_if = "Option::is_none")]
        was_from: Option<ChangeId>,
        /// For an undo: the change whose deletion this brings back.
        #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
        stands_for: Option<ChangeId>,
    },
    /// Brings a deleted record back.
    Restore {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// Earlier deletions or restorations the author had seen.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        seen: Vec<ChangeId>,
        /// The change that first brought about what was before, when an undo or redo had brought it back.
        #[serde(skip_serializing_if = "Option::is_none")]
        was_from: Option<ChangeId>,
        /// For an undo: the change whose restoration this brings back.
        #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
        stands_for: Option<ChangeId>,
    },
    /// An operation of a newer version, kept word for word (rule L12).
    #[serde(untagged)]
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
