//! What an attribute, a class, a style or a property can be set to.

use std::borrow::Cow;

use wasm_bindgen::JsValue;

/// A value as the page takes it.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Left out.
    Absent,
    /// A text.
    Text(Cow<'static, str>),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
}

impl Value {
    /// The text of an attribute; `None` leaves the attribute out.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Absent | Self::Flag(false) => None,
            Self::Flag(true) => Some(Cow::Borrowed("")),
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
        }
    }

    /// The value as scripts see it.
    pub(super) fn script(&self) -> JsValue {
        match self {
            Self::Absent => JsValue::UNDEFINED,
            Self::Flag(on) => JsValue::from_bool(*on),
            Self::Text(text) => JsValue::from_str(text),
            Self::Number(number) => JsValue::from_f64(*number),
        }
    }
}

/// Anything that is a [`Value`] at one moment.
pub trait IntoValue {
    /// Makes it one.
    fn value(self) -> Value;
}

impl IntoValue for Value {
    fn value(self) -> Value {
        self
    }
}

impl IntoValue for &'static str {
    fn value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl IntoValue for bool {
    fn value(self) -> Value {
        Value::Flag(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn value(self) -> Value {
        self.map_or(Value::Absent, IntoValue::value)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl IntoValue for $number {
            fn value(self) -> Value {
                Value::Number(f64::from(self))
            }
        }
    )*};
}
numbers!(u8, i32, u32, f64);

impl IntoValue for usize {
    fn value(self) -> Value {
        Value::Text(Cow::Owned(self.to_string()))
    }
}
