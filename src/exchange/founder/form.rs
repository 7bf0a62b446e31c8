//! The forms: a JSON file, a link whose fragment carries the same, and lines that survive an email.
//!
//! Each carries a fingerprint of its content, so that a cut link or an altered file is known for what it is. The
//! fingerprint shows accidents; it is no signature.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    domain::{
        founder::{Answer, Request},
        names::search_key,
    },
    exchange::base64url,
    ledger::canonical::canonical,
};

/// The format's name of a request.
const REQUEST: &str = "founder-request";
/// The format's name of an answer.
const ANSWER: &str = "founder-answer";
/// The version that this app writes. One that is larger is refused.
const VERSION: u64 = 1;
/// The largest file that is read: 2 MiB.
pub const MOST_BYTES: usize = 2 << 20;
/// The longest link that mail programs pass on whole as a rule; a longer one is better sent as a file.
pub const LONGEST_LINK: usize = 8_000;

/// What stands before the text form of a request.
const REQUEST_MARK: &str = "r1.";
/// What stands before the text form of an answer.
const ANSWER_MARK: &str = "a1.";
/// What stands before a request in a link.
const IN_LINK: &str = "#update=";
/// What stands before an answer that was copied as text.
const IN_TEXT: &str = "fledgling:";
/// Letters of the fingerprint in the text forms.
const CHECK_LETTERS: usize = 8;
/// Letters in a line of an answer that was copied as text.
const LINE: usize = 64;

/// A file, link or text that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum FounderFile {
    /// An incubator asks.
    Request(Box<Request>),
    /// A founder answers.
    Answer {
        /// The answer.
        answer: Box<Answer>,
        /// The body it was read from, word for word.
        content: Value,
    },
}

/// Why a file, link or text cannot be read. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FounderFileError {
    /// There is nothing in it.
    #[error("There is nothing in it. Please ask for it again.")]
    Empty,
    /// Larger than any request or answer is.
    #[error(
        "This has {0} MB. Requests and answers are much smaller, so this is something else. Nothing was changed."
    )]
    TooLarge(usize),
    /// It was sealed with a passphrase.
    #[error("This file is sealed with a passphrase. Open it with the passphrase first.")]
    Sealed,
    /// Something else.
    #[error(
        "This is neither a request for an update nor a founder’s answer. Nothing was changed. Please check that it is the right file or the whole link."
    )]
    SomethingElse,
    /// A Fledgling file of another kind.
    #[error(
        "This is another kind of Fledgling file, not a request and not a founder’s answer. Staff open it under Data. Nothing was changed."
    )]
    OtherFile,
    /// It stops in the middle.
    #[error(
        "The end is missing: it was not copied or downloaded whole. Nothing was changed. Please copy all of it, or ask for the file instead."
    )]
    CutOff,
    /// Its content does not fit itself.
    #[error(
        "It was altered or damaged on its way, so it cannot be trusted. Nothing was changed. Please ask for it again."
    )]
    Altered,
    /// A newer version wrote it.
    #[error(
        "A newer version of Fledgling wrote this. Nothing was changed. Reload Fledgling to get the new version, then open it again."
    )]
    Newer,
}

fn check_of(body: &Value) -> String {
    let digest = Sha256::digest(canonical(body).as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn file(format: &str, member: &str, body: &Value) -> Vec<u8> {
    let whole = json!({
        "fledgling": { "format": format, "version": VERSION, "check": check_of(body) },
        member: body,
    });
    // A value has only text for keys: it can always be written.
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn in_letters(mark: &str, body: &Value) -> String {
    let check = check_of(body);
    let check = check.get(..CHECK_LETTERS).unwrap_or_default();
    format!(
        "{mark}{}.{check}",
        base64url::encode(canonical(body).as_bytes())
    )
}

fn body_of(what: &impl Serialize) -> Value {
    serde_json::to_value(what).unwrap_or_default()
}

/// A request as a file.
pub fn request_file(request: &Request) -> Vec<u8> {
    file(REQUEST, "request", &body_of(request))
}

/// An answer as a file.
pub fn answer_file(answer: &Answer) -> Vec<u8> {
    file(ANSWER, "answer", &body_of(answer))
}

/// What stands after the `#` of a link that carries a request.
pub fn request_fragment(request: &Request) -> String {
    let letters = in_letters(REQUEST_MARK, &body_of(request));
    format!("{}{letters}", IN_LINK.trim_start_matches('#'))
}

/// A link to the app at `base` that carries a request. Nothing of a fragment is ever sent to a server.
pub fn request_link(base: &str, request: &Request) -> String {
    format!("{base}#{}", request_fragment(request))
}

/// An answer as lines that can be pasted into an email or a message.
pub fn answer_in_text(answer: &Answer) -> String {
    let letters = in_letters(ANSWER_MARK, &body_of(answer));
    let mut lines = String::from(IN_TEXT);
    for (at, letter) in letters.chars().enumerate() {
        if at % LINE == 0 {
            lines.push('\n');
        }
        lines.push(letter);
    }
    lines.push('\n');
    lines
}

/// A name for a file about a venture: `green-gym-request-2026-11-21.json`.
pub fn file_name(venture: &str, what: &str, day: &str) -> String {
    let mut stem: String = search_key(venture)
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    while stem.contains("--") {
        stem = stem.replace("--", "-");
    }
    let stem = stem.trim_matches('-');
    let stem = stem.get(..stem.len().min(60)).unwrap_or_default();
    let stem = if stem.is_empty() { "venture" } else { stem };
    format!("{stem}-{what}-{day}.json")
}

/// Whether this looks like a request or an answer: enough to choose whom to give it to.
pub fn is_from_here(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(MOST_BYTES)).unwrap_or_default();
    let has = |mark: &str| {
        start
            .windows(mark.len())
            .any(|part| part == mark.as_bytes())
    };
    has("\"founder-request\"") || has("\"founder-answer\"") || has(IN_LINK) || has(IN_TEXT)
}

/// Reads a request or an answer: a file, a link, or text with either in it.
///
/// # Errors
/// Why it cannot be read, in plain words.
pub fn read(bytes: &[u8]) -> Result<FounderFile, FounderFileError> {
    if bytes.len() > MOST_BYTES {
        return Err(FounderFileError::TooLarge(bytes.len().div_ceil(1 << 20)));
    }
    if bytes.starts_with(b"age-encryption.org/") || bytes.starts_with(b"-----BEGIN AGE") {
        return Err(FounderFileError::Sealed);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        None => FounderFileError::CutOff,
        Some(_) => FounderFileError::SomethingElse,
    })?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(FounderFileError::Empty);
    }
    if text.starts_with('{') {
        return read_file(text);
    }
    read_letters(text)
}

fn read_file(text: &str) -> Result<FounderFile, FounderFileError> {
    let whole: Value = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() {
            FounderFileError::CutOff
        } else {
            FounderFileError::Altered
        }
    })?;
    let Some(head) = whole.get("fledgling").and_then(Value::as_object) else {
        return Err(FounderFileError::SomethingElse);
    };
    let word = |name: &str| head.get(name).and_then(Value::as_str).unwrap_or_default();
    let member = match word("format") {
        REQUEST => "request",
        ANSWER => "answer",
        _ => return Err(FounderFileError::OtherFile),
    };
    match head.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(FounderFileError::Newer),
        _ => return Err(FounderFileError::Altered),
    }
    let body = whole.get(member).ok_or(FounderFileError::Altered)?;
    if check_of(body) != word("check") {
        return Err(FounderFileError::Altered);
    }
    if member == "request" {
        request_in(body)
    } else {
        answer_in(body)
    }
}

/// Where the text form begins in whatever stands around it: after the words that stand before it in a link or a message.
fn beginning(text: &str) -> &str {
    let begins = |rest: &str| {
        let mut letters = rest.chars();
        let kind = letters.next();
        matches!(kind, Some('r' | 'a')) && letters.next().is_some_and(|c| c.is_ascii_digit())
    };
    let marks = [IN_LINK.trim_start_matches('#'), IN_TEXT];
    let marked = marks.iter().find_map(|mark| {
        let mut found = text.match_indices(mark);
        found.find_map(|(at, _)| text.get(at + mark.len()..).filter(|rest| begins(rest)))
    });
    let bare = marks
        .iter()
        .find_map(|mark| text.rsplit_once(mark).map(|(_, rest)| rest));
    marked.or(bare).unwrap_or(text)
}

/// Reads the text form out of whatever stands around it. Mail programs break long lines and put marks before quoted
/// ones: those are passed over.
fn read_letters(text: &str) -> Result<FounderFile, FounderFileError> {
    let squeezed: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '>' | '<' | '"'))
        .collect();
    let mut letters = beginning(&squeezed).chars().filter(|letter| *letter != '=');
    let mark: String = letters.by_ref().take(REQUEST_MARK.len()).collect();
    if mark != REQUEST_MARK && mark != ANSWER_MARK {
        return Err(not_ours(&mark));
    }
    let mut is_ended = false;
    let code: String = letters
        .by_ref()
        .take_while(|letter| {
            is_ended = *letter == '.';
            !is_ended
        })
        .collect();
    let check: String = letters.take(CHECK_LETTERS).collect();
    if !is_ended || check.chars().count() < CHECK_LETTERS {
        return Err(FounderFileError::CutOff);
    }
    let body: Value = base64url::decode(&code)
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or(FounderFileError::Altered)?;
    if !check_of(&body).starts_with(&check) {
        return Err(FounderFileError::Altered);
    }
    if mark == REQUEST_MARK {
        request_in(&body)
    } else {
        answer_in(&body)
    }
}

fn not_ours(mark: &str) -> FounderFileError {
    let mut letters = mark.chars();
    let kind = letters.next();
    let version = letters.next().and_then(|version| version.to_digit(10));
    match (kind, version, letters.next()) {
        (Some('r' | 'a'), Some(2..), Some('.')) => FounderFileError::Newer,
        (Some('r' | 'a'), Some(1), None) | (Some('r' | 'a'), None, None) => {
            FounderFileError::CutOff
        }
        _ => FounderFileError::SomethingElse,
    }
}

fn parsed<T: DeserializeOwned>(body: &Value) -> Result<Box<T>, FounderFileError> {
    T::deserialize(body)
        .map(Box::new)
        .map_err(|_| FounderFileError::Altered)
}

fn request_in(body: &Value) -> Result<FounderFile, FounderFileError> {
    parsed(body).map(FounderFile::Request)
}

fn answer_in(body: &Value) -> Result<FounderFile, FounderFileError> {
    Ok(FounderFile::Answer {
        answer: parsed(body)?,
        content: body.clone(),
    })
}
