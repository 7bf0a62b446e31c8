//! A merge is one step that can be taken back, and what was done since stays.

use super::bench::{CAFE, Colleague, GYM, ana_and_ben};
use crate::{
    ledger::RecordId,
    workspace::{Command, CommandError},
};

const NEW: RecordId = RecordId(60);

fn merged() -> (Colleague, Colleague) {
    let (mut ana, mut ben) = ana_and_ben();
    ana.edit(GYM, "need", "As Ana had it");
    let file = ana.send(None);
    ben.open(&file).expect("merged");
    ben.edit(GYM, "need", "As Ben has it");
    ben.edit(CAFE, "need", "Waste");
    ben.add(NEW, "New venture");
    ben.run(Command::Delete {
        records: vec![CAFE],
    });
    let file = ben.send(None);
    ana.open(&file).expect("merged");
    (ana, ben)
}

fn needs(who: &Colleague) -> (String, bool, bool) {
    let is_here = |id| who.workspace.record(id).is_some();
    (who.text(GYM, "need"), is_here(CAFE), is_here(NEW))
}

#[test]
fn a_merge_is_undone_and_redone_as_one_step_also_after_a_reload() {
    for reload in [false, true] {
        let (mut ana, _) = merged();
        assert_eq!(needs(&ana), ("As Ben has it".to_owned(), false, true));
        let steps = [Command::Undo, Command::Redo, Command::Undo, Command::Redo];
        for (at, step) in steps.into_iter().enumerate() {
            if reload {
                ana.reload();
            }
            let done = ana.run(step);
            let (word, expected) = if at % 2 == 0 {
                ("Undo", ("As Ana had it".to_owned(), true, false))
            } else {
                ("Redo", ("As Ben has it".to_owned(), false, true))
            };
            assert_eq!(done.message, format!("{word}: Merged 4 changes from Ben"));
            assert_eq!(needs(&ana), expected, "step {at}, reload: {reload}");
        }
        assert_eq!(ana.replayed(), ana.hash());
    }
}

#[test]
fn undoing_a_merge_leaves_what_was_done_since_alone_and_says_so() {
    let (mut ana, mut ben) = merged();
    ana.edit(GYM, "need", "Settled by Ana");
    ana.edit(NEW, "one_line", "Ana goes on with it");
    ana.run(Command::Undo);
    ana.run(Command::Undo);
    ana.edit(GYM, "need", "Settled by Ana, after all");
    // The history knows the merge as one line.
    let changes = ana.history();
    let by_ben: Vec<_> = changes
        .into_iter()
        .filter(|change| change.stamp.device == ben.device())
        .collect();
    let done = ana.run(Command::UndoMany(by_ben));
    assert_eq!(
        needs(&ana),
        ("Settled by Ana, after all".to_owned(), true, false)
    );
    assert_eq!(done.left_alone.len(), 1, "{:?}", done.left_alone);
    let file = ana.send(None);
    ben.open(&file).expect("merged");
    assert_eq!((needs(&ben), ben.hash()), (needs(&ana), ana.hash()));
}

#[test]
fn what_came_first_is_undone_last() {
    let (mut ana, _) = merged();
    ana.run(Command::Undo);
    let done = ana.run(Command::Undo);
    assert_eq!(done.message, "Undo: Changed Green Gym: the need");
    ana.run(Command::Undo);
    ana.run(Command::Undo);
    let refused = ana.try_run(Command::Undo).expect_err("nothing is left");
    assert_eq!(refused, CommandError::NothingToUndo);
}

#[test]
fn the_name_of_the_workspace_cannot_be_undone() {
    let (mut ana, _) = ana_and_ben();
    let identity = ana.workspace.identity();
    let mark = ana
        .history()
        .into_iter()
        .find(|change| change.source.kind == "marking");
    let mark = mark.expect("the workspace was given a name");
    let refused = ana
        .try_run(Command::UndoChange(Box::new(mark)))
        .expect_err("refused");
    assert!(refused.to_string().contains("for good"));
    assert_eq!(ana.workspace.identity(), identity);
}
