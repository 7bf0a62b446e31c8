//! The strip of stages, and the glance at the next gate.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn the_strip_knows_when_each_stage_was_reached() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    desk.run(Command::MoveStage {
        venture,
        to: "test".to_owned(),
        reason: "Ready".to_owned(),
    });
    let strip: Vec<_> = stops(&desk.workspace, venture)
        .into_iter()
        .map(|stop| {
            (
                stop.code,
                stop.state.word(),
                stop.since.map(|day| day.iso()),
            )
        })
        .take(4)
        .collect();
    let expected = [
        ("idea", "past", Some("2026-01-05")),
        ("explore", "past", None),
        ("test", "here", Some(TODAY)),
        ("prove", "ahead", None),
    ];
    let expected =
        expected.map(|(code, state, since)| (code.to_owned(), state, since.map(str::to_owned)));
    assert_eq!(strip, expected);
}

#[test]
fn the_gate_glance_counts_what_is_met_of_what_is_asked() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    let before = next_gate(&desk.workspace, venture).expect("there is a next stage");
    assert_eq!((before.to.as_str(), before.met), ("explore", 0));
    let states = ["met", "not_applicable"];
    for (point, state) in before.points.iter().zip(states) {
        desk.run(Command::CheckGate {
            venture,
            criterion: point.code.clone(),
            state: state.to_owned(),
            note: String::new(),
            evidence: String::new(),
        });
    }
    let after = next_gate(&desk.workspace, venture).expect("there is a next stage");
    assert_eq!((after.met, after.asked), (1, before.asked - 1));
}
