//! Words, filters, deadlines and values; the result; saved views; board or table.

use crate::ui::weave::prelude::*;

use super::{Page, in_all};
use crate::{
    domain::money::Pence,
    ui::{
        filter_bar::{Choosing, Filters, Kept, SavedViews},
        parts::{Button, ButtonKind, Icon, IconButton},
    },
    workspace::opportunities::{
        Due, KINDS, OPPORTUNITY_FILTERS, OpportunitySet, filter_choices, filter_label,
    },
};

/// Deadlines that can be asked for, one at a time.
const DUES: &[(Due, &str)] = &[
    (Due::Within(14), "Within 14 days"),
    (Due::Within(30), "Within 30 days"),
    (Due::Within(90), "Within 90 days"),
    (Due::Passed, "Has passed"),
    (Due::Unknown, "Not known"),
];

/// Values that can be asked for, one at a time: from and to, in pence.
const WORTHS: &[(Option<Pence>, Option<Pence>, &str, &str)] = &[
    (None, Some(Pence(3_000_000)), "to-30k", "Up to £30,000"),
    (None, Some(Pence(10_000_000)), "to-100k", "Up to £100,000"),
    (Some(Pence(3_000_000)), None, "from-30k", "£30,000 or more"),
    (
        Some(Pence(10_000_000)),
        None,
        "from-100k",
        "£100,000 or more",
    ),
    (
        Some(Pence(100_000_000)),
        None,
        "from-1m",
        "£1 million or more",
    ),
];

/// What can be filtered by: the fields of the set, its deadline and its value.
const FIELDS: &[(&str, &str)] = &{
    let mut fields = [("", ""); OPPORTUNITY_FILTERS.len() + 2];
    let mut at = 0;
    while at < OPPORTUNITY_FILTERS.len() {
        fields[at] = OPPORTUNITY_FILTERS[at];
        at += 1;
    }
    fields[at] = (DUE, "Deadline");
    fields[at + 1] = (WORTH, "Value");
    fields
};
const DUE: &str = "due";
const WORTH: &str = "worth";

/// The band of values in force, if it is one of those offered.
fn worth_of(set: &OpportunitySet) -> Option<&'static str> {
    let band = WORTHS
        .iter()
        .find(|(from, to, ..)| (*from, *to) == (set.least, set.most));
    band.map(|(.., id, _)| *id)
}

/// The values in force for a field.
fn in_force(set: &OpportunitySet, field: &str) -> Vec<String> {
    match field {
        DUE => set.due.map(Due::to_text).into_iter().collect(),
        WORTH => worth_of(set).map(str::to_owned).into_iter().collect(),
        _ => set.filters.get(field).cloned().unwrap_or_default(),
    }
}

/// Every value of a field, with how many opportunities have it.
fn choices(page: Page, field: &'static str) -> Vec<(String, String, usize)> {
    let session = page.actor.session;
    let today = session.today.get();
    page.all.with(|all| match field {
        DUE => {
            let count = |due: Due| {
                all.iter()
                    .filter(|row| due.accepts(row.deadline, today))
                    .count()
            };
            let choice =
                |(due, label): &(Due, &str)| (due.to_text(), (*label).to_owned(), count(*due));
            DUES.iter().map(choice).collect()
        }
        WORTH => {
            let fits = |value: Pence, from: Option<Pence>, to: Option<Pence>| {
                from.is_none_or(|from| value >= from) && to.is_none_or(|to| value <= to)
            };
            let choice = |(from, to, id, label): &(Option<Pence>, Option<Pence>, &str, &str)| {
                let values = all.iter().filter_map(|row| row.value);
                let count = values.filter(|value| fits(*value, *from, *to)).count();
                ((*id).to_owned(), (*label).to_owned(), count)
            };
            WORTHS.iter().map(choice).collect()
        }
        _ => session.read(|workspace| filter_choices(all, field, workspace)),
    })
}

/// What people read for one value.
fn label_of(page: Page, field: &'static str, id: &str) -> String {
    let known = match field {
        DUE => DUES
            .iter()
            .find(|(due, _)| due.to_text() == id)
            .map(|(_, label)| *label),
        WORTH => WORTHS
            .iter()
            .find(|(.., known, _)| *known == id)
            .map(|(.., label)| *label),
        _ => {
            let session = page.actor.session;
            for kind in KINDS {
                session.track_kind(kind);
            }
            return session.read(|workspace| filter_label(field, id, workspace));
        }
    };
    known.map_or_else(|| id.to_owned(), str::to_owned)
}

fn toggle(set: &mut OpportunitySet, field: &str, id: &str) {
    match field {
        DUE => {
            let asked = Due::parse(id);
            set.due = asked.filter(|due| set.due != Some(*due));
        }
        WORTH => {
            let band = WORTHS.iter().find(|(.., known, _)| *known == id);
            let band = band.filter(|_| worth_of(set) != Some(id));
            (set.least, set.most) = band.map_or((None, None), |(from, to, ..)| (*from, *to));
        }
        _ => set.toggle(field, id),
    }
}

fn take_off(set: &mut OpportunitySet, field: &str) {
    match field {
        DUE => set.due = None,
        WORTH => (set.least, set.most) = (None, None),
        _ => drop(set.filters.remove(field)),
    }
}

fn choosing(page: Page) -> Choosing {
    Choosing {
        fields: FIELDS,
        chosen: Callback::new(move |field: &'static str| page.set.with(|set| in_force(set, field))),
        values: Callback::new(move |field: &'static str| choices(page, field)),
        label: Callback::new(move |(field, id): (&'static str, String)| label_of(page, field, &id)),
        toggle: Callback::new(move |(field, id): (&'static str, String)| {
            page.change(|set| toggle(set, field, &id));
        }),
        take_off: Callback::new(move |field: &'static str| page.change(|set| take_off(set, field))),
        hint: |field| match field {
            "code" => Some("Codes by division: the first two figures of the CPV code."),
            DUE | WORTH => Some("One at a time."),
            _ => None,
        },
    }
}

/// What is kept under a name: what is shown, as a board or as a table.
fn kept(page: Page) -> Kept {
    let text = move || {
        let text = page.set.with(OpportunitySet::to_text);
        page.with_look(page.table.get(), text)
    };
    Kept {
        screen: "opportunities",
        text: Signal::derive(text),
        show: Callback::new(move |query: String| page.show(&query)),
    }
}

/// The bar above board and table.
#[component]
pub(super) fn Tools(page: Page) -> impl IntoView {
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
            <SavedViews kept=kept(page)/>
            <Show when=move || page.table.get()>{super::table::tools(page)}</Show>
            <IconButton
                icon=Icon::Upload
                label="Import notices: drop their files anywhere here, or choose them"
                on_press=move || page.actor.go(super::IMPORT)
            />
            <Button
                label="Note"
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
