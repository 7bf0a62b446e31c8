//! What somebody wants to do, before the ledger stamps it.

use serde_json::{Map, Value};

use super::{
    change::Source,
    id::{ChangeId, RecordId},
};

/// A wish: the ledger stamps it, notes what it replaces, and makes a change of it.
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
        Self {
            why: why.into(),
            source: Source::person(),
            ops: Vec::new(),
        }
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
    /// Leave a record deleted that was edited after deletion: the edits have been seen now.
    LeaveDeleted {
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
        /// The standing values it replaces, the winner first; others stay in the conflict list.
        replaces: Vec<ChangeId>,
        /// The change that first set it, or [`ChangeId::NOTHING`].
        stands_for: ChangeId,
    },
    /// Put an item back, or take it out again, noting whose doing that was (used by undo).
    ReturnTag {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: String,
        /// The set.
        field: String,
        /// The item.
        item: Value,
        /// Whether the set is to hold it.
        held: bool,
        /// The change that first brought this about, [`ChangeId::NOTHING`], or `None` when several did.
        stands_for: Option<ChangeId>,
    },
    /// Delete or bring back a record, noting whose doing that was (used by undo).
    ReturnDeletion {
        /// The record.
        record: RecordId,
        /// Whether it is to be deleted.
        deleted: bool,
        /// The change that first brought this about, or [`ChangeId::NOTHING`].
        stands_for: ChangeId,
    },
}
