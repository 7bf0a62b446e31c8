//! Finding any record by words in its name or text.

use super::open::Workspace;
use crate::{
    domain::{
        names::search_key,
        records::{
            Bid, Contact, Contract, Document, Entry, Opportunity, Organisation, Place, Programme,
            Step, Venture,
        },
        schema,
        vocabulary::{OPPORTUNITY_STATUSES, label_of},
    },
    ledger::{RecordId, RecordRef, ordering},
};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: &'static str,
    /// What to call it.
    pub name: String,
    /// What it is: "Venture · Test safely", "Next step of Green Gym".
    pub more: String,
    /// The venture it belongs to, for what has no page of its own.
    pub venture: Option<RecordId>,
}

/// What is searched, in the order hits are shown, with the fields that hold words.
const SEARCHED: &[(&str, &[&str])] = &[
    (Venture::KIND, &["name", "one_line"]),
    (
        Opportunity::KIND,
        &["title", "reference", "lesson", "feedback", "ocid"],
    ),
    (Contract::KIND, &["title"]),
    (Organisation::KIND, &["name", "town"]),
    (Contact::KIND, &["name", "role"]),
    (Place::KIND, &["name", "code"]),
    (Programme::KIND, &["name"]),
    (Step::KIND, &["what", "who"]),
    (Document::KIND, &["title"]),
    (Bid::KIND, &["lesson", "feedback"]),
    (
        Entry::KIND,
        &["said", "agreed", "learned", "needs", "answers"],
    ),
];

struct Line {
    record: RecordId,
    kind: usize,
    /// Where its text ends in the heap; it begins where the line before ends.
    end: usize,
}

/// The folded text of everything that can be found, kept until something changes.
#[derive(Default)]
pub struct SearchIndex {
    heap: String,
    lines: Vec<Line>,
    next: (usize, usize),
    finished: bool,
}

impl SearchIndex {
    /// Reads at most `budget` more records; answers whether all are read. Call until it says so.
    pub fn read_some(&mut self, workspace: &Workspace, budget: usize) -> bool {
        let mut left = budget;
        while left > 0 && !self.finished {
            let (kind, at) = self.next;
            let Some((name, fields)) = SEARCHED.get(kind) else {
                self.finished = true;
                break;
            };
            let ids = workspace.records().ids_of_kind(name);
            let slice = ids.get(at..(at + left).min(ids.len())).unwrap_or_default();
            for id in slice {
                if let Some(record) = workspace.record(*id) {
                    self.add(kind, fields, record);
                }
            }
            left -= slice.len().max(1).min(left);
            self.next = if at + slice.len() >= ids.len() {
                (kind + 1, 0)
            } else {
                (kind, at + slice.len())
            };
        }
        self.finished
    }

    fn add(&mut self, kind: usize, fields: &[&str], record: RecordRef<'_>) {
        for field in fields {
            if let Some(text) = record.value(field).text() {
                self.heap.push(' ');
                crate::domain::names::fold_into(&mut self.heap, text);
            }
        }
        self.lines.push(Line {
            record: record.id(),
            kind,
            end: self.heap.len(),
        });
    }

    /// Up to `most` hits: those whose name begins with the words first, kinds in their order.
    pub fn find(&self, workspace: &Workspace, typed: &str, most: usize) -> Vec<Hit> {
        let key = search_key(typed);
        let words: Vec<&str> = key.split_whitespace().collect();
        let Some(longest) = words.iter().max_by_key(|word| word.len()) else {
            return Vec::new();
        };
        let mut found: Vec<(usize, u8, RecordId)> = Vec::new();
        let mut from = 0;
        // Most lines lack the longest word: jump from one place it stands at to the next, over whole lines.
        while let Some(at) = self
            .heap
            .get(from..)
            .and_then(|rest| rest.find(longest))
            .map(|at| from + at)
        {
            let line = self.lines.partition_point(|line| line.end <= at);
            let Some(hit) = self.lines.get(line) else {
                break;
            };
            let start = line
                .checked_sub(1)
                .and_then(|before| self.lines.get(before))
                .map_or(0, |before| before.end);
            let text = &self.heap[start..hit.end];
            if words.iter().all(|word| text.contains(word)) {
                let rank = if text.trim_start().starts_with(key.as_str()) {
                    0
                } else if words.iter().all(|word| text.contains(&format!(" {word}"))) {
                    1
                } else {
                    2
                };
                found.push((hit.kind, rank, hit.record));
            }
            from = hit.end;
            if found.len() >= most * 20 {
                break;
            }
        }
        ordering::sort_by_key(&mut found, |(kind, rank, _)| (*rank, *kind));
        found
            .into_iter()
            .take(most)
            .filter_map(|(kind, _, id)| hit(workspace, kind, id))
            .collect()
    }
}

fn hit(workspace: &Workspace, kind: usize, id: RecordId) -> Option<Hit> {
    let record = workspace.record(id)?;
    let (kind, _) = SEARCHED.get(kind)?;
    let one = schema::kind(kind).map_or(*kind, |spec| spec.one);
    let mut label = one.to_owned();
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let venture = record
        .value("venture")
        .text()
        .and_then(|id| RecordId::parse(id).ok());
    let more = match (venture, *kind) {
        (Some(venture), _) => format!("{label} · {}", workspace.name_of(venture)),
        (None, Venture::KIND) => {
            let stage = record.value("stage").text().unwrap_or_default();
            format!("{label} · {}", workspace.journey().label(stage))
        }
        (None, Opportunity::KIND) => {
            let status = record.value("status").text().unwrap_or_default();
            format!("{label} · {}", label_of(OPPORTUNITY_STATUSES, status))
        }
        (None, Organisation::KIND) => match record.value("town").text() {
            Some(town) => format!("{label} · {town}"),
            None => label,
        },
        (None, Contact::KIND) => match record.value("role").text() {
            Some(role) => format!("{label} · {role}"),
            None => label,
        },
        _ => label,
    };
    Some(Hit {
        record: id,
        kind,
        name: workspace.name_of(id),
        more,
        venture,
    })
}

/// Where a record is shown, as an address of the app.
pub fn address_of(kind: &str, record: RecordId, venture: Option<RecordId>) -> String {
    match (kind, venture) {
        ("venture", _) => format!("/ventures/{record}"),
        ("organisation", _) => format!("/organisations/{record}"),
        ("contact", _) => format!("/people/{record}"),
        ("opportunity", _) => format!("/opportunities/{record}"),
        ("contract", _) => format!("/contracts/{record}"),
        (_, Some(venture)) => format!("/ventures/{venture}#{record}"),
        ("place", None) => format!("/ventures?place={record}"),
        ("programme", None) => format!("/ventures?programme={record}"),
        _ => "/".to_owned(),
    }
}
