//! Names of months and weekdays, and which dates exist.

use jiff::civil::{Date, Weekday};

/// The first and last year that Fledgling dates can have: four figures, so that ISO text sorts.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1000..=9999;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The name of a month from 1 to 12; nothing for any other number.
pub(super) fn month_name(month: i8) -> &'static str {
    usize::try_from(month)
        .ok()
        .and_then(|number| MONTHS.get(number.wrapping_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// The number of the month that a word names, in full or by its first three letters or more.
pub(super) fn month_of(word: &str) -> Option<i8> {
    place_of(word, &MONTHS).and_then(|place| i8::try_from(place + 1).ok())
}

/// Whether a word names a weekday, in full or by its first three letters or more.
pub(super) fn is_weekday(word: &str) -> bool {
    place_of(word, &WEEKDAYS).is_some()
}

fn place_of(word: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|name| {
        word.len() >= 3
            && name
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

/// The name of the weekday of a date.
pub(super) fn weekday_name(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The date, or why there is no such date, in words that follow "is not a date: ".
pub(super) fn existing_date(year: i64, month: i64, day: i64) -> Result<Date, String> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))
        .ok_or_else(|| format!("the year {year} is not between 1000 and 9999"))?;
    let month = i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))
        .ok_or_else(|| format!("there is no month {month}"))?;
    i8::try_from(day)
        .ok()
        .and_then(|day| Date::new(year, month, day).ok())
        .ok_or_else(|| match (day, month) {
            (29, 2) => format!("{year} is not a leap year"),
            (1..=31, _) => format!("{day} {} does not exist", month_name(month)),
            _ => format!("there is no day {day} in {}", month_name(month)),
        })
}
