//! What every field has: a label above, a hint, an error beside it, and the wiring between them.

use crate::ui::weave::prelude::*;

use super::element::fresh_id;
use super::icon::{Icon, icon};

/// The words around a control, and the ids that tie them to it.
#[derive(Clone)]
pub(super) struct Wiring {
    pub(super) id: String,
    pub(super) label: Signal<String>,
    pub(super) hint: Signal<String>,
    pub(super) error: Signal<Option<String>>,
    pub(super) optional: bool,
    pub(super) hide_label: bool,
}

impl Wiring {
    pub(super) fn new(
        id: Option<String>,
        label: Signal<String>,
        hint: Signal<String>,
        error: Signal<Option<String>>,
    ) -> Self {
        Self {
            id: id.unwrap_or_else(|| fresh_id("field")),
            label,
            hint,
            error,
            optional: false,
            hide_label: false,
        }
    }

    pub(super) fn shown(mut self, optional: bool, hide_label: bool) -> Self {
        self.optional = optional;
        self.hide_label = hide_label;
        self
    }

    /// Value of `aria-describedby`: whichever of hint, reading and error are there.
    pub(super) fn described_by(&self, has_reading: bool) -> Signal<Option<String>> {
        let Self {
            id, hint, error, ..
        } = self.clone();
        Signal::derive(move || {
            let mut ids = Vec::new();
            if hint.with(|hint| !hint.is_empty()) {
                ids.push(format!("{id}-hint"));
            }
            if has_reading {
                ids.push(format!("{id}-reading"));
            }
            if error.with(Option::is_some) {
                ids.push(format!("{id}-error"));
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// Value of `aria-invalid`.
    pub(super) fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }

    fn field_class(&self) -> Signal<&'static str> {
        let error = self.error;
        Signal::derive(move || {
            if error.with(Option::is_some) {
                "field has-error"
            } else {
                "field"
            }
        })
    }

    fn optional_mark(&self) -> Option<impl IntoView + use<>> {
        self.optional
            .then(|| view! { <span class="field-optional">" (optional)"</span> })
    }

    fn label_class(&self) -> &'static str {
        if self.hide_label {
            "visually-hidden"
        } else {
            "field-label"
        }
    }

    pub(super) fn hint_view(&self) -> AnyView {
        let Self { id, hint, .. } = self.clone();
        let line = move || {
            let text = hint.get();
            let id = format!("{id}-hint");
            (!text.is_empty()).then(|| view! { <p class="field-hint" id=id>{text}</p> })
        };
        line.into_any()
    }

    pub(super) fn error_view(&self) -> AnyView {
        let Self { id, error, .. } = self.clone();
        let line = move || {
            let id = format!("{id}-error");
            error.get().map(|text| {
                view! {
                    <p class="field-error" id=id>
                        {icon(Icon::Warning)}
                        <span><span class="visually-hidden">"Error: "</span>{text}</span>
                    </p>
                }
            })
        };
        line.into_any()
    }

    /// A label above one control.
    pub(super) fn around(self, control: AnyView) -> AnyView {
        let label = self.label;
        view! {
            <div class=self.field_class()>
                <label class=self.label_class() for=self.id.clone()>
                    {move || label.get()} {self.optional_mark()}
                </label>
                {self.hint_view()}
                {control}
                {self.error_view()}
            </div>
        }
        .into_any()
    }

    /// A legend above a group of controls.
    pub(super) fn around_group(self, controls: AnyView) -> AnyView {
        let label = self.label;
        view! {
            <fieldset
                class=self.field_class()
                id=self.id.clone()
                tabindex="-1"
                aria-describedby=self.described_by(false)
            >
                <legend class=self.label_class()>
                    {move || label.get()} {self.optional_mark()}
                </legend>
                {self.hint_view()}
                {controls}
                {self.error_view()}
            </fieldset>
        }
        .into_any()
    }
}

/// Tells the page when a draft is finished: once for each value that differs from the one before.
#[derive(Clone, Copy)]
pub(super) struct Commit {
    value: RwSignal<String>,
    before: StoredValue<String>,
    on_commit: Option<Callback<String>>,
}

impl Commit {
    pub(super) fn new(value: RwSignal<String>, on_commit: Option<Callback<String>>) -> Self {
        Self {
            value,
            before: StoredValue::new(value.get_untracked()),
            on_commit,
        }
    }

    /// The person has come to the field: what it says now is the value before.
    pub(super) fn begin(self) {
        self.before.set_value(self.value.get_untracked());
    }

    /// The person is done with the field.
    pub(super) fn finish(self) {
        // A field that leaves the page with focus says once more that it changed; its draft may be gone by then.
        let (Some(now), Some(before)) =
            (self.value.try_get_untracked(), self.before.try_get_value())
        else {
            return;
        };
        if now != before {
            self.before.set_value(now.clone());
            if let Some(tell) = self.on_commit {
                tell.run(now);
            }
        }
    }
}
