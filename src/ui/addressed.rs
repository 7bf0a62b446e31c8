//! What a page shows, kept in its address, so that reload, back and a copied link bring it again.

use std::time::Duration;

use crate::ui::weave::prelude::*;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use send_wrapper::SendWrapper;

use crate::ledger::RecordId;

/// How long after the last letter the address follows what is typed; browsers refuse an address that changes too often.
const TYPING_PAUSE: Duration = Duration::from_millis(400);

type Go = SendWrapper<Box<dyn Fn(&str, bool)>>;

/// The record that the address ends with, if it does.
pub fn use_record_at_address() -> Memo<Option<RecordId>> {
    let path = use_location().pathname;
    Memo::new(move |_| {
        let last = path.with(|path| path.rsplit('/').next().map(RecordId::parse));
        last.and_then(Result::ok)
    })
}

/// The tie between a page and the query of its address.
#[derive(Clone, Copy)]
pub struct Addressed {
    path: &'static str,
    /// Where the browser is, or is on its way to.
    here: Signal<String>,
    written: StoredValue<String>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    go: StoredValue<Go>,
}

impl Addressed {
    /// Ties the page at `path`. Gives the query as it is, without the question mark; `follow` is called when back, forward
    /// or a link change it.
    pub fn tie(
        path: &'static str,
        follow: impl Fn(&str) + Send + Sync + 'static,
    ) -> (Self, String) {
        let location = use_location();
        let (search, here) = (location.search, location.pathname);
        let text = move || search.get().trim_start_matches('?').to_owned();
        let first = untrack(text);
        let navigate = use_navigate();
        let go: Go = SendWrapper::new(Box::new(move |to: &str, replace: bool| {
            navigate(
                to,
                NavigateOptions {
                    resolve: false,
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        }));
        let tie = Self {
            path,
            here: Signal::derive(move || here.get()),
            written: StoredValue::new(first.clone()),
            waiting: StoredValue::new(None),
            go: StoredValue::new(go),
        };
        Effect::new(move |_| {
            let text = text();
            if here.get_untracked() == path && tie.written.with_value(|written| *written != text) {
                tie.stop_waiting();
                follow(&text);
                tie.written.set_value(text);
            }
        });
        on_cleanup(move || tie.stop_waiting());
        (tie, first)
    }

    fn stop_waiting(self) {
        if let Some(Some(handle)) = self.waiting.try_update_value(Option::take) {
            handle.clear();
        }
    }

    fn put(self, text: String, replace: bool) {
        if self.written.with_value(|written| *written == text) {
            return;
        }
        let address = if text.is_empty() {
            self.path.to_owned()
        } else {
            format!("{}?{text}", self.path)
        };
        self.written.set_value(text);
        self.go.with_value(|go| go(&address, replace));
    }

    /// Writes the query, as a step that *back* takes back.
    pub fn write(self, text: String) {
        self.stop_waiting();
        self.put(text, false);
    }

    /// Writes the query once nothing more is typed, without a step of its own.
    pub fn write_soon(self, text: impl Fn() -> String + 'static) {
        self.stop_waiting();
        let follow = move || {
            // Somebody may have typed and gone on at once: a page that is being left takes nobody back.
            if self.here.try_get_untracked().as_deref() == Some(self.path) {
                self.put(text(), true);
            }
        };
        let later = set_timeout_with_handle(follow, TYPING_PAUSE);
        self.waiting.set_value(later.ok());
    }

    /// Goes to another page instead.
    pub fn leave_for(self, address: &str) {
        self.stop_waiting();
        self.go.with_value(|go| go(address, false));
    }
}
