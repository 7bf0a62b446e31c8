//! What was promised in a contract for people and place, and whether it was kept.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::records::SocialValuePromise,
    ledger::RecordId,
    ui::{
        actions::use_actor,
        drafts::draft,
        in_place::InPlace,
        pages::{contract_parts::Asking, people::parts::Section},
        parts::{Button, Icon, IconButton, TextField, focus_soon},
    },
    workspace::{Command, Put, command::values},
};

/// What is asked of a promise.
const FIELDS: [(&str, &str); 6] = [
    ("target", "Say how much"),
    ("measure", "Say how it is measured"),
    ("due", "Add a day"),
    ("kept_on", "Add a day"),
    ("framework", "Choose a framework"),
    ("evidence", "Add a link"),
];

#[component]
pub(super) fn Promises(page: Page) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let contract = page.id;
    let promises = session.view(&[SocialValuePromise::KIND], move |workspace| {
        let all = workspace.belonging(contract, SocialValuePromise::KIND, "contract");
        all.map(|record| record.id()).collect::<Vec<RecordId>>()
    });
    let text = draft(format!("contract.{contract}.promise"), "");
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let typed = text.get_untracked().trim().to_owned();
        if typed.is_empty() {
            error.set(Some("Please say what was promised.".to_owned()));
            return;
        }
        error.set(None);
        let venture = page
            .contract
            .with_untracked(|contract| contract.as_ref().and_then(|contract| contract.venture));
        let mut put = vec![
            ("promise", Put::text(typed)),
            ("contract", Put::reference(contract)),
        ];
        put.extend(venture.map(|venture| ("venture", Put::reference(venture))));
        let done = actor.act(Command::Create {
            kind: SocialValuePromise::KIND.to_owned(),
            id: session.new_id(),
            values: values(put),
        });
        if done {
            text.set(String::new());
            focus_soon("contract-promise");
        }
    };
    let one = move |id: RecordId| {
        let name = session.read(|workspace| workspace.name_of(id));
        let facts = FIELDS
            .map(|(field, prompt)| view! { <Asking record=id kind="promise" field prompt/> })
            .collect_view();
        let remove = move || {
            actor.act(Command::Delete { records: vec![id] });
        };
        view! {
            <li class="line">
                <div class="line-main">
                    <div><InPlace record=id kind="promise" field="promise"/></div>
                    <dl class="facts">{facts}</dl>
                </div>
                <span class="line-end"><IconButton icon=Icon::Bin small=true label=format!("Delete the promise {name}") on_press=remove/></span>
            </li>
        }
    };
    view! {
        <Section title="Social value promised" count=Signal::derive(move || promises.with(Vec::len))>
            {move || promises.with(Vec::is_empty).then(|| view! {
                <p class="quiet">"What was promised beside the service, such as traineeships or local suppliers. Each promise with a day shows up on the clock."</p>
            })}
            <ul class="lines"><For each=move || promises.get() key=|id| *id children=one/></ul>
            <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
                <TextField label="What was promised" id="contract-promise" value=text error/>
                <Button label="Add" submit=true on_press=|| ()/>
            </form>
        </Section>
    }
}
