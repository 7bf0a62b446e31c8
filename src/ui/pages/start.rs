//! Three doors for a first visit.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// Three doors for a first visit.
#[component]
pub fn StartPage() -> impl IntoView {
    view! { <PageTitle title="Welcome"/> }
}
