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

/// A record package of about so many bytes: processes as publishers send them, each with every version of itself.
pub(crate) fn record_package(bytes: usize) -> String {
    let told =
        "Support for people who leave hospital, with lunch, company and lifts home. ".repeat(24);
    let mut text = String::with_capacity(bytes + 20_000);
    text.push_str(
        r#"{"uri":"https://example.org/records","version":"1.1","publisher":{"name":"Example"},
"publishedDate":"2026-11-02T10:00:00Z","license":"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/","records":["#,
    );
    for at in 0_u32.. {
        let compiled = release(at, &told);
        let versions = json!([{ "releaseID": "1", "releaseDate": "2026-11-01T09:00:00Z", "releaseTag": ["tender"], "value": told }]);
        let record = json!({
            "ocid": compiled["ocid"],
            "releases": [{ "url": format!("https://example.org/releases/{at}"), "date": "2026-11-01T09:00:00Z", "tag": ["tender"] }],
            "compiledRelease": compiled,
            "versionedRelease": { "tender": { "title": versions, "description": versions, "procurementMethodDetails": versions } },
        });
        let _ = write!(text, "{}{record}", if at == 0 { "" } else { "," });
        if text.len() > bytes {
            break;
        }
    }
    text.push_str("]}");
    text
}

fn release(at: u32, told: &str) -> serde_json::Value {
    let buyer = format!("GB-PPON-{}", at % 150);
    json!({
        "ocid": format!("ocds-h6vhtk-{at:06x}"), "id": format!("{at:06}-2026"), "date": "2026-11-01T09:00:00Z",
        "tag": ["compiled"], "initiationType": "tender", "language": "en",
        "buyer": { "id": buyer, "name": format!("Council {}", at % 150) },
        "parties": [{ "id": buyer, "name": format!("Council {}", at % 150), "roles": ["buyer"],
            "address": { "locality": "Fleetwood", "postalCode": "FY7 6HF", "region": "UKD42" } }],
        "tender": {
            "id": format!("T{at}"), "title": format!("Community support, area {at}"), "description": told,
            "status": if at.is_multiple_of(3) { "complete" } else { "active" },
            "value": { "amount": 40_000 + at * 13, "currency": "GBP" },
            "procurementMethod": "open", "mainProcurementCategory": "services",
            "tenderPeriod": { "endDate": "2026-12-18T12:00:00Z" },
            "classification": { "scheme": "CPV", "id": "85300000", "description": "Social work and related services" },
            "lots": [{ "id": "1", "title": "The whole", "status": "active",
                "contractPeriod": { "startDate": "2027-04-01T00:00:00+01:00", "endDate": "2029-03-31T23:59:59+01:00" },
                "suitability": { "sme": true, "vcse": true } }],
        },
    })
}
