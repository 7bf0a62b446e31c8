//! What the columns of a table mean: guessed, corrected by people, remembered by the browser.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    table::CsvFile,
    targets::{Target, kind_and_targets},
};
use crate::{
    domain::{
        dates::{DateOrder, Day},
        schema::{KindSpec, Shape},
    },
    exchange::plan::Question,
    ledger::ordering,
};

/// What a blank cell means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Blank {
    /// Leave what is here.
    #[default]
    Leave,
    /// Clear the field. Required fields and identifiers are never cleared by an import.
    Clear,
}

/// What the columns of a table mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The kind of the row's own record: one of [`super::importable_kinds`].
    pub kind: String,
    /// [`CsvFile::fingerprint`] of the headings it is for.
    pub fingerprint: String,
    /// For each column the key of its [`super::TargetChoice`], or none to leave it out.
    pub columns: Vec<Option<String>>,
    /// What a blank cell means.
    #[serde(default)]
    pub blank: Blank,
    /// Whether colleagues, organisations, ventures, programmes and places that a cell names are made when missing.
    #[serde(default = "yes")]
    pub create_missing: bool,
    /// For columns of dates (from 0) about which people said so: whether the month comes first.
    #[serde(default)]
    pub month_first: BTreeMap<usize, bool>,
}

fn yes() -> bool {
    true
}

/// How a column's dates are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// People said so, or a date shows it, or nothing speaks against the British order.
    Settled(DateOrder),
    /// Every date could be read both ways.
    Open,
}

impl Mapping {
    /// The kind's row of the table.
    pub(super) fn spec(&self) -> &'static KindSpec {
        kind_and_targets(&self.kind).0
    }

    /// What a column holds.
    pub(super) fn target(&self, column: usize) -> Option<&'static Target> {
        let key = self.columns.get(column)?.as_deref()?;
        kind_and_targets(&self.kind)
            .1
            .iter()
            .find(|target| target.key == key)
    }

    /// What has to be put right before a dry run makes sense.
    #[must_use]
    pub fn problems(&self, file: &CsvFile) -> Vec<String> {
        let mut problems = Vec::new();
        let taken: Vec<(usize, &'static Target)> = (0..self.columns.len())
            .filter_map(|column| Some((column, self.target(column)?)))
            .collect();
        let mut keys: Vec<&str> = taken.iter().map(|(_, target)| target.key).collect();
        ordering::sort_once_each(&mut keys);
        let spec = self.spec();
        let is_named = ["name", "what", "name:first", "name:last"]
            .iter()
            .any(|key| keys.contains(key));
        if !is_named
            && !keys
                .iter()
                .any(|key| key.starts_with("identifiers") || *key == "email")
        {
            let label = spec.fields.first().map_or("Name", |field| field.label);
            problems.push(format!(
                "No column holds the {}'s {}. Choose one.",
                spec.one,
                label.to_lowercase()
            ));
        }
        for key in keys {
            let columns: Vec<usize> = taken
                .iter()
                .filter(|(_, target)| target.key == key)
                .map(|(at, _)| *at)
                .collect();
            let is_set = taken
                .iter()
                .find(|(_, target)| target.key == key)
                .and_then(|(_, target)| target.spec(spec));
            if columns.len() > 1 && !is_set.is_some_and(|field| field.shape.is_set()) {
                let headings: Vec<String> = columns
                    .iter()
                    .map(|at| format!("“{}”", file.heading_text(*at)))
                    .collect();
                problems.push(format!(
                    "{} are both taken for the same field. Leave one of them out.",
                    headings.join(" and ")
                ));
            }
        }
        problems
    }

    /// Columns of dates with what they hold.
    fn date_columns(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(|column| {
            self.target(*column)
                .and_then(|target| target.spec(self.spec()))
                .is_some_and(|field| matches!(field.shape, Shape::Day))
        })
    }

    /// In which order a column's dates are read.
    pub(super) fn reading(&self, file: &CsvFile, column: usize) -> Reading {
        if let Some(month_first) = self.month_first.get(&column) {
            return Reading::Settled(if *month_first {
                DateOrder::MonthFirst
            } else {
                DateOrder::DayFirst
            });
        }
        let (mut day_first, mut month_first) = (false, false);
        let (mut ambiguous, mut certain) = (false, false);
        for cell in file.column(column).filter(|cell| !cell.is_empty()) {
            match DateOrder::proven_by(cell) {
                Some(DateOrder::DayFirst) => day_first = true,
                Some(DateOrder::MonthFirst) => month_first = true,
                None if Day::is_ambiguous_order(cell) => {
                    let read = |order| Day::parse_in_order(cell, order).ok();
                    ambiguous |= read(DateOrder::DayFirst) != read(DateOrder::MonthFirst);
                }
                None => certain = true,
            }
        }
        match (day_first, month_first) {
            (false, true) => Reading::Settled(DateOrder::MonthFirst),
            (false, false) if ambiguous && !certain => Reading::Open,
            _ => Reading::Settled(DateOrder::DayFirst),
        }
    }

    /// The first date of a column that could be read both ways, else the first one.
    fn example(&self, file: &CsvFile, column: usize) -> Option<String> {
        let mut cells = file
            .column(column)
            .filter(|cell| Day::parse_in_order(cell, DateOrder::DayFirst).is_ok());
        let first = cells.next()?;
        let differs = |cell: &&str| {
            Day::parse_in_order(cell, DateOrder::DayFirst).ok()
                != Day::parse_in_order(cell, DateOrder::MonthFirst).ok()
        };
        Some(
            std::iter::once(first)
                .chain(cells)
                .find(differs)
                .unwrap_or(first)
                .to_owned(),
        )
    }

    /// How the dates of a column are read, in words: “07/06/2026” is read as 7 June 2026.
    #[must_use]
    pub fn date_reading(&self, file: &CsvFile, column: usize) -> Option<String> {
        if !self.date_columns().any(|dates| dates == column) {
            return None;
        }
        let example = self.example(file, column)?;
        let order = match self.reading(file, column) {
            Reading::Settled(order) => order,
            Reading::Open => DateOrder::DayFirst,
        };
        let day = Day::parse_in_order(&example, order).ok()?;
        Some(format!("“{example}” is read as {day}"))
    }

    /// Columns in which every date could be read both ways.
    pub(super) fn questions(&self, file: &CsvFile) -> Vec<Question> {
        let open = self
            .date_columns()
            .filter(|column| self.reading(file, *column) == Reading::Open);
        open.filter_map(|column| {
            let example = self.example(file, column)?;
            let read = |order| {
                Day::parse_in_order(&example, order)
                    .map(|day| day.to_string())
                    .unwrap_or_default()
            };
            Some(Question::DateOrder {
                column,
                heading: file.heading_text(column),
                day_first: read(DateOrder::DayFirst),
                month_first: read(DateOrder::MonthFirst),
                example,
            })
        })
        .collect()
    }

    /// What is worth knowing about how columns are read.
    pub(super) fn notes(&self, file: &CsvFile) -> Vec<String> {
        let mut notes = self.problems(file);
        for column in self.date_columns() {
            if self.reading(file, column) == Reading::Settled(DateOrder::MonthFirst)
                && let Some(reading) = self.date_reading(file, column)
            {
                notes.push(format!(
                    "Dates under “{}” have the month first: {reading}.",
                    file.heading_text(column)
                ));
            }
        }
        notes
    }
}

impl CsvFile {
    /// Whether a remembered mapping is for files with these headings.
    #[must_use]
    pub fn accepts(&self, mapping: &Mapping) -> bool {
        mapping.fingerprint == self.fingerprint() && mapping.columns.len() == self.width()
    }
}
