//! A window over the page that wants an answer.

use crate::ui::weave::prelude::*;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlDialogElement, HtmlElement};

use super::button::IconButton;
use super::element::{fresh_id, is_writing};
use super::icon::Icon;

/// How wide a dialog is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A form.
    #[default]
    Medium,
    /// A comparison, a gate.
    Large,
}

/// A modal dialog. Esc and the cross call `on_close`; focus goes in, stays in, and comes back.
#[component]
pub fn Dialog(
    /// Whether it is there.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person wants out; set `open` to false unless something speaks against it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// How wide it is.
    #[prop(optional)]
    size: DialogSize,
    /// A press outside also calls `on_close`. Not for anything one writes in.
    #[prop(optional)]
    easy_close: bool,
    /// Built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = fresh_id("dialog");
    show_when_open(node, open);
    let class = match size {
        DialogSize::Small => "dialog small",
        DialogSize::Medium => "dialog",
        DialogSize::Large => "dialog large",
    };
    let labelled = title_id.clone();
    view! {
        <dialog
            class=class
            node_ref=node
            aria-labelledby=labelled
            on:cancel=move |event: web_sys::Event| {
                // A file chooser inside also sends `cancel`; that one is not about the dialog.
                if is_itself(event.target().as_ref(), node) {
                    event.prevent_default();
                    on_close.run(());
                }
            }
            on:close=move |_| {
                // Browsers close on a second Esc whatever the page says.
                if open.try_get_untracked().unwrap_or(false) {
                    on_close.run(());
                }
            }
            on:pointerdown=move |event| {
                if easy_close && is_itself(event.target().as_ref(), node) {
                    on_close.run(());
                }
            }
        >
            <Show when=move || open.get()>
                <div class="dialog-frame">
                    <header class="dialog-head">
                        <h2 id=title_id.clone() tabindex="-1">
                            {move || title.get()}
                        </h2>
                        <IconButton icon=Icon::Close label="Close" on_press=on_close />
                    </header>
                    <div class="dialog-body">{children()}</div>
                </div>
            </Show>
        </dialog>
    }
    .into_any()
}

fn is_itself(target: Option<&EventTarget>, node: NodeRef<html::Dialog>) -> bool {
    let dialog = node.get_untracked();
    let dialog: Option<&EventTarget> = dialog.as_ref().map(AsRef::as_ref);
    target.is_some() && target == dialog
}

fn show_when_open(node: NodeRef<html::Dialog>, open: Signal<bool>) {
    let shown = StoredValue::new(None::<HtmlDialogElement>);
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = node.get() else { return };
        if open && !dialog.open() {
            // Only a dialog that left the page in this instant refuses; there is nobody to ask then.
            drop(dialog.show_modal());
            shown.set_value(Some(dialog.clone()));
            request_animation_frame(move || focus_start(&dialog));
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    on_cleanup(move || {
        // Closing gives focus back; a dialog that is only taken away would lose it.
        if let Some(dialog) = shown.try_get_value().flatten()
            && dialog.open()
        {
            dialog.close();
        }
    });
}

/// Gives focus to where the open dialog begins, for content that came after the dialog had opened.
pub fn focus_what_came_late() {
    request_animation_frame(|| {
        if let Ok(Some(dialog)) = document().query_selector("dialog:modal:has([autofocus])") {
            focus_start(&dialog);
        }
    });
}

/// Focus goes where the dialog begins, unless somebody was quicker and writes in it already: a frame may come late.
fn focus_start(dialog: &Element) {
    if is_writing() {
        return;
    }
    let start = ["[autofocus]", ".dialog-head h2"]
        .iter()
        .find_map(|wanted| dialog.query_selector(wanted).ok().flatten());
    if let Some(element) = start.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // The browser's own choice of focus stands if this one is refused.
        drop(element.focus());
    }
}
