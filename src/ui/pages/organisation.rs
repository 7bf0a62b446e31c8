//! One organisation.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// One organisation.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    view! { <PageTitle title="Organisation"/> }
}
