//! Everything that is held about one person: their own record, every record that refers to them or names them, and every
//! change that they wrote, that was made to their record, or that names them.
//!
//! The words are found exactly as erasing finds them, so that what is shown is what would go. The present is read at
//! once; the past is read from the log, entry by entry.

mod elsewhere;

use serde_json::{Value, json};

use elsewhere::Elsewhere;
pub use elsewhere::{Because, Maybe};

use super::{
    erasing::{ErasePerson, is_own_word},
    open::Workspace,
    search::address_of,
    words::shown,
};
use crate::{
    domain::{
        dates::Moment,
        records::{Colleague, Contact, Erasure as ErasureKind},
        schema,
    },
    ledger::{
        Change, ChangeId, Erasure, Erasures, Op, Record, RecordId,
        erasure::{Run, words_in},
        ordering,
        record::Register,
    },
};

/// How many letters are shown around a word that was found.
const AROUND: usize = 60;

/// How a record has to do with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It refers to the person's own record.
    Refers,
    /// Its text names them.
    Names,
}

/// One field of one record that has to do with the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The record.
    pub record: RecordId,
    /// What people call one of its kind, in the middle of a sentence.
    pub one: String,
    /// What people call the record.
    pub name: String,
    /// Where the app shows it.
    pub address: String,
    /// What people call the field.
    pub field: String,
    /// How it has to do with the person.
    pub link: Link,
    /// The words around the name; empty where it only refers.
    pub excerpt: String,
    /// Whether the record is deleted, and so in no other view.
    pub deleted: bool,
}

/// One change that has to do with the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The change.
    pub change: ChangeId,
    /// When.
    pub when: Moment,
    /// Who made it.
    pub by: String,
    /// What it was for.
    pub why: String,
    /// Whether the person made it.
    pub wrote: bool,
    /// What it wrote into the person's own record: what people call the field, and the value.
    pub own: Vec<(String, String)>,
    /// Whether a text in it names them.
    pub names: bool,
}

/// A name or address by which a person can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The name or address.
    pub text: String,
    /// Whether it should be looked for without being asked. A single word may mean anybody.
    pub is_sure: bool,
    /// Whether it is a word that Fledgling uses itself, and so cannot be erased from texts.
    pub is_own_word: bool,
}

/// Everything about a person.
#[derive(Clone, Debug)]
pub struct AboutPerson {
    asked: ErasePerson,
    finder: Erasures,
    /// What the person is called here.
    pub name: String,
    /// Their own record: what people call each field, and what stands there.
    pub own: Vec<(String, String)>,
    /// Every other record that has to do with them.
    pub naming: Vec<Naming>,
    /// Other people's records that bear one of the names: somebody else, or the same person twice.
    pub alike: Vec<RecordId>,
    /// Every change that has to do with them, oldest first as the log is read.
    pub past: Vec<Past>,
    /// Names and addresses that once stood in their record, and are not among those looked for.
    pub former: Vec<String>,
    elsewhere: Elsewhere,
}

/// Names and addresses in somebody's record.
pub fn words_of(workspace: &Workspace, person: RecordId) -> Vec<Word> {
    let Some(record) = workspace.records().get(person) else {
        return Vec::new();
    };
    let texts = ["name", "email", "phone"].into_iter();
    let texts = texts.filter_map(|field| record.value(field).text());
    let texts = texts.filter(|text| !words_in(text).is_empty());
    texts
        .map(|text| Word {
            text: text.to_owned(),
            is_sure: words_in(text).len() > 1,
            is_own_word: is_own_word(workspace, text),
        })
        .collect()
}

impl AboutPerson {
    /// Looks through the records. The past follows with [`AboutPerson::note_batch`].
    pub fn begin(workspace: &Workspace, asked: ErasePerson) -> Self {
        let rule = Erasure::new(
            RecordId(0),
            asked.person,
            &asked.words,
            asked.spare.clone(),
            0,
        );
        let mut about = Self {
            finder: Erasures::only(rule),
            name: asked
                .person
                .map(|person| workspace.name_of(person))
                .or_else(|| asked.words.first().cloned())
                .unwrap_or_default(),
            own: Vec::new(),
            naming: Vec::new(),
            alike: Vec::new(),
            past: Vec::new(),
            former: Vec::new(),
            elsewhere: Elsewhere::of(workspace, &asked),
            asked,
        };
        for record in workspace.records().all_by_id() {
            if about.asked.person == Some(record.id) {
                about.own = own_fields(workspace, &record);
            } else if &*record.kind != ErasureKind::KIND {
                about.look_into(workspace, &record);
            }
        }
        about
    }

    /// What was asked for: the command that erases all of this takes it.
    pub fn asked(&self) -> &ErasePerson {
        &self.asked
    }

    /// Words that may mean the person too, and stand where none of those looked for does.
    pub fn maybe(&self) -> &[Maybe] {
        self.elsewhere.found()
    }

    fn look_into(&mut self, workspace: &Workspace, record: &Record) {
        let person = self.asked.person.map(|person| person.to_string());
        let before = self.naming.len();
        let values = record
            .fields
            .iter()
            .flat_map(|(name, register)| register.heads().map(move |head| (name, &head.value)));
        let items = record.sets.iter().flat_map(|(name, set)| {
            let items = set.items.values();
            items.map(move |item| (name, &item.value))
        });
        let spared = self.asked.spare.contains(&record.id);
        for (field, value) in values.chain(items) {
            let refers = person.is_some() && value.as_str() == person.as_deref();
            let excerpt = if spared {
                None
            } else {
                first_named(&self.finder, value)
            };
            if !spared {
                let place = (record, &**field);
                self.elsewhere
                    .note_value(workspace, &self.finder, place, value);
            }
            let link = match (refers, &excerpt) {
                (true, _) => Link::Refers,
                (false, Some(_)) => Link::Names,
                (false, None) => continue,
            };
            let label = label_in(&record.kind, field);
            let twice = |known: &Naming| known.field == label && known.link == link;
            if self.naming[before..].iter().any(twice) {
                continue;
            }
            let words = excerpt.unwrap_or_default();
            self.naming
                .push(naming(workspace, (record, field), link, words));
        }
        let is_person = [Contact::KIND, Colleague::KIND].contains(&&*record.kind);
        let bears = |field: &str| {
            let text = record.value(field).and_then(Value::as_str);
            text.is_some_and(|text| self.finder.name_in(text))
        };
        if is_person && !record.is_deleted() && (bears("name") || bears("email")) {
            self.alike.push(record.id);
        }
    }

    /// Looks through one entry of the log.
    ///
    /// # Errors
    /// When the entry cannot be read; it may still name the person.
    pub fn note_batch(&mut self, batch: &[u8]) -> Result<(), serde_json::Error> {
        let changes: Vec<Change> = serde_json::from_slice(batch)?;
        for change in &changes {
            self.note(change);
        }
        Ok(())
    }

    /// Looks through one change.
    pub fn note(&mut self, change: &Change) {
        self.elsewhere.note(&self.asked, &self.finder, change);
        let own = self.own_in(change);
        let wrote = self.finder.name_in(&change.by.name);
        let names = !self.finder.touching(change).is_empty();
        if own.is_empty() && !wrote && !names {
            return;
        }
        for (_, text) in own.iter().filter(|(field, _)| is_word(field)) {
            let known = self.asked.words.iter().chain(&self.former);
            let is_known = known
                .map(|word| words_in(word))
                .any(|word| word == words_in(text));
            if !is_known && !words_in(text).is_empty() {
                self.former.push(text.clone());
            }
        }
        self.past.push(Past {
            change: change.id,
            when: Moment(i64::try_from(change.stamp.wall).unwrap_or_default()),
            by: change.by.name.clone(),
            why: change.why.clone(),
            wrote,
            own,
            names,
        });
    }

    /// What a change wrote into the person's own record.
    fn own_in(&self, change: &Change) -> Vec<(String, String)> {
        let mut own = Vec::new();
        for op in &change.ops {
            if op.record().is_none() || op.record() != self.asked.person {
                continue;
            }
            match op {
                Op::Set { kind, fields, .. } => {
                    for (name, edit) in fields.iter() {
                        own.push((label_in(kind, name), plain(&edit.is)));
                    }
                }
                Op::Tags {
                    kind, field, add, ..
                } => {
                    let added = add.iter();
                    own.extend(added.map(|added| (label_in(kind, field), plain(&added.item))));
                }
                Op::Delete { .. } | Op::Restore { .. } | Op::Unknown(_) => {}
            }
        }
        own
    }

    /// All of it as JSON that people can read, to hand to the person. It may name others: read it before it is handed over.
    pub fn export(&self, now_ms: u64) -> Vec<u8> {
        let made = Moment(i64::try_from(now_ms).unwrap_or_default());
        let pairs = |pairs: &[(String, String)]| -> Vec<Value> {
            let pairs = pairs.iter();
            pairs
                .map(|(field, value)| json!({ "field": field, "value": value }))
                .collect()
        };
        let named: Vec<Value> = self
            .naming
            .iter()
            .map(|naming| {
                json!({
                    "what": naming.one,
                    "name": naming.name,
                    "field": naming.field,
                    "how": if naming.link == Link::Refers { "refers to the record" } else { "names the person" },
                    "words": naming.excerpt,
                    "deleted": naming.deleted,
                })
            })
            .collect();
        let history: Vec<Value> = self
            .past
            .iter()
            .map(|past| {
                json!({
                    "when": past.when.to_rfc3339(),
                    "by": past.by,
                    "what": past.why,
                    "written_by_the_person": past.wrote,
                    "names_the_person": past.names,
                    "written_into_the_record": pairs(&past.own),
                })
            })
            .collect();
        let document = json!({
            "fledgling": { "format": "person", "version": 1, "made_at": made.to_rfc3339() },
            "person": { "name": self.name, "looked_for": self.asked.words },
            "record": pairs(&self.own),
            "named_in": named,
            "history": history,
        });
        serde_json::to_vec_pretty(&document).unwrap_or_default()
    }
}

/// A place that has to do with the person.
fn naming(
    workspace: &Workspace,
    (record, field): (&Record, &str),
    link: Link,
    excerpt: String,
) -> Naming {
    let venture = record.value("venture").and_then(Value::as_str);
    let venture = venture.and_then(|id| RecordId::parse(id).ok());
    let one = schema::kind(&record.kind);
    Naming {
        record: record.id,
        one: one.map_or_else(|| record.kind.to_string(), |spec| spec.one.to_owned()),
        name: workspace.name_of(record.id),
        address: address_of(&record.kind, record.id, venture),
        field: label_in(&record.kind, field),
        link,
        excerpt,
        deleted: record.is_deleted(),
    }
}

/// Whether a field of a person's record holds a name or an address.
fn is_word(label: &str) -> bool {
    ["name", "email", "phone"]
        .iter()
        .any(|field| label_in(Contact::KIND, field) == label)
}

fn label_in(kind: &str, field: &str) -> String {
    schema::field(kind, field).map_or_else(|| field.to_owned(), |spec| spec.label.to_owned())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The first text in a value that names the person, cut to what stands around the name.
fn first_named(finder: &Erasures, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let found = finder.first_in(text)?;
            Some(excerpt(text, found))
        }
        Value::Array(items) => items.iter().find_map(|item| first_named(finder, item)),
        Value::Object(members) => members.values().find_map(|item| first_named(finder, item)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// A text, cut to what stands around a word in it.
fn excerpt(text: &str, (start, end): Run) -> String {
    let before = text[..start].char_indices().rev().take(AROUND).last();
    let from = before.map_or(start, |(at, _)| at);
    let after = text[end..].char_indices().nth(AROUND);
    let upto = after.map_or(text.len(), |(at, _)| end + at);
    let lead = if from > 0 { "…" } else { "" };
    let tail = if upto < text.len() { "…" } else { "" };
    format!("{lead}{}{tail}", &text[from..upto])
}

/// The fields of the person's own record in the order people meet them, values that clash included.
fn own_fields(workspace: &Workspace, record: &Record) -> Vec<(String, String)> {
    let spec = schema::kind(&record.kind);
    let mut own: Vec<(usize, String, String)> = Vec::new();
    let place = |name: &str| {
        let mut fields = spec?.fields.iter();
        fields.position(|field| field.name == name)
    };
    let mut put = |name: &str, value: &Value| {
        let field = schema::field(&record.kind, name);
        let words = field.map_or_else(
            || plain(value),
            |field| shown(workspace, field, value).words,
        );
        if !words.is_empty() {
            let label = label_in(&record.kind, name);
            own.push((place(name).unwrap_or(usize::MAX), label, words));
        }
    };
    for (name, register) in &record.fields {
        Register::heads(register).for_each(|head| put(name, &head.value));
    }
    for (name, set) in &record.sets {
        set.items.values().for_each(|item| put(name, &item.value));
    }
    ordering::sort_by_key(&mut own, |(place, label, _)| (*place, label.clone()));
    own.into_iter()
        .map(|(_, label, words)| (label, words))
        .collect()
}
