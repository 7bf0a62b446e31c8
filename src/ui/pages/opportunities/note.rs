//! Noting an opportunity by hand, in the time it takes to hang up the phone.

use crate::ui::weave::prelude::*;

use crate::{
    ui::{
        actions::Actor,
        drafts::{draft, forget_drafts},
        form::{Reading, done, error_of},
        in_place::{RecordPicker, read_day, read_money},
        parts::{
            Button, ButtonKind, DateField, Dialog, ErrorSummary, FieldError, MoneyField, TextArea,
            TextField,
        },
    },
    workspace::{Command, pursuit::Pursuit},
};

/// The form over the page.
#[component]
pub(super) fn NoteDialog(open: RwSignal<bool>, actor: Actor) -> impl IntoView {
    view! {
        <Dialog open=open on_close=move || open.set(false) title="Note an opportunity">
            {move || view! { <Note open actor/> }}
        </Dialog>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Texts {
    title: RwSignal<String>,
    buyer: RwSignal<String>,
    venture: RwSignal<String>,
    value: RwSignal<String>,
    deadline: RwSignal<String>,
    summary: RwSignal<String>,
}

const KEY: &str = "opportunity.note";

impl Texts {
    fn new() -> Self {
        let text = |field: &str| draft(format!("{KEY}.{field}"), "");
        Self {
            title: text("title"),
            buyer: text("buyer"),
            venture: text("venture"),
            value: text("value"),
            deadline: text("deadline"),
            summary: text("summary"),
        }
    }

    fn read(self, actor: Actor) -> Result<Pursuit, Vec<FieldError>> {
        let mut reading = Reading::of("note", actor.session);
        let title = "Say in a few words what could be won.";
        reading.needed("title", self.title, title);
        reading.text("title", self.title);
        reading.money("value", self.value);
        reading.day("deadline", self.deadline);
        reading.text("summary", self.summary);
        let buyer = reading.name("buyer", "organisation", self.buyer);
        let venture = reading.known("venture", "venture", self.venture);
        Ok(Pursuit::Note {
            id: actor.session.new_id(),
            values: reading.done()?,
            buyer,
            ventures: venture.into_iter().collect(),
        })
    }
}

#[component]
fn Note(open: RwSignal<bool>, actor: Actor) -> impl IntoView {
    let texts = Texts::new();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field| error_of(errors, field);
    let save = move || {
        if done(actor, errors, texts.read(actor).map(Command::pursue)) {
            forget_drafts(actor.session, KEY);
            open.set(false);
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            <TextField
                label="What could be won"
                id="note-title"
                value=texts.title
                error=error_of("note-title")
                autofocus=true
            />
            <RecordPicker
                kind="organisation"
                label="Who would buy (optional)"
                id="note-buyer"
                value=texts.buyer
                on_pick=|_| ()
                error=error_of("note-buyer")
            />
            <RecordPicker
                kind="venture"
                label="For which venture (optional)"
                id="note-venture"
                value=texts.venture
                on_pick=|_| ()
                error=error_of("note-venture")
            />
            <div class="field-row">
                <MoneyField label="Worth about" id="note-value" value=texts.value read=read_money error=error_of("note-value") optional=true/>
                <DateField label="Deadline" id="note-deadline" value=texts.deadline read=read_day error=error_of("note-deadline") optional=true/>
            </div>
            <TextArea label="What was said" value=texts.summary optional=true/>
            <div class="dialog-actions">
                <Button label="Note it" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || open.set(false)/>
            </div>
        </form>
    }
}
