//! Saying what becomes of parts of an answer, one or all at once.

use crate::{
    ledger::RecordId,
    ui::{actions::Actor, parts::focus_soon},
    workspace::{Command, FounderDeed, founders::Verdict},
};

/// The element that says what became of a part.
pub(super) fn verdict_id(key: &str) -> String {
    format!("verdict-{key}")
}

/// Decides, and says what was done.
pub(super) fn decide(actor: Actor, answer: RecordId, decisions: Vec<(String, Verdict)>) -> bool {
    let only = match decisions.as_slice() {
        [(key, _)] => Some(verdict_id(key)),
        _ => None,
    };
    let done = actor.act(Command::founders(FounderDeed::Review { answer, decisions }));
    // The button that decided goes away: what came of it stands in its place.
    if let Some(verdict) = only.filter(|_| done) {
        focus_soon(verdict);
    }
    done
}
