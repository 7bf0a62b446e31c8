//! Before any venture: open what was sent, go on with what is kept, or start one's own.

use leptos::task::spawn_local;

use super::Room;
use crate::{
    ledger::RecordId,
    ui::{
        files::{self, DropZone, OF_FOUNDERS, Waiting, only_one},
        frame::PageTitle,
        parts::{Button, ButtonKind, Icon, TextArea},
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

/// Opens the file of a request, wherever on the page it was chosen or dropped.
pub(super) fn open_file(room: Room, files: Waiting) {
    let file = match only_one(files.take()) {
        Ok(file) => file,
        Err(problem) => return room.problem.set(Some(problem)),
    };
    spawn_local(async move {
        let Some(file) = file else { return };
        match files::read(&file).await {
            Ok(chosen) => drop(room.open(&chosen.bytes)),
            Err(problem) => room.problem.set(Some(problem)),
        }
    });
}

/// A request as a file, or as text.
#[component]
pub(super) fn Opener(room: Room) -> impl IntoView {
    let text = RwSignal::new(String::new());
    view! {
        <DropZone
            picture=Icon::Upload
            title="Choose the file you were sent"
            choose="Choose the file you were sent"
            accept=OF_FOUNDERS
            on_files=move |files| open_file(room, files)
        />
        <details class="section">
            <summary><h3>"Paste the link instead"</h3></summary>
            <form class="section-body form" on:submit=move |event| { event.prevent_default(); room.open(text.get_untracked().as_bytes()); }>
                <TextArea label="The link, or the whole message with it" value=text rows=3/>
                <div class="row"><Button label="Open it" submit=true on_press=|| ()/></div>
            </form>
        </details>
    }
}
