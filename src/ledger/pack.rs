//! Records as compact bytes: what a snapshot's pages are made of, readable field by field without unpacking the rest.
//!
//! A packed record: length (4 bytes), id, kind, flags, the stamps that occur in it, the deletion register if any,
//! then fields and sets, each with its length so that a reader can step over it. Numbers are LEB128. Every reader
//! answers `None` for damaged bytes; nothing here panics.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use super::{
    change::{ChangeId, canonical},
    record::{Head, Item, Name, Record, RecordId, Register, SetField, Tag},
    stamp::{DeviceId, Stamp},
};

/// Names of kinds and fields, numbered in the order they were met.
#[derive(Clone, Debug, Default)]
pub struct Names {
    list: Vec<Name>,
    numbers: HashMap<Name, u32>,
}

impl Names {
    /// The shared copy of a name, and its number.
    pub fn intern(&mut self, name: &str) -> (Name, u32) {
        if let Some((name, number)) = self.numbers.get_key_value(name) {
            return (Arc::clone(name), *number);
        }
        let shared: Name = Arc::from(name);
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Arc::clone(&shared));
        self.numbers.insert(Arc::clone(&shared), number);
        (shared, number)
    }

    /// The number of a name that was met before.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name with that number.
    pub fn name(&self, number: u32) -> Option<&Name> {
        self.list.get(usize::try_from(number).ok()?)
    }

    /// All names by number.
    pub fn list(&self) -> &[Name] {
        &self.list
    }
}

/// A value read in place.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueRef<'a> {
    /// Nothing, or cleared.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Anything else.
    Other(std::borrow::Cow<'a, Value>),
}

impl<'a> ValueRef<'a> {
    /// Looks at a value in memory.
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(yes) => Self::Bool(*yes),
            Value::String(text) => Self::Text(text),
            other => match other.as_i64() {
                Some(number) => Self::Int(number),
                None => Self::Other(std::borrow::Cow::Borrowed(other)),
            },
        }
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number, if it is one.
    pub fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// An own copy.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::Bool(*yes),
            Self::Int(number) => Value::from(*number),
            Self::Text(text) => Value::String((*text).to_owned()),
            Self::Other(value) => value.clone().into_owned(),
        }
    }
}

// ---- writing ----

fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    #[expect(clippy::cast_possible_truncation, reason = "smaller than 128 after the loop")]
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
            #[expect(clippy::cast_sign_loss, reason = "zigzag keeps the sign in the lowest bit")]
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
        let at = stamps.iter().position(|known| *known == (head.stamp, head.change)).unwrap_or_default();
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
    put_len(out, set.awaited.len());
    for (item, change) in &set.awaited {
        put_bytes(out, item.as_bytes());
        put_change(out, *change);
    }
}

const DELETED: u8 = 1;
const HAS_DELETION: u8 = 2;

/// Appends the packed form of `record` to `out`.
pub fn pack(record: &Record, names: &mut Names, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&record.id.0.to_le_bytes());
    put_number(out, u64::from(names.intern(&record.kind).1));
    let deleted = if record.is_deleted() { DELETED } else { 0 };
    out.push(deleted | if record.deletion.is_some() { HAS_DELETION } else { 0 });
    let mut stamps: Vec<(Stamp, ChangeId)> = Vec::new();
    for head in record.fields.values().chain(&record.deletion).flat_map(Register::heads) {
        if !stamps.contains(&(head.stamp, head.change)) {
            stamps.push((head.stamp, head.change));
        }
    }
    put_len(out, stamps.len());
    for (stamp, change) in &stamps {
        put_number(out, stamp.wall);
        put_number(out, u64::from(stamp.counter));
        out.extend_from_slice(&stamp.device.0.to_le_bytes());
        put_change(out, *change);
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

// ---- reading ----

/// Reads forward through bytes; `None` when they end too early.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn len(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.len()?;
        self.take(len)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn wide(&mut self) -> Option<u128> {
        Some(u128::from_le_bytes(self.take(16)?.try_into().ok()?))
    }

    fn change(&mut self) -> Option<ChangeId> {
        self.wide().map(ChangeId)
    }

    fn optional_change(&mut self) -> Option<Option<ChangeId>> {
        if self.byte()? == 0 { Some(None) } else { self.change().map(Some) }
    }

    fn value(&mut self) -> Option<ValueRef<'a>> {
        Some(match self.byte()? {
            0 => ValueRef::Null,
            1 => ValueRef::Bool(false),
            2 => ValueRef::Bool(true),
            3 => {
                let zigzag = self.number()?;
                #[expect(clippy::cast_possible_wrap, reason = "zigzag: the lowest bit is the sign")]
                let number = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
                ValueRef::Int(number)
            }
            4 => ValueRef::Text(self.text()?),
            5 => ValueRef::Other(std::borrow::Cow::Owned(serde_json::from_slice(self.bytes()?).ok()?)),
            _ => return None,
        })
    }

    fn stamps(&mut self) -> Option<Vec<(Stamp, ChangeId)>> {
        let count = self.len()?;
        let mut stamps = Vec::new();
        for _ in 0..count {
            let wall = self.number()?;
            let counter = u16::try_from(self.number()?).ok()?;
            let device = DeviceId(u64::from_le_bytes(self.take(8)?.try_into().ok()?));
            stamps.push((Stamp { wall, counter, device }, self.change()?));
        }
        Some(stamps)
    }

    fn register(mut self, stamps: &[(Stamp, ChangeId)]) -> Option<Register> {
        let (heads, awaited) = (self.len()?, self.len()?);
        let mut head = || -> Option<Head> {
            let (stamp, change) = *stamps.get(self.len()?)?;
            let stands_for = self.optional_change()?;
            Some(Head { stamp, change, stands_for, value: self.value()?.to_value() })
        };
        let winner = head()?;
        let mut others = Vec::new();
        for _ in 1..heads {
            others.push(head()?);
        }
        let mut waits = Vec::new();
        for _ in 0..awaited {
            waits.push(self.change()?);
        }
        Some(Register { winner, others, awaited: waits })
    }

    /// The winning value of a register, without the rest.
    fn winner(mut self) -> Option<ValueRef<'a>> {
        let (_heads, _awaited, _stamp) = (self.len()?, self.len()?, self.len()?);
        self.optional_change()?;
        self.value()
    }

    fn set(mut self) -> Option<SetField> {
        let mut set = SetField::default();
        for _ in 0..self.len()? {
            let value = self.value()?.to_value();
            let mut tags = Vec::new();
            for _ in 0..self.len()? {
                tags.push(Tag { change: self.change()?, stands_for: self.optional_change()? });
            }
            set.items.insert(canonical(&value), Item { value, tags });
        }
        for _ in 0..self.len()? {
            set.awaited.push((self.text()?.to_owned(), self.change()?));
        }
        Some(set)
    }

    fn items(mut self) -> Option<Vec<ValueRef<'a>>> {
        let mut items = Vec::new();
        for _ in 0..self.len()? {
            items.push(self.value()?);
            for _ in 0..self.len()? {
                self.change()?;
                self.optional_change()?;
            }
        }
        Some(items)
    }
}

/// A packed record, read in place.
#[derive(Clone, Copy)]
pub struct Packed<'a> {
    bytes: &'a [u8],
    names: &'a Names,
}

impl<'a> Packed<'a> {
    /// The record that starts at `at` in a page, and where the next one starts.
    pub fn at(page: &'a [u8], at: usize, names: &'a Names) -> Option<(Self, usize)> {
        let (len, rest) = page.get(at..)?.split_first_chunk::<4>()?;
        let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
        Some((Self { bytes: rest.get(..len)?, names }, at + 4 + len))
    }

    /// Id, kind number, flags and what follows.
    fn open(&self) -> Option<(RecordId, u32, u8, Reader<'a>)> {
        let mut reader = Reader(self.bytes);
        let id = RecordId(reader.wide()?);
        let kind = u32::try_from(reader.number()?).ok()?;
        let flags = reader.byte()?;
        Some((id, kind, flags, reader))
    }

    /// The record's id and kind.
    pub fn id_and_kind(&self) -> Option<(RecordId, &'a Name)> {
        let (id, kind, _, _) = self.open()?;
        Some((id, self.names.name(kind)?))
    }

    /// Whether it is deleted.
    pub fn is_deleted(&self) -> bool {
        self.open().is_some_and(|(_, _, flags, _)| flags & DELETED != 0)
    }

    /// A reader that stands before the fields.
    fn fields(&self) -> Option<Reader<'a>> {
        let (_, _, flags, mut reader) = self.open()?;
        for _ in 0..reader.len()? {
            reader.number()?;
            reader.number()?;
            reader.take(24)?;
        }
        if flags & HAS_DELETION != 0 {
            reader.bytes()?;
        }
        Some(reader)
    }

    /// Steps through one group of named bodies (fields or sets) until `wanted`; leaves `reader` after the group when
    /// it is not there.
    fn find(reader: &mut Reader<'a>, wanted: Option<u32>) -> Option<Option<Reader<'a>>> {
        for _ in 0..reader.len()? {
            let number = u32::try_from(reader.number()?).ok()?;
            let body = reader.bytes()?;
            if Some(number) == wanted {
                return Some(Some(Reader(body)));
            }
        }
        Some(None)
    }

    /// The winning value of a field; [`ValueRef::Null`] when there is none.
    pub fn value(&self, field: &str) -> ValueRef<'a> {
        let read = || {
            let wanted = self.names.number(field)?;
            Self::find(&mut self.fields()?, Some(wanted))??.winner()
        };
        read().unwrap_or(ValueRef::Null)
    }

    /// Calls `each` with the name and winning value of every field.
    pub fn each_value(&self, each: &mut dyn FnMut(&'a str, ValueRef<'a>)) -> Option<()> {
        let mut reader = self.fields()?;
        for _ in 0..reader.len()? {
            let name = self.names.name(u32::try_from(reader.number()?).ok()?)?;
            let body = reader.bytes()?;
            each(name, Reader(body).winner()?);
        }
        Some(())
    }

    /// The items of a set.
    pub fn items(&self, field: &str) -> Vec<ValueRef<'a>> {
        let read = || {
            let wanted = self.names.number(field)?;
            let mut reader = self.fields()?;
            Self::find(&mut reader, None)?;
            Self::find(&mut reader, Some(wanted))??.items()
        };
        read().unwrap_or_default()
    }

    /// Unpacks everything.
    pub fn unpack(&self) -> Option<Record> {
        let (id, kind, flags, mut reader) = self.open()?;
        let mut record = Record::blank(id, Arc::clone(self.names.name(kind)?));
        let stamps = reader.stamps()?;
        if flags & HAS_DELETION != 0 {
            record.deletion = Some(Reader(reader.bytes()?).register(&stamps)?);
        }
        for _ in 0..reader.len()? {
            let name = self.names.name(u32::try_from(reader.number()?).ok()?)?;
            let register = Reader(reader.bytes()?).register(&stamps)?;
            record.fields.insert(Arc::clone(name), register);
        }
        for _ in 0..reader.len()? {
            let name = self.names.name(u32::try_from(reader.number()?).ok()?)?;
            let set = Reader(reader.bytes()?).set()?;
            record.sets.insert(Arc::clone(name), set);
        }
        Some(record)
    }
}
