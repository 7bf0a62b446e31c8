//! Dates as people and machines write them.

use jiff::civil::Date;

use super::{
    calendar::{existing_date, is_weekday, month_of},
    uk_time::{DAY_MS, epoch_days, moment_of_uk_clock, uk_clock},
};
use crate::domain::text::{is_space, shown, strip_prefix_any_case, strip_suffix_any_case, tidy};

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// There is nothing but spaces.
    #[error("There is no date here. Write one such as 7 June 2026 or 7/6/2026.")]
    Empty,
    /// The text is something else.
    #[error("“{found}” is not a date. Write one such as 7 June 2026 or 7/6/2026.")]
    NotADate {
        /// The text, shortened.
        found: String,
    },
    /// The parts are there, but the calendar has no such date.
    #[error("“{found}” is not a date: {why}. Write one such as 7 June 2026.")]
    Impossible {
        /// The text, shortened.
        found: String,
        /// What does not exist, in words.
        why: String,
    },
    /// The middle number can only be a day, so the date seems to be written month first.
    #[error(
        "“{found}” is not a date: there is no month {month}. The day comes first, such as 30/6/2026."
    )]
    MonthFirst {
        /// The text, shortened.
        found: String,
        /// The number that stands where the month belongs.
        month: i64,
    },
    /// The year, or the day, is missing.
    #[error("“{found}” has no {missing}. Write a whole date such as 7 June 2026.")]
    Incomplete {
        /// The text, shortened.
        found: String,
        /// `day` or `year`.
        missing: &'static str,
    },
    /// A bare number of five figures, which is how spreadsheets store dates.
    #[error(
        "“{found}” is a spreadsheet's number for a date. Show the column as dates in the spreadsheet, such as 7/6/2026, and export it again."
    )]
    SpreadsheetNumber {
        /// The text, shortened.
        found: String,
    },
    /// The date is followed by something that is no time of day.
    #[error("“{found}” has a time that does not exist. Write one such as 7 June 2026, 14:05.")]
    NoSuchTime {
        /// The text, shortened.
        found: String,
    },
}

/// Which of the two first numbers of a date is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// 7/6/2026 is 7 June 2026: British order, the default.
    #[default]
    DayFirst,
    /// 6/7/2026 is 7 June 2026: American order.
    MonthFirst,
}

impl DateOrder {
    /// The only order in which a date of three numbers can exist; nothing when both or neither can, or it has a word.
    #[must_use]
    pub fn proven_by(text: &str) -> Option<Self> {
        match leading_pair(text)? {
            (13..=31, 1..=12) => Some(Self::DayFirst),
            (1..=12, 13..=31) => Some(Self::MonthFirst),
            _ => None,
        }
    }
}

/// Whether both orders would read this text as a date (both leading numbers are at most 12).
pub(super) fn is_ambiguous_order(text: &str) -> bool {
    matches!(leading_pair(text), Some((1..=12, 1..=12)))
}

/// The first two numbers of a date of three numbers that does not start with its year.
fn leading_pair(text: &str) -> Option<(i64, i64)> {
    let (date, _) = split_time(tidy(text));
    match tokens(date)?.as_slice() {
        [Token::Number(a), Token::Number(b), Token::Number(_)] if a.len() <= 2 => {
            Some((number(a)?, number(b)?))
        }
        _ => None,
    }
}

/// A date with the time of day that stood beside it, if one did.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    date: Date,
    clock: Option<Clock>,
}

#[derive(Clone, Copy, Debug)]
struct Clock {
    /// Milliseconds since midnight.
    ms: i64,
    /// Minutes ahead of UTC; none when the text does not say, which means UK clocks.
    offset: Option<i64>,
}

impl Reading {
    /// Reads a date, with or without a time.
    pub(super) fn of(text: &str, order: DateOrder) -> Result<Self, DateError> {
        let tidied = tidy(text);
        if tidied.is_empty() {
            return Err(DateError::Empty);
        }
        let (date, time) = split_time(tidied);
        let date = read_date(date, order).map_err(|fault| fault.in_words(tidied))?;
        let clock = match time {
            None => None,
            Some(time) => Some(read_clock(time).ok_or_else(|| DateError::NoSuchTime {
                found: shown(tidied),
            })?),
        };
        Ok(Self { date, clock })
    }

    /// The date in the United Kingdom at that moment.
    pub(super) fn uk_date(self) -> Date {
        match self.clock {
            Some(Clock {
                offset: Some(_), ..
            }) => uk_clock(self.moment()).0,
            _ => self.date,
        }
    }

    /// Milliseconds since 1970; midnight on UK clocks when no time was given.
    pub(super) fn moment(self) -> i64 {
        match self.clock {
            Some(Clock {
                ms,
                offset: Some(minutes),
            }) => epoch_days(self.date) * DAY_MS + ms - minutes * 60_000,
            clock => moment_of_uk_clock(self.date, clock.map_or(0, |clock| clock.ms)),
        }
    }
}

/// What is wrong with the date part, before it is put into words.
enum Fault {
    NotADate,
    Impossible(String),
    MonthFirst(i64),
    Missing(&'static str),
    SpreadsheetNumber,
}

impl Fault {
    fn in_words(self, text: &str) -> DateError {
        let found = shown(text);
        match self {
            Self::NotADate => DateError::NotADate { found },
            Self::Impossible(why) => DateError::Impossible { found, why },
            Self::MonthFirst(month) => DateError::MonthFirst { found, month },
            Self::Missing(missing) => DateError::Incomplete { found, missing },
            Self::SpreadsheetNumber => DateError::SpreadsheetNumber { found },
        }
    }
}

/// A part of a date.
#[derive(Clone, Copy)]
enum Token<'a> {
    Number(&'a str),
    Month(i8),
}

fn read_date(text: &str, order: DateOrder) -> Result<Date, Fault> {
    use Token::{Month, Number};
    let parts = tokens(text).ok_or(Fault::NotADate)?;
    match *parts.as_slice() {
        [Number(y), Number(m), Number(d)] if y.len() == 4 => {
            build(y, number(m).ok_or(Fault::NotADate)?, d)
        }
        [Number(a), Number(b), Number(y)] => {
            let (day, month) = match order {
                DateOrder::DayFirst => (a, b),
                DateOrder::MonthFirst => (b, a),
            };
            let (day_number, month) = (number(day), number(month).ok_or(Fault::NotADate)?);
            if order == DateOrder::DayFirst
                && matches!((day_number, month), (Some(1..=12), 13..=31))
            {
                return Err(Fault::MonthFirst(month));
            }
            build(y, month, day)
        }
        [Number(y), Month(m), Number(d)] if y.len() == 4 => build(y, m.into(), d),
        [Number(d), Month(m), Number(y)] | [Month(m), Number(d), Number(y)] => {
            build(y, m.into(), d)
        }
        [Number(n), Month(_)] | [Month(_), Number(n)] | [Number(_), Number(n)] => {
            Err(match n.len() {
                4 => Fault::Missing("day"),
                1 | 2 => Fault::Missing("year"),
                _ => Fault::NotADate,
            })
        }
        [Number(n)] => Err(match n.len() {
            4 if n.starts_with(['1', '2']) => Fault::Missing("day"),
            5 => Fault::SpreadsheetNumber,
            _ => Fault::NotADate,
        }),
        _ => Err(Fault::NotADate),
    }
}

fn build(year: &str, month: i64, day: &str) -> Result<Date, Fault> {
    let day = number(day).ok_or(Fault::NotADate)?;
    let given = number(year).ok_or(Fault::NotADate)?;
    let year = match (year.len(), given) {
        // Contracts run into the 2060s; nothing here is likely to date from before 1970.
        (2, 0..=69) => 2000 + given,
        (2, _) => 1900 + given,
        (4, _) => given,
        _ => return Err(Fault::NotADate),
    };
    existing_date(year, month, day).map_err(Fault::Impossible)
}

fn number(digits: &str) -> Option<i64> {
    (digits.len() <= 4).then(|| digits.parse().ok())?
}

/// Cuts a date into numbers and months; nothing when it holds anything else or mixes its separators.
fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::new();
    let mut worded = false;
    let mut separators = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same_kind = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                c.is_ascii_alphabetic()
            }
        };
        let end = rest
            .find(|c| !same_kind(c))
            .unwrap_or(rest.len())
            .max(first.len_utf8());
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        if first.is_ascii_digit() {
            found.push(Token::Number(part));
        } else if let Some(month) = month_of(part) {
            worded = true;
            found.push(Token::Month(month));
        } else if first.is_ascii_alphabetic() {
            let ordinal = ["st", "nd", "rd", "th"].contains(&part.to_ascii_lowercase().as_str());
            let filler = part.eq_ignore_ascii_case("of") || part.eq_ignore_ascii_case("the");
            let weekday = found.is_empty() && is_weekday(part);
            if !(ordinal || filler || weekday) {
                return None;
            }
        } else if matches!(first, '/' | '.' | '-' | '–' | ',') {
            separators.push(first);
        } else if !is_space(first) {
            return None;
        }
        if found.len() > 3 {
            return None;
        }
    }
    let one_kind = separators
        .chars()
        .all(|c| c != ',' && separators.starts_with(c));
    (worded || (one_kind && separators.chars().count() <= 2)).then_some(found)
}

/// Splits a time of day off the end: the part with a colon, after a space, a comma, `T` or `at`.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else {
        return (text, None);
    };
    let before = text.get(..colon).unwrap_or_default();
    let date = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let time = text.get(date.len()..).unwrap_or_default();
    let trimmed = tidy(date);
    let trimmed = strip_suffix_any_case(trimmed, " at")
        .or_else(|| {
            strip_suffix_any_case(trimmed, "T")
                .filter(|day| day.ends_with(|c: char| c.is_ascii_digit()))
        })
        .unwrap_or(trimmed);
    (tidy(trimmed.trim_end_matches(',')), Some(time))
}

/// Reads `14:05`, `14:05:30.250`, `2:05 pm`, each with or without `Z`, `+01:00`, `UTC`, `GMT` or `BST`.
fn read_clock(text: &str) -> Option<Clock> {
    let (rest, offset) = take_offset(tidy(text))?;
    let (rest, afternoon) = take_half_of_day(rest);
    let (rest, fraction) = match rest.split_once(['.', ',']) {
        Some((rest, fraction)) => (rest, Some(fraction)),
        None => (rest, None),
    };
    let mut parts = rest.split(':').map(two_digits);
    let hour = parts.next()??;
    let minute = parts.next()??;
    let second = parts.next().map_or(Some(0), |second| second)?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    let thousandths = match fraction {
        None => 0,
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            let padded: String = digits.chars().chain("00".chars()).take(3).collect();
            padded.parse().ok()?
        }
        Some(_) => return None,
    };
    // A leap second is shown as the second before it.
    let second = if second == 60 { 59 } else { second };
    (hour < 24 && minute < 60 && second < 60).then_some(Clock {
        ms: ((hour * 60 + minute) * 60 + second) * 1_000 + thousandths,
        offset,
    })
}

fn take_half_of_day(text: &str) -> (&str, Option<bool>) {
    for (suffix, afternoon) in [("am", false), ("pm", true)] {
        if let Some(rest) = strip_suffix_any_case(text, suffix) {
            return (tidy(rest), Some(afternoon));
        }
    }
    (text, None)
}

/// Takes a zone off the end of a time; nothing when it is no zone that exists.
fn take_offset(text: &str) -> Option<(&str, Option<i64>)> {
    for (name, minutes) in [("Z", 0), ("UTC", 0), ("GMT", 0), ("BST", 60)] {
        if let Some(rest) = strip_suffix_any_case(text, name) {
            return Some((tidy(rest), Some(minutes)));
        }
    }
    let Some(at) = text.find(['+', '-', '−']) else {
        return Some((text, None));
    };
    let (time, zone) = text.split_at_checked(at)?;
    let ahead = strip_prefix_any_case(zone, "+");
    let digits = ahead.or_else(|| zone.strip_prefix(['-', '−']))?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits
            .split_at_checked(2)
            .map_or((digits, ""), |parts| parts),
    };
    let minutes = if minutes.is_empty() {
        0
    } else {
        two_digits(minutes)?
    };
    let total = two_digits(hours)? * 60 + minutes;
    let signed = if ahead.is_some() { total } else { -total };
    (total <= 14 * 60 && minutes < 60).then_some((tidy(time), Some(signed)))
}

fn two_digits(text: &str) -> Option<i64> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}
