//! Taking back many changes of others at once: the undo of an imported history (rule L10).

use std::collections::HashSet;

use serde_json::Value;

use super::{
    change::{Change, ChangeId, Draft, DraftOp, FieldEdit, Op, Source, canonical},
    engine::Ledger,
    record::{Record, RecordId, Register},
    records::{IdMap, IdSet},
    undo::{LeftAlone, NOTHING, UndoPlan},
};

struct Gathered<'a> {
    created: bool,
    kind: &'a str,
    fields: Vec<(&'a str, &'a FieldEdit)>,
    added: Vec<(&'a str, &'a Value)>,
    removed: Vec<(&'a str, &'a Value, Option<ChangeId>)>,
    deleted: bool,
}

impl Ledger {
    /// Plans to take all of `changes` back in one step: every record goes back to what it was before the first of
    /// them, save where somebody else changed it since.
    pub fn plan_undo_of_many(&self, changes: &[Change], why: String) -> UndoPlan {
        let ids: HashSet<ChangeId> = changes.iter().map(|change| change.id).collect();
        let mut source = Source::of_kind(Source::UNDO);
        source.of = changes.first().map(|change| change.id);
        let mut plan = UndoPlan { draft: Draft { why, source, ops: Vec::new() }, left_alone: Vec::new() };
        let mut order: Vec<RecordId> = Vec::new();
        let mut met: IdSet<RecordId> = IdSet::default();
        let mut gathered: IdMap<RecordId, Gathered<'_>> = IdMap::default();
        for op in changes.iter().flat_map(|change| &change.ops) {
            if let Some(record) = op.record() {
                if met.insert(record) {
                    order.push(record);
                }
                gather(op, record, &mut gathered);
            }
        }
        for id in order.into_iter().rev() {
            if let (Some(wanted), Some(current)) = (gathered.get(&id), self.records().get(id)) {
                plan_record(&current.to_record(), wanted, &ids, &mut plan);
            }
        }
        plan
    }
}

fn gather<'a>(op: &'a Op, record: RecordId, all: &mut IdMap<RecordId, Gathered<'a>>) {
    let blank = |kind: &'a str| Gathered {
        created: false,
        kind,
        fields: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        deleted: false,
    };
    match op {
        Op::Set { kind, new, fields, .. } => {
            let entry = all.entry(record).or_insert_with(|| blank(kind));
            entry.created |= *new;
            entry.fields.extend(fields.iter().map(|(field, edit)| (field.as_str(), edit)));
        }
        Op::Tags { kind, field, add, remove, .. } => {
            let entry = all.entry(record).or_insert_with(|| blank(kind));
            entry.added.extend(add.iter().map(|addition| (field.as_str(), &addition.item)));
            let removals = remove.iter().map(|removal| (field.as_str(), &removal.item, removal.seen.first().copied()));
            entry.removed.extend(removals);
        }
        Op::Delete { kind, .. } => all.entry(record).or_insert_with(|| blank(kind)).deleted = true,
        Op::Restore { .. } | Op::Unknown(_) => {}
    }
}

fn plan_record(current: &Record, wanted: &Gathered<'_>, ids: &HashSet<ChangeId>, plan: &mut UndoPlan) {
    let record = current.id;
    let own = |change: ChangeId, origin: ChangeId| ids.contains(&change) || ids.contains(&origin) || origin == NOTHING;
    if wanted.created {
        let fields = current.fields.values().flat_map(Register::heads).all(|head| own(head.change, head.origin()));
        let mut tags = current.sets.values().flat_map(|set| set.items.values()).flat_map(|item| &item.tags);
        if current.is_deleted() {
        } else if fields && tags.all(|tag| own(tag.change, tag.origin())) {
            plan.draft.ops.push(DraftOp::Delete { record });
        } else {
            plan.left_alone.push(LeftAlone { record, field: None });
        }
        return;
    }
    if wanted.deleted
        && current.is_deleted()
        && current.deletion.as_ref().is_some_and(|register| ids.contains(&register.winner.change))
    {
        plan.draft.ops.push(DraftOp::Restore { record });
    }
    let mut done: HashSet<&str> = HashSet::new();
    for (field, _) in &wanted.fields {
        if !done.insert(field) {
            continue;
        }
        let Some(register) = current.fields.get(*field) else { continue };
        if !own(register.winner.change, register.winner.origin()) {
            plan.left_alone.push(LeftAlone { record, field: Some((*field).to_owned()) });
            continue;
        }
        // The first of these edits is the one that replaced something that none of them wrote.
        let first = wanted
            .fields
            .iter()
            .filter(|(name, _)| name == field)
            .map(|(_, edit)| *edit)
            .find(|edit| edit.seen.iter().all(|seen| !ids.contains(seen)));
        let (value, origin) = first.map_or((Value::Null, NOTHING), |edit| {
            (edit.was.clone(), edit.was_from.or(edit.seen.first().copied()).unwrap_or(NOTHING))
        });
        plan.draft.ops.push(DraftOp::Return {
            record,
            kind: wanted.kind.to_owned(),
            field: (*field).to_owned(),
            value,
            stands_for: Some(origin),
        });
    }
    plan_sets(current, wanted, ids, plan);
}

fn plan_sets(current: &Record, wanted: &Gathered<'_>, ids: &HashSet<ChangeId>, plan: &mut UndoPlan) {
    let held = |field: &str, item: &Value| {
        current.sets.get(field).and_then(|set| set.items.get(&canonical(item)))
    };
    for (field, item, origin) in &wanted.removed {
        let added_here = wanted.added.iter().any(|(name, added)| name == field && added == item);
        if held(field, item).is_none() && !added_here {
            plan.draft.ops.push(DraftOp::ReturnTag {
                record: current.id,
                kind: wanted.kind.to_owned(),
                field: (*field).to_owned(),
                item: (*item).clone(),
                stands_for: *origin,
            });
        }
    }
    for (field, item) in &wanted.added {
        let only_ours = held(field, item)
            .is_some_and(|held| held.tags.iter().all(|tag| ids.contains(&tag.change) || ids.contains(&tag.origin())));
        if only_ours {
            plan.draft.ops.push(DraftOp::Tags {
                record: current.id,
                kind: wanted.kind.to_owned(),
                field: (*field).to_owned(),
                add: Vec::new(),
                remove: vec![(*item).clone()],
            });
        }
    }
}
