//! What belongs to an opportunity or a contract: the records that name it. Read in one pass when somebody first asks,
//! then kept up to date, so that a page of one opportunity costs the same whether there are ten or thirty thousand.

use crate::{
    domain::records::{Bid, Contract, Entry, Lot, SocialValuePromise, Step},
    ledger::{RecordId, RecordRef, Records, id_map::IdMap, ordering},
};

/// Kinds of records that belong to others, and the fields that name them.
const NAMING: &[(&str, &[&str])] = &[
    (Bid::KIND, &["opportunity"]),
    (Lot::KIND, &["opportunity"]),
    (Contract::KIND, &["opportunity", "renews"]),
    (Entry::KIND, &["opportunity", "contract"]),
    (Step::KIND, &["opportunity", "contract"]),
    (SocialValuePromise::KIND, &["opportunity", "contract"]),
];

/// The records that name each opportunity and each contract.
#[derive(Debug, Default)]
pub struct Belonging {
    of: IdMap<RecordId, Vec<RecordId>>,
    /// What each record named when it was last looked at.
    named: IdMap<RecordId, Vec<RecordId>>,
}

/// The opportunities and contracts that a record names.
fn names(record: &RecordRef<'_>) -> Vec<RecordId> {
    let fields = NAMING.iter().find(|(kind, _)| *kind == &**record.kind());
    let fields = fields.map_or(&[][..], |(_, fields)| fields);
    let named = fields
        .iter()
        .filter_map(|field| RecordId::parse(record.value(field).text()?).ok());
    named.collect()
}

impl Belonging {
    /// Reads everything once.
    pub fn read(records: &Records) -> Self {
        let mut all = Self::default();
        for (kind, _) in NAMING {
            for record in records.of_kind(kind) {
                all.put(record.id(), names(&record));
            }
        }
        all
    }

    /// Takes note of records that changed.
    pub fn note(&mut self, records: &Records, touched: &[RecordId]) {
        for id in touched {
            for before in self.named.remove(id).into_iter().flatten() {
                if let Some(known) = self.of.get_mut(&before) {
                    known.retain(|known| known != id);
                }
            }
            if let Some(record) = records.present(*id) {
                self.put(*id, names(&record));
            }
        }
    }

    /// The records that name an opportunity or a contract in any field, in the order of their ids.
    pub fn naming(&self, to: RecordId) -> Vec<RecordId> {
        let mut ids = self.of.get(&to).cloned().unwrap_or_default();
        ordering::sort(&mut ids);
        ids
    }

    fn put(&mut self, id: RecordId, named: Vec<RecordId>) {
        if named.is_empty() {
            return;
        }
        for to in &named {
            let known = self.of.entry(*to).or_default();
            if !known.contains(&id) {
                known.push(id);
            }
        }
        self.named.insert(id, named);
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
