//! Everything that happened with a venture, newest first.

use super::records_around;
use crate::{
    domain::{
        dates::Day,
        records::{Capital, Entry, StageMove},
        vocabulary::{
            CAPITAL_KINDS, CAPITAL_STATUSES, CRITERION_STATES, ENTRY_KINDS, MOVE_DECISIONS,
            label_of,
        },
    },
    ledger::{RecordId, Value, ordering},
    workspace::{Workspace, words::pounds},
};

/// How one criterion stood when a venture moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsItStood {
    /// What was asked.
    pub text: String,
    /// An id of [`CRITERION_STATES`].
    pub state: String,
    /// The state in words.
    pub state_label: String,
    /// What was noted.
    pub note: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody wrote something down.
    Entry {
        /// An id of [`ENTRY_KINDS`].
        kind: String,
        /// The kind in words.
        label: String,
        /// Who took part, the people we know by their names.
        who: Vec<String>,
        /// What was said.
        said: String,
        /// What was agreed.
        agreed: String,
        /// Whether it stays among staff.
        staff_only: bool,
    },
    /// It moved to another stage.
    Move {
        /// The stage's name.
        to: String,
        /// Where the stage stands, from 0.
        at: usize,
        /// How many stages there are.
        of: usize,
        /// The name of the stage it came from.
        from: String,
        /// How it was decided, in words.
        decision: String,
        /// Why.
        reason: String,
        /// The gate as it stood.
        criteria: Vec<AsItStood>,
    },
    /// Capital was decided.
    Capital {
        /// What it is called.
        title: String,
        /// Grant, donation, …
        kind: String,
        /// Secured, declined, …
        status: String,
        /// How much, in pounds or its own unit.
        amount: String,
        /// Who gives it; may be empty.
        from: String,
    },
}

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The record it is kept in.
    pub record: RecordId,
    /// When; `None` when nobody wrote the day down.
    pub day: Option<Day>,
    /// What.
    pub what: What,
}

/// Happenings of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Months {
    /// `2026-11`; empty for those without a day.
    pub key: String,
    /// "November 2026", or "Day not known".
    pub label: String,
    /// The happenings, newest first.
    pub happenings: Vec<Happening>,
}

/// Entries, stage moves and decided capital of a venture, newest first; those without a day come last.
pub fn timeline(workspace: &Workspace, id: RecordId) -> Vec<Happening> {
    let entries = records_around(workspace, id, Entry::KIND)
        .map(|record| entry(workspace, Entry::read(record)));
    let moves = records_around(workspace, id, StageMove::KIND)
        .map(|record| moved(workspace, StageMove::read(record)));
    let capital = records_around(workspace, id, Capital::KIND)
        .map(Capital::read)
        .filter(|capital| capital.decided_on.is_some())
        .map(|capital| decided(workspace, &capital));
    let mut all: Vec<Happening> = entries.chain(moves).chain(capital).collect();
    ordering::sort_by_key(&mut all, |happening| {
        std::cmp::Reverse((happening.day, happening.record))
    });
    all
}

/// Groups happenings, given newest first, by month.
pub fn months(happenings: &[Happening]) -> Vec<Months> {
    let mut months: Vec<Months> = Vec::new();
    for happening in happenings {
        let key = happening
            .day
            .map(|day| day.iso().chars().take(7).collect::<String>())
            .unwrap_or_default();
        match months.last_mut() {
            Some(month) if month.key == key => month.happenings.push(happening.clone()),
            _ => {
                // "7 June 2026" without its day.
                let words = happening.day.map(|day| day.to_string());
                let label = words
                    .as_deref()
                    .and_then(|words| words.split_once(' '))
                    .map(|(_, month)| month.to_owned());
                let label = label.unwrap_or_else(|| "Day not known".to_owned());
                months.push(Months {
                    key,
                    label,
                    happenings: vec![happening.clone()],
                });
            }
        }
    }
    months
}

fn entry(workspace: &Workspace, entry: Entry) -> Happening {
    let mut who: Vec<String> = entry
        .contacts
        .iter()
        .map(|contact| workspace.name_of(*contact))
        .collect();
    // Somebody may be named both as one we know and in words.
    for name in entry.who {
        if !who.contains(&name) {
            who.push(name);
        }
    }
    let said = all_that_was_said(&entry.said, &entry.learned, &entry.needs, &entry.answers);
    Happening {
        record: entry.id,
        day: entry.happened_on,
        what: What::Entry {
            label: label_of(ENTRY_KINDS, &entry.kind).to_owned(),
            who,
            kind: entry.kind,
            said,
            agreed: entry.agreed,
            staff_only: entry.staff_only,
        },
    }
}

/// What was said, then what a founder's update adds to it, each under its name.
fn all_that_was_said(said: &str, learned: &str, needs: &str, answers: &str) -> String {
    let named = |name: &str, text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| format!("{name}: {text}"))
    };
    let parts = [
        Some(said.to_owned()).filter(|said| !said.is_empty()),
        named("What was learned", learned),
        named("What is needed", needs),
        Some(answers.to_owned()).filter(|answers| !answers.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

fn moved(workspace: &Workspace, step: StageMove) -> Happening {
    let journey = workspace.journey();
    let criteria = step
        .criteria
        .as_array()
        .map(|all| all.iter().map(as_it_stood).collect())
        .unwrap_or_default();
    Happening {
        record: step.id,
        day: step.moved_on,
        what: What::Move {
            to: journey.label(&step.to).to_owned(),
            at: journey.position(&step.to),
            of: journey.all_stages().len(),
            from: journey.label(&step.from).to_owned(),
            decision: label_of(MOVE_DECISIONS, &step.decision).to_owned(),
            reason: step.reason,
            criteria,
        },
    }
}

fn as_it_stood(kept: &Value) -> AsItStood {
    let text = |key: &str| {
        kept.get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let state = text("state");
    let state_label = label_of(CRITERION_STATES, &state).to_owned();
    AsItStood {
        text: text("text"),
        state,
        state_label,
        note: text("note"),
    }
}

fn decided(workspace: &Workspace, capital: &Capital) -> Happening {
    Happening {
        record: capital.id,
        day: capital.decided_on,
        what: What::Capital {
            title: capital.title.clone(),
            kind: label_of(CAPITAL_KINDS, &capital.kind).to_owned(),
            status: label_of(CAPITAL_STATUSES, &capital.status).to_owned(),
            amount: amount_words(capital),
            from: capital
                .from
                .map(|from| workspace.name_of(from))
                .unwrap_or_default(),
        },
    }
}

/// Pounds, or a quantity in its own unit; empty when neither is known.
pub(super) fn amount_words(capital: &Capital) -> String {
    match (capital.amount, capital.quantity) {
        (Some(amount), _) => pounds(amount.get()),
        (None, Some(quantity)) => format!("{quantity} {}", capital.unit).trim().to_owned(),
        (None, None) => String::new(),
    }
}
