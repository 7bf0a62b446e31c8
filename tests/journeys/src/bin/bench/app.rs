//! What the measurements have to know of the app: where things are, and what one does. Nothing else here knows it.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use journeys::pages::Frame;
use journeys::{Page, Query, button, dialog, field, link, menu_item, role, starts};

const PATIENCE: Duration = Duration::from_secs(60);

/// The address of the board.
pub(crate) const BOARD: &str = "/pipeline";
/// The address of the table.
pub(crate) const TABLE: &str = "/ventures";
/// A card of the board.
pub(crate) const CARD: &str = "[data-column] article";
/// A list of the board that scrolls.
pub(crate) const COLUMN: &str = "[data-column] .windowed";
/// What scrolls sideways.
pub(crate) const SIDEWAYS: &str = ".board";
/// What scrolls in the table.
pub(crate) const ROWS: &str = ".table-scroll";
/// The results of the palette.
pub(crate) const RESULTS: &str = "#palette-list";

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

/// Prepares to move the first card of the last stage back to the first one: a way back asks for no reason.
pub(crate) async fn prepare_move(page: &Page) -> Result<Move> {
    let last_stage = role("region").with_any("data-column").nth(-1);
    let card = role("article").inside(&last_stage).nth(0);
    page.focus(&card).await?;
    page.click(&button(starts("Move, open")).inside(&card))
        .await?;
    page.click(&menu_item(starts("Move to")).disabled(false).nth(0))
        .await?;
    let gate = dialog(starts("Move"));
    page.see(&gate).await?;
    let id = page
        .see(&card)
        .await?
        .attributes
        .remove("id")
        .unwrap_or_default();
    Ok(Move {
        confirm: button(starts("Move back")).inside(&gate),
        done: format!("!document.getElementById({})", serde_json::to_string(&id)?),
    })
}

/// Gives a table to the import, as far as what its columns mean.
pub(crate) async fn read_table(page: &Page, file: &Path) -> Result<()> {
    page.upload(&field("Choose a file to import"), file).await?;
    wait(page, &look()).await
}

/// Has a look at what would change, as far as the counts.
pub(crate) async fn dry_run(page: &Page) -> Result<()> {
    page.click(&look()).await?;
    wait(page, &button("Import").disabled(false)).await
}

/// Imports what the dry run showed, as far as the message that it is done.
pub(crate) async fn commit(page: &Page) -> Result<()> {
    page.click(&button("Import").disabled(false)).await?;
    wait(page, &link("See the board")).await
}

fn look() -> Query {
    button("Look at what would change").disabled(false)
}

/// Work that is measured may take far longer than it should, and is to be told by how much.
async fn wait(page: &Page, query: &Query) -> Result<()> {
    page.until_for(PATIENCE, &query.to_string(), async || {
        Ok((page.count(query).await? > 0).then_some(()))
    })
    .await
}
