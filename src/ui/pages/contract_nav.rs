//! The three pages that belong together: opportunities, the forecast, contracts.

use crate::ui::weave::prelude::*;

const PAGES: &[(&str, &str)] = &[
    ("/opportunities", "Opportunities"),
    ("/forecast", "Forecast"),
    ("/contracts", "Contracts"),
];

/// Links between the three, the page in view marked.
#[component]
pub(super) fn ContractNav(
    /// The page in view, by its address.
    here: &'static str,
) -> impl IntoView {
    let links = PAGES
        .iter()
        .map(|(path, name)| {
            let current = (*path == here).then_some("page");
            view! { <a class="button" href=*path aria-current=current>{*name}</a> }
        })
        .collect_view();
    view! { <nav class="button-group" aria-label="Contracts">{links}</nav> }
}
