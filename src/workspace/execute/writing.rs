//! Fields on their way in: checked, and turned into operations on one record.

use serde_json::Map;

use crate::{
    domain::schema::{self, FieldError, KindSpec},
    ledger::{DraftOp, RecordId, Value},
    workspace::{CommandError, Put, Values},
};

pub(super) fn set(kind: &str, record: RecordId, fields: Map<String, Value>) -> DraftOp {
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields,
    }
}

/// Fails when a required field is neither there nor filled.
pub(super) fn require(spec: &KindSpec, values: &Values) -> Result<(), CommandError> {
    let missing: Vec<FieldError> = spec
        .fields
        .iter()
        .filter(|field| field.required)
        .filter(|field| match values.get(field.name) {
            None => true,
            Some(Put::Value(Value::String(text))) => text.trim().is_empty(),
            Some(Put::Value(value)) => value.is_null(),
            Some(_) => false,
        })
        .map(|field| FieldError::new(field, "Please fill this in."))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(CommandError::Fields(missing))
    }
}

/// Checks every field and turns it into operations on one record.
pub(super) fn write(
    spec: &KindSpec,
    record: RecordId,
    values: &Values,
) -> Result<Vec<DraftOp>, CommandError> {
    let mut errors = Vec::new();
    let mut fields = Map::new();
    let mut tags = Vec::new();
    for (name, put) in values {
        let Some(field) = spec.field(name) else {
            errors.push(FieldError {
                field: name.clone(),
                label: name.clone(),
                problem: format!("A {} has no such field.", spec.one),
            });
            continue;
        };
        let mut all = |items: &[Value]| -> Vec<Value> {
            let checked = items.iter().map(|item| schema::check(field, item));
            checked
                .filter_map(|item| item.map_err(|error| errors.push(error)).ok())
                .filter(|i| !i.is_null())
                .collect()
        };
        let (add, remove) = match put {
            Put::Value(value) => {
                match schema::check(field, value) {
                    Ok(value) => drop(fields.insert(name.clone(), value)),
                    Err(error) => errors.push(error),
                }
                continue;
            }
            Put::Items(items) | Put::Add(items) => (all(items), Vec::new()),
            Put::Remove(items) => (Vec::new(), all(items)),
        };
        let kind = spec.id.to_owned();
        tags.push(DraftOp::Tags {
            record,
            kind,
            field: name.clone(),
            add,
            remove,
        });
    }
    if !errors.is_empty() {
        return Err(CommandError::Fields(errors));
    }
    let mut ops = Vec::with_capacity(tags.len() + 1);
    if !fields.is_empty() || tags.is_empty() {
        ops.push(set(spec.id, record, fields));
    }
    ops.extend(tags);
    Ok(ops)
}
