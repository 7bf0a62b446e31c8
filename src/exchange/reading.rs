//! From a file's bytes to text, and what kind of file it is. Nothing here panics, whatever the bytes.

mod decode;
mod outline;

pub use decode::{Encoding, Text, repaired};
pub use outline::{JsonOutline, Top};

use super::{failure::ImportError, sealing::is_sealed};

/// The largest file that is opened at all, in bytes: room for the whole history of a region, with 10,000 ventures and
/// 300,000 changes, nearly twice over.
pub const LARGEST_FILE: u64 = 400_000_000;
/// The largest spreadsheet or grants file, in bytes.
pub const LARGEST_TEXT: u64 = 50_000_000;
const MEGABYTE: u64 = 1_000_000;
/// How deep lists and objects of a JSON file may lie in each other.
pub const DEEPEST_JSON: usize = 64;

/// What a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A table as text: comma, semicolon or tab between cells.
    Csv,
    /// Grants in the 360Giving standard.
    ThreeSixtyGiving,
    /// Contract notices in the Open Contracting Data Standard.
    Notices,
    /// Fledgling's own JSON.
    Fledgling,
    /// JSON of another kind, in words.
    Json(&'static str),
    /// A spreadsheet program's own format.
    Spreadsheet,
    /// Something else, in words.
    Unknown(&'static str),
}

/// Refuses files that are too large, before they are read.
///
/// # Errors
/// When the file is larger than [`LARGEST_FILE`].
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes <= LARGEST_FILE {
        return Ok(());
    }
    Err(ImportError::TooLarge {
        megabytes: bytes.div_ceil(MEGABYTE),
        most: LARGEST_FILE / MEGABYTE,
    })
}

/// Refuses what is no file of Fledgling's own and larger than a table can be.
fn check_size_of_table(bytes: u64) -> Result<(), ImportError> {
    if bytes <= LARGEST_TEXT {
        return Ok(());
    }
    Err(ImportError::TableTooLarge {
        megabytes: bytes.div_ceil(MEGABYTE),
        most: LARGEST_TEXT / MEGABYTE,
    })
}

/// How many bytes of a file are looked at before it is read.
pub const HEAD: u32 = 65_536;

/// Refuses by its first [`HEAD`] bytes and its size what could not be imported anyway, so that hundreds of megabytes need
/// not be read first.
///
/// # Errors
/// When the file is too large for what it is, or is of a kind that is not read.
pub fn check_head(head: &[u8], bytes: u64) -> Result<(), ImportError> {
    check_size(bytes)?;
    if is_sealed(head) {
        return Ok(());
    }
    refuse_binary(head)?;
    if start_of(head).starts_with(b"{") && (begins_as_own(head) || !is_foreign(head)) {
        return Ok(());
    }
    check_size_of_table(bytes)
}

/// Whether the first bytes of a file tell of contract notices.
#[must_use]
pub fn mentions_notices(head: &[u8]) -> bool {
    mentions(head, "\"ocid\"") && !begins_as_own(head)
}

/// Whether the first bytes name a member that grants and notices have, and no file of ours.
fn is_foreign(head: &[u8]) -> bool {
    mentions(head, "\"releases\"") || mentions(head, "\"recipientOrganization\"")
}

fn mentions(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

/// The bytes without the mark and the blanks that may stand before JSON.
fn start_of(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

/// Whether bytes begin as Fledgling writes its own files, with the head. Such a file is never taken for another kind.
pub(super) fn begins_as_own(bytes: &[u8]) -> bool {
    let inside = start_of(bytes).strip_prefix(b"{").unwrap_or_default();
    inside.trim_ascii_start().starts_with(b"\"fledgling\"")
}

/// What the first bytes say a file is; nothing when they look like text.
fn sniff_binary(bytes: &[u8]) -> Option<Sniffed> {
    const SIGNS: [(&[u8], Sniffed); 8] = [
        (b"PK\x03\x04", Sniffed::Spreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sniffed::Spreadsheet),
        (b"%PDF", Sniffed::Unknown("a PDF")),
        (b"\x89PNG", Sniffed::Unknown("a picture")),
        (b"\xff\xd8\xff", Sniffed::Unknown("a picture")),
        (b"GIF8", Sniffed::Unknown("a picture")),
        (b"\x1f\x8b", Sniffed::Unknown("a compressed file")),
        (b"7z\xbc\xaf", Sniffed::Unknown("a compressed file")),
    ];
    SIGNS
        .iter()
        .find(|(sign, _)| bytes.starts_with(sign))
        .map(|(_, kind)| *kind)
}

fn refuse_binary(bytes: &[u8]) -> Result<(), ImportError> {
    match sniff_binary(bytes) {
        Some(Sniffed::Spreadsheet) => Err(ImportError::Spreadsheet),
        Some(Sniffed::Unknown(what)) => Err(ImportError::NotData { what }),
        _ => Ok(()),
    }
}

/// What a text seems to be; `outline` is that of its JSON, when it starts as JSON does.
fn sniff_text(text: &str, outline: Option<&JsonOutline>) -> Sniffed {
    let start = text.trim_start();
    if let Some(outline) = outline {
        return sniff_json(outline);
    }
    let lower: String = start
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Sniffed::Unknown("a web page");
    }
    if lower.starts_with("<?xml") {
        return Sniffed::Unknown("XML");
    }
    Sniffed::Csv
}

fn sniff_json(outline: &JsonOutline) -> Sniffed {
    let has = |key: &str| outline.keys.iter().any(|known| known == key);
    match outline.top {
        Top::Object if has("fledgling") => Sniffed::Fledgling,
        Top::Object if has("grants") => Sniffed::ThreeSixtyGiving,
        Top::Object | Top::Array
            if has("ocid") || has("releases") || has("records") && has("publishedDate") =>
        {
            Sniffed::Notices
        }
        Top::Array
            if [
                "recipientOrganization",
                "recipientIndividual",
                "fundingOrganization",
                "awardDate",
                "amountAwarded",
            ]
            .into_iter()
            .any(has) =>
        {
            Sniffed::ThreeSixtyGiving
        }
        _ => Sniffed::Json("JSON"),
    }
}

/// A file's text and what it seems to be.
#[derive(Debug)]
pub struct Read {
    /// The text.
    pub text: Text,
    /// What it is.
    pub sniffed: Sniffed,
}

/// Reads a file's bytes as text and says what it is.
///
/// # Errors
/// When the file is too large, empty, no text, cut off, or its JSON lies too deep or is broken at the outside.
pub fn read(bytes: Vec<u8>) -> Result<Read, ImportError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    check_size(size)?;
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    refuse_binary(&bytes)?;
    if !start_of(&bytes).starts_with(b"{") {
        // Whatever it is, it is no file of ours: no need to look further into a large one.
        check_size_of_table(size)?;
    }
    let text = decode::decode(bytes)?;
    if text.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let starts_as_json = text.text.trim_start().starts_with(['{', '[']);
    let outline = if starts_as_json {
        Some(outline::outline(&text.text)?)
    } else {
        None
    };
    let sniffed = sniff_text(&text.text, outline.as_ref());
    if sniffed != Sniffed::Fledgling {
        check_size_of_table(size)?;
    }
    match sniffed {
        Sniffed::Json(what) => Err(ImportError::OtherJson { what }),
        Sniffed::Unknown(what) => Err(ImportError::NotData { what }),
        Sniffed::Spreadsheet => Err(ImportError::Spreadsheet),
        Sniffed::Csv | Sniffed::ThreeSixtyGiving | Sniffed::Notices | Sniffed::Fledgling => {
            Ok(Read { text, sniffed })
        }
    }
}

/// The line and column (both from 1) of a byte in a text.
pub(super) fn line_and_column(text: &str, at: usize) -> (u64, u64) {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let count = |bytes: &[u8]| {
        u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u64::MAX)
    };
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |line_end| line_end + 1);
    // Columns count letters; the bytes that continue a letter are not counted.
    let letters = before
        .get(start..)
        .unwrap_or_default()
        .iter()
        .filter(|byte| **byte & 0xc0 != 0x80)
        .count();
    (
        count(before) + 1,
        u64::try_from(letters).unwrap_or(u64::MAX).saturating_add(1),
    )
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    const LARGE: u64 = 200_000_000;

    fn refused(head: &str) -> String {
        check_head(head.as_bytes(), LARGE)
            .map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn a_large_table_is_refused_by_its_head() {
        for head in [
            "name,stage\nGreen Gym,test\n",
            "\u{feff}name;stage\n",
            "[{\"awardDate\": \"2024-01-01\"}]",
            "{\"grants\": [{\"recipientOrganization\": []}]}",
            "{\"uri\": \"u\", \"releases\": [{\"ocid\": \"ocds-1\"}]}",
        ] {
            assert!(refused(head).contains("up to 50 MB"), "{head}");
            assert_eq!(check_head(head.as_bytes(), LARGEST_TEXT), Ok(()), "{head}");
        }
        assert!(refused("%PDF-1.7").contains("PDF"));
    }

    #[test]
    fn large_files_of_our_own_and_sealed_ones_are_read() {
        for head in [
            "{ \"fledgling\": {}, \"note\": \"\"releases\"\"",
            "{\"changes\": [{\"ocid\": ",
            "age-encryption.org/v1\n-> scrypt ",
        ] {
            assert_eq!(refused(head), "");
        }
        let beyond = LARGEST_FILE + 1;
        assert!(check_head(b"{\"fledgling\"", beyond).is_err());
    }

    #[test]
    fn notices_are_known_by_their_head_and_our_own_export_is_not_taken_for_them() {
        assert!(mentions_notices(
            b"{\"releases\": [{\"ocid\": \"ocds-b5fd17-1\""
        ));
        assert!(!mentions_notices(
            b"{\"fledgling\": {}, \"changes\": [{\"ocid\": 1}]"
        ));
        assert!(!mentions_notices(b"name,stage"));
    }
}
