//! Making, changing, deleting and bringing back any record.

use serde_json::Map;

use super::writing::{require, set, write};
use crate::{
    domain::{
        records::Venture,
        schema::{self, KindSpec},
    },
    ledger::{Draft, DraftOp, RecordId, RecordRef, Value, pack::ValueRef},
    workspace::{CommandError, Put, Values, Workspace, words::mid_sentence},
};

impl Workspace {
    pub(super) fn draft_create(
        &self,
        kind: &str,
        id: RecordId,
        mut values: Values,
    ) -> Result<Draft, CommandError> {
        let spec = schema::kind(kind).ok_or(CommandError::Missing("kind of record"))?;
        if kind == Venture::KIND {
            values
                .entry("stage".to_owned())
                .or_insert_with(|| Put::text(self.journey.first()));
            values
                .entry("disposition".to_owned())
                .or_insert_with(|| Put::text("active"));
        }
        require(spec, &values)?;
        let ops = write(spec, id, &values)?;
        let name = ops.iter().find_map(|op| match op {
            DraftOp::Set { fields, .. } => ["name", "title", "what"]
                .iter()
                .find_map(|field| fields.get(*field))
                .and_then(Value::as_str)
                .map(str::to_owned),
            _ => None,
        });
        let why = match name {
            Some(name) => format!("Added the {} {name}", spec.one),
            None => match values.get("venture") {
                Some(Put::Value(Value::String(venture))) => {
                    let venture = RecordId::parse(venture)
                        .map(|id| self.name_of(id))
                        .unwrap_or_default();
                    format!("Added a {} to {venture}", spec.one)
                }
                _ => format!("Added a {}", spec.one),
            },
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    pub(super) fn draft_edit(
        &self,
        records: &[RecordId],
        values: &Values,
    ) -> Result<Draft, CommandError> {
        let mut ops = Vec::new();
        for id in records {
            ops.extend(self.write_present(*id, values)?);
        }
        let labels = self.field_labels(records.first().copied(), values);
        let why = match records {
            // "The story of Green Gym: story" would say it twice.
            [one] if labels == "story" => format!("Changed {}", self.name_of(*one)),
            [one] => format!("Changed {}: {labels}", self.name_of(*one)),
            many => format!("Changed {} {}: {labels}", many.len(), self.many(many)),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    pub(super) fn draft_settle(
        &self,
        kind: &str,
        id: RecordId,
        values: &Values,
    ) -> Result<Draft, CommandError> {
        let spec = schema::kind(kind).ok_or(CommandError::Missing("kind of record"))?;
        let known = self.record(id).is_some();
        if !known {
            require(spec, values)?;
        }
        let mut ops = Vec::new();
        if let Some(gone) = self.records().get(id).filter(RecordRef::is_deleted) {
            ops.push(DraftOp::Restore { record: id });
            ops.extend(emptied(spec, gone, values));
        }
        ops.extend(write(spec, id, values)?);
        let labels: Vec<String> = values
            .keys()
            .filter_map(|name| spec.field(name))
            .map(|field| mid_sentence(field.label))
            .collect();
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Changed the {}: {}", spec.one, labels.join(", ")))
        })
    }

    fn write_present(&self, id: RecordId, values: &Values) -> Result<Vec<DraftOp>, CommandError> {
        let record = self.record(id).ok_or(CommandError::Missing("record"))?;
        let spec = schema::kind(record.kind()).ok_or(CommandError::Missing("kind of record"))?;
        let mut ops = write(spec, id, values)?;
        for op in &mut ops {
            if let DraftOp::Tags {
                field, add, remove, ..
            } = op
                && matches!(values.get(field), Some(Put::Items(_)))
            {
                let wanted = add.clone();
                *remove = record
                    .items(field)
                    .iter()
                    .map(|item| item.to_value())
                    .filter(|item| !wanted.contains(item))
                    .collect();
            }
        }
        Ok(ops)
    }

    pub(super) fn draft_delete(&self, records: &[RecordId]) -> Result<Draft, CommandError> {
        let present: Vec<RecordId> = records
            .iter()
            .copied()
            .filter(|id| self.record(*id).is_some())
            .collect();
        let why = match present.as_slice() {
            [] => return Err(CommandError::Missing("record")),
            [one] => format!("Deleted {}", self.name_of(*one)),
            many => format!("Deleted {} {}", many.len(), self.many(many)),
        };
        let ops = present
            .into_iter()
            .map(|record| DraftOp::Delete { record })
            .collect();
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    pub(super) fn draft_restore(&self, record: RecordId) -> Result<Draft, CommandError> {
        if self.ledger.erasures().is_of(record) {
            return Err(CommandError::Erased);
        }
        self.records()
            .get(record)
            .ok_or(CommandError::Missing("record"))?;
        let why = format!("Brought back {}", self.name_of(record));
        Ok(Draft {
            ops: vec![DraftOp::Restore { record }],
            ..Draft::by_hand(why)
        })
    }

    pub(super) fn draft_leave_deleted(&self, record: RecordId) -> Result<Draft, CommandError> {
        let gone = self.records().get(record).filter(RecordRef::is_deleted);
        gone.ok_or(CommandError::Missing("record"))?;
        let why = format!("Left {} deleted", self.name_of(record));
        Ok(Draft {
            ops: vec![DraftOp::LeaveDeleted { record }],
            ..Draft::by_hand(why)
        })
    }

    pub(super) fn draft_choose(
        &self,
        id: RecordId,
        field: String,
        value: Value,
    ) -> Result<Draft, CommandError> {
        let record = self.record(id).ok_or(CommandError::Missing("record"))?;
        let kind = record.kind().to_string();
        let why = format!("Settled two versions of {}", self.name_of(id));
        let mut fields = Map::new();
        fields.insert(field, value);
        let ops = vec![DraftOp::Set {
            record: id,
            kind,
            fields,
        }];
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }
}

/// Clears what a record held before it was deleted, save what `values` speaks of: made anew, it starts empty, and nothing
/// that was undone comes back with it.
fn emptied(spec: &KindSpec, gone: RecordRef<'_>, values: &Values) -> Vec<DraftOp> {
    let mut fields = Map::new();
    let mut ops = Vec::new();
    for field in spec
        .fields
        .iter()
        .filter(|field| !values.contains_key(field.name))
    {
        let items = gone.items(field.name);
        if !items.is_empty() {
            ops.push(DraftOp::Tags {
                record: gone.id(),
                kind: spec.id.to_owned(),
                field: field.name.to_owned(),
                add: Vec::new(),
                remove: items.iter().map(|item| item.to_value()).collect(),
            });
        }
        if !matches!(gone.value(field.name), ValueRef::Null) {
            fields.insert(field.name.to_owned(), Value::Null);
        }
    }
    if !fields.is_empty() {
        ops.push(set(spec.id, gone.id(), fields));
    }
    ops
}
