//! What is around every page.

use leptos::prelude::*;

use super::{
    actions::Actor,
    session::use_session,
};
use crate::workspace::host::StorageError;

/// Shown while storage is being read.
#[component]
pub fn Opening() -> impl IntoView {
    view! { <main><p role="status">"Opening your incubator…"</p></main> }
}

/// Shown when storage cannot be used.
#[component]
pub fn Failed(error: StorageError) -> impl IntoView {
    view! { <main><h1>"Fledgling cannot open your data"</h1><p>{error.to_string()}</p></main> }
}

/// Navigation, search, undo, save status, and the page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let actor = Actor::new(use_session());
    provide_context(actor);
    view! { <main id="main">{children()}</main> }
}

/// Sets the document's title and moves focus to the page's heading after navigation.
#[component]
pub fn PageTitle(
    /// What the page is called.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    view! { <h1 id="page-title" tabindex="-1">{title}</h1> }
}
