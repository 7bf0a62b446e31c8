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
/// Stands in [`VALUES`] for what is no letter of the alphabet.
const NO_LETTER: u8 = 0x80;
/// What each letter of the alphabet is worth. A region's records name a hundred thousand others.
const VALUES: [u8; 256] = {
    let mut values = [NO_LETTER; 256];
    let mut value = 0;
    while value < 32 {
        values[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    values
};
/// Letters that are read and written at a time: twelve fit into a word, and wide numbers are slow in a browser.
const AT_A_TIME: usize = 12;
/// The bits of so many letters.
const BITS_AT_A_TIME: u32 = 60;

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
        let letters: &[u8; 26] = text.as_bytes().try_into().map_err(|_| RecordIdError)?;
        // 26 letters carry 130 bits: the first may only use its lower three.
        let mut seen = VALUES[usize::from(letters[0])] & 0x18;
        let mut bits: u128 = 0;
        for part in letters.rchunks(AT_A_TIME).rev() {
            let mut word: u64 = 0;
            for letter in part {
                let value = VALUES[usize::from(*letter)];
                seen |= value & NO_LETTER;
                word = word << 5 | u64::from(value);
            }
            bits = bits << BITS_AT_A_TIME | u128::from(word);
        }
        if seen != 0 {
            return Err(RecordIdError);
        }
        Ok(Self(bits))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; 26];
        let mut bits = self.0;
        for part in text.rchunks_mut(AT_A_TIME) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the rest is for the letters before these"
            )]
            let mut word = bits as u64;
            for letter in part.iter_mut().rev() {
                *letter = ALPHABET[(word & 31) as usize];
                word >>= 5;
            }
            bits >>= BITS_AT_A_TIME;
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

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_records_id_reads_back_from_its_text_and_from_no_other(bits in any::<u128>(), place in 0..26_usize) {
            let text = RecordId(bits).to_string();
            prop_assert_eq!(RecordId::parse(&text), Ok(RecordId(bits)));
            let letters = text.bytes().fold(0_u128, |bits, letter| {
                let value = ALPHABET.iter().position(|known| *known == letter);
                bits << 5 | value.map_or(0, |value| value as u128)
            });
            prop_assert_eq!(letters, bits);
            for wrong in ["u", "I", "é", "", "00"] {
                let mut other = text.clone();
                other.replace_range(place..=place, wrong);
                prop_assert_eq!(RecordId::parse(&other), Err(RecordIdError));
            }
            prop_assert_eq!(RecordId::parse(&format!("8{}", &text[1..])), Err(RecordIdError));
        }
    }
}
