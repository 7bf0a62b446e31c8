//! Ticking rows.

use super::Table;
use crate::{ledger::RecordId, ui::parts::announce};

/// Ticks a row or takes the tick off; with `range`, all rows from the last one ticked to this.
pub(super) fn tick(table: Table, venture: RecordId, on: bool, range: bool) {
    let rows = table.rows.get_untracked();
    let place = |id: RecordId| rows.iter().position(|row| *row == id);
    let from = table
        .anchor
        .get_untracked()
        .filter(|_| range)
        .and_then(place);
    let ends = from.zip(place(venture));
    table.chosen.update(|chosen| {
        let ids: &[RecordId] = match ends {
            Some((from, to)) => rows.get(from.min(to)..=from.max(to)).unwrap_or_default(),
            None => &[venture],
        };
        for id in ids {
            if on {
                chosen.insert(*id);
            } else {
                chosen.remove(id);
            }
        }
    });
    table.anchor.set(Some(venture));
    announce(&format!(
        "{} chosen",
        table.chosen.with_untracked(std::collections::BTreeSet::len)
    ));
}

/// Ticks every row of the set, also those out of view.
pub(super) fn everything(table: Table) {
    table.chosen.set(
        table
            .rows
            .with_untracked(|rows| rows.iter().copied().collect()),
    );
    announce(&format!(
        "{} chosen",
        table.chosen.with_untracked(std::collections::BTreeSet::len)
    ));
}

/// Takes all ticks off.
pub(super) fn nothing(table: Table) {
    table.chosen.update(std::collections::BTreeSet::clear);
    table.anchor.set(None);
}
