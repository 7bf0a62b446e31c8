//! Newer versions of the app, and whether it opens without a network: this page's side of `public/sw.js`.
//!
//! Nothing here replaces a running app by itself. A newer version is fetched whole, waits, and is announced; the person
//! says when; then every open tab hears that it is now the older one.

use std::{cell::Cell, rc::Rc};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, VisibilityState,
};

const SCRIPT: &str = "/sw.js";
/// Coming back to the tab asks for news again after this many milliseconds, so that switching tabs costs nothing.
const AT_MOST_EVERY_MS: f64 = 15.0 * 60.0 * 1000.0;
/// A tab that stays in front all day still hears of news: every hour, in milliseconds.
const WHILE_IN_FRONT_MS: u32 = 60 * 60 * 1000;

/// What a tab wants to hear.
#[derive(Clone)]
pub struct UpdateNews {
    /// A newer version is here, whole and checked, and waits for [`take_over`]. May be told more than once.
    pub ready: Rc<dyn Fn()>,
    /// All files of this version are in this browser: the app opens without a network from now on.
    pub offline_ready: Rc<dyn Fn()>,
    /// A newer version took over, asked for here or in another tab: stop writing, keep the drafts, then [`reload`].
    pub replaced: Rc<dyn Fn()>,
}

/// Starts to listen for newer versions, for as long as this tab lives.
///
/// Where the browser has no service workers (an insecure address, some private windows) nothing is ever told, and the
/// app works all the same as long as there is a network.
pub fn watch_for_updates(news: UpdateNews) {
    let Some(container) = container() else { return };
    // Only a tab that already had a version can be replaced: the first worker to arrive belongs to this very version.
    let has_version = Rc::new(Cell::new(container.controller().is_some()));
    listen_for_replacement(&container, &has_version, &news);
    listen_for_offline(&container, &news);
    spawn_local(async move {
        // Refused when the files do not fit together, or by the browser's settings: the next visit tries again.
        let Some(registration) =
            settle::<ServiceWorkerRegistration>(container.register(SCRIPT)).await
        else {
            return;
        };
        if registration
            .active()
            .is_some_and(|worker| worker.state() == ServiceWorkerState::Activated)
        {
            has_version.set(true);
        }
        listen_for_newer(&registration, &news);
        look_now_and_then(&registration);
        ask_whether_offline_works(&container).await;
    });
}

/// Lets the waiting version take over; [`UpdateNews::replaced`] follows in every open tab, this one included.
///
/// Reloads at once when none is waiting any more, which is then the way to the version in force.
pub fn take_over() {
    spawn_local(async {
        let waiting = match container() {
            Some(container) => settle::<ServiceWorkerRegistration>(container.get_registration())
                .await
                .and_then(|registration| registration.waiting()),
            None => None,
        };
        match waiting {
            Some(worker) => tell(&worker, "take-over"),
            None => reload(),
        }
    });
}

/// Loads this tab again, at its present address, with the version in force.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only by a page that is already on its way out.
        let _ = window.location().reload();
    }
}

/// The browser's service workers, if it has them here.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"serviceWorker".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// What a promise brings, or nothing when it fails or brings something else.
async fn settle<T: JsCast>(promise: Promise) -> Option<T> {
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

fn listen_for_replacement(
    container: &ServiceWorkerContainer,
    has_version: &Rc<Cell<bool>>,
    news: &UpdateNews,
) {
    let has_version = Rc::clone(has_version);
    let replaced = Rc::clone(&news.replaced);
    EventListener::new(container, "controllerchange", move |_| {
        if has_version.replace(true) {
            replaced();
        }
    })
    .forget();
}

fn listen_for_offline(container: &ServiceWorkerContainer, news: &UpdateNews) {
    let offline_ready = Rc::clone(&news.offline_ready);
    EventListener::new(container, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let data = event.data();
        let is_answer = field(&data, "type").as_string().as_deref() == Some("works-offline");
        if is_answer && field(&data, "complete").is_truthy() {
            offline_ready();
        }
    })
    .forget();
}

/// Only the worker knows whether every file is still there, so it is asked rather than believed.
async fn ask_whether_offline_works(container: &ServiceWorkerContainer) {
    let Ok(ready) = container.ready() else { return };
    let active = settle::<ServiceWorkerRegistration>(ready)
        .await
        .and_then(|registration| registration.active());
    if let Some(worker) = active {
        tell(&worker, "works-offline?");
    }
}

fn listen_for_newer(registration: &ServiceWorkerRegistration, news: &UpdateNews) {
    let ready = Rc::clone(&news.ready);
    let announce = {
        let registration = registration.clone();
        Rc::new(move || {
            if registration.waiting().is_some() && registration.active().is_some() {
                ready();
            }
        })
    };
    announce();
    let watch = {
        let announce = Rc::clone(&announce);
        move |worker: &ServiceWorker| {
            let announce = Rc::clone(&announce);
            EventListener::new(worker, "statechange", move |_| announce()).forget();
        }
    };
    if let Some(worker) = registration.installing() {
        watch(&worker);
    }
    let found = registration.clone();
    EventListener::new(registration, "updatefound", move |_| {
        if let Some(worker) = found.installing() {
            watch(&worker);
        }
    })
    .forget();
}

fn look_now_and_then(registration: &ServiceWorkerRegistration) {
    let last = Rc::new(Cell::new(js_sys::Date::now()));
    let look = {
        let registration = registration.clone();
        Rc::new(move || {
            // A clock set back counts as a long time, or there would be no news until it caught up.
            let passed = js_sys::Date::now() - last.get();
            if (0.0..AT_MOST_EVERY_MS).contains(&passed) || !in_front() {
                return;
            }
            last.set(js_sys::Date::now());
            if let Ok(update) = registration.update() {
                // Without a network there is simply no news.
                spawn_local(async { drop(JsFuture::from(update).await) });
            }
        })
    };
    Interval::new(WHILE_IN_FRONT_MS, {
        let look = Rc::clone(&look);
        move || look()
    })
    .forget();
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        EventListener::new(&document, "visibilitychange", move |_| look()).forget();
    }
}

fn in_front() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

fn tell(worker: &ServiceWorker, what: &str) {
    let message = Object::new();
    // A plain new object takes any property, and a worker that is gone has nothing left to be told.
    let _ = Reflect::set(&message, &"type".into(), &what.into());
    let _ = worker.post_message(&message);
}

fn field(data: &JsValue, name: &str) -> JsValue {
    Reflect::get(data, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
