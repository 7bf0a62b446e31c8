//! All that is wrong with a form, at its top, each line leading to its field.

use crate::ui::weave::prelude::*;
use leptos::html;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Element id of the field's control.
    pub field: String,
    /// The words that also stand beside the field.
    pub message: String,
}

/// What is wrong with the form. Takes focus when something becomes wrong; empty, it is not there.
#[component]
pub fn ErrorSummary(
    /// What is wrong, in the order of the fields.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let wrong = Memo::new(move |_| errors.with(|all| !all.is_empty()));
    view! {
        <Show when=move || wrong.get()>
            {summary(errors)}
        </Show>
    }
    .into_any()
}

fn summary(errors: Signal<Vec<FieldError>>) -> AnyView {
    let frame = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            // Without focus the summary still stands at the top of the form.
            drop(frame.focus());
        }
    });
    let lines = move || {
        errors
            .get()
            .into_iter()
            .map(|FieldError { field, message }| {
                let address = format!("#{field}");
                view! {
                    <li>
                        <a
                            href=address
                            on:click=move |event| {
                                event.prevent_default();
                                super::focus_soon(field.clone());
                            }
                        >
                            {message}
                        </a>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="error-summary" role="alert" tabindex="-1" node_ref=frame>
            <p class="error-summary-title">"Not saved yet: please look at this first"</p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}
