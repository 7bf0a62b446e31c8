//! A record that a founder adds, put in other words before it is accepted.

use serde_json::{Map, Value};

use super::{Doing, as_typed};
use crate::{
    domain::schema::FieldSpec,
    ledger::RecordId,
    ui::{
        actions::Actor,
        pages::{
            founder::control::{control, value_of},
            inbox::deciding::decide,
        },
        parts::{Button, ButtonKind, focus_soon, fresh_id},
        weave::prelude::*,
    },
    workspace::founders::{ReviewItem, Verdict},
};

/// One field, as it is typed.
#[derive(Clone)]
struct Line {
    spec: &'static FieldSpec,
    id: String,
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Line {
    fn new(actor: Actor, spec: &'static FieldSpec, item: &ReviewItem) -> Self {
        let sent = item.value.get(spec.name).unwrap_or(&Value::Null);
        Self {
            spec,
            id: fresh_id("edit-new"),
            text: RwSignal::new(as_typed(actor, spec, sent)),
            error: RwSignal::new(None),
        }
    }

    /// What was typed, as it would be stored; what is wrong with it is said beside it.
    fn read(&self) -> Option<Value> {
        let text = self.text.get_untracked();
        let read = match value_of(self.spec, &text) {
            Ok(Value::Null) if self.spec.required => Err("Please fill this in.".to_owned()),
            read => read,
        };
        self.error.set(read.as_ref().err().cloned());
        read.ok()
    }
}

#[component]
pub(super) fn EditNew(
    actor: Actor,
    answer: RecordId,
    item: StoredValue<ReviewItem>,
    doing: RwSignal<Doing>,
) -> impl IntoView {
    let lines: Vec<Line> = item.with_value(|item| {
        let specs = item.fields_of_new().into_iter();
        specs.map(|spec| Line::new(actor, spec, item)).collect()
    });
    if let Some(first) = lines.first() {
        focus_soon(first.id.clone());
    }
    let controls = lines
        .iter()
        .map(|line| {
            let label = line.spec.label.to_owned();
            let id = line.id.clone();
            control(
                line.spec,
                label,
                String::new(),
                id,
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
        let key = item.with_value(|item| item.key.clone());
        decide(
            actor,
            answer,
            vec![(key, Verdict::Edit(Value::Object(fields)))],
        );
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); accept(); }>
            {controls}
            <div class="row">
                <Button label="Accept in these words" kind=ButtonKind::Primary small=true submit=true on_press=|| ()/>
                <Button label="Cancel" small=true on_press=move || doing.set(Doing::Looking)/>
            </div>
        </form>
    }
    .into_any()
}
