//! Contracts that may be reserved for public service mutuals (Procurement Act 2023, section 33): what speaks for a venture
//! and what is still open. Advice with its reasons, never a judgement: the authority decides.

use super::open::Workspace;
use crate::{
    domain::{
        dates::Day,
        records::{Contract, Venture},
    },
    ledger::RecordId,
};

/// How a point of the checklist stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What we know speaks for it.
    Yes,
    /// What we know speaks against it.
    No,
    /// We do not know yet.
    Open,
}

/// One point of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedPoint {
    /// What the law asks, in plain words.
    pub asks: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// Why we say so, and what would settle it.
    pub reason: String,
}

/// What the law calls a contract of five years or less, in months.
const LONGEST_MONTHS: i32 = 60;
/// How long ago a comparable contract must have been, in years.
const YEARS_BETWEEN: i32 = 3;

impl Workspace {
    /// The checklist for a venture, and, where known, for a contract that it might be awarded on a day by a buyer.
    pub fn reserved_checklist(
        &self,
        venture: RecordId,
        contract: &PossibleContract,
        today: Day,
    ) -> Vec<ReservedPoint> {
        let Some(venture) = self.facts().venture(venture) else {
            return Vec::new();
        };
        let has = |flag: &str| venture.flags.iter().any(|known| known == flag);
        let flagged = |asks: &'static str, yes: bool, because: &str, settle: &str| ReservedPoint {
            asks,
            standing: if yes { Standing::Yes } else { Standing::Open },
            reason: if yes {
                because.to_owned()
            } else {
                settle.to_owned()
            },
        };
        vec![
            flagged(
                "It delivers public services, mainly light-touch services that may be reserved",
                has("light_touch"),
                "So it is noted among the venture’s facts.",
                "Not noted yet. Health, social, education and some community services count; tick the fact on the venture’s page once you have checked.",
            ),
            profits(venture, has("not_for_profit"), has("asset_lock")),
            flagged(
                "It is under the management and control of its employees",
                has("employee_controlled"),
                "The venture is noted as controlled by its employees.",
                "Not noted yet. The governing document should give employees the say: members who are staff, or a board that staff elect.",
            ),
            length(contract),
            self.comparable(venture.id, contract, today),
        ]
    }

    /// No comparable contract with the same authority, under the same section, in the three years before the award.
    fn comparable(
        &self,
        venture: RecordId,
        possible: &PossibleContract,
        today: Day,
    ) -> ReservedPoint {
        let asks = "It had no comparable reserved contract with the same authority in the three years before";
        let award = possible.award_on.unwrap_or(today);
        let since = award.plus_months(-12 * YEARS_BETWEEN);
        let point = |standing, reason: String| ReservedPoint {
            asks,
            standing,
            reason,
        };
        let Some(buyer) = possible.buyer else {
            return point(Standing::Open, "The authority is not known yet.".to_owned());
        };
        let earlier = self
            .records()
            .of_kind(Contract::KIND)
            .map(Contract::read)
            .find(|contract| {
                let is_its =
                    contract.venture == Some(venture) || contract.partners.contains(&venture);
                let begun = contract.signed_on.or(contract.starts);
                is_its
                    && contract.reserved
                    && contract.buyer == Some(buyer)
                    && begun.is_none_or(|day| day >= since && day <= award)
            });
        let name = self.name_of(buyer);
        match earlier {
            Some(contract) if contract.signed_on.or(contract.starts).is_none() => point(
                Standing::Open,
                format!(
                    "“{}” with {name} was reserved, and nobody noted when it was signed.",
                    contract.title
                ),
            ),
            Some(contract) => point(
                Standing::No,
                format!(
                    "“{}” with {name} was reserved and signed on {}. Whether it is comparable is for the authority to say.",
                    contract.title,
                    contract
                        .signed_on
                        .or(contract.starts)
                        .map(|day| day.to_string())
                        .unwrap_or_default()
                ),
            ),
            None => point(
                Standing::Yes,
                format!("No reserved contract with {name} since {since} is noted here."),
            ),
        }
    }
}

/// What is known about the contract in question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PossibleContract {
    /// The authority.
    pub buyer: Option<RecordId>,
    /// When it would be awarded; today when not known.
    pub award_on: Option<Day>,
    /// First day.
    pub starts: Option<Day>,
    /// Last day, with all extensions.
    pub ends: Option<Day>,
}

fn profits(venture: &Venture, not_for_profit: bool, asset_lock: bool) -> ReservedPoint {
    let form = venture.legal_form.as_str();
    let by_form = matches!(
        form,
        "cio" | "scio" | "charitable_company" | "cbs" | "trust"
    );
    let (standing, reason) = if not_for_profit {
        (Standing::Yes, "So it is noted among the venture’s facts.")
    } else if by_form {
        (
            Standing::Yes,
            "Its legal form does not let it hand out profits.",
        )
    } else if asset_lock || form.starts_with("cic") {
        (
            Standing::Open,
            "An asset lock speaks for it. Please check whether profits go to nobody, or to members only.",
        )
    } else {
        (
            Standing::Open,
            "Not noted yet. The governing document says where profits go.",
        )
    };
    ReservedPoint {
        asks: "It is not for profit, or profits go to its members only",
        standing,
        reason: reason.to_owned(),
    }
}

fn length(possible: &PossibleContract) -> ReservedPoint {
    let asks = "The contract runs for five years or less";
    let Some((starts, ends)) = possible.starts.zip(possible.ends) else {
        return ReservedPoint {
            asks,
            standing: Standing::Open,
            reason: "First and last day are not known yet; extensions count.".to_owned(),
        };
    };
    let last = starts.plus_months(LONGEST_MONTHS).plus_days(-1);
    let (standing, word) = if ends <= last {
        (Standing::Yes, "within")
    } else {
        (Standing::No, "beyond")
    };
    ReservedPoint {
        asks,
        standing,
        reason: format!(
            "It runs from {starts} to {ends}, {word} five years (which end on {last})."
        ),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
