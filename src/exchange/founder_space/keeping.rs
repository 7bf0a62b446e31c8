//! The space as it is kept in the browser, or taken along as a file.

use serde_json::{Value, json};

use super::{Space, VERSION};

/// The format's name.
const FORMAT: &str = "founder-space";

/// Why a space cannot be opened, or does not take a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpaceError {
    /// The request is about another venture.
    #[error("This request is about {0}, which has a space of its own here. Nothing was changed.")]
    AnotherVenture(String),
    /// What was kept cannot be read.
    #[error(
        "What was kept here cannot be read. It was left as it is. Open the link or the file that you were sent again to begin anew."
    )]
    Unreadable,
    /// A newer version kept it.
    #[error(
        "A newer version of Fledgling kept this. It was left as it is. Reload Fledgling to get the new version."
    )]
    Newer,
}

impl Space {
    /// The stored form.
    pub fn to_json(&self) -> Vec<u8> {
        let whole = json!({
            "fledgling": { "format": FORMAT, "version": VERSION },
            "space": self,
        });
        serde_json::to_vec(&whole).unwrap_or_default()
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// When it is damaged or from a newer version.
    pub fn from_json(bytes: &[u8]) -> Result<Self, SpaceError> {
        let mut whole: Value = serde_json::from_slice(bytes).map_err(|_| SpaceError::Unreadable)?;
        let head = whole.get("fledgling").ok_or(SpaceError::Unreadable)?;
        if head.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(SpaceError::Unreadable);
        }
        match head.get("version").and_then(Value::as_u64) {
            Some(version) if version > VERSION => return Err(SpaceError::Newer),
            Some(_) => {}
            None => return Err(SpaceError::Unreadable),
        }
        let space = whole.get_mut("space").map(Value::take).unwrap_or_default();
        serde_json::from_value(space).map_err(|_| SpaceError::Unreadable)
    }
}
