//! Words, filters, deadlines and values; the result; board or table.

use crate::ui::weave::prelude::*;

use super::{Page, in_all};
use crate::{
    domain::money::Pence,
    ui::{
        filter_bar::{Choosing, Filters},
        parts::{Button, ButtonKind, Icon, Menu, MenuItem},
    },
    workspace::opportunities::{
        Due, KINDS, OPPORTUNITY_FILTERS, OpportunitySet, filter_choices, filter_label,
    },
};

/// Deadlines that can be asked for.
const DUES: &[(Option<Due>, &str)] = &[
    (None, "Any deadline"),
    (Some(Due::Within(14)), "Due within 14 days"),
    (Some(Due::Within(30)), "Due within 30 days"),
    (Some(Due::Within(90)), "Due within 90 days"),
    (Some(Due::Passed), "Deadline has passed"),
    (Some(Due::Unknown), "No deadline known"),
];

/// Values that can be asked for, from and to, in pence.
const VALUES: &[(Option<i64>, Option<i64>, &str)] = &[
    (None, None, "Any value"),
    (None, Some(3_000_000), "Up to £30,000"),
    (None, Some(10_000_000), "Up to £100,000"),
    (Some(3_000_000), None, "£30,000 or more"),
    (Some(10_000_000), None, "£100,000 or more"),
    (Some(100_000_000), None, "£1 million or more"),
];

fn choosing(page: Page) -> Choosing {
    let session = page.actor.session;
    Choosing {
        fields: OPPORTUNITY_FILTERS,
        chosen: Callback::new(move |field: &'static str| {
            page.set
                .with(|set| set.filters.get(field).cloned().unwrap_or_default())
        }),
        values: Callback::new(move |field: &'static str| {
            page.all
                .with(|all| session.read(|workspace| filter_choices(all, field, workspace)))
        }),
        label: Callback::new(move |(field, id): (&'static str, String)| {
            for kind in KINDS {
                session.track_kind(kind);
            }
            session.read(|workspace| filter_label(field, &id, workspace))
        }),
        toggle: Callback::new(move |(field, id): (&'static str, String)| {
            page.change(|set| set.toggle(field, &id));
        }),
        take_off: Callback::new(move |field: &'static str| {
            page.change(|set| drop(set.filters.remove(field)));
        }),
        hint: |field| {
            (field == "code").then_some("Codes by division: the first two figures of the CPV code.")
        },
    }
}

/// The bar above board and table.
#[component]
pub(super) fn Tools(page: Page) -> impl IntoView {
    let due_label = move || {
        let due = page.set.with(|set| set.due);
        DUES.iter()
            .find(|(known, _)| *known == due)
            .filter(|_| due.is_some())
            .map_or("Deadline", |(_, label)| label)
    };
    let due_items = move || {
        let now = page.set.with(|set| set.due);
        DUES.iter()
            .map(|(due, label)| {
                MenuItem::new(*label, move || page.change(|set| set.due = *due))
                    .checked(*due == now)
            })
            .collect::<Vec<_>>()
    };
    let bounds = move || {
        page.set
            .with(|set| (set.least.map(|least| least.0), set.most.map(|most| most.0)))
    };
    let value_label = move || {
        let (least, most) = bounds();
        VALUES
            .iter()
            .find(|(from, to, _)| (*from, *to) == (least, most))
            .filter(|_| (least, most) != (None, None))
            .map_or("Value", |(.., label)| label)
    };
    let value_items = move || {
        let now = bounds();
        VALUES
            .iter()
            .map(|(from, to, label)| {
                MenuItem::new(*label, move || {
                    page.change(|set| {
                        set.least = from.map(Pence);
                        set.most = to.map(Pence);
                    });
                })
                .checked((*from, *to) == now)
            })
            .collect::<Vec<_>>()
    };
    let side = move |table: bool, label: &'static str, icon: Icon| {
        view! {
            <Button
                label
                icon
                pressed=Signal::derive(move || Some(page.table.get() == table))
                on_press=move || page.show_as_table(table)
            />
        }
    };
    view! {
        <div class="filter-bar" role="search" aria-label="Which opportunities">
            <div class="input short">
                <input
                    id="opportunity-words"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Find words"
                    aria-label="Find words in these opportunities"
                    prop:value=move || page.set.with(|set| set.words.clone())
                    on:input=move |event| page.type_words(event_target_value(&event))
                />
            </div>
            <Filters choosing=choosing(page)/>
            <Menu label=Signal::derive(move || due_label().to_owned()) items=Signal::derive(due_items) describe=Signal::derive(move || format!("Filter by deadline: {}", due_label()))/>
            <Menu label=Signal::derive(move || value_label().to_owned()) items=Signal::derive(value_items) describe=Signal::derive(move || format!("Filter by value: {}", value_label()))/>
            <Button
                label="Live"
                describe="Live only: something may still come of them"
                pressed=Signal::derive(move || Some(page.set.with(|set| set.live)))
                on_press=move || page.change(|set| set.live = !set.live)
            />
            <Show when=move || page.set.with(|set| set.filter_count() > 0)>
                <Button label="Clear all" kind=ButtonKind::Quiet on_press=move || page.clear()/>
            </Show>
            <span class="filter-result" aria-live="polite">{move || in_all(page)}</span>
            <span class="push"></span>
            <Show when=move || page.table.get()>{super::table::tools(page)}</Show>
            <Button
                label="Add"
                describe="Note an opportunity"
                icon=Icon::Plus
                kind=ButtonKind::Primary
                on_press=move || page.noting.set(true)
            />
            <div class="button-group" role="group" aria-label="Show as">
                {side(false, "Board", Icon::Pipeline)}
                {side(true, "Table", Icon::Table)}
            </div>
        </div>
    }
}

/// A new set over the same columns and order, for links.
pub(super) fn of_status(set: &OpportunitySet, status: &str) -> String {
    let mut set = set.clone();
    set.filters
        .insert("status".to_owned(), vec![status.to_owned()]);
    format!("{}?{}&{}", super::PATH, super::AS_TABLE, set.to_text())
}
