//! The first page one sees: three doors into an empty browser.

mod example;

use crate::ui::weave::prelude::*;

pub use example::{ExampleNotice, RemoveExample};

use crate::{
    ledger::Author,
    ui::{
        actions::{Actor, use_actor},
        drafts::draft,
        frame::PageTitle,
        parts::{
            Button, ButtonKind, Dialog, DialogSize, Door, ErrorSummary, FieldError, LinkButton,
            TextField, door_picture, nest_mark,
        },
    },
    workspace::{Command, Put, Workspace, command::values},
};

/// The doors. Shown in place of Today while nothing is here.
#[component]
pub fn StartPage() -> impl IntoView {
    let naming = RwSignal::new(false);
    view! {
        <div class="start">
            <header class="start-head">
                {nest_mark()}
                <PageTitle title="Fledgling" tab="Welcome"/>
                <p class="lede">"Follow social enterprises from a first idea, through incubation, to contracts."</p>
            </header>
            <ul class="doors">
                <li class="door stage-1">
                    <span class="door-arch">{door_picture(Door::Empty)}</span>
                    <h2>"Start empty"</h2>
                    <p>"Give your incubator a name, then add your first venture."</p>
                    <Button label="Start empty" kind=ButtonKind::Primary on_press=move || naming.set(true)/>
                </li>
                <li class="door stage-4">
                    <span class="door-arch">{door_picture(Door::Import)}</span>
                    <h2>"Import"</h2>
                    <p>"Bring in a spreadsheet, grants in the 360Giving standard, or a Fledgling export. You see what would change first."</p>
                    <LinkButton label="Import a file" href="/data?tab=import"/>
                </li>
                <li class="door stage-6">
                    <span class="door-arch">{door_picture(Door::Example)}</span>
                    <h2>"Explore an example"</h2>
                    <p>"An invented health-and-care incubator with about 40 ventures. One press removes it again."</p>
                    <example::ExploreButton/>
                </li>
            </ul>
            <p class="start-foot">
                "Everything stays in this browser. There is no account, it works without a network, and you can take everything out again as one open file."
            </p>
        </div>
        <NameIncubator open=naming/>
    }
}

#[component]
fn NameIncubator(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open on_close=move || open.set(false) title="Start your incubator" size=DialogSize::Small>
            <NameForm open/>
        </Dialog>
    }
}

#[component]
fn NameForm(open: RwSignal<bool>) -> impl IntoView {
    let actor = use_actor();
    let author = actor.session.author.get_untracked();
    let incubator = draft("start.incubator", "");
    let name = draft("start.name", author.name);
    let role = draft("start.role", author.role);
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            errors.with(|all| {
                all.iter()
                    .find(|error| error.field == field)
                    .map(|error| error.message.clone())
            })
        })
    };
    let save = move || {
        let texts = [incubator, name, role].map(|text| text.get_untracked().trim().to_owned());
        let asked = [
            (
                "start-incubator",
                texts[0].is_empty(),
                "Please give your incubator a name. You can change it later.",
            ),
            (
                "start-name",
                texts[1].is_empty(),
                "Please give the name your colleagues know you by.",
            ),
        ];
        let missing = asked.into_iter().filter(|(_, missing, _)| *missing);
        let missing: Vec<FieldError> = missing
            .map(|(field, _, message)| FieldError {
                field: field.to_owned(),
                message: message.to_owned(),
            })
            .collect();
        if missing.is_empty() {
            let [incubator, name, role] = texts;
            begin(actor, open, &incubator, Author::new(&name, &role));
        }
        errors.set(missing);
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            <TextField
                label="What is your incubator called?"
                id="start-incubator"
                value=incubator
                error=error_of("start-incubator")
                autofocus=true
            />
            <TextField
                label="Your name"
                id="start-name"
                value=name
                error=error_of("start-name")
                hint="It stands beside the changes you make. Nothing leaves this browser."
            />
            <TextField label="Your role" id="start-role" value=role optional=true hint="For example: venture coach"/>
            <div class="dialog-actions">
                <Button label="Start" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || open.set(false)/>
            </div>
        </form>
    }
}

/// Writes the incubator's record, notes who is at work, and opens the pipeline.
fn begin(actor: Actor, open: RwSignal<bool>, incubator: &str, author: Author) {
    let session = actor.session;
    session.set_author(author);
    let settle = Command::Settle {
        kind: "incubator".to_owned(),
        id: Workspace::incubator_record(),
        values: values([("name", Put::text(incubator))]),
    };
    if actor.act(settle) {
        let host = session.host();
        for key in host.remembered("draft.start.") {
            host.forget(&key);
        }
        open.set(false);
        actor.go("/pipeline");
    }
}
