//! One day of the civil calendar.

use std::fmt;

use jiff::civil::Date;

use super::{
    calendar::{existing_date, month_name, weekday_name},
    reading::{DateError, DateOrder, Reading, is_ambiguous_order},
    relative::in_relation_to,
    uk_time::{date_of_epoch_day, epoch_days, within_years},
};
use crate::domain::text::text_form;

/// A day between the years 1000 and 9999. Shown as `7 June 2026`, written in files as `2026-06-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The last day there is here.
    pub const LAST: Self = Self(Date::constant(9999, 12, 31));

    /// The day with this year, month (1 to 12) and day of the month.
    ///
    /// # Errors
    /// When the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        existing_date(year.into(), month.into(), day.into())
            .map(Self)
            .map_err(|why| DateError::Impossible {
                found: format!("{day}/{month}/{year}"),
                why,
            })
    }

    /// Reads a date in any form that [`Day::parse_uk`] knows.
    ///
    /// # Errors
    /// When the text is no whole date that exists.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        // Nearly every day that is read is one that was stored: a region has a hundred thousand of them.
        Self::stored(text).map_or_else(|| Self::parse_uk(text), Ok)
    }

    /// Reads the ISO 8601 text that days are stored as, and nothing else.
    fn stored(text: &str) -> Option<Self> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0, |number, digit| {
                let value = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
                Some(number * 10 + value)
            })
        };
        let (year, month, day) = (
            number(&bytes[..4])?,
            number(&bytes[5..7])?,
            number(&bytes[8..])?,
        );
        existing_date(year, month, day).ok().map(Self)
    }

    /// Reads a date in British order: `7/6/2026`, `07.06.26`, `7-Jun-2026`, `7th June 2026`, `June 7 2026`, ISO 8601
    /// dates, and any of these with a time.
    ///
    /// Two-figure years up to 69 are in the 2000s. A time with an offset gives the day it was in the United Kingdom.
    ///
    /// # Errors
    /// When the text is no whole date that exists.
    pub fn parse_uk(text: &str) -> Result<Self, DateError> {
        Self::parse_in_order(text, DateOrder::DayFirst)
    }

    /// Reads a date as [`Day::parse_uk`] does, but with three numbers in the order that the reader was told.
    ///
    /// # Errors
    /// When the text is no whole date that exists.
    pub fn parse_in_order(text: &str, order: DateOrder) -> Result<Self, DateError> {
        Reading::of(text, order).map(|reading| reading.uk_date().into())
    }

    /// Whether British and American readers would both take this text for a date (both leading numbers up to 12).
    #[must_use]
    pub fn is_ambiguous_order(text: &str) -> bool {
        is_ambiguous_order(text)
    }

    /// The same day as the calendar library's date.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The ISO 8601 text, `2026-06-07`. It sorts as the days do.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// `7 Jun`, for places where the year is plain.
    #[must_use]
    pub fn short(self) -> String {
        let month = month_name(self.month());
        format!("{} {}", self.day(), month.get(..3).unwrap_or(month))
    }

    /// `7 Jun`, with the year where that is another than today's: `7 Jun 2028`.
    #[must_use]
    pub fn short_beside(self, today: Self) -> String {
        if self.year() == today.year() {
            self.short()
        } else {
            format!("{} {}", self.short(), self.year())
        }
    }

    /// `Sunday`.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        weekday_name(self.0)
    }

    /// `Sunday 7 June 2026`.
    #[must_use]
    pub fn weekday_words(self) -> String {
        format!("{} {self}", self.weekday())
    }

    /// Days from 1 January 1970 to this one; negative before.
    #[must_use]
    pub fn number(self) -> i64 {
        epoch_days(self.0)
    }

    /// The day this many days after 1 January 1970; stops at the years 1000 and 9999.
    #[must_use]
    pub fn numbered(number: i64) -> Self {
        Self(date_of_epoch_day(number))
    }

    /// How many days from this day to the other; negative when the other is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// This many days later (earlier when negative); stops at the years 1000 and 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::numbered(self.number().saturating_add(days))
    }

    /// This many months later (earlier when negative), on the last of the month when it has no such day: one month
    /// after 31 January is 28 or 29 February. Stops at the years 1000 and 9999.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let count = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + i64::from(months);
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let end = if months < 0 { i64::MIN } else { i64::MAX };
        existing_date(year, month, 1).map_or_else(
            |_| Self(date_of_epoch_day(end)),
            |first| {
                let day = self.day().min(first.days_in_month());
                Self(Date::new(first.year(), first.month(), day).unwrap_or(first))
            },
        )
    }

    /// When this day is, as seen from today: `today`, `tomorrow`, `in 5 days`, `3 weeks ago`, `in 4 months`.
    #[must_use]
    pub fn relative(self, today: Self) -> String {
        in_relation_to(today.days_until(self))
    }
}

/// A date of the calendar library; beyond the years 1000 to 9999, the nearest day within them.
impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(within_years(date))
    }
}

/// `7 June 2026`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = month_name(self.month());
        write!(f, "{} {month} {}", self.day(), self.year())
    }
}

text_form!(Day, iso, "A day of the calendar (ISO 8601).", "2026-06-07");
