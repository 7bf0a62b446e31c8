//! Tabs: one of several parts of a page is shown.

use crate::ui::weave::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::button::flag;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    id: String,
    label: String,
    count: Option<usize>,
}

impl Tab {
    /// A tab; `id` is what the address keeps.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            count: None,
        }
    }

    /// Shows how many things are behind it.
    #[must_use]
    pub fn count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }
}

/// A row of tabs. The page keeps which one is open, so that the address can.
#[component]
pub fn Tabs(
    /// Ties the tabs to their [`TabPanel`]; unique in the page.
    name: &'static str,
    /// What the tabs divide.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Id of the open tab.
    #[prop(into)]
    selected: Signal<String>,
    /// Called with the id of the tab to open.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let walk = move |event: KeyboardEvent| {
        let all = tabs.get_untracked();
        let open = selected.get_untracked();
        let here = all.iter().position(|tab| tab.id == open).unwrap_or(0);
        let there = match event.key().as_str() {
            "ArrowRight" => (here + 1) % all.len().max(1),
            "ArrowLeft" => here.checked_sub(1).unwrap_or(all.len().saturating_sub(1)),
            "Home" => 0,
            "End" => all.len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if let Some(tab) = all.get(there) {
            on_select.run(tab.id.clone());
            super::focus_soon(tab_id(name, &tab.id));
        }
    };
    let row = move || {
        tabs.get()
            .into_iter()
            .map(|tab| one_tab(name, tab, selected, on_select))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=walk>
            {row}
        </div>
    }
    .into_any()
}

fn one_tab(
    name: &'static str,
    tab: Tab,
    selected: Signal<String>,
    on_select: Callback<String>,
) -> AnyView {
    let Tab { id, label, count } = tab;
    let open = Signal::derive({
        let id = id.clone();
        move || selected.get() == id
    });
    view! {
        <button
            type="button"
            class="tab"
            role="tab"
            id=tab_id(name, &id)
            aria-selected=move || flag(open.get())
            aria-controls=format!("{name}-panel")
            tabindex=move || if open.get() { "0" } else { "-1" }
            on:click=move |event| {
                on_select.run(id.clone());
                // Safari does not focus a button that is pressed with the mouse.
                let pressed = event.current_target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
                if let Some(pressed) = pressed {
                    // A tab that cannot take focus is no reason to keep it shut.
                    drop(pressed.focus());
                }
            }
        >
            {label}
            {count.map(|count| view! { <span class="tab-count">{count}</span> })}
        </button>
    }
    .into_any()
}

/// What the open tab shows.
#[component]
pub fn TabPanel(
    /// The name of its [`Tabs`].
    name: &'static str,
    /// Id of the open tab.
    #[prop(into)]
    selected: Signal<String>,
    /// The content; the page decides what it is for each tab.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="tab-panel"
            role="tabpanel"
            id=format!("{name}-panel")
            aria-labelledby=move || tab_id(name, &selected.get())
            tabindex="0"
        >
            {children()}
        </div>
    }
    .into_any()
}

fn tab_id(name: &str, id: &str) -> String {
    format!("{name}-tab-{id}")
}
