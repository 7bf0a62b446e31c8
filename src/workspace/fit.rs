//! Fit: which ventures could go for an opportunity, why, and what holds each back.
//!
//! There is no score. A venture is listed with what speaks for it and against it, each in words; the order follows from
//! the reasons, and from nothing that is not shown. What holds a venture back can be put right: a paper, a register entry,
//! a point of the gate; what speaks against it cannot, or not soon.

mod gaps;
mod matching;
mod portfolio;
mod risk;

use std::cmp::Reverse;

use crate::{
    domain::{
        dates::Day,
        money::Pence,
        names::search_key,
        opportunities::{self, is_live},
        records::{Bid, Lot, Opportunity, Venture},
    },
    ledger::{RecordId, RecordRef, id_map::IdSet, ordering},
    workspace::{open::Workspace, shown::is_active},
};

pub use gaps::{Gap, GapKind};
pub use portfolio::BlockedBy;
pub use risk::{Risk, RiskStep};

/// Kinds of records whose change can alter who fits; for views that follow them.
pub const KINDS: &[&str] = &[
    Opportunity::KIND,
    Lot::KIND,
    Bid::KIND,
    Venture::KIND,
    "document",
    "gate_check",
    "organisation",
    "place",
    "stage",
    "criterion",
    "contract",
    "entry",
];

/// What a reason is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Where the work is.
    Place,
    /// What the venture is about.
    Theme,
    /// What the procurement codes say.
    Code,
    /// How large it is beside the venture.
    Size,
    /// To whom it is reserved.
    Reserved,
    /// Whom the buyer says it suits.
    Suitable,
}

/// Which way a reason points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// It speaks for the venture.
    For,
    /// Nobody has written down what would tell.
    Unknown,
    /// It speaks against it.
    Against,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub aspect: Aspect,
    /// Which way it points.
    pub says: Says,
    /// In words.
    pub text: String,
}

/// Where a venture stands towards an opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// Nothing that we know of holds it back.
    CouldNow,
    /// Something holds it back that can be put right.
    CouldOnce,
    /// Something speaks against it.
    Unlikely,
}

impl Stand {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::CouldNow => "Could go for it now",
            Self::CouldOnce => "Could, once the gaps are closed",
            Self::Unlikely => "Something speaks against it",
        }
    }
}

/// A venture beside an opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The venture.
    pub venture: RecordId,
    /// Its name.
    pub name: String,
    /// Whether it bids already.
    pub is_bidding: bool,
    /// Where it stands.
    pub stand: Stand,
    /// Why, what speaks for it first; never empty.
    pub reasons: Vec<Reason>,
    /// What holds it back.
    pub gaps: Vec<Gap>,
}

/// A venture beside an opportunity, before anything is put into words.
#[derive(Clone, Copy)]
struct Candidate<'v> {
    venture: &'v Venture,
    is_bidding: bool,
    against: usize,
    speaks_for: usize,
}

impl Candidate<'_> {
    /// Who comes first, as far as reasons tell.
    fn order(&self) -> (bool, usize, Reverse<usize>) {
        (!self.is_bidding, self.against, Reverse(self.speaks_for))
    }
}

/// The ventures beside an opportunity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fits {
    /// Those that fit best first, at most as many as were asked for.
    pub ventures: Vec<Fit>,
    /// How many there are in all.
    pub count: usize,
}

/// An opportunity as it is compared with many ventures: read and folded once.
pub(super) struct Wanted {
    opportunity: Opportunity,
    /// Title, summary and names of the codes, folded, a space at both ends.
    words: String,
    /// What a year of it comes to; the whole where no term is known.
    yearly: Option<Pence>,
    is_yearly_known: bool,
    /// Ventures that bid for it.
    bidding: IdSet<RecordId>,
    /// Papers must be valid on this day.
    valid_on: Day,
}

impl Wanted {
    fn new(opportunity: Opportunity, bidding: IdSet<RecordId>, today: Day) -> Self {
        let codes = opportunity.codes.join(" ");
        let text = format!("{} {} {codes}", opportunity.title, opportunity.summary);
        let words = format!(" {} ", search_key(&text));
        let (yearly, is_yearly_known) = yearly(&opportunity);
        let valid_on = opportunity.deadline.map_or(today, |day| day.max(today));
        Self {
            opportunity,
            words,
            yearly,
            is_yearly_known,
            bidding,
            valid_on,
        }
    }
}

/// What a year of an opportunity comes to, and whether its term is known. A term of less than a year counts as one.
fn yearly(opportunity: &Opportunity) -> (Option<Pence>, bool) {
    let value = opportunity.counted_value().filter(|value| value.get() > 0);
    let days = match (opportunity.contract_starts, opportunity.contract_ends) {
        (Some(first), Some(last)) if first <= last => Some(first.days_until(last) + 1),
        _ => opportunity
            .contract_months
            .filter(|months| (1..=600).contains(months))
            .map(|months| months * 365 / 12),
    };
    let spread = |value: Pence| match days {
        Some(days) if days > 366 => {
            let yearly = i128::from(value.get()) * 365 / i128::from(days);
            Pence(i64::try_from(yearly).unwrap_or(value.get()))
        }
        _ => value,
    };
    (value.map(spread), days.is_some())
}

fn id_in(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    RecordId::parse(record.value(field).text()?).ok()
}

impl Workspace {
    fn wanted(&self, opportunity: RecordId, today: Day) -> Option<Wanted> {
        let record = self.record(opportunity)?;
        let bidding = self
            .belonging(opportunity, Bid::KIND, "opportunity")
            .filter(stands)
            .filter_map(|bid| id_in(&bid, "venture"));
        let bidding: IdSet<RecordId> = bidding.collect();
        Some(Wanted::new(Opportunity::read(record), bidding, today))
    }

    /// Ventures that could go for an opportunity, at most `most`: those that bid, then those for which most speaks and
    /// which least holds back. A venture for which nothing speaks is not listed.
    pub fn fits(&self, opportunity: RecordId, today: Day, most: usize) -> Fits {
        let Some(wanted) = self.wanted(opportunity, today) else {
            return Fits::default();
        };
        let mut themes = matching::ThemesMet::default();
        let active = self.facts().ventures().filter(|venture| is_active(venture));
        let mut found: Vec<Candidate<'_>> = active
            .filter_map(|venture| self.candidate(&wanted, venture, &mut themes))
            .collect();
        let count = found.len();
        // To look for gaps takes long: it is done where reasons alone do not say who comes first.
        let last = ordering::first_by_key(&found, most, Candidate::order).pop();
        found.retain(|one| last.is_some_and(|last| one.order() <= last.order()));
        let first = ordering::first_by_key(&found, most, |one| {
            let Venture { name, id, .. } = one.venture;
            let gaps = self.gap_count(&wanted, one.venture);
            (one.order(), gaps, name.as_str(), *id)
        });
        let fits = first
            .into_iter()
            .map(|one| self.fit_with(&wanted, one.venture, &mut themes));
        Fits {
            ventures: fits.collect(),
            count,
        }
    }

    /// Opportunities that a venture could go for and does not yet, those for which most speaks first, at most `most`.
    pub fn could_go_for(&self, venture: RecordId, today: Day, most: usize) -> Vec<(RecordId, Fit)> {
        let Some(venture) = self.facts().venture(venture) else {
            return Vec::new();
        };
        let around = self.facts().of(venture.id).map(|facts| &facts.around);
        let bids = around
            .into_iter()
            .flatten()
            .filter_map(|id| self.record(*id));
        let bid_for: IdSet<RecordId> = bids
            .filter(|record| &**record.kind() == Bid::KIND)
            .filter_map(|bid| id_in(&bid, "opportunity"))
            .collect();
        let mut found = Vec::new();
        for record in self.records().of_kind(Opportunity::KIND) {
            let status = record.value("status").text().unwrap_or_default();
            let is_past = |text: &str| Day::parse(text).is_ok_and(|day| day < today);
            if !is_live(status)
                || matches!(status, "submitted" | "preferred" | "won")
                || bid_for.contains(&record.id())
                || record.value("decision").text() == Some("no_go")
                || record.value("deadline").text().is_some_and(is_past)
            {
                continue;
            }
            let wanted = Wanted::new(Opportunity::read(record), IdSet::default(), today);
            // Each opportunity has words of its own.
            let mut themes = matching::ThemesMet::default();
            if let Some(one) = self.candidate(&wanted, venture, &mut themes) {
                let gaps = self.gap_count(&wanted, venture);
                found.push((one.order(), gaps, record.id()));
            }
        }
        let fit = |opportunity: RecordId| {
            let read = self.record(opportunity).map(Opportunity::read)?;
            let wanted = Wanted::new(read, IdSet::default(), today);
            let fit = self.fit_with(&wanted, venture, &mut matching::ThemesMet::default());
            Some((opportunity, fit))
        };
        let first = ordering::first_by_key(&found, most, |found| *found);
        first.into_iter().filter_map(|(.., id)| fit(id)).collect()
    }

    /// A venture beside an opportunity, counted; nothing when it does not bid and nothing of what it is about speaks for
    /// it.
    fn candidate<'v>(
        &self,
        wanted: &Wanted,
        venture: &'v Venture,
        themes: &mut matching::ThemesMet,
    ) -> Option<Candidate<'v>> {
        let is_bidding = wanted.bidding.contains(&venture.id);
        if !is_bidding && !matching::is_about(wanted, venture, themes) {
            return None;
        }
        let mut heard = matching::Heard::default();
        self.reasons(wanted, venture, themes, &mut heard);
        Some(Candidate {
            venture,
            is_bidding,
            against: heard.against,
            speaks_for: heard.speaks_for,
        })
    }

    fn gap_count(&self, wanted: &Wanted, venture: &Venture) -> usize {
        let mut held = gaps::HeldBack::default();
        self.gaps(wanted, venture, &mut held);
        held.count
    }

    fn fit_with(
        &self,
        wanted: &Wanted,
        venture: &Venture,
        themes: &mut matching::ThemesMet,
    ) -> Fit {
        let mut held = gaps::HeldBack::in_words();
        self.gaps(wanted, venture, &mut held);
        let mut heard = matching::Heard::in_words();
        self.reasons(wanted, venture, themes, &mut heard);
        let gaps = held.told.unwrap_or_default();
        let mut reasons = heard.told.unwrap_or_default();
        if reasons.is_empty() {
            reasons.push(Reason {
                aspect: Aspect::Theme,
                says: Says::Unknown,
                text: "Neither its themes nor its places say anything about this.".to_owned(),
            });
        }
        ordering::sort_by_key(&mut reasons, |reason| (reason.says, reason.aspect));
        let is_against = reasons.iter().any(|reason| reason.says == Says::Against);
        let stand = match (is_against, gaps.is_empty()) {
            (true, _) => Stand::Unlikely,
            (false, true) => Stand::CouldNow,
            (false, false) => Stand::CouldOnce,
        };
        Fit {
            venture: venture.id,
            name: venture.name.clone(),
            is_bidding: wanted.bidding.contains(&venture.id),
            stand,
            reasons,
            gaps,
        }
    }
}

/// Whether a bid is neither lost nor taken back.
fn stands(bid: &RecordRef<'_>) -> bool {
    bid.value("outcome")
        .text()
        .is_none_or(opportunities::stands)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
