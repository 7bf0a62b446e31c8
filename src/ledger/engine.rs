//! The one door: nothing alters a record except by applying a change here.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value};

use super::{
    change::{Addition, Author, Change, ChangeId, Draft, DraftOp, FieldEdit, Op, Removal, canonical},
    clock::Clock,
    record::{Record, RecordId},
    records::{IdSet, Records},
    stamp::{DeviceId, Stamp},
};

/// What became of a change that was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was new; these records changed.
    Fresh(Vec<RecordId>),
    /// It was here already.
    Known,
    /// Its stamp is more than 24 hours ahead of the local clock: kept apart until then (rule L4).
    SetAside,
}

/// Records, and what is needed to merge changes into them.
pub struct Ledger {
    pub(super) records: Records,
    pub(super) known: IdSet<ChangeId>,
    pub(super) clock: Clock,
    /// How many changes of each device have been applied: its greatest sequence number.
    pub(super) sequences: BTreeMap<DeviceId, u64>,
    pub(super) aside: Vec<Change>,
}

impl Ledger {
    /// An empty ledger in which `device` writes.
    pub fn new(device: DeviceId) -> Self {
        Self {
            records: Records::default(),
            known: IdSet::default(),
            clock: Clock::new(device),
            sequences: BTreeMap::new(),
            aside: Vec::new(),
        }
    }

    /// All records.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// How many changes have been applied.
    pub fn change_count(&self) -> usize {
        self.known.len()
    }

    /// Whether a change has been applied.
    pub fn knows(&self, change: ChangeId) -> bool {
        self.known.contains(&change)
    }

    /// Ids of all applied changes, in no order.
    pub fn known_changes(&self) -> impl Iterator<Item = ChangeId> {
        self.known.iter().copied()
    }

    /// Changes set aside because their clock runs ahead.
    pub fn set_aside(&self) -> &[Change] {
        &self.aside
    }

    /// The greatest stamp given out or accepted.
    pub fn last_stamp(&self) -> Stamp {
        self.clock.last()
    }

    /// The device that writes here.
    pub fn device(&self) -> DeviceId {
        self.clock.device()
    }

    /// The greatest sequence number applied of each device.
    pub fn sequences(&self) -> &BTreeMap<DeviceId, u64> {
        &self.sequences
    }

    /// Offers a change, from wherever it comes; `now_ms` is the local wall clock.
    ///
    /// Changes by this ledger's own device are never set aside: they were accepted when they were made.
    pub fn apply(&mut self, change: &Change, now_ms: u64) -> Applied {
        if self.known.contains(&change.id) {
            return Applied::Known;
        }
        if change.stamp.device != self.device() && Clock::is_too_far_ahead(change.stamp, now_ms) {
            if self.aside.iter().all(|known| known.id != change.id) {
                self.aside.push(change.clone());
                self.aside.sort_by_key(|change| (change.stamp, change.id));
            }
            return Applied::SetAside;
        }
        Applied::Fresh(self.merge(change))
    }

    /// Applies changes that were set aside and whose time has come; answers the records that changed.
    pub fn release_aside(&mut self, now_ms: u64) -> Vec<RecordId> {
        let (due, later): (Vec<_>, Vec<_>) = std::mem::take(&mut self.aside)
            .into_iter()
            .partition(|change| !Clock::is_too_far_ahead(change.stamp, now_ms));
        self.aside = later;
        let mut touched = Vec::new();
        for change in &due {
            if !self.knows(change.id) {
                touched.extend(self.merge(change));
            }
        }
        touched
    }

    fn merge(&mut self, change: &Change) -> Vec<RecordId> {
        self.clock.observe(change.stamp);
        let sequence = self.sequences.entry(change.stamp.device).or_default();
        *sequence = (*sequence).max(change.seq);
        let mut touched = Vec::with_capacity(change.ops.len());
        let repeats = repeats_a_record(&change.ops);
        let single;
        let ops: &[Op] = if repeats {
            single = without_repeats(&change.ops);
            &single
        } else {
            &change.ops
        };
        for op in ops {
            self.merge_op(op, change);
            touched.extend(op.record());
        }
        self.known.insert(change.id);
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    fn merge_op(&mut self, op: &Op, change: &Change) {
        let by = (change.stamp, change.id);
        let known = &self.known;
        let is_known = |id: ChangeId| known.contains(&id);
        match op {
            Op::Set { record, kind, fields, .. } => {
                let named: Vec<_> = fields.iter().map(|(name, edit)| (self.records.name(name), edit)).collect();
                let record = self.records.live(*record, kind);
                for (name, edit) in named {
                    record.merge_field(&name, by, edit, &is_known);
                }
            }
            Op::Tags { record, kind, field, add, remove } => {
                let name = self.records.name(field);
                self.records.live(*record, kind).merge_tags(&name, change.id, (add, remove), &is_known);
            }
            Op::Delete { record, kind, edits, seen } => {
                self.records.live(*record, kind).merge_deletion(by, Some(edits), seen, &is_known);
            }
            Op::Restore { record, kind, seen } => {
                self.records.live(*record, kind).merge_deletion(by, None, seen, &is_known);
            }
            Op::Unknown(_) => {}
        }
    }

    /// Turns a draft into a change: stamps it, notes what each edit replaces, and leaves out what would alter nothing.
    ///
    /// Nothing is applied yet. Answers `None`, and spends no stamp, when nothing would change.
    pub fn propose(&mut self, draft: Draft, by: &Author, now_ms: u64) -> Option<Change> {
        let ops: Vec<Op> =
            gathered(draft.ops).into_iter().filter_map(|op| self.propose_op(op)).collect();
        if ops.is_empty() {
            return None;
        }
        let stamp = self.clock.tick(now_ms);
        let seq = self.sequences.get(&stamp.device).copied().unwrap_or_default() + 1;
        let change = Change {
            id: ChangeId(0),
            stamp,
            seq,
            by: by.clone(),
            why: draft.why,
            source: draft.source,
            ops,
            rest: BTreeMap::new(),
        };
        Some(change.sealed())
    }

    fn propose_op(&self, op: DraftOp) -> Option<Op> {
        match op {
            DraftOp::Set { record, kind, fields } => self.propose_set(record, kind, fields),
            DraftOp::Tags { record, kind, field, add, remove } => {
                self.propose_tags(record, kind, field, add, &remove)
            }
            DraftOp::Delete { record } => {
                let current = self.records.present(record)?.to_record();
                let seen = current.deletion.as_ref().map(|register| register.seen()).unwrap_or_default();
                Some(Op::Delete { record, kind: current.kind.to_string(), edits: current.standing_changes(), seen })
            }
            DraftOp::Restore { record } => {
                let current = self.records.get(record)?.to_record();
                let seen = current.deletion.as_ref().filter(|_| current.is_deleted())?.seen();
                Some(Op::Restore { record, kind: current.kind.to_string(), seen })
            }
            DraftOp::Return { record, kind, field, value, stands_for } => {
                let current = self.records.get(record).map(|current| current.to_record());
                let mut edit = field_edit(current.as_ref(), &field, value)?;
                edit.stands_for = stands_for;
                Some(Op::Set { record, kind, new: false, fields: BTreeMap::from([(field, edit)]) })
            }
            DraftOp::ReturnTag { record, kind, field, item, stands_for } => {
                let add = vec![Addition { item, stands_for }];
                Some(Op::Tags { record, kind, field, add, remove: Vec::new() })
            }
        }
    }

    fn propose_set(&self, record: RecordId, kind: String, fields: Map<String, Value>) -> Option<Op> {
        let current = self.records.get(record).map(|current| current.to_record());
        let new = current.is_none();
        let fields: BTreeMap<String, FieldEdit> = fields
            .into_iter()
            .filter_map(|(field, value)| {
                let edit = field_edit(current.as_ref(), &field, value)?;
                Some((field, edit))
            })
            .collect();
        (new || !fields.is_empty()).then_some(Op::Set { record, kind, new, fields })
    }

    fn propose_tags(
        &self,
        record: RecordId,
        kind: String,
        field: String,
        add: Vec<Value>,
        remove: &[Value],
    ) -> Option<Op> {
        let current = self.records.get(record).map(|current| current.to_record());
        let set = current.as_ref().and_then(|current| current.sets.get(field.as_str()));
        let held = |item: &Value| set.and_then(|set| set.items.get(&canonical(item)));
        let add: Vec<Addition> = add
            .into_iter()
            .filter(|item| held(item).is_none() && !remove.contains(item))
            .map(|item| Addition { item, stands_for: None })
            .collect();
        let remove: Vec<Removal> = remove
            .iter()
            .filter_map(|item| {
                let seen = held(item)?.tags.iter().map(|tag| tag.change).collect();
                Some(Removal { item: item.clone(), seen })
            })
            .collect();
        (!add.is_empty() || !remove.is_empty()).then_some(Op::Tags { record, kind, field, add, remove })
    }

    /// Proposes and applies a draft in one step. `None` when nothing would change.
    pub fn commit(&mut self, draft: Draft, by: &Author, now_ms: u64) -> Option<Change> {
        let change = self.propose(draft, by, now_ms)?;
        self.apply(&change, now_ms);
        Some(change)
    }

    /// The state as it stood at `upto`, from the whole list of changes in any order (rule L11).
    pub fn as_at<'a>(changes: impl IntoIterator<Item = &'a Change>, upto: Stamp) -> Self {
        let mut past = Self::new(DeviceId::default());
        for change in changes {
            if change.stamp <= upto && !past.knows(change.id) {
                past.merge(change);
            }
        }
        past
    }
}

/// An edit of one field, or `None` when it would change nothing.
fn field_edit(current: Option<&Record>, field: &str, value: Value) -> Option<FieldEdit> {
    match current.and_then(|record| record.fields.get(field)) {
        None if value.is_null() => None,
        None => Some(FieldEdit::first(value)),
        Some(register) if register.winner.value == value && register.others.is_empty() => None,
        Some(register) => Some(FieldEdit {
            is: value,
            was: register.winner.value.clone(),
            was_from: register.winner.stands_for,
            seen: register.seen(),
            stands_for: None,
        }),
    }
}

/// Joins several wishes for fields of the same record into one operation; the last wish for a field counts.
fn gathered(ops: Vec<DraftOp>) -> Vec<DraftOp> {
    let mut out: Vec<DraftOp> = Vec::with_capacity(ops.len());
    let mut sets: std::collections::HashMap<RecordId, usize> = std::collections::HashMap::new();
    for op in ops {
        if let DraftOp::Set { record, fields, .. } = &op {
            if let Some(DraftOp::Set { fields: earlier, .. }) = sets.get(record).and_then(|at| out.get_mut(*at)) {
                earlier.extend(fields.clone());
                continue;
            }
            sets.insert(*record, out.len());
        }
        out.push(op);
    }
    out
}

fn repeats_a_record(ops: &[Op]) -> bool {
    if ops.len() < 2 {
        return false;
    }
    let mut met = IdSet::default();
    ops.iter().filter_map(Op::record).any(|record| !met.insert(record))
}

/// Drops all but the last edit of the same field in one change, so that the result hangs on no order of arrival.
fn without_repeats(ops: &[Op]) -> Vec<Op> {
    let mut met: std::collections::HashSet<(RecordId, String)> = std::collections::HashSet::new();
    let mut kept: Vec<Op> = ops
        .iter()
        .rev()
        .filter_map(|op| match op {
            Op::Set { record, kind, new, fields } => {
                let fields: BTreeMap<String, FieldEdit> = fields
                    .iter()
                    .filter(|(field, _)| met.insert((*record, format!("field {field}"))))
                    .map(|(field, edit)| (field.clone(), edit.clone()))
                    .collect();
                Some(Op::Set { record: *record, kind: kind.clone(), new: *new, fields })
            }
            Op::Delete { record, .. } | Op::Restore { record, .. } => {
                met.insert((*record, "deletion".to_owned())).then(|| op.clone())
            }
            Op::Tags { .. } | Op::Unknown(_) => Some(op.clone()),
        })
        .collect();
    kept.reverse();
    kept
}

/// Shares the pages of a ledger's snapshot.
pub type Page = Arc<[u8]>;
