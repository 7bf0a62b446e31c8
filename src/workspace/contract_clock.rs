//! The contract clock: when contracts end, when an extension has to be decided, until when notice counts, when to begin to
//! talk about what follows; and the days of bids and promises beside them.
//!
//! A contract of somebody else matters too: twelve to six months before it ends is when a buyer listens.

mod deadlines;
mod timeline;
mod words;

use crate::{
    domain::{dates::Day, records::Contract},
    ledger::{RecordId, RecordRef, ordering, pack::ValueRef},
    workspace::open::Workspace,
};

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

/// Months before the end in which talking about what follows begins.
const TALK_FROM_MONTHS: i32 = 12;
/// Months before the end by which that talk should have been had.
const TALK_UNTIL_MONTHS: i32 = 6;
/// Days before the end by which an extension is decided, where the contract does not say: our own estimate.
const ASSUMED_DECISION_DAYS: i64 = 90;
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
    let ends = contract.ends?;
    let added: i32 = extension_months(&contract.extensions).iter().sum();
    let counted = (added > 0).then(|| months_after(ends, added));
    contract.latest_end.or(counted).filter(|day| *day > ends)
}

/// So many months after a last day: what ends with a month goes on to end with one.
fn months_after(last: Day, months: i32) -> Day {
    last.plus_days(1).plus_months(months).plus_days(-1)
}

/// When to begin to talk about what follows a contract, and until when.
pub fn talk_window(contract: &Contract) -> Option<(Day, Day)> {
    let ends = contract.ends?;
    let usual = months_after(ends, -TALK_FROM_MONTHS);
    let starts = contract.starts.filter(|starts| *starts <= ends);
    // A pilot of half a year is talked about from its first day.
    let from = contract
        .talk_from
        .unwrap_or_else(|| starts.map_or(usual, |starts| starts.max(usual)));
    let until = months_after(ends, -TALK_UNTIL_MONTHS)
        .max(from)
        .min(ends.max(from));
    Some((from, until))
}

/// Every day on the clock of one contract that still runs, in order.
pub fn marks(contract: &Contract) -> Vec<Mark> {
    let Some(ends) = contract.ends.filter(|_| is_running(&contract.status)) else {
        return Vec::new();
    };
    let on = |kind, day| Mark::on(contract.id, kind, day);
    let mut marks = vec![on(MarkKind::Ends, ends)];
    let talk = talk_window(contract);
    marks.extend(talk.map(|(from, until)| Mark {
        until: Some(until).filter(|until| *until > from),
        is_assumed: contract.talk_from.is_none(),
        ..on(MarkKind::Talk, from)
    }));
    let latest = latest_end(contract);
    marks.extend(latest.map(|day| on(MarkKind::LatestEnd, day)));
    let decided = contract.decide_extension_by.or_else(|| {
        latest?;
        let days = contract
            .extension_notice_days
            .unwrap_or(ASSUMED_DECISION_DAYS);
        Some(ends.plus_days(-days.max(0)))
    });
    marks.extend(decided.map(|day| Mark {
        is_assumed: contract.decide_extension_by.is_none()
            && contract.extension_notice_days.is_none(),
        ..on(MarkKind::Extension, day)
    }));
    let notice = contract
        .notice_days
        .filter(|days| *days > 0 && is_ours(contract));
    marks.extend(notice.map(|days| on(MarkKind::Notice, ends.plus_days(-days))));
    ordering::sort_by_key(&mut marks, |mark| (mark.day, mark.kind));
    marks
}

/// The days of a contract that are ahead, and those that passed and still ask for something.
pub fn coming(contract: &Contract, today: Day) -> Vec<Mark> {
    let is_over = contract.ends.is_some_and(|ends| ends < today);
    let mut marks = marks(contract);
    marks.retain(|mark| {
        let is_ahead = mark.until.unwrap_or(mark.day) >= today;
        // Once the contract has ended, its end asks for all that there is to ask.
        is_ahead || mark.kind.still_asks() && (mark.kind == MarkKind::Ends || !is_over)
    });
    marks
}

fn text<'a>(record: &RecordRef<'a>, field: &str) -> &'a str {
    record.value(field).text().unwrap_or_default()
}

/// What the clock needs of a contract: a region has ten thousand, and most of their fields are words.
fn clock_facts(record: &RecordRef<'_>) -> Contract {
    let mut read = Contract::blank(record.id());
    let id = |value: &ValueRef<'_>| RecordId::parse(value.text()?).ok();
    let day = |value: &ValueRef<'_>| Day::parse(value.text()?).ok();
    let words = |value: &ValueRef<'_>| value.text().unwrap_or_default().to_owned();
    record.each_value(&mut |name, value| match name {
        "title" => read.title = words(&value),
        "status" => read.status = words(&value),
        "extensions" => read.extensions = words(&value),
        "buyer" => read.buyer = id(&value),
        "venture" => read.venture = id(&value),
        "starts" => read.starts = day(&value),
        "ends" => read.ends = day(&value),
        "latest_end" => read.latest_end = day(&value),
        "decide_extension_by" => read.decide_extension_by = day(&value),
        "talk_from" => read.talk_from = day(&value),
        "extension_notice_days" => read.extension_notice_days = value.int(),
        "notice_days" => read.notice_days = value.int(),
        _ => {}
    });
    let ids = |field: &str| record.items(field).iter().filter_map(id).collect();
    read.partners = ids("partners");
    read.suppliers = ids("suppliers");
    read
}

impl Workspace {
    /// Contracts that still run and end by a day, as far as the clock needs them: without their words, save the title.
    pub(super) fn running_contracts(&self, until: Day) -> impl Iterator<Item = Contract> {
        let until = until.iso();
        let all = self.records().of_kind(Contract::KIND);
        all.filter(move |record| {
            let ends = text(record, "ends");
            // Days are stored as ISO text, which sorts as they do.
            is_running(text(record, "status"))
                && !ends.is_empty()
                && (*ends <= *until || !text(record, "talk_from").is_empty())
        })
        .map(|record| clock_facts(&record))
    }

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
        let mut found: Vec<Mark> = Vec::new();
        // What ends later than so says nothing before the last day asked for.
        for contract in self.running_contracts(until.plus_months(MOST_MONTHS_AHEAD)) {
            found.extend(marks(&contract));
        }
        found.extend(self.deadlines(until));
        found.extend(self.promises_due(until));
        found.retain(|mark| mark.day <= until && mark.until.unwrap_or(mark.day) >= from);
        ordering::sort_by_key(&mut found, |mark| (mark.day, mark.kind, mark.record));
        found
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
