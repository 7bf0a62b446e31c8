//! A button that opens a list of actions.

use crate::ui::weave::prelude::*;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::button::{ButtonKind, flag};
use super::element::{fresh_id, px};
use super::icon::{Icon, icon};

/// One action in a [`Menu`].
#[derive(Clone, Debug)]
pub struct MenuItem {
    label: String,
    choose: Callback<()>,
    icon: Option<Icon>,
    shortcut: Option<String>,
    checked: Option<bool>,
    danger: bool,
    disabled: bool,
    after_line: bool,
}

impl MenuItem {
    /// An action: a verb first, and what it does.
    pub fn new(label: impl Into<String>, choose: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            choose: Callback::new(move |()| choose()),
            icon: None,
            shortcut: None,
            checked: None,
            danger: false,
            disabled: false,
            after_line: false,
        }
    }

    /// Draws an icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the keys that do the same.
    #[must_use]
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = Some(keys.into());
        self
    }

    /// Makes it one of several to choose from.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Marks an action that takes something away.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shows it without letting it be chosen.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Draws a line above it.
    #[must_use]
    pub fn after_line(mut self) -> Self {
        self.after_line = true;
        self
    }
}

/// A button that opens a list of actions: arrow keys, first letters, Home, End, Escape.
///
/// The list is in the page only while it is open, so that a thousand rows can each have one.
#[component]
pub fn Menu(
    /// What the menu is for.
    #[prop(into)]
    label: Signal<String>,
    /// The actions.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// How loudly the button asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Shows the icon only ([`Icon::More`] if none is given); the label becomes name and tooltip.
    #[prop(optional)]
    icon_only: bool,
    /// Smaller, for rows and cards.
    #[prop(optional)]
    small: bool,
    /// A longer name for people who cannot see what surrounds the button. Empty: the label.
    #[prop(optional, into)]
    describe: Signal<String>,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let open = RwSignal::new(false);
    // A press on the button first closes an open list; without this the click would open it again.
    let was_open = StoredValue::new(false);
    let list_id = fresh_id("menu");
    let class = match (icon_only, small) {
        (true, false) => "icon-button",
        (true, true) => "icon-button small",
        (false, _) => kind.class(small),
    };
    let name = move || {
        let longer = describe.get();
        if !longer.is_empty() {
            Some(longer)
        } else if icon_only {
            Some(label.get())
        } else {
            None
        }
    };
    let drawn = if icon_only {
        Some(icon.unwrap_or(Icon::More))
    } else {
        icon
    };
    let controls = list_id.clone();
    view! {
        <button
            type="button"
            class=class
            node_ref=button
            aria-haspopup="menu"
            aria-expanded=move || flag(open.get())
            aria-controls=move || open.get().then(|| controls.clone())
            aria-label=name
            title=move || icon_only.then(|| label.get())
            on:pointerdown=move |_| was_open.set_value(open.get_untracked())
            on:click=move |_| {
                open.set(!was_open.get_value());
                was_open.set_value(false);
            }
            on:keydown=move |event| {
                if event.key() == "ArrowDown" {
                    event.prevent_default();
                    open.set(true);
                }
            }
        >
            {drawn.map(self::icon)}
            {(!icon_only)
                .then(|| {
                    view! {
                        <span>{move || label.get()}</span>
                        <span class="menu-mark">{self::icon(Icon::ChevronDown)}</span>
                    }
                })}
        </button>
        <Show when=move || open.get()>{menu_list(list_id.clone(), label, items, open, button)}</Show>
    }
    .into_any()
}

fn menu_list(
    id: String,
    label: Signal<String>,
    items: Signal<Vec<MenuItem>>,
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (Some(list), Some(button)) = (list.get(), button.get_untracked()) {
            // A browser without popovers still shows the list, in the flow of the page.
            drop(list.show_popover());
            // At once: drawn first in the window's corner, a list would take the press of somebody quick there.
            let (left, top) = corner_for(&list, &button);
            let style = HtmlElement::style(&list);
            for (side, length) in [("left", left), ("top", top)] {
                // A length in pixels is one that every browser reads.
                drop(style.set_property(side, &px(length)));
            }
            request_animation_frame(move || focus_item(&list, Step::First));
        }
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            // The menu closes whether or not the button can take focus.
            drop(button.focus());
        }
    };
    let rows = items
        .get_untracked()
        .into_iter()
        .map(|item| menu_row(item, close))
        .collect::<Vec<_>>();
    view! {
        <div
            class="menu"
            role="menu"
            popover="auto"
            id=id
            tabindex="-1"
            node_ref=list
            aria-label=move || label.get()
            on:keydown=move |event| walk(&event, list, close)
            on:toggle=move |_| {
                let shown = list
                    .get_untracked()
                    .is_some_and(|list| list.matches(":popover-open").unwrap_or(true));
                if !shown {
                    open.try_set(false);
                }
            }
        >
            {rows}
        </div>
    }
    .into_any()
}

fn menu_row(item: MenuItem, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let MenuItem {
        label,
        choose,
        icon,
        shortcut,
        checked,
        danger,
        disabled,
        after_line,
    } = item;
    let role = if checked.is_some() {
        "menuitemradio"
    } else {
        "menuitem"
    };
    let class = match (danger, after_line) {
        (false, false) => "menu-item",
        (true, false) => "menu-item danger",
        (false, true) => "menu-item after-line",
        (true, true) => "menu-item danger after-line",
    };
    let mark = match checked {
        Some(true) => Some(Icon::Check),
        Some(false) => None,
        None => icon,
    };
    view! {
        <button
            type="button"
            class=class
            role=role
            tabindex="-1"
            aria-checked=checked.map(flag)
            aria-disabled=disabled.then_some("true")
            on:click=move |_| {
                if !disabled {
                    // Focus goes home first: the action may move it on, to a dialog say.
                    close();
                    choose.run(());
                }
            }
        >
            <span class="menu-icon">{mark.map(self::icon)}</span>
            <span class="menu-label">{label}</span>
            {shortcut.map(|keys| view! { <kbd>{keys}</kbd> })}
        </button>
    }
    .into_any()
}

/// Below the button and in line with it; above, or flush right, where there is no room.
fn corner_for(list: &HtmlElement, button: &HtmlElement) -> (f64, f64) {
    const GAP: f64 = 4.0;
    let anchor = button.get_bounding_client_rect();
    let size = list.get_bounding_client_rect();
    let side = |length: Result<wasm_bindgen::JsValue, _>| {
        length.ok().and_then(|it| it.as_f64()).unwrap_or(f64::MAX)
    };
    let (width, height) = (side(window().inner_width()), side(window().inner_height()));
    let left = if anchor.left() + size.width() + GAP <= width {
        anchor.left()
    } else {
        (anchor.right() - size.width()).max(GAP)
    };
    let below = anchor.bottom() + GAP;
    let top = if below + size.height() <= height {
        below
    } else {
        (anchor.top() - GAP - size.height()).max(GAP)
    };
    (left, top)
}

#[derive(Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn walk(event: &KeyboardEvent, list: NodeRef<html::Div>, close: impl Fn()) {
    let Some(list) = list.get_untracked() else {
        return;
    };
    // Keys pressed in a menu are for the menu, not for the card or row it stands on.
    event.stop_propagation();
    match event.key().as_str() {
        "ArrowDown" => focus_item(&list, Step::Next),
        "ArrowUp" => focus_item(&list, Step::Previous),
        "Home" => focus_item(&list, Step::First),
        "End" => focus_item(&list, Step::Last),
        "Escape" | "Tab" => close(),
        letter if letter.chars().count() == 1 && letter != " " => focus_letter(&list, letter),
        _ => return,
    }
    event.prevent_default();
}

fn items_of(list: &Element) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role^=menuitem]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

fn focused_of(items: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    items.iter().position(|item| **item == active)
}

fn focus_item(list: &Element, step: Step) {
    let items = items_of(list);
    let here = focused_of(&items);
    let last = items.len().saturating_sub(1);
    let there = match (step, here) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None | Some(0)) => last,
        (Step::Next, Some(here)) => (here + 1) % items.len().max(1),
        (Step::Previous, Some(here)) => here - 1,
    };
    if let Some(item) = items.get(there) {
        // An item that cannot take focus leaves the focus where it was.
        drop(item.focus());
    }
}

fn focus_letter(list: &Element, letter: &str) {
    let items = items_of(list);
    let wanted = letter.to_lowercase();
    let after = focused_of(&items).map_or(0, |here| here + 1);
    let mut order = (after..items.len()).chain(0..after.min(items.len()));
    let found = order.find(|&index| {
        items.get(index).is_some_and(|item| {
            let text = item.text_content().unwrap_or_default().to_lowercase();
            text.trim_start().starts_with(&wanted)
        })
    });
    if let Some(item) = found.and_then(|index| items.get(index)) {
        // As above.
        drop(item.focus());
    }
}
