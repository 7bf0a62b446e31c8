//! Trying changes out: what would become of some records, while the ledger itself stays as it is.

use std::sync::Arc;

use super::{
    change::Change,
    clock::Clock,
    engine::Ledger,
    id::RecordId,
    records::{IdMap, Records},
};

impl Ledger {
    /// A ledger of its own that holds copies of those records and knows what this one knows. Whatever is applied to it
    /// is applied to nothing else.
    pub fn trial(&self, records: impl IntoIterator<Item = RecordId>) -> Self {
        let mut copies = Records::default();
        for record in records {
            if let Some(here) = self.records().get(record) {
                copies.put(&here.whole());
            }
        }
        Self {
            records: copies,
            known: self.known.clone(),
            clock: Clock::new(self.device()),
            sequences: IdMap::default(),
            aside: Vec::new(),
            aside_ids: self.aside_ids.clone(),
            erasures: self.erasures.clone(),
        }
    }

    /// The records that changes speak of, each once, in order.
    pub fn spoken_of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<RecordId> {
        let ops = changes.into_iter().flat_map(|change| &change.ops);
        let mut records: Vec<RecordId> = ops.filter_map(super::op::Op::record).collect();
        super::ordering::sort_once_each(&mut records);
        records
    }
}

impl Records {
    /// Puts in a copy of a record.
    fn put(&mut self, record: &super::record::Record) {
        let kind = Arc::clone(&record.kind);
        *self.live(record.id, &kind) = record.clone();
    }
}
