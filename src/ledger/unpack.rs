//! Reading packed records in place. Every reader answers `None` for damaged bytes; nothing here panics.

use std::sync::Arc;

use super::{
    canonical::canonical,
    id::{ChangeId, RecordId},
    names::Names,
    record::{Gone, Head, Item, Name, Record, Register, SetField, Tag},
    stamp::{DeviceId, Stamp},
    value::ValueRef,
};

/// Flag: the record is deleted.
pub(super) const DELETED: u8 = 1;
/// Flag: a deletion register follows the stamps.
pub(super) const HAS_DELETION: u8 = 2;

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
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<u64> {
        // Most numbers take one byte, and a region's pages hold millions of them.
        let (mut byte, mut rest) = self.0.split_first()?;
        let mut number = u64::from(byte & 0x7f);
        let mut shift = 7;
        while *byte >= 0x80 {
            (byte, rest) = rest.split_first()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
        }
        self.0 = rest;
        Some(number)
    }

    /// Steps over a number.
    fn skip_number(&mut self) -> Option<()> {
        const LAST: u64 = 0x8080_8080_8080_8080;
        let word = self.0.first_chunk::<8>();
        let ends = word.map_or(0, |bytes| !u64::from_le_bytes(*bytes) & LAST);
        if ends == 0 {
            return self.number().map(drop);
        }
        let len = usize::try_from(ends.trailing_zeros() / 8).ok()? + 1;
        self.0 = self.0.get(len..)?;
        Some(())
    }

    /// The next body of a group, with the number of its name.
    fn named(&mut self) -> Option<(u64, Self)> {
        self.named_here()
    }

    /// As [`Self::named`], written out where it is called for: a region's fields are millions.
    #[inline(always)]
    fn named_here(&mut self) -> Option<(u64, Self)> {
        if let [number @ 0..0x80, len @ 0..0x80, rest @ ..] = self.0 {
            let (body, rest) = rest.split_at_checked(usize::from(*len))?;
            self.0 = rest;
            return Some((u64::from(*number), Self(body)));
        }
        Some((self.number()?, Self(self.bytes()?)))
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
        if self.byte()? == 0 {
            Some(None)
        } else {
            self.change().map(Some)
        }
    }

    fn value(&mut self) -> Option<ValueRef<'a>> {
        Some(match self.byte()? {
            0 => ValueRef::Null,
            1 => ValueRef::Bool(false),
            2 => ValueRef::Bool(true),
            3 => {
                let zigzag = self.number()?;
                #[expect(
                    clippy::cast_possible_wrap,
                    reason = "zigzag: the lowest bit is the sign"
                )]
                let number = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
                ValueRef::Int(number)
            }
            4 => ValueRef::Text(self.text()?),
            5 => ValueRef::Other(std::borrow::Cow::Owned(
                serde_json::from_slice(self.bytes()?).ok()?,
            )),
            _ => return None,
        })
    }

    fn stamp(&mut self) -> Option<(Stamp, ChangeId)> {
        let wall = self.number()?;
        let counter = u16::try_from(self.number()?).ok()?;
        let device = DeviceId(u64::from_le_bytes(self.take(8)?.try_into().ok()?));
        Some((
            Stamp {
                wall,
                counter,
                device,
            },
            self.change()?,
        ))
    }

    fn stamps(&mut self) -> Option<Vec<(Stamp, ChangeId)>> {
        let count = self.len()?;
        let mut stamps = Vec::new();
        for _ in 0..count {
            stamps.push(self.stamp()?);
        }
        Some(stamps)
    }

    fn register(mut self, stamps: &[(Stamp, ChangeId)]) -> Option<Register> {
        let (heads, awaited) = (self.len()?, self.len()?);
        let mut head = || -> Option<Head> {
            let (stamp, change) = *stamps.get(self.len()?)?;
            let stands_for = self.optional_change()?;
            Some(Head {
                stamp,
                change,
                stands_for,
                value: self.value()?.to_value(),
            })
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
        Some(Register {
            winner,
            others,
            awaited: waits,
        })
    }

    /// The winning value of a register, without the rest.
    fn winner(mut self) -> Option<ValueRef<'a>> {
        // As a rule: one value, written by somebody and not brought back.
        if let [0..0x80, 0..0x80, 0..0x80, 0, value @ ..] = self.0 {
            return Self(value).value();
        }
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
                tags.push(Tag {
                    change: self.change()?,
                    stands_for: self.optional_change()?,
                });
            }
            set.items.insert(canonical(&value), Item { value, tags });
        }
        for _ in 0..self.len()? {
            let key = self.text()?.to_owned();
            let (stamp, change) = self.stamp()?;
            set.gone.insert(
                key,
                Gone {
                    stamp,
                    change,
                    stands_for: self.optional_change()?,
                },
            );
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
    id: RecordId,
    kind: &'a Name,
    flags: u8,
    /// What follows the flags.
    rest: &'a [u8],
    names: &'a Names,
}

impl<'a> Packed<'a> {
    /// Where the record ends that starts at `at` in a page.
    pub fn after(page: &[u8], at: usize) -> Option<usize> {
        let (len, _) = page.get(at..)?.split_first_chunk::<4>()?;
        let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
        (at + 4).checked_add(len).filter(|end| *end <= page.len())
    }

    /// The record that starts at `at` in a page, and where the next one starts.
    pub fn at(page: &'a [u8], at: usize, names: &'a Names) -> Option<(Self, usize)> {
        let next = Self::after(page, at)?;
        let (id, rest) = page.get(at + 4..next)?.split_first_chunk::<16>()?;
        let id = RecordId(u128::from_le_bytes(*id));
        let mut reader = Reader(rest);
        let kind = names.name(u32::try_from(reader.number()?).ok()?)?;
        let flags = reader.byte()?;
        let rest = reader.0;
        let packed = Self {
            id,
            kind,
            flags,
            rest,
            names,
        };
        Some((packed, next))
    }

    /// The record's id.
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// The record's kind.
    pub fn kind(&self) -> &'a Name {
        self.kind
    }

    /// Whether it is deleted.
    pub fn is_deleted(&self) -> bool {
        self.flags & DELETED != 0
    }

    /// When the oldest of what stands in it was written: see [`Record::first_wall`].
    pub fn first_wall(&self) -> Option<u64> {
        // Stamps are packed in their order, and the time is the first of a stamp.
        let mut reader = Reader(self.rest);
        if reader.len()? == 0 {
            return None;
        }
        reader.number()
    }

    /// A reader that stands before the fields.
    fn fields(&self) -> Option<Reader<'a>> {
        let mut reader = Reader(self.rest);
        for _ in 0..reader.len()? {
            reader.skip_number()?;
            reader.skip_number()?;
            reader.take(24)?;
        }
        if self.flags & HAS_DELETION != 0 {
            reader.bytes()?;
        }
        Some(reader)
    }

    /// Whether it is deleted or several values stand in one of its fields.
    pub fn may_be_unsettled(&self) -> bool {
        let several = || {
            let mut reader = self.fields()?;
            for _ in 0..reader.len()? {
                let (_, mut body) = reader.named()?;
                if body.len()? > 1 {
                    return Some(true);
                }
            }
            Some(false)
        };
        self.is_deleted() || several().unwrap_or_default()
    }

    /// Steps through one group of named bodies (fields or sets) until `wanted`; leaves `reader` after the group when
    /// it is not there.
    fn find(reader: &mut Reader<'a>, wanted: Option<u32>) -> Option<Option<Reader<'a>>> {
        let wanted = wanted.map_or(u64::MAX, u64::from);
        for _ in 0..reader.len()? {
            let (number, body) = reader.named()?;
            if number == wanted {
                return Some(Some(body));
            }
        }
        Some(None)
    }

    /// The next body of a group, with its name.
    fn next_named(&self, reader: &mut Reader<'a>) -> Option<(&'a Name, Reader<'a>)> {
        let (number, body) = reader.named()?;
        Some((self.names.name(u32::try_from(number).ok()?)?, body))
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
            let (name, body) = self.next_named(&mut reader)?;
            each(name, body.winner()?);
        }
        Some(())
    }

    /// Puts winning values into their places; `places` has, by a name's number, one more than the place, or 0. Answers
    /// the sets that follow.
    pub(super) fn values(&self, places: &[u8], values: &mut [ValueRef<'a>]) -> Option<Sets<'a>> {
        let mut reader = self.fields()?;
        for _ in 0..reader.len()? {
            let (number, body) = reader.named_here()?;
            let place = places.get(usize::try_from(number).ok()?);
            let value = place.and_then(|place| values.get_mut(usize::from(*place).checked_sub(1)?));
            if let Some(value) = value {
                *value = body.winner()?;
            }
        }
        Some(Sets {
            reader,
            names: self.names,
        })
    }

    /// Calls `each` with the name and items of every set.
    pub fn each_items(&self, each: &mut dyn FnMut(&'a str, Vec<ValueRef<'a>>)) -> Option<()> {
        let mut reader = self.fields()?;
        Self::find(&mut reader, None)?;
        for _ in 0..reader.len()? {
            let (name, body) = self.next_named(&mut reader)?;
            each(name, body.items()?);
        }
        Some(())
    }

    /// The items of a set.
    pub fn items(&self, field: &str) -> Vec<ValueRef<'a>> {
        let sets = || {
            let mut reader = self.fields()?;
            Self::find(&mut reader, None)?;
            let names = self.names;
            Some(Sets { reader, names })
        };
        sets().map_or_else(Vec::new, |sets| sets.items(field))
    }

    /// Unpacks everything.
    pub fn unpack(&self) -> Option<Record> {
        let mut reader = Reader(self.rest);
        let mut record = Record::blank(self.id, Arc::clone(self.kind));
        let stamps = reader.stamps()?;
        if self.flags & HAS_DELETION != 0 {
            record.deletion = Some(Reader(reader.bytes()?).register(&stamps)?);
        }
        for _ in 0..reader.len()? {
            let (name, body) = self.next_named(&mut reader)?;
            record
                .fields
                .insert(Arc::clone(name), body.register(&stamps)?);
        }
        for _ in 0..reader.len()? {
            let (name, body) = self.next_named(&mut reader)?;
            record.sets.insert(Arc::clone(name), body.set()?);
        }
        Some(record)
    }
}

/// The sets of a packed record.
#[derive(Clone, Copy)]
pub struct Sets<'a> {
    /// Stands before the sets.
    reader: Reader<'a>,
    names: &'a Names,
}

impl<'a> Sets<'a> {
    /// The items of a set.
    pub fn items(&self, field: &str) -> Vec<ValueRef<'a>> {
        // Most records have none.
        if matches!(self.reader.0, [0, ..]) {
            return Vec::new();
        }
        let read = || {
            let wanted = self.names.number(field)?;
            Packed::find(&mut { self.reader }, Some(wanted))??.items()
        };
        read().unwrap_or_default()
    }
}

/// How many records a page holds.
pub(super) fn count_in(page: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some(next) = Packed::after(page, at) {
        (count, at) = (count + 1, next);
    }
    count
}

/// The ids of the records in a page.
pub(super) fn ids_in(page: &[u8], names: &Names) -> Vec<RecordId> {
    let mut ids = Vec::new();
    let mut at = 0;
    while let Some((packed, next)) = Packed::at(page, at, names) {
        ids.push(packed.id());
        at = next;
    }
    ids
}
