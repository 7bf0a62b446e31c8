//! What the app says of itself: notices, empty places, progress, waiting.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::button::{Button, IconButton};
use super::icon::{Icon, icon};

/// How a notice should be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Info,
    /// Something worked.
    Good,
    /// Something wants a decision.
    Warning,
    /// Something is wrong now.
    Danger,
}

impl Tone {
    fn banner(self) -> (&'static str, Icon) {
        match self {
            Self::Info => ("banner info", Icon::Info),
            Self::Good => ("banner good", Icon::Saved),
            Self::Warning => ("banner warning", Icon::Warning),
            Self::Danger => ("banner danger", Icon::Warning),
        }
    }
}

/// A notice across the page: what happened, what was kept, what to do.
#[component]
pub fn Banner(
    /// How it should be taken; [`Tone::Danger`] interrupts a screen reader.
    #[prop(optional)]
    tone: Tone,
    /// What happened, in one sentence.
    #[prop(into)]
    title: Signal<String>,
    /// Adds a cross that calls this.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    /// More words, and buttons in `<div class="banner-actions">`.
    children: Children,
) -> impl IntoView {
    let (class, mark) = tone.banner();
    let role = if tone == Tone::Danger {
        "alert"
    } else {
        "status"
    };
    view! {
        <section class=class role=role>
            {icon(mark)} <div class="banner-body">
                <p class="banner-title">{move || title.get()}</p>
                {children()}
            </div>
            {on_dismiss
                .map(|dismiss| {
                    view! {
                        <IconButton icon=Icon::Close label="Dismiss" on_press=dismiss small=true />
                    }
                })}
        </section>
    }
    .into_any()
}

/// What stands where records would, and teaches the next step.
#[component]
pub fn EmptyState(
    /// A quiet picture.
    icon: Icon,
    /// What is not here yet.
    #[prop(into)]
    title: Signal<String>,
    /// Why that is fine, and what to do.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <span class="empty-picture">{self::icon(icon)}</span>
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-text">{move || text.get()}</p>
            {children.map(|buttons| view! { <div class="empty-actions">{buttons()}</div> })}
        </div>
    }
    .into_any()
}

/// Long work: how far it is, and a way to stop it.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// How many are done.
    #[prop(into)]
    done: Signal<u64>,
    /// Out of how many, when that is known.
    #[prop(optional, into)]
    total: Signal<Option<u64>>,
    /// Adds a *Cancel* button that calls this.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let id = super::fresh_id("progress");
    let label_id = id.clone();
    let counted = move || match total.get() {
        Some(total) => format!("{} of {}", grouped(done.get()), grouped(total)),
        None => grouped(done.get()),
    };
    let value = move || total.get().map(|_| done.get().to_string());
    let max = move || total.get().map(|total| total.max(1).to_string());
    view! {
        <div class="progress">
            <div class="progress-text">
                <span id=label_id>{move || label.get()}</span>
                <span class="progress-count">{counted}</span>
            </div>
            <progress aria-labelledby=id value=value max=max></progress>
            {on_cancel.map(|cancel| view! { <Button label="Cancel" on_press=cancel small=true /> })}
        </div>
    }
    .into_any()
}

/// Grey lines where something is about to be.
#[component]
pub fn Skeleton(
    /// How many lines.
    rows: usize,
    /// What is being waited for.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let lines: Vec<_> = (0..rows)
        .map(|_| view! { <span class="skeleton-line"></span> })
        .collect();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{move || label.get()}</span>
            {lines}
        </div>
    }
    .into_any()
}
