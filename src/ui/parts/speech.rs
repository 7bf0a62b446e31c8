//! What assistive technology is told, and the way past the navigation.

use std::cell::Cell;

use crate::ui::weave::prelude::*;

const POLITE: [&str; 2] = ["spoken-a", "spoken-b"];
const URGENT: [&str; 2] = ["urgent-a", "urgent-b"];

thread_local! {
    static TURN: Cell<bool> = const { Cell::new(false) };
}

/// Says something to people who use a screen reader, when it has finished its sentence.
///
/// Needs [`LiveRegion`] in the page; without it nothing is said.
pub fn announce(text: &str) {
    speak(POLITE, text);
}

/// Says something at once. Only for what cannot wait, such as a failure to save.
pub fn announce_now(text: &str) {
    speak(URGENT, text);
}

/// Two regions take turns: the same words said twice are a change, and so are read twice.
fn speak(regions: [&str; 2], text: &str) {
    let turn = TURN.with(|turn| {
        turn.set(!turn.get());
        turn.get()
    });
    let (speaking, silent) = if turn {
        (regions[0], regions[1])
    } else {
        (regions[1], regions[0])
    };
    let page = document();
    if let Some(region) = page.get_element_by_id(silent) {
        region.set_text_content(None);
    }
    if let Some(region) = page.get_element_by_id(speaking) {
        region.set_text_content(Some(text));
    }
}

/// The regions that [`announce`] and [`announce_now`] speak through. Once, at the root.
#[component]
pub fn LiveRegion() -> impl IntoView {
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">
            <div id=POLITE[0]></div>
            <div id=POLITE[1]></div>
        </div>
        <div class="visually-hidden" role="alert" aria-live="assertive">
            <div id=URGENT[0]></div>
            <div id=URGENT[1]></div>
        </div>
    }
    .into_any()
}

/// The first thing in the page: leads past the navigation to `#main`.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = move |event: web_sys::MouseEvent| {
        // The address belongs to the page shown; a fragment would end up in copied links.
        event.prevent_default();
        super::focus_soon("main");
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>
            "Skip to the main part"
        </a>
    }
    .into_any()
}
