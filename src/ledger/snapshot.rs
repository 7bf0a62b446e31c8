//! A snapshot: the merged records in pages, so that opening need not replay every change. A cache, never the truth.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::{
    canonical::canonical,
    change::Change,
    clock::Clock,
    engine::Ledger,
    erasure::Erasures,
    known::Known,
    ordering,
    pack::Names,
    records::{Page, Records},
    stamp::{DeviceId, Stamp},
};

/// The form of the pages. Raise it whenever [`super::pack`] or the meaning of an operation changes: a snapshot of
/// another form is thrown away and rebuilt from the log, which also brings operations to life that were unknown when
/// they arrived (rule L12).
pub const SNAPSHOT_FORM: u32 = 1;

/// What stands before the pages.
#[derive(Serialize)]
struct Header {
    form: u32,
    stamp: Stamp,
    names: Vec<String>,
    record_checksums: Vec<String>,
    known_checksum: String,
    sequences: Vec<(String, u64)>,
    aside: Vec<Change>,
    /// Of everything above.
    header_checksum: String,
}

impl Header {
    /// The checksum of a header in JSON, whatever it says of itself.
    fn checksum(header: &Value) -> String {
        let mut bare = header.clone();
        if let Some(members) = bare.as_object_mut() {
            members.remove("header_checksum");
        }
        checksum(canonical(&bare).as_bytes())
    }

    /// Reads and checks a stored header.
    fn read(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let header: Value = serde_json::from_slice(bytes).map_err(|_| SnapshotError::Damaged)?;
        if header.get("form").and_then(Value::as_u64) != Some(u64::from(SNAPSHOT_FORM)) {
            return Err(SnapshotError::OtherForm);
        }
        let sum = Self::checksum(&header);
        Self::of(&header)
            .filter(|header| header.header_checksum == sum)
            .ok_or(SnapshotError::Damaged)
    }

    /// The header that JSON stands for.
    fn of(json: &Value) -> Option<Self> {
        let texts = |name: &str| -> Option<Vec<String>> {
            let items = json.get(name)?.as_array()?.iter();
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let text = |name: &str| json.get(name)?.as_str();
        let sequences = json.get("sequences")?.as_array()?.iter();
        let aside = json.get("aside")?;
        Some(Self {
            form: SNAPSHOT_FORM,
            stamp: Stamp::parse(text("stamp")?).ok()?,
            names: texts("names")?,
            record_checksums: texts("record_checksums")?,
            known_checksum: text("known_checksum")?.to_owned(),
            sequences: sequences
                .map(|pair| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_u64()?)))
                .collect::<Option<_>>()?,
            aside: serde_json::from_slice(&serde_json::to_vec(aside).ok()?).ok()?,
            header_checksum: text("header_checksum")?.to_owned(),
        })
    }

    fn write(mut self) -> Vec<u8> {
        let bare = serde_json::to_vec(&self).unwrap_or_default();
        self.header_checksum = serde_json::from_slice(&bare)
            .map(|bare| Self::checksum(&bare))
            .unwrap_or_default();
        serde_json::to_vec(&self).unwrap_or_default()
    }
}

/// Why a snapshot cannot be used; the log is read instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// Another version's form.
    #[error("the snapshot has another form")]
    OtherForm,
    /// Cut short, altered or mixed up.
    #[error("the snapshot is damaged")]
    Damaged,
}

/// A snapshot to store: a header, and the pages that differ from what is stored (`None`: keep).
pub struct Snapshot {
    /// JSON.
    pub header: Vec<u8>,
    /// Record pages first, the list of known changes last.
    pub pages: Vec<Option<Page>>,
}

/// A quick checksum against torn or mixed pages; no protection against a forger, who could write the log as well.
fn checksum(bytes: &[u8]) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325u64 ^ bytes.len() as u64;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = word.try_into().map_or(0, u64::from_le_bytes);
        sum = (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    }
    for byte in words.remainder() {
        sum = (sum ^ u64::from(*byte))
            .wrapping_mul(0x0100_0000_01b3)
            .rotate_left(29);
    }
    format!("{sum:016x}")
}

impl Ledger {
    /// Packs what changed and describes the whole.
    pub fn snapshot(&mut self) -> Snapshot {
        let mut pages = self.records.repack();
        let known = self.known.pack();
        let mut sequences: Vec<(String, u64)> = self
            .sequences
            .iter()
            .map(|(device, seq)| (format!("{:016x}", device.0), *seq))
            .collect();
        ordering::sort(&mut sequences);
        let header = Header {
            form: SNAPSHOT_FORM,
            stamp: self.clock.last(),
            names: self
                .records
                .names()
                .list()
                .iter()
                .map(|name| name.to_string())
                .collect(),
            record_checksums: self
                .records
                .pages()
                .iter()
                .map(|page| checksum(page))
                .collect(),
            known_checksum: checksum(&known),
            sequences,
            aside: self.aside.clone(),
            header_checksum: String::new(),
        };
        pages.push(Some(known));
        Snapshot {
            header: header.write(),
            pages,
        }
    }

    /// Opens a stored snapshot for `device`.
    ///
    /// # Errors
    /// When it has another form or is damaged; the caller then rebuilds from the log.
    pub fn from_snapshot(
        device: DeviceId,
        header: &[u8],
        mut pages: Vec<Vec<u8>>,
    ) -> Result<Self, SnapshotError> {
        let header = Header::read(header)?;
        let known = pages.pop().ok_or(SnapshotError::Damaged)?;
        let whole = pages.len() == header.record_checksums.len()
            && pages
                .iter()
                .zip(&header.record_checksums)
                .all(|(page, sum)| checksum(page) == *sum)
            && checksum(&known) == header.known_checksum;
        if !whole {
            return Err(SnapshotError::Damaged);
        }
        let mut names = Names::default();
        for name in &header.names {
            names.intern(name);
        }
        if names.list().len() != header.names.len() {
            return Err(SnapshotError::Damaged);
        }
        let pages = pages.into_iter().map(Arc::new).collect();
        let records = Records::from_pages(names, pages).ok_or(SnapshotError::Damaged)?;
        let mut clock = Clock::new(device);
        clock.observe(header.stamp);
        let sequences = header.sequences.into_iter().filter_map(|(device, seq)| {
            Some((DeviceId(u64::from_str_radix(&device, 16).ok()?), seq))
        });
        let sequences = sequences.collect();
        Ok(Self {
            erasures: Erasures::in_records(&records),
            records,
            known: Known::in_page(&known),
            clock,
            sequences,
            aside_ids: header.aside.iter().map(|change| change.id).collect(),
            aside: header.aside,
        })
    }
}
