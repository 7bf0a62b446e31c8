//! Asking for an update: what travels, and what still waits for an answer.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Asking, standing_value, value_in_words};
use crate::{
    domain::{
        dates::Day,
        founder::{ASKED, AskedKind, Fact, KnownRecord, Named, Question, Request},
        records::{Reach, Step, Story, UpdateRequest, Venture, WorkspaceMark, reach_of},
        schema,
        vocabulary::{REQUEST_STATES, UPDATE_ASKS, label_of},
    },
    ledger::{RecordId, RecordRef, ordering},
    workspace::{execute::TALK, open::Workspace},
};

/// What is shown to a founder beside what is asked. References are told by name.
const FACTS: [&str; 6] = [
    "stage",
    "disposition",
    "joined",
    "programme",
    "places",
    "organisation",
];

/// A request for an update, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// The request.
    pub request: RecordId,
    /// The venture.
    pub venture: Option<RecordId>,
    /// Its name.
    pub venture_name: String,
    /// What is asked, in words: "Your story, next steps, 2 questions".
    pub asks: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_on: Option<Day>,
    /// Days since it was asked.
    pub age_days: i64,
    /// The day by which an answer would help.
    pub due: Option<Day>,
    /// Whether that day has passed and nothing came.
    pub is_late: bool,
    /// An id of [`REQUEST_STATES`].
    pub state: String,
    /// The state in words.
    pub state_label: String,
    /// When the answer came, or it was withdrawn.
    pub closed_on: Option<Day>,
}

impl RequestLine {
    /// How long it has waited: "asked today", "asked 12 days ago".
    pub fn age_in_words(&self) -> String {
        match self.age_days {
            ..=0 => "asked today".to_owned(),
            1 => "asked yesterday".to_owned(),
            days => format!("asked {days} days ago"),
        }
    }
}

/// The questions of a request in our own words.
fn questions_of(request: &UpdateRequest) -> Vec<Question> {
    serde_json::from_value(request.questions.clone()).unwrap_or_default()
}

fn asks_in_words(request: &UpdateRequest) -> String {
    let mut words: Vec<String> = UPDATE_ASKS
        .iter()
        .filter(|ask| request.asks.iter().any(|asked| asked == ask.id))
        .map(|ask| ask.label.to_lowercase())
        .collect();
    match questions_of(request).len() {
        0 => {}
        1 => words.push("1 question".to_owned()),
        many => words.push(format!("{many} questions")),
    }
    if words.is_empty() {
        words.push("how it is going".to_owned());
    }
    words.join(", ")
}

/// Whether a step is open, and none of those that remind staff of a contract's end.
fn is_for_founder(step: &RecordRef<'_>) -> bool {
    let is_reminder = || {
        let what = step.value("what");
        step.value("contract").text().is_some()
            && what.text().is_some_and(|what| what.starts_with(TALK))
    };
    step.value("done_on").text().is_none() && !is_reminder()
}

fn kind_is_asked(asked: &AskedKind, request: &UpdateRequest) -> bool {
    asked.with.is_empty() || request.asks.iter().any(|ask| ask == asked.with)
}

impl Workspace {
    fn request_line(&self, record: RecordRef<'_>, today: Day) -> RequestLine {
        let request = UpdateRequest::read(record);
        let age_days = request.asked_on.map_or(0, |asked| asked.days_until(today));
        let is_late = request.state == "outstanding" && request.due.is_some_and(|due| due < today);
        RequestLine {
            request: request.id,
            venture: request.venture,
            venture_name: request
                .venture
                .map(|venture| self.name_of(venture))
                .unwrap_or_default(),
            asks: asks_in_words(&request),
            asked_by: request.asked_by.clone(),
            asked_on: request.asked_on,
            age_days,
            due: request.due,
            is_late,
            state_label: label_of(REQUEST_STATES, &request.state).to_owned(),
            state: request.state,
            closed_on: request.closed_on,
        }
    }

    /// Requests that wait for an answer, those that have waited longest first.
    pub fn requests_outstanding(&self, today: Day) -> Vec<RequestLine> {
        let mut lines: Vec<RequestLine> = self
            .records()
            .of_kind(UpdateRequest::KIND)
            .filter(|record| record.value("state").text() == Some("outstanding"))
            .map(|record| self.request_line(record, today))
            .collect();
        ordering::sort_by_key(&mut lines, |line| (line.asked_on, line.request));
        lines
    }

    /// All requests about one venture, the newest first.
    pub fn requests_about(&self, venture: RecordId, today: Day) -> Vec<RequestLine> {
        let id = venture.to_string();
        let mut lines: Vec<RequestLine> = self
            .records()
            .of_kind(UpdateRequest::KIND)
            .filter(|record| record.value("venture").text() == Some(id.as_str()))
            .map(|record| self.request_line(record, today))
            .collect();
        ordering::sort_by_key(&mut lines, |line| {
            (std::cmp::Reverse(line.asked_on), line.request)
        });
        lines
    }

    /// What a request sends out: the venture's shared fields as they stand now, and nothing else. `None` when the request or its venture is not here.
    pub fn founder_request(&self, id: RecordId) -> Option<Request> {
        let record = self
            .record(id)
            .filter(|record| &**record.kind() == UpdateRequest::KIND)?;
        self.sent_with(&UpdateRequest::read(record))
    }

    /// What asking a venture would send out, before it is asked.
    pub fn preview_request(
        &self,
        venture: RecordId,
        asking: &Asking,
        today: Day,
    ) -> Option<Request> {
        self.sent_with(&UpdateRequest {
            venture: Some(venture),
            asks: asking.asks.clone(),
            questions: questions_to_keep(&asking.questions),
            due: asking.due,
            message: asking.message.trim().to_owned(),
            asked_by: self.author.name.clone(),
            asked_as: self.author.role.clone(),
            reply_to: asking.reply_to.trim().to_owned(),
            asked_on: Some(today),
            ..UpdateRequest::blank(RecordId(0))
        })
    }

    fn sent_with(&self, request: &UpdateRequest) -> Option<Request> {
        let venture = request.venture?;
        self.facts().venture(venture)?;
        Some(Request {
            id: request.id,
            workspace: self
                .names_for_founders()
                .into_iter()
                .next()
                .unwrap_or_default(),
            incubator: self.incubator().name,
            asked_by: Named {
                name: request.asked_by.clone(),
                role: request.asked_as.clone(),
            },
            reply_to: request.reply_to.clone(),
            asked_on: request.asked_on?,
            due: request.due,
            message: request.message.clone(),
            asks: request.asks.clone(),
            questions: questions_of(request),
            venture,
            facts: self.facts_for_founder(venture),
            known: self.known_to_founder(venture, request),
        })
    }

    /// The names that this workspace goes by among others; none before it first met another.
    pub(super) fn names_for_founders(&self) -> Vec<String> {
        let marks = self.records().of_kind(WorkspaceMark::KIND);
        let names = marks.flat_map(|mark| mark.items("names"));
        names
            .filter_map(|name| name.text().map(str::to_owned))
            .collect()
    }

    fn facts_for_founder(&self, venture: RecordId) -> Vec<Fact> {
        let Some(record) = self.record(venture) else {
            return Vec::new();
        };
        let shared = FACTS
            .iter()
            .filter(|name| reach_of(Venture::KIND, name) == Reach::Shared);
        let facts = shared.filter_map(|name| {
            let spec = schema::field(Venture::KIND, name)?;
            let words = value_in_words(self, spec, &standing_value(&record, spec));
            (!words.is_empty()).then(|| Fact {
                label: spec.label.to_owned(),
                words,
            })
        });
        facts.collect()
    }

    fn known_to_founder(&self, venture: RecordId, request: &UpdateRequest) -> Vec<KnownRecord> {
        let mut known = Vec::new();
        for asked in ASKED.iter().filter(|asked| kind_is_asked(asked, request)) {
            for record in self.records_for_founder(venture, asked.kind) {
                known.push(self.as_known(record, asked, &request.asks));
            }
        }
        known
    }

    /// The venture itself, its latest story, its open steps, its capital.
    fn records_for_founder(&self, venture: RecordId, kind: &str) -> Vec<RecordRef<'_>> {
        if kind == Venture::KIND {
            return self.record(venture).into_iter().collect();
        }
        let around = self.facts().of(venture);
        let mut found: Vec<RecordRef<'_>> = around
            .iter()
            .flat_map(|facts| &facts.around)
            .filter_map(|id| self.record(*id))
            .filter(|record| &**record.kind() == kind)
            .filter(|record| kind != Step::KIND || is_for_founder(record))
            .collect();
        ordering::sort_by_key(&mut found, RecordRef::id);
        if kind == Story::KIND {
            let latest = found
                .iter()
                .max_by_key(|story| (story.value("told_on").text().map(str::to_owned), story.id()))
                .copied();
            return latest.into_iter().collect();
        }
        found
    }

    fn as_known(&self, record: RecordRef<'_>, asked: &AskedKind, asks: &[String]) -> KnownRecord {
        let mut fields = BTreeMap::new();
        for field in asked.fields {
            let is_asked = field.with.is_empty() || asks.iter().any(|ask| ask == field.with);
            let Some(spec) = schema::field(asked.kind, field.name).filter(|_| is_asked) else {
                continue;
            };
            // The table of what may leave has the last word, whatever is asked.
            if !matches!(
                reach_of(asked.kind, field.name),
                Reach::Shared | Reach::Told
            ) {
                continue;
            }
            let value = standing_value(&record, spec);
            let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            if !is_empty {
                fields.insert(field.name.to_owned(), value);
            }
        }
        KnownRecord {
            kind: asked.kind.to_owned(),
            id: record.id(),
            fields,
        }
    }
}

/// The questions as they are kept: numbered, without the empty ones.
pub(in crate::workspace) fn questions_to_keep(questions: &[String]) -> Value {
    let kept = questions.iter().map(|text| text.trim());
    let kept = kept.filter(|text| !text.is_empty()).enumerate();
    Value::Array(
        kept.map(|(at, text)| serde_json::json!({ "id": format!("q{}", at + 1), "text": text }))
            .collect(),
    )
}
