//! The contract clock: the calendar file, a contract's page, and what is on it.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use journeys::pages::{Frame, Opportunities, Venture, example, few_ventures};
use journeys::{
    Journey, Outcome, Page, Visit, button, checkbox, dialog, field, has, heading, journeys, link,
    menu_item, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    gives_every_day_as_a_calendar_file,
    keeps_what_is_said_and_done_about_a_contract,
    tells_on_the_venture_page_what_is_coming,
    keeps_the_focus_when_a_region_is_drawn_again,
];

/// The lines of a calendar file, unfolded.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split("\r\n").filter(|line| !line.is_empty()) {
        match (line.strip_prefix(' '), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The values of a property, with or without parameters.
fn values<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    let value = |line: &'a String| {
        let (property, value) = line.split_once(':')?;
        (property.split(';').next() == Some(name)).then_some(value)
    };
    lines.iter().filter_map(value).collect()
}

async fn calendar(visit: &Visit, page: &Page) -> anyhow::Result<Vec<String>> {
    page.click(&button("Download calendar")).await?;
    let (name, file) = visit.download(|name| name.ends_with(".ics")).await?;
    ensure!(name.starts_with("contracts-"), "{name}");
    let text = std::fs::read_to_string(file)?;
    for line in text.split("\r\n") {
        ensure!(line.len() <= 75, "a line of {} bytes: {line}", line.len());
        ensure!(!line.contains('\n'), "a bare line end: {line}");
    }
    Ok(unfolded(&text))
}

async fn gives_every_day_as_a_calendar_file(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    page.go("/contracts").await?;
    page.see(&heading("Contracts")).await?;
    let lines = calendar(visit, &page).await?;
    ensure!(lines.first().map(String::as_str) == Some("BEGIN:VCALENDAR"));
    ensure!(lines.last().map(String::as_str) == Some("END:VCALENDAR"));
    let ids = values(&lines, "UID");
    ensure!(ids.len() > 20, "{} days", ids.len());
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    ensure!(once.len() == ids.len(), "an id stands twice");
    for property in ["DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"] {
        let many = values(&lines, property).len();
        ensure!(many == ids.len(), "{many} of {property}");
    }
    let titles = values(&lines, "SUMMARY");
    ensure!(titles.iter().any(|title| title.contains("Night outreach")));
    // A second file names the same days by the same ids, so that a program brings them up to date.
    page.reload().await?;
    let again = calendar(visit, &page).await?;
    ensure!(values(&again, "UID") == ids, "the ids are others");
    Ok(())
}

async fn to_a_contract(page: &Page) -> Outcome {
    let noted = [
        ("What could be won", "Falls prevention"),
        ("Who would buy", "Harrow Council"),
        ("For which venture", "Green Gym"),
        ("Worth about", "120k"),
    ];
    Opportunities::note(page, &noted).await?;
    let one = Opportunities::open(page, "Falls prevention").await?;
    one.sign("6 April 2027", "31 March 2029").await?;
    page.go("/contracts").await?;
    page.click(&link(has("Falls prevention")).nth(0)).await?;
    page.see(&heading(has("Falls prevention")).level(1)).await?;
    Ok(())
}

async fn keeps_what_is_said_and_done_about_a_contract(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    to_a_contract(&page).await?;
    // The reminder to talk about what follows belongs to it.
    page.see(&checkbox(has("Begin to talk about what follows")))
        .await?;
    page.click(&button("Write down")).await?;
    let form = dialog(starts("A conversation"));
    page.fill(
        &field("What was said").inside(&form),
        "They would extend it.",
    )
    .await?;
    page.click(&button("Write it down").inside(&form)).await?;
    page.see_no(&form).await?;
    let said = Opportunities::part("Conversations");
    page.see(&text("They would extend it.").inside(&said))
        .await?;
    Frame::of(&page).saved().await?;
    page.reload().await?;
    page.see(&text("They would extend it.").inside(&said))
        .await?;
    // What follows begins as a conversation with the same buyer.
    page.click(&button("More")).await?;
    page.click(&menu_item("Note what follows it")).await?;
    page.see(&heading("What follows Falls prevention").level(1))
        .await?;
    page.see(&link("Harrow Council").nth(0)).await?;
    Ok(())
}

async fn tells_on_the_venture_page_what_is_coming(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    to_a_contract(&page).await?;
    Venture::open(&page, "Green Gym").await?;
    let contracts = Opportunities::part("Opportunities and contracts");
    let next = link("Begin to talk 31 March 2028 to 30 September 2028").inside(&contracts);
    page.see(&text(has("Then: contract ends 31 March 2029")).inside(&contracts))
        .await?;
    page.click(&next).await?;
    page.see(&heading(has("Falls prevention")).level(1)).await?;
    page.see(&heading("The clock")).await?;
    Ok(())
}

async fn keeps_the_focus_when_a_region_is_drawn_again(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    to_a_contract(&page).await?;
    let step = checkbox(has("Begin to talk about what follows"));
    page.focus(&step).await?;
    page.press("Space").await?;
    // The list is drawn again with the step struck through; whoever works by keys is where they were.
    page.see(&step.clone().checked(true).focused()).await?;
    Frame::of(&page).saved().await?;
    page.press("Space").await?;
    page.see(&step.checked(false).focused()).await?;
    let focused = page.focused().await?.context("something has focus")?;
    ensure!(focused.role == "checkbox", "{focused:?}");
    Ok(())
}
