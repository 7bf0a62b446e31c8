//! Writing the file, part by part, so that a browser can show progress and never holds it twice.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{FORMAT, VERSION};
use crate::{
    domain::dates::Moment,
    exchange::plan::Progress,
    ledger::{
        ChangeId, Erasures, Ledger, Record, RecordId, Stamp, canonical::write_canonical, ordering,
    },
};

/// One record as the file shows it: its present state, in plain fields.
///
/// `fields` holds registers, `sets` the sets, both by name; what is empty is left out.
pub(super) fn record_json(record: &Record) -> Value {
    let (mut fields, mut sets) = (Map::new(), Map::new());
    for (name, register) in &record.fields {
        if !register.winner.value.is_null() {
            fields.insert(name.to_string(), register.winner.value.clone());
        }
    }
    for name in record.sets.keys() {
        let items: Vec<Value> = record.items(name).cloned().collect();
        if !items.is_empty() {
            sets.insert(name.to_string(), Value::Array(items));
        }
    }
    let mut object = Map::new();
    object.insert("id".to_owned(), Value::String(record.id.to_string()));
    object.insert("kind".to_owned(), Value::String(record.kind.to_string()));
    if let Some((first, last)) = record.first_and_last_stamp() {
        object.insert("created".to_owned(), Value::String(first.to_string()));
        object.insert("changed".to_owned(), Value::String(last.to_string()));
    }
    if record.is_deleted() {
        object.insert("deleted".to_owned(), Value::Bool(true));
    }
    object.insert("fields".to_owned(), Value::Object(fields));
    object.insert("sets".to_owned(), Value::Object(sets));
    Value::Object(object)
}

/// The fingerprint of a workspace's content: SHA-256, in hexadecimal, over the canonical JSON of every record in order
/// of id, one a line, then over the ids of all changes in order, one a line.
pub fn content_hash(ledger: &Ledger) -> String {
    let mut hasher = Sha256::new();
    let mut line = String::new();
    for record in ledger.records().all_by_id() {
        line.clear();
        write_canonical(&record_json(&record), &mut line);
        line.push('\n');
        hasher.update(line.as_bytes());
    }
    let mut changes: Vec<_> = ledger.known_changes().collect();
    ordering::sort(&mut changes);
    for change in changes {
        hasher.update(change.to_string().as_bytes());
        hasher.update(b"\n");
    }
    in_hexadecimal(hasher)
}

fn in_hexadecimal(hasher: Sha256) -> String {
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What a ledger knew at a moment: any change makes it another.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Known(usize, Stamp);

impl Known {
    fn of(ledger: &Ledger) -> Self {
        Self(ledger.change_count(), ledger.last_stamp())
    }
}

/// Writes the present state of every record some records at a time, which is what an [`Export`] begins with. Dropping it
/// gives it up.
///
/// ```text
/// let mut records = RecordsWriting::begin(&ledger, now_ms);
/// while !records.step(&ledger, 2_000).finished { /* show progress, let people cancel; stop unless is_current */ }
/// let mut export = records.finish(&ledger);
/// ```
pub struct RecordsWriting {
    now_ms: u64,
    known: Known,
    counts: Map<String, Value>,
    records: Vec<RecordId>,
    /// Records written so far.
    written: usize,
    changes: Vec<ChangeId>,
    /// Changes whose ids went into the fingerprint so far.
    hashed: usize,
    hasher: Sha256,
    file: Parts,
}

impl RecordsWriting {
    /// Begins, without writing any record yet.
    pub fn begin(ledger: &Ledger, now_ms: u64) -> Self {
        let records = ledger.records();
        let mut counts = Map::new();
        for kind in records.kinds() {
            let count = records.of_kind(kind).count();
            counts.insert(kind.to_string(), Value::from(count));
        }
        let mut changes: Vec<ChangeId> = ledger.known_changes().collect();
        ordering::sort(&mut changes);
        Self {
            now_ms,
            known: Known::of(ledger),
            counts,
            records: records.ids(),
            written: 0,
            changes,
            hashed: 0,
            hasher: Sha256::new(),
            file: Parts::default(),
        }
    }

    /// Whether the ledger still knows what it knew at the beginning. What has been written of another is of no use.
    pub fn is_current(&self, ledger: &Ledger) -> bool {
        self.known == Known::of(ledger)
    }

    /// Writes so many records more. `done` and `total` count records and changes; those of the history come later.
    pub fn step(&mut self, ledger: &Ledger, many: usize) -> Progress {
        let (mut left, mut line) = (many.max(1), String::new());
        while left > 0 && self.written < self.records.len() {
            let record = ledger.records().get(self.records[self.written]);
            self.written += 1;
            left -= 1;
            let Some(record) = record else { continue };
            line.clear();
            write_canonical(&record_json(&record.whole()), &mut line);
            line.push('\n');
            self.hasher.update(line.as_bytes());
            let lead: &[u8] = if self.file.is_empty() { b"\n" } else { b",\n" };
            self.file.push(lead);
            self.file.push(line.trim_end_matches('\n').as_bytes());
        }
        for change in self.changes.iter().skip(self.hashed).take(left) {
            self.hasher.update(change.to_string().as_bytes());
            self.hasher.update(b"\n");
            self.hashed += 1;
        }
        Progress {
            done: self.written,
            total: self.records.len() + self.changes.len(),
            finished: self.written == self.records.len() && self.hashed == self.changes.len(),
        }
    }

    /// The export with every record; what has not been written yet is written now.
    pub fn finish(mut self, ledger: &Ledger) -> Export {
        while !self.step(ledger, usize::MAX).finished {}
        let now = Moment(i64::try_from(self.now_ms).unwrap_or_default());
        let content_hash = in_hexadecimal(self.hasher);
        let head = json!({
            "format": FORMAT,
            "version": VERSION,
            "exported_at": now.to_rfc3339(),
            "app": env!("CARGO_PKG_VERSION"),
            "content_hash": content_hash,
            "counts": self.counts,
            "changes": self.changes.len(),
        });
        self.file.push(b"\n],\n\"history\": [");
        Export {
            head: format!("{{\n\"fledgling\": {head},\n\"records\": [").into_bytes(),
            content_hash,
            file: self.file,
            known: self.known,
            records: self.records.len(),
            changes: self.changes.len(),
            written: 0,
            erasures: ledger.erasures().clone(),
        }
    }
}

/// What is written, in parts.
#[derive(Default)]
struct Parts {
    whole: Vec<Vec<u8>>,
    part: Vec<u8>,
}

impl Parts {
    fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.part.is_empty()
    }

    fn push(&mut self, bytes: &[u8]) {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART_BYTES {
            self.whole.push(std::mem::take(&mut self.part));
        }
    }
}

/// Writes an export: the head, the records, then the history as it is handed over, then the end.
pub struct Export {
    head: Vec<u8>,
    content_hash: String,
    file: Parts,
    known: Known,
    records: usize,
    changes: usize,
    /// Changes of the history written so far.
    written: usize,
    /// Whoever was erased leaves with no backup, also while the log is not rewritten yet.
    erasures: Erasures,
}

/// A part is handed over once it is this large: 4 MiB.
const PART_BYTES: usize = 4 << 20;

impl Export {
    /// Writes the head and the present state of every record, all at once.
    pub fn begin(ledger: &Ledger, now_ms: u64) -> Self {
        RecordsWriting::begin(ledger, now_ms).finish(ledger)
    }

    /// Whether the ledger still knows what it knew when the export was begun. The history that is handed over may hold
    /// more than the records otherwise.
    pub fn is_current(&self, ledger: &Ledger) -> bool {
        self.known == Known::of(ledger)
    }

    /// The fingerprint that the file says it has.
    pub fn content_hash(&self) -> &str {
        &self.content_hash
    }

    /// How far it has come, in records and changes.
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.records + self.written.min(self.changes),
            total: self.records + self.changes,
            finished: self.written >= self.changes,
        }
    }

    /// Adds one stored batch: a JSON array of changes, word for word, so that what this version does not know stays.
    ///
    /// # Errors
    /// When the batch is no JSON array; it is left out.
    pub fn add_batch(&mut self, batch: &[u8]) -> Result<(), serde_json::Error> {
        let changes: Vec<Value> = serde_json::from_slice(batch)?;
        let mut line = String::new();
        for change in changes {
            line.clear();
            line.push_str(if self.written == 0 { "\n" } else { ",\n" });
            self.written += 1;
            write_canonical(&self.erasures.heed_json(change), &mut line);
            self.file.push(line.as_bytes());
        }
        Ok(())
    }

    /// Ends the file and answers its parts in order.
    pub fn finish(mut self) -> Vec<Vec<u8>> {
        self.file.push(b"\n]\n}\n");
        let mut parts = vec![self.head];
        parts.extend(self.file.whole);
        parts.push(self.file.part);
        parts
    }
}
