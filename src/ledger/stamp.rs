//! Hybrid logical stamps: wall milliseconds, a counter, a device (rule L2).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The latest wall time a stamp can carry: the last millisecond of the year 9999.
pub const LATEST_WALL_MS: u64 = 253_402_300_799_999;

/// One writer: a tab of a browser, unique among all that ever exchange changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u64);

/// When and by which device a change was made; orders all changes identically everywhere.
///
/// Field order is comparison order. Two changes with the same stamp are ordered by their content's hash
/// (see [`super::change::ChangeId`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC by the writer's hybrid clock; at most [`LATEST_WALL_MS`].
    pub wall: u64,
    /// Tells apart changes made in the same millisecond.
    pub counter: u16,
    /// Who wrote it.
    pub device: DeviceId,
}

/// Why a text is no stamp.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a stamp such as 2026-06-07T13:05:00.000Z-0000-00000000000000a1")]
pub struct StampError(String);

impl Stamp {
    /// Reads the text form written by `Display`.
    ///
    /// # Errors
    /// When the text has another shape or names an impossible moment.
    pub fn parse(text: &str) -> Result<Self, StampError> {
        Self::read(text.as_bytes()).ok_or_else(|| StampError(text.chars().take(60).collect()))
    }

    fn read(text: &[u8]) -> Option<Self> {
        const SHAPE: &[u8; 46] = b"0000-00-00T00:00:00.000Z-xxxx-xxxxxxxxxxxxxxxx";
        if text.len() != SHAPE.len() {
            return None;
        }
        let shaped = SHAPE.iter().zip(text).all(|(shape, is)| match shape {
            b'0' => is.is_ascii_digit(),
            b'x' => matches!(is, b'0'..=b'9' | b'a'..=b'f'),
            mark => mark == is,
        });
        if !shaped {
            return None;
        }
        let decimal = |range: std::ops::Range<usize>| -> u64 {
            text[range]
                .iter()
                .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))
        };
        let hex = |range: std::ops::Range<usize>| -> u64 {
            text[range].iter().fold(0, |sum, digit| {
                let value = if digit.is_ascii_digit() {
                    digit - b'0'
                } else {
                    digit - b'a' + 10
                };
                sum << 4 | u64::from(value)
            })
        };
        let (year, month, day) = (decimal(0..4), decimal(5..7), decimal(8..10));
        let (hour, minute, second) = (decimal(11..13), decimal(14..16), decimal(17..19));
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let days = days_from_civil(year, month, day)?;
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second;
        Some(Self {
            wall: seconds * 1_000 + decimal(20..23),
            counter: u16::try_from(hex(25..29)).ok()?,
            device: DeviceId(hex(30..46)),
        })
    }
}

/// Days since 1970-01-01, or nothing for an impossible date or one before that day.
fn days_from_civil(year: u64, month: u64, day: u64) -> Option<u64> {
    if year < 1970 || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    // Years start in March, so that the leap day is the last of its year.
    let shifted = if month > 2 { year } else { year - 1 };
    let (era, year_of_era) = (shifted / 400, shifted % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = (era * 146_097 + day_of_era).checked_sub(719_468)?;
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

fn civil_from_days(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wall = self.wall.min(LATEST_WALL_MS);
        let (seconds, millis) = (wall / 1_000, wall % 1_000);
        let (year, month, day) = civil_from_days(seconds / 86_400);
        let of_day = seconds % 86_400;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{millis:03}Z-{:04x}-{:016x}",
            of_day / 3_600,
            of_day / 60 % 60,
            of_day % 60,
            self.counter,
            self.device.0
        )
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_sorts_as_the_stamp_does_and_reads_back() {
        let early = Stamp {
            wall: 1_780_837_500_123,
            counter: 0,
            device: DeviceId(9),
        };
        let tied = Stamp {
            counter: 1,
            device: DeviceId(3),
            ..early
        };
        assert_eq!(
            early.to_string(),
            "2026-06-07T13:05:00.123Z-0000-0000000000000009"
        );
        assert!(early < tied && early.to_string() < tied.to_string());
        assert_eq!(Stamp::parse(&tied.to_string()), Ok(tied));
    }

    #[test]
    fn impossible_moments_are_refused() {
        for text in [
            "2026-02-29T00:00:00.000Z-0000-0000000000000001",
            "2026-13-01T00:00:00.000Z-0000-0000000000000001",
            "2026-06-07T24:00:00.000Z-0000-0000000000000001",
            "2026-06-07T13:05:00.000Z-0000-000000000000000G",
            "",
        ] {
            assert!(Stamp::parse(text).is_err(), "{text}");
        }
    }
}
