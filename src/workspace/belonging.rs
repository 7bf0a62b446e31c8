//! What belongs to an opportunity or a contract: the records that name it. Read in one pass when somebody first asks,
//! then kept up to date, so that a page of one opportunity costs the same whether there are ten or thirty thousand.

use super::open::Workspace;
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

impl Workspace {
    /// The records of a kind that name an opportunity or a contract in `field`, in the order of their ids.
    pub fn belonging<'a>(
        &'a self,
        to: RecordId,
        kind: &'static str,
        field: &'static str,
    ) -> impl Iterator<Item = RecordRef<'a>> + use<'a> {
        let known = self.facts().belonging(self.records()).of.get(&to);
        let mut ids = known.cloned().unwrap_or_default();
        ordering::sort(&mut ids);
        ids.into_iter()
            .filter_map(|id| self.record(id))
            .filter(move |record| {
                &**record.kind() == kind
                    && record
                        .value(field)
                        .text()
                        .and_then(|id| RecordId::parse(id).ok())
                        == Some(to)
            })
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::workspace::{Command, Put, command::values, opportunities::tests::Desk};

    #[test]
    fn what_belongs_follows_every_change() {
        let mut desk = Desk::new();
        let gym = desk.named("venture", "Green Gym");
        let one = desk.note("One", "", &[gym], []);
        let other = desk.note("Other", "", &[], []);
        let lots = |desk: &Desk, of: RecordId| {
            let lots = desk.workspace.belonging(of, Lot::KIND, "opportunity");
            lots.map(|lot| lot.id()).collect::<Vec<_>>()
        };
        assert_eq!(lots(&desk, one), []);
        let of = |of: RecordId| values([("opportunity", Put::reference(of))]);
        let lot = desk.add("lot", of(one));
        assert_eq!(lots(&desk, one), [lot]);
        desk.run(Command::Edit {
            record: lot,
            values: of(other),
        });
        assert_eq!((lots(&desk, one), lots(&desk, other)), (vec![], vec![lot]));
        desk.run(Command::Delete { records: vec![lot] });
        assert_eq!(lots(&desk, other), []);
        desk.run(Command::Undo);
        assert_eq!(lots(&desk, other), [lot]);
        // A bid is no lot.
        let bids = desk.workspace.belonging(one, Bid::KIND, "opportunity");
        assert_eq!(bids.count(), 1);
    }
}
