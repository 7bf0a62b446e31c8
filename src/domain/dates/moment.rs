//! Moments, shown as UK clocks show them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    day::Day,
    reading::{DateError, DateOrder, Reading},
    uk_time::{DAY_MS, date_of_epoch_day, moment_of_uk_clock, uk_clock},
};

/// A moment in milliseconds since 1 January 1970 UTC. Shown in UK time: `7 June 2026, 14:05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads a date with a time: `2026-06-07T13:05:00Z`, `7/6/2026 14:05`. Without an offset, UK clocks are meant;
    /// without a time, midnight.
    ///
    /// # Errors
    /// When the text is no date and time that exists.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        Reading::of(text, DateOrder::DayFirst).map(|reading| Self(reading.moment()))
    }

    /// The moment at which UK clocks show this hour (0 to 23) and minute (0 to 59) on a day; larger ones count as the
    /// largest.
    ///
    /// Of the hour that comes twice in October, the first is meant; in the hour that March skips, clocks show one later.
    #[must_use]
    pub fn at_uk_time(day: Day, hour: u8, minute: u8) -> Self {
        let minutes = i64::from(hour.min(23)) * 60 + i64::from(minute.min(59));
        Self(moment_of_uk_clock(day.date(), minutes * 60_000))
    }

    /// The day in the United Kingdom.
    #[must_use]
    pub fn day(self) -> Day {
        uk_clock(self.0).0.into()
    }

    /// The time on UK clocks, `14:05`.
    #[must_use]
    pub fn time(self) -> String {
        let minutes = uk_clock(self.0).1 / 60_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// The moment in UTC for other programs (RFC 3339): `2026-06-07T13:05:00.250Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let day = Day::from(date_of_epoch_day(self.0.div_euclid(DAY_MS))).iso();
        let ms = self.0.rem_euclid(DAY_MS);
        let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
        let (seconds, thousandths) = (ms / 1_000 % 60, ms % 1_000);
        format!("{day}T{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}Z")
    }
}

/// `7 June 2026, 14:05` in UK time.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.day(), self.time())
    }
}
