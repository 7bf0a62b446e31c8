//! A board by keyboard: from card to card, and a card from column to column.

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{CardAt, Carry};
use crate::{
    ledger::RecordId,
    ui::{
        actions::Action,
        parts::{announce, focus_soon},
    },
};

/// What the keys have to know of a board. Columns and cards are named by their places, from 0.
pub trait KeyedBoard {
    /// The board's hand.
    fn carry(&self) -> Carry;
    /// Where somebody is on it.
    fn whereabouts(&self) -> Whereabouts;
    /// A column: its key, what stands above it, how many cards it has.
    fn column(&self, place: usize) -> Option<(String, String, usize)>;
    /// The record of a card.
    fn card(&self, column: usize, row: usize) -> Option<RecordId>;
    /// Where in a column a record's card stands.
    fn row_of(&self, column: usize, record: RecordId) -> Option<usize>;
    /// What one card is about, and many: "venture", "ventures".
    fn nouns(&self) -> [&'static str; 2];
    /// What a record is called.
    fn name_of(&self, record: RecordId) -> String;
    /// Opens the page of a record.
    fn open(&self, record: RecordId);
    /// Lets go of a card over a column.
    fn drop_on(&self, card: &CardAt, to: &str);
}

/// Where somebody is on a board.
#[derive(Clone, Copy)]
pub struct Whereabouts {
    /// The card that has, or last had, focus.
    pub current: RwSignal<Option<CardAt>>,
    /// The card under the pointer.
    pub hovered: RwSignal<Option<CardAt>>,
    /// A card to scroll into view.
    pub reveal: RwSignal<Option<CardAt>>,
}

impl Whereabouts {
    /// Nowhere yet.
    pub fn nowhere() -> Self {
        Self {
            current: RwSignal::new(None),
            hovered: RwSignal::new(None),
            reveal: RwSignal::new(None),
        }
    }

    /// Scrolls a card into view and gives it focus.
    pub fn go_to(self, card: CardAt) {
        let element = card_id(&card);
        self.current.set(Some(card.clone()));
        self.reveal.set(Some(card));
        focus_soon(element);
    }

    /// Whether the card has, or last had, focus; followed.
    pub fn is_current(self, card: &CardAt) -> bool {
        self.current.with(|known| known.as_ref() == Some(card))
    }

    /// Whether the card is under the pointer; followed.
    pub fn is_hovered(self, card: &CardAt) -> bool {
        self.hovered.with(|known| known.as_ref() == Some(card))
    }
}

/// The id of a card's element.
pub fn card_id((column, record): &CardAt) -> String {
    format!("card-{column}-{record}")
}

/// A key pressed on a card itself, not on something inside it.
pub fn pressed(board: &dyn KeyedBoard, at: &CardAt, event: &KeyboardEvent) {
    let on_card = event
        .target()
        .zip(event.current_target())
        .is_some_and(|(target, card)| target == card);
    if !on_card || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let held = board.carry().held.with_untracked(Option::is_some);
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

fn carrying(board: &dyn KeyedBoard, at: &CardAt, key: &str) -> bool {
    let carry = board.carry();
    match key {
        "ArrowLeft" => choose(board, at, -1),
        "ArrowRight" => choose(board, at, 1),
        "Enter" | " " => {
            let to = carry.over.get_untracked().unwrap_or_else(|| at.0.clone());
            carry.let_go();
            board.drop_on(at, &to);
        }
        "Escape" => {
            carry.let_go();
            announce("Put back where it was");
        }
        // Nothing else happens while a card is in hand, or it would be left hanging.
        "Tab" | "ArrowUp" | "ArrowDown" => {}
        _ => return false,
    }
    true
}

/// The place of a column.
fn place_of(board: &dyn KeyedBoard, key: &str) -> Option<usize> {
    let mut columns = (0..).map_while(|place| board.column(place));
    columns.position(|(known, ..)| known == key)
}

fn choose(board: &dyn KeyedBoard, at: &CardAt, step: isize) {
    let carry = board.carry();
    let now = carry.over.get_untracked().unwrap_or_else(|| at.0.clone());
    let next =
        place_of(board, &now).and_then(|place| board.column(place.checked_add_signed(step)?));
    if let Some((key, label, cards)) = next {
        if let Some(heading) = document().get_element_by_id(&format!("column-{key}")) {
            heading.scroll_into_view_with_bool(true);
        }
        carry.over.set(Some(key));
        let [one, many] = board.nouns();
        let noun = if cards == 1 { one } else { many };
        announce(&format!("{label}, {cards} {noun}"));
    }
}

fn browsing(board: &dyn KeyedBoard, at: &CardAt, key: &str) -> bool {
    match key {
        "ArrowUp" => along(board, at, |here, _| here.checked_sub(1)),
        "ArrowDown" => along(board, at, |here, _| Some(here + 1)),
        "Home" => along(board, at, |_, _| Some(0)),
        "End" => along(board, at, |_, count| count.checked_sub(1)),
        "ArrowLeft" => across(board, at, -1),
        "ArrowRight" => across(board, at, 1),
        "Enter" => board.open(at.1),
        " " => pick_up(board, at),
        _ => return false,
    }
    true
}

/// To another card of the column.
fn along(board: &dyn KeyedBoard, at: &CardAt, step: fn(usize, usize) -> Option<usize>) {
    let next = place_of(board, &at.0).and_then(|place| {
        let (_, _, count) = board.column(place)?;
        let here = board.row_of(place, at.1)?;
        board.card(place, step(here, count)?)
    });
    if let Some(next) = next {
        board.whereabouts().go_to((at.0.clone(), next));
    }
}

/// To the card at the same height in the next column that has any.
fn across(board: &dyn KeyedBoard, at: &CardAt, step: isize) {
    let next = place_of(board, &at.0).and_then(|mut place| {
        let row = board.row_of(place, at.1)?;
        loop {
            place = place.checked_add_signed(step)?;
            let (key, _, count) = board.column(place)?;
            if let Some(last) = count.checked_sub(1) {
                return Some((key, board.card(place, row.min(last))?));
            }
        }
    });
    if let Some(card) = next {
        board.whereabouts().go_to(card);
    }
}

fn pick_up(board: &dyn KeyedBoard, at: &CardAt) {
    board.carry().pick_up(at);
    let column = place_of(board, &at.0).and_then(|place| board.column(place));
    announce(&format!(
        "Picked up {} from {}. Left and right choose a column, Enter drops it there, Escape puts it back.",
        board.name_of(at.1),
        column.map(|(_, label, _)| label).unwrap_or_default()
    ));
}

/// What the keys do on a board, for whoever hears its cards.
#[component]
pub fn BoardHelp() -> impl IntoView {
    view! {
        <p id="board-help" class="visually-hidden">
            "Arrow keys go from card to card, Enter opens, Space picks a card up, M shows where it can go."
        </p>
    }
}

/// The action that opens the menu of the card in focus; there may be times when no board is shown.
pub fn move_action(
    id: &'static str,
    here: Whereabouts,
    is_shown: impl Fn() -> bool + Send + Sync + 'static,
) -> Action {
    Action::new(id, "Move the card in focus to…", "M", move |_| {
        open_menu(here);
    })
    .in_group("This page")
    .when(move |_| here.current.with_untracked(Option::is_some) && is_shown())
}

fn open_menu(here: Whereabouts) {
    let card = here.current.with_untracked(|at| at.as_ref().map(card_id));
    let card = card.and_then(|id| document().get_element_by_id(&id));
    let button = card.and_then(|card| card.query_selector(".card-menu button").ok().flatten());
    if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
