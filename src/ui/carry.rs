//! Carrying a card from column to column of a board: by mouse after a few pixels, by finger from the handle or after a
//! long press, or by keys. What letting go means is the board's own business.
//!
//! ```text
//! keys::pressed(&board, &at, &event)              arrows, Space, Enter, Escape, for every board that is a KeyedBoard
//! <div class="board" id="board">…<section data-column="key" data-drop-state={carry.column_state("key")}>…
//!   <article class="card" data-drag-state={carry.card_state(&at)} on:pointerdown=|event| carry.press(at, &event, drop)>
//!     [data-handle] a finger that begins here carries at once
//! <GhostCard carry title line/>                   follows the pointer
//! ```

pub mod keys;

use crate::ui::weave::prelude::*;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use leptos::ev::PointerEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

use super::parts::{announce, px};
use crate::ledger::RecordId;

/// Pixels after which a press becomes a drag.
const THRESHOLD: f64 = 5.0;
/// Pixels a finger may tremble during a long press.
const TREMBLE: f64 = 10.0;
/// Milliseconds after which a resting finger picks the card up.
const LONG_PRESS: u32 = 400;
/// Distance from the board's edge within which it scrolls, in pixels.
const EDGE: f64 = 56.0;
/// Pixels the board scrolls in each frame then.
const SCROLL_STEP: f64 = 14.0;

/// A card's place: its column and its record (a record may have a card in several columns).
pub type CardAt = (String, RecordId);

/// How a card is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// By mouse, pen or finger.
    Pointer,
    /// By keys.
    Keys,
}

impl Held {
    /// What the card's `data-drag-state` says.
    fn state(self) -> &'static str {
        match self {
            Self::Pointer => "origin",
            Self::Keys => "grabbed",
        }
    }
}

/// A card that is carried.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The record.
    pub record: RecordId,
    /// The column that it came from.
    pub from: String,
    /// How it is held.
    pub by: Held,
    /// Where the pointer is, in CSS pixels of the window.
    at: (f64, f64),
}

/// Whether the main pointer is a finger: cards have handles then.
pub fn is_touched() -> bool {
    let query = window().match_media("(pointer: coarse)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// The board's hand: what is in it, and over which column.
#[derive(Clone, Copy)]
pub struct Carry {
    /// The card that is carried.
    pub held: RwSignal<Option<Carried>>,
    /// The column under it.
    pub over: RwSignal<Option<String>>,
    /// The id of the element that scrolls sideways.
    sheet: &'static str,
}

impl Carry {
    /// An empty hand over the board in the element with that id.
    pub fn over(sheet: &'static str) -> Self {
        Self {
            held: RwSignal::new(None),
            over: RwSignal::new(None),
            sheet,
        }
    }

    /// Picks a card up by keys.
    pub fn pick_up(self, (column, record): &CardAt) {
        self.over.set(Some(column.clone()));
        self.held.set(Some(Carried {
            record: *record,
            from: column.clone(),
            by: Held::Keys,
            at: (0.0, 0.0),
        }));
    }

    /// Nothing is carried any more.
    pub fn let_go(self) {
        self.held.set(None);
        self.over.set(None);
    }

    /// What a column's `data-drop-state` says; followed.
    pub fn column_state(self, column: &str) -> &'static str {
        let over = self.over.get();
        self.held.with(|held| match held {
            None => "idle",
            Some(_) if over.as_deref() == Some(column) => "over",
            Some(held) if held.from == column => "idle",
            Some(_) => "ready",
        })
    }

    /// What a card's `data-drag-state` says; followed.
    pub fn card_state(self, (column, record): &CardAt) -> &'static str {
        self.held.with(|held| match held {
            Some(held) if held.record == *record && held.from == *column => held.by.state(),
            _ => "idle",
        })
    }

    /// The record that follows the pointer; followed.
    pub fn by_pointer(self) -> Option<RecordId> {
        self.held.with(|held| {
            let held = held.as_ref().filter(|held| held.by == Held::Pointer);
            held.map(|held| held.record)
        })
    }

    /// A pointer came down on a card. `drop` is told the column on which it is let go.
    pub fn press(self, card: CardAt, event: &PointerEvent, drop: Callback<(CardAt, String)>) {
        press(self, card, event, drop);
    }

    fn is_carried(self) -> bool {
        let by_pointer =
            |held: &Option<Carried>| held.as_ref().is_some_and(|held| held.by == Held::Pointer);
        self.held.try_with_untracked(by_pointer).unwrap_or(false)
    }
}

/// A press that may become a drag, and what listens to it.
struct Gesture {
    card: CardAt,
    drop: Callback<(CardAt, String)>,
    start: (f64, f64),
    /// A finger outside the handle: it scrolls, unless it rests first.
    must_rest: bool,
    rested: bool,
    _rest: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

type Gestures = StoredValue<Option<Gesture>>;

/// A pointer came down on a card.
fn press(carry: Carry, card: CardAt, event: &PointerEvent, drop: Callback<(CardAt, String)>) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let on = |wanted: &str| {
        target
            .as_ref()
            .is_some_and(|target| target.closest(wanted).ok().flatten().is_some())
    };
    if event.button() != 0 || !event.is_primary() || on("button, input, .menu") {
        return;
    }
    // A press ends what the keys had begun.
    carry.let_go();
    let must_rest = event.pointer_type() == "touch" && !on("[data-handle]");
    let gesture: Gestures = StoredValue::new(None);
    let rest = must_rest.then(|| {
        Timeout::new(LONG_PRESS, move || {
            let at = gesture.try_update_value(|held| {
                held.as_mut().map(|held| {
                    held.rested = true;
                    held.start
                })
            });
            if let Some(Some(at)) = at {
                begin(carry, gesture, at);
            }
        })
    });
    let listeners = listen(carry, gesture);
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    gesture.set_value(Some(Gesture {
        card,
        drop,
        start,
        must_rest,
        rested: false,
        _rest: rest,
        _listeners: listeners,
    }));
}

fn listen(carry: Carry, gesture: Gestures) -> Vec<EventListener> {
    let page: EventTarget = window().into();
    let moved = EventListener::new(&page, "pointermove", move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            follow(
                carry,
                gesture,
                (f64::from(event.client_x()), f64::from(event.client_y())),
            );
        }
    });
    let up = EventListener::new(&page, "pointerup", move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            refuse_click_of(carry, event);
        }
        finish(carry, gesture, true);
    });
    let lost = EventListener::new(&page, "pointercancel", move |_| {
        finish(carry, gesture, false)
    });
    let active = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let escape = EventListener::new_with_options(&page, "keydown", active, move |event| {
        let is_escape = event
            .dyn_ref::<web_sys::KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && carry.is_carried() {
            event.prevent_default();
            event.stop_propagation();
            announce("Put back where it was");
            finish(carry, gesture, false);
        }
    });
    // Once the card is in hand the finger no longer scrolls, and the long press opens no menu.
    let hold = move |event: &Event| {
        if carry.is_carried() && event.cancelable() {
            event.prevent_default();
        }
    };
    let touch = EventListener::new_with_options(&page, "touchmove", active, hold);
    let menu = EventListener::new_with_options(&page, "contextmenu", active, hold);
    vec![moved, up, lost, escape, touch, menu]
}

fn begin(carry: Carry, gesture: Gestures, at: (f64, f64)) {
    let card = gesture
        .try_with_value(|held| held.as_ref().map(|held| held.card.clone()))
        .flatten();
    if let Some((from, record)) = card {
        if let Ok(Some(selection)) = window().get_selection() {
            // Text that was marked on the way would be carried along.
            drop(selection.remove_all_ranges());
        }
        carry.held.set(Some(Carried {
            record,
            from,
            by: Held::Pointer,
            at,
        }));
        carry.over.set(column_at(at));
        scroll_near_edges(carry);
    }
}

fn follow(carry: Carry, gesture: Gestures, at: (f64, f64)) {
    if carry.is_carried() {
        carry.held.update(|drag| {
            if let Some(drag) = drag {
                drag.at = at;
            }
        });
        let over = column_at(at);
        if carry.over.with_untracked(|known| *known != over) {
            carry.over.set(over);
        }
        return;
    }
    let far = gesture.try_with_value(|held| {
        held.as_ref().map(|held| {
            let way = (at.0 - held.start.0).hypot(at.1 - held.start.1);
            (
                held.must_rest && !held.rested && way > TREMBLE,
                !held.must_rest && way > THRESHOLD,
            )
        })
    });
    match far.flatten() {
        Some((true, _)) => finish(carry, gesture, false),
        Some((_, true)) => begin(carry, gesture, at),
        _ => {}
    }
}

fn column_at((x, y): (f64, f64)) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a point of the window, whose size is far below the limit"
    )]
    let under = document().element_from_point(x as f32, y as f32)?;
    under
        .closest("[data-column]")
        .ok()
        .flatten()?
        .get_attribute("data-column")
}

fn finish(carry: Carry, gesture: Gestures, dropped: bool) {
    let ended = gesture.try_update_value(Option::take).flatten();
    let Some(ended) = ended else { return };
    if carry.is_carried() {
        let to = carry.over.get_untracked();
        carry.let_go();
        if let (true, Some(to)) = (dropped, to) {
            ended.drop.run((ended.card.clone(), to));
        }
    }
    // One of its own listeners is what runs now: it may go when that is over.
    request_animation_frame(move || drop(ended));
}

/// Letting go of a card over its own link would also follow the link. Only the click that this release makes is
/// refused, known by its place: the question that a drop asks may be answered as soon as it is there.
fn refuse_click_of(carry: Carry, release: &PointerEvent) {
    if !carry.is_carried() {
        return;
    }
    let place = (release.client_x(), release.client_y());
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let refusing = EventListener::new_with_options(&window(), "click", options, move |event| {
        let clicked = event.dyn_ref::<web_sys::MouseEvent>();
        if clicked.is_some_and(|click| (click.client_x(), click.client_y()) == place) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    set_timeout(move || drop(refusing), std::time::Duration::from_millis(50));
}

/// Scrolls the board sideways for as long as a card is held near its edge.
fn scroll_near_edges(carry: Carry) {
    if !carry.is_carried() {
        return;
    }
    if let (Some(sheet), Some(x)) = (
        document().get_element_by_id(carry.sheet),
        carry
            .held
            .with_untracked(|held| held.as_ref().map(|held| held.at.0)),
    ) {
        let edges = sheet.get_bounding_client_rect();
        if x > edges.right() - EDGE {
            sheet.scroll_by_with_x_and_y(SCROLL_STEP, 0.0);
        } else if x < edges.left() + EDGE {
            sheet.scroll_by_with_x_and_y(-SCROLL_STEP, 0.0);
        }
    }
    request_animation_frame(move || scroll_near_edges(carry));
}

/// The card that follows the pointer.
#[component]
pub fn GhostCard(
    /// The board's hand.
    carry: Carry,
    /// What the card says of a record: its name, and the line below.
    #[prop(into)]
    says: Callback<RecordId, Option<(String, String)>>,
) -> impl IntoView {
    let held = Memo::new(move |_| carry.by_pointer());
    let place = move || {
        carry.held.with(|held| {
            held.as_ref()
                .map(|held| px(held.at.0 - 24.0) + " " + &px(held.at.1 - 16.0))
                .unwrap_or_default()
        })
    };
    move || {
        held.get()
            .and_then(|record| says.run(record))
            .map(|(name, line)| {
                view! {
                    <article class="card ghost" aria-hidden="true" style:translate=place>
                        <h3 class="card-name">{name}</h3>
                        <p class="card-line">{line}</p>
                    </article>
                }
            })
    }
}
