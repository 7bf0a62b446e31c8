//! Import, export, history and what this browser holds.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// Import, export, history and what this browser holds.
#[component]
pub fn DataPage() -> impl IntoView {
    view! { <PageTitle title="Data"/> }
}
