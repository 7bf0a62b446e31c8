//! An address that leads nowhere.

use crate::ui::weave::prelude::*;

use crate::ui::frame::PageTitle;

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <PageTitle title="There is nothing at this address"/> }
}
