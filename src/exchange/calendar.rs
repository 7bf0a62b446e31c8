//! Days as a calendar file (RFC 5545) that other calendar programs open, subscribe to or import again.
//!
//! Every day has an id of its own that never changes, so a program that imports a newer file moves what it holds instead
//! of adding it twice. No `METHOD` is written: a published calendar would have to name an organiser (RFC 5546), and there
//! is nobody to answer to.

mod clock;

use std::fmt::Write as _;

use crate::domain::dates::{Day, Moment};

pub use clock::clock_calendar;

/// Bytes in one line of the file, its line end not counted (RFC 5545, 3.1).
const LINE_BYTES: usize = 75;
/// The moment from which revisions are counted, in seconds since 1970: 1 January 2020. Whole seconds since then fit the
/// 31 bits that calendar programs give a `SEQUENCE` until the year 2088.
const REVISIONS_FROM: i64 = 1_577_836_800;

/// A day, or several in a row, as a calendar shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Names it for good; letters, figures and dashes.
    pub id: String,
    /// When what it says was last changed.
    pub revised: Moment,
    /// The first day.
    pub first: Day,
    /// The last day; the first again when it is one day only.
    pub last: Day,
    /// What it is.
    pub title: String,
    /// More about it; may be empty.
    pub about: String,
    /// The page it leads to; left out unless it is a web address.
    pub page: Option<String>,
    /// The word it can be found by.
    pub category: &'static str,
}

/// The file. `now` is when it was written.
pub fn calendar_file(name: &str, days: &[CalendarDay], now: Moment) -> Vec<u8> {
    let mut file = File(String::with_capacity(256 + days.len() * 400));
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Fledgling//Contract clock//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.text("NAME", name);
    // What programs read that do not know NAME (RFC 7986).
    file.text("X-WR-CALNAME", name);
    for day in days {
        file.event(day, now);
    }
    file.line("END", "VCALENDAR");
    file.0.into_bytes()
}

struct File(String);

impl File {
    fn event(&mut self, day: &CalendarDay, now: Moment) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("{}@fledgling", plain(&day.id)));
        self.line("DTSTAMP", &utc(now));
        self.line("LAST-MODIFIED", &utc(day.revised));
        let revision = (day.revised.0.div_euclid(1_000) - REVISIONS_FROM).max(0);
        self.line("SEQUENCE", &revision.to_string());
        self.line("DTSTART;VALUE=DATE", &figures(day.first));
        // The end is the first day on which it is over.
        let over = day.last.max(day.first).plus_days(1);
        self.line("DTEND;VALUE=DATE", &figures(over));
        self.text("SUMMARY", &day.title);
        if !day.about.is_empty() {
            self.text("DESCRIPTION", &day.about);
        }
        if let Some(page) = day.page.as_deref().filter(|page| is_web(page)) {
            self.line("URL", page);
        }
        self.text("CATEGORIES", day.category);
        // A day to remember takes nobody's time.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A line whose value people wrote.
    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A line, folded where it is longer than lines may be; never within a letter.
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if used + letter.len_utf8() > LINE_BYTES {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text as it stands in the file: `\`, `;`, `,` and line ends escaped, other control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
        before = letter;
    }
    out
}

/// An id without anything that could end its line.
fn plain(id: &str) -> String {
    id.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'))
        .collect()
}

fn is_web(page: &str) -> bool {
    let web = page.starts_with("https://") || page.starts_with("http://");
    web && !page.contains(|letter: char| letter.is_control() || letter == ' ')
}

/// `20260607`.
fn figures(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20260607T130500Z`.
fn utc(moment: Moment) -> String {
    let mut text = String::with_capacity(16);
    for letter in moment.to_rfc3339().chars() {
        match letter {
            // Whole seconds are all that the format knows.
            '.' => break,
            '-' | ':' => {}
            letter => {
                let _ = text.write_char(letter);
            }
        }
    }
    text.push('Z');
    text
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
