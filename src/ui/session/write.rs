//! From a command to *Saved*: carried out at once, stored in order, told only when it is on the disk.

use std::{collections::VecDeque, time::Duration};

use leptos::task::{spawn_local, tick};

use super::{Pending, SaveStatus, Session, today_on};
use crate::{
    domain::dates::Moment,
    ledger::{Change, preparing::Preparing},
    ui::weave::prelude::*,
    workspace::{Command, CommandError, Context, Done, Touched, Workspace, host::StorageError},
};

/// After how many bytes of log the snapshot is written anew: reading these takes some ten milliseconds.
pub(super) const SNAPSHOT_EVERY: usize = 400_000;
/// How long a page waits for the store before it shows what was done: longer than storing mostly takes, and shorter than
/// anybody notices.
const GIVE_WAY_MS: u64 = 10;
/// How many changes of a file go into one log entry.
const CHANGES_PER_ENTRY: usize = 5_000;

impl Session {
    /// Carries out a command; what it changed is shown at once and stored in the background.
    ///
    /// # Errors
    /// When the command cannot be carried out as it is; nothing has changed then.
    pub fn run(&self, command: Command) -> Result<Done, CommandError> {
        let done = self.carry_out(command)?;
        self.show_trail();
        if done.change.is_some() {
            self.status.set(SaveStatus::Saving);
        }
        self.notify(&done.touched);
        Ok(done)
    }

    /// Carries out a command as [`Session::run`] does, but lets the store go first: nothing of it is shown, and `then` is
    /// not called, until it is stored, or until [`GIVE_WAY_MS`] have passed. For what draws much of a page anew, which
    /// would keep the store's answer waiting for longer than storing takes.
    ///
    /// # Errors
    /// When the command cannot be carried out as it is; nothing has changed then, and `then` is never called.
    pub fn run_then(
        &self,
        command: Command,
        then: impl FnOnce(&Done) + 'static,
    ) -> Result<(), CommandError> {
        let done = self.carry_out(command)?;
        let (session, stores) = (*self, done.change.is_some());
        self.after_store.update_value(|waiting| {
            waiting.push(Box::new(move || {
                session.show_trail();
                session.notify(&done.touched);
                // In a turn of its own: the store's answer need not wait for both.
                set_timeout(move || then(&done), Duration::ZERO);
            }));
        });
        if !stores {
            self.show_what_waits();
            return Ok(());
        }
        let late = move || {
            if session.has_unsaved() {
                session.status.set(SaveStatus::Saving);
            }
            session.show_what_waits();
        };
        set_timeout(late, Duration::from_millis(GIVE_WAY_MS));
        Ok(())
    }

    /// Executes a command and begins to store what it changed. Nothing is told yet.
    fn carry_out(&self, command: Command) -> Result<Done, CommandError> {
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
        let done = outcome.inspect_err(|_| self.show_trail())?;
        if let Some(change) = &done.change {
            self.store(std::slice::from_ref(change));
        }
        Ok(done)
    }

    /// Shows what was held back for the store to go first.
    fn show_what_waits(&self) {
        let mut waiting = Vec::new();
        self.after_store
            .update_value(|held| waiting = std::mem::take(held));
        for show in waiting {
            show();
        }
    }

    /// Merges changes that came in by a file, and stores them.
    pub fn merge_from_file(&self, changes: &[Change]) {
        let now = self.host().now_ms();
        let (mut touched, mut kept) = (Touched::default(), Vec::new());
        self.workspace.update_value(|workspace| {
            // Whoever was erased here comes back with no file.
            kept = workspace.as_kept(changes);
            touched = workspace.merge(&kept, now);
        });
        for entry in kept.chunks(CHANGES_PER_ENTRY) {
            self.enqueue(entry);
        }
        self.notify(&touched);
        self.show_trail();
    }

    /// Lets a part of the app work on the workspace itself: stores the changes it answers with, and shows what it touched.
    pub fn alter<T>(
        &self,
        work: impl FnOnce(&mut Workspace, u64) -> (T, Touched, Vec<Change>),
    ) -> Option<T> {
        let now = self.host().now_ms();
        let done = self
            .workspace
            .try_update_value(|workspace| work(workspace, now));
        let (answer, touched, changes) = done?;
        for entry in changes.chunks(CHANGES_PER_ENTRY) {
            self.enqueue(entry);
        }
        self.notify(&touched);
        self.show_trail();
        Some(answer)
    }

    /// Carries out what was made ready, shows it and stores it. Answers whether it was: not when something else was changed
    /// since it was begun, or nothing would change.
    pub fn carry_out_prepared(&self, ready: Preparing) -> bool {
        let now = self.host().now_ms();
        let done = self
            .workspace
            .try_update_value(|workspace| workspace.carry_out_prepared(ready, now));
        let Some((touched, entry)) = done.flatten() else {
            return false;
        };
        self.store_entry(entry);
        self.show_trail();
        self.status.set(SaveStatus::Saving);
        self.notify(&touched);
        true
    }

    fn enqueue(&self, changes: &[Change]) {
        self.store(changes);
        self.status.set(SaveStatus::Saving);
    }

    /// Begins to store changes; the status does not tell yet.
    fn store(&self, changes: &[Change]) {
        self.store_entry(serde_json::to_vec(changes).unwrap_or_default());
    }

    fn store_entry(&self, batch: Vec<u8>) {
        self.queue
            .update_value(|queue| queue.push_back(Pending { batch }));
        self.write_queue();
    }

    /// Tries again to store what could not be stored.
    pub fn retry(&self) {
        self.status.set(SaveStatus::Saving);
        self.write_queue();
    }

    /// Hands out what is only in memory, as one JSON document that Fledgling can import.
    pub fn download_unsaved(&self) {
        let mut file = br#"{"fledgling":{"format":"rescue","version":1},"changes":["#.to_vec();
        let mut is_first = true;
        let mut add = |batch: &[u8]| {
            // Every batch is a list of its own, and not an empty one.
            let inner = batch.strip_prefix(b"[");
            let inner = inner.and_then(|inner| inner.strip_suffix(b"]"));
            if !std::mem::take(&mut is_first) {
                file.push(b',');
            }
            file.extend_from_slice(inner.unwrap_or_default());
        };
        self.unkept
            .with_untracked(|batches| batches.iter().for_each(|(_, batch)| add(batch)));
        self.queue
            .with_value(|queue| queue.iter().for_each(|pending| add(&pending.batch)));
        file.extend_from_slice(b"]}\n");
        let name = "fledgling-unsaved-changes.json";
        self.host().download(name, "application/json", vec![file]);
    }

    /// Whether something is only in memory, and gone when the tab closes.
    pub fn may_lose(&self) -> bool {
        self.has_unsaved() || !self.unkept.with_untracked(Vec::is_empty)
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
            let replaced = session.write_all().await;
            session.writing.set_value(false);
            if replaced {
                session.begin_anew();
            }
        });
    }

    /// Answers whether another history is in the place of the one that was to be written on.
    async fn write_all(self) -> bool {
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
                    let replaced = error == StorageError::Wiped;
                    if !replaced {
                        self.status.set(SaveStatus::NotSaved(error, waiting));
                    }
                    self.show_what_waits();
                    return replaced;
                }
            }
        }
        let now = i64::try_from(host.now_ms()).unwrap_or_default();
        self.status.set(SaveStatus::Saved(Some(Moment(now))));
        self.write_snapshot_when_due();
        // The status is drawn first, then the rest.
        for _ in 0..3 {
            tick().await;
        }
        self.show_what_waits();
        false
    }

    pub(super) fn write_snapshot_when_due(self) {
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
}
