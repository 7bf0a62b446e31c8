//! A large change on its way in: made ready some operations at a time, so that whoever waits for it can look around and
//! think better of it meanwhile, and then applied at once like any other.

use super::{
    change::{Author, Change, Source},
    content::Hashing,
    draft::{Draft, DraftOp},
    engine::Ledger,
    json,
    proposal::{Joined, gathered},
};

/// A change that is being made ready. Dropping it leaves everything as it was.
pub struct Preparing {
    by: Author,
    why: String,
    source: Source,
    /// How many changes the ledger had: what was proposed holds for no other.
    stands_on: usize,
    all: usize,
    wishes: std::vec::IntoIter<DraftOp>,
    joined: Joined,
    hash: Hashing,
    /// The operations as the log keeps them, with commas between them.
    written: Vec<u8>,
    /// How many of the operations are hashed and written.
    sealed: usize,
    is_broken: bool,
}

impl Preparing {
    /// Goes on, by so many operations at most; answers whether that was all.
    pub fn step(&mut self, ledger: &Ledger, most: usize) -> bool {
        let most = most.max(1);
        if self.wishes.len() > 0 {
            for wish in self.wishes.by_ref().take(most) {
                ledger.propose_wish(wish, &mut self.joined);
            }
            return false;
        }
        for op in self.joined.ops.iter().skip(self.sealed).take(most) {
            if self.sealed > 0 {
                self.written.push(b',');
            }
            self.is_broken |= serde_json::to_writer(&mut self.written, op).is_err();
            self.hash.op(op);
            self.sealed += 1;
        }
        self.sealed == self.joined.ops.len()
    }

    /// How much is done, of how much.
    pub fn progress(&self) -> (usize, usize) {
        let (proposed, ops) = (self.all - self.wishes.len(), self.joined.ops.len());
        let sealed = self.sealed * self.all / ops.max(1);
        (proposed + sealed, self.all * 2)
    }
}

impl Ledger {
    /// Begins to make a draft ready.
    pub fn prepare(&self, draft: Draft, by: &Author) -> Preparing {
        let wishes = gathered(draft.ops);
        Preparing {
            hash: Hashing::begin(by),
            by: by.clone(),
            why: draft.why,
            source: draft.source,
            stands_on: self.change_count(),
            all: wishes.len(),
            wishes: wishes.into_iter(),
            joined: Joined::default(),
            written: Vec::new(),
            sealed: 0,
            is_broken: false,
        }
    }

    /// The change that was made ready, with the log entry that keeps it. Nothing is applied yet.
    ///
    /// Answers `None`, and spends no stamp, when nothing would change, or the ledger has gone on since it was begun.
    pub fn conclude(&mut self, mut ready: Preparing, now_ms: u64) -> Option<(Change, Vec<u8>)> {
        while !ready.step(self, usize::MAX) {}
        if ready.joined.ops.is_empty() || ready.stands_on != self.change_count() {
            return None;
        }
        let words = (ready.why, ready.source);
        let mut change = self.stamped(words, ready.by, ready.joined.ops, now_ms);
        if self.erasures.is_empty() && !ready.is_broken {
            change.id = ready.hash.end(&change);
            if let Ok(entry) = json::entry_around(&change, &ready.written) {
                return Some((change, entry));
            }
        }
        // Words that had to go are taken out of the whole, and then it is another.
        let change = self.erasures.consider(change).sealed();
        let entry = serde_json::to_vec(std::slice::from_ref(&change)).ok()?;
        Some((change, entry))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::ledger::{Applied, DeviceId, RecordId};

    const NOW: u64 = 1_800_000_000_000;

    fn set(record: u128, fields: Value) -> DraftOp {
        let fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        DraftOp::Set {
            record: RecordId(record),
            kind: "venture".to_owned(),
            fields,
        }
    }

    fn draft() -> Draft {
        let mut ops: Vec<DraftOp> = (0..7)
            .map(|at| {
                set(
                    at,
                    json!({ "name": format!("Venture “{at}”\n"), "members": at }),
                )
            })
            .collect();
        ops.push(DraftOp::Tags {
            record: RecordId(3),
            kind: "venture".to_owned(),
            field: "themes".to_owned(),
            add: vec![json!("Food"), json!("Work")],
            remove: Vec::new(),
        });
        // Spoken of twice, and once in vain.
        ops.push(set(2, json!({ "name": "Another" })));
        ops.push(set(1, json!({ "origin": null })));
        Draft {
            source: Source::import("file.json", "00ff"),
            ops,
            ..Draft::by_hand("Imported 7 ventures")
        }
    }

    fn ledger() -> Ledger {
        let mut ledger = Ledger::new(DeviceId(5));
        let first = Draft {
            ops: vec![set(2, json!({ "name": "The first" }))],
            ..Draft::by_hand("Added")
        };
        ledger.commit(first, &Author::new("Ana", ""), NOW);
        ledger
    }

    #[test]
    fn what_is_made_ready_in_steps_is_the_change_that_is_made_at_once() {
        let by = Author::new("Ana Silva", "Coach");
        let at_once = ledger().propose(draft(), &by, NOW).expect("a change");
        for most in [1, 3, 100] {
            let mut ledger = ledger();
            let mut ready = ledger.prepare(draft(), &by);
            let mut before = 0;
            while !ready.step(&ledger, most) {
                let (done, all) = ready.progress();
                assert!(before < done && done <= all, "{before} {done} {all}");
                before = done;
            }
            let (change, entry) = ledger.conclude(ready, NOW).expect("a change");
            assert_eq!(change, at_once);
            assert_eq!(entry, serde_json::to_vec(&[&at_once]).expect("a log entry"));
            assert!(matches!(ledger.apply(&change, NOW), Applied::Fresh(_)));
        }
    }

    #[test]
    fn what_was_made_ready_for_other_records_is_not_applied() {
        let by = Author::new("Ana Silva", "Coach");
        let mut ledger = ledger();
        let mut ready = ledger.prepare(draft(), &by);
        ready.step(&ledger, 4);
        let meanwhile = Draft {
            ops: vec![set(2, json!({ "name": "Changed meanwhile" }))],
            ..Draft::by_hand("Changed")
        };
        ledger.commit(meanwhile, &by, NOW);
        let stamp = ledger.last_stamp();
        assert_eq!(ledger.conclude(ready, NOW), None);
        assert_eq!(ledger.last_stamp(), stamp);
    }
}
