//! What the page of one opportunity shows.

use super::{name_here, status_label};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        opportunities::{counted_value, probability, shared_out},
        records::{Bid, Contract, Entry, Lot, Opportunity, SocialValuePromise, Step},
        vocabulary::{BID_OUTCOMES, BID_ROLES, CONTRACT_STATUSES},
    },
    ledger::{RecordId, RecordRef, Value, ordering},
    workspace::{open::Workspace, places::place_names},
};

/// A day that matters, whoever set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateLine {
    /// When.
    pub day: Day,
    /// The hour on UK clocks; may be empty.
    pub time: String,
    /// What is due.
    pub label: String,
    /// The opportunity's field, where it can be edited.
    pub field: Option<&'static str>,
}

/// What people call a lot.
pub fn lot_name(lot: &Lot) -> String {
    match (lot.number.as_str(), lot.title.as_str()) {
        ("", "") => "A lot without a name".to_owned(),
        ("", title) => title.to_owned(),
        (number, "") => format!("Lot {number}"),
        (number, title) => format!("Lot {number}: {title}"),
    }
}

/// A lot with what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct LotLine {
    /// The lot.
    pub lot: Lot,
    /// The figure that counts in sums.
    pub value: Option<Pence>,
    /// Our ventures that bid for it.
    pub ventures: Vec<(RecordId, String)>,
}

/// One venture's part in a bid.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its bid.
    pub bid: RecordId,
    /// The venture, and its name.
    pub venture: Option<RecordId>,
    /// The venture's name; empty when it is not here.
    pub name: String,
    /// What it does, in words.
    pub role: &'static str,
    /// Its stated share in percent.
    pub share: Option<i64>,
    /// What that share comes to.
    pub value: Option<Pence>,
}

/// Those who bid together, or one who bids alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Consortium {
    /// The leading bid.
    pub lead: Bid,
    /// Everybody in it, the leader first.
    pub parts: Vec<Part>,
    /// The lots' names; empty for the whole.
    pub lots: Vec<String>,
    /// What it is for: the price offered, else the lots bid for, else the whole.
    pub value: Option<Pence>,
    /// The outcome in words; empty while it is open.
    pub outcome: &'static str,
}

/// A contract in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractLine {
    /// The contract.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Who delivers it, in words.
    pub who: String,
    /// Whether one of our ventures does.
    pub is_ours: bool,
    /// The status in words.
    pub status: &'static str,
    /// Its value.
    pub value: Option<Pence>,
    /// One venture's part of that, in a list of what this venture delivers together with others.
    pub part: Option<Pence>,
    /// First day.
    pub starts: Option<Day>,
    /// Last day.
    pub ends: Option<Day>,
    /// The opportunity it came from.
    pub opportunity: Option<RecordId>,
}

/// Everything about one opportunity.
#[derive(Clone, Debug, PartialEq)]
pub struct OpportunityPage {
    /// The opportunity's own fields.
    pub opportunity: Opportunity,
    /// The buyer's name; empty when nobody knows.
    pub buyer_name: String,
    /// The probability that counts, in percent.
    pub probability: u8,
    /// Whether that is our own, or an assumption for the status.
    pub is_own_probability: bool,
    /// The dates that the buyer set, by day.
    pub buyer_dates: Vec<DateLine>,
    /// Our own dates, by day.
    pub our_dates: Vec<DateLine>,
    /// The names of the places.
    pub places: Vec<String>,
    /// The lots, by number.
    pub lots: Vec<LotLine>,
    /// Who bids, the first bid first.
    pub bids: Vec<Consortium>,
    /// Who won, by name.
    pub winners: Vec<(RecordId, String)>,
    /// Contracts that came from it.
    pub contracts: Vec<ContractLine>,
    /// Conversations about it, newest first.
    pub entries: Vec<Entry>,
    /// Steps that belong to it, open ones first.
    pub steps: Vec<Step>,
    /// What was promised for people and place.
    pub promises: Vec<SocialValuePromise>,
    /// What the notice says of the status where that differs from ours, in a sentence.
    pub notice_says: Option<String>,
}

impl Workspace {
    /// The page of an opportunity; `None` when it is not here.
    pub fn opportunity_page(&self, id: RecordId) -> Option<OpportunityPage> {
        let record = self.record(id)?;
        if &**record.kind() != Opportunity::KIND {
            return None;
        }
        let opportunity = Opportunity::read(record);
        let about = |kind: &'static str| self.belonging(id, kind, "opportunity");
        let bids: Vec<Bid> = about(Bid::KIND).map(Bid::read).collect();
        let lots: Vec<Lot> = about(Lot::KIND).map(Lot::read).collect();
        let named = |id: &RecordId| {
            Some((*id, name_here(self, Some(*id)))).filter(|(_, name)| !name.is_empty())
        };
        Some(OpportunityPage {
            buyer_name: name_here(self, opportunity.buyer),
            probability: probability(
                opportunity.probability,
                &opportunity.status,
                &self.incubator().probabilities,
            ),
            is_own_probability: opportunity.probability.is_some(),
            buyer_dates: buyer_dates(&opportunity),
            our_dates: our_dates(&opportunity),
            places: place_names(self, &opportunity.places),
            bids: self.consortia(&opportunity, &bids, &lots),
            lots: self.lot_lines(lots, &bids),
            winners: opportunity.winners.iter().filter_map(named).collect(),
            contracts: about(Contract::KIND)
                .map(|contract| self.contract_line(&contract))
                .collect(),
            entries: newest_first(about(Entry::KIND).map(Entry::read).collect()),
            steps: open_first(about(Step::KIND).map(Step::read).collect()),
            promises: about(SocialValuePromise::KIND)
                .map(SocialValuePromise::read)
                .collect(),
            notice_says: notice_says(&opportunity),
            opportunity,
        })
    }

    /// Conversations that name a contract, newest first, and its steps, open ones first.
    pub fn about_contract(&self, contract: RecordId) -> (Vec<Entry>, Vec<Step>) {
        let entries = self.belonging(contract, Entry::KIND, "contract");
        let steps = self.belonging(contract, Step::KIND, "contract");
        (
            newest_first(entries.map(Entry::read).collect()),
            open_first(steps.map(Step::read).collect()),
        )
    }

    pub(super) fn consortia(
        &self,
        opportunity: &Opportunity,
        bids: &[Bid],
        lots: &[Lot],
    ) -> Vec<Consortium> {
        let mut leading: Vec<&Bid> = bids.iter().filter(|bid| bid.led_by.is_none()).collect();
        ordering::sort_by_key(&mut leading, |bid| {
            (bid.submitted_on.is_none(), bid.submitted_on, bid.id)
        });
        leading
            .into_iter()
            .map(|lead| {
                let value = value_of_bid(lead, opportunity, lots);
                let beside = bids.iter().filter(|bid| bid.led_by == Some(lead.id));
                let members: Vec<&Bid> = std::iter::once(lead).chain(beside).collect();
                let shares: Vec<Option<i64>> = members.iter().map(|bid| bid.share).collect();
                let values = value.map(|value| shared_out(value, &shares));
                let part = |(at, bid): (usize, &&Bid)| Part {
                    bid: bid.id,
                    venture: bid.venture,
                    name: name_here(self, bid.venture),
                    role: word(BID_ROLES, &bid.role),
                    share: bid.share,
                    value: values.as_ref().and_then(|values| values.get(at).copied()),
                };
                let named = |id: &RecordId| lots.iter().find(|lot| lot.id == *id).map(lot_name);
                Consortium {
                    parts: members.iter().enumerate().map(part).collect(),
                    lots: lead.lots.iter().filter_map(named).collect(),
                    value,
                    outcome: word(BID_OUTCOMES, &lead.outcome),
                    lead: lead.clone(),
                }
            })
            .collect()
    }

    fn lot_lines(&self, mut lots: Vec<Lot>, bids: &[Bid]) -> Vec<LotLine> {
        ordering::sort_by_key(&mut lots, |lot| {
            (
                lot.number.parse::<u64>().unwrap_or(u64::MAX),
                lot.number.clone(),
            )
        });
        let line = |lot: Lot| {
            let mut ventures: Vec<(RecordId, String)> = Vec::new();
            for bid in bids.iter().filter(|bid| bid.lots.contains(&lot.id)) {
                let name = name_here(self, bid.venture);
                if let Some(venture) = bid.venture.filter(|_| !name.is_empty()) {
                    ventures.push((venture, name));
                }
            }
            LotLine {
                value: counted_value(lot.value, lot.value_low, lot.value_high),
                ventures,
                lot,
            }
        };
        lots.into_iter().map(line).collect()
    }

    /// A contract as it stands in a list.
    pub fn contract_line(&self, record: &RecordRef<'_>) -> ContractLine {
        self.line_of_contract(Contract::read(*record))
    }

    pub(super) fn line_of_contract(&self, contract: Contract) -> ContractLine {
        ContractLine {
            id: contract.id,
            who: self.deliverers(&contract),
            is_ours: contract.venture.is_some() || !contract.partners.is_empty(),
            status: word(CONTRACT_STATUSES, &contract.status),
            value: contract.value,
            part: None,
            starts: contract.starts,
            ends: contract.ends,
            opportunity: contract.opportunity,
            title: contract.title,
        }
    }
}

fn newest_first(mut entries: Vec<Entry>) -> Vec<Entry> {
    ordering::sort_by_key(&mut entries, |entry| {
        std::cmp::Reverse((entry.happened_on, entry.id))
    });
    entries
}

fn open_first(mut steps: Vec<Step>) -> Vec<Step> {
    ordering::sort_by_key(&mut steps, |step| {
        (
            step.done_on.is_some(),
            step.due.is_none(),
            step.due,
            step.id,
        )
    });
    steps
}

/// The label of an id; empty when there is none or the list does not know it.
fn word(choices: &'static [crate::domain::vocabulary::Choice], id: &str) -> &'static str {
    choices
        .iter()
        .find(|known| known.id == id)
        .map_or("", |known| known.label)
}

/// What a bid is for: the price offered, else the lots bid for, else the whole.
pub(super) fn value_of_bid(lead: &Bid, opportunity: &Opportunity, lots: &[Lot]) -> Option<Pence> {
    let values = lots
        .iter()
        .filter(|lot| lead.lots.contains(&lot.id))
        .filter_map(|lot| counted_value(lot.value, lot.value_low, lot.value_high));
    let values: Vec<Pence> = values.collect();
    let of_lots = Pence::sum(values.iter().copied()).filter(|_| !values.is_empty());
    lead.price
        .or(of_lots)
        .or_else(|| opportunity.counted_value())
}

fn notice_says(opportunity: &Opportunity) -> Option<String> {
    if opportunity.notice_status.is_empty() || opportunity.notice_status == opportunity.status {
        return None;
    }
    Some(format!(
        "The notice says “{}”; here it is “{}”.",
        status_label(&opportunity.notice_status),
        status_label(&opportunity.status)
    ))
}

fn buyer_dates(opportunity: &Opportunity) -> Vec<DateLine> {
    let fixed = [
        (opportunity.interest_by, "Interest until", "interest_by"),
        (opportunity.questions_by, "Questions until", "questions_by"),
        (opportunity.deadline, "Deadline", "deadline"),
        (
            opportunity.next_notice_on,
            "Next notice expected",
            "next_notice_on",
        ),
        (
            opportunity.contract_starts,
            "Contract starts",
            "contract_starts",
        ),
        (opportunity.contract_ends, "Contract ends", "contract_ends"),
    ];
    let mut dates = lines(&fixed);
    for date in &mut dates {
        if date.field == Some("deadline") {
            date.time.clone_from(&opportunity.deadline_time);
        }
    }
    let text = |value: &Value, key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    for event in opportunity.buyer_dates.as_array().into_iter().flatten() {
        if let Ok(day) = Day::parse(&text(event, "day")) {
            dates.push(DateLine {
                day,
                time: String::new(),
                label: text(event, "title"),
                field: None,
            });
        }
    }
    ordering::sort_by_key(&mut dates, |date| date.day);
    dates
}

fn our_dates(opportunity: &Opportunity) -> Vec<DateLine> {
    let mut dates = lines(&[
        (opportunity.decide_by, "We decide by", "decide_by"),
        (opportunity.draft_by, "Our draft by", "draft_by"),
        (opportunity.submit_by, "We submit by", "submit_by"),
    ]);
    ordering::sort_by_key(&mut dates, |date| date.day);
    dates
}

fn lines(dates: &[(Option<Day>, &'static str, &'static str)]) -> Vec<DateLine> {
    let line = |(day, label, field): &(Option<Day>, &'static str, &'static str)| {
        Some(DateLine {
            day: (*day)?,
            time: String::new(),
            label: (*label).to_owned(),
            field: Some(*field),
        })
    };
    dates.iter().filter_map(line).collect()
}
