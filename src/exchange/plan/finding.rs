//! Finding the record that a wish is about.

use super::{
    outcome::{Answer, Answers, Candidate, Fault, Question, RowPlace},
    shown::{detail, shortened},
    staging::{Staged, Staging},
    wish::Wish,
};
use crate::{
    domain::records::{Contact, Step},
    exchange::matching::{Index, contradict, identifiers_of, through_key, within_keys},
    ledger::{RecordId, Value},
    workspace::Workspace,
};

/// What a wish came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    Here(RecordId),
    New(RecordId),
    /// A person deleted it since it was imported.
    Gone,
}

impl Came {
    pub(super) fn record(self) -> Option<RecordId> {
        match self {
            Self::Here(record) | Self::New(record) => Some(record),
            Self::Gone => None,
        }
    }
}

/// Why a row stops before it is staged.
pub(super) enum Stop {
    Rejected(Vec<Fault>),
    Ask(Box<Question>),
    /// Somebody deleted what it is about.
    Deleted(String),
}

/// Looks for records among those that are here and those that earlier rows made.
pub(super) struct Finder<'a> {
    pub(super) index: &'a mut Index,
    pub(super) staging: &'a Staging,
    pub(super) answers: &'a Answers,
    pub(super) workspace: &'a Workspace,
    /// The row that asks.
    pub(super) place: RowPlace,
    /// Where to tell what is worth knowing.
    pub(super) notes: &'a mut Vec<String>,
}

impl Finder<'_> {
    /// Looks for the record of one wish; `None` when it has to be made.
    pub(super) fn find(&mut self, wish: &Wish, came: &[Came]) -> Result<Option<Came>, Stop> {
        let workspace = self.workspace;
        if wish.find.within.is_some() {
            return Ok(self.find_within(wish, came));
        }
        let kind = wish.kind.id;
        if let Some(found) = followed(wish, came, workspace) {
            return Ok(Some(found));
        }
        if let Some(answered) = self.as_answered(wish)? {
            return Ok(answered);
        }
        let sure = self.index.sure(kind, &wish.find.sure);
        match sure.as_slice() {
            [] => {}
            [one] => return Ok(Some(Came::Here(*one))),
            several => {
                let why = format!(
                    "What the file says fits {} {}.",
                    several.len(),
                    wish.kind.many
                );
                return Err(self.ask(wish, why, several));
            }
        }
        if let Some(named) = self.find_named(wish)? {
            return Ok(Some(named));
        }
        if let Some(organisation) = wish.find.through.and_then(|at| came.get(at)?.record())
            && let [one] = self.index.at(kind, &through_key(organisation))
            && !self.contradicts(wish, *one)
        {
            return Ok(Some(Came::Here(*one)));
        }
        Ok(self
            .index
            .gone(kind, &wish.find.sure, &wish.find.name)
            .map(|_| Came::Gone))
    }

    /// Looks by name, among records that nothing contradicts.
    fn find_named(&mut self, wish: &Wish) -> Result<Option<Came>, Stop> {
        let kind = wish.kind.id;
        let named = self.index.named(kind, &wish.find.name);
        let (fitting, other): (Vec<RecordId>, Vec<RecordId>) = named
            .iter()
            .copied()
            .partition(|record| !self.contradicts(wish, *record));
        let why = match (fitting.as_slice(), other.as_slice()) {
            ([one], _) => return Ok(Some(Came::Here(*one))),
            ([], []) => return Ok(None),
            ([], _) if kind == Contact::KIND => {
                "There is somebody of that name here, with another email address.".to_owned()
            }
            ([], _) => {
                self.notes.push(format!(
                    "There is another {} called {} here, with a different number in the same register. They are kept \
                     apart.",
                    wish.kind.one, wish.find.text
                ));
                return Ok(None);
            }
            (several, _) => format!("{} {} here have this name.", several.len(), wish.kind.many),
        };
        Err(self.ask(
            wish,
            why,
            if fitting.is_empty() { &other } else { &fitting },
        ))
    }

    fn ask(&self, wish: &Wish, why: String, records: &[RecordId]) -> Stop {
        Stop::Ask(Box::new(ask_which(
            wish,
            self.place,
            why,
            (records, self.workspace),
        )))
    }

    /// What a person's answer makes of a wish: outer nothing when nobody was asked, inner when a record is to be made.
    fn as_answered(&self, wish: &Wish) -> Result<Option<Option<Came>>, Stop> {
        let Some((key, answer)) = answer_to(self.answers, wish) else {
            return Ok(None);
        };
        match answer {
            Answer::Choose(record) => {
                let is_here = self.workspace.record(record).is_some();
                Ok(is_here.then_some(Some(Came::Here(record))))
            }
            Answer::Create => {
                let made = self.index.at(wish.kind.id, &key).first();
                Ok(Some(made.map(|made| Came::Here(*made))))
            }
            Answer::Skip => {
                let problem = "Left out, as you chose.".to_owned();
                Err(Stop::Rejected(vec![Fault {
                    field: String::new(),
                    problem,
                }]))
            }
        }
    }

    /// A step or entry: the same words on the same day, or the same words that no earlier row has spoken about.
    fn find_within(&mut self, wish: &Wish, came: &[Came]) -> Option<Came> {
        let workspace = self.workspace;
        let within = wish.find.within.as_ref()?;
        let venture = match within.of {
            Some(at) => Some(came.get(at)?.record()?),
            None => None,
        };
        match venture {
            Some(venture) => self.index.load_around(workspace, venture),
            None if wish.kind.id == Step::KIND => self.index.load_loose_steps(workspace.records()),
            None => {}
        }
        let (exact, loose) = within_keys(venture, &within.text, &within.day);
        let fresh = |record: &&RecordId| self.staging.get(**record).is_none();
        let exact = self.index.at(wish.kind.id, &exact).first();
        let found = exact.or_else(|| self.index.at(wish.kind.id, &loose?).iter().find(fresh));
        found.map(|record| Came::Here(*record))
    }

    fn contradicts(&self, wish: &Wish, record: RecordId) -> bool {
        let Some(here) = self.workspace.record(record) else {
            // Made by an earlier row: had they shared an identifier, it would have been found by it.
            let said = self.staging.get(record);
            let ids = said.map(Staged::identifiers).unwrap_or_default();
            let email = said
                .and_then(|said| said.fields.get("email"))
                .and_then(Value::as_str)
                .unwrap_or_default();
            return contradict(&wish.find.ids, &ids) || differ(&wish.find.email, email);
        };
        contradict(&wish.find.ids, &identifiers_of(here))
            || differ(
                &wish.find.email,
                here.value("email").text().unwrap_or_default(),
            )
    }
}

/// What a person answered when asked about this, with the question's key.
pub(super) fn answer_to(answers: &Answers, wish: &Wish) -> Option<(String, Answer)> {
    if answers.is_empty() {
        return None;
    }
    let key = question_key(wish);
    let answer = answers.get(&key).copied()?;
    Some((key, answer))
}

/// Where the fields of a record that was here lead.
fn followed(wish: &Wish, came: &[Came], workspace: &Workspace) -> Option<Came> {
    let (from, fields) = wish.find.follow?;
    let mut record = workspace.record(came.get(from)?.record()?)?;
    for (at, field) in fields.iter().enumerate() {
        let id = RecordId::parse(record.value(field).text()?).ok()?;
        match workspace.record(id) {
            Some(next) => record = next,
            None if at + 1 == fields.len() && workspace.records().get(id).is_some() => {
                return Some(Came::Gone);
            }
            None => return None,
        }
    }
    (**record.kind() == *wish.kind.id).then(|| Came::Here(record.id()))
}

/// Whether two wishes of one row are for the same record.
pub(super) fn is_twin(one: &Wish, other: &Wish) -> bool {
    let same_key = || {
        one.find
            .sure
            .iter()
            .any(|key| other.find.sure.contains(key))
    };
    let same_name = || {
        !one.find.name.is_empty()
            && one.find.name == other.find.name
            && !contradict(&one.find.ids, &other.find.ids)
    };
    one.kind.id == other.kind.id
        && one.find.within.is_none()
        && other.find.within.is_none()
        && (same_key() || same_name())
}

fn differ(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && !one.eq_ignore_ascii_case(other)
}

fn question_key(wish: &Wish) -> String {
    let ids: Vec<&str> = wish.find.sure.iter().map(String::as_str).collect();
    format!("{} {} {}", wish.kind.id, wish.find.name, ids.join(" "))
        .trim()
        .to_owned()
}

fn ask_which(
    wish: &Wish,
    row: RowPlace,
    why: String,
    (records, workspace): (&[RecordId], &Workspace),
) -> Question {
    let candidate = |record: &RecordId| Candidate {
        record: *record,
        name: workspace
            .record(*record)
            .map_or_else(|| wish.find.text.clone(), |_| workspace.name_of(*record)),
        detail: detail(workspace, *record),
    };
    let candidates = records.iter().map(candidate).collect();
    Question::WhichOne {
        key: question_key(wish),
        row,
        rows: 1,
        one: wish.kind.one,
        text: wish.find.text.clone(),
        why,
        candidates,
    }
}

pub(super) fn nothing_fits(wish: &Wish) -> Fault {
    if wish.find.text.is_empty() {
        let label = wish
            .kind
            .fields
            .iter()
            .find(|field| field.required)
            .map_or("Name", |field| field.label);
        return Fault {
            field: label.to_owned(),
            problem: "Please fill this in.".to_owned(),
        };
    }
    let problem = format!(
        "There is no {} called “{}” here. Add it first, or let the import make what is missing.",
        wish.kind.one,
        shortened(&wish.find.text)
    );
    Fault {
        field: String::new(),
        problem,
    }
}
