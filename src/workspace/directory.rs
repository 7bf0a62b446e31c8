//! People and organisations: who knows whom, and one ledger of contacts for each organisation across all ventures.

mod page;

use std::sync::Arc;

pub use page::{
    CapitalLine, EntryLine, LinkedVenture, Neighbours, OrganisationSums, OrganisationTalk,
    capital_from, entries_with, linked_ventures, look_alikes, organisation_talk, people_of, sums,
};

use super::open::Workspace;
use crate::{
    domain::{
        counting::grouped,
        dates::Day,
        names::search_key,
        records::{Capital, Contact, Entry, Organisation, Place},
        vocabulary::{ORGANISATION_ROLES, PLACE_CODE_TYPES, label_of},
    },
    ledger::{RecordId, RecordRef, id_map::IdMap, ordering},
};

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// People.
    People,
    /// Organisations.
    Organisations,
    /// Places.
    Places,
}

impl Listed {
    /// Every list, with its name in the address and what people read.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::People, "people", "People"),
        (Self::Organisations, "organisations", "Organisations"),
        (Self::Places, "places", "Places"),
    ];

    /// The list of that name in the address; people when there is none.
    pub fn parse(name: &str) -> Self {
        Self::ALL
            .iter()
            .find(|(_, known, _)| *known == name)
            .map_or(Self::People, |(list, _, _)| *list)
    }

    /// The name in the address.
    pub fn id(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(list, _, _)| *list == self)
            .map_or("people", |(_, id, _)| id)
    }

    /// The kind of record in it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::People => Contact::KIND,
            Self::Organisations => Organisation::KIND,
            Self::Places => Place::KIND,
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [DirectoryColumn] {
        use DirectoryColumn::{Belongs, Code, LastSpoke, Name, People, Role, Ventures};
        match self {
            Self::People => &[Name, Role, Belongs, Ventures, LastSpoke],
            Self::Organisations => &[Name, Role, Belongs, People, Ventures, LastSpoke],
            Self::Places => &[Name, Code, Ventures],
        }
    }
}

/// A column of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectoryColumn {
    /// Its name.
    Name,
    /// What a person does; what an organisation is to us.
    Role,
    /// A person's organisation; an organisation's town.
    Belongs,
    /// A place's official code.
    Code,
    /// How many people we know there.
    People,
    /// How many ventures are linked.
    Ventures,
    /// The day of the latest conversation.
    LastSpoke,
}

impl DirectoryColumn {
    /// The name in the address.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Belongs => "belongs",
            Self::Code => "code",
            Self::People => "people",
            Self::Ventures => "ventures",
            Self::LastSpoke => "spoke",
        }
    }

    /// What people read above the column of a list.
    pub fn label(self, list: Listed) -> &'static str {
        match (self, list) {
            (Self::Name, _) => "Name",
            (Self::Role, Listed::Organisations) => "What it is to us",
            (Self::Role, _) => "Role",
            (Self::Belongs, Listed::Organisations) => "Town",
            (Self::Belongs, _) => "Organisation",
            (Self::Code, _) => "Code",
            (Self::People, _) => "People",
            (Self::Ventures, _) => "Ventures",
            (Self::LastSpoke, _) => "Last conversation",
        }
    }

    /// Whether its figures stand at the right of a cell.
    pub fn is_number(self) -> bool {
        matches!(self, Self::People | Self::Ventures)
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryRow {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What a person does; what an organisation is to us.
    pub role: String,
    /// A person's organisation, an organisation's town.
    pub belongs: String,
    /// The page of what it belongs to, if that has one.
    pub belongs_to: Option<RecordId>,
    /// A place's official code.
    pub code: String,
    /// How many people we know there.
    pub people: usize,
    /// How many ventures are linked.
    pub ventures: usize,
    /// The day of the latest conversation.
    pub last_spoke: Option<Day>,
    /// The words it is found by, folded.
    key: String,
    /// Its name, folded.
    name_key: String,
}

/// What stands in a cell, in words.
pub fn cell_text(column: DirectoryColumn, row: &DirectoryRow) -> String {
    let number = |count: usize| match count {
        0 => String::new(),
        count => grouped(count as u64),
    };
    match column {
        DirectoryColumn::Name => row.name.clone(),
        DirectoryColumn::Role => row.role.clone(),
        DirectoryColumn::Belongs => row.belongs.clone(),
        DirectoryColumn::Code => row.code.clone(),
        DirectoryColumn::People => number(row.people),
        DirectoryColumn::Ventures => number(row.ventures),
        DirectoryColumn::LastSpoke => row
            .last_spoke
            .map(|day| day.to_string())
            .unwrap_or_default(),
    }
}

/// Everything that is counted in one pass over the workspace.
#[derive(Default)]
struct Links {
    /// Pairs of a record and a venture that is linked with it; each once after [`Links::settle`].
    ventures: Vec<(RecordId, RecordId)>,
    spoke: IdMap<RecordId, Day>,
    people: IdMap<RecordId, usize>,
}

fn reference(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    record
        .value(field)
        .text()
        .and_then(|text| RecordId::parse(text).ok())
}

fn references(record: &RecordRef<'_>, field: &str) -> Vec<RecordId> {
    record
        .items(field)
        .iter()
        .filter_map(|item| RecordId::parse(item.text()?).ok())
        .collect()
}

impl Links {
    fn of(workspace: &Workspace, list: Listed) -> Self {
        let mut links = Self::default();
        for venture in workspace.facts().ventures() {
            let named = match list {
                Listed::People => venture.founders.clone(),
                Listed::Organisations => venture
                    .organisation
                    .into_iter()
                    .chain(venture.parent_body)
                    .collect(),
                Listed::Places => venture.places.clone(),
            };
            links
                .ventures
                .extend(named.into_iter().map(|id| (id, venture.id)));
        }
        match list {
            Listed::People => links.add_people(workspace),
            Listed::Organisations => links.add_organisations(workspace),
            Listed::Places => {}
        }
        ordering::sort_once_each(&mut links.ventures);
        links
    }

    fn add_people(&mut self, workspace: &Workspace) {
        for person in workspace.records().of_kind(Contact::KIND) {
            let ventures = references(&person, "ventures");
            let present = ventures
                .into_iter()
                .filter(|id| workspace.facts().venture(*id).is_some());
            self.ventures
                .extend(present.map(|venture| (person.id(), venture)));
        }
        for entry in workspace.records().of_kind(Entry::KIND) {
            for person in references(&entry, "contacts") {
                self.note_entry(person, &entry);
            }
        }
    }

    fn add_organisations(&mut self, workspace: &Workspace) {
        for person in workspace.records().of_kind(Contact::KIND) {
            if let Some(organisation) = reference(&person, "organisation") {
                *self.people.entry(organisation).or_default() += 1;
            }
        }
        for capital in workspace.records().of_kind(Capital::KIND) {
            if let (Some(from), Some(venture)) =
                (reference(&capital, "from"), reference(&capital, "venture"))
                && workspace.facts().venture(venture).is_some()
            {
                self.ventures.push((from, venture));
            }
        }
        for entry in workspace.records().of_kind(Entry::KIND) {
            let named = reference(&entry, "organisation");
            // What is said with a venture is said with its own organisation.
            let venture = reference(&entry, "venture").and_then(|id| workspace.facts().venture(id));
            let own = venture.and_then(|venture| venture.organisation);
            for organisation in named.into_iter().chain(own) {
                self.note_entry(organisation, &entry);
            }
        }
    }

    fn note_entry(&mut self, with: RecordId, entry: &RecordRef<'_>) {
        if let Some(day) = entry
            .value("happened_on")
            .text()
            .and_then(|text| Day::parse(text).ok())
        {
            let latest = self.spoke.entry(with).or_insert(day);
            *latest = day.max(*latest);
        }
    }

    fn venture_count(&self, id: RecordId) -> usize {
        let from = self.ventures.partition_point(|(other, _)| *other < id);
        let to = self.ventures.partition_point(|(other, _)| *other <= id);
        to - from
    }
}

/// Every line of a list, by name. One pass over the people, ventures, entries and capital.
pub fn directory(workspace: &Workspace, list: Listed) -> Vec<Arc<DirectoryRow>> {
    let links = Links::of(workspace, list);
    let mut rows: Vec<Arc<DirectoryRow>> = workspace
        .records()
        .of_kind(list.kind())
        .map(|record| {
            let text = |field: &str| record.value(field).text().unwrap_or_default().to_owned();
            let id = record.id();
            let (role, belongs, belongs_to) = match list {
                Listed::People => {
                    let known = reference(&record, "organisation")
                        .filter(|id| workspace.record(*id).is_some());
                    (
                        text("role"),
                        known.map(|id| workspace.name_of(id)).unwrap_or_default(),
                        known,
                    )
                }
                Listed::Organisations => (roles_of(&record), text("town"), None),
                Listed::Places => (String::new(), String::new(), None),
            };
            let code = match list {
                Listed::Places => place_code(&text("code"), &text("code_type")),
                _ => String::new(),
            };
            let name = text("name");
            Arc::new(DirectoryRow {
                id,
                key: search_key(&format!("{name} {role} {belongs} {code} {}", text("email"))),
                name_key: search_key(&name),
                name,
                role,
                belongs,
                belongs_to,
                code,
                people: links.people.get(&id).copied().unwrap_or_default(),
                ventures: links.venture_count(id),
                last_spoke: links.spoke.get(&id).copied(),
            })
        })
        .collect();
    ordering::sort_by(&mut rows, |a, b| {
        (&a.name_key, a.id).cmp(&(&b.name_key, b.id))
    });
    rows
}

fn roles_of(record: &RecordRef<'_>) -> String {
    let items = record.items("roles");
    let labels: Vec<&str> = items
        .iter()
        .filter_map(|item| item.text())
        .map(|id| label_of(ORGANISATION_ROLES, id))
        .collect();
    labels.join(", ")
}

fn place_code(code: &str, kind: &str) -> String {
    match (code, kind) {
        ("", _) => String::new(),
        (code, "") => code.to_owned(),
        (code, kind) => format!("{code} ({})", label_of(PLACE_CODE_TYPES, kind)),
    }
}

/// The lines that have all the words, ordered by a column. `rows` come by name, and lines that are equal stay so.
pub fn arranged(
    rows: &[Arc<DirectoryRow>],
    words: &str,
    column: DirectoryColumn,
    descending: bool,
) -> Vec<Arc<DirectoryRow>> {
    let key = search_key(words);
    let words: Vec<&str> = key.split_whitespace().collect();
    let fits = |row: &&Arc<DirectoryRow>| words.iter().all(|word| row.key.contains(word));
    let mut found: Vec<Arc<DirectoryRow>> = rows.iter().filter(fits).cloned().collect();
    let text = |text: &str| (text.is_empty(), search_key(text));
    match column {
        DirectoryColumn::Name => {}
        DirectoryColumn::Role => ordering::sort_by_key(&mut found, |row| text(&row.role)),
        DirectoryColumn::Belongs => ordering::sort_by_key(&mut found, |row| text(&row.belongs)),
        DirectoryColumn::Code => ordering::sort_by_key(&mut found, |row| text(&row.code)),
        DirectoryColumn::People => ordering::sort_by_key(&mut found, |row| row.people),
        DirectoryColumn::Ventures => ordering::sort_by_key(&mut found, |row| row.ventures),
        DirectoryColumn::LastSpoke => ordering::sort_by_key(&mut found, |row| row.last_spoke),
    }
    if descending {
        found.reverse();
    }
    found
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
