//! Pages that are fetched when they are first wanted.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use journeys::pages::Frame;
use journeys::{Journey, Outcome, Visit, button, has, heading, journeys, link, text};

use crate::versions::copy;

pub(crate) const JOURNEYS: &[Journey] =
    journeys![a_page_that_did_not_arrive_can_be_asked_for_again];

/// The app without its part for opportunities; nothing where it was built in one piece.
fn torn(whole: &Path, at: &Path) -> Result<Option<()>> {
    copy(whole, at)?;
    for entry in fs::read_dir(at)? {
        let file = entry?.path();
        let name = file.file_name().context("a name")?.to_string_lossy();
        if name.starts_with("part-") && name.contains("contracts") {
            fs::remove_file(&file)?;
            return Ok(Some(()));
        }
    }
    Ok(None)
}

async fn a_page_that_did_not_arrive_can_be_asked_for_again(visit: &mut Visit) -> Outcome {
    let whole = visit.served().to_path_buf();
    let folder = visit.file("torn");
    if torn(&whole, &folder)?.is_none() {
        eprintln!("skipped: the app was built in one piece, so every page is there from the start");
        return Ok(());
    }
    visit.serve(&folder);
    // What browsers say of a file that is not there, each in words of its own.
    for words in ["part-", "404", "WebAssembly", "HTTP status", "MIME type"] {
        visit.tolerate(words);
    }
    let page = visit.open("/opportunities").await?;
    page.see(&text(has(
        "Nothing was changed, and what is kept in this browser is safe",
    )))
    .await?;
    page.click(&button("Try again")).await?;
    page.see(&text(has("did not arrive"))).await?;
    // The rest goes on, and what is written there is kept.
    page.click(&link("Ventures")).await?;
    page.see(&heading("Ventures").level(1)).await?;
    Frame::of(&page).add_venture("Green Gym").await?;
    Frame::of(&page).saved().await?;
    page.click(&link(has("Opportunities"))).await?;
    page.see(&text(has("did not arrive"))).await?;
    visit.publish(&whole)?;
    page.click(&button("Try again")).await?;
    page.see(&heading("Opportunities").level(1)).await?;
    Ok(())
}
