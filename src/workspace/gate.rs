//! A venture's gate: what is asked on the way to a stage and how each point stands.

mod recorded;

use super::{journey::Journey, open::Workspace};
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

impl GatePoint {
    /// Whether this point stands in nobody's way.
    pub fn is_passed(&self) -> bool {
        matches!(self.state.as_str(), "met" | "not_applicable")
    }
}

impl Workspace {
    /// Every criterion between a venture's stage and `to`; empty on the way back.
    pub fn gate(&self, venture: &Venture, to: &str) -> Vec<GatePoint> {
        // Working out the name of a check takes long, and most ventures have none yet.
        let around = self.facts().of(venture.id).map(|facts| &facts.around);
        let is_checked = around.into_iter().flatten().any(|id| {
            let record = self.record(*id);
            record.is_some_and(|record| &**record.kind() == GateCheck::KIND)
        });
        self.journey()
            .criteria_between(&venture.stage, to)
            .into_iter()
            .map(|criterion| {
                let check = is_checked
                    .then(|| Journey::check_record(venture.id, &criterion.code))
                    .and_then(|id| self.record(id))
                    .map(GateCheck::read);
                let (state, note, evidence) = check
                    .map(|check| (check.state, check.note, check.evidence))
                    .filter(|(state, _, _)| !state.is_empty())
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
