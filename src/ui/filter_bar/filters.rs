//! The filters in force, and how they are chosen.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::{Shown, as_u64};
use crate::{
    domain::names::search_key,
    ui::{
        parts::{
            Button, ButtonKind, Dialog, DialogSize, FilterChip, Icon, Menu, MenuItem, fresh_id,
        },
        session::use_session,
    },
    workspace::shown::{FILTERS, KINDS, filter_values, value_label},
};

/// From how many values on a list gets a field to narrow it.
const MANY_VALUES: usize = 10;
/// More values than this are not listed: narrow the list instead.
const MOST_VALUES: usize = 200;

fn name_of(field: &str) -> &'static str {
    FILTERS
        .iter()
        .find(|(known, _)| *known == field)
        .map_or("Filter", |(_, name)| name)
}

/// A chip for each filter in force, the ways to add one, and the way to be rid of all.
#[component]
pub(super) fn Filters(shown: Shown) -> impl IntoView {
    let session = use_session();
    let editing = RwSignal::new(None::<&'static str>);
    let in_force = Memo::new(move |_| {
        shown.set.with(|set| {
            FILTERS
                .iter()
                .filter(|(field, _)| set.filters.contains_key(*field))
                .map(|(field, _)| *field)
                .collect::<Vec<_>>()
        })
    });
    let chip = move |field: &'static str| {
        let value = move || {
            for kind in KINDS {
                session.track_kind(kind);
            }
            let ids = shown
                .set
                .with(|set| set.filters.get(field).cloned())
                .unwrap_or_default();
            let labels: Vec<String> = session.read(|workspace| {
                ids.iter()
                    .map(|id| value_label(workspace, field, id))
                    .collect()
            });
            match labels.as_slice() {
                [] => String::new(),
                [first, second, third, rest @ ..] if !rest.is_empty() => {
                    format!("{first}, {second}, {third} or {} more", rest.len())
                }
                [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
                [only, ..] => only.clone(),
            }
        };
        view! {
            <FilterChip
                label=name_of(field)
                value=Signal::derive(value)
                on_press=move || editing.set(Some(field))
                on_remove=move || shown.change(|set| drop(set.filters.remove(field)))
            />
        }
    };
    let items = move || {
        FILTERS
            .iter()
            .map(|(field, name)| {
                MenuItem::new(format!("{name}…"), move || editing.set(Some(field)))
            })
            .collect::<Vec<_>>()
    };
    let looks = move || shown.set.with(|set| set.needs_look);
    let any = move || shown.set.with(|set| set.filter_count() > 0);
    view! {
        <For each=move || in_force.get() key=|field| *field children=chip/>
        <Menu label="Filter" icon=Icon::Filter items=Signal::derive(items) describe="Add a filter"/>
        <Button
            label="Needs a look"
            describe="Needs a look: long in their stage, not heard from, or with a step overdue"
            pressed=Signal::derive(move || Some(looks()))
            on_press=move || shown.change(|set| set.needs_look = !set.needs_look)
        />
        <Show when=any>
            <Button label="Clear all" kind=ButtonKind::Quiet on_press=move || shown.clear()/>
        </Show>
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=move || editing.set(None)
            title=Signal::derive(move || editing.get().map_or_else(String::new, |field| {
                format!("Filter by {}", name_of(field).to_lowercase())
            }))
            size=DialogSize::Small
            easy_close=true
        >
            {move || editing.get().map(|field| view! {
                <Values shown field done=Callback::new(move |()| editing.set(None))/>
            })}
        </Dialog>
    }
}

/// Every value of a field with how many ventures have it. A tick takes effect at once.
#[component]
fn Values(shown: Shown, field: &'static str, done: Callback<()>) -> impl IntoView {
    let values = use_session().view(KINDS, move |workspace| filter_values(workspace, field));
    let narrow = RwSignal::new(String::new());
    let fitting = Memo::new(move |_| {
        let key = search_key(&narrow.get());
        values.with(|values| {
            let fits = values
                .iter()
                .filter(|(_, label, _)| key.is_empty() || search_key(label).contains(&key));
            fits.take(MOST_VALUES).cloned().collect::<Vec<_>>()
        })
    });
    let left_out =
        move || values.with(Vec::len) > MOST_VALUES && fitting.with(Vec::len) >= MOST_VALUES;
    let row = move |(value, label, count): (String, String, usize)| {
        let id = fresh_id("filter");
        let mine = value.clone();
        let ticked = move || {
            shown.set.with(|set| {
                set.filters
                    .get(field)
                    .is_some_and(|wanted| wanted.contains(&mine))
            })
        };
        view! {
            <li class="tick-row">
                <div class="tick">
                    <input
                        id=id.clone()
                        type="checkbox"
                        prop:checked=ticked
                        on:change=move |_| shown.change(|set| set.toggle(field, &value))
                    />
                    <label class="tick-label" for=id>{label}</label>
                </div>
                <span class="count">{grouped(as_u64(count))}</span>
            </li>
        }
    };
    view! {
        {(field == "disposition").then(|| view! {
            <p class="small quiet">"Without a choice here, active ventures are shown."</p>
        })}
        {move || (values.with(Vec::len) > MANY_VALUES).then(|| view! {
            <div class="input">
                <input
                    type="search"
                    aria-label="Narrow this list"
                    placeholder="Narrow this list"
                    autocomplete="off"
                    prop:value=move || narrow.get()
                    on:input=move |event| narrow.set(event_target_value(&event))
                />
            </div>
        })}
        <ul class="filter-values" role="list">
            <For each=move || fitting.get() key=|(value, label, count)| format!("{value} {label} {count}") children=row/>
        </ul>
        {move || fitting.with(Vec::is_empty).then(|| view! { <p class="quiet">"Nothing to choose from here yet."</p> })}
        {move || left_out().then(|| view! { <p class="small quiet">"There are more: narrow the list to find them."</p> })}
        <div class="dialog-actions">
            <Button label="Done" kind=ButtonKind::Primary on_press=done/>
            <Button
                label="Take this filter off"
                kind=ButtonKind::Quiet
                on_press=move || {
                    shown.change(|set| drop(set.filters.remove(field)));
                    done.run(());
                }
            />
        </div>
    }
}
