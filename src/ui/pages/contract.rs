//! One contract: what it is worth, when it runs, what its clock says, and what was promised in it.

mod promises;

use crate::ui::weave::prelude::*;

use super::{
    contract_parts::{Asked, Conversations, Facts, NextSteps, title_class},
    people::{
        parts::{Home, Section, page_of},
        talk::{Talk, TalkDialog},
    },
};
use crate::{
    domain::{
        counting::counted,
        records::Contract,
        vocabulary::{CONTRACT_STATUSES, label_of},
    },
    ledger::RecordId,
    ui::{
        actions::{Action, Actor, offer_page_actions, use_actor},
        frame::PageTitle,
        in_place::InPlace,
        parts::{Button, ButtonKind, DayText, Icon, Menu, MenuItem},
        session::use_session,
    },
    workspace::{
        Command,
        contract_clock::{KINDS, MarkLine, extension_months, is_ours, marks},
        pursuit::Pursuit,
    },
};

const HOME: Home = Home {
    kind: Contract::KIND,
    one: "contract",
    list: "/contracts",
    list_name: "Contracts",
};

const WHO: &[Asked] = &[
    ("buyer", "Say who buys"),
    ("venture", "Say which venture leads"),
    ("partners", "Add a venture"),
    ("suppliers", "Add a supplier"),
    ("opportunity", "Choose an opportunity"),
    ("lots", "Add a lot"),
    ("renews", "Choose a contract"),
];
const MONEY: &[Asked] = &[
    ("value", "Add a value"),
    ("value_other", "Add an amount"),
    ("evidence", "Choose how strong"),
    ("signed_on", "Add a day"),
];
const DATES: &[Asked] = &[
    ("starts", "Add a day"),
    ("ends", "Add a day"),
    ("latest_end", "Add a day"),
    ("extensions", "Add, such as 12+12"),
    ("decide_extension_by", "Add a day"),
    ("extension_notice_days", "Add how many"),
    ("notice_days", "Add how many"),
    ("talk_from", "Add a day"),
];
const DETAILS: &[Asked] = &[
    ("status", "Choose a status"),
    ("reserved", ""),
    ("contract_id", "Add an id"),
    ("ocid", "Add an id"),
    ("link", "Add a link"),
    ("licence", "Add a licence"),
    ("note", "Add a note"),
];

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    id: RecordId,
    contract: Memo<Option<Contract>>,
    talk: RwSignal<Option<Talk>>,
}

/// The page of the contract that the address names.
#[component]
pub fn ContractPage() -> impl IntoView {
    page_of(HOME, |id| view! { <Whole id/> }.into_any())
}

#[component]
fn Whole(id: RecordId) -> impl IntoView {
    let session = use_session();
    let page = Page {
        id,
        contract: session.view_record(id, move |workspace| workspace.contract(id)),
        talk: RwSignal::new(None),
    };
    let about = session.view(&["entry", "step"], move |workspace| {
        workspace.about_contract(id)
    });
    let entries = Memo::new(move |_| about.with(|(entries, _)| entries.clone()));
    let steps = Memo::new(move |_| about.with(|(_, steps)| steps.clone()));
    offer_page_actions(vec![
        Action::new(
            "contract.talk",
            "Write down a conversation",
            "C",
            move |_| write_down(page),
        )
        .in_group("This page"),
    ]);
    view! {
        <p class="crumbs"><a href=HOME.list>{HOME.list_name}</a></p>
        <article class="record">
            <Head page/>
            <div class="record-main">
                <Clock page/>
                <NextSteps steps/>
                <Conversations entries none="Nothing is written down about this contract yet. What goes well, said in time, is what a renewal rests on."/>
                <promises::Promises page/>
                <Section title="What is measured">
                    <InPlace record=id kind="contract" field="measures" prompt="Say what is measured, and how often it is reported"/>
                    {move || performance(page)}
                </Section>
                <Section title="Renewal"><InPlace record=id kind="contract" field="renewal" prompt="Say how it may be renewed, and what was agreed about it"/></Section>
            </div>
            <aside class="record-side" aria-label="About this contract">
                <Facts title="Who" id kind=Contract::KIND fields=WHO/>
                <Facts title="Money" id kind=Contract::KIND fields=MONEY/>
                <Facts title="Dates" id kind=Contract::KIND fields=DATES/>
                <Facts title="Details" id kind=Contract::KIND fields=DETAILS/>
            </aside>
        </article>
        <TalkDialog talk=page.talk/>
    }
}

/// What notices say of how it goes: the buyer's words, which nobody here edits.
fn performance(page: Page) -> Option<AnyView> {
    let told = page.contract.with(|contract| {
        contract
            .as_ref()
            .map(|contract| contract.performance.clone())
    });
    let told = told.filter(|told| !told.is_empty())?;
    let lines = told
        .lines()
        .map(|line| view! { <li>{line.to_owned()}</li> });
    let view = view! {
        <h3>"What the notices say of it"</h3>
        <ul class="quiet">{lines.collect_view()}</ul>
    };
    Some(view.into_any())
}

/// Begins a conversation about what follows, and shows it.
fn follow_up(actor: Actor, contract: RecordId) {
    let id = actor.session.new_id();
    if actor.act(Command::pursue(Pursuit::FollowUp { contract, id })) {
        actor.go(&format!("/opportunities/{id}"));
    }
}

/// Opens the form for a conversation with the buyer.
fn write_down(page: Page) {
    let buyer = page
        .contract
        .with_untracked(|contract| contract.as_ref().and_then(|contract| contract.buyer));
    page.talk.set(Some(Talk::about_contract(page.id, buyer)));
}

#[component]
fn Head(page: Page) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let id = page.id;
    let title = Memo::new(move |_| {
        page.contract.with(|contract| {
            contract
                .as_ref()
                .map(|contract| contract.title.clone())
                .unwrap_or_default()
        })
    });
    let about = move || {
        session.track_kind("organisation");
        let contract = page.contract.get()?;
        let buyer = contract.buyer.map(|buyer| {
            let name = session.read(|workspace| workspace.name_of(buyer));
            view! { <a href=format!("/organisations/{buyer}")>{name}</a> }
        });
        let whose = if is_ours(&contract) {
            "Ours"
        } else {
            "Somebody else’s"
        };
        let today = session.today.get();
        let ahead = contract.starts.filter(|starts| *starts > today);
        let status = match ahead.filter(|_| contract.status == "active") {
            Some(starts) => format!("Signed, starts {starts}"),
            None => label_of(CONTRACT_STATUSES, &contract.status).to_owned(),
        };
        Some(view! { {buyer} <span>{whose}</span> <span>{status}</span> })
    };
    let items = move || {
        vec![
            MenuItem::new("Note what follows it", move || follow_up(actor, id))
                .icon(Icon::Decision),
            MenuItem::new("Delete this contract", move || {
                if actor.act(Command::Delete { records: vec![id] }) {
                    actor.go(HOME.list);
                }
            })
            .icon(Icon::Bin)
            .danger()
            .after_line(),
        ]
    };
    view! {
        <header class="record-head">
            <div class=move || title.with(|title| title_class(title))>
                <div class="row">
                    <PageTitle title=title/>
                    <InPlace record=id kind="contract" field="title" pencil_only=true/>
                </div>
                <p class="record-meta">{about}</p>
            </div>
            <div class="page-actions">
                <Button label="Write down" icon=Icon::Note kind=ButtonKind::Primary on_press=move || write_down(page)/>
                <Extend page/>
                <Menu label="More" items=Signal::derive(items) icon=Icon::More icon_only=true/>
            </div>
        </header>
    }
}

/// Uses the next extension, where one is left.
#[component]
fn Extend(page: Page) -> impl IntoView {
    let actor = use_actor();
    let next = Memo::new(move |_| {
        page.contract.with(|contract| {
            let contract = contract
                .as_ref()
                .filter(|contract| contract.ends.is_some())?;
            let months = extension_months(&contract.extensions).first().copied()?;
            Some(counted(usize::try_from(months).ok()?, "month", "months"))
        })
    });
    let extend = move || {
        actor.act(Command::pursue(Pursuit::Extend { contract: page.id }));
    };
    move || {
        next.get().map(|months| {
            let describe = format!("Extend it by {months}: the next of its extensions");
            view! { <Button label="Extend" describe icon=Icon::Calendar on_press=extend/> }
        })
    }
}

/// The days that matter, each with what could be done.
#[component]
fn Clock(page: Page) -> impl IntoView {
    let session = use_session();
    let lines = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        page.contract.with(|contract| {
            let marks = contract.as_ref().map(marks).unwrap_or_default();
            session.read(|workspace| {
                marks
                    .iter()
                    .filter_map(|mark| Some((mark.day, workspace.mark_line(mark, today)?)))
                    .collect::<Vec<_>>()
            })
        })
    });
    let one = |(day, line): (crate::domain::dates::Day, MarkLine)| {
        let late = line.late.then_some("late");
        view! {
            <li class="line">
                <div class="line-main"><p>{line.what}</p><p class="line-more"><span>{line.why}</span></p></div>
                <span class="line-end clock-when"><DayText iso=day.iso()/><span class=late>{line.when}</span></span>
            </li>
        }
    };
    let drawn = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="quiet">"The clock stands still: the contract is over, or nobody wrote down when it ends."</p> }
                .into_any();
        }
        view! { <ul class="lines">{lines.into_iter().map(one).collect_view()}</ul> }.into_any()
    };
    view! { <Section title="The clock">{drawn}</Section> }
}
