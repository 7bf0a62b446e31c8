//! Reading the store: at the start, after other tabs wrote, after everything was emptied.

use std::{rc::Rc, time::Duration};

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::set_interval, task::spawn_local};

use super::{Phase, SaveStatus, Session, merges, set_if_new, write::SNAPSHOT_EVERY};
use crate::{
    ledger::Change,
    workspace::{
        Touched, Workspace,
        host::{LogPosition, Opened, StorageError, Writers},
        trail::Recall,
    },
};

/// How many log entries undo looks through after a reload.
const TRAIL_ENTRIES: u32 = 100;
/// How soon a page notices that a new day has begun.
const CLOCK_EVERY: Duration = Duration::from_secs(60);
/// Long enough for the first page to be drawn.
const AFTER_PAINT_MS: u32 = 150;

impl Session {
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

    async fn take_over(self, opened: Opened) {
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
                    let whole = Opened {
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
        self.store_left_over(device);
        if !self.listening.get_value() {
            self.listening.set_value(true);
            // A page may stay in view over midnight.
            set_interval(move || self.look_at_the_clock(), CLOCK_EVERY);
            host.on_foreign_change(Rc::new(move || {
                self.look_at_the_clock();
                self.catch_up();
            }));
        }
        self.recall_trail().await;
        self.write_snapshot_when_due();
    }

    /// Learns from the log what can be undone: once the page is there to look at, a little at a time, so that nobody
    /// waits for it.
    async fn recall_trail(self) {
        let host = self.host();
        TimeoutFuture::new(AFTER_PAINT_MS).await;
        let merges = merges::remembered(self).await;
        let others = merges.iter().flat_map(|note| note.spans.iter());
        let others = others.map(|(device, _, _)| *device).collect();
        let mut recall = self
            .workspace
            .with_value(|workspace| Recall::of(workspace.ledger().device(), others));
        let mut before = self
            .workspace
            .with_value(|workspace| workspace.read_upto().saturating_add(1));
        let (mut left, mut step) = (TRAIL_ENTRIES, 1);
        while left > 0 && !recall.is_enough() {
            let Ok(entries) = host.log_before(Some(before), step).await else {
                return;
            };
            let Some((oldest, _)) = entries.last() else {
                break;
            };
            before = *oldest;
            for (_, batch) in &entries {
                recall.add(batch);
            }
            left = left.saturating_sub(step);
            step = (step * 2).min(left);
        }
        self.workspace.update_value(|workspace| {
            workspace.recall_trail_and_merges(&recall.changes(), &merges)
        });
        self.show_trail();
    }

    pub(super) fn show_trail(&self) {
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
                    // What is in memory here belongs to nothing any more.
                    Err(StorageError::Wiped) => {
                        self.reading.set_value(false);
                        // What is being stored right now is about to be told the same.
                        if !self.writing.get_value() {
                            self.begin_anew();
                        }
                        return;
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

    /// Opens what was put in the place of the data. What is not stored yet belongs to what was there, so it is not written
    /// into what came after: it stays in memory until somebody has seen to it.
    pub(super) fn begin_anew(self) {
        let writer = self
            .workspace
            .with_value(|workspace| workspace.ledger().device().0);
        let mut left = Vec::new();
        self.queue.update_value(|queue| {
            left.extend(queue.drain(..).map(|pending| (writer, pending.batch)));
        });
        if !left.is_empty() {
            self.unkept.update(|unkept| unkept.append(&mut left));
        }
        self.status.set(SaveStatus::Saved(None));
        self.open();
    }

    /// Who may write on as before has the same history in other words, as after somebody was erased: what was left over goes
    /// on from it, without the words that had to go.
    fn store_left_over(self, writer: u64) {
        let of_writer = |(by, _): &(u64, Vec<u8>)| *by == writer;
        if !self
            .unkept
            .with_untracked(|left| left.iter().any(of_writer))
        {
            return;
        }
        let mut again = Vec::new();
        self.unkept.update(|left| {
            let (own, others) = std::mem::take(left).into_iter().partition(of_writer);
            again = own;
            *left = others;
        });
        for (_, batch) in again {
            if let Ok(changes) = serde_json::from_slice::<Vec<Change>>(&batch) {
                self.merge_from_file(&changes);
            }
        }
    }

    /// Empties this browser's data on the user's word, then opens what is left: nothing.
    ///
    /// # Errors
    /// When the store refused; nothing is emptied then.
    pub async fn wipe(self) -> Result<(), StorageError> {
        self.replace_log(Vec::new(), None, Writers::Anew).await?;
        self.unkept.set(Vec::new());
        Ok(())
    }

    /// Puts another log in the place of the one that was read up to `upto`, and opens what it makes. Other tabs follow.
    ///
    /// # Errors
    /// When the store refused, or the log went on meanwhile; nothing is replaced then.
    pub async fn replace_log(
        self,
        entries: Vec<Vec<u8>>,
        upto: Option<LogPosition>,
        writers: Writers,
    ) -> Result<(), StorageError> {
        self.host().replace_log(entries, upto, writers).await?;
        self.begin_anew();
        Ok(())
    }
}

fn bytes_of(entries: &[(u64, Vec<u8>)]) -> usize {
    entries.iter().map(|(_, batch)| batch.len()).sum()
}
