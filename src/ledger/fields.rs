//! Fields that one pass reads of many records: their names are looked up once, and what is not asked for is stepped over.

use super::{
    names::Names,
    record::Record,
    records::{RecordRef, Records},
    unpack,
    value::ValueRef,
};

/// The fields that a pass reads, in the order in which it wants their values.
pub struct Fields<const N: usize> {
    names: [&'static str; N],
    /// By a name's number: one more than the place of the field, 0 for every other.
    places: Vec<u8>,
}

impl<const N: usize> Fields<N> {
    /// Looks the names up as these records know them.
    pub fn new(names: [&'static str; N], records: &Records) -> Self {
        Self {
            places: places(&names, records.names()),
            names,
        }
    }

    /// The winning values of these fields.
    pub fn of<'a>(&self, record: &RecordRef<'a>) -> [ValueRef<'a>; N] {
        self.with_sets(record).0
    }

    /// The winning values of these fields, and the sets, for which the record need not be gone through again.
    pub fn with_sets<'a>(&self, record: &RecordRef<'a>) -> ([ValueRef<'a>; N], Sets<'a>) {
        let mut values = [const { ValueRef::Null }; N];
        let sets = match record {
            RecordRef::Live(live) => {
                for (name, value) in self.names.iter().zip(&mut values) {
                    *value = record.value(name);
                }
                Sets::Live(live)
            }
            RecordRef::Packed(packed) => match packed.values(&self.places, &mut values) {
                Some(sets) => Sets::Packed(sets),
                None => Sets::Damaged,
            },
        };
        (values, sets)
    }
}

/// The sets of a record.
#[derive(Clone, Copy)]
pub enum Sets<'a> {
    /// Of one that is unpacked.
    Live(&'a Record),
    /// Of one in a page.
    Packed(unpack::Sets<'a>),
    /// Of one that cannot be read to its end.
    Damaged,
}

impl<'a> Sets<'a> {
    /// A set's items, in canonical order.
    pub fn items(&self, field: &str) -> Vec<ValueRef<'a>> {
        match self {
            Self::Live(record) => record.items(field).map(ValueRef::of).collect(),
            Self::Packed(sets) => sets.items(field),
            Self::Damaged => Vec::new(),
        }
    }
}

fn places(names: &[&str], known: &Names) -> Vec<u8> {
    let mut places = Vec::new();
    for (place, name) in (1..).zip(names) {
        // A name that no record has yet has no number.
        let Some(number) = known.number(name).and_then(|at| usize::try_from(at).ok()) else {
            continue;
        };
        if places.len() <= number {
            places.resize(number + 1, 0);
        }
        places[number] = place;
    }
    places
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ledger::{Author, DeviceId, Draft, DraftOp, Ledger, RecordId};

    #[test]
    fn a_pass_reads_of_a_packed_record_what_it_reads_of_one_at_work() {
        let mut ledger = Ledger::new(DeviceId(1));
        let kind = || "contract".to_owned();
        let said =
            json!({ "title": "Gardens", "value": 120, "urgent": true, "ends": "2027-03-31" });
        let draft = Draft {
            ops: vec![
                DraftOp::Set {
                    record: RecordId(1),
                    kind: kind(),
                    fields: said.as_object().cloned().expect("an object"),
                },
                DraftOp::Tags {
                    record: RecordId(1),
                    kind: kind(),
                    field: "lots".to_owned(),
                    add: vec![json!("North"), json!("South")],
                    remove: Vec::new(),
                },
            ],
            ..Draft::by_hand("Added")
        };
        ledger.commit(draft, &Author::new("Ruth", "Laptop"), 1);
        let read = |ledger: &Ledger| {
            let fields = Fields::new(["ends", "never said", "value", "title"], ledger.records());
            let record = ledger.records().present(RecordId(1)).expect("a record");
            let (values, sets) = fields.with_sets(&record);
            let sets = ["lots", "partners"].map(|set| sets.items(set).len());
            let is_packed = matches!(record, RecordRef::Packed(_));
            (is_packed, values.map(|value| value.to_value()), sets)
        };
        let values = [
            json!("2027-03-31"),
            json!(null),
            json!(120),
            json!("Gardens"),
        ];
        assert_eq!(read(&ledger), (false, values.clone(), [2, 0]));
        ledger.snapshot();
        assert_eq!(read(&ledger), (true, values, [2, 0]));
    }
}
