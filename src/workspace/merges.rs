//! A colleague's changes taken in as one step, which can be taken back as one step, also after a reload.
//!
//! Merging writes no change of its own: two browsers that exchanged everything would otherwise never come to rest. What
//! was merged is noted in this browser alone, and found again in the log.

use crate::ledger::{Change, ChangeId, DeviceId, Op, erasure, ordering};

/// The kind of source of changes that say which workspace this is: nobody's deed, and not to be undone.
pub const MARKING: &str = "marking";

/// Changes of one device that came in together: the first and the last sequence number.
pub type Span = (DeviceId, u64, u64);

/// What this browser remembers of one merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeNote {
    /// Names the merge: the first half of the file's SHA-256.
    pub id: ChangeId,
    /// What was done, in words.
    pub why: String,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// Which changes were new.
    pub spans: Vec<Span>,
}

impl MergeNote {
    /// A note of these new changes.
    pub fn of(id: ChangeId, why: String, at_ms: u64, changes: &[Change]) -> Self {
        let mut places: Vec<(DeviceId, u64)> = changes
            .iter()
            .map(|change| (change.stamp.device, change.seq))
            .collect();
        ordering::sort_once_each(&mut places);
        let mut spans: Vec<Span> = Vec::new();
        for (device, seq) in places {
            match spans.last_mut() {
                Some((of, _, last)) if *of == device && *last + 1 == seq => *last = seq,
                _ => spans.push((device, seq, seq)),
            }
        }
        Self {
            id,
            why,
            at_ms,
            spans,
        }
    }

    /// Whether the change came in by this merge.
    pub fn holds(&self, change: &Change) -> bool {
        self.spans.iter().any(|(device, first, last)| {
            *device == change.stamp.device && (*first..=*last).contains(&change.seq)
        })
    }

    /// How many changes came in.
    pub fn count(&self) -> u64 {
        let counts = self.spans.iter().map(|(_, first, last)| last - first + 1);
        counts.sum()
    }
}

/// What an undo of all these changes at once says that it takes back, where no merge is known that brought them. Of one
/// change it is that change.
pub fn line_of(changes: &[Change]) -> ChangeId {
    let ids = changes.iter().map(|change| change.id.0);
    ChangeId(ids.fold(0, std::ops::BitXor::bitxor))
}

/// Whether a change can be taken back at all: an erasure and a workspace's name cannot.
pub(super) fn is_for_good(change: &Change) -> bool {
    let erases = |op: &Op| matches!(op, Op::Set { kind, .. } if kind == erasure::KIND);
    change.source.kind == MARKING || change.ops.iter().any(erases)
}
