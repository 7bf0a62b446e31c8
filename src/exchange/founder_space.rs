//! The founder's own space: one venture, told by its founder, apart from any workspace of staff. A plain document that
//! is kept in the browser as JSON.

mod cards;
mod keeping;
mod sending;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        founder::{
            ASKED, Answer, Fact, KnownRecord, Learned, Named, Request, asked_field, checked,
        },
        records::Venture,
        schema,
    },
    ledger::{DeviceId, RecordId},
};

pub use cards::{Card, CardState};
pub use keeping::SpaceError;

/// The version of the stored form.
pub(super) const VERSION: u64 = 1;
/// The most records that a request may bring.
const MOST_RECORDS: usize = 500;

/// What a founder typed into a field, as they typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Typed {
    /// A text. Empty text clears the field.
    Text(String),
    /// The items of a set. No items clear it.
    Items(Vec<String>),
}

/// A field that is being changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What was typed.
    pub typed: Typed,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
}

/// The update that is being written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Update {
    /// Fields that are being changed, by record and field: "0kq3…/one_line".
    pub edits: BTreeMap<String, Edit>,
    /// Records that the founder adds: a next step, a story, an entry of capital. Their fields are among `edits`.
    pub added: Vec<KnownRecord>,
    /// What happened.
    pub happened: String,
    /// When, as typed.
    pub happened_on: String,
    /// What was learned.
    pub learned: Learned,
    /// What they need.
    pub needs: String,
    /// Answers to the incubator's own questions, by the question's id.
    pub answers: BTreeMap<String, String>,
}

impl Update {
    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        let Self {
            edits,
            added,
            happened,
            happened_on: _,
            learned,
            needs,
            answers,
        } = self;
        edits.is_empty()
            && added.is_empty()
            && happened.trim().is_empty()
            && learned.in_words().is_empty()
            && needs.trim().is_empty()
            && answers.values().all(|answer| answer.trim().is_empty())
    }
}

/// Something that was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// What.
    pub answer: Answer,
}

/// A founder's space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Space {
    /// The stored form's version.
    pub(super) version: u64,
    /// The venture.
    pub venture: RecordId,
    /// Whether the founder started the venture here.
    #[serde(default)]
    pub is_own: bool,
    /// The founder, as they call themselves.
    #[serde(default)]
    pub author: Named,
    /// The device, 16 hexadecimal digits.
    pub device: String,
    /// The latest request that was opened; stays after it was answered, to know where to send an update unasked.
    #[serde(default)]
    pub request: Option<Request>,
    /// What is known, as far as the founder was told or said so themselves.
    pub known: Vec<KnownRecord>,
    /// Facts to see.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The update that is being written.
    #[serde(default)]
    pub update: Update,
    /// What was sent, oldest first.
    #[serde(default)]
    pub sent: Vec<Sent>,
}

/// The key of a field among the edits.
fn key_of(record: RecordId, field: &str) -> String {
    format!("{record}/{field}")
}

/// The known records of a request, without anything that a founder is not to see: a link may come from anybody.
fn taken(known: &[KnownRecord]) -> Vec<KnownRecord> {
    let mut kept = Vec::new();
    for record in known.iter().take(MOST_RECORDS) {
        if !ASKED.iter().any(|asked| asked.kind == record.kind) {
            continue;
        }
        let mut fields = BTreeMap::new();
        for (name, value) in &record.fields {
            let spec = asked_field(&record.kind, name)
                .and_then(|field| schema::field(&record.kind, field.name));
            let value = spec.and_then(|spec| checked(spec, value).ok());
            if let Some(value) = value.filter(|value| !value.is_null()) {
                fields.insert(name.clone(), value);
            }
        }
        kept.push(KnownRecord {
            fields,
            ..record.clone()
        });
    }
    kept
}

impl Space {
    fn new(venture: RecordId, device: DeviceId) -> Self {
        Self {
            version: VERSION,
            venture,
            is_own: false,
            author: Named::default(),
            device: format!("{:016x}", device.0),
            request: None,
            known: Vec::new(),
            facts: Vec::new(),
            update: Update::default(),
            sent: Vec::new(),
        }
    }

    /// A space for the venture of a request. `device` is a random number that stays with this browser.
    pub fn opened(request: Request, device: DeviceId) -> Self {
        let mut space = Self::new(request.venture, device);
        space.take(request);
        space
    }

    /// A space for a venture that the founder starts; `venture` is a random id.
    pub fn started(venture: RecordId, device: DeviceId) -> Self {
        let mut space = Self::new(venture, device);
        space.is_own = true;
        space.known.push(KnownRecord {
            kind: Venture::KIND.to_owned(),
            id: venture,
            fields: BTreeMap::new(),
        });
        space
    }

    /// Takes in another request for the same venture. What is being written stays; the same request twice changes
    /// nothing.
    ///
    /// # Errors
    /// When the request is about another venture, which has a space of its own.
    pub fn take_request(&mut self, request: Request) -> Result<(), SpaceError> {
        if request.venture != self.venture {
            return Err(SpaceError::AnotherVenture(
                request.venture_name().to_owned(),
            ));
        }
        if self.request.as_ref() != Some(&request) {
            self.take(request);
        }
        Ok(())
    }

    fn take(&mut self, request: Request) {
        let fresh = taken(&request.known);
        // What this request does not speak of is still known from before.
        let spoken = |record: &KnownRecord| fresh.iter().any(|it| it.id == record.id);
        let mut known: Vec<KnownRecord> = self
            .known
            .iter()
            .filter(|record| !spoken(record))
            .cloned()
            .collect();
        known.splice(0..0, fresh);
        if !known.iter().any(|record| record.id == request.venture) {
            known.insert(
                0,
                KnownRecord {
                    kind: Venture::KIND.to_owned(),
                    id: request.venture,
                    fields: BTreeMap::new(),
                },
            );
        }
        self.known = known;
        self.facts.clone_from(&request.facts);
        self.request = Some(request);
    }

    /// The venture's name, as it will be after the update.
    pub fn venture_name(&self) -> String {
        let key = key_of(self.venture, "name");
        let typed = match self.update.edits.get(&key).map(|edit| &edit.typed) {
            Some(Typed::Text(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        };
        let known = || {
            let venture = self.known.iter().find(|it| it.id == self.venture)?;
            venture.fields.get("name")?.as_str().map(str::to_owned)
        };
        typed
            .or_else(known)
            .unwrap_or_else(|| "Your venture".to_owned())
    }

    /// Whether the founder has neither typed nor sent anything yet.
    pub fn is_untouched(&self) -> bool {
        self.sent.is_empty() && self.update.is_empty()
    }

    /// Whether the latest request waits for an answer.
    pub fn is_asked(&self) -> bool {
        self.request.as_ref().is_some_and(|request| {
            !self
                .sent
                .iter()
                .any(|sent| sent.answer.request == Some(request.id))
        })
    }
}
