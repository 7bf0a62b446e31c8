//! The forecast: how much may come, how sure each pound is, and when.
//!
//! Money is cut into **parts**: one venture's share of one line, where a line is one lot, one whole opportunity or one
//! contract. Every figure, by venture, quarter or year, is a sum of parts spread over days in whole pence, so that totals
//! equal the sum of what they are made of, to the penny, however they are grouped.
//!
//! What counts:
//! - a contract of ours counts as **secured** and takes the place of the opportunity, or of those of its lots, that it
//!   came from;
//! - an opportunity counts while something may come of it and we are in it: a venture bids, or people wrote it down
//!   themselves. A notice that nobody goes for is no forecast; it is counted apart, as [`Forecast::unclaimed`];
//! - with lots, the lots that are bid for count, not the whole;
//! - where two bids go for the same money, each venture sees its own, and the incubator counts the larger once.

mod calibration;
mod figures;
mod lines;
mod past;
mod reading;
mod since;
mod spread;

use crate::{
    domain::{money::Pence, opportunities::Certainty},
    ledger::{RecordId, Records},
    workspace::open::Workspace,
};

pub use calibration::{Calibration, ENOUGH_OUTCOMES, StatusRecord, Track, Verdict};
pub use figures::{Behind, Column, Figures, ForecastRow, Scope, VentureRow, When, largest};
pub use past::Past;
pub use since::{Shift, ShiftKind};
pub use spread::Step;

/// Money that may come from one lot, one whole opportunity or one contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    /// The opportunity, if the money comes from one.
    opportunity: Option<RecordId>,
    /// The contract, once there is one.
    contract: Option<RecordId>,
    certainty: Certainty,
    /// First and last day; nothing when either is not known.
    term: Option<spread::Term>,
    /// Another line, of another bid, already counts this money for the incubator.
    is_twice: bool,
}

impl Line {
    /// The record that a figure opens into: the contract, or the opportunity before there is one.
    fn record(&self) -> Option<RecordId> {
        self.contract.or(self.opportunity)
    }
}

/// One venture's share of a line; the smallest piece of money there is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    line: u32,
    /// Whose; nothing while no venture is named.
    venture: Option<RecordId>,
    amount: Pence,
    weighted: Pence,
}

/// The forecast of a workspace at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    lines: Vec<Line>,
    parts: Vec<Part>,
    /// Opportunities and contracts that count but say no value in pounds.
    pub unvalued: Vec<RecordId>,
    /// Notices that are open or ahead and that nobody goes for.
    pub unclaimed: Unclaimed,
}

/// Notices that nobody goes for: no forecast, but what there is to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unclaimed {
    /// How many.
    pub count: usize,
    /// What they come to, as far as they say.
    pub value: Pence,
}

impl Forecast {
    /// The forecast from these records, as they are or as they were.
    pub fn of(records: &Records) -> Self {
        lines::forecast(records)
    }
}

impl Workspace {
    /// The forecast as things stand.
    pub fn forecast(&self) -> Forecast {
        Forecast::of(self.records())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
