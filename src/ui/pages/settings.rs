//! Stages, gates, programmes, people, appearance.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// Stages, gates, programmes, people, appearance.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <PageTitle title="Settings"/> }
}
