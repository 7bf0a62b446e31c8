//! The forecast as it was: from the changes that were known by the end of a day (rule L11).

use super::{Forecast, lines::ASSUMPTIONS_FIELD};
use crate::{
    domain::{
        dates::{Day, Moment},
        records::{Bid, Contract, Incubator, Lot, Opportunity},
    },
    ledger::{Change, DeviceId, Ledger, Op},
};

/// Kinds of which the forecast reads every field it needs.
const KINDS: &[&str] = &[Opportunity::KIND, Lot::KIND, Bid::KIND, Contract::KIND];

/// Gathers what a forecast needs from the log, in pieces and in any order, and leaves the rest unread.
pub struct Past {
    ledger: Ledger,
    /// The first moment that is too late, in milliseconds since 1970.
    until: u64,
}

impl Past {
    /// Gathers what was known by the end of this day on UK clocks.
    pub fn by_end_of(day: Day) -> Self {
        let midnight = Moment::at_uk_time(day.plus_days(1), 0, 0);
        Self {
            ledger: Ledger::new(DeviceId::default()),
            until: u64::try_from(midnight.0).unwrap_or_default(),
        }
    }

    /// Takes changes of the log.
    pub fn take(&mut self, changes: &[Change]) {
        for change in changes {
            if change.stamp.wall < self.until && change.ops.iter().any(matters) {
                // By its own clock no change is ahead of its time.
                self.ledger.apply(change, change.stamp.wall);
            }
        }
    }

    /// The forecast of that day.
    pub fn forecast(&self) -> Forecast {
        Forecast::of(self.ledger.records())
    }
}

fn matters(op: &Op) -> bool {
    match op {
        Op::Set { kind, fields, .. } if kind == Incubator::KIND => {
            fields.keys().any(|field| field == ASSUMPTIONS_FIELD)
        }
        Op::Set { kind, .. }
        | Op::Tags { kind, .. }
        | Op::Delete { kind, .. }
        | Op::Restore { kind, .. } => KINDS.contains(&kind.as_str()),
        Op::Unknown(_) => false,
    }
}
