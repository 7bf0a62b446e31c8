//! Two people at two computers: a colleague asks, a founder answers on a phone without a network, the colleague reviews.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use journeys::pages::{Data, Frame, Venture, few_ventures};
use journeys::{
    Dropped, Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, starts,
    text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    a_founder_answers_without_a_network_and_is_named_in_the_history,
    a_founder_starts_a_venture_of_their_own,
    a_file_dropped_anywhere_stays_in_the_founders_space,
];

const NEW_LINE: &str = "Gardens on prescription, and tea";

/// Asks Green Gym, and gives what stands after the host in the link.
async fn ask(page: &Page) -> anyhow::Result<String> {
    Venture::open(page, "Green Gym").await?;
    page.click(&button("Ask for an update")).await?;
    let form = dialog("Ask Green Gym for an update");
    let line = field(starts("A personal line")).inside(&form);
    page.fill(&line, "The new hall looks grand.").await?;
    page.click(&button("Ask").inside(&form)).await?;
    page.see(&dialog("Send the request")).await?;
    const LINK: &str = "return document.querySelector('dialog[open] pre.letter').textContent.match(/https?:\\/\\/[^/]+(\\S+)/)?.[1] ?? null";
    let link = page.script(LINK, vec![]).await?;
    page.click(&button("Done")).await?;
    let link = link.as_str().context("there is no link in the letter")?;
    Ok(link.to_owned())
}

/// The founder opens the link on a phone, loses the network, answers, and has a file to send.
async fn answer(founder: &mut Visit, link: &str) -> anyhow::Result<PathBuf> {
    let page = founder.begin().await?;
    page.resize(390, 844).await?;
    page.go(link).await?;
    page.see(&heading("Green Gym").level(1)).await?;
    page.see(&text("The new hall looks grand.")).await?;
    // What the link carried is kept, and no longer in the address.
    page.see_address("/founder").await?;
    page.check_accessibility("the founder's space").await?;
    founder.go_offline().await?;
    page.fill(&field(starts("What happened?")), "We moved into the hall.")
        .await?;
    page.click(&button("Change: In one line")).await?;
    page.fill(&field("In one line"), NEW_LINE).await?;
    page.click(&button("Done: In one line")).await?;
    page.see(&text(has("You changed this"))).await?;
    page.see(&text("Saved on this device")).await?;
    page.fill(&field("Your name"), "Maya Okafor").await?;
    page.click(&button("Download the file")).await?;
    page.see(&text(has("It has reached nobody yet"))).await?;
    let (name, file) = founder.download(|name| name.ends_with(".json")).await?;
    ensure!(name.starts_with("green-gym-update"), "{name}");
    page.see(&heading("What you have sent or saved")).await?;
    Ok(file)
}

async fn a_founder_answers_without_a_network_and_is_named_in_the_history(
    visit: &mut Visit,
) -> Outcome {
    let page = few_ventures(visit).await?;
    Frame::of(&page).say_who("Ana Silva", "Coach").await?;
    let link = ask(&page).await?;
    page.go("/").await?;
    page.see(&heading(starts("Asked, and not answered yet")))
        .await?;
    let mut founder = Visit::new(visit.engine)?;
    let file = answer(&mut founder, &link).await?;
    let complaints = founder.complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Data::on(&page).choose(&file).await?;
    page.see(&heading("What Maya Okafor sends").level(1))
        .await?;
    page.see(&text(NEW_LINE)).await?;
    page.see(&text("Outdoor exercise on prescription")).await?;
    page.go("/").await?;
    page.see(&heading(starts("Founders have answered"))).await?;
    page.back().await?;
    accept_everything(&page).await?;
    page.go("/data?tab=history").await?;
    page.see(&text("Maya Okafor").nth(0)).await?;
    page.see(&text("accepted by Ana Silva").nth(0)).await?;
    Venture::open(&page, "Green Gym").await?;
    page.see(&Venture::says("In one line", NEW_LINE)).await?;
    page.see(&text("We moved into the hall.")).await?;
    the_same_twice_and_broken_ones(visit, &page, &file).await
}

async fn accept_everything(page: &Page) -> Outcome {
    page.click(&button("Accept: In one line")).await?;
    page.see(&text("Accepted")).await?;
    page.click(&button(starts("Accept all"))).await?;
    page.see(&text(has("Everything is decided"))).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn the_same_twice_and_broken_ones(visit: &Visit, page: &Page, file: &Path) -> Outcome {
    Data::on(page).choose(file).await?;
    Frame::of(page)
        .message("This answer is here already")
        .await?;
    page.see(&text(has("Everything is decided"))).await?;
    let whole = fs::read_to_string(file)?;
    let altered = visit.file("altered.json");
    fs::write(&altered, whole.replace(NEW_LINE, "Something else"))?;
    Data::on(page).choose(&altered).await?;
    page.see(&text(has("It was altered or damaged on its way")))
        .await?;
    let cut = visit.file("cut.json");
    fs::write(&cut, whole.get(..whole.len() / 2).context("an answer")?)?;
    page.go("/inbox").await?;
    page.upload(&field("Choose a founder’s answer"), &cut)
        .await?;
    page.see(&text(has("The end is missing"))).await?;
    Ok(())
}

async fn a_founder_starts_a_venture_of_their_own(visit: &mut Visit) -> Outcome {
    let mut founder = Visit::new(visit.engine)?;
    let theirs = founder.open("/founder").await?;
    theirs.resize(390, 844).await?;
    theirs.click(&button("Start with my own venture")).await?;
    theirs.fill(&field("Name"), "Night Kitchen").await?;
    theirs.see(&heading("Night Kitchen").level(1)).await?;
    theirs
        .fill(&field(starts("What do you need?")), "A kitchen.")
        .await?;
    // What was typed is there again after a reload.
    theirs.reload().await?;
    theirs.see(&heading("Night Kitchen").level(1)).await?;
    theirs.fill(&field("Your name"), "Sam Reed").await?;
    theirs.click(&button("Download the file")).await?;
    let (_, file) = founder.download(|name| name.ends_with(".json")).await?;
    let page = few_ventures(visit).await?;
    page.go("/inbox").await?;
    page.check_accessibility("what founders sent").await?;
    page.upload(&field("Choose a founder’s answer"), &file)
        .await?;
    page.see(&text(has("a venture that is new here"))).await?;
    page.check_accessibility("the review").await?;
    page.click(&button(starts("Accept all"))).await?;
    page.see(&text(has("Everything is decided"))).await?;
    Frame::of(&page).saved().await?;
    Venture::open(&page, "Night Kitchen").await?;
    Ok(())
}

async fn a_file_dropped_anywhere_stays_in_the_founders_space(visit: &mut Visit) -> Outcome {
    let page = visit.open("/founder").await?;
    let title = heading("Your venture, in your words").level(1);
    page.see(&title).await?;
    let files = [Dropped {
        name: "letter.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: b"%PDF-1.7".to_vec(),
    }];
    let hint = text("Drop the file you were sent here.");
    page.drop_files_anywhere(&title, &hint, &files).await?;
    page.see(&text("This could not be opened")).await?;
    page.see(&title).await?;
    Ok(())
}
