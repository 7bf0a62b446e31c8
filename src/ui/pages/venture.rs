//! One venture: a page that prepares a conversation, edited where things stand.

mod add_form;
mod asking;
mod composer;
mod conflicts;
mod contracts;
mod entry;
mod facts;
mod found;
mod gate;
mod header;
mod income;
mod money;
mod papers;
mod people;
mod section;
mod steps;
mod story;
mod timeline;

use crate::ui::weave::prelude::*;

use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        addressed::use_record_at_address,
        frame::PageTitle,
        gate_dialog::{GateDialog, MoveWish},
        pages::founder_ask::{AskDialog, AskWish},
        parts::{Button, ButtonKind, LinkButton},
        session::use_session,
        status_dialog::{StatusDialog, StatusWish},
    },
    workspace::{
        Command,
        venture_page::{Presence, presence},
    },
};

/// What the sections of the page share.
#[derive(Clone, Copy)]
struct Page {
    venture: RecordId,
    /// A move that is wished for.
    gate: RwSignal<Option<MoveWish>>,
    /// A change of status that is wished for.
    status: RwSignal<Option<StatusWish>>,
    /// A founder whom somebody wants to ask.
    asking: RwSignal<Option<AskWish>>,
    /// Whether the form for a next step is open.
    adding_step: RwSignal<bool>,
    /// Everything is shown, however long: for paper, or because somebody asked.
    whole: RwSignal<bool>,
}

/// One venture.
#[component]
pub fn VenturePage() -> impl IntoView {
    let session = use_session();
    let asked = use_record_at_address();
    let state = Memo::new(move |_| match asked.get() {
        None => (None, Presence::Missing),
        Some(id) => {
            session.track_record(id);
            (Some(id), session.read(|workspace| presence(workspace, id)))
        }
    });
    move || match state.get() {
        (Some(id), Presence::Here) => view! { <Whole venture=id/> }.into_any(),
        (Some(id), Presence::Deleted { name, edited_since }) => {
            view! { <Deleted venture=id name edited_since/> }.into_any()
        }
        _ => view! { <Missing/> }.into_any(),
    }
}

#[component]
fn Whole(venture: RecordId) -> impl IntoView {
    let page = Page {
        venture,
        gate: RwSignal::new(None),
        status: RwSignal::new(None),
        asking: RwSignal::new(None),
        adding_step: RwSignal::new(false),
        whole: RwSignal::new(false),
    };
    header::offer_actions(page);
    let before_print = window_event_listener_untyped("beforeprint", move |_| page.whole.set(true));
    on_cleanup(move || before_print.remove());
    view! {
        <article class=header::class_of(page)>
            <header::Header page/>
            <div class="record-first"><steps::StepsSection page/></div>
            <div class="record-main">
                <conflicts::Conflicts page/>
                <story::StorySection page/>
                <timeline::TimelineSection page/>
            </div>
            <div class="record-side">
                <gate::GateSection page/>
                <asking::AskingSection page/>
                <people::PeopleSection page/>
                <contracts::ContractsSection page/>
                <money::MoneySection page/>
                <papers::PapersSection page/>
                <facts::FactsSection page/>
            </div>
        </article>
        <GateDialog wish=page.gate/>
        <StatusDialog wish=page.status/>
        <AskDialog wish=page.asking/>
        <found::FindFragment page/>
    }
}

#[component]
fn Deleted(venture: RecordId, name: String, edited_since: bool) -> impl IntoView {
    let actor = use_actor();
    view! {
        <header class="page-head"><div>
            <PageTitle title=format!("{name} was deleted")/>
            <p class="lede">"It is out of every view and sum, but nothing of it is lost."</p>
        </div></header>
        {edited_since.then(|| view! {
            <p>"Somebody who had not seen that it was deleted has changed it since. Their changes are kept, and come back with it."</p>
        })}
        <div class="row">
            <Button
                label="Bring back"
                kind=ButtonKind::Primary
                on_press=move || { actor.act(Command::Restore { record: venture }); }
            />
            <LinkButton label="See all ventures" href="/ventures"/>
        </div>
    }
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <header class="page-head"><div>
            <PageTitle title="This venture is not here"/>
            <p class="lede">"No venture in this browser has that address. The link may be cut short, or the venture may be kept in another browser."</p>
        </div></header>
        <div class="row">
            <LinkButton label="See all ventures" href="/ventures" kind=ButtonKind::Primary/>
            <LinkButton label="Go to Today" href="/"/>
        </div>
    }
}
