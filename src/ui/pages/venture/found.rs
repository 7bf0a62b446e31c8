//! Goes to the record that the address names after `#`, and shows which one it is.

use crate::ui::weave::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use super::{Page, section::unfold};
use crate::{
    ledger::RecordId,
    ui::{parts::focus_soon, session::use_session},
};

/// The mark on the element that was found.
const MARK: &str = "data-found";

#[component]
pub(super) fn FindFragment(page: Page) -> impl IntoView {
    let session = use_session();
    let hash = use_location().hash;
    Effect::new(move |_| {
        let hash = hash.get();
        let Ok(wanted) = RecordId::parse(hash.trim_start_matches('#')) else {
            return;
        };
        let kind = session.read(|workspace| {
            workspace
                .record(wanted)
                .map(|record| record.kind().to_string())
        });
        let Some(kind) = kind else { return };
        unfold(match kind.as_str() {
            "step" => "steps",
            "document" => "papers",
            "capital" => "money",
            "contact" => "people",
            "story" => "story",
            _ => "timeline",
        });
        // It may be far down a long timeline.
        if document().get_element_by_id(&wanted.to_string()).is_none() {
            page.whole.set(true);
        }
        // The list is drawn after this effect.
        request_animation_frame(move || show(wanted));
    });
}

fn show(wanted: RecordId) {
    if let Some(before) = document()
        .query_selector(&format!("[{MARK}]"))
        .ok()
        .flatten()
    {
        // An element accepts the removal of any attribute.
        drop(before.remove_attribute(MARK));
    }
    let Some(element) = document().get_element_by_id(&wanted.to_string()) else {
        return;
    };
    drop(element.set_attribute(MARK, ""));
    if let Some(folded) = element.closest("details").ok().flatten() {
        drop(folded.set_attribute("open", ""));
    }
    element.scroll_into_view();
    if element.dyn_ref::<web_sys::HtmlElement>().is_some() {
        focus_soon(wanted.to_string());
    }
}
