//! People and organisations.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// People and organisations.
#[component]
pub fn PeoplePage() -> impl IntoView {
    view! { <PageTitle title="People and organisations"/> }
}
