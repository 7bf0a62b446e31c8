//! A venture's gate: what is asked on the way to a stage and how each point stands.

mod recorded;

use super::{
    journey::{Journey, JourneyCriterion},
    open::Workspace,
};
use crate::domain::records::{GateCheck, Venture};

/// One criterion with how it stands for a venture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatePoint {
    /// The criterion's id.
    pub code: String,
    /// The stage whose gate asks it.
    pub from: String,
    /// What is asked.
    pub text: String,
    /// An id of [`crate::domain::vocabulary::CRITERION_STATES`]; `not_yet` until somebody says otherwise.
    pub state: String,
    /// In words.
    pub note: String,
    /// Where the evidence is.
    pub evidence: String,
}

/// Whether a point that stands so stands in nobody's way.
pub(super) fn is_passed(state: &str) -> bool {
    matches!(state, "met" | "not_applicable")
}

impl GatePoint {
    /// Whether this point stands in nobody's way.
    pub fn is_passed(&self) -> bool {
        is_passed(&self.state)
    }
}

impl Workspace {
    /// Every criterion between a venture's stage and `to`, with what somebody said of it; empty on the way back.
    pub(super) fn checked(
        &self,
        venture: &Venture,
        to: &str,
    ) -> impl Iterator<Item = (&JourneyCriterion, Option<GateCheck>)> + use<'_> {
        // Working out the name of a check takes long, and most ventures have none yet.
        let around = self.facts().of(venture.id).map(|facts| &facts.around);
        let is_checked = around.into_iter().flatten().any(|id| {
            let record = self.record(*id);
            record.is_some_and(|record| &**record.kind() == GateCheck::KIND)
        });
        let criteria = self.journey().criteria_between(&venture.stage, to);
        let venture = venture.id;
        criteria.into_iter().map(move |criterion| {
            let check = is_checked
                .then(|| Journey::check_record(venture, &criterion.code))
                .and_then(|id| self.record(id))
                .map(GateCheck::read)
                .filter(|check| !check.state.is_empty());
            (criterion, check)
        })
    }

    /// Every criterion between a venture's stage and `to`; empty on the way back.
    pub fn gate(&self, venture: &Venture, to: &str) -> Vec<GatePoint> {
        self.checked(venture, to)
            .map(|(criterion, check)| {
                let (state, note, evidence) = check
                    .map(|check| (check.state, check.note, check.evidence))
                    .unwrap_or_else(|| ("not_yet".to_owned(), String::new(), String::new()));
                GatePoint {
                    code: criterion.code.clone(),
                    from: criterion.from.clone(),
                    text: criterion.text.clone(),
                    state,
                    note,
                    evidence,
                }
            })
            .collect()
    }
}
