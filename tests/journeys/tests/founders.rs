//! Two people at two computers: a colleague asks, a founder answers on a phone without a network, the colleague reviews.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use journeys::pages::{Data, Frame, Table, Venture, few_ventures};
use journeys::{
    Dropped, Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, link,
    role, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    a_founder_answers_without_a_network_and_is_named_in_the_history,
    a_founder_starts_a_venture_of_their_own,
    a_file_dropped_anywhere_stays_in_the_founders_space,
    two_ventures_are_asked_at_once,
    what_changed_here_since_the_request_is_said_before_anything_is_accepted,
];

const NEW_LINE: &str = "Gardens on prescription, and tea";
const NEW_STEP: &str = "Find a second session leader";

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
    page.click(&button("Add a next step")).await?;
    page.fill(&field("What"), NEW_STEP).await?;
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
    page.see(&text(has("Maya Okafor, accepted by Ana Silva")).nth(0))
        .await?;
    Venture::open(&page, "Green Gym").await?;
    page.see(&Venture::says("In one line", NEW_LINE)).await?;
    page.see(&text("We moved into the hall.")).await?;
    page.see(&text(NEW_STEP)).await?;
    the_same_twice_and_broken_ones(visit, &page, &file).await
}

async fn accept_everything(page: &Page) -> Outcome {
    page.click(&button("Accept: In one line")).await?;
    page.see(&text("Accepted")).await?;
    page.click(&button(starts("Accept all"))).await?;
    page.see(&text(has("Everything is decided"))).await?;
    Frame::of(page).saved().await?;
    // What stood here before is still to be seen beside what was taken up.
    page.see(&text("Stood here before")).await?;
    page.see(&text("Outdoor exercise on prescription")).await?;
    page.see(&text(NEW_LINE)).await?;
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

const BOTH: [&str; 2] = ["Green Gym", "Homeward"];

async fn two_ventures_are_asked_at_once(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let frame = Frame::of(&page);
    frame.say_who("Ana Silva", "Coach").await?;
    let file = ask_both(visit, &page).await?;
    the_file_opens_apart_from_what_staff_keep(visit, &file).await?;
    both_wait_in_today(&page).await?;
    Venture::open(&page, "Homeward").await?;
    page.see(&text("asked today")).await?;
    // It was one step.
    frame.undo().await?;
    page.see_no(&text("asked today")).await?;
    page.go("/").await?;
    page.see_no(&heading(starts("Asked, and not answered yet")))
        .await
}

/// Asks both from the table, and gives the file for Homeward.
async fn ask_both(visit: &Visit, page: &Page) -> anyhow::Result<PathBuf> {
    let table = Table::open(page).await?;
    table.tick(&BOTH).await?;
    page.click(&button("Ask for an update").inside(&Table::bulk(2)))
        .await?;
    let form = dialog("Ask 2 ventures for an update");
    let questions = field(starts("Questions of your own")).inside(&form);
    page.fill(&questions, "Who joined you?").await?;
    page.click(&button("Ask all 2").inside(&form)).await?;
    let ready = dialog("Send the requests");
    for venture in BOTH {
        let copy = button(format!("Copy the link: {venture}")).inside(&ready);
        page.see(&copy).await?;
    }
    page.check_accessibility("two requests to send").await?;
    page.click(&button("Download the file: Homeward").inside(&ready))
        .await?;
    let (name, file) = visit.download(|name| name.contains("request")).await?;
    ensure!(name.starts_with("homeward"), "{name}");
    page.click(&button("Done").inside(&ready)).await?;
    Frame::of(page).saved().await?;
    Ok(file)
}

async fn both_wait_in_today(page: &Page) -> Outcome {
    page.go("/").await?;
    page.see(&heading(starts("Asked, and not answered yet")))
        .await?;
    let asked = |venture: &str| {
        let item = role("listitem").holding(link(venture));
        item.saying(has("asked today"))
    };
    for venture in BOTH {
        page.see(&asked(venture)).await?;
    }
    page.see_no(&asked("Patchwork")).await
}

/// In the very browser in which staff work: one venture, and nothing else of theirs.
async fn the_file_opens_apart_from_what_staff_keep(visit: &Visit, file: &Path) -> Outcome {
    let space = visit.open_tab("/founder").await?;
    space
        .upload(&field("Choose the file you were sent"), file)
        .await?;
    space.see(&heading("Homeward").level(1)).await?;
    space.see(&text("Lifts home from hospital")).await?;
    space.see(&text("Who joined you?")).await?;
    space
        .fill(&field(starts("What happened?")), "Two more drivers.")
        .await?;
    space.see(&text("Saved on this device")).await?;
    space.reload().await?;
    space.see(&heading("Homeward").level(1)).await?;
    space.see(&button(starts("Download the file"))).await?;
    space.see_no(&text(has("Green Gym"))).await?;
    space.see_no(&link(starts("Pipeline"))).await
}

async fn what_changed_here_since_the_request_is_said_before_anything_is_accepted(
    visit: &mut Visit,
) -> Outcome {
    let page = few_ventures(visit).await?;
    Frame::of(&page).say_who("Ana Silva", "Coach").await?;
    let link = ask(&page).await?;
    Venture::on(&page)
        .write("In one line", "Walks for everybody")
        .await?;
    Frame::of(&page).saved().await?;
    let mut founder = Visit::new(visit.engine)?;
    let file = answer(&mut founder, &link).await?;
    Data::on(&page).choose(&file).await?;
    page.see(&heading("What Maya Okafor sends").level(1))
        .await?;
    page.see(&text("Walks for everybody")).await?;
    page.see(&text(NEW_LINE)).await?;
    page.see(&text(has(
        "when the founder looked, “Outdoor exercise on prescription” stood here",
    )))
    .await?;
    page.check_accessibility("a change beside one made here")
        .await?;
    accept_in_other_words(&page).await?;
    Frame::of(&page).saved().await?;
    Venture::open(&page, "Green Gym").await?;
    page.see(&Venture::says(
        "In one line",
        "Gardens for everybody, and tea",
    ))
    .await?;
    page.see(&text("Find a leader for Tuesdays")).await?;
    Ok(())
}

/// A changed field, and a record that is new.
async fn accept_in_other_words(page: &Page) -> Outcome {
    page.click(&button("Edit: In one line")).await?;
    page.fill(&field("In one line"), "Gardens for everybody, and tea")
        .await?;
    page.click(&button("Accept in these words")).await?;
    page.see(&text("Accepted in other words")).await?;
    page.click(&button("Edit: New next step")).await?;
    page.check_accessibility("a new step in other words")
        .await?;
    page.fill(&field("What"), "Find a leader for Tuesdays")
        .await?;
    page.click(&button("Accept in these words")).await?;
    page.see_count(&text("Accepted in other words"), 2).await
}
