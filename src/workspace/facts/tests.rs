use super::*;
use crate::{
    ledger::{Author, DeviceId, Draft, DraftOp},
    workspace::{Command, Put, Workspace, command::values, opportunities::tests::Desk},
};

/// What is kept up to date says what reading everything anew would say.
fn assert_up_to_date(workspace: &Workspace) {
    let (kept, fresh) = (workspace.facts(), Facts::read(workspace.records()));
    assert_eq!(kept.by_name(), fresh.by_name());
    for (_, venture) in fresh.by_name() {
        assert_eq!(kept.words(venture.id), fresh.words(venture.id));
        let of = |facts: &Facts| {
            let mut of = facts.of(venture.id).cloned().unwrap_or_default();
            ordering::sort(&mut of.around);
            of
        };
        assert_eq!(of(kept), of(&fresh));
    }
}

#[test]
fn facts_follow_every_change() {
    let mut desk = Desk::new();
    assert_up_to_date(&desk.workspace);
    let one = desk.named("venture", "Éire");
    let other = desk.named("venture", "Alder");
    desk.named("venture", "alder");
    desk.named("venture", "!");
    assert_up_to_date(&desk.workspace);
    let of = |venture: RecordId| values([("venture", Put::reference(venture))]);
    let mut asked = of(one);
    asked.insert("what".to_owned(), Put::text("Ring them"));
    let step = desk.add("step", asked);
    let edits = [
        (step, of(other)),
        (step, values([("venture", Put::nothing())])),
        (step, of(one)),
        (one, values([("name", Put::text("Zebra"))])),
        (other, values([("need", Put::text("Nobody asked"))])),
    ];
    for (record, values) in edits {
        desk.run(Command::Edit { record, values });
        assert_up_to_date(&desk.workspace);
    }
    for records in [vec![step], vec![one]] {
        desk.run(Command::Delete { records });
        assert_up_to_date(&desk.workspace);
    }
    for _ in 0..4 {
        desk.run(Command::Undo);
        assert_up_to_date(&desk.workspace);
    }
}

#[test]
fn facts_follow_what_comes_in_together_and_late() {
    let mut desk = Desk::new();
    let ventures = ["One", "Two"].map(|name| desk.named("venture", name));
    desk.workspace.facts().by_name();
    let mut colleague = crate::ledger::Ledger::new(DeviceId(7));
    let step = RecordId(77);
    let mut set = |kind: &str, record: RecordId, field: &str, value: String, now: u64| {
        let fields = ordering::object_of(vec![(field, value.into())]);
        let op = DraftOp::Set {
            record,
            kind: kind.to_owned(),
            fields,
        };
        let draft = Draft {
            ops: vec![op],
            ..Draft::by_hand("Changed")
        };
        colleague.commit(draft, &Author::new("Ana", "Coach"), now)
    };
    const NOW: u64 = 1_780_000_000_000;
    const TWO_DAYS: u64 = 2 * 24 * 3_600_000;
    let mut changes = Vec::new();
    // One record, several times over.
    for venture in [0, 1, 0, 1] {
        changes.extend(set(
            "step",
            step,
            "venture",
            ventures[venture].to_string(),
            NOW,
        ));
    }
    // More ventures than are put into their places one by one.
    for at in 0..150_u32 {
        let id = RecordId(1_000 + u128::from(at));
        changes.extend(set(
            "venture",
            id,
            "name",
            format!("Venture {}", at % 40),
            NOW,
        ));
    }
    // A clock that runs ahead: this waits until its time has come.
    let late = NOW + TWO_DAYS;
    changes.extend(set("step", step, "venture", ventures[0].to_string(), late));
    desk.workspace.merge(&changes, NOW);
    assert_eq!(desk.workspace.ledger().set_aside().len(), 1);
    assert_up_to_date(&desk.workspace);
    desk.workspace.merge(&[], late);
    assert_eq!(desk.workspace.ledger().set_aside(), []);
    assert_up_to_date(&desk.workspace);
    let around = desk.workspace.facts().of(ventures[0]);
    assert_eq!(
        around.map(|facts| facts.around.as_slice()),
        Some(&[step][..])
    );
}
