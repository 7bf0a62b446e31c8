//! Stored values in words: as people read them, as people type them, and what they may choose from.

mod prompt;

use std::collections::HashSet;

use serde_json::Value;

use super::{open::Workspace, places::place_name, search::address_of};
use crate::{
    domain::{
        counting::figures,
        dates::{Day, Moment},
        email::Email,
        identifier::OrganisationId,
        money::Pence,
        names::search_key,
        records::{Colleague, Contact, Organisation, Place, Programme, Venture},
        schema::{self, FieldSpec, Shape},
        vocabulary::label_of,
        web_address::Link,
    },
    ledger::{RecordId, ordering, pack::ValueRef},
};

pub use prompt::{mid_sentence, prompt};

/// One value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What is stored.
    pub value: Value,
    /// What people read.
    pub words: String,
    /// Where it leads: a page of the app, a website, a register's page, a mail program.
    pub address: Option<String>,
}

impl Shown {
    /// Whether the address leads out of the app.
    pub fn leads_out(&self) -> bool {
        self.address
            .as_ref()
            .is_some_and(|address| !address.starts_with('/'))
    }
}

/// A value as people read it.
pub fn shown(workspace: &Workspace, spec: &FieldSpec, value: &Value) -> Shown {
    let (words, address) = match (spec.shape, value) {
        (Shape::Flag, Value::Bool(yes)) => (if *yes { "Yes" } else { "No" }.to_owned(), None),
        (Shape::Money, Value::Number(number)) => {
            (number.as_i64().map(pounds).unwrap_or_default(), None)
        }
        (Shape::Moment, Value::Number(number)) => (
            number
                .as_i64()
                .map(|ms| Moment(ms).day().to_string())
                .unwrap_or_default(),
            None,
        ),
        (Shape::Count, Value::Number(number)) => {
            (figures(number.as_i64().unwrap_or_default()), None)
        }
        (_, Value::String(text)) => shown_text(workspace, spec, text),
        (_, Value::Null) => (String::new(), None),
        (_, other) => (other.to_string(), None),
    };
    Shown {
        value: value.clone(),
        words,
        address,
    }
}

fn shown_text(workspace: &Workspace, spec: &FieldSpec, text: &str) -> (String, Option<String>) {
    match spec.shape {
        Shape::Day => (
            Day::parse(text).map_or_else(|_| text.to_owned(), |day| day.to_string()),
            None,
        ),
        Shape::Choice(choices) | Shape::Choices(choices) => {
            (label_of(choices, text).to_owned(), None)
        }
        Shape::StageId => (workspace.journey().label(text).to_owned(), None),
        Shape::Link => match Link::parse(text) {
            Ok(link) => (link.spoken().to_owned(), Some(link.href())),
            Err(_) => (text.to_owned(), None),
        },
        // Only what parses becomes a link: a merge may bring any text.
        Shape::Email => (
            text.to_owned(),
            Email::parse(text)
                .ok()
                .map(|email| format!("mailto:{email}")),
        ),
        Shape::Identifiers => match OrganisationId::parse(text) {
            Ok(id) => (format!("{} {}", id.scheme_name(), id.number()), id.url()),
            Err(_) => (text.to_owned(), None),
        },
        Shape::Ref(kind) | Shape::Refs(kind) => match RecordId::parse(text) {
            Ok(id) => shown_record(workspace, kind, id),
            Err(_) => (text.to_owned(), None),
        },
        _ => (text.to_owned(), None),
    }
}

fn shown_record(workspace: &Workspace, kind: &str, id: RecordId) -> (String, Option<String>) {
    let name = workspace.name_of(id);
    if workspace.record(id).is_none() {
        let known = workspace.records().get(id).is_some();
        return (
            if known {
                format!("{name} (deleted)")
            } else {
                name
            },
            None,
        );
    }
    let has_page = [
        Venture::KIND,
        Organisation::KIND,
        Contact::KIND,
        Place::KIND,
        Programme::KIND,
    ]
    .contains(&kind);
    (name, has_page.then(|| address_of(kind, id, None)))
}

/// Everything that stands in a field of a record, in the order people meet it: nothing, one value, or a set's items.
pub fn shown_in(workspace: &Workspace, record: RecordId, spec: &FieldSpec) -> Vec<Shown> {
    let Some(record) = workspace.records().get(record) else {
        return Vec::new();
    };
    if !spec.shape.is_set() {
        let value = record.value(spec.name);
        let empty = matches!(value, ValueRef::Null) || value.text().is_some_and(str::is_empty);
        return if empty {
            Vec::new()
        } else {
            vec![shown(workspace, spec, &value.to_value())]
        };
    }
    let mut items: Vec<Shown> = record
        .items(spec.name)
        .iter()
        .map(|item| shown(workspace, spec, &item.to_value()))
        .collect();
    ordering::sort_by_key(&mut items, |item| search_key(&item.words));
    items
}

/// As [`shown_in`], for reading: places without their official codes, but where two of them would be called the same.
pub fn read_in(workspace: &Workspace, record: RecordId, spec: &FieldSpec) -> Vec<Shown> {
    let mut all = shown_in(workspace, record, spec);
    let (Shape::Ref(Place::KIND) | Shape::Refs(Place::KIND)) = spec.shape else {
        return all;
    };
    let plain: Vec<Option<String>> = all
        .iter()
        .map(|one| {
            let id = one.value.as_str().and_then(|id| RecordId::parse(id).ok())?;
            Some(place_name(&workspace.record(id)?))
        })
        .collect();
    for (one, name) in all.iter_mut().zip(&plain) {
        let alike = plain.iter().filter(|other| *other == name);
        if let (Some(name), 1) = (name, alike.count()) {
            one.words.clone_from(name);
        }
    }
    all
}

/// A value as somebody would type it, so that [`schema::parse_text`] reads the same value back; a reference as its name.
pub fn typed(workspace: &Workspace, spec: &FieldSpec, value: &Value) -> String {
    match (spec.shape, value) {
        (_, Value::Null) => String::new(),
        (Shape::Money, Value::Number(number)) => {
            let text = Pence(number.as_i64().unwrap_or_default()).to_pounds_text();
            text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
        }
        (Shape::Day, Value::String(text)) => {
            Day::parse(text).map_or_else(|_| text.clone(), |day| day.to_string())
        }
        (Shape::Ref(_), Value::String(text)) => RecordId::parse(text)
            .map(|id| workspace.name_of(id))
            .unwrap_or_default(),
        (Shape::Flag, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// Pounds as people write them: £1,200, or £1,200.50 when there are pence.
pub fn pounds(pence: i64) -> String {
    let text = Pence(pence).to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

/// A record that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What tells it from others of the same name: a town, a role, a code.
    pub more: String,
}

/// All records of a kind that may be chosen, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates(Vec<(String, Candidate)>);

impl Candidates {
    /// Reads them once; colleagues who have left are not among them.
    pub fn of(workspace: &Workspace, kind: &str) -> Self {
        let mut all: Vec<(String, Candidate)> = workspace
            .records()
            .of_kind(kind)
            .filter(|record| {
                kind != Colleague::KIND || !matches!(record.value("left"), ValueRef::Bool(true))
            })
            .filter_map(|record| {
                let name = record.value("name").text()?.to_owned();
                let more = ["town", "role", "code", "one_line"]
                    .iter()
                    .find_map(|field| record.value(field).text());
                let more = more.unwrap_or_default().to_owned();
                Some((
                    search_key(&name),
                    Candidate {
                        id: record.id(),
                        name,
                        more,
                    },
                ))
            })
            .collect();
        ordering::sort_by(&mut all, |a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
        Self(all)
    }

    /// At most `limit` whose name has all the words typed; those that begin with them first.
    pub fn matching(&self, typed: &str, limit: usize) -> Vec<Candidate> {
        let key = search_key(typed);
        let words: Vec<&str> = key.split_whitespace().collect();
        let fits = |name: &str| words.iter().all(|word| name.contains(word));
        let begins = self
            .0
            .iter()
            .filter(|(name, _)| name.starts_with(key.trim()));
        let others = self
            .0
            .iter()
            .filter(|(name, _)| !name.starts_with(key.trim()) && fits(name));
        begins
            .chain(others)
            .take(limit)
            .map(|(_, candidate)| candidate.clone())
            .collect()
    }

    /// Those with exactly this name, but for capitals and accents.
    pub fn named(&self, name: &str) -> Vec<Candidate> {
        let key = search_key(name.trim());
        let found = self.0.iter().filter(|(known, _)| *known == key);
        found.map(|(_, candidate)| candidate.clone()).collect()
    }
}

/// The tags that records of a kind have in a field, in order, at most `limit`.
pub fn known_tags(workspace: &Workspace, kind: &str, field: &str, limit: usize) -> Vec<String> {
    let mut known: HashSet<String> = HashSet::new();
    for record in workspace.records().of_kind(kind) {
        known.extend(
            record
                .items(field)
                .iter()
                .filter_map(|item| item.text())
                .map(str::to_owned),
        );
    }
    let mut tags: Vec<String> = known.into_iter().collect();
    ordering::sort_by_key(&mut tags, |tag| (search_key(tag), tag.clone()));
    tags.truncate(limit);
    tags
}

/// Makes the name of a new record of a kind, checked as its field asks.
///
/// # Errors
/// What is wrong with the name, in words.
pub fn new_name(kind: &str, typed: &str) -> Result<Value, String> {
    let spec =
        schema::field(kind, "name").ok_or_else(|| "This cannot be added here.".to_owned())?;
    schema::parse_text(spec, typed).map_err(|error| error.problem)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::{
        ledger::DeviceId,
        workspace::{Command, Context, Put, command::values},
    };

    fn workspace() -> Workspace {
        Workspace::empty(DeviceId(1))
    }

    fn create(workspace: &mut Workspace, kind: &str, id: u128, name: &str) -> RecordId {
        let id = RecordId(id);
        let today = Day::parse("2026-06-07").expect("a day");
        let context = Context {
            now_ms: 1_000,
            today,
            random: &|| 99,
        };
        let values = values([("name", Put::text(name))]);
        workspace
            .execute(
                Command::Create {
                    kind: kind.to_owned(),
                    id,
                    values,
                },
                &context,
            )
            .expect("a record");
        id
    }

    fn field(name: &str) -> &'static FieldSpec {
        schema::field("venture", name).expect("a field of ventures")
    }

    #[test]
    fn what_is_typed_reads_back_as_the_same_value() {
        let workspace = workspace();
        let capital = |name| schema::field("capital", name).expect("a field");
        for (spec, value) in [
            (capital("amount"), Value::from(120_050)),
            (capital("amount"), Value::from(120_000)),
            (capital("decided_on"), Value::from("2026-06-07")),
            (capital("kind"), Value::from("in_kind")),
            (capital("quantity"), Value::from(1_200)),
            (field("website"), Value::from("https://example.org/")),
            (field("need"), Value::from("Two lines\nof text")),
        ] {
            let text = typed(&workspace, spec, &value);
            let stored = schema::parse_text(spec, &text).expect("what was shown can be typed");
            assert_eq!(typed(&workspace, spec, &stored), text, "{}", spec.name);
        }
    }

    #[test]
    fn values_are_shown_in_words_and_lead_where_they_should() {
        let mut workspace = workspace();
        let place = create(&mut workspace, "place", 7, "Wakefield");
        let shown =
            |name: &str, value: &str| super::shown(&workspace, field(name), &Value::from(value));
        assert_eq!(shown("joined", "2026-06-07").words, "7 June 2026");
        assert_eq!(shown("origin", "community_led").words, "Community-led");
        assert_eq!(shown("places", &place.to_string()).words, "Wakefield");
        assert_eq!(
            shown("places", &place.to_string()).address,
            Some(format!("/ventures?place={place}"))
        );
        let identifier = shown("identifiers", "GB-COH-07296070");
        assert!(
            identifier.words.ends_with(" 07296070"),
            "{}",
            identifier.words
        );
        assert!(identifier.leads_out());
        assert_eq!(
            shown("website", "javascript:alert(1)").address,
            None,
            "only real addresses become links"
        );
        assert_eq!(pounds(120_000), "£1,200");
        assert_eq!(figures(1_234_567), "1,234,567");
    }

    #[test]
    fn records_are_found_by_any_words_of_their_name() {
        let mut workspace = workspace();
        create(&mut workspace, "organisation", 1, "Leeds City Council");
        let cafe = create(&mut workspace, "organisation", 2, "Café Council");
        let all = Candidates::of(&workspace, "organisation");
        let names = |typed: &str| {
            all.matching(typed, 8)
                .into_iter()
                .map(|found| found.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names("council"), ["Café Council", "Leeds City Council"]);
        assert_eq!(names("coun lee"), ["Leeds City Council"]);
        assert_eq!(names("").len(), 2);
        assert_eq!(
            all.named("cafe council").first().map(|found| found.id),
            Some(cafe)
        );
        assert!(all.named("council").is_empty());
    }

    #[test]
    fn a_deleted_record_is_still_called_by_its_name() {
        let mut workspace = workspace();
        let place = create(&mut workspace, "place", 7, "Wakefield");
        let today = Day::parse("2026-06-07").expect("a day");
        let context = Context {
            now_ms: 2_000,
            today,
            random: &|| 99,
        };
        workspace
            .execute(
                Command::Delete {
                    records: vec![place],
                },
                &context,
            )
            .expect("deleted");
        let shown = shown(&workspace, field("places"), &Value::from(place.to_string()));
        assert_eq!(
            (shown.words.as_str(), shown.address),
            ("Wakefield (deleted)", None)
        );
    }
}
