//! Bringing files in: the one door for the interface and the command line.
//!
//! ```text
//! check_size(file.size)?                              before the file is read
//! match open(bytes, "ventures.csv")? {
//!     Opened::Table(file)  => { let kind = file.guess_kind(&workspace);          // one of importable_kinds()
//!                               let mapping = file.guess(kind, &workspace);      // correctable, rememberable
//!                               file.planner(mapping, answers, today) }
//!     Opened::Grants(file) => file.planner(GrantOptions::default(), answers, today),
//!     Opened::Notices(mut reading) => {
//!         while !reading.step(2_000_000).finished { /* show progress, let people cancel */ }
//!         reading.finish().planner(answers, today)
//!     }
//!     Opened::Fledgling(bytes) => …                    // read by the module for Fledgling's own JSON
//! }
//! while !planner.step(&workspace, &random, 500).finished { /* show progress, let people cancel */ }
//! let plan: ImportPlan = planner.finish();             // counts, rows, questions; nothing is written so far
//! workspace.execute(Command::Apply(plan.draft()), &ctx) // one change; `plan.is_current(&workspace)` first
//! ```
//!
//! To answer questions, put [`Answer`]s into `answers` (by [`Question::key`]) and plan again; a question about the
//! order of dates is answered in [`Mapping::month_first`]. A mapping is remembered under [`Mapping::fingerprint`]:
//! `serde_json` writes it and reads it back, and [`CsvFile::accepts`] says whether it fits a file.

use std::sync::Arc;

use super::{
    csv_in::CsvFile,
    failure::Marking,
    ocds::NoticesReading,
    reading::{self, Read, Sniffed},
    threesixty::GrantsFile,
};

pub use super::{
    csv_in::{Blank, Heading, Mapping, TargetChoice, importable_kinds, targets_of},
    failure::{FileMark, ImportError},
    ocds::NoticesFile,
    plan::{
        Answer, Answers, Candidate, Counts, Fault, FieldChange, ImportPlan, Outcome, Planner,
        Progress, Question, RowPlace, RowPlan,
    },
    reading::check_size,
    threesixty::{GrantOptions, ProgrammeSeen},
};

/// A file that could be opened.
#[derive(Clone, Debug)]
pub enum Opened {
    /// A table of ventures, contacts, organisations or next steps.
    Table(Arc<CsvFile>),
    /// Grants in the 360Giving standard.
    Grants(Arc<GrantsFile>),
    /// Contract notices in the Open Contracting Data Standard, not read yet.
    Notices(Box<NoticesReading>),
    /// Fledgling's own JSON, as its bytes.
    Fledgling(Vec<u8>),
}

/// A file that is being opened, a stretch at a time, so that the page stays alive and it can be given up. Dropping it
/// gives it up.
#[derive(Debug)]
pub struct Opening {
    name: String,
    bytes: Vec<u8>,
    marking: Marking,
    marked: usize,
    read: Option<Read>,
}

impl Opening {
    /// Begins to open a file.
    ///
    /// # Errors
    /// When it is too large.
    pub fn begin(bytes: Vec<u8>, file_name: &str) -> Result<Self, ImportError> {
        check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        // Files of our own tell apart what is new by themselves; theirs may be large, and the mark takes a while.
        let marked = if reading::begins_as_own(&bytes) {
            bytes.len()
        } else {
            0
        };
        Ok(Self {
            name: file_name.to_owned(),
            bytes,
            marking: Marking::default(),
            marked,
            read: None,
        })
    }

    /// Goes on by so many bytes, and when they are all told, finds out what they are; answers whether that is done.
    ///
    /// # Errors
    /// When it cannot be read as anything that Fledgling imports.
    pub fn step(&mut self, bytes: usize) -> Result<bool, ImportError> {
        let left = self.bytes.get(self.marked..).unwrap_or_default();
        if !left.is_empty() {
            let next = left.get(..bytes.max(1)).unwrap_or(left);
            self.marking.add(next);
            self.marked += next.len();
            return Ok(false);
        }
        if self.read.is_none() {
            self.read = Some(reading::read(std::mem::take(&mut self.bytes))?);
            self.marked = 0;
        }
        Ok(true)
    }

    /// How many bytes were told, of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.marked, self.bytes.len())
    }

    /// The file; what has not been done yet is done now.
    ///
    /// # Errors
    /// When it cannot be read as what it is; the message names the place.
    pub fn finish(mut self) -> Result<Opened, ImportError> {
        while !self.step(usize::MAX)? {}
        let mark = self.marking.end(&self.name);
        let Some(read) = self.read else {
            return Err(ImportError::Empty);
        };
        match read.sniffed {
            Sniffed::Fledgling => Ok(Opened::Fledgling(read.text.text.into_bytes())),
            Sniffed::Notices => NoticesReading::begin(read.text.text, mark)
                .map(Box::new)
                .map(Opened::Notices),
            Sniffed::ThreeSixtyGiving => GrantsFile::read(&read.text.text, mark)
                .map(Arc::new)
                .map(Opened::Grants),
            _ => CsvFile::read(&read.text, mark)
                .map(Arc::new)
                .map(Opened::Table),
        }
    }
}

/// Opens a file at once: finds out what it is and reads it.
///
/// # Errors
/// When it cannot be read as anything that Fledgling imports; the message names the place.
pub fn open(bytes: Vec<u8>, file_name: &str) -> Result<Opened, ImportError> {
    Opening::begin(bytes, file_name)?.finish()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
