//! Which page stands at which address.

use std::{thread::LocalKey, time::Duration};

use leptos::task::spawn_local;
use leptos_router::{
    hooks::use_location,
    location::{BrowserUrl, LocationProvider},
};

use super::{
    actions::{Actor, use_actor},
    gate_dialog,
    on_demand::{Part, arrive, arriving, part},
    overlays,
    pages::{self, today::DAY},
    status_dialog,
};
use crate::ui::weave::prelude::*;

/// Draws a page.
type Draw = fn() -> AnyView;

part! { VENTURES, records: Draw = || view! { <pages::ventures::VenturesPage/> }.into_any() }
part! { VENTURE, records: Draw = || view! { <pages::venture::VenturePage/> }.into_any() }
part! { PEOPLE, records: Draw = || view! { <pages::people::PeoplePage/> }.into_any() }
part! { PERSON, records: Draw = || view! { <pages::person::PersonPage/> }.into_any() }
part! { ORGANISATION, records: Draw = || view! { <pages::organisation::OrganisationPage/> }.into_any() }
part! { OPPORTUNITIES, contracts: Draw = || view! { <pages::opportunities::OpportunitiesPage/> }.into_any() }
part! { OPPORTUNITY, contracts: Draw = || view! { <pages::opportunity::OpportunityPage/> }.into_any() }
part! { FORECAST, contracts: Draw = || view! { <pages::forecast::ForecastPage/> }.into_any() }
part! { CONTRACTS, contracts: Draw = || view! { <pages::contracts::ContractsPage/> }.into_any() }
part! { CONTRACT, contracts: Draw = || view! { <pages::contract::ContractPage/> }.into_any() }
part! { DATA, keeping: Draw = || view! { <pages::data::DataPage/> }.into_any() }
part! { INBOX, founders: Draw = || view! { <pages::inbox::InboxPage/> }.into_any() }
part! { REVIEW, founders: Draw = || view! { <pages::inbox::ReviewPage/> }.into_any() }
part! { NOT_FOUND, daily: Draw = || view! { <pages::not_found::NotFound/> }.into_any() }
part! { SETTINGS, keeping: Draw = || view! { <pages::settings::SettingsPage/> }.into_any() }

/// How long the first page has the machine to itself.
const AFTER_FIRST_PAGE: Duration = Duration::from_millis(800);

/// Where a page is.
enum Page {
    /// In what the first visit loads.
    First(Draw),
    /// In a part.
    Later(&'static LocalKey<Part<Draw>>),
}

/// The addresses; `:id` stands for a record.
const ADDRESSES: [(&str, Page); 16] = [
    (
        "/",
        Page::First(|| view! { <pages::today::TodayPage/> }.into_any()),
    ),
    (
        "/pipeline",
        Page::First(|| view! { <pages::pipeline::PipelinePage/> }.into_any()),
    ),
    ("/ventures", Page::Later(&VENTURES)),
    ("/ventures/:id", Page::Later(&VENTURE)),
    ("/opportunities", Page::Later(&OPPORTUNITIES)),
    ("/opportunities/:id", Page::Later(&OPPORTUNITY)),
    ("/forecast", Page::Later(&FORECAST)),
    ("/contracts", Page::Later(&CONTRACTS)),
    ("/contracts/:id", Page::Later(&CONTRACT)),
    ("/people", Page::Later(&PEOPLE)),
    ("/people/:id", Page::Later(&PERSON)),
    ("/organisations/:id", Page::Later(&ORGANISATION)),
    ("/inbox", Page::Later(&INBOX)),
    ("/inbox/:id", Page::Later(&REVIEW)),
    ("/data", Page::Later(&DATA)),
    ("/settings", Page::Later(&SETTINGS)),
];

/// The place of an address in [`ADDRESSES`].
fn place_of(path: &str) -> Option<usize> {
    let asked = path.trim_end_matches('/');
    ADDRESSES
        .iter()
        .position(|(address, _)| match address.strip_suffix(":id") {
            Some(home) => asked
                .strip_prefix(home)
                .is_some_and(|id| !id.is_empty() && !id.contains('/')),
            None => asked == address.trim_end_matches('/'),
        })
}

part! { AFTER_OPENING, keeping: fn(Actor) = pages::data::after_opening }

/// Sees to what is owed once everything is open, without keeping the first page waiting.
fn see_to_the_rest(actor: Actor) {
    // What it listens to ends with these pages.
    let owner = Owner::current().unwrap_or_default();
    set_timeout(
        move || {
            spawn_local(async move {
                if let Some(see_to) = arrive(&AFTER_OPENING).await {
                    owner.with(|| see_to(actor));
                }
            });
        },
        AFTER_FIRST_PAGE,
    );
}

/// The page that the address names. Another record of the same kind is the same page.
#[component]
pub fn Pages() -> impl IntoView {
    let path = use_location().pathname;
    see_to_the_rest(use_actor());
    let browser = use_context::<BrowserUrl>();
    let place = Memo::new(move |_| path.with(|path| place_of(path)));
    Effect::new(move |_| {
        path.track();
        // The router writes the new address into the address bar on this word.
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    move || {
        let page = place.get().and_then(|place| ADDRESSES.get(place));
        untrack(|| match page {
            Some((_, Page::First(draw))) => draw(),
            Some((_, Page::Later(part))) => arriving(part, |draw| draw()),
            None => arriving(&NOT_FOUND, |draw| draw()),
        })
    }
}

/// Starts fetching the page at an address, so that it arrives while the data is being read.
pub fn fetch_page_at(path: &str) {
    let part = match place_of(path).and_then(|place| ADDRESSES.get(place)) {
        Some((_, Page::Later(part))) => part,
        Some(("/", _)) => &DAY,
        _ => return,
    };
    spawn_local(async {
        let _ = arrive(part).await;
    });
}

/// Fetches what is not here yet, so that nothing has to wait for it.
///
/// Whoever wants what did not arrive is told so, and can try again.
pub async fn fetch_the_rest() {
    for (_, page) in &ADDRESSES {
        if let Page::Later(part) = page {
            let _ = arrive(part).await;
        }
    }
    let _ = arrive(&DAY).await;
    let _ = arrive(&NOT_FOUND).await;
    let _ = arrive(&gate_dialog::GATE).await;
    let _ = arrive(&status_dialog::ASK).await;
    let _ = arrive(&pages::people::talk::FORM).await;
    let _ = arrive(&pages::founder_ask::ASK).await;
    let _ = arrive(&pages::inbox::RECEIVE).await;
    overlays::fetch().await;
}
