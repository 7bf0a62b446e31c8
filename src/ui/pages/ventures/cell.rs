//! The cells of a row: what they say, and which of them are edited by a press.

use crate::ui::weave::prelude::*;

use super::{Table, cell_id, choosing, editor::Editor, head::cell_class};
use crate::{
    ledger::RecordId,
    ui::parts::{StageLabel, StagePlace},
    workspace::shown::{Column, cell_words},
};

/// Kinds whose names stand in cells.
const NAMED: &[&str] = &["colleague", "programme", "place", "organisation", "stage"];

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    name: String,
    stage: Option<StagePlace>,
    cells: Vec<(Column, String)>,
}

impl Row {
    fn said(&self, column: Column) -> String {
        self.cells
            .iter()
            .find(|(known, _)| *known == column)
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    }
}

/// The cells of a venture. They follow that venture only.
pub(super) fn row_view(table: Table, venture: RecordId) -> AnyView {
    let session = table.actor.session;
    let row = Memo::new(move |_| {
        session.track_record(venture);
        for kind in NAMED {
            session.track_kind(kind);
        }
        let (columns, today) = (table.columns.get(), session.today.get());
        session
            .read(|workspace| {
                let known = workspace.facts().venture(venture)?;
                let journey = workspace.journey();
                Some(Row {
                    name: known.name.clone(),
                    stage: journey.stage(&known.stage).map(|stage| StagePlace {
                        index: journey.position(&stage.code),
                        of: journey.all_stages().len(),
                    }),
                    cells: columns
                        .iter()
                        .map(|column| (*column, cell_words(*column, known, workspace, today)))
                        .collect(),
                })
            })
            .unwrap_or_default()
    });
    let name = Memo::new(move |_| row.with(|row| row.name.clone()));
    let ticked = move || table.chosen.with(|chosen| chosen.contains(&venture));
    let place = move |column: Column| {
        table.columns.with(|columns| {
            columns
                .iter()
                .position(|known| *known == column)
                .map_or(1, |at| at + 1)
        })
    };
    view! {
        <td class="cell-tick">
            <input
                type="checkbox"
                id=cell_id(venture, 0)
                data-at=move || format!("{venture}:0")
                tabindex=move || tab_stop(table, venture, 0)
                aria-label=move || format!("Choose {}", name.get())
                prop:checked=ticked
                on:click=move |event| choosing::tick(table, venture, event_target_checked(&event), event.shift_key())
            />
        </td>
        <For
            each=move || table.columns.get()
            key=|column| column.id()
            children=move |column| cell(table, venture, column, Signal::derive(move || place(column)), row)
        />
    }
    .into_any()
}

/// One cell is in the tab order: the one that last had focus, or the first.
fn tab_stop(table: Table, venture: RecordId, column: usize) -> &'static str {
    let here = table.here.get();
    let is_stop = match here {
        Some(here) => here == (venture, column),
        None => column == 1 && table.rows.with(|rows| rows.first() == Some(&venture)),
    };
    if is_stop { "0" } else { "-1" }
}

fn cell(
    table: Table,
    venture: RecordId,
    column: Column,
    place: Signal<usize>,
    row: Memo<Row>,
) -> AnyView {
    let text = Memo::new(move |_| row.with(|row| row.said(column)));
    let editing = Memo::new(move |_| table.editing.get() == Some((venture, column)));
    let at = move || format!("{venture}:{}", place.get());
    let id = move || cell_id(venture, place.get());
    let stop = move || tab_stop(table, venture, place.get());
    let inside = move || {
        if editing.get() {
            return view! { <Editor table venture column/> }.into_any();
        }
        match column {
            Column::Name => view! {
                <a
                    href=format!("/ventures/{venture}")
                    id=id
                    data-at=at
                    tabindex=stop
                    title=move || text.get()
                    on:dblclick=move |event| {
                        event.prevent_default();
                        table.editing.set(Some((venture, column)));
                    }
                >
                    {move || text.get()}
                </a>
            }
            .into_any(),
            editable if editable.field().is_some() => view! {
                <button
                    type="button"
                    class="cell-edit"
                    id=id
                    data-at=at
                    tabindex=stop
                    title=move || text.get()
                    aria-label=move || spoken(column, &text.get())
                    on:click=move |_| table.editing.set(Some((venture, column)))
                >
                    {words(column, text, row)}
                </button>
            }
            .into_any(),
            _ => view! { <span id=id data-at=at tabindex=stop title=move || text.get()>{move || text.get()}</span> }.into_any(),
        }
    };
    let class = move || match (editing.get(), cell_class(column)) {
        (true, Some(class)) => format!("{class} editing"),
        (true, None) => "editing".to_owned(),
        (false, class) => class.unwrap_or_default().to_owned(),
    };
    if column == Column::Name {
        view! { <th scope="row" class=class>{inside}</th> }.into_any()
    } else {
        view! { <td class=class>{inside}</td> }.into_any()
    }
}

/// An empty cell is silent to the eye, but a button needs a name.
fn spoken(column: Column, text: &str) -> String {
    if text.is_empty() {
        format!("{}: empty, edit", column.label())
    } else {
        format!("{text}, edit")
    }
}

fn words(column: Column, text: Memo<String>, row: Memo<Row>) -> AnyView {
    let show = move || match row.with(|row| row.stage) {
        Some(place) if column == Column::Stage => {
            view! { <StageLabel place label=text.get()/> }.into_any()
        }
        _ => text.get().into_any(),
    };
    show.into_any()
}
