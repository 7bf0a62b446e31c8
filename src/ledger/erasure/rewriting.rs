//! What of a change stays once somebody was erased.
//!
//! A rewritten change keeps its id: others name it, and a colleague who still sends the whole one must be told that it is
//! here. It says that it was rewritten, by which erasures, and what its content hashes to now.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Erasure, Erasures, KIND, MARK, RULE, words::spans};
use crate::ledger::{
    change::{Change, Source},
    content::content,
    few::Few,
    id::{ChangeId, RecordId},
    id_map::IdMap,
    op::{Addition, FieldEdit, Op, Removal},
    ordering,
};

/// The member of a change that says which erasures rewrote it and what it hashes to since.
pub const ERASED: &str = "erased";
/// The member of a change whose author knew of the erasures listed and wrote the words all the same: they stay.
pub const DESPITE: &str = "despite";

/// Whether a change was rewritten.
pub fn is_erased(change: &Change) -> bool {
    change.rest.contains_key(ERASED)
}

impl Change {
    /// Whether the change is as it was made, or as an erasure left it. False means that it was altered on its way.
    pub fn is_intact(&self) -> bool {
        match self.rest.get(ERASED) {
            None => self.content_id() == self.id,
            Some(mark) => {
                let said = mark.get("hash").and_then(Value::as_str);
                said == Some(self.hash_as_erased(by_of(mark)).to_string().as_str())
            }
        }
    }

    /// The hash of what is left; the mark takes part without its own hash.
    fn hash_as_erased(&self, by: Vec<Value>) -> ChangeId {
        let mut bare = self.clone();
        bare.rest.insert(ERASED.to_owned(), mark(by, None));
        bare.content_id()
    }
}

fn by_of(mark: &Value) -> Vec<Value> {
    let by = mark.get("by").and_then(Value::as_array);
    by.cloned().unwrap_or_default()
}

fn mark(by: Vec<Value>, hash: Option<ChangeId>) -> Value {
    let mut members = Map::new();
    members.insert("by".to_owned(), Value::Array(by));
    if let Some(hash) = hash {
        members.insert("hash".to_owned(), Value::String(hash.to_string()));
    }
    Value::Object(members)
}

fn ids_in(list: Option<&Value>) -> Vec<RecordId> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|id| RecordId::parse(id.as_str()?).ok())
        .collect()
}

/// The erasures that rewrote a change.
pub fn erased_by(change: &Change) -> Vec<RecordId> {
    let mark = change.rest.get(ERASED);
    ids_in(mark.and_then(|mark| mark.get("by")))
}

impl Erasures {
    /// The change as it may be kept: untouched when it names nobody who was erased.
    pub fn heed<'a>(&self, change: &'a Change) -> Cow<'a, Change> {
        let touching = self.touching(change);
        if touching.is_empty() {
            return Cow::Borrowed(change);
        }
        let mut eraser = Eraser::new(&self.0, change);
        let mut left = change.clone();
        eraser.change(&mut left);
        let mut by = erased_by(change);
        by.extend(touching);
        ordering::sort_once_each(&mut by);
        let by: Vec<Value> = by.iter().map(|id| Value::String(id.to_string())).collect();
        let hash = left.hash_as_erased(by.clone());
        left.rest.insert(ERASED.to_owned(), mark(by, Some(hash)));
        Cow::Owned(left)
    }

    /// A change's JSON as it may leave: word for word when it names nobody who was erased.
    pub fn heed_json(&self, json: Value) -> Value {
        if self.is_empty() {
            return json;
        }
        let Ok(change) = Change::deserialize(&json) else {
            return json;
        };
        match self.heed(&change) {
            Cow::Borrowed(_) => json,
            Cow::Owned(left) => serde_json::to_value(left).unwrap_or(json),
        }
    }

    /// The erasures that have something to erase in a change.
    pub fn touching(&self, change: &Change) -> Vec<RecordId> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut eraser = Eraser::new(&self.0, change);
        eraser.change(&mut change.clone());
        eraser.touched
    }

    /// A change that is about to be made, before it is sealed: words that a person writes anew by hand, knowing of the
    /// erasure, are theirs to write; what comes in by a file loses them.
    pub(in crate::ledger) fn consider(&self, mut change: Change) -> Change {
        let touching = self.touching(&change);
        if touching.is_empty() {
            return change;
        }
        if change.source.kind == Source::PERSON {
            let known = touching.iter().map(|id| Value::String(id.to_string()));
            let known = Value::Array(known.collect());
            change.rest.insert(DESPITE.to_owned(), known);
        } else {
            Eraser::new(&self.0, &change.clone()).change(&mut change);
        }
        change
    }

    /// The erasures that a list of changes tells of, with those known already.
    pub fn with_those_in<'a>(&self, changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut all = self.clone();
        for op in changes.into_iter().flat_map(|change| &change.ops) {
            if let Op::Set {
                record,
                kind,
                fields,
                ..
            } = op
                && kind == KIND
                && let Some(edit) = fields.get(RULE)
            {
                all.note(*record, &edit.is);
            }
        }
        all
    }
}

/// Takes what must go out of one change.
struct Eraser<'a> {
    erasures: &'a [Erasure],
    /// Which of them the author had heard of and meant to write the words all the same.
    despite: Vec<RecordId>,
    /// Which of them had something to erase, each once, in order.
    touched: Vec<RecordId>,
}

impl<'a> Eraser<'a> {
    fn new(erasures: &'a [Erasure], change: &Change) -> Self {
        Self {
            erasures,
            despite: ids_in(change.rest.get(DESPITE)),
            touched: Vec::new(),
        }
    }

    fn touch(&mut self, erasure: RecordId) {
        if let Err(place) = self.touched.binary_search(&erasure) {
            self.touched.insert(place, erasure);
        }
    }

    fn change(&mut self, change: &mut Change) {
        for op in &mut change.ops {
            self.op(op);
        }
        self.text(&mut change.why, None);
        let named = change.by.name.clone();
        self.text(&mut change.by.name, None);
        if change.by.name != named {
            change.by.role.clear();
            change.by.rest.clear();
        }
        self.text(&mut change.by.role, None);
        if let Some(file) = &mut change.source.file {
            self.text(file, None);
        }
        self.members(&mut change.by.rest);
        self.members(&mut change.source.rest);
        let kept: Vec<_> = [ERASED, DESPITE]
            .into_iter()
            .filter_map(|name| change.rest.remove_entry(name))
            .collect();
        self.members(&mut change.rest);
        change.rest.extend(kept);
    }

    fn members(&mut self, members: &mut BTreeMap<String, Value>) {
        for value in members.values_mut() {
            self.value(value, None);
        }
    }

    /// Empties an operation on the person's own record; takes the words out of every other.
    fn op(&mut self, op: &mut Op) {
        let erased = op.record().and_then(|record| {
            let mut all = self.erasures.iter();
            all.find(|erasure| erasure.person == Some(record))
        });
        match (op, erased.map(|erasure| erasure.id)) {
            (Op::Set { fields, .. }, Some(erasure)) => {
                if !fields.is_empty() {
                    self.touch(erasure);
                    *fields = Few::default();
                }
            }
            (Op::Tags { add, remove, .. }, Some(erasure)) => {
                if !add.is_empty() || !remove.is_empty() {
                    self.touch(erasure);
                    add.clear();
                    remove.clear();
                }
            }
            (Op::Delete { .. } | Op::Restore { .. }, _) => {}
            (Op::Set { kind, .. } | Op::Tags { kind, .. }, None) if kind == KIND => {}
            (Op::Set { record, fields, .. }, None) => self.fields(*record, fields),
            (
                Op::Tags {
                    record,
                    add,
                    remove,
                    ..
                },
                None,
            ) => {
                for Addition { item, .. } in add {
                    self.value(item, Some(*record));
                }
                for Removal { item, .. } in remove {
                    self.value(item, Some(*record));
                }
            }
            (Op::Unknown(value), _) => self.value(value, None),
        }
    }

    fn fields(&mut self, record: RecordId, fields: &mut Few<String, FieldEdit>) {
        let edits = std::mem::take(fields).into_iter().map(|(name, mut edit)| {
            self.value(&mut edit.is, Some(record));
            self.value(&mut edit.was, Some(record));
            (name, edit)
        });
        *fields = edits.collect();
    }

    fn value(&mut self, value: &mut Value, within: Option<RecordId>) {
        match value {
            Value::String(text) => self.text(text, within),
            Value::Array(items) => {
                for item in items {
                    self.value(item, within);
                }
            }
            Value::Object(members) => {
                for (_, member) in members.iter_mut() {
                    self.value(member, within);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Puts the mark in place of every word that must go from a text of the record `within`.
    fn text(&mut self, text: &mut String, within: Option<RecordId>) {
        let meant: Vec<&Erasure> = self
            .erasures
            .iter()
            .filter(|erasure| !self.despite.contains(&erasure.id))
            .filter(|erasure| within.is_none_or(|record| !erasure.spare.contains(&record)))
            .collect();
        let found = spans(text, &meant);
        if found.is_empty() {
            return;
        }
        let mut left = String::with_capacity(text.len());
        let mut upto = 0;
        let mut end_of_mark = None;
        for ((start, end), erasure) in found {
            self.touch(meant[erasure].id);
            if end_of_mark.is_some_and(|mark_end| start < mark_end) {
                // It overlaps the one before: one mark stands for both.
                upto = upto.max(end);
                end_of_mark = Some(upto);
                continue;
            }
            left.push_str(&text[upto..start]);
            left.push_str(MARK);
            upto = end;
            end_of_mark = Some(end);
        }
        left.push_str(&text[upto..]);
        *text = left;
    }
}

/// Of two tellings of one change, the one that says less: the erased one, then the shorter, then the first by alphabet.
fn says_less(one: &Change, other: &Change) -> bool {
    let rank = |change: &Change| {
        let content = content(change);
        (!is_erased(change), content.len(), content)
    };
    rank(one) < rank(other)
}

/// A history, entry by entry, as it may be kept: nobody in it who was erased, every change once, each in the telling that
/// says least. `known` are erasures that the history itself may not tell of.
pub fn rewritten(entries: Vec<Vec<Change>>, known: &Erasures) -> Vec<Vec<Change>> {
    let erasures = known.with_those_in(entries.iter().flatten());
    let mut places: IdMap<ChangeId, (usize, usize)> = IdMap::default();
    let mut out: Vec<Vec<Change>> = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut kept: Vec<Change> = Vec::with_capacity(entry.len());
        for change in entry {
            let change = match erasures.heed(&change) {
                Cow::Owned(left) => left,
                Cow::Borrowed(_) => change,
            };
            let here = (out.len(), kept.len());
            let Some((in_entry, at)) = places.get(&change.id).copied() else {
                places.insert(change.id, here);
                kept.push(change);
                continue;
            };
            let standing = match out.get_mut(in_entry) {
                Some(entry) => entry.get_mut(at),
                None => kept.get_mut(at),
            };
            if let Some(standing) = standing
                && says_less(&change, standing)
            {
                *standing = change;
            }
        }
        out.push(kept);
    }
    out.retain(|entry| !entry.is_empty());
    out
}
