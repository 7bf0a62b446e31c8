//! A founder's own space, at `/founder`: one venture, told by its founder, apart from any workspace of staff.
//!
//! It stands outside the staff's frame and never opens their store: what a founder writes is kept under names of its
//! own. A link carries a request in its fragment, which no server ever sees.

mod card;
mod cards;
pub(super) mod control;
mod door;
mod history;
mod keeping;
mod sending;
mod space;
mod telling;

use crate::ui::weave::prelude::*;

use crate::{
    ledger::{DeviceId, RecordId},
    ui::{
        dropping::take_files_anywhere,
        files::Waiting,
        on_demand::{arriving, part},
        parts::{Banner, Icon, SkipLink, Tone, icon, nest_mark},
        session::use_session,
    },
};
use keeping::{Held, Kept};

/// The address of the founder's space.
pub const ADDRESS: &str = "/founder";

part! {
    /// The whole space.
    pub(in crate::ui) SPACE, founders: fn() -> AnyView = || view! { <Space/> }.into_any()
}

/// Whether the page that was opened is the founder's.
pub fn is_here() -> bool {
    location()
        .pathname()
        .is_ok_and(|path| path.trim_end_matches('/') == ADDRESS)
}

/// The founder's page, with its own frame.
#[component]
pub fn FounderPage() -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="founder">{arriving(&SPACE, |draw| draw())}</div>
    }
}

/// Where in the space somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before any venture, or among several.
    Door,
    /// In the space of a venture.
    In(RecordId),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Room {
    place: RwSignal<Place>,
    held: Held,
    /// What could not be opened, and why.
    problem: RwSignal<Option<String>>,
}

impl Room {
    /// Opens a request: a link, a file or a message with one in it. Answers whether it is kept.
    fn open(self, bytes: &[u8]) -> bool {
        match self.held.take(bytes) {
            Ok(venture) => {
                self.problem.set(None);
                self.place.set(Place::In(venture));
                self.held.kept.get_untracked() != Kept::Nowhere
            }
            Err(problem) => {
                self.problem.set(Some(problem));
                false
            }
        }
    }

    /// Opens what is kept of a venture.
    fn enter(self, venture: RecordId) {
        match self.held.recall(venture) {
            Ok(()) => {
                self.problem.set(None);
                self.place.set(Place::In(venture));
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }

    /// Starts a venture of one's own.
    fn start(self) {
        let random = self.held.session.host().random();
        self.place.set(Place::In(self.held.start(RecordId(random))));
    }

    /// Reads the request in the address, and takes it out of there once it is kept.
    fn read_address(self) {
        let hash = location().hash().unwrap_or_default();
        if hash.len() > 1 && self.open(hash.as_bytes()) {
            let history = window().history();
            // Where the browser keeps the address as it is, the request stays in it: that does no harm.
            drop(history.and_then(|history| {
                history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(ADDRESS))
            }));
        }
    }
}

/// A device is told from others by a random number.
fn new_device(random: u128) -> DeviceId {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "half of the random bits are enough"
    )]
    DeviceId(random as u64)
}

#[component]
fn Space() -> impl IntoView {
    let session = use_session();
    let held = Held::new(session);
    let room = Room {
        place: RwSignal::new(Place::Door),
        held,
        problem: RwSignal::new(None),
    };
    if let Some(last) = held.last() {
        room.enter(last);
    }
    room.read_address();
    let link = window_event_listener_untyped("hashchange", move |_| room.read_address());
    take_files_anywhere(move |files| door::open_file(room, Waiting::new(files)));
    // Another tab of this browser may write in the same space.
    let elsewhere = window_event_listener_untyped("storage", move |_| held.look_again());
    on_cleanup(move || {
        link.remove();
        elsewhere.remove();
    });
    view! {
        <header class="founder-top">
            <span class="founder-brand">{nest_mark()}"Fledgling"</span>
            {move || (room.place.get() != Place::Door).then(|| view! { <Saved held/> })}
        </header>
        <main id="main" class="founder-page" tabindex="-1">
            {move || room.problem.get().map(|words| view! {
                <Banner tone=Tone::Danger title="This could not be opened" on_dismiss=move || room.problem.set(None)>
                    <p>{words}</p>
                </Banner>
            })}
            {move || {
                // Drawn anew when another tab wrote.
                held.drawn.track();
                match room.place.get() {
                    Place::Door => view! { <door::DoorView room/> }.into_any(),
                    Place::In(_) => view! { <space::SpaceView room/> }.into_any(),
                }
            }}
        </main>
        <footer class="founder-foot">
            <p>"Nothing here is sent by itself. Fledgling has no server that could read it."</p>
            <p><a href="/" rel="external">"Fledgling for incubators"</a></p>
        </footer>
        <p class="drop-hint">"Drop the file you were sent here."</p>
    }
}

/// Whether what was typed is kept; never said before it is.
#[component]
fn Saved(held: Held) -> impl IntoView {
    let untouched = Memo::new(move |_| held.space.with(|space| space.is_untouched()));
    let state = move || match held.kept.get() {
        Kept::Here => "saved",
        Kept::Nowhere => "not-saved",
    };
    view! {
        <p class="founder-saved" role="status" data-state=state>
            {move || match held.kept.get() {
                Kept::Here if untouched.get() => view! { <span>"Nothing to save yet"</span> }.into_any(),
                Kept::Here => view! { {icon(Icon::Saved)}<span>"Saved on this device"</span> }.into_any(),
                Kept::Nowhere => view! { {icon(Icon::Warning)}<span>"Not saved: this browser keeps nothing. Send it before you close the page."</span> }.into_any(),
            }}
        </p>
    }
}
