//! Two values that stand side by side until somebody decides.

use std::collections::HashMap;

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use super::Page;
use crate::{
    ledger::{Change, ChangeId},
    ui::{
        actions::use_actor,
        parts::{Button, focus_soon},
        session::Session,
    },
    workspace::{
        Command,
        venture_page::{Conflict, conflicts},
    },
};

/// How many log entries are read at once, looking for who wrote a value.
const ENTRIES_AT_ONCE: u32 = 200;
/// How often at most.
const READS: usize = 20;

type Authors = RwSignal<HashMap<ChangeId, String>>;

/// Looks in the log, newest first, for who made these changes.
fn find_authors(session: Session, mut wanted: Vec<ChangeId>, authors: Authors) {
    spawn_local(async move {
        let mut before = None;
        for _ in 0..READS {
            let Ok(entries) = session.host().log_before(before, ENTRIES_AT_ONCE).await else {
                return;
            };
            let Some((last, _)) = entries.last() else {
                return;
            };
            before = Some(*last);
            for (_, batch) in &entries {
                for change in serde_json::from_slice::<Vec<Change>>(batch).unwrap_or_default() {
                    if let Some(at) = wanted.iter().position(|id| *id == change.id) {
                        wanted.swap_remove(at);
                        // The page may be gone by now.
                        authors.try_update(|authors| {
                            authors.insert(change.id, change.by.name.clone())
                        });
                    }
                }
            }
            if wanted.is_empty() || authors.try_get_untracked().is_none() {
                return;
            }
        }
    });
}

#[component]
pub(super) fn Conflicts(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let all = Memo::new(move |_| {
        session.track_record(page.venture);
        session.read(|workspace| conflicts(workspace, page.venture))
    });
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| view! {
            <section aria-labelledby="to-settle">
                <h2 id="to-settle" tabindex="-1">"To settle"</h2>
                <p class="quiet">
                    "Two people changed the same thing without having seen each other’s change. Nothing is lost: say which should stand."
                </p>
                {all.into_iter().map(|conflict| view! { <One conflict/> }).collect_view()}
            </section>
        })
    }
}

#[component]
fn One(conflict: Conflict) -> impl IntoView {
    let actor = use_actor();
    let title = match &conflict.of {
        Some(of) => format!("Two versions of “{}” of “{of}”", conflict.label),
        None => format!("Two versions of “{}”", conflict.label),
    };
    let record = conflict.record;
    let authors: Authors = RwSignal::new(HashMap::new());
    find_authors(
        actor.session,
        conflict
            .versions
            .iter()
            .map(|version| version.change)
            .collect(),
        authors,
    );
    let choices = conflict
        .versions
        .into_iter()
        .map(|version| {
            let words = if version.shown.words.is_empty() {
                "Nothing".to_owned()
            } else {
                version.shown.words
            };
            let place = if version.from_here {
                "in this tab"
            } else {
                "in another tab or browser"
            };
            let now = if version.shown_now {
                ". Shown until you decide"
            } else {
                ""
            };
            let (when, change) = (version.when, version.change);
            let more = move || {
                let who = authors
                    .with(|authors| authors.get(&change).cloned())
                    .filter(|name| !name.is_empty());
                let who = who.map(|name| format!("{name}, ")).unwrap_or_default();
                format!("{who}{when}, {place}{now}")
            };
            let describe = format!("Keep this: “{words}”");
            let (field, value) = (conflict.field.clone(), version.shown.value);
            let keep = move || {
                if actor.act(Command::Choose {
                    record,
                    field: field.clone(),
                    value: value.clone(),
                }) {
                    focus_soon("page-title");
                }
            };
            view! {
                <div class="conflict-choice" data-kept=version.shown_now.then_some("")>
                    <p class="conflict-value">{words}</p>
                    <p class="line-more">{more}</p>
                    <Button label="Keep this" describe=describe small=true on_press=keep/>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="conflict"><h3>{title}</h3><div class="conflict-choices">{choices}</div></section>
    }
}
