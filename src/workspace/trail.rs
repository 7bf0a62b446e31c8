//! What can be undone and redone in this browser, in order; rebuilt from the log after a reload (rule L10).

mod recall;

use std::{collections::BTreeMap, sync::Arc};

use super::merges::{MergeNote, is_for_good};
use crate::ledger::{Author, Change, ChangeId, Source, Stamp};

pub use recall::Recall;

/// How many changes undo reaches back.
pub const REACH: usize = 200;

struct Step {
    original: Arc<Change>,
    /// The undo or redo through which it stands now, or its own id.
    standing: ChangeId,
    undone: bool,
    /// For a merge: what came in, and the undo that last took it back.
    merge: Option<Merged>,
}

/// What a merge brought, as undo and redo need it.
#[derive(Clone, Default)]
pub(super) struct Merged {
    pub(super) changes: Vec<Change>,
    pub(super) taken_back_by: Option<Arc<Change>>,
}

/// The undo and redo list.
#[derive(Default)]
pub struct Trail {
    steps: Vec<Step>,
}

impl Trail {
    /// Notes a change that was made here. A new change ends what could be redone.
    pub fn note(&mut self, change: &Arc<Change>) {
        if is_for_good(change) {
            return;
        }
        let undo = change.source.kind == Source::UNDO;
        if let Some(of) = change
            .source
            .of
            .filter(|_| undo || change.source.kind == Source::REDO)
        {
            if let Some(step) = self.steps.iter_mut().find(|step| step.original.id == of) {
                step.standing = change.id;
                step.undone = undo;
                if let Some(merge) = &mut step.merge {
                    merge.taken_back_by = Some(Arc::clone(change)).filter(|_| undo);
                }
            }
            return;
        }
        self.push(Step {
            original: Arc::clone(change),
            standing: change.id,
            undone: false,
            merge: None,
        });
    }

    /// Notes that a colleague's changes came in as one step.
    pub fn note_merge(&mut self, note: &MergeNote, changes: &[Change]) {
        let changes = changes.iter().filter(|change| !is_for_good(change));
        let changes: Vec<Change> = changes.cloned().collect();
        if changes.is_empty() {
            return;
        }
        // No change of the log: it only lends the step a name and words.
        let original = Change {
            id: note.id,
            stamp: Stamp::default(),
            seq: 0,
            by: Author::default(),
            why: note.why.clone(),
            source: Source::of_kind("merge"),
            ops: Vec::new(),
            rest: BTreeMap::new(),
        };
        self.push(Step {
            original: Arc::new(original),
            standing: note.id,
            undone: false,
            merge: Some(Merged {
                changes,
                taken_back_by: None,
            }),
        });
    }

    fn push(&mut self, step: Step) {
        self.steps.retain(|step| !step.undone);
        self.steps.push(step);
        if self.steps.len() > REACH {
            self.steps.remove(0);
        }
    }

    /// What a step brought, when it is a merge.
    pub(super) fn merged(&self, step: ChangeId) -> Option<&Merged> {
        let mut steps = self.steps.iter();
        steps
            .find(|known| known.original.id == step)?
            .merge
            .as_ref()
    }

    /// The merge that brought a change, as far as the trail reaches.
    pub(super) fn merge_with(&self, change: ChangeId) -> Option<Arc<Change>> {
        let brought = |merge: &Merged| merge.changes.iter().any(|known| known.id == change);
        let mut steps = self.steps.iter();
        let step = steps.find(|step| step.merge.as_ref().is_some_and(brought))?;
        Some(Arc::clone(&step.original))
    }

    /// What undo would take back: the change and what it stands by.
    pub fn next_undo(&self) -> Option<(Arc<Change>, ChangeId)> {
        let step = self.steps.iter().rev().find(|step| !step.undone)?;
        Some((Arc::clone(&step.original), step.standing))
    }

    /// What redo would bring back: the change and the undo that took it away.
    pub fn next_redo(&self) -> Option<(Arc<Change>, ChangeId)> {
        // The oldest undone one: undo went from newest to oldest, redo comes back the same way.
        let step = self.steps.iter().find(|step| step.undone)?;
        Some((Arc::clone(&step.original), step.standing))
    }

    /// How a change stands now, as far as the trail reaches: what it stands by and whether it is undone.
    pub fn standing(&self, change: ChangeId) -> Option<(ChangeId, bool)> {
        let step = self.steps.iter().find(|step| step.original.id == change)?;
        Some((step.standing, step.undone))
    }

    /// Forgets one change, because nothing of it can be taken back or brought back any more.
    pub fn drop_step(&mut self, change: ChangeId) {
        self.steps.retain(|step| step.original.id != change);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.steps.clear();
    }
}
