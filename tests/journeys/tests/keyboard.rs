//! The main job without a mouse.

use anyhow::ensure;
use journeys::pages::{Board, Frame, Gate};
use journeys::{
    Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, option, role,
    starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![does_the_main_job_by_keyboard];

/// Presses something that *Tab* leads to.
async fn press_on(page: &Page, query: &journeys::Query) -> Outcome {
    page.tab_to(query).await?;
    page.press("Enter").await
}

async fn begin(page: &Page) -> Outcome {
    press_on(page, &button("Start empty")).await?;
    let form = dialog("Start your incubator");
    page.see(
        &field("What is your incubator called?")
            .inside(&form)
            .focused(),
    )
    .await?;
    page.type_text("Saltby Nest").await?;
    page.press("Tab").await?;
    page.type_text("Ruth Ade").await?;
    page.press("Enter").await?;
    page.see_no(&form).await?;
    page.see(&heading("Pipeline").focused()).await?;
    Ok(())
}

async fn bring_in(visit: &Visit, page: &Page) -> Outcome {
    let file = visit.file("ventures.csv");
    std::fs::write(
        &file,
        "Name;Stage\nGreen Gym;Idea\nKitchen Table;Idea\nHomeward;Explore together\n",
    )?;
    page.press("g").await?;
    page.press("d").await?;
    page.see(&heading("Data").focused()).await?;
    page.tab_to(&field("Choose a file to import")).await?;
    page.upload(&field("Choose a file to import"), &file)
        .await?;
    press_on(page, &button("Look at what would change")).await?;
    press_on(page, &button("Import").disabled(false)).await?;
    page.see(&text(has("You can undo this import at any time")))
        .await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn move_on(page: &Page) -> Outcome {
    let board = Board::on(page);
    page.press("g").await?;
    page.press("p").await?;
    page.see(&heading("Pipeline").focused()).await?;
    page.tab_to(&role("article").inside(&Board::column("Idea")).nth(0))
        .await?;
    page.press("ArrowRight").await?;
    page.see(&Board::card("Homeward").focused()).await?;
    page.press("ArrowLeft").await?;
    let ideas = role("article").inside(&Board::column("Idea"));
    page.see(&ideas.clone().focused()).await?;
    let first = page.see(&ideas.clone().nth(0)).await?.name;
    page.press("End").await?;
    page.see(&ideas.clone().nth(1)).await?;
    page.press("Home").await?;
    page.see(&ideas.named(first.as_str()).focused()).await?;
    let venture = if first.starts_with("Green Gym") {
        "Green Gym"
    } else {
        "Kitchen Table"
    };

    // In the hand, and put back.
    page.press("Space").await?;
    page.see(&Board::card(venture).with("data-drag-state", "grabbed"))
        .await?;
    page.press("ArrowRight").await?;
    page.see(&Board::column("Explore together").with("data-drop-state", "over"))
        .await?;
    page.press("Escape").await?;
    page.see(
        &Board::card(venture)
            .with("data-drag-state", "idle")
            .focused(),
    )
    .await?;

    page.press("Space").await?;
    page.press("ArrowRight").await?;
    page.press("Enter").await?;
    let gate = Gate::of(page, venture).await?;
    page.tab_to(&field(has("Why move anyway")).inside(gate.dialog()))
        .await?;
    page.type_text("They start on Monday").await?;
    press_on(page, &button("Move anyway").inside(gate.dialog())).await?;
    page.see_no(gate.dialog()).await?;
    board.see_in(venture, "Explore together").await?;
    page.see(&Board::card(venture).focused()).await?;

    // The menu is the other way.
    page.press("m").await?;
    page.see(&role("menuitem").focused()).await?;
    page.press("Escape").await?;
    page.see_no(&role("menu")).await?;
    page.press("Control+z").await?;
    Frame::of(page).message("Undo: ").await?;
    board.see_in(venture, "Idea").await?;
    page.press("Control+Shift+z").await?;
    Frame::of(page).message("Redo: ").await?;
    board.see_in(venture, "Explore together").await?;
    Ok(())
}

async fn write_down(page: &Page) -> Outcome {
    let frame = Frame::of(page);
    frame.find("homeward").await?;
    page.press("Enter").await?;
    page.see(&heading("Homeward").level(1).focused()).await?;
    page.press("w").await?;
    page.see(&field(has("What was said")).focused()).await?;
    page.type_text("The ward will lend us a van").await?;
    page.press("Control+Enter").await?;
    page.see(
        &role("listitem")
            .saying(has("The ward will lend us a van"))
            .nth(0),
    )
    .await?;
    page.see(&field(has("What was said")).value("").focused())
        .await?;
    frame.saved().await?;
    Ok(())
}

async fn does_the_main_job_by_keyboard(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    begin(&page).await?;
    bring_in(visit, &page).await?;
    move_on(&page).await?;
    write_down(&page).await?;

    // Out of the text, to the list of keys, and back to where one was.
    page.tab_to(&button("Write down").inside(&role("form")))
        .await?;
    page.press("?").await?;
    let help = dialog("Keyboard shortcuts");
    let said = page.see(&help).await?;
    ensure!(said.text.contains("Write down a conversation"), "{said:?}");
    page.press("Escape").await?;
    page.see_no(&help).await?;
    page.see(&button("Write down").inside(&role("form")).focused())
        .await?;

    let frame = Frame::of(&page);
    frame.find("add a venture").await?;
    let wanted = option(starts("Add a venture"));
    page.see(&wanted).await?;
    while page.count(&wanted.clone().selected(true)).await? == 0 {
        page.press("ArrowDown").await?;
    }
    page.press("Enter").await?;
    let form = dialog("Add a venture");
    page.see(&field(starts("Name")).inside(&form).focused())
        .await?;
    page.type_text("Kin Kitchen").await?;
    page.press("Enter").await?;
    page.see_no(&form).await?;
    page.see(&heading("Kin Kitchen").level(1)).await?;
    frame.saved().await?;
    page.reload().await?;
    page.see(&heading("Kin Kitchen").level(1)).await?;
    Ok(())
}
