//! A merge is one step that can be taken back, and what was done since stays.

use super::bench::{CAFE, Colleague, GYM, ana_and_ben};
use crate::{
    ledger::{Change, RecordId},
    sync::taking_back::{Standings, consequences, is_much, question},
    workspace::{Command, CommandError, merges::MergeNote},
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

/// What came of Ben's as the history shows it, and its note.
fn line_of_ben(ana: &Colleague, ben: &Colleague) -> (Vec<Change>, Option<MergeNote>) {
    let mut changes = ana.history();
    changes.retain(|change| change.stamp.device == ben.device());
    let note = ana.book().merges().last().cloned();
    assert!(
        changes
            .iter()
            .all(|change| note.as_ref().is_some_and(|note| note.holds(change)))
    );
    (changes, note)
}

fn undo_of(who: &Colleague, changes: &[Change], note: Option<&MergeNote>) -> Option<Change> {
    let history = who.history();
    Standings::of(history.iter())
        .undo_of(changes, note)
        .cloned()
}

#[test]
fn a_merge_taken_back_from_the_history_is_marked_and_comes_back_whole() {
    // As a merge that this browser remembers, as one it forgot, and with the header's own undo before.
    for (remembers, in_header) in [(true, false), (false, false), (true, true)] {
        let (mut ana, ben) = merged();
        let (changes, note) = line_of_ben(&ana, &ben);
        let note = note.filter(|_| remembers);
        if !remembers {
            ana.note = None;
            ana.reload();
        }
        let before = needs(&ana);
        for _ in 0..3 {
            assert_eq!(undo_of(&ana, &changes, note.as_ref()), None);
            let undo = if in_header {
                Command::Undo
            } else {
                Command::UndoMany(changes.clone())
            };
            ana.run(undo);
            assert_eq!(needs(&ana), ("As Ana had it".to_owned(), true, false));
            let undo = undo_of(&ana, &changes, note.as_ref()).expect("marked as undone");
            let done = ana.run(Command::UndoChange(Box::new(undo)));
            assert!(done.message.starts_with("Redo: "), "{}", done.message);
            assert_eq!(needs(&ana), before);
        }
        assert_eq!(ana.replayed(), ana.hash());
    }
}

#[test]
fn the_history_says_before_what_taking_a_merge_back_would_do() {
    let (ana, ben) = merged();
    let (changes, note) = line_of_ben(&ana, &ben);
    assert!(is_much(&changes) && !is_much(&changes[..1]));
    assert_eq!(
        question(&changes, note.as_ref()),
        "Take back 4 changes of Ben’s file?"
    );
    assert_eq!(question(&changes, None), "Take back 4 changes from a file?");
    assert_eq!(
        consequences(&changes, &ana.workspace),
        "1 venture would go. 1 venture would come back. 1 venture would be as before."
    );
}

#[test]
fn a_file_that_was_taken_back_says_so_when_it_is_opened_again() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.edit(GYM, "need", "As Ben has it");
    let file = ben.send(None);
    ana.open(&file).expect("merged");
    let here = "Everything in this file is here already";
    let said = |ana: &Colleague| ana.plan(&file).expect("it fits").summary();
    assert_eq!(said(&ana), format!("{here}."));
    ana.run(Command::Undo);
    assert_eq!(said(&ana), format!("{here}, but it was taken back."));
    ana.run(Command::Redo);
    assert_eq!(said(&ana), format!("{here}."));
}

#[test]
fn what_a_file_deletes_or_brings_back_is_said_before_merging() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.run(Command::Delete {
        records: vec![CAFE],
    });
    let file = ben.send(None);
    assert_eq!(
        ana.plan(&file).expect("it fits").summary(),
        "1 change is not here yet: 0 records are new, 0 changed; 1 record would be deleted; 0 clashes to settle."
    );
    ana.open(&file).expect("merged");
    ben.run(Command::Undo);
    let file = ben.send(None);
    assert_eq!(
        ana.plan(&file).expect("it fits").summary(),
        "1 change is not here yet: 0 records are new, 0 changed; 1 record would be brought back; 0 clashes to settle."
    );
}
