//! The table of the same set: columns, order, sums, and a file of it.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    exchange::table_out::{TableOut, tables},
    ledger::RecordId,
    ui::{
        parts::{Icon, Menu, MenuItem, ROW_PITCH, Viewport, WindowedBody, icon},
        table_file::DownloadTable,
    },
    workspace::opportunities::{OpportunityColumn, OpportunityRow, cell_text, sums},
};

/// What only the table needs.
pub(super) fn tools(page: Page) -> AnyView {
    let items = move || {
        let shown = page.set.with(|set| set.columns.clone());
        OpportunityColumn::ALL
            .iter()
            .filter(|(column, ..)| *column != OpportunityColumn::Title)
            .map(|(column, _, label)| {
                let column = *column;
                MenuItem::new(*label, move || toggle(page, column)).checked(shown.contains(&column))
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu label="Columns" icon=Icon::Columns items=Signal::derive(items) icon_only=true/>
        <DownloadTable table=move || out(page)/>
    }
    .into_any()
}

/// Shows a column or takes it off; columns keep their usual order.
fn toggle(page: Page, column: OpportunityColumn) {
    page.change(|set| {
        let had = set.columns.contains(&column);
        let wanted = |known: &OpportunityColumn| {
            if *known == column {
                !had
            } else {
                set.columns.contains(known)
            }
        };
        let all = OpportunityColumn::ALL.iter().map(|(known, ..)| *known);
        set.columns = all.filter(wanted).collect();
    });
}

fn out(page: Page) -> TableOut {
    let columns = page.set.with_untracked(|set| set.columns.clone());
    page.actor.session.read(|workspace| {
        page.chosen
            .with_untracked(|chosen| tables::opportunities(workspace, &columns, chosen))
    })
}

#[component]
pub(super) fn Table(page: Page) -> impl IntoView {
    let viewport = Viewport::new();
    let columns = Memo::new(move |_| page.set.with(|set| set.columns.clone()));
    let count = move || page.chosen.with(Vec::len);
    let row = move |key: String| {
        let id = RecordId::parse(&key).unwrap_or(RecordId(0));
        let row = page.row(id);
        (move || {
            let columns = columns.get();
            row.get().map(|row| cells(page, &columns, &row))
        })
        .into_any()
    };
    let foot = move || page.chosen.with(|rows| sums(rows).words());
    view! {
        <div class="table-scroll" node_ref=viewport.node tabindex="0" role="region" aria-label="Opportunities">
            <table class="table" aria-rowcount=move || (count() + 1).to_string()>
                <thead><tr aria-rowindex="1">
                    <For each=move || columns.get() key=|column| column.id() children=move |column| heading(page, column)/>
                </tr></thead>
                <WindowedBody
                    viewport
                    count=Signal::derive(count)
                    row_height=Signal::derive(|| ROW_PITCH)
                    key_at=move |at: usize| page.chosen.with(|rows| rows.get(at).map(|row| row.id.to_string()).unwrap_or_default())
                    row=row
                    columns=Signal::derive(move || columns.with(Vec::len))
                />
            </table>
        </div>
        <p class="table-foot">{foot}</p>
    }
}

fn cells(page: Page, columns: &[OpportunityColumn], row: &OpportunityRow) -> AnyView {
    page.actor.session.read(|workspace| {
        columns
            .iter()
            .map(|column| {
                let text = cell_text(*column, row, workspace);
                match column {
                    OpportunityColumn::Title => view! {
                        <th scope="row" class="cell-name"><a href=format!("/opportunities/{}", row.id) title=row.title.clone()>{text}</a></th>
                    }
                    .into_any(),
                    OpportunityColumn::Buyer => match row.buyer {
                        Some(buyer) => view! { <td><a href=format!("/organisations/{buyer}")>{text}</a></td> }.into_any(),
                        None => view! { <td></td> }.into_any(),
                    },
                    column if column.is_number() => view! { <td class="number">{text}</td> }.into_any(),
                    _ => view! { <td>{text}</td> }.into_any(),
                }
            })
            .collect_view()
    })
}

fn heading(page: Page, column: OpportunityColumn) -> AnyView {
    let sorted = move || {
        page.set
            .with(|set| match (set.sort == column, set.descending) {
                (false, _) => "none",
                (true, false) => "ascending",
                (true, true) => "descending",
            })
    };
    let arrow = move || match sorted() {
        "ascending" => icon(Icon::ArrowUp),
        "descending" => icon(Icon::ArrowDown),
        _ => icon(Icon::Sort),
    };
    let turn = move || {
        page.change(|set| {
            set.descending = if set.sort == column {
                !set.descending
            } else {
                column.is_number()
            };
            set.sort = column;
        });
    };
    let class = column.is_number().then_some("number");
    view! {
        <th scope="col" class=class aria-sort=sorted>
            <button type="button" class="sort-button" on:click=move |_| turn()>{column.label()}{arrow}</button>
        </th>
    }
    .into_any()
}
