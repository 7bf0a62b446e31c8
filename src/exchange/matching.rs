//! Finding what a row is about among the records that are here: by identifier, then by exact name, never by name alone
//! when identifiers contradict. Indexes are built once per kind, so that a row costs the same whatever there is.

use std::collections::{HashMap, hash_map};

use crate::{
    domain::{
        identifier::OrganisationId,
        names::match_key,
        records::{
            Capital, Contact, Contract, Entry, Import, Lot, Opportunity, Place, Step, Venture,
        },
    },
    ledger::{ChangeId, RecordId, RecordRef, Records, few::Few, id_map::IdSet},
    workspace::Workspace,
};

/// The changes by which files were imported, as far as those imports still stand.
///
/// Each import leaves a record of kind `import` behind, written by the same change as everything else it did.
#[must_use]
pub fn import_changes(records: &Records) -> IdSet<ChangeId> {
    let mut changes = IdSet::default();
    for record in records.of_kind(Import::KIND) {
        changes.extend(
            record
                .to_record()
                .fields
                .values()
                .map(|register| register.winner.origin()),
        );
    }
    changes
}

/// The records that a key leads to: nearly always one.
enum Hits {
    One([RecordId; 1]),
    Several(Vec<RecordId>),
}

impl Hits {
    fn as_slice(&self) -> &[RecordId] {
        match self {
            Self::One(one) => one,
            Self::Several(several) => several,
        }
    }

    fn add(&mut self, record: RecordId) {
        match self {
            Self::One([one]) if *one == record => {}
            Self::One([one]) => *self = Self::Several(vec![*one, record]),
            Self::Several(several) if several.contains(&record) => {}
            Self::Several(several) => several.push(record),
        }
    }
}

/// Where each key leads within one kind.
#[derive(Default)]
struct KindIndex {
    here: HashMap<String, Hits>,
    /// Keys of records that an import made and a person deleted.
    gone: HashMap<String, RecordId>,
}

impl KindIndex {
    fn add(&mut self, key: String, record: RecordId) {
        match self.here.entry(key) {
            hash_map::Entry::Occupied(mut hits) => hits.get_mut().add(record),
            hash_map::Entry::Vacant(free) => drop(free.insert(Hits::One([record]))),
        }
    }
}

/// Keys of all records of the kinds that an import touches.
#[derive(Default)]
pub struct Index {
    kinds: Few<&'static str, KindIndex>,
    loaded_around: IdSet<RecordId>,
    loose_steps: bool,
}

/// The key of an identifier's match key.
#[must_use]
pub fn id_key(key: &str) -> String {
    format!("id {key}")
}

/// The key of an email address.
#[must_use]
pub fn email_key(email: &str) -> String {
    format!("email {}", email.to_lowercase())
}

/// The key of a grant's identifier.
#[must_use]
pub fn grant_key(grant_id: &str) -> String {
    format!("grant {grant_id}")
}

/// The key of a contracting process.
#[must_use]
pub fn ocid_key(ocid: &str) -> String {
    format!("ocid {ocid}")
}

/// The key of a contract within its contracting process.
#[must_use]
pub fn contract_key(ocid: &str, contract: &str) -> String {
    format!("contract {ocid} {contract}")
}

/// The key of a lot within its opportunity.
#[must_use]
pub fn lot_key(opportunity: RecordId, number: &str) -> String {
    format!("lot {opportunity} {number}")
}

/// The key of an area's code.
#[must_use]
pub fn code_key(code: &str) -> String {
    format!("code {}", code.to_uppercase())
}

/// The keys of a step or entry of a venture: with its day, and, when it says anything, without.
#[must_use]
pub fn within_keys(venture: Option<RecordId>, text: &str, day: &str) -> (String, Option<String>) {
    let key = match_key(text);
    let place = venture.map_or_else(|| "nothing".to_owned(), |venture| venture.to_string());
    (
        format!("on {day} in {place} {key}"),
        (!key.is_empty()).then(|| format!("in {place} {key}")),
    )
}

/// The key of a venture that is an organisation's.
#[must_use]
pub fn through_key(organisation: RecordId) -> String {
    format!("of {organisation}")
}

fn name_key(name: &str) -> String {
    format!("name {name}")
}

/// The identifiers of a record.
#[must_use]
pub fn identifiers_of(record: RecordRef<'_>) -> Vec<OrganisationId> {
    let texts = record.items("identifiers");
    texts
        .iter()
        .filter_map(|item| OrganisationId::parse(item.text()?).ok())
        .collect()
}

/// Whether two sets of identifiers cannot belong to the same organisation: one register, two numbers.
#[must_use]
pub fn contradict(one: &[OrganisationId], other: &[OrganisationId]) -> bool {
    let is_sure = |id: &&OrganisationId| id.is_identity() && id.scheme() != "360G";
    one.iter().filter(is_sure).any(|a| {
        let mut same_register = other
            .iter()
            .filter(is_sure)
            .filter(|b| a.scheme() == b.scheme())
            .peekable();
        same_register.peek().is_some() && same_register.all(|b| a.number() != b.number())
    })
}

/// Every key under which a record is found.
fn keys_of(kind: &str, record: RecordRef<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    let text = |field: &str| record.value(field).text().filter(|text| !text.is_empty());
    if let Some(name) = text("name").map(match_key).filter(|key| !key.is_empty()) {
        keys.push(name_key(&name));
    }
    match kind {
        Contact::KIND => keys.extend(text("email").map(email_key)),
        Capital::KIND => keys.extend(text("grant_id").map(grant_key)),
        Place::KIND => keys.extend(text("code").map(code_key)),
        Opportunity::KIND => keys.extend(text("ocid").map(ocid_key)),
        Contract::KIND => {
            let named = text("ocid").zip(text("contract_id"));
            keys.extend(named.map(|(ocid, id)| contract_key(ocid, id)));
        }
        Lot::KIND => {
            let opportunity = text("opportunity").and_then(|id| RecordId::parse(id).ok());
            let named = opportunity.zip(text("number"));
            keys.extend(named.map(|(opportunity, number)| lot_key(opportunity, number)));
        }
        _ => keys.extend(
            identifiers_of(record)
                .iter()
                .flat_map(OrganisationId::match_keys)
                .map(|key| id_key(&key)),
        ),
    }
    if kind == Venture::KIND
        && let Some(organisation) = text("organisation").and_then(|id| RecordId::parse(id).ok())
    {
        keys.push(through_key(organisation));
    }
    keys
}

impl Index {
    /// Makes sure that a kind is indexed. With `imports`, keys of records that were imported and then deleted are kept too.
    pub fn load(
        &mut self,
        records: &Records,
        kind: &'static str,
        imports: Option<&IdSet<ChangeId>>,
    ) {
        if self.kinds.contains_key(kind) {
            return;
        }
        let mut index = KindIndex::default();
        // Steps and entries are found within their venture, and there may be hundreds of thousands of them.
        if !matches!(kind, Step::KIND | Entry::KIND) {
            for record in records
                .ids_of_kind(kind)
                .iter()
                .filter_map(|id| records.get(*id))
            {
                if !record.is_deleted() {
                    for key in keys_of(kind, record) {
                        index.add(key, record.id());
                    }
                } else if let Some(imports) = imports
                    && was_imported(record, imports)
                {
                    index.gone.extend(
                        keys_of(kind, record)
                            .into_iter()
                            .map(|key| (key, record.id())),
                    );
                }
            }
        }
        self.kinds.insert(kind, index);
    }

    /// Indexes the steps and entries of one venture.
    pub fn load_around(&mut self, workspace: &Workspace, venture: RecordId) {
        if !self.loaded_around.insert(venture) {
            return;
        }
        let around = workspace
            .facts()
            .of(venture)
            .map(|facts| facts.around.as_slice())
            .unwrap_or_default();
        for record in around.iter().filter_map(|id| workspace.record(*id)) {
            match &**record.kind() {
                Step::KIND => self.add_within(Step::KIND, Some(venture), record, ("what", "due")),
                Entry::KIND => {
                    self.add_within(Entry::KIND, Some(venture), record, ("said", "happened_on"))
                }
                _ => {}
            }
        }
    }

    /// Indexes the steps that belong to no venture.
    pub fn load_loose_steps(&mut self, records: &Records) {
        if std::mem::replace(&mut self.loose_steps, true) {
            return;
        }
        for record in records
            .of_kind(Step::KIND)
            .filter(|step| step.value("venture").text().is_none())
        {
            self.add_within(Step::KIND, None, record, ("what", "due"));
        }
    }

    fn add_within(
        &mut self,
        kind: &'static str,
        venture: Option<RecordId>,
        record: RecordRef<'_>,
        (text, day): (&str, &str),
    ) {
        let value = |field: &str| record.value(field).text().unwrap_or_default();
        let (exact, loose) = within_keys(venture, value(text), value(day));
        self.add(kind, exact, record.id());
        if let Some(loose) = loose {
            self.add(kind, loose, record.id());
        }
    }

    /// Adds a key of a record that is being made.
    pub fn add(&mut self, kind: &'static str, key: String, record: RecordId) {
        self.kinds.get_or(kind, KindIndex::default).add(key, record);
    }

    /// Adds the name of a record that is being made.
    pub fn add_name(&mut self, kind: &'static str, name: &str, record: RecordId) {
        if !name.is_empty() {
            self.add(kind, name_key(name), record);
        }
    }

    /// The records that any of these keys leads to, each once.
    #[must_use]
    pub fn sure(&self, kind: &str, keys: &[String]) -> Vec<RecordId> {
        let mut found: Vec<RecordId> = Vec::new();
        for key in keys {
            for record in self.at(kind, key) {
                if !found.contains(record) {
                    found.push(*record);
                }
            }
        }
        found
    }

    /// The records with that name.
    #[must_use]
    pub fn named(&self, kind: &str, name: &str) -> &[RecordId] {
        if name.is_empty() {
            &[]
        } else {
            self.at(kind, &name_key(name))
        }
    }

    /// The records that one key leads to.
    #[must_use]
    pub fn at(&self, kind: &str, key: &str) -> &[RecordId] {
        self.kinds
            .get(kind)
            .and_then(|index| index.here.get(key))
            .map_or(&[], Hits::as_slice)
    }

    /// A record that was imported and then deleted by a person, under any of these keys or that name.
    #[must_use]
    pub fn gone(&self, kind: &str, keys: &[String], name: &str) -> Option<RecordId> {
        let index = self.kinds.get(kind)?;
        let by_key = keys.iter().find_map(|key| index.gone.get(key));
        by_key
            .or_else(|| index.gone.get(&name_key(name)).filter(|_| !name.is_empty()))
            .copied()
    }
}

fn was_imported(record: RecordRef<'_>, imports: &IdSet<ChangeId>) -> bool {
    !imports.is_empty()
        && record
            .to_record()
            .fields
            .values()
            .any(|register| imports.contains(&register.winner.origin()))
}
