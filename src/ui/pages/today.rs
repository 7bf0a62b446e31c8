//! What needs attention today.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// What needs attention today.
#[component]
pub fn TodayPage() -> impl IntoView {
    view! { <PageTitle title="Today"/> }
}
