//! Files that are dropped anywhere in the window, and not only on a place for them.
//!
//! `boot.js` refuses every file that nobody takes, so that none takes the place of the app in its tab. This takes them.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File};

use super::{files::dropped, weave::prelude::*};

/// On the root element while files are held over the window: the hint of the page shows itself by it.
const HELD: &str = "data-files";

/// Takes whatever files are dropped beside the places for them, until the current owner goes.
///
/// Over a question or a form that lies on the page nothing is taken: it would be left half done.
pub fn take_files_anywhere(take: impl Fn(Vec<File>) + 'static) {
    let over = window_event_listener_untyped("dragover", |event| {
        let event: DragEvent = event.unchecked_into();
        let taken = carries_files(&event) && is_free(&event);
        show_hint(taken);
        if let (true, Some(data)) = (taken, event.data_transfer()) {
            event.prevent_default();
            data.set_drop_effect("copy");
        }
    });
    let away = window_event_listener_untyped("dragleave", |event| {
        let event: DragEvent = event.unchecked_into();
        // Between two elements of the page it is left for the other one, and not for nothing.
        if event.related_target().is_none() {
            show_hint(false);
        }
    });
    let drop_here = window_event_listener_untyped("drop", move |event| {
        let event: DragEvent = event.unchecked_into();
        show_hint(false);
        let files = dropped(&event);
        if !files.is_empty() && is_free(&event) {
            event.prevent_default();
            take(files);
        }
    });
    on_cleanup(move || {
        over.remove();
        away.remove();
        drop_here.remove();
        show_hint(false);
    });
}

/// While something is held over the window, most browsers say only that there are files, not which.
fn carries_files(event: &DragEvent) -> bool {
    let says_so = |data: web_sys::DataTransfer| data.types().includes(&"Files".into(), 0);
    event.data_transfer().is_some_and(says_so) || !dropped(event).is_empty()
}

/// Whether what is dropped there belongs to nobody else.
fn is_free(event: &Event) -> bool {
    let target = event.target();
    let over = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<Element>());
    let in_zone =
        over.is_some_and(|over| over.closest(".drop-zone").is_ok_and(|zone| zone.is_some()));
    let asks = document()
        .query_selector("dialog:modal")
        .is_ok_and(|dialog| dialog.is_some());
    !in_zone && !asks
}

fn show_hint(held: bool) {
    if let Some(root) = document().document_element() {
        // The root takes any attribute.
        drop(if held {
            root.set_attribute(HELD, "held")
        } else {
            root.remove_attribute(HELD)
        });
    }
}
