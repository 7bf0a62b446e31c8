//! What lies in this browser's log, as an exchange needs to know it: which changes of which device, and who made them.

use super::holdings::{Chain, Held, Holdings};
use crate::ledger::{
    Change, ChangeId, DeviceId, Source, Stamp,
    erasure::{ERASED, is_erased},
    few::Few,
    id_map::IdMap,
    ordering,
};

/// The log in outline. Fill it with [`Shelf::note_batch`], entry by entry.
#[derive(Clone, Default)]
pub struct Shelf {
    of_device: Few<DeviceId, Vec<(u64, ChangeId)>>,
    authors: IdMap<ChangeId, u32>,
    names: Vec<String>,
    /// What rewritten changes say of themselves, to tell another telling.
    erased: IdMap<ChangeId, String>,
    /// What undo and redo speak of: the last of them, and whether that was an undo.
    taken_back: IdMap<ChangeId, (Stamp, bool)>,
}

impl Shelf {
    /// The outline of these changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut shelf = Self::default();
        for change in changes {
            shelf.note(change);
        }
        shelf
    }

    /// Notes one entry of the log: a JSON array of changes.
    ///
    /// # Errors
    /// When the entry is no list of changes; nothing of it is noted then.
    pub fn note_batch(&mut self, batch: &[u8]) -> Result<(), serde_json::Error> {
        let changes: Vec<Change> = serde_json::from_slice(batch)?;
        changes.iter().for_each(|change| self.note(change));
        Ok(())
    }

    /// Notes a change.
    pub fn note(&mut self, change: &Change) {
        if is_erased(change) {
            self.erased.insert(change.id, mark_of(change));
        }
        if self.authors.contains_key(&change.id) {
            return;
        }
        if let Some(of) = change.source.of {
            let (last, is_undone) = self.taken_back.entry(of).or_default();
            if change.stamp >= *last {
                (*last, *is_undone) = (change.stamp, change.source.kind == Source::UNDO);
            }
        }
        let known = self.names.iter().rposition(|name| *name == change.by.name);
        let place = known.unwrap_or_else(|| {
            self.names.push(change.by.name.clone());
            self.names.len() - 1
        });
        let place = u32::try_from(place).unwrap_or_default();
        self.authors.insert(change.id, place);
        self.of_device
            .get_or(change.stamp.device, Vec::new)
            .push((change.seq, change.id));
    }

    /// Whether a change lies here.
    pub fn holds(&self, change: ChangeId) -> bool {
        self.authors.contains_key(&change)
    }

    /// Whether undo took a change, or a merge, back and nothing brought it back since.
    pub fn is_taken_back(&self, what: ChangeId) -> bool {
        self.taken_back
            .get(&what)
            .is_some_and(|(_, undone)| *undone)
    }

    /// Whether a change lies here in other words than these: one of the two was rewritten.
    pub fn tells_otherwise(&self, change: &Change) -> bool {
        let here = self.erased.get(&change.id).map(String::as_str);
        is_erased(change) && here != Some(mark_of(change).as_str())
    }

    /// Who made a change, as they named themselves.
    pub fn author(&self, change: ChangeId) -> Option<&str> {
        let place = usize::try_from(*self.authors.get(&change)?).ok()?;
        self.names.get(place).map(String::as_str)
    }

    /// Who made the last change of a device that lies here.
    pub fn author_of(&self, device: DeviceId) -> Option<&str> {
        let changes = self.of_device.get(&device)?.iter();
        let (_, last) = changes.max()?;
        self.author(*last)
    }

    /// What is held of every device, without gaps. A number that two changes bear ends it: where a device's count went
    /// two ways, what follows is sent and received whole.
    pub fn holdings(&self) -> Holdings {
        let mut holdings = Holdings::default();
        for (device, changes) in self.of_device.iter() {
            let mut last = Held::default();
            each_held(&in_order(changes), |held| last = held);
            holdings.put(*device, last);
        }
        holdings
    }

    /// The chains over a device's changes, as far as they lie here without a gap: the first over none of them.
    pub fn chains(&self, device: DeviceId) -> Vec<Chain> {
        let mut chains = vec![Chain::default()];
        if let Some(changes) = self.of_device.get(&device) {
            each_held(&in_order(changes), |held| chains.push(held.chain));
        }
        chains
    }

    /// The numbers up to `upto` that no change of the device bears here, as runs from first to last.
    pub fn missing(&self, device: DeviceId, upto: u64) -> Vec<(u64, u64)> {
        let changes = self.of_device.get(&device).into_iter().flatten();
        let mut numbers: Vec<u64> = changes.map(|(seq, _)| *seq).collect();
        ordering::sort_once_each(&mut numbers);
        let mut missing = Vec::new();
        let mut next = 1;
        for number in numbers.into_iter().chain([upto.saturating_add(1)]) {
            if number > next && next <= upto {
                missing.push((next, (number - 1).min(upto)));
            }
            next = number.saturating_add(1);
        }
        missing
    }

    /// Whether a number of the device is borne by two changes: its count went two ways.
    pub fn is_forked(&self, device: DeviceId) -> bool {
        let changes = self.of_device.get(&device).into_iter().flatten();
        let mut numbers: Vec<u64> = changes.map(|(seq, _)| *seq).collect();
        let count = numbers.len();
        ordering::sort_once_each(&mut numbers);
        numbers.len() < count
    }

    /// The devices of which anything lies here, in order.
    pub fn devices(&self) -> impl Iterator<Item = DeviceId> {
        self.of_device.keys().copied()
    }

    /// The greatest number of a device's changes that lies here.
    pub fn last(&self, device: DeviceId) -> u64 {
        let changes = self.of_device.get(&device).into_iter().flatten();
        changes.map(|(seq, _)| *seq).max().unwrap_or_default()
    }
}

fn mark_of(change: &Change) -> String {
    change
        .rest
        .get(ERASED)
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn in_order(changes: &[(u64, ChangeId)]) -> Vec<(u64, ChangeId)> {
    let mut changes = changes.to_vec();
    ordering::sort(&mut changes);
    changes
}

/// Tells what is held after each of a device's changes, in order, as far as there is no gap.
fn each_held(changes: &[(u64, ChangeId)], mut each: impl FnMut(Held)) {
    let mut held = Held::default();
    for (at, (seq, change)) in changes.iter().enumerate() {
        let twice = changes.get(at + 1).is_some_and(|(next, _)| next == seq);
        if *seq != held.upto + 1 || twice {
            break;
        }
        held = Held {
            upto: *seq,
            chain: held.chain.then(*change),
        };
        each(held);
    }
}
