//! The one normaliser: whatever comes in, typed or as JSON, becomes the stored form or a plain message.

use serde_json::Value;

use super::definition::{FieldSpec, Shape};
use crate::{
    domain::{
        dates::Day, email::Email, identifier::OrganisationId, money::Pence, postcode::Postcode,
        vocabulary::Choice, web_address::Link,
    },
    ledger::RecordId,
};

/// The longest a single line may be, in characters.
pub const LONGEST_LINE: usize = 500;
/// The longest any text may be, in characters.
pub const LONGEST_PROSE: usize = 100_000;

/// A field that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{label}: {problem}")]
pub struct FieldError {
    /// The field's name in storage.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl FieldError {
    /// A problem with a field of the table.
    pub fn new(spec: &FieldSpec, problem: impl Into<String>) -> Self {
        Self {
            field: spec.name.to_owned(),
            label: spec.label.to_owned(),
            problem: problem.into(),
        }
    }
}

/// Reads what somebody typed into one value. Empty text is `null`: the field is cleared.
///
/// # Errors
/// A message that names the field, what is wrong, and what would be right.
pub fn parse_text(spec: &FieldSpec, typed: &str) -> Result<Value, FieldError> {
    let text = typed.trim();
    if text.is_empty() {
        return if spec.required {
            Err(FieldError::new(spec, "Please fill this in."))
        } else {
            Ok(Value::Null)
        };
    }
    let wrong = |problem: String| FieldError::new(spec, problem);
    match spec.shape {
        Shape::Line => one_line(text).map_err(wrong).map(Value::String),
        Shape::Tags => one_line(text).map_err(wrong).map(Value::String),
        Shape::Prose => prose(typed).map_err(wrong).map(Value::String),
        Shape::Money => Pence::parse(text)
            .map(|pence| Value::from(pence.0))
            .map_err(|e| wrong(e.to_string())),
        Shape::Day => Day::parse_uk(text)
            .map(|day| Value::String(day.iso()))
            .map_err(|e| wrong(e.to_string())),
        Shape::Count => count(text).map_err(wrong),
        Shape::Flag => flag(text).map_err(wrong),
        Shape::Moment => Err(wrong("This is set by Fledgling itself.".to_owned())),
        Shape::Choice(choices) | Shape::Choices(choices) => choice(choices, text).map_err(wrong),
        Shape::StageId => one_line(text).map_err(wrong).map(Value::String),
        Shape::Link => Link::parse(text)
            .map(|link| Value::String(link.to_string()))
            .map_err(|e| wrong(e.to_string())),
        Shape::Email => Email::parse(text)
            .map(|email| Value::String(email.to_string()))
            .map_err(|e| wrong(e.to_string())),
        Shape::Postcode => Postcode::parse(text)
            .map(|code| Value::String(code.to_string()))
            .map_err(|e| wrong(e.to_string())),
        Shape::Identifiers => OrganisationId::parse(text)
            .map(|id| Value::String(id.to_string()))
            .map_err(|e| wrong(e.to_string())),
        Shape::Ref(_) | Shape::Refs(_) => RecordId::parse(text)
            .map(|id| Value::String(id.to_string()))
            .map_err(|_| wrong("Please choose one from the list.".to_owned())),
        Shape::Json => serde_json::from_slice(text.as_bytes())
            .map_err(|_| wrong("This is not JSON.".to_owned())),
    }
}

/// Checks one JSON value against its field and answers the stored form: for sets, of one item.
///
/// # Errors
/// As [`parse_text`].
pub fn check(spec: &FieldSpec, value: &Value) -> Result<Value, FieldError> {
    let wrong = |problem: &str| Err(FieldError::new(spec, problem));
    match (spec.shape, value) {
        (_, Value::Null) if spec.required => wrong("Please fill this in."),
        (_, Value::Null) | (Shape::Json, _) | (Shape::Flag, Value::Bool(_)) => Ok(value.clone()),
        (Shape::Money | Shape::Moment, Value::Number(number)) if number.is_i64() => {
            Ok(value.clone())
        }
        (Shape::Count, Value::Number(number))
            if number.as_i64().is_some_and(|count| count >= 0) =>
        {
            Ok(value.clone())
        }
        (Shape::Money, Value::Number(_)) => wrong("Money is kept as whole pence."),
        (Shape::Money | Shape::Moment | Shape::Count, _) => {
            wrong("A whole number is expected here.")
        }
        (Shape::Flag, _) => wrong("Yes or no is expected here."),
        (_, Value::String(text)) => parse_text(spec, text),
        _ => wrong("Text is expected here."),
    }
}

fn one_line(text: &str) -> Result<String, String> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() > LONGEST_LINE {
        return Err(format!("This is longer than {LONGEST_LINE} characters."));
    }
    Ok(joined
        .chars()
        .filter(|letter| !letter.is_control())
        .collect())
}

fn prose(text: &str) -> Result<String, String> {
    if text.chars().count() > LONGEST_PROSE {
        return Err("This is longer than 100,000 characters.".to_owned());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(text
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned())
}

fn count(text: &str) -> Result<Value, String> {
    text.replace([',', ' '], "")
        .parse::<i64>()
        .ok()
        .filter(|count| *count >= 0)
        .map(Value::from)
        .ok_or_else(|| format!("“{text}” is not a whole number, such as 12."))
}

fn flag(text: &str) -> Result<Value, String> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(Value::Bool(true)),
        "no" | "n" | "false" | "0" => Ok(Value::Bool(false)),
        _ => Err(format!("“{text}” is neither yes nor no.")),
    }
}

fn choice(choices: &[Choice], text: &str) -> Result<Value, String> {
    let found = choices.iter().find(|choice| {
        choice.id == text
            || choice.label.eq_ignore_ascii_case(text)
            || choice.id.eq_ignore_ascii_case(text)
    });
    found
        .map(|choice| Value::String(choice.id.to_owned()))
        .ok_or_else(|| {
            let known: Vec<&str> = choices.iter().take(8).map(|choice| choice.label).collect();
            format!(
                "“{text}” is not one of: {}{}.",
                known.join(", "),
                if choices.len() > 8 { ", …" } else { "" }
            )
        })
}
