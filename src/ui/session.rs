//! The open workspace as the interface sees it: commands in, signals out, saving in between.
//!
//! A [`Session`] is a handle that can be copied into any closure. Views call [`Session::view`] or track what they show;
//! a command notifies exactly what it touched. "Saved" is said only after the store said so.

use std::{
    collections::{HashMap, VecDeque},
    rc::Rc,
};

use crate::ui::weave::prelude::*;
use leptos::{reactive::graph::untrack, task::spawn_local};

use crate::{
    domain::dates::{Day, Moment},
    ledger::{Author, Change, RecordId},
    workspace::{
        Command, CommandError, Context, Done, OpeningNotice, Touched, Workspace,
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
    /// Counts every change of anything; for views that show everything.
    pub revision: RwSignal<u64>,
}

/// After how many bytes of log the snapshot is written anew: reading these takes some ten milliseconds.
const SNAPSHOT_EVERY: usize = 400_000;
/// How many changes of a file go into one log entry.
const CHANGES_PER_ENTRY: usize = 5_000;
/// How many log entries undo looks through after a reload.
const TRAIL_ENTRIES: u32 = 100;

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
            revision: RwSignal::new(0),
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

    /// Reads the store and makes the session ready, or says why not.
    pub fn open(self) {
        self.phase.set(Phase::Opening);
        spawn_local(async move {
            let host = self.host();
            match host.open().await {
                Err(error) => self.phase.set(Phase::Failed(error)),
                Ok(opened) => self.take_over(opened).await,
            }
        });
    }

    async fn take_over(self, opened: crate::workspace::host::Opened) {
        let host = self.host();
        let now = host.now_ms();
        let device = opened.device;
        let mut tail_len = bytes_of(&opened.tail);
        let (mut workspace, mut notices) = Workspace::open(opened, now);
        if Workspace::needs_whole_log(&notices) {
            match host.log_after(0, u32::MAX).await {
                Err(error) => return self.phase.set(Phase::Failed(error)),
                Ok(tail) => {
                    tail_len = bytes_of(&tail).max(SNAPSHOT_EVERY);
                    let whole = crate::workspace::host::Opened {
                        device,
                        snapshot: None,
                        tail,
                    };
                    let (rebuilt, more) = Workspace::open(whole, now);
                    workspace = rebuilt;
                    notices.extend(more);
                }
            }
        }
        workspace.set_author(self.author.get_untracked());
        self.workspace.set_value(workspace);
        self.bytes_since_snapshot.set_value(tail_len);
        self.notices.set(notices);
        self.phase.set(Phase::Ready);
        if !self.listening.get_value() {
            self.listening.set_value(true);
            host.on_foreign_change(Rc::new(move || {
                self.look_at_the_clock();
                self.catch_up();
            }));
        }
        self.recall_trail().await;
        self.write_snapshot_when_due();
    }

    /// Learns from the log what can be undone.
    async fn recall_trail(self) {
        if let Ok(entries) = self.host().log_before(None, TRAIL_ENTRIES).await {
            let mut changes: Vec<Change> = Vec::new();
            for (_, batch) in entries.iter().rev() {
                changes.extend(serde_json::from_slice::<Vec<Change>>(batch).unwrap_or_default());
            }
            self.workspace
                .update_value(|workspace| workspace.recall_trail(&changes));
            self.show_trail();
        }
    }

    fn show_trail(&self) {
        let (undo, redo) = self.workspace.with_value(|workspace| {
            let words = |step: Option<(std::sync::Arc<Change>, _)>| {
                step.map(|(change, _)| change.why.clone())
            };
            (
                words(workspace.trail().next_undo()),
                words(workspace.trail().next_redo()),
            )
        });
        set_if_new(self.can_undo, undo);
        set_if_new(self.can_redo, redo);
    }

    // ---- reading ----

    /// Reads the workspace without following it.
    pub fn read<T>(&self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_value(read)
    }

    /// Follows one record from within a view or memo.
    pub fn track_record(&self, id: RecordId) {
        let mut trigger = self
            .records
            .with_value(|triggers| triggers.get(&id).cloned());
        if trigger.is_none() {
            let fresh = ArcTrigger::new();
            self.records
                .update_value(|triggers| drop(triggers.insert(id, fresh.clone())));
            trigger = Some(fresh);
        }
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// Follows all records of a kind from within a view or memo.
    pub fn track_kind(&self, kind: &str) {
        let mut trigger = self
            .kinds
            .with_value(|triggers| triggers.get(kind).cloned());
        if trigger.is_none() {
            let fresh = ArcTrigger::new();
            self.kinds
                .update_value(|triggers| drop(triggers.insert(kind.to_owned(), fresh.clone())));
            trigger = Some(fresh);
        }
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// A memo over the workspace that is worked out again when a record of one of `kinds` changes.
    pub fn view<T>(
        &self,
        kinds: &'static [&'static str],
        read: impl Fn(&Workspace) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let session = *self;
        Memo::new(move |_| {
            for kind in kinds {
                session.track_kind(kind);
            }
            session.read(&read)
        })
    }

    /// A memo over the workspace that is worked out again when one of these records changes. For a venture this
    /// includes everything around it.
    pub fn view_record<T>(
        &self,
        id: RecordId,
        read: impl Fn(&Workspace) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let session = *self;
        Memo::new(move |_| {
            session.track_record(id);
            session.read(&read)
        })
    }

    // ---- writing ----

    /// Carries out a command; what it changed is shown at once and stored in the background.
    ///
    /// # Errors
    /// When the command cannot be carried out as it is; nothing has changed then.
    pub fn run(&self, command: Command) -> Result<Done, CommandError> {
        let host = self.host();
        let today = today_on(&*host);
        let random = || host.random();
        let context = Context {
            now_ms: host.now_ms(),
            today,
            random: &random,
        };
        let mut outcome = Err(CommandError::NothingToUndo);
        self.workspace
            .update_value(|workspace| outcome = workspace.execute(command, &context));
        // A refused undo may have dropped its step.
        self.show_trail();
        let done = outcome?;
        if let Some(change) = &done.change {
            self.enqueue(std::slice::from_ref(change));
        }
        self.notify(&done.touched);
        Ok(done)
    }

    /// Tells the views what changed.
    pub fn notify(&self, touched: &Touched) {
        if touched.is_empty() {
            return;
        }
        let records: Vec<ArcTrigger> = self.records.with_value(|triggers| {
            if touched.records.len() > triggers.len() {
                triggers
                    .iter()
                    .filter(|(id, _)| touched.records.contains(id))
                    .map(|(_, trigger)| trigger.clone())
                    .collect()
            } else {
                touched
                    .records
                    .iter()
                    .filter_map(|id| triggers.get(id).cloned())
                    .collect()
            }
        });
        let kinds: Vec<ArcTrigger> = self.kinds.with_value(|triggers| {
            touched
                .kinds
                .iter()
                .filter_map(|kind| triggers.get(&**kind).cloned())
                .collect()
        });
        untrack(|| {
            for trigger in records.into_iter().chain(kinds) {
                trigger.notify();
            }
            self.revision.update(|revision| *revision += 1);
        });
    }

    /// Merges changes that came in by a file, and stores them.
    pub fn merge_from_file(&self, changes: &[Change]) {
        let now = self.host().now_ms();
        let mut touched = Touched::default();
        self.workspace
            .update_value(|workspace| touched = workspace.merge(changes, now));
        for entry in changes.chunks(CHANGES_PER_ENTRY) {
            self.enqueue(entry);
        }
        self.notify(&touched);
        self.show_trail();
    }

    fn enqueue(&self, changes: &[Change]) {
        let batch = serde_json::to_vec(changes).unwrap_or_default();
        self.queue
            .update_value(|queue| queue.push_back(Pending { batch }));
        self.status.set(SaveStatus::Saving);
        self.write_queue();
    }

    /// Tries again to store what could not be stored.
    pub fn retry(&self) {
        self.status.set(SaveStatus::Saving);
        self.write_queue();
    }

    /// What is only in memory, as one JSON document that Fledgling can import.
    pub fn unsaved(&self) -> Vec<u8> {
        let mut changes: Vec<serde_json::Value> = Vec::new();
        self.queue.with_value(|queue| {
            for pending in queue {
                changes.extend(
                    serde_json::from_slice::<Vec<serde_json::Value>>(&pending.batch)
                        .unwrap_or_default(),
                );
            }
        });
        let document = serde_json::json!({ "fledgling": { "format": "rescue", "version": 1 }, "changes": changes });
        serde_json::to_vec_pretty(&document).unwrap_or_default()
    }

    /// Whether something is not stored yet.
    pub fn has_unsaved(&self) -> bool {
        self.queue.with_value(|queue| !queue.is_empty())
    }

    fn write_queue(&self) {
        if self.writing.get_value() {
            return;
        }
        self.writing.set_value(true);
        let session = *self;
        spawn_local(async move {
            session.write_all().await;
            session.writing.set_value(false);
        });
    }

    async fn write_all(self) {
        let host = self.host();
        while let Some(batch) = self
            .queue
            .with_value(|queue| queue.front().map(|pending| pending.batch.clone()))
        {
            let len = batch.len();
            match host.append(batch).await {
                Ok(position) => {
                    self.queue.update_value(|queue| drop(queue.pop_front()));
                    self.workspace
                        .update_value(|workspace| workspace.stored_at(position));
                    self.bytes_since_snapshot
                        .update_value(|bytes| *bytes += len);
                }
                Err(error) => {
                    let waiting = self.queue.with_value(VecDeque::len);
                    self.status.set(SaveStatus::NotSaved(error, waiting));
                    return;
                }
            }
        }
        let now = i64::try_from(host.now_ms()).unwrap_or_default();
        self.status.set(SaveStatus::Saved(Some(Moment(now))));
        self.write_snapshot_when_due();
    }

    /// Reads what other tabs wrote.
    pub fn catch_up(self) {
        if self.reading.get_value() {
            return;
        }
        self.reading.set_value(true);
        spawn_local(async move {
            let host = self.host();
            let mut touched = Touched::default();
            loop {
                let after = self.workspace.with_value(Workspace::read_upto);
                let entries = match host.log_after(after, 500).await {
                    Ok(entries) => entries,
                    // Another tab emptied the data: what is in memory here belongs to nothing any more.
                    Err(StorageError::Wiped) => {
                        self.reading.set_value(false);
                        self.queue.set_value(VecDeque::new());
                        return self.open();
                    }
                    Err(StorageError::Superseded) => {
                        self.status
                            .set(SaveStatus::NotSaved(StorageError::Superseded, 0));
                        break;
                    }
                    Err(_) => break,
                };
                if entries.is_empty() {
                    break;
                }
                let now = host.now_ms();
                self.workspace.update_value(|workspace| {
                    for (position, batch) in &entries {
                        if let Ok(merged) = workspace.merge_entry(*position, batch, now) {
                            touched.join(merged);
                        }
                    }
                });
            }
            self.reading.set_value(false);
            self.notify(&touched);
        });
    }

    fn write_snapshot_when_due(self) {
        if self.bytes_since_snapshot.get_value() < SNAPSHOT_EVERY || self.has_unsaved() {
            return;
        }
        self.bytes_since_snapshot.set_value(0);
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(1_500).await;
            self.write_snapshot().await;
        });
    }

    /// Stores the merged records, so that the next start need not replay the log.
    pub async fn write_snapshot(self) {
        let host = self.host();
        let mut packed = None;
        let mut upto = 0;
        self.workspace.update_value(|workspace| {
            upto = workspace.read_upto();
            packed = Some(workspace.snapshot());
        });
        if let Some(snapshot) = packed {
            let pages = snapshot
                .pages
                .into_iter()
                .map(|page| page.map(|bytes| bytes.to_vec()))
                .collect();
            // A snapshot is a cache: when it cannot be written, the log still has everything.
            let _ = host.write_snapshot(snapshot.header, pages, upto).await;
        }
    }

    /// Empties this browser's data on the user's word, then opens what is left: nothing.
    ///
    /// # Errors
    /// When the store refused; nothing is emptied then.
    pub async fn wipe(self) -> Result<(), StorageError> {
        self.host().wipe().await?;
        self.queue.set_value(VecDeque::new());
        self.status.set(SaveStatus::Saved(None));
        self.open();
        Ok(())
    }

    // ---- who, when ----

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

fn bytes_of(entries: &[(u64, Vec<u8>)]) -> usize {
    entries.iter().map(|(_, batch)| batch.len()).sum()
}

/// The session of the component that asks.
pub fn use_session() -> Session {
    expect_context::<Session>()
}
