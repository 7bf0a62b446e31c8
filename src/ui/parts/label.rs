//! Small marks on records: stage, money, day, chips.

use crate::ui::weave::prelude::*;

use super::icon::{Icon, icon};
use crate::domain::dates::Day;
use crate::domain::money::Pence;

/// Where a stage stands on the journey; decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StagePlace {
    /// Position, from 0.
    pub index: usize,
    /// How many stages the journey has.
    pub of: usize,
}

const STAGE_CLASSES: [&str; 7] = [
    "stage-1", "stage-2", "stage-3", "stage-4", "stage-5", "stage-6", "stage-7",
];

/// The class that carries the stage's colours: `stage-1` (straw) to `stage-7` (deep teal).
///
/// A journey of another length is spread evenly over the same seven.
#[must_use]
pub fn stage_class(place: StagePlace) -> &'static str {
    let steps = place.of.saturating_sub(1).max(1);
    let last = STAGE_CLASSES.len() - 1;
    let nearest = (place.index.min(steps) * last + steps / 2) / steps;
    STAGE_CLASSES.get(nearest).copied().unwrap_or("stage-7")
}

/// A stage: its colour and, always, its name.
#[component]
pub fn StageLabel(
    /// Where the stage stands on the journey.
    #[prop(into)]
    place: Signal<StagePlace>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || format!("stage-label {}", stage_class(place.get()))>
            <span class="stage-dot" aria-hidden="true"></span>
            {move || label.get()}
        </span>
    }
    .into_any()
}

/// A small word in a frame, perhaps with a way to take it off.
#[component]
pub fn Chip(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Drawn before the word.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Adds a cross that calls this.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <span class="chip">
            {icon.map(self::icon)} <span class="chip-text">{move || label.get()}</span>
            {on_remove.map(|take_off| cross(label, take_off))}
        </span>
    }
    .into_any()
}

/// A filter in force: what, which value; press to change it, cross to take it off.
#[component]
pub fn FilterChip(
    /// What is filtered, such as "Stage".
    #[prop(into)]
    label: Signal<String>,
    /// The chosen values in words, such as "Test safely or Prove".
    #[prop(into)]
    value: Signal<String>,
    /// Called to change the filter.
    #[prop(into)]
    on_press: Callback<()>,
    /// Called to take it off.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    let whole = Signal::derive(move || format!("{}: {}", label.get(), value.get()));
    view! {
        <span class="chip filter-chip">
            <button type="button" class="chip-press" on:click=move |_| on_press.run(())>
                <span class="chip-name">{move || label.get()}</span>
                " "
                <span class="chip-text">{move || value.get()}</span>
            </button>
            {cross(whole, on_remove)}
        </span>
    }
    .into_any()
}

fn cross(label: Signal<String>, take_off: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="chip-cross"
            aria-label=move || format!("Take off {}", label.get())
            on:click=move |_| take_off.run(())
        >
            {icon(Icon::Close)}
        </button>
    }
    .into_any()
}

/// Pounds from pence: £1,200, or £1,200.50 when there are pence to show.
#[must_use]
pub fn money_text(pence: i64) -> String {
    Pence(pence).to_string()
}

/// An amount of money, in figures that line up.
#[component]
pub fn Money(
    /// The amount, in pence.
    #[prop(into)]
    pence: Signal<i64>,
    /// Always shows the pence.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    view! {
        <span class="money">
            {move || {
                let pence = pence.get();
                let round = if exact && pence % 100 == 0 { ".00" } else { "" };
                money_text(pence) + round
            }}
        </span>
    }
    .into_any()
}

/// A day in words: `2026-06-07` (a time may follow) as "7 June 2026"; `None` for what is no day.
#[must_use]
pub fn day_text(iso: &str) -> Option<String> {
    Day::parse(iso).ok().map(|day| day.to_string())
}

/// A day, in words for people and in ISO form for machines.
#[component]
pub fn DayText(
    /// The day as `2026-06-07`; a time may follow.
    #[prop(into)]
    iso: Signal<String>,
    /// Other words for it, such as "tomorrow". Empty: the date in words.
    #[prop(optional, into)]
    show: Signal<String>,
) -> impl IntoView {
    let words = move || {
        let iso = iso.get();
        day_text(&iso).unwrap_or(iso)
    };
    let shown = move || {
        let other = show.get();
        if other.is_empty() { words() } else { other }
    };
    let title = move || (!show.get().is_empty()).then(words);
    view! {
        <time class="day" datetime=move || iso.get() title=title>
            {shown}
        </time>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn any_number_of_stages_runs_from_straw_to_teal() {
        let class = |index, of| stage_class(StagePlace { index, of });
        assert_eq!(
            (0..7).map(|at| class(at, 7)).collect::<Vec<_>>(),
            STAGE_CLASSES
        );
        assert_eq!(
            (class(0, 3), class(1, 3), class(2, 3)),
            ("stage-1", "stage-4", "stage-7")
        );
        assert_eq!((class(0, 12), class(11, 12)), ("stage-1", "stage-7"));
        assert_eq!(class(0, 1), "stage-1");
        assert_eq!(class(9, 7), "stage-7");
    }
}
