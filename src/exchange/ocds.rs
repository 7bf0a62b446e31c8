//! Contract notices in the Open Contracting Data Standard (1.0 and 1.1): packages, records, single notices, lists, and one
//! on each line, as Find a Tender, Contracts Finder, Public Contracts Scotland and Sell2Wales publish them.
//!
//! All notices of one process make one opportunity, with its buyer, lots, and the contracts that came of it. The same
//! notice again changes nothing. A newer one changes what it speaks of, save what people edited; our own status, where
//! people set it, our probability and our notes stay. People to contact are left out.

mod deals;
mod notice;
mod parts;
mod performance;
mod process;
mod reading;
mod row;
mod spans;
mod value;

use std::sync::{Arc, Mutex};

pub use reading::NoticesReading;

use super::{
    failure::FileMark,
    plan::{Answers, Fault, Planner, Question, Row, RowPlace, RowSource, World},
};
use crate::domain::{
    counting::{counted, listed},
    dates::Day,
};
use notice::Origin;
use process::Process;
use row::{Known, OneRow};

/// One row of the dry run: a process, or a piece that could not be read.
#[derive(Clone, Debug)]
enum Piece {
    Process(Box<Process>),
    Broken { name: String, problem: String },
}

/// A file of contract notices.
#[derive(Debug)]
pub struct NoticesFile {
    mark: FileMark,
    /// Of each file that was read together, in their order.
    origins: Vec<Arc<Origin>>,
    pieces: Vec<Piece>,
    notices: usize,
    /// Notices that stood in the file more than once.
    repeated: usize,
    /// Notices that named people to contact.
    with_contacts: usize,
    /// Records that hold only links.
    only_links: usize,
}

impl NoticesFile {
    /// How many notices the file has; those that stand twice count once.
    #[must_use]
    pub fn notices(&self) -> usize {
        self.notices
    }

    /// How many contracting processes they are about, with those that could not be read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether there are none; a file without notices is not read, so this is false.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// How many files were read together.
    #[must_use]
    pub fn files(&self) -> usize {
        self.origins.len()
    }

    /// Who publishes the file, when it says so; of several files, whoever publishes one of them.
    #[must_use]
    pub fn publisher(&self) -> String {
        self.named(|origin| &origin.publisher)
    }

    /// Under which licence, when it says so.
    #[must_use]
    pub fn licence(&self) -> String {
        self.named(|origin| &origin.licence)
    }

    fn named(&self, of: fn(&Origin) -> &String) -> String {
        let mut names: Vec<&str> = Vec::new();
        for origin in &self.origins {
            let name = of(origin).as_str();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        listed(&names)
    }

    /// The file.
    #[must_use]
    pub fn mark(&self) -> &FileMark {
        &self.mark
    }

    /// Begins a dry run.
    #[must_use]
    pub fn planner(self: &Arc<Self>, answers: Answers, today: Day) -> Planner {
        let source = Notices {
            file: Arc::clone(self),
            known: Mutex::new(None),
        };
        Planner::new(Arc::new(source), answers, today)
    }
}

/// A file of notices, with what is known of their processes here.
struct Notices {
    file: Arc<NoticesFile>,
    /// Read when first needed, and again when the workspace has changed.
    known: Mutex<Option<(usize, Arc<Known>)>>,
}

impl Notices {
    fn known(&self, world: &World<'_>) -> Arc<Known> {
        let stands_on = world.workspace.ledger().change_count();
        // A thread that panicked while it held the lock left nothing half done: the value is only ever replaced.
        let mut slot = self
            .known
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match &*slot {
            Some((stood_on, known)) if *stood_on == stands_on => Arc::clone(known),
            _ => {
                let known = Arc::new(Known::read(world.workspace));
                *slot = Some((stands_on, Arc::clone(&known)));
                known
            }
        }
    }
}

impl RowSource for Notices {
    fn mark(&self) -> &FileMark {
        &self.file.mark
    }

    fn format(&self) -> &'static str {
        "ocds"
    }

    fn noun(&self) -> (&'static str, &'static str) {
        ("opportunity", "opportunities")
    }

    fn rows(&self) -> usize {
        self.file.pieces.len()
    }

    fn place(&self, row: usize) -> RowPlace {
        RowPlace {
            row: row + 1,
            line: 0,
        }
    }

    fn order(&self) -> Vec<usize> {
        (0..self.file.pieces.len()).collect()
    }

    fn respects_deletion(&self) -> bool {
        true
    }

    fn row(&self, row: usize, world: &World<'_>) -> Result<Row, (String, Vec<Fault>)> {
        let process = match self.file.pieces.get(row) {
            None => return Ok(Row::default()),
            Some(Piece::Broken { name, problem }) => {
                let fault = Fault {
                    field: String::new(),
                    problem: problem.clone(),
                };
                return Err((name.clone(), vec![fault]));
            }
            Some(Piece::Process(process)) => process,
        };
        let one = OneRow {
            process,
            known: &self.known(world),
            workspace: world.workspace,
            today: world.today,
        };
        one.wishes()
    }

    fn notes(&self) -> Vec<String> {
        let file = &self.file;
        let notices = |count: usize| counted(count, "notice", "notices");
        let mut notes = Vec::new();
        for (at, origin) in file.origins.iter().enumerate() {
            let is_said = file.origins.iter().take(at).any(|said| said == origin);
            if origin.publisher.is_empty() || is_said {
                continue;
            }
            let under = match origin.licence.as_str() {
                "" => String::new(),
                licence => format!(" under {licence}"),
            };
            notes.push(format!("Published by {}{under}.", origin.publisher));
        }
        if file.with_contacts > 0 {
            notes.push(format!(
                "Names, telephone numbers and email addresses of people to contact in {} were left out.",
                notices(file.with_contacts)
            ));
        }
        if file.repeated > 0 {
            notes.push(format!(
                "{} stood in the file a second time and count once.",
                notices(file.repeated)
            ));
        }
        if file.only_links > 0 {
            notes.push(format!(
                "{} only links to its notices; download the notices themselves and import them.",
                match file.only_links {
                    1 => "1 record has".to_owned(),
                    many => format!("{many} records have"),
                }
            ));
        }
        notes
    }

    fn questions(&self) -> Vec<Question> {
        Vec::new()
    }

    fn columns(&self) -> Vec<String> {
        ["Open contracting id", "Title", "Buyer", "Date"]
            .map(str::to_owned)
            .to_vec()
    }

    fn original(&self, row: usize) -> Vec<String> {
        match self.file.pieces.get(row) {
            Some(Piece::Process(process)) => {
                let said = &process.said;
                let buyer = said.buyer.as_ref().map(|buyer| buyer.name.clone());
                vec![
                    said.ocid.clone(),
                    said.title.clone(),
                    buyer.unwrap_or_default(),
                    said.date.clone(),
                ]
            }
            Some(Piece::Broken { name, .. }) => vec![String::new(), name.clone()],
            None => Vec::new(),
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
