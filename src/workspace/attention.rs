//! What wants attention today and why: nudges for the team, each leading to what can be done about it.
//!
//! Finding the items costs one pass over the steps, papers and ventures; their words are put together only for those
//! that are drawn ([`Workspace::attention_line`]).

use super::{open::Workspace, search::address_of, shown::is_active};
use crate::{
    domain::{
        attention::{
            DUE_SOON_DAYS, EXPIRY_NOTICE_DAYS, days_in_stage, days_quiet, is_long_in_stage,
            is_quiet,
        },
        dates::Day,
        records::{Contact, Document, Programme, Step, Venture},
        schema,
        vocabulary::{CONTACT_BASES, label_of},
    },
    ledger::{RecordId, RecordRef, records::IdSet},
};

/// Days ahead that "coming up" looks, from where "due soon" ends.
const COMING_UP_DAYS: i64 = 30;

/// Why something is on the list; groups stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttentionKind {
    /// Two values stand, or a deleted record was edited: a merge brought together what people did apart.
    Unsettled,
    /// Steps whose day has passed.
    Overdue,
    /// Steps due today or within [`DUE_SOON_DAYS`].
    DueSoon,
    /// Papers that ran out, or will within [`EXPIRY_NOTICE_DAYS`].
    Papers,
    /// Ventures not heard from.
    Quiet,
    /// Ventures longer in their stage than the stage expects.
    LongInStage,
    /// Ventures that name somebody or something that was deleted.
    NamesDeleted,
    /// People whose details we said we would ask about.
    Review,
}

impl AttentionKind {
    /// Every kind, in the order the groups stand.
    pub const ALL: [Self; 8] = [
        Self::Unsettled,
        Self::Overdue,
        Self::DueSoon,
        Self::Papers,
        Self::Quiet,
        Self::LongInStage,
        Self::NamesDeleted,
        Self::Review,
    ];

    /// The group's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Unsettled => "Wants a decision",
            Self::Overdue => "Overdue steps",
            Self::DueSoon => "Due within a week",
            Self::Papers => "Papers running out",
            Self::Quiet => "Not heard from",
            Self::LongInStage => "Long in one stage",
            Self::NamesDeleted => "Named, but deleted",
            Self::Review => "Ask again whether we may keep details",
        }
    }
}

/// One thing that wants attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttentionItem {
    /// The step, paper, person, venture or unsettled record.
    pub record: RecordId,
    /// The venture it is about, if it is about one.
    pub venture: Option<RecordId>,
    /// The day that matters: due, runs out, last heard, in the stage since, ask again on.
    pub day: Option<Day>,
    /// The field that names a deleted record.
    pub field: Option<&'static str>,
}

/// All items of one kind, the most pressing first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttentionGroup {
    /// Why they are on the list.
    pub kind: AttentionKind,
    /// The items; never empty.
    pub items: Vec<AttentionItem>,
}

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

/// How many active ventures are in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageTally {
    /// The stage's id.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Its place among the stages in use, from 0.
    pub index: usize,
    /// Active ventures in it.
    pub count: usize,
}

/// Something in the weeks ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingUp {
    /// When.
    pub day: Day,
    /// What.
    pub what: String,
    /// Whose; may be empty.
    pub whose: String,
    /// Where it leads, if it has a page.
    pub address: Option<String>,
}

fn day_in(record: &RecordRef<'_>, field: &str) -> Option<Day> {
    record
        .value(field)
        .text()
        .and_then(|text| Day::parse(text).ok())
}

fn venture_of(record: &RecordRef<'_>) -> Option<RecordId> {
    record
        .value("venture")
        .text()
        .and_then(|text| RecordId::parse(text).ok())
}

fn about_venture(venture: RecordId, day: Option<Day>) -> AttentionItem {
    AttentionItem {
        record: venture,
        venture: Some(venture),
        day,
        field: None,
    }
}

impl Workspace {
    /// What wants attention, in groups; groups with nothing in them are left out.
    pub fn attention(&self, today: Day) -> Vec<AttentionGroup> {
        let (overdue, due_soon) = self.open_steps(today);
        let (quiet, long) = self.slow_ventures(today);
        let found = [
            (AttentionKind::Unsettled, self.unsettled()),
            (AttentionKind::Overdue, overdue),
            (AttentionKind::DueSoon, due_soon),
            (AttentionKind::Papers, self.papers_running_out(today)),
            (AttentionKind::Quiet, quiet),
            (AttentionKind::LongInStage, long),
            (AttentionKind::NamesDeleted, self.naming_deleted()),
            (AttentionKind::Review, self.details_to_review(today)),
        ];
        found
            .into_iter()
            .filter(|(_, items)| !items.is_empty())
            .map(|(kind, mut items)| {
                // What waits longest comes first; what has no day, last.
                items.sort_by_key(|item| (item.day.is_none(), item.day, item.record));
                AttentionGroup { kind, items }
            })
            .collect()
    }

    fn unsettled(&self) -> Vec<AttentionItem> {
        let item = |id: &RecordId| {
            let record = self.records().get(*id)?;
            Some(AttentionItem {
                record: *id,
                venture: venture_of(&record),
                day: None,
                field: None,
            })
        };
        self.facts()
            .unsettled(self.records())
            .iter()
            .filter_map(item)
            .collect()
    }

    fn open_steps(&self, today: Day) -> (Vec<AttentionItem>, Vec<AttentionItem>) {
        let until = today.plus_days(DUE_SOON_DAYS);
        let (mut overdue, mut soon) = (Vec::new(), Vec::new());
        for step in self.records().of_kind(Step::KIND) {
            let Some(due) = day_in(&step, "due").filter(|due| *due <= until) else {
                continue;
            };
            if day_in(&step, "done_on").is_some() {
                continue;
            }
            let item = AttentionItem {
                record: step.id(),
                venture: venture_of(&step),
                day: Some(due),
                field: None,
            };
            if due < today {
                overdue.push(item)
            } else {
                soon.push(item)
            }
        }
        (overdue, soon)
    }

    fn papers_running_out(&self, today: Day) -> Vec<AttentionItem> {
        let until = today.plus_days(EXPIRY_NOTICE_DAYS);
        let papers = self.records().of_kind(Document::KIND).filter_map(|paper| {
            let day = day_in(&paper, "expires").filter(|day| *day <= until)?;
            let venture = venture_of(&paper)
                .filter(|id| self.facts().venture(*id).is_some_and(|it| is_active(it)))?;
            Some(AttentionItem {
                record: paper.id(),
                venture: Some(venture),
                day: Some(day),
                field: None,
            })
        });
        papers.collect()
    }

    /// Ventures not heard from, and ventures long in their stage.
    fn slow_ventures(&self, today: Day) -> (Vec<AttentionItem>, Vec<AttentionItem>) {
        let (mut quiet, mut long) = (Vec::new(), Vec::new());
        for venture in self.facts().ventures().filter(|venture| is_active(venture)) {
            let heard = self
                .facts()
                .of(venture.id)
                .and_then(|facts| facts.last_heard);
            if is_quiet(days_quiet(heard, venture.joined, today)) {
                quiet.push(about_venture(venture.id, heard.or(venture.joined)));
            }
            let limit = self
                .journey()
                .stage(&venture.stage)
                .and_then(|stage| stage.attention_after_days);
            if is_long_in_stage(days_in_stage(venture.stage_since, today), limit) {
                long.push(about_venture(venture.id, venture.stage_since));
            }
        }
        (quiet, long)
    }

    /// A merge may delete a lead while somebody gives that lead a venture: nothing is refused, it is listed (rule L13).
    fn naming_deleted(&self) -> Vec<AttentionItem> {
        let kinds = ["colleague", "contact", "organisation", "place", "programme"];
        let all = kinds
            .iter()
            .flat_map(|kind| self.records().ids_of_kind(kind));
        let deleted: IdSet<RecordId> = all
            .filter(|id| self.record(**id).is_none())
            .copied()
            .collect();
        if deleted.is_empty() {
            return Vec::new();
        }
        let named = self
            .facts()
            .ventures()
            .filter(|venture| is_active(venture))
            .filter_map(|venture| {
                let Venture {
                    lead,
                    organisation,
                    parent_body,
                    programme,
                    founders,
                    places,
                    ..
                } = &**venture;
                let one = |id: &Option<RecordId>| id.is_some_and(|id| deleted.contains(&id));
                let many = |ids: &[RecordId]| ids.iter().any(|id| deleted.contains(id));
                let field = [
                    ("lead", one(lead)),
                    ("organisation", one(organisation)),
                    ("parent_body", one(parent_body)),
                    ("programme", one(programme)),
                    ("founders", many(founders)),
                    ("places", many(places)),
                ]
                .into_iter()
                .find(|(_, names)| *names)?;
                Some(AttentionItem {
                    field: Some(field.0),
                    ..about_venture(venture.id, None)
                })
            });
        named.collect()
    }

    fn details_to_review(&self, today: Day) -> Vec<AttentionItem> {
        let people = self.records().of_kind(Contact::KIND).filter_map(|person| {
            let day = day_in(&person, "review_on").filter(|day| *day <= today)?;
            Some(AttentionItem {
                record: person.id(),
                venture: None,
                day: Some(day),
                field: None,
            })
        });
        people.collect()
    }

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
            AttentionKind::Papers => self.paper_line(item, today),
            AttentionKind::Quiet => self.quiet_line(item, today),
            AttentionKind::LongInStage => self.long_line(item, today),
            AttentionKind::NamesDeleted => self.deleted_line(item),
            AttentionKind::Review => self.review_line(item, today),
        }
    }

    fn line_about(&self, item: &AttentionItem) -> AttentionLine {
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
            (None, Some(day)) => format!("Nothing written down since it joined on {day}"),
            (None, None) => String::new(),
        };
        let text = self
            .facts()
            .venture(item.record)
            .map(|venture| venture.one_line.clone())
            .unwrap_or_default();
        AttentionLine {
            when: format!("{days} days"),
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
            .map(|days| format!("Usually looked at after {days} days."))
            .unwrap_or_default();
        let why = match purpose.as_str() {
            "" => usual,
            purpose => format!("{usual} What the stage is for: {purpose}"),
        };
        let text = format!("in {}", self.journey().label(&code));
        AttentionLine {
            when: format!("{days} days"),
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

    /// Active ventures by stage, first stage to last. Stages no longer used are listed while ventures are in them.
    pub fn tally(&self) -> Vec<StageTally> {
        let mut counts = std::collections::BTreeMap::<&str, usize>::new();
        for venture in self.facts().ventures().filter(|venture| is_active(venture)) {
            *counts.entry(&venture.stage).or_default() += 1;
        }
        let stages = self.journey().all_stages().iter();
        let mut tally: Vec<StageTally> = Vec::new();
        for stage in
            stages.filter(|stage| !stage.retired || counts.contains_key(stage.code.as_str()))
        {
            tally.push(StageTally {
                code: stage.code.clone(),
                label: stage.label.clone(),
                index: tally.len(),
                count: counts.get(stage.code.as_str()).copied().unwrap_or_default(),
            });
        }
        tally
    }

    /// What the weeks after "due soon" bring, soonest first, at most `most`.
    pub fn coming_up(&self, today: Day, most: usize) -> Vec<ComingUp> {
        let (after, until) = (
            today.plus_days(DUE_SOON_DAYS),
            today.plus_days(COMING_UP_DAYS),
        );
        let ahead = |day: &Day| *day > after && *day <= until;
        let mut found: Vec<(Day, RecordId, &'static str)> = Vec::new();
        for step in self.records().of_kind(Step::KIND) {
            if let Some(due) = day_in(&step, "due").filter(ahead)
                && day_in(&step, "done_on").is_none()
            {
                found.push((due, step.id(), ""));
            }
        }
        for programme in self.records().of_kind(Programme::KIND) {
            for (field, word) in [("starts", "begins"), ("ends", "ends")] {
                let day = day_in(&programme, field).filter(|day| *day >= today && *day <= until);
                found.extend(day.map(|day| (day, programme.id(), word)));
            }
        }
        found.sort_unstable();
        found.truncate(most);
        found
            .into_iter()
            .map(|(day, id, word)| self.coming(day, id, word))
            .collect()
    }

    fn coming(&self, day: Day, id: RecordId, word: &str) -> ComingUp {
        let name = self.name_of(id);
        if !word.is_empty() {
            let address = Some(address_of(Programme::KIND, id, None));
            return ComingUp {
                day,
                what: format!("{name} {word}"),
                whose: "Programme".to_owned(),
                address,
            };
        }
        let venture = self
            .record(id)
            .as_ref()
            .and_then(venture_of)
            .filter(|id| self.facts().venture(*id).is_some());
        let whose = venture
            .map(|venture| self.name_of(venture))
            .unwrap_or_default();
        let address = venture.map(|venture| address_of(Step::KIND, id, Some(venture)));
        ComingUp {
            day,
            what: name,
            whose,
            address,
        }
    }
}

fn late_words(day: Day, today: Day) -> String {
    match day.days_until(today) {
        1 => "1 day late".to_owned(),
        days => format!("{days} days late"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
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

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
