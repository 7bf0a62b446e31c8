//! Every screen of the example incubator, light and dark: axe finds nothing, a narrow window hides nothing, and there
//! is a picture to look at.

use anyhow::ensure;
use journeys::pages::{Board, Frame, Gate, Table, Venture, example};
use journeys::{
    Engine, Journey, Outcome, Page, Query, Visit, button, dialog, has, heading, journeys, role,
    starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    every_screen_is_accessible in &[Engine::Chromium],
    every_dialog_is_accessible in &[Engine::Chromium],
    no_screen_scrolls_sideways,
];

const SCREENS: &[(&str, &str, &str)] = &[
    ("today", "/", ""),
    ("pipeline", "/pipeline", "Pipeline"),
    ("ventures", "/ventures", "Ventures"),
    ("opportunities", "/opportunities", "Opportunities"),
    ("forecast", "/forecast", "Forecast"),
    ("income", "/forecast?show=income", "Forecast"),
    ("contracts", "/contracts", "Contracts"),
    ("people", "/people", "People and organisations"),
    ("data-import", "/data", "Data"),
    ("data-export", "/data?tab=export", "Data"),
    ("data-history", "/data?tab=history", "Data"),
    ("data-browser", "/data?tab=browser", "Data"),
    ("settings", "/settings", "Settings"),
];

async fn every_screen_is_accessible(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    page.see(&button(has("Explore"))).await?;
    page.check_accessibility("start").await?;
    page.shoot("start", 1440, 900, false).await?;
    page.click(&button(has("Explore"))).await?;
    Frame::of(&page).saved().await?;
    for dark in [false, true] {
        for (name, path, title) in SCREENS {
            page.go(path).await?;
            if !title.is_empty() {
                page.see(&heading(*title)).await?;
            }
            page.dark(dark).await?;
            page.settled().await?;
            page.check_accessibility(&format!("{name}{}", if dark { ", dark" } else { "" }))
                .await?;
            for (width, height) in [(1440, 900), (768, 1024), (390, 844)] {
                page.shoot(name, width, height, dark).await?;
            }
        }
        page.go("/ventures").await?;
        page.click(&text("Green Gym")).await?;
        page.see(&heading(has("Green Gym"))).await?;
        page.settled().await?;
        page.check_accessibility("venture").await?;
        for (width, height) in [(1440, 900), (768, 1024), (390, 844)] {
            page.shoot("venture", width, height, dark).await?;
        }
    }
    Ok(())
}

/// Checks what is open over the page, light and dark, takes its picture, and closes it as everything can be closed.
async fn check_open(page: &Page, name: &str, opened: &Query) -> Outcome {
    page.see(opened).await?;
    page.check_accessibility(name).await?;
    for dark in [false, true] {
        page.shoot(&format!("dialog-{name}"), 1280, 900, dark)
            .await?;
    }
    page.press("Escape").await?;
    page.see_no(opened).await
}

async fn every_dialog_is_accessible(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    check_dialogs_of_every_page(&page).await?;
    check_dialogs_of_the_board(&page).await?;
    check_dialogs_of_the_table(&page).await?;
    page.go("/").await?;
    page.click(&button(starts("Write down a conversation")).nth(0))
        .await?;
    check_open(&page, "talk", &role("dialog")).await
}

async fn check_dialogs_of_every_page(page: &Page) -> Outcome {
    let frame = Frame::of(page);
    frame.find("ki").await?;
    check_open(page, "palette", &Frame::palette_field()).await?;
    page.press("?").await?;
    check_open(page, "shortcuts", &dialog("Keyboard shortcuts")).await?;
    frame.run("Say who you are").await?;
    check_open(page, "who", &dialog("Who is at work here?")).await?;
    for (action, name) in [
        ("Add a venture", "add-venture"),
        ("Add an organisation", "add-organisation"),
        ("Add a person", "add-person"),
        ("Add a next step", "add-step"),
    ] {
        frame.run(action).await?;
        check_open(page, name, &dialog(action)).await?;
    }
    Ok(())
}

async fn check_dialogs_of_the_board(page: &Page) -> Outcome {
    let board = Board::open(page).await?;
    board.choose("Green Gym", "Look at its gate…").await?;
    let gate = Gate::of(page, "Green Gym").await?;
    check_open(page, "gate", gate.dialog()).await?;
    board.choose("Green Gym", "Pause, or let it leave…").await?;
    check_open(page, "status", &dialog("Change the status of Green Gym")).await
}

async fn check_dialogs_of_the_table(page: &Page) -> Outcome {
    let table = Table::open(page).await?;
    table.tick(&["Green Gym", "Kitchen Table"]).await?;
    page.click(&button("Merge these two").inside(&Table::bulk(2)))
        .await?;
    check_open(page, "merge", &dialog("Merge two ventures into one")).await?;
    page.click(&button("Choose columns")).await?;
    check_open(page, "columns", &dialog("Choose columns")).await?;
    table.views("Save what is shown as").await?;
    check_open(page, "view", &dialog("Save what is shown")).await
}

/// Sideways scrolling is for what has two dimensions: board and tables, inside themselves.
async fn check_narrow(page: &Page, screen: &str) -> Outcome {
    const TOO_WIDE: &str = "
        const { scrollWidth, clientWidth } = document.scrollingElement;
        if (scrollWidth <= clientWidth) return [];
        const wide = [...document.body.querySelectorAll('*')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > clientWidth + 1);
        return [`${scrollWidth} of ${clientWidth} pixels`, ...wide.slice(0, 8).map((one) => one.cloneNode().outerHTML)];";
    let too_wide: Vec<String> = serde_json::from_value(page.script(TOO_WIDE, vec![]).await?)?;
    ensure!(
        too_wide.is_empty(),
        "{screen} scrolls sideways: {}",
        too_wide.join("\n")
    );
    Ok(())
}

async fn no_screen_scrolls_sideways(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    page.resize(320, 640).await?;
    page.see(&button(has("Explore"))).await?;
    check_narrow(&page, "start").await?;
    page.click(&button(has("Explore"))).await?;
    Frame::of(&page).saved().await?;
    for (name, path, title) in SCREENS {
        page.go(path).await?;
        if title.is_empty() {
            page.see(&heading(has("Overdue")).level(2)).await?;
        } else {
            page.see(&heading(*title)).await?;
        }
        check_narrow(&page, name).await?;
    }
    Venture::open(&page, "Green Gym").await?;
    check_narrow(&page, "venture").await?;
    page.press("n").await?;
    page.see(&dialog("Add a venture")).await?;
    check_narrow(&page, "add a venture").await?;
    page.press("Escape").await?;
    Ok(())
}
