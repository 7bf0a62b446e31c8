//! What stands beside a venture's story: next steps, people, money, papers, and the tellings of the story.

use super::{records_around, timeline::amount_words};
use crate::{
    domain::{
        attention::EXPIRY_NOTICE_DAYS,
        dates::Day,
        money::Pence,
        names::search_key,
        records::{Capital, Contact, Document, Step, Story},
        vocabulary::{AUDIENCES, CAPITAL_KINDS, CAPITAL_STATUSES, DOCUMENT_KINDS, label_of},
    },
    ledger::{RecordId, few::Few, ordering},
    workspace::{Workspace, words::pounds},
};

/// A next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The record.
    pub id: RecordId,
    /// What.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// By when.
    pub due: Option<Day>,
    /// When it was done.
    pub done_on: Option<Day>,
    /// Anything else.
    pub note: String,
}

impl StepLine {
    /// How many days its day has passed by, while it is open.
    pub fn days_late(&self, today: Day) -> Option<i64> {
        let late = self
            .due
            .map(|due| due.days_until(today))
            .filter(|late| *late > 0);
        if self.done_on.is_some() { None } else { late }
    }
}

/// Open steps, the one due first at the top, then those done, the latest first.
pub fn steps(workspace: &Workspace, id: RecordId) -> (Vec<StepLine>, Vec<StepLine>) {
    let line = |step: Step| StepLine {
        id: step.id,
        what: step.what,
        who: step.who,
        due: step.due,
        done_on: step.done_on,
        note: step.note,
    };
    let all = records_around(workspace, id, Step::KIND).map(|record| line(Step::read(record)));
    let (mut open, mut done): (Vec<_>, Vec<_>) = all.partition(|step| step.done_on.is_none());
    ordering::sort_by_key(&mut open, |step| (step.due.is_none(), step.due, step.id));
    ordering::sort_by_key(&mut done, |step| (step.done_on, step.id));
    done.reverse();
    (open, done)
}

/// One telling of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryTold {
    /// The record.
    pub id: RecordId,
    /// The story.
    pub text: String,
    /// In whose voice.
    pub voice: String,
    /// Whom it may be told to, in words.
    pub consent: Vec<String>,
    /// When it was told.
    pub told_on: Option<Day>,
}

/// Every telling of the story, the latest first.
pub fn stories(workspace: &Workspace, id: RecordId) -> Vec<StoryTold> {
    let mut told: Vec<StoryTold> = records_around(workspace, id, Story::KIND)
        .map(Story::read)
        .map(|story| StoryTold {
            id: story.id,
            text: story.text,
            voice: story.voice,
            consent: story
                .consent
                .iter()
                .map(|who| label_of(AUDIENCES, who).to_owned())
                .collect(),
            told_on: story.told_on,
        })
        .collect();
    ordering::sort_by_key(&mut told, |story| {
        std::cmp::Reverse((story.told_on, story.id))
    });
    told
}

/// Somebody who belongs to the venture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// The contact.
    pub id: RecordId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// Where they do it.
    pub organisation: String,
    /// How to write to them.
    pub email: String,
    /// How to call them.
    pub phone: String,
    /// Whether the venture names them as founder.
    pub founder: bool,
}

/// Founders, and everybody who names this venture; founders first, then by name.
pub fn people(workspace: &Workspace, id: RecordId) -> Vec<PersonLine> {
    let founders = workspace
        .facts()
        .venture(id)
        .map(|venture| venture.founders.as_slice())
        .unwrap_or_default();
    let own = id.to_string();
    let named = workspace.records().of_kind(Contact::KIND).filter(|record| {
        founders.contains(&record.id())
            || record
                .items("ventures")
                .iter()
                .any(|item| item.text() == Some(&own))
    });
    let mut people: Vec<PersonLine> = named
        .map(Contact::read)
        .map(|contact| PersonLine {
            id: contact.id,
            organisation: contact
                .organisation
                .map(|at| workspace.name_of(at))
                .unwrap_or_default(),
            founder: founders.contains(&contact.id),
            name: contact.name,
            role: contact.role,
            email: contact.email,
            phone: contact.phone,
        })
        .collect();
    ordering::sort_by_key(&mut people, |person| {
        (!person.founder, search_key(&person.name), person.id)
    });
    people
}

/// One capital entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyRow {
    /// The record.
    pub id: RecordId,
    /// What it is called, or its kind.
    pub title: String,
    /// Its kind's id.
    pub kind: String,
    /// Its kind in words.
    pub kind_label: String,
    /// How much, in pounds or its own unit.
    pub amount: String,
    /// Who gives it; may be empty.
    pub from: String,
    /// When it was decided.
    pub decided_on: Option<Day>,
    /// Last day it covers.
    pub ends: Option<Day>,
    pence: Option<Pence>,
    other: Option<(String, i64)>,
}

/// Capital entries of one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyGroup {
    /// The status's id.
    pub status: String,
    /// The status in words.
    pub label: String,
    /// The sum in words, money and other units apart: "£12,000 and 120 hours".
    pub sum: String,
    /// The entries, the latest first.
    pub rows: Vec<MoneyRow>,
}

/// From what is there to what is hoped for, and then what went.
const STATUS_ORDER: &[&str] = &[
    "received", "secured", "offered", "sought", "repaid", "declined",
];

/// Capital by status, with sums.
pub fn money(workspace: &Workspace, id: RecordId) -> Vec<MoneyGroup> {
    let mut groups: Few<(usize, String), Vec<MoneyRow>> = Few::new();
    for capital in records_around(workspace, id, Capital::KIND).map(Capital::read) {
        let at = STATUS_ORDER
            .iter()
            .position(|status| *status == capital.status)
            .unwrap_or(STATUS_ORDER.len());
        groups
            .get_or((at, capital.status.clone()), Vec::new)
            .push(row(workspace, &capital));
    }
    groups
        .into_iter()
        .map(|((_, status), mut rows)| {
            ordering::sort_by_key(&mut rows, |row| std::cmp::Reverse((row.decided_on, row.id)));
            let label = if status.is_empty() {
                "Status not known"
            } else {
                label_of(CAPITAL_STATUSES, &status)
            };
            MoneyGroup {
                label: label.to_owned(),
                sum: sum_words(&rows),
                status,
                rows,
            }
        })
        .collect()
}

fn row(workspace: &Workspace, capital: &Capital) -> MoneyRow {
    let kind_label = label_of(CAPITAL_KINDS, &capital.kind).to_owned();
    MoneyRow {
        id: capital.id,
        title: if capital.title.is_empty() {
            kind_label.clone()
        } else {
            capital.title.clone()
        },
        kind: capital.kind.clone(),
        kind_label,
        amount: amount_words(capital),
        from: capital
            .from
            .map(|from| workspace.name_of(from))
            .unwrap_or_default(),
        decided_on: capital.decided_on,
        ends: capital.ends,
        pence: capital.amount,
        other: capital
            .quantity
            .filter(|_| capital.amount.is_none())
            .map(|many| (capital.unit.clone(), many)),
    }
}

fn sum_words(rows: &[MoneyRow]) -> String {
    let mut parts = Vec::new();
    if rows.iter().any(|row| row.pence.is_some()) {
        // A sum that does not fit is more money than there is; saying nothing beats saying something wrong.
        parts.extend(
            Pence::sum(rows.iter().filter_map(|row| row.pence)).map(|sum| pounds(sum.get())),
        );
    }
    let mut units: Few<&str, i64> = Few::new();
    for (unit, many) in rows.iter().filter_map(|row| row.other.as_ref()) {
        let sum = units.get_or(unit, || 0);
        *sum = sum.saturating_add(*many);
    }
    parts.extend(
        units
            .iter()
            .map(|(unit, many)| format!("{many} {unit}").trim().to_owned()),
    );
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// One kind's share of the money that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The kind in words.
    pub label: String,
    /// Secured or received, in pence; more than nothing.
    pub pence: i64,
    /// Where the kind stands in its list, for its colour.
    pub at: usize,
}

/// Money secured or received, by kind, the largest first. Hours and assets have no part in it.
pub fn mix(groups: &[MoneyGroup]) -> Vec<Share> {
    let there = groups
        .iter()
        .filter(|group| matches!(group.status.as_str(), "received" | "secured"));
    let mut by_kind: Few<&str, i64> = Few::new();
    for row in there.flat_map(|group| &group.rows) {
        let sum = by_kind.get_or(&row.kind, || 0);
        *sum = sum.saturating_add(row.pence.map_or(0, Pence::get));
    }
    let mut shares: Vec<Share> = by_kind
        .into_iter()
        .filter(|(_, pence)| *pence > 0)
        .map(|(kind, pence)| Share {
            label: label_of(CAPITAL_KINDS, kind).to_owned(),
            pence,
            at: CAPITAL_KINDS
                .iter()
                .position(|choice| choice.id == kind)
                .unwrap_or_default(),
        })
        .collect();
    ordering::sort_by_key(&mut shares, |share| {
        (std::cmp::Reverse(share.pence), share.at)
    });
    shares
}

/// Whether a paper is still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It does not run out, or not soon.
    Good,
    /// It runs out within the days in which it is listed.
    Soon,
    /// It has run out.
    Past,
}

/// A link to a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
    /// What kind of paper; may be empty.
    pub kind: String,
    /// Where it is; only addresses that are safe to follow.
    pub address: Option<String>,
    /// When it runs out.
    pub expires: Option<Day>,
    /// Whether it still is good.
    pub expiry: Expiry,
    /// What cannot go on without it.
    pub blocks: String,
}

/// Papers, those that ran out or soon will first.
pub fn documents(workspace: &Workspace, id: RecordId, today: Day) -> Vec<DocumentLine> {
    let mut lines: Vec<DocumentLine> = records_around(workspace, id, Document::KIND)
        .map(Document::read)
        .map(|paper| {
            let expiry = match paper.expires.map(|day| today.days_until(day)) {
                Some(left) if left < 0 => Expiry::Past,
                Some(left) if left <= EXPIRY_NOTICE_DAYS => Expiry::Soon,
                _ => Expiry::Good,
            };
            let link = crate::domain::web_address::Link::parse(&paper.address).ok();
            DocumentLine {
                id: paper.id,
                title: paper.title,
                kind: label_of(DOCUMENT_KINDS, &paper.kind).to_owned(),
                address: link.map(|link| link.href()),
                expires: paper.expires,
                expiry,
                blocks: paper.blocks,
            }
        })
        .collect();
    ordering::sort_by_key(&mut lines, |line| {
        (
            line.expires.is_none(),
            line.expires,
            search_key(&line.title),
            line.id,
        )
    });
    lines
}

/// Tells names written with commas between apart: people of the venture, and others as they were written.
pub fn split_people(written: &str, known: &[PersonLine]) -> (Vec<RecordId>, Vec<String>) {
    let mut contacts = Vec::new();
    let mut others = Vec::new();
    for name in written
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let key = search_key(name);
        match known.iter().find(|person| search_key(&person.name) == key) {
            Some(person) => contacts.push(person.id),
            None => others.push(name.to_owned()),
        }
    }
    (contacts, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_names_become_people_where_they_are_known() {
        let amina = PersonLine {
            id: RecordId(41),
            name: "Amina Khan".to_owned(),
            role: String::new(),
            organisation: String::new(),
            email: String::new(),
            phone: String::new(),
            founder: true,
        };
        let (contacts, others) = split_people("amina khan, somebody from the council;", &[amina]);
        assert_eq!(contacts, [RecordId(41)]);
        assert_eq!(others, ["somebody from the council"]);
    }
}
