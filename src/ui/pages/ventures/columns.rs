//! Which columns the table has, and in which order; kept in the address.

use crate::ui::weave::prelude::*;

use super::Table;
use crate::{
    ui::parts::{Button, ButtonKind, Dialog, DialogSize, Icon, IconButton, fresh_id},
    workspace::shown::{Column, ShownSet},
};

#[component]
pub(super) fn ColumnChooser(table: Table) -> impl IntoView {
    view! {
        <Dialog
            open=table.choosing_columns
            on_close=move || table.choosing_columns.set(false)
            title="Choose columns"
            size=DialogSize::Small
            easy_close=true
        >
            <Choices table/>
        </Dialog>
    }
}

#[component]
fn Choices(table: Table) -> impl IntoView {
    let listed = Memo::new(move |_| {
        let chosen = table.columns.get();
        let rest = Column::ALL
            .iter()
            .map(|(column, _, _)| *column)
            .filter(|column| !chosen.contains(column));
        chosen.iter().copied().chain(rest).collect::<Vec<Column>>()
    });
    let row = move |column: Column| {
        let id = fresh_id("column");
        let place = move || {
            table
                .columns
                .with(|columns| columns.iter().position(|known| *known == column))
        };
        let count = move || table.columns.with(Vec::len);
        let toggle = move |on: bool| {
            table.shown.change(|set| {
                set.columns.retain(|known| *known != column);
                if on {
                    set.columns.push(column);
                }
            });
        };
        let shift = move |step: isize| {
            table.shown.change(|set| {
                let from = set.columns.iter().position(|known| *known == column);
                let to = from
                    .and_then(|from| from.checked_add_signed(step))
                    .filter(|to| *to < set.columns.len());
                if let (Some(from), Some(to)) = (from, to) {
                    set.columns.swap(from, to);
                }
            });
        };
        // A row is found by its venture's name: that column always stays.
        let fixed = column == Column::Name;
        let name = column.label();
        view! {
            <li class="tick-row">
                <div class="tick">
                    <input
                        type="checkbox"
                        id=id.clone()
                        disabled=fixed
                        prop:checked=move || place().is_some()
                        on:change=move |event| toggle(event_target_checked(&event))
                    />
                    <label class="tick-label" for=id>{name}</label>
                </div>
                <IconButton
                    icon=Icon::ArrowUp
                    label=format!("Move {name} up")
                    small=true
                    disabled=Signal::derive(move || place().is_none_or(|at| at == 0))
                    on_press=move || shift(-1)
                />
                <IconButton
                    icon=Icon::ArrowDown
                    label=format!("Move {name} down")
                    small=true
                    disabled=Signal::derive(move || place().is_none_or(|at| at + 1 >= count()))
                    on_press=move || shift(1)
                />
            </li>
        }
    };
    view! {
        <div class="column-chooser">
            <p class="small quiet">"The address keeps them: copy it, or save the view, to have them again."</p>
            <ul role="list"><For each=move || listed.get() key=|column| column.id() children=row/></ul>
        </div>
        <div class="dialog-actions">
            <Button label="Done" kind=ButtonKind::Primary on_press=move || table.choosing_columns.set(false)/>
            <Button
                label="As usual"
                kind=ButtonKind::Quiet
                on_press=move || table.shown.change(|set| set.columns = ShownSet::default().columns)
            />
        </div>
    }
}
