//! What a buyer may see as a risk in a venture, and the step that would make it smaller.

use super::{Wanted, id_in, matching::share_of};
use crate::{
    domain::{
        counting,
        dates::Day,
        money::Pence,
        opportunities::counted_value,
        records::{Contract, Entry, Lot, Venture},
    },
    ledger::RecordId,
    workspace::open::Workspace,
};

/// From this value on, in pence, a venture of unknown size makes a buyer ask: the usual value of a social contract.
const LARGE_PENCE: i64 = 10_000_000;
/// Days before a deadline within which a first bid is hard to write.
const SHORT_DAYS: i64 = 14;

/// A kind of step that lowers a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskStep {
    /// Go for a part that fits.
    SmallerLot,
    /// Bid with somebody larger, or known.
    Partner,
    /// Offer a small, contained test first.
    Pilot,
    /// Be known before the bid is read.
    TalkFirst,
    /// Wait for the next one, or keep the bid small.
    Time,
}

/// A risk as a buyer may see it, with the step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// What the buyer may see.
    pub sees: String,
    /// What kind of step would lower it.
    pub step: RiskStep,
    /// The step in words.
    pub advice: String,
}

fn risk(sees: impl Into<String>, step: RiskStep, advice: impl Into<String>) -> Risk {
    Risk {
        sees: sees.into(),
        step,
        advice: advice.into(),
    }
}

/// What is known between a venture, the other ventures and a buyer.
#[derive(Default)]
struct Known {
    /// Contracts the venture has or had.
    contracts: usize,
    is_known_to_buyer: bool,
    /// Another of our ventures that the buyer knows.
    known_other: Option<RecordId>,
}

impl Workspace {
    /// What the buyer may see as a risk if this venture bids, the gravest first; empty when nothing is in sight.
    pub fn perceived_risks(
        &self,
        opportunity: RecordId,
        venture: RecordId,
        today: Day,
    ) -> Vec<Risk> {
        let (Some(wanted), Some(venture)) = (
            self.wanted(opportunity, today),
            self.facts().venture(venture),
        ) else {
            return Vec::new();
        };
        let known = self.known_to(wanted.opportunity.buyer, venture.id);
        let mut risks = Vec::new();
        risks.extend(self.size_risk(&wanted, venture));
        if known.contracts == 0 {
            risks.push(risk(
                "It has not delivered a contract yet.",
                RiskStep::Pilot,
                "Offer a pilot first: few people, a fixed price, a date on which both sides decide.",
            ));
        }
        risks.extend(self.stranger_risk(&wanted, &known));
        let left = wanted.opportunity.deadline.map(|day| today.days_until(day));
        if let Some(days) = left.filter(|days| (0..SHORT_DAYS).contains(days)) {
            risks.push(risk(
                format!("Bids are due in {}.", counting::days(days)),
                RiskStep::Time,
                "Join somebody else’s bid with a small share, or meet the buyer now for the next one.",
            ));
        }
        risks
    }

    fn size_risk(&self, wanted: &Wanted, venture: &Venture) -> Option<Risk> {
        let yearly = wanted.yearly?;
        let turnover = venture.turnover.filter(|turnover| turnover.get() > 0);
        let sees = match turnover {
            Some(turnover) if share_of(yearly, turnover) > 50 => {
                format!("A year of it comes to {yearly}, beside a turnover of {turnover}.")
            }
            None if yearly.get() >= LARGE_PENCE => {
                format!(
                    "A year of it comes to {yearly}, and nobody noted how large this venture is."
                )
            }
            _ => return None,
        };
        let limit = turnover.map_or(LARGE_PENCE, |turnover| turnover.get() / 2);
        let smaller = self
            .lots_of(wanted.opportunity.id)
            .into_iter()
            .find(|(_, value)| value.get() <= limit);
        Some(match smaller {
            Some((lot, value)) => {
                let advice = format!("Go for one lot: {} comes to {value}.", self.lot_name(lot));
                risk(sees, RiskStep::SmallerLot, advice)
            }
            None => risk(
                sees,
                RiskStep::Partner,
                "Bid beside a partner who has delivered at this size, with a share that fits.",
            ),
        })
    }

    /// Lots with a value, the largest first.
    fn lots_of(&self, opportunity: RecordId) -> Vec<(RecordId, Pence)> {
        let lots = self.belonging(opportunity, Lot::KIND, "opportunity");
        let mut found: Vec<(RecordId, Pence)> = lots
            .filter_map(|lot| {
                let pence = |field: &str| lot.value(field).int().map(Pence);
                let value = counted_value(pence("value"), pence("value_low"), pence("value_high"))?;
                (value.get() > 0).then_some((lot.id(), value))
            })
            .collect();
        crate::ledger::ordering::sort_by_key(&mut found, |(lot, value)| {
            (std::cmp::Reverse(*value), *lot)
        });
        found
    }

    fn lot_name(&self, lot: RecordId) -> String {
        let record = self.record(lot);
        let text = |field: &str| {
            record
                .and_then(|lot| lot.value(field).text())
                .unwrap_or_default()
        };
        match (text("title"), text("number")) {
            ("", "") => "one of them".to_owned(),
            ("", number) => format!("lot {number}"),
            (title, _) => format!("“{title}”"),
        }
    }

    fn stranger_risk(&self, wanted: &Wanted, known: &Known) -> Option<Risk> {
        let buyer = wanted
            .opportunity
            .buyer
            .filter(|id| self.record(*id).is_some())?;
        if known.is_known_to_buyer {
            return None;
        }
        let name = self.name_of(buyer);
        let sees =
            format!("{name} does not know it: no conversation and no contract is written down.");
        Some(match known.known_other {
            Some(other) => {
                let advice = format!(
                    "Ask {} to introduce it: {name} knows them. Or bid together.",
                    self.name_of(other)
                );
                risk(sees, RiskStep::Partner, advice)
            }
            None => risk(
                sees,
                RiskStep::TalkFirst,
                "Meet before the bid: ask what would make a small supplier safe to buy from.",
            ),
        })
    }

    fn known_to(&self, buyer: Option<RecordId>, venture: RecordId) -> Known {
        let mut known = Known::default();
        for contract in self.records().of_kind(Contract::KIND) {
            let of = id_in(&contract, "venture");
            let partners = contract.items("partners");
            let is_partner = partners
                .iter()
                .any(|id| id.text().and_then(|id| RecordId::parse(id).ok()) == Some(venture));
            let is_its = of == Some(venture) || is_partner;
            known.contracts += usize::from(is_its);
            if buyer.is_some() && id_in(&contract, "buyer") == buyer {
                known.note(of, is_its);
            }
        }
        let Some(buyer) = buyer else {
            return known;
        };
        for entry in self.records().of_kind(Entry::KIND) {
            if id_in(&entry, "organisation") == Some(buyer) {
                let of = id_in(&entry, "venture");
                known.note(of, of == Some(venture));
            }
        }
        known
    }
}

impl Known {
    fn note(&mut self, of: Option<RecordId>, is_its: bool) {
        self.is_known_to_buyer |= is_its;
        // The first by id, so that the advice is the same every time.
        if let Some(other) = of.filter(|_| !is_its) {
            self.known_other = Some(self.known_other.map_or(other, |known| known.min(other)));
        }
    }
}
