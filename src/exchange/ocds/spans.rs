//! Where the notices lie in a file, found without reading them: so that a file of 20 MB is read piece by piece, and of a
//! record only what is needed. What a record says of its versions is passed over; it can be many times the rest.

use std::ops::Range;

use super::super::{failure::ImportError, reading::line_and_column};

/// Where the pieces lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    /// The notices, and the compiled form of records.
    pub(super) notices: Vec<Range<usize>>,
    /// Who publishes the package.
    pub(super) publisher: Option<Range<usize>>,
    /// Under which licence.
    pub(super) licence: Option<Range<usize>>,
    /// Records that hold nothing but links to their notices.
    pub(super) only_links: usize,
}

/// Walks over a text.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

/// Finds the pieces of a text that starts as JSON does: packages, records, single notices, lists of these, or one of these
/// on each line.
///
/// # Errors
/// When the JSON stops in the middle or is broken between the pieces.
pub(super) fn pieces(text: &str) -> Result<Pieces, ImportError> {
    let mut walk = Walk { text, at: 0 };
    let mut pieces = Pieces::default();
    walk.blanks();
    while walk.peek().is_some() {
        walk.value(&mut pieces)?;
        walk.blanks();
        if walk.peek() == Some(b',') {
            walk.at += 1;
            walk.blanks();
        }
    }
    Ok(pieces)
}

/// What an object's members say it is.
#[derive(Default)]
struct Members {
    is_release: bool,
    /// The list of whole releases, once for each of its elements that is no link.
    releases: Vec<Range<usize>>,
    has_releases: bool,
    compiled: Option<Range<usize>>,
    records: bool,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn cut_off(&self) -> ImportError {
        let (line, column) = line_and_column(self.text, self.text.len());
        ImportError::CutOff { line, column }
    }

    fn broken(&self, problem: &str) -> ImportError {
        if self.peek().is_none() {
            return self.cut_off();
        }
        let (line, column) = line_and_column(self.text, self.at);
        ImportError::BrokenJson {
            line,
            column,
            problem: problem.to_owned(),
        }
    }

    /// Passes over a string that starts here; answers what is between its quotation marks.
    fn string(&mut self) -> Result<Range<usize>, ImportError> {
        if self.peek() != Some(b'"') {
            return Err(self.broken("a name in quotation marks is expected here"));
        }
        let start = self.at + 1;
        let mut at = start;
        loop {
            match self.text.as_bytes().get(at) {
                None => return Err(self.cut_off()),
                Some(b'\\') => at += 2,
                Some(b'"') => break,
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Ok(start..at)
    }

    /// Passes over any value; answers where it lies.
    fn skip(&mut self) -> Result<Range<usize>, ImportError> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                None if depth > 0 => return Err(self.cut_off()),
                None => break,
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    // A bracket that closes what lies around: the value before it has ended.
                    if depth == 0 {
                        break;
                    }
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',' | b' ' | b'\n' | b'\r' | b'\t') if depth == 0 => break,
                Some(_) => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                break;
            }
        }
        if self.at == start {
            return Err(self.broken("a value is expected here"));
        }
        Ok(start..self.at)
    }

    /// Goes through a list; `each` stands at the start of an element and passes over it.
    fn list(
        &mut self,
        each: &mut dyn FnMut(&mut Self) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.at += 1;
        loop {
            self.blanks();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => self.at += 1,
                None => return Err(self.cut_off()),
                Some(_) => each(self)?,
            }
        }
    }

    /// A package, record, notice, or list of these.
    fn value(&mut self, pieces: &mut Pieces) -> Result<(), ImportError> {
        match self.peek() {
            Some(b'{') => self.object(pieces, true),
            Some(b'[') => self.list(&mut |walk| match walk.peek() {
                Some(b'{') => walk.object(pieces, true),
                _ => walk.skip().map(drop),
            }),
            _ => self.skip().map(drop),
        }
    }

    fn object(&mut self, pieces: &mut Pieces, may_hold_records: bool) -> Result<(), ImportError> {
        let start = self.at;
        let mut members = Members::default();
        self.at += 1;
        loop {
            self.blanks();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                None => return Err(self.cut_off()),
                Some(_) => {}
            }
            let name = self.string()?;
            self.blanks();
            if self.peek() != Some(b':') {
                return Err(self.broken("a colon is expected here"));
            }
            self.at += 1;
            self.blanks();
            self.member(name, &mut members, (pieces, may_hold_records))?;
        }
        sort_out(start..self.at, members, pieces);
        Ok(())
    }

    fn member(
        &mut self,
        name: Range<usize>,
        members: &mut Members,
        (pieces, may_hold_records): (&mut Pieces, bool),
    ) -> Result<(), ImportError> {
        let text = self.text;
        let name = text.get(name).unwrap_or_default();
        match (name, self.peek()) {
            ("records", Some(b'[')) if may_hold_records => {
                members.records = true;
                self.list(&mut |walk| match walk.peek() {
                    Some(b'{') => walk.object(pieces, false),
                    _ => walk.skip().map(drop),
                })
            }
            ("releases", Some(b'[')) => {
                members.has_releases = true;
                self.list(&mut |walk| {
                    let piece = walk.skip()?;
                    let says = text.get(piece.clone()).unwrap_or_default();
                    // A link has an address and says nothing else; a notice says what it is about.
                    let is_link = says.contains("\"url\"")
                        && !says.contains("\"ocid\"")
                        && !says.contains("\"tender\"");
                    if !is_link {
                        members.releases.push(piece);
                    }
                    Ok(())
                })
            }
            ("compiledRelease", Some(b'{')) => {
                members.compiled = Some(self.skip()?);
                Ok(())
            }
            ("publisher", _) => {
                pieces.publisher = Some(self.skip()?);
                Ok(())
            }
            ("license", _) => {
                pieces.licence = Some(self.skip()?);
                Ok(())
            }
            ("ocid", _) => {
                members.is_release = true;
                self.skip().map(drop)
            }
            _ => self.skip().map(drop),
        }
    }
}

fn sort_out(whole: Range<usize>, members: Members, pieces: &mut Pieces) {
    if members.records {
        return;
    }
    match members.compiled {
        Some(compiled) => pieces.notices.push(compiled),
        None if members.has_releases && members.releases.is_empty() && members.is_release => {
            pieces.only_links += 1;
        }
        None if members.has_releases => pieces.notices.extend(members.releases),
        None if members.is_release => pieces.notices.push(whole),
        None => {}
    }
}
