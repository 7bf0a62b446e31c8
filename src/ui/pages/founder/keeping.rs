//! What is kept in this browser for a founder: a document for each venture, under names of its own.

use crate::ui::weave::prelude::*;

use super::new_device;
use crate::{
    exchange::{
        founder::{self, FounderFile},
        founder_space::{Space, SpaceError},
    },
    ledger::RecordId,
    ui::session::Session,
};

/// What stands before the id of the venture.
const SPACES: &str = "founder.space.";
/// What stands before the id of a venture whose document could not be read.
const ASIDE: &str = "founder.aside.";
/// The venture that was open last.
const LAST: &str = "founder.last";

/// Whether what is in view is also in the browser's keeping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is.
    Here,
    /// The browser refused.
    Nowhere,
}

/// The open space. Every change is kept before *Saved* is said.
#[derive(Clone, Copy)]
pub(super) struct Held {
    pub session: Session,
    pub space: RwSignal<Space>,
    pub kept: RwSignal<Kept>,
    /// Told when the page has to be drawn anew, because its fields hold something older.
    pub drawn: RwSignal<u32>,
    /// What this tab wrote last.
    written: StoredValue<String>,
}

fn key_of(venture: RecordId) -> String {
    format!("{SPACES}{venture}")
}

impl Held {
    /// Nothing is open yet.
    pub fn new(session: Session) -> Self {
        let nothing = Space::started(RecordId(0), new_device(0));
        Self {
            session,
            space: RwSignal::new(nothing),
            kept: RwSignal::new(Kept::Here),
            drawn: RwSignal::new(0),
            written: StoredValue::new(String::new()),
        }
    }

    /// Keeps what is in view.
    fn keep(self) {
        let (venture, bytes) = self
            .space
            .with_untracked(|space| (space.venture, space.to_json()));
        let text = String::from_utf8(bytes).unwrap_or_default();
        let host = self.session.host();
        let is_kept = host.remember(&key_of(venture), &text);
        self.written.set_value(text);
        if is_kept {
            host.remember(LAST, &venture.to_string());
        }
        let state = if is_kept { Kept::Here } else { Kept::Nowhere };
        if self.kept.get_untracked() != state {
            self.kept.set(state);
        }
    }

    /// Changes the space, and keeps it.
    pub fn change(self, change: impl FnOnce(&mut Space)) {
        self.space.update(change);
        self.keep();
    }

    fn show(self, space: Space) {
        self.space.set(space);
        self.drawn.update(|drawn| *drawn += 1);
    }

    fn read(self, venture: RecordId) -> Option<Result<Space, SpaceError>> {
        let text = self.session.host().recall(&key_of(venture))?;
        let read = Space::from_json(text.as_bytes());
        self.written.set_value(text);
        Some(read)
    }

    /// Opens a request, and answers which venture it is about. What was being written stays.
    pub fn take(self, bytes: &[u8]) -> Result<RecordId, String> {
        let request = match founder::read(bytes).map_err(|error| error.to_string())? {
            FounderFile::Request(request) => *request,
            FounderFile::Answer { answer, .. } => {
                return Err(format!(
                    "This is an update about {} that is ready to be sent, not a request. Send it to your incubator. Nothing was changed here.",
                    answer.venture_name
                ));
            }
        };
        let venture = request.venture;
        let space = match self.read(venture) {
            Some(Err(SpaceError::Newer)) => return Err(SpaceError::Newer.to_string()),
            Some(Ok(mut space)) => {
                space
                    .take_request(request)
                    .map_err(|error| error.to_string())?;
                space
            }
            unreadable => {
                if unreadable.is_some() {
                    // What cannot be read is not overwritten: somebody may still make sense of it.
                    let text = self.written.get_value();
                    self.session
                        .host()
                        .remember(&format!("{ASIDE}{venture}"), &text);
                }
                let mut space = Space::opened(request, new_device(self.session.host().random()));
                space.author = self.known_author();
                space
            }
        };
        self.show(space);
        self.keep();
        Ok(venture)
    }

    /// How the founder called themselves last.
    fn known_author(self) -> crate::domain::founder::Named {
        let known = self.all();
        let named = known.iter().find_map(|venture| {
            let text = self.session.host().recall(&key_of(*venture))?;
            let space = Space::from_json(text.as_bytes()).ok()?;
            (!space.author.name.is_empty()).then_some(space.author)
        });
        named.unwrap_or_default()
    }

    /// Opens what is kept of a venture.
    pub fn recall(self, venture: RecordId) -> Result<(), String> {
        let space = match self.read(venture) {
            Some(kept) => kept.map_err(|error| error.to_string())?,
            None => return Err("Nothing is kept here about this venture any more. Open the link or the file that you were sent again.".to_owned()),
        };
        self.show(space);
        self.session.host().remember(LAST, &venture.to_string());
        self.kept.set(Kept::Here);
        Ok(())
    }

    /// Starts a venture of the founder's own.
    pub fn start(self, venture: RecordId) -> RecordId {
        let mut space = Space::started(venture, new_device(self.session.host().random()));
        space.author = self.known_author();
        self.show(space);
        self.keep();
        venture
    }

    /// Takes the open space out of this browser.
    pub fn forget(self) {
        let venture = self.space.with_untracked(|space| space.venture);
        let host = self.session.host();
        host.forget(&key_of(venture));
        host.forget(LAST);
    }

    /// The venture that was open last.
    pub fn last(self) -> Option<RecordId> {
        let last = self.session.host().recall(LAST)?;
        let last = RecordId::parse(&last).ok()?;
        self.all().contains(&last).then_some(last)
    }

    /// The ventures that are kept here.
    pub fn all(self) -> Vec<RecordId> {
        let keys = self.session.host().remembered(SPACES);
        let ids = keys.iter().filter_map(|key| key.strip_prefix(SPACES));
        ids.filter_map(|id| RecordId::parse(id).ok()).collect()
    }

    /// What a venture that is kept here is called.
    pub fn name_of(self, venture: RecordId) -> String {
        let kept = self.session.host().recall(&key_of(venture));
        let space = kept.and_then(|text| Space::from_json(text.as_bytes()).ok());
        space.map_or_else(
            || "Kept by another version".to_owned(),
            |space| space.venture_name(),
        )
    }

    /// Shows what another tab wrote in the same space.
    pub fn look_again(self) {
        let venture = self.space.with_untracked(|space| space.venture);
        let kept = self.session.host().recall(&key_of(venture));
        let is_new = |text: &String| self.written.with_value(|written| written != text);
        let Some(text) = kept.filter(is_new) else {
            return;
        };
        if let Ok(space) = Space::from_json(text.as_bytes()) {
            self.written.set_value(text);
            self.show(space);
        }
    }
}
