//! What is to be done next.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn steps_agreed_in_a_conversation_stand_among_the_open_ones_by_day() {
    let mut desk = Desk::with_venture();
    let fields = values([
        ("venture", Put::reference(desk.venture)),
        ("kind", Put::text("meeting")),
        ("said", Put::text("We met")),
    ]);
    let step = |what: &str, due: Option<&str>| AgreedStep {
        what: what.to_owned(),
        who: "Amina".to_owned(),
        due: due.map(day),
    };
    let agreed = vec![
        step("Some time", None),
        step("Later", Some("2026-06-20")),
        step("Late", Some("2026-06-02")),
    ];
    desk.run(Command::RecordEntry {
        values: fields,
        steps: agreed,
    });
    let (open, done) = steps(&desk.workspace, desk.venture);
    let late: Vec<_> = open
        .iter()
        .map(|step| (step.what.as_str(), step.days_late(day(TODAY))))
        .collect();
    assert_eq!(
        late,
        [("Late", Some(5)), ("Later", None), ("Some time", None)]
    );
    assert!(done.is_empty());
    desk.run(Command::FinishStep {
        step: open[0].id,
        done: true,
    });
    let (open, done) = steps(&desk.workspace, desk.venture);
    assert_eq!((open.len(), done.len()), (2, 1));
    assert_eq!(
        done[0].days_late(day(TODAY)),
        None,
        "what is done is not late"
    );
}
