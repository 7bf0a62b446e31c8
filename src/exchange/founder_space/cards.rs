//! One card for each field: what is known, why it is asked, what is being typed.

use serde_json::Value;

use super::{Edit, Space, Typed, key_of};
use crate::{
    domain::{
        founder::{ASKED, AskedField, KnownRecord, MayChange, checked},
        schema::{self, FieldError, FieldSpec},
    },
    ledger::{DeviceId, RecordId},
    workspace::{Workspace, founders::value_in_words, words},
};

/// What a founder does with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// It stays as it is.
    Unchanged,
    /// It gets another value.
    Changed,
    /// It is emptied.
    Cleared,
}

/// A field, as a founder meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: &'static str,
    /// The field; [`schema::field`] tells its shape and choices.
    pub field: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Why it is asked; empty for what is only seen.
    pub why: &'static str,
    /// Whether the founder may change it.
    pub may_change: bool,
    /// Whether the record is being added.
    pub is_added: bool,
    /// What is known, in words; empty for nothing.
    pub known: String,
    /// What stands in the form: what is known, or what is being typed.
    pub typed: Typed,
    /// What the founder does with it.
    pub state: CardState,
    /// Why what was typed cannot be sent.
    pub problem: Option<String>,
}

/// What is known, as it stands in a form.
pub(super) fn typed_of(spec: &FieldSpec, value: &Value) -> Typed {
    match value {
        Value::Array(items) => Typed::Items(
            items
                .iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
        ),
        Value::Null if spec.shape.is_set() => Typed::Items(Vec::new()),
        one => Typed::Text(words::typed(&nowhere(), spec, one)),
    }
}

/// No field of a founder refers to another record, so that any workspace has the words.
fn nowhere() -> Workspace {
    Workspace::empty(DeviceId::default())
}

/// What was typed, as it would be stored.
pub(super) fn value_of(spec: &FieldSpec, typed: &Typed) -> Result<Value, FieldError> {
    match typed {
        Typed::Text(text) if !spec.shape.is_set() => schema::parse_text(spec, text),
        Typed::Text(text) => {
            let items: Vec<String> = text.split(',').map(str::to_owned).collect();
            value_of(spec, &Typed::Items(items))
        }
        Typed::Items(items) if spec.shape.is_set() => {
            let mut kept: Vec<Value> = Vec::new();
            for item in items.iter().filter(|item| !item.trim().is_empty()) {
                let item = schema::parse_text(spec, item)?;
                if !kept.contains(&item) {
                    kept.push(item);
                }
            }
            Ok(Value::Array(kept))
        }
        Typed::Items(items) => schema::parse_text(spec, &items.join(", ")),
    }
}

pub(super) fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// Whether two values say the same; sets have no order.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one.as_array(), other.as_array()) {
        (Some(one), Some(other)) => {
            one.len() == other.len() && one.iter().all(|item| other.contains(item))
        }
        _ => one == other,
    }
}

impl Space {
    /// All cards: the venture first, then story, steps and figures, as far as they are known or being added.
    pub fn cards(&self) -> Vec<Card> {
        let mut cards = Vec::new();
        for asked in ASKED {
            let all = self.known.iter().chain(&self.update.added);
            for record in all.filter(|record| record.kind == asked.kind) {
                let fields = asked
                    .fields
                    .iter()
                    .filter(|field| self.shows(record, field));
                cards.extend(fields.filter_map(|field| self.card(record, field)));
            }
        }
        cards
    }

    /// While a request is open, only what it asks and what was written; what the founder writes unasked may speak of everything.
    fn shows(&self, record: &KnownRecord, field: &AskedField) -> bool {
        let is_known = record.fields.contains_key(field.name);
        let key = key_of(record.id, field.name);
        let is_written = self.update.edits.contains_key(&key);
        let asks = self.request.as_ref().filter(|_| self.is_asked());
        let is_asked = field.with.is_empty()
            || asks.is_none_or(|request| request.asks.iter().any(|ask| ask == field.with));
        is_known || is_written || (is_asked && field.may_change == MayChange::Yes)
    }

    fn card(&self, record: &KnownRecord, field: &'static AskedField) -> Option<Card> {
        let kind = schema::kind(&record.kind)?;
        let spec = kind.field(field.name)?;
        let known = record.value(field.name);
        let edit = self.update.edits.get(&key_of(record.id, field.name));
        let mut card = Card {
            record: record.id,
            kind: kind.id,
            field: spec.name,
            label: spec.label,
            why: field.why,
            may_change: field.may_change == MayChange::Yes,
            is_added: self.update.added.iter().any(|it| it.id == record.id),
            known: value_in_words(&nowhere(), spec, &known),
            typed: typed_of(spec, &known),
            state: CardState::Unchanged,
            problem: None,
        };
        let Some(edit) = edit else {
            return Some(card);
        };
        card.typed = edit.typed.clone();
        match value_of(spec, &edit.typed).and_then(|value| {
            checked(spec, &value).map_err(|problem| FieldError::new(spec, problem))
        }) {
            Ok(value) if same(&value, &known) => {}
            Ok(value) if is_empty(&value) => card.state = CardState::Cleared,
            Ok(_) => card.state = CardState::Changed,
            Err(error) => {
                card.state = CardState::Changed;
                card.problem = Some(error.problem);
            }
        }
        Some(card)
    }

    /// Takes what a founder types into a field. What cannot be sent is kept all the same, and said at its card.
    pub fn write(&mut self, record: RecordId, field: &str, typed: Typed, now_ms: u64) {
        let edit = Edit { typed, at: now_ms };
        self.update.edits.insert(key_of(record, field), edit);
    }

    /// Empties a field.
    pub fn clear(&mut self, record: RecordId, field: &str, now_ms: u64) {
        self.write(record, field, Typed::Text(String::new()), now_ms);
    }

    /// Leaves a field as it was.
    pub fn keep(&mut self, record: RecordId, field: &str) {
        self.update.edits.remove(&key_of(record, field));
    }

    /// Begins a new record: "step", "story" or "capital". `id` is random. Its fields are then written like any other.
    pub fn add(&mut self, kind: &str, id: RecordId) {
        self.update.added.push(KnownRecord {
            kind: kind.to_owned(),
            id,
            fields: std::collections::BTreeMap::new(),
        });
    }

    /// Drops a record that was being added, with what was written in it.
    pub fn drop_added(&mut self, id: RecordId) {
        self.update.added.retain(|record| record.id != id);
        let prefix = format!("{id}/");
        self.update.edits.retain(|key, _| !key.starts_with(&prefix));
    }
}
