//! Contracts that still run, as far as the clock needs them: a region has ten thousand, and most of their fields are words.

use super::{Mark, MarkKind, extension_months, is_ours, is_running};
use crate::{
    domain::{dates::Day, records::Contract},
    ledger::{Fields, RecordId, RecordRef, ordering, pack::ValueRef},
    workspace::open::Workspace,
};

/// Months before the end in which talking about what follows begins.
const TALK_FROM_MONTHS: i32 = 12;
/// Months before the end by which that talk should have been had.
const TALK_UNTIL_MONTHS: i32 = 6;
/// Days before the end by which an extension is decided, where the contract does not say: our own estimate.
const ASSUMED_DECISION_DAYS: i64 = 90;

/// What a contract says of its days.
#[derive(Clone, Copy)]
pub(in crate::workspace) struct Terms<'a> {
    pub(super) contract: RecordId,
    pub(super) starts: Option<Day>,
    pub(in crate::workspace) ends: Option<Day>,
    latest_end: Option<Day>,
    extensions: &'a str,
    decide_extension_by: Option<Day>,
    extension_notice_days: Option<i64>,
    notice_days: Option<i64>,
    talk_from: Option<Day>,
    is_ours: bool,
}

/// So many months after a last day: what ends with a month goes on to end with one.
fn months_after(last: Day, months: i32) -> Day {
    last.plus_days(1).plus_months(months).plus_days(-1)
}

impl<'a> Terms<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        Self {
            contract: contract.id,
            starts: contract.starts,
            ends: contract.ends,
            latest_end: contract.latest_end,
            extensions: &contract.extensions,
            decide_extension_by: contract.decide_extension_by,
            extension_notice_days: contract.extension_notice_days,
            notice_days: contract.notice_days,
            talk_from: contract.talk_from,
            is_ours: is_ours(contract),
        }
    }

    pub(super) fn latest_end(&self) -> Option<Day> {
        let ends = self.ends?;
        let counted = || {
            let added: i32 = extension_months(self.extensions).iter().sum();
            (added > 0).then(|| months_after(ends, added))
        };
        self.latest_end.or_else(counted).filter(|day| *day > ends)
    }

    pub(super) fn talk_window(&self) -> Option<(Day, Day)> {
        let ends = self.ends?;
        let starts = self.starts.filter(|starts| *starts <= ends);
        // A pilot of half a year is talked about from its first day.
        let from = self.talk_from.unwrap_or_else(|| {
            let usual = months_after(ends, -TALK_FROM_MONTHS);
            starts.map_or(usual, |starts| starts.max(usual))
        });
        let until = months_after(ends, -TALK_UNTIL_MONTHS)
            .max(from)
            .min(ends.max(from));
        Some((from, until))
    }

    /// Every day of the contract, as if it ran, in order.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        self.each_mark(&mut |mark| marks.push(mark));
        ordering::sort_by_key(&mut marks, |mark| (mark.day, mark.kind));
        marks
    }

    /// Every day of the contract, as if it ran, in the order of their kinds.
    pub(in crate::workspace) fn each_mark(&self, each: &mut dyn FnMut(Mark)) {
        let Some(ends) = self.ends else {
            return;
        };
        let on = |kind, day| Mark::on(self.contract, kind, day);
        if let Some((from, until)) = self.talk_window() {
            each(Mark {
                until: Some(until).filter(|until| *until > from),
                is_assumed: self.talk_from.is_none(),
                ..on(MarkKind::Talk, from)
            });
        }
        let latest = self.latest_end();
        let counted = || {
            latest?;
            let days = self.extension_notice_days.unwrap_or(ASSUMED_DECISION_DAYS);
            Some(ends.plus_days(-days.max(0)))
        };
        if let Some(day) = self.decide_extension_by.or_else(counted) {
            each(Mark {
                is_assumed: self.decide_extension_by.is_none()
                    && self.extension_notice_days.is_none(),
                ..on(MarkKind::Extension, day)
            });
        }
        if let Some(days) = self.notice_days.filter(|days| *days > 0 && self.is_ours) {
            each(on(MarkKind::Notice, ends.plus_days(-days)));
        }
        each(on(MarkKind::Ends, ends));
        if let Some(day) = latest {
            each(on(MarkKind::LatestEnd, day));
        }
    }
}

/// A contract that still runs.
pub(in crate::workspace) struct Running<'a> {
    pub(in crate::workspace) record: RecordRef<'a>,
    /// Which of our ventures delivers it, or is the first of them; nothing when none does.
    pub(in crate::workspace) lead: Option<RecordId>,
    pub(in crate::workspace) terms: Terms<'a>,
}

/// What is read of each contract, in this order.
const FIELDS: [&str; 10] = [
    "status",
    "ends",
    "talk_from",
    "starts",
    "latest_end",
    "extensions",
    "decide_extension_by",
    "extension_notice_days",
    "notice_days",
    "venture",
];

fn day(value: &ValueRef<'_>) -> Option<Day> {
    Day::parse(value.text()?).ok()
}

fn id(value: &ValueRef<'_>) -> Option<RecordId> {
    RecordId::parse(value.text()?).ok()
}

/// A record that this one names in a field.
pub(in crate::workspace) fn named_in(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    id(&record.value(field))
}

impl<'a> Running<'a> {
    /// A contract that runs and ends by a day, in the text that days are stored as.
    fn read(record: RecordRef<'a>, fields: &Fields<10>, until: &str) -> Option<Self> {
        let (
            [
                status,
                ends,
                talk_from,
                starts,
                latest_end,
                extensions,
                decide_extension_by,
                extension_notice_days,
                notice_days,
                venture,
            ],
            sets,
        ) = fields.with_sets(&record);
        // Days are stored as ISO text, which sorts as they do.
        let says_when = || !talk_from.text().unwrap_or_default().is_empty();
        if !is_running(status.text()?) || ends.text()? > until && !says_when() {
            return None;
        }
        let lead = id(&venture).or_else(|| sets.items("partners").iter().find_map(id));
        let terms = Terms {
            contract: record.id(),
            starts: day(&starts),
            ends: day(&ends),
            latest_end: day(&latest_end),
            extensions: extensions.text().unwrap_or_default(),
            decide_extension_by: day(&decide_extension_by),
            extension_notice_days: extension_notice_days.int(),
            notice_days: notice_days.int(),
            talk_from: day(&talk_from),
            is_ours: lead.is_some(),
        };
        Some(Self {
            record,
            lead,
            terms,
        })
    }

    /// Whether one of our ventures delivers it.
    pub(in crate::workspace) fn is_ours(&self) -> bool {
        self.lead.is_some()
    }

    /// Whether it is delivered by a venture, alone or beside others.
    pub(super) fn is_of(&self, venture: RecordId) -> bool {
        let partners = || self.record.items("partners");
        self.lead == Some(venture) || partners().iter().any(|item| id(item) == Some(venture))
    }
}

impl Workspace {
    /// Contracts that still run and end by a day.
    pub(in crate::workspace) fn running_contracts(
        &self,
        until: Day,
    ) -> impl Iterator<Item = Running<'_>> {
        let until = until.iso();
        let fields = Fields::new(FIELDS, self.records());
        let all = self.records().of_kind(Contract::KIND);
        all.filter_map(move |record| Running::read(record, &fields, &until))
    }

    /// Reads single contracts, each if it still runs.
    pub(super) fn running<'a>(&self) -> impl Fn(RecordRef<'a>) -> Option<Running<'a>> + use<'a> {
        let until = Day::LAST.iso();
        let fields = Fields::new(FIELDS, self.records());
        move |record| Running::read(record, &fields, &until)
    }
}
