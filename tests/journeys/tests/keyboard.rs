//! The main jobs without a mouse.

use anyhow::ensure;
use journeys::pages::{Board, Frame, Gate, Opportunities, few_ventures};
use journeys::{
    Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, link, option,
    role, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    does_the_main_job_by_keyboard,
    takes_an_opportunity_to_a_contract_by_keyboard,
];

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

/// Goes to the board and from card to card; gives the venture on the first card.
async fn browse(page: &Page) -> anyhow::Result<&'static str> {
    page.press("g").await?;
    page.press("p").await?;
    page.see(&heading("Pipeline").focused()).await?;
    let ideas = role("article").inside(&Board::column("Idea"));
    page.tab_to(&ideas.clone().nth(0)).await?;
    page.press("ArrowRight").await?;
    page.see(&Board::card("Homeward").focused()).await?;
    page.press("ArrowLeft").await?;
    page.see(&ideas.clone().focused()).await?;
    let first = page.see(&ideas.clone().nth(0)).await?.name;
    page.press("End").await?;
    page.press("Home").await?;
    page.see(&ideas.named(first.as_str()).focused()).await?;
    Ok(if first.starts_with("Green Gym") {
        "Green Gym"
    } else {
        "Kitchen Table"
    })
}

/// Takes a card in hand, and puts it back.
async fn think_again(page: &Page, venture: &str) -> Outcome {
    let card = Board::card(venture);
    page.press("Space").await?;
    page.see(&card.clone().with("data-drag-state", "grabbed"))
        .await?;
    page.press("ArrowRight").await?;
    page.see(&Board::column("Explore together").with("data-drop-state", "over"))
        .await?;
    page.press("Escape").await?;
    page.see(&card.with("data-drag-state", "idle").focused())
        .await?;
    Ok(())
}

/// Carries a card to the next column, through the gate.
async fn carry_on(page: &Page, venture: &str) -> Outcome {
    page.press("Space").await?;
    page.press("ArrowRight").await?;
    page.press("Enter").await?;
    let gate = Gate::of(page, venture).await?;
    page.tab_to(&field(has("Why move anyway")).inside(gate.dialog()))
        .await?;
    page.type_text("They start on Monday").await?;
    press_on(page, &button("Move anyway").inside(gate.dialog())).await?;
    page.see_no(gate.dialog()).await?;
    Board::on(page).see_in(venture, "Explore together").await?;
    page.see(&Board::card(venture).focused()).await?;
    Ok(())
}

/// Looks into the menu of a card, and takes its move back and forth.
async fn take_back(page: &Page, venture: &str) -> Outcome {
    let (board, frame) = (Board::on(page), Frame::of(page));
    page.press("m").await?;
    page.see(&role("menuitem").focused()).await?;
    page.press("Escape").await?;
    page.see_no(&role("menu")).await?;
    page.press("Control+z").await?;
    frame.message("Undo: ").await?;
    board.see_in(venture, "Idea").await?;
    // Where the card goes, the focus goes, so that the next key works from there.
    page.see(&Board::card(venture).focused()).await?;
    page.press("Control+Shift+z").await?;
    frame.message("Redo: ").await?;
    board.see_in(venture, "Explore together").await?;
    page.see(&Board::card(venture).focused()).await?;
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

/// Leaves the text, looks at the list of keys, and is back where one was.
async fn look_up_keys(page: &Page) -> Outcome {
    let button = button("Write down").inside(&role("form"));
    page.tab_to(&button).await?;
    page.press("?").await?;
    let help = dialog("Keyboard shortcuts");
    let said = page.see(&help).await?;
    ensure!(said.text.contains("Write down a conversation"), "{said:?}");
    page.press("Escape").await?;
    page.see_no(&help).await?;
    page.see(&button.focused()).await?;
    Ok(())
}

/// Finds what to do by its name, and does it.
async fn add_by_palette(page: &Page, name: &str) -> Outcome {
    Frame::of(page).find("add a venture").await?;
    let wanted = option(starts("Add a venture"));
    page.see(&wanted).await?;
    while page.count(&wanted.clone().selected(true)).await? == 0 {
        page.press("ArrowDown").await?;
    }
    page.press("Enter").await?;
    let form = dialog("Add a venture");
    page.see(&field(starts("Name")).inside(&form).focused())
        .await?;
    page.type_text(name).await?;
    page.press("Enter").await?;
    page.see_no(&form).await?;
    page.see(&heading(name).level(1)).await?;
    Ok(())
}

async fn does_the_main_job_by_keyboard(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    begin(&page).await?;
    bring_in(visit, &page).await?;
    let venture = browse(&page).await?;
    think_again(&page, venture).await?;
    carry_on(&page, venture).await?;
    take_back(&page, venture).await?;
    write_down(&page).await?;
    look_up_keys(&page).await?;
    add_by_palette(&page, "Kin Kitchen").await?;
    Frame::of(&page).saved().await?;
    page.reload().await?;
    page.see(&heading("Kin Kitchen").level(1)).await?;
    Ok(())
}

/// Types into a field that *Tab* leads to.
async fn type_into(page: &Page, query: &journeys::Query, words: &str) -> Outcome {
    page.tab_to(query).await?;
    page.type_text(words).await
}

async fn note_an_opportunity(page: &Page) -> Outcome {
    page.press("g").await?;
    page.press("c").await?;
    page.see(&heading("Opportunities").focused()).await?;
    page.press("a").await?;
    let form = dialog("Note an opportunity");
    let title = field(starts("What could be won")).inside(&form);
    page.see(&title.focused()).await?;
    page.type_text("Falls prevention").await?;
    for (label, words) in [
        ("Who would buy", "Harrow Council"),
        ("For which venture", "Green Gym"),
        ("Worth about", "120k"),
    ] {
        type_into(page, &field(starts(label)).inside(&form), words).await?;
    }
    press_on(page, &button("Note it").inside(&form)).await?;
    page.see_no(&form).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

/// Takes the card in hand, is told where it is, and puts it back.
async fn look_where_it_could_go(page: &Page) -> Outcome {
    let card = Opportunities::card("Falls prevention");
    let (frame, next) = (Frame::of(page), Opportunities::column("On the horizon"));
    page.tab_to(&card.clone().inside(&Opportunities::column("Conversation")))
        .await?;
    page.press("Space").await?;
    page.see(&card.clone().with("data-drag-state", "grabbed"))
        .await?;
    frame
        .message("Picked up Falls prevention from Conversation")
        .await?;
    page.press("ArrowRight").await?;
    page.see(&next.clone().with("data-drop-state", "over"))
        .await?;
    frame.message("On the horizon, 0 opportunities").await?;
    page.press("Escape").await?;
    frame.message("Put back where it was").await?;
    page.see(&next.with("data-drop-state", "idle")).await?;
    page.see(&card.with("data-drag-state", "idle").focused())
        .await?;
    Ok(())
}

async fn carry_it_on(page: &Page) -> Outcome {
    let card = Opportunities::card("Falls prevention");
    let engaging = Opportunities::column("Market engagement");
    page.press("Space").await?;
    page.see(&card.clone().with("data-drag-state", "grabbed"))
        .await?;
    page.press("ArrowRight").await?;
    page.press("ArrowRight").await?;
    page.see(&engaging.clone().with("data-drop-state", "over"))
        .await?;
    page.press("Enter").await?;
    let asks = dialog("Move Falls prevention to Market engagement");
    type_into(
        page,
        &field(starts("Why")).inside(&asks),
        "They asked us in.",
    )
    .await?;
    press_on(page, &button("Change status").inside(&asks)).await?;
    page.see_no(&asks).await?;
    // The focus goes with the card, so that the keys go on from there.
    page.see(&card.clone().inside(&engaging).focused()).await?;
    page.press("m").await?;
    page.see(&role("menuitem").focused()).await?;
    page.press("Escape").await?;
    page.see_no(&role("menu")).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

/// Goes from the menu's button back to the card, to its neighbour's column and back, and opens the page.
async fn open_it(page: &Page) -> Outcome {
    let card = Opportunities::card("Falls prevention");
    page.press("Shift+Tab").await?;
    page.see(&card.clone().focused()).await?;
    // There is no other card: the keys stay where they are.
    page.press("ArrowLeft").await?;
    page.press("End").await?;
    page.see(&card.focused()).await?;
    page.press("Enter").await?;
    page.see(&heading("Falls prevention").level(1).focused())
        .await?;
    Ok(())
}

async fn decide_and_sign(page: &Page) -> Outcome {
    let frame = Frame::of(page);
    press_on(page, &button("Go or no-go")).await?;
    let form = dialog("Go or no-go");
    type_into(
        page,
        &field("Why").inside(&form),
        "We know the commissioner.",
    )
    .await?;
    press_on(page, &button("Decide").inside(&form)).await?;
    page.see_no(&form).await?;
    page.see(&text(has("We know the commissioner."))).await?;
    frame.saved().await?;
    press_on(page, &button(starts("Signed"))).await?;
    let form = dialog("Make it a contract");
    for (label, words) in [("Starts", "6 April 2027"), ("Ends", "31 March 2029")] {
        type_into(page, &field(starts(label)).inside(&form), words).await?;
    }
    press_on(page, &button("Make it a contract").inside(&form)).await?;
    page.see_no(&form).await?;
    frame.saved().await?;
    Ok(())
}

async fn takes_an_opportunity_to_a_contract_by_keyboard(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    note_an_opportunity(&page).await?;
    look_where_it_could_go(&page).await?;
    carry_it_on(&page).await?;
    open_it(&page).await?;
    decide_and_sign(&page).await?;
    page.press("g").await?;
    page.press("k").await?;
    page.see(&heading("Contracts").focused()).await?;
    page.see(&link(has("Falls prevention")).nth(0)).await?;
    Ok(())
}
