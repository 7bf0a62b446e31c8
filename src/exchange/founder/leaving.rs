//! What exactly leaves: every word of a request or an answer, read back from the file that would be sent.

use serde_json::Value;

use super::form::FounderFile;
use crate::{
    domain::{
        dates::Moment,
        founder::{Answer, KnownRecord, Named, Request},
        schema,
        text::capital,
        vocabulary::{UPDATE_ASKS, label_of},
    },
    ledger::DeviceId,
    workspace::{Workspace, founders::value_in_words},
};

/// One line of what leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// What it belongs to: "The request", "Green Gym", "Next step".
    pub group: String,
    /// What it is.
    pub label: String,
    /// The words that leave.
    pub words: String,
}

struct Lines {
    lines: Vec<Leaving>,
    /// Words are the same in any workspace: nothing that travels refers to another record.
    nowhere: Workspace,
}

impl Lines {
    fn put(&mut self, group: &str, label: &str, words: impl Into<String>) {
        let words = words.into();
        if !words.trim().is_empty() {
            self.lines.push(Leaving {
                group: group.to_owned(),
                label: label.to_owned(),
                words,
            });
        }
    }

    fn named(&mut self, group: &str, label: &str, who: &Named) {
        let words = if who.role.is_empty() {
            who.name.clone()
        } else {
            format!("{}, {}", who.name, who.role)
        };
        self.put(group, label, words);
    }

    fn value(&self, kind: &str, field: &str, value: &Value) -> (String, String) {
        match schema::field(kind, field) {
            Some(spec) => (
                spec.label.to_owned(),
                value_in_words(&self.nowhere, spec, value),
            ),
            None => (field.to_owned(), value.to_string()),
        }
    }

    fn record(&mut self, record: &KnownRecord, named: &str) {
        let group = match schema::kind(&record.kind) {
            Some(kind) if kind.id != "venture" => capital(kind.one),
            _ => named.to_owned(),
        };
        for (field, value) in &record.fields {
            let (label, words) = self.value(&record.kind, field, value);
            self.put(&group, &label, words);
        }
    }

    fn request(&mut self, request: &Request) {
        const GROUP: &str = "The request";
        self.put(GROUP, "Incubator", request.incubator.clone());
        self.named(GROUP, "Asked by", &request.asked_by);
        self.put(GROUP, "Answer to", request.reply_to.clone());
        self.put(GROUP, "Asked on", request.asked_on.to_string());
        let due = request.due.map(|due| due.to_string());
        self.put(GROUP, "Answer by", due.unwrap_or_default());
        self.put(GROUP, "A personal line", request.message.clone());
        let asks: Vec<&str> = request
            .asks
            .iter()
            .map(|ask| label_of(UPDATE_ASKS, ask))
            .collect();
        self.put(GROUP, "What is asked", asks.join(", "));
        for question in &request.questions {
            self.put(GROUP, "Our own question", question.text.clone());
        }
        let named = request.venture_name().to_owned();
        for fact in &request.facts {
            self.put(&named, &fact.label, fact.words.clone());
        }
        for record in &request.known {
            self.record(record, &named);
        }
    }

    fn answer(&mut self, answer: &Answer) {
        const GROUP: &str = "Your update";
        self.named(GROUP, "From", &answer.author);
        let written = i64::try_from(answer.written_at).unwrap_or_default();
        self.put(GROUP, "Written", Moment(written).to_string());
        self.put(GROUP, "About", answer.venture_name.clone());
        for change in &answer.changes {
            let (label, was) = self.value(&change.kind, &change.field, &change.was);
            let (_, is) = self.value(&change.kind, &change.field, &change.is);
            let is = if is.is_empty() {
                "(cleared)".to_owned()
            } else {
                is
            };
            self.put("What you changed", &label, is);
            self.put("What stood there before", &label, was);
        }
        for record in &answer.additions {
            self.record(record, &answer.venture_name);
        }
        self.put(GROUP, "What happened", answer.happened.clone());
        let day = answer.happened_on.map(|day| day.to_string());
        self.put(GROUP, "When", day.unwrap_or_default());
        self.put(GROUP, "What was learned", answer.learned.in_words());
        self.put(GROUP, "What you need", answer.needs.clone());
        for given in &answer.answers {
            self.put(GROUP, &given.question, given.answer.clone());
        }
    }
}

/// Every word that leaves with a request or an answer. Beside them the file holds only ids: random numbers that tell
/// records, this workspace and the founder's device apart.
pub fn leaving(file: &FounderFile) -> Vec<Leaving> {
    let mut lines = Lines {
        lines: Vec::new(),
        nowhere: Workspace::empty(DeviceId::default()),
    };
    match file {
        FounderFile::Request(request) => lines.request(request),
        FounderFile::Answer { answer, .. } => lines.answer(answer),
    }
    lines.lines
}
