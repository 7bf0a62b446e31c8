//! The app stops, and its data can still be had.

use std::fs;

use anyhow::{Context, ensure};
use journeys::pages::{Data, Table, Venture, few_ventures};
use journeys::{Journey, Outcome, Page, Visit, button, field, has, heading, journeys, text};
use serde_json::Value;

pub(crate) const JOURNEYS: &[Journey] = journeys![a_stopped_app_hands_out_its_data];

/// A trap of WebAssembly, as a fault inside the app is one: a module of one function that must never be reached. In
/// Firefox scripts of a driver stand outside the page, and errors of theirs do not concern it.
const TRAP: &str = "
    const page = globalThis.wrappedJSObject ?? window.wrappedJSObject ?? window;
    const bytes = page.Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
        7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11);
    const { exports } = new page.WebAssembly.Instance(new page.WebAssembly.Module(bytes));
    page.setTimeout(exports.f, 0);";

async fn stop(visit: &mut Visit, page: &Page) -> Outcome {
    visit.tolerate("unreachable");
    visit.tolerate("Unreachable");
    page.script(TRAP, vec![]).await?;
    page.see(&heading("Fledgling has stopped").level(1).focused())
        .await?;
    Ok(())
}

async fn a_stopped_app_hands_out_its_data(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let hash = Data::on(&page).content_hash().await?;
    Venture::open(&page, "Green Gym").await?;
    page.fill(&field(has("What was said")), "Half a sentence")
        .await?;
    stop(visit, &page).await?;
    page.see(&text(has("Everything that was marked Saved is kept")))
        .await?;
    page.see(&text(has("kept as a draft"))).await?;

    page.click(&button("Download my data")).await?;
    let (_, rescued) = visit.download(|name| name.contains("rescue")).await?;
    page.see(&text(has("The file holds"))).await?;
    let file: Value = serde_json::from_slice(&fs::read(&rescued)?)?;
    let changes = file["changes"].as_array().context("changes")?;
    ensure!(!changes.is_empty(), "{file}");

    page.click(&button("Reload")).await?;
    page.see(&heading("Green Gym").level(1)).await?;
    page.see(&field(has("What was said")).value("Half a sentence"))
        .await?;

    let data = Data::on(&page);
    data.empty().await?;
    data.bring_back(&rescued).await?;
    ensure!(
        data.content_hash().await? == hash,
        "the rescued data is not what was stored"
    );
    Table::open(&page).await?;
    page.see(&Table::row("Green Gym")).await?;
    Ok(())
}
