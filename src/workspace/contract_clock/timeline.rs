//! Contracts as bars over months, with the days that matter on each.

use super::{Mark, named_in, running::Running};
use crate::{domain::dates::Day, ledger::RecordId, workspace::open::Workspace};

/// More months than this make no timeline that anybody can read: ten years.
const MOST_MONTHS: i32 = 120;

/// Whose contracts a timeline shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those of our ventures.
    Ours,
    /// Those of others.
    Others,
    /// Those of one venture.
    Venture(RecordId),
    /// Those of one buyer.
    Buyer(RecordId),
}

impl Whose {
    pub(super) fn takes(self, contract: &Running<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Ours => contract.is_ours(),
            Self::Others => !contract.is_ours(),
            Self::Venture(id) => contract.is_of(id),
            Self::Buyer(id) => named_in(&contract.record, "buyer") == Some(id),
        }
    }
}

/// A month of the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineMonth {
    /// Its first day.
    pub first: Day,
    /// Days from the timeline's first day to it.
    pub offset: i64,
    /// "Apr 2027" where a year or the axis begins, else "Apr".
    pub label: String,
}

/// One contract as a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// The contract.
    pub contract: RecordId,
    /// Its title.
    pub title: String,
    /// The buyer's name; may be empty.
    pub buyer: String,
    /// Who delivers it, in words.
    pub who: String,
    /// Whether one of our ventures delivers it.
    pub is_ours: bool,
    /// First day; nothing when nobody wrote it down.
    pub starts: Option<Day>,
    /// Whether it is signed and still to begin.
    pub is_ahead: bool,
    /// Last day.
    pub ends: Day,
    /// Last day with all extensions, where that is later.
    pub latest_end: Option<Day>,
    /// When to talk about what follows.
    pub talk: Option<(Day, Day)>,
    /// Every day that matters, in order.
    pub marks: Vec<Mark>,
    /// The next of them.
    pub next: Option<Mark>,
}

impl TimelineRow {
    /// What stands above its cells.
    pub const HEADS: [&'static str; 9] = [
        "Contract",
        "Whose",
        "Delivered by",
        "Buyer",
        "Starts",
        "Ends",
        "At the latest",
        "Time to talk",
        "Next",
    ];

    /// What stands in its cells, in words.
    pub fn cells(&self) -> [String; 9] {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let talk = self.talk.map(|(from, until)| format!("{from} to {until}"));
        [
            self.title.clone(),
            if self.is_ours { "Ours" } else { "Others’" }.to_owned(),
            self.who.clone(),
            self.buyer.clone(),
            day(self.starts),
            self.ends.to_string(),
            day(self.latest_end),
            talk.unwrap_or_default(),
            self.next_words(),
        ]
    }

    /// The next day that matters, in words.
    pub fn next_words(&self) -> String {
        let starts = self.starts.filter(|_| self.is_ahead);
        let starts = starts.map(|day| format!("Signed, starts {day}"));
        let next = self
            .next
            .map(|mark| format!("{}: {}", mark.kind.label(), mark.day));
        let words: Vec<String> = starts.into_iter().chain(next).collect();
        words.join("; ")
    }
}

/// Contracts over months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The first day shown: the first of a month.
    pub first: Day,
    /// The last day shown: the last of a month.
    pub last: Day,
    /// The axis.
    pub months: Vec<TimelineMonth>,
    /// Contracts that run within it, those whose next day comes first first.
    pub rows: Vec<TimelineRow>,
}

impl Timeline {
    /// How many days it shows.
    pub fn days(&self) -> i64 {
        self.first.days_until(self.last) + 1
    }

    /// Where a stretch of days lies: days from the left edge and how many, cut at the edges; nothing when outside.
    pub fn place(&self, from: Day, until: Day) -> Option<(i64, i64)> {
        let (from, until) = (from.max(self.first), until.min(self.last));
        (from <= until).then(|| (self.first.days_until(from), from.days_until(until) + 1))
    }
}

/// The days that a timeline shows: whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    first: Day,
    last: Day,
    months: i32,
}

impl Span {
    /// From today's month on.
    pub(super) fn new(today: Day, months: i32) -> Self {
        let first = today.plus_days(1 - i64::from(today.day()));
        let months = months.clamp(1, MOST_MONTHS);
        Self {
            first,
            last: first.plus_months(months).plus_days(-1),
            months,
        }
    }

    /// Whether something that begins and is over then is seen in it.
    pub(super) fn meets(&self, starts: Option<Day>, over: Day) -> bool {
        over >= self.first && starts.is_none_or(|starts| starts <= self.last)
    }

    pub(super) fn timeline(&self, rows: Vec<TimelineRow>) -> Timeline {
        Timeline {
            first: self.first,
            last: self.last,
            months: axis(self.first, self.months),
            rows,
        }
    }
}

impl Workspace {
    /// Contracts that run from today's month on, over so many months, all of them at once.
    #[cfg(test)]
    pub(crate) fn timeline(&self, today: Day, months: i32, whose: Whose) -> Timeline {
        self.timeline_of(&self.outlook(today, months, whose), usize::MAX)
    }

    /// The row of a contract that runs.
    pub(super) fn timeline_row(&self, contract: &Running<'_>, today: Day) -> Option<TimelineRow> {
        let Running { record, terms, .. } = contract;
        let ends = terms.ends?;
        let marks = terms.marks();
        let next = marks.iter().copied().find(|mark| mark.last() >= today);
        let text = |field: &str| record.value(field).text().unwrap_or_default();
        Some(TimelineRow {
            contract: terms.contract,
            title: text("title").to_owned(),
            buyer: self.named(named_in(record, "buyer")),
            who: self.deliverers_of(record),
            is_ours: contract.is_ours(),
            starts: terms.starts.filter(|starts| *starts <= ends),
            is_ahead: text("status") == "active"
                && terms.starts.is_some_and(|starts| starts > today),
            ends,
            latest_end: terms.latest_end(),
            talk: terms.talk_window(),
            marks,
            next,
        })
    }
}

fn axis(first: Day, count: i32) -> Vec<TimelineMonth> {
    (0..count)
        .map(|at| {
            let month = first.plus_months(at);
            let words = month.to_string();
            // "1 April 2027" without its day, the month by three letters.
            let (_, named) = words.split_once(' ').unwrap_or_default();
            let (name, year) = named.split_once(' ').unwrap_or_default();
            let short = name.get(..3).unwrap_or(name);
            let label = if at == 0 || month.month() == 1 {
                format!("{short} {year}")
            } else {
                short.to_owned()
            };
            TimelineMonth {
                first: month,
                offset: first.days_until(month),
                label,
            }
        })
        .collect()
}
