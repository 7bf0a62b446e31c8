//! Trying changes out: what would become of the records, while the ledger itself stays as it is.

use super::{change::Change, engine::Ledger, id::RecordId, op::Op, ordering};

impl Ledger {
    /// A copy of its own, to try changes on. What lies packed in pages is shared, not copied.
    pub fn trial(&self) -> Self {
        Self {
            records: self.records.clone(),
            known: self.known.clone(),
            clock: self.clock.clone(),
            sequences: self.sequences.clone(),
            aside: self.aside.clone(),
            aside_ids: self.aside_ids.clone(),
            erasures: self.erasures.clone(),
        }
    }

    /// The records that changes speak of, each once, in order.
    pub fn spoken_of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<RecordId> {
        let ops = changes.into_iter().flat_map(|change| &change.ops);
        let mut records: Vec<RecordId> = ops.filter_map(Op::record).collect();
        ordering::sort_once_each(&mut records);
        records
    }
}
