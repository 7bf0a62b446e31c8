//! The root: opening, failed or ready; then the pages by address.

use std::{rc::Rc, time::Duration};

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;

use super::{
    addresses::{Pages, fetch_page_at, fetch_the_rest},
    appearance::apply_appearance,
    frame::{Failed, Frame, Opening, VersionNews},
    pages::founder::{self, FounderPage},
    parts::{LiveRegion, Toasts, provide_toasts},
    session::{Phase, Session},
    updates::Updates,
    weave::leptos_view,
};
use crate::workspace::host::Host;

/// How long the first page has the machine to itself before the rest is fetched.
const FIRST_PAGE_STANDS: Duration = Duration::from_millis(500);

/// Starts the app on a machine.
pub fn start(host: Rc<dyn Host>, updates: Updates) {
    let session = Session::new(host);
    apply_appearance(session);
    mount_to_body(move || view! { <App session updates/> });
    if founder::is_here() {
        // A founder's space is kept apart: the staff's store is not even opened.
        return;
    }
    // Mounting brings the executor that runs what opening waits for.
    session.open();
    if let Ok(path) = location().pathname() {
        fetch_page_at(&path);
    }
}

#[component]
fn App(session: Session, updates: Updates) -> impl IntoView {
    provide_context(session);
    provide_context(VersionNews::listen(session, updates));
    provide_toasts();
    let ready = Memo::new(move |_| session.phase.get());
    view! {
        {move || match ready.get() {
            _ if founder::is_here() => view! { <FounderPage/> }.into_any(),
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
    set_timeout(|| spawn_local(fetch_the_rest()), FIRST_PAGE_STANDS);
    leptos_view(leptos::view! {
        <Router>
            {view! { <Frame><Pages/></Frame> }}
        </Router>
    })
}
