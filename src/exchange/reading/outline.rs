//! The outside of a JSON text: its top-level keys and its depth, in one pass without recursion.

use super::{super::failure::ImportError, DEEPEST_JSON, line_and_column};

/// What a JSON text is at its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// An object.
    Object,
    /// A list.
    Array,
}

/// The outside of a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonOutline {
    /// What it is at its top.
    pub top: Top,
    /// Keys of the top object, or of the objects in the top list (each once).
    pub keys: Vec<String>,
    /// How deep lists and objects lie in each other.
    pub depth: usize,
}

/// How many different keys are kept: real files have a few dozen.
const MOST_KEYS: usize = 200;

/// Walks over a text that starts with `{` or `[`.
///
/// # Errors
/// When it lies deeper than [`DEEPEST_JSON`], ends in the middle, or closes more than it opens.
pub(super) fn outline(text: &str) -> Result<JsonOutline, ImportError> {
    let bytes = text.as_bytes();
    let start = bytes
        .iter()
        .position(|byte| matches!(byte, b'{' | b'['))
        .unwrap_or_default();
    let top = if bytes.get(start) == Some(&b'{') {
        Top::Object
    } else {
        Top::Array
    };
    let key_depth = if top == Top::Object { 1 } else { 2 };
    let mut found = JsonOutline {
        top,
        keys: Vec::new(),
        depth: 0,
    };
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                found.depth = found.depth.max(depth);
                if depth > DEEPEST_JSON {
                    let (line, column) = line_and_column(text, at);
                    return Err(ImportError::TooDeep {
                        most: DEEPEST_JSON,
                        line,
                        column,
                    });
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(found);
                }
            }
            b'"' => {
                let end = string_end(bytes, at).ok_or_else(|| cut_off(text))?;
                if depth == key_depth && found.keys.len() < MOST_KEYS && is_key(bytes, end) {
                    let key = text.get(at + 1..end).unwrap_or_default();
                    if !found.keys.iter().any(|known| known == key) {
                        found.keys.push(key.to_owned());
                    }
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    Err(cut_off(text))
}

/// Where the string that starts at `open` has its closing quotation mark.
fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at),
            _ => at += 1,
        }
    }
}

fn is_key(bytes: &[u8], end: usize) -> bool {
    let after = bytes.get(end + 1..).unwrap_or_default();
    after.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

fn cut_off(text: &str) -> ImportError {
    let (line, column) = line_and_column(text, text.trim_end().len());
    ImportError::CutOff { line, column }
}
