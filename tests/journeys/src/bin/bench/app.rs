//! What the measurements have to know of the app: where things are, and what one does. Nothing else here knows it.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use journeys::pages::Frame;
use journeys::{
    Page, Query, Seen, button, dialog, field, has, link, marked, menu_item, role, starts,
};

use crate::probe;

const PATIENCE: Duration = Duration::from_secs(60);
/// Opening a region may take longer than it should, too.
const OPENING: Duration = Duration::from_secs(120);

/// The address of the board.
pub(crate) const BOARD: &str = "/pipeline";
/// The address of the table.
const TABLE: &str = "/ventures";
/// The address of the opportunities' board.
const OPPORTUNITIES: &str = "/opportunities";
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
    /// What confirms it, once it has the focus and *Enter* is pressed.
    confirm: Query,
    /// An expression that is true once the board shows the card elsewhere.
    pub(crate) done: String,
}

/// Prepares to move the first card in view to the next stage, by keys: through its gate, with a reason where the gate
/// asks for one. Only columns in view hold cards, and the first of these need not be the first of all.
pub(crate) async fn prepare_move(page: &Page) -> Result<Move> {
    let card = role("article")
        .inside(&role("region").with_any("data-column"))
        .nth(0);
    let id = wait(page, &card)
        .await?
        .attributes
        .remove("id")
        .context("a card has no id")?;
    page.focus(&marked("id", &id)).await?;
    page.press("m").await?;
    page.click(&menu_item(starts("Look at its gate"))).await?;
    let gate = dialog(starts("Move "));
    wait(page, &gate).await?;
    let why = field(has("Why move anyway")).inside(&gate);
    if page.count(&why).await? > 0 {
        page.fill(&why, "Measured").await?;
    }
    let confirm = button(starts("Move ")).inside(&gate);
    page.focus(&confirm).await?;
    Ok(Move {
        confirm,
        done: format!("!document.getElementById({})", serde_json::to_string(&id)?),
    })
}

impl Move {
    /// Moves it.
    pub(crate) async fn confirm(&self, page: &Page) -> Result<()> {
        wait(page, &self.confirm.clone().focused()).await?;
        page.press("Enter").await
    }
}

/// Waits until the move is over: the gate is closed and the card has the focus where it went.
pub(crate) async fn settle_move(page: &Page) -> Result<()> {
    page.until_for(PATIENCE, "the end of a move", async || {
        Ok((page.count(&role("dialog")).await? == 0).then_some(()))
    })
    .await?;
    wait(page, &role("article").focused()).await?;
    Ok(())
}

/// A page that reads a whole region, opened by its shortcut.
pub(crate) struct View {
    keys: [&'static str; 2],
    /// An expression that is true once what the page is about is drawn.
    drawn: &'static str,
}

/// The forecast: its table stands.
pub(crate) const FORECAST: View = View {
    keys: ["g", "f"],
    drawn: "location.pathname === '/forecast' && document.querySelector('main tfoot') !== null",
};

/// The contract clock: the bar of a contract stands.
pub(crate) const CLOCK: View = View {
    keys: ["g", "k"],
    drawn: "location.pathname === '/contracts' && document.querySelector('.clock-row:not(.clock-axis)') !== null",
};

/// The answer to *Who could bid?*: a line for a venture.
pub(crate) const FIT: &str = "document.querySelector('.fit') !== null";

impl View {
    /// Opens it from the board and gives how long that took.
    pub(crate) async fn open(&self, page: &Page) -> Result<f64> {
        let [first, second] = self.keys;
        page.press(first).await?;
        probe::arm(page, self.drawn).await?;
        page.press(second).await?;
        let time = probe::painted(page).await?;
        page.press("g").await?;
        page.press("p").await?;
        wait(page, &role("article").nth(0)).await?;
        Ok(time)
    }
}

/// Prepares to ask who could bid for an opportunity of the first column, counted from 0.
pub(crate) async fn prepare_fit(page: &Page, at: i32) -> Result<()> {
    page.go(OPPORTUNITIES).await?;
    let column = role("region").with_any("data-column").nth(0);
    let opens = role("link")
        .inside(&role("heading").inside(&column))
        .nth(at);
    wait(page, &opens).await?;
    page.focus(&opens).await?;
    page.press("Enter").await?;
    let ask = button("Who could bid?");
    wait(page, &ask).await?;
    page.focus(&ask).await
}

/// Opens the table, as far as its rows.
pub(crate) async fn open_table(page: &Page) -> Result<()> {
    page.go(TABLE).await?;
    page.until_for(OPENING, "rows", async || {
        let rows = page
            .script(
                "return document.querySelectorAll('tbody tr').length",
                vec![],
            )
            .await?;
        Ok((rows.as_u64() > Some(5)).then_some(()))
    })
    .await
}

/// Gives a file to the import, as far as what is in it.
pub(crate) async fn read_file(page: &Page, file: &Path) -> Result<()> {
    page.upload(&field("Choose a file to import"), file).await?;
    wait(page, &look()).await?;
    Ok(())
}

/// Has a look at what would change, as far as the counts.
pub(crate) async fn dry_run(page: &Page) -> Result<()> {
    page.click(&look()).await?;
    wait(page, &button("Import").disabled(false)).await?;
    Ok(())
}

/// Imports what the dry run showed, as far as the link to what came.
pub(crate) async fn commit(page: &Page, leads_to: &str) -> Result<()> {
    page.click(&button("Import").disabled(false)).await?;
    wait(page, &link(leads_to)).await?;
    Ok(())
}

fn look() -> Query {
    button("Look at what would change").disabled(false)
}

/// Work that is measured may take far longer than it should, and is to be told by how much.
async fn wait(page: &Page, query: &Query) -> Result<Seen> {
    page.until_for(PATIENCE, &query.to_string(), async || {
        Ok(page.all(query).await?.into_iter().next())
    })
    .await
}
