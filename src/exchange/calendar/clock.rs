//! The contract clock as days of a calendar.

use super::{CalendarDay, calendar_file};
use crate::{
    domain::dates::{Day, Moment},
    workspace::{
        Workspace,
        contract_clock::{Mark, MarkKind},
    },
};

/// Days back that are still written, so that a second import also moves what was moved into the past.
const DAYS_BACK: i64 = 180;
/// Years ahead that are written.
const YEARS_AHEAD: i32 = 10;

/// The days of contracts, bids and promises as a calendar file. `site` is where the app is, such as
/// `https://fledgling.example`, so that every day leads back to its page.
///
/// A day that is dropped from the clock, because its contract is over or says another end, is not in the next file:
/// calendar programs keep what they have of it.
pub fn clock_calendar(workspace: &Workspace, today: Day, now: Moment, site: &str) -> Vec<u8> {
    let (from, until) = (
        today.plus_days(-DAYS_BACK),
        today.plus_months(12 * YEARS_AHEAD),
    );
    let marks = workspace.clock(from, until);
    let days: Vec<CalendarDay> = marks
        .iter()
        .filter_map(|mark| calendar_day(workspace, mark, today, site))
        .collect();
    let name = match workspace.incubator().name.as_str() {
        "" => "Contracts and bids".to_owned(),
        name => format!("{name}: contracts and bids"),
    };
    calendar_file(&name, &days, now)
}

fn calendar_day(workspace: &Workspace, mark: &Mark, today: Day, site: &str) -> Option<CalendarDay> {
    let words = workspace.mark_line(mark, today)?;
    let stamps = workspace
        .record(mark.record)?
        .whole()
        .first_and_last_stamp();
    let revised = stamps.map_or(0, |(_, last)| last.wall);
    let category = match mark.kind {
        MarkKind::Promise => "Promise",
        MarkKind::Talk
        | MarkKind::Extension
        | MarkKind::Notice
        | MarkKind::Ends
        | MarkKind::LatestEnd => "Contract",
        _ => "Bid",
    };
    Some(CalendarDay {
        id: format!("{}-{}", mark.record, mark.kind.id()),
        revised: Moment(i64::try_from(revised).unwrap_or(i64::MAX)),
        first: mark.day,
        last: mark.until.unwrap_or(mark.day),
        title: format!("{}: {}", words.what, words.title),
        about: words.why,
        page: Some(format!("{}{}", site.trim_end_matches('/'), words.address)),
        category,
    })
}
