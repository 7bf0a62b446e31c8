//! Programmes and cohorts: intakes with dates.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::{RecordId, ordering},
    ui::{
        actions::use_actor,
        drafts::draft,
        in_place::{Fact, InPlace},
        parts::{Button, EmptyState, Icon, IconButton, TextField, focus_soon},
    },
    workspace::{Command, Put, command::values, search::address_of},
};

#[component]
pub(super) fn ProgrammesPart() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let programmes = session.view(&["programme"], |workspace| {
        let mut all: Vec<(Option<String>, RecordId)> = workspace
            .records()
            .of_kind("programme")
            .map(|record| {
                (
                    record.value("starts").text().map(str::to_owned),
                    record.id(),
                )
            })
            .collect();
        // The newest intake first; those without a day after all others.
        ordering::sort_by(&mut all, |a, b| b.cmp(a));
        all.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    });
    let name = draft("settings.programme", "");
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return error.set(Some("Please type the programme’s name.".to_owned()));
        }
        error.set(None);
        let command = Command::Create {
            kind: "programme".to_owned(),
            id: session.new_id(),
            values: values([("name", Put::text(typed))]),
        };
        if actor.act(command) {
            name.set(String::new());
        }
    };
    view! {
        <section class="stack loose" aria-labelledby="settings-programmes">
            <h2 id="settings-programmes" tabindex="-1">"Programmes"</h2>
            <p class="quiet">"An intake with dates. Ventures that joined stay in its figures, also when they pause or close."</p>
            {move || programmes.with(Vec::is_empty).then(|| view! {
                <EmptyState
                    icon=Icon::Calendar
                    title="No programmes yet"
                    text="Add one for each intake or cohort, then choose it on the ventures that joined."
                />
            })}
            <For each=move || programmes.get() key=|id| *id children=|id| view! { <One id/> }/>
            <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
                <TextField label="Another programme" value=name error/>
                <Button label="Add programme" submit=true on_press=|| ()/>
            </form>
        </section>
    }
}

#[component]
fn One(id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let name = session.view_record(id, move |workspace| workspace.name_of(id));
    let joined = session.view(&["venture"], move |workspace| {
        workspace
            .facts()
            .ventures()
            .filter(|venture| venture.programme == Some(id))
            .count()
    });
    let count = move || match joined.get() {
        0 => "No venture joined yet".to_owned(),
        1 => "1 venture".to_owned(),
        many => format!("{many} ventures"),
    };
    let delete = move || {
        actor.act(Command::Delete { records: vec![id] });
        focus_soon("settings-programmes");
    };
    view! {
        <section class="data-section" aria-label=name>
            <div>
                <h3><InPlace record=id kind="programme" field="name"/></h3>
                <p class="row">
                    <a href=address_of("programme", id, None)>{count}</a>
                    <IconButton
                        icon=Icon::Bin
                        label=Signal::derive(move || format!("Delete the programme {}", name.get()))
                        small=true
                        on_press=delete
                    />
                </p>
            </div>
            <dl class="facts">
                <Fact record=id kind="programme" field="starts"/>
                <Fact record=id kind="programme" field="ends"/>
                <Fact record=id kind="programme" field="description"/>
            </dl>
        </section>
    }
}
