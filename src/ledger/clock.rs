//! The local clock: never goes back (L3), never follows a foreign clock that runs ahead (L4).

use super::stamp::{DeviceId, LATEST_WALL_MS, Stamp};

/// How far ahead of the local clock a foreign stamp may be: 24 hours, in milliseconds.
pub const TOLERATED_AHEAD_MS: u64 = 24 * 60 * 60 * 1_000;

/// Gives out this device's stamps.
#[derive(Clone, Debug)]
pub struct Clock {
    device: DeviceId,
    last: Stamp,
}

impl Clock {
    /// A clock for `device` that has seen nothing.
    pub fn new(device: DeviceId) -> Self {
        Self {
            device,
            last: Stamp {
                wall: 0,
                counter: 0,
                device,
            },
        }
    }

    /// The device this clock stamps for.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The greatest stamp given out or seen.
    pub fn last(&self) -> Stamp {
        self.last
    }

    /// A stamp greater than every one before it, at `now_ms` or, when the wall clock went back, just after the last.
    pub fn tick(&mut self, now_ms: u64) -> Stamp {
        let now = now_ms.min(LATEST_WALL_MS);
        let (wall, counter) = if now > self.last.wall {
            (now, 0)
        } else if let Some(counter) = self.last.counter.checked_add(1) {
            (self.last.wall, counter)
        } else {
            (self.last.wall + 1, 0)
        };
        self.last = Stamp {
            wall,
            counter,
            device: self.device,
        };
        self.last
    }

    /// Takes note of a stamp that was accepted, so that what is written next comes after it.
    pub fn observe(&mut self, stamp: Stamp) {
        if (stamp.wall, stamp.counter) > (self.last.wall, self.last.counter) {
            self.last = Stamp {
                device: self.device,
                ..stamp
            };
        }
    }

    /// Whether a foreign stamp is so far ahead of `now_ms` that it must be set aside.
    pub fn is_too_far_ahead(stamp: Stamp, now_ms: u64) -> bool {
        stamp.wall > now_ms.saturating_add(TOLERATED_AHEAD_MS)
    }
}
