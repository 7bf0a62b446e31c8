//! The set shown, tied to the address, and the bar with which people change it. Board and table share both.

mod filters;
mod saved_views;

use std::time::Duration;

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use send_wrapper::SendWrapper;

use super::{
    parts::{Button, ButtonKind, Icon, Menu, MenuItem},
    session::use_session,
};
use crate::workspace::shown::{GroupBy, ShownSet};
use filters::Filters;
use saved_views::SavedViews;

/// How long after the last letter the address follows what is typed; browsers refuse an address that changes too often.
const TYPING_PAUSE: Duration = Duration::from_millis(400);

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

type Go = SendWrapper<Box<dyn Fn(&str, bool)>>;

/// The set shown on a screen. Changes show at once; the address follows, so that reload, back and a copied link work.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The set. Read it; change it through the methods.
    pub set: RwSignal<ShownSet>,
    /// The screen it is shown on.
    pub screen: Screen,
    written: StoredValue<String>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    go: StoredValue<Go>,
}

/// The set that this screen's address names.
pub fn use_shown(screen: Screen) -> Shown {
    let location = use_location();
    let (search, path) = (location.search, location.pathname);
    let text = move || search.get().trim_start_matches('?').to_owned();
    let first = untrack(text);
    let navigate = use_navigate();
    let go: Go = SendWrapper::new(Box::new(move |to: &str, replace: bool| {
        navigate(
            to,
            NavigateOptions {
                resolve: false,
                replace,
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    }));
    let shown = Shown {
        set: RwSignal::new(ShownSet::parse(&first)),
        screen,
        written: StoredValue::new(first),
        waiting: StoredValue::new(None),
        go: StoredValue::new(go),
    };
    // Back, forward and links of the page change the address without asking us.
    Effect::new(move |_| {
        let text = text();
        if path.get_untracked() == screen.path()
            && shown.written.with_value(|written| *written != text)
        {
            shown.stop_waiting();
            shown.set.set(ShownSet::parse(&text));
            shown.written.set_value(text);
        }
    });
    on_cleanup(move || shown.stop_waiting());
    shown
}

impl Shown {
    fn stop_waiting(self) {
        if let Some(Some(handle)) = self.waiting.try_update_value(Option::take) {
            handle.clear();
        }
    }

    fn write(self, replace: bool) {
        let text = self.set.with_untracked(ShownSet::to_text);
        if self.written.with_value(|written| *written == text) {
            return;
        }
        self.written.set_value(text);
        let address = self.set.with_untracked(|set| self.screen.address(set));
        self.go.with_value(|go| go(&address, replace));
    }

    /// Changes the set by one step that *back* takes back.
    pub fn change(self, change: impl FnOnce(&mut ShownSet)) {
        self.stop_waiting();
        self.set.update(change);
        self.write(false);
    }

    /// Follows what is being typed.
    pub fn type_words(self, words: String) {
        self.stop_waiting();
        self.set.update(|set| set.words = words);
        let later = set_timeout_with_handle(move || self.write(true), TYPING_PAUSE);
        self.waiting.set_value(later.ok());
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
        self.stop_waiting();
        let address = self.set.with_untracked(|set| screen.address(set));
        self.go.with_value(|go| go(&address, false));
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
            <Filters shown/>
            <span class="filter-result" aria-live="polite">{result}</span>
            <span class="push"></span>
            <SavedViews shown/>
            {(shown.screen == Screen::Board).then(|| view! { <GroupMenu shown/> })}
            {children.map(|children| children())}
            <ScreenSwitch shown/>
        </div>
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
    view! { <Menu label=Signal::derive(label) items=Signal::derive(items) describe="Group the board by"/> }
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
