//! What belongs to an opportunity: contracts and promises.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::ui::{
    pages::{organisation::commissioner::contract, people::parts::Section},
    parts::DayText,
};

#[component]
pub(super) fn Contracts(page: Page) -> impl IntoView {
    let contracts = page.read(|shown| shown.contracts.clone());
    move || {
        let contracts = contracts.get();
        (!contracts.is_empty()).then(|| {
            view! { <Section title="Contracts"><ul class="lines">{contracts.iter().map(contract).collect_view()}</ul></Section> }
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
