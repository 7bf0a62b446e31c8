//! What was said against what came.

use serde_json::json;

use super::super::*;
use super::world::World;
use crate::ledger::{Change, ChangeId, Source};

fn calibration(world: &World) -> Calibration {
    let mut track = Track::default();
    for piece in world.changes.rchunks(3) {
        track.take(piece);
    }
    track.take(&world.changes);
    track.calibration(&world.workspace())
}

/// Opportunities that were submitted at 80 percent, of which `came` came to a contract.
fn submitted(world: &mut World, count: usize, came: usize) {
    for at in 0..count {
        let id = world.opportunity(json!({"status": "conversation"}));
        world.set(id, json!({"status": "submitted", "probability": 40}));
        world.set(id, json!({"probability": 80}));
        world.set(
            id,
            json!({"status": if at < came { "contracted" } else { "lost" }}),
        );
    }
}

#[test]
fn it_is_silent_until_there_are_enough_outcomes() {
    let mut world = World::new();
    submitted(&mut world, 9, 4);
    world.opportunity(json!({"status": "submitted"}));
    let early = calibration(&world);
    assert_eq!(
        (early.all.as_ref(), early.statuses.len(), early.outcomes),
        (None, 0, 9)
    );
    assert_eq!(
        early.silence().as_deref(),
        Some("9 outcomes so far. From 10 on, this shows what came of what we said.")
    );
    submitted(&mut world, 1, 0);
    let told = calibration(&world);
    assert_eq!(told.silence(), None);
    let statuses: Vec<&str> = told
        .statuses
        .iter()
        .map(|record| record.status.as_str())
        .collect();
    assert_eq!(statuses, ["conversation", "submitted"]);
}

#[test]
fn it_says_what_was_stated_last_and_what_came() {
    let mut world = World::new();
    submitted(&mut world, 12, 3);
    let told = calibration(&world);
    let sent = told
        .statuses
        .iter()
        .find(|record| record.status == "submitted")
        .expect("enough");
    assert_eq!(
        (sent.outcomes, sent.came, sent.stated, sent.share),
        (12, 3, 80, 25)
    );
    assert_eq!(sent.verdict, Verdict::TooHopeful);
    assert_eq!(
        sent.words(),
        "Of 12 opportunities, 3 came to a contract: 25%. We had said 80%. We have been too hopeful."
    );
    let talk = told
        .statuses
        .iter()
        .find(|record| record.status == "conversation")
        .expect("enough");
    assert_eq!(
        (talk.stated, talk.verdict),
        (10, Verdict::Fits),
        "25% of twelve may be chance"
    );
    assert_eq!(told.all.map(|all| all.stated), Some(80));
}

#[test]
fn assumptions_count_as_they_were_then() {
    let mut world = World::new();
    world.assume(&json!({"submitted": 90}));
    for _ in 0..10 {
        let id = world.opportunity(json!({"status": "submitted"}));
        world.set(id, json!({"status": "lost"}));
    }
    world.assume(&json!({"submitted": 20}));
    let told = calibration(&world);
    assert_eq!(
        told.all.map(|all| (all.stated, all.verdict)),
        Some((90, Verdict::TooHopeful))
    );
}

#[test]
fn what_came_in_already_decided_says_nothing_of_us_and_slips_that_were_undone_do_not_count() {
    let mut world = World::new();
    for _ in 0..20 {
        world.opportunity(json!({"status": "contracted"}));
    }
    assert_eq!(calibration(&world).outcomes, 0);
    submitted(&mut world, 10, 10);
    // A slip: one was called won at once, and that was taken back.
    let slip = world.opportunity(json!({"status": "conversation"}));
    world.set(slip, json!({"status": "won"}));
    let wrong = world.changes.last().expect("a change").id;
    let undo = Change {
        id: ChangeId::NOTHING,
        source: Source::undo(wrong),
        ..undone(&mut world, slip)
    };
    world.changes.pop();
    world.changes.push(undo.sealed());
    world.set(slip, json!({"status": "lost"}));
    let told = calibration(&world);
    assert_eq!(told.outcomes, 11);
    let all = told.all.expect("enough");
    // Ten times 80 and the conversation's 10, not the 90 of the slip.
    assert_eq!((all.stated, all.came), (74, 10));
}

/// The change that sets it back, as it would be written.
fn undone(world: &mut World, record: RecordId) -> Change {
    world.set(record, json!({"status": "conversation"}));
    world.changes.last().expect("a change").clone()
}
