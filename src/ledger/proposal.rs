//! From a wish to a change: the stamp, and for every edit what its author sees there and replaces (rules L1, L7, L15).

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
};

use serde_json::{Map, Value};

use super::{
    canonical::canonical,
    change::{Author, Change, Source},
    draft::{Draft, DraftOp},
    engine::Ledger,
    few::Few,
    id::{ChangeId, RecordId},
    op::{Addition, FieldEdit, Op, Removal},
    record::{Head, Record, Register, SetField},
    records::RecordRef,
};

impl Ledger {
    /// Turns a draft into a change: stamps it, notes what each edit replaces, and leaves out what would alter nothing.
    ///
    /// Nothing is applied yet. Answers `None`, and spends no stamp, when nothing would change.
    pub fn propose(&mut self, draft: Draft, by: &Author, now_ms: u64) -> Option<Change> {
        let mut joined = Joined::default();
        for wish in gathered(draft.ops) {
            self.propose_wish(wish, &mut joined);
        }
        if joined.ops.is_empty() {
            return None;
        }
        let change = self.stamped((draft.why, draft.source), by.clone(), joined.ops, now_ms);
        Some(self.erasures.consider(change).sealed())
    }

    /// Adds what a wish asks for.
    pub(super) fn propose_wish(&self, wish: DraftOp, joined: &mut Joined) {
        let making = self.propose_making(&wish);
        let op = self.propose_op(wish);
        making.into_iter().chain(op).for_each(|op| joined.add(op));
    }

    /// A change with the next stamp and number of this device. It is not sealed yet.
    pub(super) fn stamped(
        &mut self,
        (why, source): (String, Source),
        by: Author,
        ops: Vec<Op>,
        now_ms: u64,
    ) -> Change {
        let stamp = self.clock.tick(now_ms);
        let last = self.sequences.get(&stamp.device).copied();
        Change {
            id: ChangeId::NOTHING,
            stamp,
            seq: last.unwrap_or_default() + 1,
            by,
            why,
            source,
            ops,
            rest: BTreeMap::new(),
        }
    }

    /// Proposes and applies a draft in one step. `None` when nothing would change.
    pub fn commit(&mut self, draft: Draft, by: &Author, now_ms: u64) -> Option<Change> {
        let change = self.propose(draft, by, now_ms)?;
        self.apply(&change, now_ms);
        Some(change)
    }

    fn current(&self, record: RecordId) -> Option<Cow<'_, Record>> {
        self.records().get(record).map(RecordRef::whole)
    }

    fn propose_op(&self, wish: DraftOp) -> Option<Op> {
        match wish {
            DraftOp::Set {
                record,
                kind,
                fields,
            } => self.propose_set(record, kind, fields),
            DraftOp::Tags {
                record,
                kind,
                field,
                add,
                remove,
            } => {
                let current = self.current(record);
                let set = set_in(current.as_deref(), &field);
                let (add, remove) = propose_tags(set, add, &remove);
                let changes = !add.is_empty() || !remove.is_empty();
                changes.then_some(Op::Tags {
                    record,
                    kind,
                    field,
                    add,
                    remove,
                })
            }
            DraftOp::Delete { record } => self.propose_deletion(record, true, None),
            DraftOp::Restore { record } => self.propose_deletion(record, false, None),
            DraftOp::LeaveDeleted { record } => self.propose_leaving(record),
            DraftOp::ReturnDeletion {
                record,
                deleted,
                stands_for,
            } => self.propose_deletion(record, deleted, Some(stands_for)),
            DraftOp::Return { .. } | DraftOp::ReturnTag { .. } => self.propose_return(wish),
        }
    }

    /// What undo and redo write, which alone knows whose doing it brings back.
    fn propose_return(&self, wish: DraftOp) -> Option<Op> {
        match wish {
            DraftOp::Return {
                record,
                kind,
                field,
                value,
                replaces,
                stands_for,
            } => {
                let edit = FieldEdit {
                    seen: replaces,
                    stands_for: Some(stands_for),
                    ..FieldEdit::first(value)
                };
                let edit = self.over_what_stands(record, &field, edit);
                let fields = Few::one(field, edit);
                Some(Op::Set {
                    record,
                    kind,
                    new: false,
                    fields,
                })
            }
            DraftOp::ReturnTag {
                record,
                kind,
                field,
                item,
                held,
                stands_for,
            } => {
                let current = self.current(record);
                let set = set_in(current.as_deref(), &field);
                let key = canonical(&item);
                let (mut add, mut remove) = (Vec::new(), Vec::new());
                if held {
                    add.push(Addition {
                        stands_for,
                        ..addition(set, &key, item)
                    });
                } else {
                    remove.push(Removal {
                        stands_for,
                        ..removal(set, &key, item)?
                    });
                }
                Some(Op::Tags {
                    record,
                    kind,
                    field,
                    add,
                    remove,
                })
            }
            _ => None,
        }
    }

    /// The edit, with a note of the value that it replaces.
    fn over_what_stands(&self, record: RecordId, field: &str, edit: FieldEdit) -> FieldEdit {
        let current = self.current(record);
        let Some(register) = current
            .as_ref()
            .and_then(|current| current.fields.get(field))
        else {
            return edit;
        };
        let (was, was_from) = (register.winner.value.clone(), register.winner.stands_for);
        FieldEdit {
            was,
            was_from,
            ..edit
        }
    }

    /// Makes the record that a wish is about when it is new. One whose making was undone comes back when somebody
    /// makes it anew under the same well-known id.
    fn propose_making(&self, wish: &DraftOp) -> Option<Op> {
        let (record, kind) = match wish {
            DraftOp::Set { record, kind, .. } => (record, kind),
            DraftOp::Tags {
                record, kind, add, ..
            } if !add.is_empty() => (record, kind),
            _ => return None,
        };
        let Some(current) = self.current(*record) else {
            return Some(Op::Set {
                record: *record,
                kind: kind.clone(),
                new: true,
                fields: Few::default(),
            });
        };
        let unmade = current.deletion.as_ref()?.winner.origin() == ChangeId::NOTHING;
        unmade.then(|| self.propose_deletion(*record, false, None))?
    }

    fn propose_set(
        &self,
        record: RecordId,
        kind: String,
        fields: Map<String, Value>,
    ) -> Option<Op> {
        let current = self.current(record);
        let kind = current
            .as_ref()
            .map_or(kind, |current| current.kind.to_string());
        let edits = fields.into_iter().filter_map(|(field, value)| {
            let edit = field_edit(current.as_deref(), &field, value)?;
            Some((field, edit))
        });
        let fields: Few<String, FieldEdit> = edits.collect();
        (!fields.is_empty()).then_some(Op::Set {
            record,
            kind,
            new: false,
            fields,
        })
    }

    /// Deletes again what is deleted and was edited unseen: those edits have been seen now.
    fn propose_leaving(&self, record: RecordId) -> Option<Op> {
        let current = self.current(record)?;
        let deletion = current.deletion.as_ref()?;
        current.is_edited_after_deletion().then(|| Op::Delete {
            record,
            kind: current.kind.to_string(),
            edits: current.standing_changes(),
            seen: deletion.seen(),
            was_from: deletion.winner.stands_for,
            // It is still the first deletion that stands.
            stands_for: Some(deletion.winner.origin()),
        })
    }

    fn propose_deletion(
        &self,
        record: RecordId,
        deleted: bool,
        stands_for: Option<ChangeId>,
    ) -> Option<Op> {
        let current = self.current(record)?;
        if current.is_deleted() == deleted {
            return None;
        }
        let kind = current.kind.to_string();
        let was_from = current
            .deletion
            .as_ref()
            .and_then(|register| register.winner.stands_for);
        let seen = current
            .deletion
            .as_ref()
            .map(Register::seen)
            .unwrap_or_default();
        Some(if deleted {
            Op::Delete {
                record,
                kind,
                edits: current.standing_changes(),
                seen,
                was_from,
                stands_for,
            }
        } else {
            Op::Restore {
                record,
                kind,
                seen,
                was_from,
                stands_for,
            }
        })
    }
}

fn set_in<'a>(record: Option<&'a Record>, field: &str) -> Option<&'a SetField> {
    record?.sets.get(field)
}

/// An edit of one field, or `None` when it would change nothing.
fn field_edit(current: Option<&Record>, field: &str, value: Value) -> Option<FieldEdit> {
    match current.and_then(|record| record.fields.get(field)) {
        None if value.is_null() => None,
        None => Some(FieldEdit::first(value)),
        Some(Register { winner, others, .. }) if winner.value == value && others.is_empty() => None,
        Some(register) => {
            let Head {
                value: was,
                stands_for: was_from,
                ..
            } = register.winner.clone();
            Some(FieldEdit {
                is: value,
                was,
                was_from,
                seen: register.seen(),
                stands_for: None,
            })
        }
    }
}

fn propose_tags(
    set: Option<&SetField>,
    add: Vec<Value>,
    remove: &[Value],
) -> (Vec<Addition>, Vec<Removal>) {
    let mut met: HashSet<String> = HashSet::new();
    let remove = remove
        .iter()
        .filter_map(|item| {
            let key = canonical(item);
            let removal = removal(set, &key, item.clone())?;
            met.insert(key).then_some(removal)
        })
        .collect();
    let add = add
        .into_iter()
        .filter_map(|item| {
            let key = canonical(&item);
            let held = set.is_some_and(|set| set.items.contains_key(&key));
            let wanted = !held && met.insert(key.clone());
            wanted.then(|| addition(set, &key, item))
        })
        .collect();
    (add, remove)
}

fn addition(set: Option<&SetField>, key: &str, item: Value) -> Addition {
    Addition {
        item,
        was_from: set
            .and_then(|set| set.gone.get(key))
            .map(|gone| gone.origin()),
        stands_for: None,
    }
}

/// A removal of what holds an item in a set; `None` when nothing does.
fn removal(set: Option<&SetField>, key: &str, item: Value) -> Option<Removal> {
    let tags = &set?.items.get(key)?.tags;
    let seen: Vec<ChangeId> = tags.iter().map(|tag| tag.change).collect();
    let origin = tags.first()?.origin();
    let one_origin = tags.iter().all(|tag| tag.origin() == origin);
    let was_from = Some(origin).filter(|origin| one_origin && seen[..] != [*origin]);
    Some(Removal {
        item,
        seen,
        was_from,
        stands_for: None,
    })
}

/// What a wish or an operation is about; no change speaks of the same thing twice.
#[derive(PartialEq, Eq, Hash)]
enum About {
    Fields(RecordId),
    Items(RecordId, String),
    Deletion(RecordId),
}

fn about(wish: &DraftOp) -> Option<About> {
    match wish {
        DraftOp::Set { record, .. } => Some(About::Fields(*record)),
        DraftOp::Tags { record, field, .. } => Some(About::Items(*record, field.clone())),
        DraftOp::Delete { record }
        | DraftOp::Restore { record }
        | DraftOp::LeaveDeleted { record }
        | DraftOp::ReturnDeletion { record, .. } => Some(About::Deletion(*record)),
        DraftOp::Return { .. } | DraftOp::ReturnTag { .. } => None,
    }
}

/// Joins wishes about the same thing, so that no change speaks of one thing twice; the last wish counts.
pub(super) fn gathered(wishes: Vec<DraftOp>) -> Vec<DraftOp> {
    let mut out: Vec<DraftOp> = Vec::with_capacity(wishes.len());
    let mut places: HashMap<About, usize> = HashMap::new();
    for mut wish in wishes {
        let place = about(&wish).map(|about| *places.entry(about).or_insert(out.len()));
        match (place.and_then(|place| out.get_mut(place)), &mut wish) {
            (None, _) => out.push(wish),
            (Some(DraftOp::Set { fields, .. }), DraftOp::Set { fields: more, .. }) => {
                fields.append(more)
            }
            (
                Some(DraftOp::Tags { add, remove, .. }),
                DraftOp::Tags {
                    add: more,
                    remove: fewer,
                    ..
                },
            ) => {
                add.retain(|item| !fewer.contains(item));
                remove.retain(|item| !more.contains(item));
                add.append(more);
                remove.append(fewer);
            }
            (Some(earlier), _) => *earlier = wish,
        }
    }
    out
}

/// Operations, those on the fields of one record and on one set joined, so that no change speaks of a thing twice (rule
/// L15).
#[derive(Default)]
pub(super) struct Joined {
    pub(super) ops: Vec<Op>,
    places: HashMap<About, usize>,
}

impl Joined {
    fn add(&mut self, mut op: Op) {
        let about = match &op {
            Op::Set { record, .. } => About::Fields(*record),
            Op::Tags { record, field, .. } => About::Items(*record, field.clone()),
            Op::Delete { record, .. } | Op::Restore { record, .. } => About::Deletion(*record),
            Op::Unknown(_) => return,
        };
        let place = *self.places.entry(about).or_insert(self.ops.len());
        match (self.ops.get_mut(place), &mut op) {
            (None, _) => self.ops.push(op),
            (Some(Op::Set { fields, .. }), Op::Set { fields: more, .. }) => fields.append(more),
            (
                Some(Op::Tags { add, remove, .. }),
                Op::Tags {
                    add: more,
                    remove: fewer,
                    ..
                },
            ) => {
                add.append(more);
                remove.append(fewer);
            }
            // Nothing was there to bring back twice, or to delete and bring back at once.
            (Some(_), _) => {}
        }
    }
}
