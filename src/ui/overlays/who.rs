//! Who is at work in this browser: asked once, changeable, recorded as the author of changes.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::Author,
    ui::{
        actions::use_actor,
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
    let name = RwSignal::new(String::new());
    let role = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            let author = actor.session.author.get_untracked();
            name.set(author.name);
            role.set(author.role);
            error.set(None);
        }
    });
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
        actor.overlay.set(None);
    };
    view! {
        <Dialog open on_close=move || actor.overlay.set(None) title="Who is at work here?" size=DialogSize::Small>
            <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
                <p>"Your name stands beside the changes you make, so that colleagues know whom to ask. There is no account, and nothing leaves this browser."</p>
                <TextField label="Name" id="who-name" value=name error autofocus=true/>
                <TextField label="Role" id="who-role" value=role optional=true hint="For example: venture coach"/>
                <div class="dialog-actions">
                    <Button label="Save" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                    <Button label="Cancel" on_press=move || actor.overlay.set(None)/>
                </div>
            </form>
        </Dialog>
    }
}
