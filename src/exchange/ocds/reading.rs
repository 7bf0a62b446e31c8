//! Reads a file of notices some bytes at a time, so that the page stays alive and reading can be given up.

use std::{collections::HashMap, ops::Range, sync::Arc};

use serde_json::Value;

use super::{
    NoticesFile, Piece,
    notice::{self, Notice, Origin},
    process::processes,
    spans::{Pieces, pieces},
    value::line,
};
use crate::exchange::{
    failure::{FileMark, ImportError},
    plan::Progress,
};

/// One file's text, which its notices are read from.
#[derive(Clone)]
struct Source {
    text: String,
    origin: Arc<Origin>,
}

/// A file of notices that is being read, or several that are read as one. Dropping it gives it up.
///
/// ```text
/// while !reading.step(2_000_000).finished { /* show progress, let people cancel */ }
/// let file = reading.finish();
/// ```
#[derive(Clone)]
pub struct NoticesReading {
    marks: Vec<FileMark>,
    sources: Vec<Source>,
    /// Where the notices lie: the place of their source, and the bytes of its text.
    pieces: Vec<(usize, Range<usize>)>,
    only_links: usize,
    next: usize,
    notices: Vec<Notice>,
    broken: Vec<Piece>,
    /// The place of each notice by its id, to find those that stand twice.
    seen: HashMap<(String, String), usize>,
    repeated: usize,
}

impl std::fmt::Debug for NoticesReading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NoticesReading({} of {})", self.next, self.pieces.len())
    }
}

impl NoticesReading {
    /// Finds the notices in a file's text, without reading them yet.
    ///
    /// # Errors
    /// When the JSON is broken or cut off between the notices, or there are none.
    pub fn begin(text: String, mark: FileMark) -> Result<Self, ImportError> {
        let found = pieces(&text)?;
        if found.notices.is_empty() && found.only_links == 0 {
            return Err(ImportError::WrongForm {
                field: "releases",
                expected: "a list with at least one notice",
            });
        }
        let origin = Arc::new(origin(&text, &found));
        Ok(Self {
            marks: vec![mark],
            sources: vec![Source { text, origin }],
            pieces: found.notices.into_iter().map(|piece| (0, piece)).collect(),
            only_links: found.only_links,
            next: 0,
            notices: Vec::new(),
            broken: Vec::new(),
            seen: HashMap::new(),
            repeated: 0,
        })
    }

    /// Reads another file together with this one, so that notices of one process find each other across files.
    /// Neither may have been read from yet.
    pub fn join(&mut self, other: Self) {
        let before = self.sources.len();
        self.marks.extend(other.marks);
        self.sources.extend(other.sources);
        let pieces = other.pieces.into_iter();
        self.pieces
            .extend(pieces.map(|(source, piece)| (before + source, piece)));
        self.only_links += other.only_links;
    }

    /// Reads on: at least one notice, and no more after so many bytes. `done` and `total` count notices.
    pub fn step(&mut self, bytes: usize) -> Progress {
        let mut read = 0;
        while let Some((source, piece)) = self.pieces.get(self.next).cloned() {
            if read > 0 && read + piece.len() > bytes {
                break;
            }
            read += piece.len();
            self.next += 1;
            self.read(source, piece);
        }
        let total = self.pieces.len();
        Progress {
            done: self.next,
            total,
            finished: self.next >= total,
        }
    }

    fn read(&mut self, source: usize, piece: Range<usize>) {
        let Some(source) = self.sources.get(source) else {
            return;
        };
        let text = source.text.get(piece).unwrap_or_default();
        let number = self.next;
        let read = serde_json::from_str::<Value>(text)
            .map_err(|error| {
                let problem = format!("This notice is broken: {error}");
                (format!("Notice {number}"), problem)
            })
            .and_then(|release| notice::read(&release, number));
        match read {
            Err((name, problem)) => self.broken.push(Piece::Broken { name, problem }),
            Ok(mut notice) => {
                notice.origin = Arc::clone(&source.origin);
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
        let mut pieces: Vec<Piece> = processes(self.notices)
            .into_iter()
            .map(|process| Piece::Process(Box::new(process)))
            .collect();
        pieces.extend(self.broken);
        Arc::new(NoticesFile {
            mark: FileMark::together(&self.marks),
            origins: self
                .sources
                .into_iter()
                .map(|source| source.origin)
                .collect(),
            pieces,
            notices,
            repeated: self.repeated,
            with_contacts,
            only_links: self.only_links,
        })
    }
}

fn origin(text: &str, found: &Pieces) -> Origin {
    let value_of = |place: &Option<Range<usize>>| -> Value {
        let text = place.clone().and_then(|place| text.get(place));
        text.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    };
    let licence = value_of(&found.licence);
    Origin {
        publisher: line(&value_of(&found.publisher), &["name"]),
        licence: licence_words(licence.as_str().unwrap_or_default()),
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
