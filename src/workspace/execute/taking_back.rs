//! Undo and redo.

use crate::{
    domain::counting::counted,
    ledger::{Change, Op, RecordId, Source, id_map::IdSet, undo::UndoPlan},
    workspace::{
        CommandError, Context, Done, Workspace,
        merges::{is_for_good, line_of},
    },
};

impl Workspace {
    pub(super) fn undo(&mut self, ctx: &Context<'_>) -> Result<Done, CommandError> {
        let (original, standing) = self.trail.next_undo().ok_or(CommandError::NothingToUndo)?;
        let plan = match self.trail.merged(original.id) {
            Some(merged) => {
                let why = format!("Undo: {}", original.why);
                let mut plan = self.ledger.plan_undo_of_many(&merged.changes, why);
                plan.draft.source = Source::undo(original.id);
                plan
            }
            None => self.ledger.plan_undo(&original, standing),
        };
        self.carry_out(plan, &original, ctx)
    }

    pub(super) fn redo(&mut self, ctx: &Context<'_>) -> Result<Done, CommandError> {
        let (original, undone_by) = self.trail.next_redo().ok_or(CommandError::NothingToRedo)?;
        self.keep_example_apart(&original)?;
        let plan = match self.trail.merged(original.id) {
            Some(merged) => {
                let undo = merged.taken_back_by.as_deref();
                self.plan_return(undo.ok_or(CommandError::NothingToRedo)?)
            }
            None => self.ledger.plan_redo(&original, undone_by),
        };
        self.carry_out(plan, &original, ctx)
    }

    pub(super) fn undo_change(
        &mut self,
        change: &Change,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        if is_for_good(change) {
            return Err(CommandError::ForGood(change.why.clone()));
        }
        let standing = self.trail.standing(change.id);
        let plan = match standing {
            // What the history shows as one line comes back when its undo is taken back.
            _ if change.source.kind == Source::UNDO => self.plan_return(change),
            Some((undone_by, true)) => {
                self.keep_example_apart(change)?;
                self.ledger.plan_redo(change, undone_by)
            }
            Some((standing, false)) => self.ledger.plan_undo(change, standing),
            None => self.ledger.plan_undo(change, change.id),
        };
        self.carry_out(plan, change, ctx)
    }

    /// Plans to bring back what was taken back as a whole: `undo` is what took it.
    fn plan_return(&self, undo: &Change) -> UndoPlan {
        let mut plan = self.ledger.plan_undo(undo, undo.id);
        let what = undo.why.trim_start_matches("Undo: ");
        plan.draft.why = format!("Redo: {what}");
        plan.draft.source = Source::redo(undo.source.of.unwrap_or(undo.id));
        plan
    }

    pub(super) fn undo_many(
        &mut self,
        changes: &[Change],
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        let first = changes.first().ok_or(CommandError::NothingToUndo)?;
        let why = format!(
            "Undo: merged {} from a file",
            counted(changes.len(), "change", "changes")
        );
        let line = line_of(changes);
        let changes: Vec<Change> = changes
            .iter()
            .filter(|change| !is_for_good(change))
            .cloned()
            .collect();
        let mut plan = self.ledger.plan_undo_of_many(&changes, why);
        let merge = self.trail.merge_with(first.id);
        plan.draft.source = Source::undo(merge.as_ref().map_or(line, |merge| merge.id));
        self.carry_out(plan, merge.as_deref().unwrap_or(first), ctx)
    }

    /// Refuses to bring the example back once anything stands here that is not its own.
    fn keep_example_apart(&self, original: &Change) -> Result<(), CommandError> {
        if original.source.kind != Source::EXAMPLE {
            return Ok(());
        }
        let own: IdSet<RecordId> = original.ops.iter().filter_map(Op::record).collect();
        let records = self.records();
        let foreign = records
            .kinds()
            .flat_map(|kind| records.of_kind(kind))
            .any(|record| !own.contains(&record.id()));
        // The incubator has one id, whoever makes it: here it can only be somebody else's.
        if foreign || self.record(Self::incubator_record()).is_some() {
            return Err(CommandError::ExampleBesideData);
        }
        Ok(())
    }

    fn carry_out(
        &mut self,
        plan: UndoPlan,
        original: &Change,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        let left_alone = plan.left_alone;
        let mut done = self.commit(plan.draft, ctx);
        if done.change.is_none() {
            self.trail.drop_step(original.id);
            return Err(CommandError::AllChangedSince(original.why.clone()));
        }
        done.left_alone = left_alone;
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::dates::Day,
        ledger::{Author, DeviceId, Draft, DraftOp, Ledger, ordering::object_of},
        workspace::{Command, Put, command::values, example},
    };

    fn run(workspace: &mut Workspace, command: Command) -> Result<Done, CommandError> {
        let context = Context {
            now_ms: 1_800_000_000_000,
            today: Day::parse("2026-11-21").expect("a day"),
            random: &|| 77,
        };
        workspace.execute(command, &context)
    }

    /// A workspace in which the example was opened and undone, with the example's change.
    fn example_undone() -> (Workspace, Change) {
        let mut workspace = Workspace::empty(DeviceId(1));
        let today = Day::parse("2026-11-21").expect("a day");
        let opened = run(&mut workspace, Command::Apply(example::draft(today, 7)));
        let change = opened.expect("the example").change.expect("a change");
        run(&mut workspace, Command::Undo).expect("undone");
        assert_eq!(workspace.facts().ventures().count(), 0);
        (workspace, change)
    }

    /// What another tab or a file brings in.
    fn real_venture() -> Change {
        let mut elsewhere = Ledger::new(DeviceId(2));
        let draft = Draft {
            ops: vec![DraftOp::Set {
                record: RecordId(41),
                kind: "venture".to_owned(),
                fields: object_of(vec![("name", "Green Gym".into())]),
            }],
            ..Draft::by_hand("Added Green Gym".to_owned())
        };
        elsewhere
            .commit(draft, &Author::new("Ana", ""), 1_800_000_000_000)
            .expect("a change")
    }

    #[test]
    fn the_example_comes_back_while_nothing_else_is_here() {
        let (mut workspace, _) = example_undone();
        run(&mut workspace, Command::Redo).expect("brought back");
        assert!(workspace.facts().ventures().count() > 30);
        assert!(workspace.incubator().is_example);
    }

    #[test]
    fn the_example_never_comes_back_over_real_data() {
        let (mut workspace, example) = example_undone();
        workspace.merge(&[real_venture()], 1_800_000_000_000);
        for command in [Command::Redo, Command::UndoChange(Box::new(example))] {
            let refused = run(&mut workspace, command).expect_err("refused");
            assert!(refused.to_string().contains("never mixed"), "{refused}");
        }
        assert_eq!(workspace.facts().ventures().count(), 1);
    }

    #[test]
    fn an_incubator_named_after_the_example_was_undone_is_no_example() {
        let (mut workspace, example) = example_undone();
        let settle = Command::Settle {
            kind: "incubator".to_owned(),
            id: Workspace::incubator_record(),
            values: values([("name", Put::text("Riverside"))]),
        };
        run(&mut workspace, settle).expect("named");
        let incubator = workspace.incubator();
        assert_eq!(incubator.name, "Riverside");
        assert!(!incubator.is_example);
        assert_eq!(incubator.purpose, "");
        run(&mut workspace, Command::UndoChange(Box::new(example))).expect_err("refused");
        assert_eq!(workspace.facts().ventures().count(), 0);
    }

    #[test]
    fn one_change_from_a_file_is_no_plural() {
        let mut workspace = Workspace::empty(DeviceId(1));
        let change = real_venture();
        workspace.merge(std::slice::from_ref(&change), 1_800_000_000_000);
        let done = run(&mut workspace, Command::UndoMany(vec![change])).expect("undone");
        assert_eq!(done.message, "Undo: merged 1 change from a file");
    }
}
