//! From the genuine notices to a signed contract, with the forecast changing at each step.

use std::path::{Path, PathBuf};

use journeys::pages::{Data, Frame, Opportunities, Table, few_ventures, nothing_yet};
use journeys::{
    Dropped, Journey, Outcome, Page, Query, Visit, button, checkbox, has, heading, journeys, link,
    row, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    goes_from_genuine_notices_to_a_contract,
    takes_files_of_notices_dropped_together_anywhere,
    takes_files_dropped_together_one_after_the_other,
];

const CONTRACTS_FINDER: &str = "contracts-finder_vcse-suitable-social-cpv_subset.json";
const FIND_A_TENDER: &str = "find-a-tender_032703-2026_UK4-tender.json";
const TITLE: &str = "Lancashire Victim Services - Domestic Abuse";

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/samples/ocds")
        .join(name)
}

fn genuine(name: &str) -> anyhow::Result<Dropped> {
    Ok(Dropped {
        name: name.to_owned(),
        media_type: "application/json".to_owned(),
        bytes: std::fs::read(sample(name))?,
    })
}

/// Whether the genuine notices are here; says so when they are not.
fn are_here() -> bool {
    let absent = [CONTRACTS_FINDER, FIND_A_TENDER]
        .map(sample)
        .into_iter()
        .find(|path| !path.exists());
    if let Some(path) = &absent {
        println!(
            "skipped: the genuine notices, because {} is absent",
            path.display()
        );
    }
    absent.is_none()
}

/// Drops a file onto the page and takes in what it holds.
async fn take_in(page: &Page, name: &str, holds: &str) -> Outcome {
    page.go("/data").await?;
    page.drop_files(&text("Drop a file here, or choose one"), &[genuine(name)?])
        .await?;
    page.see(&text(has(holds))).await?;
    Data::on(page).import_it().await?;
    Ok(())
}

async fn goes_from_genuine_notices_to_a_contract(visit: &mut Visit) -> Outcome {
    if !are_here() {
        return Ok(());
    }
    let page = few_ventures(visit).await?;
    take_in(&page, CONTRACTS_FINDER, "27 notices about 27 opportunities").await?;
    take_in(&page, FIND_A_TENDER, "1 notice about 1 opportunity").await?;
    Opportunities::table(&page).await?;
    page.see(&text("28 opportunities")).await?;
    let all = Opportunities::open(&page, TITLE).await?;
    // As the notice has it: buyer, value, codes.
    page.see(&link("Lancashire Constabulary").nth(0)).await?;
    page.see(&text("£8,000,000").nth(0)).await?;
    bid(&page, all).await?;
    win(&page).await?;
    sign(&page).await
}

async fn bid(page: &Page, one: Opportunities<'_>) -> Outcome {
    one.join(&[("Green Gym", "60"), ("Kitchen Table", "40")])
        .await?;
    // Somebody goes for it: it is in the forecast, in writing but far from sure.
    Opportunities::see_forecast(page, "Together", has("£8,000,000 £400,000")).await?;
    let one = Opportunities::open(page, TITLE).await?;
    one.move_to("We are bidding").await?;
    Opportunities::see_forecast(page, "Together", has("£8,000,000 £2,000,000")).await?;
    let one = Opportunities::open(page, TITLE).await?;
    one.move_to("Bid submitted").await?;
    Opportunities::see_forecast(page, "Together", has("£8,000,000 £2,400,000")).await?;
    Ok(())
}

async fn win(page: &Page) -> Outcome {
    let one = Opportunities::open(page, TITLE).await?;
    one.move_to("Won, not yet signed").await?;
    Opportunities::see_forecast(page, "Together", has("£0 £8,000,000 £0")).await?;
    Opportunities::see_forecast(page, "Together", has("£8,000,000 £7,200,000")).await?;
    Ok(())
}

async fn sign(page: &Page) -> Outcome {
    let one = Opportunities::open(page, TITLE).await?;
    one.sign("1 April 2027", "31 March 2029").await?;
    // Secured now, weighted in full, spread over its two years and shared between the two ventures.
    Opportunities::see_forecast(page, "Together", has("£8,000,000 £0 £0")).await?;
    // The financial year from 1 April 2027 has 366 of its 731 days.
    Opportunities::see_forecast(page, "2027/28", has("£4,005,471.9")).await?;
    for (venture, share) in [("Green Gym", "£4,800,000"), ("Kitchen Table", "£3,200,000")] {
        page.see(&row(has(venture)).saying(has(share))).await?;
    }
    page.go("/contracts").await?;
    page.click(&link(TITLE).nth(0)).await?;
    page.see(&heading(TITLE).level(1)).await?;
    page.see(&button(has("31 March 2029"))).await?;
    // The reminder, a year before the end.
    page.see(&checkbox(has("Begin to talk about what follows")))
        .await?;
    page.see(&text(has("31 Mar")).nth(0)).await?;
    Ok(())
}

/// The hint that stands over the page while files are held over it.
fn hint() -> Query {
    text(has("Drop here to import"))
}

async fn takes_files_of_notices_dropped_together_anywhere(visit: &mut Visit) -> Outcome {
    if !are_here() {
        return Ok(());
    }
    let page = few_ventures(visit).await?;
    Opportunities::board(&page).await?;
    page.see(&text(has("drop notices from Find a Tender")))
        .await?;
    let files = [genuine(CONTRACTS_FINDER)?, genuine(FIND_A_TENDER)?];
    let title = heading("Opportunities").level(1);
    page.drop_files_anywhere(&title, &hint(), &files).await?;
    page.see(&text(has("2 files, read together"))).await?;
    page.see(&text(has("28 notices about 28 opportunities in 2 files")))
        .await?;
    Data::on(&page).import_it().await?;
    Opportunities::table(&page).await?;
    page.see(&text("28 opportunities")).await?;
    // Both came as one change, which is taken back as one.
    Frame::of(&page).undo().await?;
    page.see(&text("No opportunities yet")).await?;
    Ok(())
}

async fn takes_files_dropped_together_one_after_the_other(visit: &mut Visit) -> Outcome {
    let page = nothing_yet(visit).await?;
    let table = |name: &str, content: &str| Dropped {
        name: name.to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: content.as_bytes().to_vec(),
    };
    let files = [
        table("first.csv", "Name;Stage\nGreen Gym;Idea\n"),
        table("broken.pdf", "%PDF-1.7"),
        table("last.csv", "Name;Stage\nSlow Ways;Idea\n"),
    ];
    let title = heading("Settings").level(1);
    page.drop_files_anywhere(&title, &hint(), &files).await?;
    page.see(&text(
        "File 1 of 3: first.csv. broken.pdf and last.csv wait.",
    ))
    .await?;
    Data::on(&page).import_it().await?;
    page.click(&button("Go on with broken.pdf")).await?;
    page.see(&text(has("broken.pdf: "))).await?;
    page.click(&button("Go on with last.csv")).await?;
    page.see(&text("File 3 of 3: last.csv.")).await?;
    Data::on(&page).import_it().await?;
    page.go("/ventures").await?;
    for venture in ["Green Gym", "Slow Ways"] {
        page.see(&Table::row(venture)).await?;
    }
    Ok(())
}
