//! From an opportunity to a contract: when it runs, what it is worth, when to talk about what follows.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{dates::Day, money::Pence},
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        form::{Reading, error_of},
        in_place::{read_day, read_money},
        pages::contract_parts::is_backwards,
        parts::{
            Button, ButtonKind, Choice, DateField, Dialog, ErrorSummary, FieldError, Icon,
            MoneyField, SelectField, focus_soon,
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
    let (several, nobody) = (bids.len() > 1, bids.is_empty());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field| error_of(errors, field);
    let save = move || {
        if nobody {
            return focus_soon("sign-bid");
        }
        let mut reading = Reading::of("sign", session);
        for (field, text) in [("signed_on", signed), ("starts", starts), ("ends", ends)] {
            reading.day(field, text);
        }
        reading.money("value", value);
        let why = "Say when it ends: the reminder to talk about what follows hangs on it.";
        reading.needed("ends", ends, why);
        if is_backwards(starts, ends) {
            reading.refuse("ends", "The contract would end before it starts.");
        }
        let values = match reading.done() {
            Ok(values) => values,
            Err(wrong) => {
                if let Some(first) = wrong.first() {
                    focus_soon(first.field.clone());
                }
                return errors.set(wrong);
            }
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
            // The button that opened this goes away.
            focus_soon("page-title");
        }
    };
    let bid_first = move || {
        page.signing.set(false);
        page.joining.set(Some(None));
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            {nobody.then(|| view! {
                <p class="field-error" id="sign-bid" role="alert" tabindex="-1">"Say first which venture signs: add a bid."</p>
                <div class="row"><Button label="Add a bid" icon=Icon::Plus small=true on_press=bid_first/></div>
            })}
            {several.then(|| view! { <SelectField label="Who won" value=bid options=bids/> })}
            <div class="field-row">
                <DateField label="Signed on" id="sign-signed_on" value=signed read=read_day error=error_of("sign-signed_on")/>
                <MoneyField label="Worth, over its whole term" id="sign-value" value read=read_money error=error_of("sign-value") optional=true/>
            </div>
            <div class="field-row">
                <DateField label="Starts" id="sign-starts" value=starts read=read_day error=error_of("sign-starts") optional=true/>
                <DateField label="Ends" id="sign-ends" value=ends read=read_day error=error_of("sign-ends")/>
            </div>
            <div class="dialog-actions">
                <Button label="Make it a contract" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.signing.set(false)/>
            </div>
        </form>
    }
}
