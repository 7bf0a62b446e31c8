//! Writing the file, part by part, so that a browser can show progress and never holds it twice.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{FORMAT, VERSION};
use crate::{
    domain::dates::Moment,
    ledger::{Erasures, Ledger, Record, canonical::write_canonical, ordering},
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
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Writes an export: the head, the records, then the history as it is handed over, then the end.
pub struct Export {
    parts: Vec<Vec<u8>>,
    part: Vec<u8>,
    first_change: bool,
    /// Whoever was erased leaves with no backup, also while the log is not rewritten yet.
    erasures: Erasures,
}

/// A part is handed over once it is this large: 4 MiB.
const PART_BYTES: usize = 4 << 20;

impl Export {
    /// Writes the head and the present state of every record.
    pub fn begin(ledger: &Ledger, now_ms: u64) -> Self {
        let records = ledger.records();
        let mut counts = Map::new();
        for kind in records.kinds() {
            let count = records.of_kind(kind).count();
            counts.insert(kind.to_string(), Value::from(count));
        }
        let now = Moment(i64::try_from(now_ms).unwrap_or_default());
        let head = json!({
            "format": FORMAT,
            "version": VERSION,
            "exported_at": now.to_rfc3339(),
            "app": env!("CARGO_PKG_VERSION"),
            "content_hash": content_hash(ledger),
            "counts": counts,
            "changes": ledger.change_count(),
        });
        let mut export = Self {
            parts: Vec::new(),
            part: Vec::new(),
            first_change: true,
            erasures: ledger.erasures().clone(),
        };
        export.push(format!("{{\n\"fledgling\": {head},\n\"records\": [").as_bytes());
        let mut line = String::new();
        for (at, record) in records.all_by_id().enumerate() {
            line.clear();
            line.push_str(if at == 0 { "\n" } else { ",\n" });
            write_canonical(&record_json(&record), &mut line);
            export.push(line.as_bytes());
        }
        export.push(b"\n],\n\"history\": [");
        export
    }

    fn push(&mut self, bytes: &[u8]) {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART_BYTES {
            self.parts.push(std::mem::take(&mut self.part));
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
            line.push_str(if self.first_change { "\n" } else { ",\n" });
            self.first_change = false;
            write_canonical(&self.erasures.heed_json(change), &mut line);
            self.push(line.as_bytes());
        }
        Ok(())
    }

    /// Ends the file and answers its parts in order.
    pub fn finish(mut self) -> Vec<Vec<u8>> {
        self.push(b"\n]\n}\n");
        self.parts.push(self.part);
        self.parts
    }
}
