//! Everything people can do, once: menus, palette, shortcuts and help are made from this list.

use crate::ui::weave::prelude::*;
use leptos_router::NavigateOptions;

use super::{parts::use_toasts, session::Session};
use crate::{
    ledger::Change,
    workspace::{Command, Done, Workspace},
};

/// What is open over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The command palette.
    Palette,
    /// The list of shortcuts.
    Shortcuts,
    /// Who is at work here.
    WhoAmI,
    /// A form that adds a record of this kind.
    Add(&'static str),
}

/// Opens an address of the app.
type Navigate = std::sync::Arc<dyn Fn(&str) + Send + Sync>;

/// What an action may use: handles that can be copied into any closure.
#[derive(Clone, Copy)]
pub struct Actor {
    /// The open workspace.
    pub session: Session,
    /// What is open over the page.
    pub overlay: RwSignal<Option<Overlay>>,
    /// Actions that the page in view adds while it is in view.
    pub page_actions: RwSignal<Vec<Action>>,
    navigate: StoredValue<Navigate>,
    /// Where what happened is said.
    pub toasts: super::parts::Toaster,
}

/// Something people can do.
#[derive(Clone)]
pub struct Action {
    /// Names it for good.
    pub id: &'static str,
    /// What people read, a verb first.
    pub name: String,
    /// Other words that find it.
    pub keywords: &'static str,
    /// Where it stands in help: "Go to", "Do", "This page".
    pub group: &'static str,
    /// Keys, such as `Mod+K` (Ctrl, or Cmd on a Mac), `?`, or `G P` for one after the other; empty when it has none.
    pub shortcut: &'static str,
    /// Whether it can be done now.
    pub available: Callback<Actor, bool>,
    /// Does it.
    pub run: Callback<Actor>,
}

impl Action {
    /// An action that can always be done.
    pub fn new(
        id: &'static str,
        name: impl Into<String>,
        shortcut: &'static str,
        run: impl Fn(Actor) + Send + Sync + 'static,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            keywords: "",
            group: "Do",
            shortcut,
            available: Callback::new(|_| true),
            run: Callback::new(run),
        }
    }

    /// Puts it under a heading in help.
    pub fn in_group(self, group: &'static str) -> Self {
        Self { group, ..self }
    }

    /// Lets other words find it.
    pub fn found_by(self, keywords: &'static str) -> Self {
        Self { keywords, ..self }
    }

    /// Offers it only while `available` says so.
    pub fn when(self, available: impl Fn(Actor) -> bool + Send + Sync + 'static) -> Self {
        Self {
            available: Callback::new(available),
            ..self
        }
    }
}

impl Actor {
    /// Gathers the handles; call once, inside the router.
    pub fn new(session: Session) -> Self {
        let navigate = leptos_router::hooks::use_navigate();
        // The router's function is not thread-safe by type; everything here runs on the one browser thread.
        let navigate = send_wrapper::SendWrapper::new(navigate);
        let go = move |path: &str| navigate(path, NavigateOptions::default());
        Self {
            session,
            overlay: RwSignal::new(None),
            page_actions: RwSignal::new(Vec::new()),
            navigate: StoredValue::new(std::sync::Arc::new(go)),
            toasts: use_toasts(),
        }
    }

    /// Opens a page of the app.
    pub fn go(&self, path: &str) {
        let navigate = self.navigate.get_value();
        navigate(path);
    }

    /// Carries out a command and says what was done, with *Undo* beside it; says plainly when it cannot be done.
    /// Answers whether it was done.
    pub fn act(&self, command: Command) -> bool {
        let undoing = matches!(
            command,
            Command::Undo | Command::Redo | Command::UndoChange(_) | Command::UndoMany(_)
        );
        match self.session.run(command) {
            Ok(done) => {
                self.say_done(&done, undoing);
                true
            }
            Err(error) => {
                self.toasts.warn(error.to_string());
                false
            }
        }
    }

    /// As [`Actor::act`], for what draws much of a page anew: it is stored first, then shown, then `then` is called.
    /// Answers whether it was done.
    pub fn act_then(&self, command: Command, then: impl FnOnce() + 'static) -> bool {
        let actor = *self;
        let shown = move |done: &Done| {
            actor.say_done(done, false);
            then();
        };
        match self.session.run_then(command, shown) {
            Ok(()) => true,
            Err(error) => {
                self.toasts.warn(error.to_string());
                false
            }
        }
    }

    fn say_done(&self, done: &Done, undoing: bool) {
        let left = match done.left_alone.len() {
            0 => String::new(),
            1 => " One thing was left as it is, because it was changed again since.".to_owned(),
            many => format!(
                " {many} things were left as they are, because they were changed again since."
            ),
        };
        let message = format!("{}.{left}", done.message.trim_end_matches('.'));
        if done.change.is_none() {
            self.toasts.say("Nothing to change: it was so already.");
        } else if undoing {
            self.toasts.say(message);
        } else {
            self.offer_undo(message);
        }
    }

    /// Says what was done last, with *Undo* beside it, which takes back this and nothing that is done later.
    pub fn offer_undo(&self, message: String) {
        let actor = *self;
        let newest = move || {
            let newest = |workspace: &Workspace| workspace.trail().next_undo();
            actor.session.read(newest).map(|(change, _)| change)
        };
        let meant = newest();
        let undo = Callback::new(move |()| {
            let Some(meant) = &meant else { return };
            let standing = |workspace: &Workspace| workspace.trail().standing(meant.id);
            if newest().is_some_and(|newest| newest.id == meant.id) {
                actor.act(Command::Undo);
            } else if actor
                .session
                .read(standing)
                .is_some_and(|(_, undone)| undone)
            {
                actor.toasts.say("That was taken back already.");
            } else {
                actor.act(Command::UndoChange(Box::new(Change::clone(meant))));
            }
        });
        self.toasts.offer(message, "Undo", undo);
    }

    /// Every action: the app's own and those of the page in view.
    pub fn actions(&self) -> Vec<Action> {
        let mut all = self.page_actions.get();
        all.extend(app_actions());
        all
    }
}

/// The actor of the component that asks.
pub fn use_actor() -> Actor {
    expect_context::<Actor>()
}

/// Adds actions for as long as the calling page is in view.
pub fn offer_page_actions(actions: Vec<Action>) {
    let actor = use_actor();
    let mine = OFFERS.with(|offers| {
        offers.set(offers.get().wrapping_add(1));
        offers.get()
    });
    actor.page_actions.set(actions);
    on_cleanup(move || {
        // The router draws the next page before it lets go of the last one: that one must not take these away.
        if OFFERS.with(std::cell::Cell::get) == mine {
            actor.page_actions.try_set(Vec::new());
        }
    });
}

thread_local! {
    /// Counts the lists of actions that pages have offered.
    static OFFERS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// The actions that are there on every page.
pub fn app_actions() -> Vec<Action> {
    let go = |id, name: &str, shortcut, path: &'static str| {
        Action::new(
            id,
            format!("Go to {name}"),
            shortcut,
            move |actor: Actor| actor.go(path),
        )
        .in_group("Go to")
    };
    let add = |id, name: &str, shortcut, kind: &'static str| {
        Action::new(id, name, shortcut, move |actor: Actor| {
            actor.overlay.set(Some(Overlay::Add(kind)))
        })
        .found_by("new create")
    };
    vec![
        go("go.today", "Today", "G T", "/"),
        go("go.pipeline", "the pipeline", "G P", "/pipeline").found_by("board stages"),
        go("go.ventures", "ventures", "G V", "/ventures").found_by("table list"),
        go("go.opportunities", "opportunities", "G C", "/opportunities")
            .found_by("contracts tenders bids board"),
        go("go.forecast", "the forecast", "G F", "/forecast")
            .found_by("money income financial year secured hoped weighted"),
        go("go.contracts", "contracts", "G K", "/contracts")
            .found_by("clock ends renewal extension notice calendar"),
        go("go.people", "people and organisations", "G O", "/people").found_by("contacts"),
        go("go.updates", "updates from founders", "", "/inbox")
            .found_by("inbox answers review asked"),
        go("go.data", "data", "G D", "/data").found_by("import export history backup"),
        go("go.settings", "settings", "G S", "/settings").found_by("stages gates"),
        add("add.venture", "Add a venture", "N", "venture"),
        add(
            "add.organisation",
            "Add an organisation",
            "",
            "organisation",
        ),
        add("add.contact", "Add a person", "", "contact"),
        add("add.step", "Add a next step", "", "step").found_by("task to do"),
        Action::new("undo", "Undo", "Mod+Z", |actor| {
            actor.act(Command::Undo);
        })
        .when(|actor| actor.session.can_undo.with(Option::is_some)),
        Action::new("redo", "Redo", "Mod+Shift+Z", |actor| {
            actor.act(Command::Redo);
        })
        .when(|actor| actor.session.can_redo.with(Option::is_some)),
        Action::new("palette", "Search, or run a command", "Mod+K", |actor| {
            actor.overlay.set(Some(Overlay::Palette));
        })
        .found_by("find"),
        Action::new("shortcuts", "Show keyboard shortcuts", "?", |actor| {
            actor.overlay.set(Some(Overlay::Shortcuts))
        })
        .found_by("help keys"),
        Action::new("who", "Say who you are", "", |actor| {
            actor.overlay.set(Some(Overlay::WhoAmI))
        })
        .found_by("name author"),
    ]
}
