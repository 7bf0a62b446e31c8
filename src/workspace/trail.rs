//! What can be undone and redone in this browser, in order; rebuilt from the log after a reload (rule L10).

use std::sync::Arc;

use crate::ledger::{Change, ChangeId, DeviceId, Source};

/// How many changes undo reaches back.
pub const REACH: usize = 200;

struct Step {
    original: Arc<Change>,
    /// The undo or redo through which it stands now, or its own id.
    standing: ChangeId,
    undone: bool,
}

/// The undo and redo list.
#[derive(Default)]
pub struct Trail {
    steps: Vec<Step>,
}

impl Trail {
    /// Notes a change that was made here. A new change ends what could be redone.
    pub fn note(&mut self, change: &Arc<Change>) {
        let undo = change.source.kind == Source::UNDO;
        if let Some(of) = change
            .source
            .of
            .filter(|_| undo || change.source.kind == Source::REDO)
        {
            if let Some(step) = self.steps.iter_mut().find(|step| step.original.id == of) {
                step.standing = change.id;
                step.undone = undo;
            }
            return;
        }
        self.steps.retain(|step| !step.undone);
        self.steps.push(Step {
            original: Arc::clone(change),
            standing: change.id,
            undone: false,
        });
        if self.steps.len() > REACH {
            self.steps.remove(0);
        }
    }

    /// Notes changes found in the log, oldest first, as far as `device` made them.
    pub fn note_history<'a>(
        &mut self,
        changes: impl IntoIterator<Item = &'a Change>,
        device: DeviceId,
    ) {
        for change in changes
            .into_iter()
            .filter(|change| change.stamp.device == device)
        {
            self.note(&Arc::new(change.clone()));
        }
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
