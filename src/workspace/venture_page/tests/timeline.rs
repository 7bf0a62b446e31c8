//! What happened, by month.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn the_timeline_has_entries_moves_and_decided_capital_by_month() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    let call = desk.about(
        "entry",
        10,
        &[
            ("kind", "call"),
            ("happened_on", "2026-05-30"),
            ("said", "All well"),
        ],
    );
    desk.about(
        "capital",
        11,
        &[
            ("kind", "grant"),
            ("status", "secured"),
            ("amount", "1200000"),
            ("decided_on", "2026-05-02"),
        ],
    );
    desk.about(
        "capital",
        12,
        &[("kind", "grant"), ("status", "sought"), ("amount", "5")],
    );
    desk.run(Command::MoveStage {
        venture,
        to: "explore".to_owned(),
        reason: "Keen".to_owned(),
    });
    let months = months(&timeline(&desk.workspace, venture));
    let labels: Vec<_> = months
        .iter()
        .map(|month| (month.label.as_str(), month.happenings.len()))
        .collect();
    assert_eq!(
        labels,
        [("June 2026", 1), ("May 2026", 2)],
        "what is only sought has not happened"
    );
    let What::Move {
        to,
        reason,
        criteria,
        ..
    } = &months[0].happenings[0].what
    else {
        panic!("a move")
    };
    assert_eq!(
        (to.is_empty(), reason.as_str(), criteria.is_empty()),
        (false, "Keen", false)
    );
    assert_eq!(months[1].happenings[0].record, call);
    let What::Capital { amount, .. } = &months[1].happenings[1].what else {
        panic!("capital")
    };
    assert_eq!(amount, "£12,000");
}
