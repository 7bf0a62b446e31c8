//! From bytes to text: which encoding, and how it was known.

use std::fmt;

use super::super::failure::ImportError;

/// How a file's letters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, the usual one.
    Utf8,
    /// UTF-8 that says so with a mark at the start, as Excel writes it.
    Utf8WithMark,
    /// UTF-16 with a mark, as Excel's "Unicode text" is.
    Utf16,
    /// Windows-1252: assumed, because the bytes are not UTF-8.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 | Self::Utf8WithMark => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (assumed, because it is not UTF-8)",
        })
    }
}

/// A file's text.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text, without any mark at its start.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
}

/// What the bytes 0x80 to 0x9F stand for in Windows-1252 (WHATWG Encoding Standard); the rest are as in Latin-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        other => char::from(other),
    }
}

fn to_windows_1252(letter: char) -> Option<u8> {
    match u32::from(letter) {
        code @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(code).ok(),
        _ => {
            let place = WINDOWS_1252.iter().position(|known| *known == letter)?;
            Some(0x80 + u8::try_from(place).ok()?)
        }
    }
}

/// Decodes a file.
///
/// # Errors
/// When the bytes are no text, or stop in the middle of a letter.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Text, ImportError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    if is_binary(&bytes) {
        return Err(ImportError::NotData {
            what: "something other than text",
        });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        let text = std::str::from_utf8(rest)
            .map_err(|error| not_utf8(rest, &error))?
            .to_owned();
        return Ok(Text {
            text,
            encoding: Encoding::Utf8WithMark,
        });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Text {
            text,
            encoding: Encoding::Utf8,
        }),
        Err(error) => {
            let (fault, bytes) = (error.utf8_error(), error.into_bytes());
            let sound = bytes.get(..fault.valid_up_to()).unwrap_or_default();
            if fault.error_len().is_none() && !sound.is_ascii() {
                return Err(not_utf8(&bytes, &fault));
            }
            let text = bytes.iter().map(|byte| from_windows_1252(*byte)).collect();
            Ok(Text {
                text,
                encoding: Encoding::Windows1252,
            })
        }
    }
}

/// NUL bytes, or many control characters near the start, are no text.
fn is_binary(bytes: &[u8]) -> bool {
    let start = bytes.get(..4_096).unwrap_or(bytes);
    let controls = start
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c))
        .count();
    start.contains(&0) || controls * 20 > start.len()
}

fn not_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> ImportError {
    let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let sound = std::str::from_utf8(sound).unwrap_or_default();
    let (line, column) = super::line_and_column(sound, sound.len());
    match error.error_len() {
        None => ImportError::CutOff { line, column },
        Some(_) => ImportError::MixedEncoding { line, column },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Text, ImportError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !odd.is_empty() {
        let (line, column) = super::line_and_column(&text, text.len());
        return Err(ImportError::CutOff { line, column });
    }
    if text.contains('\0') {
        return Err(ImportError::NotData {
            what: "something other than text",
        });
    }
    Ok(Text {
        text,
        encoding: Encoding::Utf16,
    })
}

/// The text put right, when it is UTF-8 that a program on its way took for Windows-1252 (`EsmÃ©e`).
#[must_use]
pub fn repaired(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â', 'Å']) {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(to_windows_1252).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok()
}
