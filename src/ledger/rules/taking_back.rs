//! Undo and redo (rule L10).

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::TestCaseError};
use serde_json::{Value, json};

use super::{
    bench::{
        CAFE, GYM, NOON, act, ana, device, draft, look, restarted, set, set_op, tags_op, tell,
        themes, value,
    },
    random::{check, wishes},
};
use crate::ledger::{
    Change, ChangeId, Draft, DraftOp, Ledger, RecordId,
    undo::{LeftAlone, UndoPlan},
};

/// Commits a plan that is expected to do something and to leave nothing alone.
fn carry_out(ledger: &mut Ledger, plan: UndoPlan) -> Change {
    assert_eq!(plan.left_alone, []);
    ledger
        .commit(plan.draft, &ana(), NOON)
        .expect("there is something to take back")
}

fn undo(ledger: &mut Ledger, original: &Change) -> Change {
    let plan = ledger.plan_undo(original, original.id);
    carry_out(ledger, plan)
}

#[test]
fn l10_undo_brings_back_what_was_overwritten_and_redo_what_was_undone() {
    let mut here = device(1);
    set(
        &mut here,
        GYM,
        [("name", json!("Gym")), ("stage", json!("idea"))],
    );
    let edit = act(
        &mut here,
        set_op(GYM, [("stage", json!("test")), ("need", json!("Company"))]),
    );
    let undone = undo(&mut here, &edit);
    assert_eq!(undone.ops.len(), 1, "one operation for all fields");
    assert_eq!(value(&here, GYM, "stage"), json!("idea"));
    assert_eq!(value(&here, GYM, "need"), Value::Null);
    let plan = here.plan_redo(&edit, undone.id);
    carry_out(&mut here, plan);
    assert_eq!(value(&here, GYM, "stage"), json!("test"));
    assert_eq!(value(&here, GYM, "need"), json!("Company"));
}

#[test]
fn l10_undo_never_touches_a_field_that_was_changed_again_and_says_so() {
    let (mut ana_here, mut ben_here) = (device(1), device(2));
    let made = set(
        &mut ana_here,
        GYM,
        [("name", json!("Gym")), ("stage", json!("idea"))],
    );
    let edit = set(
        &mut ana_here,
        GYM,
        [("name", json!("Green Gym")), ("stage", json!("test"))],
    );
    tell(&mut ben_here, &[&made, &edit]);
    let later = set(&mut ben_here, GYM, [("stage", json!("prove"))]);
    tell(&mut ana_here, &[&later]);

    let plan = ana_here.plan_undo(&edit, edit.id);
    assert_eq!(
        plan.left_alone,
        [LeftAlone {
            record: GYM,
            field: Some("stage".to_owned())
        }]
    );
    ana_here.commit(plan.draft, &ana(), NOON);
    assert_eq!(value(&ana_here, GYM, "name"), json!("Gym"));
    assert_eq!(value(&ana_here, GYM, "stage"), json!("prove"));

    let plan = ana_here.plan_undo(&made, made.id);
    assert_eq!(
        plan.left_alone,
        [LeftAlone {
            record: GYM,
            field: None
        }]
    );
    assert_eq!(
        plan.draft.ops,
        [],
        "a venture that others worked on does not vanish"
    );
}

#[test]
fn l10_redo_never_touches_a_field_that_was_changed_again() {
    let mut here = device(1);
    set(&mut here, GYM, [("name", json!("Gym"))]);
    let edit = set(&mut here, GYM, [("name", json!("Green Gym"))]);
    let undone = undo(&mut here, &edit);
    set(&mut here, GYM, [("name", json!("Park Gym"))]);
    let plan = here.plan_redo(&edit, undone.id);
    assert_eq!(plan.draft.ops, []);
    assert_eq!(
        plan.left_alone,
        [LeftAlone {
            record: GYM,
            field: Some("name".to_owned())
        }]
    );
}

#[test]
fn l10_undoing_a_creation_takes_the_record_with_its_tags_and_redo_brings_both_back() {
    let mut here = device(1);
    let ops = vec![
        set_op(GYM, [("name", json!("Gym"))]),
        tags_op(GYM, &["sport", "food"], &[]),
        set_op(CAFE, [("name", json!("Café"))]),
    ];
    let made = here
        .commit(
            Draft {
                ops,
                ..Draft::by_hand("Imported")
            },
            &ana(),
            NOON,
        )
        .expect("new");
    let undone = undo(&mut here, &made);
    assert!(look(&here, GYM).is_deleted() && look(&here, CAFE).is_deleted());
    let plan = here.plan_redo(&made, undone.id);
    carry_out(&mut here, plan);
    assert!(!look(&here, GYM).is_deleted());
    assert_eq!(themes(&here, GYM), ["food", "sport"]);
}

#[test]
fn l10_a_record_whose_making_was_undone_can_be_made_again() {
    let mut here = device(1);
    let settings = RecordId::named("settings");
    let made = set(&mut here, settings, [("name", json!("Nest"))]);
    undo(&mut here, &made);
    let again = set(&mut here, settings, [("name", json!("Nest"))]);
    assert!(!look(&here, settings).is_deleted());
    undo(&mut here, &again);
    assert!(look(&here, settings).is_deleted());
}

#[test]
fn l10_undo_takes_out_a_tag_unless_somebody_else_added_it_too() {
    let (mut ana_here, mut ben_here) = (device(1), device(2));
    let made = set(&mut ana_here, GYM, [("name", json!("Gym"))]);
    tell(&mut ben_here, &[&made]);
    let tagged = act(&mut ana_here, tags_op(GYM, &["food", "sport"], &[]));
    let also = act(&mut ben_here, tags_op(GYM, &["food"], &[]));
    tell(&mut ana_here, &[&also]);
    let plan = ana_here.plan_undo(&tagged, tagged.id);
    assert_eq!(
        plan.left_alone,
        [LeftAlone {
            record: GYM,
            field: Some("themes".to_owned())
        }]
    );
    ana_here.commit(plan.draft, &ana(), NOON);
    assert_eq!(themes(&ana_here, GYM), ["food"]);
}

#[test]
fn l10_undo_puts_a_tag_back_unless_somebody_took_it_out_again() {
    let mut here = device(1);
    set(&mut here, GYM, [("name", json!("Gym"))]);
    act(&mut here, tags_op(GYM, &["food"], &[]));
    let removed = act(&mut here, tags_op(GYM, &[], &["food"]));
    let mut other = restarted(&mut here);
    undo(&mut other, &removed);
    assert_eq!(themes(&other, GYM), ["food"]);

    act(&mut here, tags_op(GYM, &["food"], &[]));
    act(&mut here, tags_op(GYM, &[], &["food"]));
    let plan = here.plan_undo(&removed, removed.id);
    assert_eq!((plan.draft.ops.len(), plan.left_alone.len()), (0, 1));
}

#[test]
fn l10_undo_of_a_winner_shows_the_value_that_had_lost_and_redo_the_conflict() {
    let (mut ana_here, mut ben_here) = (device(1), device(2));
    let made = set(&mut ana_here, GYM, [("name", json!("Gym"))]);
    tell(&mut ben_here, &[&made]);
    let bens = set(&mut ben_here, GYM, [("name", json!("Ben's gym"))]);
    let anas = super::bench::act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Ana's gym"))]),
        NOON + 5,
    );
    tell(&mut ana_here, &[&bens]);
    let conflicts = |ledger: &Ledger| look(ledger, GYM).conflicts().count();
    assert_eq!(
        (value(&ana_here, GYM, "name"), conflicts(&ana_here)),
        (json!("Ana's gym"), 1)
    );

    let undone = undo(&mut ana_here, &anas);
    assert_eq!(
        (value(&ana_here, GYM, "name"), conflicts(&ana_here)),
        (json!("Ben's gym"), 0)
    );
    let plan = ana_here.plan_redo(&anas, undone.id);
    let redone = carry_out(&mut ana_here, plan);
    assert_eq!(
        (value(&ana_here, GYM, "name"), conflicts(&ana_here)),
        (json!("Ana's gym"), 1)
    );
    let plan = ana_here.plan_undo(&anas, redone.id);
    carry_out(&mut ana_here, plan);
    assert_eq!(value(&ana_here, GYM, "name"), json!("Ben's gym"));
    undo(&mut ana_here, &bens);
    assert_eq!(
        (value(&ana_here, GYM, "name"), conflicts(&ana_here)),
        (json!("Gym"), 0)
    );
}

#[test]
fn l10_a_record_that_two_people_deleted_stays_deleted_when_one_thinks_again() {
    let (mut ana_here, mut ben_here) = (device(1), device(2));
    let made = set(&mut ana_here, GYM, [("name", json!("Gym"))]);
    tell(&mut ben_here, &[&made]);
    let bens = act(&mut ben_here, DraftOp::Delete { record: GYM });
    let anas = super::bench::act_at(&mut ana_here, DraftOp::Delete { record: GYM }, NOON + 5);
    tell(&mut ana_here, &[&bens]);
    let plan = ana_here.plan_undo(&anas, anas.id);
    assert_eq!(plan.draft.ops, []);
    assert_eq!(
        plan.left_alone,
        [LeftAlone {
            record: GYM,
            field: None
        }]
    );
}

#[test]
fn l10_a_whole_history_is_taken_back_save_what_others_changed_since() {
    let mut here = device(1);
    set(
        &mut here,
        GYM,
        [("name", json!("Gym")), ("stage", json!("idea"))],
    );
    let history = [
        set(
            &mut here,
            GYM,
            [("name", json!("Green Gym")), ("stage", json!("test"))],
        ),
        set(&mut here, GYM, [("name", json!("Park Gym"))]),
        act(&mut here, tags_op(GYM, &["food"], &[])),
        set(&mut here, CAFE, [("name", json!("Café"))]),
        set(&mut here, CAFE, [("name", json!("Corner café"))]),
    ];
    set(&mut here, GYM, [("stage", json!("prove"))]);
    let plan = here.plan_undo_of_many(&history, "Undo: merged a file".to_owned());
    let stage = Some("stage".to_owned());
    assert_eq!(
        plan.left_alone,
        [LeftAlone {
            record: GYM,
            field: stage
        }]
    );
    here.commit(plan.draft, &ana(), NOON);
    assert_eq!(value(&here, GYM, "name"), json!("Gym"));
    assert_eq!(value(&here, GYM, "stage"), json!("prove"));
    assert_eq!(themes(&here, GYM), Vec::<Value>::new());
    assert!(look(&here, CAFE).is_deleted());
}

// ---- all the way back and all the way forth ----

#[derive(Clone, Debug)]
enum Step {
    Act(Vec<DraftOp>),
    Undo(usize),
    Redo(usize),
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => wishes().prop_map(Step::Act),
        3 => (1usize..6).prop_map(Step::Undo),
        2 => (1usize..6).prop_map(Step::Redo),
        1 => Just(Step::Restart),
    ]
}

type Seen = BTreeMap<RecordId, (BTreeMap<String, Value>, BTreeMap<String, Vec<Value>>)>;

/// What a person sees: records that are there, their values and items.
fn seen(ledger: &Ledger) -> Seen {
    let present = ledger
        .records()
        .all_by_id()
        .filter(|record| !record.is_deleted());
    present
        .map(|record| {
            let values = record
                .fields
                .keys()
                .filter_map(|name| Some((name.to_string(), record.value(name)?.clone())));
            let items = record
                .sets
                .keys()
                .map(|name| (name.to_string(), record.items(name).cloned().collect()));
            let items = items.filter(|(_, items): &(String, Vec<Value>)| !items.is_empty());
            (record.id, (values.collect(), items.collect()))
        })
        .collect()
}

/// One browser with its undo list, and what was seen at every place of that list.
struct Desk {
    ledger: Ledger,
    steps: Vec<(Change, ChangeId)>,
    /// How many of the steps stand.
    at: usize,
    sights: Vec<Seen>,
    clock: u64,
}

impl Desk {
    fn new() -> Self {
        Self {
            ledger: device(1),
            steps: Vec::new(),
            at: 0,
            sights: vec![Seen::new()],
            clock: NOON,
        }
    }

    fn act(&mut self, ops: &[DraftOp]) {
        self.clock += 1;
        let draft = Draft {
            ops: ops.to_vec(),
            ..Draft::by_hand("Something")
        };
        if let Some(change) = self.ledger.commit(draft, &ana(), self.clock) {
            self.steps.truncate(self.at);
            self.sights.truncate(self.at + 1);
            self.steps.push((change.clone(), change.id));
            self.sights.push(seen(&self.ledger));
            self.at += 1;
        }
    }

    fn go(&mut self, back: bool) -> Result<bool, TestCaseError> {
        self.clock += 1;
        let place = if back {
            self.at.checked_sub(1)
        } else {
            Some(self.at)
        };
        let Some((original, standing)) = place.and_then(|place| self.steps.get(place)).cloned()
        else {
            return Ok(false);
        };
        let plan = if back {
            self.ledger.plan_undo(&original, standing)
        } else {
            self.ledger.plan_redo(&original, standing)
        };
        prop_assert_eq!(
            plan.left_alone,
            vec![],
            "nobody else is here: {:?}",
            original
        );
        let change = self.ledger.commit(plan.draft, &ana(), self.clock);
        let change =
            change.ok_or_else(|| TestCaseError::fail(format!("did nothing: {original:?}")))?;
        self.at = if back { self.at - 1 } else { self.at + 1 };
        self.steps[place.unwrap_or_default()].1 = change.id;
        prop_assert_eq!(seen(&self.ledger), self.sights[self.at].clone());
        Ok(true)
    }
}

#[test]
fn l10_all_the_way_back_and_forth_shows_every_state_again() {
    check(256, &prop::collection::vec(step(), 1..40), |steps| {
        let mut desk = Desk::new();
        for step in &steps {
            match step {
                Step::Act(ops) => desk.act(ops),
                Step::Undo(times) => {
                    for _ in 0..*times {
                        desk.go(true)?;
                    }
                }
                Step::Redo(times) => {
                    for _ in 0..*times {
                        desk.go(false)?;
                    }
                }
                Step::Restart => desk.ledger = restarted(&mut desk.ledger),
            }
        }
        for _ in 0..2 {
            while desk.go(true)? {}
            prop_assert_eq!(seen(&desk.ledger), Seen::new());
            while desk.go(false)? {}
            desk.ledger = restarted(&mut desk.ledger);
        }
        Ok(())
    });
}

#[test]
fn l10_create_edit_undo_edit_undo_undo_redo() {
    let mut desk = Desk::new();
    let name = |text: &str| [set_op(GYM, [("name", json!(text))])];
    desk.act(&name("Gym"));
    desk.act(&name("Green Gym"));
    let go = |desk: &mut Desk, back| desk.go(back).expect("every state comes back");
    assert!(go(&mut desk, true));
    desk.act(&name("Park Gym"));
    assert!(go(&mut desk, true) && go(&mut desk, true));
    assert!(look(&desk.ledger, GYM).is_deleted());
    assert!(go(&mut desk, false));
    assert_eq!(value(&desk.ledger, GYM, "name"), json!("Gym"));
    assert!(go(&mut desk, false));
    assert_eq!(value(&desk.ledger, GYM, "name"), json!("Park Gym"));
    assert!(!go(&mut desk, false));
}

#[test]
fn l10_nothing_to_take_back_makes_no_change() {
    let mut here = device(1);
    let made = set(&mut here, GYM, [("name", json!("Gym"))]);
    undo(&mut here, &made);
    let stamp = here.last_stamp();
    let plan = here.plan_undo(&made, made.id);
    assert_eq!(here.commit(plan.draft, &ana(), NOON), None);
    assert_eq!(
        here.commit(draft(set_op(CAFE, [])), &ana(), NOON)
            .map(|change| change.ops.len()),
        Some(1)
    );
    assert!(here.last_stamp() > stamp);
}

#[test]
fn l10_any_whole_history_can_be_taken_back_at_once() {
    let acts = || prop::collection::vec(wishes(), 0..15);
    check(
        256,
        &(acts(), acts(), any::<u64>()),
        |(base, history, order)| {
            let mut desk = Desk::new();
            base.iter().for_each(|ops| desk.act(ops));
            let (before, from) = (seen(&desk.ledger), desk.steps.len());
            history.iter().for_each(|ops| desk.act(ops));
            let mut changes: Vec<Change> = desk.steps[from..]
                .iter()
                .map(|step| step.0.clone())
                .collect();
            super::histories::shuffle(&mut changes, order);
            let plan = desk.ledger.plan_undo_of_many(&changes, "Undo".to_owned());
            prop_assert_eq!(&plan.left_alone, &[]);
            desk.ledger.commit(plan.draft, &ana(), desk.clock + 1);
            prop_assert_eq!(seen(&desk.ledger), before);
            Ok(())
        },
    );
}
