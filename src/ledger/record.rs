//! A record as the merge of all operations on it: registers and sets, each order-independent (rules L5 to L9).

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    change::{Addition, ChangeId, FieldEdit, Removal, canonical},
    stamp::Stamp,
};

/// Names a record for good. In text: 26 letters and digits (Crockford's base 32, lower case).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u128);

/// Why a text is no record id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a record's id has 26 letters and digits")]
pub struct RecordIdError;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl RecordId {
    /// The id that every device gives to the same well-known thing, such as the incubator's settings.
    pub fn named(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        let mut first = [0u8; 16];
        first.copy_from_slice(&digest[..16]);
        Self(u128::from_be_bytes(first))
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// When the text has another length or other characters.
    pub fn parse(text: &str) -> Result<Self, RecordIdError> {
        if text.len() != 26 {
            return Err(RecordIdError);
        }
        let mut bits: u128 = 0;
        for (place, letter) in text.bytes().enumerate() {
            let value = ALPHABET.iter().position(|known| *known == letter).ok_or(RecordIdError)?;
            // 26 letters carry 130 bits: the first may only use its lower three.
            if place == 0 && value > 7 {
                return Err(RecordIdError);
            }
            bits = bits << 5 | value as u128;
        }
        Ok(Self(bits))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; 26];
        for (place, letter) in text.iter_mut().enumerate() {
            let shift = 5 * (25 - place);
            *letter = ALPHABET[usize::try_from(self.0 >> shift & 31).unwrap_or_default()];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A field's or kind's name, shared between all records that have it.
pub type Name = Arc<str>;

/// A value that stands in a field, and the change that put it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The change's stamp.
    pub stamp: Stamp,
    /// The change.
    pub change: ChangeId,
    /// The change whose value this is when `change` only brought it back.
    pub stands_for: Option<ChangeId>,
    /// The value.
    pub value: Value,
}

impl Head {
    fn order(&self) -> (Stamp, ChangeId) {
        (self.stamp, self.change)
    }

    /// The change that first set this value.
    pub fn origin(&self) -> ChangeId {
        self.stands_for.unwrap_or(self.change)
    }
}

/// One field: the winning value, the losing ones that nobody has settled, and replaced changes that are yet to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The value with the greatest stamp.
    pub winner: Head,
    /// Values that somebody set without having seen the winner; greatest stamp first (rule L7).
    pub others: Vec<Head>,
    /// Changes known to be replaced that have not arrived yet.
    pub awaited: Vec<ChangeId>,
}

impl Register {
    /// Every head, the winner first.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        std::iter::once(&self.winner).chain(&self.others)
    }

    /// The changes whose values stand here: what an author who edits now has seen.
    pub fn seen(&self) -> Vec<ChangeId> {
        self.heads().map(|head| head.change).collect()
    }
}

/// Merges one value into a field. `known` tells whether a change has been applied already.
fn merge_value(
    slot: &mut Option<Register>,
    head: Head,
    seen: &[ChangeId],
    known: &dyn Fn(ChangeId) -> bool,
) {
    let (mut heads, mut awaited) = match slot.take() {
        Some(register) => {
            let mut heads = Vec::with_capacity(register.others.len() + 2);
            heads.push(register.winner);
            heads.extend(register.others);
            (heads, register.awaited)
        }
        None => (Vec::with_capacity(1), Vec::new()),
    };
    let replaced_already = awaited.iter().position(|change| *change == head.change);
    for change in seen {
        if let Some(at) = heads.iter().position(|standing| standing.change == *change) {
            heads.swap_remove(at);
        } else if !known(*change) && !awaited.contains(change) {
            awaited.push(*change);
        }
    }
    match replaced_already {
        Some(at) => {
            awaited.remove(at);
        }
        None => heads.push(head),
    }
    heads.sort_by(|a, b| b.order().cmp(&a.order()));
    awaited.sort_unstable();
    let mut heads = heads.into_iter();
    *slot = heads.next().map(|winner| Register { winner, others: heads.collect(), awaited });
}

/// One addition of an item to a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The change that added it.
    pub change: ChangeId,
    /// The change whose addition this is when `change` only brought it back.
    pub stands_for: Option<ChangeId>,
}

impl Tag {
    /// The change that first added the item.
    pub fn origin(&self) -> ChangeId {
        self.stands_for.unwrap_or(self.change)
    }
}

/// An item of a set with the additions that hold it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The item.
    pub value: Value,
    /// Additions that no remover has seen; never empty.
    pub tags: Vec<Tag>,
}

/// A field that is a set, merged by adds and removes (rule L6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetField {
    /// Items by their canonical JSON.
    pub items: BTreeMap<String, Item>,
    /// Additions known to be removed that have not arrived yet: item and change.
    pub awaited: Vec<(String, ChangeId)>,
}

/// What a deletion register holds while the record is deleted: the edits that the deleter had seen.
fn deletion_value(edits: &[ChangeId]) -> Value {
    Value::Array(edits.iter().map(|change| Value::String(change.to_string())).collect())
}

/// The merge of all operations on one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its kind: `venture`, `contact`, or one that a newer version knows.
    pub kind: Name,
    /// Registers by field name.
    pub fields: BTreeMap<Name, Register>,
    /// Sets by field name.
    pub sets: BTreeMap<Name, SetField>,
    /// Whether it is deleted: `null` when not, otherwise the edits that the deleter had seen.
    pub deletion: Option<Register>,
}

impl Record {
    /// A record that nothing has been said about.
    pub fn blank(id: RecordId, kind: Name) -> Self {
        Self { id, kind, fields: BTreeMap::new(), sets: BTreeMap::new(), deletion: None }
    }

    /// Merges an edit of one field.
    pub fn merge_field(
        &mut self,
        name: &Name,
        (stamp, change): (Stamp, ChangeId),
        edit: &FieldEdit,
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let mut slot = self.fields.remove(name);
        let head = Head { stamp, change, stands_for: edit.stands_for, value: edit.is.clone() };
        merge_value(&mut slot, head, &edit.seen, known);
        if let Some(register) = slot {
            self.fields.insert(Arc::clone(name), register);
        }
    }

    /// Merges a deletion (`edits` given) or a restoration (`None`).
    pub fn merge_deletion(
        &mut self,
        (stamp, change): (Stamp, ChangeId),
        edits: Option<&[ChangeId]>,
        seen: &[ChangeId],
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let value = edits.map_or(Value::Null, deletion_value);
        merge_value(&mut self.deletion, Head { stamp, change, stands_for: None, value }, seen, known);
    }

    /// Merges additions and removals of one set.
    pub fn merge_tags(
        &mut self,
        name: &Name,
        change: ChangeId,
        (add, remove): (&[Addition], &[Removal]),
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let set = self.sets.entry(Arc::clone(name)).or_default();
        for removal in remove {
            let key = canonical(&removal.item);
            for seen in &removal.seen {
                let held = set.items.get_mut(&key).is_some_and(|item| {
                    let before = item.tags.len();
                    item.tags.retain(|tag| tag.change != *seen);
                    item.tags.len() < before
                });
                let awaited = (key.clone(), *seen);
                if !held && !known(*seen) && !set.awaited.contains(&awaited) {
                    set.awaited.push(awaited);
                }
            }
            if set.items.get(&key).is_some_and(|item| item.tags.is_empty()) {
                set.items.remove(&key);
            }
        }
        for addition in add {
            let key = canonical(&addition.item);
            if let Some(at) = set.awaited.iter().position(|(item, tag)| *item == key && *tag == change) {
                set.awaited.remove(at);
                continue;
            }
            let item =
                set.items.entry(key).or_insert_with(|| Item { value: addition.item.clone(), tags: Vec::new() });
            if item.tags.iter().all(|tag| tag.change != change) {
                item.tags.push(Tag { change, stands_for: addition.stands_for });
                item.tags.sort_by_key(|tag| tag.change);
            }
        }
        set.awaited.sort_unstable();
        if set.items.is_empty() && set.awaited.is_empty() {
            self.sets.remove(name);
        }
    }

    /// The field's value, or nothing when it was never set or was cleared.
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.fields.get(field).map(|register| &register.winner.value).filter(|value| !value.is_null())
    }

    /// The set's items, in canonical order.
    pub fn items(&self, field: &str) -> impl Iterator<Item = &Value> {
        self.sets.get(field).into_iter().flat_map(|set| set.items.values().map(|item| &item.value))
    }

    /// Whether the record is deleted.
    pub fn is_deleted(&self) -> bool {
        self.deletion.as_ref().is_some_and(|register| !register.winner.value.is_null())
    }

    /// Every change whose values or additions stand in the record, once each.
    pub fn standing_changes(&self) -> Vec<ChangeId> {
        let mut changes: Vec<ChangeId> = self
            .fields
            .values()
            .flat_map(Register::heads)
            .map(|head| head.change)
            .chain(self.sets.values().flat_map(|set| set.items.values()).flat_map(|item| &item.tags).map(|t| t.change))
            .collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }

    /// Whether it was edited by somebody who had not seen that it was deleted (rule L8).
    pub fn is_edited_after_deletion(&self) -> bool {
        let Some(Value::Array(edits)) = self.deletion.as_ref().map(|register| &register.winner.value) else {
            return false;
        };
        self.standing_changes()
            .into_iter()
            .any(|change| !edits.iter().any(|edit| edit.as_str() == Some(&change.to_string())))
    }

    /// Fields in which a losing value waits to be looked at (rule L7).
    pub fn conflicts(&self) -> impl Iterator<Item = (&Name, &Register)> {
        self.fields.iter().filter(|(_, register)| {
            register.others.iter().any(|other| other.value != register.winner.value)
        })
    }

    /// The first and the last stamp that stand in the record.
    pub fn first_and_last_stamp(&self) -> Option<(Stamp, Stamp)> {
        let stamps = || self.fields.values().flat_map(Register::heads).map(|head| head.stamp);
        Some((stamps().min()?, stamps().max()?))
    }
}
