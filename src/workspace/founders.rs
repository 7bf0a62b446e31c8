//! Founders without accounts: who was asked for an update, what came back, and what an answer would change.

mod asking;
mod inbox;
mod review;

use serde_json::Value;

use super::words;
use crate::{
    domain::{dates::Day, founder::Answer, schema::FieldSpec},
    ledger::{RecordId, RecordRef},
    workspace::open::Workspace,
};

pub use asking::RequestLine;
pub(super) use asking::questions_to_keep;
pub use inbox::{AnswerLine, answer_record};
pub use review::{Decision, Review, ReviewItem, Standing, TextPart, Verdict, What};

/// What is asked, of one or many ventures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// Ids of [`crate::domain::vocabulary::UPDATE_ASKS`].
    pub asks: Vec<String>,
    /// Questions in our own words; empty ones are left out.
    pub questions: Vec<String>,
    /// The day by which an answer would help.
    pub due: Option<Day>,
    /// A line from whoever asks.
    pub message: String,
    /// Where the answer may be sent; may be empty.
    pub reply_to: String,
}

/// A verb about founders; see [`super::Command::founders`].
#[derive(Clone, Debug, PartialEq)]
pub enum FounderDeed {
    /// Ask for an update: one request for each venture, all in one undoable step.
    Ask {
        /// Each venture with the id that its request gets: random.
        ventures: Vec<(RecordId, RecordId)>,
        /// What is asked.
        asking: Asking,
    },
    /// Stop waiting for answers. One that comes all the same can still be reviewed.
    Withdraw {
        /// The requests.
        requests: Vec<RecordId>,
    },
    /// Put an answer into the inbox. The same answer twice changes nothing.
    Receive {
        /// The answer.
        answer: Box<Answer>,
        /// The body of its file, kept word for word.
        content: Value,
    },
    /// Decide about parts of an answer. What is accepted is the founder's change, accepted by whoever reviews.
    Review {
        /// The answer's record.
        answer: RecordId,
        /// Keys of [`ReviewItem`]s, each with what is decided. What was decided before stays so.
        decisions: Vec<(String, Verdict)>,
    },
}

/// What stands in a field: for a set, its items as a list.
pub(super) fn standing_value(record: &RecordRef<'_>, spec: &FieldSpec) -> Value {
    if spec.shape.is_set() {
        let items = record.items(spec.name);
        return Value::Array(items.iter().map(|item| item.to_value()).collect());
    }
    record.value(spec.name).to_value()
}

/// A field's value in words; a set's items with commas.
pub fn value_in_words(workspace: &Workspace, spec: &FieldSpec, value: &Value) -> String {
    match value {
        Value::Array(items) if spec.shape.is_set() => items
            .iter()
            .map(|item| words::shown(workspace, spec, item).words)
            .collect::<Vec<_>>()
            .join(", "),
        one => words::shown(workspace, spec, one).words,
    }
}
