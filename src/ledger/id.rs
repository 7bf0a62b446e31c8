//! Names of changes and records.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The first 128 bits of the SHA-256 of a change's canonical content; 32 hexadecimal digits in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub u128);

/// Why a text is no change id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a change's id has 32 hexadecimal digits, in lower case")]
pub struct ChangeIdError;

impl ChangeId {
    /// Stands for "there was nothing before": the origin of an empty field.
    pub const NOTHING: Self = Self(0);

    /// Reads the text form. Only the form that `Display` writes is taken, so that a text and its id always agree.
    ///
    /// # Errors
    /// When the text has another length or other characters.
    pub fn parse(text: &str) -> Result<Self, ChangeIdError> {
        let plain =
            text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let bits = u128::from_str_radix(text, 16).ok().filter(|_| plain);
        bits.map(Self).ok_or(ChangeIdError)
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for ChangeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChangeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Names a record for good. In text: 26 letters and digits (Crockford's base 32, lower case).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u128);

/// Why a text is no record id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a record's id has 26 letters and digits")]
pub struct RecordIdError;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl RecordId {
    /// The id that every device gives to the same well-known thing, such as the incubator's settings.
    pub fn named(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        let mut first = [0u8; 16];
        first.copy_from_slice(&digest[..16]);
        Self(u128::from_be_bytes(first))
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// When the text has another length or other characters.
    pub fn parse(text: &str) -> Result<Self, RecordIdError> {
        if text.len() != 26 {
            return Err(RecordIdError);
        }
        let mut bits: u128 = 0;
        for (place, letter) in text.bytes().enumerate() {
            let value = ALPHABET
                .iter()
                .position(|known| *known == letter)
                .ok_or(RecordIdError)?;
            // 26 letters carry 130 bits: the first may only use its lower three.
            if place == 0 && value > 7 {
                return Err(RecordIdError);
            }
            bits = bits << 5 | value as u128;
        }
        Ok(Self(bits))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; 26];
        for (place, letter) in text.iter_mut().enumerate() {
            let shift = 5 * (25 - place);
            *letter = ALPHABET[usize::try_from(self.0 >> shift & 31).unwrap_or_default()];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
