//! Board, table and venture on paper: everything is there, and nothing that only works on a screen.

use anyhow::ensure;
use journeys::pages::{Board, Table, Venture, example};
use journeys::{
    Engine, Journey, Outcome, Page, Query, Visit, button, heading, journeys, navigation, role,
};
use serde_json::json;

pub(crate) const JOURNEYS: &[Journey] = journeys![prints_what_is_shown in &[Engine::Chromium]];

/// Shows the page as it is printed, without what only works on a screen.
async fn on_paper(page: &Page, name: &str) -> Outcome {
    page.on_paper(name).await?;
    page.see_no(&navigation("Main")).await?;
    page.see_no(&role("banner")).await?;
    page.see_no(&button("Add a venture")).await?;
    Ok(())
}

/// Prints into a file, which is more than an empty sheet.
async fn print(page: &Page, name: &str) -> Outcome {
    let printed = page.chromium("Page.printToPDF", json!({})).await?;
    let size = printed["data"].as_str().map_or(0, str::len);
    ensure!(size > 10_000, "{name} on paper is empty: {size} letters");
    page.on_screen().await?;
    page.see(&navigation("Main")).await?;
    Ok(())
}

/// How many things there are once they are drawn.
async fn count_of(page: &Page, query: &Query) -> anyhow::Result<usize> {
    page.see(&query.clone().nth(0)).await?;
    page.count(query).await
}

async fn prints_what_is_shown(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    page.resize(1280, 700).await?;

    Board::open(&page).await?;
    let cards = role("article");
    let on_board = count_of(&page, &cards).await?;
    on_paper(&page, "board").await?;
    let all = count_of(&page, &cards).await?;
    ensure!(all > 30, "{all} cards on paper, {on_board} on the screen");
    print(&page, "the board").await?;

    Table::open(&page).await?;
    let rows = role("row");
    let in_window = count_of(&page, &rows).await?;
    on_paper(&page, "table").await?;
    let all = count_of(&page, &rows).await?;
    ensure!(all > 30, "{all} rows on paper, {in_window} on the screen");
    print(&page, "the table").await?;

    Venture::open(&page, "Green Gym").await?;
    on_paper(&page, "venture").await?;
    page.see(&heading("Green Gym").level(1)).await?;
    page.see_no(&button("Write down")).await?;
    print(&page, "a venture").await
}
