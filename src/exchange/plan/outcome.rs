//! What a dry run found: rows, counts, questions, and the one change that would be made.

use std::collections::BTreeMap;

use crate::{
    domain::counting::{counted, grouped},
    exchange::{cells::neutralised, failure::FileMark},
    ledger::{Draft, DraftOp, RecordId, Source, few::Few},
    workspace::{Command, Workspace},
};

/// Where a row stands in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// The row, from 1; headings are not counted.
    pub row: usize,
    /// The line of the file on which it starts, from 1; 0 where the format has no lines.
    pub line: u64,
}

impl std::fmt::Display for RowPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "entry {}", self.row),
            line => write!(f, "row {} (line {line})", self.row),
        }
    }
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The column or field; empty when it is about the whole row.
    pub field: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.field.is_empty() {
            f.write_str(&self.problem)
        } else {
            write!(f, "{}: {}", self.field, self.problem)
        }
    }
}

/// One field that an import would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Whose field it is, when not the row's own record.
    pub of: String,
    /// The field, as people call it.
    pub field: String,
    /// What is there now, in words; empty for nothing.
    pub before: String,
    /// What would be there, in words; empty for nothing.
    pub after: String,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It would make something new.
    New,
    /// It would change what is here.
    Changed(Vec<FieldChange>),
    /// Everything it says is here already.
    Unchanged,
    /// It would be left out, and why.
    Rejected(Vec<Fault>),
    /// It waits for an answer to the question with this key, and would be left out without one.
    Question(String),
}

/// One row of the dry run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlan {
    /// Where it stands.
    pub place: RowPlace,
    /// What it is about.
    pub name: String,
    /// What would become of it.
    pub outcome: Outcome,
    /// Things worth knowing: a hand edit that was kept, a value that was left out.
    pub notes: Vec<String>,
}

/// How many rows come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that make something new.
    pub new: usize,
    /// Rows that change what is here.
    pub changed: usize,
    /// Rows that say nothing new.
    pub unchanged: usize,
    /// Rows left out for a reason.
    pub rejected: usize,
    /// Rows that wait for an answer.
    pub questions: usize,
}

/// How many records of a kind would be made and changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoMany {
    /// The kind's id.
    pub kind: &'static str,
    /// What people call one of them.
    pub one: &'static str,
    /// What people call several of them.
    pub many: &'static str,
    /// How many would be made.
    pub new: usize,
    /// How many would be changed.
    pub changed: usize,
}

impl SoMany {
    /// "73 new ventures", "2 ventures changed", "1 new venture, 2 changed".
    #[must_use]
    pub fn words(&self) -> String {
        let new = || match self.new {
            1 => format!("1 new {}", self.one),
            new => format!("{} new {}", grouped(new as u64), self.many),
        };
        match (self.new, self.changed) {
            (_, 0) => new(),
            (0, changed) => format!("{} changed", counted(changed, self.one, self.many)),
            (_, changed) => format!("{}, {} changed", new(), grouped(changed as u64)),
        }
    }
}

/// A record that a row may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The record.
    pub record: RecordId,
    /// Its name.
    pub name: String,
    /// What tells it from the others.
    pub detail: String,
}

/// Something that only a person can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Every date in a column could be read both ways. Until answered they are read day first.
    DateOrder {
        /// The column, from 0.
        column: usize,
        /// Its heading.
        heading: String,
        /// A date from it, as written.
        example: String,
        /// That date read day first, in words.
        day_first: String,
        /// That date read month first, in words.
        month_first: String,
    },
    /// A row could be about several records, or about one that does not quite fit.
    WhichOne {
        /// Under which an answer is kept.
        key: String,
        /// The first row that asks.
        row: RowPlace,
        /// How many rows ask.
        rows: usize,
        /// What people call such a record.
        one: &'static str,
        /// What the file says.
        text: String,
        /// Why it is asked, in a sentence.
        why: String,
        /// What it could be.
        candidates: Vec<Candidate>,
    },
}

impl Question {
    /// Under which key [`Answers`] keep the answer; `None` for a date order, which the mapping keeps.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        if let Self::WhichOne { key, .. } = self {
            Some(key)
        } else {
            None
        }
    }
}

/// A person's answer to [`Question::WhichOne`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is this record.
    Choose(RecordId),
    /// It is none of them: make a new one.
    Create,
    /// Leave these rows out.
    Skip,
}

/// Answers by the question's key.
pub type Answers = BTreeMap<String, Answer>;

/// The finished dry run. Nothing is written until its [`ImportPlan::draft`] is applied.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// The file.
    pub file: FileMark,
    /// Every row, in the file's order.
    pub rows: Vec<RowPlan>,
    /// How many rows come to what.
    pub counts: Counts,
    /// What people call one row and several.
    pub noun: (&'static str, &'static str),
    /// Records to be made and changed, by kind: not as many as rows, for several rows may be about one record.
    pub records: Vec<SoMany>,
    /// What is worth knowing about the whole file.
    pub notes: Vec<String>,
    /// What only a person can decide.
    pub questions: Vec<Question>,
    /// What it is for, in words: the change's purpose in the history.
    pub why: String,
    pub(super) ops: Vec<DraftOp>,
    /// How many changes the workspace had.
    pub(super) stands_on: usize,
    pub(super) columns: Vec<String>,
    /// The original cells of rejected rows, by row number.
    pub(super) originals: Few<usize, Vec<String>>,
}

impl ImportPlan {
    /// A dry run without rows.
    pub(super) fn nothing(file: FileMark) -> Self {
        Self {
            file,
            rows: Vec::new(),
            counts: Counts::default(),
            noun: ("row", "rows"),
            records: Vec::new(),
            notes: Vec::new(),
            questions: Vec::new(),
            why: String::new(),
            ops: Vec::new(),
            stands_on: 0,
            columns: Vec::new(),
            originals: Few::new(),
        }
    }

    /// How many rows the file holds, by the name of what they are: "74 grants".
    #[must_use]
    pub fn rows_in_words(&self) -> String {
        counted(self.rows.len(), self.noun.0, self.noun.1)
    }

    /// What an import came to: the rows of the file, then what they are here.
    #[must_use]
    pub fn done_in_words(&self) -> String {
        let Counts {
            new,
            changed,
            unchanged,
            rejected,
            questions,
        } = self.counts;
        let made: Vec<String> = self.records.iter().map(SoMany::words).collect();
        let made = match &made[..] {
            [] => String::new(),
            made => format!(" That makes here: {}.", made.join("; ")),
        };
        format!(
            "{} holds {}: {} new, {} changed, {} unchanged, {} left out.{made}",
            self.file.name,
            self.rows_in_words(),
            grouped(new as u64),
            grouped(changed as u64),
            grouped(unchanged as u64),
            grouped((rejected + questions) as u64),
        )
    }

    /// Whether applying it would change anything.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        !self.ops.is_empty()
    }

    /// How many operations it takes.
    #[must_use]
    pub fn operations(&self) -> usize {
        self.ops.len()
    }

    /// Whether the workspace is still as it was when the dry run was made. If not, plan again before importing.
    #[must_use]
    pub fn is_current(&self, workspace: &Workspace) -> bool {
        self.stands_on == workspace.ledger().change_count()
    }

    /// The one change that imports the file, named after it.
    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft {
            why: self.why.clone(),
            source: Source::import(&self.file.name, &self.file.hash),
            ops: self.ops.clone(),
        }
    }

    /// The command that imports the file.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::Apply(self.draft())
    }

    /// Rejected rows and those that wait for an answer as CSV, with the reason in the last column: to put right and
    /// import again. `None` when there are none.
    #[must_use]
    pub fn rejected_csv(&self) -> Option<Vec<u8>> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        let heading = self
            .columns
            .iter()
            .map(String::as_str)
            .chain(["Why it was not imported"]);
        writer
            .write_record(heading.map(|cell| neutralised(cell).into_owned()))
            .ok()?;
        let mut any = false;
        for row in &self.rows {
            let why = match &row.outcome {
                Outcome::Rejected(faults) => faults
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" "),
                Outcome::Question(_) => "It is not clear which record this is about.".to_owned(),
                Outcome::New | Outcome::Changed(_) | Outcome::Unchanged => continue,
            };
            any = true;
            let mut cells = self
                .originals
                .get(&row.place.row)
                .cloned()
                .unwrap_or_default();
            cells.resize(self.columns.len(), String::new());
            cells.push(why);
            writer
                .write_record(cells.iter().map(|cell| neutralised(cell).into_owned()))
                .ok()?;
        }
        let bytes = writer.into_inner().ok()?;
        any.then_some(bytes)
    }
}
