//! One person.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// One person.
#[component]
pub fn PersonPage() -> impl IntoView {
    view! { <PageTitle title="Person"/> }
}
