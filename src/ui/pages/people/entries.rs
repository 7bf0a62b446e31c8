//! The ledger of contacts: every conversation with a person or an organisation, across all ventures.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use crate::{
    domain::dates::Day,
    ui::{
        actions::use_actor,
        parts::{Button, DayText, Icon, IconButton, icon},
    },
    workspace::{Command, directory::EntryLine, search::address_of},
};

/// How many entries are drawn before somebody asks for all.
const FIRST: usize = 30;

fn picture(kind: &str) -> Icon {
    match kind {
        "meeting" => Icon::Meeting,
        "call" => Icon::Phone,
        "visit" => Icon::Visit,
        "email" => Icon::Mail,
        "founder_update" => Icon::Founder,
        "decision" => Icon::Decision,
        _ => Icon::Note,
    }
}

/// Entries, newest first, under their months.
#[component]
pub fn Entries(
    /// The entries.
    entries: Memo<Vec<EntryLine>>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let lines = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        let mut month = None;
        entries.with(|entries| {
            let mut drawn = Vec::new();
            for entry in entries.iter().take(most) {
                let this = entry.day.map(|day| (day.year(), day.month()));
                if this != month {
                    month = this;
                    drawn.push(
                        view! { <li class="timeline-month"><h3>{month_words(entry.day)}</h3></li> }
                            .into_any(),
                    );
                }
                drawn.push(view! { <Entry entry=entry.clone()/> }.into_any());
            }
            drawn
        })
    };
    let count = move || entries.with(Vec::len);
    view! {
        <ol class="timeline">{lines}</ol>
        {move || (count() > FIRST && !all.get()).then(|| view! {
            <Button label=format!("Show all {}", grouped(count() as u64)) small=true on_press=move || all.set(true)/>
        })}
    }
}

fn month_words(day: Option<Day>) -> String {
    match day {
        // "1 June 2026" without its day.
        Some(day) => day
            .to_string()
            .split_once(' ')
            .map_or_else(String::new, |(_, month)| month.to_owned()),
        None => "Without a day".to_owned(),
    }
}

#[component]
fn Entry(entry: EntryLine) -> impl IntoView {
    let actor = use_actor();
    let id = entry.id;
    let class = if entry.staff_only {
        "entry private"
    } else {
        "entry"
    };
    let venture = entry.venture.map(|(venture, name)| {
        let address = address_of("entry", id, Some(venture));
        view! { " about " <a href=address>{name}</a> }
    });
    let organisation = entry.organisation.map(|(organisation, name)| {
        view! { " with " <a href=address_of("organisation", organisation, None)>{name}</a> }
    });
    let who = (!entry.who.is_empty()).then(|| format!(" · {}", entry.who));
    let name = format!(
        "{} {}",
        entry.kind_label,
        entry.day.map(|day| day.to_string()).unwrap_or_default()
    );
    view! {
        <li class=class>
            <span class="entry-mark">{icon(picture(&entry.kind))}</span>
            <div class="entry-head">
                <strong>{entry.kind_label}</strong>
                {venture}{organisation}{who}
                {entry.day.map(|day| view! { " " <DayText iso=day.iso()/> })}
                {entry.staff_only.then(|| view! { " " <span class="mark">"Staff only"</span> })}
                " "
                <IconButton
                    icon=Icon::Bin
                    label=format!("Delete: {name}")
                    small=true
                    on_press=move || { actor.act(Command::Delete { records: vec![id] }); }
                />
            </div>
            {(!entry.said.is_empty()).then(|| view! { <div class="prose">{entry.said}</div> })}
            {(!entry.agreed.is_empty()).then(|| view! { <p class="agreed"><strong>"Agreed"</strong>" "{entry.agreed}</p> })}
        </li>
    }
}
