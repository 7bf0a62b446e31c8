//! Random histories of several devices that are parted, misled by their clocks, restarted, and brought together.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, test_runner::TestCaseError};

use super::{
    bench::{HOUR, NOON, ana, restarted, through_json, whole},
    model::expected,
    random::{check, wishes},
};
use crate::ledger::{
    Applied, Change, ChangeId, DeviceId, Draft, DraftOp, Ledger, Record, RecordId, Source,
    undo::UndoPlan,
};

/// One thing that happens. Devices and changes are picked by number, modulo how many there are.
#[derive(Clone, Debug)]
enum Event {
    Act {
        device: usize,
        wishes: Vec<DraftOp>,
    },
    Undo {
        device: usize,
        pick: usize,
    },
    Redo {
        device: usize,
        pick: usize,
    },
    /// Hands over some of what `from` has, in any order; the bits of `which` choose.
    Deliver {
        from: usize,
        to: usize,
        which: u64,
        order: u64,
    },
    /// Sets a device's clock to so many hours before or after the true time.
    Skew {
        device: usize,
        hours: i64,
    },
    Restart {
        device: usize,
        how: Restart,
    },
    Wait {
        minutes: u64,
    },
}

impl Event {
    /// The device whose records it may alter.
    fn device(&self) -> Option<usize> {
        match self {
            Self::Act { device, .. }
            | Self::Undo { device, .. }
            | Self::Redo { device, .. }
            | Self::Deliver { to: device, .. }
            | Self::Restart { device, .. } => Some(*device),
            Self::Skew { .. } | Self::Wait { .. } => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Restart {
    Snapshot,
    SnapshotAndTail,
    Log,
}

fn event() -> impl Strategy<Value = Event> {
    let device = || 0usize..5;
    let restart = prop_oneof![
        Just(Restart::Snapshot),
        Just(Restart::SnapshotAndTail),
        Just(Restart::Log)
    ];
    prop_oneof![
        10 => (device(), wishes()).prop_map(|(device, wishes)| Event::Act { device, wishes }),
        3 => (device(), 0usize..60).prop_map(|(device, pick)| Event::Undo { device, pick }),
        2 => (device(), 0usize..60).prop_map(|(device, pick)| Event::Redo { device, pick }),
        5 => (device(), device(), any::<u64>(), any::<u64>())
            .prop_map(|(from, to, which, order)| Event::Deliver { from, to, which, order }),
        1 => (device(), prop_oneof![-50i64..0, 0i64..24, 25i64..60])
            .prop_map(|(device, hours)| Event::Skew { device, hours }),
        1 => (device(), restart).prop_map(|(device, how)| Event::Restart { device, how }),
        1 => (0u64..3_000).prop_map(|minutes| Event::Wait { minutes }),
    ]
}

struct Device {
    ledger: Ledger,
    /// Everything that arrived, set aside or not, in the order in which it came: what storage would hold.
    log: Vec<Change>,
    hours: i64,
    /// A snapshot that was stored some time ago: the ledger then, and how long the log was.
    stored: Option<(Ledger, usize)>,
}

impl Device {
    fn offer(&mut self, change: &Change, now: u64) {
        if self.ledger.apply(change, now) != Applied::Known
            && self.log.iter().all(|known| known.id != change.id)
        {
            self.log.push(change.clone());
        }
    }

    fn restart(&mut self, how: Restart, now: u64) {
        let id = self.ledger.device();
        let (mut ledger, tail) = match how {
            Restart::Snapshot => (restarted(&mut self.ledger), self.log.len()),
            Restart::SnapshotAndTail => self.stored.take().unwrap_or_else(|| (Ledger::new(id), 0)),
            Restart::Log => (Ledger::new(id), 0),
        };
        for change in &self.log[tail..] {
            ledger.apply(change, now);
        }
        self.ledger = ledger;
        self.stored = Some((restarted(&mut self.ledger), self.log.len()));
    }

    fn applied(&self) -> impl Iterator<Item = &Change> {
        self.log
            .iter()
            .filter(|change| self.ledger.knows(change.id))
    }
}

struct World {
    devices: Vec<Device>,
    now: u64,
    /// What each undo and redo speaks of.
    made: BTreeMap<ChangeId, Change>,
}

impl World {
    fn new(count: u64) -> Self {
        let device = |number| Device {
            ledger: Ledger::new(DeviceId(number)),
            log: Vec::new(),
            hours: 0,
            stored: None,
        };
        Self {
            devices: (1..=count).map(device).collect(),
            now: NOON,
            made: BTreeMap::new(),
        }
    }

    fn at(&self, device: usize) -> usize {
        device % self.devices.len()
    }

    fn clock(&self, device: usize) -> u64 {
        self.now
            .saturating_add_signed(self.devices[device].hours * HOUR.cast_signed())
    }

    fn happen(&mut self, event: &Event) -> Result<(), TestCaseError> {
        // Time never stands still for long; a millisecond here makes stamps collide across devices now and then.
        self.now += 1;
        match event {
            Event::Act { device, wishes } => {
                let draft = Draft {
                    ops: wishes.clone(),
                    ..Draft::by_hand("Something")
                };
                self.commit(self.at(*device), draft);
            }
            Event::Undo { device, pick } => self.take_back(self.at(*device), *pick, true)?,
            Event::Redo { device, pick } => self.take_back(self.at(*device), *pick, false)?,
            Event::Deliver {
                from,
                to,
                which,
                order,
            } => {
                let (from, to) = (self.at(*from), self.at(*to));
                let now = self.clock(to);
                let mut parcel: Vec<Change> = self.devices[from]
                    .log
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| which >> (at % 64) & 1 == 1)
                    .map(|(_, change)| through_json(change))
                    .collect();
                shuffle(&mut parcel, *order);
                for change in &parcel {
                    self.devices[to].offer(change, now);
                }
            }
            Event::Skew { device, hours } => {
                let device = self.at(*device);
                self.devices[device].hours = *hours;
            }
            Event::Restart { device, how } => {
                let device = self.at(*device);
                let now = self.clock(device);
                self.devices[device].restart(*how, now);
            }
            Event::Wait { minutes } => self.now += minutes * 60_000,
        }
        Ok(())
    }

    fn commit(&mut self, device: usize, draft: Draft) -> Option<Change> {
        let now = self.clock(device);
        let owner = &mut self.devices[device];
        let before = owner.ledger.last_stamp();
        let change = owner.ledger.commit(draft, &ana(), now)?;
        assert!(change.stamp > before, "a device's stamps only grow");
        owner.log.push(change.clone());
        self.made.insert(change.id, change.clone());
        Some(change)
    }

    /// Undoes or redoes a change that was made anywhere and is known here, however deep it lies.
    fn take_back(&mut self, device: usize, pick: usize, undo: bool) -> Result<(), TestCaseError> {
        let ledger = &self.devices[device].ledger;
        let known: Vec<&Change> = self.devices[device].applied().collect();
        let by_hand: Vec<&&Change> = known.iter().filter(|change| is_by_hand(change)).collect();
        let Some(original) = (!by_hand.is_empty()).then(|| by_hand[pick % by_hand.len()]) else {
            return Ok(());
        };
        let about = |change: &&&Change| change.source.of == Some(original.id);
        let last = known.iter().filter(about).max_by_key(|change| change.stamp);
        let undone = last.filter(|last| last.source.kind == Source::UNDO);
        let plan = match (undo, undone, last) {
            (true, None, last) => {
                ledger.plan_undo(original, last.map_or(original.id, |last| last.id))
            }
            (false, Some(undone), _) => ledger.plan_redo(original, undone.id),
            _ => return Ok(()),
        };
        let original = original.id;
        let before = whole(ledger);
        let UndoPlan { draft, left_alone } = plan;
        self.commit(device, draft);
        let after = whole(&self.devices[device].ledger);
        self.nothing_later_moved(original, &before, &after)?;
        for left in left_alone {
            let pair = |records: &[Record]| {
                let record = records.iter().find(|record| record.id == left.record)?;
                let field = left.field.as_deref()?;
                Some((
                    record.value(field).cloned(),
                    record.sets.get(field).cloned(),
                ))
            };
            if left.field.as_deref().is_some_and(|field| field != "themes") {
                prop_assert_eq!(pair(&before), pair(&after), "said to be left alone");
            }
        }
        Ok(())
    }

    /// Whatever somebody did by hand stands as it stood, save what the undone or redone change itself did.
    fn nothing_later_moved(
        &self,
        original: ChangeId,
        before: &[Record],
        after: &[Record],
    ) -> Result<(), TestCaseError> {
        let others = |change: &ChangeId| {
            *change != original && self.made.get(change).is_some_and(is_by_hand)
        };
        for (old, new) in before.iter().zip(after) {
            prop_assert_eq!(old.id, new.id);
            for (name, register) in &old.fields {
                if others(&register.winner.change) {
                    prop_assert_eq!(&register.winner, &new.fields[name].winner);
                }
            }
            for (name, set) in &old.sets {
                for (key, item) in &set.items {
                    for tag in item.tags.iter().filter(|tag| others(&tag.change)) {
                        prop_assert!(
                            new.sets[name].items[key].tags.contains(tag),
                            "{} was taken out",
                            key
                        );
                    }
                }
            }
            if let Some(register) = &old.deletion
                && others(&register.winner.change)
            {
                prop_assert_eq!(old.is_deleted(), new.is_deleted());
            }
            if old.standing_changes().iter().any(others) && !old.is_deleted() {
                let deleted_by_hand = self.made[&original].ops.iter().any(|op| {
                    matches!(op, crate::ledger::Op::Delete { record, .. } | crate::ledger::Op::Restore { record, .. } if *record == old.id)
                });
                prop_assert!(
                    deleted_by_hand || !new.is_deleted(),
                    "an undone creation took edits along"
                );
            }
        }
        Ok(())
    }

    /// Everybody meets: all clocks are right again, days pass, and everything goes everywhere, twice, in any order.
    fn come_together(&mut self, order: u64) {
        self.now += 100 * HOUR;
        let mut all: Vec<Change> = self
            .devices
            .iter()
            .flat_map(|device| device.log.iter().map(through_json))
            .collect();
        let now = self.now;
        for (number, device) in self.devices.iter_mut().enumerate() {
            device.hours = 0;
            shuffle(&mut all, order.wrapping_add(number as u64));
            device.ledger.release_aside(now);
            for change in &all {
                device.offer(change, now);
            }
        }
    }
}

fn is_by_hand(change: &Change) -> bool {
    change.source.kind == Source::PERSON
}

/// Any order, the same for the same seed.
pub(super) fn shuffle<T>(list: &mut [T], seed: u64) {
    let mut state = seed | 1;
    for at in (1..list.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).unwrap_or_default() % (at + 1);
        list.swap(at, other);
    }
}

/// The records of every kind.
fn indexes(ledger: &Ledger) -> BTreeMap<String, BTreeSet<RecordId>> {
    let records = ledger.records();
    let ids = |kind| records.ids_of_kind(kind).iter().copied().collect();
    records
        .kinds()
        .map(|kind| (kind.to_string(), ids(kind)))
        .collect()
}

fn histories(longest: usize) -> impl Strategy<Value = (u64, Vec<Event>, u64)> {
    (
        2u64..=5,
        prop::collection::vec(event(), 1..longest),
        any::<u64>(),
    )
}

fn live_through(count: u64, events: &[Event]) -> Result<World, TestCaseError> {
    let mut world = World::new(count);
    for event in events {
        world.happen(event)?;
        if let Some(touched) = event.device() {
            let device = &world.devices[world.at(touched)];
            prop_assert_eq!(whole(&device.ledger), expected(device.applied()));
        }
    }
    Ok(world)
}

#[test]
fn l09_devices_that_exchanged_everything_hold_the_same() {
    check(128, &histories(50), |(count, events, order)| {
        let mut world = live_through(count, &events)?;
        world.come_together(order);
        let made: Vec<&Change> = world.made.values().collect();
        let all = expected(made.iter().copied());
        for device in &world.devices {
            prop_assert_eq!(device.ledger.set_aside(), &[]);
            prop_assert_eq!(device.ledger.change_count(), made.len());
            prop_assert_eq!(&whole(&device.ledger), &all);
            prop_assert_eq!(indexes(&device.ledger), indexes(&world.devices[0].ledger));
            prop_assert_eq!(
                device.ledger.sequences(),
                world.devices[0].ledger.sequences()
            );
            for record in &all {
                let awaited = record
                    .fields
                    .values()
                    .chain(&record.deletion)
                    .any(|r| !r.awaited.is_empty());
                prop_assert!(!awaited && record.sets.values().all(|set| set.awaited.is_empty()));
            }
        }
        Ok(())
    });
}

#[test]
fn l07_every_edit_stands_or_is_kept_or_was_seen_and_replaced() {
    check(64, &histories(50), |(count, events, order)| {
        let mut world = live_through(count, &events)?;
        world.come_together(order);
        let ledger = &world.devices[0].ledger;
        for change in world.made.values() {
            for op in &change.ops {
                let crate::ledger::Op::Set { record, fields, .. } = op else {
                    continue;
                };
                for field in fields.keys() {
                    let register = &super::bench::look(ledger, *record).fields[field.as_str()];
                    let kept = register.heads().any(|head| head.change == change.id);
                    let replaced = world.made.values().flat_map(|other| &other.ops).any(|other| {
                        matches!(other, crate::ledger::Op::Set { record: its, fields, .. }
                            if its == record && fields.get(field).is_some_and(|edit| edit.seen.contains(&change.id)))
                    });
                    prop_assert!(kept != replaced, "{} of {} in {}", change.id, record, field);
                }
            }
        }
        Ok(())
    });
}

#[test]
fn l11_any_moment_is_what_a_replay_up_to_it_gives() {
    check(32, &histories(40), |(count, events, order)| {
        let mut world = live_through(count, &events)?;
        world.come_together(order);
        let mut log: Vec<Change> = world.devices[0].log.clone();
        shuffle(&mut log, order);
        for moment in world.made.values().map(|change| change.stamp) {
            let mut replay = Ledger::new(DeviceId(9));
            let mut prefix: Vec<&Change> =
                log.iter().filter(|change| change.stamp <= moment).collect();
            prefix.sort_by_key(|change| (change.stamp, change.id));
            for change in &prefix {
                replay.apply(change, world.now);
            }
            let past = whole(&Ledger::as_at(&log, moment));
            prop_assert_eq!(&past, &whole(&replay));
            prop_assert_eq!(past, expected(prefix));
        }
        Ok(())
    });
}
