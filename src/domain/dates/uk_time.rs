//! Days since 1970, and the United Kingdom's clock.

use jiff::civil::Date;

use super::calendar::YEARS;

pub(super) const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
const EPOCH: Date = Date::constant(1970, 1, 1);
const FIRST: Date = Date::constant(*YEARS.start(), 1, 1);
const LAST: Date = Date::constant(*YEARS.end(), 12, 31);

/// Days in the four hundred years after which the calendar repeats itself.
const ERA_DAYS: i32 = 146_097;
/// Years are counted from 1 March -12000, so that the day that comes every four years is the last of its year and no
/// number is below zero. So many days later is 1 January 1970.
const EPOCH_DAY: i32 = 719_468 + 30 * ERA_DAYS;
const SHIFTED_YEARS: i32 = 12_000;

/// Days from 1 January 1970 to this date. The calendar library counts in seconds and nanoseconds, which is slow where a
/// region's contracts ask for it a hundred thousand times.
pub(super) fn epoch_days(date: Date) -> i64 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) + SHIFTED_YEARS - i32::from(month < 3);
    let before_month = (153 * ((month + 9) % 12) + 2) / 5;
    let before_year = year * 365 + year / 4 - year / 100 + year / 400;
    i64::from(before_year + before_month + day - 1 - EPOCH_DAY)
}

/// The date this many days after 1 January 1970; beyond the years 1000 to 9999, the nearest of them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "within these years a day's number fits, and so do its year, month and day"
)]
pub(super) fn date_of_epoch_day(days: i64) -> Date {
    let days = days.clamp(epoch_days(FIRST), epoch_days(LAST)) as i32 + EPOCH_DAY;
    let (era, day) = (days / ERA_DAYS, days % ERA_DAYS);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 - SHIFTED_YEARS + i32::from(month < 3);
    Date::new(year as i16, month as i8, day as i8).unwrap_or(EPOCH)
}

/// The nearest date within the years 1000 to 9999.
pub(super) fn within_years(date: Date) -> Date {
    date.clamp(FIRST, LAST)
}

/// How many minutes UK clocks are ahead of UTC at this moment (milliseconds since 1970): 60 in summer, else 0.
///
/// Summer time runs from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC. So it has been
/// since 1996 (Summer Time Orders 1997 and 2002); earlier years had other rules, which are not kept here.
#[must_use]
pub fn uk_offset_minutes(ms: i64) -> i32 {
    let year = date_of_epoch_day(ms.div_euclid(DAY_MS)).year();
    let starts = last_sunday_at_one(year, 3);
    let ends = last_sunday_at_one(year, 10);
    if (starts..ends).contains(&ms) { 60 } else { 0 }
}

/// 01:00 UTC on the last Sunday of a month of 31 days, in milliseconds since 1970.
fn last_sunday_at_one(year: i16, month: i8) -> i64 {
    let last = Date::new(year, month, 31).unwrap_or(EPOCH);
    let sunday = epoch_days(last) - i64::from(last.weekday().to_sunday_zero_offset());
    sunday * DAY_MS + HOUR_MS
}

/// UK clock time at a moment: the date, and the milliseconds since midnight on the clock.
pub(super) fn uk_clock(ms: i64) -> (Date, i64) {
    let local = ms.saturating_add(i64::from(uk_offset_minutes(ms)) * 60_000);
    (
        date_of_epoch_day(local.div_euclid(DAY_MS)),
        local.rem_euclid(DAY_MS),
    )
}

/// The moment at which UK clocks show this; the earlier one in the hour that comes twice.
pub(super) fn moment_of_uk_clock(date: Date, ms_of_day: i64) -> i64 {
    let local = epoch_days(date) * DAY_MS + ms_of_day;
    let in_summer = local - HOUR_MS;
    if uk_offset_minutes(in_summer) == 60 {
        in_summer
    } else {
        local
    }
}
