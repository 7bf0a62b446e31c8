//! What belongs to an opportunity: lots, conversations, steps, contracts, promises.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::vocabulary::{ENTRY_KINDS, label_of},
    ui::{
        pages::people::parts::Section,
        parts::{DayText, Icon, Money, icon},
    },
    workspace::opportunities::{ContractLine, LotLine},
};

#[component]
pub(super) fn Lots(page: Page) -> impl IntoView {
    let lots = page.read(|shown| shown.lots.clone());
    move || {
        let lots = lots.get();
        (!lots.is_empty()).then(|| {
            view! {
                <Section title="Lots"><ul class="lines">{lots.into_iter().map(lot).collect_view()}</ul></Section>
            }
        })
    }
}

fn lot(line: LotLine) -> AnyView {
    let ventures: Vec<String> = line.ventures.into_iter().map(|(_, name)| name).collect();
    let who = (!ventures.is_empty()).then(|| view! { <span>{ventures.join(", ")}</span> });
    let name = match (line.lot.number.as_str(), line.lot.title.as_str()) {
        ("", title) => title.to_owned(),
        (number, "") => format!("Lot {number}"),
        (number, title) => format!("Lot {number}: {title}"),
    };
    view! {
        <li class="line">
            <div class="line-main"><p>{name}</p><p class="line-more"><span>{line.lot.summary}</span>{who}</p></div>
            <span class="line-end">{line.value.map(|value| view! { <Money pence=value.0/> })}</span>
        </li>
    }
    .into_any()
}

#[component]
pub(super) fn Conversations(page: Page) -> impl IntoView {
    let entries = page.read(|shown| shown.entries.clone());
    let drawn = move || {
        let entries = entries.get();
        if entries.is_empty() {
            return view! { <p class="quiet">"Nothing is written down yet. Talking before a tender is what wins it."</p> }.into_any();
        }
        let line = |entry: crate::domain::records::Entry| {
            let agreed = (!entry.agreed.is_empty())
                .then(|| view! { <p class="line-more">{format!("Agreed: {}", entry.agreed)}</p> });
            view! {
                <li class="line">
                    <div class="line-main"><p>{entry.said}</p>{agreed}
                        <p class="line-more"><span>{label_of(ENTRY_KINDS, &entry.kind).to_owned()}</span>{entry.happened_on.map(|day| view! { <DayText iso=day.iso()/> })}</p>
                    </div>
                </li>
            }
        };
        view! { <ul class="lines">{entries.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! { <Section title="Conversations">{drawn}</Section> }
}

#[component]
pub(super) fn Steps(page: Page) -> impl IntoView {
    let steps = page.read(|shown| shown.steps.clone());
    move || {
        let steps = steps.get();
        (!steps.is_empty()).then(|| {
            let line = |step: crate::domain::records::Step| {
                let done = step.done_on.is_some();
                view! {
                    <li class="line" data-done=done.then_some("")>
                        <div class="line-main"><p>{step.what}</p><p class="line-more"><span>{step.who}</span></p></div>
                        <span class="line-end">{step.due.map(|day| view! { <DayText iso=day.iso()/> })}</span>
                    </li>
                }
            };
            view! { <Section title="Next steps"><ul class="lines">{steps.into_iter().map(line).collect_view()}</ul></Section> }
        })
    }
}

#[component]
pub(super) fn Contracts(page: Page) -> impl IntoView {
    let contracts = page.read(|shown| shown.contracts.clone());
    move || {
        let contracts = contracts.get();
        (!contracts.is_empty()).then(|| {
            let line = |contract: ContractLine| {
                view! {
                    <li class="line">
                        {icon(Icon::Document)}
                        <div class="line-main">
                            <p><a href=format!("/contracts/{}", contract.id)>{contract.title}</a></p>
                            <p class="line-more"><span>{contract.status}</span><span>{contract.who}</span>
                                {contract.ends.map(|day| view! { <span>"until " <DayText iso=day.iso()/></span> })}</p>
                        </div>
                        <span class="line-end">{contract.value.map(|value| view! { <Money pence=value.0/> })}</span>
                    </li>
                }
            };
            view! { <Section title="Contracts"><ul class="lines">{contracts.into_iter().map(line).collect_view()}</ul></Section> }
        })
    }
}

#[component]
pub(super) fn Promises(page: Page) -> impl IntoView {
    let promises = page.read(|shown| shown.promises.clone());
    move || {
        let promises = promises.get();
        (!promises.is_empty()).then(|| {
            let line = |promise: crate::domain::records::SocialValuePromise| {
                view! {
                    <li class="line"><div class="line-main"><p>{promise.promise}</p><p class="line-more"><span>{promise.measure}</span></p></div>
                    <span class="line-end">{promise.due.map(|day| view! { <DayText iso=day.iso()/> })}</span></li>
                }
            };
            view! { <Section title="Social value promised"><ul class="lines">{promises.into_iter().map(line).collect_view()}</ul></Section> }
        })
    }
}
