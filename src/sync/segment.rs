//! A segment: changes of one device in the order of their numbers, with what ties them to what came before.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::holdings::{Chain, device_text, read_device};
use crate::{
    ledger::{Change, DeviceId, canonical::canonical},
    workspace::identity::{Epoch, Identity},
};

/// The most changes in one segment.
pub const MOST_CHANGES: usize = 1_000;

/// Changes of one device.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The workspace and epoch they belong to.
    pub identity: Identity,
    /// Who wrote them.
    pub device: DeviceId,
    /// The chain over everything by that device before them; none when the sender did not hold all of it.
    pub before: Option<Chain>,
    /// The changes, each number greater than the one before wherever `before` is known.
    pub changes: Vec<Change>,
    /// SHA-256 over all of the segment, in hexadecimal.
    pub hash: String,
}

impl Segment {
    /// The number of the first change.
    pub fn first(&self) -> u64 {
        self.changes.first().map_or(0, |change| change.seq)
    }

    /// The number of the last change.
    pub fn last(&self) -> u64 {
        self.changes.last().map_or(0, |change| change.seq)
    }
}

/// A segment in JSON, made of its changes' JSON word for word, and its hash.
pub(super) fn written(
    identity: &Identity,
    device: DeviceId,
    before: Option<Chain>,
    changes: &[(&Change, Value)],
) -> (String, String) {
    let (first, last) = (changes.first(), changes.last());
    let seq = |change: Option<&(&Change, Value)>| change.map_or(0, |(change, _)| change.seq);
    let stamp = |change: Option<&(&Change, Value)>| {
        change.map_or(Value::Null, |(change, _)| change.stamp.to_string().into())
    };
    let list: Vec<Value> = changes.iter().map(|(_, json)| json.clone()).collect();
    let mut members = Map::new();
    for (name, value) in [
        ("workspace", Value::from(identity.names.clone())),
        ("epoch", identity.epoch.to_string().into()),
        ("device", device_text(device).into()),
        ("first", seq(first).into()),
        ("last", seq(last).into()),
        ("stamps", Value::Array(vec![stamp(first), stamp(last)])),
        ("before", before.map(Chain::text).into()),
        ("changes", Value::Array(list)),
    ] {
        members.insert(name.to_owned(), value);
    }
    let bare = Value::Object(members);
    let hash = hash_of(&canonical(&bare));
    let mut whole = bare;
    if let Some(members) = whole.as_object_mut() {
        members.insert("hash".to_owned(), hash.clone().into());
    }
    (canonical(&whole), hash)
}

/// Reads a segment and checks it against its own hash and against its changes. Nothing when anything does not fit.
pub(super) fn read(mut json: Value) -> Option<Segment> {
    let hash = match json.as_object_mut()?.remove("hash")? {
        Value::String(hash) => hash,
        _ => return None,
    };
    let bare = canonical(&json);
    if hash_of(&bare) != hash {
        return None;
    }
    let text = |name: &str| json.get(name)?.as_str();
    let number = |name: &str| json.get(name)?.as_u64();
    let names = json.get("workspace")?.as_array()?.iter();
    let before = match json.get("before")? {
        Value::Null => None,
        chain => Some(Chain::read(chain.as_str()?)?),
    };
    // From the text that was hashed, so that what is read is what was checked.
    let list = canonical(json.get("changes")?);
    let segment = Segment {
        identity: Identity {
            names: names
                .map(|name| name.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            epoch: Epoch::read(text("epoch")?),
        },
        device: read_device(text("device")?)?,
        before,
        changes: serde_json::from_str(&list).ok()?,
        hash,
    };
    let fits = number("first")? == segment.first()
        && number("last")? == segment.last()
        && segment.changes.iter().all(|change| {
            change.stamp.device == segment.device && change.seq > 0 && change.is_intact()
        })
        && segment.changes.windows(2).all(|pair| match pair {
            [one, next] if before.is_some() => one.seq + 1 == next.seq,
            [one, next] => one.seq <= next.seq,
            _ => true,
        });
    (fits && !segment.changes.is_empty()).then_some(segment)
}

/// SHA-256 of a text, in hexadecimal.
pub(super) fn hash_of(text: &str) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The seal of a file: over its head and the hashes of its segments, in whatever order and however often they stand.
pub(super) fn seal(head: &Value, mut hashes: Vec<String>) -> String {
    crate::ledger::ordering::sort_once_each(&mut hashes);
    let mut text = canonical(head);
    for hash in hashes {
        text.push('\n');
        text.push_str(&hash);
    }
    hash_of(&text)
}
