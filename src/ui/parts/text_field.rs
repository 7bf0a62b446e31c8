//! Fields for text.

use crate::ui::weave::prelude::*;
use web_sys::KeyboardEvent;

use super::element::fresh_id;
use super::field::{Commit, Wiring};

/// Which keyboard and which completion a text field asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Words.
    #[default]
    Text,
    /// An email address.
    Email,
    /// A telephone number.
    Tel,
    /// A web address.
    Url,
    /// Something to look for.
    Search,
}

impl InputKind {
    fn of_input(self) -> &'static str {
        match self {
            Self::Search => "search",
            // The app's own parsers say what is wrong, in words; the browser's checks stay out of it.
            Self::Text | Self::Email | Self::Tel | Self::Url => "text",
        }
    }

    fn keyboard(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Url => "url",
            Self::Search => "search",
        }
    }
}

/// How wide a control is drawn: as wide as what is usually typed there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldWidth {
    /// The whole line.
    #[default]
    Full,
    /// About twenty letters.
    Half,
    /// About ten letters.
    Short,
}

impl FieldWidth {
    fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Half => "input half",
            Self::Short => "input short",
        }
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// The field's name, above it.
    #[prop(into)]
    label: Signal<String>,
    /// The draft.
    value: RwSignal<String>,
    /// How to fill it in, below the label.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong, and how to put it right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Element id of the control, for an error summary.
    #[prop(optional, into)]
    id: Option<String>,
    /// Adds "(optional)" to the label.
    #[prop(optional)]
    optional: bool,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Cannot be changed at present.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the draft on Enter, or on leaving the field after a change.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
    /// Which keyboard is asked for.
    #[prop(optional)]
    kind: InputKind,
    /// Shown in the field before the text, such as £.
    #[prop(optional, into)]
    prefix: Signal<String>,
    /// How wide the control is.
    #[prop(optional)]
    width: FieldWidth,
    /// Offered while typing.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// Takes focus when a dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let wiring = Wiring::new(id, label, hint, error).shown(optional, hide_label);
    let list_id = fresh_id("suggestions");
    let list = list_id.clone();
    let has_list = move || suggestions.with(|all| !all.is_empty());
    let commit = Commit::new(value, on_commit);
    let offered = move || {
        has_list().then(|| {
            let options = suggestions
                .get()
                .into_iter()
                .map(|text| view! { <option value=text></option> })
                .collect::<Vec<_>>();
            view! { <datalist id=list_id.clone()>{options}</datalist> }
        })
    };
    let control = view! {
        <div class=width.class()>
            {move || {
                let mark = prefix.get();
                (!mark.is_empty())
                    .then(|| view! { <span class="input-prefix" aria-hidden="true">{mark}</span> })
            }}
            <input
                id=wiring.id.clone()
                type=kind.of_input()
                inputmode=kind.keyboard()
                autocomplete="off"
                autofocus=autofocus
                list=move || has_list().then(|| list.clone())
                disabled=move || disabled.get()
                aria-describedby=wiring.described_by(false)
                aria-invalid=wiring.invalid()
                prop:value=move || value.get()
                on:focus=move |_| commit.begin()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if plain_enter(&event) {
                        commit.finish();
                    }
                }
                on:change=move |_| commit.finish()
            />
            {offered}
        </div>
    };
    wiring.around(control.into_any())
}

/// Enter that ends a line, not one that ends a composed character.
pub(super) fn plain_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.is_composing()
}

/// Several lines of text; grows with what is written.
#[component]
pub fn TextArea(
    /// The field's name, above it.
    #[prop(into)]
    label: Signal<String>,
    /// The draft.
    value: RwSignal<String>,
    /// How to fill it in, below the label.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong, and how to put it right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Element id of the control, for an error summary.
    #[prop(optional, into)]
    id: Option<String>,
    /// Adds "(optional)" to the label.
    #[prop(optional)]
    optional: bool,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Cannot be changed at present.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the draft on Ctrl or Cmd Enter, or on leaving the field after a change.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
    /// Lines shown when empty.
    #[prop(default = 3)]
    rows: u32,
    /// Takes focus when a dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let wiring = Wiring::new(id, label, hint, error).shown(optional, hide_label);
    let commit = Commit::new(value, on_commit);
    let control = view! {
        <textarea
            class="textarea"
            id=wiring.id.clone()
            rows=rows.to_string()
            autofocus=autofocus
            disabled=move || disabled.get()
            aria-describedby=wiring.described_by(false)
            aria-invalid=wiring.invalid()
            prop:value=move || value.get()
            on:focus=move |_| commit.begin()
            on:input=move |event| value.set(event_target_value(&event))
            on:keydown=move |event| {
                if plain_enter(&event) && (event.ctrl_key() || event.meta_key()) {
                    commit.finish();
                }
            }
            on:change=move |_| commit.finish()
        ></textarea>
    };
    wiring.around(control.into_any())
}
