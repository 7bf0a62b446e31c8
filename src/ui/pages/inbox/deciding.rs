//! Saying what becomes of parts of an answer, one or all at once.

use crate::{
    ledger::RecordId,
    ui::actions::Actor,
    workspace::{Command, FounderDeed, founders::Verdict},
};

/// Decides, and says what was done.
pub(super) fn decide(actor: Actor, answer: RecordId, decisions: Vec<(String, Verdict)>) -> bool {
    actor.act(Command::founders(FounderDeed::Review { answer, decisions }))
}
