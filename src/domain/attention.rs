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

/// The day from which a venture's silence counts.
///
/// A conversation counts from the day it was held, however late it was written down: the "last contact" of a staff
/// spreadsheet was months ago although the spreadsheet came in today. Where no conversation is known, silence counts from
/// the day the venture joined or the day it came into these records (`came_in`), whichever is later: a grant of 2019 that
/// is imported today is news, and nobody has neglected whom it went to.
pub fn silent_since(
    last_heard: Option<Day>,
    joined: Option<Day>,
    came_in: &dyn Fn() -> Option<Day>,
) -> Option<Day> {
    last_heard.or_else(|| joined.max(came_in()))
}

/// Whether a silence since that day is long enough to say so.
pub fn is_quiet(since: Day, today: Day) -> bool {
    since.days_until(today) > QUIET_AFTER_DAYS
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
    fn quiet_counts_from_the_last_conversation_or_from_coming_in() {
        let today = Day::parse("2026-06-07").expect("a day");
        let quiet = |heard, joined, came_in: Option<&str>| {
            let came_in = || came_in.and_then(day);
            silent_since(heard, joined, &came_in).is_some_and(|since| is_quiet(since, today))
        };
        assert!(!quiet(day("2026-04-23"), None, None), "45 days");
        assert!(quiet(day("2026-04-22"), None, None), "46 days");
        assert!(quiet(None, day("2026-01-01"), Some("2026-01-02")));
        assert!(
            !quiet(None, day("2019-03-01"), Some("2026-06-07")),
            "joined long ago, but came in today"
        );
        assert!(
            quiet(day("2026-01-05"), day("2019-03-01"), Some("2026-06-07")),
            "a conversation was held when it was held, whenever it came in"
        );
        assert!(
            quiet(None, None, Some("2026-01-02")),
            "what came in long ago without a day of its own was not heard from either"
        );
        assert!(
            !quiet(None, None, None),
            "when we know nothing we say nothing"
        );
    }
}
