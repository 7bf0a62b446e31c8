//! When a venture deserves a look: nudges for the team, never a judgement of the founders.

use super::dates::Day;

/// Days without an entry after which we say that we have not heard from a venture (our own estimate).
pub const QUIET_AFTER_DAYS: i64 = 45;
/// Days before a paper runs out in which it is listed.
pub const EXPIRY_NOTICE_DAYS: i64 = 60;
/// Days ahead that "due soon" looks.
pub const DUE_SOON_DAYS: i64 = 7;

/// Days ahead in which deadlines of bids are listed.
pub const BID_NOTICE_DAYS: i64 = 14;
/// Days ahead in which promises made in contracts are listed.
pub const PROMISE_NOTICE_DAYS: i64 = 30;
/// Days ahead in which the decision about an extension is listed.
pub const EXTENSION_NOTICE_DAYS: i64 = 60;
/// Days ahead in which the last day for notice is listed.
pub const NOTICE_NOTICE_DAYS: i64 = 30;
/// Days ahead in which the end of a contract is listed.
pub const CONTRACT_END_NOTICE_DAYS: i64 = 90;

/// Days a venture has been in its stage; never negative.
pub fn days_in_stage(stage_since: Option<Day>, today: Day) -> Option<i64> {
    stage_since.map(|since| since.days_until(today).max(0))
}

/// Whether a venture has been in its stage for longer than the stage's threshold, if it has one.
pub fn is_long_in_stage(days: Option<i64>, attention_after_days: Option<i64>) -> bool {
    matches!((days, attention_after_days), (Some(days), Some(limit)) if days > limit)
}

/// Days since we last heard from a venture, counted from the day it joined when there is no entry yet.
pub fn days_quiet(last_heard: Option<Day>, joined: Option<Day>, today: Day) -> Option<i64> {
    last_heard
        .or(joined)
        .map(|day| day.days_until(today).max(0))
}

/// Whether that is long enough to say so.
pub fn is_quiet(days: Option<i64>) -> bool {
    days.is_some_and(|days| days > QUIET_AFTER_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        Day::parse(text).ok()
    }

    #[test]
    fn a_stage_with_no_threshold_is_never_too_long() {
        let today = Day::parse("2026-06-07").expect("a day");
        assert_eq!(days_in_stage(day("2026-03-09"), today), Some(90));
        assert!(
            !is_long_in_stage(Some(90), Some(90)),
            "the threshold itself is still fine"
        );
        assert!(is_long_in_stage(Some(91), Some(90)));
        assert!(!is_long_in_stage(Some(5_000), None));
        assert_eq!(
            days_in_stage(day("2026-07-01"), today),
            Some(0),
            "a date ahead counts as today"
        );
    }

    #[test]
    fn quiet_counts_from_the_last_entry_or_from_joining() {
        let today = Day::parse("2026-06-07").expect("a day");
        assert!(
            !is_quiet(days_quiet(day("2026-04-23"), None, today)),
            "45 days"
        );
        assert!(
            is_quiet(days_quiet(day("2026-04-22"), None, today)),
            "46 days"
        );
        assert!(is_quiet(days_quiet(None, day("2026-01-01"), today)));
        assert!(
            !is_quiet(days_quiet(None, None, today)),
            "when we know nothing we say nothing"
        );
    }
}
