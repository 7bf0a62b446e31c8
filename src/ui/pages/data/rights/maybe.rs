//! Words that may mean the person too, for somebody to decide, and what no machine finds.

use std::sync::Arc;

use super::Search;
use crate::{
    domain::counting::counted,
    ui::{
        parts::{Button, CheckboxField},
        weave::prelude::*,
    },
    workspace::about_person::{AboutPerson, Because, Maybe},
};

#[component]
pub(super) fn MayMeanThem(search: Search, about: Arc<AboutPerson>) -> impl IntoView {
    let ticks: Vec<(String, RwSignal<bool>)> = about
        .maybe()
        .iter()
        .map(|maybe| (maybe.text.clone(), RwSignal::new(false)))
        .collect();
    let lines = about.maybe().iter().zip(&ticks);
    let lines = lines
        .map(|(maybe, (_, ticked))| line(maybe, *ticked))
        .collect_view();
    let any = {
        let ticks = ticks.clone();
        Signal::derive(move || !ticks.iter().any(|(_, ticked)| ticked.get()))
    };
    let is_any = !ticks.is_empty();
    let again = move || {
        let ticked = ticks.iter().filter(|(_, ticked)| ticked.get_untracked());
        ticked.for_each(|(text, _)| search.add(text));
        search.look();
    };
    view! {
        {is_any.then(|| view! {
            <fieldset class="plain-set">
                <legend>"These may mean them too"</legend>
                <p class="quiet small">"They stand where none of the names above does, and would stay there. Tick what means this person and nobody else."</p>
                <div class="stack tight">{lines}</div>
                <div class="row"><Button label="Look for the ticked ones as well" disabled=any on_press=again/></div>
            </fieldset>
        })}
        <p class="quiet small">"Fledgling cannot find nicknames, initials, spellings that are further off, or words such as “the chair’s sister”. Read what was written about their ventures, and add such words above."</p>
    }
}

fn line(maybe: &Maybe, ticked: RwSignal<bool>) -> AnyView {
    let places = maybe
        .places
        .iter()
        .map(|place| {
            let words = format!("{}: “{}”", place.field, place.excerpt);
            let name = if place.deleted {
                format!("{} (deleted)", place.name).into_any()
            } else {
                view! { <a href=place.address.clone()>{place.name.clone()}</a> }.into_any()
            };
            view! { <li>{name}", "{words}</li> }
        })
        .collect_view();
    let more = maybe.in_records.saturating_sub(maybe.places.len());
    view! {
        <CheckboxField label=format!("“{}”", maybe.text) hint=hint(maybe) checked=ticked disabled=maybe.is_own_word/>
        <ul class="small">
            {places}
            {(more > 0).then(|| view! { <li>{format!("and {} more", counted(more, "place", "places"))}</li> })}
        </ul>
    }
    .into_any()
}

fn hint(maybe: &Maybe) -> String {
    let because = match maybe.because {
        Because::InRecord => "It stands in their record",
        Because::PartOfName => "A part of their name",
        Because::LikeName => "Written nearly like their name",
        Because::Number => "Their number, written otherwise",
    };
    let own = if maybe.is_own_word {
        " Fledgling uses this word itself, so it cannot be erased from texts."
    } else {
        ""
    };
    format!(
        "{because}: in {}, and in {} of the history.{own}",
        counted(
            maybe.in_records,
            "place in the records",
            "places in the records"
        ),
        counted(maybe.in_history, "change", "changes"),
    )
}
