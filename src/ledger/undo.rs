//! Undo as a new change that restores what a change overwrote, and nothing that was changed again since (rule L10).
//!
//! Undo and redo both speak of the original change, however often it went back and forth: a value that undo or redo
//! brings back carries the id of the change that first set it ([`super::record::Head::origin`]).

use serde_json::{Map, Value};

use super::{
    change::{Change, ChangeId, Draft, DraftOp, FieldEdit, Op, Source, canonical},
    engine::Ledger,
    record::{Record, RecordId, Register},
};

/// Stands for "the field was empty": the origin of nothing.
pub const NOTHING: ChangeId = ChangeId(0);

/// Something that undo left as it is, because somebody changed it again since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// The record.
    pub record: RecordId,
    /// The field, or `None` when the whole record was to go.
    pub field: Option<String>,
}

/// An undo or redo that is ready to be committed, and what it will not touch.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoPlan {
    /// What to commit; its list of operations is empty when nothing can be taken back.
    pub draft: Draft,
    /// What stays because it was changed again.
    pub left_alone: Vec<LeftAlone>,
}

/// Which way a plan goes.
enum Way {
    Back,
    Forth,
}

struct Planner<'a> {
    original: &'a Change,
    /// The change through which the original, or its absence, stands now: itself, its last redo, or its last undo.
    standing: ChangeId,
    plan: UndoPlan,
}

impl Ledger {
    /// Plans to take `original` back. `standing` is its id, or that of the redo that last brought it back.
    pub fn plan_undo(&self, original: &Change, standing: ChangeId) -> UndoPlan {
        self.plan(original, standing, Way::Back)
    }

    /// Plans to bring `original` back after the change `undone_by` took it away.
    pub fn plan_redo(&self, original: &Change, undone_by: ChangeId) -> UndoPlan {
        self.plan(original, undone_by, Way::Forth)
    }

    fn plan(&self, original: &Change, standing: ChangeId, way: Way) -> UndoPlan {
        let (why, source) = match way {
            Way::Back => (format!("Undo: {}", original.why), Source::undo(original.id)),
            Way::Forth => (format!("Redo: {}", original.why), Source::redo(original.id)),
        };
        let plan = UndoPlan { draft: Draft { why, source, ops: Vec::new() }, left_alone: Vec::new() };
        let mut planner = Planner { original, standing, plan };
        let mut each = |op: &Op| {
            if let Some(current) = op.record().and_then(|id| self.records().get(id)) {
                let current = current.to_record();
                match way {
                    Way::Back => planner.back(op, &current),
                    Way::Forth => planner.forth(op, &current),
                }
            }
        };
        match way {
            Way::Back => original.ops.iter().rev().for_each(&mut each),
            Way::Forth => original.ops.iter().for_each(&mut each),
        }
        planner.plan
    }
}

impl Planner<'_> {
    fn back(&mut self, op: &Op, current: &Record) {
        match op {
            Op::Set { new: true, record, .. } => {
                if current.is_deleted() {
                } else if self.is_all_of(current) {
                    self.plan.draft.ops.push(DraftOp::Delete { record: *record });
                } else {
                    self.leave(*record, None);
                }
            }
            Op::Set { record, kind, fields, .. } => {
                for (field, edit) in fields {
                    match self.value_before(current, field, edit) {
                        Some((value, stands_for)) => self.set_field((*record, kind, field), value, stands_for),
                        None => self.leave(*record, Some(field)),
                    }
                }
            }
            Op::Tags { record, kind, field, add, remove } => {
                let absent = remove.iter().filter(|removal| !holds(current, field, &removal.item));
                for removal in absent {
                    let origin = removal.seen.first().copied();
                    self.put_tag((*record, kind, field), removal.item.clone(), origin);
                }
                let items: Vec<&Value> = add.iter().map(|addition| &addition.item).collect();
                self.take_tags((*record, kind, field), current, &items);
            }
            Op::Delete { record, .. } if current.is_deleted() && self.stands_in_deletion(current) => {
                self.plan.draft.ops.push(DraftOp::Restore { record: *record });
            }
            Op::Restore { record, .. } if !current.is_deleted() && self.stands_in_deletion(current) => {
                self.plan.draft.ops.push(DraftOp::Delete { record: *record });
            }
            Op::Delete { .. } | Op::Restore { .. } | Op::Unknown(_) => {}
        }
    }

    fn forth(&mut self, op: &Op, current: &Record) {
        match op {
            Op::Set { new: true, record, .. } => {
                if current.is_deleted() && self.stands_in_deletion(current) {
                    self.plan.draft.ops.push(DraftOp::Restore { record: *record });
                }
            }
            Op::Set { record, kind, fields, .. } => {
                for (field, edit) in fields {
                    let stands = current.fields.get(field.as_str()).map(|register| register.winner.change);
                    if stands == Some(self.standing) {
                        self.set_field((*record, kind, field), edit.is.clone(), self.original.id);
                    } else {
                        self.leave(*record, Some(field));
                    }
                }
            }
            Op::Tags { record, kind, field, add, remove } => {
                for addition in add.iter().filter(|addition| !holds(current, field, &addition.item)) {
                    self.put_tag((*record, kind, field), addition.item.clone(), Some(self.original.id));
                }
                let items: Vec<&Value> = remove.iter().map(|removal| &removal.item).collect();
                self.take_tags((*record, kind, field), current, &items);
            }
            Op::Delete { record, .. } if !current.is_deleted() && self.stands_in_deletion(current) => {
                self.plan.draft.ops.push(DraftOp::Delete { record: *record });
            }
            Op::Restore { record, .. } if current.is_deleted() && self.stands_in_deletion(current) => {
                self.plan.draft.ops.push(DraftOp::Restore { record: *record });
            }
            Op::Delete { .. } | Op::Restore { .. } | Op::Unknown(_) => {}
        }
    }

    fn leave(&mut self, record: RecordId, field: Option<&str>) {
        self.plan.left_alone.push(LeftAlone { record, field: field.map(str::to_owned) });
    }

    fn set_field(&mut self, (record, kind, field): (RecordId, &str, &str), value: Value, stands_for: ChangeId) {
        self.plan.draft.ops.push(DraftOp::Return {
            record,
            kind: kind.to_owned(),
            field: field.to_owned(),
            value,
            stands_for: Some(stands_for),
        });
    }

    fn put_tag(&mut self, (record, kind, field): (RecordId, &str, &str), item: Value, stands_for: Option<ChangeId>) {
        self.plan.draft.ops.push(DraftOp::ReturnTag {
            record,
            kind: kind.to_owned(),
            field: field.to_owned(),
            item,
            stands_for,
        });
    }

    /// Takes items out of a set, save those that somebody else added as well.
    fn take_tags(&mut self, (record, kind, field): (RecordId, &str, &str), current: &Record, items: &[&Value]) {
        let mut out = Vec::new();
        for value in items {
            let held = current.sets.get(field).and_then(|set| set.items.get(&canonical(value)));
            match held {
                Some(item) if item.tags.iter().all(|tag| self.is_own(tag.change, tag.origin())) => {
                    out.push((*value).clone());
                }
                Some(_) => self.leave(record, Some(field)),
                None => {}
            }
        }
        if !out.is_empty() {
            let (kind, field) = (kind.to_owned(), field.to_owned());
            self.plan.draft.ops.push(DraftOp::Tags { record, kind, field, add: Vec::new(), remove: out });
        }
    }

    fn is_own(&self, change: ChangeId, origin: ChangeId) -> bool {
        change == self.standing || origin == self.original.id
    }

    fn stands_in_deletion(&self, record: &Record) -> bool {
        record.deletion.as_ref().is_some_and(|register| self.is_own(register.winner.change, register.winner.origin()))
    }

    /// Whether everything that stands in the record was put there by the original, or brought back to that.
    fn is_all_of(&self, record: &Record) -> bool {
        let by_original = |origin: ChangeId| origin == self.original.id || origin == NOTHING;
        let fields = record.fields.values().flat_map(Register::heads).all(|head| by_original(head.origin()));
        let mut tags = record.sets.values().flat_map(|set| set.items.values()).flat_map(|item| &item.tags);
        fields && tags.all(|tag| by_original(tag.origin()))
    }

    /// What a field goes back to, and whose value that is; `None` when it was changed again since.
    fn value_before(&self, current: &Record, field: &str, edit: &FieldEdit) -> Option<(Value, ChangeId)> {
        let register = current.fields.get(field)?;
        let winner = &register.winner;
        if !self.is_own(winner.change, winner.origin()) {
            return None;
        }
        // A value that lost against the undone one, unseen by its author, is what would stand without it.
        if let Some(loser) = register.others.first() {
            return Some((loser.value.clone(), loser.origin()));
        }
        Some((edit.was.clone(), edit.was_from.or(edit.seen.first().copied()).unwrap_or(NOTHING)))
    }
}

fn holds(record: &Record, field: &str, item: &Value) -> bool {
    record.sets.get(field).is_some_and(|set| set.items.contains_key(&canonical(item)))
}

/// Fields of a JSON object, for drafts written by hand.
pub fn fields<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
