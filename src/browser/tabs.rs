//! Word between the tabs of this browser, and of this tab's own return from being put aside.
//!
//! A notice never carries data: it says that there is something to read, and every tab reads for itself. One that is
//! lost or doubled therefore does no harm.

use std::{cell::RefCell, rc::Rc};

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};

use crate::workspace::host::{LogPosition, OnForeignChange};

/// What one tab tells the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// The log now reaches this position.
    Log(LogPosition),
    /// The data was emptied.
    Wiped,
    /// A newer version brings the stored form up to its own.
    Upgrading,
}

impl Notice {
    fn text(self) -> String {
        match self {
            Self::Log(position) => format!("log {position}"),
            Self::Wiped => "wiped".to_owned(),
            Self::Upgrading => "upgrading".to_owned(),
        }
    }
}

/// This tab's ear and voice among the tabs.
pub(super) struct Tabs {
    channel: Option<web_sys::BroadcastChannel>,
    told: Rc<RefCell<Vec<OnForeignChange>>>,
    _listeners: Vec<EventListener>,
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

impl Tabs {
    /// Listens on the channel called `name`.
    pub(super) fn new(name: &str) -> Self {
        let channel = web_sys::BroadcastChannel::new(name).ok();
        let told: Rc<RefCell<Vec<OnForeignChange>>> = Rc::default();
        let mut listeners = Vec::new();
        if let Some(channel) = &channel {
            let told = Rc::clone(&told);
            // Whatever a tab of another version says, reading again is the right answer.
            listeners.push(EventListener::new(channel, "message", move |_| {
                tell_all(&told)
            }));
        }
        listeners.extend(returns(&told));
        Self {
            channel,
            told,
            _listeners: listeners,
        }
    }

    /// Calls `told` back on every notice from another tab, and when this tab returns.
    pub(super) fn listen(&self, told: OnForeignChange) {
        self.told.borrow_mut().push(told);
    }

    /// Tells the other tabs.
    pub(super) fn tell(&self, notice: Notice) {
        if let Some(channel) = &self.channel {
            // A channel that fails leaves the others to re-read when they are looked at next.
            let _ = channel.post_message(&JsValue::from(notice.text()));
        }
    }

    /// Tells this tab's own listeners that they have something to look at.
    pub(super) fn tell_self(&self) {
        tell_all(&self.told);
    }
}

/// Listeners for a tab that comes back: restored from the back-forward cache, thawed, or looked at again.
fn returns(told: &Rc<RefCell<Vec<OnForeignChange>>>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let shown = {
        let told = Rc::clone(told);
        EventListener::new(&window, "pageshow", move |event| {
            let restored = event
                .dyn_ref::<web_sys::PageTransitionEvent>()
                .is_some_and(|event| event.persisted());
            if restored {
                tell_all(&told);
            }
        })
    };
    let Some(document) = window.document() else {
        return vec![shown];
    };
    let thawed = {
        let told = Rc::clone(told);
        EventListener::new(&document, "resume", move |_| tell_all(&told))
    };
    let looked_at = {
        let (told, page) = (Rc::clone(told), document.clone());
        EventListener::new(&document, "visibilitychange", move |_| {
            if page.visibility_state() == web_sys::VisibilityState::Visible {
                tell_all(&told);
            }
        })
    };
    vec![shown, thawed, looked_at]
}

fn tell_all(told: &RefCell<Vec<OnForeignChange>>) {
    // A listener may add another one.
    let listeners = told.borrow().clone();
    for listener in listeners {
        listener();
    }
}
