//! A section that folds, and stays as it was left.

use crate::ui::weave::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::session::use_session;

/// A folding part of the page. Whether it is open is remembered for all ventures.
#[component]
pub(super) fn Section(
    /// Names it for good: `section-timeline` is its element id.
    name: &'static str,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// How many, or how much, after the heading; may be empty.
    #[prop(optional, into)]
    count: Signal<String>,
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let key = format!("fold.venture.{name}");
    let open = session.host().recall(&key).as_deref() != Some("closed");
    let remember = move |event: leptos::ev::Event| {
        let details = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(details) = details else { return };
        if details.has_attribute("open") {
            session.host().forget(&key);
        } else {
            session.host().remember(&key, "closed");
        }
    };
    view! {
        <details class="section" id=format!("section-{name}") open=open on:toggle=remember>
            <summary>
                <h2>{title}</h2>
                {move || Some(count.get()).filter(|text| !text.is_empty()).map(|text| view! { <span class="count">{text}</span> })}
            </summary>
            <div class="section-body">{children()}</div>
        </details>
    }
}

/// Unfolds a section, so that what is in it can be reached.
pub(super) fn unfold(name: &str) {
    if let Some(section) = document().get_element_by_id(&format!("section-{name}")) {
        // A details element accepts its own attribute.
        drop(section.set_attribute("open", ""));
    }
}
