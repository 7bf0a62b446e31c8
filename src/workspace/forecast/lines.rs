//! From records to lines and parts: what counts, once, and whose it is.

use super::{
    Forecast, Line, Part, Unclaimed,
    reading::{Around, BidFacts, ContractFacts, Days, Opportunities, Possible},
    spread::{self, Term},
};
use crate::{
    domain::{
        money::Pence,
        opportunities::{
            Certainty, certainty_of, is_live, is_pursued, probability, shared_out, strength,
        },
        records::Opportunity,
    },
    ledger::{RecordId, Records, Value, id_map::IdMap},
    workspace::open::Workspace,
};

/// The forecast from records.
pub(super) fn forecast(records: &Records) -> Forecast {
    let incubator = records.present(Workspace::incubator_record());
    let assumptions = incubator.map_or(Value::Null, |record| {
        record.value(ASSUMPTIONS_FIELD).to_value()
    });
    let mut made = Made {
        around: Around::read(records),
        assumptions,
        covered: IdMap::default(),
        forecast: Forecast::default(),
    };
    let contracts = std::mem::take(&mut made.around.contracts);
    let opportunities = Opportunities::new(records);
    for contract in &contracts {
        let from = contract.opportunity.and_then(|id| records.present(id));
        made.contract(contract, from.map(|record| opportunities.read(&record)));
    }
    for record in records.of_kind(Opportunity::KIND) {
        let possible = opportunities.read(&record);
        // What is over counts no more; with time that is most of them.
        if is_live(possible.status) || possible.status == "contracted" {
            made.opportunity(record.id(), &possible);
        }
    }
    made.forecast
}

/// The field of [`crate::domain::records::Incubator`] that holds its probabilities.
pub(super) const ASSUMPTIONS_FIELD: &str = "probabilities";

/// What contracts have already taken over of an opportunity.
#[derive(Default)]
struct Covered {
    whole: bool,
    lots: Vec<RecordId>,
}

/// Ventures that go for something together, with what they go for.
struct Group<'b> {
    leader: &'b BidFacts,
    /// The leader first.
    members: Vec<&'b BidFacts>,
}

/// A piece of what a group goes for.
struct Target {
    /// Nothing for the whole.
    lot: Option<RecordId>,
    value: Pence,
    term: Option<Term>,
    /// Our ventures' shares of it.
    shares: Vec<(Option<RecordId>, Pence)>,
    has_won: bool,
}

impl Target {
    fn ours(&self) -> Pence {
        Pence::sum(self.shares.iter().map(|share| share.1)).unwrap_or(self.value)
    }
}

struct Made<'a> {
    around: Around<'a>,
    assumptions: Value,
    covered: IdMap<RecordId, Covered>,
    forecast: Forecast,
}

impl Made<'_> {
    /// Adds a line with its parts.
    fn put(&mut self, line: Line, percent: u8, shares: &[(Option<RecordId>, Pence)]) {
        // Nearly every line is one venture's alone: a region has thirty thousand of them.
        if let [(venture, amount)] = shares {
            let number = u32::try_from(self.forecast.lines.len()).unwrap_or(u32::MAX);
            self.forecast.lines.push(line);
            self.forecast.parts.push(Part {
                line: number,
                venture: *venture,
                amount: *amount,
                weighted: amount.weighted(percent),
            });
            return;
        }
        let amounts: Vec<Pence> = shares.iter().map(|share| share.1).collect();
        let whole = Pence::sum(amounts.iter().copied()).unwrap_or(Pence(i64::MAX));
        // Rounded once for the line; the parts make up that sum.
        let weighted = spread::in_proportion(whole.weighted(percent), &amounts);
        let number = u32::try_from(self.forecast.lines.len()).unwrap_or(u32::MAX);
        self.forecast.lines.push(line);
        let parts = shares.iter().zip(weighted);
        let parts = parts.map(|((venture, amount), weighted)| Part {
            line: number,
            venture: *venture,
            amount: *amount,
            weighted,
        });
        self.forecast.parts.extend(parts);
    }

    /// A contract takes the place of what it came from.
    fn contract(&mut self, contract: &ContractFacts<'_>, from: Option<Possible<'_>>) {
        if let Some(opportunity) = contract.opportunity {
            let covered = self.covered.entry(opportunity).or_default();
            covered.whole |= contract.lots.is_empty();
            covered.lots.extend(&contract.lots);
        }
        // What ended early brought less than it said; how much less nobody knows.
        if contract.status == "terminated" {
            return;
        }
        let term = contract.days.term();
        let is_past = contract.status == "ended";
        let value = contract
            .value
            .or_else(|| self.value_before(contract, from.as_ref()));
        let Some(value) = value else {
            if !is_past {
                self.forecast.unvalued.push(contract.contract);
            }
            return;
        };
        // What is over and has no dates belongs to no year, least of all to one ahead.
        if is_past && term.is_none() {
            return;
        }
        let pending = contract.status == "pending"
            && strength(contract.evidence) < strength("signed_contract");
        let percent = match from {
            _ if !pending => 100,
            Some(from) => probability(from.probability, "won", &self.assumptions),
            None => probability(None, "won", &self.assumptions),
        };
        let line = Line {
            opportunity: contract.opportunity,
            contract: Some(contract.contract),
            certainty: if pending {
                Certainty::Evidenced
            } else {
                Certainty::Secured
            },
            term,
            is_twice: false,
        };
        match *contract.ventures {
            [venture] if self.agreed_share(contract, venture).is_none() => {
                self.put(line, percent, &[(Some(venture), value)]);
            }
            _ => {
                let shares = self.shares_of_contract(contract, value);
                self.put(line, percent, &shares);
            }
        }
    }

    /// What the opportunity says a contract without a value comes to.
    fn value_before(
        &self,
        contract: &ContractFacts<'_>,
        from: Option<&Possible<'_>>,
    ) -> Option<Pence> {
        let from = from?;
        if contract.lots.is_empty() {
            return from
                .awarded
                .filter(|value| value.get() > 0)
                .or_else(|| from.value());
        }
        let lots = contract
            .lots
            .iter()
            .filter_map(|lot| self.around.lots.get(lot)?.value);
        Pence::sum(lots).filter(|value| value.get() > 0)
    }

    /// The shares that were agreed in the bid; equal ones for ventures that were not in it.
    fn shares_of_contract(
        &self,
        contract: &ContractFacts<'_>,
        value: Pence,
    ) -> Vec<(Option<RecordId>, Pence)> {
        let share = |venture: &RecordId| self.agreed_share(contract, *venture);
        let shares: Vec<Option<i64>> = contract.ventures.iter().map(share).collect();
        let amounts = shared_out(value, &shares);
        contract
            .ventures
            .iter()
            .copied()
            .map(Some)
            .zip(amounts)
            .collect()
    }

    fn agreed_share(&self, contract: &ContractFacts<'_>, venture: RecordId) -> Option<i64> {
        let bids = self.around.bids.get(&contract.opportunity?)?;
        bids.iter().find(|bid| bid.venture == Some(venture))?.share
    }

    fn opportunity(&mut self, id: RecordId, possible: &Possible<'_>) {
        let status = possible.status;
        let covered = self.covered.remove(&id).unwrap_or_default();
        if possible.is_no_go || covered.whole {
            return;
        }
        let bids = self.around.bids.remove(&id).unwrap_or_default();
        if !is_pursued(!bids.is_empty(), status, possible.has_notice) {
            // What others signed is open to nobody.
            if status != "contracted" {
                self.unclaimed(id, possible);
            }
            return;
        }
        if bids.len() <= 1 && covered.lots.is_empty() && bids.iter().all(|bid| bid.lots.is_empty())
        {
            self.alone(id, possible, bids.first());
            return;
        }
        let groups = groups(&bids);
        let mut targets: Vec<Vec<Target>> = groups
            .iter()
            .map(|group| self.targets(id, possible, group))
            .collect();
        for targets in &mut targets {
            targets.retain(|target| target.lot.is_none_or(|lot| !covered.lots.contains(&lot)));
        }
        let is_valued = targets
            .iter()
            .flatten()
            .any(|target| target.ours().get() > 0);
        if !is_valued && covered.lots.is_empty() {
            self.forecast.unvalued.push(id);
        }
        self.count_once(id, possible, targets);
    }

    /// The one line of an opportunity for the whole of which one venture goes, or nobody yet.
    fn alone(&mut self, id: RecordId, possible: &Possible<'_>, bid: Option<&BidFacts>) {
        let whole = bid.and_then(|bid| bid.price);
        let value = whole.unwrap_or_else(|| self.whole(id, possible));
        let share = bid.and_then(|bid| bid.share);
        let ours = match share {
            Some(_) => shared_out(value, &[share])
                .first()
                .copied()
                .unwrap_or_default(),
            None => value,
        };
        if ours.is_zero() {
            self.forecast.unvalued.push(id);
            return;
        }
        let (certainty, percent) = self.sureness(possible, bid.is_some_and(|bid| bid.has_won));
        let line = Line {
            opportunity: Some(id),
            contract: None,
            certainty,
            term: self.whole_term(id, possible),
            is_twice: false,
        };
        self.put(line, percent, &[(bid.and_then(|bid| bid.venture), ours)]);
    }

    fn unclaimed(&mut self, id: RecordId, possible: &Possible<'_>) {
        let value = self.whole(id, possible);
        let Unclaimed { count, value: sum } = &mut self.forecast.unclaimed;
        *count += 1;
        sum.0 = sum.0.saturating_add(value.get());
    }

    /// The value of the whole: as it says, or what its lots come to.
    fn whole(&self, id: RecordId, possible: &Possible<'_>) -> Pence {
        possible.value().unwrap_or_else(|| {
            let lots = self.around.lots_of.get(&id).into_iter().flatten();
            let values = lots.filter_map(|lot| self.around.lots.get(lot)?.value);
            Pence::sum(values).unwrap_or(Pence(i64::MAX))
        })
    }

    /// When the whole would run: as it says, or from the first day of its lots to the last.
    fn whole_term(&self, id: RecordId, possible: &Possible<'_>) -> Option<Term> {
        possible.days.term().or_else(|| {
            let lots = self.around.lots_of.get(&id)?;
            let mut ends = lots
                .iter()
                .filter_map(|lot| self.around.lots.get(lot)?.days.term());
            let start = ends.next()?.days();
            let (first, last) = ends
                .map(Term::days)
                .fold(start, |(first, last), (from, to)| {
                    (first.min(from), last.max(to))
                });
            Term::new(first, last)
        })
    }

    /// What a group goes for, lot by lot or as a whole, at its price where it named one.
    fn targets(&self, id: RecordId, possible: &Possible<'_>, group: &Group<'_>) -> Vec<Target> {
        let price = group.leader.price;
        let mut wanted: Vec<(Option<RecordId>, Pence, Option<Term>)> = Vec::new();
        for lot in &group.leader.lots {
            let Some(facts) = self.around.lots.get(lot) else {
                continue;
            };
            let days: Days = facts.days;
            let term = days.term().or_else(|| possible.days.term());
            wanted.push((Some(*lot), facts.value.unwrap_or_default(), term));
        }
        if wanted.is_empty() {
            let value = price.unwrap_or_else(|| self.whole(id, possible));
            wanted.push((None, value, self.whole_term(id, possible)));
        } else if let Some(price) = price {
            let mut values: Vec<Pence> = wanted.iter().map(|lot| lot.1).collect();
            if values.iter().all(|value| value.is_zero()) {
                values.fill(Pence(1));
            }
            for (lot, value) in wanted.iter_mut().zip(spread::in_proportion(price, &values)) {
                lot.1 = value;
            }
        }
        let shares: Vec<Option<i64>> = group.members.iter().map(|bid| bid.share).collect();
        let target = |(lot, value, term): (Option<RecordId>, Pence, Option<Term>)| Target {
            lot,
            value,
            term,
            shares: group
                .members
                .iter()
                .map(|bid| bid.venture)
                .zip(shared_out(value, &shares))
                .collect(),
            has_won: group.leader.has_won,
        };
        wanted.into_iter().map(target).collect()
    }

    /// Adds the lines of an opportunity, and marks those whose money another line already counts.
    fn count_once(&mut self, id: RecordId, possible: &Possible<'_>, groups: Vec<Vec<Target>>) {
        let all: Vec<Target> = groups.into_iter().flatten().collect();
        // The largest bid for each lot, and the largest for the whole.
        let mut best: Vec<usize> = Vec::new();
        for (at, target) in all.iter().enumerate() {
            let same = best.iter().position(|known| all[*known].lot == target.lot);
            match same {
                None => best.push(at),
                Some(place) if all[best[place]].ours() < target.ours() => best[place] = at,
                Some(_) => {}
            }
        }
        let whole = best.iter().copied().find(|at| all[*at].lot.is_none());
        let of_lots = best.iter().filter(|at| all[**at].lot.is_some());
        let sum_of_lots = Pence::sum(of_lots.map(|at| all[*at].ours())).unwrap_or(Pence(i64::MAX));
        let whole_counts = whole.is_some_and(|at| all[at].ours() >= sum_of_lots);
        for (at, target) in all.iter().enumerate() {
            if target.ours().is_zero() {
                continue;
            }
            let counts = best.contains(&at) && target.lot.is_none() == whole_counts;
            let (certainty, percent) = self.sureness(possible, target.has_won);
            let line = Line {
                opportunity: Some(id),
                contract: None,
                certainty,
                term: target.term,
                is_twice: !counts,
            };
            self.put(line, percent, &target.shares);
        }
    }

    fn sureness(&self, possible: &Possible<'_>, has_won: bool) -> (Certainty, u8) {
        let Possible {
            status,
            evidence,
            has_notice,
            probability: own,
            ..
        } = *possible;
        let mut certainty = certainty_of(status, evidence, has_notice);
        let mut percent = probability(own, status, &self.assumptions);
        if certainty == Certainty::Secured {
            percent = 100;
        }
        // A lot may be won while others are still open.
        if has_won {
            certainty = certainty.max(Certainty::Evidenced);
            percent = percent.max(probability(None, "won", &self.assumptions));
        }
        (certainty, percent)
    }
}

/// Bids by the consortium they belong to. A bid whose leader is gone, or is led itself, stands for itself.
fn groups(bids: &[BidFacts]) -> Vec<Group<'_>> {
    let leads = |id: RecordId| bids.iter().any(|bid| bid.bid == id && bid.led_by.is_none());
    let leader_of = |bid: &BidFacts| bid.led_by.filter(|id| leads(*id));
    let mut groups: Vec<Group<'_>> = bids
        .iter()
        .filter(|bid| leader_of(bid).is_none())
        .map(|leader| Group {
            leader,
            members: vec![leader],
        })
        .collect();
    for bid in bids {
        let leader = leader_of(bid);
        let group = groups
            .iter_mut()
            .find(|group| leader == Some(group.leader.bid));
        if let Some(group) = group {
            group.members.push(bid);
        }
    }
    groups
}
