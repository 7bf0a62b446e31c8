//! What this browser remembers of its exchanges: who its colleagues are, what each of them holds, and what came in.
//!
//! A note of this browser alone, never part of the workspace and never sent. It is a small JSON text that the machine
//! keeps under [`KEY`].

use serde_json::{Value, json};

use super::{
    holdings::{Holdings, device_text, read_device},
    receive::ChangesFile,
    send::Sender,
};
use crate::{
    ledger::{ChangeId, DeviceId, ordering},
    workspace::{
        identity::{Epoch, Identity},
        merges::MergeNote,
    },
};

/// Where the machine keeps the note.
pub const KEY: &str = "exchange";
/// How many merges are remembered, to be undone after a reload.
const MERGES: usize = 20;

/// A colleague's browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// The random name that their browser gave itself.
    pub id: String,
    /// What they call themselves.
    pub name: String,
    /// What they were known to hold when they last sent something.
    pub holds: Holdings,
    /// When something of theirs was last opened here, in milliseconds since 1970-01-01 UTC.
    pub received_ms: Option<u64>,
    /// When something was last written for them here.
    pub sent_ms: Option<u64>,
}

/// The note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeBook {
    /// The random name of this browser.
    pub me: String,
    identity: Identity,
    peers: Vec<Peer>,
    merges: Vec<MergeNote>,
}

impl ExchangeBook {
    /// Opens the note that the machine kept, for the workspace that is open. A note of another workspace or of an
    /// earlier epoch says nothing about this one; only the browser's name is kept. `random` names a browser that has
    /// no name yet.
    pub fn open(kept: Option<&str>, identity: &Identity, random: u128) -> Self {
        let kept: Value = kept
            .and_then(|text| serde_json::from_slice(text.as_bytes()).ok())
            .unwrap_or_default();
        let me = kept.get("me").and_then(Value::as_str).map(str::to_owned);
        let mut book = Self {
            me: me.unwrap_or_else(|| format!("{random:032x}")),
            identity: identity.clone(),
            peers: Vec::new(),
            merges: Vec::new(),
        };
        let names: Vec<&str> = texts(kept.get("workspace"));
        let epoch = kept
            .get("epoch")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let is_of_this = names
            .iter()
            .any(|name| identity.names.iter().any(|own| own == name))
            && Epoch::read(epoch) == identity.epoch;
        if is_of_this {
            book.peers = list(&kept, "peers", peer);
            book.merges = list(&kept, "merges", merge);
        }
        book
    }

    /// The note as the machine keeps it.
    pub fn text(&self) -> String {
        let peers: Vec<Value> = self
            .peers
            .iter()
            .map(|peer| {
                json!({
                    "id": peer.id,
                    "name": peer.name,
                    "holds": peer.holds.json(),
                    "received_ms": peer.received_ms,
                    "sent_ms": peer.sent_ms,
                })
            })
            .collect();
        let merges: Vec<Value> = self.merges.iter().map(merge_json).collect();
        json!({
            "me": self.me,
            "workspace": self.identity.names,
            "epoch": self.identity.epoch.to_string(),
            "peers": peers,
            "merges": merges,
        })
        .to_string()
    }

    /// The colleagues whose files were opened here, by name.
    pub fn peers(&self) -> &[Peer] {
        &self.peers
    }

    /// The merges that are remembered, oldest first: for [`crate::workspace::Workspace::recall_trail_and_merges`].
    pub fn merges(&self) -> &[MergeNote] {
        &self.merges
    }

    /// Who sends from here.
    pub fn sender(&self, name: &str, device: DeviceId) -> Sender {
        Sender {
            peer: self.me.clone(),
            name: name.to_owned(),
            device,
        }
    }

    /// What a colleague holds for sure: what they said when they last sent something. None before that, so that
    /// everything is sent.
    pub fn since(&self, peer: &str) -> Option<&Holdings> {
        let peer = self.peers.iter().find(|known| known.id == peer)?;
        (!peer.holds.is_empty()).then_some(&peer.holds)
    }

    /// Notes that a colleague's file was merged.
    pub fn received(&mut self, file: &ChangesFile, note: Option<MergeNote>, now_ms: u64) {
        if self.identity.names.is_empty() {
            // The browser was empty until this file came.
            self.identity = file.identity.clone();
        }
        if file.from.peer != self.me {
            let peer = self.peer(&file.from.peer);
            peer.name.clone_from(&file.from.name);
            peer.received_ms = Some(now_ms);
            peer.holds = file.holds.clone();
            ordering::sort_by_key(&mut self.peers, |peer| (peer.name.clone(), peer.id.clone()));
        }
        self.merges.extend(note);
        let over = self.merges.len().saturating_sub(MERGES);
        self.merges.drain(..over);
    }

    /// Notes that a file was written for a colleague. Whether they opened it is known once they send something.
    pub fn sent(&mut self, peer: &str, now_ms: u64) {
        if let Some(peer) = self.peers.iter_mut().find(|known| known.id == peer) {
            peer.sent_ms = Some(now_ms);
        }
    }

    /// Forgets a colleague's browser: the next file for them holds everything.
    pub fn forget(&mut self, peer: &str) {
        self.peers.retain(|known| known.id != peer);
    }

    fn peer(&mut self, id: &str) -> &mut Peer {
        let at = match self.peers.iter().position(|known| known.id == id) {
            Some(at) => at,
            None => {
                self.peers.push(Peer {
                    id: id.to_owned(),
                    ..Peer::default()
                });
                self.peers.len() - 1
            }
        };
        &mut self.peers[at]
    }
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).collect()
}

fn list<T>(json: &Value, name: &str, read: fn(&Value) -> Option<T>) -> Vec<T> {
    let items = json
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    items.filter_map(read).collect()
}

fn peer(json: &Value) -> Option<Peer> {
    let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
    let number = |name: &str| json.get(name)?.as_u64();
    Some(Peer {
        id: text("id")?,
        name: text("name")?,
        holds: Holdings::read(json.get("holds")?),
        received_ms: number("received_ms"),
        sent_ms: number("sent_ms"),
    })
}

fn merge_json(note: &MergeNote) -> Value {
    let spans: Vec<Value> = note
        .spans
        .iter()
        .map(|(device, first, last)| json!([device_text(*device), first, last]))
        .collect();
    json!({
        "id": note.id.to_string(),
        "why": note.why,
        "at_ms": note.at_ms,
        "spans": spans,
    })
}

fn merge(json: &Value) -> Option<MergeNote> {
    let text = |name: &str| json.get(name)?.as_str();
    let spans = json.get("spans")?.as_array()?.iter();
    let span = |span: &Value| {
        let device = read_device(span.get(0)?.as_str()?)?;
        Some((device, span.get(1)?.as_u64()?, span.get(2)?.as_u64()?))
    };
    Some(MergeNote {
        id: ChangeId::parse(text("id")?).ok()?,
        why: text("why")?.to_owned(),
        at_ms: json.get("at_ms")?.as_u64()?,
        spans: spans.map(span).collect::<Option<_>>()?,
    })
}
