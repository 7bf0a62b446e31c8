//! A table as it stands in its file.

use sha2::{Digest, Sha256};

use crate::{
    domain::{counting::counted, names::search_key},
    exchange::{
        cells::plain,
        failure::{FileMark, ImportError},
        reading::{Encoding, Text, line_and_column},
    },
};

/// One column's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The column, from 0.
    pub column: usize,
    /// Its heading, or “Column 4” when it has none.
    pub text: String,
    /// Up to three different cells from it.
    pub samples: Vec<String>,
}

/// How many rows are looked at to guess what columns hold.
pub(super) const LOOKED_AT: usize = 100;

/// A table.
#[derive(Clone, Debug)]
pub struct CsvFile {
    mark: FileMark,
    encoding: Encoding,
    delimiter: u8,
    headings: Vec<String>,
    /// Rows with any cell that is not blank, each with its line.
    rows: Vec<(u64, csv::StringRecord)>,
    skipped_above: usize,
}

impl CsvFile {
    /// Reads a table from a file's text.
    ///
    /// # Errors
    /// When a quotation mark is never closed, or there is no row under the headings.
    pub fn read(text: &Text, mark: FileMark) -> Result<Self, ImportError> {
        let (said, body) = said_delimiter(&text.text);
        let delimiter = said.unwrap_or_else(|| guess_delimiter(body));
        if let Some(at) = open_quote(body, delimiter) {
            let (line, column) = line_and_column(&text.text, text.text.len() - body.len() + at);
            return Err(ImportError::OpenQuote { line, column });
        }
        let lines_before = u64::from(said.is_some());
        let mut rows = records(body, delimiter, lines_before);
        let heading_at = heading_row(&rows);
        let below = rows.split_off((heading_at + 1).min(rows.len()));
        let mut headings: Vec<String> = match rows.pop() {
            Some((_, record)) => record
                .iter()
                .map(|cell| plain(cell.trim()).to_owned())
                .collect(),
            None => return Err(ImportError::Empty),
        };
        if below.is_empty() {
            return Err(ImportError::NoRows);
        }
        // Spreadsheets leave empty columns behind the last one in use.
        let blank = |column: usize| {
            below
                .iter()
                .all(|(_, row)| row.get(column).is_none_or(|cell| cell.trim().is_empty()))
        };
        while headings.len() > 1
            && headings.last().is_some_and(String::is_empty)
            && blank(headings.len() - 1)
        {
            headings.pop();
        }
        Ok(Self {
            mark,
            encoding: text.encoding,
            delimiter,
            headings,
            rows: below,
            skipped_above: rows.len(),
        })
    }

    /// The file.
    #[must_use]
    pub fn mark(&self) -> &FileMark {
        &self.mark
    }

    /// How its letters are written as bytes.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What stands between its cells, in words.
    #[must_use]
    pub fn delimiter(&self) -> &'static str {
        match self.delimiter {
            b';' => "semicolon",
            b'\t' => "tab",
            _ => "comma",
        }
    }

    /// How many rows there are under the headings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none; such a file is not read, so this is false.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.headings.len()
    }

    /// The columns' headings with some of their cells.
    #[must_use]
    pub fn headings(&self) -> Vec<Heading> {
        (0..self.width())
            .map(|column| self.heading(column))
            .collect()
    }

    fn heading(&self, column: usize) -> Heading {
        let mut samples: Vec<String> = Vec::new();
        for cell in self
            .column(column)
            .take(LOOKED_AT)
            .filter(|cell| !cell.is_empty())
        {
            if samples.len() < 3 && !samples.iter().any(|known| known == cell) {
                samples.push(cell.to_owned());
            }
        }
        Heading {
            column,
            text: self.heading_text(column),
            samples,
        }
    }

    /// A column's heading, or “Column 4”.
    #[must_use]
    pub fn heading_text(&self, column: usize) -> String {
        let text = self
            .headings
            .get(column)
            .map(String::as_str)
            .unwrap_or_default();
        if text.is_empty() {
            format!("Column {}", column + 1)
        } else {
            text.to_owned()
        }
    }

    /// Names the headings, so that a mapping can be remembered for files with the same ones.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let keys: Vec<String> = self
            .headings
            .iter()
            .map(|heading| search_key(heading))
            .collect();
        let digest = Sha256::digest(keys.join("\n").as_bytes());
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// What is worth knowing about how the file was read.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.encoding == Encoding::Windows1252 {
            notes.push("The file is not UTF-8 and was read as Windows-1252. Look whether accents and pound signs are right.".to_owned());
        }
        if self.skipped_above > 0 {
            notes.push(match self.skipped_above {
                1 => "One row above the headings was left out.".to_owned(),
                rows => format!(
                    "{} above the headings were left out.",
                    counted(rows, "row", "rows")
                ),
            });
        }
        for (column, heading) in self.headings.iter().enumerate() {
            let key = search_key(heading);
            let same = |other: &String| search_key(other) == key;
            let twins: Vec<usize> = self
                .headings
                .iter()
                .enumerate()
                .filter(|(_, h)| same(h))
                .map(|(at, _)| at)
                .collect();
            if !key.is_empty() && twins.len() > 1 && twins.first() == Some(&column) {
                let numbers: Vec<String> = twins.iter().map(|at| (at + 1).to_string()).collect();
                notes.push(format!(
                    "{} columns are headed “{heading}” (columns {}). Only the first is used unless you choose otherwise.",
                    twins.len(),
                    numbers.join(" and ")
                ));
            }
            if heading.is_empty() && self.column(column).any(|cell| !cell.is_empty()) {
                notes.push(format!(
                    "Column {} has no heading. It is left out unless you say what it holds.",
                    column + 1
                ));
            }
        }
        notes
    }

    /// The line on which a row starts, from 1.
    pub(super) fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// A row's cells, as they stand for text.
    pub(super) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        self.rows
            .get(row)
            .into_iter()
            .flat_map(|(_, record)| record.iter())
            .map(plain)
    }

    /// One cell, trimmed; empty where the row is too short.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let cell = self
            .rows
            .get(row)
            .and_then(|(_, record)| record.get(column))
            .unwrap_or_default();
        plain(cell).trim()
    }

    /// All cells of a column, trimmed.
    pub(super) fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        (0..self.len()).map(move |row| self.cell(row, column))
    }

    /// What is wrong with a row's shape: more or fewer cells than there are headings.
    pub(super) fn ragged(&self, row: usize) -> Option<String> {
        let (_, record) = self.rows.get(row)?;
        let width = self.width();
        // Empty cells after the last column are only what a spreadsheet left behind.
        let used = (0..record.len())
            .rev()
            .find(|at| !record[*at].trim().is_empty())
            .map_or(0, |last| last + 1);
        if used <= width && record.len() >= width {
            return None;
        }
        let cause = if record.len() < width {
            "A separator may be missing, or the file may be cut off."
        } else {
            "A cell with a separator in it may lack its quotation marks."
        };
        let cells = if record.len() < width {
            record.len()
        } else {
            used
        };
        Some(format!(
            "This row has {} under {}. {cause}",
            counted(cells, "cell", "cells"),
            counted(width, "heading", "headings")
        ))
    }
}

/// A first line `sep=;` says what stands between cells; the rest follows.
fn said_delimiter(text: &str) -> (Option<u8>, &str) {
    let Some(rest) = text.strip_prefix("sep=") else {
        return (None, text);
    };
    let mut letters = rest.chars();
    let delimiter = match letters.next() {
        Some(';') => b';',
        Some('\t') => b'\t',
        Some(',') => b',',
        _ => return (None, text),
    };
    let after = letters.as_str();
    match after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix('\n'))
    {
        Some(body) => (Some(delimiter), body),
        None => (None, text),
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Every record that is not blank, with its line.
fn records(text: &str, delimiter: u8, lines_before: u64) -> Vec<(u64, csv::StringRecord)> {
    let mut lines = Lines {
        text: text.as_bytes(),
        at: 0,
        line: 1 + lines_before,
    };
    reader(text, delimiter)
        .records()
        .filter_map(Result::ok)
        .filter(|record| record.iter().any(|cell| !cell.trim().is_empty()))
        .map(|record| {
            let at = record.position().map_or(0, csv::Position::byte);
            (lines.of(usize::try_from(at).unwrap_or(usize::MAX)), record)
        })
        .collect()
}

/// Counts lines as a text editor does. The reader's own count takes blank lines differently.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: usize) -> u64 {
        let mut start = byte;
        while matches!(self.text.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        let passed = self.text.get(self.at..start).unwrap_or_default();
        self.line +=
            u64::try_from(passed.iter().filter(|byte| **byte == b'\n').count()).unwrap_or_default();
        self.at = start.max(self.at);
        self.line
    }
}

/// The delimiter that cuts the headings, and the first rows into the most even table.
fn guess_delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let counts: Vec<usize> = reader(text, delimiter)
            .records()
            .take(30)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .collect();
        let cuts_headings = counts.first().is_some_and(|width| *width > 1);
        let widest = counts.iter().copied().max().unwrap_or_default();
        let rows_of = |width: usize| counts.iter().filter(|count| **count == width).count();
        let common = (2..=widest.min(1_000)).max_by_key(|width| rows_of(*width));
        common.map_or((false, 0, 0), |width| {
            (cuts_headings, rows_of(width), width)
        })
    };
    // Of equals the last wins, so the comma comes last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b',')
}

/// Where a quotation mark opens that is never closed.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut cell_starts = true;
    while let Some(byte) = bytes.get(at) {
        if *byte == b'"' && cell_starts {
            let open = at;
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (None, _) => return Some(open),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => break,
                    _ => at += 1,
                }
            }
            cell_starts = false;
        } else {
            cell_starts = *byte == delimiter || matches!(byte, b'\r' | b'\n');
        }
        at += 1;
    }
    None
}

/// The row of headings: the first one that is not a lonely title above a wider table.
fn heading_row(rows: &[(u64, csv::StringRecord)]) -> usize {
    let filled =
        |record: &csv::StringRecord| record.iter().filter(|cell| !cell.trim().is_empty()).count();
    let widest = rows
        .iter()
        .take(12)
        .map(|(_, record)| filled(record))
        .max()
        .unwrap_or_default();
    if widest < 3 {
        return 0;
    }
    rows.iter()
        .take(10)
        .position(|(_, record)| filled(record) > 1)
        .unwrap_or_default()
}
