//! A new version arrives while people work, and tabs of two versions stand side by side.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use journeys::pages::{Data, Frame, Table, Venture, few_ventures};
use journeys::{Journey, Outcome, Page, Visit, button, field, has, heading, journeys, link, text};
use sha2::{Digest, Sha256};

pub(crate) const JOURNEYS: &[Journey] =
    journeys![hands_over_to_a_new_version, an_older_tab_stops_writing];

/// What the new version looks like.
const NEW_LOOK: &str = ":root { --version-of-the-journey: new }\n";

pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The built app with one style changed, listed by its service worker as the build lists it.
fn new_version(of: &Path, at: &Path) -> Result<()> {
    copy(of, at)?;
    let style = fs::read_dir(at)?
        .flatten()
        .map(|entry| entry.path())
        .find(|file| {
            file.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("style-"))
        })
        .context("the app has no style-….css")?;
    let mut bytes = fs::read(&style)?;
    let old = hash_of(&bytes);
    bytes.extend_from_slice(NEW_LOOK.as_bytes());
    fs::write(&style, &bytes)?;
    let worker = at.join("sw.js");
    let text = fs::read_to_string(&worker)?;
    ensure!(
        text.contains(&old),
        "the worker does not list {}: this journey needs the finished app",
        style.display()
    );
    let (_, rest) = text.split_once("VERSION = \"").context("no version")?;
    let (version, _) = rest.split_once('"').context("no version")?;
    let newer: String = version.chars().rev().collect();
    let text = text
        .replace(&old, &hash_of(&bytes))
        .replace(version, &newer);
    fs::write(&worker, text)?;
    Ok(())
}

/// Waits until the page has the new look.
async fn see_new_look(page: &Page) -> Outcome {
    const LOOK: &str = "return getComputedStyle(document.documentElement).getPropertyValue('--version-of-the-journey').trim()";
    page.until("the new version", async || {
        let look = page.script(LOOK, vec![]).await?;
        Ok((look == "new").then_some(()))
    })
    .await
}

async fn hands_over_to_a_new_version(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    page.go("/data?tab=browser").await?;
    // All files of this version are in the browser.
    page.see(&text("Yes")).await?;
    let second = visit.open_tab("/ventures").await?;
    second.see(&link("Homeward")).await?;
    Venture::open(&page, "Green Gym").await?;
    page.fill(&field(has("What was said")), "They have found a hall")
        .await?;

    let newer = visit.file("newer");
    new_version(visit.served(), &newer)?;
    visit.publish(&newer)?;
    // Whoever opens the app anew hears of it, and still works with the version they had.
    let address = page.address().await?;
    page.go(&address).await?;
    page.see(&text("A new version of Fledgling is ready"))
        .await?;
    page.see(&heading("Green Gym").level(1)).await?;
    page.click(&button("Use the new version")).await?;
    see_new_look(&page).await?;
    page.see(&field(has("What was said")).value("They have found a hall"))
        .await?;
    page.see_no(&text("A new version of Fledgling is ready"))
        .await?;
    Venture::on(&page)
        .write("In one line", "Written by the new version")
        .await?;
    Frame::of(&page).saved().await?;
    // The other tab had nothing to lose, and followed.
    see_new_look(&second).await?;
    second.see(&link("Homeward")).await?;
    Ok(())
}

async fn an_older_tab_stops_writing(visit: &mut Visit) -> Outcome {
    // What a newer version does when it brings the stored form up to its own.
    const UPGRADE: &str = "
        const opened = (...how) => new Promise((done, failed) => {
            const request = indexedDB.open('fledgling', ...how);
            request.onsuccess = () => done(request.result);
            request.onerror = () => failed(request.error);
        });
        const now = await opened();
        const { version } = now;
        now.close();
        (await opened(version + 1)).close();";
    let page = few_ventures(visit).await?;
    let export = Data::on(&page).export(visit).await?;
    Table::open(&page).await?;
    // Not a page of the app; browsers dress a picture up in styles of their own, which its policy forbids.
    visit.tolerate("/icons/nest-180.png");
    visit.tolerate("favicon.ico");
    let newer = visit.open_tab("/icons/nest-180.png").await?;
    newer.script_async(UPGRADE, vec![]).await?;
    newer.close().await?;

    page.see(&Frame::status().with("data-state", "unsaved"))
        .await?;
    page.see(&text(has(
        "Another tab is running a newer version of Fledgling",
    )))
    .await?;
    Frame::of(&page).add_venture("Written too late").await?;
    page.see(
        &Frame::status()
            .with("data-state", "unsaved")
            .saying("Not saved"),
    )
    .await?;
    // Nothing that was written too late is lost without a word: it can be taken along.
    page.click(&button("Download the unsaved changes")).await?;
    let (_, unsaved) = visit.download(|name| name.contains("unsaved")).await?;
    ensure!(fs::read_to_string(unsaved)?.contains("Written too late"));
    page.reload().await?;
    page.see(&text(has("written by a newer version of Fledgling")))
        .await?;
    ensure!(fs::metadata(export)?.len() > 0);
    Ok(())
}
