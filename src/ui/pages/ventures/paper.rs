//! The table on paper: every row, not only those in view.

use crate::ui::weave::prelude::*;

use super::{Table, head::cell_class};
use crate::{ui::pages::pipeline::printing, workspace::shown::cell_words};

/// All rows, in the page only while it is printed.
#[component]
pub(super) fn PaperTable(table: Table) -> impl IntoView {
    let printing = printing();
    move || {
        printing.get().then(|| {
            let session = table.actor.session;
            let today = session.today.get_untracked();
            let columns = table.columns.get_untracked();
            let heads = columns
                .iter()
                .map(|column| view! { <th scope="col" class=cell_class(*column)>{column.label()}</th> })
                .collect_view();
            let rows: Vec<Vec<String>> = session.read(|workspace| {
                let rows = table.rows.get_untracked();
                let ventures = rows.iter().filter_map(|id| workspace.facts().venture(*id));
                ventures
                    .map(|venture| columns.iter().map(|column| cell_words(*column, venture, workspace, today)).collect())
                    .collect()
            });
            let lines = rows.into_iter().map(|row| {
                let cells = columns
                    .iter()
                    .zip(row)
                    .map(|(column, text)| view! { <td class=cell_class(*column)>{text}</td> })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            });
            view! {
                <p class="print-only small quiet">{format!("As at {today}")}</p>
                <table class="table print-only">
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            }
        })
    }
}
