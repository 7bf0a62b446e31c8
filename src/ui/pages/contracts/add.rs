//! Adding a contract by hand: one of ours that was signed elsewhere, or one of somebody else whose end matters to us.

use std::collections::BTreeMap;

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{dates::Day, money::Pence},
    ledger::{Draft, DraftOp, RecordId, Value},
    ui::{
        actions::Actor,
        drafts::{draft, forget_drafts},
        in_place::{RecordPicker, read_day, read_money, resolve},
        parts::{
            Button, ButtonKind, DateField, Dialog, ErrorSummary, FieldError, MoneyField, TextField,
        },
    },
    workspace::{
        Command,
        words::{Candidates, new_name},
    },
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

/// What reading the form comes to: the operations, or what is wrong.
#[derive(Default)]
struct Reading {
    ops: Vec<DraftOp>,
    fields: BTreeMap<String, Value>,
    wrong: Vec<FieldError>,
}

impl Reading {
    fn refuse(&mut self, field: &str, message: String) {
        self.wrong.push(FieldError {
            field: format!("contract-{field}"),
            message,
        });
    }

    fn put(&mut self, field: &str, value: Value) {
        self.fields.insert(field.to_owned(), value);
    }

    fn day(&mut self, field: &str, text: RwSignal<String>) {
        match text.get_untracked().trim() {
            "" => {}
            typed => match Day::parse_uk(typed) {
                Ok(day) => self.put(field, Value::String(day.iso())),
                Err(error) => self.refuse(field, error.to_string()),
            },
        }
    }

    /// An organisation by its name; made new when there is none of that name.
    fn organisation(
        &mut self,
        actor: Actor,
        field: &str,
        text: RwSignal<String>,
    ) -> Option<RecordId> {
        const KIND: &str = "organisation";
        let typed = text.get_untracked();
        if typed.trim().is_empty() {
            return None;
        }
        let is_new = actor
            .session
            .read(|workspace| Candidates::of(workspace, KIND).named(&typed).is_empty());
        if !is_new {
            return match resolve(actor.session, KIND, &typed) {
                Ok(known) => known,
                Err(message) => {
                    self.refuse(field, message);
                    None
                }
            };
        }
        match new_name(KIND, &typed) {
            Ok(name) => {
                let id = actor.session.new_id();
                self.ops.push(DraftOp::Set {
                    record: id,
                    kind: KIND.to_owned(),
                    fields: [("name".to_owned(), name)].into_iter().collect(),
                });
                Some(id)
            }
            Err(message) => {
                self.refuse(field, message);
                None
            }
        }
    }
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

    fn read(self, actor: Actor) -> Result<Draft, Vec<FieldError>> {
        let mut reading = Reading::default();
        let title = self.title.get_untracked().trim().to_owned();
        if title.is_empty() {
            reading.refuse("title", "Say what the contract is about.".to_owned());
        }
        let why = format!("Added the contract {title}");
        reading.put("title", Value::String(title));
        reading.put("status", Value::String("active".to_owned()));
        if let Some(buyer) = reading.organisation(actor, "buyer", self.buyer) {
            reading.put("buyer", Value::String(buyer.to_string()));
        }
        match resolve(actor.session, "venture", &self.venture.get_untracked()) {
            Ok(Some(venture)) => reading.put("venture", Value::String(venture.to_string())),
            Ok(None) => {}
            Err(message) => reading.refuse("venture", message),
        }
        let supplier = reading.organisation(actor, "supplier", self.supplier);
        match self.value.get_untracked().trim() {
            "" => {}
            typed => match Pence::parse(typed) {
                Ok(pence) => reading.put("value", pence.0.into()),
                Err(error) => reading.refuse("value", error.to_string()),
            },
        }
        reading.day("starts", self.starts);
        reading.day("ends", self.ends);
        if self.ends.get_untracked().trim().is_empty() {
            reading.refuse(
                "ends",
                "Say when it ends: the clock counts from that day.".to_owned(),
            );
        }
        if !reading.wrong.is_empty() {
            return Err(reading.wrong);
        }
        let record = actor.session.new_id();
        let kind = "contract".to_owned();
        let mut ops = reading.ops;
        ops.push(DraftOp::Set {
            record,
            kind: kind.clone(),
            fields: reading.fields.into_iter().collect(),
        });
        ops.extend(supplier.map(|supplier| DraftOp::Tags {
            record,
            kind,
            field: "suppliers".to_owned(),
            add: vec![Value::String(supplier.to_string())],
            remove: Vec::new(),
        }));
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }
}

#[component]
fn Add(page: Page) -> impl IntoView {
    let actor = page.actor;
    let texts = Texts::new();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            errors.with(|all| {
                let wrong = all.iter().find(|error| error.field == field);
                wrong.map(|error| error.message.clone())
            })
        })
    };
    let save = move || match texts.read(actor) {
        Err(found) => errors.set(found),
        Ok(change) => {
            errors.set(Vec::new());
            if actor.act(Command::Apply(change)) {
                forget_drafts(actor.session, KEY);
                page.adding.set(false);
            }
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
