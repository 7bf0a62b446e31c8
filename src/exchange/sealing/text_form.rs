//! A sealed file as text (what `age --armor` writes), for ways that let only text through, such as a share sheet.

use super::{SealError, TEXT_BEGINNING};
use crate::exchange::base64url;

const FIRST: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const LAST: &str = "-----END AGE ENCRYPTED FILE-----";
const LINE: usize = 64;

/// A sealed file's bytes as text.
pub fn as_text(sealed: &[u8]) -> Vec<u8> {
    let mut letters = base64url::encode(sealed);
    while !letters.len().is_multiple_of(4) {
        letters.push('=');
    }
    let mut text = Vec::with_capacity(letters.len() / LINE * (LINE + 1) + 160);
    let mut line = |line: &[u8]| {
        text.extend_from_slice(line);
        text.push(b'\n');
    };
    line(FIRST.as_bytes());
    let letters = letters.replace('-', "+").replace('_', "/");
    letters.as_bytes().chunks(LINE).for_each(&mut line);
    line(LAST.as_bytes());
    text
}

/// Whether a file is sealed, and text.
pub(super) fn is_text(sealed: &[u8]) -> bool {
    sealed.starts_with(TEXT_BEGINNING)
}

/// The sealed bytes of such a text. Line ends may be of any kind.
pub(super) fn from_text(text: &[u8]) -> Result<Vec<u8>, SealError> {
    let text = std::str::from_utf8(text).map_err(|_| SealError::DamagedText)?;
    let body = text.trim_end().strip_prefix(FIRST);
    let body = body.ok_or(SealError::DamagedText)?;
    let body = body.strip_suffix(LAST).ok_or(SealError::CutOff)?;
    let letters: String = body.split_ascii_whitespace().collect();
    let full = letters.trim_end_matches('=');
    let is_padded = letters.len().is_multiple_of(4) && letters.len() - full.len() < 3;
    if !is_padded || full.contains(['-', '_']) {
        return Err(SealError::DamagedText);
    }
    let full = full.replace('+', "-").replace('/', "_");
    base64url::decode(&full).ok_or(SealError::DamagedText)
}
