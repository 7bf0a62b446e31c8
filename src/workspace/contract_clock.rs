//! The contract clock: when contracts end, when an extension has to be decided, until when notice counts, when to begin to
//! talk about what follows; and the days of bids and promises beside them.
//!
//! A contract of somebody else matters too: twelve to six months before it ends is when a buyer listens.

mod deadlines;
mod outlook;
mod running;
mod timeline;
mod words;

use crate::{
    domain::{dates::Day, records::Contract},
    ledger::{RecordId, ordering},
    workspace::open::Workspace,
};
use running::Terms;

pub(super) use running::named_in;

pub use outlook::Outlook;
pub use timeline::{Timeline, TimelineMonth, TimelineRow, Whose};
pub use words::MarkLine;

/// Kinds of records whose change can alter the clock.
pub const KINDS: &[&str] = &[
    Contract::KIND,
    "opportunity",
    "bid",
    "promise",
    "organisation",
    "venture",
];

/// A contract's first word comes at most so many months before its end: the time to talk, or long notice.
pub(super) const MOST_MONTHS_AHEAD: i32 = 24;
/// More extensions than this in one line are a slip of the pen.
const MOST_EXTENSIONS: usize = 12;

/// What a day on the clock is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// From here on a buyer listens to what may follow the contract.
    Talk,
    /// The last day to decide an extension.
    Extension,
    /// The last day on which notice would still end the contract early.
    Notice,
    /// The contract ends.
    Ends,
    /// The contract ends even with all extensions.
    LatestEnd,
    /// We decide whether to go for it.
    Decide,
    /// The last day to say that one is interested.
    Interest,
    /// The last day for questions.
    Questions,
    /// Our full draft.
    Draft,
    /// We send it off.
    Submit,
    /// The buyer's last day for bids.
    Deadline,
    /// A social value promise is due.
    Promise,
}

impl MarkKind {
    /// A word that names it for good, in calendar files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Extension => "extension",
            Self::Notice => "notice",
            Self::Ends => "ends",
            Self::LatestEnd => "latest-end",
            Self::Decide => "decide",
            Self::Interest => "interest",
            Self::Questions => "questions",
            Self::Draft => "draft",
            Self::Submit => "submit",
            Self::Deadline => "deadline",
            Self::Promise => "promise",
        }
    }

    /// The kind with that id.
    pub fn named(id: &str) -> Option<Self> {
        const ALL: [MarkKind; 12] = [
            MarkKind::Talk,
            MarkKind::Extension,
            MarkKind::Notice,
            MarkKind::Ends,
            MarkKind::LatestEnd,
            MarkKind::Decide,
            MarkKind::Interest,
            MarkKind::Questions,
            MarkKind::Draft,
            MarkKind::Submit,
            MarkKind::Deadline,
            MarkKind::Promise,
        ];
        ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Whether a day that has passed still asks for something.
    pub fn still_asks(self) -> bool {
        matches!(self, Self::Ends | Self::Extension | Self::Promise)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Talk => "Begin to talk",
            Self::Extension => "Extension decided by",
            Self::Notice => "Last day for notice",
            Self::Ends => "Contract ends",
            Self::LatestEnd => "Ends at the latest",
            Self::Decide => "Go or no-go",
            Self::Interest => "Say that we are interested",
            Self::Questions => "Last day for questions",
            Self::Draft => "Our draft",
            Self::Submit => "We submit",
            Self::Deadline => "Bids due",
            Self::Promise => "Promise due",
        }
    }
}

/// A day on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The contract, opportunity or promise.
    pub record: RecordId,
    /// What the day is about.
    pub kind: MarkKind,
    /// The day; the first, where there are several.
    pub day: Day,
    /// The last day, where there are several.
    pub until: Option<Day>,
    /// Whether we worked the day out because nobody wrote it down.
    pub is_assumed: bool,
}

impl Mark {
    fn on(record: RecordId, kind: MarkKind, day: Day) -> Self {
        Self {
            record,
            kind,
            day,
            until: None,
            is_assumed: false,
        }
    }

    /// The last day, also where there is only one.
    pub fn last(&self) -> Day {
        self.until.unwrap_or(self.day)
    }
}

/// Whether one of our ventures delivers a contract.
pub fn is_ours(contract: &Contract) -> bool {
    contract.venture.is_some() || !contract.partners.is_empty()
}

/// Whether a contract still runs, as far as anybody wrote down.
pub fn is_running(status: &str) -> bool {
    matches!(status, "active" | "pending")
}

/// The months of the extensions that may still follow: "12+12", "2 x 12" is not understood and counts as none.
pub fn extension_months(text: &str) -> Vec<i32> {
    let months: Option<Vec<i32>> = text
        .split(['+', ',', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let number =
                part.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
            number
                .parse()
                .ok()
                .filter(|months| (1..=240).contains(months))
        })
        .collect();
    months
        .filter(|months| months.len() <= MOST_EXTENSIONS)
        .unwrap_or_default()
}

/// The last day with all extensions, as written or as the extensions add up; nothing when there is none to come.
pub fn latest_end(contract: &Contract) -> Option<Day> {
    Terms::of(contract).latest_end()
}

/// When to begin to talk about what follows a contract, and until when.
pub fn talk_window(contract: &Contract) -> Option<(Day, Day)> {
    Terms::of(contract).talk_window()
}

/// Every day on the clock of one contract that still runs, in order.
pub fn marks(contract: &Contract) -> Vec<Mark> {
    if is_running(&contract.status) {
        Terms::of(contract).marks()
    } else {
        Vec::new()
    }
}

/// The days of a contract that are ahead, and those that passed and still ask for something.
pub fn coming(contract: &Contract, today: Day) -> Vec<Mark> {
    let is_over = contract.ends.is_some_and(|ends| ends < today);
    let mut marks = marks(contract);
    marks.retain(|mark| {
        let is_ahead = mark.last() >= today;
        // Once the contract has ended, its end asks for all that there is to ask.
        is_ahead || mark.kind.still_asks() && (mark.kind == MarkKind::Ends || !is_over)
    });
    marks
}

impl Workspace {
    /// A contract, unless it is deleted.
    pub fn contract(&self, id: RecordId) -> Option<Contract> {
        self.record(id)
            .filter(|record| &**record.kind() == Contract::KIND)
            .map(Contract::read)
    }

    /// The days of a contract that are ahead or still ask for something, in order, with their words.
    pub fn coming_marks(&self, contract: RecordId, today: Day) -> Vec<(Mark, MarkLine)> {
        let marks = self.contract(contract).map(|known| coming(&known, today));
        let marks = marks.into_iter().flatten();
        marks
            .filter_map(|mark| Some((mark, self.mark_line(&mark, today)?)))
            .collect()
    }

    /// Every day on the clock from one day to another, in order: of running contracts, of opportunities we go for, and of
    /// promises. What began before and still goes on is included.
    pub fn clock(&self, from: Day, until: Day) -> Vec<Mark> {
        let mut found = self.deadlines(until);
        found.extend(self.promises_due(until));
        // What ends later than so says nothing before the last day asked for.
        for contract in self.running_contracts(until.plus_months(MOST_MONTHS_AHEAD)) {
            contract.terms.each_mark(&mut |mark| found.push(mark));
        }
        found.retain(|mark| mark.day <= until && mark.last() >= from);
        ordering::sort_by_key(&mut found, |mark| (mark.day, mark.kind, mark.record));
        found
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
