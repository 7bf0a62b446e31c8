//! What a change says and how it is stamped (rules L1 to L4, L11, L12, L15).

use serde_json::{Value, json};

use super::bench::{
    CAFE, GYM, HOUR, NOON, act, act_at, ana, device, draft, look, restarted, set, set_op, tags_op,
    tell, through_json, value, whole,
};
use crate::ledger::{
    Applied, Author, Change, ChangeId, DeviceId, Draft, DraftOp, Ledger, Op, Source, Stamp,
    clock::{Clock, TOLERATED_AHEAD_MS},
    snapshot::{SNAPSHOT_FORM, SnapshotError},
};

#[test]
fn l01_a_change_says_who_when_why_from_where_and_what() {
    let mut here = device(7);
    let draft = Draft {
        why: "Imported 74 grants".to_owned(),
        source: Source::import("grants.json", "ab12"),
        ops: vec![set_op(GYM, [("name", json!("Gym"))])],
    };
    let change = here.commit(draft, &ana(), NOON).expect("new");
    let text = serde_json::to_value(&change).expect("a change is JSON");
    assert_eq!(text["id"], json!(change.id.to_string()));
    assert_eq!(
        text["stamp"],
        json!("2026-06-07T13:05:00.000Z-0000-0000000000000007")
    );
    assert_eq!(text["by"], json!({"name": "Ana", "role": "Coach"}));
    assert_eq!(text["why"], json!("Imported 74 grants"));
    assert_eq!(
        text["source"],
        json!({"kind": "import", "file": "grants.json", "hash": "ab12"})
    );
    assert_eq!(text["ops"][0]["fields"]["name"], json!({"is": "Gym"}));
    assert_eq!(through_json(&change), change);
}

#[test]
fn l01_a_change_that_was_altered_no_longer_has_its_id() {
    let mut here = device(1);
    let change = set(&mut here, GYM, [("name", json!("Gym"))]);
    let alterations: [fn(&mut Change); 6] = [
        |change| change.why.push('!'),
        |change| change.seq += 1,
        |change| change.stamp.counter += 1,
        |change| change.by.role.clear(),
        |change| change.ops.clear(),
        |change| drop(change.rest.insert("x".to_owned(), json!(1))),
    ];
    for alter in alterations {
        let mut altered = change.clone();
        alter(&mut altered);
        assert_ne!(altered.content_id(), change.id);
    }
}

#[test]
fn l01_numbers_keep_their_exact_value_and_the_change_its_id() {
    let mut here = device(1);
    // The last two come out one bit wrong where a reader of JSON takes short cuts.
    let numbers = [
        0.1 + 0.2,
        -0.0,
        5e-324,
        f64::MAX,
        1.0,
        31.245270191439438,
        121.48791951161945,
    ];
    for number in numbers {
        let change = set(
            &mut here,
            GYM,
            [("weight", json!(number)), ("n", json!(u64::MAX))],
        );
        assert_eq!(through_json(&change), change);
    }
}

#[test]
fn l02_stamps_order_all_changes_by_time_counter_and_device() {
    let stamp = |wall, counter, device| Stamp {
        wall,
        counter,
        device: DeviceId(device),
    };
    let rising = [
        stamp(1, 9, 9),
        stamp(2, 0, 5),
        stamp(2, 0, 6),
        stamp(2, 1, 1),
        stamp(3, 0, 0),
    ];
    assert!(rising.is_sorted());
    assert!(
        rising.map(|stamp| stamp.to_string()).is_sorted(),
        "the text sorts the same way"
    );
}

#[test]
fn l02_equal_stamps_are_told_apart_by_the_content_hash_everywhere() {
    // A copied browser profile: two writers believe that they are the same device.
    let mut originals = [device(1), device(1)];
    let made = set(&mut originals[0], GYM, [("name", json!("Gym"))]);
    tell(&mut originals[1], &[&made]);
    let twins: Vec<Change> = originals
        .iter_mut()
        .zip(["One", "Other"])
        .map(|(ledger, name)| set(ledger, GYM, [("name", json!(name))]))
        .collect();
    assert_eq!(twins[0].stamp, twins[1].stamp);
    let (mut here, mut there) = (device(2), device(3));
    tell(&mut here, &[&made, &twins[0], &twins[1]]);
    tell(&mut there, &[&twins[1], &twins[0], &made]);
    assert_eq!(whole(&here), whole(&there));
    let winner = twins
        .iter()
        .max_by_key(|change| change.id)
        .expect("there are two");
    assert_eq!(look(&here, GYM).fields["name"].winner.change, winner.id);
}

#[test]
fn l03_stamps_grow_when_the_wall_clock_goes_back_also_after_a_restart() {
    let mut here = device(1);
    let mut last = here.last_stamp();
    for (turn, now) in [NOON, NOON, NOON - HOUR, 0, NOON - 1, NOON + 1, NOON]
        .into_iter()
        .enumerate()
    {
        let change = act_at(&mut here, set_op(GYM, [("turn", json!(turn))]), now);
        assert!(change.stamp > last, "turn {turn}");
        last = change.stamp;
        here = restarted(&mut here);
    }
}

#[test]
fn l03_stamps_grow_beyond_the_counter() {
    let mut clock = Clock::new(DeviceId(1));
    let mut last = clock.tick(NOON);
    for _ in 0..70_000 {
        let next = clock.tick(NOON - HOUR);
        assert!(next > last);
        last = next;
    }
}

#[test]
fn l03_what_is_written_after_seeing_a_change_comes_after_it() {
    let (mut ana_here, mut ben_here) = (device(1), device(2));
    let anas = act_at(
        &mut ana_here,
        set_op(GYM, [("name", json!("Gym"))]),
        NOON + HOUR,
    );
    ben_here.apply(&anas, NOON);
    let bens = act_at(
        &mut ben_here,
        set_op(GYM, [("name", json!("Park Gym"))]),
        NOON,
    );
    assert!(bens.stamp > anas.stamp);
}

#[test]
fn l04_a_stamp_from_more_than_a_day_ahead_is_set_aside_and_moves_no_clock() {
    let (mut here, mut wrong) = (device(1), device(2));
    set(&mut here, GYM, [("name", json!("Gym"))]);
    let early = act_at(
        &mut wrong,
        set_op(CAFE, [("name", json!("Café"))]),
        NOON + TOLERATED_AHEAD_MS + 1,
    );
    let before = (here.last_stamp(), whole(&here));
    assert_eq!(here.apply(&early, NOON), Applied::SetAside);
    assert_eq!(here.apply(&early, NOON), Applied::SetAside);
    assert_eq!((here.last_stamp(), whole(&here)), before);
    assert_eq!(
        here.set_aside(),
        std::slice::from_ref(&early),
        "kept once, to be shown in a notice"
    );

    let local = set(&mut here, GYM, [("name", json!("Green Gym"))]);
    assert!(
        local.stamp < early.stamp,
        "local editing goes on in local time"
    );
    here = restarted(&mut here);
    assert_eq!(here.release_aside(NOON), []);
    assert_eq!(here.release_aside(NOON + 1), [CAFE]);
    assert_eq!(here.set_aside(), []);
    assert_eq!(here.apply(&early, NOON), Applied::Known);
}

#[test]
fn l04_a_stamp_within_a_day_ahead_is_taken() {
    let (mut here, mut wrong) = (device(1), device(2));
    let early = act_at(
        &mut wrong,
        set_op(CAFE, [("name", json!("Café"))]),
        NOON + TOLERATED_AHEAD_MS,
    );
    assert_eq!(here.apply(&early, NOON), Applied::Fresh(vec![CAFE]));
}

#[test]
fn l11_a_record_can_be_seen_as_at_any_stamp() {
    let mut here = device(1);
    let mut log = Vec::new();
    for (at, name) in (NOON..).zip(["Gym", "Green Gym", "Park Gym"]) {
        log.push(act_at(&mut here, set_op(GYM, [("name", json!(name))]), at));
    }
    log.push(act_at(&mut here, DraftOp::Delete { record: GYM }, NOON + 9));
    log.reverse();
    let as_at = |at: usize| Ledger::as_at(&log, log[at].stamp);
    assert_eq!(value(&as_at(3), GYM, "name"), json!("Gym"));
    assert_eq!(value(&as_at(2), GYM, "name"), json!("Green Gym"));
    assert!(!look(&as_at(1), GYM).is_deleted());
    assert!(look(&as_at(0), GYM).is_deleted());
    assert_eq!(whole(&as_at(0)), whole(&here));
}

#[test]
fn l12_unknown_operations_and_members_travel_word_for_word() {
    let mut newer = set(&mut device(1), GYM, [("name", json!("Gym"))]);
    newer.ops.push(Op::Unknown(
        json!({"op": "merge", "record": GYM.to_string(), "with": [1.10, null]}),
    ));
    newer.ops.push(Op::Unknown(
        json!({"op": "delete", "record": GYM.to_string(), "kind": "venture", "until": 5}),
    ));
    newer
        .ops
        .push(Op::Unknown(json!({"op": "tags", "record": 17})));
    newer.ops.push(Op::Unknown(json!("no object at all")));
    newer.rest.insert("mood".to_owned(), json!({"sun": true}));
    newer.by.rest.insert("pronouns".to_owned(), json!("they"));
    newer.source.rest.insert("via".to_owned(), json!("post"));
    let newer = newer.sealed();
    let read = through_json(&newer);
    assert_eq!(read, newer);
    let mut here = device(2);
    assert!(matches!(here.apply(&read, NOON), Applied::Fresh(_)));
    assert_eq!(
        value(&here, GYM, "name"),
        json!("Gym"),
        "what is known is merged"
    );
    assert!(
        !look(&here, GYM).is_deleted(),
        "a deletion with a condition is not read as a plain one"
    );
}

#[test]
fn l12_unknown_kinds_and_fields_merge_and_come_back_from_a_snapshot() {
    let op = DraftOp::Set {
        record: CAFE,
        kind: "orchard".to_owned(),
        fields: crate::ledger::ordering::object_of(vec![(
            "trees",
            json!({"apple": [1, 2.5], "pear": null}),
        )]),
    };
    let mut here = device(1);
    act(&mut here, op);
    let again = restarted(&mut here);
    assert_eq!(again.records().ids_of_kind("orchard"), [CAFE]);
    assert_eq!(
        value(&again, CAFE, "trees"),
        json!({"apple": [1, 2.5], "pear": null})
    );
}

#[test]
fn l12_a_newer_app_rereads_the_log_and_so_understands_what_was_unknown() {
    let mut here = device(1);
    set(&mut here, GYM, [("name", json!("Gym"))]);
    let snapshot = here.snapshot();
    let mut header: Value = serde_json::from_slice(&snapshot.header).expect("the header is JSON");
    header["form"] = json!(SNAPSHOT_FORM + 1);
    let header = serde_json::to_vec(&header).expect("JSON");
    let pages = snapshot
        .pages
        .iter()
        .flatten()
        .map(|page| page.to_vec())
        .collect();
    let refused = Ledger::from_snapshot(DeviceId(1), &header, pages).err();
    assert_eq!(
        refused,
        Some(SnapshotError::OtherForm),
        "another version's snapshot is never trusted"
    );
}

#[test]
fn l15_many_fields_are_one_operation_under_one_stamp() {
    let mut here = device(1);
    let ops = vec![
        set_op(GYM, [("name", json!("Gym")), ("stage", json!("idea"))]),
        set_op(GYM, [("need", json!("Company")), ("stage", json!("test"))]),
        tags_op(GYM, &["food"], &[]),
        tags_op(GYM, &["care", "care"], &[]),
    ];
    let change = here
        .commit(
            Draft {
                ops,
                ..Draft::by_hand("Added Gym")
            },
            &ana(),
            NOON,
        )
        .expect("new");
    assert_eq!(change.ops.len(), 2);
    let record = look(&here, GYM);
    assert!(
        record
            .fields
            .values()
            .all(|register| register.winner.change == change.id)
    );
    assert_eq!(
        record.value("stage"),
        Some(&json!("test")),
        "the last wish counts"
    );
    assert_eq!(record.items("themes").count(), 2);
}

#[test]
fn l15_what_would_alter_nothing_makes_no_operation() {
    let mut here = device(1);
    set(&mut here, GYM, [("name", json!("Gym"))]);
    act(&mut here, tags_op(GYM, &["food"], &[]));
    let same = [
        set_op(GYM, [("name", json!("Gym")), ("need", Value::Null)]),
        tags_op(GYM, &["food"], &["care"]),
        DraftOp::Restore { record: GYM },
        DraftOp::Delete { record: CAFE },
    ];
    let stamp = here.last_stamp();
    for op in same {
        assert_eq!(here.commit(draft(op), &ana(), NOON), None);
    }
    assert_eq!(here.last_stamp(), stamp, "and spends no stamp");
    let some = set(
        &mut here,
        GYM,
        [("name", json!("Gym")), ("stage", json!("idea"))],
    );
    assert!(matches!(&some.ops[..], [Op::Set { fields, .. }] if fields.len() == 1));
}

#[test]
fn l15_a_change_that_speaks_of_a_field_twice_means_the_last() {
    let mut here = device(1);
    let first = set(&mut here, GYM, [("name", json!("Gym"))]);
    let second = set(&mut device(2), GYM, [("name", json!("Green Gym"))]);
    let mut both = first.clone();
    both.ops.extend(second.ops);
    let both = both.sealed();
    let later = act_at(&mut here, DraftOp::Delete { record: GYM }, NOON + 1);
    for order in [[&both, &later], [&later, &both]] {
        let mut other = device(3);
        tell(&mut other, &order);
        assert_eq!(value(&other, GYM, "name"), json!("Green Gym"));
    }
}

#[test]
fn l01_ids_read_back_only_from_the_text_they_write() {
    let id = ChangeId(0xab);
    assert_eq!(ChangeId::parse(&id.to_string()), Ok(id));
    for text in [
        "AB",
        "+00000000000000000000000000000ab",
        "000000000000000000000000000000AB",
        "",
    ] {
        assert!(ChangeId::parse(text).is_err(), "{text}");
    }
    assert_eq!(
        Author::new("Ana", ""),
        serde_json::from_value(json!({"name": "Ana"})).expect("an author")
    );
}
