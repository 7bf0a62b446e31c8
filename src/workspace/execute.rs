//! From command to change: checks against the domain's rules, then one draft, one change.

mod conversations;
mod erasing;
mod following;
mod founders;
mod merging;
mod naming;
mod pursuing;
mod records;
mod signing;
mod stages;
mod taking_back;
mod writing;

pub(super) use signing::TALK;

use std::sync::Arc;

use super::{
    command::{Command, CommandError, Context, Done},
    open::{Touched, Workspace},
};
use crate::{
    domain::records::Venture,
    ledger::{Author, Draft, RecordId, preparing::Preparing},
};

impl Workspace {
    /// Carries out a command. The change in the answer is applied here already; the caller stores it.
    ///
    /// # Errors
    /// When the command cannot be carried out as it is; nothing has changed then.
    pub fn execute(&mut self, command: Command, ctx: &Context<'_>) -> Result<Done, CommandError> {
        match command {
            Command::Undo => self.undo(ctx),
            Command::Redo => self.redo(ctx),
            Command::UndoChange(change) => self.undo_change(&change, ctx),
            Command::UndoMany(changes) => self.undo_many(&changes, ctx),
            Command::Deed(deed) => deed.carry_out(self, ctx),
            other => {
                let draft = self.draft(other, ctx)?;
                Ok(self.commit(draft, ctx))
            }
        }
    }

    fn commit(&mut self, draft: Draft, ctx: &Context<'_>) -> Done {
        let author = self.author.clone();
        self.commit_as(draft, &author, ctx)
    }

    /// Carries out a draft as the deed of somebody: as a rule whoever works here, of an accepted answer its founder.
    fn commit_as(&mut self, draft: Draft, author: &Author, ctx: &Context<'_>) -> Done {
        let message = draft.why.clone();
        let change = self.ledger.propose(draft, author, ctx.now_ms);
        let touched = change
            .as_ref()
            .map(|change| self.take_in(&Arc::new(change.clone()), ctx.now_ms))
            .unwrap_or_default();
        Done {
            change,
            touched,
            message,
            left_alone: Vec::new(),
        }
    }

    fn draft(&self, command: Command, ctx: &Context<'_>) -> Result<Draft, CommandError> {
        match command {
            Command::Create { kind, id, values } => self.draft_create(&kind, id, values),
            Command::Edit { record, values } => self.draft_edit(&[record], &values),
            Command::EditMany { records, values } => self.draft_edit(&records, &values),
            Command::Settle { kind, id, values } => self.draft_settle(&kind, id, &values),
            Command::Delete { records } => self.draft_delete(&records),
            Command::Restore { record } => self.draft_restore(record),
            Command::LeaveDeleted { record } => self.draft_leave_deleted(record),
            Command::MoveStage {
                venture,
                to,
                reason,
            } => self.draft_move(&[venture], &to, &reason, ctx),
            Command::MoveMany {
                ventures,
                to,
                reason,
            } => self.draft_move(&ventures, &to, &reason, ctx),
            Command::CheckGate {
                venture,
                criterion,
                state,
                note,
                evidence,
            } => self.draft_check(venture, &criterion, &state, note, evidence),
            Command::SetDisposition {
                ventures,
                to,
                reason,
            } => self.draft_disposition(&ventures, &to, &reason, ctx),
            Command::RecordEntry { values, steps } => self.draft_entry(values, steps, ctx),
            Command::FinishStep { step, done } => self.draft_finish(step, done, ctx),
            Command::Merge { into, from, values } => self.draft_merge(into, from, &values),
            Command::Choose {
                record,
                field,
                value,
            } => self.draft_choose(record, field, value),
            Command::Apply(draft) => Ok(draft),
            Command::Undo
            | Command::Redo
            | Command::UndoChange(_)
            | Command::UndoMany(_)
            | Command::Deed(_) => Err(CommandError::NothingToUndo),
        }
    }

    /// Begins to make ready a change that is too large to be made while somebody waits for the page to answer.
    pub fn prepare(&self, draft: Draft) -> Preparing {
        self.ledger.prepare(draft, &self.author)
    }

    /// Carries out what was made ready, and answers what it touched and the log entry to store. Nothing, when it would
    /// change nothing or something was changed since it was begun.
    pub fn carry_out_prepared(
        &mut self,
        ready: Preparing,
        now_ms: u64,
    ) -> Option<(Touched, Vec<u8>)> {
        let (change, entry) = self.ledger.conclude(ready, now_ms)?;
        Some((self.take_in(&Arc::new(change), now_ms), entry))
    }

    fn venture(&self, id: RecordId) -> Result<Arc<Venture>, CommandError> {
        self.facts
            .venture(id)
            .map(Arc::clone)
            .ok_or(CommandError::Missing("venture"))
    }
}
