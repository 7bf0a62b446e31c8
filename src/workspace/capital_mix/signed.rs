//! Signed contracts beside income: what they come to, as long as nobody wrote down what they paid.

use super::{CapitalMix, plus, spread};
use crate::{
    domain::{
        money::Pence,
        records::{Capital, Contract},
    },
    ledger::{RecordId, id_map::IdMap},
    workspace::{open::Workspace, opportunities::delivers},
};

impl Workspace {
    /// What signed contracts come to in the years of a mix, for one venture or all. An entry does not say which contract
    /// it is from, so a venture with any contract income is left out: nothing is told twice.
    pub(super) fn signed_beside(&self, mix: &CapitalMix, venture: Option<RecordId>) -> Pence {
        let told = self.with_contract_income(mix);
        let counts = |id: RecordId| {
            venture.is_none_or(|venture| venture == id)
                && !told.contains_key(&id)
                && self.facts().venture(id).is_some()
        };
        let mut sum = Pence::ZERO;
        if mix.years.is_empty() {
            return sum;
        }
        for record in self.records().of_kind(Contract::KIND) {
            let status = record.value("status").text().unwrap_or_default();
            let is_ours =
                record.value("venture").text().is_some() || !record.items("partners").is_empty();
            if !is_ours || !matches!(status, "active" | "ended") {
                continue;
            }
            // A region has thousands of contracts, and a venture's page asks for its own.
            if venture.is_some_and(|venture| !delivers(&record, venture)) {
                continue;
            }
            let contract = Contract::read(record);
            let term = Capital {
                starts: contract.starts,
                ends: contract.ends,
                ..Capital::blank(contract.id)
            };
            let parts = self.parts_of_contract(&contract);
            for (_, part) in parts.into_iter().filter(|(id, _)| counts(*id)) {
                for (year, money) in spread(part, &term) {
                    if mix.years.iter().any(|(shown, _)| *shown == year) {
                        plus(&mut sum, money);
                    }
                }
            }
        }
        sum
    }

    /// The ventures that have contract income in a mix.
    fn with_contract_income(&self, mix: &CapitalMix) -> IdMap<RecordId, ()> {
        let dated = mix.years.iter().flat_map(|(_, year)| &year.entries);
        let all = dated.chain(&mix.undated_entries);
        let mut ventures = IdMap::default();
        for part in all.filter(|part| part.kind == "contract_income") {
            let entry = self.record(part.entry);
            let venture =
                entry.and_then(|entry| RecordId::parse(entry.value("venture").text()?).ok());
            if let Some(venture) = venture {
                ventures.insert(venture, ());
            }
        }
        ventures
    }
}
