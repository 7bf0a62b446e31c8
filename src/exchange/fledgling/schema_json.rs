//! The published JSON Schema, made from the same table that the app itself reads.

use serde_json::{Map, Value, json};

use super::VERSION;
use crate::{
    domain::schema::{FieldSpec, KINDS, KindSpec, Shape},
    ledger::ordering,
};

const STAMP: &str =
    "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z-[0-9a-f]{4}-[0-9a-f]{16}$";

/// The JSON Schema (2020-12) of an export.
pub fn json_schema() -> Value {
    let kinds: Vec<Value> = KINDS
        .iter()
        .map(|kind| json!({ "$ref": format!("#/$defs/{}", kind.id) }))
        .collect();
    let mut defs = Map::new();
    for kind in KINDS {
        defs.insert(kind.id.to_owned(), record_schema(kind));
    }
    let known: Vec<&str> = KINDS.iter().map(|kind| kind.id).collect();
    defs.insert(
        "unknown".to_owned(),
        json!({
            "description": "A record of a kind that a newer version knows; kept word for word.",
            "properties": { "kind": { "not": { "enum": known } } }
        }),
    );
    defs.insert(
        "record_id".to_owned(),
        json!({ "type": "string", "pattern": "^[0-7][0-9a-hjkmnp-tv-z]{25}$" }),
    );
    defs.insert(
        "change_id".to_owned(),
        json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }),
    );
    defs.insert(
        "stamp".to_owned(),
        json!({ "type": "string", "pattern": STAMP }),
    );
    defs.insert("change".to_owned(), change_schema());
    let mut any_kind = kinds;
    any_kind.push(json!({ "$ref": "#/$defs/unknown" }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Fledgling workspace",
        "description": "Everything an incubator holds in Fledgling: the present state of every record, and every change that led there. Money is in whole pence, days are YYYY-MM-DD.",
        "type": "object",
        "required": ["fledgling", "records", "history"],
        "properties": {
            "fledgling": {
                "type": "object",
                "required": ["format", "version", "content_hash"],
                "properties": {
                    "format": { "const": "workspace" },
                    "version": { "const": VERSION },
                    "exported_at": { "type": "string", "format": "date-time" },
                    "app": { "type": "string" },
                    "content_hash": { "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 over the canonical JSON of every record in order of id, one a line, then over the ids of all changes in order, one a line." },
                    "counts": { "type": "object", "additionalProperties": { "type": "integer" } },
                    "changes": { "type": "integer" }
                }
            },
            "records": { "type": "array", "items": { "anyOf": any_kind } },
            "history": { "type": "array", "items": { "$ref": "#/$defs/change" } }
        },
        "$defs": defs
    })
}

fn record_schema(kind: &KindSpec) -> Value {
    let group = |sets: bool| -> Map<String, Value> {
        let those = kind
            .fields
            .iter()
            .filter(|field| field.shape.is_set() == sets);
        ordering::object_of(
            those
                .map(|field| (field.name, field_schema(field)))
                .collect(),
        )
    };
    json!({
        "title": kind.one,
        "description": kind.about.trim(),
        "type": "object",
        "required": ["id", "kind", "fields", "sets"],
        "properties": {
            "id": { "$ref": "#/$defs/record_id" },
            "kind": { "const": kind.id },
            "created": { "$ref": "#/$defs/stamp" },
            "changed": { "$ref": "#/$defs/stamp" },
            "deleted": { "type": "boolean" },
            "fields": { "type": "object", "properties": group(false) },
            "sets": { "type": "object", "properties": group(true) }
        }
    })
}

fn field_schema(field: &FieldSpec) -> Value {
    let mut schema = match field.shape {
        Shape::Line | Shape::Prose | Shape::StageId | Shape::Email | Shape::Postcode => {
            json!({ "type": "string" })
        }
        Shape::Link => json!({ "type": "string", "format": "uri" }),
        Shape::Money => json!({ "type": "integer", "$comment": "pence" }),
        Shape::Count | Shape::Moment => json!({ "type": "integer" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Choice(choices) => {
            let ids: Vec<&str> = choices.iter().map(|choice| choice.id).collect();
            json!({ "type": "string", "examples": ids })
        }
        Shape::Ref(kind) => json!({ "$ref": "#/$defs/record_id", "$comment": format!("a {kind}") }),
        Shape::Json => json!({}),
        Shape::Tags | Shape::Identifiers => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        Shape::Choices(choices) => {
            let ids: Vec<&str> = choices.iter().map(|choice| choice.id).collect();
            json!({ "type": "array", "items": { "type": "string", "examples": ids } })
        }
        Shape::Refs(kind) => {
            json!({ "type": "array", "items": { "$ref": "#/$defs/record_id" }, "$comment": format!("of kind {kind}") })
        }
    };
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), Value::String(field.label.to_owned()));
        object.insert(
            "description".to_owned(),
            Value::String(field.about.trim().to_owned()),
        );
    }
    schema
}

fn change_schema() -> Value {
    json!({
        "description": "One immutable change.",
        "type": "object",
        "required": ["id", "stamp", "seq", "by", "why", "source", "ops"],
        "properties": {
            "id": { "$ref": "#/$defs/change_id" },
            "stamp": { "$ref": "#/$defs/stamp" },
            "seq": { "type": "integer", "minimum": 1 },
            "by": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" }, "role": { "type": "string" } } },
            "why": { "type": "string" },
            "source": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "of": { "$ref": "#/$defs/change_id" }, "file": { "type": "string" }, "hash": { "type": "string" } } },
            "ops": { "type": "array", "items": { "type": "object", "required": ["op"] } }
        }
    })
}
