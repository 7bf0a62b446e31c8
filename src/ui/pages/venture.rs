//! One venture.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// One venture.
#[component]
pub fn VenturePage() -> impl IntoView {
    view! { <PageTitle title="Venture"/> }
}
