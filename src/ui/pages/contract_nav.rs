//! The three pages that belong together: opportunities, the forecast, contracts.

use crate::ui::weave::prelude::*;

use crate::ui::frame::PageTitle;

const PAGES: &[(&str, &str)] = &[
    ("/opportunities", "Opportunities"),
    ("/forecast", "Forecast"),
    ("/contracts", "Contracts"),
];

/// The heading of one of the three, with links to the other two.
#[component]
pub(super) fn ContractHead(
    /// The page in view, by its address.
    here: &'static str,
) -> impl IntoView {
    let name = PAGES
        .iter()
        .find(|(path, _)| *path == here)
        .map_or("", |(_, name)| name);
    let links = PAGES
        .iter()
        .filter(|(path, _)| *path != here)
        .map(|(path, name)| view! { <a href=*path>{*name}</a> })
        .collect_view();
    view! {
        <div class="head-with-kin">
            <PageTitle title=name/>
            <nav aria-label="Belongs with it">{links}</nav>
        </div>
    }
}
