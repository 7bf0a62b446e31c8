//! Lines that can be edited and put in another order: stages, and the criteria of a gate.

use crate::ui::weave::prelude::*;

use crate::ui::parts::{Icon, IconButton, TextField, announce, focus_soon};

/// A text that is saved when it is left. Leaving it empty brings the last one back.
#[component]
pub(super) fn SavedText(
    /// What is edited, for people who hear it.
    #[prop(into)]
    label: String,
    /// What stands in the data.
    stored: Signal<String>,
    /// Saves another text, or says what is wrong with it.
    #[prop(into)]
    save: Callback<String, Result<(), String>>,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: String,
) -> impl IntoView {
    let text = RwSignal::new(stored.get_untracked());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let now = stored.get();
        if text.get_untracked() != now {
            text.set(now);
        }
    });
    let commit = move |typed: String| {
        let typed = typed.trim().to_owned();
        let known = stored.get_untracked();
        if typed.is_empty() || typed == known {
            error.set(None);
            text.set(known);
        } else {
            error.set(save.run(typed).err());
        }
    };
    view! { <TextField label hint value=text error hide_label on_commit=commit/> }
}

/// Buttons that move a line up and down. Focus stays on them, and the new place is said.
#[component]
pub(super) fn UpDown(
    /// Names the line in element ids.
    id: String,
    /// What is moved.
    name: Signal<String>,
    /// Its place, from 0, and how many there are.
    place: Signal<(usize, usize)>,
    /// Moves it to a place.
    #[prop(into)]
    move_to: Callback<usize>,
) -> impl IntoView {
    let go = move |to: usize, button: String| {
        move_to.run(to);
        let (_, of) = place.get_untracked();
        announce(&format!(
            "{} is now {} of {of}",
            name.get_untracked(),
            to + 1
        ));
        focus_soon(button);
    };
    let (up, down) = (format!("up-{id}"), format!("down-{id}"));
    let (up_id, down_id) = (up.clone(), down.clone());
    let is_first = Signal::derive(move || place.get().0 == 0);
    let is_last = Signal::derive(move || {
        let (at, of) = place.get();
        at + 1 >= of
    });
    view! {
        <IconButton
            icon=Icon::ArrowUp
            label=Signal::derive(move || format!("Move up: {}", name.get()))
            small=true
            id=up_id
            disabled=is_first
            on_press=move || go(place.get_untracked().0.saturating_sub(1), up.clone())
        />
        <IconButton
            icon=Icon::ArrowDown
            label=Signal::derive(move || format!("Move down: {}", name.get()))
            small=true
            id=down_id
            disabled=is_last
            on_press=move || go(place.get_untracked().0 + 1, down.clone())
        />
    }
}
