//! One part of an answer after the other, beside what stands here.

use serde_json::{Map, Value};

use super::{Review, ReviewItem, Standing, TextPart, What};
use crate::{
    domain::{
        dates::{Day, Moment},
        founder::{FieldChange, KnownRecord, checked, may_change},
        records::{Story, Venture},
        schema::{self, FieldSpec, KindSpec},
    },
    ledger::{RecordId, RecordRef},
    workspace::{
        founders::{standing_value, value_in_words},
        open::Workspace,
    },
};

/// Kinds of records that a founder may add.
const MAY_ADD: [&str; 3] = ["story", "step", "capital"];

/// Sets have no order: two lists with the same items are the same.
fn same(spec: &FieldSpec, one: &Value, other: &Value) -> bool {
    match (one.as_array(), other.as_array()) {
        (Some(one), Some(other)) if spec.shape.is_set() => {
            one.len() == other.len() && one.iter().all(|item| other.contains(item))
        }
        _ => one == other,
    }
}

/// A change's field, if founders may change it.
fn changeable(change: &FieldChange) -> Option<(&'static str, &'static FieldSpec)> {
    let kind = schema::kind(&change.kind)?;
    let spec = kind.field(&change.field)?;
    may_change(kind.id, spec.name).then_some((kind.id, spec))
}

/// As much of a word from outside as a message repeats.
fn short(word: &str) -> String {
    word.chars().take(60).collect()
}

const GONE: &str = "This is not here any more. Bring it back from the history first, or decline.";

/// Fields of a new record that a founder writes: a new record may say what it is; everything else only as far as a founder
/// may change it.
pub(super) fn writes_of(kind: &'static KindSpec) -> impl Iterator<Item = &'static FieldSpec> {
    kind.fields.iter().filter(|spec| {
        let says_what = ["kind", "title", "told_on"].contains(&spec.name);
        says_what || may_change(kind.id, spec.name)
    })
}

fn belongs(record: RecordRef<'_>, venture: RecordId) -> bool {
    record.id() == venture || record.value("venture").text() == Some(venture.to_string().as_str())
}

impl Workspace {
    pub(super) fn review_change(&self, change: &FieldChange, review: &mut Review) {
        let Some((kind, spec)) = changeable(change) else {
            review.notices.push(format!(
                "The answer also speaks of “{}”, which founders do not change. That part is left out.",
                short(&change.field)
            ));
            return;
        };
        let venture = review.answer.venture;
        if review.is_new_venture && change.record == venture {
            // The venture comes whole, with this in it.
            return;
        }
        let record = self.records().get(change.record);
        let own = |record: &RecordRef<'_>| &**record.kind() == kind && belongs(*record, venture);
        if record.is_some_and(|record| !own(&record)) {
            review.notices.push(format!(
                "The answer also speaks of a {} of another venture. That part is left out.",
                schema::kind(kind).map_or("record", |kind| kind.one)
            ));
            return;
        }
        let present = record.filter(|record| !record.is_deleted());
        let item = self.field_item(change, (kind, spec), present);
        review.items.push(item);
    }

    fn field_item(
        &self,
        change: &FieldChange,
        (kind, spec): (&'static str, &'static FieldSpec),
        present: Option<RecordRef<'_>>,
    ) -> ReviewItem {
        let stands = present.map_or(Value::Null, |record| standing_value(&record, spec));
        let value = checked(spec, &change.is);
        let proposed = value.as_ref().unwrap_or(&change.is).clone();
        let standing = if present.is_none() {
            Standing::Gone
        } else if same(spec, &stands, &proposed) {
            Standing::AlreadySo
        } else if same(spec, &stands, &change.was) {
            Standing::AsTheFounderKnew
        } else {
            Standing::ChangedHereSince
        };
        let problem = match standing {
            Standing::Gone => Some(GONE.to_owned()),
            _ => value.err(),
        };
        let changed_on = present
            .filter(|_| standing == Standing::ChangedHereSince)
            .and_then(|record| last_changed(record, spec));
        let words = |value: &Value| value_in_words(self, spec, value);
        let name = if kind == Venture::KIND {
            String::new()
        } else {
            format!("{}: ", self.name_of(change.record))
        };
        ReviewItem {
            key: format!("{kind}/{}/{}", change.record, spec.name),
            label: format!("{name}{}", spec.label),
            was: words(&change.was),
            present: words(&stands),
            before: None,
            proposed: words(&proposed),
            value: proposed,
            changed_on,
            what: What::Field {
                record: change.record,
                kind,
                field: spec.name,
                was: change.was.clone(),
            },
            standing,
            decided: None,
            problem,
        }
    }

    pub(super) fn review_addition(&self, addition: &KnownRecord, review: &mut Review) {
        let venture = review.answer.venture;
        let is_venture = addition.kind == Venture::KIND && addition.id == venture;
        let known =
            schema::kind(&addition.kind).filter(|kind| MAY_ADD.contains(&kind.id) || is_venture);
        let Some(kind) = known else {
            review.notices.push(format!(
                "The answer also brings a “{}”, which founders do not add. That part is left out.",
                short(&addition.kind)
            ));
            return;
        };
        let here = self.records().get(addition.id);
        if is_venture && here.is_some_and(|here| !here.is_deleted()) {
            // A founder sends a venture of their own whole each time; once it is here, only changes count.
            return;
        }
        let is_elses = |here: &RecordRef<'_>| &**here.kind() != kind.id || !belongs(*here, venture);
        let author = &review.answer.author.name;
        let (fields, lines, wrong) = self.new_fields(addition, kind, author);
        let (standing, problem) = match here {
            None => (Standing::AsTheFounderKnew, wrong),
            Some(here) if is_elses(&here) => {
                let words = "Something else here has the same id.";
                (Standing::Gone, Some(words.to_owned()))
            }
            Some(here) if here.is_deleted() => (Standing::Gone, Some(GONE.to_owned())),
            Some(_) => (Standing::AlreadySo, None),
        };
        let known = KnownRecord {
            kind: kind.id.to_owned(),
            id: addition.id,
            fields: fields.clone().into_iter().collect(),
        };
        review.items.push(ReviewItem {
            key: format!("new/{}", addition.id),
            what: What::New(known),
            label: format!("New {}", kind.one),
            was: String::new(),
            present: String::new(),
            before: None,
            proposed: lines.join("\n"),
            value: Value::Object(fields),
            standing,
            changed_on: None,
            decided: None,
            problem,
        });
    }

    /// The fields of a new record that a founder may write, in their stored form; the same in words; what is wrong.
    fn new_fields(
        &self,
        addition: &KnownRecord,
        kind: &'static KindSpec,
        author: &str,
    ) -> (Map<String, Value>, Vec<String>, Option<String>) {
        let mut fields = Map::new();
        let (mut lines, mut problem) = (Vec::new(), None);
        for spec in writes_of(kind) {
            let named = || story_voice(kind.id, spec, author);
            let Some(value) = addition.fields.get(spec.name).cloned().or_else(named) else {
                continue;
            };
            let value = &value;
            match checked(spec, value) {
                Ok(value) => {
                    let words = value_in_words(self, spec, &value);
                    lines.push(format!("{}: {words}", spec.label));
                    fields.insert(spec.name.to_owned(), value);
                }
                Err(wrong) => problem = Some(format!("{}: {wrong}", spec.label)),
            }
        }
        let missing = kind.fields.iter().find(|spec| {
            spec.required && may_change(kind.id, spec.name) && !fields.contains_key(spec.name)
        });
        if let Some(spec) = missing {
            problem = Some(format!("{} is missing.", spec.label));
        }
        (fields, lines, problem)
    }

    pub(super) fn review_text(&self, part: TextPart, review: &mut Review) {
        let text = part.text(&review.answer);
        if text.is_empty() {
            return;
        }
        let spec = schema::field("entry", part.field());
        let problem = spec.and_then(|spec| checked(spec, &Value::String(text.clone())).err());
        review.items.push(ReviewItem {
            key: part.key().to_owned(),
            what: What::Text(part),
            label: part.label().to_owned(),
            was: String::new(),
            present: String::new(),
            before: None,
            proposed: text.clone(),
            value: Value::String(text),
            standing: Standing::AsTheFounderKnew,
            changed_on: None,
            decided: None,
            problem,
        });
    }
}

/// Who tells a story, where the founder named nobody: the founder. A reviewer sees it, and may put it otherwise.
fn story_voice(kind: &str, spec: &FieldSpec, author: &str) -> Option<Value> {
    if kind != Story::KIND || spec.name != "voice" {
        return None;
    }
    let name = checked(spec, &Value::from(author)).ok()?;
    (!name.is_null()).then_some(name)
}

fn last_changed(record: RecordRef<'_>, spec: &FieldSpec) -> Option<Day> {
    let whole = record.whole();
    let wall = whole.fields.get(spec.name)?.winner.stamp.wall;
    i64::try_from(wall).ok().map(|ms| Moment(ms).day())
}
