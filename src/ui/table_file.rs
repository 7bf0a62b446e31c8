//! A table as a file for spreadsheet programs.

use super::{
    parts::{Icon, IconButton},
    session::{Session, use_session},
    weave::prelude::*,
};
use crate::exchange::table_out::TableOut;

/// Hands out a table as CSV, as it is shown now.
pub fn download_table(session: Session, table: TableOut) {
    let (name, bytes) = table.file(session.today.get_untracked());
    session
        .host()
        .download(&name, "text/csv;charset=utf-8", vec![bytes]);
}

/// The button that does.
#[component]
pub fn DownloadTable(
    /// The table as it is when the button is pressed.
    table: impl Fn() -> TableOut + Send + Sync + 'static,
    /// Smaller, beside the heading of a part.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let session = use_session();
    view! {
        <IconButton
            label="Download this table as CSV"
            icon=Icon::Download
            small
            on_press=move || download_table(session, table())
        />
    }
}
