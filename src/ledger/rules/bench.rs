//! Small things that every test of the rules needs: devices, people, short ways to write.

use serde_json::{Value, json};

use crate::ledger::{
    Author, Change, DeviceId, Draft, DraftOp, Ledger, Record, RecordId, Source, ordering::object_of,
};

/// 7 June 2026, 13:05 UTC.
pub(super) const NOON: u64 = 1_780_837_500_000;
pub(super) const HOUR: u64 = 60 * 60 * 1_000;

/// The venture that most tests are about.
pub(super) const GYM: RecordId = RecordId(1);
pub(super) const CAFE: RecordId = RecordId(2);

pub(super) fn device(number: u64) -> Ledger {
    Ledger::new(DeviceId(number))
}

pub(super) fn ana() -> Author {
    Author::new("Ana", "Coach")
}

pub(super) fn draft(op: DraftOp) -> Draft {
    Draft {
        why: "Noted something".to_owned(),
        source: Source::person(),
        ops: vec![op],
    }
}

pub(super) fn set_op<const N: usize>(record: RecordId, values: [(&str, Value); N]) -> DraftOp {
    DraftOp::Set {
        record,
        kind: "venture".to_owned(),
        fields: object_of(values.into()),
    }
}

pub(super) fn tags_op(record: RecordId, add: &[&str], remove: &[&str]) -> DraftOp {
    let items = |texts: &[&str]| texts.iter().map(|text| json!(text)).collect();
    DraftOp::Tags {
        record,
        kind: "venture".to_owned(),
        field: "themes".to_owned(),
        add: items(add),
        remove: items(remove),
    }
}

/// Does something at noon that is expected to change something.
pub(super) fn act(ledger: &mut Ledger, op: DraftOp) -> Change {
    act_at(ledger, op, NOON)
}

pub(super) fn act_at(ledger: &mut Ledger, op: DraftOp, now: u64) -> Change {
    ledger
        .commit(draft(op), &ana(), now)
        .expect("it changes something")
}

pub(super) fn set<const N: usize>(
    ledger: &mut Ledger,
    record: RecordId,
    values: [(&str, Value); N],
) -> Change {
    act(ledger, set_op(record, values))
}

pub(super) fn tell(ledger: &mut Ledger, changes: &[&Change]) {
    for change in changes {
        ledger.apply(change, NOON + HOUR);
    }
}

/// A record as it is, deleted or not.
pub(super) fn look(ledger: &Ledger, record: RecordId) -> Record {
    ledger
        .records()
        .get(record)
        .expect("the record is here")
        .to_record()
}

pub(super) fn value(ledger: &Ledger, record: RecordId, field: &str) -> Value {
    ledger.records().value(record, field)
}

pub(super) fn themes(ledger: &Ledger, record: RecordId) -> Vec<Value> {
    look(ledger, record).items("themes").cloned().collect()
}

/// Everything a ledger holds, for comparing two.
pub(super) fn whole(ledger: &Ledger) -> Vec<Record> {
    ledger.records().all_by_id().collect()
}

/// What storage and exchange do to a change.
pub(super) fn through_json(change: &Change) -> Change {
    let text = serde_json::to_string(change).expect("a change can be written");
    let read: Change = serde_json::from_str(&text).expect("and read");
    assert_eq!(
        read.content_id(),
        read.id,
        "its id is still its hash: {text}"
    );
    read
}

/// A restart that finds a snapshot.
pub(super) fn restarted(ledger: &mut Ledger) -> Ledger {
    let snapshot = ledger.snapshot();
    let pages = ledger.records().pages().iter().map(|page| page.to_vec());
    let known = snapshot
        .pages
        .last()
        .cloned()
        .flatten()
        .expect("the list of changes is always written");
    let pages = pages.chain([known.to_vec()]).collect();
    Ledger::from_snapshot(ledger.device(), &snapshot.header, pages).expect("the snapshot is whole")
}
