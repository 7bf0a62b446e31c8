//! Snapshots keep every record exactly, write only what changed, and are refused when anything is wrong with them.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    bench::{NOON, act, ana, device, restarted, set, set_op, through_json, whole},
    random::{check, wishes},
};
use crate::ledger::{
    ChangeId, DeviceId, Draft, DraftOp, Ledger, Record, RecordId, Stamp,
    canonical::canonical,
    pack::{Names, Packed, ValueRef, pack},
    record::{Gone, Head, Item, Register, SetField, Tag},
    stamp::LATEST_WALL_MS,
};

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1e6f64..1e6).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn any_change() -> impl Strategy<Value = ChangeId> {
    any::<u128>().prop_map(ChangeId)
}

fn any_stamp() -> impl Strategy<Value = Stamp> {
    (0..=LATEST_WALL_MS, any::<u16>(), any::<u64>()).prop_map(|(wall, counter, device)| Stamp {
        wall,
        counter,
        device: DeviceId(device),
    })
}

fn any_register() -> impl Strategy<Value = Register> {
    let origin = || prop::option::of(any_change());
    let head = || (any_stamp(), any_change(), origin(), any_value());
    let head = || {
        head().prop_map(|(stamp, change, stands_for, value)| Head {
            stamp,
            change,
            stands_for,
            value,
        })
    };
    let some = prop::collection::vec(head(), 0..3);
    (head(), some, prop::collection::vec(any_change(), 0..3)).prop_map(
        |(winner, others, awaited)| Register {
            winner,
            others,
            awaited,
        },
    )
}

fn any_set() -> impl Strategy<Value = SetField> {
    let tag = (any_change(), prop::option::of(any_change()))
        .prop_map(|(change, stands_for)| Tag { change, stands_for });
    let item = (any_value(), prop::collection::vec(tag, 1..3));
    let gone = (
        any_value(),
        any_stamp(),
        any_change(),
        prop::option::of(any_change()),
    );
    let awaited = (any_value(), any_change());
    let some = |item| prop::collection::vec(item, 0..4);
    (
        some(item),
        prop::collection::vec(gone, 0..3),
        prop::collection::vec(awaited, 0..3),
    )
        .prop_map(|(items, gone, awaited)| SetField {
            items: items
                .into_iter()
                .map(|(value, tags)| (canonical(&value), Item { value, tags }))
                .collect(),
            gone: gone
                .into_iter()
                .map(|(value, stamp, change, stands_for)| {
                    (
                        canonical(&value),
                        Gone {
                            stamp,
                            change,
                            stands_for,
                        },
                    )
                })
                .collect(),
            awaited: awaited
                .into_iter()
                .map(|(value, change)| (canonical(&value), change))
                .collect(),
        })
}

fn any_record() -> impl Strategy<Value = Record> {
    let fields = prop::collection::btree_map(any::<String>(), any_register(), 0..5);
    let sets = prop::collection::btree_map(any::<String>(), any_set(), 0..3);
    (
        any::<u128>(),
        any::<String>(),
        fields,
        sets,
        prop::option::of(any_register()),
    )
        .prop_map(|(id, kind, fields, sets, deletion)| Record {
            id: RecordId(id),
            kind: Arc::from(kind),
            fields: fields
                .into_iter()
                .map(|(name, field)| (Arc::from(name), field))
                .collect(),
            sets: sets
                .into_iter()
                .map(|(name, set)| (Arc::from(name), set))
                .collect(),
            deletion,
        })
}

#[test]
fn packing_and_unpacking_gives_the_same_record() {
    check(64, &prop::collection::vec(any_record(), 1..4), |records| {
        let (mut names, mut page) = (Names::default(), Vec::new());
        for record in &records {
            pack(record, &mut names, &mut page);
        }
        let mut at = 0;
        for record in &records {
            let (packed, next) = Packed::at(&page, at, &names).expect("it was just packed");
            at = next;
            let unpacked = packed.unpack().expect("nothing is damaged");
            prop_assert_eq!(&unpacked, record);
            prop_assert_eq!((packed.id(), packed.kind()), (record.id, &record.kind));
            prop_assert_eq!(packed.is_deleted(), record.is_deleted());
            prop_assert_eq!(packed.first_wall(), record.first_wall());
            prop_assert!(packed.may_be_unsettled() || !record.is_unsettled());
            let mut read = BTreeMap::new();
            packed.each_value(&mut |name, value| {
                drop(read.insert(name.to_owned(), value.to_value()))
            });
            for (name, register) in &record.fields {
                prop_assert_eq!(&packed.value(name).to_value(), &register.winner.value);
                prop_assert_eq!(read.get(&**name), Some(&register.winner.value));
            }
            for name in record.sets.keys() {
                let items: Vec<Value> = packed.items(name).iter().map(ValueRef::to_value).collect();
                prop_assert_eq!(items, record.items(name).cloned().collect::<Vec<_>>());
            }
        }
        prop_assert_eq!(at, page.len());
        Ok(())
    });
}

#[test]
fn canonical_text_says_the_value_exactly() {
    check(192, &any_value(), |value| {
        let text = canonical(&value);
        let read: Value = serde_json::from_str(&text).expect("canonical text is JSON");
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(canonical(&read), text);
        Ok(())
    });
}

#[test]
fn a_change_with_any_value_keeps_its_id_through_storage() {
    check(
        128,
        &(any::<String>(), any_value(), any_value()),
        |(field, value, extra)| {
            let op = set_op(RecordId(1), [(field.as_str(), value)]);
            let draft = Draft {
                ops: vec![op],
                ..Draft::by_hand(field.clone())
            };
            let mut change = device(1).commit(draft, &ana(), NOON).expect("new");
            change.rest.insert("from later".to_owned(), extra);
            let change = change.sealed();
            prop_assert_eq!(through_json(&change), change);
            Ok(())
        },
    );
}

/// Calls every reader, whatever the bytes.
fn read_everything(page: &[u8], at: usize, names: &Names) {
    let Some((packed, next)) = Packed::at(page, at, names) else {
        return;
    };
    assert!(next > at, "reading always gets on");
    let _ = (packed.id(), packed.is_deleted(), packed.unpack());
    let _ = packed.each_value(&mut |_, value| drop(value.to_value()));
    for name in names.list() {
        let _ = (packed.value(name), packed.items(name));
    }
    read_everything(page, next, names);
}

#[test]
fn no_bytes_make_a_reader_panic() {
    let mut names = Names::default();
    for name in ["venture", "name", "themes"] {
        names.intern(name);
    }
    let framed = prop::collection::vec(any::<u8>(), 0..200).prop_map(|body| {
        let len = u32::try_from(body.len()).unwrap_or_default();
        [&len.to_le_bytes()[..], &body].concat()
    });
    let bytes = prop_oneof![prop::collection::vec(any::<u8>(), 0..200), framed];
    check(512, &(bytes, any::<u8>()), |(page, at)| {
        read_everything(&page, usize::from(at), &names);
        read_everything(&page, 0, &names);
        let _ = Ledger::from_snapshot(DeviceId(1), &page, vec![page.clone()]);
        Ok(())
    });
}

#[test]
fn no_damage_to_a_packed_record_makes_a_reader_panic() {
    check(
        128,
        &(any_record(), any::<prop::sample::Index>(), any::<u8>()),
        |(record, place, byte)| {
            let (mut names, mut page) = (Names::default(), Vec::new());
            pack(&record, &mut names, &mut page);
            let at = place.index(page.len());
            read_everything(&page[..at], 0, &names);
            page[at] = byte;
            read_everything(&page, 0, &names);
            Ok(())
        },
    );
}

/// A stored snapshot: header and pages.
fn stored(ledger: &mut Ledger) -> (Vec<u8>, Vec<Vec<u8>>) {
    let snapshot = ledger.snapshot();
    let known = snapshot
        .pages
        .last()
        .cloned()
        .flatten()
        .expect("always written");
    let pages = ledger.records().pages().iter().map(|page| page.to_vec());
    (snapshot.header, pages.chain([known.to_vec()]).collect())
}

#[test]
fn records_of_a_kind_are_the_same_by_their_places_as_by_their_ids() {
    let history = prop::collection::vec((wishes(), 0..4_u8), 1..12);
    check(96, &history, |history| {
        let mut ledger = device(1);
        for (ops, then) in history {
            let why = Draft::by_hand("Something");
            ledger.commit(Draft { ops, ..why }, &ana(), NOON);
            let first = ledger.records().all_by_id().next();
            match (then, first) {
                (0, _) => drop(ledger.snapshot()),
                (1, _) => ledger = restarted(&mut ledger),
                (2, Some(Record { id, .. })) => {
                    // Somebody else calls it by a kind that counts before the one it has.
                    let op = DraftOp::Set {
                        record: id,
                        kind: "a kind".to_owned(),
                        fields: serde_json::Map::from_iter([("name".to_owned(), json!("Gym"))]),
                    };
                    let change = act(&mut device(2), op);
                    ledger.apply(&change, NOON);
                }
                _ => {}
            }
            let records = ledger.records();
            for kind in records.kinds() {
                let by_place: Vec<Record> =
                    records.of_kind(kind).map(|it| it.to_record()).collect();
                let ids = records.ids_of_kind(kind).iter();
                let by_id = ids.filter_map(|id| records.present(*id));
                let by_id: Vec<Record> = by_id.map(|it| it.to_record()).collect();
                prop_assert_eq!(by_place, by_id);
            }
        }
        Ok(())
    });
}

#[test]
fn a_damaged_or_cut_snapshot_is_refused() {
    let history = prop::collection::vec(wishes(), 1..12);
    let damage = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0u8..8,
        any::<bool>(),
    );
    check(
        192,
        &(history, damage),
        |(history, (part, place, bit, cut))| {
            let mut ledger = device(1);
            for ops in history {
                ledger.commit(
                    Draft {
                        ops,
                        ..Draft::by_hand("Something")
                    },
                    &ana(),
                    NOON,
                );
            }
            let (mut header, mut pages) = stored(&mut ledger);
            let parts = pages.len() + 1;
            let part = part.index(parts);
            let bytes = if part == 0 {
                &mut header
            } else {
                &mut pages[part - 1]
            };
            if bytes.is_empty() {
                return Ok(());
            }
            let at = place.index(bytes.len());
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] ^= 1 << bit;
            }
            prop_assert!(Ledger::from_snapshot(DeviceId(1), &header, pages).is_err());
            Ok(())
        },
    );
}

#[test]
fn a_snapshot_with_a_page_missing_or_mixed_up_is_refused() {
    let mut ledger = device(1);
    set(&mut ledger, RecordId(1), [("name", json!("Gym"))]);
    let (old_header, old_pages) = stored(&mut ledger);
    set(&mut ledger, RecordId(1), [("name", json!("Green Gym"))]);
    let (header, pages) = stored(&mut ledger);
    let opens = |header: &[u8], pages: &[Vec<u8>]| {
        Ledger::from_snapshot(DeviceId(1), header, pages.to_vec()).is_ok()
    };
    assert!(opens(&header, &pages) && opens(&old_header, &old_pages));
    assert!(!opens(&old_header, &pages) && !opens(&header, &old_pages));
    assert!(!opens(&header, &[]) && !opens(&header, &pages[1..]) && !opens(b"", &pages));
    assert!(!opens(&header, &[pages[1].clone(), pages[0].clone()]));
    assert!(!opens(&header, &[pages[0].clone(), old_pages[1].clone()]));
}

/// Many records of about 8 kB, three pages of them.
fn large() -> Ledger {
    let mut ledger = device(1);
    let ops = (1..=300)
        .map(|id| set_op(RecordId(id), [("note", json!("n".repeat(8_000)))]))
        .collect();
    ledger.commit(
        Draft {
            ops,
            ..Draft::by_hand("Imported")
        },
        &ana(),
        NOON,
    );
    ledger
}

#[test]
fn a_snapshot_writes_again_only_the_pages_that_changed() {
    let mut ledger = large();
    let all = ledger.snapshot().pages;
    assert!(
        all.len() == 4 && all.iter().all(Option::is_some),
        "three pages of records, one of changes"
    );
    assert_eq!(ledger.snapshot().pages.iter().flatten().count(), 1);
    set(&mut ledger, RecordId(150), [("note", json!("short"))]);
    let again: Vec<bool> = ledger
        .snapshot()
        .pages
        .iter()
        .map(Option::is_some)
        .collect();
    assert_eq!(again, [false, true, false, true]);
    assert_eq!(whole(&restarted(&mut ledger)), whole(&ledger));
}

#[test]
fn pages_whose_records_grow_shed_some() {
    let mut ledger = large();
    ledger.snapshot();
    for id in 1..=100 {
        set(
            &mut ledger,
            RecordId(id),
            [("note", json!("x".repeat(60_000)))],
        );
    }
    let before = whole(&ledger);
    let again = restarted(&mut ledger);
    assert_eq!(whole(&again), before);
    assert_eq!(whole(&ledger), before);
    assert_eq!(again.records().ids_of_kind("venture").len(), 300);
    let largest = ledger.records().pages().iter().map(|page| page.len()).max();
    assert!(largest < Some(5 << 19), "{largest:?}");
}
