//! The control that a field's shape asks for. What is typed is text, also for sets: their items, with commas.

use serde_json::Value;

use crate::{
    domain::{
        schema::{FieldSpec, Shape, parse_text},
        vocabulary,
    },
    ui::{
        in_place::{read_day, read_money},
        parts::{
            CheckboxField, Choice, DateField, InputKind, MoneyField, SelectField, TextArea,
            TextField,
        },
        weave::prelude::*,
    },
};

/// A control over `text`.
pub(in crate::ui::pages) fn control(
    spec: &'static FieldSpec,
    label: String,
    hint: String,
    id: String,
    error: Signal<Option<String>>,
    text: RwSignal<String>,
) -> AnyView {
    match spec.shape {
        Shape::Prose => view! { <TextArea label hint id error value=text rows=3/> }.into_any(),
        Shape::Day => view! { <DateField label id error value=text read=read_day/> }.into_any(),
        Shape::Money => {
            view! { <MoneyField label hint id error value=text read=read_money/> }.into_any()
        }
        Shape::Choice(choices) => {
            let mut options = vec![Choice::new("", "Not said")];
            let all = choices.iter();
            options.extend(all.map(|choice| Choice::new(choice.id, choice.label)));
            view! { <SelectField label hint id error value=text options=options/> }.into_any()
        }
        Shape::Choices(choices) => ticks(choices, label, hint, id, text),
        Shape::Tags | Shape::Identifiers => {
            let hint = format!("{hint} Put a comma between several.");
            view! { <TextField label hint id error value=text/> }.into_any()
        }
        Shape::Link => {
            view! { <TextField label hint id error value=text kind=InputKind::Url/> }.into_any()
        }
        _ => view! { <TextField label hint id error value=text/> }.into_any(),
    }
}

fn items(text: &str) -> Vec<String> {
    let items = text.split(',').map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

fn ticks(
    choices: &'static [vocabulary::Choice],
    label: String,
    hint: String,
    id: String,
    text: RwSignal<String>,
) -> AnyView {
    let boxes = choices
        .iter()
        .map(|choice| {
            let has = move || {
                items(&text.get_untracked())
                    .iter()
                    .any(|it| it == choice.id)
            };
            let checked = RwSignal::new(untrack(has));
            let change = move |on: bool| {
                let mut all = items(&text.get_untracked());
                all.retain(|it| it != choice.id);
                if on {
                    all.push(choice.id.to_owned());
                }
                text.set(all.join(", "));
            };
            view! { <CheckboxField label=choice.label checked on_change=change/> }
        })
        .collect_view();
    view! {
        <fieldset class="field" id=id tabindex="-1">
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint">{hint}</p> })}
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// What was typed, as it would be stored.
///
/// # Errors
/// Why it cannot be, in words.
pub(in crate::ui::pages) fn value_of(spec: &FieldSpec, text: &str) -> Result<Value, String> {
    let read = |text: &str| parse_text(spec, text).map_err(|error| error.problem);
    if !spec.shape.is_set() {
        return read(text);
    }
    let read: Result<Vec<Value>, String> = items(text).iter().map(|item| read(item)).collect();
    read.map(Value::Array)
}

/// What was typed, in the words that people read.
pub(super) fn in_words(spec: &FieldSpec, text: &str) -> String {
    let label = |choices: &'static [vocabulary::Choice], id: &str| {
        vocabulary::label_of(choices, id).to_owned()
    };
    match spec.shape {
        Shape::Choice(choices) if !text.is_empty() => label(choices, text),
        Shape::Choices(choices) => {
            let said: Vec<String> = items(text).iter().map(|id| label(choices, id)).collect();
            said.join(", ")
        }
        Shape::Money => read_money(text.to_owned()).unwrap_or_else(|_| text.to_owned()),
        _ => text.to_owned(),
    }
}
