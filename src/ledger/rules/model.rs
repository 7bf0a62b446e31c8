//! The rules said a second time, as slowly and plainly as possible: what a set of changes must come to.
//!
//! It looks at all changes at once and in no order, so it cannot make the mistakes that a step-by-step merge can.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::ledger::{
    Change, ChangeId, Op, Record, RecordId, Value,
    canonical::canonical,
    op::{Addition, Removal},
    record::{Gone, Head, Item, Register, SetField, Tag},
};

type FieldOf = (RecordId, String);
type ItemOf = (RecordId, String, String);

#[derive(Default)]
struct Gathered {
    kinds: BTreeMap<RecordId, String>,
    heads: BTreeMap<FieldOf, Vec<(Head, Vec<ChangeId>)>>,
    deletions: BTreeMap<RecordId, Vec<(Head, Vec<ChangeId>)>>,
    tags: BTreeMap<ItemOf, Vec<(Value, Tag)>>,
    removed: BTreeMap<ItemOf, BTreeSet<ChangeId>>,
    gone: BTreeMap<ItemOf, Gone>,
}

/// What `changes` come to, in order of record id.
pub(super) fn expected<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<Record> {
    let changes: BTreeMap<ChangeId, &Change> = changes
        .into_iter()
        .map(|change| (change.id, change))
        .collect();
    let mut all = Gathered::default();
    for change in changes.values() {
        for op in &change.ops {
            all.take(change, op);
        }
    }
    all.records(&|change| changes.contains_key(&change))
}

impl Gathered {
    fn take(&mut self, change: &Change, op: &Op) {
        let head = |stands_for: &Option<ChangeId>, value: Value| Head {
            stamp: change.stamp,
            change: change.id,
            stands_for: *stands_for,
            value,
        };
        match op {
            Op::Set {
                record,
                kind,
                fields,
                ..
            } => {
                self.name_kind(*record, kind);
                for (field, edit) in fields.iter() {
                    let heads = self.heads.entry((*record, field.clone())).or_default();
                    heads.push((head(&edit.stands_for, edit.is.clone()), edit.seen.clone()));
                }
            }
            Op::Delete {
                record,
                kind,
                edits,
                seen,
                stands_for,
                ..
            } => {
                self.name_kind(*record, kind);
                let edits = edits
                    .iter()
                    .map(|edit| Value::String(edit.to_string()))
                    .collect();
                self.take_deletion(*record, head(stands_for, Value::Array(edits)), seen);
            }
            Op::Restore {
                record,
                kind,
                seen,
                stands_for,
                ..
            } => {
                self.name_kind(*record, kind);
                self.take_deletion(*record, head(stands_for, Value::Null), seen);
            }
            Op::Tags {
                record,
                kind,
                field,
                add,
                remove,
            } => {
                self.name_kind(*record, kind);
                self.take_tags(change, (*record, field), add, remove);
            }
            Op::Unknown(_) => {}
        }
    }

    fn take_deletion(&mut self, record: RecordId, head: Head, seen: &[ChangeId]) {
        let heads = self.deletions.entry(record).or_default();
        heads.push((head, seen.to_vec()));
    }

    fn take_tags(
        &mut self,
        change: &Change,
        (record, field): (RecordId, &str),
        add: &[Addition],
        remove: &[Removal],
    ) {
        let key = |item: &Value| (record, field.to_owned(), canonical(item));
        for Addition {
            item, stands_for, ..
        } in add
        {
            let tag = Tag {
                change: change.id,
                stands_for: *stands_for,
            };
            self.tags
                .entry(key(item))
                .or_default()
                .push((item.clone(), tag));
        }
        for Removal {
            item,
            seen,
            stands_for,
            ..
        } in remove
        {
            self.removed.entry(key(item)).or_default().extend(seen);
            let gone = Gone {
                stamp: change.stamp,
                change: change.id,
                stands_for: *stands_for,
            };
            let last = self.gone.entry(key(item)).or_insert(gone);
            if (gone.stamp, gone.change) > (last.stamp, last.change) {
                *last = gone;
            }
        }
    }

    fn name_kind(&mut self, record: RecordId, kind: &str) {
        let known = self.kinds.entry(record).or_insert_with(|| kind.to_owned());
        if kind < known.as_str() {
            *known = kind.to_owned();
        }
    }

    fn records(self, known: &dyn Fn(ChangeId) -> bool) -> Vec<Record> {
        let named = self
            .kinds
            .iter()
            .map(|(id, kind)| (*id, Record::blank(*id, Arc::from(kind.as_str()))));
        let mut records: BTreeMap<RecordId, Record> = named.collect();
        let mut sets: BTreeMap<FieldOf, SetField> = BTreeMap::new();
        for ((id, field), heads) in self.heads {
            if let Some(record) = records.get_mut(&id) {
                record
                    .fields
                    .insert(Arc::from(field), standing(heads, known));
            }
        }
        for (id, heads) in self.deletions {
            if let Some(record) = records.get_mut(&id) {
                record.deletion = Some(standing(heads, known));
            }
        }
        for ((id, field, key), tags) in self.tags {
            let removed = self.removed.get(&(id, field.clone(), key.clone()));
            let mut standing = tags.into_iter();
            let mut item: Option<Item> = None;
            for (value, tag) in standing.by_ref() {
                if removed.is_none_or(|removed| !removed.contains(&tag.change)) {
                    item.get_or_insert(Item {
                        value,
                        tags: Vec::new(),
                    })
                    .tags
                    .push(tag);
                }
            }
            if let Some(mut item) = item {
                item.tags.sort_by_key(|tag| tag.change);
                sets.entry((id, field)).or_default().items.insert(key, item);
            }
        }
        for ((id, field, key), removed) in self.removed {
            let awaited = removed.into_iter().filter(|change| !known(*change));
            let set = sets.entry((id, field)).or_default();
            set.awaited
                .extend(awaited.map(|change| (key.clone(), change)));
        }
        for ((id, field, key), gone) in self.gone {
            sets.entry((id, field)).or_default().gone.insert(key, gone);
        }
        for ((id, field), set) in sets {
            if let Some(record) = records.get_mut(&id).filter(|_| set != SetField::default()) {
                record.sets.insert(Arc::from(field), set);
            }
        }
        records.into_values().collect()
    }
}

/// Every value that nobody replaced, the greatest stamp first.
fn standing(heads: Vec<(Head, Vec<ChangeId>)>, known: &dyn Fn(ChangeId) -> bool) -> Register {
    let replaced: BTreeSet<ChangeId> = heads.iter().flat_map(|(_, seen)| seen).copied().collect();
    let awaited = replaced
        .iter()
        .copied()
        .filter(|change| !known(*change))
        .collect();
    let mut heads: Vec<Head> = heads
        .into_iter()
        .map(|(head, _)| head)
        .filter(|head| !replaced.contains(&head.change))
        .collect();
    heads.sort_by_key(|head| std::cmp::Reverse((head.stamp, head.change)));
    let mut heads = heads.into_iter();
    let winner = heads
        .next()
        .expect("changes are named by their hash, so none can replace itself in a circle");
    Register {
        winner,
        others: heads.collect(),
        awaited,
    }
}
