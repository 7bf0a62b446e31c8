//! Why a file cannot be imported, and how files are named in the history.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::domain::counting::listed;

/// A file's name and fingerprint, as the history shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// The file's name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
}

impl FileMark {
    /// The mark of a file of that name with these bytes.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let mut marking = Marking::default();
        marking.add(bytes);
        marking.end(name)
    }

    /// The mark of files that were read as one: all their names, and the hash of their hashes one after the other.
    #[must_use]
    pub fn together(marks: &[Self]) -> Self {
        match marks {
            [one] => one.clone(),
            several => {
                let names: Vec<&str> = several.iter().map(|mark| mark.name.as_str()).collect();
                let hashes: String = several.iter().map(|mark| mark.hash.as_str()).collect();
                Self::of(&listed(&names), hashes.as_bytes())
            }
        }
    }
}

/// The mark of a file whose bytes are told one stretch after the other.
#[derive(Clone, Debug, Default)]
pub struct Marking(Sha256);

impl Marking {
    /// Tells the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The mark of the file of that name.
    #[must_use]
    pub fn end(self, name: &str) -> FileMark {
        let mut hash = String::with_capacity(64);
        for byte in self.0.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        FileMark {
            name: name.to_owned(),
            hash,
        }
    }
}

/// Why a file cannot be imported. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Larger than can be worked with in a browser.
    #[error(
        "This file has {megabytes} MB; Fledgling reads files up to {most} MB. Nothing was changed."
    )]
    TooLarge {
        /// Its size.
        megabytes: u64,
        /// The most that is read.
        most: u64,
    },
    /// A table or a list of grants larger than can be worked with in a browser.
    #[error(
        "This file has {megabytes} MB; Fledgling reads tables and grants up to {most} MB. Split it into smaller files and import them one after the other."
    )]
    TableTooLarge {
        /// Its size.
        megabytes: u64,
        /// The most that is read.
        most: u64,
    },
    /// There is nothing in it.
    #[error("This file is empty.")]
    Empty,
    /// A spreadsheet program's own format.
    #[error(
        "This is a spreadsheet or a compressed file. Open it in your spreadsheet program, save the sheet as CSV (CSV UTF-8 if offered), and import that file."
    )]
    Spreadsheet,
    /// Not a table and not JSON.
    #[error(
        "This is {what}. Fledgling imports CSV tables, 360Giving grants, contract notices (OCDS) and its own JSON files."
    )]
    NotData {
        /// What it is, in words.
        what: &'static str,
    },
    /// JSON that Fledgling does not know.
    #[error(
        "This file holds {what}, in a form that Fledgling does not read. It imports 360Giving grants, contract notices (OCDS) and its own JSON files."
    )]
    OtherJson {
        /// What it is, in words.
        what: &'static str,
    },
    /// It stops in the middle.
    #[error(
        "The file stops in the middle, at line {line}, column {column}. It may not have been copied or downloaded completely; please fetch it again."
    )]
    CutOff {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
    },
    /// It says it is UTF-8 and is not.
    #[error(
        "The file says it is UTF-8, but line {line}, column {column} is not. Please save it again as CSV UTF-8."
    )]
    MixedEncoding {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
    },
    /// Lists in lists in lists.
    #[error(
        "The file's lists lie more than {most} deep in each other, at line {line}, column {column}. No file of this kind is that deep."
    )]
    TooDeep {
        /// The most that is read.
        most: usize,
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
    },
    /// The JSON is broken.
    #[error("The JSON is broken at line {line}, column {column}: {problem}.")]
    BrokenJson {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
        /// What is wrong there.
        problem: String,
    },
    /// A file that a newer Fledgling wrote.
    #[error(
        "This file was written by a newer version of Fledgling (format {found}). Reload Fledgling to get the new version, then import it."
    )]
    Newer {
        /// The format's version in the file.
        found: u64,
    },
    /// A Fledgling file whose content does not fit itself.
    #[error(
        "The file was altered or damaged: change {change} of its history cannot be trusted ({why}). Please ask for a fresh export."
    )]
    Altered {
        /// Which change, from 1.
        change: usize,
        /// Why.
        why: String,
    },
    /// A Fledgling file in which there is no history.
    #[error(
        "This Fledgling file has no history in it, so there is nothing to go by. It was altered or damaged; please ask for a fresh export. Nothing was changed."
    )]
    NoHistory,
    /// A full export of this workspace from before or after a backup was restored.
    #[error(
        "This export of the same workspace was made {when}. Merging it would bring back what the backup left behind, so it can only be restored over what is here. Nothing was changed."
    )]
    OtherEpoch {
        /// When it was made, beside the restored backup.
        when: &'static str,
    },
    /// A part of a known format has the wrong form.
    #[error("“{field}” should be {expected}.")]
    WrongForm {
        /// The part.
        field: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// A quotation mark that is never closed.
    #[error(
        "A quotation mark opens at line {line}, column {column} and is never closed. The file may have been cut off there."
    )]
    OpenQuote {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
    },
    /// Headings, or nothing but one line.
    #[error("This table has headings and no rows.")]
    NoRows,
}
