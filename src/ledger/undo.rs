//! Undo as a new change that restores what a change overwrote, and nothing that was changed again since (rule L10).
//!
//! A change moves *spots*: a field, an item's place in a set, a record's being there. Every spot knows its *origin*:
//! the change that first brought it to where it is, however often undo and redo moved it away and back since. Undo
//! moves a spot only while its origin is the undone change, redo only while it is what the change once found. That is
//! why undoing all the way back and redoing all the way forth works, and why nobody's later edit is touched.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    canonical::canonical,
    change::{Change, Source},
    draft::{Draft, DraftOp},
    engine::Ledger,
    id::{ChangeId, RecordId},
    id_map::IdSet,
    op::{FieldEdit, Op},
    ordering,
    record::{Head, Record, Register, SetField},
    records::RecordRef,
};

/// Stands for "the field was empty": the origin of nothing.
pub const NOTHING: ChangeId = ChangeId::NOTHING;

/// Something that undo left as it is, because somebody changed it again since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// The record.
    pub record: RecordId,
    /// The field, or `None` when the whole record was to go or come back.
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
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

/// What to do with a spot.
#[derive(PartialEq, Eq)]
enum Verdict {
    Move,
    /// It is where it should be already.
    Stay,
    /// Somebody changed it again.
    Leave,
}

/// Where a spot is now: the change that last moved it, and the one that first brought it there.
#[derive(Clone, Copy)]
struct Now {
    change: ChangeId,
    origin: ChangeId,
}

impl Now {
    const UNTOUCHED: Self = Self {
        change: NOTHING,
        origin: NOTHING,
    };

    fn of(head: &Head) -> Self {
        Self {
            change: head.change,
            origin: head.origin(),
        }
    }
}

struct Planner {
    /// The changes that are taken back, or the one that is brought back.
    own: IdSet<ChangeId>,
    /// What a value that is brought back stands for.
    original: ChangeId,
    /// The change through which the original, or its absence, stands now: itself, its last redo, or its last undo.
    standing: ChangeId,
    way: Way,
    /// Records that the original made: they go and come back whole.
    made: IdSet<RecordId>,
    plan: UndoPlan,
}

impl Ledger {
    /// Plans to take `original` back. `standing` is its id, or that of the redo that last brought it back.
    pub fn plan_undo(&self, original: &Change, standing: ChangeId) -> UndoPlan {
        let draft = Draft {
            why: format!("Undo: {}", original.why),
            source: Source::undo(original.id),
            ops: Vec::new(),
        };
        let mut planner = Planner::new(Way::Back, &[original], standing, draft);
        for op in &original.ops {
            planner.plan_op(op, self);
        }
        planner.finish()
    }

    /// Plans to bring `original` back after the change `undone_by` took it away.
    pub fn plan_redo(&self, original: &Change, undone_by: ChangeId) -> UndoPlan {
        let draft = Draft {
            why: format!("Redo: {}", original.why),
            source: Source::redo(original.id),
            ops: Vec::new(),
        };
        let mut planner = Planner::new(Way::Forth, &[original], undone_by, draft);
        for op in &original.ops {
            planner.plan_op(op, self);
        }
        planner.finish()
    }

    /// Plans to take all of `changes` back in one step, such as a history that came from a file: everything goes back
    /// to what it was before the first of them, save what anybody else changed since.
    pub fn plan_undo_of_many(&self, changes: &[Change], why: String) -> UndoPlan {
        let mut changes: Vec<&Change> = changes.iter().collect();
        ordering::sort_by_key(&mut changes, |change| (change.stamp, change.id));
        let first = changes.first().map_or(NOTHING, |change| change.id);
        let draft = Draft {
            why,
            source: Source::undo(first),
            ops: Vec::new(),
        };
        let mut planner = Planner::new(Way::Back, &changes, first, draft);
        for op in beginnings(&changes, &planner.own) {
            planner.plan_op(&op, self);
        }
        planner.finish()
    }
}

/// A spot that a change moved.
#[derive(PartialEq, Eq, Hash)]
enum Spot<'a> {
    Making(RecordId),
    Field(RecordId, &'a str),
    Item(RecordId, &'a str, String),
    Deletion(RecordId),
}

/// Of every spot that `changes`, oldest first, moved, the operation that found it as somebody else had left it.
fn beginnings<'a>(changes: &[&'a Change], own: &IdSet<ChangeId>) -> Vec<Op> {
    let mut met: HashSet<Spot<'a>> = HashSet::new();
    let mut begins = |spot: Spot<'a>, before: ChangeId| !own.contains(&before) && met.insert(spot);
    let mut out = Vec::new();
    for op in changes.iter().flat_map(|change| &change.ops) {
        let mut op_begun = op.clone();
        let any = match (op, &mut op_begun) {
            (
                Op::Set {
                    new: true, record, ..
                },
                _,
            ) => begins(Spot::Making(*record), NOTHING),
            (Op::Set { record, fields, .. }, Op::Set { fields: begun, .. }) => {
                let fields = fields.iter();
                let fields = fields
                    .filter(|(field, edit)| begins(Spot::Field(*record, field), edit.before()));
                *begun = fields
                    .map(|(field, edit)| (field.clone(), edit.clone()))
                    .collect();
                !begun.is_empty()
            }
            (
                Op::Tags {
                    record,
                    field,
                    add,
                    remove,
                    ..
                },
                Op::Tags {
                    add: added,
                    remove: removed,
                    ..
                },
            ) => {
                let spot = |item: &Value| Spot::Item(*record, field, canonical(item));
                let add = add
                    .iter()
                    .filter(|a| begins(spot(&a.item), a.was_from.unwrap_or(NOTHING)));
                *added = add.cloned().collect();
                let remove = remove
                    .iter()
                    .filter(|r| begins(spot(&r.item), r.before().unwrap_or(NOTHING)));
                *removed = remove.cloned().collect();
                !added.is_empty() || !removed.is_empty()
            }
            (Op::Delete { record, .. } | Op::Restore { record, .. }, _) => {
                begins(Spot::Deletion(*record), deletion_before(op))
            }
            _ => false,
        };
        if any {
            out.push(op_begun);
        }
    }
    out
}

/// The change that had brought a record to where a deletion or restoration found it.
fn deletion_before(op: &Op) -> ChangeId {
    let (Op::Delete { seen, was_from, .. } | Op::Restore { seen, was_from, .. }) = op else {
        return NOTHING;
    };
    was_from.or(seen.first().copied()).unwrap_or(NOTHING)
}

impl Planner {
    fn new(way: Way, changes: &[&Change], standing: ChangeId, draft: Draft) -> Self {
        let ops = changes.iter().flat_map(|change| &change.ops);
        let made = ops
            .filter(|op| matches!(op, Op::Set { new: true, .. }))
            .filter_map(Op::record);
        Self {
            own: changes.iter().map(|change| change.id).collect(),
            original: changes.first().map_or(NOTHING, |change| change.id),
            standing,
            way,
            made: made.collect(),
            plan: UndoPlan {
                draft,
                left_alone: Vec::new(),
            },
        }
    }

    fn finish(mut self) -> UndoPlan {
        self.plan.left_alone.dedup();
        self.plan
    }

    fn plan_op(&mut self, op: &Op, ledger: &Ledger) {
        let Some(current) = op
            .record()
            .and_then(|id| ledger.records().get(id))
            .map(RecordRef::whole)
        else {
            return;
        };
        match op {
            Op::Set { new: true, .. } => self.plan_creation(&current),
            _ if self.made.contains(&current.id) => {}
            Op::Set { fields, .. } => {
                for (field, edit) in fields.iter() {
                    self.plan_field(&current, field, edit);
                }
            }
            Op::Tags {
                field, add, remove, ..
            } => {
                for addition in add {
                    let before = Some(addition.was_from.unwrap_or(NOTHING));
                    self.plan_item((&current, field, &addition.item), true, before);
                }
                for removal in remove {
                    self.plan_item((&current, field, &removal.item), false, removal.before());
                }
            }
            Op::Delete { .. } => self.plan_deletion(&current, true, deletion_before(op)),
            Op::Restore { .. } => self.plan_deletion(&current, false, deletion_before(op)),
            Op::Unknown(_) => {}
        }
    }

    /// What may be done with a spot that the original found where `before` had brought it.
    fn verdict(&self, now: Now, before: Option<ChangeId>) -> Verdict {
        let (by_original, as_before) = (self.own.contains(&now.origin), Some(now.origin) == before);
        let by_standing = now.change == self.standing;
        match self.way {
            Way::Back if by_original || by_standing => Verdict::Move,
            Way::Back if as_before => Verdict::Stay,
            Way::Forth if by_original => Verdict::Stay,
            Way::Forth if by_standing || as_before => Verdict::Move,
            Way::Back | Way::Forth => Verdict::Leave,
        }
    }

    fn leave(&mut self, record: &Record, field: Option<&str>) {
        self.plan.left_alone.push(LeftAlone {
            record: record.id,
            field: field.map(str::to_owned),
        });
    }

    fn plan_creation(&mut self, current: &Record) {
        match self.way {
            Way::Back if current.is_deleted() => {}
            Way::Back if self.is_all_of(current) => {
                self.return_deletion(current, true, NOTHING);
            }
            Way::Forth if !current.is_deleted() => {}
            Way::Forth if deletion_now(current).change == self.standing => {
                self.return_deletion(current, false, NOTHING);
            }
            Way::Back | Way::Forth => self.leave(current, None),
        }
    }

    fn plan_field(&mut self, current: &Record, field: &str, edit: &FieldEdit) {
        let register = current.fields.get(field);
        let now = register.map_or(Now::UNTOUCHED, |register| Now::of(&register.winner));
        match self.verdict(now, Some(edit.before())) {
            Verdict::Stay => {}
            Verdict::Leave => self.leave(current, Some(field)),
            Verdict::Move => {
                let heads = || register.into_iter().flat_map(Register::heads);
                let (value, stands_for, replaces) = match self.way {
                    Way::Back => {
                        let own = |head: &&Head| self.verdict(Now::of(head), None) == Verdict::Move;
                        // A value that lost against the undone one, unseen by its author, is what would stand without it.
                        let (value, origin) = heads()
                            .find(|head| !own(head))
                            .map_or((&edit.was, edit.before()), |head| {
                                (&head.value, head.origin())
                            });
                        (
                            value,
                            origin,
                            heads().filter(own).map(|head| head.change).collect(),
                        )
                    }
                    Way::Forth => (
                        &edit.is,
                        self.original,
                        heads().take(1).map(|head| head.change).collect(),
                    ),
                };
                self.plan.draft.ops.push(DraftOp::Return {
                    record: current.id,
                    kind: current.kind.to_string(),
                    field: field.to_owned(),
                    value: value.clone(),
                    replaces,
                    stands_for,
                });
            }
        }
    }

    /// `added`: whether the original put the item in or took it out.
    fn plan_item(
        &mut self,
        (current, field, item): (&Record, &str, &Value),
        added: bool,
        before: Option<ChangeId>,
    ) {
        let key = canonical(item);
        let set = current.sets.get(field);
        let held = set.is_some_and(|set| set.items.contains_key(&key));
        let wanted = added == (self.way == Way::Forth);
        if held == wanted {
            return;
        }
        let movable = item_now(set, &key)
            .into_iter()
            .all(|now| self.verdict(now, before) == Verdict::Move);
        if !movable {
            self.leave(current, Some(field));
            return;
        }
        self.plan.draft.ops.push(DraftOp::ReturnTag {
            record: current.id,
            kind: current.kind.to_string(),
            field: field.to_owned(),
            item: item.clone(),
            held: wanted,
            stands_for: if self.way == Way::Forth {
                Some(self.original)
            } else {
                before
            },
        });
    }

    /// `deleted`: whether the original deleted the record or brought it back.
    fn plan_deletion(&mut self, current: &Record, deleted: bool, before: ChangeId) {
        let wanted = deleted == (self.way == Way::Forth);
        if current.is_deleted() == wanted {
            return;
        }
        // Somebody else who did the same, unseen, meant it as well.
        let others = current
            .deletion
            .iter()
            .flat_map(|register| &register.others);
        let meant_by_others = others
            .filter(|head| head.value.is_null() == wanted)
            .any(|head| self.verdict(Now::of(head), Some(before)) == Verdict::Leave);
        if meant_by_others || self.verdict(deletion_now(current), Some(before)) != Verdict::Move {
            self.leave(current, None);
            return;
        }
        let stands_for = if self.way == Way::Forth {
            self.original
        } else {
            before
        };
        self.return_deletion(current, wanted, stands_for);
    }

    fn return_deletion(&mut self, current: &Record, deleted: bool, stands_for: ChangeId) {
        self.plan.draft.ops.push(DraftOp::ReturnDeletion {
            record: current.id,
            deleted,
            stands_for,
        });
    }

    /// Whether everything in the record is as the original made it, or was brought back to that.
    fn is_all_of(&self, record: &Record) -> bool {
        let fields = record
            .fields
            .values()
            .chain(&record.deletion)
            .flat_map(Register::heads)
            .map(Now::of);
        let items = record.sets.values().flat_map(|set| {
            let gone = set.gone.keys().filter(|key| !set.items.contains_key(*key));
            set.items
                .keys()
                .chain(gone)
                .flat_map(|key| item_now(Some(set), key))
        });
        fields
            .chain(items)
            .all(|now| self.own.contains(&now.origin) || now.origin == NOTHING)
    }
}

fn deletion_now(record: &Record) -> Now {
    record
        .deletion
        .as_ref()
        .map_or(Now::UNTOUCHED, |register| Now::of(&register.winner))
}

/// Every addition that holds an item, or its last removal.
fn item_now(set: Option<&SetField>, key: &str) -> Vec<Now> {
    if let Some(item) = set.and_then(|set| set.items.get(key)) {
        return item
            .tags
            .iter()
            .map(|tag| Now {
                change: tag.change,
                origin: tag.origin(),
            })
            .collect();
    }
    let gone = set.and_then(|set| set.gone.get(key));
    vec![gone.map_or(Now::UNTOUCHED, |gone| Now {
        change: gone.change,
        origin: gone.origin(),
    })]
}
