//! What one venture bids for and what it delivers; its own part of the money where several do it together.

use super::{ContractLine, status_label};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        opportunities::{is_live, shared_out, stands},
        records::{Bid, Contract, Lot, Opportunity},
        vocabulary::{BID_OUTCOMES, BID_ROLES, CONTRACT_STATUSES, label_of},
    },
    ledger::{RecordId, RecordRef, ordering},
    workspace::{open::Workspace, reserved::PossibleContract},
};

/// What an opportunity is reserved for when section 33 of the Procurement Act 2023 is used.
const MUTUALS: &str = "publicServiceMissionOrganization";

/// A bid of a venture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidLine {
    /// The opportunity.
    pub opportunity: RecordId,
    /// Its title.
    pub title: String,
    /// Its status in words.
    pub status: String,
    /// Whether something may still come of it.
    pub is_live: bool,
    /// What the venture does in it, its share, and what came of it, in words.
    pub part: String,
    /// The opportunity's value in words, or what the venture's part comes to and of how much.
    pub value: String,
    /// The last day for bids.
    pub deadline: Option<Day>,
    /// What is known of the contract, where it is reserved for public service mutuals.
    pub reserved: Option<PossibleContract>,
}

/// What one venture bids for and what it delivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dealings {
    /// Its bids: live ones first, then by deadline. What became a contract stands there.
    pub bids: Vec<BidLine>,
    /// Its contracts, the next to end first; those without an end last.
    pub contracts: Vec<ContractLine>,
}

fn id_in(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    RecordId::parse(record.value(field).text()?).ok()
}

fn line(bid: &Bid, opportunity: Opportunity) -> BidLine {
    let role = label_of(BID_ROLES, &bid.role).to_owned();
    let share = bid.share.map(|share| format!("{share}%"));
    let outcome = label_of(BID_OUTCOMES, &bid.outcome).to_owned();
    let part: Vec<String> = [Some(role), share, Some(outcome)]
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    let is_reserved = opportunity
        .reserved_for
        .iter()
        .any(|known| known == MUTUALS);
    BidLine {
        status: status_label(&opportunity.status).to_owned(),
        is_live: is_live(&opportunity.status),
        part: part.join(", "),
        value: opportunity.value_words(),
        deadline: opportunity.deadline,
        reserved: is_reserved.then(|| PossibleContract {
            buyer: opportunity.buyer,
            award_on: None,
            starts: opportunity.contract_starts,
            ends: opportunity
                .contract_latest_end
                .or(opportunity.contract_ends),
        }),
        opportunity: opportunity.id,
        title: opportunity.title,
    }
}

impl Workspace {
    /// What a venture bids for and what it delivers.
    pub fn dealings_of(&self, venture: RecordId) -> Dealings {
        let around = self.facts().of(venture).map(|facts| &facts.around);
        let records = around
            .into_iter()
            .flatten()
            .filter_map(|id| self.record(*id));
        let contracts = self.contracts_of(venture);
        // A bid that came to a contract is told there. One that was lost, for another lot say, is told all the same.
        let is_told_there = |bid: &Bid| {
            let mut signed = contracts
                .iter()
                .filter(|it| it.status != label_of(CONTRACT_STATUSES, "cancelled"));
            stands(&bid.outcome) && signed.any(|it| it.opportunity == bid.opportunity)
        };
        let mut bids: Vec<BidLine> = records
            .filter(|record| &**record.kind() == Bid::KIND)
            .map(Bid::read)
            .filter_map(|bid| {
                let line = self.bid_line(&bid)?;
                (line.is_live || !is_told_there(&bid)).then_some(line)
            })
            .collect();
        ordering::sort_by(&mut bids, |a, b| {
            let key = |line: &BidLine| (!line.is_live, line.deadline.is_none(), line.deadline);
            (key(a), &a.title, a.opportunity).cmp(&(key(b), &b.title, b.opportunity))
        });
        Dealings { bids, contracts }
    }

    fn bid_line(&self, bid: &Bid) -> Option<BidLine> {
        let opportunity = Opportunity::read(bid.opportunity.and_then(|id| self.record(id))?);
        let about = |kind: &'static str| self.belonging(opportunity.id, kind, "opportunity");
        let bids: Vec<Bid> = about(Bid::KIND).map(Bid::read).collect();
        // One alone has the whole, which the opportunity says in its own words.
        let is_shared = bids
            .iter()
            .any(|other| other.led_by == Some(bid.id) || Some(other.id) == bid.led_by);
        let value = is_shared.then(|| {
            let lots: Vec<Lot> = about(Lot::KIND).map(Lot::read).collect();
            let together = self.consortia(&opportunity, &bids, &lots);
            together.into_iter().find_map(|all| {
                let mine = all.parts.iter().find(|part| part.bid == bid.id)?;
                Some(format!("{} of {}", mine.value?, all.value?))
            })
        });
        let mut line = line(bid, opportunity);
        line.value = value.flatten().unwrap_or(line.value);
        Some(line)
    }

    /// What each of our ventures in a contract has of its value: the shares agreed in the bid, equal ones for those that
    /// were not in it, as in the forecast.
    pub(in crate::workspace) fn parts_of_contract(
        &self,
        contract: &Contract,
    ) -> Vec<(RecordId, Pence)> {
        let Some(value) = contract.value else {
            return Vec::new();
        };
        let mut ventures: Vec<RecordId> = contract.venture.into_iter().collect();
        for partner in &contract.partners {
            if !ventures.contains(partner) {
                ventures.push(*partner);
            }
        }
        let bids = contract.opportunity.into_iter().flat_map(|opportunity| {
            let bids = self.belonging(opportunity, Bid::KIND, "opportunity");
            bids.map(Bid::read)
        });
        let is_over = |bid: &Bid| !stands(&bid.outcome);
        let bids: Vec<Bid> = bids.filter(|bid| !is_over(bid)).collect();
        let share = |venture: &RecordId| {
            let mut bids = bids.iter();
            bids.find(|bid| bid.venture == Some(*venture))?.share
        };
        let shares: Vec<Option<i64>> = ventures.iter().map(share).collect();
        ventures
            .into_iter()
            .zip(shared_out(value, &shares))
            .collect()
    }

    fn contracts_of(&self, venture: RecordId) -> Vec<ContractLine> {
        let mut contracts: Vec<ContractLine> = self
            .records()
            .of_kind(Contract::KIND)
            .filter(|record| delivers(record, venture))
            .map(|record| {
                let contract = Contract::read(record);
                let parts = self.parts_of_contract(&contract);
                let mine = parts
                    .iter()
                    .find(|(id, part)| *id == venture && Some(*part) != contract.value);
                let part = mine.map(|(_, part)| *part);
                ContractLine {
                    part,
                    ..self.line_of_contract(contract)
                }
            })
            .collect();
        ordering::sort_by(&mut contracts, |a, b| {
            (a.ends.is_none(), a.ends, &a.title, a.id).cmp(&(
                b.ends.is_none(),
                b.ends,
                &b.title,
                b.id,
            ))
        });
        contracts
    }
}

/// Whether a venture leads a contract or delivers it with others.
pub(in crate::workspace) fn delivers(contract: &RecordRef<'_>, venture: RecordId) -> bool {
    id_in(contract, "venture") == Some(venture)
        || contract.items("partners").iter().any(|id| {
            let id = id.text().and_then(|text| RecordId::parse(text).ok());
            id == Some(venture)
        })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::{
        ledger::Value,
        workspace::{
            Member, Put,
            command::values,
            forecast::{Scope, When},
            opportunities::tests::{Desk, pounds},
            pursuit::Pursuit,
        },
    };

    #[test]
    fn a_venture_shows_its_bids_and_the_contracts_it_leads_or_joins() {
        let mut desk = Desk::new();
        let name = |name: &str| values([("name", Put::text(name))]);
        let gym = desk.add("venture", name("Green Gym"));
        let kettle = desk.add("venture", name("Kettle"));
        let opportunity = |desk: &mut Desk, title: &str, status: &str, reserved: bool| {
            let mut put = vec![("title", Put::text(title)), ("status", Put::text(status))];
            if reserved {
                put.push(("reserved_for", Put::Items(vec![Value::from(MUTUALS)])));
            }
            desk.add("opportunity", values(put))
        };
        let lost = opportunity(&mut desk, "Befriending", "lost", false);
        let live = opportunity(&mut desk, "Day centre", "bidding", true);
        for opportunity in [lost, live] {
            let put = [
                ("opportunity", Put::reference(opportunity)),
                ("venture", Put::reference(gym)),
                ("role", Put::text("partner")),
                ("share", Put::Value(Value::from(40))),
            ];
            desk.add("bid", values(put));
        }
        for (title, ends, lead) in [("Late", "2028-03-31", kettle), ("Soon", "2027-03-31", gym)] {
            let put = [
                ("title", Put::text(title)),
                ("status", Put::text("active")),
                ("ends", Put::text(ends)),
                ("venture", Put::reference(lead)),
                ("partners", Put::Items(vec![Value::String(gym.to_string())])),
            ];
            desk.add("contract", values(put));
        }
        let dealings = desk.workspace.dealings_of(gym);
        let bids: Vec<(&str, bool, bool)> = dealings
            .bids
            .iter()
            .map(|bid| (bid.title.as_str(), bid.is_live, bid.reserved.is_some()))
            .collect();
        assert_eq!(
            bids,
            [("Day centre", true, true), ("Befriending", false, false)]
        );
        assert_eq!(dealings.bids[0].part, "Partner, 40%");
        let contracts: Vec<&str> = dealings
            .contracts
            .iter()
            .map(|contract| contract.title.as_str())
            .collect();
        assert_eq!(contracts, ["Soon", "Late"]);
        assert_eq!(desk.workspace.dealings_of(kettle).bids, []);
        assert_eq!(desk.workspace.dealings_of(kettle).contracts.len(), 1);
    }

    #[test]
    fn several_ventures_see_each_its_part_and_one_line_for_what_was_signed() {
        let mut desk = Desk::new();
        let (gym, table) = (
            desk.named("venture", "Green Gym"),
            desk.named("venture", "Table"),
        );
        let streets = desk.note("Streets", "Wigan", &[], [("value", pounds(100_000))]);
        let member = |venture, share| Member { venture, share };
        desk.pursue(Pursuit::Join {
            opportunity: streets,
            bid: None,
            members: vec![member(gym, Some(60)), member(table, None)],
            lots: Vec::new(),
        });
        let value =
            |desk: &Desk, venture| desk.workspace.dealings_of(venture).bids[0].value.clone();
        assert_eq!(value(&desk, gym), "£60,000 of £100,000");
        assert_eq!(value(&desk, table), "£40,000 of £100,000");
        let contract = desk.id();
        desk.pursue(Pursuit::Sign {
            opportunity: streets,
            bid: None,
            contract,
            values: values([
                ("starts", Put::text("2026-07-01")),
                ("ends", Put::text("2027-06-30")),
            ]),
        });
        for (venture, part) in [(gym, 6_000_000), (table, 4_000_000)] {
            let dealings = desk.workspace.dealings_of(venture);
            assert_eq!(dealings.bids, [], "the contract stands for its bid");
            let contracts = dealings.contracts.iter();
            let told: Vec<_> = contracts
                .map(|line| (line.id, line.part, line.value))
                .collect();
            let whole = Some(Pence(10_000_000));
            assert_eq!(told, [(contract, Some(Pence(part)), whole)]);
            // As in the forecast.
            let secured = desk
                .workspace
                .forecast()
                .sum(Scope::Venture(venture), When::Ever);
            assert_eq!(secured.total(), Pence(part));
        }
        // Another bid for it that was lost, for a lot say, is told beside the contract.
        let lost = [
            ("opportunity", Put::reference(streets)),
            ("venture", Put::reference(gym)),
            ("outcome", Put::text("lost")),
        ];
        desk.add("bid", values(lost));
        assert_eq!(desk.workspace.dealings_of(gym).bids.len(), 1);
    }
}
