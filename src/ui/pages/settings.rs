//! What the incubator sets up once: itself, its journey, programmes, people, assumptions; and how this browser looks.

mod appearance;
mod arrange;
mod colleagues;
mod gates;
mod incubator;
mod programmes;
mod stages;
mod words;

use crate::ui::weave::prelude::*;
use leptos_router::hooks::use_query_map;

use super::start::ExampleNotice;
use crate::ui::frame::PageTitle;

/// The parts, with their names in the address and what people read.
const PARTS: [(&str, &str); 6] = [
    ("incubator", "Incubator"),
    ("journey", "Stages and gates"),
    ("programmes", "Programmes"),
    ("people", "People here"),
    ("words", "Assumptions and words"),
    ("appearance", "Appearance"),
];

/// The page; which part is open stands in the address.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let query = use_query_map();
    let part = Memo::new(move |_| {
        let asked = query.with(|query| query.get("part")).unwrap_or_default();
        PARTS
            .iter()
            .map(|(id, _)| *id)
            .find(|id| *id == asked)
            .unwrap_or("incubator")
    });
    let links = PARTS
        .into_iter()
        .map(|(id, label)| {
            let current = move || (part.get() == id).then_some("page");
            // The router's own link would call every part current: they differ in the query only.
            view! { <a href=format!("/settings?part={id}") aria-current=current>{label}</a> }
        })
        .collect_view();
    let title = move || {
        let label = PARTS
            .iter()
            .find(|(id, _)| *id == part.get())
            .map_or("", |(_, label)| label);
        format!("Settings: {}", label.to_lowercase())
    };
    view! {
        <header class="page-head"><div>
            <PageTitle title="Settings" tab=Signal::derive(title)/>
            <p class="lede">"Everything here can be undone, and takes effect at once."</p>
        </div></header>
        <div class="settings">
            <nav class="settings-nav" aria-label="Settings">{links}</nav>
            <div class="stack loose">
                <ExampleNotice/>
                {move || match part.get() {
                    "journey" => view! { <stages::JourneyPart/> }.into_any(),
                    "programmes" => view! { <programmes::ProgrammesPart/> }.into_any(),
                    "people" => view! { <colleagues::ColleaguesPart/> }.into_any(),
                    "words" => view! { <words::WordsPart/> }.into_any(),
                    "appearance" => view! { <appearance::AppearancePart/> }.into_any(),
                    _ => view! { <incubator::IncubatorPart/> }.into_any(),
                }}
            </div>
        </div>
    }
}
