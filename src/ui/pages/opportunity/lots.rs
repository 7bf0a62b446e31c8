//! The lots of an opportunity: what each is worth and who of ours goes for it; by hand where no notice says.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{dates::Day, money::Pence, records::Lot},
    ledger::RecordId,
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        form::{Reading, done, error_of},
        in_place::{read_day, read_money},
        pages::people::parts::Section,
        parts::{
            Button, ButtonKind, DateField, DayText, Dialog, ErrorSummary, FieldError, FieldWidth,
            Icon, IconButton, Money, MoneyField, TextArea, TextField,
        },
    },
    workspace::{
        Command, Put,
        opportunities::{LotLine, lot_name},
    },
};

#[component]
pub(super) fn Lots(page: Page) -> impl IntoView {
    let lots = page.read(|shown| shown.lots.clone());
    let lines = move || {
        let lots = lots.get();
        if lots.is_empty() {
            return view! { <p class="quiet">"Not divided into lots, as far as we know."</p> }
                .into_any();
        }
        view! { <ul class="lines">{lots.into_iter().map(|line| lot(page, line)).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <Section title="Lots" count=Signal::derive(move || lots.with(Vec::len))>
            {lines}
            <div class="row no-print">
                <Button label="Add a lot" icon=Icon::Plus small=true on_press=move || page.lot.set(Some(None))/>
            </div>
        </Section>
    }
}

fn lot(page: Page, line: LotLine) -> AnyView {
    let ventures: Vec<String> = line.ventures.into_iter().map(|(_, name)| name).collect();
    let who = (!ventures.is_empty()).then(|| view! { <span>{ventures.join(", ")}</span> });
    let name = lot_name(&line.lot);
    let summary = (!line.lot.summary.is_empty()).then(|| view! { <span>{line.lot.summary}</span> });
    let runs = line
        .lot
        .contract_ends
        .map(|day| view! { <span>"until "<DayText iso=day.iso()/></span> });
    let id = line.lot.id;
    view! {
        <li class="line">
            <div class="line-main"><p>{name.clone()}</p><p class="line-more">{summary}{runs}{who}</p></div>
            <span class="line-end">
                {line.value.map(|value| view! { <Money pence=value.0/> })}
                <IconButton icon=Icon::Pencil label=format!("Change {name}") small=true on_press=move || page.lot.set(Some(Some(id)))/>
            </span>
        </li>
    }
    .into_any()
}

/// The form for a lot, over the page.
#[component]
pub(super) fn LotDialog(page: Page) -> impl IntoView {
    let title = move || match page.lot.get() {
        Some(Some(_)) => "Change this lot",
        _ => "Add a lot",
    };
    view! {
        <Dialog
            open=Signal::derive(move || page.lot.with(Option::is_some))
            on_close=move || page.lot.set(None)
            title=Signal::derive(move || title().to_owned())
        >
            {move || page.lot.get().map(|lot| view! { <Form page lot/> })}
        </Dialog>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Texts {
    number: RwSignal<String>,
    title: RwSignal<String>,
    value: RwSignal<String>,
    starts: RwSignal<String>,
    ends: RwSignal<String>,
    summary: RwSignal<String>,
}

impl Texts {
    /// What was typed under this key before, or else what the lot says.
    fn of(key: &str, lot: &Lot) -> Self {
        let text = |field: &str, text: &str| draft(format!("{key}.{field}"), text);
        let day = |field: &str, day: Option<Day>| {
            text(field, &day.map(|day| day.to_string()).unwrap_or_default())
        };
        let value = lot.value.map(|pence: Pence| pence.to_string());
        Self {
            number: text("number", &lot.number),
            title: text("title", &lot.title),
            value: text("value", &value.unwrap_or_default()),
            starts: day("starts", lot.contract_starts),
            ends: day("ends", lot.contract_ends),
            summary: text("summary", &lot.summary),
        }
    }

    fn read(self, mut reading: Reading) -> Result<crate::workspace::Values, Vec<FieldError>> {
        if self
            .number
            .with_untracked(|number| number.trim().is_empty())
        {
            let why = "Say its number, or what it is called.";
            reading.needed("title", self.title, why);
        }
        for (field, text) in [
            ("number", self.number),
            ("title", self.title),
            ("summary", self.summary),
        ] {
            reading.text(field, text);
        }
        reading.money("value", self.value);
        reading.day("contract_starts", self.starts);
        reading.day("contract_ends", self.ends);
        reading.done()
    }
}

#[component]
fn Form(page: Page, lot: Option<RecordId>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let before = page.shown.with_untracked(|shown| {
        let lots = shown.iter().flat_map(|shown| &shown.lots);
        let mut lots = lots.map(|line| &line.lot);
        lots.find(|known| Some(known.id) == lot).cloned()
    });
    let known = before.is_some();
    let which = lot.map_or_else(|| "new".to_owned(), |lot| lot.to_string());
    let key = StoredValue::new(format!("opportunity.{}.lot.{which}", page.id));
    let texts =
        key.with_value(|key| Texts::of(key, &before.unwrap_or_else(|| Lot::blank(page.id))));
    let close = move || {
        key.with_value(|key| forget_drafts(session, key));
        page.lot.set(None);
    };
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field| error_of(errors, field);
    let save = move || {
        let mut reading = Reading::of("lot", session).clearing(known);
        if !known {
            reading.put("opportunity", Put::reference(page.id));
        }
        let read = texts.read(reading).map(|values| match lot {
            Some(record) => Command::Edit { record, values },
            None => Command::Create {
                kind: Lot::KIND.to_owned(),
                id: session.new_id(),
                values,
            },
        });
        if done(actor, errors, read) {
            close();
        }
    };
    let remove = move |lot: RecordId| {
        if actor.act(Command::Delete { records: vec![lot] }) {
            close();
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            <div class="field-row">
                <TextField label="Number" id="lot-number" value=texts.number width=FieldWidth::Short optional=true autofocus=true/>
                <TextField label="What it is called" id="lot-title" value=texts.title error=error_of("lot-title") optional=true/>
            </div>
            <MoneyField label="Worth, over its whole term" id="lot-value" value=texts.value read=read_money error=error_of("lot-value") optional=true/>
            <div class="field-row">
                <DateField label="Starts" id="lot-contract_starts" value=texts.starts read=read_day error=error_of("lot-contract_starts") optional=true/>
                <DateField label="Ends" id="lot-contract_ends" value=texts.ends read=read_day error=error_of("lot-contract_ends") optional=true/>
            </div>
            <TextArea label="What is to be delivered" value=texts.summary optional=true/>
            <div class="dialog-actions">
                <Button label="Save" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.lot.set(None)/>
                {lot.map(|lot| view! {
                    <span class="push"></span>
                    <Button label="Delete this lot" icon=Icon::Bin kind=ButtonKind::Quiet on_press=move || remove(lot)/>
                })}
            </div>
        </form>
    }
}
