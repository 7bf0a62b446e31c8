//! Taking a colleague's changes in, and finding again after a reload what came in.

use std::sync::Arc;

use super::{
    merges::MergeNote,
    open::{Touched, Workspace},
    trail::Trail,
};
use crate::ledger::{Change, ChangeId};

impl Workspace {
    /// Merges a colleague's changes as one step that undo takes back as a whole. The caller stores the changes as
    /// [`Workspace::as_kept`] hands them out, and the note among this browser's own.
    pub fn merge_as_step(&mut self, changes: &[Change], note: &MergeNote, now_ms: u64) -> Touched {
        let touched = self.merge(changes, now_ms);
        self.trail.note_merge(note, changes);
        touched
    }

    /// Changes from elsewhere as they may be stored here: without the words of anybody who was erased.
    pub fn as_kept(&self, changes: &[Change]) -> Vec<Change> {
        let erasures = self.ledger.erasures().with_those_in(changes);
        let changes = changes.iter();
        changes
            .map(|change| erasures.heed(change).into_owned())
            .collect()
    }

    /// Learns from the newest part of the log what can be undone, merges included; `changes` come oldest first.
    pub fn recall_trail_and_merges(&mut self, changes: &[Change], merges: &[MergeNote]) {
        let mut trail = Trail::default();
        let device = self.ledger.device();
        let mut met: Vec<ChangeId> = Vec::new();
        for change in changes {
            if change.stamp.device == device {
                trail.note(&Arc::new(change.clone()));
                continue;
            }
            let note = merges.iter().find(|note| note.holds(change));
            if let Some(note) = note.filter(|note| !met.contains(&note.id)) {
                met.push(note.id);
                let own = changes.iter().filter(|change| note.holds(change));
                let own: Vec<Change> = own.cloned().collect();
                // Where the log was not read far enough back, the step is left to the history.
                if own.len() as u64 == note.count() {
                    trail.note_merge(note, &own);
                }
            }
        }
        self.trail.lay_over(trail);
    }
}
