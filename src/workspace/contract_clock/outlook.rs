//! What the page of the contract clock shows, from one pass over the contracts: the days that are due, and the contracts that
//! run. Put in order, and into words, are only those that are drawn.

use super::{Mark, MarkKind, Timeline, Whose, timeline::Span};
use crate::{
    domain::dates::Day,
    ledger::{RecordId, ordering},
    workspace::open::Workspace,
};

/// How long a day that was missed is shown, in days.
const MISSED_DAYS: i64 = 365;

/// A contract that runs: whether nothing of it is ahead, the next of its days, its end. In this order they are shown.
type Order = (bool, Option<Day>, Day, RecordId);

/// The clock over some months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    today: Day,
    span: Span,
    /// In no order.
    due: Vec<Mark>,
    /// In no order.
    running: Vec<Order>,
}

impl Outlook {
    /// How many days are due.
    pub fn due_count(&self) -> usize {
        self.due.len()
    }

    /// The first of the days that are due, or missed and still ask for something, in order.
    pub fn due(&self, most: usize) -> Vec<Mark> {
        ordering::first_by_key(&self.due, most, |mark| (mark.day, mark.kind, mark.record))
    }

    /// How many contracts run.
    pub fn running_count(&self) -> usize {
        self.running.len()
    }

    /// The contracts that run, those whose next day comes first first.
    pub(super) fn running(&self, most: usize) -> Vec<RecordId> {
        let first = ordering::first_by_key(&self.running, most, |order| *order);
        first.into_iter().map(|(.., contract)| contract).collect()
    }
}

impl Workspace {
    /// The clock from today on over so many months. Bids and promises are always ours.
    pub fn outlook(&self, today: Day, months: i32, whose: Whose) -> Outlook {
        let mut found = Outlook {
            today,
            span: Span::new(today, months),
            due: Vec::new(),
            running: Vec::new(),
        };
        let (from, until) = (today.plus_days(-MISSED_DAYS), today.plus_months(months));
        let is_due = |mark: &Mark| {
            let last = mark.last();
            mark.day <= until && last >= from && (last >= today || mark.kind.still_asks())
        };
        if whose != Whose::Others {
            found.due = self.deadlines(until);
            found.due.extend(self.promises_due(until));
            found.due.retain(is_due);
        }
        for contract in self.running_contracts(Day::LAST) {
            let Some(ends) = contract.terms.ends.filter(|_| whose.takes(&contract)) else {
                continue;
            };
            let (mut over, mut next) = (ends, None::<Day>);
            contract.terms.each_mark(&mut |mark| {
                if mark.kind == MarkKind::LatestEnd {
                    over = mark.day;
                }
                if mark.last() >= today {
                    next = Some(next.map_or(mark.day, |next| next.min(mark.day)));
                }
                if is_due(&mark) {
                    found.due.push(mark);
                }
            });
            let starts = contract.terms.starts.filter(|starts| *starts <= ends);
            if found.span.meets(starts, over) {
                let contract = contract.terms.contract;
                found.running.push((next.is_none(), next, ends, contract));
            }
        }
        found
    }

    /// The first of the contracts that run, as bars over the months.
    pub fn timeline_of(&self, outlook: &Outlook, most: usize) -> Timeline {
        let running = self.running();
        let rows = outlook.running(most).into_iter().filter_map(|contract| {
            let contract = running(self.record(contract)?)?;
            self.timeline_row(&contract, outlook.today)
        });
        outlook.span.timeline(rows.collect())
    }
}
