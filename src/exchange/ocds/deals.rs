//! What came of a process: one contract for each award, or for each contract that names it.

use super::{
    notice::Notice,
    parts::{Award, Party, Signed},
    process::stands,
    value::Money,
};
use crate::domain::dates::Day;

/// A contract, as award and contract notice tell of it together.
#[derive(Clone, Debug, Default)]
pub(super) struct Deal {
    /// The award's id, so that the contract's notice finds what the award's notice made; the contract's own id for
    /// further contracts of one award.
    pub(super) key: String,
    pub(super) title: String,
    /// An id of [`crate::domain::vocabulary::CONTRACT_STATUSES`].
    pub(super) status: &'static str,
    pub(super) value: Option<Money>,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) latest_end: Option<Day>,
    pub(super) signed_on: Option<Day>,
    pub(super) suppliers: Vec<Party>,
    /// The numbers of the lots that it is for; none means the whole.
    pub(super) lots: Vec<String>,
    pub(super) performance: String,
}

/// The contracts that a process led to.
pub(super) fn deals(said: &Notice, today: Day) -> Vec<Deal> {
    let mut deals: Vec<Deal> = Vec::new();
    for award in &said.awards {
        let mut signed = said
            .contracts
            .iter()
            .filter(|contract| contract.award == award.id)
            .peekable();
        if signed.peek().is_none() && stands(award) {
            deals.push(of_award(said, award, today));
        }
        for (at, contract) in signed.enumerate() {
            let key = if at == 0 { &award.id } else { &contract.id };
            deals.push(of_contract(key, contract, Some(award), today));
        }
    }
    for contract in &said.contracts {
        if said.awards.iter().any(|award| award.id == contract.award) {
            continue;
        }
        let is_taken = deals.iter().any(|deal| deal.key == contract.award);
        let key = if contract.award.is_empty() || is_taken {
            &contract.id
        } else {
            &contract.award
        };
        deals.push(of_contract(key, contract, None, today));
    }
    // What names nobody, no end and no money says nothing that anybody could use.
    deals.retain(|deal| {
        !deal.key.is_empty()
            && (!deal.suppliers.is_empty() || deal.ends.is_some() || deal.value.is_some())
    });
    deals
}

/// The contracts of a notice that another buyer published under the same process id.
pub(super) fn deals_of_others(notice: &Notice, today: Day) -> Vec<Deal> {
    let mut deals = deals(notice, today);
    for deal in &mut deals {
        // Awards are numbered anew in every notice.
        deal.key = format!("{} {}", notice.id, deal.key);
    }
    deals
}

fn of_award(said: &Notice, award: &Award, today: Day) -> Deal {
    // Contracts Finder publishes an award once it is signed; elsewhere the contract has a notice of its own.
    let is_signed = said.ocid.starts_with("ocds-b5fd17-");
    Deal {
        key: award.id.clone(),
        title: award.title.clone(),
        status: ended(
            if is_signed { "active" } else { "pending" },
            (award.ends, award.latest_end),
            today,
        ),
        value: award.value.clone(),
        starts: award.starts,
        ends: award.ends,
        latest_end: award.latest_end,
        signed_on: award.on.filter(|_| is_signed),
        suppliers: award.suppliers.clone(),
        lots: award.lots.clone(),
        performance: String::new(),
    }
}

fn of_contract(key: &str, contract: &Signed, award: Option<&Award>, today: Day) -> Deal {
    let status = match contract.status.as_str() {
        "pending" => "pending",
        "cancelled" => "cancelled",
        "terminated" => "terminated",
        _ => "active",
    };
    let of_award = |field: fn(&Award) -> Option<Day>| award.and_then(field);
    let ends = contract.ends.or_else(|| of_award(|award| award.ends));
    let latest_end = contract
        .latest_end
        .or_else(|| of_award(|award| award.latest_end));
    let title = award.map(|award| award.title.clone()).unwrap_or_default();
    Deal {
        key: key.to_owned(),
        title: if contract.title.is_empty() {
            title
        } else {
            contract.title.clone()
        },
        status: ended(status, (ends, latest_end), today),
        value: contract
            .value
            .clone()
            .or_else(|| award.and_then(|award| award.value.clone())),
        starts: contract.starts.or_else(|| of_award(|award| award.starts)),
        ends,
        latest_end,
        signed_on: contract.signed_on,
        suppliers: award
            .map(|award| award.suppliers.clone())
            .unwrap_or_default(),
        lots: award.map(|award| award.lots.clone()).unwrap_or_default(),
        performance: contract.performance.clone(),
    }
}

/// A contract whose last day has passed has ended, whatever the notice once said.
fn ended(
    status: &'static str,
    (ends, latest): (Option<Day>, Option<Day>),
    today: Day,
) -> &'static str {
    let is_over = latest.max(ends).is_some_and(|last| last < today);
    if is_over && matches!(status, "active" | "pending") {
        "ended"
    } else {
        status
    }
}
