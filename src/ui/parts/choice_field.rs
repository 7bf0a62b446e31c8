//! Fields in which one picks: a list, a tick, a few answers side by side.

use crate::ui::weave::prelude::*;

use super::element::fresh_id;
use super::field::Wiring;

/// One answer to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    value: String,
    label: String,
    hint: String,
    group: String,
}

impl Choice {
    /// An answer; `value` is what the draft holds when it is picked.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
            group: String::new(),
        }
    }

    /// What the draft holds when it is picked.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.value
    }

    /// A line below the answer (radio lists only).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The heading it stands under (drop-down lists only); neighbours with one heading share it.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

/// One of many, from a drop-down list.
#[component]
pub fn SelectField(
    /// The field's name, above it.
    #[prop(into)]
    label: Signal<String>,
    /// The draft: the value of the answer picked.
    value: RwSignal<String>,
    /// The answers. Give one with an empty value if none may be picked.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
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
    /// Called with the value picked.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let wiring = Wiring::new(id, label, hint, error).shown(optional, hide_label);
    let control = view! {
        <select
            class="select"
            id=wiring.id.clone()
            disabled=move || disabled.get()
            aria-describedby=wiring.described_by(false)
            aria-invalid=wiring.invalid()
            on:change=move |event| {
                let picked = event_target_value(&event);
                value.set(picked.clone());
                if let Some(tell) = on_commit {
                    tell.run(picked);
                }
            }
        >
            {move || grouped_options(options.get(), value)}
        </select>
    };
    wiring.around(control.into_any())
}

fn grouped_options(options: Vec<Choice>, value: RwSignal<String>) -> Vec<AnyView> {
    let mut groups: Vec<(String, Vec<AnyView>)> = Vec::new();
    for option in options {
        let group = option.group.clone();
        let drawn = one_option(option, value);
        match groups.last_mut() {
            Some((name, members)) if *name == group => members.push(drawn),
            _ => groups.push((group, vec![drawn])),
        }
    }
    groups
        .into_iter()
        .map(|(name, members)| {
            if name.is_empty() {
                members.into_any()
            } else {
                view! { <optgroup label=name>{members}</optgroup> }.into_any()
            }
        })
        .collect()
}

fn one_option(option: Choice, value: RwSignal<String>) -> AnyView {
    let Choice {
        value: own, label, ..
    } = option;
    let mine = own.clone();
    view! {
        <option value=own prop:selected=move || value.with(|picked| *picked == mine)>
            {label}
        </option>
    }
    .into_any()
}

/// Yes or no.
#[component]
pub fn CheckboxField(
    /// What is ticked.
    #[prop(into)]
    label: Signal<String>,
    /// The draft.
    checked: RwSignal<bool>,
    /// A line below the label.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong, and how to put it right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Element id of the control, for an error summary.
    #[prop(optional, into)]
    id: Option<String>,
    /// Keeps the label for assistive technology only (rows of a table).
    #[prop(optional)]
    hide_label: bool,
    /// Cannot be changed at present.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the new state.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let wiring = Wiring::new(id, label, hint, error);
    let text_class = if hide_label {
        "visually-hidden"
    } else {
        "tick-label"
    };
    view! {
        <div class="tick">
            <input
                type="checkbox"
                id=wiring.id.clone()
                disabled=move || disabled.get()
                aria-describedby=wiring.described_by(false)
                aria-invalid=wiring.invalid()
                prop:checked=move || checked.get()
                on:change=move |event| {
                    let now = event_target_checked(&event);
                    checked.set(now);
                    if let Some(tell) = on_change {
                        tell.run(now);
                    }
                }
            />
            <label class=text_class for=wiring.id.clone()>
                {move || label.get()}
            </label>
            {wiring.hint_view()}
            {wiring.error_view()}
        </div>
    }
    .into_any()
}

/// How the answers of a [`ChoiceField`] are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoiceLook {
    /// One below the other, each with room for a hint.
    #[default]
    List,
    /// Side by side in one frame: few, short answers.
    Segments,
}

/// One of a few, all in view.
#[component]
pub fn ChoiceField(
    /// The question, above the answers.
    #[prop(into)]
    label: Signal<String>,
    /// The draft: the value of the answer picked.
    value: RwSignal<String>,
    /// The answers.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// How they are laid out.
    #[prop(optional)]
    look: ChoiceLook,
    /// How to answer, below the question.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong, and how to put it right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Element id of the group, for an error summary.
    #[prop(optional, into)]
    id: Option<String>,
    /// Adds "(optional)" to the question.
    #[prop(optional)]
    optional: bool,
    /// Keeps the question for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Cannot be changed at present.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the value picked.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let wiring = Wiring::new(id, label, hint, error).shown(optional, hide_label);
    let class = match look {
        ChoiceLook::List => "choices",
        ChoiceLook::Segments => "segments",
    };
    let name = fresh_id("choice");
    let pick = Callback::new(move |picked: String| {
        value.set(picked.clone());
        if let Some(tell) = on_commit {
            tell.run(picked);
        }
    });
    let answers = move || {
        options
            .get()
            .into_iter()
            .map(|option| one_answer(option, &name, value, disabled, pick))
            .collect::<Vec<_>>()
    };
    wiring.around_group(view! { <div class=class>{answers}</div> }.into_any())
}

fn one_answer(
    option: Choice,
    name: &str,
    value: RwSignal<String>,
    disabled: Signal<bool>,
    pick: Callback<String>,
) -> AnyView {
    let Choice {
        value: own,
        label,
        hint,
        ..
    } = option;
    let id = fresh_id("answer");
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let mine = own.clone();
    let picked = own.clone();
    view! {
        <div class="choice">
            <input
                type="radio"
                id=id.clone()
                name=name.to_owned()
                value=own
                disabled=move || disabled.get()
                aria-describedby=described
                prop:checked=move || value.with(|picked| *picked == mine)
                on:change=move |_| pick.run(picked.clone())
            />
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}
