//! An answer arrives: a file dropped or chosen, or a message that was copied.

use leptos::task::spawn_local;

use crate::{
    exchange::founder::{self, FounderFile},
    ledger::RecordId,
    ui::{
        actions::{Actor, use_actor},
        drafts::{draft, forget_drafts},
        files::{self, DropZone, OF_FOUNDERS, Waiting},
        on_demand::part,
        parts::{Banner, Button, Icon, TextArea, Tone},
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
    let id = take_in(actor, bytes)?;
    actor.go(&format!("/inbox/{id}"));
    Ok(())
}

/// Takes an answer in, and stays where we are.
fn take_in(actor: Actor, bytes: &[u8]) -> Result<RecordId, String> {
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
        actor.offer_undo(format!("{}.", done.message.trim_end_matches('.')));
    }
    Ok(id)
}

/// Under what name a pasted message is kept until it was taken in.
const PASTED: &str = "inbox.pasted";

/// The door for what came.
#[component]
pub(super) fn TakeIn() -> impl IntoView {
    let actor = use_actor();
    let problem = RwSignal::new(None::<String>);
    let take = move |bytes: &[u8]| {
        let refused = receive(actor, bytes).err();
        let is_in = refused.is_none();
        problem.set(refused);
        is_in
    };
    let take_files = move |files: Waiting| {
        spawn_local(async move {
            if let [only] = files.as_slice() {
                match files::read(only).await {
                    Ok(chosen) => {
                        take(&chosen.bytes);
                    }
                    Err(words) => problem.try_set(Some(words)),
                }
                return;
            }
            // Of several each waits for its review in the list below.
            let mut wrong = Vec::new();
            for file in files.iter() {
                let taken = files::read(file).await;
                let taken = taken.and_then(|chosen| take_in(actor, &chosen.bytes));
                wrong.extend(taken.err().map(|words| format!("{}: {words}", file.name())));
            }
            problem.try_set((!wrong.is_empty()).then(|| wrong.join(" ")));
        });
    };
    let text = draft(PASTED, "");
    let missing = RwSignal::new(None::<String>);
    let take_text = move || {
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            missing.set(Some("Paste the founder’s whole message first.".to_owned()));
        } else {
            missing.set(None);
            if take(pasted.as_bytes()) {
                forget_drafts(actor.session, PASTED);
            }
        }
    };
    view! {
        <section class="take-in" aria-label="Take in an answer">
            {move || problem.get().map(|words| view! {
                <Banner tone=Tone::Danger title="Nothing was taken in" on_dismiss=move || problem.set(None)>
                    <p>{words}</p>
                </Banner>
            })}
            <DropZone
                picture=Icon::Mail
                title="Drop a founder’s answer here, or choose it"
                about="You see each change beside what stands here before anything is accepted."
                choose="Choose a founder’s answer"
                accept=OF_FOUNDERS
                several=true
                on_files=take_files
            />
            <details class="section" open=!text.with_untracked(String::is_empty)>
                <summary><h2>"Paste a message instead"</h2></summary>
                <form class="section-body form" on:submit=move |event| { event.prevent_default(); take_text(); }>
                    <TextArea label="The founder’s message" hint="All of it, as it came." value=text error=missing rows=5/>
                    <div class="form-actions row"><Button label="Read this message" submit=true on_press=|| ()/></div>
                </form>
            </details>
        </section>
    }
}
