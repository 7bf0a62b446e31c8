//! Before any venture: open what was sent, go on with what is kept, or start one's own.

use leptos::task::spawn_local;
use web_sys::DragEvent;

use super::Room;
use crate::{
    ledger::RecordId,
    ui::{
        files::{self, dropped, picked},
        frame::PageTitle,
        parts::{Button, ButtonKind, Icon, TextArea, icon},
        weave::prelude::*,
    },
};

#[component]
pub(super) fn DoorView(room: Room) -> impl IntoView {
    let all: Vec<(RecordId, String)> = room
        .held
        .all()
        .into_iter()
        .map(|venture| (venture, room.held.name_of(venture)))
        .collect();
    let kept = all
        .into_iter()
        .map(|(venture, name)| {
            view! { <li><Button label=name icon=Icon::Nest on_press=move || room.enter(venture)/></li> }
        })
        .collect_view();
    let has_kept = !room.held.all().is_empty();
    view! {
        <PageTitle title="Your venture, in your words" tab="Your venture"/>
        <p class="lede">"Tell the people who support you how it is going. It takes a few minutes, needs no account, and nothing leaves this device until you send it."</p>
        {has_kept.then(|| view! {
            <section class="founder-part">
                <h2>"Kept on this device"</h2>
                <ul class="founder-kept">{kept}</ul>
            </section>
        })}
        <section class="founder-part">
            <h2>"Somebody asked you for an update"</h2>
            <p>"Open the link you were sent. If you were sent a file, open it here."</p>
            <Opener room/>
        </section>
        <section class="founder-part">
            <h2>"Nobody has asked you yet"</h2>
            <p>"Write down what you are starting, in your own time, and send it to an incubator when you wish to."</p>
            <div class="row"><Button label="Start with my own venture" kind=ButtonKind::Primary on_press=move || room.start()/></div>
        </section>
    }
}

/// A request as a file, or as text.
#[component]
pub(super) fn Opener(room: Room) -> impl IntoView {
    let over = RwSignal::new(false);
    let state = move || if over.get() { "over" } else { "idle" };
    let take = move |file: web_sys::File| {
        spawn_local(async move {
            match files::read(&file).await {
                Ok(chosen) => drop(room.open(&chosen.bytes)),
                Err(problem) => room.problem.set(Some(problem)),
            }
        });
    };
    let text = RwSignal::new(String::new());
    view! {
        <label
            class="drop-zone"
            data-drop-state=state
            on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                over.set(false);
                if let Some(file) = dropped(&event) { take(file); }
            }
        >
            {icon(Icon::Upload)}
            <strong>"Choose the file you were sent"</strong>
            <input
                type="file"
                class="visually-hidden"
                aria-label="Choose the file you were sent"
                accept=".json,.txt,application/json,text/plain"
                on:change=move |event| if let Some(file) = picked(&event) { take(file); }
            />
        </label>
        <details class="section">
            <summary><h3>"Paste the link instead"</h3></summary>
            <form class="section-body form" on:submit=move |event| { event.prevent_default(); room.open(text.get_untracked().as_bytes()); }>
                <TextArea label="The link, or the whole message with it" value=text rows=3/>
                <div class="row"><Button label="Open it" submit=true on_press=|| ()/></div>
            </form>
        </details>
    }
}
