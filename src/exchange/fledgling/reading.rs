//! Reads Fledgling's own JSON a piece at a time, so that the page stays alive and reading can be given up.

use std::{fmt, sync::Arc};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::read::{FledglingFile, Head};
use crate::{
    exchange::{failure::ImportError, plan::Progress},
    ledger::Change,
};

/// Where in the file the reading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before the brace.
    Start,
    /// Between the members of the file.
    Members,
    /// In the history, between changes.
    Changes,
    /// In another list, between its items.
    Others,
    /// After everything, or where something is not as expected.
    End,
}

/// A file that is being read. Dropping it gives it up.
///
/// ```text
/// while !reading.step(500_000).finished { /* show progress, let people cancel */ }
/// let file = reading.finish()?;
/// ```
///
/// It never refuses a file itself: wherever it is in doubt, [`FledglingFile::read`] decides and says what is wrong where.
pub struct FledglingReading {
    text: Arc<Vec<u8>>,
    at: usize,
    place: Place,
    /// Whether nothing has been met yet of the list or object that is being read.
    is_first: bool,
    head: Option<Head>,
    changes: Vec<Change>,
    has_history: bool,
    is_doubtful: bool,
}

impl fmt::Debug for FledglingReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FledglingReading({} of {})", self.at, self.text.len())
    }
}

impl FledglingReading {
    /// Begins, without reading anything yet.
    pub fn begin(text: Arc<Vec<u8>>) -> Self {
        Self {
            text,
            at: 0,
            place: Place::Start,
            is_first: true,
            head: None,
            changes: Vec::new(),
            has_history: false,
            is_doubtful: false,
        }
    }

    /// Reads on: at least one piece, and no more after so many bytes. `done` and `total` count bytes.
    pub fn step(&mut self, bytes: usize) -> Progress {
        let until = self.at.saturating_add(bytes.max(1));
        while self.place != Place::End && self.at < until {
            if self.read_on().is_none() {
                self.is_doubtful = true;
                self.place = Place::End;
            }
        }
        Progress {
            done: self.at,
            total: self.text.len(),
            finished: self.place == Place::End,
        }
    }

    /// The file; what has not been read yet is read now.
    ///
    /// # Errors
    /// As [`FledglingFile::read`].
    pub fn finish(mut self) -> Result<FledglingFile, ImportError> {
        while !self.step(usize::MAX).finished {}
        match self.head {
            Some(head) if self.has_history && !self.is_doubtful => Ok(FledglingFile {
                changes: self.changes,
                content_hash: head.content_hash,
            }),
            _ => FledglingFile::read(&self.text),
        }
    }

    /// Reads one piece. Nothing when it is not as it should be.
    fn read_on(&mut self) -> Option<()> {
        let place = self.place;
        match place {
            Place::Start => {
                (self.peek()? == b'{').then_some(())?;
                self.enter(Place::Members);
            }
            Place::Members if self.has_another(b'}')? => self.read_member()?,
            Place::Members => {
                self.pass_blanks();
                (self.at == self.text.len()).then_some(())?;
                self.place = Place::End;
            }
            Place::Changes if self.has_another(b']')? => {
                let change: Change = self.read_value()?;
                change.is_intact().then_some(())?;
                self.changes.push(change);
            }
            Place::Others if self.has_another(b']')? => {
                self.read_value::<IgnoredAny>()?;
            }
            Place::Changes | Place::Others => self.place = Place::Members,
            Place::End => {}
        }
        Some(())
    }

    fn read_member(&mut self) -> Option<()> {
        let name: String = self.read_value()?;
        (self.peek()? == b':').then_some(())?;
        self.at += 1;
        match (name.as_str(), self.peek()?) {
            ("history" | "changes", b'[') => {
                self.has_history = true;
                self.enter(Place::Changes);
            }
            ("history" | "changes", _) => return None,
            ("fledgling", _) => {
                let head = Head::of(&self.read_value::<Value>()?)?;
                head.is_read_here().then_some(())?;
                self.head = Some(head);
            }
            (_, b'[') => self.enter(Place::Others),
            _ => {
                self.read_value::<IgnoredAny>()?;
            }
        }
        Some(())
    }

    /// Goes into the list or object that begins here.
    fn enter(&mut self, place: Place) {
        self.at += 1;
        self.place = place;
        self.is_first = true;
    }

    /// Whether another item follows; passes over the comma before it, or over the end. Nothing when neither is there.
    fn has_another(&mut self, close: u8) -> Option<bool> {
        let next = self.peek()?;
        let is_first = std::mem::take(&mut self.is_first);
        if next == close {
            self.at += 1;
            return Some(false);
        }
        if !is_first {
            (next == b',').then_some(())?;
            self.at += 1;
        }
        Some(true)
    }

    fn read_value<T: DeserializeOwned>(&mut self) -> Option<T> {
        let rest = self.text.get(self.at..)?;
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<T>();
        let value = values.next()?.ok()?;
        self.at += values.byte_offset();
        Some(value)
    }

    fn pass_blanks(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let blanks = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        self.at += blanks.count();
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        self.pass_blanks();
        self.text.get(self.at).copied()
    }
}
