//! How changes of several people come together (rules L5 to L9, L13).

use serde_json::{Value, json};

use super::bench::{
    CAFE, GYM, HOUR, NOON, act, act_at, ana, device, draft, look, set, set_op, tags_op, tell,
    themes, value, whole,
};
use crate::ledger::{Applied, Change, ChangeId, DraftOp, Ledger, RecordId, stamp::DeviceId};

/// Two people who both know the gym.
fn two() -> (Ledger, Ledger) {
    let (mut ana_here, mut ben_here) = (device(1), device(2));
    let made = set(
        &mut ana_here,
        GYM,
        [("name", json!("Gym")), ("stage", json!("idea"))],
    );
    tell(&mut ben_here, &[&made]);
    (ana_here, ben_here)
}

/// Both tell each other, and hold the same.
fn meet(one: &mut Ledger, ones: &[&Change], other: &mut Ledger, others: &[&Change]) {
    tell(one, others);
    tell(other, ones);
    assert_eq!(whole(one), whole(other));
}

#[test]
fn l05_people_who_edit_different_fields_both_keep_their_edits() {
    let (mut ana_here, mut ben_here) = two();
    let anas = set(&mut ana_here, GYM, [("name", json!("Green Gym"))]);
    let bens = set(&mut ben_here, GYM, [("stage", json!("test"))]);
    meet(&mut ana_here, &[&anas], &mut ben_here, &[&bens]);
    assert_eq!(value(&ben_here, GYM, "name"), json!("Green Gym"));
    assert_eq!(value(&ben_here, GYM, "stage"), json!("test"));
    assert_eq!(look(&ben_here, GYM).conflicts().count(), 0);
}

#[test]
fn l05_of_two_edits_of_one_field_the_greatest_stamp_wins_everywhere() {
    let (mut ana_here, mut ben_here) = two();
    let bens = act_at(
        &mut ben_here,
        set_op(GYM, [("name", json!("Later"))]),
        NOON + 2,
    );
    let anas = act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Earlier"))]),
        NOON + 1,
    );
    meet(&mut ana_here, &[&anas], &mut ben_here, &[&bens]);
    assert_eq!(value(&ana_here, GYM, "name"), json!("Later"));
}

#[test]
fn l06_an_addition_the_remover_had_not_seen_survives() {
    let (mut ana_here, mut ben_here) = two();
    let tagged = act(&mut ana_here, tags_op(GYM, &["food"], &[]));
    tell(&mut ben_here, &[&tagged]);
    let removed = act(&mut ana_here, tags_op(GYM, &[], &["food"]));
    assert_eq!(themes(&ana_here, GYM), Vec::<Value>::new());
    let out = act(&mut ben_here, tags_op(GYM, &[], &["food"]));
    let added = act(&mut ben_here, tags_op(GYM, &["food"], &[]));
    meet(&mut ana_here, &[&removed], &mut ben_here, &[&out, &added]);
    assert_eq!(
        themes(&ana_here, GYM),
        ["food"],
        "Ben's second addition was never seen by Ana"
    );
}

#[test]
fn l06_two_people_add_and_one_removal_takes_only_what_was_seen() {
    let (mut ana_here, mut ben_here) = two();
    let anas = act(&mut ana_here, tags_op(GYM, &["food"], &[]));
    let bens = act(&mut ben_here, tags_op(GYM, &["food", "care"], &[]));
    let removed = act(&mut ana_here, tags_op(GYM, &[], &["food"]));
    meet(&mut ana_here, &[&anas, &removed], &mut ben_here, &[&bens]);
    assert_eq!(themes(&ben_here, GYM), ["care", "food"]);
    let cleared = act(&mut ben_here, tags_op(GYM, &[], &["food"]));
    meet(&mut ana_here, &[], &mut ben_here, &[&cleared]);
}

#[test]
fn l06_a_removal_that_arrives_before_the_addition_still_counts() {
    let (mut ana_here, mut ben_here) = two();
    let tagged = act(&mut ana_here, tags_op(GYM, &["food", "food"], &[]));
    let removed = act(&mut ana_here, tags_op(GYM, &[], &["food"]));
    tell(&mut ben_here, &[&removed, &tagged, &removed]);
    assert_eq!(whole(&ben_here), whole(&ana_here));
    assert_eq!(themes(&ben_here, GYM), Vec::<Value>::new());
}

#[test]
fn l07_a_losing_concurrent_value_is_kept_and_can_be_chosen() {
    let (mut ana_here, mut ben_here) = two();
    let anas = act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Ana's"))]),
        NOON + 1,
    );
    let bens = act_at(
        &mut ben_here,
        set_op(GYM, [("name", json!("Ben's"))]),
        NOON + 2,
    );
    meet(&mut ana_here, &[&anas], &mut ben_here, &[&bens]);
    let record = look(&ana_here, GYM);
    let (field, register) = record.conflicts().next().expect("a conflict is shown");
    assert_eq!(
        (&**field, &register.winner.value),
        ("name", &json!("Ben's"))
    );
    assert_eq!(register.others[0].value, json!("Ana's"));

    let chosen = act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Ana's"))]),
        NOON + 3,
    );
    meet(&mut ana_here, &[&chosen], &mut ben_here, &[]);
    tell(&mut ben_here, &[&chosen]);
    assert_eq!(value(&ben_here, GYM, "name"), json!("Ana's"));
    assert_eq!(look(&ben_here, GYM).conflicts().count(), 0);
}

#[test]
fn l07_choosing_the_value_that_won_settles_a_conflict_too() {
    let (mut ana_here, mut ben_here) = two();
    let anas = act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Ana's"))]),
        NOON + 1,
    );
    let bens = act_at(
        &mut ben_here,
        set_op(GYM, [("name", json!("Ben's"))]),
        NOON + 2,
    );
    meet(&mut ana_here, &[&anas], &mut ben_here, &[&bens]);
    act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Ben's"))]),
        NOON + 3,
    );
    assert_eq!(look(&ana_here, GYM).conflicts().count(), 0);
}

#[test]
fn l07_a_value_that_was_seen_and_replaced_is_only_history() {
    let (mut ana_here, mut ben_here) = two();
    let anas = set(&mut ana_here, GYM, [("name", json!("Green Gym"))]);
    tell(&mut ben_here, &[&anas]);
    // Ben's clock is an hour behind; having seen Ana's name, he still comes after her.
    let bens = act_at(
        &mut ben_here,
        set_op(GYM, [("name", json!("Park Gym"))]),
        NOON - HOUR,
    );
    tell(&mut ana_here, &[&bens]);
    assert_eq!(value(&ana_here, GYM, "name"), json!("Park Gym"));
    assert_eq!(look(&ana_here, GYM).conflicts().count(), 0);
}

#[test]
fn l07_the_same_value_twice_is_no_conflict() {
    let (mut ana_here, mut ben_here) = two();
    let anas = set(&mut ana_here, GYM, [("stage", json!("test"))]);
    let bens = set(&mut ben_here, GYM, [("stage", json!("test"))]);
    meet(&mut ana_here, &[&anas], &mut ben_here, &[&bens]);
    assert_eq!(look(&ana_here, GYM).conflicts().count(), 0);
}

#[test]
fn l08_a_deleted_record_leaves_views_and_comes_back_as_it_was() {
    let (mut here, _) = two();
    act(&mut here, tags_op(GYM, &["food"], &[]));
    let before = look(&here, GYM);
    act(&mut here, DraftOp::Delete { record: GYM });
    assert!(here.records().present(GYM).is_none());
    assert_eq!(here.records().of_kind("venture").count(), 0);
    act(&mut here, DraftOp::Restore { record: GYM });
    let after = look(&here, GYM);
    assert!(here.records().present(GYM).is_some());
    assert_eq!((after.fields, after.sets), (before.fields, before.sets));
}

#[test]
fn l08_a_concurrent_edit_shows_as_edited_after_deletion() {
    let (mut ana_here, mut ben_here) = two();
    let deleted = act(&mut ana_here, DraftOp::Delete { record: GYM });
    assert!(!look(&ana_here, GYM).is_edited_after_deletion());
    let edited = set(&mut ben_here, GYM, [("stage", json!("test"))]);
    meet(&mut ana_here, &[&deleted], &mut ben_here, &[&edited]);
    let record = look(&ana_here, GYM);
    assert!(record.is_deleted() && record.is_edited_after_deletion());
    act(&mut ana_here, DraftOp::Restore { record: GYM });
    assert_eq!(
        value(&ana_here, GYM, "stage"),
        json!("test"),
        "the edit was not lost"
    );
    assert!(!look(&ana_here, GYM).is_edited_after_deletion());
}

#[test]
fn l08_a_record_can_be_left_deleted_and_its_later_edits_are_seen_then() {
    let (mut ana_here, mut ben_here) = two();
    let deleted = act(&mut ana_here, DraftOp::Delete { record: GYM });
    let edited = set(&mut ben_here, GYM, [("stage", json!("test"))]);
    meet(&mut ana_here, &[&deleted], &mut ben_here, &[&edited]);
    let left = act(&mut ana_here, DraftOp::LeaveDeleted { record: GYM });
    tell(&mut ben_here, &[&left]);
    for here in [&ana_here, &ben_here] {
        let record = look(here, GYM);
        assert!(record.is_deleted() && !record.is_edited_after_deletion());
    }
    let again = draft(DraftOp::LeaveDeleted { record: GYM });
    assert_eq!(
        ana_here.commit(again, &ana(), NOON),
        None,
        "nothing is left to see"
    );
    let plan = ana_here.plan_undo(&deleted, deleted.id);
    ana_here.commit(plan.draft, &ana(), NOON).expect("undone");
    assert!(
        !look(&ana_here, GYM).is_deleted(),
        "the first deletion can still be undone"
    );
}

#[test]
fn l08_an_edit_that_one_of_two_deleters_had_seen_is_not_called_later() {
    let (mut ana_here, mut ben_here) = two();
    let edited = set(&mut ben_here, GYM, [("stage", json!("test"))]);
    let bens = act(&mut ben_here, DraftOp::Delete { record: GYM });
    let anas = act_at(&mut ana_here, DraftOp::Delete { record: GYM }, NOON + 5);
    meet(&mut ana_here, &[&anas], &mut ben_here, &[&edited, &bens]);
    assert!(!look(&ana_here, GYM).is_edited_after_deletion());
}

#[test]
fn l08_nothing_cascades_and_a_reference_can_tell_that_its_target_is_deleted() {
    let (mut here, _) = two();
    set(
        &mut here,
        CAFE,
        [("name", json!("Café")), ("partner", json!(GYM.to_string()))],
    );
    act(&mut here, DraftOp::Delete { record: GYM });
    assert!(here.records().present(CAFE).is_some());
    let partner = value(&here, CAFE, "partner");
    let partner =
        RecordId::parse(partner.as_str().unwrap_or_default()).expect("the reference still stands");
    assert!(
        here.records()
            .get(partner)
            .is_some_and(|target| target.is_deleted())
    );
}

#[test]
fn l09_order_repetition_and_partition_do_not_matter() {
    let (mut ana_here, mut ben_here) = two();
    let mut changes = Vec::new();
    for number in 0..4 {
        changes.push(set(&mut ana_here, GYM, [("stage", json!(number))]));
        changes.push(set(&mut ben_here, GYM, [("stage", json!(number + 10))]));
        changes.push(act(&mut ana_here, tags_op(GYM, &["food"], &[])));
        changes.push(act(&mut ana_here, tags_op(GYM, &[], &["food"])));
    }
    changes.push(act(&mut ana_here, DraftOp::Delete { record: GYM }));
    let mut first = device(7);
    tell(&mut first, &changes.iter().collect::<Vec<_>>());
    for seed in 0..200 {
        let mut parcel: Vec<&Change> = changes.iter().chain(&changes).collect();
        super::histories::shuffle(&mut parcel, seed);
        let mut other = device(8);
        tell(&mut other, &parcel);
        assert_eq!(whole(&other), whole(&first));
        assert_eq!(other.apply(&changes[0], NOON), Applied::Known);
    }
}

#[test]
fn l09_a_record_called_by_two_kinds_ends_as_one_of_them_everywhere() {
    let kinds = ["venture", "contact", "organisation"];
    let changes: Vec<Change> = (1u64..)
        .zip(kinds)
        .map(|(number, kind)| {
            let mut op = set_op(GYM, [("name", json!("Gym"))]);
            if let DraftOp::Set { kind: named, .. } = &mut op {
                *named = kind.to_owned();
            }
            device(number).commit(draft(op), &ana(), NOON).expect("new")
        })
        .collect();
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let mut ledger = device(9);
        for at in order {
            tell(&mut ledger, &[&changes[at]]);
        }
        assert_eq!(&*look(&ledger, GYM).kind, "contact");
        assert_eq!(
            ledger
                .records()
                .kinds()
                .map(|kind| &**kind)
                .collect::<Vec<_>>(),
            ["contact"]
        );
        assert_eq!(ledger.records().ids_of_kind("contact"), [GYM]);
    }
}

#[test]
fn l13_a_valid_operation_is_never_refused() {
    let (mut ana_here, mut ben_here) = two();
    // Each is sensible where it is made; together they break what a workspace would call a rule: one lead coach, no
    // gate passed by a venture that was deleted.
    let anas = set(&mut ana_here, GYM, [("lead", json!("Ana"))]);
    let deleted = act(&mut ana_here, DraftOp::Delete { record: GYM });
    let bens = set(
        &mut ben_here,
        GYM,
        [("lead", json!("Ben")), ("stage", json!("test"))],
    );
    for change in [&anas, &deleted] {
        assert!(
            matches!(ben_here.apply(change, NOON), Applied::Fresh(touched) if touched == [GYM])
        );
    }
    assert!(matches!(ana_here.apply(&bens, NOON), Applied::Fresh(touched) if touched == [GYM]));
    let record = look(&ana_here, GYM);
    assert!(record.is_deleted() && record.is_edited_after_deletion());
    assert_eq!(
        record.conflicts().count(),
        1,
        "what the workspace needs to raise it is all there"
    );
}

#[test]
fn l13_changes_that_arrive_before_what_they_build_on_are_taken() {
    let (mut ana_here, _) = two();
    let edits: Vec<Change> = (0..5)
        .map(|number| set(&mut ana_here, GYM, [("stage", json!(number))]))
        .collect();
    let mut late = Ledger::new(DeviceId(5));
    for change in edits.iter().rev() {
        assert!(matches!(late.apply(change, NOON), Applied::Fresh(_)));
        assert_eq!(value(&late, GYM, "stage"), json!(4));
        assert_eq!(look(&late, GYM).conflicts().count(), 0);
    }
    assert_eq!(
        late.known_changes()
            .collect::<std::collections::BTreeSet<ChangeId>>()
            .len(),
        5
    );
}
