//! Values in words, for the dry run.

use crate::{
    domain::{
        dates::Day,
        money::Pence,
        schema::{FieldSpec, Shape},
        vocabulary::label_of,
    },
    ledger::{RecordId, Value},
    workspace::Workspace,
};

/// The longest text that a dry run repeats, in characters.
const SHOWN_AT_MOST: usize = 120;

/// A value as people read it. `name` knows the names of records that are only being made.
pub(super) fn in_words(
    workspace: &Workspace,
    spec: &FieldSpec,
    value: &Value,
    name: &dyn Fn(RecordId) -> Option<String>,
) -> String {
    match (spec.shape, value) {
        (_, Value::Null) => String::new(),
        (Shape::Money, Value::Number(pence)) => pence
            .as_i64()
            .map_or_else(|| pence.to_string(), |pence| Pence(pence).to_string()),
        (Shape::Day, Value::String(day)) => {
            Day::parse(day).map_or_else(|_| day.clone(), |day| day.to_string())
        }
        (Shape::Flag, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (Shape::Choice(choices) | Shape::Choices(choices), Value::String(id)) => {
            label_of(choices, id).to_owned()
        }
        (Shape::StageId, Value::String(code)) => workspace.journey().label(code).to_owned(),
        (Shape::Ref(_) | Shape::Refs(_), Value::String(id)) => match RecordId::parse(id) {
            Ok(id) => name(id).unwrap_or_else(|| workspace.name_of(id)),
            Err(_) => id.clone(),
        },
        (_, Value::String(text)) => shortened(text),
        (_, other) => shortened(&other.to_string()),
    }
}

/// A text cut to what a dry run repeats.
pub(super) fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(SHOWN_AT_MOST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// What tells a record from others of its name.
pub(super) fn detail(workspace: &Workspace, id: RecordId) -> String {
    let Some(record) = workspace.record(id) else {
        return "from an earlier row of this file".to_owned();
    };
    let mut parts: Vec<String> = record
        .items("identifiers")
        .iter()
        .filter_map(|item| item.text().map(str::to_owned))
        .collect();
    for field in ["role", "email", "town", "postcode", "code", "due"] {
        parts.extend(
            record
                .value(field)
                .text()
                .filter(|text| !text.is_empty())
                .map(str::to_owned),
        );
    }
    if let Some(stage) = record.value("stage").text() {
        parts.push(workspace.journey().label(stage).to_owned());
    }
    if let Some(organisation) = record
        .value("organisation")
        .text()
        .and_then(|id| RecordId::parse(id).ok())
    {
        parts.push(workspace.name_of(organisation));
    }
    parts.join(", ")
}
