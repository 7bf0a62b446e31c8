//! Verbs of going for a contract, as plain data: noted, weighed, bid for, signed.

use super::command::Values;
use crate::ledger::RecordId;

/// A venture in a bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The venture.
    pub venture: RecordId,
    /// Its share in percent; those without one share the rest equally.
    pub share: Option<i64>,
}

impl Member {
    /// A venture that shares equally in what the others leave.
    pub fn of(venture: RecordId) -> Self {
        Self {
            venture,
            share: None,
        }
    }
}

/// What to do about an opportunity; see [`super::Command::pursue`].
#[derive(Clone, Debug, PartialEq)]
pub enum Pursuit {
    /// Note an opportunity, as it comes up in a conversation. It is a conversation somebody told us of until said
    /// otherwise.
    Note {
        /// The new opportunity's id.
        id: RecordId,
        /// Its fields; the title at least.
        values: Values,
        /// The buyer's name, when `values` has no `buyer`: the organisation of that name, made when there is none. May be
        /// empty.
        buyer: String,
        /// The ventures that would go for it, the leading one first. May be empty.
        ventures: Vec<RecordId>,
    },
    /// Move opportunities to another status; the bids in them follow.
    SetStatus {
        /// The opportunities.
        opportunities: Vec<RecordId>,
        /// An id of [`crate::domain::vocabulary::OPPORTUNITY_STATUSES`].
        to: String,
        /// Why; may be empty.
        reason: String,
    },
    /// Decide whether to go for it. A no-go needs its reason and takes the opportunity off the live board; a go on an
    /// open tender means that we are bidding.
    Decide {
        /// The opportunity.
        opportunity: RecordId,
        /// An id of [`crate::domain::vocabulary::GO_DECISIONS`].
        decision: String,
        /// Why.
        reason: String,
    },
    /// Say who bids together, and for what. Whoever is no longer a member leaves the bid.
    Join {
        /// The opportunity.
        opportunity: RecordId,
        /// The leading bid that is changed; a new bid when none.
        bid: Option<RecordId>,
        /// The ventures, the leading one first. One alone bids alone; none dissolves the bid.
        members: Vec<Member>,
        /// The lots; none means the whole.
        lots: Vec<RecordId>,
    },
    /// From an opportunity to a signed contract, with a reminder to talk about what follows.
    Sign {
        /// The opportunity.
        opportunity: RecordId,
        /// The leading bid that won; the only one when none is named.
        bid: Option<RecordId>,
        /// The new contract's id.
        contract: RecordId,
        /// Fields of the contract that differ from what the opportunity says.
        values: Values,
    },
    /// Write down a contract that was signed elsewhere, ours or somebody else's. It is active until said otherwise.
    AddContract {
        /// The new contract's id.
        id: RecordId,
        /// Its fields; the title at least.
        values: Values,
        /// The buyer's name, as for [`Pursuit::Note`].
        buyer: String,
        /// The name of somebody else who delivers it, likewise.
        supplier: String,
    },
    /// Use the next extension of a contract: it ends later, and the reminder moves with it.
    Extend {
        /// The contract.
        contract: RecordId,
    },
    /// Begin a conversation about what follows a contract: an opportunity with the same buyer, ventures and codes.
    FollowUp {
        /// The contract.
        contract: RecordId,
        /// The new opportunity's id.
        id: RecordId,
    },
}
