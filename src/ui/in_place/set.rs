//! A set: chips that can be taken off, and a way to add one.

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;

use super::{KeptDraft, Spot, editor::Editor, has_draft};
use crate::{
    ledger::Value,
    ui::{
        actions::use_actor,
        parts::{Icon, focus_soon, icon},
    },
    workspace::{Put, words::Shown},
};

#[component]
pub(super) fn SetInPlace(spot: Spot) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let shown = spot.shown(session);
    let editing = RwSignal::new(false);
    let kept = RwSignal::new(has_draft(session, spot));
    let close = Callback::new(move |()| {
        editing.set(false);
        kept.set(has_draft(session, spot));
        focus_soon(spot.element("edit"));
    });
    let take_off = Callback::new(move |value: Value| {
        if spot.put(actor, Put::Remove(vec![value])) {
            // The chip with the cross is gone; the way to add is the nearest thing to it.
            focus_soon(spot.element("edit"));
        }
    });
    let chips = move || {
        let all = shown.get();
        (!all.is_empty()).then(|| {
            let chips = all
                .into_iter()
                .map(|one| view! { <li>{chip(one, take_off)}</li> })
                .collect_view();
            view! { <ul class="row" aria-label=spot.label.get_value()>{chips}</ul> }
        })
    };
    let add = move || {
        if editing.get() {
            return view! { <Editor spot close/> }.into_any();
        }
        view! {
            <button
                type="button"
                class="in-place"
                id=spot.element("edit")
                data-empty=""
                on:click=move |_| editing.set(true)
                on:keydown=move |event: KeyboardEvent| {
                    if event.key() == "F2" {
                        event.prevent_default();
                        editing.set(true);
                    }
                }
            >
                <span class="visually-hidden">{format!("{}: ", spot.label.get_value())}</span>
                <span>{move || if shown.with(Vec::is_empty) { spot.prompt.get_value() } else { "Add".to_owned() }}</span>
            </button>
            <KeptDraft kept/>
        }
        .into_any()
    };
    view! { {chips} {add} }
}

fn chip(one: Shown, take_off: Callback<Value>) -> AnyView {
    let out = one.leads_out();
    let name = format!("Take off {}", one.words);
    let words = one.words.clone();
    let text = match one.address {
        Some(address) => view! {
            <a
                class="chip-text"
                href=address
                target=out.then_some("_blank")
                rel=out.then_some("noopener noreferrer")
            >
                {words}
            </a>
        }
        .into_any(),
        None => view! { <span class="chip-text">{words}</span> }.into_any(),
    };
    let value = one.value;
    view! {
        <span class="chip">
            {text}
            <button
                type="button"
                class="chip-cross"
                aria-label=name.clone()
                title=name
                on:click=move |_| take_off.run(value.clone())
            >
                {icon(Icon::Close)}
            </button>
        </span>
    }
    .into_any()
}
