//! What an answer would change: each part beside what stands here now, and what changed here since it was asked.

mod parts;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
    domain::{
        dates::Day,
        founder::{Answer, KnownRecord},
        records::FounderAnswer,
        schema::{self, FieldSpec},
    },
    ledger::RecordId,
    workspace::open::Workspace,
};

/// Texts of an answer that become one entry of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// What happened.
    Happened,
    /// What was learned.
    Learned,
    /// What they need.
    Needs,
    /// Answers to our questions.
    Answers,
}

impl TextPart {
    /// All of them, in the order of an update.
    pub const ALL: [Self; 4] = [Self::Happened, Self::Learned, Self::Needs, Self::Answers];

    /// Its key among the parts of an answer.
    pub fn key(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Learned => "learned",
            Self::Needs => "needs",
            Self::Answers => "answers",
        }
    }

    /// The field of the entry that it fills.
    pub fn field(self) -> &'static str {
        match self {
            Self::Happened => "said",
            other => other.key(),
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Happened => "What happened",
            Self::Learned => "What was learned",
            Self::Needs => "What is needed",
            Self::Answers => "Answers to our questions",
        }
    }

    fn text(self, answer: &Answer) -> String {
        match self {
            Self::Happened => answer.happened.trim().to_owned(),
            Self::Learned => answer.learned.in_words(),
            Self::Needs => answer.needs.trim().to_owned(),
            Self::Answers => answer.answers_in_words(),
        }
    }
}

/// What a part of an answer is about.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A field of a record that is here.
    Field {
        /// The record.
        record: RecordId,
        /// Its kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
        /// What the founder's change was based on.
        was: Value,
    },
    /// A new record.
    New(KnownRecord),
    /// A text that goes into the timeline.
    Text(TextPart),
}

/// How a part of an answer stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing changed here since the founder looked.
    AsTheFounderKnew,
    /// It was changed here too, to something else.
    ChangedHereSince,
    /// It is so here already.
    AlreadySo,
    /// The record is not here any more.
    Gone,
}

/// What is decided about a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Take it as it came.
    Accept,
    /// Take it with another value (of a field: the stored form; for a set, a list; of a text: text; of a new record: all
    /// its fields by name).
    Edit(Value),
    /// Leave it, with a word back that may be empty.
    Decline(String),
}

/// What was decided about a part, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// "accepted", "edited" or "declined".
    pub verdict: String,
    /// The word back; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub word: String,
    /// What stood in the field before it was taken up; empty fields hold nothing. Earlier versions did not keep it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "even_nothing"
    )]
    pub stood: Option<Value>,
}

/// That nothing stood there is known too.
fn even_nothing<'a, D: Deserializer<'a>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// One part of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewItem {
    /// Names the part within the answer.
    pub key: String,
    /// What it is about.
    pub what: What,
    /// What people call it: "In one line", "New next step".
    pub label: String,
    /// What stood there when the founder looked, in words.
    pub was: String,
    /// What stands here now, in words.
    pub present: String,
    /// For a field that was taken up: what stood here before, in words; as far as the founder knew where nobody kept it.
    pub before: Option<String>,
    /// What the founder sends, in words.
    pub proposed: String,
    /// What the founder sends, as it would be stored; to begin an edit with.
    pub value: Value,
    /// How it stands to what is here.
    pub standing: Standing,
    /// The day on which it was last changed here, where it was changed since.
    pub changed_on: Option<Day>,
    /// What was decided.
    pub decided: Option<Decision>,
    /// Why it cannot be accepted as it is.
    pub problem: Option<String>,
}

impl ReviewItem {
    /// Of a new record, the fields that a founder writes and a reviewer may word anew; of anything else, none.
    pub fn fields_of_new(&self) -> Vec<&'static FieldSpec> {
        let What::New(known) = &self.what else {
            return Vec::new();
        };
        let kind = schema::kind(&known.kind);
        kind.into_iter().flat_map(parts::writes_of).collect()
    }

    /// Whether a reviewer may accept it in other words.
    pub fn can_be_edited(&self) -> bool {
        let is_here_as_sent =
            matches!(self.what, What::New(_)) && self.standing == Standing::AlreadySo;
        self.standing != Standing::Gone && !is_here_as_sent
    }
}

/// An answer beside what stands here.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The answer's record.
    pub record: RecordId,
    /// The answer.
    pub answer: Answer,
    /// The venture's name here, or what the founder calls it.
    pub venture_name: String,
    /// Whether the venture is not here yet.
    pub is_new_venture: bool,
    /// The parts, in the order a founder writes them.
    pub items: Vec<ReviewItem>,
    /// What was left out of the review and why, a sentence each.
    pub notices: Vec<String>,
}

impl Review {
    /// Parts that nobody has decided about.
    pub fn undecided(&self) -> usize {
        let open = self.items.iter().filter(|item| item.decided.is_none());
        open.count()
    }

    /// Decisions that accept everything that can be accepted and is not decided yet.
    pub fn accept_all(&self) -> Vec<(String, Verdict)> {
        self.items
            .iter()
            .filter(|item| item.decided.is_none() && item.problem.is_none())
            .map(|item| (item.key.clone(), Verdict::Accept))
            .collect()
    }

    /// Decisions that decline everything that is not decided yet, with the same word back.
    pub fn decline_all(&self, word: &str) -> Vec<(String, Verdict)> {
        self.items
            .iter()
            .filter(|item| item.decided.is_none())
            .map(|item| (item.key.clone(), Verdict::Decline(word.to_owned())))
            .collect()
    }
}

impl Workspace {
    /// What an answer in the inbox would change; nothing changes. `None` when it is not here or cannot be read.
    pub fn review(&self, record: RecordId) -> Option<Review> {
        let kept = self
            .record(record)
            .filter(|kept| &**kept.kind() == FounderAnswer::KIND)?;
        let kept = FounderAnswer::read(kept);
        let answer: Answer = serde_json::from_value(kept.content).ok()?;
        let mut review = self.dry_run(&answer);
        review.record = record;
        // A venture that was taken in whole has its fields from there; they need no decision of their own.
        let venture = review.answer.venture;
        if kept.decisions.get(format!("new/{venture}")).is_some() {
            review.items.retain(
                |item| !matches!(item.what, What::Field { record, .. } if record == venture),
            );
        }
        for item in &mut review.items {
            let decision = kept.decisions.get(&item.key);
            item.decided = decision.and_then(|it| serde_json::from_value(it.clone()).ok());
            item.before = self.stood_before(item);
        }
        Some(review)
    }

    fn stood_before(&self, item: &ReviewItem) -> Option<String> {
        let What::Field { kind, field, .. } = item.what else {
            return None;
        };
        let decided = item.decided.as_ref()?;
        if decided.verdict == "declined" {
            return None;
        }
        let Some(stood) = &decided.stood else {
            return Some(item.was.clone());
        };
        let spec = schema::field(kind, field)?;
        Some(super::value_in_words(self, spec, stood))
    }

    /// What an answer would change, before it is put into the inbox.
    pub fn dry_run(&self, answer: &Answer) -> Review {
        let here = self.facts().venture(answer.venture);
        let mut review = Review {
            record: super::inbox::answer_record(&Value::Null),
            answer: answer.clone(),
            venture_name: here.map_or_else(
                || answer.venture_name.clone(),
                |venture| venture.name.clone(),
            ),
            is_new_venture: here.is_none() && answer.is_new_venture,
            items: Vec::new(),
            notices: Vec::new(),
        };
        if here.is_none() && !answer.is_new_venture {
            review.notices.push(format!(
                "{} is not in this workspace, or was deleted. The answer may belong to another incubator; nothing of it can be accepted here.",
                answer.venture_name
            ));
        }
        let names = self.names_for_founders();
        let from_elsewhere =
            !answer.workspace.is_empty() && !names.is_empty() && !names.contains(&answer.workspace);
        if from_elsewhere {
            review.notices.push(
                "Another workspace asked for this answer. Please look closely before you accept it here."
                    .to_owned(),
            );
        }
        for addition in &answer.additions {
            self.review_addition(addition, &mut review);
        }
        for change in &answer.changes {
            self.review_change(change, &mut review);
        }
        for part in TextPart::ALL {
            self.review_text(part, &mut review);
        }
        review
    }
}
