//! The board by status: every figure of a column's head has its name.

use std::sync::Arc;

use super::{OpportunityRow, OpportunitySet, status_label};
use crate::{
    domain::{
        counting::counted,
        dates::Day,
        money::Pence,
        opportunities::{Certainty, is_live},
        vocabulary::OPPORTUNITY_STATUSES,
    },
    workspace::open::Workspace,
};

/// What a number of opportunities comes to. Each opportunity counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many there are.
    pub count: usize,
    /// How many of them have a value in pounds; the sums are made of these.
    pub with_value: usize,
    /// The sum of their values.
    pub sum: Pence,
    /// The sum of their values, each times its probability.
    pub weighted: Pence,
    /// The part of `sum` that is signed.
    pub secured: Pence,
    /// The part of `sum` that is in writing or better, and not signed.
    pub evidenced: Pence,
    /// The part of `sum` that rests on words.
    pub hoped: Pence,
}

impl Sums {
    fn add(&mut self, row: &OpportunityRow) {
        self.count += 1;
        let Some(value) = row.value else { return };
        self.with_value += 1;
        let plus = |sum: &mut Pence, more: Pence| {
            *sum = sum.checked_add(more).unwrap_or(Pence(i64::MAX));
        };
        plus(&mut self.sum, value);
        plus(&mut self.weighted, row.weighted.unwrap_or(Pence::ZERO));
        let part = match row.certainty {
            Certainty::Secured => &mut self.secured,
            Certainty::Evidenced => &mut self.evidenced,
            Certainty::Hoped => &mut self.hoped,
        };
        plus(part, value);
    }

    /// The head of a column in words: "3 opportunities, £1.2m in all, £180k weighted; 1 without a value".
    pub fn words(&self) -> String {
        let count = counted(self.count, "opportunity", "opportunities");
        let without = self.count - self.with_value;
        let mut words = match self.with_value {
            0 => count,
            _ => format!(
                "{count}, {} in all, {} weighted",
                self.sum.short(),
                self.weighted.short()
            ),
        };
        if without > 0 {
            words.push_str(&format!("; {without} without a value"));
        }
        words
    }
}

/// What these opportunities come to together.
pub fn sums(rows: &[Arc<OpportunityRow>]) -> Sums {
    let mut sums = Sums::default();
    for row in rows {
        sums.add(row);
    }
    sums
}

/// One column of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusColumn {
    /// The status' id.
    pub status: String,
    /// What people read.
    pub label: String,
    /// Its place among all statuses, for its colour.
    pub place: usize,
    /// What its opportunities come to.
    pub sums: Sums,
    /// The nearest deadline ahead among them.
    pub next_deadline: Option<Day>,
    /// The opportunities, in the set's order.
    pub cards: Vec<Arc<OpportunityRow>>,
}

/// The board for a set. Live statuses are shown also when they are empty, to drop a card on; the others when they hold
/// something, or when the set asks for them.
pub fn board(
    rows: &[Arc<OpportunityRow>],
    set: &OpportunitySet,
    workspace: &Workspace,
    today: Day,
) -> Vec<StatusColumn> {
    let mut columns: Vec<StatusColumn> = Vec::new();
    let asked = set.filters.get("status");
    for (place, status) in OPPORTUNITY_STATUSES.iter().enumerate() {
        if asked.is_none_or(|asked| asked.iter().any(|id| id == status.id)) {
            columns.push(empty(status.id, place));
        }
    }
    for row in set.select(rows, workspace, today) {
        let at = columns
            .iter()
            .position(|column| column.status == row.status);
        let at = at.unwrap_or_else(|| {
            columns.push(empty(&row.status, OPPORTUNITY_STATUSES.len()));
            columns.len() - 1
        });
        let Some(column) = columns.get_mut(at) else {
            continue;
        };
        column.sums.add(&row);
        if let Some(deadline) = row.deadline.filter(|day| *day >= today) {
            let next = column.next_deadline.unwrap_or(deadline);
            column.next_deadline = Some(next.min(deadline));
        }
        column.cards.push(row);
    }
    columns.retain(|column| {
        !column.cards.is_empty()
            || asked.is_some()
            || is_live(&column.status)
            || column.status == "contracted"
    });
    columns
}

fn empty(status: &str, place: usize) -> StatusColumn {
    StatusColumn {
        status: status.to_owned(),
        label: status_label(status).to_owned(),
        place,
        sums: Sums::default(),
        next_deadline: None,
        cards: Vec::new(),
    }
}
