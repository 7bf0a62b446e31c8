//! Answers that came and wait for review.

use serde_json::Value;

use crate::{
    domain::{
        dates::{Day, Moment},
        founder::Answer,
        records::FounderAnswer,
        vocabulary::{ANSWER_STATES, label_of},
    },
    ledger::{RecordId, RecordRef, canonical::canonical, ordering},
    workspace::open::Workspace,
};

/// The record that keeps an answer: named by its content, so that the same answer twice is one.
pub fn answer_record(content: &Value) -> RecordId {
    RecordId::named(&format!("founder-answer:{}", canonical(content)))
}

/// An answer, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLine {
    /// The answer's record.
    pub answer: RecordId,
    /// Who sent it.
    pub from: String,
    /// The venture, once it is here.
    pub venture: Option<RecordId>,
    /// Its name here, or what the founder calls it.
    pub venture_name: String,
    /// Whether it brings a venture that is not here yet.
    pub is_new_venture: bool,
    /// The request it answers.
    pub request: Option<RecordId>,
    /// When it came.
    pub received_on: Option<Day>,
    /// When the founder finished it.
    pub written: Option<Moment>,
    /// Days since it came.
    pub age_days: i64,
    /// Parts that nobody has decided about.
    pub undecided: usize,
    /// An id of [`ANSWER_STATES`].
    pub state: String,
    /// The state in words.
    pub state_label: String,
}

impl Workspace {
    fn answer_line(&self, record: RecordRef<'_>, today: Day) -> AnswerLine {
        let kept = FounderAnswer::read(record);
        let review = self.review(kept.id);
        let answer: Option<Answer> = serde_json::from_value(kept.content).ok();
        let venture = answer
            .as_ref()
            .map(|answer| answer.venture)
            .or(kept.venture)
            .filter(|id| self.facts().venture(*id).is_some());
        AnswerLine {
            answer: kept.id,
            from: kept.from,
            venture,
            venture_name: venture.map_or(kept.venture_name, |venture| self.name_of(venture)),
            is_new_venture: venture.is_none()
                && answer.as_ref().is_some_and(|answer| answer.is_new_venture),
            request: kept.request,
            received_on: kept.received_on,
            written: answer
                .as_ref()
                .and_then(|answer| i64::try_from(answer.written_at).ok().map(Moment)),
            age_days: kept
                .received_on
                .map_or(0, |received| received.days_until(today)),
            undecided: review.map_or(0, |review| review.undecided()),
            state_label: label_of(ANSWER_STATES, &kept.state).to_owned(),
            state: kept.state,
        }
    }

    /// Answers that wait for review, those that have waited longest first.
    pub fn inbox(&self, today: Day) -> Vec<AnswerLine> {
        let mut lines: Vec<AnswerLine> = self
            .records()
            .of_kind(FounderAnswer::KIND)
            .filter(|record| record.value("state").text() == Some("waiting"))
            .map(|record| self.answer_line(record, today))
            .collect();
        ordering::sort_by_key(&mut lines, |line| (line.received_on, line.answer));
        lines
    }

    /// All answers about one venture, reviewed ones included, the newest first.
    pub fn answers_about(&self, venture: RecordId, today: Day) -> Vec<AnswerLine> {
        let mut lines: Vec<AnswerLine> = self
            .records()
            .of_kind(FounderAnswer::KIND)
            .map(|record| self.answer_line(record, today))
            .filter(|line| line.venture == Some(venture))
            .collect();
        ordering::sort_by_key(&mut lines, |line| {
            (std::cmp::Reverse(line.received_on), line.answer)
        });
        lines
    }
}
