//! Adding a contract by hand: one of ours that was signed elsewhere, or one of somebody else whose end matters to us.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    ui::{
        actions::Actor,
        drafts::{draft, forget_drafts},
        form::{Reading, done, error_of},
        in_place::{RecordPicker, read_day, read_money},
        pages::contract_parts::is_backwards,
        parts::{
            Button, ButtonKind, DateField, Dialog, ErrorSummary, FieldError, MoneyField, TextField,
        },
    },
    workspace::{Command, Put, pursuit::Pursuit},
};

const KEY: &str = "contract.add";

#[component]
pub(super) fn AddDialog(page: Page) -> impl IntoView {
    view! {
        <Dialog open=page.adding on_close=move || page.adding.set(false) title="Add a contract">
            {move || view! { <Add page/> }}
        </Dialog>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Texts {
    title: RwSignal<String>,
    buyer: RwSignal<String>,
    venture: RwSignal<String>,
    supplier: RwSignal<String>,
    value: RwSignal<String>,
    starts: RwSignal<String>,
    ends: RwSignal<String>,
}

impl Texts {
    fn new() -> Self {
        let text = |field: &str| draft(format!("{KEY}.{field}"), "");
        Self {
            title: text("title"),
            buyer: text("buyer"),
            venture: text("venture"),
            supplier: text("supplier"),
            value: text("value"),
            starts: text("starts"),
            ends: text("ends"),
        }
    }

    fn read(self, actor: Actor) -> Result<Pursuit, Vec<FieldError>> {
        let mut reading = Reading::of("contract", actor.session);
        reading.needed("title", self.title, "Say what the contract is about.");
        reading.text("title", self.title);
        let buyer = reading.name("buyer", "organisation", self.buyer);
        if let Some(venture) = reading.known("venture", "venture", self.venture) {
            reading.put("venture", Put::reference(venture));
        }
        let supplier = reading.name("supplier", "organisation", self.supplier);
        reading.money("value", self.value);
        reading.day("starts", self.starts);
        reading.day("ends", self.ends);
        let ends = "Say when it ends: the clock counts from that day.";
        reading.needed("ends", self.ends, ends);
        if is_backwards(self.starts, self.ends) {
            reading.refuse("ends", "The contract would end before it starts.");
        }
        Ok(Pursuit::AddContract {
            id: actor.session.new_id(),
            values: reading.done()?,
            buyer,
            supplier,
        })
    }
}

#[component]
fn Add(page: Page) -> impl IntoView {
    let actor = page.actor;
    let texts = Texts::new();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field| error_of(errors, field);
    let save = move || {
        if done(actor, errors, texts.read(actor).map(Command::pursue)) {
            forget_drafts(actor.session, KEY);
            page.adding.set(false);
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            <TextField label="What it is about" id="contract-title" value=texts.title error=error_of("contract-title") autofocus=true/>
            <RecordPicker
                kind="organisation"
                label="Who buys (optional)"
                id="contract-buyer"
                value=texts.buyer
                on_pick=|_| ()
                error=error_of("contract-buyer")
            />
            <RecordPicker
                kind="venture"
                label="Our venture that delivers it (optional)"
                id="contract-venture"
                hint="Leave it empty when somebody else delivers it."
                value=texts.venture
                on_pick=|_| ()
                error=error_of("contract-venture")
            />
            <RecordPicker
                kind="organisation"
                label="Who else delivers it (optional)"
                id="contract-supplier"
                value=texts.supplier
                on_pick=|_| ()
                error=error_of("contract-supplier")
            />
            <MoneyField label="Worth, over its whole term" id="contract-value" value=texts.value read=read_money error=error_of("contract-value") optional=true/>
            <div class="field-row">
                <DateField label="Starts" id="contract-starts" value=texts.starts read=read_day error=error_of("contract-starts") optional=true/>
                <DateField label="Ends" id="contract-ends" value=texts.ends read=read_day error=error_of("contract-ends")/>
            </div>
            <div class="dialog-actions">
                <Button label="Add the contract" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.adding.set(false)/>
            </div>
        </form>
    }
}
