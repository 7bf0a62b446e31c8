//! Carrying a card: by mouse after a few pixels, by finger from the handle or after a long press, or by keys.

use crate::ui::weave::prelude::*;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use leptos::ev::PointerEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

use super::{Board, CardAt};
use crate::{
    ledger::RecordId,
    ui::{gate_dialog::ask_to_move, parts::announce, status_dialog::ask_for_status},
    workspace::{
        Command, Put,
        command::values,
        shown::{GroupBy, NONE},
    },
};

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

/// How a card is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// By mouse, pen or finger.
    Pointer,
    /// By keys.
    Keys,
}

impl Held {
    /// What the card's `data-drag-state` says.
    pub(super) fn state(self) -> &'static str {
        match self {
            Self::Pointer => "origin",
            Self::Keys => "grabbed",
        }
    }
}

/// A card that is carried.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drag {
    pub(super) venture: RecordId,
    pub(super) from: String,
    pub(super) by: Held,
    /// Where the pointer is, in CSS pixels of the window.
    at: (f64, f64),
}

/// Picks a card up by keys.
pub(super) fn pick_up(board: Board, column: &str, venture: RecordId) {
    board.over.set(Some(column.to_owned()));
    board.drag.set(Some(Drag {
        venture,
        from: column.to_owned(),
        by: Held::Keys,
        at: (0.0, 0.0),
    }));
    let name = board
        .actor
        .session
        .read(|workspace| workspace.name_of(venture));
    announce(&format!(
        "Picked up {name} from {}. Left and right choose a column, Enter drops it there, Escape puts it back.",
        board.label_of(column)
    ));
}

/// A press that may become a drag, and what listens to it.
struct Gesture {
    card: CardAt,
    start: (f64, f64),
    /// A finger outside the handle: it scrolls, unless it rests first.
    must_rest: bool,
    rested: bool,
    _rest: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

type Gestures = StoredValue<Option<Gesture>, LocalStorage>;

/// A pointer came down on a card.
pub(super) fn press(board: Board, card: CardAt, event: &PointerEvent) {
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
    board.drag.set(None);
    board.over.set(None);
    let must_rest = event.pointer_type() == "touch" && !on("[data-handle]");
    let gesture: Gestures = StoredValue::new_local(None);
    let rest = must_rest.then(|| {
        Timeout::new(LONG_PRESS, move || {
            let at = gesture.try_update_value(|held| {
                held.as_mut().map(|held| {
                    held.rested = true;
                    held.start
                })
            });
            if let Some(Some(at)) = at {
                begin(board, gesture, at);
            }
        })
    });
    let listeners = listen(board, gesture);
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    gesture.set_value(Some(Gesture {
        card,
        start,
        must_rest,
        rested: false,
        _rest: rest,
        _listeners: listeners,
    }));
}

fn listen(board: Board, gesture: Gestures) -> Vec<EventListener> {
    let page: EventTarget = window().into();
    let moved = EventListener::new(&page, "pointermove", move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            follow(
                board,
                gesture,
                (f64::from(event.client_x()), f64::from(event.client_y())),
            );
        }
    });
    let up = EventListener::new(&page, "pointerup", move |_| finish(board, gesture, true));
    let lost = EventListener::new(&page, "pointercancel", move |_| {
        finish(board, gesture, false)
    });
    let active = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let escape = EventListener::new_with_options(&page, "keydown", active, move |event| {
        let is_escape = event
            .dyn_ref::<web_sys::KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && is_carried(board) {
            event.prevent_default();
            event.stop_propagation();
            announce("Put back where it was");
            finish(board, gesture, false);
        }
    });
    // Once the card is in hand the finger no longer scrolls, and the long press opens no menu.
    let hold = move |event: &Event| {
        if is_carried(board) && event.cancelable() {
            event.prevent_default();
        }
    };
    let touch = EventListener::new_with_options(&page, "touchmove", active, hold);
    let menu = EventListener::new_with_options(&page, "contextmenu", active, hold);
    vec![moved, up, lost, escape, touch, menu]
}

fn is_carried(board: Board) -> bool {
    board
        .drag
        .try_with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.by == Held::Pointer))
        .unwrap_or(false)
}

fn begin(board: Board, gesture: Gestures, at: (f64, f64)) {
    let card = gesture
        .try_with_value(|held| held.as_ref().map(|held| held.card.clone()))
        .flatten();
    if let Some((from, venture)) = card {
        if let Ok(Some(selection)) = window().get_selection() {
            // Text that was marked on the way would be carried along.
            drop(selection.remove_all_ranges());
        }
        board.drag.set(Some(Drag {
            venture,
            from,
            by: Held::Pointer,
            at,
        }));
        board.over.set(column_at(at));
        scroll_near_edges(board);
    }
}

fn follow(board: Board, gesture: Gestures, at: (f64, f64)) {
    if is_carried(board) {
        board.drag.update(|drag| {
            if let Some(drag) = drag {
                drag.at = at;
            }
        });
        let over = column_at(at);
        if board.over.with_untracked(|known| *known != over) {
            board.over.set(over);
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
        Some((true, _)) => finish(board, gesture, false),
        Some((_, true)) => begin(board, gesture, at),
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

fn finish(board: Board, gesture: Gestures, dropped: bool) {
    let ended = gesture.try_update_value(Option::take).flatten();
    let Some(ended) = ended else { return };
    if is_carried(board) {
        let to = board.over.get_untracked();
        board.drag.set(None);
        board.over.set(None);
        refuse_next_click();
        if let (true, Some(to)) = (dropped, to) {
            drop_on(board, &ended.card, &to);
        }
    }
    // One of its own listeners is what runs now: it may go when that is over.
    request_animation_frame(move || drop(ended));
}

/// Letting go of a card over its own link would also follow the link.
fn refuse_next_click() {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let refusing = EventListener::new_with_options(&window(), "click", options, |event| {
        event.prevent_default();
        event.stop_propagation();
    });
    set_timeout(move || drop(refusing), std::time::Duration::from_millis(50));
}

/// Scrolls the board sideways for as long as a card is held near its edge.
fn scroll_near_edges(board: Board) {
    if !is_carried(board) {
        return;
    }
    if let (Some(sheet), Some(x)) = (
        document().get_element_by_id("board"),
        board
            .drag
            .with_untracked(|drag| drag.as_ref().map(|drag| drag.at.0)),
    ) {
        let edges = sheet.get_bounding_client_rect();
        if x > edges.right() - EDGE {
            sheet.scroll_by_with_x_and_y(SCROLL_STEP, 0.0);
        } else if x < edges.left() + EDGE {
            sheet.scroll_by_with_x_and_y(-SCROLL_STEP, 0.0);
        }
    }
    request_animation_frame(move || scroll_near_edges(board));
}

/// What letting go of a card on a column means there.
pub(super) fn drop_on(board: Board, card: &CardAt, to: &str) {
    let (from, venture) = card;
    let (actor, venture) = (board.actor, *venture);
    if from == to {
        announce("Put back where it was");
        return;
    }
    let reference = || {
        if to == NONE {
            Put::nothing()
        } else {
            Put::text(to)
        }
    };
    match board.group() {
        GroupBy::Stage => ask_to_move(actor, board.moving, venture, to),
        GroupBy::Disposition => ask_for_status(actor, board.status, vec![venture], to),
        GroupBy::Lead => edit(board, venture, "lead", reference()),
        GroupBy::Programme => edit(board, venture, "programme", reference()),
        GroupBy::Place => {
            let mut places: Vec<String> = actor.session.read(|workspace| {
                let known = workspace.facts().venture(venture);
                known
                    .map(|known| known.places.iter().map(ToString::to_string).collect())
                    .unwrap_or_default()
            });
            places.retain(|place| place != from && place != to);
            if to != NONE {
                places.push(to.to_owned());
            }
            edit(
                board,
                venture,
                "places",
                Put::Items(places.into_iter().map(Into::into).collect()),
            );
        }
    }
    let arrived = board.columns.with_untracked(|columns| {
        columns
            .iter()
            .any(|column| column.key == to && column.cards.contains(&venture))
    });
    if arrived {
        board.focus_card(to, venture);
    }
}

fn edit(board: Board, venture: RecordId, field: &str, put: Put) {
    board.actor.act(Command::Edit {
        record: venture,
        values: values([(field, put)]),
    });
}

/// The card that follows the pointer.
#[component]
pub(super) fn Ghost(board: Board) -> impl IntoView {
    let held = Memo::new(move |_| {
        board.drag.with(|drag| {
            drag.as_ref()
                .filter(|drag| drag.by == Held::Pointer)
                .map(|drag| drag.venture)
        })
    });
    let place = move || {
        board.drag.with(|drag| {
            drag.as_ref()
                .map(|drag| format!("{}px {}px", drag.at.0 - 24.0, drag.at.1 - 16.0))
                .unwrap_or_default()
        })
    };
    move || {
        held.get().and_then(|venture| {
            let session = board.actor.session;
            let today = session.today.get_untracked();
            let card = session.read(|workspace| workspace.card(venture, today))?;
            Some(view! {
                <article class="card ghost" aria-hidden="true" style:translate=place>
                    <h3 class="card-name">{card.name}</h3>
                    <p class="card-line">{card.one_line}</p>
                </article>
            })
        })
    }
}
