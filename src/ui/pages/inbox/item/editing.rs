//! Putting what a founder sent in other words before it is accepted: one text, or every field of a record they add.

use serde_json::{Map, Value};

use super::{Part, form};
use crate::{
    domain::schema::{self, FieldSpec},
    ui::{
        actions::Actor,
        pages::founder::control::{control, value_of},
        parts::{focus_soon, fresh_id},
        weave::prelude::*,
    },
    workspace::{
        founders::{ReviewItem, Verdict, What},
        words,
    },
};

/// One field, as it is typed.
#[derive(Clone)]
struct Line {
    spec: &'static FieldSpec,
    label: String,
    id: String,
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
    /// Whether it has to be filled in.
    needed: bool,
}

impl Line {
    /// The lines of a part.
    fn all_of(actor: Actor, item: &ReviewItem) -> Vec<Self> {
        let line = |spec: &'static FieldSpec, label: String, sent: &Value, needed: bool| Self {
            spec,
            label,
            id: fresh_id("edit"),
            text: RwSignal::new(as_typed(actor, spec, sent)),
            error: RwSignal::new(None),
            needed,
        };
        let one = match &item.what {
            What::Field { kind, field, .. } => schema::field(kind, field),
            What::Text(part) => schema::field("entry", part.field()),
            What::New(_) => {
                let of_new = |spec: &'static FieldSpec| {
                    let sent = item.value.get(spec.name).unwrap_or(&Value::Null);
                    line(spec, spec.label.to_owned(), sent, spec.required)
                };
                return item.fields_of_new().into_iter().map(of_new).collect();
            }
        };
        one.map(|spec| line(spec, item.label.clone(), &item.value, false))
            .into_iter()
            .collect()
    }

    /// What was typed, as it would be stored; what is wrong with it is said beside it.
    fn read(&self) -> Option<Value> {
        let text = self.text.get_untracked();
        let read = match value_of(self.spec, &text) {
            Ok(Value::Null) if self.needed => Err("Please fill this in.".to_owned()),
            read => read,
        };
        self.error.set(read.as_ref().err().cloned());
        read.ok()
    }
}

/// A value as somebody would type it.
fn as_typed(actor: Actor, spec: &'static FieldSpec, value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items = items.iter().filter_map(Value::as_str);
            items.collect::<Vec<_>>().join(", ")
        }
        one => actor
            .session
            .read(|workspace| words::typed(workspace, spec, one)),
    }
}

#[component]
pub(super) fn Editing(part: Part) -> impl IntoView {
    let lines = part.item.with_value(|item| Line::all_of(part.actor, item));
    if let Some(first) = lines.first() {
        focus_soon(first.id.clone());
    }
    let controls = lines
        .iter()
        .map(|line| {
            control(
                line.spec,
                line.label.clone(),
                String::new(),
                line.id.clone(),
                line.error.into(),
                line.text,
            )
        })
        .collect_view();
    let accept = move || {
        // All of them, so that everything that is wrong is said at once.
        let read: Vec<Option<Value>> = lines.iter().map(Line::read).collect();
        let mut fields = Map::new();
        for (line, value) in lines.iter().zip(read) {
            match value {
                Some(value) => drop(fields.insert(line.spec.name.to_owned(), value)),
                None => return focus_soon(line.id.clone()),
            }
        }
        let is_new = part
            .item
            .with_value(|item| matches!(item.what, What::New(_)));
        let edited = if is_new {
            Some(Value::Object(fields))
        } else {
            fields.into_iter().next().map(|(_, value)| value)
        };
        if let Some(edited) = edited {
            part.decide(Verdict::Edit(edited));
        }
    };
    form(part, controls, "Accept in these words", accept)
}
