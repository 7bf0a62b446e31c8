//! Short messages that say what just happened, and how to take it back.

use std::time::Duration;

use crate::ui::weave::prelude::*;
use leptos::callback::Callable;

use super::button::{Button, ButtonKind, IconButton};
use super::icon::{Icon, icon};

/// How long a message stays at least, in milliseconds, unless somebody points at it or reads it with the keyboard.
const STAY: u64 = 4_000;
/// With an action there is more to decide.
const FOR_AN_ACTION: u64 = 4_000;
/// What takes longer to read stays longer.
const FOR_A_LETTER: u64 = 50;
/// Older messages make room.
const AT_ONCE: usize = 3;

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    action: Option<(String, Callback<()>)>,
    warning: bool,
}

/// Shows messages from anywhere below [`provide_toasts`].
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Makes [`use_toasts`] work below here. Once, at the root.
pub fn provide_toasts() -> Toaster {
    let toaster = Toaster {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    };
    provide_context(toaster);
    toaster
}

/// The messages of this page. Call it in a component's body; without a root above, says nothing.
#[must_use]
pub fn use_toasts() -> Toaster {
    use_context::<Toaster>().unwrap_or_else(provide_toasts)
}

impl Toaster {
    /// Says what happened.
    pub fn say(self, text: impl Into<String>) {
        self.push(text.into(), None, false);
    }

    /// Says what happened and offers one thing to do about it, usually *Undo*.
    pub fn offer(self, text: impl Into<String>, action: impl Into<String>, run: Callback<()>) {
        self.push(text.into(), Some((action.into(), run)), false);
    }

    /// Says what did not work. Stays until dismissed.
    pub fn warn(self, text: impl Into<String>) {
        self.push(text.into(), None, true);
    }

    /// Takes all messages away.
    pub fn clear(self) {
        self.shown.try_update(Vec::clear);
    }

    fn push(self, text: String, action: Option<(String, Callback<()>)>, warning: bool) {
        let number = self.next.try_get_value().unwrap_or(0).wrapping_add(1);
        self.next.try_set_value(number);
        let mut stay = STAY.max(FOR_A_LETTER * text.len() as u64);
        if action.is_some() {
            stay += FOR_AN_ACTION;
        }
        self.shown.try_update(|shown| {
            if shown.len() >= AT_ONCE {
                // What did not work is not pushed out by what did.
                let oldest = shown.iter().position(|toast| !toast.warning);
                if let Some(gone) = oldest.or(warning.then_some(0)) {
                    shown.remove(gone);
                }
            }
            shown.push(Toast {
                number,
                text,
                action,
                warning,
            });
        });
        if !warning {
            self.leave_after(number, stay);
        }
    }

    fn leave_after(self, number: u32, stay: u64) {
        set_timeout(
            move || {
                // Asked of the page: what goes away under the pointer does not say that it was left.
                let held = document().query_selector(".toasts:is(:hover, :focus-within)");
                if held.is_ok_and(|held| held.is_some()) {
                    self.leave_after(number, STAY);
                } else {
                    self.dismiss(number);
                }
            },
            Duration::from_millis(stay),
        );
    }

    fn dismiss(self, number: u32) {
        self.shown
            .try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Where messages appear and are read out. Once, at the root, after [`provide_toasts`].
#[component]
pub fn Toasts() -> impl IntoView {
    let toaster = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toaster.shown.get() key=|toast| toast.number let:toast>
                {one_toast(toaster, toast)}
            </For>
        </div>
    }
    .into_any()
}

fn one_toast(toaster: Toaster, toast: Toast) -> AnyView {
    let Toast {
        number,
        text,
        action,
        warning,
    } = toast;
    let dismiss = Callback::new(move |()| toaster.dismiss(number));
    let (class, mark) = if warning {
        ("toast warning", Icon::Warning)
    } else {
        ("toast", Icon::Check)
    };
    let button = action.map(|(label, run)| {
        let press = Callback::new(move |()| {
            // The page that offered it may be gone, and its action with it.
            run.try_run(());
            toaster.dismiss(number);
        });
        view! { <Button label=label on_press=press kind=ButtonKind::Quiet small=true /> }
    });
    view! {
        <div class=class>
            {icon(mark)} <p class="toast-text">{text}</p> {button}
            <IconButton icon=Icon::Close label="Dismiss" on_press=dismiss small=true />
        </div>
    }
    .into_any()
}
