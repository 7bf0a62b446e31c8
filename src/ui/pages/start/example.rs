//! The invented example: opened only where nothing is, and removed as a whole.

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use crate::{
    domain::dates::Day,
    ledger::{Draft, Source},
    ui::{
        actions::use_actor,
        on_demand::{arrive, part},
        parts::{Banner, Button, ButtonKind, Dialog, DialogSize, Tone, use_toasts},
        session::{Session, use_session},
    },
    workspace::{Command, Workspace, example},
};

/// Everybody explores the same example.
const SEED: u64 = 2026;

/// What this browser remembers of the data, and forgets together with it.
const KEPT_OF_THE_DATA: [&str; 3] = ["draft.", "mapping.", "last_export_"];

/// Whether the last thing undone is the example itself.
fn was_undone(workspace: &Workspace) -> bool {
    let undone = workspace.trail().next_redo();
    undone.is_some_and(|(change, _)| change.source.kind == Source::EXAMPLE)
}

/// Whether what is open is the invented example.
fn is_example(session: Session) -> Memo<bool> {
    session.view(&["incubator"], |workspace| workspace.incubator().is_example)
}

part! { pub(in crate::ui) INVENT, keeping: fn(Day, u64) -> Draft = example::draft }

#[component]
pub(super) fn ExploreButton() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let toasts = use_toasts();
    let explore = move || {
        if session.read(Workspace::is_blank) {
            spawn_local(async move {
                match arrive(&INVENT).await {
                    Some(invent) => {
                        let draft = invent(session.today.get_untracked(), SEED);
                        actor.act(Command::Apply(draft));
                    }
                    None => toasts.warn("The example has to be fetched once, and it did not arrive. Check your connection, then try again. Nothing was changed."),
                }
            });
        } else if session.read(was_undone) {
            actor.act(Command::Redo);
        } else {
            // Records that were deleted or undone are real data too: the example never stands beside them.
            toasts.warn(
                "This browser still holds the history of real data. Empty it first, under Data, This browser. Nothing was changed.",
            );
        }
    };
    view! { <Button label="Explore the example" on_press=explore/> }
}

/// Says, while the example is open, that it is invented, and offers to remove it.
#[component]
pub fn ExampleNotice() -> impl IntoView {
    let session = use_session();
    let shown = is_example(session);
    move || {
        shown.get().then(|| view! {
        <Banner tone=Tone::Info title="This is an invented example">
            <p>"Its people, places and organisations do not exist. Try anything; your own data starts when you remove it."</p>
            <div class="banner-actions"><RemoveExample/></div>
        </Banner>
    })
    }
}

/// The one press that removes the example, with a question before it.
#[component]
pub fn RemoveExample() -> impl IntoView {
    let session = use_session();
    let actor = use_actor();
    let toasts = use_toasts();
    let asking = RwSignal::new(false);
    let remove = move || {
        asking.set(false);
        // Before the wipe: it takes this page away, and the way to other pages with it.
        actor.go("/");
        spawn_local(async move {
            match session.wipe().await {
                Ok(()) => {
                    let host = session.host();
                    for key in KEPT_OF_THE_DATA
                        .iter()
                        .flat_map(|kept| host.remembered(kept))
                    {
                        host.forget(&key);
                    }
                    toasts.say("The example is removed. This browser is empty.");
                }
                Err(error) => toasts.warn(format!(
                    "The example could not be removed; nothing was changed. {error}"
                )),
            }
        });
    };
    view! {
        <Button label="Remove the example" on_press=move || asking.set(true)/>
        <Dialog open=asking on_close=move || asking.set(false) title="Remove the example?" size=DialogSize::Small>
            <p>"All of it goes, with anything you added or changed in it, in every tab. This cannot be undone."</p>
            <div class="dialog-actions">
                <Button label="Remove the example" kind=ButtonKind::Danger on_press=remove/>
                <Button label="Keep exploring" on_press=move || asking.set(false)/>
            </div>
        </Dialog>
    }
}
