//! The command palette: finds any record and runs any action.

use std::sync::Arc;

use crate::ui::weave::prelude::*;
use leptos::{ev::KeyboardEvent, html};

use crate::{
    domain::names::search_key,
    ledger::ordering,
    ui::{
        actions::{Action, use_actor},
        keyboard::keys_text,
        on_demand::{arriving, part},
        parts::{Icon, announce, icon},
        session::use_session,
    },
    workspace::search::{Hit, SearchIndex, address_of},
};

/// Most records shown at once.
const MOST_HITS: usize = 12;
/// Records read into the index before the browser gets a turn.
const READ_AT_ONCE: usize = 5_000;

#[derive(Clone)]
enum Row {
    Heading(&'static str),
    Record(Hit),
    Act(Action),
}

impl Row {
    fn is_choice(&self) -> bool {
        !matches!(self, Self::Heading(_))
    }
}

/// The palette.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: Signal<bool>,
) -> impl IntoView {
    let actor = use_actor();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            drop(dialog.show_modal());
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let close = move || actor.overlay.set(None);
    view! {
        <dialog
            class="palette"
            node_ref=node
            aria-label="Find or do anything"
            on:close=move |_| if open.get_untracked() { close() }
            on:pointerdown=move |event| {
                let outside = event.target().zip(node.get_untracked()).is_some_and(|(target, dialog)| {
                    AsRef::<web_sys::EventTarget>::as_ref(&dialog) == &target
                });
                if outside { close() }
            }
        >
            <Show when=move || open.get()>
                {arriving(&FINDER, |draw| draw())}
            </Show>
        </dialog>
    }
}

part! { pub(in crate::ui) FINDER, daily: fn() -> AnyView = || view! { <Finder/> }.into_any() }

#[component]
fn Finder() -> impl IntoView {
    let actor = use_actor();
    let session = use_session();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let index = StoredValue::new(SearchIndex::default());
    let read = RwSignal::new(0u32);
    read_index(index, read);
    let rows = Memo::uncompared(move |_| {
        read.track();
        let words = typed.get();
        let hits = session
            .read(|workspace| index.with_value(|index| index.find(workspace, &words, MOST_HITS)));
        Arc::new(rows_for(
            &words,
            hits,
            actor
                .actions()
                .into_iter()
                .filter(|action| action.available.run(actor)),
        ))
    });
    let choices = move || rows.with(|rows| rows.iter().filter(|row| row.is_choice()).count());
    let run = move |at: usize| {
        let row =
            rows.with_untracked(|rows| rows.iter().filter(|row| row.is_choice()).nth(at).cloned());
        if row.is_some() {
            actor.overlay.set(None);
        }
        match row {
            Some(Row::Record(hit)) => actor.go(&address_of(hit.kind, hit.record, hit.venture)),
            Some(Row::Act(action)) => action.run.run(actor),
            Some(Row::Heading(_)) | None => {}
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = untrack(choices);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            "Home" if count > 0 => chosen.set(0),
            "End" if count > 0 => chosen.set(count - 1),
            "Enter" => run(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        let count = rows.with(|rows| rows.iter().filter(|row| row.is_choice()).count());
        if !typed.get().is_empty() {
            announce(&match count {
                0 => "Nothing found".to_owned(),
                1 => "1 result".to_owned(),
                many => format!("{many} results"),
            });
        }
    });
    view! {
        <div class="palette-field">
            {icon(Icon::Search)}
            <input
                type="text"
                role="combobox"
                aria-label="Find or do anything"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || (choices() > 0).then(|| format!("palette-{}", chosen.get()))
                placeholder="A venture, a person, a next step, or what you want to do"
                autocomplete="off"
                autofocus=true
                spellcheck="false"
                prop:value=typed
                on:input=move |event| {
                    chosen.set(0);
                    typed.set(event_target_value(&event));
                }
                on:keydown=on_key
            />
        </div>
        <ul class="palette-list" id="palette-list" role="listbox" aria-label="Results">
            {move || draw(&rows.get(), chosen, run)}
        </ul>
        <p class="palette-foot"><kbd>"↑ ↓"</kbd>" choose " <kbd>"Enter"</kbd>" open " <kbd>"Esc"</kbd>" close"</p>
    }
}

/// Reads the workspace into the index a bit at a time, so that typing is never held up.
fn read_index(index: StoredValue<SearchIndex>, read: RwSignal<u32>) {
    let session = use_session();
    let turn = move || {
        let mut finished = true;
        session.read(|workspace| {
            index.try_update_value(|index| finished = index.read_some(workspace, READ_AT_ONCE));
        });
        read.try_update(|turns| *turns += 1);
        finished
    };
    if turn() {
        return;
    }
    leptos::task::spawn_local(async move {
        loop {
            gloo_timers::future::TimeoutFuture::new(0).await;
            // Once the palette is gone there is nobody to read for.
            if read.try_get_untracked().is_none() || turn() {
                break;
            }
        }
    });
}

fn rows_for(words: &str, hits: Vec<Hit>, actions: impl Iterator<Item = Action>) -> Vec<Row> {
    let key = search_key(words);
    let wanted: Vec<&str> = key.split_whitespace().collect();
    let mut fitting: Vec<Action> = actions
        .filter(|action| {
            let text = search_key(&format!("{} {}", action.name, action.keywords));
            action.id != "palette" && wanted.iter().all(|word| text.contains(word))
        })
        .collect();
    // What is called just so comes before what only mentions it: Enter does what was typed.
    ordering::sort_by_key(&mut fitting, |action| {
        let name = search_key(&action.name);
        (name != key, !name.starts_with(&key))
    });
    fitting.truncate(if wanted.is_empty() { 20 } else { 8 });
    let mut rows = Vec::new();
    if !hits.is_empty() {
        rows.push(Row::Heading("Records"));
        rows.extend(hits.into_iter().map(Row::Record));
    }
    if !fitting.is_empty() {
        rows.push(Row::Heading("Actions"));
        rows.extend(fitting.into_iter().map(Row::Act));
    }
    rows
}

fn picture_of(kind: &str) -> Icon {
    match kind {
        "venture" => Icon::Ventures,
        "organisation" => Icon::Organisation,
        "contact" => Icon::Person,
        "step" => Icon::Check,
        "place" => Icon::Place,
        "document" => Icon::Document,
        _ => Icon::Note,
    }
}

fn draw(
    rows: &[Row],
    chosen: RwSignal<usize>,
    run: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> AnyView {
    if rows.is_empty() {
        return view! { <li class="palette-group" role="presentation">"Nothing found. Try fewer letters."</li> }.into_any();
    }
    let mut at = 0;
    rows.iter()
        .map(|row| {
            let (picture, name, more, keys) = match row {
                Row::Heading(text) => {
                    return view! { <li class="palette-group" role="presentation">{*text}</li> }
                        .into_any();
                }
                Row::Record(hit) => (
                    picture_of(hit.kind),
                    hit.name.clone(),
                    hit.more.clone(),
                    String::new(),
                ),
                Row::Act(action) => (
                    Icon::ChevronRight,
                    action.name.clone(),
                    String::new(),
                    keys_text(action.shortcut),
                ),
            };
            let place = at;
            at += 1;
            view! {
                <li
                    class="palette-item"
                    id=format!("palette-{place}")
                    role="option"
                    aria-selected=move || if chosen.get() == place { "true" } else { "false" }
                    on:click=move |_| run(place)
                    on:pointermove=move |_| if chosen.get_untracked() != place { chosen.set(place) }
                >
                    {icon(picture)}
                    <span class="palette-name">{name}</span>
                    <span class="palette-more">{more}</span>
                    {(!keys.is_empty()).then(|| view! { <kbd>{keys}</kbd> })}
                </li>
            }
            .into_any()
        })
        .collect_view()
        .into_any()
}
