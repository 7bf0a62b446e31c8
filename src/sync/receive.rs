//! Reading a colleague's file: checked whole before anybody looks at what is in it.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{
    FORMAT, VERSION,
    failure::FileError,
    holdings::{Holdings, read_device},
    segment::{self, Segment},
    send::Sender,
};
use crate::{
    domain::dates::Moment,
    ledger::{Change, ChangeId},
    workspace::{
        Workspace,
        identity::{Epoch, Identity, Kinship},
    },
};

/// A file that was read and found whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangesFile {
    /// Names the file by its content.
    pub id: ChangeId,
    /// Which workspace and epoch it is of.
    pub identity: Identity,
    /// Who sent it.
    pub from: Sender,
    /// When it was made.
    pub made: Moment,
    /// What the sender took the receiver to hold; none when the file holds everything.
    pub since: Option<Holdings>,
    /// What the sender holds.
    pub holds: Holdings,
    /// What it brings, each segment once.
    pub segments: Vec<Segment>,
}

impl ChangesFile {
    /// Whether a text says of itself that it is a file of changes, however much of it is damaged.
    pub fn is_meant(text: &[u8]) -> bool {
        format_of(text).is_some_and(|(format, _)| format == FORMAT)
    }

    /// Reads and checks a file.
    ///
    /// # Errors
    /// When it is none of ours, is cut, altered, or of a newer version.
    pub fn read(text: &[u8]) -> Result<Self, FileError> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut head = Part::Head(Value::Null);
        let read = read_part(text, &mut head);
        let Part::Head(head) = head else {
            return Err(FileError::NotOurs);
        };
        let format = head.get("format").and_then(Value::as_str);
        match format {
            Some(FORMAT) => {}
            Some(other) => return Err(other_kind(other)),
            None => return Err(headless(text, read)),
        }
        let version = head.get("version").and_then(Value::as_u64);
        if let Some(found) = version.filter(|version| *version > VERSION) {
            return Err(FileError::Newer { found });
        }
        read.map_err(|error| place(&error))?;
        let mut reading = Part::Segments(Reading::default());
        let read = read_part(text, &mut reading);
        let Part::Segments(reading) = reading else {
            return Err(FileError::NotOurs);
        };
        if let Some(at) = reading.fault {
            return Err(FileError::Altered {
                place: format!("segment {}", at + 1),
            });
        }
        read.map_err(|error| place(&error))?;
        sealed(head, reading).ok_or_else(|| FileError::Altered {
            place: "its head".to_owned(),
        })
    }

    /// Every change in the file, in the order of devices and numbers.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.segments.iter().flat_map(|segment| &segment.changes)
    }

    /// Whether the file may be merged into this workspace.
    ///
    /// # Errors
    /// When it is of another workspace or another epoch, or holds only a part and nothing is here yet.
    pub fn belongs_to(&self, workspace: &Workspace) -> Result<(), FileError> {
        let sender = self.from.name.clone();
        if workspace.is_blank() {
            return match self.since {
                Some(_) => Err(FileError::OnlyPart { sender }),
                None => Ok(()),
            };
        }
        let related = self
            .changes()
            .any(|change| workspace.ledger().knows(change.id));
        match workspace.identity().kinship(&self.identity, related) {
            Kinship::Same => Ok(()),
            Kinship::Older => Err(FileError::OlderEpoch { sender }),
            Kinship::Newer => Err(FileError::NewerEpoch { sender }),
            Kinship::Parted => Err(FileError::PartedEpoch { sender }),
            Kinship::Another => Err(FileError::AnotherWorkspace { sender }),
        }
    }
}

/// The format and version that the beginning of a file speaks of, even where the rest is damaged.
fn format_of(text: &[u8]) -> Option<(String, u64)> {
    let mut head = Part::Head(Value::Null);
    // What comes after the head does not matter here.
    let _ = read_part(text, &mut head);
    let Part::Head(head) = head else { return None };
    Some((
        head.get("format")?.as_str()?.to_owned(),
        head.get("version")?.as_u64()?,
    ))
}

fn other_kind(format: &str) -> FileError {
    match format {
        "workspace" => FileError::OtherKind("a full export of a workspace"),
        "rescue" => FileError::OtherKind("a file of changes that could not be stored"),
        "request" => FileError::OtherKind("a request to a founder"),
        "answer" => FileError::OtherKind("a founder’s answer"),
        _ => FileError::NotOurs,
    }
}

/// What is the matter with a text in which no head was found.
fn headless(text: &[u8], read: Result<(), serde_json::Error>) -> FileError {
    let begins_as_ours = text
        .get(..text.len().min(200))
        .is_some_and(|start| start.windows(11).any(|word| word == b"\"fledgling\""));
    match read {
        Err(error) if begins_as_ours => place(&error),
        _ => FileError::NotOurs,
    }
}

fn place(error: &serde_json::Error) -> FileError {
    if error.is_eof() {
        FileError::Cut
    } else {
        FileError::Altered {
            place: format!("line {}, column {}", error.line(), error.column()),
        }
    }
}

/// The file that its head and its segments make, when they fit each other.
fn sealed(mut head: Value, reading: Reading) -> Option<ChangesFile> {
    let seal = match head.as_object_mut()?.remove("seal")? {
        Value::String(seal) => seal,
        _ => return None,
    };
    let hashes = reading.segments.iter().map(|segment| segment.hash.clone());
    if segment::seal(&head, hashes.collect()) != seal {
        return None;
    }
    let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
    let from = head.get("from")?;
    let names = head.get("workspace")?.as_array()?.iter();
    let file = ChangesFile {
        id: ChangeId::parse(seal.get(..32)?).ok()?,
        identity: Identity {
            names: names
                .map(|name| name.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            epoch: Epoch::read(&text(&head, "epoch")?),
        },
        from: Sender {
            peer: text(from, "peer")?,
            name: text(from, "name")?,
            device: read_device(&text(from, "device")?)?,
        },
        made: Moment::parse(&text(&head, "made_at")?).ok()?,
        since: match head.get("since")? {
            Value::Null => None,
            since => Some(Holdings::read(since)),
        },
        holds: Holdings::read(head.get("holds")?),
        segments: reading.segments,
    };
    let alike = file
        .segments
        .iter()
        .all(|segment| segment.identity == file.identity);
    alike.then_some(file)
}

/// What of a file is being read.
enum Part {
    /// The head alone.
    Head(Value),
    /// The segments.
    Segments(Reading),
}

/// Segments are checked one by one as they are met, so that a large file is never in memory twice.
#[derive(Default)]
struct Reading {
    segments: Vec<Segment>,
    /// Which segment does not fit itself, which ended the reading.
    fault: Option<usize>,
}

fn read_part(text: &[u8], part: &mut Part) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    (&mut reader).deserialize_map(Members(part))?;
    reader.end()
}

struct Members<'a>(&'a mut Part);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file of changes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match (&mut *self.0, key.as_str()) {
                (Part::Head(head), "fledgling") => *head = map.next_value()?,
                (Part::Segments(reading), "segments") => map.next_value_seed(Segments(reading))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Segments<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Segments<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Segments<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of segments")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let reading = self.0;
        let mut at = 0;
        while let Some(json) = items.next_element::<Value>()? {
            match segment::read(json) {
                Some(segment) => {
                    let mut known = reading.segments.iter();
                    if known.all(|other| other.hash != segment.hash) {
                        reading.segments.push(segment);
                    }
                }
                None => {
                    reading.fault = Some(at);
                    return Err(A::Error::custom("a segment does not fit its hash"));
                }
            }
            at += 1;
        }
        Ok(())
    }
}
