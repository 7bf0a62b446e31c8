//! Contracts as bars over months, with the days that matter on each.

use super::{Mark, is_ours, latest_end, marks, talk_window};
use crate::{
    domain::{dates::Day, records::Contract},
    ledger::{RecordId, ordering},
    workspace::open::Workspace,
};

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
    fn takes(self, contract: &Contract) -> bool {
        match self {
            Self::All => true,
            Self::Ours => is_ours(contract),
            Self::Others => !is_ours(contract),
            Self::Venture(id) => contract.venture == Some(id) || contract.partners.contains(&id),
            Self::Buyer(id) => contract.buyer == Some(id),
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

impl Workspace {
    /// Contracts that run from today's month on, over so many months.
    pub fn timeline(&self, today: Day, months: i32, whose: Whose) -> Timeline {
        let first = today.plus_days(1 - i64::from(today.day()));
        let count = months.clamp(1, MOST_MONTHS);
        let last = first.plus_months(count).plus_days(-1);
        let mut rows: Vec<TimelineRow> = self
            .running_contracts(Day::new(9999, 12, 31).unwrap_or(last))
            .filter(|contract| whose.takes(contract))
            .filter_map(|contract| self.timeline_row(&contract, today))
            .filter(|row| {
                let over = row.latest_end.unwrap_or(row.ends);
                over >= first && row.starts.is_none_or(|starts| starts <= last)
            })
            .collect();
        ordering::sort_by_key(&mut rows, |row| {
            let next = row.next.map(|mark| mark.day);
            (next.is_none(), next, row.ends, row.contract)
        });
        Timeline {
            first,
            last,
            months: axis(first, count),
            rows,
        }
    }

    fn timeline_row(&self, contract: &Contract, today: Day) -> Option<TimelineRow> {
        let ends = contract.ends?;
        let marks = marks(contract);
        let next = marks
            .iter()
            .copied()
            .find(|mark| mark.until.unwrap_or(mark.day) >= today);
        Some(TimelineRow {
            contract: contract.id,
            title: contract.title.clone(),
            buyer: self.named(contract.buyer),
            who: self.deliverers(contract),
            is_ours: is_ours(contract),
            starts: contract.starts.filter(|starts| *starts <= ends),
            is_ahead: contract.status == "active"
                && contract.starts.is_some_and(|starts| starts > today),
            ends,
            latest_end: latest_end(contract),
            talk: talk_window(contract),
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
