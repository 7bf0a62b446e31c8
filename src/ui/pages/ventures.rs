//! The table of ventures.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// The table of ventures.
#[component]
pub fn VenturesPage() -> impl IntoView {
    view! { <PageTitle title="Ventures"/> }
}
