//! The data to measure over, put straight into the browser's store as the app itself would have written it.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use fledgling::domain::dates::Day;
use fledgling::workspace::region;
use journeys::Page;
use serde_json::json;

/// Some megabytes in a message: more makes drivers slow.
const MESSAGE: usize = 4_000_000;

/// A connection to the store that the app has made.
const CONNECT: &str = "
    const open = indexedDB.open('fledgling');
    const database = await new Promise((done, failed) => {
        open.onsuccess = () => done(open.result);
        open.onerror = () => failed(open.error);
    });";

/// Appends batches to the log, in one transaction.
const APPEND: &str = "
    const change = database.transaction('log', 'readwrite');
    for (const batch of given[0]) {
        change.objectStore('log').add(Uint8Array.from(atob(batch), (letter) => letter.charCodeAt(0)));
    }
    await new Promise((done, failed) => {
        change.oncomplete = done;
        change.onabort = () => failed(change.error);
    });
    database.close();";

/// Whether there is a snapshot.
const HAS_SNAPSHOT: &str = "
    const count = database.transaction('pages').objectStore('pages').count();
    const pages = await new Promise((done) => { count.onsuccess = () => done(count.result); });
    database.close();
    return pages > 0;";

/// Far longer than writing one takes.
const SNAPSHOT: Duration = Duration::from_secs(60);

/// The same region each time, as old as the day it is made on.
const SEED: u64 = 20_261_121;

const DAY_MS: u64 = 86_400_000;

/// The log of a generated incubator with so many ventures.
pub(crate) fn region(ventures: u32) -> Result<Vec<Vec<u8>>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = u64::try_from(now.as_millis())?;
    let today = Day::new(1970, 1, 1)?.plus_days(i64::try_from(now / DAY_MS)?);
    Ok(region::generate(
        usize::try_from(ventures)?,
        SEED,
        today,
        now,
    ))
}

/// Writes a log into the store of the page's browser, which the app has made.
pub(crate) async fn seed(page: &Page, log: &[Vec<u8>]) -> Result<()> {
    let append = format!("{CONNECT}{APPEND}");
    let mut message = Vec::new();
    let mut size = 0;
    for batch in log {
        size += batch.len();
        message.push(BASE64_STANDARD.encode(batch));
        if size > MESSAGE {
            page.script_async(&append, vec![json!(std::mem::take(&mut message))])
                .await?;
            size = 0;
        }
    }
    page.script_async(&append, vec![json!(message)]).await?;
    Ok(())
}

/// Gives the app time to write a snapshot. A short log needs none, and then it is opened from the log each time.
pub(crate) async fn snapshot_kept(page: &Page) -> Result<()> {
    let look = format!("{CONNECT}{HAS_SNAPSHOT}");
    let kept = page
        .until_for(SNAPSHOT, "a snapshot", async || {
            let kept = page.script_async(&look, vec![]).await?;
            Ok((kept == true).then_some(()))
        })
        .await;
    if kept.is_err() {
        eprintln!(
            "The app wrote no snapshot within {} s: it opens from its log.",
            SNAPSHOT.as_secs()
        );
    }
    Ok(())
}

/// A table of ventures as an incubator might keep it.
pub(crate) fn table(rows: u32) -> String {
    const STAGES: [&str; 5] = ["Idea", "Explore", "Test safely", "Prove", "Contract ready"];
    const PLACES: [&str; 4] = ["Fleetwood", "Blackpool", "Wyre", "Fylde"];
    let mut text =
        String::from("Name,One line,Stage,Place,Postcode,Lead coach,Contact,Email,Next step,Due\n");
    for (row, (stage, place)) in (0..rows).zip(STAGES.iter().cycle().zip(PLACES.iter().cycle())) {
        let _ = writeln!(
            text,
            "Venture {row:05},\"Meals, company and a walk, number {row}\",{stage},{place},FY7 6{:02}AA,Ruth Ade,\
             Person {row},person{row}@example.org,Ring back about the hall,{:02}/{:02}/2026",
            row % 90,
            row % 28 + 1,
            row % 12 + 1,
        );
    }
    text
}
