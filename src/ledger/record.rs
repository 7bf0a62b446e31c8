//! A record as the merge of all operations on it: registers and sets, each order-independent (rules L5 to L9).

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use serde_json::Value;

use super::{
    canonical::canonical,
    op::{Addition, FieldEdit, Removal},
    ordering,
    stamp::Stamp,
};

pub use super::id::{ChangeId, RecordId, RecordIdError};

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
    /// Changes known to be replaced that have not arrived yet, in order.
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
    let replaced_already = awaited.binary_search(&head.change).is_ok();
    for change in seen {
        if let Some(at) = heads.iter().position(|standing| standing.change == *change) {
            heads.swap_remove(at);
        } else if !known(*change)
            && let Err(place) = awaited.binary_search(change)
        {
            awaited.insert(place, *change);
        }
    }
    if replaced_already {
        awaited.retain(|change| *change != head.change);
    } else {
        heads.push(head);
    }
    ordering::sort_by(&mut heads, |one, other| other.order().cmp(&one.order()));
    let mut heads = heads.into_iter();
    *slot = heads.next().map(|winner| Register {
        winner,
        others: heads.collect(),
        awaited,
    });
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

/// The last removal of an item, by stamp: so that undo can tell whose removal it would take back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The removal's stamp.
    pub stamp: Stamp,
    /// The change that removed it.
    pub change: ChangeId,
    /// The change whose removal this is when `change` only brought it back.
    pub stands_for: Option<ChangeId>,
}

impl Gone {
    /// The change that first removed the item.
    pub fn origin(&self) -> ChangeId {
        self.stands_for.unwrap_or(self.change)
    }
}

/// A field that is a set, merged by adds and removes (rule L6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetField {
    /// Items by their canonical JSON.
    pub items: BTreeMap<String, Item>,
    /// The last removal of every item that was ever removed, by the item's canonical JSON.
    pub gone: BTreeMap<String, Gone>,
    /// Additions known to be removed that have not arrived yet, in order: item and change.
    pub awaited: Vec<(String, ChangeId)>,
}

impl SetField {
    fn remove(
        &mut self,
        (stamp, change): (Stamp, ChangeId),
        removal: &Removal,
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let key = canonical(&removal.item);
        let mut tags = self.items.get_mut(&key).map(|item| &mut item.tags);
        for seen in &removal.seen {
            let held = tags.as_mut().and_then(|tags| {
                let at = tags.iter().position(|tag| tag.change == *seen)?;
                Some(tags.remove(at))
            });
            let awaited = (key.clone(), *seen);
            if held.is_none()
                && !known(*seen)
                && let Err(place) = self.awaited.binary_search(&awaited)
            {
                self.awaited.insert(place, awaited);
            }
        }
        if tags.is_some_and(|tags| tags.is_empty()) {
            self.items.remove(&key);
        }
        let gone = Gone {
            stamp,
            change,
            stands_for: removal.stands_for,
        };
        let last = self.gone.entry(key).or_insert(gone);
        if (last.stamp, last.change) < (stamp, change) {
            *last = gone;
        }
    }

    fn add(&mut self, change: ChangeId, addition: &Addition) {
        let key = canonical(&addition.item);
        if !self.awaited.is_empty() && self.awaited.binary_search(&(key.clone(), change)).is_ok() {
            return;
        }
        let new = || Item {
            value: addition.item.clone(),
            tags: Vec::new(),
        };
        let tags = &mut self.items.entry(key).or_insert_with(new).tags;
        if let Err(place) = tags.binary_search_by_key(&change, |tag| tag.change) {
            tags.insert(
                place,
                Tag {
                    change,
                    stands_for: addition.stands_for,
                },
            );
        }
    }
}

/// What a deletion register holds while the record is deleted: the edits that the deleter had seen.
fn deletion_value(edits: &[ChangeId]) -> Value {
    Value::Array(
        edits
            .iter()
            .map(|change| Value::String(change.to_string()))
            .collect(),
    )
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
        Self {
            id,
            kind,
            fields: BTreeMap::new(),
            sets: BTreeMap::new(),
            deletion: None,
        }
    }

    /// Merges an edit of one field.
    pub fn merge_field(
        &mut self,
        name: &Name,
        (stamp, change): (Stamp, ChangeId),
        edit: &FieldEdit,
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let head = Head {
            stamp,
            change,
            stands_for: edit.stands_for,
            value: edit.is.clone(),
        };
        let mut slot = self.fields.remove(name);
        if slot.is_none() && edit.seen.is_empty() {
            // Nearly every value that a file or the log brings is the first of its field.
            slot = Some(Register {
                winner: head,
                others: Vec::new(),
                awaited: Vec::new(),
            });
        } else {
            merge_value(&mut slot, head, &edit.seen, known);
        }
        if let Some(register) = slot {
            self.fields.insert(Arc::clone(name), register);
        }
    }

    /// Merges a deletion (`edits` given) or a restoration (`None`).
    pub fn merge_deletion(
        &mut self,
        (stamp, change, stands_for): (Stamp, ChangeId, Option<ChangeId>),
        edits: Option<&[ChangeId]>,
        seen: &[ChangeId],
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let value = edits.map_or(Value::Null, deletion_value);
        merge_value(
            &mut self.deletion,
            Head {
                stamp,
                change,
                stands_for,
                value,
            },
            seen,
            known,
        );
    }

    /// Merges additions and removals of one set. [`Record::settle_tags`] must follow once the whole change is merged.
    pub fn merge_tags(
        &mut self,
        name: &Name,
        by: (Stamp, ChangeId),
        (add, remove): (&[Addition], &[Removal]),
        known: &dyn Fn(ChangeId) -> bool,
    ) {
        let set = self.sets.entry(Arc::clone(name)).or_default();
        for removal in remove {
            set.remove(by, removal, known);
        }
        for addition in add {
            set.add(by.1, addition);
        }
    }

    /// Ends the wait for additions by `change`: whatever it adds has been merged by now.
    pub fn settle_tags(&mut self, name: &str, change: ChangeId) {
        if let Some(set) = self.sets.get_mut(name) {
            set.awaited.retain(|(_, awaited)| *awaited != change);
            if *set == SetField::default() {
                self.sets.remove(name);
            }
        }
    }

    /// The field's value, or nothing when it was never set or was cleared.
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.fields
            .get(field)
            .map(|register| &register.winner.value)
            .filter(|value| !value.is_null())
    }

    /// The set's items, in canonical order.
    pub fn items(&self, field: &str) -> impl Iterator<Item = &Value> {
        self.sets
            .get(field)
            .into_iter()
            .flat_map(|set| set.items.values().map(|item| &item.value))
    }

    /// Whether the record is deleted.
    pub fn is_deleted(&self) -> bool {
        self.deletion
            .as_ref()
            .is_some_and(|register| !register.winner.value.is_null())
    }

    /// Every change whose values or additions stand in the record, once each.
    pub fn standing_changes(&self) -> Vec<ChangeId> {
        let mut changes: Vec<ChangeId> = self
            .fields
            .values()
            .flat_map(Register::heads)
            .map(|head| head.change)
            .chain(
                self.sets
                    .values()
                    .flat_map(|set| set.items.values())
                    .flat_map(|item| &item.tags)
                    .map(|t| t.change),
            )
            .collect();
        ordering::sort_once_each(&mut changes);
        changes
    }

    /// Whether it was edited by somebody who had not seen that it was deleted (rule L8): something stands in it that
    /// nobody who deleted it had seen.
    pub fn is_edited_after_deletion(&self) -> bool {
        !self.changes_after_deletion().is_empty()
    }

    /// The changes that stand in the deleted record and that nobody who deleted it had seen.
    pub fn changes_after_deletion(&self) -> Vec<ChangeId> {
        let Some(register) = self.deletion.as_ref().filter(|_| self.is_deleted()) else {
            return Vec::new();
        };
        let mut seen: HashSet<ChangeId> = HashSet::new();
        for head in register.heads().filter(|head| !head.value.is_null()) {
            // What was set by the very change that deleted is no later edit.
            seen.insert(head.change);
            let edits = head.value.as_array().into_iter().flatten();
            seen.extend(edits.filter_map(|edit| ChangeId::parse(edit.as_str()?).ok()));
        }
        let mut changes = self.standing_changes();
        changes.retain(|change| !seen.contains(change));
        changes
    }

    /// Fields in which a losing value waits to be looked at (rule L7).
    pub fn conflicts(&self) -> impl Iterator<Item = (&Name, &Register)> {
        self.fields.iter().filter(|(_, register)| {
            register
                .others
                .iter()
                .any(|other| other.value != register.winner.value)
        })
    }

    /// Whether somebody should look at it: two values of a field stand, or it was edited after it was deleted.
    pub fn is_unsettled(&self) -> bool {
        if self.is_deleted() {
            self.is_edited_after_deletion()
        } else {
            self.conflicts().next().is_some()
        }
    }

    /// When the oldest of what stands in the record was written, in milliseconds since 1970: as a rule, when it was made.
    pub fn first_wall(&self) -> Option<u64> {
        let registers = self.fields.values().chain(&self.deletion);
        registers
            .flat_map(Register::heads)
            .map(|head| head.stamp.wall)
            .min()
    }

    /// The first and the last stamp that stand in the record.
    pub fn first_and_last_stamp(&self) -> Option<(Stamp, Stamp)> {
        let stamps = || {
            self.fields
                .values()
                .flat_map(Register::heads)
                .map(|head| head.stamp)
        };
        Some((stamps().min()?, stamps().max()?))
    }
}
