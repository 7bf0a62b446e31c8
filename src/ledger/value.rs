//! A field's value, wherever it lies.

use serde_json::Value;

/// A value read in place.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueRef<'a> {
    /// Nothing, or cleared.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Anything else.
    Other(std::borrow::Cow<'a, Value>),
}

impl<'a> ValueRef<'a> {
    /// Looks at a value in memory.
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(yes) => Self::Bool(*yes),
            Value::String(text) => Self::Text(text),
            other => match other.as_i64() {
                Some(number) => Self::Int(number),
                None => Self::Other(std::borrow::Cow::Borrowed(other)),
            },
        }
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&'a str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The whole number, if it is one.
    pub fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// An own copy.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::Bool(*yes),
            Self::Int(number) => Value::from(*number),
            Self::Text(text) => Value::String((*text).to_owned()),
            Self::Other(value) => value.clone().into_owned(),
        }
    }
}
