//! Random histories in which people are erased while devices are apart (rule L14).

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::TestCaseError};
use serde_json::json;

use super::{
    bench::{HOUR, NOON, device, draft, set_op, tags_op, whole},
    erasing::{carried_out, words},
    random::check,
};
use crate::ledger::{
    Author, Change, Draft, DraftOp, Erasure, Ledger, Op, RecordId, erasure, undo::UndoPlan,
};

/// What a device does in a random history.
#[derive(Clone, Debug)]
enum Event {
    Write {
        device: usize,
        record: u128,
        field: usize,
        text: usize,
    },
    Tag {
        device: usize,
        text: usize,
        add: bool,
    },
    Delete {
        device: usize,
        record: u128,
    },
    Undo {
        device: usize,
    },
    Erase {
        device: usize,
        person: usize,
    },
    Deliver {
        from: usize,
        to: usize,
        order: u64,
    },
    CarryOut {
        device: usize,
    },
}

const TEXTS: [&str; 6] = [
    "Maya Okoro came with Lee Park",
    "Nobody was there",
    "lee park's notes",
    "See maya@okoro.example",
    "MAYA OKORO",
    "Green space",
];
const PEOPLE: [(RecordId, &[&str]); 2] = [
    (RecordId(1), &["Maya Okoro", "maya@okoro.example"]),
    (RecordId(2), &["Lee Park"]),
];

fn event() -> impl Strategy<Value = Event> {
    let device = || 0usize..3;
    prop_oneof![
        8 => (device(), 1u128..5, 0usize..2, 0usize..6)
            .prop_map(|(device, record, field, text)| Event::Write { device, record, field, text }),
        3 => (device(), 0usize..6, any::<bool>()).prop_map(|(device, text, add)| Event::Tag { device, text, add }),
        1 => (device(), 1u128..5).prop_map(|(device, record)| Event::Delete { device, record }),
        2 => device().prop_map(|device| Event::Undo { device }),
        1 => (device(), 0usize..2).prop_map(|(device, person)| Event::Erase { device, person }),
        4 => (device(), device(), any::<u64>()).prop_map(|(from, to, order)| Event::Deliver { from, to, order }),
        1 => device().prop_map(|device| Event::CarryOut { device }),
    ]
}

struct Place {
    ledger: Ledger,
    log: Vec<Change>,
    done: Vec<RecordId>,
    last: Option<Change>,
}

impl Place {
    fn act(&mut self, draft: Draft, now: u64) {
        let author = Author::new("Lee Park", "Coach");
        if let Some(change) = self.ledger.commit(draft, &author, now) {
            self.log.push(change.clone());
            self.last = Some(change);
        }
    }

    fn take(&mut self, changes: &[Change], order: u64) {
        let mut changes = changes.to_vec();
        let len = changes.len().max(1);
        changes.rotate_left(usize::try_from(order).unwrap_or_default() % len);
        if order % 2 == 1 {
            changes.reverse();
        }
        for change in changes {
            self.ledger.apply(&change, NOON + 1_000 * HOUR);
            self.log.push(change);
        }
    }

    fn carry_out(&mut self) {
        let (ledger, log) = carried_out(&self.ledger, &self.log);
        self.done = ledger.erasures().ids().collect();
        (self.ledger, self.log, self.last) = (ledger, log, None);
    }
}

fn happens(places: &mut [Place], event: &Event, at: u64) {
    let now = NOON + at * 60_000;
    match event {
        Event::Write {
            device,
            record,
            field,
            text,
        } => {
            let name = ["name", "note"][*field];
            let op = set_op(RecordId(*record), [(name, json!(TEXTS[*text]))]);
            places[*device].act(draft(op), now);
        }
        Event::Tag { device, text, add } => {
            let (put, out) = if *add {
                (&TEXTS[*text..=*text], &[][..])
            } else {
                (&[][..], &TEXTS[*text..=*text])
            };
            places[*device].act(draft(tags_op(RecordId(3), put, out)), now);
        }
        Event::Delete { device, record } => {
            let record = RecordId(*record);
            places[*device].act(draft(DraftOp::Delete { record }), now);
        }
        Event::Undo { device } => {
            let place = &mut places[*device];
            let last = place.last.take().filter(|last| {
                !last
                    .ops
                    .iter()
                    .any(|op| matches!(op, Op::Set { kind, .. } if kind == erasure::KIND))
            });
            if let Some(last) = last {
                let UndoPlan { draft, .. } = place.ledger.plan_undo(&last, last.id);
                place.act(draft, now);
            }
        }
        Event::Erase { device, person } => {
            let (record, names) = PEOPLE[*person];
            let id = RecordId(u128::from(at) * 10 + 1_000 + *device as u128);
            let rule = Erasure::new(id, Some(record), &words(names), Vec::new(), u128::from(at));
            places[*device].act(rule.draft("Erased a person for good"), now);
            places[*device].carry_out();
        }
        Event::Deliver { from, to, order } if from != to => {
            let changes = places[*from].log.clone();
            places[*to].take(&changes, *order);
        }
        Event::Deliver { .. } => {}
        Event::CarryOut { device } => places[*device].carry_out(),
    }
}

fn end_as_one(events: &[Event]) -> Result<(), TestCaseError> {
    let mut places: Vec<Place> = (1..=3)
        .map(|number| Place {
            ledger: device(number),
            log: Vec::new(),
            done: Vec::new(),
            last: None,
        })
        .collect();
    for (at, event) in events.iter().enumerate() {
        happens(&mut places, event, at as u64);
    }
    let all: Vec<Vec<Change>> = places.iter().map(|place| place.log.clone()).collect();
    for (at, place) in places.iter_mut().enumerate() {
        for step in 1..3 {
            place.take(&all[(at + step) % 3], (at * 7 + step) as u64);
        }
        place.carry_out();
    }
    let told: Vec<String> = places
        .iter()
        .map(|place| {
            let mut all = BTreeMap::new();
            for change in &place.log {
                all.insert(change.id, serde_json::to_string(change).unwrap_or_default());
            }
            all.into_values().collect::<Vec<_>>().join("\n")
        })
        .collect();
    for place in &places[1..] {
        prop_assert_eq!(whole(&place.ledger), whole(&places[0].ledger));
        prop_assert_eq!(&place.done, &places[0].done);
    }
    prop_assert_eq!(&told[0], &told[1]);
    prop_assert_eq!(&told[0], &told[2]);
    for change in &places[0].log {
        prop_assert!(change.is_intact());
        // Whoever knew and wrote it anew meant it.
        if change.rest.contains_key(erasure::DESPITE) {
            continue;
        }
        let text = serde_json::to_string(change).unwrap_or_default();
        prop_assert!(!places[0].ledger.erasures().name_in(&text), "{}", text);
    }
    Ok(())
}

#[test]
fn l14_devices_that_were_told_hold_the_same_and_no_word_of_it() {
    check(300, &prop::collection::vec(event(), 0..40), |events| {
        end_as_one(&events)
    });
}
