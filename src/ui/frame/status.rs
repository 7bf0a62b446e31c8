//! The save status: says only what is so.

use crate::ui::weave::prelude::*;

use crate::ui::{
    parts::{Icon, icon},
    session::{SaveStatus, use_session},
};

/// *Saving*, *Saved*, *Not saved*.
#[component]
pub fn SaveStatusView() -> impl IntoView {
    let session = use_session();
    let state = move || match session.status.get() {
        SaveStatus::Saved(_) => "saved",
        SaveStatus::Saving => "saving",
        SaveStatus::NotSaved(..) => "unsaved",
    };
    let words = move || match session.status.get() {
        SaveStatus::Saved(None) => "Nothing to save",
        SaveStatus::Saved(Some(_)) => "Saved",
        SaveStatus::Saving => "Saving…",
        SaveStatus::NotSaved(..) => "Not saved",
    };
    let when = move || match session.status.get() {
        SaveStatus::Saved(Some(moment)) => format!("Saved in this browser, {moment}"),
        _ => String::new(),
    };
    // Two saves in a row may both be done before anything is drawn: only this tells them apart.
    let at = move || match session.status.get() {
        SaveStatus::Saved(Some(moment)) => Some(moment.0.to_string()),
        _ => None,
    };
    let picture = move || match session.status.get() {
        SaveStatus::Saved(_) => icon(Icon::Check),
        SaveStatus::Saving => icon(Icon::Clock),
        SaveStatus::NotSaved(..) => icon(Icon::Warning),
    };
    view! {
        <span class="save-status" role="status" data-state=state data-saved-at=at title=when>
            {picture}
            <span>{words}</span>
        </span>
    }
}
