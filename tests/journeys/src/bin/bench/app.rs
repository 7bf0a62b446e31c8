//! What the measurements have to know of the app: where things are, and what one does. Nothing else here knows it.

use anyhow::Result;
use journeys::pages::Frame;
use journeys::{Page, Query, button, dialog, has, role, starts};

/// The address of the board.
pub(crate) const BOARD: &str = "/pipeline";
/// The address of the table.
pub(crate) const TABLE: &str = "/ventures";
/// A card of the board.
pub(crate) const CARD: &str = "main section article";
/// A list of the board that scrolls.
pub(crate) const COLUMN: &str = "main section .windowed";
/// What scrolls sideways.
pub(crate) const SIDEWAYS: &str = "main .board";
/// What scrolls in the table.
pub(crate) const ROWS: &str = "main .table-scroll";
/// The results of the palette.
pub(crate) const RESULTS: &str = "[role=listbox]";

/// Opens the palette, with nothing typed.
pub(crate) async fn open_search(page: &Page) -> Result<()> {
    page.press("Control+k").await?;
    page.see(&Frame::palette_field().focused().value(""))
        .await?;
    Ok(())
}

/// Closes the palette.
pub(crate) async fn close_search(page: &Page) -> Result<()> {
    page.press("Escape").await?;
    page.see_no(&Frame::palette_field()).await
}

/// A move that only has to be confirmed.
pub(crate) struct Move {
    /// What confirms it.
    pub(crate) confirm: Query,
    /// An expression that is true once the board shows the card elsewhere.
    pub(crate) done: String,
}

/// Prepares to move the first card of the first column to another stage.
pub(crate) async fn prepare_move(page: &Page) -> Result<Move> {
    let first = role("article").nth(0);
    let card = page.see(&first).await?;
    page.click(&button(has("Move")).inside(&first)).await?;
    let gate = dialog(starts("Move"));
    page.see(&gate).await?;
    let name = serde_json::to_string(&card.name)?;
    Ok(Move {
        confirm: button(starts("Move")).inside(&gate).nth(-1),
        done: format!(
            "!document.querySelector('{CARD}') || document.querySelector('{CARD}').textContent.indexOf({name}) < 0"
        ),
    })
}

/// Gives a table of ventures to the import, as far as the dry run's counts.
pub(crate) async fn dry_run(page: &Page, file: &std::path::Path) -> Result<()> {
    page.upload(&role("file"), file).await?;
    page.see(&button(starts("Import")).disabled(false)).await?;
    Ok(())
}

/// Imports what the dry run showed, as far as the message that it is done.
pub(crate) async fn commit(page: &Page) -> Result<()> {
    page.click(&button(starts("Import")).disabled(false).nth(-1))
        .await?;
    page.see(&button("Undo import")).await?;
    Ok(())
}
