//! Writing a file of changes for a colleague.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    FORMAT, VERSION,
    holdings::{Chain, Holdings, device_text},
    segment::{MOST_CHANGES, seal, written},
    shelf::Shelf,
};
use crate::{
    domain::dates::Moment,
    ledger::{Change, DeviceId, Erasures, Op, RecordId, erasure, few::Few, ordering},
    workspace::{Workspace, identity::Identity},
};

/// Who sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The sender's browser, by the random name that its exchange book gives it.
    pub peer: String,
    /// What the person calls themselves.
    pub name: String,
    /// The device that writes there now.
    pub device: DeviceId,
}

/// A file of changes in the making.
pub struct Sending {
    identity: Identity,
    from: Sender,
    made_ms: u64,
    since: Option<Holdings>,
    /// Whoever was erased leaves with no file, also while the log is not rewritten yet.
    erasures: Erasures,
    shelf: Shelf,
    of_device: Few<DeviceId, Vec<(Change, Value)>>,
}

/// A file that is ready to be handed over.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its parts, one after the other.
    pub parts: Vec<Vec<u8>>,
    /// How many changes it holds.
    pub changes: usize,
    /// What the sender holds, which the receiver will remember.
    pub holds: Holdings,
}

impl Sending {
    /// Begins a file: of everything, or of what somebody lacks who holds `since`.
    pub fn begin(
        workspace: &Workspace,
        from: Sender,
        made_ms: u64,
        since: Option<Holdings>,
    ) -> Self {
        Self {
            identity: workspace.identity(),
            erasures: workspace.ledger().erasures().clone(),
            from,
            made_ms,
            since,
            shelf: Shelf::default(),
            of_device: Few::new(),
        }
    }

    /// Adds one entry of the log, all of which has to be handed over, oldest first.
    ///
    /// # Errors
    /// When the entry is no list of changes; it is left out.
    pub fn add_batch(&mut self, batch: &[u8]) -> Result<(), serde_json::Error> {
        let changes: Vec<Value> = serde_json::from_slice(batch)?;
        for json in changes {
            let json = self.erasures.heed_json(json);
            let change = Change::deserialize(&json)?;
            if self.shelf.holds(change.id) {
                continue;
            }
            self.shelf.note(&change);
            self.of_device
                .get_or(change.stamp.device, Vec::new)
                .push((change, json));
        }
        Ok(())
    }

    /// From which number on each device's changes are sent.
    fn starts(&self) -> Few<DeviceId, u64> {
        let start = |device: DeviceId| {
            let held = self.since.as_ref()?.of(device);
            let chains = self.shelf.chains(device);
            let at = usize::try_from(held.upto).ok()?;
            (chains.get(at) == Some(&held.chain)).then_some(held.upto + 1)
        };
        let devices = self.of_device.keys();
        let mut starts: Few<DeviceId, u64> = devices
            .map(|device| (*device, start(*device).unwrap_or_default()))
            .collect();
        let news = self.erasures_from(&starts);
        // Who hears of an erasure also gets what it left of the changes that it rewrote: it may say less than theirs.
        for (device, changes) in self.of_device.iter() {
            let rewritten = changes.iter().filter(|(change, _)| {
                let by = erasure::erased_by(change);
                by.iter().any(|id| news.contains(id))
            });
            if let Some(first) = rewritten.map(|(change, _)| change.seq).min() {
                let start = starts.get(device).copied().unwrap_or_default();
                starts.insert(*device, start.min(first));
            }
        }
        starts
    }

    /// The erasures among the changes that are sent anyway.
    fn erasures_from(&self, starts: &Few<DeviceId, u64>) -> Vec<RecordId> {
        let mut found = Vec::new();
        for (device, changes) in self.of_device.iter() {
            let start = starts.get(device).copied().unwrap_or_default();
            let sent = changes.iter().filter(|(change, _)| change.seq >= start);
            for op in sent.flat_map(|(change, _)| &change.ops) {
                if let Op::Set { record, kind, .. } = op
                    && kind == erasure::KIND
                {
                    found.push(*record);
                }
            }
        }
        found
    }

    /// Ends the file.
    pub fn finish(mut self) -> Sent {
        let starts = self.starts();
        let holds = self.shelf.holdings();
        let mut parts: Vec<Vec<u8>> = vec![Vec::new()];
        let mut hashes: Vec<String> = Vec::new();
        let mut count = 0;
        for (device, mut changes) in std::mem::take(&mut self.of_device) {
            let start = starts.get(&device).copied().unwrap_or_default();
            changes.retain(|(change, _)| change.seq >= start);
            ordering::sort_by_key(&mut changes, |(change, _)| (change.seq, change.id));
            count += changes.len();
            let chains = self.shelf.chains(device);
            for run in runs(&changes, holds.of(device).upto) {
                let before = before(&chains, run);
                let run: Vec<(&Change, Value)> = run
                    .iter()
                    .map(|(change, json)| (change, json.clone()))
                    .collect();
                let (text, hash) = written(&self.identity, device, before, &run);
                let lead = if hashes.is_empty() { "\n" } else { ",\n" };
                parts.push([lead.as_bytes(), text.as_bytes()].concat());
                hashes.push(hash);
            }
        }
        parts[0] = format!(
            "{{\n\"fledgling\": {},\n\"segments\": [",
            self.head(count, &holds, hashes)
        )
        .into_bytes();
        parts.push(b"\n]\n}\n".to_vec());
        Sent {
            parts,
            changes: count,
            holds,
        }
    }

    fn head(&self, changes: usize, holds: &Holdings, hashes: Vec<String>) -> Value {
        let made = Moment(i64::try_from(self.made_ms).unwrap_or_default());
        let mut head = json!({
            "format": FORMAT,
            "version": VERSION,
            "app": env!("CARGO_PKG_VERSION"),
            "made_at": made.to_rfc3339(),
            "workspace": self.identity.names,
            "epoch": self.identity.epoch.to_string(),
            "from": {
                "peer": self.from.peer,
                "name": self.from.name,
                "device": device_text(self.from.device),
            },
            "since": self.since.as_ref().map_or(Value::Null, Holdings::json),
            "holds": holds.json(),
            "changes": changes,
        });
        let seal = seal(&head, hashes);
        if let Some(members) = head.as_object_mut() {
            let members: &mut Map<String, Value> = members;
            members.insert("seal".to_owned(), seal.into());
        }
        head
    }
}

type Run<'a> = &'a [(Change, Value)];

/// The chain before a run, where all before it lies here.
fn before(chains: &[Chain], run: Run<'_>) -> Option<Chain> {
    let first = run.first()?.0.seq;
    chains
        .get(usize::try_from(first.checked_sub(1)?).ok()?)
        .copied()
}

/// Cuts a device's changes where a number is missing, where one is borne twice, and where a segment is full; `upto` is the
/// last one before any of that.
fn runs(changes: Run<'_>, upto: u64) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut from = 0;
    for at in 1..=changes.len() {
        let follows = changes.get(at).is_some_and(|(next, _)| {
            let last = changes[at - 1].0.seq;
            let sure = next.seq <= upto || last > upto;
            last + 1 == next.seq && sure
        });
        if !follows || at - from == MOST_CHANGES {
            runs.push(&changes[from..at]);
            from = at;
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}
