//! One ledger for each commissioner, across all ventures: what was said, what is coming, what is signed, who helps. And a
//! word of care when two ventures come to one door without knowing of each other.

use super::{
    directory::{EntryLine, entries_with, people_of},
    open::Workspace,
    opportunities::{ContractLine, status_label},
};
use crate::{
    domain::{
        dates::Day,
        opportunities::is_live,
        records::{Bid, Contact, Contract, Entry, Opportunity},
        vocabulary::{ALLY_STANCES, label_of},
    },
    ledger::{RecordId, RecordRef, id_map::IdMap, ordering},
};

/// How many days a conversation counts as recent, when two ventures speak with one buyer (our own estimate).
pub const RECENT_DAYS: i64 = 180;

/// How a venture approaches a buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approach {
    /// The venture.
    pub venture: RecordId,
    /// Its name.
    pub name: String,
    /// The day of its latest conversation there, if it was recent.
    pub spoke: Option<Day>,
    /// The live opportunities of this buyer in which it is.
    pub opportunities: Vec<RecordId>,
}

/// Somebody inside who is known to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ally {
    /// The person.
    pub person: RecordId,
    /// The name they go by.
    pub name: String,
    /// What they do.
    pub role: String,
    /// How they stand, as an id; empty when nobody said.
    pub stance: String,
    /// That in words.
    pub stance_label: String,
}

/// An opportunity in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommissionedLine {
    /// The opportunity.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// The status in words.
    pub status: String,
    /// Whether something may still come of it.
    pub is_live: bool,
    /// The last day for bids.
    pub deadline: Option<Day>,
    /// The value in words.
    pub value: String,
}

/// Everything between us and one organisation that buys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommissionerLedger {
    /// Conversations with it or its people, newest first.
    pub contacts: Vec<EntryLine>,
    /// Its opportunities: live ones first, then by deadline.
    pub opportunities: Vec<CommissionedLine>,
    /// Its contracts, the next to end first; those without an end last.
    pub contracts: Vec<ContractLine>,
    /// The people we know there: those who help first.
    pub allies: Vec<Ally>,
    /// The ventures that approach it, the latest to speak first.
    pub approaches: Vec<Approach>,
    /// What to do when several ventures approach it and do not bid together.
    pub notice: Option<String>,
}

fn reference(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    RecordId::parse(record.value(field).text()?).ok()
}

fn day(record: &RecordRef<'_>, field: &str) -> Option<Day> {
    Day::parse(record.value(field).text()?).ok()
}

/// Who buys, while something may still come of an opportunity.
fn buyer_while_live(workspace: &Workspace, opportunity: RecordId) -> Option<RecordId> {
    let opportunity = workspace.record(opportunity)?;
    let is_live = opportunity.value("status").text().is_some_and(is_live);
    (is_live && &**opportunity.kind() == Opportunity::KIND)
        .then(|| reference(&opportunity, "buyer"))
        .flatten()
}

/// The approaches to every buyer, found in one pass over people, entries and bids.
#[derive(Default)]
struct Approaches {
    of: IdMap<RecordId, Vec<Approach>>,
    /// The leading bid of every bid of a live opportunity, by buyer and venture: who bids together knows of each other.
    together: IdMap<RecordId, Vec<(RecordId, RecordId)>>,
}

impl Approaches {
    fn read(workspace: &Workspace, today: Day) -> Self {
        let mut found = Self::default();
        let records = workspace.records();
        let mut works_at: IdMap<RecordId, RecordId> = IdMap::default();
        for person in records.of_kind(Contact::KIND) {
            if let Some(organisation) = reference(&person, "organisation") {
                works_at.insert(person.id(), organisation);
            }
        }
        let from = today.plus_days(-RECENT_DAYS);
        for entry in records.of_kind(Entry::KIND) {
            let spoken = day(&entry, "happened_on").filter(|day| (from..=today).contains(day));
            let Some(spoken) = spoken else {
                continue;
            };
            let mut with: Vec<RecordId> = reference(&entry, "organisation").into_iter().collect();
            for person in entry.items("contacts") {
                let person = person.text().and_then(|id| RecordId::parse(id).ok());
                with.extend(person.and_then(|id| works_at.get(&id).copied()));
            }
            if with.is_empty() {
                continue;
            }
            let Some(venture) = reference(&entry, "venture") else {
                continue;
            };
            ordering::sort_once_each(&mut with);
            for organisation in with {
                if let Some(approach) = found.approach(workspace, organisation, venture) {
                    approach.spoke = approach.spoke.max(Some(spoken));
                }
            }
        }
        for bid in records.of_kind(Bid::KIND) {
            let pair = reference(&bid, "opportunity").zip(reference(&bid, "venture"));
            let Some((opportunity, venture)) = pair else {
                continue;
            };
            let Some(buyer) = buyer_while_live(workspace, opportunity) else {
                continue;
            };
            if let Some(approach) = found.approach(workspace, buyer, venture) {
                approach.opportunities.push(opportunity);
                let lead = reference(&bid, "led_by").unwrap_or(bid.id());
                found
                    .together
                    .entry(buyer)
                    .or_default()
                    .push((venture, lead));
            }
        }
        found
    }

    fn approach(
        &mut self,
        workspace: &Workspace,
        organisation: RecordId,
        venture: RecordId,
    ) -> Option<&mut Approach> {
        let name = &workspace.facts().venture(venture)?.name;
        let known = self.of.entry(organisation).or_default();
        let at = known
            .iter()
            .position(|approach| approach.venture == venture);
        let at = at.unwrap_or_else(|| {
            known.push(Approach {
                venture,
                name: name.clone(),
                spoke: None,
                opportunities: Vec::new(),
            });
            known.len() - 1
        });
        known.get_mut(at)
    }

    /// Whether some two of the ventures that approach a buyer are in no bid together.
    fn is_uncoordinated(&self, organisation: RecordId) -> bool {
        let Some(approaches) = self.of.get(&organisation) else {
            return false;
        };
        let bids = self
            .together
            .get(&organisation)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let Some((first, others)) = approaches.split_first() else {
            return false;
        };
        let leads = |venture: RecordId| {
            let own = bids.iter().filter(move |(bidder, _)| *bidder == venture);
            own.map(|(_, lead)| *lead)
        };
        // All in one bid with the first: they know of each other.
        !others.is_empty()
            && !leads(first.venture).any(|lead| {
                others
                    .iter()
                    .all(|other| leads(other.venture).any(|own| own == lead))
            })
    }
}

/// A buyer whom several ventures approach apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedBuyer {
    /// The buyer.
    pub organisation: RecordId,
    /// Its name.
    pub name: String,
    /// The ventures, the latest to speak first.
    pub approaches: Vec<Approach>,
    /// What to do about it.
    pub notice: String,
}

fn notice(name: &str, approaches: &[Approach]) -> String {
    let names: Vec<&str> = approaches
        .iter()
        .map(|approach| approach.name.as_str())
        .collect();
    let all = match names.as_slice() {
        [one, other] => format!("{one} and {other}"),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
        [] => String::new(),
    };
    let first = match approaches.first() {
        Some(Approach {
            name,
            spoke: Some(day),
            ..
        }) => format!(" {name} spoke there last, on {day}."),
        _ => String::new(),
    };
    let each = if names.len() == 2 { "both" } else { "all" };
    format!(
        "{all} {each} approach {name}. Let them talk with each other first: one visit with a joint offer, or a clear word on who asks for what.{first}"
    )
}

fn in_order(mut approaches: Vec<Approach>) -> Vec<Approach> {
    ordering::sort_by(&mut approaches, |a, b| {
        (b.spoke, &a.name, a.venture).cmp(&(a.spoke, &b.name, b.venture))
    });
    approaches
}

/// Every buyer whom several ventures approach without bidding together, by name.
pub fn shared_buyers(workspace: &Workspace, today: Day) -> Vec<SharedBuyer> {
    let mut found = Approaches::read(workspace, today);
    let mut buyers: Vec<RecordId> = found.of.keys().copied().collect();
    buyers.retain(|id| workspace.record(*id).is_some() && found.is_uncoordinated(*id));
    let mut shared: Vec<SharedBuyer> = buyers
        .into_iter()
        .map(|organisation| {
            let approaches = in_order(found.of.remove(&organisation).unwrap_or_default());
            let name = workspace.name_of(organisation);
            SharedBuyer {
                organisation,
                notice: notice(&name, &approaches),
                name,
                approaches,
            }
        })
        .collect();
    ordering::sort_by(&mut shared, |a, b| {
        (&a.name, a.organisation).cmp(&(&b.name, b.organisation))
    });
    shared
}

impl Workspace {
    /// The ledger of one organisation that buys.
    pub fn commissioner(&self, organisation: RecordId, today: Day) -> CommissionerLedger {
        let mut with = vec![organisation];
        let people = people_of(self, organisation);
        with.extend(people.iter().map(|(id, ..)| *id));
        let mut found = Approaches::read(self, today);
        let uncoordinated = found.is_uncoordinated(organisation);
        let approaches = in_order(found.of.remove(&organisation).unwrap_or_default());
        CommissionerLedger {
            contacts: entries_with(self, &with),
            opportunities: self.commissioned(organisation),
            contracts: self.contracts_with(organisation),
            allies: helpers_first(people.into_iter().map(|person| self.ally(person)).collect()),
            notice: uncoordinated.then(|| notice(&self.name_of(organisation), &approaches)),
            approaches,
        }
    }

    fn ally(&self, (person, name, role): (RecordId, String, String)) -> Ally {
        let record = self.record(person);
        let stance = record
            .and_then(|record| record.value("stance").text())
            .unwrap_or_default();
        Ally {
            person,
            name,
            role,
            stance_label: label_of(ALLY_STANCES, stance).to_owned(),
            stance: stance.to_owned(),
        }
    }

    fn commissioned(&self, organisation: RecordId) -> Vec<CommissionedLine> {
        let wanted = organisation.to_string();
        let mut lines: Vec<CommissionedLine> = self
            .records()
            .of_kind(Opportunity::KIND)
            .filter(|record| record.value("buyer").text() == Some(wanted.as_str()))
            .map(Opportunity::read)
            .map(|opportunity| CommissionedLine {
                id: opportunity.id,
                status: status_label(&opportunity.status).to_owned(),
                is_live: is_live(&opportunity.status),
                deadline: opportunity.deadline,
                value: opportunity.value_words(),
                title: opportunity.title,
            })
            .collect();
        ordering::sort_by(&mut lines, |a, b| {
            let key =
                |line: &CommissionedLine| (!line.is_live, line.deadline.is_none(), line.deadline);
            (key(a), &a.title, a.id).cmp(&(key(b), &b.title, b.id))
        });
        lines
    }

    fn contracts_with(&self, organisation: RecordId) -> Vec<ContractLine> {
        let wanted = organisation.to_string();
        let mut lines: Vec<ContractLine> = self
            .records()
            .of_kind(Contract::KIND)
            .filter(|record| record.value("buyer").text() == Some(wanted.as_str()))
            .map(|record| self.contract_line(&record))
            .collect();
        ordering::sort_by(&mut lines, |a, b| {
            (a.ends.is_none(), a.ends, &a.title, a.id).cmp(&(
                b.ends.is_none(),
                b.ends,
                &b.title,
                b.id,
            ))
        });
        lines
    }
}

/// Those who help come first.
fn helpers_first(mut allies: Vec<Ally>) -> Vec<Ally> {
    ordering::sort_by_key(&mut allies, |ally| {
        let place = ALLY_STANCES
            .iter()
            .position(|known| known.id == ally.stance);
        place.unwrap_or(ALLY_STANCES.len())
    });
    allies
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
