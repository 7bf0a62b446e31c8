//! A page's heading: what the tab is called, and where focus goes after navigation.

use crate::ui::weave::prelude::*;

use crate::ui::parts::focus_on_arrival;

/// The page's heading. Sets the document's title and takes focus when the page was reached by navigation.
#[component]
pub fn PageTitle(
    /// What the page is called.
    #[prop(into)]
    title: Signal<String>,
    /// What stands in the tab, when it differs from the heading.
    #[prop(into, optional)]
    tab: Option<Signal<String>>,
    /// Hides the heading from sight, for pages that show it otherwise.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    Effect::new(move |_| {
        let name = tab.unwrap_or(title).get();
        document().set_title(&if name.is_empty() {
            "Fledgling".to_owned()
        } else {
            format!("{name} – Fledgling")
        });
    });
    Effect::new(move |before: Option<()>| {
        // Only on arrival, and not on the very first page: there the browser's own start of reading is right.
        if before.is_none() && was_navigated() {
            focus_on_arrival("page-title");
        }
    });
    view! {
        <h1 id="page-title" tabindex="-1" class:visually-hidden=hidden>{title}</h1>
    }
}

thread_local! {
    static PAGES_SHOWN: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

fn was_navigated() -> bool {
    PAGES_SHOWN.with(|shown| {
        shown.set(shown.get() + 1);
        shown.get() > 1
    })
}
