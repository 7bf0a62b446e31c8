//! What stands in the history as one line: whether it was taken back, and what taking it back would do.

use crate::{
    domain::{
        counting::{counted, listed},
        records::{Erasure, WorkspaceMark},
        schema,
    },
    ledger::{Change, ChangeId, DraftOp, RecordId, Source, id_map::IdMap, ordering},
    workspace::{
        Workspace,
        merges::{MergeNote, line_of},
    },
};

/// Kinds that are named before *other records*.
const NAMED: usize = 3;

/// The last undo or redo of everything that any was made of.
#[derive(Default)]
pub struct Standings<'a>(IdMap<ChangeId, &'a Change>);

impl<'a> Standings<'a> {
    /// Learns them from changes in any order.
    pub fn of(changes: impl Iterator<Item = &'a Change>) -> Self {
        let mut last: IdMap<ChangeId, &'a Change> = IdMap::default();
        for change in changes {
            let Some(of) = change.source.of else { continue };
            let known = last.entry(of).or_insert(change);
            if known.stamp < change.stamp {
                *known = change;
            }
        }
        Self(last)
    }

    /// The undo through which a line is taken back now, if it is.
    pub fn undo_of(&self, changes: &[Change], note: Option<&MergeNote>) -> Option<&'a Change> {
        let names = [Some(line_of(changes)), note.map(|note| note.id)];
        let last = names.iter().flatten().filter_map(|name| self.0.get(name));
        last.copied()
            .max_by_key(|change| change.stamp)
            .filter(|change| change.source.kind == Source::UNDO)
    }
}

/// Whether it stands for so much that one is asked before it is taken back.
pub fn is_much(changes: &[Change]) -> bool {
    let [only] = changes else {
        return changes.len() > 1;
    };
    let mut records = only.ops.iter().filter_map(crate::ledger::Op::record);
    let first = records.next();
    [Source::IMPORT, Source::EXAMPLE].contains(&only.source.kind.as_str())
        && records.any(|record| Some(record) != first)
}

/// The question before taking a line back: "Take back 15 changes of Ayesha Bello’s file?"
pub fn question(changes: &[Change], note: Option<&MergeNote>) -> String {
    if let [only] = changes
        && note.is_none()
    {
        return match &only.source.file {
            Some(file) => format!("Take back everything from {file}?"),
            None => "Take back everything that came with it?".to_owned(),
        };
    }
    let from = note.and_then(|note| note.why.split_once(" from "));
    format!(
        "Take back {} {}?",
        counted(changes.len(), "change", "changes"),
        match from {
            Some((_, name)) if name != "a colleague" => format!("of {name}’s file"),
            Some(_) => "of a colleague’s file".to_owned(),
            None => "from a file".to_owned(),
        }
    )
}

/// What taking these changes back would do now, as sentences: "73 ventures would go."
pub fn consequences(changes: &[Change], workspace: &Workspace) -> String {
    let plan = workspace.ledger().plan_undo_of_many(changes, String::new());
    let (mut going, mut coming) = (Vec::new(), Vec::new());
    let mut changing: Vec<RecordId> = Vec::new();
    for op in plan.draft.ops {
        match op {
            DraftOp::ReturnDeletion {
                record, deleted, ..
            } => if deleted { &mut going } else { &mut coming }.push(record),
            DraftOp::Return { record, .. } | DraftOp::ReturnTag { record, .. } => {
                changing.push(record);
            }
            _ => {}
        }
    }
    ordering::sort_once_each(&mut changing);
    changing.retain(|record| !going.contains(record) && !coming.contains(record));
    let mut said: Vec<String> = [
        (going, "would go"),
        (coming, "would come back"),
        (changing, "would be as before"),
    ]
    .into_iter()
    .filter_map(|(records, what)| {
        let kinds = by_kind(&records, workspace);
        (!kinds.is_empty()).then(|| format!("{} {what}.", listed(&kinds)))
    })
    .collect();
    if !plan.left_alone.is_empty() {
        said.push("What was changed again since stays as it is.".to_owned());
    }
    if said.is_empty() {
        said.push("Nothing that is shown would change.".to_owned());
    }
    said.join(" ")
}

/// How many of each kind, the most common first: "73 ventures", "12 people", "40 other records".
fn by_kind(records: &[RecordId], workspace: &Workspace) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let known = records.iter().filter_map(|id| workspace.records().get(*id));
    for record in known {
        let kind: &str = record.kind();
        if [WorkspaceMark::KIND, Erasure::KIND].contains(&kind) {
            continue;
        }
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    ordering::sort_by_key(&mut counts, |(kind, count)| {
        (std::cmp::Reverse(*count), (*kind).to_owned())
    });
    let others: usize = counts.iter().skip(NAMED).map(|(_, count)| count).sum();
    let mut words: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|(kind, count)| match schema::kind(kind) {
            Some(spec) => counted(*count, spec.one, spec.many),
            None => counted(*count, kind, kind),
        })
        .collect();
    if others > 0 {
        words.push(counted(others, "other record", "other records"));
    }
    words
}
