//! What a failed storage operation means: give up, or drop the connection and try again.

use indexed_db_futures::error::{Error, OpenDbError};
use wasm_bindgen::{JsCast, JsValue};

use crate::workspace::host::StorageError;

/// A failed attempt.
#[derive(Debug)]
pub(super) enum Failure {
    /// Another attempt would end the same way.
    Final(StorageError),
    /// The connection or the moment may be at fault: another attempt may do better.
    Passing(StorageError),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let words = error.to_string();
        match error {
            Error::DomException(exception) => from_exception(&exception.into()),
            _ => Self::Passing(StorageError::Failed(words)),
        }
    }
}

impl From<OpenDbError> for Failure {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            // The crate reports every exception thrown by `open` as a zero version: here that is a refusal.
            OpenDbError::VersionZero
            | OpenDbError::NullFactory
            | OpenDbError::UnsupportedEnvironment => Self::Final(StorageError::Unavailable),
        }
    }
}

impl From<JsValue> for Failure {
    fn from(thrown: JsValue) -> Self {
        match thrown.dyn_ref::<web_sys::DomException>() {
            Some(exception) => from_exception(exception),
            None => Self::Passing(StorageError::Failed(words_of(&thrown))),
        }
    }
}

/// Reads a browser's exception by its name, which the standard fixes, not by its words, which differ.
pub(super) fn from_exception(exception: &web_sys::DomException) -> Failure {
    match exception.name().as_str() {
        "QuotaExceededError" => Failure::Final(StorageError::Full),
        "SecurityError" | "NotAllowedError" => Failure::Final(StorageError::Unavailable),
        name => Failure::Passing(StorageError::Failed(format!(
            "{name}: {}",
            exception.message()
        ))),
    }
}

/// Whether opening failed because the stored data is of a higher version than the one asked for.
pub(super) fn is_version_error(error: &OpenDbError) -> bool {
    named(error, "VersionError")
}

/// Whether opening failed in the way of a browser that keeps no data at all (Firefox with storage switched off).
pub(super) fn is_refusal(error: &OpenDbError) -> bool {
    named(error, "InvalidStateError")
}

fn named(error: &OpenDbError, name: &str) -> bool {
    let OpenDbError::Base(Error::DomException(exception)) = error else {
        return false;
    };
    web_sys::DomException::from(exception.clone()).name() == name
}

/// The words of anything that was thrown.
fn words_of(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown
            .as_string()
            .unwrap_or_else(|| "the browser gave no reason".to_owned()),
    }
}
