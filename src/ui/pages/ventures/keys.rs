//! The table by keyboard: from cell to cell, as in a spreadsheet.

use leptos::ev::{FocusEvent, KeyboardEvent};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use super::{CellAt, Table, choosing};
use crate::ledger::RecordId;

/// Rows that Page Up and Page Down go.
const PAGE: usize = 12;

/// The cell whose control this is.
fn cell_of(target: Option<EventTarget>) -> Option<CellAt> {
    let at = target?
        .dyn_into::<Element>()
        .ok()?
        .get_attribute("data-at")?;
    let (venture, column) = at.split_once(':')?;
    Some((RecordId::parse(venture).ok()?, column.parse().ok()?))
}

/// Remembers which cell has focus.
pub(super) fn note_focus(table: Table, event: &FocusEvent) {
    if let Some(at) = cell_of(event.target()) {
        table.here.set(Some(at));
    }
}

/// From the scrolling region into the table.
pub(super) fn on_region(table: Table, event: &KeyboardEvent) {
    let on_itself = event
        .target()
        .zip(event.current_target())
        .is_some_and(|(target, region)| target == region);
    if on_itself && event.key() == "ArrowDown" {
        let first = table.rows.with_untracked(|rows| rows.first().copied());
        let at = table
            .here
            .get_untracked()
            .or(first.map(|venture| (venture, 1)));
        if let Some(at) = at {
            event.prevent_default();
            table.focus_cell(at);
        }
    }
}

/// A key pressed on a cell.
pub(super) fn pressed(table: Table, event: &KeyboardEvent) {
    let Some((venture, column)) = cell_of(event.target()) else {
        return;
    };
    if event.alt_key() {
        return;
    }
    let rows = table.rows.get_untracked();
    let Some(row) = rows.iter().position(|id| *id == venture) else {
        return;
    };
    let (last_row, last_column) = (
        rows.len().saturating_sub(1),
        table.columns.with_untracked(Vec::len),
    );
    let far = event.ctrl_key() || event.meta_key();
    let to = match event.key().as_str() {
        "ArrowUp" if far => (0, column),
        "ArrowDown" if far => (last_row, column),
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(last_row), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(last_column)),
        "PageUp" => (row.saturating_sub(PAGE), column),
        "PageDown" => ((row + PAGE).min(last_row), column),
        "Home" if far => (0, 0),
        "End" if far => (last_row, last_column),
        "Home" => (row, 0),
        "End" => (row, last_column),
        other => return act(table, (venture, column), other, event),
    };
    event.prevent_default();
    if let Some(venture) = rows.get(to.0) {
        table.focus_cell((*venture, to.1));
    }
}

fn act(table: Table, (venture, at): CellAt, key: &str, event: &KeyboardEvent) {
    match key {
        "F2" => {
            let column = at.checked_sub(1).and_then(|at| {
                table
                    .columns
                    .with_untracked(|columns| columns.get(at).copied())
            });
            if let Some(column) = column.filter(|column| column.field().is_some()) {
                event.prevent_default();
                table.editing.set(Some((venture, column)));
            }
        }
        " " if event.shift_key() => {
            event.prevent_default();
            let on = table
                .chosen
                .with_untracked(|chosen| !chosen.contains(&venture));
            choosing::tick(table, venture, on, false);
        }
        _ => {}
    }
}
