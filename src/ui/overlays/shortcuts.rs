//! The list of shortcuts, made from the action registry.

use crate::ledger::ordering;
use crate::ui::weave::prelude::*;

use crate::ui::{
    actions::{Action, use_actor},
    keyboard::keys_text,
    on_demand::{arriving, part},
    parts::Dialog,
};

/// Every action that has keys, by group.
#[component]
pub fn Shortcuts(
    /// Whether it is open.
    open: Signal<bool>,
) -> impl IntoView {
    let actor = use_actor();
    view! {
        <Dialog open on_close=move || actor.overlay.set(None) title="Keyboard shortcuts" easy_close=true>
            {arriving(&LIST, |draw| draw())}
        </Dialog>
    }
}

part! { pub(in crate::ui) LIST, daily: fn() -> AnyView = || view! { <List/> }.into_any() }

#[component]
fn List() -> impl IntoView {
    let actor = use_actor();
    move || {
        let actions: Vec<Action> = actor
            .actions()
            .into_iter()
            .filter(|action| !action.shortcut.is_empty())
            .collect();
        let mut names: Vec<&'static str> = actions.iter().map(|action| action.group).collect();
        names.dedup();
        ordering::sort(&mut names);
        names.dedup();
        names
            .into_iter()
            .map(|group| {
                let rows = actions
                    .iter()
                    .filter(|action| action.group == group)
                    .map(|action| {
                        view! { <div><dt>{action.name.clone()}</dt><dd><kbd>{keys_text(action.shortcut)}</kbd></dd></div> }
                    })
                    .collect_view();
                view! { <h3>{group}</h3><dl class="shortcuts">{rows}</dl> }
            })
            .collect_view()
    }
}
