//! The main job: bring in genuine grants, follow ventures on the board and on their page, leave, come back, take
//! everything out, and bring it in again.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use journeys::pages::{Data, Destination, Frame, Venture, nothing_yet};
use journeys::{
    Journey, Outcome, Visit, button, field, has, heading, journeys, role, starts, tab, text,
};
use serde_json::json;

pub(crate) const JOURNEYS: &[Journey] = journeys![
    brings_in_grants_and_takes_everything_out_again,
    brings_in_a_table,
    refuses_what_is_no_data,
    what_was_saved_survives_a_kill,
    works_without_a_network,
];

const GRANTS: &str = "360giving/power-to-change_venture-programmes_subset.json";

/// The genuine grants when they are there, or a few invented ones of the same form.
fn grants(visit: &Visit) -> anyhow::Result<(PathBuf, usize)> {
    let genuine = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/samples")
        .join(GRANTS);
    if genuine.exists() {
        return Ok((genuine, 73));
    }
    println!(
        "skipped: the genuine grants, because {} is absent; invented ones stand in",
        genuine.display()
    );
    let grant = |at: usize| {
        json!({
            "id": format!("360G-example-{at}"), "title": format!("Grant {at}"), "description": "Invented",
            "currency": "GBP", "amountAwarded": 1000.5 * at as f64, "awardDate": "2018-03-12T00:00:00+00:00",
            "fundingOrganization": [{ "id": "GB-CHC-1159982", "name": "An invented funder" }],
            "recipientOrganization": [{ "id": format!("GB-COH-0700000{at}"), "name": format!("Venture number {at}") }],
        })
    };
    let file = visit.file("grants.json");
    let package = json!({ "grants": (1..=5).map(grant).collect::<Vec<_>>() });
    std::fs::write(&file, package.to_string()).context("a file")?;
    Ok((file, 5))
}

async fn brings_in_grants_and_takes_everything_out_again(visit: &mut Visit) -> Outcome {
    let (file, ventures) = grants(visit)?;
    let page = visit.open("/data").await?;
    let data = Data::on(&page);
    data.bring(&file).await?;
    let frame = Frame::of(&page);
    // Years ago they had their grants, and today they came in: nobody neglected them.
    page.go("/").await?;
    page.see(&heading("The journey today")).await?;
    page.see_no(&heading(starts("Not heard from"))).await?;

    frame.go(Destination::Pipeline).await?;
    page.see(&text(has(format!("{ventures} ventures")))).await?;
    data.look_at(&file).await?;
    page.see(&text(has("Everything in this file is here already")))
        .await?;

    let before = data.content_hash().await?;
    page.reload().await?;
    ensure!(
        data.content_hash().await? == before,
        "a reload changed the content"
    );

    let export = data.export(visit).await?;
    // The note of the export came after it.
    ensure!(
        data.exported_hash("holds more or other").await? == before,
        "the file is not said to hold what was here"
    );
    data.empty().await?;
    data.bring_back(&export).await?;
    ensure!(
        data.content_hash().await? == before,
        "export, empty, import did not give the same content"
    );
    ensure!(data.exported_hash("holds just what is in it").await? == before);

    page.go("/data?tab=history").await?;
    page.click(&button(starts("Undo:")).inside(&role("main")))
        .await?;
    page.click(&button("Take it back")).await?;
    frame.saved().await?;
    page.go("/ventures").await?;
    page.see_no(&text(has(format!("{ventures} ventures"))))
        .await?;
    Ok(())
}

async fn brings_in_a_table(visit: &mut Visit) -> Outcome {
    let file = visit.file("ventures.csv");
    std::fs::write(
        &file,
        "Name;Stage;Coach;Next action;Due;Postcode\n\
         Green Gym;Idea;Ruth Ade;Send the budget;31/12/2026;M1 1AE\n\
         =cmd();Idea;Ruth Ade;;;\n\
         Kitchen Table;Idea;Ruth Ade;Call Amina;31/06/2026;\n",
    )
    .context("a table")?;
    let page = visit.open("/data").await?;
    page.upload(&field("Choose a file to import"), &file)
        .await?;
    page.click(&button("Look at what would change")).await?;
    page.see(&text(has("31 June does not exist"))).await?;
    page.click(&button("Import").disabled(false)).await?;
    Frame::of(&page).saved().await?;
    page.go("/ventures").await?;
    page.see(&text("Green Gym")).await?;
    page.see(&text("=cmd()")).await?;
    Ok(())
}

async fn refuses_what_is_no_data(visit: &mut Visit) -> Outcome {
    let broken = visit.file("broken.json");
    std::fs::write(&broken, "{\"grants\": [{\"id\": \"1\", ").context("a file")?;
    let page = visit.open("/data").await?;
    page.upload(&field("Choose a file to import"), &broken)
        .await?;
    page.see(&text(has("stops in the middle"))).await?;
    page.see(&text(has("Nothing was imported"))).await?;
    page.see(
        &role("status")
            .with("data-state", "saved")
            .saying("Nothing to save"),
    )
    .await?;
    Ok(())
}

async fn what_was_saved_survives_a_kill(visit: &mut Visit) -> Outcome {
    let page = nothing_yet(visit).await?;
    Frame::of(&page).add_venture("Green Gym").await?;
    Frame::of(&page).saved().await?;
    visit.kill()?;
    let page = visit.open("/ventures").await?;
    page.see(&text("Green Gym")).await?;
    Ok(())
}

async fn works_without_a_network(visit: &mut Visit) -> Outcome {
    let page = visit.open("/data?tab=browser").await?;
    page.see(&tab("This browser").selected(true)).await?;
    // Everything is stored for use without a network once the page says so.
    page.see(&text("Yes")).await?;
    visit.go_offline().await?;
    let page = visit.page()?;
    page.go("/ventures?sort=-days").await?;
    page.see(&heading("Ventures")).await?;
    Frame::of(&page).add_venture("Offline Venture").await?;
    Frame::of(&page).saved().await?;
    // In Firefox the driver's own reload was seen to ask the network; opening the address again does not.
    let address = page.address().await?;
    page.go(&address).await?;
    page.see(&heading(has("Offline Venture"))).await?;
    Venture::on(&page)
        .write("In one line", "Lifts without a network")
        .await?;
    Frame::of(&page).saved().await?;
    visit.go_online().await?;
    // Somebody comes back another day: what was done without a network is there.
    visit.kill()?;
    let page = visit.open("/ventures").await?;
    let venture = Venture::open(&page, "Offline Venture").await?;
    page.see(&Venture::says("In one line", "Lifts without a network"))
        .await?;
    // And goes on from there.
    venture.write("In one line", "Lifts, and tea").await?;
    Frame::of(&page).saved().await?;
    Ok(())
}
