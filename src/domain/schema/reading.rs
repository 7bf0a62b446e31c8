//! From stored JSON to typed fields.

use super::FieldSpec;
use crate::{
    domain::{dates::Day, identifier::OrganisationId, money::Pence},
    ledger::{RecordId, RecordRef, Value, pack::ValueRef},
};

/// The place of a field in a typed record. A value of another form leaves it as it is.
pub trait FieldSlot {
    /// Takes a register's value.
    fn take(&mut self, value: ValueRef<'_>);

    /// Takes a set's items, leaving out those of another form.
    fn take_items(&mut self, _items: &[ValueRef<'_>]) {}
}

/// Fills the fields of a typed record, whose places come in the order of its fields. One reader serves all kinds: one
/// written out for each would weigh more than a kilobyte a kind.
pub fn fill(record: RecordRef<'_>, fields: &[FieldSpec], slots: &mut [&mut dyn FieldSlot]) {
    record.each_value(&mut |name, value| {
        let mut named = fields.iter().zip(slots.iter_mut());
        if let Some((_, slot)) = named.find(|(field, _)| field.name == name) {
            slot.take(value);
        }
    });
    record.each_items(&mut |name, items| {
        let mut named = fields.iter().zip(slots.iter_mut());
        if let Some((_, slot)) = named.find(|(field, _)| field.name == name) {
            slot.take_items(&items);
        }
    });
}

fn put<T>(slot: &mut T, read: Option<T>) {
    if let Some(read) = read {
        *slot = read;
    }
}

impl FieldSlot for String {
    fn take(&mut self, value: ValueRef<'_>) {
        put(self, value.text().map(str::to_owned));
    }
}

impl FieldSlot for bool {
    fn take(&mut self, value: ValueRef<'_>) {
        if let ValueRef::Bool(yes) = value {
            *self = yes;
        }
    }
}

impl FieldSlot for Value {
    fn take(&mut self, value: ValueRef<'_>) {
        *self = value.to_value();
    }
}

impl FieldSlot for Option<i64> {
    fn take(&mut self, value: ValueRef<'_>) {
        put(self, value.int().map(Some));
    }
}

impl FieldSlot for Option<Pence> {
    fn take(&mut self, value: ValueRef<'_>) {
        put(self, value.int().map(|pence| Some(Pence(pence))));
    }
}

impl FieldSlot for Option<Day> {
    fn take(&mut self, value: ValueRef<'_>) {
        let day = value.text().and_then(|text| Day::parse(text).ok());
        put(self, day.map(Some));
    }
}

impl FieldSlot for Option<RecordId> {
    fn take(&mut self, value: ValueRef<'_>) {
        let record = value.text().and_then(|text| RecordId::parse(text).ok());
        put(self, record.map(Some));
    }
}

fn texts<'a>(items: &[ValueRef<'a>]) -> impl Iterator<Item = &'a str> {
    items.iter().filter_map(ValueRef::text)
}

impl FieldSlot for Vec<String> {
    fn take(&mut self, _: ValueRef<'_>) {}

    fn take_items(&mut self, items: &[ValueRef<'_>]) {
        *self = texts(items).map(str::to_owned).collect();
    }
}

impl FieldSlot for Vec<RecordId> {
    fn take(&mut self, _: ValueRef<'_>) {}

    fn take_items(&mut self, items: &[ValueRef<'_>]) {
        *self = texts(items)
            .filter_map(|text| RecordId::parse(text).ok())
            .collect();
    }
}

impl FieldSlot for Vec<OrganisationId> {
    fn take(&mut self, _: ValueRef<'_>) {}

    fn take_items(&mut self, items: &[ValueRef<'_>]) {
        *self = texts(items)
            .filter_map(|text| OrganisationId::parse(text).ok())
            .collect();
    }
}
