//! Two records that are one.

use super::writing::{set, write};
use crate::{
    domain::schema,
    ledger::{Draft, DraftOp, RecordId, Value, ordering},
    workspace::{CommandError, Values, Workspace},
};

impl Workspace {
    pub(super) fn draft_merge(
        &self,
        into: RecordId,
        from: RecordId,
        values: &Values,
    ) -> Result<Draft, CommandError> {
        let keep = self.record(into).ok_or(CommandError::Missing("record"))?;
        let gone = self.record(from).ok_or(CommandError::Missing("record"))?;
        if keep.kind() != gone.kind() || into == from {
            return Err(CommandError::DifferentKinds);
        }
        let spec = schema::kind(keep.kind()).ok_or(CommandError::Missing("kind of record"))?;
        let mut ops = write(spec, into, values)?;
        for field in spec.fields.iter().filter(|field| field.shape.is_set()) {
            let add: Vec<Value> = gone
                .items(field.name)
                .iter()
                .map(|item| item.to_value())
                .collect();
            if !add.is_empty() && !values.contains_key(field.name) {
                let (kind, field) = (spec.id.to_owned(), field.name.to_owned());
                ops.push(DraftOp::Tags {
                    record: into,
                    kind,
                    field,
                    add,
                    remove: Vec::new(),
                });
            }
        }
        ops.extend(self.point_elsewhere(from, into));
        ops.push(DraftOp::Delete { record: from });
        let why = format!("Merged {} into {}", self.name_of(from), self.name_of(into));
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    /// Makes every reference to one record a reference to another.
    fn point_elsewhere(&self, from: RecordId, into: RecordId) -> Vec<DraftOp> {
        let (old, new) = (
            Value::String(from.to_string()),
            Value::String(into.to_string()),
        );
        let mut ops = Vec::new();
        for spec in schema::KINDS {
            for field in spec.fields {
                match field.shape {
                    schema::Shape::Ref(_) => {
                        let hits = self
                            .records()
                            .of_kind(spec.id)
                            .filter(|record| record.value(field.name).text() == old.as_str());
                        ops.extend(hits.map(|record| {
                            set(
                                spec.id,
                                record.id(),
                                ordering::object_of(vec![(field.name, new.clone())]),
                            )
                        }));
                    }
                    schema::Shape::Refs(_) => {
                        let hits = self.records().of_kind(spec.id).filter(|record| {
                            record
                                .items(field.name)
                                .iter()
                                .any(|item| item.text() == old.as_str())
                        });
                        ops.extend(hits.map(|record| DraftOp::Tags {
                            record: record.id(),
                            kind: spec.id.to_owned(),
                            field: field.name.to_owned(),
                            add: vec![new.clone()],
                            remove: vec![old.clone()],
                        }));
                    }
                    _ => {}
                }
            }
        }
        ops
    }
}
