//! Long work in view: how far it has come, and a way to give it up.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;

use crate::{
    exchange::{
        fledgling::{FledglingFile, FledglingReading},
        import::{ImportError, Progress},
    },
    ui::{parts::Progress as Bar, weave::prelude::*},
};

/// Hears how far a long work has come, and says whether it is still wanted.
pub(super) type Hears<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// Nobody waits for it, and nobody gives it up.
pub(super) fn unheard(_: Progress) -> bool {
    true
}

/// What is being done while [`read_own`] reads.
pub(super) const READING: &str = "Reading the file, in kilobytes";
/// Bytes read before the browser gets a turn.
const BYTES_AT_ONCE: usize = 1_000_000;

/// Reads a file of Fledgling's own; nothing when it was given up.
pub(super) async fn read_own(
    text: Arc<Vec<u8>>,
    hears: Hears<'_>,
) -> Option<Result<FledglingFile, ImportError>> {
    let mut reading = FledglingReading::begin(text);
    loop {
        let progress = reading.step(BYTES_AT_ONCE);
        let in_kilobytes = Progress {
            done: progress.done / 1_000,
            total: progress.total.div_ceil(1_000),
            ..progress
        };
        if !hears(in_kilobytes) {
            return None;
        }
        if progress.finished {
            return Some(reading.finish());
        }
        TimeoutFuture::new(0).await;
    }
}

/// Long work; nothing in it when none is under way. Whoever empties it gives the work up.
#[derive(Clone, Copy)]
pub(super) struct UnderWay(RwSignal<Option<Progress>>);

impl UnderWay {
    /// No work.
    pub(super) fn nothing() -> Self {
        Self(RwSignal::new(None))
    }

    /// Begins, unless something is under way; answers whether it did.
    pub(super) fn begin(self) -> bool {
        let is_free = self.0.with_untracked(Option::is_none);
        if is_free {
            self.0.set(Some(Progress {
                done: 0,
                total: 0,
                finished: false,
            }));
        }
        is_free
    }

    /// Ends, whether it is done or given up. The page may have been left.
    pub(super) fn end(self) {
        self.0.try_set(None);
    }

    /// Whether something is under way.
    pub(super) fn is_busy(self) -> Signal<bool> {
        Signal::derive(move || self.0.with(Option::is_some))
    }

    /// Whether it is still wanted: not when it was cancelled, or the page was left.
    pub(super) fn is_wanted(self) -> bool {
        self.0.try_get_untracked().flatten().is_some()
    }

    /// Shows how far it has come, and answers whether it is still wanted.
    pub(super) fn hear(self, progress: Progress) -> bool {
        let is_wanted = self.is_wanted();
        if is_wanted {
            self.0.try_set(Some(progress));
        }
        is_wanted
    }
}

/// How far the work has come.
#[component]
pub(super) fn UnderWayBar(
    /// What is being done.
    label: &'static str,
    /// The work.
    work: UnderWay,
) -> impl IntoView {
    let is_busy = Memo::new(move |_| work.0.with(Option::is_some));
    let at = move |read: fn(&Progress) -> usize| {
        work.0
            .with(|progress| progress.as_ref().map_or(0, read) as u64)
    };
    let done = Signal::derive(move || at(|progress| progress.done));
    let total = Signal::derive(move || Some(at(|progress| progress.total)).filter(|all| *all > 0));
    move || {
        is_busy
            .get()
            .then(|| view! { <Bar label=label done total on_cancel=move || work.end()/> })
    }
}
