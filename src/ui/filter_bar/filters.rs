//! The filters in force, and how they are chosen.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::as_u64;
use crate::{
    domain::names::search_key,
    ui::parts::{
        Button, ButtonKind, Dialog, DialogSize, FilterChip, Icon, Menu, MenuItem, fresh_id,
    },
};

/// From how many values on a list gets a field to narrow it.
const MANY_VALUES: usize = 10;
/// More values than this are not listed: narrow the list instead.
const MOST_VALUES: usize = 200;

/// What can be filtered by, and how. The callbacks that read are followed.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// The fields, with what people read.
    pub fields: &'static [(&'static str, &'static str)],
    /// The values in force for a field.
    pub chosen: Callback<&'static str, Vec<String>>,
    /// Every value of a field: its id, what people read, how many have it.
    pub values: Callback<&'static str, Vec<(String, String, usize)>>,
    /// What people read for one value.
    pub label: Callback<(&'static str, String), String>,
    /// Puts a value into force, or takes it out.
    pub toggle: Callback<(&'static str, String)>,
    /// Takes a whole filter off.
    pub take_off: Callback<&'static str>,
    /// A line above a field's values.
    pub hint: fn(&'static str) -> Option<&'static str>,
}

impl Choosing {
    fn name_of(self, field: &str) -> &'static str {
        self.fields
            .iter()
            .find(|(known, _)| *known == field)
            .map_or("Filter", |(_, name)| name)
    }

    /// The values in force, in words: "Idea, Test safely or Contracted".
    fn words(self, field: &'static str) -> String {
        let labels: Vec<String> = self
            .chosen
            .run(field)
            .into_iter()
            .map(|id| self.label.run((field, id)))
            .collect();
        match labels.as_slice() {
            [] => String::new(),
            [first, second, third, rest @ ..] if !rest.is_empty() => {
                format!("{first}, {second}, {third} or {} more", rest.len())
            }
            [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            [only, ..] => only.clone(),
        }
    }
}

/// A chip for each filter in force, and the ways to add one.
#[component]
pub fn Filters(
    /// What can be filtered by.
    choosing: Choosing,
) -> impl IntoView {
    let editing = RwSignal::new(None::<&'static str>);
    let in_force = Memo::new(move |_| {
        let fields = choosing.fields.iter().map(|(field, _)| *field);
        fields
            .filter(|field| !choosing.chosen.run(field).is_empty())
            .collect::<Vec<_>>()
    });
    let chip = move |field: &'static str| {
        view! {
            <FilterChip
                label=choosing.name_of(field)
                value=Signal::derive(move || choosing.words(field))
                on_press=move || editing.set(Some(field))
                on_remove=move || choosing.take_off.run(field)
            />
        }
    };
    let items = move || {
        choosing
            .fields
            .iter()
            .map(|(field, name)| {
                MenuItem::new(format!("{name}…"), move || editing.set(Some(field)))
            })
            .collect::<Vec<_>>()
    };
    view! {
        <For each=move || in_force.get() key=|field| *field children=chip/>
        <Menu label="Filter" icon=Icon::Filter items=Signal::derive(items) describe="Add a filter"/>
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=move || editing.set(None)
            title=Signal::derive(move || editing.get().map_or_else(String::new, |field| {
                format!("Filter by {}", choosing.name_of(field).to_lowercase())
            }))
            size=DialogSize::Small
            easy_close=true
        >
            {move || editing.get().map(|field| view! {
                <Values choosing field done=Callback::new(move |()| editing.set(None))/>
            })}
        </Dialog>
    }
}

/// Every value of a field with how many have it. A tick takes effect at once.
#[component]
fn Values(choosing: Choosing, field: &'static str, done: Callback<()>) -> impl IntoView {
    let values = Memo::new(move |_| choosing.values.run(field));
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
        let ticked = move || choosing.chosen.run(field).contains(&mine);
        view! {
            <li class="tick-row">
                <div class="tick">
                    <input
                        id=id.clone()
                        type="checkbox"
                        prop:checked=ticked
                        on:change=move |_| choosing.toggle.run((field, value.clone()))
                    />
                    <label class="tick-label" for=id>{label}</label>
                </div>
                <span class="count">{grouped(as_u64(count))}</span>
            </li>
        }
    };
    view! {
        {(choosing.hint)(field).map(|hint| view! { <p class="small quiet">{hint}</p> })}
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
                    choosing.take_off.run(field);
                    done.run(());
                }
            />
        </div>
    }
}
