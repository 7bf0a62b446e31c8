//! The board by stage.

use leptos::prelude::*;

use crate::ui::frame::PageTitle;

/// The board by stage.
#[component]
pub fn PipelinePage() -> impl IntoView {
    view! { <PageTitle title="Pipeline"/> }
}
