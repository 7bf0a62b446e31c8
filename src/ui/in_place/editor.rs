//! The open editor of one field: the control that its shape asks for, save, cancel, throw away.

use crate::ui::weave::prelude::*;
use leptos::ev::{KeyboardEvent, SubmitEvent};

use super::{
    Spot,
    picker::{Picked, RecordPicker, resolve},
};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        schema::{FieldSpec, Shape, parse_text},
    },
    ledger::{RecordId, Value},
    ui::{
        actions::{Actor, use_actor},
        drafts::draft,
        keyboard::keys_text,
        parts::{
            Button, ButtonKind, Choice, DateField, FieldWidth, InputKind, MoneyField, SelectField,
            TextArea, TextField, focus_soon,
        },
        session::{Session, use_session},
    },
    workspace::{
        Put,
        words::{known_tags, shown_in, typed},
    },
};

/// How many tags are offered while typing.
const MOST_TAGS: usize = 200;

/// Turns a typed day into words, for a `DateField`.
///
/// # Errors
/// Why it is no day, in words.
pub fn read_day(typed: String) -> Result<String, String> {
    match typed.trim() {
        "" => Ok(String::new()),
        text => Day::parse_uk(text)
            .map(|day| day.weekday_words())
            .map_err(|error| error.to_string()),
    }
}

/// Turns a typed amount into words, for a `MoneyField`.
///
/// # Errors
/// Why it is no amount, in words.
pub fn read_money(typed: String) -> Result<String, String> {
    match typed.trim() {
        "" => Ok(String::new()),
        text => Pence::parse(text)
            .map(|pence| pence.to_string())
            .map_err(|error| error.to_string()),
    }
}

/// What one field's editor works with.
#[derive(Clone, Copy)]
struct Edit {
    actor: Actor,
    spot: Spot,
    text: RwSignal<String>,
    stored: StoredValue<String>,
    error: RwSignal<Option<String>>,
    close: Callback<()>,
}

impl Edit {
    fn forget(self) {
        self.actor
            .session
            .host()
            .forget(&format!("draft.{}", self.spot.draft_key()));
    }

    fn finish(self) {
        self.forget();
        self.close.run(());
    }

    fn refuse(self, problem: String) {
        self.error.set(Some(problem));
        focus_soon(self.spot.element("field"));
    }

    fn save(self) {
        let text = self.text.get_untracked();
        let read = match self.spot.spec.shape {
            Shape::Ref(kind) | Shape::Refs(kind) if !text.trim().is_empty() => {
                resolve(self.actor.session, kind, &text)
                    .map(|found| found.map_or(Value::Null, |id| Value::String(id.to_string())))
            }
            _ => parse_text(self.spot.spec, &text).map_err(|error| error.problem),
        };
        match read {
            Err(problem) => self.refuse(problem),
            Ok(value) => self.keep(value),
        }
    }

    fn keep(self, value: Value) {
        let is_set = self.spot.spec.shape.is_set();
        // What is so already needs no command and no word about it.
        let nothing_new = if is_set {
            value.is_null()
        } else {
            value == self.stored_value()
        };
        if nothing_new {
            return self.finish();
        }
        let put = if is_set {
            Put::Add(vec![value])
        } else {
            Put::Value(value)
        };
        if self.spot.put(self.actor, put) {
            self.finish();
        }
    }

    fn stored_value(self) -> Value {
        self.actor.session.read(|workspace| {
            workspace
                .records()
                .value(self.spot.record, self.spot.spec.name)
        })
    }

    fn pick(self, picked: Picked) {
        match picked {
            Picked::Known(id) => self.keep(Value::String(id.to_string())),
            Picked::New(name) => {
                let (Shape::Ref(kind) | Shape::Refs(kind)) = self.spot.spec.shape else {
                    return;
                };
                match self.spot.put_new(self.actor, kind, &name) {
                    Ok(true) => self.finish(),
                    Ok(false) => {}
                    Err(problem) => self.refuse(problem),
                }
            }
        }
    }
}

/// The editor; for a set it adds one item.
#[component]
pub(super) fn Editor(spot: Spot, close: Callback<()>) -> impl IntoView {
    let actor = use_actor();
    let stored = if spot.spec.shape.is_set() {
        String::new()
    } else {
        stored_text(actor, spot)
    };
    let text = draft(spot.draft_key(), stored.clone());
    let edit = Edit {
        actor,
        spot,
        text,
        stored: StoredValue::new(stored),
        error: RwSignal::new(None),
        close,
    };
    focus_soon(spot.element("field"));
    let on_key = move |event: KeyboardEvent| {
        let with_modifier = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            _ if event.is_composing() => {}
            "Escape" => {
                // A dialog around the field stays open.
                event.prevent_default();
                event.stop_propagation();
                close.run(());
            }
            "Enter" if with_modifier => {
                event.prevent_default();
                edit.save();
            }
            _ => {}
        }
    };
    let differs =
        Memo::new(move |_| text.with(|text| edit.stored.with_value(|stored| text != stored)));
    let throw_away = move || {
        text.set(edit.stored.get_value());
        edit.finish();
    };
    let verb = if spot.spec.shape.is_set() {
        "Add"
    } else {
        "Save"
    };
    view! {
        <form
            class="in-place-form"
            aria-label=spot.label.get_value()
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                edit.save();
            }
            on:keydown=on_key
        >
            {control(edit)}
            <div class="row">
                <Button label=verb kind=ButtonKind::Primary small=true submit=true on_press=|| ()/>
                <Button label=Signal::derive(move || if differs.get() { "Keep the draft" } else { "Cancel" }.to_owned()) small=true on_press=close/>
                {move || differs.get().then(|| view! {
                    <Button label="Throw away what I wrote" kind=ButtonKind::Quiet small=true on_press=throw_away/>
                })}
            </div>
        </form>
    }
}

fn stored_text(actor: Actor, spot: Spot) -> String {
    actor.session.read(|workspace| {
        shown_in(workspace, spot.record, spot.spec)
            .first()
            .map(|shown| typed(workspace, spot.spec, &shown.value))
            .unwrap_or_default()
    })
}

fn control(edit: Edit) -> AnyView {
    let Edit {
        spot,
        text: value,
        error,
        ..
    } = edit;
    let on_pick = Callback::new(move |picked| edit.pick(picked));
    let (label, id) = (spot.label.get_value(), spot.element("field"));
    view! {
        <FieldFor
            kind=spot.kind
            spec=spot.spec
            record=spot.record
            label=label
            value
            error
            id=id
            on_pick
            hide_label=true
        />
    }
    .into_any()
}

/// The control that a field's shape asks for; `value` is what is typed, read by `schema::parse_text` (a reference is
/// typed as a name: see [`resolve`]). Flags, moments and JSON have none.
#[component]
pub fn FieldFor(
    /// The kind of record.
    kind: &'static str,
    /// The field.
    spec: &'static FieldSpec,
    /// The record, when there is one: what is in a set already is not offered again.
    #[prop(optional, into)]
    record: Option<RecordId>,
    /// The field's name, above it.
    #[prop(into)]
    label: String,
    /// The draft.
    value: RwSignal<String>,
    /// What is wrong, and how to put it right.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Element id of the control.
    #[prop(into)]
    id: String,
    /// Called when a record was picked from the list, or is to be made.
    #[prop(optional, into)]
    on_pick: Option<Callback<Picked>>,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Adds "(optional)" to the label, where the control can.
    #[prop(optional)]
    optional: bool,
    /// Lines of a text of any length.
    #[prop(default = 4)]
    rows: u32,
) -> impl IntoView {
    let session = use_session();
    match spec.shape {
        Shape::Prose => {
            let hint = format!("{} saves", keys_text("Mod+Enter"));
            view! { <TextArea label value id error hint hide_label optional rows/> }.into_any()
        }
        Shape::Money => {
            view! { <MoneyField label value id error read=read_money hide_label optional/> }
                .into_any()
        }
        Shape::Day => {
            view! { <DateField label value id error read=read_day hide_label optional/> }.into_any()
        }
        Shape::Choice(_) | Shape::Choices(_) | Shape::StageId => {
            let options = options(session, spec, record);
            view! { <SelectField label value id error options hide_label optional/> }.into_any()
        }
        Shape::Ref(other) | Shape::Refs(other) => {
            let on_pick = on_pick.unwrap_or_else(|| Callback::new(|_| ()));
            // A venture is more than a name: it is added by its own form.
            let allow_new = other != "venture";
            view! { <RecordPicker kind=other label value id error on_pick hide_label allow_new/> }
                .into_any()
        }
        Shape::Flag | Shape::Moment | Shape::Json => ().into_any(),
        shape => {
            let (input, width, hint) = line_look(shape);
            let suggestions = match shape {
                Shape::Tags => {
                    session.read(|workspace| known_tags(workspace, kind, spec.name, MOST_TAGS))
                }
                _ => Vec::new(),
            };
            view! {
                <TextField
                    label value id error hint width suggestions hide_label optional kind=input
                />
            }
            .into_any()
        }
    }
}

fn line_look(shape: Shape) -> (InputKind, FieldWidth, &'static str) {
    match shape {
        Shape::Email => (InputKind::Email, FieldWidth::Half, ""),
        Shape::Link => (
            InputKind::Url,
            FieldWidth::Full,
            "For example, www.example.org",
        ),
        Shape::Postcode => (InputKind::Text, FieldWidth::Short, ""),
        Shape::Count => (InputKind::Text, FieldWidth::Short, ""),
        Shape::Identifiers => (
            InputKind::Text,
            FieldWidth::Half,
            "For example, company 07296070 or charity 1139228",
        ),
        _ => (InputKind::Text, FieldWidth::Full, ""),
    }
}

/// What may be chosen: for a set, what is not in it yet.
fn options(session: Session, spec: &FieldSpec, record: Option<RecordId>) -> Vec<Choice> {
    let none = (!spec.required).then(|| Choice::new("", "Not known"));
    match spec.shape {
        Shape::Choice(choices) => none
            .or_else(|| Some(Choice::new("", "Choose…")))
            .into_iter()
            .chain(
                choices
                    .iter()
                    .map(|choice| Choice::new(choice.id, choice.label)),
            )
            .collect(),
        Shape::Choices(choices) => {
            let here = record
                .map(|record| present_items(session, record, spec.name))
                .unwrap_or_default();
            let left = choices
                .iter()
                .filter(|choice| !here.iter().any(|item| item == choice.id));
            std::iter::once(Choice::new("", "Choose…"))
                .chain(left.map(|choice| Choice::new(choice.id, choice.label)))
                .collect()
        }
        Shape::StageId => session.read(|workspace| {
            let here = record.and_then(|record| workspace.record(record));
            let here = here.and_then(|record| record.value(spec.name).text().map(str::to_owned));
            let offered = workspace.journey().offered_from(&here.unwrap_or_default());
            offered
                .iter()
                .map(|(code, label)| Choice::new(code, label))
                .collect()
        }),
        _ => Vec::new(),
    }
}

fn present_items(session: Session, record: RecordId, field: &str) -> Vec<String> {
    session.read(|workspace| {
        let record = workspace.record(record);
        let items = record.map(|record| record.items(field)).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| item.text())
            .map(str::to_owned)
            .collect()
    })
}
