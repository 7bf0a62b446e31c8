//! Buttons.

use crate::ui::weave::prelude::*;

use super::icon::{Icon, icon};

/// How loudly a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Most buttons.
    #[default]
    Plain,
    /// The one thing this part of the page is for. At most one in view.
    Primary,
    /// No outline until pointed at: rows, cards, toolbars.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    pub(super) fn class(self, small: bool) -> &'static str {
        match (self, small) {
            (Self::Plain, false) => "button",
            (Self::Plain, true) => "button small",
            (Self::Primary, false) => "button primary",
            (Self::Primary, true) => "button primary small",
            (Self::Quiet, false) => "button quiet",
            (Self::Quiet, true) => "button quiet small",
            (Self::Danger, false) => "button danger",
            (Self::Danger, true) => "button danger small",
        }
    }
}

/// A button with words, and perhaps an icon before them.
#[component]
pub fn Button(
    /// What it does: a verb first.
    #[prop(into)]
    label: Signal<String>,
    /// Called on a press, unless disabled.
    #[prop(into)]
    on_press: Callback<()>,
    /// How loudly it asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Smaller, for rows and cards.
    #[prop(optional)]
    small: bool,
    /// Stays in the tab order, says so, and ignores presses.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a switch: whether it is on.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// A longer name for people who cannot see what surrounds the button. Empty: the label.
    #[prop(optional, into)]
    describe: Signal<String>,
    /// Element id.
    #[prop(optional, into)]
    id: Option<String>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            id=id
            class=kind.class(small)
            aria-disabled=move || disabled.get().then_some("true")
            aria-pressed=move || pressed.get().map(flag)
            aria-label=move || Some(describe.get()).filter(|text| !text.is_empty())
            on:click=move |event| {
                if disabled.get_untracked() {
                    event.prevent_default();
                } else {
                    on_press.run(());
                }
            }
        >
            {icon.map(self::icon)}
            <span>{move || label.get()}</span>
        </button>
    }
    .into_any()
}

/// A square button that shows an icon; its name is its tooltip too.
#[component]
pub fn IconButton(
    /// What is drawn.
    icon: Icon,
    /// The accessible name and the tooltip.
    #[prop(into)]
    label: Signal<String>,
    /// Called on a press, unless disabled.
    #[prop(into)]
    on_press: Callback<()>,
    /// Smaller, for rows and cards (still 24 px).
    #[prop(optional)]
    small: bool,
    /// Stays in the tab order, says so, and ignores presses.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a switch: whether it is on.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// Element id.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            id=id
            class=if small { "icon-button small" } else { "icon-button" }
            aria-disabled=move || disabled.get().then_some("true")
            aria-pressed=move || pressed.get().map(flag)
            aria-label=move || label.get()
            title=move || label.get()
            on:click=move |_| {
                if !disabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {self::icon(icon)}
        </button>
    }
    .into_any()
}

/// A link that looks like a button: it goes somewhere, it does nothing.
#[component]
pub fn LinkButton(
    /// Where it leads, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Address.
    #[prop(into)]
    href: Signal<String>,
    /// How loudly it asks to be followed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Smaller, for rows and cards.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class(small) href=move || href.get()>
            {icon.map(self::icon)}
            <span>{move || label.get()}</span>
        </a>
    }
    .into_any()
}

pub(super) fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
