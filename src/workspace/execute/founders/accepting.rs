//! What becomes of one part of an answer that is accepted.

use serde_json::{Map, Value};

use super::{
    super::writing::{set, write},
    texts,
};
use crate::{
    domain::{
        dates::Moment,
        founder::checked,
        records::{Entry, Story},
        schema,
    },
    ledger::{DraftOp, RecordId},
    workspace::{
        CommandError, Context, Put, Workspace,
        command::values as fields_of,
        founders::{Review, ReviewItem, TextPart, What, standing_value},
    },
};

impl Workspace {
    /// What stands in the field that a part would change; nothing for a part that changes none.
    pub(super) fn stands_in(&self, item: &ReviewItem) -> Option<Value> {
        let What::Field {
            record,
            kind,
            field,
            ..
        } = item.what
        else {
            return None;
        };
        let spec = schema::field(kind, field)?;
        Some(standing_value(&self.record(record)?, spec))
    }

    /// A story that a founder tells anew is told by them, unless somebody is named already or the answer names somebody.
    pub(super) fn voice_ops(&self, item: &ReviewItem, review: &Review) -> Option<DraftOp> {
        const VOICE: &str = "voice";
        let What::Field {
            record,
            kind: Story::KIND,
            field: "text",
            ..
        } = item.what
        else {
            return None;
        };
        let is_said = self.record(record)?.value(VOICE).text().is_some();
        let mut changes = review.answer.changes.iter();
        if is_said || changes.any(|change| change.record == record && change.field == VOICE) {
            return None;
        }
        let spec = schema::field(Story::KIND, VOICE)?;
        let name = checked(spec, &Value::from(review.answer.author.name.as_str())).ok()?;
        let mut fields = Map::new();
        fields.insert(VOICE.to_owned(), name.clone());
        (!name.is_null()).then(|| set(Story::KIND, record, fields))
    }
}

/// Why a part cannot be taken as it is.
pub(super) fn cannot_be_taken(item: &ReviewItem) -> CommandError {
    let problem = item.problem.as_deref();
    let problem = problem.unwrap_or("It is so here already.");
    CommandError::NotPossible(format!("{}: {problem}", item.label))
}

/// A new record as a reviewer worded it, with no other fields than a founder writes, and none that is empty.
pub(super) fn in_stored_form(item: &ReviewItem, edited: &Value) -> Result<Value, CommandError> {
    let specs = item.fields_of_new();
    let mut fields = Map::new();
    for (name, value) in edited.as_object().into_iter().flatten() {
        let spec = specs.iter().find(|spec| spec.name == name);
        let spec = spec.ok_or(CommandError::Missing("field"))?;
        let value = checked(spec, value).map_err(|problem| {
            CommandError::Fields(vec![schema::FieldError::new(spec, problem)])
        })?;
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            fields.insert(name.clone(), value);
        }
    }
    Ok(Value::Object(fields))
}

/// Writes one text of an update into its entry, which all texts of one answer share.
pub(super) fn entry_ops(
    part: TextPart,
    value: &Value,
    (review, ctx): (&Review, &Context<'_>),
) -> Result<Vec<DraftOp>, CommandError> {
    let answer = &review.answer;
    let happened = answer.happened_on.unwrap_or_else(|| {
        let written = i64::try_from(answer.written_at).unwrap_or_default();
        Moment(written).day().min(ctx.today)
    });
    let mut values = fields_of([
        (part.field(), Put::Value(value.clone())),
        ("venture", Put::reference(answer.venture)),
        ("kind", Put::text("founder_update")),
        ("happened_on", Put::day(happened)),
    ]);
    let name = answer.author.name.trim();
    if !name.is_empty() {
        values.insert("who".to_owned(), texts(&[name.to_owned()]));
    }
    let entry = RecordId::named(&format!("founder-update:{}", review.record));
    write(&Entry::SPEC, entry, &values)
}
