//! Reading the file back: checked whole before anything is merged.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{FORMAT, RESCUE, VERSION, content_hash};
use crate::{
    domain::counting::{counted, grouped},
    exchange::failure::ImportError,
    ledger::{Change, DeviceId, Ledger},
    workspace::Workspace,
};

/// What a file says of itself.
pub(super) struct Head {
    format: String,
    version: u64,
    pub(super) content_hash: Option<String>,
}

impl Head {
    pub(super) fn of(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            format: text("format")?,
            version: value.get("version")?.as_u64()?,
            content_hash: text("content_hash"),
        })
    }

    /// Whether it is of a form and version that is read here.
    pub(super) fn is_read_here(&self) -> bool {
        self.version <= VERSION && (self.format == FORMAT || self.format == RESCUE)
    }
}

/// What of a file is being read.
enum Part {
    /// The head alone, whatever else is there.
    Head(Value),
    /// The history.
    History(Reading),
}

/// What reading the history has come to so far. Changes are checked one by one as they are met: all of a large history
/// as JSON would take several times the room of its text.
#[derive(Default)]
struct Reading {
    changes: Vec<Change>,
    /// Whether there is a list of changes at all, be it an empty one.
    has_history: bool,
    /// Whether a change is being read: what is wrong then is wrong with that change.
    is_within: bool,
    /// Why a change cannot be trusted, which ended the reading.
    fault: Option<ImportError>,
}

/// The members of a file.
struct Members<'a>(&'a mut Part);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Fledgling file")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match (&mut *self.0, key.as_str()) {
                (Part::Head(head), "fledgling") => *head = map.next_value()?,
                (Part::History(reading), "history" | "changes") => {
                    reading.has_history = true;
                    map.next_value_seed(Changes(reading))?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

fn read_part(text: &[u8], part: &mut Part) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    (&mut reader).deserialize_map(Members(part))?;
    reader.end()
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
        let reading = self.0;
        loop {
            reading.is_within = true;
            let Some(change) = items.next_element::<Change>()? else {
                reading.is_within = false;
                return Ok(());
            };
            if !change.is_intact() {
                let fault = "its content does not fit its id";
                reading.fault = Some(altered(reading.changes.len(), fault));
                return Err(A::Error::custom(fault));
            }
            reading.changes.push(change);
        }
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
    /// Whether the file holds something else than it says of itself; see [`DOUBT`].
    pub doubtful: bool,
}

/// What to say of a file that holds something else than it says of itself. It is no proof: a browser in which part of the
/// history is damaged writes such files, and nobody should be kept from what is left.
pub const DOUBT: &str = "The file does not hold exactly what it says of itself. It was altered, or it was made where a part of the history was damaged or had to wait. Look closely whether everything is there before you go on.";

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
        let mut first = Part::Head(Value::Null);
        read_part(text, &mut first).map_err(|error| place(&error, text))?;
        let head = match &first {
            Part::Head(head) => Head::of(head),
            Part::History(_) => None,
        };
        let head = head.ok_or(ImportError::OtherJson { what: "JSON" })?;
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
        let mut part = Part::History(Reading::default());
        let read = read_part(text, &mut part);
        let reading = match part {
            Part::History(reading) => reading,
            Part::Head(_) => Reading::default(),
        };
        if let Some(fault) = reading.fault {
            return Err(fault);
        }
        read.map_err(|error| {
            if reading.is_within && error.is_data() {
                altered(reading.changes.len(), &error.to_string())
            } else {
                place(&error, text)
            }
        })?;
        if !reading.has_history {
            return Err(ImportError::NoHistory);
        }
        Ok(Self {
            changes: reading.changes,
            content_hash: head.content_hash,
        })
    }

    /// Whether the file says something else of itself than `ledger`, which was made of it, holds.
    pub(super) fn is_doubtful(&self, ledger: &Ledger) -> bool {
        let said = self.content_hash.as_ref();
        said.is_some_and(|said| *said != content_hash(ledger))
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
