//! What passes between an incubator and a founder, as plain data: what is asked and known, and what comes back.
//!
//! The forms that these take as files, links and letters are the exchange's; what becomes of an answer is the workspace's.

mod asked;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    dates::Day,
    schema::{self, FieldSpec},
};
use crate::ledger::RecordId;

pub use asked::{ASKED, AskedField, AskedKind, MayChange, asked_field, may_change};

/// A record as far as it travels: its fields that are not empty; sets as lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownRecord {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: RecordId,
    /// Its fields, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Value>,
}

impl KnownRecord {
    /// What stands in a field; for a set that is empty, an empty list.
    pub fn value(&self, field: &str) -> Value {
        let known = self.fields.get(field).cloned();
        known.unwrap_or_else(|| empty_value(&self.kind, field))
    }
}

/// What an empty field holds: nothing, or for a set an empty list.
pub fn empty_value(kind: &str, field: &str) -> Value {
    match schema::field(kind, field) {
        Some(spec) if spec.shape.is_set() => Value::Array(Vec::new()),
        _ => Value::Null,
    }
}

/// The stored form of a value for a field.
///
/// # Errors
/// Why it has none, in words.
pub fn checked(spec: &FieldSpec, value: &Value) -> Result<Value, String> {
    let problem = |error: schema::FieldError| error.problem;
    if !spec.shape.is_set() {
        return schema::check(spec, value).map_err(problem);
    }
    let Some(items) = value.as_array() else {
        return Err("A list is expected here.".to_owned());
    };
    let items: Result<Vec<Value>, _> = items
        .iter()
        .filter(|item| !item.is_null())
        .map(|item| schema::check(spec, item))
        .collect();
    items.map(Value::Array).map_err(problem)
}

/// Somebody, as they call themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// What they do; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// A question in the incubator's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its id within the request.
    pub id: String,
    /// What is asked.
    pub text: String,
}

/// A fact that is shown and not asked: "Stage: Test safely".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What people call the field.
    pub label: String,
    /// What stands there, in words.
    pub words: String,
}

/// A request for an update: all that a founder's app needs to know, and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The request's id.
    pub id: RecordId,
    /// The workspace that asks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workspace: String,
    /// The incubator's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub incubator: String,
    /// Who asks.
    pub asked_by: Named,
    /// Where the answer may be sent; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply_to: String,
    /// When.
    pub asked_on: Day,
    /// The day by which an answer would help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// A line from whoever asks; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// What is asked: ids of [`super::vocabulary::UPDATE_ASKS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<String>,
    /// Questions in the incubator's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// The venture.
    pub venture: RecordId,
    /// What is shown and not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What is already known: the venture, and of its story, steps and figures what is asked.
    pub known: Vec<KnownRecord>,
}

impl Request {
    /// The venture's name, as far as it is known.
    pub fn venture_name(&self) -> &str {
        let venture = self.known.iter().find(|record| record.id == self.venture);
        let name = venture.and_then(|venture| venture.fields.get("name"));
        name.and_then(Value::as_str).unwrap_or("your venture")
    }
}

/// One field that a founder changed, with the value it was based on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// The field.
    pub field: String,
    /// What stood there as far as the founder knew.
    pub was: Value,
    /// What should stand there; nothing clears.
    pub is: Value,
    /// When it was changed, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
}

/// What was learned, as a learning card asks it. Every part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// What they had believed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub believed: String,
    /// What they saw.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub saw: String,
    /// What they learned from that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub learned: String,
    /// What they will do therefore.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
}

/// The parts of a learning card, as a founder reads them.
pub const LEARNED_PROMPTS: [(&str, &str); 4] = [
    ("believed", "We believed that"),
    ("saw", "What we saw"),
    ("learned", "From that we learned"),
    ("next", "So next we will"),
];

impl Learned {
    /// One part, by the id of its prompt.
    pub fn part(&self, id: &str) -> &str {
        match id {
            "believed" => &self.believed,
            "saw" => &self.saw,
            "learned" => &self.learned,
            "next" => &self.next,
            _ => "",
        }
    }

    /// One part to write in, by the id of its prompt.
    pub fn part_mut(&mut self, id: &str) -> Option<&mut String> {
        match id {
            "believed" => Some(&mut self.believed),
            "saw" => Some(&mut self.saw),
            "learned" => Some(&mut self.learned),
            "next" => Some(&mut self.next),
            _ => None,
        }
    }

    /// As one text: the filled parts, each under its prompt. A part that stands alone needs no prompt.
    pub fn in_words(&self) -> String {
        let filled: Vec<(&str, &str)> = LEARNED_PROMPTS
            .iter()
            .map(|(id, prompt)| (*prompt, self.part(id).trim()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        match filled.as_slice() {
            [(_, alone)] if !self.learned.trim().is_empty() => (*alone).to_owned(),
            many => many
                .iter()
                .map(|(prompt, text)| format!("{prompt}: {text}"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}

/// An answer to one of the incubator's own questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeAnswer {
    /// The question's id.
    pub id: String,
    /// The question as it was read.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// What a founder sends: what changed, what is new, and what they want to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The answer's id: the same file twice is known by it.
    pub id: RecordId,
    /// The request it answers; none when written unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RecordId>,
    /// The workspace that asked; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workspace: String,
    /// The venture.
    pub venture: RecordId,
    /// What the founder calls it.
    pub venture_name: String,
    /// Whether the founder started this venture, so that it may not be known yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_new_venture: bool,
    /// Who writes.
    pub author: Named,
    /// The founder's device, 16 hexadecimal digits.
    pub device: String,
    /// When it was finished, in milliseconds since 1970-01-01 UTC.
    pub written_at: u64,
    /// Fields that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// Records that are new: a step, an entry of capital, a story; of a new venture, the venture itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additions: Vec<KnownRecord>,
    /// What happened; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub happened: String,
    /// When that was, if on one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened_on: Option<Day>,
    /// What was learned.
    #[serde(default)]
    pub learned: Learned,
    /// What they need; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub needs: String,
    /// Answers to the incubator's own questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<FreeAnswer>,
}

impl Answer {
    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.additions.is_empty()
            && self.happened.trim().is_empty()
            && self.needs.trim().is_empty()
            && self.learned.in_words().is_empty()
            && self.answers.iter().all(|it| it.answer.trim().is_empty())
    }

    /// The answers to the incubator's questions as one text.
    pub fn answers_in_words(&self) -> String {
        let given = self.answers.iter();
        let given = given.filter(|answer| !answer.answer.trim().is_empty());
        given
            .map(|answer| format!("{}\n{}", answer.question.trim(), answer.answer.trim()))
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}
