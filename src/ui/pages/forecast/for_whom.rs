//! Whose forecast is shown: everybody's, one venture's, or what names none.

use crate::ui::weave::prelude::*;

use super::{NOBODY, Page};
use crate::{
    ledger::{RecordId, ordering},
    ui::{
        in_place::{Picked, RecordPicker},
        parts::{Button, Choice, SelectField},
    },
    workspace::forecast::{Scope, When},
};

/// With more opportunities and contracts than this, a venture is looked for by its name: nobody reads a list of
/// thousands, and drawing it would keep the page waiting.
const MOST_LISTED: usize = 500;

/// What the list of ventures calls a scope.
fn scope_id(scope: Scope) -> String {
    match scope {
        Scope::Incubator => String::new(),
        Scope::Nobody => NOBODY.to_owned(),
        Scope::Venture(id) => id.to_string(),
    }
}

/// Everybody the forecast can be asked for: all together, each venture, and what names none.
fn scopes(page: Page, here: Scope) -> Vec<Choice> {
    let rows = page
        .forecast
        .with(|forecast| forecast.by_venture(When::Ever));
    let mut scopes: Vec<Scope> = rows
        .iter()
        .map(|row| row.venture.map_or(Scope::Nobody, Scope::Venture))
        .collect();
    // A link may name a venture that has nothing in the forecast.
    if here != Scope::Incubator && !scopes.contains(&here) {
        scopes.push(here);
    }
    let mut named: Vec<(Scope, String)> = scopes
        .into_iter()
        .map(|scope| (scope, page.scope_name(scope)))
        .collect();
    ordering::sort_by_key(&mut named, |(scope, name)| {
        (*scope == Scope::Nobody, name.to_lowercase())
    });
    let whole = (Scope::Incubator, page.scope_name(Scope::Incubator));
    std::iter::once(whole)
        .chain(named)
        .map(|(scope, name)| Choice::new(scope_id(scope), name))
        .collect()
}

/// All of them in a list.
#[component]
fn Listed(page: Page) -> impl IntoView {
    let scope = page.scope();
    let value = RwSignal::new(scope_id(scope.get_untracked()));
    Effect::new(move |_| value.set(scope_id(scope.get())));
    let options = Signal::derive(move || scopes(page, scope.get()));
    let pick = move |picked: String| {
        page.ask(|asked| {
            asked.scope = match picked.as_str() {
                NOBODY => Scope::Nobody,
                id => RecordId::parse(id).map_or(Scope::Incubator, Scope::Venture),
            };
        });
    };
    view! { <SelectField label="For whom" hide_label=true value options on_commit=pick/> }
}

/// One of many, found by its name.
#[component]
fn Found(page: Page) -> impl IntoView {
    let scope = page.scope();
    let name = move |scope| match scope {
        Scope::Venture(_) => page.scope_name(scope),
        Scope::Incubator | Scope::Nobody => String::new(),
    };
    let value = RwSignal::new(untrack(|| name(scope.get())));
    Effect::new(move |_| value.set(name(scope.get())));
    let show = move |scope: Scope| page.ask(|asked| asked.scope = scope);
    let pick = move |picked: Picked| {
        if let Picked::Known(id) = picked {
            show(Scope::Venture(id));
        }
    };
    let one = move |wanted: Scope, label: &'static str| {
        view! {
            <Button
                label
                pressed=Signal::derive(move || Some(scope.get() == wanted))
                on_press=move || show(wanted)
            />
        }
    };
    view! {
        <div class="button-group" role="group" aria-label="For whom">
            {one(Scope::Incubator, "All ventures together")}
            {one(Scope::Nobody, "No venture named yet")}
        </div>
        <RecordPicker kind="venture" label="For one venture" value on_pick=pick/>
    }
}

/// The choice of one, in a list or by name.
#[component]
pub(super) fn ForWhom(page: Page) -> impl IntoView {
    let many = Memo::new(move |_| {
        page.forecast
            .with(|forecast| forecast.counts_more_than(MOST_LISTED))
    });
    view! { <Show when=move || many.get() fallback=move || view! { <Listed page/> }><Found page/></Show> }
}
