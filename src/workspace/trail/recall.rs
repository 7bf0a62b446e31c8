//! Learning from the newest part of the log what can be undone, reading no more of it than that takes.

use super::{REACH, Trail};
use crate::ledger::{Change, ChangeId, DeviceId};

/// An undo or redo is a change too, but no further step.
const MOST_CHANGES: usize = 2 * REACH;
/// What one device wrote lately fits in this, unless it was an import; what others wrote is only stepped over.
const MOST_BYTES: usize = 400_000;

/// Gathers what one device wrote, from the newest log entry backwards; and what some others wrote, whose changes came in
/// as a step of this one.
pub struct Recall {
    device: DeviceId,
    others: Vec<DeviceId>,
    /// How the devices show at the end of a stamp.
    marks: Vec<Mark>,
    newest_first: Vec<Change>,
    bytes: usize,
}

impl Recall {
    /// Looks for what `device` wrote, and these `others`.
    pub fn of(device: DeviceId, others: Vec<DeviceId>) -> Self {
        let devices = others.iter().chain([&device]);
        Self {
            marks: devices
                .map(|device| Mark(format!("-{:016x}", device.0).into_bytes()))
                .collect(),
            device,
            others,
            newest_first: Vec::new(),
            bytes: 0,
        }
    }

    /// Takes in the entry before those it was given so far. One that cannot be read has nothing to take back.
    pub fn add(&mut self, entry: &[u8]) {
        self.bytes += entry.len();
        for change in changes_by(&self.marks, entry).into_iter().rev() {
            if self.own() == MOST_CHANGES {
                return;
            }
            let change = serde_json::from_slice::<Change>(change).ok();
            self.newest_first
                .extend(change.filter(|change| self.wants(change)));
        }
    }

    fn wants(&self, change: &Change) -> bool {
        let by = change.stamp.device;
        by == self.device || self.others.contains(&by)
    }

    /// How many changes of this device were found.
    fn own(&self) -> usize {
        let found = self.newest_first.iter();
        found
            .filter(|change| change.stamp.device == self.device)
            .count()
    }

    /// Whether earlier entries would add nothing within reach.
    pub fn is_enough(&self) -> bool {
        self.own() == MOST_CHANGES || self.bytes >= MOST_BYTES
    }

    /// What was found, oldest first.
    pub fn changes(self) -> Vec<Change> {
        let mut changes = self.newest_first;
        changes.reverse();
        changes
    }
}

impl Trail {
    /// Lays what was done here meanwhile over what was found in the log.
    pub(in crate::workspace) fn lay_over(&mut self, older: Self) {
        let newer = std::mem::replace(&mut self.steps, older.steps);
        if newer.is_empty() {
            return;
        }
        // Whatever was done ended what could be brought back.
        let is_newer = |id: ChangeId| newer.iter().any(|step| step.original.id == id);
        self.steps
            .retain(|step| !step.undone && !is_newer(step.original.id));
        self.steps.extend(newer);
        let beyond = self.steps.len().saturating_sub(REACH);
        self.steps.drain(..beyond);
    }
}

/// The end of a stamp.
struct Mark(Vec<u8>);

/// The changes of an entry that speak of one of these devices, each as it stands there. Reading a change takes far longer
/// than seeing that it is somebody else's.
fn changes_by<'a>(marks: &[Mark], entry: &'a [u8]) -> Vec<&'a [u8]> {
    let mut changes = Vec::new();
    let (mut depth, mut start, mut at, mut is_one) = (0_u32, 0, 0, false);
    while let Some(byte) = entry.get(at) {
        match byte {
            b'"' => {
                at = end_of_text(entry, at + 1);
                let text = entry.get(..at).unwrap_or_default();
                is_one = is_one || marks.iter().any(|mark| text.ends_with(&mark.0));
            }
            b'[' | b'{' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            b',' if depth == 1 => {
                changes.extend(is_one.then(|| &entry[start..at]));
                (start, is_one) = (at + 1, false);
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    changes.extend(is_one.then(|| &entry[start..at]));
                    return changes;
                }
            }
            _ => {}
        }
        at += 1;
    }
    // Cut short: what is whole can still be used.
    changes
}

/// Where the text ends that begins at `at`: its closing quotation mark.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Author, Draft, DraftOp, Ledger, RecordId};
    use std::sync::Arc;

    fn written(device: u64, count: u64) -> Vec<Change> {
        let mut ledger = Ledger::new(DeviceId(device));
        (0..count)
            .map(|at| {
                let name = format!("a \"[{{,\\ {at}");
                let draft = Draft {
                    ops: vec![DraftOp::Set {
                        record: RecordId(u128::from(device)),
                        kind: "venture".to_owned(),
                        fields: [("name".to_owned(), name.into())].into_iter().collect(),
                    }],
                    ..Draft::by_hand(format!("Step {at}"))
                };
                let change = ledger
                    .propose(draft, &Author::new("Ana", "Coach"), 1_000 + at)
                    .expect("a change");
                ledger.apply(&change, 1_000 + at);
                change
            })
            .collect()
    }

    fn entry(changes: &[Change]) -> Vec<u8> {
        serde_json::to_vec(changes).expect("JSON")
    }

    #[test]
    fn it_finds_its_own_changes_among_those_of_others_in_their_order() {
        let (mine, theirs) = (written(7, 5), written(9, 5));
        let mut recall = Recall::of(DeviceId(7), Vec::new());
        recall.add(&entry(&[
            theirs[0].clone(),
            mine[3].clone(),
            mine[4].clone(),
        ]));
        recall.add(b"no JSON at all");
        recall.add(&entry(&[
            mine[1].clone(),
            theirs[1].clone(),
            mine[2].clone(),
        ]));
        recall.add(&entry(&mine[..1]));
        assert!(!recall.is_enough());
        assert_eq!(recall.changes(), mine);
    }

    #[test]
    fn it_finds_what_others_wrote_where_it_is_asked_to() {
        let (mine, theirs, foreign) = (written(7, 2), written(9, 2), written(8, 2));
        let mut recall = Recall::of(DeviceId(7), vec![DeviceId(9)]);
        recall.add(&entry(&[foreign[1].clone(), mine[1].clone()]));
        recall.add(&entry(&theirs));
        recall.add(&entry(&[mine[0].clone(), foreign[0].clone()]));
        let wanted = [&mine[0], &theirs[0], &theirs[1], &mine[1]].map(Clone::clone);
        assert_eq!(recall.changes(), wanted);
    }

    #[test]
    fn what_is_done_before_the_log_was_read_stays_the_newest_step() {
        let mine: Vec<Arc<Change>> = written(7, 3).into_iter().map(Arc::new).collect();
        let mut older = Trail::default();
        older.note(&mine[0]);
        older.note(&mine[1]);
        older.steps[1].undone = true;
        let mut trail = Trail::default();
        trail.note(&mine[2]);
        trail.lay_over(older);
        assert_eq!(trail.next_undo().map(|(step, _)| step.id), Some(mine[2].id));
        assert!(trail.next_redo().is_none());
        trail.drop_step(mine[2].id);
        assert_eq!(trail.next_undo().map(|(step, _)| step.id), Some(mine[0].id));
    }

    #[test]
    fn it_stops_once_undo_can_reach_no_further() {
        let mine = written(7, 3 * REACH as u64);
        let mut recall = Recall::of(DeviceId(7), Vec::new());
        recall.add(&entry(&mine));
        assert!(recall.is_enough());
        let found = recall.changes();
        assert_eq!(found[..], mine[REACH..]);
    }

    #[test]
    fn much_that_others_wrote_ends_the_search() {
        let theirs = entry(&written(9, 400));
        let mut recall = Recall::of(DeviceId(7), Vec::new());
        let mut entries = 0;
        while !recall.is_enough() {
            recall.add(&theirs);
            entries += 1;
            assert!(entries < 100, "it never ends");
        }
        assert!(recall.changes().is_empty());
    }

    #[test]
    fn changes_are_told_apart_whatever_stands_in_them() {
        let marks = [Mark(b"-me".to_vec())];
        let text =
            br#" [ {"a":"],{\"\\","s":"1-me"} , [1,["-me"]],3,{"s":"-me,"},"2-me" ] trailing"#;
        let found: Vec<String> = changes_by(&marks, text)
            .into_iter()
            .map(|item| String::from_utf8_lossy(item).trim().to_owned())
            .collect();
        assert_eq!(
            found,
            [
                r#"{"a":"],{\"\\","s":"1-me"}"#,
                r#"[1,["-me"]]"#,
                r#""2-me""#
            ]
        );
        for odd in [&b"[]"[..], b"", b"[\"-me", b"[\"\\", b"]]", b"{\"-me\""] {
            assert!(changes_by(&marks, odd).is_empty(), "{odd:?}");
        }
    }
}
