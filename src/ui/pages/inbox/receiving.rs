//! An answer arrives: a file dropped or chosen, or a message that was copied.

use leptos::task::spawn_local;
use web_sys::DragEvent;

use crate::{
    exchange::founder::{self, FounderFile},
    ui::{
        actions::{Actor, use_actor},
        files::{self, dropped, picked},
        on_demand::part,
        parts::{Banner, Button, Icon, TextArea, Tone, icon},
        weave::prelude::*,
    },
    workspace::{Command, FounderDeed, founders::answer_record},
};

part! {
    /// Takes an answer in, and opens its review; says why not otherwise.
    pub(in crate::ui) RECEIVE, founders: fn(Actor, &[u8]) -> Result<(), String> = receive
}

/// Takes an answer in, and opens its review.
///
/// # Errors
/// Why it cannot be taken in, in plain words. Nothing has changed then.
pub fn receive(actor: Actor, bytes: &[u8]) -> Result<(), String> {
    let (answer, content) = match founder::read(bytes).map_err(|error| error.to_string())? {
        FounderFile::Answer { answer, content } => (answer, content),
        FounderFile::Request(request) => {
            return Err(format!(
                "This is the request about {}, not the founder’s answer to it. Nothing was changed. The founder opens it, and sends another file back.",
                request.venture_name()
            ));
        }
    };
    let id = answer_record(&content);
    let is_here = actor
        .session
        .read(|workspace| workspace.record(id).is_some());
    if is_here {
        actor
            .toasts
            .say("This answer is here already; nothing was changed.");
    } else {
        let deed = FounderDeed::Receive { answer, content };
        let done = actor
            .session
            .run(Command::founders(deed))
            .map_err(|error| error.to_string())?;
        actor.offer_undo(format!("{}.", done.message));
    }
    actor.go(&format!("/inbox/{id}"));
    Ok(())
}

/// The door for what came.
#[component]
pub(super) fn TakeIn() -> impl IntoView {
    let actor = use_actor();
    let problem = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let state = move || if over.get() { "over" } else { "idle" };
    let take = move |bytes: &[u8]| problem.set(receive(actor, bytes).err());
    let take_file = move |file: web_sys::File| {
        spawn_local(async move {
            match files::read(&file).await {
                Ok(chosen) => take(&chosen.bytes),
                Err(words) => problem.set(Some(words)),
            }
        });
    };
    let text = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<String>);
    let take_text = move || {
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            missing.set(Some("Paste the founder’s whole message first.".to_owned()));
        } else {
            missing.set(None);
            take(pasted.as_bytes());
        }
    };
    view! {
        <section class="take-in" aria-label="Take in an answer">
            {move || problem.get().map(|words| view! {
                <Banner tone=Tone::Danger title="Nothing was taken in" on_dismiss=move || problem.set(None)>
                    <p>{words}</p>
                </Banner>
            })}
            <label
                class="drop-zone"
                data-drop-state=state
                on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event: DragEvent| {
                    event.prevent_default();
                    over.set(false);
                    if let Some(file) = dropped(&event) { take_file(file); }
                }
            >
                {icon(Icon::Mail)}
                <strong>"Drop a founder’s answer here, or choose it"</strong>
                <span class="quiet">"You see each change beside what stands here before anything is accepted."</span>
                <input
                    type="file"
                    class="visually-hidden"
                    aria-label="Choose a founder’s answer"
                    accept=".json,.txt,application/json,text/plain"
                    on:change=move |event| if let Some(file) = picked(&event) { take_file(file); }
                />
            </label>
            <details class="section">
                <summary><h2>"Paste a message instead"</h2></summary>
                <form class="section-body form" on:submit=move |event| { event.prevent_default(); take_text(); }>
                    <TextArea label="The founder’s message" hint="All of it, as it came." value=text error=missing rows=5/>
                    <div class="form-actions row"><Button label="Read this message" submit=true on_press=|| ()/></div>
                </form>
            </details>
        </section>
    }
}
