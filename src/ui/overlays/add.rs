//! Adding a record from anywhere: a short form with what matters first; the rest is filled in on its page.

use std::collections::BTreeMap;

use crate::ui::weave::prelude::*;

use crate::{
    domain::{
        dates::Day,
        schema::{self, Shape, parse_text},
    },
    ledger::{RecordId, Value, ordering},
    ui::{
        actions::{Actor, use_actor},
        drafts::{draft, forget_drafts},
        on_demand::{arriving, part},
        parts::{
            Button, ButtonKind, Choice, DateField, Dialog, ErrorSummary, FieldError, SelectField,
            TextArea, TextField,
        },
        session::Session,
    },
    workspace::{Command, CommandError, Put, Values, search::address_of},
};

/// The fields that the short form of a kind asks for.
fn asked(kind: &str) -> &'static [&'static str] {
    match kind {
        "venture" => &["name", "one_line", "stage", "lead"],
        "organisation" => &["name", "town", "website"],
        "contact" => &["name", "role", "organisation", "email"],
        "step" => &["what", "venture", "who", "due"],
        _ => &["name"],
    }
}

/// The form over the page.
#[component]
pub fn AddRecord(
    /// The kind to add; closed when there is none.
    kind: Signal<Option<&'static str>>,
) -> impl IntoView {
    let actor = use_actor();
    let title = move || {
        let one = kind
            .get()
            .and_then(schema::kind)
            .map_or("record", |spec| spec.one);
        let article = if one.starts_with(['a', 'e', 'i', 'o']) {
            "an"
        } else {
            "a"
        };
        format!(
            "Add {article} {}",
            if one == "contact" { "person" } else { one }
        )
    };
    view! {
        <Dialog
            open=Signal::derive(move || kind.get().is_some())
            on_close=move || actor.overlay.set(None)
            title=Signal::derive(title)
        >
            {move || kind.get_untracked().map(|kind| arriving(&FORM, move |draw| draw(kind)))}
        </Dialog>
    }
}

part! { pub(in crate::ui) FORM, daily: fn(&'static str) -> AnyView = |kind| view! { <Form kind/> }.into_any() }

#[component]
fn Form(kind: &'static str) -> impl IntoView {
    let actor = use_actor();
    let texts: Vec<(&'static str, RwSignal<String>)> = asked(kind)
        .iter()
        .map(|field| (*field, draft(format!("add.{kind}.{field}"), "")))
        .collect();
    let errors = RwSignal::new(BTreeMap::<String, String>::new());
    let fields = texts
        .iter()
        .map(|(name, text)| field(actor.session, kind, name, *text, errors))
        .collect_view();
    let texts = StoredValue::new(texts);
    let save = move || {
        let typed = texts.with_value(|texts| {
            texts
                .iter()
                .map(|(name, text)| (*name, text.get_untracked()))
                .collect::<Vec<_>>()
        });
        match read(kind, &typed) {
            Err(found) => errors.set(found),
            Ok(values) => {
                errors.set(BTreeMap::new());
                create(actor, kind, values, errors);
            }
        }
    };
    let summary = move || {
        let found = errors.get();
        found
            .into_iter()
            .map(|(field, message)| FieldError {
                field: format!("add-{field}"),
                message,
            })
            .collect::<Vec<_>>()
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=Signal::derive(summary)/>
            {fields}
            <div class="dialog-actions">
                <Button label="Add" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || actor.overlay.set(None)/>
            </div>
        </form>
    }
}

fn read(
    kind: &'static str,
    typed: &[(&'static str, String)],
) -> Result<Values, BTreeMap<String, String>> {
    let mut values = Values::new();
    let mut errors = BTreeMap::new();
    for (name, text) in typed {
        let Some(spec) = schema::field(kind, name) else {
            continue;
        };
        match parse_text(spec, text) {
            Ok(Value::Null) => {}
            Ok(value) => drop(values.insert((*name).to_owned(), Put::Value(value))),
            Err(error) => drop(errors.insert((*name).to_owned(), error.to_string())),
        }
    }
    if errors.is_empty() {
        Ok(values)
    } else {
        Err(errors)
    }
}

fn create(
    actor: Actor,
    kind: &'static str,
    mut values: Values,
    errors: RwSignal<BTreeMap<String, String>>,
) {
    let session = actor.session;
    if kind == "venture" {
        let today = Put::day(session.today.get_untracked());
        values.insert("stage_since".to_owned(), today.clone());
        values.insert("joined".to_owned(), today);
    }
    let id = session.new_id();
    let venture = match values.get("venture") {
        Some(Put::Value(Value::String(text))) => RecordId::parse(text).ok(),
        _ => None,
    };
    let command = Command::Create {
        kind: kind.to_owned(),
        id,
        values,
    };
    match session.run(command) {
        Ok(done) => {
            forget_drafts_of(session, kind);
            actor.overlay.set(None);
            actor.offer_undo(format!("{}.", done.message.trim_end_matches('.')));
            if kind != "step" {
                actor.go(&address_of(kind, id, venture));
            }
        }
        Err(CommandError::Fields(found)) => {
            errors.set(
                found
                    .into_iter()
                    .map(|error| (error.field.clone(), error.to_string()))
                    .collect(),
            );
        }
        Err(other) => errors.set(ordering::map_of([("name".to_owned(), other.to_string())])),
    }
}

fn forget_drafts_of(session: Session, kind: &str) {
    forget_drafts(session, &format!("add.{kind}."));
}

fn field(
    session: Session,
    kind: &'static str,
    name: &'static str,
    value: RwSignal<String>,
    errors: RwSignal<BTreeMap<String, String>>,
) -> AnyView {
    let Some(spec) = schema::field(kind, name) else {
        return ().into_any();
    };
    let error = Signal::derive(move || errors.with(|errors| errors.get(name).cloned()));
    let id = format!("add-{name}");
    let optional = !spec.required;
    match spec.shape {
        Shape::StageId => {
            let options = session.read(|workspace| {
                workspace
                    .journey()
                    .stages()
                    .map(|stage| Choice::new(&stage.code, &stage.label))
                    .collect::<Vec<_>>()
            });
            if value.get_untracked().is_empty() {
                value.set(session.read(|workspace| workspace.journey().first().to_owned()));
            }
            view! { <SelectField label=spec.label id value error options=options/> }.into_any()
        }
        Shape::Ref(other) => {
            let options = records_to_choose(session, other);
            view! { <SelectField label=spec.label id value error options=options optional/> }
                .into_any()
        }
        Shape::Choice(choices) => {
            let options: Vec<Choice> = choices
                .iter()
                .map(|choice| Choice::new(choice.id, choice.label))
                .collect();
            view! { <SelectField label=spec.label id value error options=options optional/> }
                .into_any()
        }
        Shape::Day => {
            let read = move |typed: String| match typed.trim() {
                "" => Ok(String::new()),
                text => Day::parse_uk(text)
                    .map(|day| day.weekday_words())
                    .map_err(|error| error.to_string()),
            };
            view! { <DateField label=spec.label id value error optional read/> }.into_any()
        }
        Shape::Prose => view! { <TextArea label=spec.label id value error optional/> }.into_any(),
        _ => {
            view! { <TextField label=spec.label id value error optional autofocus=spec.required/> }
                .into_any()
        }
    }
}

/// Records of a kind as choices, by name, with an empty one first.
pub fn records_to_choose(session: Session, kind: &str) -> Vec<Choice> {
    let mut choices: Vec<(String, String)> = session.read(|workspace| {
        workspace
            .records()
            .of_kind(kind)
            .filter_map(|record| {
                Some((
                    record.value("name").text()?.to_owned(),
                    record.id().to_string(),
                ))
            })
            .collect()
    });
    ordering::sort_by_key(&mut choices, |(name, _)| {
        crate::domain::names::search_key(name)
    });
    let mut options = vec![Choice::new("", "None yet")];
    options.extend(choices.into_iter().map(|(name, id)| Choice::new(id, name)));
    options
}
