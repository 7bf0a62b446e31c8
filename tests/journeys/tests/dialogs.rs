//! Every dialog of the example incubator, light and dark: axe finds nothing while it is open, Escape closes it, and
//! there is a picture to look at.

use journeys::pages::{Board, Frame, Gate, Opportunities, Table, example};
use journeys::{
    Engine, Journey, Outcome, Page, Query, Visit, button, dialog, has, heading, journeys,
    menu_item, region, role, row, starts,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    dialogs_of_daily_work_are_accessible in &[Engine::Chromium],
    dialogs_about_contracts_are_accessible in &[Engine::Chromium],
];

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

async fn dialogs_of_daily_work_are_accessible(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    check_dialogs_of_every_page(&page).await?;
    check_dialogs_of_the_board(&page).await?;
    check_dialogs_of_the_table(&page).await?;
    page.go("/data?tab=browser").await?;
    page.click(&button("Empty this browser…")).await?;
    check_open(&page, "empty", &dialog("Empty this browser?")).await?;
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

async fn dialogs_about_contracts_are_accessible(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    Opportunities::board(&page).await?;
    page.click(&button("Note an opportunity").nth(0)).await?;
    check_open(&page, "note", &dialog("Note an opportunity")).await?;
    check_dialogs_of_an_opportunity(&page).await?;
    page.go("/forecast").await?;
    let all = row(starts("Together")).inside(&region("Forecast in figures"));
    page.click(&button(has(", weighted, ")).inside(&all))
        .await?;
    check_open(&page, "behind", &dialog(starts("Weighted"))).await?;
    page.go("/forecast?show=gaps").await?;
    let policy = row(starts("Policy")).inside(&region("What each gap blocks"));
    page.click(&button(has("show the ventures")).inside(&policy))
        .await?;
    check_open(&page, "gap", &dialog(starts("Policy: "))).await?;
    page.go("/contracts").await?;
    page.see(&heading("Contracts").level(1)).await?;
    page.click(&button("Add a contract")).await?;
    check_open(&page, "add-contract", &dialog("Add a contract")).await
}

async fn check_dialogs_of_an_opportunity(page: &Page) -> Outcome {
    Opportunities::open(page, "Night outreach").await?;
    for (button_name, name, title) in [
        ("Add a bid", "join", "Who bids together"),
        ("Add a lot", "lot", "Add a lot"),
        ("Go or no-go", "decide", "Go or no-go"),
        ("Signed: make it a contract", "sign", "Make it a contract"),
    ] {
        page.click(&button(button_name)).await?;
        check_open(page, name, &dialog(title)).await?;
    }
    page.click(&button("Move to another status")).await?;
    page.click(&menu_item("Move to Bid submitted…")).await?;
    check_open(page, "opportunity-status", &dialog(starts("Move "))).await?;
    page.click(&button("Write down")).await?;
    check_open(page, "opportunity-talk", &dialog(starts("A conversation"))).await
}
