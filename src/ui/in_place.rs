//! Editing a field of any record where it stands, driven by the table of kinds and fields.
//!
//! ```text
//! <InPlace record=RecordId kind="venture" field="website"
//!          label?(into)=String prompt?(into)=String pencil_only?=bool/>
//!     The value in words, or "Add a website". Enter, F2 or a press opens the editor; Enter saves (Ctrl or Cmd Enter
//!     where text has lines), Esc leaves it and keeps what was typed as a draft; errors stand beside the field; focus
//!     comes back. Sets (tags, facts, identifiers, several records) are chips with a way to add and to take off.
//!     References are picked by name, or made new. A flag is a tick. What was done is said, with Undo.
//!     label: other words than the table's. prompt: other words while it is empty.
//!     pencil_only: draws only the pencil until it is pressed, for a value that is shown elsewhere (a heading).
//!     A record with a well-known id that nobody has written yet (settings) is made by the first edit.
//! <Fact record kind field label? />
//!     the same as a row of <dl class="facts">: label and value
//! <RecordPicker kind=&'static str label(into) value=RwSignal<String> on_pick(into)=Callback<Picked>
//!               hint?(into) error?(into) id?(into)=String hide_label?=bool allow_new?=bool/>
//!     a text field that offers records of a kind by name; Picked::{Known(RecordId), New(String)}
//! <FieldFor kind spec label(into) value error(into) id(into) record?(into)=RecordId on_pick?(into)=Callback<Picked>
//!           hide_label? optional? rows?/>      the control that a field's shape asks for, for forms of one's own
//! resolve(session, kind, typed) -> Result<Option<RecordId>, String>     the record that a typed name means
//! read_day, read_money: fn(String) -> Result<String, String>            for DateField and MoneyField
//! ```

mod editor;
mod picker;
mod set;

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;

pub use editor::{FieldFor, read_day, read_money};
pub use picker::{Picked, RecordPicker, resolve};

use super::{
    actions::{Actor, use_actor},
    parts::{CheckboxField, Icon, focus_soon, icon},
    session::Session,
};
use crate::{
    domain::schema::{self, FieldSpec, Shape},
    ledger::{Draft, DraftOp, RecordId, Value},
    workspace::{
        Command, Put,
        command::values,
        words::{self, Shown, new_name, read_in},
    },
};
use editor::Editor;
use set::SetInPlace;

/// A field of a record, as the parts of this module pass it around.
#[derive(Clone, Copy)]
struct Spot {
    record: RecordId,
    kind: &'static str,
    spec: &'static FieldSpec,
    label: StoredValue<String>,
    prompt: StoredValue<String>,
}

impl Spot {
    fn draft_key(&self) -> String {
        format!("in-place.{}.{}", self.record, self.spec.name)
    }

    fn element(&self, part: &str) -> String {
        format!("{part}-{}-{}", self.record, self.spec.name)
    }

    /// What stands in the field, followed as it changes.
    fn shown(self, session: Session) -> Memo<Vec<Shown>> {
        Memo::new(move |_| {
            session.track_record(self.record);
            match self.spec.shape {
                Shape::Ref(kind) | Shape::Refs(kind) => session.track_kind(kind),
                Shape::StageId => session.track_kind("stage"),
                _ => {}
            }
            session.read(|workspace| read_in(workspace, self.record, self.spec))
        })
    }

    /// Writes the field, and says what was done or why it was not.
    fn put(self, actor: Actor, put: Put) -> bool {
        let values = values([(self.spec.name, put)]);
        let record = self.record;
        let known = actor
            .session
            .read(|workspace| workspace.records().get(record).is_some());
        actor.act(if known {
            Command::Edit { record, values }
        } else {
            Command::Settle {
                kind: self.kind.to_owned(),
                id: record,
                values,
            }
        })
    }

    /// Makes a record with that name and puts it here, as one change.
    fn put_new(self, actor: Actor, kind: &str, typed: &str) -> Result<bool, String> {
        let name = new_name(kind, typed)?;
        let id = actor.session.new_id();
        let value = Value::String(id.to_string());
        let own = (self.kind.to_owned(), self.spec.name.to_owned());
        let ops = vec![
            DraftOp::Set {
                record: id,
                kind: kind.to_owned(),
                fields: [("name".to_owned(), name.clone())].into_iter().collect(),
            },
            if self.spec.shape.is_set() {
                DraftOp::Tags {
                    record: self.record,
                    kind: own.0,
                    field: own.1,
                    add: vec![value],
                    remove: Vec::new(),
                }
            } else {
                DraftOp::Set {
                    record: self.record,
                    kind: own.0,
                    fields: [(own.1, value)].into_iter().collect(),
                }
            },
        ];
        let one = schema::kind(kind).map_or("record", |spec| spec.one);
        let why = format!("Added the {one} {}", name.as_str().unwrap_or_default());
        Ok(actor.act(Command::Apply(Draft {
            ops,
            ..Draft::by_hand(why)
        })))
    }
}

/// A field, edited where it stands.
#[component]
pub fn InPlace(
    /// The record.
    record: RecordId,
    /// Its kind.
    kind: &'static str,
    /// The field's name in the table.
    field: &'static str,
    /// What people call it here, when that differs from the table.
    #[prop(optional, into)]
    label: Option<String>,
    /// What stands there while it is empty.
    #[prop(optional, into)]
    prompt: Option<String>,
    /// Draws only a pencil until it is pressed: the value is shown elsewhere.
    #[prop(optional)]
    pencil_only: bool,
) -> impl IntoView {
    let Some(spec) = schema::field(kind, field) else {
        return ().into_any();
    };
    let label = StoredValue::new(label.unwrap_or_else(|| spec.label.to_owned()));
    let prompt = StoredValue::new(prompt.unwrap_or_else(|| words::prompt(spec)));
    let spot = Spot {
        record,
        kind,
        spec,
        label,
        prompt,
    };
    match spec.shape {
        Shape::Flag => view! { <Tick spot/> }.into_any(),
        // Set by the app, never typed.
        Shape::Moment | Shape::Json => view! { <Plain spot/> }.into_any(),
        shape if shape.is_set() => view! { <SetInPlace spot/> }.into_any(),
        _ => view! { <One spot pencil_only/> }.into_any(),
    }
}

/// A row of `<dl class="facts">`: what it is called, and the field.
#[component]
pub fn Fact(
    /// The record.
    record: RecordId,
    /// Its kind.
    kind: &'static str,
    /// The field's name in the table.
    field: &'static str,
    /// What people call it here, when that differs from the table.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let Some(spec) = schema::field(kind, field) else {
        return ().into_any();
    };
    let label = label.unwrap_or_else(|| spec.label.to_owned());
    let shown = label.clone();
    view! {
        <div><dt>{shown}</dt><dd><InPlace record kind field label=label/></dd></div>
    }
    .into_any()
}

#[component]
fn Plain(spot: Spot) -> impl IntoView {
    let shown = spot.shown(use_actor().session);
    move || shown.with(|all| all.first().map(|one| one.words.clone()))
}

#[component]
fn Tick(spot: Spot) -> impl IntoView {
    let actor = use_actor();
    let shown = spot.shown(actor.session);
    let is_on = move || {
        shown.with(|all| {
            all.first()
                .is_some_and(|one| one.value == Value::Bool(true))
        })
    };
    let checked = RwSignal::new(untrack(is_on));
    Effect::new(move |_| checked.set(is_on()));
    let keep = move |now: bool| {
        if !spot.put(actor, Put::Value(Value::Bool(now))) {
            checked.set(untrack(is_on));
        }
    };
    view! { <CheckboxField label=spot.label.get_value() checked on_change=keep/> }
}

/// A field with one value.
#[component]
fn One(spot: Spot, pencil_only: bool) -> impl IntoView {
    let session = use_actor().session;
    let shown = spot.shown(session);
    let editing = RwSignal::new(false);
    let kept = RwSignal::new(has_draft(session, spot));
    let close = Callback::new(move |()| {
        editing.set(false);
        kept.set(has_draft(session, spot));
        focus_soon(spot.element("edit"));
    });
    move || {
        if editing.get() {
            view! { <Editor spot close/> }.into_any()
        } else {
            let open = Callback::new(move |()| editing.set(true));
            view! { <Standing spot shown open pencil_only/> <KeptDraft kept/> }.into_any()
        }
    }
}

fn has_draft(session: Session, spot: Spot) -> bool {
    session
        .host()
        .recall(&format!("draft.{}", spot.draft_key()))
        .is_some()
}

/// Says that something typed here waits to be saved.
#[component]
fn KeptDraft(kept: RwSignal<bool>) -> impl IntoView {
    move || {
        kept.get().then(
            || view! { " " <span class="mark warning">{icon(Icon::Pencil)}"Not saved yet"</span> },
        )
    }
}

#[component]
fn Standing(
    spot: Spot,
    shown: Memo<Vec<Shown>>,
    open: Callback<()>,
    pencil_only: bool,
) -> impl IntoView {
    let is_prose = matches!(spot.spec.shape, Shape::Prose);
    let first = Memo::new(move |_| shown.with(|all| all.first().cloned()));
    move || match first.get() {
        Some(value) if is_prose && !pencil_only => view! {
            <div class="prose">{value.words}</div>
            <EditButton spot open/>
        }
        .into_any(),
        Some(_) if pencil_only => view! { <EditButton spot open/> }.into_any(),
        Some(value) => {
            let link = value
                .address
                .clone()
                .map(|address| leads_to(&value, address));
            view! { <Press spot open words=value.words.clone() empty=false/> {link} }.into_any()
        }
        None => view! { <Press spot open words=spot.prompt.get_value() empty=true/> }.into_any(),
    }
}

/// The value as a button that opens the editor.
#[component]
fn Press(spot: Spot, open: Callback<()>, words: String, empty: bool) -> impl IntoView {
    view! {
        <button
            type="button"
            class="in-place"
            id=spot.element("edit")
            data-empty=empty.then_some("")
            title="Press Enter or F2 to edit"
            on:click=move |_| open.run(())
            on:keydown=move |event| open_on_f2(&event, open)
        >
            <span class="visually-hidden">{format!("{}: ", spot.label.get_value())}</span>
            <span>{words}</span>
            {icon(Icon::Pencil)}
        </button>
    }
}

/// A pencil beside a value that is text to read, not a button.
#[component]
fn EditButton(spot: Spot, open: Callback<()>) -> impl IntoView {
    let name = format!("Edit {}", words::mid_sentence(&spot.label.get_value()));
    view! {
        <button
            type="button"
            class="icon-button small"
            id=spot.element("edit")
            aria-label=name.clone()
            title=name
            on:click=move |_| open.run(())
            on:keydown=move |event| open_on_f2(&event, open)
        >
            {icon(Icon::Pencil)}
        </button>
    }
}

fn open_on_f2(event: &KeyboardEvent, open: Callback<()>) {
    if event.key() == "F2" {
        event.prevent_default();
        open.run(());
    }
}

/// A small link beside a value, to the page or program it leads to.
fn leads_to(value: &Shown, address: String) -> AnyView {
    let out = value.leads_out();
    let label = format!("Open {}", value.words);
    let picture = if out {
        Icon::External
    } else {
        Icon::ChevronRight
    };
    let new_tab = out && address.starts_with("http");
    view! {
        <a
            class="icon-button small"
            href=address
            target=new_tab.then_some("_blank")
            rel=new_tab.then_some("noopener noreferrer")
            aria-label=label.clone()
            title=label
        >
            {icon(picture)}
        </a>
    }
    .into_any()
}
