//! All notices of one contracting process, the newest word on each point, and what that makes of its status.

use super::{
    notice::{Notice, once_each_code},
    parts::{Award, Lot, Party, Signed},
};
use crate::{
    domain::{dates::Day, identifier::OrganisationId, names::match_key},
    exchange::matching::contradict,
    ledger::ordering,
};

/// One contracting process.
#[derive(Clone, Debug, Default)]
pub(super) struct Process {
    /// The newest word on each point.
    pub(super) said: Notice,
    /// The ids of its notices, the oldest first.
    pub(super) ids: Vec<String>,
    /// Awards that another buyer published under the same id: they are of no concern to this process.
    pub(super) others: Vec<Notice>,
}

/// Puts the notices of each process together, in the order in which the file names them first.
pub(super) fn processes(mut notices: Vec<Notice>) -> Vec<Process> {
    let mut order: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut groups: Vec<Vec<Notice>> = Vec::new();
    for notice in notices.drain(..) {
        let at = *order.entry(notice.ocid.clone()).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(notice);
        }
    }
    groups
        .into_iter()
        .map(|mut group| {
            ordering::sort_by(&mut group, |a, b| {
                (a.moment, &a.date).cmp(&(b.moment, &b.date))
            });
            let mut process = Process::default();
            for notice in group {
                process.add(notice);
            }
            process
        })
        .collect()
}

fn newer<T: Default + PartialEq>(said: &mut T, later: T) {
    if later != T::default() {
        *said = later;
    }
}

/// Takes over what a later notice says, and leaves what it does not speak of.
macro_rules! take_over {
    ($said:expr, $later:expr; $($field:ident),+ $(,)?) => {
        $( newer(&mut $said.$field, $later.$field); )+
    };
}

/// Adds what is not there yet.
fn join<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// Adds what is not there yet, and lets what is there take over the newer word.
fn join_by<T>(all: &mut Vec<T>, more: Vec<T>, is_same: fn(&T, &T) -> bool, add: fn(&mut T, T)) {
    for one in more {
        match all.iter_mut().find(|known| is_same(known, &one)) {
            Some(known) => add(known, one),
            None => all.push(one),
        }
    }
}

impl Process {
    /// Adds a notice that is not older than those before.
    fn add(&mut self, mut later: Notice) {
        self.ids.push(later.id.clone());
        if self.is_of_another_buyer(&later) {
            self.said.had_contacts |= later.had_contacts;
            self.others.push(later);
            return;
        }
        let said = &mut self.said;
        if later.value.is_some() || later.least.is_some() {
            // A range that became a figure, or a figure that became a range, is one statement.
            said.value = later.value.take();
            said.least = later.least.take();
        }
        join_by(
            &mut said.lots,
            later.lots,
            |a, b| a.number == b.number,
            add_lot,
        );
        join_by(
            &mut said.awards,
            later.awards,
            |a, b| a.id == b.id,
            add_award,
        );
        join_by(
            &mut said.contracts,
            later.contracts,
            |a, b| a.id == b.id,
            add_contract,
        );
        let codes = std::mem::take(&mut said.codes);
        said.codes = once_each_code(codes.into_iter().chain(later.codes).collect());
        join(&mut said.places, later.places);
        join(&mut said.events, later.events);
        for paper in later.papers {
            if !said
                .papers
                .iter()
                .any(|known| known.address == paper.address)
            {
                said.papers.push(paper);
            }
        }
        join(&mut said.related, later.related);
        join(&mut said.tags, later.tags);
        join(&mut said.notes, later.notes);
        said.had_contacts |= later.had_contacts;
        take_over!(said, later;
            origin, ocid, id, date, moment, buyer, title, summary, reference, status, gross, deadline, opens, questions_by,
            interest_by, next_notice_on, starts, ends, latest_end, months, method, method_text, regime, category,
            framework, reserved_for, reserved_place, special_regimes, budget, suitable_sme, suitable_vcse, criteria, how_to_apply);
    }

    /// Find a Tender has used one id for awards of a hundred buyers: an award of somebody else is none of this process.
    fn is_of_another_buyer(&self, later: &Notice) -> bool {
        let outcome_only = !later.tags.is_empty()
            && later
                .tags
                .iter()
                .all(|tag| tag.starts_with("award") || tag.starts_with("contract"));
        match (&self.said.buyer, &later.buyer) {
            (Some(known), Some(other)) if outcome_only => !is_same(known, other),
            _ => false,
        }
    }
}

/// Whether two parties are one organisation.
pub(super) fn is_same(one: &Party, other: &Party) -> bool {
    let keys = |party: &Party| -> Vec<String> {
        party
            .ids
            .iter()
            .flat_map(OrganisationId::match_keys)
            .collect()
    };
    let others = keys(other);
    keys(one).iter().any(|key| others.contains(key))
        || !contradict(&one.ids, &other.ids)
            && (match_key(&one.name) == match_key(&other.name)
                || !one.local.is_empty() && one.local == other.local)
}

fn add_lot(known: &mut Lot, mut later: Lot) {
    if later.value.is_some() || later.least.is_some() {
        known.value = later.value.take();
        known.least = later.least.take();
    }
    take_over!(known, later;
        title, summary, status, starts, ends, latest_end, renewal, suitable_sme, suitable_vcse);
}

fn add_award(known: &mut Award, later: Award) {
    take_over!(known, later; title, status, on, value, suppliers, starts, ends, latest_end, lots);
}

fn add_contract(known: &mut Signed, later: Signed) {
    take_over!(known, later; award, title, status, value, starts, ends, latest_end, signed_on, performance);
}

/// Whether an award was made, or is about to be.
pub(super) fn stands(award: &Award) -> bool {
    matches!(award.status.as_str(), "active" | "pending" | "")
}

/// What notices make of an opportunity's status, by rule. Nothing when they say too little. With `ours`, one of our
/// ventures is among the suppliers, by identifier.
pub(super) fn status(said: &Notice, ours: bool, today: Day) -> Option<&'static str> {
    let any_tag = |tags: &[&str]| said.tags.iter().any(|tag| tags.contains(&tag.as_str()));
    let has_notice = |kind: &str| said.papers.iter().any(|paper| paper.kind == kind);
    let contracts = |status: &str| {
        said.contracts
            .iter()
            .any(|contract| contract.status == status)
    };
    let is_live_contract = contracts("active");
    if matches!(
        said.status.as_str(),
        "cancelled" | "unsuccessful" | "withdrawn"
    ) || any_tag(&["tenderCancellation"])
        || has_notice("UK12")
    {
        return Some("cancelled");
    }
    if (contracts("terminated") || any_tag(&["contractTermination"])) && !is_live_contract {
        return Some("ended");
    }
    if is_live_contract {
        return Some(if ours { "contracted" } else { "awarded" });
    }
    if said.awards.iter().any(stands) || !said.contracts.is_empty() {
        return Some(if ours { "preferred" } else { "awarded" });
    }
    if !said.awards.is_empty() {
        // Every award fell through.
        return Some("cancelled");
    }
    let is_engaging =
        has_notice("UK2") || said.events.iter().any(|event| event.kind == "engagement");
    let is_planned = matches!(said.status.as_str(), "planning" | "planned");
    match said.status.as_str() {
        "complete" => Some("closed"),
        "active" => Some(open_or_closed(said, today)),
        _ if is_planned && is_engaging => Some("engaging"),
        _ if is_planned => Some("horizon"),
        _ if any_tag(&["tender", "tenderUpdate", "tenderAmendment"]) => {
            Some(open_or_closed(said, today))
        }
        _ if is_engaging => Some("engaging"),
        _ if any_tag(&["planning", "planningUpdate"]) => Some("horizon"),
        _ => None,
    }
}

fn open_or_closed(said: &Notice, today: Day) -> &'static str {
    match said.deadline.day {
        Some(deadline) if deadline < today => "closed",
        _ => "open",
    }
}
