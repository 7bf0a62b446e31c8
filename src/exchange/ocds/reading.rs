//! Reads a file of notices some bytes at a time, so that the page stays alive and reading can be given up.

use std::{collections::HashMap, ops::Range, sync::Arc};

use serde_json::Value;

use super::{
    NoticesFile, Piece,
    notice::{self, Notice},
    process::processes,
    spans::{Pieces, pieces},
    value::line,
};
use crate::exchange::{
    failure::{FileMark, ImportError},
    plan::Progress,
};

/// A file of notices that is being read. Dropping it gives it up.
///
/// ```text
/// while !reading.step(2_000_000).finished { /* show progress, let people cancel */ }
/// let file = reading.finish();
/// ```
#[derive(Clone)]
pub struct NoticesReading {
    text: String,
    mark: FileMark,
    pieces: Pieces,
    next: usize,
    notices: Vec<Notice>,
    broken: Vec<Piece>,
    /// The place of each notice by its id, to find those that stand twice.
    seen: HashMap<(String, String), usize>,
    repeated: usize,
}

impl std::fmt::Debug for NoticesReading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "NoticesReading({} of {})",
            self.next,
            self.pieces.notices.len()
        )
    }
}

impl NoticesReading {
    /// Finds the notices in a file's text, without reading them yet.
    ///
    /// # Errors
    /// When the JSON is broken or cut off between the notices, or there are none.
    pub fn begin(text: String, mark: FileMark) -> Result<Self, ImportError> {
        let pieces = pieces(&text)?;
        if pieces.notices.is_empty() && pieces.only_links == 0 {
            return Err(ImportError::WrongForm {
                field: "releases",
                expected: "a list with at least one notice",
            });
        }
        Ok(Self {
            text,
            mark,
            pieces,
            next: 0,
            notices: Vec::new(),
            broken: Vec::new(),
            seen: HashMap::new(),
            repeated: 0,
        })
    }

    /// Reads on: at least one notice, and no more after so many bytes. `done` and `total` count notices.
    pub fn step(&mut self, bytes: usize) -> Progress {
        let mut read = 0;
        while let Some(piece) = self.pieces.notices.get(self.next).cloned() {
            if read > 0 && read + piece.len() > bytes {
                break;
            }
            read += piece.len();
            self.next += 1;
            self.read(piece);
        }
        let total = self.pieces.notices.len();
        Progress {
            done: self.next,
            total,
            finished: self.next >= total,
        }
    }

    fn read(&mut self, piece: Range<usize>) {
        let text = self.text.get(piece).unwrap_or_default();
        let number = self.next;
        let read = serde_json::from_str::<Value>(text)
            .map_err(|error| {
                let problem = format!("This notice is broken: {error}");
                (format!("Notice {number}"), problem)
            })
            .and_then(|release| notice::read(&release, number));
        match read {
            Err((name, problem)) => self.broken.push(Piece::Broken { name, problem }),
            Ok(notice) => {
                let key = (notice.ocid.clone(), notice.id.clone());
                match self.seen.get(&key).copied() {
                    Some(at) => {
                        self.repeated += 1;
                        // Of two notices of one id the later counts.
                        let known = self.notices.get_mut(at);
                        if let Some(known) = known.filter(|known| known.moment < notice.moment) {
                            *known = notice;
                        }
                    }
                    None => {
                        self.seen.insert(key, self.notices.len());
                        self.notices.push(notice);
                    }
                }
            }
        }
    }

    /// The file; what has not been read yet is read now.
    #[must_use]
    pub fn finish(mut self) -> Arc<NoticesFile> {
        self.step(usize::MAX);
        let notices = self.notices.len();
        let with_contacts = self
            .notices
            .iter()
            .filter(|notice| notice.had_contacts)
            .count();
        let value_of = |place: &Option<Range<usize>>| -> Value {
            let text = place.clone().and_then(|place| self.text.get(place));
            text.and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default()
        };
        let publisher = line(&value_of(&self.pieces.publisher), &["name"]);
        let licence = licence_words(value_of(&self.pieces.licence).as_str().unwrap_or_default());
        let mut pieces: Vec<Piece> = processes(self.notices)
            .into_iter()
            .map(|process| Piece::Process(Box::new(process)))
            .collect();
        pieces.extend(self.broken);
        Arc::new(NoticesFile {
            mark: self.mark,
            publisher,
            licence,
            pieces,
            notices,
            repeated: self.repeated,
            with_contacts,
            only_links: self.pieces.only_links,
        })
    }
}

/// A licence by its name, where we know its address.
fn licence_words(licence: &str) -> String {
    let known = licence.trim_end_matches('/');
    if known.contains("open-government-licence/version/3") {
        return "Open Government Licence 3.0".to_owned();
    }
    licence.chars().take(300).collect()
}
