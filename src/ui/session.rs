//! The open workspace as the interface sees it: commands in, signals out, saving in between.
//!
//! A [`Session`] is a handle that can be copied into any closure. Views call [`Session::view`] or track what they show;
//! a command notifies exactly what it touched. "Saved" is said only after the store said so.

mod merges;
mod notify;
mod open;
mod write;

use std::{
    collections::{HashMap, VecDeque},
    rc::Rc,
};

use crate::ui::weave::prelude::*;

use crate::{
    domain::dates::{Day, Moment},
    ledger::{Author, RecordId},
    ui::files::Waiting,
    workspace::{
        OpeningNotice, Workspace,
        host::{Host, StorageError},
    },
};

/// How far opening has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Storage is being read.
    Opening,
    /// Storage cannot be used.
    Failed(StorageError),
    /// Everything is there.
    Ready,
}

/// Whether what was done is safely stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveStatus {
    /// Everything is stored. Nothing was written yet in this visit when `None`.
    Saved(Option<Moment>),
    /// A transaction is under way.
    Saving,
    /// The last transaction failed; this many changes are only in memory.
    NotSaved(StorageError, usize),
}

struct Pending {
    batch: Vec<u8>,
}

/// The handle.
#[derive(Clone, Copy)]
pub struct Session {
    workspace: StoredValue<Workspace>,
    host: StoredValue<Rc<dyn Host>>,
    records: StoredValue<HashMap<RecordId, ArcTrigger>>,
    kinds: StoredValue<HashMap<String, ArcTrigger>>,
    queue: StoredValue<VecDeque<Pending>>,
    writing: StoredValue<bool>,
    /// What is shown once the store has answered.
    after_store: StoredValue<Vec<Box<dyn FnOnce()>>>,
    reading: StoredValue<bool>,
    listening: StoredValue<bool>,
    bytes_since_snapshot: StoredValue<usize>,
    /// How far opening has come.
    pub phase: RwSignal<Phase>,
    /// Whether everything is stored.
    pub status: RwSignal<SaveStatus>,
    /// Today in the United Kingdom.
    pub today: RwSignal<Day>,
    /// What undo would take back, in words.
    pub can_undo: RwSignal<Option<String>>,
    /// What redo would bring back, in words.
    pub can_redo: RwSignal<Option<String>>,
    /// Who is recorded as author.
    pub author: RwSignal<Author>,
    /// What opening has to tell.
    pub notices: RwSignal<Vec<OpeningNotice>>,
    /// Batches of changes, each with the device that wrote, which were not stored when another log took the place of the one
    /// they belong to: only here, until somebody has seen to them.
    pub unkept: RwSignal<Vec<(u64, Vec<u8>)>>,
    /// Counts every change of anything; for views that show everything.
    pub revision: RwSignal<u64>,
    /// Files that were dropped or chosen together and are still to be imported, the next one first.
    pub waiting: RwSignal<Waiting>,
}

/// Where this browser remembers who is at work.
const AUTHOR_KEY: &str = "author";

impl Session {
    /// A session over a machine; nothing is open yet.
    pub fn new(host: Rc<dyn Host>) -> Self {
        let author = host
            .recall(AUTHOR_KEY)
            .and_then(|text| serde_json::from_slice::<Author>(text.as_bytes()).ok())
            .unwrap_or_default();
        let today = today_on(&*host);
        Self {
            workspace: StoredValue::new(Workspace::empty(crate::ledger::DeviceId(0))),
            host: StoredValue::new(host),
            records: StoredValue::new(HashMap::new()),
            kinds: StoredValue::new(HashMap::new()),
            queue: StoredValue::new(VecDeque::new()),
            writing: StoredValue::new(false),
            after_store: StoredValue::new(Vec::new()),
            reading: StoredValue::new(false),
            listening: StoredValue::new(false),
            bytes_since_snapshot: StoredValue::new(0),
            phase: RwSignal::new(Phase::Opening),
            status: RwSignal::new(SaveStatus::Saved(None)),
            today: RwSignal::new(today),
            can_undo: RwSignal::new(None),
            can_redo: RwSignal::new(None),
            author: RwSignal::new(author),
            notices: RwSignal::new(Vec::new()),
            unkept: RwSignal::new(Vec::new()),
            revision: RwSignal::new(0),
            waiting: RwSignal::new(Waiting::new(Vec::new())),
        }
    }

    /// The machine.
    pub fn host(&self) -> Rc<dyn Host> {
        self.host.get_value()
    }

    /// A fresh random id.
    pub fn new_id(&self) -> RecordId {
        RecordId(self.host().random())
    }

    /// Says who is at work in this browser.
    pub fn set_author(&self, author: Author) {
        if let Ok(text) = serde_json::to_string(&author) {
            self.host().remember(AUTHOR_KEY, &text);
        }
        self.workspace
            .update_value(|workspace| workspace.set_author(author.clone()));
        self.author.set(author);
    }

    /// Notices that a new day has begun.
    pub fn look_at_the_clock(&self) {
        let today = today_on(&*self.host());
        set_if_new(self.today, today);
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}

fn today_on(host: &dyn Host) -> Day {
    Moment(i64::try_from(host.now_ms()).unwrap_or_default()).day()
}

/// The session of the component that asks.
pub fn use_session() -> Session {
    expect_context::<Session>()
}
