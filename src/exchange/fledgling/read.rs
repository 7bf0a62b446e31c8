//! Reading the file back: checked whole before anything is merged.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{FORMAT, RESCUE, VERSION};
use crate::{
    domain::counting::{counted, grouped},
    exchange::failure::ImportError,
    ledger::{Change, DeviceId, Ledger},
    workspace::Workspace,
};

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
    content_hash: Option<String>,
}

/// What reading the history has come to so far. Changes are checked one by one as they are met: all of a large history
/// as JSON would take several times the room of its text.
#[derive(Default)]
struct Reading {
    changes: Vec<Change>,
    /// Why a change cannot be trusted, which ended the reading.
    fault: Option<ImportError>,
}

impl Reading {
    fn take(&mut self, value: Value) -> Result<(), ImportError> {
        let at = self.changes.len();
        let change: Change =
            serde_json::from_value(value).map_err(|error| altered(at, &error.to_string()))?;
        if change.content_id() != change.id {
            return Err(altered(at, "its content does not fit its id"));
        }
        self.changes.push(change);
        Ok(())
    }
}

/// The members of a file.
struct Members<'a>(&'a mut Reading);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Fledgling file")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if matches!(key.as_str(), "history" | "changes") {
                map.next_value_seed(Changes(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// A list of changes.
struct Changes<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Changes<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Changes<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of changes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element::<Value>()? {
            if let Err(fault) = self.0.take(value) {
                self.0.fault = Some(fault);
                return Err(serde::de::Error::custom("a change cannot be trusted"));
            }
        }
        Ok(())
    }
}

/// A file that was read and found whole.
#[derive(Debug)]
pub struct FledglingFile {
    /// The changes, in the file's order.
    pub changes: Vec<Change>,
    /// What the file says its content's fingerprint is; none in a rescue file.
    pub content_hash: Option<String>,
}

/// What importing a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FledglingPlan {
    /// Changes that are not here yet.
    pub new_changes: usize,
    /// Changes that are here already.
    pub known_changes: usize,
    /// Records that would appear, by kind.
    pub new_records: BTreeMap<String, usize>,
    /// Records that are here and would change, by kind.
    pub changed_records: BTreeMap<String, usize>,
    /// Records that are here and would stay as they are.
    pub unchanged_records: usize,
}

impl FledglingPlan {
    /// What came of the import, as a sentence: "1 change was merged; 1 record is new, 0 changed."
    pub fn done_in_words(&self) -> String {
        let (new, changed): (usize, usize) = (
            self.new_records.values().sum(),
            self.changed_records.values().sum(),
        );
        format!(
            "{} {} merged; {} {} new, {} changed.",
            counted(self.new_changes, "change", "changes"),
            if self.new_changes == 1 { "was" } else { "were" },
            counted(new, "record", "records"),
            if new == 1 { "is" } else { "are" },
            grouped(changed as u64),
        )
    }
}

impl FledglingFile {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// When it is no whole Fledgling file, was altered, or comes from a newer version; the message names the place.
    pub fn read(text: &[u8]) -> Result<Self, ImportError> {
        // The head first: a newer file may differ in all the rest.
        #[derive(Deserialize)]
        struct Only {
            fledgling: Option<Head>,
        }
        let only: Only = serde_json::from_slice(text).map_err(|error| place(&error, text))?;
        let head = only
            .fledgling
            .ok_or(ImportError::OtherJson { what: "JSON" })?;
        if head.version > VERSION {
            return Err(ImportError::Newer {
                found: head.version,
            });
        }
        if head.format != FORMAT && head.format != RESCUE {
            return Err(ImportError::OtherJson {
                what: "another kind of Fledgling file",
            });
        }
        let mut reading = Reading::default();
        let mut reader = serde_json::Deserializer::from_slice(text);
        let read = (&mut reader)
            .deserialize_map(Members(&mut reading))
            .and_then(|()| reader.end());
        if let Some(fault) = reading.fault {
            return Err(fault);
        }
        read.map_err(|error| place(&error, text))?;
        Ok(Self {
            changes: reading.changes,
            content_hash: head.content_hash,
        })
    }

    /// Works out what importing would do; nothing changes.
    pub fn plan(&self, workspace: &Workspace) -> FledglingPlan {
        let mut plan = FledglingPlan::default();
        let mut whole = Ledger::new(DeviceId::default());
        for change in &self.changes {
            if workspace.ledger().knows(change.id) {
                plan.known_changes += 1;
            } else {
                plan.new_changes += 1;
            }
            whole.apply(change, u64::MAX / 2);
        }
        for record in whole.records().all_by_id() {
            let kind = record.kind.to_string();
            match workspace
                .records()
                .get(record.id)
                .map(|here| here.to_record())
            {
                None => *plan.new_records.entry(kind).or_default() += 1,
                Some(here) => {
                    let brings = record
                        .standing_changes()
                        .into_iter()
                        .chain(
                            record
                                .deletion
                                .iter()
                                .map(|register| register.winner.change),
                        )
                        .any(|change| !workspace.ledger().knows(change));
                    if brings && here != record {
                        *plan.changed_records.entry(kind).or_default() += 1;
                    } else {
                        plan.unchanged_records += 1;
                    }
                }
            }
        }
        plan
    }

    /// The changes that are not here yet, in their order.
    pub fn new_changes(self, workspace: &Workspace) -> Vec<Change> {
        self.changes
            .into_iter()
            .filter(|change| !workspace.ledger().knows(change.id))
            .collect()
    }

    /// The workspace that the file alone describes.
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::new(DeviceId::default());
        for change in &self.changes {
            ledger.apply(change, u64::MAX / 2);
        }
        ledger
    }
}

fn altered(at: usize, why: &str) -> ImportError {
    ImportError::Altered {
        change: at + 1,
        why: why.to_owned(),
    }
}

fn place(error: &serde_json::Error, text: &[u8]) -> ImportError {
    let (line, column) = (error.line() as u64, error.column() as u64);
    if error.is_eof() || text.is_empty() {
        ImportError::CutOff { line, column }
    } else {
        ImportError::BrokenJson {
            line,
            column,
            problem: error.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_an_import_is_a_sentence_for_one_and_for_many() {
        let mut plan = FledglingPlan {
            new_changes: 1,
            ..FledglingPlan::default()
        };
        plan.new_records.insert("venture".to_owned(), 1);
        assert_eq!(
            plan.done_in_words(),
            "1 change was merged; 1 record is new, 0 changed."
        );
        plan.new_changes = 1_200;
        plan.new_records.insert("step".to_owned(), 3_000);
        plan.changed_records.insert("venture".to_owned(), 2);
        assert_eq!(
            plan.done_in_words(),
            "1,200 changes were merged; 3,001 records are new, 2 changed."
        );
    }
}
