//! Records as an import would leave them, before anything is written.

use serde_json::Map;

use super::{
    outcome::{Fault, FieldChange},
    shown::{in_words, shortened},
    wish::{Rule, SetRule},
};
use crate::{
    domain::{
        identifier::OrganisationId,
        schema::{FieldSpec, KindSpec, Shape},
    },
    ledger::{
        ChangeId, DraftOp, Record, RecordId, Value,
        few::Few,
        id_map::{IdMap, IdSet},
    },
    workspace::Workspace,
};

/// What an import does to one record.
#[derive(Clone, Debug)]
pub(super) struct Staged {
    pub(super) kind: &'static KindSpec,
    /// Whether the import makes it.
    pub(super) is_new: bool,
    /// What to call it.
    pub(super) name: String,
    /// Fields to write.
    pub(super) fields: Map<String, Value>,
    /// What those fields of a record that was here held before.
    pub(super) before: Few<&'static str, Value>,
    /// Fields that an earlier row has spoken about, and which row.
    claimed: Few<&'static str, usize>,
    add: Few<&'static str, Vec<Value>>,
    remove: Few<&'static str, Vec<Value>>,
}

impl Staged {
    pub(super) fn of(kind: &'static KindSpec, is_new: bool, name: &str) -> Self {
        Self {
            kind,
            is_new,
            name: name.to_owned(),
            fields: Map::new(),
            before: Few::new(),
            claimed: Few::new(),
            add: Few::new(),
            remove: Few::new(),
        }
    }

    /// Whether applying it would change anything.
    pub(super) fn changes_anything(&self) -> bool {
        self.is_new || !self.fields.is_empty() || !self.add.is_empty() || !self.remove.is_empty()
    }

    /// The identifiers that the import puts in.
    pub(super) fn identifiers(&self) -> Vec<OrganisationId> {
        let items = self
            .add
            .get("identifiers")
            .map(Vec::as_slice)
            .unwrap_or_default();
        items
            .iter()
            .filter_map(|item| OrganisationId::parse(item.as_str()?).ok())
            .collect()
    }

    /// The operations, the record itself first.
    pub(super) fn into_ops(mut self, record: RecordId) -> Vec<DraftOp> {
        let kind = self.kind.id.to_owned();
        let mut ops = Vec::new();
        if self.is_new || !self.fields.is_empty() {
            ops.push(DraftOp::Set {
                record,
                kind: kind.clone(),
                fields: self.fields,
            });
        }
        let fields: Vec<&'static str> =
            self.add.keys().chain(self.remove.keys()).copied().collect();
        for field in fields {
            let (add, remove) = (
                self.add.remove(field).unwrap_or_default(),
                self.remove.remove(field).unwrap_or_default(),
            );
            if !add.is_empty() || !remove.is_empty() {
                ops.push(DraftOp::Tags {
                    record,
                    kind: kind.clone(),
                    field: field.to_owned(),
                    add,
                    remove,
                });
            }
        }
        ops
    }
}

/// Whether two texts differ in nothing but capitals, which make no difference in an email address.
fn is_same_text(one: &Value, other: &Value) -> bool {
    matches!((one.as_str(), other.as_str()), (Some(one), Some(other)) if one.eq_ignore_ascii_case(other))
}

/// All records that the rows so far would make or change, in the order in which they were met.
#[derive(Default)]
pub(super) struct Staging {
    records: IdMap<RecordId, Staged>,
    order: Vec<RecordId>,
}

impl Staging {
    pub(super) fn get(&self, record: RecordId) -> Option<&Staged> {
        self.records.get(&record)
    }

    pub(super) fn put(&mut self, record: RecordId, staged: Staged) {
        if self.records.insert(record, staged).is_none() {
            self.order.push(record);
        }
    }

    /// Hands out everything, in order.
    pub(super) fn take_all(&mut self) -> Vec<(RecordId, Staged)> {
        let order = std::mem::take(&mut self.order);
        order
            .into_iter()
            .filter_map(|id| Some((id, self.records.remove(&id)?)))
            .collect()
    }
}

/// One row being staged: nothing of it stays when it turns out to be wrong.
pub(super) struct RowStage<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) staging: &'a Staging,
    pub(super) imports: &'a IdSet<ChangeId>,
    /// The row's number, from 1.
    pub(super) row: usize,
    /// The row's own record.
    pub(super) own: RecordId,
    /// Whether that is new.
    pub(super) own_is_new: bool,
    pub(super) touched: Vec<(RecordId, Staged)>,
    pub(super) changes: Vec<FieldChange>,
    pub(super) notes: Vec<String>,
    pub(super) faults: Vec<Fault>,
}

impl RowStage<'_> {
    /// The record's staged form within this row.
    fn staged(&mut self, record: RecordId, fresh: impl FnOnce() -> Staged) -> &mut Staged {
        let at = match self.touched.iter().position(|(id, _)| *id == record) {
            Some(at) => at,
            None => {
                let staged = self.staging.get(record).cloned().unwrap_or_else(fresh);
                self.touched.push((record, staged));
                self.touched.len() - 1
            }
        };
        &mut self.touched[at].1
    }

    fn name_of(&self, record: RecordId) -> Option<String> {
        let here = self
            .touched
            .iter()
            .find(|(id, _)| *id == record)
            .map(|(_, staged)| staged);
        let staged = here
            .or_else(|| self.staging.get(record))
            .filter(|staged| staged.is_new)?;
        Some(staged.name.clone())
    }

    fn words(&self, spec: &FieldSpec, value: &Value) -> String {
        in_words(self.workspace, spec, value, &|id| self.name_of(id))
    }

    /// Whose field it is, for a message: nothing for the row's own record.
    fn owner(&self, record: RecordId) -> String {
        if record == self.own {
            return String::new();
        }
        self.name_of(record)
            .unwrap_or_else(|| self.workspace.name_of(record))
    }

    /// Makes sure the record is there, and tells of a new one that is not the row's own.
    pub(super) fn begin(
        &mut self,
        record: RecordId,
        kind: &'static KindSpec,
        is_new: bool,
        name: &str,
    ) {
        let known =
            self.staging.get(record).is_some() || self.touched.iter().any(|(id, _)| *id == record);
        self.staged(record, || Staged::of(kind, is_new, name));
        if is_new && !known && record != self.own && !self.own_is_new {
            let mut field = kind.one.to_owned();
            if let Some(first) = field.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let change = FieldChange {
                of: String::new(),
                field,
                before: String::new(),
                after: shortened(name),
            };
            self.changes.push(change);
        }
    }

    /// Stages one field of a record for which [`RowStage::begin`] was called.
    pub(super) fn put(
        &mut self,
        record: RecordId,
        spec: &'static FieldSpec,
        value: Value,
        rule: Rule,
    ) {
        let (workspace, row) = (self.workspace, self.row);
        let Some((_, staged)) = self.touched.iter_mut().find(|(id, _)| *id == record) else {
            return;
        };
        let is_new = staged.is_new;
        let here = || workspace.records().value(record, spec.name);
        if let Some(first) = staged.claimed.get(spec.name).copied() {
            let said = staged
                .fields
                .get(spec.name)
                .cloned()
                .unwrap_or_else(|| if is_new { Value::Null } else { here() });
            if rule == Rule::Write && said != value && !value.is_null() {
                self.disagree(record, spec, (first, &said), &value);
            }
            return;
        }
        if !is_new && rule == Rule::WhenNew || is_new && value.is_null() {
            return;
        }
        if !value.is_null() || rule == Rule::Write {
            staged.claimed.insert(spec.name, row);
        }
        if is_new {
            staged.fields.insert(spec.name.to_owned(), value);
            return;
        }
        let current = here();
        if current == value || matches!(spec.shape, Shape::Email) && is_same_text(&current, &value)
        {
            return;
        }
        if !self.may_write(record, spec, rule, (&current, &value)) {
            return;
        }
        let change = FieldChange {
            of: self.owner(record),
            field: spec.label.to_owned(),
            before: self.words(spec, &current),
            after: self.words(spec, &value),
        };
        self.changes.push(change);
        if let Some((_, staged)) = self.touched.iter_mut().find(|(id, _)| *id == record) {
            staged.before.insert(spec.name, current);
            staged.fields.insert(spec.name.to_owned(), value);
        }
    }

    fn disagree(
        &mut self,
        record: RecordId,
        spec: &FieldSpec,
        (first, said): (usize, &Value),
        value: &Value,
    ) {
        let name = self
            .name_of(record)
            .unwrap_or_else(|| self.workspace.name_of(record));
        let (one, other) = (self.words(spec, said), self.words(spec, value));
        let said = if one.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{one}”")
        };
        self.faults.push(Fault {
            field: spec.label.to_owned(),
            problem: format!("Row {first} is about {name} too and says {said} here, not “{other}”. Keep one of the two rows."),
        });
    }

    /// Whether a field of a record that was here may be written; tells of hand edits that are kept.
    fn may_write(
        &mut self,
        record: RecordId,
        spec: &FieldSpec,
        rule: Rule,
        (current, value): (&Value, &Value),
    ) -> bool {
        if matches!(rule, Rule::Write | Rule::WhenNew) {
            return rule == Rule::Write;
        }
        let unpacked: Option<Record> = self
            .workspace
            .records()
            .get(record)
            .map(|record| record.to_record());
        let Some(register) = unpacked
            .as_ref()
            .and_then(|record| record.fields.get(spec.name))
        else {
            return true;
        };
        if rule == Rule::WhenEmpty {
            return false;
        }
        let imported = self.imports.contains(&register.winner.origin());
        if !imported {
            let of = self.owner(record);
            let of = if of.is_empty() {
                String::new()
            } else {
                format!(" of {of}")
            };
            let kept = self.words(spec, current);
            let kept = if kept.is_empty() {
                "empty".to_owned()
            } else {
                format!("“{kept}”")
            };
            let note = format!(
                "Kept your {}{of}: {kept}; the file says “{}”.",
                spec.label.to_lowercase(),
                self.words(spec, value)
            );
            self.notes.push(note);
        }
        imported
    }

    /// Stages items of a set.
    pub(super) fn put_items(
        &mut self,
        record: RecordId,
        spec: &'static FieldSpec,
        items: &[Value],
        rule: SetRule,
    ) {
        let is_new = self
            .touched
            .iter()
            .any(|(id, staged)| *id == record && staged.is_new);
        let here = if is_new {
            Vec::new()
        } else {
            self.items_here(record, spec)
        };
        let Some((_, staged)) = self.touched.iter_mut().find(|(id, _)| *id == record) else {
            return;
        };
        let staged_add = staged
            .add
            .get(spec.name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut fresh: Vec<Value> = Vec::new();
        for item in items {
            if !item.is_null()
                && !here.contains(item)
                && !staged_add.contains(item)
                && !fresh.contains(item)
            {
                fresh.push(item.clone());
            }
        }
        if rule == SetRule::AddWithNewRow && !is_new && !self.own_is_new {
            self.tell_not_added(record, spec, &fresh);
            return;
        }
        let gone: Vec<Value> = if rule == SetRule::Exactly {
            here.iter()
                .filter(|item| !items.contains(item))
                .cloned()
                .collect()
        } else {
            Vec::new()
        };
        if fresh.is_empty() && gone.is_empty() {
            return;
        }
        self.tell_items(record, spec, (&here, &fresh, &gone));
        if let Some((_, staged)) = self.touched.iter_mut().find(|(id, _)| *id == record) {
            staged.add.get_or(spec.name, Vec::new).extend(fresh);
            if !gone.is_empty() {
                staged.remove.insert(spec.name, gone);
            }
        }
    }

    fn items_here(&self, record: RecordId, spec: &FieldSpec) -> Vec<Value> {
        let record = self.workspace.records().get(record);
        let items = record
            .map(|record| record.items(spec.name))
            .unwrap_or_default();
        items.iter().map(|item| item.to_value()).collect()
    }

    fn tell_not_added(&mut self, record: RecordId, spec: &FieldSpec, items: &[Value]) {
        let of = match self.owner(record) {
            of if of.is_empty() => of,
            of => format!(" of {of}"),
        };
        for item in items {
            let note = format!(
                "Not added again to {}{of}: {}. An earlier import may have brought it; add it by hand if it is missing.",
                spec.label.to_lowercase(),
                self.words(spec, item)
            );
            self.notes.push(note);
        }
    }

    fn tell_items(
        &mut self,
        record: RecordId,
        spec: &FieldSpec,
        (here, add, gone): (&[Value], &[Value], &[Value]),
    ) {
        if self
            .touched
            .iter()
            .any(|(id, staged)| *id == record && staged.is_new)
        {
            return;
        }
        let list = |items: &mut dyn Iterator<Item = &Value>| {
            items
                .map(|item| self.words(spec, item))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let change = FieldChange {
            of: self.owner(record),
            field: spec.label.to_owned(),
            before: list(&mut here.iter()),
            after: list(&mut here.iter().filter(|item| !gone.contains(item)).chain(add)),
        };
        self.changes.push(change);
    }
}
