//! The set shown, tied to the address, and the bar with which people change it. Board and table share both.

mod filters;
mod saved_views;

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::{
    addressed::Addressed,
    parts::{Button, ButtonKind, Icon, Menu, MenuItem},
    session::use_session,
};
use crate::workspace::shown::{FILTERS, GroupBy, KINDS, ShownSet, filter_values, value_label};
pub use filters::{Choosing, Filters};
pub use saved_views::{Kept, SavedViews};

/// A screen that shows the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The board.
    Board,
    /// The table.
    Table,
}

impl Screen {
    /// Where it is.
    pub fn path(self) -> &'static str {
        match self {
            Self::Board => "/pipeline",
            Self::Table => "/ventures",
        }
    }

    /// Its id in saved views.
    pub fn id(self) -> &'static str {
        match self {
            Self::Board => "pipeline",
            Self::Table => "ventures",
        }
    }

    /// The address that shows a set there.
    pub fn address(self, set: &ShownSet) -> String {
        match set.to_text() {
            text if text.is_empty() => self.path().to_owned(),
            text => format!("{}?{text}", self.path()),
        }
    }
}

/// The set shown on a screen. Changes show at once; the address follows.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The set. Read it; change it through the methods.
    pub set: RwSignal<ShownSet>,
    /// The screen it is shown on.
    pub screen: Screen,
    address: Addressed,
}

/// The set that this screen's address names.
pub fn use_shown(screen: Screen) -> Shown {
    let set = RwSignal::new(ShownSet::default());
    let (address, text) = Addressed::tie(screen.path(), move |text| set.set(ShownSet::parse(text)));
    set.set(ShownSet::parse(&text));
    Shown {
        set,
        screen,
        address,
    }
}

impl Shown {
    /// Changes the set by one step that *back* takes back.
    pub fn change(self, change: impl FnOnce(&mut ShownSet)) {
        self.set.update(change);
        self.address
            .write(self.set.with_untracked(ShownSet::to_text));
    }

    /// Follows what is being typed.
    pub fn type_words(self, words: String) {
        self.set.update(|set| set.words = words);
        self.address
            .write_soon(move || self.set.with_untracked(ShownSet::to_text));
    }

    /// Takes all filters off.
    pub fn clear(self) {
        self.change(|set| {
            set.words.clear();
            set.filters.clear();
            set.needs_look = false;
        });
    }

    /// Shows the same set on another screen.
    pub fn open_on(self, screen: Screen) {
        let address = self.set.with_untracked(|set| screen.address(set));
        self.address.leave_for(&address);
    }
}

/// Words, filters, result, saved views, grouping and the switch between board and table.
#[component]
pub fn FilterBar(
    /// The set.
    shown: Shown,
    /// How many ventures it holds.
    #[prop(into)]
    count: Signal<usize>,
    /// Further tools at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let total = use_session().view(&["venture"], |workspace| workspace.facts().venture_count());
    let words = move || shown.set.with(|set| set.words.clone());
    let result = move || {
        let (count, total) = (count.get(), total.get());
        let noun = if total == 1 { "venture" } else { "ventures" };
        if count == total {
            format!("{} {noun}", grouped(as_u64(total)))
        } else {
            format!(
                "{} of {} {noun}",
                grouped(as_u64(count)),
                grouped(as_u64(total))
            )
        }
    };
    view! {
        <div class="filter-bar" role="search" aria-label="Which ventures">
            <div class="input short">
                <input
                    id="shown-words"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Find words"
                    aria-label="Find words in these ventures"
                    prop:value=words
                    on:input=move |event| shown.type_words(event_target_value(&event))
                />
            </div>
            <Filters choosing=choosing_of(shown)/>
            <Button
                label="Needs a look"
                describe="Needs a look: long in their stage, not heard from, or with a step overdue"
                pressed=Signal::derive(move || Some(shown.set.with(|set| set.needs_look)))
                on_press=move || shown.change(|set| set.needs_look = !set.needs_look)
            />
            <Show when=move || shown.set.with(|set| set.filter_count() > 0)>
                <Button label="Clear all" kind=ButtonKind::Quiet on_press=move || shown.clear()/>
            </Show>
            <span class="filter-result" aria-live="polite">{result}</span>
            <span class="push"></span>
            <SavedViews kept=kept_of(shown)/>
            {(shown.screen == Screen::Board).then(|| view! { <GroupMenu shown/> })}
            {children.map(|children| children())}
            <ScreenSwitch shown/>
        </div>
    }
}

/// What is kept under a name.
fn kept_of(shown: Shown) -> Kept {
    Kept {
        screen: shown.screen.id(),
        text: Signal::derive(move || shown.set.with(ShownSet::to_text)),
        show: Callback::new(move |query: String| {
            shown.change(|set| *set = ShownSet::parse(&query));
        }),
    }
}

/// How ventures are filtered.
fn choosing_of(shown: Shown) -> Choosing {
    let session = use_session();
    Choosing {
        fields: FILTERS,
        chosen: Callback::new(move |field: &'static str| {
            shown
                .set
                .with(|set| set.filters.get(field).cloned().unwrap_or_default())
        }),
        values: Callback::new(move |field: &'static str| {
            for kind in KINDS {
                session.track_kind(kind);
            }
            session.read(|workspace| filter_values(workspace, field))
        }),
        label: Callback::new(move |(field, id): (&'static str, String)| {
            for kind in KINDS {
                session.track_kind(kind);
            }
            session.read(|workspace| value_label(workspace, field, &id))
        }),
        toggle: Callback::new(move |(field, id): (&'static str, String)| {
            shown.change(|set| set.toggle(field, &id));
        }),
        take_off: Callback::new(move |field: &'static str| {
            shown.change(|set| drop(set.filters.remove(field)));
        }),
        hint: |field| {
            (field == "disposition").then_some("Without a choice here, active ventures are shown.")
        },
    }
}

pub(crate) fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[component]
fn GroupMenu(shown: Shown) -> impl IntoView {
    let label = move || {
        let group = shown.set.with(|set| set.group);
        let name = GroupBy::ALL
            .iter()
            .find(|(known, _, _)| *known == group)
            .map_or("Stage", |(_, _, name)| name);
        format!("By {}", name.to_lowercase())
    };
    let items = move || {
        let now = shown.set.with(|set| set.group);
        GroupBy::ALL
            .iter()
            .map(|(group, _, name)| {
                MenuItem::new(*name, move || shown.change(|set| set.group = *group))
                    .checked(now == *group)
            })
            .collect::<Vec<_>>()
    };
    view! { <Menu label=Signal::derive(label) items=Signal::derive(items) describe=Signal::derive(move || format!("Group the board {}", label().to_lowercase()))/> }
}

#[component]
fn ScreenSwitch(shown: Shown) -> impl IntoView {
    let side = move |screen: Screen, label: &'static str, icon: Icon| {
        let here = shown.screen == screen;
        view! {
            <Button
                label=label
                icon=icon
                kind=ButtonKind::Plain
                pressed=Some(here)
                on_press=move || if !here { shown.open_on(screen) }
            />
        }
    };
    view! {
        <div class="button-group" role="group" aria-label="Show as">
            {side(Screen::Board, "Board", Icon::Pipeline)}
            {side(Screen::Table, "Table", Icon::Table)}
        </div>
    }
}
