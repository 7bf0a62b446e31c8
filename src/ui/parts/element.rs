//! Element ids and focus.

use std::cell::Cell;

use crate::ui::weave::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

thread_local! {
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// An element id that no other part on this page has, such as `field-7`.
#[must_use]
pub fn fresh_id(stem: &str) -> String {
    let number = NEXT_ID.with(|next| {
        let number = next.get().wrapping_add(1);
        next.set(number);
        number
    });
    format!("{stem}-{number}")
}

/// A length for a style, in whole CSS pixels: writing fractions would take ten kilobytes of program.
#[must_use]
pub fn px(length: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a length on a screen, whose size is far below the limit"
    )]
    let whole = length.round() as i64;
    format!("{whole}px")
}

/// Whether somebody has begun to write in a field that can be reached. The document is asked, not the selector
/// `:focus`: that fits nothing in a window behind others.
#[must_use]
pub(super) fn is_writing() -> bool {
    let field = document().active_element();
    field.is_some_and(|field| field.matches("input, textarea, select").unwrap_or(false))
}

/// Focuses the element with this id once what is being drawn now is in the page.
///
/// Waits up to two frames, because a row that was just scrolled into view is drawn in the second.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        if !focus_now(&id) {
            request_animation_frame(move || {
                focus_now(&id);
            });
        }
    });
}

/// Whether nothing has focus: what had it was taken from the page.
#[must_use]
pub fn focus_is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// As [`focus_soon`], unless somebody quick writes already: a frame may come late.
pub fn focus_on_arrival(id: &'static str) {
    request_animation_frame(move || {
        if !is_writing() {
            focus_now(id);
        }
    });
}

fn focus_now(id: &str) -> bool {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
