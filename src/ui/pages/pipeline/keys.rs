//! The board by keyboard: from card to card, and a card from column to column.

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Board, CardAt, card_id, drag};
use crate::ui::parts::announce;

/// A key pressed on a card itself, not on something inside it.
pub(super) fn pressed(board: Board, at: &CardAt, event: &KeyboardEvent) {
    let on_card = event
        .target()
        .zip(event.current_target())
        .is_some_and(|(target, card)| target == card);
    if !on_card || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let held = board.carry.held.with_untracked(Option::is_some);
    let done = if held {
        carrying(board, at, &event.key())
    } else {
        browsing(board, at, &event.key())
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn carrying(board: Board, at: &CardAt, key: &str) -> bool {
    match key {
        "ArrowLeft" => choose(board, at, -1),
        "ArrowRight" => choose(board, at, 1),
        "Enter" | " " => {
            let to = board
                .carry
                .over
                .get_untracked()
                .unwrap_or_else(|| at.0.clone());
            board.carry.let_go();
            drag::drop_on(board, at, &to);
        }
        "Escape" => {
            board.carry.let_go();
            announce("Put back where it was");
        }
        // Nothing else happens while a card is in hand, or it would be left hanging.
        "Tab" | "ArrowUp" | "ArrowDown" => {}
        _ => return false,
    }
    true
}

fn choose(board: Board, at: &CardAt, step: isize) {
    let now = board
        .carry
        .over
        .get_untracked()
        .unwrap_or_else(|| at.0.clone());
    let next = board.columns.with_untracked(|columns| {
        let here = columns.iter().position(|column| column.key == now)?;
        let next = columns.get(here.checked_add_signed(step)?)?;
        Some((next.key.clone(), next.label.clone(), next.cards.len()))
    });
    if let Some((key, label, cards)) = next {
        scroll_to(&key);
        board.carry.over.set(Some(key));
        let noun = if cards == 1 { "venture" } else { "ventures" };
        announce(&format!("{label}, {cards} {noun}"));
    }
}

fn scroll_to(column: &str) {
    if let Some(heading) = document().get_element_by_id(&format!("column-{column}")) {
        heading.scroll_into_view_with_bool(true);
    }
}

fn browsing(board: Board, at: &CardAt, key: &str) -> bool {
    let (column, venture) = at;
    match key {
        "ArrowUp" => along(board, at, |here, _| here.checked_sub(1)),
        "ArrowDown" => along(board, at, |here, count| {
            Some(here + 1).filter(|next| *next < count)
        }),
        "Home" => along(board, at, |_, _| Some(0)),
        "End" => along(board, at, |_, count| count.checked_sub(1)),
        "ArrowLeft" => across(board, at, -1),
        "ArrowRight" => across(board, at, 1),
        "Enter" => board.actor.go(&format!("/ventures/{venture}")),
        " " => drag::pick_up(board, column, *venture),
        _ => return false,
    }
    true
}

/// To another card of the column.
fn along(board: Board, (column, venture): &CardAt, step: impl Fn(usize, usize) -> Option<usize>) {
    let next = board.columns.with_untracked(|columns| {
        let cards = &columns.iter().find(|known| known.key == *column)?.cards;
        let here = cards.iter().position(|card| card == venture)?;
        cards.get(step(here, cards.len())?).copied()
    });
    if let Some(next) = next {
        board.focus_card(column, next);
    }
}

/// To the card at the same height in the next column that has any.
fn across(board: Board, (column, venture): &CardAt, step: isize) {
    let next = board.columns.with_untracked(|columns| {
        let mut at = columns.iter().position(|known| known.key == *column)?;
        let row = columns
            .get(at)?
            .cards
            .iter()
            .position(|card| card == venture)?;
        loop {
            at = at.checked_add_signed(step)?;
            let there = columns.get(at)?;
            if let Some(card) = there.cards.get(row).or(there.cards.last()) {
                return Some((there.key.clone(), *card));
            }
        }
    });
    if let Some((key, card)) = next {
        board.focus_card(&key, card);
    }
}

/// Opens the menu of the card in focus.
pub(super) fn open_menu(board: Board) {
    let Some((column, venture)) = board.current.get_untracked() else {
        return;
    };
    let card = document().get_element_by_id(&card_id(&column, venture));
    let button = card.and_then(|card| card.query_selector(".card-menu button").ok().flatten());
    if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
