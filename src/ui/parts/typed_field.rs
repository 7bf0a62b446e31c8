//! Fields for text that stands for something else: a day, an amount. What was understood is shown
//! while typing; what was not is said on leaving, not before.

use crate::ui::weave::prelude::*;

use super::field::{Commit, Wiring};
use super::text_field::plain_enter;

/// What differs between the typed fields.
struct Look {
    class: &'static str,
    keyboard: &'static str,
    prefix: Option<&'static str>,
}

/// What a typed field is given.
#[derive(Clone, Copy)]
struct Typed {
    value: RwSignal<String>,
    read: Callback<String, Result<String, String>>,
    disabled: Signal<bool>,
    on_commit: Option<Callback<String>>,
}

/// A day, typed in UK order; the day understood appears in words beside it.
#[component]
pub fn DateField(
    /// The field's name, above it.
    #[prop(into)]
    label: Signal<String>,
    /// The draft, as typed.
    value: RwSignal<String>,
    /// Turns what was typed into the day in words, or says what is wrong. `Ok("")` says nothing.
    #[prop(into)]
    read: Callback<String, Result<String, String>>,
    /// How to fill it in. Empty: an example of the forms that are read.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong beyond what `read` finds.
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
) -> impl IntoView {
    let hint = Signal::derive(move || {
        let own = hint.get();
        if own.is_empty() {
            "For example, 7 June 2026 or 7/6/2026".to_owned()
        } else {
            own
        }
    });
    let look = Look {
        class: "input short",
        keyboard: "text",
        prefix: None,
    };
    let wiring = Wiring::new(id, label, hint, error).shown(optional, hide_label);
    let typed = Typed {
        value,
        read,
        disabled,
        on_commit,
    };
    typed_field(wiring, &typed, &look)
}

/// An amount in pounds: £1,200.50, 1200, 1.2k and 1.2m are all read, and shown back.
#[component]
pub fn MoneyField(
    /// The field's name, above it.
    #[prop(into)]
    label: Signal<String>,
    /// The draft, as typed.
    value: RwSignal<String>,
    /// Turns what was typed into the amount in full, or says what is wrong. `Ok("")` says nothing.
    #[prop(into)]
    read: Callback<String, Result<String, String>>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong beyond what `read` finds.
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
) -> impl IntoView {
    let look = Look {
        class: "input short",
        keyboard: "text",
        prefix: Some("£"),
    };
    let wiring = Wiring::new(id, label, hint, error).shown(optional, hide_label);
    let typed = Typed {
        value,
        read,
        disabled,
        on_commit,
    };
    typed_field(wiring, &typed, &look)
}

fn typed_field(mut wiring: Wiring, typed: &Typed, look: &Look) -> AnyView {
    let Typed {
        value,
        read,
        disabled,
        on_commit,
    } = *typed;
    let left = RwSignal::new(false);
    let reading = Memo::new(move |_| read.run(value.get()));
    let outside = wiring.error;
    wiring.error = Signal::derive(move || {
        outside.get().or_else(|| {
            if left.get() {
                reading.get().err()
            } else {
                None
            }
        })
    });
    let commit = Commit::new(value, on_commit);
    let control = view! {
        <div class="typed">
            <div class=look.class>
                {look
                    .prefix
                    .map(|mark| view! { <span class="input-prefix" aria-hidden="true">{mark}</span> })}
                <input
                    id=wiring.id.clone()
                    type="text"
                    inputmode=look.keyboard
                    autocomplete="off"
                    spellcheck="false"
                    disabled=move || disabled.get()
                    aria-describedby=wiring.described_by(true)
                    aria-invalid=wiring.invalid()
                    prop:value=move || value.get()
                    on:focus=move |_| {
                        commit.begin();
                    }
                    on:input=move |event| {
                        left.set(false);
                        value.set(event_target_value(&event));
                    }
                    on:keydown=move |event| {
                        if plain_enter(&event) {
                            left.set(true);
                            commit.finish();
                        }
                    }
                    on:blur=move |_| {
                        left.try_set(true);
                    }
                    on:change=move |_| commit.finish()
                />
            </div>
            <span class="field-reading" id=format!("{}-reading", wiring.id) aria-live="polite">
                {move || reading.get().unwrap_or_default()}
            </span>
        </div>
    };
    wiring.around(control.into_any())
}
