//! Opportunities as a board by status and as a table, and what the page of one shows.
//!
//! [`rows`] reads everything once, in one pass over opportunities and bids; a set ([`OpportunitySet`]) chooses and orders
//! among them, so that typing a word or choosing a filter reads no record again.

mod board;
mod column;
mod dealings;
mod page;
mod set;

use std::sync::Arc;

pub use board::{StatusColumn, Sums, board, sums};
pub use column::{OpportunityColumn, cell_text};
pub(super) use dealings::delivers;
pub use dealings::{BidLine, Dealings};
pub use page::{Consortium, ContractLine, DateLine, LotLine, OpportunityPage, Part, lot_name};
pub use set::{Due, OPPORTUNITY_FILTERS, OpportunitySet, filter_choices, filter_label};

use super::open::Workspace;
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        names::search_key,
        opportunities::{Certainty, certainty, is_live, is_pursued, probability},
        records::{Bid, Contract, Lot, Opportunity, Organisation, Place, Venture},
        schema::FieldSlot,
        vocabulary::{OPPORTUNITY_STATUSES, label_of},
    },
    ledger::{RecordId, RecordRef, id_map::IdMap, ordering},
};

/// Kinds of records whose change can alter the rows; for views that follow them.
pub const KINDS: &[&str] = &[
    Opportunity::KIND,
    Bid::KIND,
    Organisation::KIND,
    Venture::KIND,
    Place::KIND,
    "incubator",
];

/// Kinds of records whose change can alter the page of one opportunity.
pub const PAGE_KINDS: &[&str] = &[
    Opportunity::KIND,
    Bid::KIND,
    Lot::KIND,
    Contract::KIND,
    Organisation::KIND,
    Venture::KIND,
    Place::KIND,
    "entry",
    "step",
    "promise",
    "incubator",
];

/// One opportunity as a card or a line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct OpportunityRow {
    /// The opportunity.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// The buyer.
    pub buyer: Option<RecordId>,
    /// The buyer's name; empty when nobody knows.
    pub buyer_name: String,
    /// The status' id.
    pub status: String,
    /// Since when.
    pub status_since: Option<Day>,
    /// What the newest notice says of the status; empty when it came from no notice.
    pub notice_status: String,
    /// The figure that counts in sums.
    pub value: Option<Pence>,
    /// The value in words: a range is one.
    pub value_words: String,
    /// The probability that counts, in percent.
    pub probability: u8,
    /// The value times the probability, rounded half to even; nothing where nobody of ours goes for it.
    pub weighted: Option<Pence>,
    /// How sure the money is.
    pub certainty: Certainty,
    /// The evidence's id.
    pub evidence: String,
    /// The last day for bids.
    pub deadline: Option<Day>,
    /// The hour of that day on UK clocks; may be empty.
    pub deadline_time: String,
    /// The next of our own dates: decide, draft, submit. Those that passed are left out once the bid is off.
    pub our_next: Option<(Day, &'static str)>,
    /// The last day of the contract.
    pub contract_ends: Option<Day>,
    /// CPV codes with their names.
    pub codes: Vec<String>,
    /// Where the work is.
    pub places: Vec<RecordId>,
    /// The procurement method's id.
    pub method: String,
    /// The regime's id.
    pub regime: String,
    /// To whom it is reserved.
    pub reserved_for: Vec<String>,
    /// Whether the buyer says that it suits small and medium enterprises.
    pub suitable_sme: bool,
    /// Whether the buyer says that it suits VCSEs.
    pub suitable_vcse: bool,
    /// The go or no-go decision's id; empty when open.
    pub decision: String,
    /// The kind's id.
    pub kind: String,
    /// Our ventures in it, those that lead first.
    pub ventures: Vec<RecordId>,
    /// Everything it is found by, folded.
    key: String,
    /// The title, folded.
    title_key: String,
}

impl OpportunityRow {
    /// The status in words.
    pub fn status_label(&self) -> &'static str {
        OPPORTUNITY_STATUSES
            .iter()
            .find(|known| known.id == self.status)
            .map_or("No status", |known| known.label)
    }

    /// Days to the deadline; negative when it has passed, `None` when there is none or nothing more comes of it.
    pub fn days_left(&self, today: Day) -> Option<i64> {
        let deadline = self.deadline.filter(|_| is_live(&self.status))?;
        Some(today.days_until(deadline))
    }

    /// What the notice says, in words, where that differs from our own status.
    pub fn notice_differs(&self) -> Option<&'static str> {
        let says = OPPORTUNITY_STATUSES
            .iter()
            .find(|known| known.id == self.notice_status)?;
        (says.id != self.status).then_some(says.label)
    }
}

/// A reference in a field.
fn reference(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    RecordId::parse(record.value(field).text()?).ok()
}

/// The ventures in every opportunity, those that lead first.
fn ventures_in(workspace: &Workspace) -> IdMap<RecordId, Vec<RecordId>> {
    let mut ventures: IdMap<RecordId, Vec<RecordId>> = IdMap::default();
    for bid in workspace.records().of_kind(Bid::KIND) {
        let pair = reference(&bid, "opportunity").zip(reference(&bid, "venture"));
        let Some((opportunity, venture)) = pair else {
            continue;
        };
        if workspace.facts().venture(venture).is_none() {
            continue;
        }
        let known = ventures.entry(opportunity).or_default();
        if !known.contains(&venture) {
            let leads = reference(&bid, "led_by").is_none();
            let at = if leads { 0 } else { known.len() };
            known.insert(at, venture);
        }
    }
    ventures
}

/// Every opportunity that is not deleted, by title.
pub fn rows(workspace: &Workspace) -> Vec<Arc<OpportunityRow>> {
    let assumed = workspace.incubator().probabilities;
    let mut ventures = ventures_in(workspace);
    let mut names: IdMap<RecordId, String> = IdMap::default();
    let mut name = |id: RecordId| {
        let known = names.entry(id).or_insert_with(|| {
            workspace
                .record(id)
                .map_or_else(String::new, |_| workspace.name_of(id))
        });
        known.clone()
    };
    let mut rows: Vec<Arc<OpportunityRow>> = workspace
        .records()
        .of_kind(Opportunity::KIND)
        .map(|record| {
            let opportunity = brief(record);
            let ventures = ventures.remove(&opportunity.id).unwrap_or_default();
            let buyer_name = opportunity.buyer.map(&mut name).unwrap_or_default();
            let venture_names: Vec<String> = ventures.iter().map(|id| name(*id)).collect();
            let percent = probability(opportunity.probability, &opportunity.status, &assumed);
            Arc::new(row_of(
                opportunity,
                percent,
                (buyer_name, ventures, venture_names),
            ))
        })
        .collect();
    ordering::sort_by(&mut rows, |a, b| {
        (&a.title_key, a.id).cmp(&(&b.title_key, b.id))
    });
    rows
}

/// The parts of an opportunity that a row needs: what buyers write at length, and lists of papers, stay packed.
fn brief(record: RecordRef<'_>) -> Opportunity {
    let mut brief = Opportunity::blank(record.id());
    record.each_value(&mut |name, value| {
        let slot: &mut dyn FieldSlot = match name {
            "title" => &mut brief.title,
            "buyer" => &mut brief.buyer,
            "status" => &mut brief.status,
            "status_since" => &mut brief.status_since,
            "kind" => &mut brief.kind,
            "value" => &mut brief.value,
            "value_low" => &mut brief.value_low,
            "value_high" => &mut brief.value_high,
            "value_other" => &mut brief.value_other,
            "probability" => &mut brief.probability,
            "evidence" => &mut brief.evidence,
            "deadline" => &mut brief.deadline,
            "deadline_time" => &mut brief.deadline_time,
            "decide_by" => &mut brief.decide_by,
            "draft_by" => &mut brief.draft_by,
            "submit_by" => &mut brief.submit_by,
            "contract_ends" => &mut brief.contract_ends,
            "regime" => &mut brief.regime,
            "method" => &mut brief.method,
            "suitable_sme" => &mut brief.suitable_sme,
            "suitable_vcse" => &mut brief.suitable_vcse,
            "decision" => &mut brief.decision,
            "feedback" => &mut brief.feedback,
            "lesson" => &mut brief.lesson,
            "ocid" => &mut brief.ocid,
            "reference" => &mut brief.reference,
            "notice_status" => &mut brief.notice_status,
            _ => return,
        };
        slot.take(value);
    });
    brief.codes.take_items(&record.items("codes"));
    brief.places.take_items(&record.items("places"));
    brief.reserved_for.take_items(&record.items("reserved_for"));
    brief
}

fn row_of(
    opportunity: Opportunity,
    probability: u8,
    (buyer_name, ventures, venture_names): (String, Vec<RecordId>, Vec<String>),
) -> OpportunityRow {
    let value = opportunity.counted_value();
    let has_notice = !opportunity.ocid.is_empty();
    let is_in = is_pursued(!ventures.is_empty(), &opportunity.status, has_notice);
    let words = [
        &opportunity.title,
        &buyer_name,
        &opportunity.reference,
        &opportunity.ocid,
        &opportunity.lesson,
        &opportunity.feedback,
        &opportunity.codes.join(" "),
        &venture_names.join(" "),
    ]
    .map(String::as_str)
    .join(" ");
    OpportunityRow {
        id: opportunity.id,
        key: search_key(&words),
        title_key: search_key(&opportunity.title),
        value_words: opportunity.value_words(),
        certainty: certainty(&opportunity),
        our_next: our_next(&opportunity),
        // As in the forecast: what nobody of ours goes for counts for nothing.
        weighted: value
            .filter(|_| is_in)
            .map(|value| value.weighted(probability)),
        value,
        probability,
        buyer: opportunity.buyer,
        buyer_name,
        title: opportunity.title,
        status: opportunity.status,
        status_since: opportunity.status_since,
        notice_status: opportunity.notice_status,
        evidence: opportunity.evidence,
        deadline: opportunity.deadline,
        deadline_time: opportunity.deadline_time,
        contract_ends: opportunity.contract_ends,
        codes: opportunity.codes,
        places: opportunity.places,
        method: opportunity.method,
        regime: opportunity.regime,
        reserved_for: opportunity.reserved_for,
        suitable_sme: opportunity.suitable_sme,
        suitable_vcse: opportunity.suitable_vcse,
        decision: opportunity.decision,
        kind: opportunity.kind,
        ventures,
    }
}

/// The next of our own dates that is still to be met.
fn our_next(opportunity: &Opportunity) -> Option<(Day, &'static str)> {
    if !matches!(
        opportunity.status.as_str(),
        "conversation" | "horizon" | "engaging" | "open" | "bidding"
    ) {
        return None;
    }
    let decided = !opportunity.decision.is_empty() && opportunity.decision != "wait";
    let dates = [
        (opportunity.decide_by.filter(|_| !decided), "decide"),
        (opportunity.draft_by, "draft"),
        (opportunity.submit_by, "submit"),
    ];
    dates
        .into_iter()
        .filter_map(|(day, what)| Some((day?, what)))
        .min()
}

/// A name of another record as shown; empty when it is not here.
fn name_here(workspace: &Workspace, id: Option<RecordId>) -> String {
    id.filter(|id| workspace.record(*id).is_some())
        .map(|id| workspace.name_of(id))
        .unwrap_or_default()
}

/// The label of a status' id.
pub fn status_label(id: &str) -> &str {
    label_of(OPPORTUNITY_STATUSES, id)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::workspace) mod tests;
