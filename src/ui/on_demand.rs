//! Parts of the app that are fetched when they are first wanted.
//!
//! The first visit loads what it takes to open an incubator and see its board. Everything else comes in parts: as
//! soon as the first page stands they are fetched behind it, and the service worker keeps them for use without a
//! network. What is here already is drawn at once.
//!
//! [`part!`] says where the app is cut. Only a release build really is (feature `parts`, cut by `cargo xtask`);
//! elsewhere everything is here from the start, and takes the same way.

use std::{cell::Cell, future::Future, pin::Pin, thread::LocalKey};

use leptos::task::spawn_local;

use super::parts::{Button, ButtonKind, focus_what_came_late};
use crate::ui::weave::prelude::*;

/// What is being fetched; nothing when it did not arrive.
pub type Fetching<D> = Pin<Box<dyn Future<Output = Option<D>>>>;

/// Something that may still have to be fetched: `D` is a function of the part it stands in.
pub struct Part<D> {
    here: Cell<Option<D>>,
    fetch: fn() -> Fetching<D>,
}

impl<D: Copy> Part<D> {
    /// Not here yet.
    pub const fn new(fetch: fn() -> Fetching<D>) -> Self {
        Self {
            here: Cell::new(None),
            fetch,
        }
    }
}

/// Puts a function into a part of the app: `part! { NAME, part: type = function }`.
///
/// `NAME` becomes a static [`Part`]; functions of the same part are fetched together.
macro_rules! part {
    ($(#[$about:meta])* $vis:vis $NAME:ident, $part:ident: $type:ty = $function:expr) => {
        thread_local! {
            $(#[$about])*
            $vis static $NAME: $crate::ui::on_demand::Part<$type> = const {
                #[cfg(feature = "parts")]
                fn fetch() -> $crate::ui::on_demand::Fetching<$type> {
                    #[wasm_split_helpers::wasm_split($part, fallible)]
                    fn cut() -> Result<$type, wasm_split_helpers::SplitLoaderError> {
                        Ok($function)
                    }
                    Box::pin(async { cut().await.ok() })
                }
                #[cfg(not(feature = "parts"))]
                fn fetch() -> $crate::ui::on_demand::Fetching<$type> {
                    let function: $type = $function;
                    Box::pin(std::future::ready(Some(function)))
                }
                $crate::ui::on_demand::Part::new(fetch)
            };
        }
    };
}
pub(super) use part;

/// A function of a part, as soon as that is here; nothing when it cannot be fetched. Nobody fetches twice.
pub async fn arrive<D: Copy + 'static>(part: &'static LocalKey<Part<D>>) -> Option<D> {
    if let Some(here) = part.with(|part| part.here.get()) {
        return Some(here);
    }
    let arrived = part.with(|part| (part.fetch)()).await;
    // Of two who asked at once, one may have failed.
    if arrived.is_some() {
        part.with(|part| part.here.set(arrived));
    }
    arrived
}

/// A view of a part: drawn now if the part is here, and otherwise when it has arrived.
pub fn arriving<D: Copy + Send + Sync + 'static>(
    part: &'static LocalKey<Part<D>>,
    draw: impl Fn(D) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    if let Some(here) = part.with(|part| part.here.get()) {
        return draw(here);
    }
    let arrival = RwSignal::new(Arrival::Waiting);
    let fetch = Callback::new(move |()| {
        arrival.set(Arrival::Waiting);
        spawn_local(async move {
            let state = match arrive(part).await {
                Some(_) => Arrival::Here,
                None => Arrival::Failed,
            };
            // The page may have been left meanwhile.
            arrival.try_set(state);
        });
    });
    fetch.run(());
    view_of(
        arrival,
        fetch,
        Box::new(move || {
            let here = part.with(|part| part.here.get());
            here.map_or_else(|| ().into_any(), &draw)
        }),
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Waiting,
    Here,
    Failed,
}

fn view_of(
    arrival: RwSignal<Arrival>,
    fetch: Callback<()>,
    draw: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    (move || match arrival.get() {
        Arrival::Waiting => {
            view! { <p class="arriving" role="status">"Opening…"</p> }.into_any()
        }
        Arrival::Here => {
            focus_what_came_late();
            untrack(&draw)
        }
        Arrival::Failed => view! {
            <div class="not-arrived" role="alert">
                <p>"This part of Fledgling has to be fetched once before it works without a network, and it did not arrive. Nothing was changed, and what is kept in this browser is safe. Check your connection, then try again. If that does not help, reload: there may be a newer version."</p>
                <div class="row"><Button label="Try again" kind=ButtonKind::Primary on_press=move || fetch.run(())/>
                    <Button label="Reload" on_press=|| drop(location().reload())/>
                </div>
            </div>
        }
        .into_any(),
    })
    .into_any()
}
