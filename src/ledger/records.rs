//! All records of a workspace: most lie packed in pages, those touched since the last snapshot are unpacked.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde_json::Value;

use super::{
    few::Few,
    id::RecordId,
    id_map::IdMap,
    ordering,
    pack::{Names, Packed, ValueRef, pack},
    record::{Name, Record},
    unpack::{count_in, ids_in},
};

/// The bytes of a page, shared; they stay where they were read to.
pub type Page = Arc<Vec<u8>>;

/// How full a page may get before a new one is begun: 1 MiB.
const PAGE_BYTES: usize = 1 << 20;
/// A page whose records have grown beyond this sheds the last of them: 2 MiB.
const FULL_PAGE_BYTES: usize = 2 * PAGE_BYTES;

#[derive(Clone)]
enum Slot {
    Packed {
        page: u32,
        at: u32,
    },
    Live {
        home: Option<u32>,
        record: Box<Record>,
    },
}

/// A page, and where in it a record begins.
type Place = (u32, u32);

/// The records of one kind.
#[derive(Clone, Default)]
struct OfKind {
    /// In the order they were met.
    ids: Vec<RecordId>,
    /// Where the first of them lay when the pages were read: to go from page to page is far quicker than to look each
    /// record up by its id.
    places: Vec<Place>,
}

/// The records, by id and by kind.
#[derive(Clone, Default)]
pub struct Records {
    names: Names,
    slots: IdMap<RecordId, Slot>,
    kinds: BTreeMap<Name, OfKind>,
    pages: Vec<Page>,
    /// For each page that was read, whether all its records still lie where they lay then.
    untouched: Vec<bool>,
    /// Pages whose stored bytes no longer say what their records are.
    stale: Few<u32, ()>,
}

/// One record, wherever it lies.
#[derive(Clone, Copy)]
pub enum RecordRef<'a> {
    /// Unpacked.
    Live(&'a Record),
    /// In a page.
    Packed(Packed<'a>),
}

impl<'a> RecordRef<'a> {
    /// Its id.
    pub fn id(&self) -> RecordId {
        match self {
            Self::Live(record) => record.id,
            Self::Packed(packed) => packed.id(),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> &'a Name {
        match self {
            Self::Live(record) => &record.kind,
            Self::Packed(packed) => packed.kind(),
        }
    }

    /// Whether it is deleted.
    pub fn is_deleted(&self) -> bool {
        match self {
            Self::Live(record) => record.is_deleted(),
            Self::Packed(packed) => packed.is_deleted(),
        }
    }

    /// Whether somebody should look at it: see [`Record::is_unsettled`].
    pub fn is_unsettled(&self) -> bool {
        match self {
            Self::Live(record) => record.is_unsettled(),
            // Nearly no record is: the bytes alone rule most of them out.
            Self::Packed(packed) => packed.may_be_unsettled() && self.whole().is_unsettled(),
        }
    }

    /// When the oldest of what stands in it was written: see [`Record::first_wall`].
    pub fn first_wall(&self) -> Option<u64> {
        match self {
            Self::Live(record) => record.first_wall(),
            Self::Packed(packed) => packed.first_wall(),
        }
    }

    /// A field's winning value.
    pub fn value(&self, field: &str) -> ValueRef<'a> {
        match self {
            Self::Live(record) => record.value(field).map_or(ValueRef::Null, ValueRef::of),
            Self::Packed(packed) => packed.value(field),
        }
    }

    /// Every field that has a value.
    pub fn each_value(&self, each: &mut dyn FnMut(&'a str, ValueRef<'a>)) {
        match self {
            Self::Live(record) => {
                for (name, register) in &record.fields {
                    if !register.winner.value.is_null() {
                        each(name, ValueRef::of(&register.winner.value));
                    }
                }
            }
            Self::Packed(packed) => {
                packed.each_value(&mut |name, value| {
                    if value != ValueRef::Null {
                        each(name, value);
                    }
                });
            }
        }
    }

    /// A set's items, in canonical order.
    pub fn items(&self, field: &str) -> Vec<ValueRef<'a>> {
        match self {
            Self::Live(record) => record.items(field).map(ValueRef::of).collect(),
            Self::Packed(packed) => packed.items(field),
        }
    }

    /// Every set with its items, in canonical order.
    pub fn each_items(&self, each: &mut dyn FnMut(&'a str, Vec<ValueRef<'a>>)) {
        match self {
            Self::Live(record) => {
                for name in record.sets.keys() {
                    each(name, record.items(name).map(ValueRef::of).collect());
                }
            }
            Self::Packed(packed) => drop(packed.each_items(each)),
        }
    }

    /// The whole record: unpacked when it lies in a page, not copied when it does not.
    pub fn whole(self) -> Cow<'a, Record> {
        match self {
            Self::Live(record) => Cow::Borrowed(record),
            Self::Packed(packed) => {
                let blank = || Record::blank(packed.id(), Arc::clone(packed.kind()));
                Cow::Owned(packed.unpack().unwrap_or_else(blank))
            }
        }
    }

    /// An own, unpacked copy.
    pub fn to_record(&self) -> Record {
        self.whole().into_owned()
    }
}

impl Records {
    /// The record with that id, deleted or not.
    pub fn get(&self, id: RecordId) -> Option<RecordRef<'_>> {
        match self.slots.get(&id)? {
            Slot::Live { record, .. } => Some(RecordRef::Live(record)),
            Slot::Packed { page, at } => self.packed(*page, *at).map(RecordRef::Packed),
        }
    }

    /// The record with that id, unless it is deleted.
    pub fn present(&self, id: RecordId) -> Option<RecordRef<'_>> {
        self.get(id).filter(|record| !record.is_deleted())
    }

    fn packed(&self, page: u32, at: u32) -> Option<Packed<'_>> {
        let bytes = self.pages.get(usize::try_from(page).ok()?)?;
        Some(Packed::at(bytes, usize::try_from(at).ok()?, &self.names)?.0)
    }

    /// Ids of a kind, deleted ones included, in the order they were met.
    pub fn ids_of_kind(&self, kind: &str) -> &[RecordId] {
        self.kinds.get(kind).map_or(&[], |of_kind| &of_kind.ids)
    }

    /// Records of a kind that are not deleted.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = RecordRef<'_>> {
        let of_kind = self.kinds.get(kind);
        let ids = of_kind.map_or(&[][..], |of_kind| &of_kind.ids);
        let places = of_kind.map_or(&[][..], |of_kind| &of_kind.places);
        let places = places
            .iter()
            .copied()
            .map(Some)
            .chain(std::iter::repeat(None));
        ids.iter()
            .zip(places)
            .filter_map(|(id, place)| self.lying(place).or_else(|| self.get(*id)))
            .filter(|record| !record.is_deleted())
    }

    /// The record that lay in a place when the pages were read, if it still lies there.
    fn lying(&self, place: Option<Place>) -> Option<RecordRef<'_>> {
        let (page, at) = place?;
        let is_untouched = self.untouched.get(usize::try_from(page).ok()?)?;
        is_untouched
            .then(|| self.packed(page, at).map(RecordRef::Packed))
            .flatten()
    }

    /// All kinds that occur.
    pub fn kinds(&self) -> impl Iterator<Item = &Name> {
        self.kinds.keys()
    }

    /// How many records there are, deleted ones included.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The shared copy of a field's name.
    pub fn name(&mut self, name: &str) -> Name {
        self.names.intern(name).0
    }

    /// The record to merge into: unpacked, made blank when it is new.
    ///
    /// Where two changes call one record by different kinds, the first by alphabet counts, whichever came first.
    pub fn live(&mut self, id: RecordId, kind: &str) -> &mut Record {
        self.settle_kind(id, kind);
        if let Some(Slot::Packed { page, at }) = self.slots.get(&id) {
            let (page, at) = (*page, *at);
            let unpacked = self.packed(page, at).and_then(|packed| packed.unpack());
            let record = unpacked.unwrap_or_else(|| Record::blank(id, self.names.intern(kind).0));
            self.stale.insert(page, ());
            if let Some(untouched) = usize::try_from(page)
                .ok()
                .and_then(|page| self.untouched.get_mut(page))
            {
                *untouched = false;
            }
            self.slots.insert(
                id,
                Slot::Live {
                    home: Some(page),
                    record: Box::new(record),
                },
            );
        }
        let (names, kinds) = (&mut self.names, &mut self.kinds);
        let slot = self.slots.entry(id).or_insert_with(|| {
            let kind = names.intern(kind).0;
            let of_kind = kinds.entry(Arc::clone(&kind)).or_default();
            of_kind.ids.push(id);
            Slot::Live {
                home: None,
                record: Box::new(Record::blank(id, kind)),
            }
        });
        match slot {
            Slot::Live { record, .. } => record,
            #[expect(
                clippy::unreachable,
                reason = "the slot was unpacked above or has just been made"
            )]
            Slot::Packed { .. } => unreachable!("the slot was just unpacked"),
        }
    }

    /// Renames the kind of a record that another change calls by a kind earlier in the alphabet.
    fn settle_kind(&mut self, id: RecordId, kind: &str) {
        let Some(known) = self.get(id).map(|record| Arc::clone(record.kind())) else {
            return;
        };
        if *known <= *kind {
            return;
        }
        let kind = self.name(kind);
        // By the kind it has, so that this does not come here again.
        self.live(id, &known).kind = Arc::clone(&kind);
        if let Some(of_kind) = self.kinds.get_mut(&known) {
            of_kind.ids.retain(|other| *other != id);
            of_kind.places.clear();
            if of_kind.ids.is_empty() {
                self.kinds.remove(&known);
            }
        }
        self.kinds.entry(kind).or_default().ids.push(id);
    }

    /// Packs everything that was touched. Answers the pages: `None` where the stored bytes are still right.
    pub fn repack(&mut self) -> Vec<Option<Page>> {
        let mut changed: Few<u32, ()> = Few::new();
        for (number, ()) in std::mem::take(&mut self.stale) {
            let Some(page) = usize::try_from(number)
                .ok()
                .and_then(|at| self.pages.get(at))
                .map(Arc::clone)
            else {
                continue;
            };
            let mut bytes = Vec::with_capacity(page.len() + 1_024);
            for id in ids_in(&page, &self.names) {
                if bytes.len() < FULL_PAGE_BYTES {
                    self.repack_one(id, number, &page, &mut bytes);
                } else {
                    self.make_homeless(id, &page);
                }
            }
            if let Some(slot) = usize::try_from(number)
                .ok()
                .and_then(|at| self.pages.get_mut(at))
            {
                *slot = page_of(bytes);
            }
            changed.insert(number, ());
        }
        self.pack_homeless(&mut changed);
        self.pages
            .iter()
            .enumerate()
            .map(|(at, page)| {
                let number = u32::try_from(at).unwrap_or(u32::MAX);
                changed.contains_key(&number).then(|| Arc::clone(page))
            })
            .collect()
    }

    fn repack_one(&mut self, id: RecordId, page: u32, old: &[u8], bytes: &mut Vec<u8>) {
        let at = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        match self.slots.get(&id) {
            Some(Slot::Live { record, .. }) => pack(record, &mut self.names, bytes),
            Some(Slot::Packed { at: from, .. }) => {
                let from = usize::try_from(*from).unwrap_or(usize::MAX);
                let end = Packed::at(old, from, &self.names).map(|(_, end)| end);
                bytes.extend_from_slice(end.and_then(|end| old.get(from..end)).unwrap_or_default());
            }
            None => return,
        }
        self.slots.insert(id, Slot::Packed { page, at });
    }

    /// Unpacks a record for which its page, whose bytes are `old`, has no room left.
    fn make_homeless(&mut self, id: RecordId, old: &[u8]) {
        let unpacked = match self.slots.get(&id) {
            Some(Slot::Packed { at, .. }) => usize::try_from(*at)
                .ok()
                .and_then(|at| Packed::at(old, at, &self.names))
                .and_then(|(packed, _)| packed.unpack())
                .map(Box::new),
            _ => None,
        };
        match (self.slots.get_mut(&id), unpacked) {
            (Some(Slot::Live { home, .. }), _) => *home = None,
            (Some(slot), Some(record)) => *slot = Slot::Live { home: None, record },
            _ => {}
        }
    }

    /// Gives records that lie in no page a place at the end.
    fn pack_homeless(&mut self, changed: &mut Few<u32, ()>) {
        let mut homeless: Vec<RecordId> = self
            .slots
            .iter()
            .filter(|(_, slot)| matches!(slot, Slot::Live { .. }))
            .map(|(id, _)| *id)
            .collect();
        // Kinds lie together, so that reading one kind touches few pages.
        ordering::sort_by_key(&mut homeless, |id| {
            (self.get(*id).map(|record| Arc::clone(record.kind())), *id)
        });
        let mut bytes: Vec<u8> = Vec::new();
        let mut number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        if let Some(last) = self.pages.last()
            && last.len() < PAGE_BYTES / 2
            && !homeless.is_empty()
        {
            number -= 1;
            bytes = last.to_vec();
            self.pages.pop();
        }
        for id in homeless {
            if bytes.len() >= PAGE_BYTES {
                self.pages.push(page_of(std::mem::take(&mut bytes)));
                changed.insert(number, ());
                number += 1;
            }
            self.repack_one(id, number, &[], &mut bytes);
        }
        if !bytes.is_empty() {
            self.pages.push(page_of(bytes));
            changed.insert(number, ());
        }
    }

    /// The pages as last packed.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The names in use, by number.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Records from stored pages; `None` when a page is damaged.
    pub fn from_pages(names: Names, pages: Vec<Page>) -> Option<Self> {
        let mut records = Self {
            names,
            pages,
            ..Self::default()
        };
        // All the room at once, or a large map is moved again and again while it grows.
        let count = records.pages.iter().map(|page| count_in(page)).sum();
        records.slots.reserve(count);
        // Records of one kind mostly lie together: a stretch of them is noted at once.
        let mut stretches: Vec<(Name, OfKind)> = Vec::new();
        for (number, page) in records.pages.iter().enumerate() {
            let number = u32::try_from(number).ok()?;
            let mut start = 0;
            while start < page.len() {
                let (packed, next) = Packed::at(page, start, &records.names)?;
                let kind = packed.kind();
                if stretches
                    .last()
                    .is_none_or(|(last, _)| !Arc::ptr_eq(last, kind))
                {
                    stretches.push((Arc::clone(kind), OfKind::default()));
                }
                let (page, at) = (number, u32::try_from(start).ok()?);
                if let Some((_, of_kind)) = stretches.last_mut() {
                    of_kind.ids.push(packed.id());
                    of_kind.places.push((page, at));
                }
                let slot = Slot::Packed { page, at };
                records.slots.insert(packed.id(), slot);
                start = next;
            }
        }
        for (kind, stretch) in stretches {
            let of_kind = records.kinds.entry(kind).or_default();
            of_kind.ids.extend(stretch.ids);
            of_kind.places.extend(stretch.places);
        }
        records.untouched = vec![true; records.pages.len()];
        Some(records)
    }

    /// Every record, unpacked one at a time, in order of id.
    pub fn all_by_id(&self) -> impl Iterator<Item = Record> {
        self.ids()
            .into_iter()
            .filter_map(|id| self.get(id))
            .map(|record| record.to_record())
    }

    /// The ids of all records in order, deleted ones included.
    pub fn ids(&self) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = self.slots.keys().copied().collect();
        ordering::sort(&mut ids);
        ids
    }

    /// A field's value as an own copy; `null` when there is none.
    pub fn value(&self, id: RecordId, field: &str) -> Value {
        self.get(id)
            .map_or(Value::Null, |record| record.value(field).to_value())
    }
}

/// A page of these bytes, without the room that was kept for more.
fn page_of(mut bytes: Vec<u8>) -> Page {
    bytes.shrink_to_fit();
    Page::new(bytes)
}
