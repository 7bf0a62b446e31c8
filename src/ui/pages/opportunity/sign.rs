//! From an opportunity to a contract: when it runs, what it is worth, when to talk about what follows.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{dates::Day, money::Pence},
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        form::Reading,
        in_place::{read_day, read_money},
        parts::{
            Button, ButtonKind, Choice, DateField, Dialog, ErrorSummary, FieldError, MoneyField,
            SelectField,
        },
    },
    workspace::{Command, pursuit::Pursuit},
};

#[component]
pub(super) fn SignDialog(page: Page) -> impl IntoView {
    view! {
        <Dialog open=page.signing on_close=move || page.signing.set(false) title="Make it a contract">
            {move || view! { <Sign page/> }}
        </Dialog>
    }
}

/// What the opportunity says already: first and last day, value, and who bids.
fn begun_with(page: Page) -> (Option<Day>, Option<Day>, Option<Pence>, Vec<Choice>) {
    page.shown.with_untracked(|shown| {
        let Some(shown) = shown else {
            return (None, None, None, Vec::new());
        };
        let bids: Vec<Choice> = shown
            .bids
            .iter()
            .map(|bid| {
                let names: Vec<&str> = bid.parts.iter().map(|part| part.name.as_str()).collect();
                Choice::new(bid.lead.id.to_string(), names.join(", "))
            })
            .collect();
        let opportunity = &shown.opportunity;
        (
            opportunity.contract_starts,
            opportunity.contract_ends,
            opportunity.awarded_value.or(opportunity.value),
            bids,
        )
    })
}

#[component]
fn Sign(page: Page) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let (starts, ends, value, bids) = begun_with(page);
    let key = format!("opportunity.{}.sign", page.id);
    let text = |field: &str, begun: Option<String>| {
        draft(format!("{key}.{field}"), begun.unwrap_or_default())
    };
    let day = |field: &str, day: Option<Day>| text(field, day.map(|day| day.to_string()));
    let (starts, ends) = (day("starts", starts), day("ends", ends));
    let signed = day("signed_on", Some(session.today.get_untracked()));
    let plain = |value: Pence| value.to_string().trim_start_matches('£').to_owned();
    let value = text("value", value.map(plain));
    let first = bids.first().map(|first| first.id().to_owned());
    let bid = text("bid", first.clone());
    if bid.with_untracked(|kept| bids.iter().all(|bid| bid.id() != kept)) {
        // Whoever was chosen has withdrawn since.
        bid.set(first.unwrap_or_default());
    }
    let several = bids.len() > 1;
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let save = move || {
        let mut reading = Reading::of("sign", session);
        for (field, text) in [("signed_on", signed), ("starts", starts), ("ends", ends)] {
            reading.day(field, text);
        }
        reading.money("value", value);
        let why = "Say when it ends: the reminder to talk about what follows hangs on it.";
        reading.needed("ends", ends, why);
        let values = match reading.done() {
            Ok(values) => values,
            Err(wrong) => return errors.set(wrong),
        };
        errors.set(Vec::new());
        let done = actor.act(Command::pursue(Pursuit::Sign {
            opportunity: page.id,
            bid: crate::ledger::RecordId::parse(&bid.get_untracked()).ok(),
            contract: session.new_id(),
            values,
        }));
        if done {
            forget_drafts(session, &key);
            page.signing.set(false);
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            {several.then(|| view! { <SelectField label="Who won" value=bid options=bids/> })}
            <div class="field-row">
                <DateField label="Signed on" id="sign-signed_on" value=signed read=read_day/>
                <MoneyField label="Worth, over its whole term" id="sign-value" value read=read_money optional=true/>
            </div>
            <div class="field-row">
                <DateField label="Starts" id="sign-starts" value=starts read=read_day optional=true/>
                <DateField label="Ends" id="sign-ends" value=ends read=read_day/>
            </div>
            <div class="dialog-actions">
                <Button label="Make it a contract" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.signing.set(false)/>
            </div>
        </form>
    }
}
