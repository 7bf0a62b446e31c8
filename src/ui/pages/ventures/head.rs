//! The table's head: order by any column, tick all rows.

use crate::ui::weave::prelude::*;

use super::{Table, choosing};
use crate::{
    ui::parts::{Icon, icon},
    workspace::shown::{Column, ShownSet},
};

/// Orders by a column; a second press turns the order round. Figures and days begin with the largest.
fn order_by(set: &mut ShownSet, column: Column) {
    if set.sort == column {
        set.descending = !set.descending;
    } else {
        set.sort = column;
        set.descending = column.is_number() || column == Column::LastHeard;
    }
}

#[component]
pub(super) fn Head(table: Table) -> impl IntoView {
    let all = Memo::new(move |_| {
        let chosen = table.chosen.with(std::collections::BTreeSet::len);
        chosen > 0 && chosen == table.rows.with(|rows| rows.len())
    });
    let some = Memo::new(move |_| !all.get() && table.chosen.with(|chosen| !chosen.is_empty()));
    let head = move |column: Column| {
        let sorted = move || {
            let (sort, descending) = table.shown.set.with(|set| (set.sort, set.descending));
            match (sort == column, descending) {
                (false, _) => "none",
                (true, false) => "ascending",
                (true, true) => "descending",
            }
        };
        let arrow = move || match sorted() {
            "ascending" => icon(Icon::ArrowUp),
            "descending" => icon(Icon::ArrowDown),
            _ => icon(Icon::Sort),
        };
        view! {
            <th scope="col" class=cell_class(column) aria-sort=sorted>
                <button type="button" class="sort-button" on:click=move |_| table.shown.change(|set| order_by(set, column))>
                    {column.label()}
                    {arrow}
                </button>
            </th>
        }
    };
    view! {
        <thead>
            <tr aria-rowindex="1">
                <th class="cell-tick" scope="col">
                    <input
                        type="checkbox"
                        aria-label="Choose all rows of this set"
                        prop:checked=move || all.get()
                        prop:indeterminate=move || some.get()
                        on:change=move |event| {
                            if event_target_checked(&event) { choosing::everything(table) } else { choosing::nothing(table) }
                        }
                    />
                </th>
                <For each=move || table.columns.get() key=|column| column.id() children=head/>
            </tr>
        </thead>
    }
}

/// The class of a column's cells.
pub(super) fn cell_class(column: Column) -> Option<&'static str> {
    match column {
        Column::Name => Some("cell-name"),
        figures if figures.is_number() => Some("number"),
        _ => None,
    }
}
