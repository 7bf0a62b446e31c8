//! The root: opening, failed or ready; then the pages by address.

use std::rc::Rc;

use crate::ui::weave::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

use super::{
    appearance::apply_appearance,
    frame::{Failed, Frame, Opening, VersionNews},
    pages,
    parts::{LiveRegion, Toasts, provide_toasts},
    session::{Phase, Session},
    updates::Updates,
    weave::leptos_view,
};
use crate::workspace::host::Host;

/// Starts the app on a machine.
pub fn start(host: Rc<dyn Host>, updates: Updates) {
    let session = Session::new(host);
    apply_appearance(session);
    mount_to_body(move || view! { <App session updates/> });
    // Mounting brings the executor that runs what opening waits for.
    session.open();
}

#[component]
fn App(session: Session, updates: Updates) -> impl IntoView {
    provide_context(session);
    provide_context(VersionNews::listen(session, updates));
    provide_toasts();
    let ready = Memo::new(move |_| session.phase.get());
    view! {
        {move || match ready.get() {
            Phase::Opening => view! { <Opening/> }.into_any(),
            Phase::Failed(error) => view! { <Failed error/> }.into_any(),
            Phase::Ready => view! { <Ready/> }.into_any(),
        }}
        <Toasts/>
        <LiveRegion/>
    }
}

#[component]
fn Ready() -> impl IntoView {
    leptos_view(leptos::view! {
        <Router>
            {view! { <Frame>{pages_by_address()}</Frame> }}
        </Router>
    })
}

fn pages_by_address() -> AnyView {
    leptos_view(leptos::view! {
        <Routes fallback=|| view! { <pages::not_found::NotFound/> }>
            <Route path=path!("/") view=|| view! { <pages::today::TodayPage/> }/>
            <Route path=path!("/pipeline") view=|| view! { <pages::pipeline::PipelinePage/> }/>
            <Route path=path!("/ventures") view=|| view! { <pages::ventures::VenturesPage/> }/>
            <Route path=path!("/ventures/:id") view=|| view! { <pages::venture::VenturePage/> }/>
            <Route path=path!("/opportunities") view=|| view! { <pages::opportunities::OpportunitiesPage/> }/>
            <Route path=path!("/opportunities/:id") view=|| view! { <pages::opportunity::OpportunityPage/> }/>
            <Route path=path!("/forecast") view=|| view! { <pages::forecast::ForecastPage/> }/>
            <Route path=path!("/contracts") view=|| view! { <pages::contracts::ContractsPage/> }/>
            <Route path=path!("/contracts/:id") view=|| view! { <pages::contract::ContractPage/> }/>
            <Route path=path!("/people") view=|| view! { <pages::people::PeoplePage/> }/>
            <Route path=path!("/people/:id") view=|| view! { <pages::person::PersonPage/> }/>
            <Route path=path!("/organisations/:id") view=|| view! { <pages::organisation::OrganisationPage/> }/>
            <Route path=path!("/data") view=|| view! { <pages::data::DataPage/> }/>
            <Route path=path!("/settings") view=|| view! { <pages::settings::SettingsPage/> }/>
        </Routes>
    })
}
