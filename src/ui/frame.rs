//! What is around every page: navigation, search, undo, save status, notices.

mod notices;
mod status;
mod title;
mod unkept;

use crate::ui::weave::prelude::*;
use leptos_router::hooks::use_location;

pub use notices::VersionNews;
pub use title::PageTitle;

use super::{
    actions::{Actor, Overlay, app_actions, use_actor},
    keyboard::{keys_text, listen_for_shortcuts},
    overlays::Overlays,
    parts::{Banner, Button, ButtonKind, Icon, IconButton, SkipLink, Tone, icon, nest_mark},
    session::{Session, use_session},
};
use crate::workspace::host::StorageError;

/// Shown while storage is being read.
#[component]
pub fn Opening() -> impl IntoView {
    view! {
        <main class="page">
            <div class="opening">{nest_mark()}<p role="status">"Opening Fledgling…"</p></div>
        </main>
    }
}

/// Shown when storage cannot be used.
#[component]
pub fn Failed(
    /// What the store said.
    error: StorageError,
) -> impl IntoView {
    let session = use_session();
    let kept = match error {
        StorageError::Newer { .. } | StorageError::Superseded => "Your data is untouched.",
        _ => "Whatever was saved before is still in this browser; nothing was changed.",
    };
    view! {
        <main class="page" id="main">
            <header class="page-head"><div>
                <h1>"Fledgling cannot open your data"</h1>
                <p class="lede">{error.to_string()}</p>
            </div></header>
            <p>{kept}</p>
            <div class="row">
                <Button label="Try again" kind=ButtonKind::Primary on_press=move || session.open()/>
            </div>
        </main>
    }
}

struct Destination {
    path: &'static str,
    icon: Icon,
    long: &'static str,
    short: &'static str,
}

const DESTINATIONS: &[Destination] = &[
    Destination {
        path: "/",
        icon: Icon::Today,
        long: "Today",
        short: "Today",
    },
    Destination {
        path: "/pipeline",
        icon: Icon::Pipeline,
        long: "Pipeline",
        short: "Pipeline",
    },
    Destination {
        path: "/ventures",
        icon: Icon::Ventures,
        long: "Ventures",
        short: "Ventures",
    },
    Destination {
        path: "/opportunities",
        icon: Icon::Decision,
        long: "Opportunities",
        short: "Bids",
    },
    Destination {
        path: "/people",
        icon: Icon::People,
        long: "People and organisations",
        short: "People",
    },
    Destination {
        path: "/data",
        icon: Icon::Data,
        long: "Data",
        short: "Data",
    },
    Destination {
        path: "/settings",
        icon: Icon::Settings,
        long: "Settings",
        short: "Settings",
    },
];

impl Destination {
    /// What it is called aloud: with every word that is seen, on any screen.
    fn name(&self) -> String {
        if self.long.contains(self.short) {
            self.long.to_owned()
        } else {
            format!("{} and {}", self.long, self.short.to_lowercase())
        }
    }
}

/// Whether an address belongs under a destination.
fn is_under(path: &str, destination: &str) -> bool {
    match destination {
        "/" => path == "/",
        "/ventures" => path.starts_with("/ventures") || path.starts_with("/inbox"),
        "/people" => path.starts_with("/people") || path.starts_with("/organisations"),
        "/opportunities" => ["/opportunities", "/forecast", "/contracts"]
            .iter()
            .any(|page| path.starts_with(page)),
        other => {
            path == other
                || path
                    .strip_prefix(other)
                    .is_some_and(|rest| rest.starts_with('/'))
        }
    }
}

/// Navigation, search, undo, save status, and the page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let actor = Actor::new(use_session());
    provide_context(actor);
    listen_for_shortcuts(actor);
    warn_before_leaving(actor.session);
    let path = use_location().pathname;
    // Board and table fill the window and scroll inside; every other page reads from top to bottom.
    let page_class = move || match path.get().as_str() {
        "/pipeline" | "/ventures" | "/people" | "/opportunities" => "page fill",
        _ => "page",
    };
    view! {
        <SkipLink/>
        <div class="app">
            <SideNav/>
            <TopStrip/>
            <div class="notices"><notices::Notices/></div>
            <main id="main" class=page_class tabindex="-1">{children()}</main>
        </div>
        <Overlays/>
        <p class="drop-hint">"Drop here to import. You see what would change before anything is written."</p>
    }
}

/// Lets the browser ask before it closes a page that holds what is stored nowhere yet.
fn warn_before_leaving(session: Session) {
    let handle = window_event_listener_untyped("beforeunload", move |event| {
        if session.may_lose() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

#[component]
fn SideNav() -> impl IntoView {
    let session = use_session();
    let place = session.view(&["incubator"], |workspace| workspace.incubator().name);
    let path = use_location().pathname;
    let links = DESTINATIONS
        .iter()
        .map(|to| {
            let current = move || is_under(&path.get(), to.path).then_some("page");
            view! {
                <li>
                    <a href=to.path class="nav-link" aria-label=to.name() aria-current=current>
                        {icon(to.icon)}
                        <span class="nav-long">{to.long}</span>
                        <span class="nav-short" aria-hidden="true">{to.short}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let actor = use_actor();
    view! {
        <nav class="side-nav" aria-label="Main">
            <a href="/" class="brand">
                {nest_mark()}
                <span class="brand-name">"Fledgling"</span>
                <span class="brand-place">{place}</span>
            </a>
            <ul class="nav-list">{links}</ul>
            <div class="nav-foot">
                <Button
                    label="Shortcuts"
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move || actor.overlay.set(Some(Overlay::Shortcuts))
                />
            </div>
        </nav>
    }
}

#[component]
fn TopStrip() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let run = move |id: &'static str| {
        if let Some(action) = app_actions().into_iter().find(|action| action.id == id) {
            action.run.run(actor);
        }
    };
    let undo_label = move || match session.can_undo.get() {
        Some(what) => format!("Undo: {what}"),
        None => "Undo".to_owned(),
    };
    let redo_label = move || match session.can_redo.get() {
        Some(what) => format!("Redo: {what}"),
        None => "Redo".to_owned(),
    };
    view! {
        <header class="top-strip">
            <button
                class="search-button"
                type="button"
                aria-haspopup="dialog"
                on:click=move |_| actor.overlay.set(Some(Overlay::Palette))
            >
                {icon(Icon::Search)}
                <span>"Find or do anything"</span>
                <kbd>{keys_text("Mod+K")}</kbd>
            </button>
            <div class="top-tools">
                <IconButton
                    icon=Icon::Undo
                    label=Signal::derive(undo_label)
                    disabled=Signal::derive(move || session.can_undo.with(Option::is_none))
                    on_press=move || run("undo")
                />
                <IconButton
                    icon=Icon::Redo
                    label=Signal::derive(redo_label)
                    disabled=Signal::derive(move || session.can_redo.with(Option::is_none))
                    on_press=move || run("redo")
                />
                <status::BackupAge/>
                <status::SaveStatusView/>
                <Who/>
            </div>
        </header>
    }
}

#[component]
fn Who() -> impl IntoView {
    let actor = use_actor();
    let name = move || actor.session.author.with(|author| author.name.clone());
    let shown = move || {
        if name().is_empty() {
            "Say who you are".to_owned()
        } else {
            name()
        }
    };
    let initials = move || {
        let letters: String = name()
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(2)
            .collect();
        if letters.is_empty() {
            "?".to_owned()
        } else {
            letters.to_ascii_uppercase()
        }
    };
    // Named by all that it shows, so that whoever says what they see reaches it. On a narrow screen only the initials
    // are seen.
    view! {
        <button class="who" type="button" aria-haspopup="dialog" on:click=move |_| actor.overlay.set(Some(Overlay::WhoAmI))>
            <span class="who-name">{shown}</span>
            " "
            <span class="initials">{initials}</span>
        </button>
    }
}

/// A banner with one thing to do about it.
#[component]
fn Notice(
    tone: Tone,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! { <Banner tone title><p>{text}</p><div class="banner-actions">{children()}</div></Banner> }
}
