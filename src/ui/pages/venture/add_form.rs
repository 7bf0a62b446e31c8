//! A short form that adds a record to this venture; what is typed survives a reload until it is saved or thrown away.

use std::collections::BTreeMap;

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;

use crate::{
    domain::schema::{self, FieldSpec, Shape, parse_text},
    ledger::{RecordId, Value},
    ui::{
        actions::{Actor, use_actor},
        drafts::draft,
        in_place::{FieldFor, Picked, resolve},
        parts::{Button, ButtonKind, focus_soon},
        session::Session,
    },
    workspace::{Command, Put, Values, command::values, words::new_name},
};

#[derive(Clone, Copy)]
struct Field {
    spec: &'static FieldSpec,
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
    /// The record picked from the list, and the name it was picked by.
    picked: StoredValue<Option<(String, RecordId)>>,
}

impl Field {
    fn read(self, session: Session) -> Result<Option<Put>, String> {
        let typed = self.text.get_untracked();
        let value = match self.spec.shape {
            Shape::Ref(kind) | Shape::Refs(kind) => match self.picked.get_value() {
                Some((name, id)) if name == typed => Value::String(id.to_string()),
                _ => resolve(session, kind, &typed)?
                    .map_or(Value::Null, |id| Value::String(id.to_string())),
            },
            _ => parse_text(self.spec, &typed).map_err(|error| error.problem)?,
        };
        if value.is_null() {
            return Ok(None);
        }
        Ok(Some(if self.spec.shape.is_set() {
            Put::Add(vec![value])
        } else {
            Put::Value(value)
        }))
    }
}

/// Element id of a field of the form.
fn element(kind: &str, field: &str) -> String {
    format!("add-{kind}-{field}")
}

/// The form. The record names the venture in its `venture` field.
#[component]
pub(super) fn AddForm(
    /// The kind to add.
    kind: &'static str,
    /// What is asked, the first field first.
    fields: &'static [&'static str],
    /// The venture it belongs to.
    venture: RecordId,
    /// Values that the form starts with.
    #[prop(optional)]
    start: Vec<(&'static str, String)>,
    /// Called when it was added, or given up; drafts stay when it was given up.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let actor = use_actor();
    let drafts = format!("add.{kind}.{venture}.");
    let initial = |name: &str| {
        let given = start.iter().find(|(given, _)| *given == name);
        given.map_or_else(String::new, |(_, text)| text.clone())
    };
    let all: Vec<Field> = fields
        .iter()
        .filter_map(|name| schema::field(kind, name))
        .map(|spec| Field {
            spec,
            text: draft(format!("{drafts}{}", spec.name), initial(spec.name)),
            error: RwSignal::new(None),
            picked: StoredValue::new(None),
        })
        .collect();
    let first = fields.first().copied().unwrap_or_default();
    focus_soon(element(kind, first));
    let controls = all
        .iter()
        .map(|field| control(actor, kind, *field))
        .collect_view();
    let begun: Vec<String> = all.iter().map(|field| initial(field.spec.name)).collect();
    let all = StoredValue::new(all);
    let has_draft = Memo::new(move |_| {
        all.with_value(|all| {
            let mut fields = all.iter().zip(&begun);
            fields.any(|(field, begun)| field.text.with(|text| text != begun))
        })
    });
    let drafts = StoredValue::new(drafts);
    let done = move || {
        let host = actor.session.host();
        for key in host.remembered(&format!("draft.{}", drafts.get_value())) {
            host.forget(&key);
        }
        close.run(());
    };
    let save = move || {
        if let Some(mut fields) = read_all(actor, kind, &all.get_value()) {
            fields.insert("venture".to_owned(), Put::reference(venture));
            let id = actor.session.new_id();
            if actor.act(Command::Create {
                kind: kind.to_owned(),
                id,
                values: fields,
            }) {
                done();
            }
        }
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if !event.default_prevented() => {
            event.prevent_default();
            event.stop_propagation();
            close.run(());
        }
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            save();
        }
        _ => {}
    };
    let one = schema::kind(kind).map_or("record", |spec| spec.one);
    view! {
        <form
            class="form"
            aria-label=format!("New {one}")
            on:submit=move |event| { event.prevent_default(); save(); }
            on:keydown=on_key
        >
            {controls}
            <div class="form-actions">
                <Button label="Add" describe=format!("Add the {one}") kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label=Signal::derive(move || if has_draft.get() { "Keep the draft" } else { "Cancel" }.to_owned()) on_press=close/>
                {move || has_draft.get().then(|| view! {
                    <Button label="Throw away what I wrote" kind=ButtonKind::Quiet on_press=done/>
                })}
            </div>
        </form>
    }
}

/// Reads every field; shows what is wrong beside each and goes to the first.
fn read_all(actor: Actor, kind: &str, fields: &[Field]) -> Option<Values> {
    let mut values = BTreeMap::new();
    let mut wrong = None;
    for field in fields {
        match field.read(actor.session) {
            Ok(put) => {
                field.error.set(None);
                values.extend(put.map(|put| (field.spec.name.to_owned(), put)));
            }
            Err(problem) => {
                field.error.set(Some(problem));
                wrong = wrong.or(Some(field.spec.name));
            }
        }
    }
    match wrong {
        Some(name) => {
            focus_soon(element(kind, name));
            None
        }
        None => Some(values),
    }
}

fn control(actor: Actor, kind: &'static str, field: Field) -> AnyView {
    let pick = Callback::new(move |picked: Picked| match picked {
        Picked::Known(id) => field
            .picked
            .set_value(Some((field.text.get_untracked(), id))),
        Picked::New(name) => match make(actor, field.spec, &name) {
            Ok(Some(id)) => field.picked.set_value(Some((name, id))),
            Ok(None) => {}
            Err(problem) => field.error.set(Some(problem)),
        },
    });
    view! {
        <FieldFor
            kind
            spec=field.spec
            label=field.spec.label
            value=field.text
            error=field.error
            id=element(kind, field.spec.name)
            on_pick=pick
            optional=!field.spec.required
            rows=2
        />
    }
    .into_any()
}

/// Makes the record that a reference is to name.
fn make(actor: Actor, spec: &FieldSpec, name: &str) -> Result<Option<RecordId>, String> {
    let (Shape::Ref(kind) | Shape::Refs(kind)) = spec.shape else {
        return Ok(None);
    };
    let name = new_name(kind, name)?;
    let id = actor.session.new_id();
    let values = values([("name", Put::Value(name))]);
    let made = actor.act(Command::Create {
        kind: kind.to_owned(),
        id,
        values,
    });
    Ok(made.then_some(id))
}
