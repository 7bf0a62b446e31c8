//! The one door: nothing alters a record except by applying a change here.

use std::{borrow::Cow, collections::HashSet};

use super::{
    change::Change,
    clock::Clock,
    erasure::{self, Erasures},
    id::{ChangeId, RecordId},
    id_map::{IdMap, IdSet},
    known::Known,
    op::Op,
    ordering,
    records::Records,
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
    pub(super) known: Known,
    pub(super) clock: Clock,
    /// How many changes of each device have been applied: its greatest sequence number.
    pub(super) sequences: IdMap<DeviceId, u64>,
    pub(super) aside: Vec<Change>,
    pub(super) aside_ids: IdSet<ChangeId>,
    /// What must be kept out of whatever comes (rule L14).
    pub(super) erasures: Erasures,
}

impl Ledger {
    /// An empty ledger in which `device` writes.
    pub fn new(device: DeviceId) -> Self {
        Self {
            records: Records::default(),
            known: Known::default(),
            clock: Clock::new(device),
            sequences: IdMap::default(),
            aside: Vec::new(),
            aside_ids: IdSet::default(),
            erasures: Erasures::default(),
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
        self.known.contains(change)
    }

    /// Ids of all applied changes, in no order.
    pub fn known_changes(&self) -> impl Iterator<Item = ChangeId> {
        self.known.iter()
    }

    /// Changes set aside because their clock runs ahead, in the order in which they came.
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
    pub fn sequences(&self) -> &IdMap<DeviceId, u64> {
        &self.sequences
    }

    /// Who must be kept out of whatever comes (rule L14).
    ///
    /// Whoever learns of an erasure has earlier words in memory and in the log: read the log, hand it to
    /// [`erasure::rewritten`], keep the answer in its place, and build the ledger anew from it.
    pub fn erasures(&self) -> &Erasures {
        &self.erasures
    }

    /// Offers a change, from wherever it comes; `now_ms` is the local wall clock.
    ///
    /// Changes by this ledger's own device are never set aside: they were accepted when they were made.
    pub fn apply(&mut self, change: &Change, now_ms: u64) -> Applied {
        if self.known.contains(change.id) {
            return Applied::Known;
        }
        let heeded;
        let change = if self.erasures.is_empty() {
            change
        } else {
            heeded = self.erasures.heed(change).into_owned();
            &heeded
        };
        if change.stamp.device != self.device() && Clock::is_too_far_ahead(change.stamp, now_ms) {
            if self.aside_ids.insert(change.id) {
                self.aside.push(change.clone());
            }
            return Applied::SetAside;
        }
        Applied::Fresh(self.merge(change))
    }

    /// Applies changes that were set aside and whose time has come; answers the records that changed.
    pub fn release_aside(&mut self, now_ms: u64) -> Vec<RecordId> {
        let due = |change: &Change| !Clock::is_too_far_ahead(change.stamp, now_ms);
        if !self.aside.iter().any(due) {
            return Vec::new();
        }
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.aside).into_iter().partition(due);
        self.aside_ids = later.iter().map(|change| change.id).collect();
        self.aside = later;
        let mut touched = Vec::new();
        for change in &due {
            if !self.knows(change.id) {
                let change = self.erasures.heed(change).into_owned();
                touched.extend(self.merge(&change));
            }
        }
        ordering::sort_once_each(&mut touched);
        touched
    }

    pub(super) fn merge(&mut self, change: &Change) -> Vec<RecordId> {
        self.clock.observe(change.stamp);
        let sequence = self.sequences.entry(change.stamp.device).or_default();
        *sequence = (*sequence).max(change.seq);
        let mut touched = Vec::with_capacity(change.ops.len());
        let ops = without_repeats(&change.ops);
        for op in ops.iter() {
            self.merge_op(op, change);
            touched.extend(op.record());
        }
        for op in ops.iter() {
            if let Op::Tags {
                record,
                kind,
                field,
                ..
            } = op
            {
                self.records
                    .live(*record, kind)
                    .settle_tags(field, change.id);
            }
        }
        self.known.insert(change.id);
        ordering::sort_once_each(&mut touched);
        touched
    }

    fn merge_op(&mut self, op: &Op, change: &Change) {
        let (stamp, id) = (change.stamp, change.id);
        let (known, records) = (&self.known, &mut self.records);
        let is_known = |id: ChangeId| known.contains(id);
        match op {
            Op::Set {
                record,
                kind,
                fields,
                ..
            } => {
                let named: Vec<_> = fields.keys().map(|field| records.name(field)).collect();
                let record = records.live(*record, kind);
                for (name, (_, edit)) in named.iter().zip(fields.iter()) {
                    record.merge_field(name, (stamp, id), edit, &is_known);
                }
                if kind == erasure::KIND
                    && let Some(rule) = fields.get(erasure::RULE)
                {
                    self.erasures.note(record.id, &rule.is);
                }
            }
            Op::Tags {
                record,
                kind,
                field,
                add,
                remove,
            } => {
                let name = records.name(field);
                records.live(*record, kind).merge_tags(
                    &name,
                    (stamp, id),
                    (add, remove),
                    &is_known,
                );
            }
            Op::Delete {
                record,
                kind,
                edits,
                seen,
                stands_for,
                ..
            } => {
                let record = records.live(*record, kind);
                record.merge_deletion((stamp, id, *stands_for), Some(edits), seen, &is_known);
            }
            Op::Restore {
                record,
                kind,
                seen,
                stands_for,
                ..
            } => {
                let record = records.live(*record, kind);
                record.merge_deletion((stamp, id, *stands_for), None, seen, &is_known);
            }
            Op::Unknown(_) => {}
        }
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

/// One spot of a record that a change can set once.
#[derive(PartialEq, Eq, Hash)]
enum Spot<'a> {
    Field(RecordId, &'a str),
    Deletion(RecordId),
}

/// All but the last edit of the same spot in one change dropped, so that the result hangs on no order of arrival.
///
/// What this version writes never repeats itself; other writers may.
fn without_repeats(ops: &[Op]) -> Cow<'_, [Op]> {
    let (mut set, mut deleted) = (IdSet::default(), IdSet::default());
    let may_repeat = ops.len() > 1
        && ops.iter().any(|op| match op {
            Op::Set { record, .. } => !set.insert(*record),
            Op::Delete { record, .. } | Op::Restore { record, .. } => !deleted.insert(*record),
            Op::Tags { .. } | Op::Unknown(_) => false,
        });
    if !may_repeat {
        return Cow::Borrowed(ops);
    }
    let mut met: HashSet<Spot<'_>> = HashSet::new();
    let mut kept: Vec<Op> = ops
        .iter()
        .rev()
        .filter_map(|op| match op {
            Op::Set {
                record,
                kind,
                new,
                fields,
            } => {
                let fields = fields
                    .iter()
                    .filter(|(field, _)| met.insert(Spot::Field(*record, field)))
                    .map(|(field, edit)| (field.clone(), edit.clone()))
                    .collect();
                Some(Op::Set {
                    record: *record,
                    kind: kind.clone(),
                    new: *new,
                    fields,
                })
            }
            Op::Delete { record, .. } | Op::Restore { record, .. } => {
                met.insert(Spot::Deletion(*record)).then(|| op.clone())
            }
            Op::Tags { .. } | Op::Unknown(_) => Some(op.clone()),
        })
        .collect();
    kept.reverse();
    Cow::Owned(kept)
}
