//! Grants in the 360Giving Data Standard (1.0 to 1.4): a package, or a bare list of grants.
//!
//! A recipient becomes an organisation and a venture of the same name; its grant becomes a capital entry. Contacts and
//! individuals are left out. The same file twice changes nothing; a newer one changes what differs, and what people
//! edited by hand since stays theirs.

mod grant;
mod row;

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::Arc,
};

use serde::{
    Deserialize, Serialize,
    de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{
    failure::{FileMark, ImportError},
    plan::{Answers, Fault, Planner, Question, Row, RowPlace, RowSource, World},
};
use crate::{
    domain::{counting::counted, dates::Day, names::match_key},
    ledger::ordering,
};
use grant::Read;

/// What people choose about an import of grants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantOptions {
    /// The stage in which new ventures start; the first one when not said.
    pub stage: Option<String>,
    /// Another starting stage for the recipients of a programme, by its title.
    pub programme_stages: BTreeMap<String, String>,
}

/// A grant programme that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeSeen {
    /// Its title.
    pub title: String,
    /// How many of the file's grants it gave.
    pub grants: usize,
}

/// A file of grants.
#[derive(Clone, Debug)]
pub struct GrantsFile {
    mark: FileMark,
    publisher: String,
    grants: Vec<Read>,
    /// For a grant that stands twice in the file: the number of the first one, from 1, and whether they are alike.
    repeats: HashMap<usize, (usize, bool)>,
    /// The earliest award to each recipient.
    first_award: HashMap<String, Day>,
    /// For the town of each recipient whose grant is for an area without a name: the area's code, or none when the town
    /// stands for several areas or is itself named as one.
    area_of_town: HashMap<String, Option<String>>,
}

impl GrantsFile {
    /// Reads a file's text.
    ///
    /// # Errors
    /// When the JSON is broken or cut off, or `grants` is no list; the message names the place.
    pub fn read(text: &str, mark: FileMark) -> Result<Self, ImportError> {
        let mut reader = serde_json::Deserializer::from_slice(text.as_bytes());
        let mut package = Package::default();
        let top = PackageSeed(&mut package)
            .deserialize(&mut reader)
            .and_then(|()| reader.end());
        top.map_err(|error| broken(&error))?;
        if package.grants_of_wrong_form {
            return Err(ImportError::WrongForm {
                field: "grants",
                expected: "a list of grants",
            });
        }
        if package.grants.is_empty() {
            return Err(ImportError::WrongForm {
                field: "grants",
                expected: "a list with at least one grant",
            });
        }
        let mut file = Self {
            mark,
            publisher: package.publisher,
            grants: package.grants,
            repeats: HashMap::new(),
            first_award: HashMap::new(),
            area_of_town: HashMap::new(),
        };
        file.name_areas();
        file.look_over();
        Ok(file)
    }

    /// Calls areas of which a grant gives the code alone as another grant of the file calls them.
    fn name_areas(&mut self) {
        let mut names: HashMap<String, String> = HashMap::new();
        for grant in self.grants.iter().filter_map(Read::grant) {
            for location in &grant.locations {
                if !location.name.is_empty() && !location.code.is_empty() {
                    names
                        .entry(location.code.clone())
                        .or_insert_with(|| location.name.clone());
                }
            }
        }
        for read in &mut self.grants {
            let Read::Grant(grant) = read else { continue };
            for location in &mut grant.locations {
                if let Some(name) = names.get(&location.code)
                    && location.name.is_empty()
                {
                    location.name.clone_from(name);
                }
            }
        }
    }

    /// Finds repeated grants and each recipient's first award.
    fn look_over(&mut self) {
        let mut first: HashMap<&str, (usize, u64)> = HashMap::new();
        for (at, read) in self.grants.iter().enumerate() {
            let Some(grant) = read.grant() else { continue };
            if let Some(day) = grant.awarded_on {
                let known = self.first_award.entry(grant.recipient_key()).or_insert(day);
                *known = (*known).min(day);
            }
            for location in &grant.locations {
                let (name, code) = match (location.name.as_str(), location.code.as_str()) {
                    ("", code) => (match_key(&grant.recipient.town), Some(code)),
                    (name, _) => (match_key(name), None),
                };
                let known = self
                    .area_of_town
                    .entry(name)
                    .or_insert_with(|| code.map(str::to_owned));
                if known.as_deref() != code {
                    *known = None;
                }
            }
            match first.get(grant.id.as_str()) {
                Some((number, print)) => drop(
                    self.repeats
                        .insert(at, (*number, *print == grant.fingerprint)),
                ),
                None => drop(first.insert(&grant.id, (at + 1, grant.fingerprint))),
            }
        }
    }

    /// Who publishes the file, when it says so.
    #[must_use]
    pub fn publisher(&self) -> &str {
        &self.publisher
    }

    /// How many grants the file has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.grants.len()
    }

    /// Whether it has none; a file without grants is not read, so this is false.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.grants.is_empty()
    }

    /// The file.
    #[must_use]
    pub fn mark(&self) -> &FileMark {
        &self.mark
    }

    /// The programmes that the grants name, the largest first.
    #[must_use]
    pub fn programmes(&self) -> Vec<ProgrammeSeen> {
        let grants = self.grants.iter().filter_map(Read::grant);
        let titles = grants.map(|grant| grant.programme.as_str());
        let mut titles: Vec<&str> = titles.filter(|title| !title.is_empty()).collect();
        ordering::sort(&mut titles);
        let mut seen: Vec<ProgrammeSeen> = titles
            .chunk_by(|one, other| one == other)
            .map(|alike| ProgrammeSeen {
                title: alike[0].to_owned(),
                grants: alike.len(),
            })
            .collect();
        ordering::sort_by(&mut seen, |a, b| {
            b.grants.cmp(&a.grants).then_with(|| a.title.cmp(&b.title))
        });
        seen
    }

    /// Begins a dry run.
    #[must_use]
    pub fn planner(
        self: &Arc<Self>,
        options: GrantOptions,
        answers: Answers,
        today: Day,
    ) -> Planner {
        Planner::new(
            Arc::new(Grants {
                file: Arc::clone(self),
                options,
            }),
            answers,
            today,
        )
    }
}

/// A file of grants with what people chose.
struct Grants {
    file: Arc<GrantsFile>,
    options: GrantOptions,
}

impl RowSource for Grants {
    fn mark(&self) -> &FileMark {
        &self.file.mark
    }

    fn format(&self) -> &'static str {
        "360giving"
    }

    fn noun(&self) -> (&'static str, &'static str) {
        ("grant", "grants")
    }

    fn rows(&self) -> usize {
        self.file.grants.len()
    }

    fn place(&self, row: usize) -> RowPlace {
        RowPlace {
            row: row + 1,
            line: 0,
        }
    }

    fn order(&self) -> Vec<usize> {
        // What the newest grant says about a recipient is the newest that is known about it.
        let mut order: Vec<usize> = (0..self.file.grants.len()).collect();
        let day = |row: &usize| {
            self.file
                .grants
                .get(*row)
                .and_then(Read::grant)
                .and_then(|grant| grant.awarded_on)
        };
        ordering::sort_by_key(&mut order, |row| std::cmp::Reverse(day(row)));
        order
    }

    fn respects_deletion(&self) -> bool {
        true
    }

    fn row(&self, row: usize, world: &World<'_>) -> Result<Row, (String, Vec<Fault>)> {
        let Some(read) = self.file.grants.get(row) else {
            return Ok(Row::default());
        };
        let grant = match read {
            Read::Grant(grant) => grant,
            Read::LeftOut { name, fault } => return Err((name.clone(), vec![fault.clone()])),
        };
        if let Some((first, false)) = self.file.repeats.get(&row) {
            let problem = format!(
                "Grant {first} of this file has the same id and says something else. Keep one of the two."
            );
            return Err((
                grant.title.clone(),
                vec![Fault {
                    field: "id".to_owned(),
                    problem,
                }],
            ));
        }
        let joined = self.file.first_award.get(&grant.recipient_key()).copied();
        let town = match_key(&grant.recipient.town);
        let area = self.file.area_of_town.get(&town).cloned().flatten();
        Ok(row::wishes(
            grant,
            &self.options,
            (joined, area.as_deref()),
            world,
        ))
    }

    fn notes(&self) -> Vec<String> {
        let with_contacts = self
            .file
            .grants
            .iter()
            .filter_map(Read::grant)
            .filter(|grant| grant.had_contacts)
            .count();
        let people = self
            .file
            .grants
            .iter()
            .filter(|read| read.is_person())
            .count();
        let grants = |count: usize| counted(count, "grant", "grants");
        let mut notes = Vec::new();
        if with_contacts > 0 {
            notes.push(format!(
                "Names, telephone numbers and email addresses of people in {} were left out.",
                grants(with_contacts)
            ));
        }
        if people > 0 {
            notes.push(match people {
                1 => "1 grant to an individual or sole trader was left out: it is a person's own affair.".to_owned(),
                many => format!(
                    "{} to individuals or sole traders were left out: they are people's own affairs.",
                    grants(many)
                ),
            });
        }
        notes
    }

    fn questions(&self) -> Vec<Question> {
        Vec::new()
    }

    fn columns(&self) -> Vec<String> {
        ["Grant id", "Title", "Recipient", "Award date"]
            .map(str::to_owned)
            .to_vec()
    }

    fn original(&self, row: usize) -> Vec<String> {
        match self.file.grants.get(row) {
            Some(Read::Grant(grant)) => vec![
                grant.id.clone(),
                grant.title.clone(),
                grant.recipient.name.clone(),
                grant.awarded_on.map(Day::iso).unwrap_or_default(),
            ],
            // The name of a person is not written to another file.
            Some(Read::LeftOut { name, .. }) => vec![name.clone()],
            None => Vec::new(),
        }
    }
}

fn broken(error: &serde_json::Error) -> ImportError {
    let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
    let column = u64::try_from(error.column()).unwrap_or(u64::MAX);
    if error.is_eof() {
        return ImportError::CutOff { line, column };
    }
    let text = error.to_string();
    let problem = text.split(" at line ").next().unwrap_or(&text).to_owned();
    ImportError::BrokenJson {
        line,
        column,
        problem,
    }
}

/// The parts of a package that matter.
#[derive(Default)]
struct Package {
    publisher: String,
    grants: Vec<Read>,
    grants_of_wrong_form: bool,
}

/// Reads a package or bare list grant by grant, so that a large file is never held twice.
struct PackageSeed<'a>(&'a mut Package);

impl<'de> DeserializeSeed<'de> for PackageSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PackageSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a package or a list of grants")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element::<Value>()? {
            let number = self.0.grants.len() + 1;
            self.0.grants.push(grant::read(&value, number));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "grants" => map.next_value_seed(GrantsSeed(self.0))?,
                "publisher" => {
                    let publisher = map.next_value::<Value>()?;
                    self.0.publisher = grant::text(&publisher, "name");
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads the value of `grants`; anything but a list is noted as wrong.
struct GrantsSeed<'a>(&'a mut Package);

impl<'de> DeserializeSeed<'de> for GrantsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! wrong_forms {
    ($($visit:ident: $type:ty),+) => {
        $(fn $visit<E>(self, _: $type) -> Result<(), E> {
            self.0.grants_of_wrong_form = true;
            Ok(())
        })+
    };
}

impl<'de> Visitor<'de> for GrantsSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of grants")
    }

    wrong_forms!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.grants_of_wrong_form = true;
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        PackageSeed(self.0).visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.grants_of_wrong_form = true;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
