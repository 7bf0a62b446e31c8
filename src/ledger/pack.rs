//! Records as compact bytes: what a snapshot's pages are made of, readable field by field without unpacking the rest.
//!
//! A packed record: length (4 bytes), id, kind, flags, the stamps that occur in it, the deletion register if any,
//! then fields and sets, each with its length so that a reader can step over it. Numbers are LEB128.

use serde_json::Value;

use super::{
    canonical::canonical,
    id::ChangeId,
    ordering,
    record::{Record, Register, SetField},
    stamp::Stamp,
    unpack::{DELETED, HAS_DELETION},
};

pub use super::{names::Names, unpack::Packed, value::ValueRef};

fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "smaller than 128 after the loop"
    )]
    out.push(number as u8);
}

fn put_len(out: &mut Vec<u8>, len: usize) {
    put_number(out, len as u64);
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_len(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn put_change(out: &mut Vec<u8>, change: ChangeId) {
    out.extend_from_slice(&change.0.to_le_bytes());
}

fn put_stamp(out: &mut Vec<u8>, stamp: Stamp, change: ChangeId) {
    put_number(out, stamp.wall);
    put_number(out, u64::from(stamp.counter));
    out.extend_from_slice(&stamp.device.0.to_le_bytes());
    put_change(out, change);
}

fn put_optional_change(out: &mut Vec<u8>, change: Option<ChangeId>) {
    out.push(u8::from(change.is_some()));
    if let Some(change) = change {
        put_change(out, change);
    }
}

fn put_value(out: &mut Vec<u8>, value: &Value) {
    match ValueRef::of(value) {
        ValueRef::Null => out.push(0),
        ValueRef::Bool(false) => out.push(1),
        ValueRef::Bool(true) => out.push(2),
        ValueRef::Int(number) => {
            out.push(3);
            #[expect(
                clippy::cast_sign_loss,
                reason = "zigzag keeps the sign in the lowest bit"
            )]
            put_number(out, (number << 1 ^ number >> 63) as u64);
        }
        ValueRef::Text(text) => {
            out.push(4);
            put_bytes(out, text.as_bytes());
        }
        ValueRef::Other(other) => {
            out.push(5);
            put_bytes(out, canonical(&other).as_bytes());
        }
    }
}

fn put_register(out: &mut Vec<u8>, register: &Register, stamps: &[(Stamp, ChangeId)]) {
    put_len(out, register.others.len() + 1);
    put_len(out, register.awaited.len());
    for head in register.heads() {
        let at = stamps
            .binary_search(&(head.stamp, head.change))
            .unwrap_or_default();
        put_len(out, at);
        put_optional_change(out, head.stands_for);
        put_value(out, &head.value);
    }
    for change in &register.awaited {
        put_change(out, *change);
    }
}

fn put_set(out: &mut Vec<u8>, set: &SetField) {
    put_len(out, set.items.len());
    for item in set.items.values() {
        put_value(out, &item.value);
        put_len(out, item.tags.len());
        for tag in &item.tags {
            put_change(out, tag.change);
            put_optional_change(out, tag.stands_for);
        }
    }
    put_len(out, set.gone.len());
    for (item, gone) in &set.gone {
        put_bytes(out, item.as_bytes());
        put_stamp(out, gone.stamp, gone.change);
        put_optional_change(out, gone.stands_for);
    }
    put_len(out, set.awaited.len());
    for (item, change) in &set.awaited {
        put_bytes(out, item.as_bytes());
        put_change(out, *change);
    }
}

/// Appends the packed form of `record` to `out`.
pub fn pack(record: &Record, names: &mut Names, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&record.id.0.to_le_bytes());
    put_number(out, u64::from(names.intern(&record.kind).1));
    let deleted = if record.is_deleted() { DELETED } else { 0 };
    out.push(
        deleted
            | if record.deletion.is_some() {
                HAS_DELETION
            } else {
                0
            },
    );
    let heads = record
        .fields
        .values()
        .chain(&record.deletion)
        .flat_map(Register::heads);
    let mut stamps: Vec<(Stamp, ChangeId)> = heads.map(|head| (head.stamp, head.change)).collect();
    ordering::sort_once_each(&mut stamps);
    put_len(out, stamps.len());
    for (stamp, change) in &stamps {
        put_stamp(out, *stamp, *change);
    }
    let mut body = Vec::new();
    if let Some(register) = &record.deletion {
        put_register(&mut body, register, &stamps);
        put_bytes(out, &body);
    }
    put_len(out, record.fields.len());
    for (name, register) in &record.fields {
        body.clear();
        put_register(&mut body, register, &stamps);
        put_number(out, u64::from(names.intern(name).1));
        put_bytes(out, &body);
    }
    put_len(out, record.sets.len());
    for (name, set) in &record.sets {
        body.clear();
        put_set(&mut body, set);
        put_number(out, u64::from(names.intern(name).1));
        put_bytes(out, &body);
    }
    let len = u32::try_from(out.len() - start - 4).unwrap_or(u32::MAX);
    out[start..start + 4].copy_from_slice(&len.to_le_bytes());
}
