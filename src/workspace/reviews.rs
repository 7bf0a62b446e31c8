//! Whose details are due to be looked at again: because the day noted for it has come, or because every venture they were
//! with has left long enough ago. Nothing is deleted by itself.

use super::{command::Command, command::Put, command::values, open::Workspace};
use crate::{
    domain::{
        dates::Day,
        records::{Contact, Venture},
        vocabulary::{CONTACT_BASES, label_of},
    },
    ledger::{RecordId, RecordRef, ordering},
};

/// Why somebody's details are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBecause {
    /// The day noted with them has come.
    DayNoted,
    /// Their last venture left, and the incubator keeps details so many months after that.
    VenturesLeft {
        /// When it left.
        left: Day,
        /// How many months details are kept.
        months: i64,
    },
}

/// Somebody whose details are to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReview {
    /// The person.
    pub person: RecordId,
    /// What they are called.
    pub name: String,
    /// What they do.
    pub role: String,
    /// Why we may hold this, in words; empty when nobody noted it.
    pub basis: String,
    /// Where we have it from.
    pub source: String,
    /// Since when it is due.
    pub due: Day,
    /// Why.
    pub because: DueBecause,
}

impl DueReview {
    /// Why it is due, as a sentence.
    pub fn reason(&self) -> String {
        match self.because {
            DueBecause::DayNoted => format!("To be asked again on {}.", self.due),
            DueBecause::VenturesLeft { left, months } => format!(
                "Their last venture left on {left}; details are kept for {months} months after that."
            ),
        }
    }

    /// The command that keeps the details until another day.
    pub fn keep_until(&self, day: Day) -> Command {
        Command::Edit {
            record: self.person,
            values: values([("review_on", Put::day(day))]),
        }
    }
}

/// Everybody whose details are due by `today`, the longest due first.
pub fn reviews_due(workspace: &Workspace, today: Day) -> Vec<DueReview> {
    let months = workspace.incubator().retention_months;
    let mut due: Vec<DueReview> = workspace
        .records()
        .of_kind(Contact::KIND)
        .filter_map(|person| review(workspace, &person, months, today))
        .collect();
    ordering::sort_by_key(&mut due, |review| {
        (review.due, review.name.clone(), review.person)
    });
    due
}

/// People with no day for a review, and nothing else that would bring one about.
pub fn people_without_review(workspace: &Workspace) -> Vec<RecordId> {
    let people = workspace.records().of_kind(Contact::KIND);
    people
        .filter(|person| person.value("review_on").text().is_none())
        .map(|person| person.id())
        .collect()
}

fn review(
    workspace: &Workspace,
    person: &RecordRef<'_>,
    months: Option<i64>,
    today: Day,
) -> Option<DueReview> {
    let text = |field: &str| person.value(field).text().unwrap_or_default().to_owned();
    let noted = Day::parse(&text("review_on")).ok();
    let (due, because) = match noted {
        // A day that somebody chose counts, whatever became of the ventures.
        Some(day) => (day, DueBecause::DayNoted),
        None => {
            let months = months.filter(|months| *months > 0)?;
            let left = last_left(workspace, person)?;
            let due = left.plus_months(i32::try_from(months).ok()?);
            (due, DueBecause::VenturesLeft { left, months })
        }
    };
    let basis = text("basis");
    (due <= today).then(|| DueReview {
        person: person.id(),
        name: workspace.name_of(person.id()),
        role: text("role"),
        basis: if basis.is_empty() {
            basis
        } else {
            label_of(CONTACT_BASES, &basis).to_owned()
        },
        source: text("source"),
        due,
        because,
    })
}

/// The day on which the last of somebody's ventures left; nothing while one is here, or when there never was one.
fn last_left(workspace: &Workspace, person: &RecordRef<'_>) -> Option<Day> {
    let id = person.id();
    let named = person.items("ventures");
    let named: Vec<RecordId> = named
        .iter()
        .filter_map(|venture| RecordId::parse(venture.text()?).ok())
        .collect();
    let mut last = None;
    let is_with = |venture: &Venture| venture.founders.contains(&id) || named.contains(&venture.id);
    for venture in workspace
        .facts()
        .ventures()
        .filter(|venture| is_with(venture))
    {
        if ["active", "paused", ""].contains(&venture.disposition.as_str()) {
            return None;
        }
        last = last.max(Some(venture.disposition_since?));
    }
    last
}
