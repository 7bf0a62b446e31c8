//! Erasing a person for good: what it reaches and what not, then the history without them.

use std::sync::Arc;

use leptos::task::spawn_local;

use super::{Search, Word};
use crate::{
    ui::{
        pages::data::rewriting::rewrite_log,
        parts::{Button, ButtonKind, CheckboxField, Dialog, DialogSize, use_toasts},
        weave::prelude::*,
    },
    workspace::{Command, about_person::AboutPerson},
};

#[component]
pub(super) fn EraseDialog(
    search: Search,
    about: Arc<AboutPerson>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let sure = RwSignal::new(false);
    let working = RwSignal::new(false);
    let asked = about.asked().clone();
    let go = move || {
        if !sure.get_untracked() || working.get_untracked() {
            return;
        }
        let session = search.session;
        if let Err(error) = session.run(Command::erase_person(asked.clone())) {
            toasts.warn(error.to_string());
            return;
        }
        working.set(true);
        spawn_local(async move {
            match rewrite_log(session, Vec::new()).await {
                Ok(0) => toasts.say("Erased. No word of them is left in this browser."),
                Ok(damaged) => toasts.warn(format!(
                    "Erased. {damaged} damaged entries of the history cannot be read, are kept as they are, and may still name them."
                )),
                Err(problem) => toasts.warn(problem),
            }
            open.try_set(false);
        });
    };
    let name = StoredValue::new(about.name.clone());
    let words = StoredValue::new(looked_for(&search.words.get_untracked()));
    let close = move || {
        if !working.get_untracked() {
            sure.set(false);
            open.set(false);
        }
    };
    let go = StoredValue::new(go);
    view! {
        <Dialog open on_close=close title=Signal::derive(move || format!("Erase {} for good?", name.get_value())) size=DialogSize::Small>
            {move || {
                let words = words.get_value();
                (!words.is_empty()).then(|| view! { <p>{format!("{words} will stand in no record, no text and no change of the history, in all tabs of this browser and in every file made from now on.")}</p> })
            }}
            <p>"Texts keep a blank where the name was. Archives kept in this browser are thrown away, because they hold the name. Nothing of this can be undone."</p>
            <p>"Parts of the name, nicknames, initials and other spellings go only where you looked for them too."</p>
            <p><strong>"Out of reach are "</strong>"files that were already sent or downloaded, backups that were already made, also those in a folder, and your colleagues’ browsers until they merge your next file. Delete those files yourself."</p>
            <CheckboxField label="I understand that this cannot be undone" checked=sure/>
            <div class="dialog-actions">
                <Button label="Erase for good" kind=ButtonKind::Danger disabled=Signal::derive(move || !sure.get() || working.get()) on_press=move || go.with_value(|go| go())/>
                <Button label="Keep them" on_press=close/>
                {move || working.get().then(|| view! { <span role="status">"Rewriting the history…"</span> })}
            </div>
        </Dialog>
    }
}

/// What is looked for, in words.
fn looked_for(words: &[Word]) -> String {
    let wanted = words.iter().filter(|word| word.wanted.get_untracked());
    let wanted: Vec<String> = wanted.map(|word| format!("“{}”", word.text)).collect();
    wanted.join(", ")
}
