//! From stored JSON to typed fields.

use crate::{
    domain::{dates::Day, identifier::OrganisationId, money::Pence},
    ledger::{RecordId, RecordRef, Value, pack::ValueRef},
};

/// A type that a field can be read as.
pub trait FromField: Sized {
    /// From a register's value; `None` when it has another form.
    fn from_value(value: ValueRef<'_>) -> Option<Self>;

    /// From a set's items; `None` for types that are not sets.
    fn from_items(_record: RecordRef<'_>, _field: &str) -> Option<Self> {
        None
    }
}

impl FromField for String {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        value.text().map(str::to_owned)
    }
}

impl FromField for bool {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        if let ValueRef::Bool(yes) = value {
            Some(yes)
        } else {
            None
        }
    }
}

impl FromField for Value {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        Some(value.to_value())
    }
}

impl FromField for Option<i64> {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        value.int().map(Some)
    }
}

impl FromField for Option<Pence> {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        value.int().map(|pence| Some(Pence(pence)))
    }
}

impl FromField for Option<Day> {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        Day::parse(value.text()?).ok().map(Some)
    }
}

impl FromField for Option<RecordId> {
    fn from_value(value: ValueRef<'_>) -> Option<Self> {
        RecordId::parse(value.text()?).ok().map(Some)
    }
}

/// Reads each item of a set, leaving out those of another form.
fn items<T>(record: RecordRef<'_>, field: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    record
        .items(field)
        .iter()
        .filter_map(|item| read(item.text()?))
        .collect()
}

impl FromField for Vec<String> {
    fn from_value(_: ValueRef<'_>) -> Option<Self> {
        None
    }

    fn from_items(record: RecordRef<'_>, field: &str) -> Option<Self> {
        Some(items(record, field, |text| Some(text.to_owned())))
    }
}

impl FromField for Vec<RecordId> {
    fn from_value(_: ValueRef<'_>) -> Option<Self> {
        None
    }

    fn from_items(record: RecordRef<'_>, field: &str) -> Option<Self> {
        Some(items(record, field, |text| RecordId::parse(text).ok()))
    }
}

impl FromField for Vec<OrganisationId> {
    fn from_value(_: ValueRef<'_>) -> Option<Self> {
        None
    }

    fn from_items(record: RecordRef<'_>, field: &str) -> Option<Self> {
        Some(items(record, field, |text| {
            OrganisationId::parse(text).ok()
        }))
    }
}
