//! What the page of one person or organisation shows.

use super::{reference, references};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        names::match_key,
        records::{Capital, Contact, Entry, Organisation},
        vocabulary::{CAPITAL_KINDS, CAPITAL_STATUSES, ENTRY_KINDS, label_of},
    },
    ledger::{RecordId, RecordRef, few::Few, id_map::IdSet, ordering},
    workspace::open::Workspace,
};

/// A venture linked with a person or organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedVenture {
    /// The venture.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// How they are linked, in words: "founder", "its own organisation".
    pub how: String,
    /// The stage's label.
    pub stage: String,
    /// The stage's place among all.
    pub stage_index: usize,
}

/// The ventures linked with a person or organisation, by name.
pub fn linked_ventures(workspace: &Workspace, id: RecordId) -> Vec<LinkedVenture> {
    let named: IdSet<RecordId> = match workspace.record(id) {
        Some(record) if &**record.kind() == Contact::KIND => {
            references(&record, "ventures").into_iter().collect()
        }
        _ => IdSet::default(),
    };
    let gave: IdSet<RecordId> = giving(workspace, id)
        .filter_map(|capital| reference(&capital, "venture"))
        .collect();
    let mut linked: Vec<LinkedVenture> = Vec::new();
    for venture in workspace.facts().ventures() {
        let ways = [
            (venture.founders.contains(&id), "founder"),
            (
                named.contains(&venture.id) && !venture.founders.contains(&id),
                "works on it",
            ),
            (venture.organisation == Some(id), "its own organisation"),
            (venture.parent_body == Some(id), "parent body or host"),
            (gave.contains(&venture.id), "capital from here"),
        ];
        let how: Vec<&str> = ways
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, how)| *how)
            .collect();
        if !how.is_empty() {
            linked.push(LinkedVenture {
                id: venture.id,
                name: venture.name.clone(),
                how: how.join(", "),
                stage: workspace.journey().label(&venture.stage).to_owned(),
                stage_index: workspace.journey().position(&venture.stage),
            });
        }
    }
    ordering::sort_by(&mut linked, |a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    linked
}

/// People of an organisation: id, name and role, by name.
pub type Neighbours = Vec<(RecordId, String, String)>;

/// The people we know at an organisation.
pub fn people_of(workspace: &Workspace, organisation: RecordId) -> Neighbours {
    let there = workspace
        .records()
        .of_kind(Contact::KIND)
        .filter(|person| reference(person, "organisation") == Some(organisation));
    let mut people: Neighbours = there
        .map(|person| {
            let text = |field: &str| person.value(field).text().unwrap_or_default().to_owned();
            (person.id(), text("name"), text("role"))
        })
        .collect();
    ordering::sort_by(&mut people, |a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    people
}

/// One entry as it stands in the ledger of contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// The entry.
    pub id: RecordId,
    /// When.
    pub day: Option<Day>,
    /// The kind's id.
    pub kind: String,
    /// The kind in words.
    pub kind_label: String,
    /// The venture it is about.
    pub venture: Option<(RecordId, String)>,
    /// The organisation it was with.
    pub organisation: Option<(RecordId, String)>,
    /// Who took part, in words.
    pub who: String,
    /// What was said.
    pub said: String,
    /// What was agreed.
    pub agreed: String,
    /// Whether it stays among staff.
    pub staff_only: bool,
}

/// Whether an entry names any of these records as organisation or person.
fn names_any(entry: &RecordRef<'_>, with: &IdSet<RecordId>) -> bool {
    reference(entry, "organisation").is_some_and(|id| with.contains(&id))
        || references(entry, "contacts")
            .iter()
            .any(|id| with.contains(id))
}

fn newest_first(workspace: &Workspace, mut entries: Vec<Entry>) -> Vec<EntryLine> {
    ordering::sort_by_key(&mut entries, |entry| {
        std::cmp::Reverse((entry.happened_on, entry.id))
    });
    entries
        .into_iter()
        .map(|entry| entry_line(workspace, entry))
        .collect()
}

/// Entries that name any of these records as organisation or person, newest first.
pub fn entries_with(workspace: &Workspace, with: &[RecordId]) -> Vec<EntryLine> {
    let with: IdSet<RecordId> = with.iter().copied().collect();
    let all = workspace.records().of_kind(Entry::KIND);
    let found = all.filter(|entry| names_any(entry, &with));
    newest_first(workspace, found.map(Entry::read).collect())
}

/// What was said with an organisation, and where else something is written down that may concern it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationTalk {
    /// Entries that name it or somebody who works there, and all about the venture whose own organisation it is;
    /// newest first.
    pub entries: Vec<EntryLine>,
    /// Linked ventures, by name, with how many more entries each has: those name nobody here.
    pub elsewhere: Vec<(RecordId, String, usize)>,
}

/// The one ledger of contacts with an organisation, across all ventures.
pub fn organisation_talk(workspace: &Workspace, organisation: RecordId) -> OrganisationTalk {
    let people = people_of(workspace, organisation);
    let with: IdSet<RecordId> = std::iter::once(organisation)
        .chain(people.into_iter().map(|(person, _, _)| person))
        .collect();
    let is_own = |venture: RecordId| {
        let known = workspace.facts().venture(venture);
        known.is_some_and(|known| known.organisation == Some(organisation))
    };
    let mut elsewhere: Vec<(RecordId, String, usize)> = linked_ventures(workspace, organisation)
        .into_iter()
        .map(|venture| (venture.id, venture.name, 0))
        .collect();
    let mut found = Vec::new();
    for entry in workspace.records().of_kind(Entry::KIND) {
        let venture = reference(&entry, "venture");
        if names_any(&entry, &with) || venture.is_some_and(is_own) {
            found.push(Entry::read(entry));
        } else if let Some((_, _, more)) =
            elsewhere.iter_mut().find(|(id, ..)| Some(*id) == venture)
        {
            *more += 1;
        }
    }
    elsewhere.retain(|(_, _, more)| *more > 0);
    OrganisationTalk {
        entries: newest_first(workspace, found),
        elsewhere,
    }
}

fn entry_line(workspace: &Workspace, entry: Entry) -> EntryLine {
    let named = |id: Option<RecordId>| {
        id.filter(|id| workspace.record(*id).is_some())
            .map(|id| (id, workspace.name_of(id)))
    };
    let mut who: Vec<String> = entry
        .contacts
        .iter()
        .map(|id| workspace.name_of(*id))
        .collect();
    for name in entry.who {
        // Somebody we know may be written down by name as well.
        if !who.contains(&name) {
            who.push(name);
        }
    }
    EntryLine {
        id: entry.id,
        day: entry.happened_on,
        kind_label: label_of(ENTRY_KINDS, &entry.kind).to_owned(),
        kind: entry.kind,
        venture: named(entry.venture),
        organisation: named(entry.organisation),
        who: who.join(", "),
        said: entry.said,
        agreed: entry.agreed,
        staff_only: entry.staff_only,
    }
}

/// Capital that came from an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapitalLine {
    /// The capital entry.
    pub id: RecordId,
    /// Its title, or its kind.
    pub title: String,
    /// The kind in words.
    pub kind: String,
    /// The status in words.
    pub status: String,
    /// Pence, when it is money.
    pub amount: Option<Pence>,
    /// The quantity and its unit, when it is not.
    pub quantity: String,
    /// When it was decided.
    pub decided_on: Option<Day>,
    /// The venture.
    pub venture: Option<(RecordId, String)>,
}

fn giving(workspace: &Workspace, organisation: RecordId) -> impl Iterator<Item = RecordRef<'_>> {
    let wanted = organisation.to_string();
    workspace
        .records()
        .of_kind(Capital::KIND)
        .filter(move |capital| capital.value("from").text() == Some(wanted.as_str()))
}

/// Capital from an organisation, newest first.
pub fn capital_from(workspace: &Workspace, organisation: RecordId) -> Vec<CapitalLine> {
    let mut found: Vec<Capital> = giving(workspace, organisation).map(Capital::read).collect();
    ordering::sort_by_key(&mut found, |capital| {
        std::cmp::Reverse((capital.decided_on, capital.id))
    });
    let line = |capital: Capital| {
        let kind = label_of(CAPITAL_KINDS, &capital.kind).to_owned();
        let venture = capital
            .venture
            .filter(|id| workspace.facts().venture(*id).is_some());
        CapitalLine {
            id: capital.id,
            title: if capital.title.is_empty() {
                kind.clone()
            } else {
                capital.title
            },
            kind,
            status: label_of(CAPITAL_STATUSES, &capital.status).to_owned(),
            amount: capital.amount,
            quantity: match capital.quantity {
                Some(quantity) if capital.amount.is_none() => {
                    format!("{quantity} {}", capital.unit)
                }
                _ => String::new(),
            },
            decided_on: capital.decided_on,
            venture: venture.map(|id| (id, workspace.name_of(id))),
        }
    };
    found.into_iter().map(line).collect()
}

/// Sums of money from an organisation by status, in words, and how many entries each is made of.
pub type OrganisationSums = Vec<(String, Pence, usize)>;

/// Sums of money by status; what is not money is not counted.
pub fn sums(lines: &[CapitalLine]) -> OrganisationSums {
    let mut by_status: Few<usize, (String, Pence, usize)> = Few::new();
    for line in lines {
        let Some(amount) = line.amount else { continue };
        let place = CAPITAL_STATUSES
            .iter()
            .position(|status| status.label == line.status)
            .unwrap_or(usize::MAX);
        let sum = by_status.get_or(place, || (line.status.clone(), Pence(0), 0));
        sum.1 = sum.1.checked_add(amount).unwrap_or(Pence(i64::MAX));
        sum.2 += 1;
    }
    by_status.into_iter().map(|(_, sum)| sum).collect()
}

/// Other records of the same kind that may be the same thing: equal names but for "Ltd" and the like, or a shared
/// register entry or email.
pub fn look_alikes(workspace: &Workspace, id: RecordId) -> Vec<(RecordId, String)> {
    let Some(own) = workspace.record(id) else {
        return Vec::new();
    };
    let text = |record: &RecordRef<'_>, field: &str| {
        record.value(field).text().unwrap_or_default().to_owned()
    };
    let name = match_key(&text(&own, "name"));
    let email = text(&own, "email").to_lowercase();
    let keys = identifier_keys(&own);
    let alike = workspace.records().of_kind(own.kind()).filter(|other| {
        other.id() != id
            && ((!name.is_empty() && match_key(&text(other, "name")) == name)
                || (!email.is_empty() && text(other, "email").to_lowercase() == email)
                || (!keys.is_empty()
                    && identifier_keys(other).iter().any(|key| keys.contains(key))))
    });
    let mut found: Vec<(RecordId, String)> = alike
        .map(|other| (other.id(), workspace.name_of(other.id())))
        .collect();
    ordering::sort_by(&mut found, |a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    found
}

fn identifier_keys(record: &RecordRef<'_>) -> Vec<String> {
    if &**record.kind() != Organisation::KIND {
        return Vec::new();
    }
    Organisation::read(*record)
        .identifiers
        .iter()
        .flat_map(|id| id.match_keys())
        .collect()
}
