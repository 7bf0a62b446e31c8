//! A card goes from column to column, by mouse, by finger, and without either.

use std::fs;

use anyhow::ensure;
use journeys::pages::{Board, Data, Frame, Gate, few_ventures};
use journeys::{
    Engine, Journey, Outcome, Pointer, Query, Visit, button, has, journeys, menu_item, role,
    starts, text,
};
use serde_json::json;

pub(crate) const JOURNEYS: &[Journey] = journeys![
    moves_a_card_with_the_mouse,
    moves_a_card_with_a_finger in &Engine::WITH_TOUCH,
    moves_a_card_by_its_handle in &[Engine::Chromium],
    moves_a_card_through_its_menu,
    shows_at_the_gate_what_is_written_down,
];

const WHY: &str = "They start on Monday whatever the gate says";

async fn moves_a_card_with_the_mouse(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let board = Board::open(&page).await?;
    let card = Board::card("Green Gym");
    let next = Board::column("Explore together");

    let mut drag = page.grab(&card, Pointer::Mouse).await?;
    drag.over(&next).await?;
    page.see(&next.clone().with("data-drop-state", "over"))
        .await?;
    page.see(&card.clone().with("data-drag-state", "origin"))
        .await?;
    drag.cancel().await?;
    page.see(&next.clone().with("data-drop-state", "idle"))
        .await?;
    board.see_in("Green Gym", "Idea").await?;

    page.drag(&card, &next, Pointer::Mouse).await?;
    let gate = Gate::of(&page, "Green Gym").await?;
    page.see(
        &role("listitem")
            .with("data-state", "not_yet")
            .inside(gate.dialog())
            .nth(0),
    )
    .await?;
    gate.move_anyway(WHY).await?;
    board.see_in("Green Gym", "Explore together").await?;
    // Where the card went, the focus went.
    page.see(&card.clone().focused()).await?;
    Frame::of(&page).saved().await?;
    page.reload().await?;
    board.see_in("Green Gym", "Explore together").await?;

    let said = Frame::of(&page).undo().await?;
    ensure!(said.text.contains("Green Gym"), "{said:?}");
    board.see_in("Green Gym", "Idea").await?;
    Ok(())
}

async fn moves_a_card_with_a_finger(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let board = Board::open(&page).await?;
    let next = Board::column("Explore together");
    page.drag(&Board::card("Green Gym"), &next, Pointer::FingerAfterRest)
        .await?;
    Gate::of(&page, "Green Gym").await?.not_yet().await?;
    board.see_in("Green Gym", "Idea").await?;
    page.drag(&Board::card("Green Gym"), &next, Pointer::FingerAfterRest)
        .await?;
    Gate::of(&page, "Green Gym").await?.move_anyway(WHY).await?;
    board.see_in("Green Gym", "Explore together").await?;
    Ok(())
}

async fn moves_a_card_by_its_handle(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    // A screen that is touched: only there cards have handles.
    let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
    page.chromium("Emulation.setTouchEmulationEnabled", touch)
        .await?;
    let board = Board::open(&page).await?;
    let handle = Query::default()
        .with_any("data-handle")
        .inside(&Board::card("Green Gym"));
    let next = Board::column("Explore together");
    let mut drag = page.grab(&handle, Pointer::Finger).await?;
    drag.over(&next).await?;
    page.see(&next.clone().with("data-drop-state", "over"))
        .await?;
    drag.drop().await?;
    Gate::of(&page, "Green Gym").await?.move_anyway(WHY).await?;
    board.see_in("Green Gym", "Explore together").await?;
    Ok(())
}

async fn moves_a_card_through_its_menu(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let board = Board::open(&page).await?;
    board.choose("Homeward", "Move to Test safely…").await?;
    Gate::of(&page, "Homeward").await?.not_yet().await?;
    board.see_in("Homeward", "Explore together").await?;
    board.choose("Homeward", "Move to Test safely…").await?;
    Gate::of(&page, "Homeward").await?.move_anyway(WHY).await?;
    board.see_in("Homeward", "Test safely").await?;
    Frame::of(&page).saved().await?;

    // The way back asks for no reason.
    board
        .choose("Homeward", "Move to Explore together…")
        .await?;
    page.click(&button(starts("Move back")).inside(&role("dialog")))
        .await?;
    board.see_in("Homeward", "Explore together").await?;
    page.see(&button(has("Undo: ")).inside(&role("banner")))
        .await?;
    Ok(())
}

/// The record is a reason to say that a point is met; it does not say so itself.
async fn shows_at_the_gate_what_is_written_down(visit: &mut Visit) -> Outcome {
    let file = visit.file("places.csv");
    fs::write(&file, "Name;Stage;Place\nGreen Gym;Idea;Harrow\n")?;
    let page = visit.open("/data").await?;
    Data::on(&page).bring(&file).await?;
    let board = Board::open(&page).await?;
    // Nobody is asked to move it to where it is.
    page.focus(&Board::card("Green Gym")).await?;
    page.press("m").await?;
    page.see(&role("menuitem").focused()).await?;
    page.see(&menu_item("Move to Explore together…")).await?;
    page.see_no(&menu_item("Move to Idea…")).await?;
    page.press("Escape").await?;
    page.see_no(&role("menu")).await?;

    board.choose("Green Gym", "Look at its gate…").await?;
    let gate = Gate::of(&page, "Green Gym").await?;
    page.see(&text(has("Written down already. Place: Harrow")).inside(gate.dialog()))
        .await?;
    page.see(&text("0 of 4 met").inside(gate.dialog())).await?;
    gate.not_yet().await?;
    board.see_in("Green Gym", "Idea").await?;
    Ok(())
}
