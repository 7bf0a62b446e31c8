//! Who is at work in this browser: asked once, changeable, recorded as the author of changes.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::Author,
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        on_demand::{arriving, part},
        parts::{Button, ButtonKind, Dialog, DialogSize, TextField, focus_soon},
    },
};

/// The form for name and role.
#[component]
pub fn WhoAmI(
    /// Whether it is open.
    open: Signal<bool>,
) -> impl IntoView {
    let actor = use_actor();
    view! {
        <Dialog open on_close=move || actor.overlay.set(None) title="Who is at work here?" size=DialogSize::Small>
            {arriving(&FORM, |draw| draw())}
        </Dialog>
    }
}

part! { pub(in crate::ui) FORM, daily: fn() -> AnyView = || view! { <Form/> }.into_any() }

#[component]
fn Form() -> impl IntoView {
    let actor = use_actor();
    let author = actor.session.author.get_untracked();
    let name = draft("who.name", author.name);
    let role = draft("who.role", author.role);
    let error = RwSignal::new(None::<String>);
    let save = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            error.set(Some(
                "Please give the name your colleagues know you by.".to_owned(),
            ));
            focus_soon("who-name");
            return;
        }
        actor
            .session
            .set_author(Author::new(&typed, role.get_untracked().trim()));
        forget_drafts(actor.session, "who.");
        actor.overlay.set(None);
    };
    view! {
            <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
                <p>"Your name stands beside the changes you make, so that colleagues know whom to ask. There is no account, and nothing leaves this browser."</p>
                <TextField label="Name" id="who-name" value=name error autofocus=true/>
                <TextField label="Role" id="who-role" value=role optional=true hint="For example: venture coach"/>
                <div class="dialog-actions">
                    <Button label="Save" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                    <Button label="Cancel" on_press=move || actor.overlay.set(None)/>
                </div>
            </form>
    }
}
