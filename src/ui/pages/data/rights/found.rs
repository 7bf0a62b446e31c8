//! What was found about a person.

use std::sync::Arc;

use super::{Search, erase::EraseDialog, maybe::MayMeanThem};
use crate::{
    domain::{counting::counted, names::search_key},
    ui::{
        parts::{Banner, Button, ButtonKind, CheckboxField, Icon, Tone},
        weave::prelude::*,
    },
    workspace::about_person::{AboutPerson, Link, Naming, Past},
};

/// Lines of a list that are drawn before somebody asks for all.
const FIRST: usize = 30;

#[component]
pub(super) fn Found(search: Search) -> impl IntoView {
    move || {
        let about = search.found.get();
        about.map(|about| view! { <All search about/> })
    }
}

#[component]
fn All(search: Search, about: Arc<AboutPerson>) -> impl IntoView {
    let erasing = RwSignal::new(false);
    let session = search.session;
    let name = about.name.clone();
    let counts = format!(
        "{} and {} have to do with {name}.",
        counted(
            about.naming.len(),
            "place in the records",
            "places in the records"
        ),
        counted(
            about.past.len(),
            "change of the history",
            "changes of the history"
        ),
    );
    let own = about
        .own
        .iter()
        .map(|(field, value)| view! { <div><dt>{field.clone()}</dt><dd>{value.clone()}</dd></div> })
        .collect_view();
    let has_own = !about.own.is_empty();
    let download = {
        let about = Arc::clone(&about);
        move || {
            let host = session.host();
            let stem: String = search_key(&about.name)
                .chars()
                .map(|letter| {
                    if letter.is_ascii_alphanumeric() {
                        letter
                    } else {
                        '-'
                    }
                })
                .collect();
            let day = session.today.get_untracked().iso();
            host.download(
                &format!("about-{stem}-{day}.json"),
                "application/json",
                vec![about.export(host.now_ms())],
            );
        }
    };
    let damaged = search.damaged.get_untracked();
    let naming: Vec<Line> = about.naming.iter().cloned().map(naming_line).collect();
    let past: Vec<Line> = about.past.iter().cloned().map(past_line).collect();
    let dialog = Arc::clone(&about);
    view! {
        <h3 id="found-heading" tabindex="-1">{format!("Everything about {name}")}</h3>
        <p>{counts}</p>
        {(damaged > 0).then(|| view! { <p>{format!("{} of the history could not be read and may name them.", counted(damaged, "damaged entry", "damaged entries"))}</p> })}
        <div class="row">
            <Button label="Download all of it" icon=Icon::Download on_press=download/>
            <Button label="Erase for good…" kind=ButtonKind::Danger on_press=move || erasing.set(true)/>
        </div>
        <p class="quiet small">"The download may name others as well: read it before you hand it over."</p>
        <Former search about=Arc::clone(&about)/>
        <Alike search about=Arc::clone(&about)/>
        <MayMeanThem search about/>
        {has_own.then(|| view! { <h4>"Their own record"</h4><dl class="facts">{own}</dl> })}
        <Lines title="Named or referred to in" lines=naming/>
        <Lines title="In the history" lines=past/>
        <EraseDialog search about=dialog open=erasing/>
    }
}

/// What a line says: the words, more about it, and where it leads.
#[derive(Clone)]
struct Line {
    words: String,
    more: String,
    address: Option<String>,
}

fn naming_line(naming: Naming) -> Line {
    let how = match naming.link {
        Link::Refers => format!("{}: refers to their record", naming.field),
        Link::Names => format!("{}: “{}”", naming.field, naming.excerpt),
    };
    let deleted = if naming.deleted { " (deleted)" } else { "" };
    Line {
        words: format!("{}{deleted}", naming.name),
        more: format!("{}, {how}", naming.one),
        address: (!naming.deleted).then_some(naming.address),
    }
}

fn past_line(past: Past) -> Line {
    let own: Vec<String> = past
        .own
        .iter()
        .map(|(field, value)| format!("{field}: {value}"))
        .collect();
    let by = if past.by.is_empty() {
        "somebody"
    } else {
        &past.by
    };
    let wrote = if past.wrote { " (they did this)" } else { "" };
    Line {
        more: format!(
            "{}, {by}{wrote}{}{}",
            past.when,
            if own.is_empty() { "" } else { " · " },
            own.join(", ")
        ),
        words: past.why,
        address: None,
    }
}

#[component]
fn Lines(title: &'static str, lines: Vec<Line>) -> impl IntoView {
    let many = lines.len();
    let all = RwSignal::new(false);
    let lines = StoredValue::new(lines);
    let drawn = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        lines.with_value(|lines| lines.iter().take(most).map(draw).collect_view())
    };
    (many > 0).then(|| {
        view! {
            <details class="section" open=true>
                <summary><h4>{title}</h4><span class="count">{many}</span></summary>
                <div class="section-body">
                    <ul class="lines">{drawn}</ul>
                    {move || (many > FIRST && !all.get()).then(|| view! {
                        <Button label=format!("Show all {many}") describe=format!("Show all {many}: {title}") small=true on_press=move || all.set(true)/>
                    })}
                </div>
            </details>
        }
    })
}

fn draw(line: &Line) -> AnyView {
    let words = match line.address.clone() {
        Some(address) => view! { <a href=address>{line.words.clone()}</a> }.into_any(),
        None => line.words.clone().into_any(),
    };
    view! {
        <li class="line"><div class="line-main"><p>{words}</p><p class="line-more">{line.more.clone()}</p></div></li>
    }
    .into_any()
}

/// Names they once had, which were not looked for.
#[component]
fn Former(search: Search, about: Arc<AboutPerson>) -> impl IntoView {
    let former = about.former.clone();
    let again = move || {
        for text in &former {
            search.add(text);
        }
        search.look();
    };
    let named: Vec<String> = about
        .former
        .iter()
        .map(|text| format!("“{text}”"))
        .collect();
    (!named.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Info title="They had other names or addresses before">
                <p>{format!("{} once stood in their record.", named.join(", "))}</p>
                <div class="banner-actions"><Button label="Look for these as well" on_press=again/></div>
            </Banner>
        }
    })
}

/// Others of the same name, who may be somebody else.
#[component]
fn Alike(search: Search, about: Arc<AboutPerson>) -> impl IntoView {
    let ticks = about
        .alike
        .iter()
        .map(|id| {
            let id = *id;
            let name = search.session.read(|workspace| workspace.name_of(id));
            let is_spared = search.spare.with_untracked(|spare| spare.contains(&id));
            let checked = RwSignal::new(is_spared);
            let change = move |on: bool| {
                search.spare.update(|spare| {
                    spare.retain(|known| *known != id);
                    if on {
                        spare.push(id);
                    }
                });
                search.look();
            };
            view! { <CheckboxField label=format!("{name} is somebody else: leave that record as it is") checked on_change=change/> }
        })
        .collect_view();
    (!about.alike.is_empty()).then(|| {
        view! {
            <fieldset class="plain-set">
                <legend>"Other records with the same name"</legend>
                <div class="stack tight">{ticks}</div>
            </fieldset>
        }
    })
}
