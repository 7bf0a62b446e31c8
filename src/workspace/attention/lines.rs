//! What wants attention, in words.

use super::{AttentionItem, AttentionKind};
use crate::{
    domain::{
        counting,
        dates::Day,
        records::Venture,
        schema,
        text::capital,
        vocabulary::{CONTACT_BASES, label_of},
    },
    ledger::RecordId,
    workspace::{open::Workspace, search::address_of},
};

/// An item in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttentionLine {
    /// When, or for how long: "5 days late".
    pub when: String,
    /// Whether its day has passed.
    pub late: bool,
    /// What it is about: a venture's or a person's name.
    pub subject: String,
    /// The page of the subject, if it has one.
    pub address: Option<String>,
    /// What it says of the subject; may be empty.
    pub text: String,
    /// Why it matters; may be empty.
    pub why: String,
}

impl Workspace {
    /// An item in words.
    pub fn attention_line(
        &self,
        kind: AttentionKind,
        item: &AttentionItem,
        today: Day,
    ) -> AttentionLine {
        match kind {
            AttentionKind::Unsettled => self.unsettled_line(item),
            AttentionKind::Overdue | AttentionKind::DueSoon => self.step_line(item, today),
            AttentionKind::Deadlines | AttentionKind::Contracts | AttentionKind::TimeToTalk => {
                self.clock_line(item, today)
            }
            AttentionKind::Papers => self.paper_line(item, today),
            AttentionKind::Quiet => self.quiet_line(item, today),
            AttentionKind::LongInStage => self.long_line(item, today),
            AttentionKind::NamesDeleted => self.deleted_line(item),
            AttentionKind::Review => self.review_line(item, today),
        }
    }

    pub(super) fn line_about(&self, item: &AttentionItem) -> AttentionLine {
        let venture = item
            .venture
            .filter(|id| self.facts().venture(*id).is_some());
        let kind = self
            .records()
            .get(item.record)
            .map_or("", |record| &**record.kind());
        let address = match venture {
            Some(venture) => Some(address_of(kind, item.record, Some(venture))),
            None => ["contact", "organisation"]
                .contains(&kind)
                .then(|| address_of(kind, item.record, None)),
        };
        AttentionLine {
            when: String::new(),
            late: false,
            subject: self.name_of(venture.unwrap_or(item.record)),
            address: address.filter(|_| self.record(item.record).is_some()),
            text: String::new(),
            why: String::new(),
        }
    }

    fn text_in(&self, record: RecordId, field: &str) -> String {
        let text = self
            .records()
            .get(record)
            .and_then(|record| record.value(field).text().map(str::to_owned));
        text.unwrap_or_default()
    }

    fn step_line(&self, item: &AttentionItem, today: Day) -> AttentionLine {
        let line = self.line_about(item);
        let what = self.text_in(item.record, "what");
        let who = self.text_in(item.record, "who");
        let due = item.day.map(|day| format!("due {day}")).unwrap_or_default();
        let late = item.day.is_some_and(|day| day < today);
        let when = match item.day {
            Some(day) if late => late_words(day, today),
            Some(day) => capital(&day.relative(today)),
            None => String::new(),
        };
        let why = if who.is_empty() {
            capital(&due)
        } else {
            format!("{who}, {due}")
        };
        // A step of no venture stands for itself.
        let text = if line.subject == what {
            String::new()
        } else {
            what
        };
        AttentionLine {
            when,
            late,
            text,
            why,
            ..line
        }
    }

    fn paper_line(&self, item: &AttentionItem, today: Day) -> AttentionLine {
        let late = item.day.is_some_and(|day| day < today);
        let when = item.day.map(|day| day.relative(today)).unwrap_or_default();
        let blocks = self.text_in(item.record, "blocks");
        let verb = if late { "ran out" } else { "runs out" };
        let text = format!("{} {verb}", self.text_in(item.record, "title"));
        let why = match item.day {
            Some(day) if blocks.is_empty() => format!("On {day}"),
            Some(day) => format!("On {day}. Without it: {blocks}"),
            None => blocks,
        };
        AttentionLine {
            when: capital(&when),
            late,
            text,
            why,
            ..self.line_about(item)
        }
    }

    fn quiet_line(&self, item: &AttentionItem, today: Day) -> AttentionLine {
        let venture = self.facts().venture(item.record);
        let heard = self
            .facts()
            .of(item.record)
            .and_then(|facts| facts.last_heard);
        let days = item
            .day
            .map(|day| day.days_until(today))
            .unwrap_or_default();
        let why = match (heard, item.day) {
            (Some(day), _) => format!("Last conversation on {day}"),
            (None, Some(day)) if venture.is_some_and(|venture| venture.joined == item.day) => {
                format!("Nothing written down since it joined on {day}")
            }
            (None, Some(day)) => {
                format!("Nothing written down since it came into these records on {day}")
            }
            (None, None) => String::new(),
        };
        let text = venture.map_or_else(String::new, |venture| venture.one_line.clone());
        AttentionLine {
            when: counting::days(days),
            text,
            why,
            ..self.line_about(item)
        }
    }

    fn long_line(&self, item: &AttentionItem, today: Day) -> AttentionLine {
        let days = item
            .day
            .map(|day| day.days_until(today))
            .unwrap_or_default();
        let code = self
            .facts()
            .venture(item.record)
            .map(|venture| venture.stage.clone())
            .unwrap_or_default();
        let stage = self.journey().stage(&code);
        let usual = stage.and_then(|stage| stage.attention_after_days);
        let purpose = stage.map(|stage| stage.purpose.clone()).unwrap_or_default();
        let usual = usual
            .map(|days| format!("Usually looked at after {}.", counting::days(days)))
            .unwrap_or_default();
        let why = match purpose.as_str() {
            "" => usual,
            purpose => format!("{usual} What the stage is for: {purpose}"),
        };
        let text = format!("in {}", self.journey().label(&code));
        AttentionLine {
            when: counting::days(days),
            text,
            why,
            ..self.line_about(item)
        }
    }

    fn deleted_line(&self, item: &AttentionItem) -> AttentionLine {
        let label = item
            .field
            .and_then(|field| schema::field(Venture::KIND, field))
            .map_or("", |spec| spec.label);
        let text = format!("the field “{label}” names something that was deleted");
        let why =
            "Choose something else on its page, or bring it back from the history.".to_owned();
        AttentionLine {
            text,
            why,
            ..self.line_about(item)
        }
    }

    fn review_line(&self, item: &AttentionItem, today: Day) -> AttentionLine {
        let basis = self.text_in(item.record, "basis");
        let why = if basis.is_empty() {
            "Nobody noted why we may hold this.".to_owned()
        } else {
            format!(
                "Held because: {}",
                label_of(CONTACT_BASES, &basis).to_lowercase()
            )
        };
        let when = item
            .day
            .map(|day| capital(&day.relative(today)))
            .unwrap_or_default();
        let text = self.text_in(item.record, "role");
        AttentionLine {
            when,
            text,
            why,
            ..self.line_about(item)
        }
    }

    fn unsettled_line(&self, item: &AttentionItem) -> AttentionLine {
        let line = self.line_about(item);
        let Some(record) = self.records().get(item.record) else {
            return line;
        };
        let spec = schema::kind(record.kind());
        let one = spec.map_or("record", |spec| spec.one);
        if record.is_deleted() {
            let text =
                format!("this {one} was changed by somebody who had not seen that it was deleted");
            return AttentionLine {
                text,
                why: "Bring it back, or leave it deleted.".to_owned(),
                ..line
            };
        }
        let full = record.to_record();
        let label = |name: &str| {
            spec.and_then(|spec| spec.field(name))
                .map_or(name.to_owned(), |f| f.label.to_owned())
        };
        let fields: Vec<String> = full
            .conflicts()
            .map(|(name, _)| format!("“{}”", label(name)))
            .collect();
        let text = format!("two versions of {} stand", fields.join(" and "));
        let why = "Two people changed the same thing apart from each other. Nothing is lost: choose which counts.";
        AttentionLine {
            text,
            why: why.to_owned(),
            ..line
        }
    }
}

pub(super) fn late_words(day: Day, today: Day) -> String {
    format!("{} late", counting::days(day.days_until(today)))
}

/// How many things want attention, as a sentence.
pub fn attention_sentence(count: usize) -> String {
    const WORDS: [&str; 11] = [
        "", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    ];
    match count {
        0 => "Nothing wants attention.".to_owned(),
        1 => "One thing wants attention.".to_owned(),
        count => match WORDS.get(count) {
            Some(word) => format!("{word} things want attention."),
            None => format!("{count} things want attention."),
        },
    }
}
