//! Tables of ventures, contacts, organisations and next steps: CSV with commas, semicolons or tabs.

mod guess;
mod mapping;
mod row;
mod table;
mod targets;

use std::sync::Arc;

use super::{
    failure::FileMark,
    plan::{Answers, Fault, Planner, Question, Row, RowPlace, RowSource, World},
};
use crate::domain::dates::Day;

pub use mapping::{Blank, Mapping};
pub use table::{CsvFile, Heading};
pub use targets::{TargetChoice, importable_kinds, targets_of};

impl CsvFile {
    /// Begins a dry run.
    #[must_use]
    pub fn planner(self: &Arc<Self>, mapping: Mapping, answers: Answers, today: Day) -> Planner {
        let table = MappedTable {
            columns: row::Columns::of(self, &mapping),
            mapping,
            file: Arc::clone(self),
        };
        Planner::new(Arc::new(table), answers, today)
    }
}

/// A table with what its columns mean.
struct MappedTable {
    file: Arc<CsvFile>,
    mapping: Mapping,
    columns: row::Columns,
}

impl RowSource for MappedTable {
    fn mark(&self) -> &FileMark {
        self.file.mark()
    }

    fn format(&self) -> &'static str {
        "csv"
    }

    fn noun(&self) -> (&'static str, &'static str) {
        (self.columns.kind.one, self.columns.kind.many)
    }

    fn rows(&self) -> usize {
        self.file.len()
    }

    fn place(&self, row: usize) -> RowPlace {
        RowPlace {
            row: row + 1,
            line: self.file.line(row),
        }
    }

    fn order(&self) -> Vec<usize> {
        (0..self.file.len()).collect()
    }

    fn respects_deletion(&self) -> bool {
        false
    }

    fn row(&self, row: usize, world: &World<'_>) -> Result<Row, (String, Vec<Fault>)> {
        self.columns.read(&self.file, &self.mapping, row, world)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = self.file.notes();
        notes.extend(self.mapping.notes(&self.file));
        notes
    }

    fn questions(&self) -> Vec<Question> {
        self.mapping.questions(&self.file)
    }

    fn columns(&self) -> Vec<String> {
        self.file
            .headings()
            .into_iter()
            .map(|heading| heading.text)
            .collect()
    }

    fn original(&self, row: usize) -> Vec<String> {
        self.file.cells(row).map(str::to_owned).collect()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
