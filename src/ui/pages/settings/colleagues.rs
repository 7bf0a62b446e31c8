//! Who works here, and who of them uses this browser.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::{Author, RecordId, ordering},
    ui::{
        actions::{Overlay, use_actor},
        drafts::draft,
        in_place::{Fact, InPlace},
        parts::{Button, EmptyState, Icon, IconButton, TextField, focus_soon, icon, use_toasts},
    },
    workspace::{Command, Put, command::values},
};

#[component]
pub(super) fn ColleaguesPart() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let colleagues = session.view(&["colleague"], |workspace| {
        let mut all: Vec<(bool, String, RecordId)> = workspace
            .records()
            .of_kind("colleague")
            .map(|record| {
                let left = matches!(
                    record.value("left"),
                    crate::ledger::value::ValueRef::Bool(true)
                );
                (left, workspace.name_of(record.id()), record.id())
            })
            .collect();
        ordering::sort(&mut all);
        all.into_iter().map(|(_, _, id)| id).collect::<Vec<_>>()
    });
    let name = draft("settings.colleague", "");
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return error.set(Some("Please type the colleague’s name.".to_owned()));
        }
        error.set(None);
        let command = Command::Create {
            kind: "colleague".to_owned(),
            id: session.new_id(),
            values: values([("name", Put::text(typed))]),
        };
        if actor.act(command) {
            name.set(String::new());
        }
    };
    let who = move || match session.author.with(|author| author.name.clone()) {
        name if name.is_empty() => "Nobody has said yet who uses this browser.".to_owned(),
        name => format!("Changes made in this browser stand under the name {name}."),
    };
    let say_who = move || {
        let is_nobody = session.author.with(|author| author.name.is_empty());
        if is_nobody {
            "Say who I am"
        } else {
            "Change who I am"
        }
        .to_owned()
    };
    view! {
        <section class="stack loose" aria-labelledby="settings-people">
            <h2 id="settings-people" tabindex="-1">"People here"</h2>
            <p class="quiet">"Colleagues can be chosen as lead coach. There are no accounts: a name tells who made a change."</p>
            <p class="row">
                {who}" "
                <Button label=Signal::derive(say_who) small=true on_press=move || actor.overlay.set(Some(Overlay::WhoAmI))/>
            </p>
            {move || colleagues.with(Vec::is_empty).then(|| view! {
                <EmptyState
                    icon=Icon::People
                    title="No colleagues yet"
                    text="Add everybody who looks after ventures, yourself included."
                />
            })}
            <For each=move || colleagues.get() key=|id| *id children=|id| view! { <One id/> }/>
            <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
                <TextField label="Another colleague" value=name error/>
                <Button label="Add colleague" submit=true on_press=|| ()/>
            </form>
        </section>
    }
}

#[component]
fn One(id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let toasts = use_toasts();
    let person = session.view_record(id, move |workspace| {
        let text = |field: &str| {
            let record = workspace.records().get(id)?;
            record.value(field).text().map(str::to_owned)
        };
        (
            text("name").unwrap_or_default(),
            text("role").unwrap_or_default(),
        )
    });
    let is_me = move || {
        session
            .author
            .with(|author| person.with(|(name, _)| author.name == *name))
    };
    let leads = session.view(&["venture"], move |workspace| {
        workspace
            .facts()
            .ventures()
            .filter(|venture| venture.lead == Some(id))
            .count()
    });
    let leads_words = move || match leads.get() {
        0 => "Leads no venture".to_owned(),
        1 => "Leads 1 venture".to_owned(),
        many => format!("Leads {many} ventures"),
    };
    let this_is_me = move || {
        let (name, role) = person.get_untracked();
        toasts.say(format!("You are {name} in this browser."));
        session.set_author(Author::new(&name, &role));
    };
    let delete = move || {
        actor.act(Command::Delete { records: vec![id] });
        focus_soon("settings-people");
    };
    let name = Signal::derive(move || person.with(|(name, _)| name.clone()));
    view! {
        <section class="data-section" aria-label=name>
            <div>
                <h3><InPlace record=id kind="colleague" field="name"/></h3>
                <p class="quiet small">{leads_words}</p>
                <p class="row">
                    {move || if is_me() {
                        view! { <span class="mark good">{icon(Icon::Check)}"This is me"</span> }.into_any()
                    } else {
                        view! {
                            <Button
                                label="I am this person"
                                describe=Signal::derive(move || format!("I am this person: {}", name.get()))
                                small=true
                                on_press=this_is_me
                            />
                        }
                        .into_any()
                    }}
                    <IconButton
                        icon=Icon::Bin
                        label=Signal::derive(move || format!("Delete the colleague {}", name.get()))
                        small=true
                        on_press=delete
                    />
                </p>
            </div>
            <dl class="facts">
                <Fact record=id kind="colleague" field="role"/>
                <Fact record=id kind="colleague" field="email"/>
                <Fact record=id kind="colleague" field="left"/>
            </dl>
        </section>
    }
}
