//! One organisation: who we know there, which ventures, what it gave, and every conversation across all ventures.

pub(super) mod commissioner;

use crate::ui::weave::prelude::*;

use super::people::{
    entries::Entries,
    merge::MergeInto,
    parts::{Head, Home, LookAlikes, Section, Ventures, page_of},
    talk::{Talk, TalkDialog},
};
use crate::{
    domain::counting::counted,
    ledger::{Draft, DraftOp, RecordId, Value},
    ui::{
        actions::{Action, offer_page_actions, use_actor},
        drafts::draft,
        in_place::Fact,
        parts::{Button, DayText, Icon, Money, TextField, focus_soon, icon},
        session::use_session,
    },
    workspace::{
        Command,
        directory::{CapitalLine, capital_from, organisation_talk, people_of, sums},
        search::address_of,
        words::new_name,
    },
};

const HOME: Home = Home {
    kind: "organisation",
    one: "organisation",
    list: "/people?tab=organisations",
    list_name: "People and organisations",
};

/// The page of the organisation that the address names.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    page_of(HOME, |id| view! { <Organisation id/> }.into_any())
}

#[component]
fn Organisation(id: RecordId) -> impl IntoView {
    let talk = RwSignal::new(None::<Talk>);
    let merging = RwSignal::new(false);
    let write = move || talk.set(Some(Talk::with_organisation(id)));
    offer_page_actions(vec![
        Action::new(
            "organisation.talk",
            "Write down a conversation",
            "C",
            move |_| write(),
        )
        .in_group("This page"),
        Action::new(
            "organisation.merge",
            "Merge a duplicate into this organisation",
            "",
            move |_| merging.set(true),
        )
        .in_group("This page"),
    ]);
    let facts = [
        "legal_form",
        "identifiers",
        "website",
        "town",
        "region",
        "postcode",
        "place",
        "note",
    ]
    .map(|field| view! { <Fact record=id kind="organisation" field=field/> })
    .collect_view();
    let ledger = commissioner::ledger_of(id);
    view! {
        <p class="crumbs"><a href=HOME.list>{HOME.list_name}</a></p>
        <article class="record">
            <Head id home=HOME under="roles" merging write/>
            <div class="record-main">
                <LookAlikes id kind="organisation" merging/>
                <commissioner::TalkFirst ledger/>
                <commissioner::Dealings ledger/>
                <Conversations id/>
                <Ventures id none="No venture is linked yet. Name this organisation on a venture’s page, as its own, its host, or where capital came from."/>
                <CapitalSection id/>
            </div>
            <aside class="record-side" aria-label="About this organisation">
                <PeopleSection id/>
                <commissioner::Allies ledger/>
                <Section title="Details"><dl class="facts">{facts}</dl></Section>
            </aside>
        </article>
        <TalkDialog talk/>
        <MergeInto into=id kind="organisation" open=merging/>
    }
}

/// How many ventures are named that have more to read; the others stand in their own list.
const NAMED_ELSEWHERE: usize = 5;

/// What was said with the organisation, and where else there may be something about it.
#[component]
fn Conversations(id: RecordId) -> impl IntoView {
    let session = use_session();
    let talk = Memo::new(move |_| {
        for kind in ["entry", "venture", "contact", "organisation", "capital"] {
            session.track_kind(kind);
        }
        session.read(|workspace| organisation_talk(workspace, id))
    });
    let entries = Memo::new(move |_| talk.with(|talk| talk.entries.clone()));
    let content = move || {
        if entries.with(Vec::is_empty) {
            view! {
                <p class="quiet">"No conversation names this organisation or anybody who works here yet. All that do gather in this one place, whichever venture they were about."</p>
            }
            .into_any()
        } else {
            view! {
                <p class="quiet small">"All that name this organisation or somebody who works here, whichever venture they were about; and all about the venture that it is itself."</p>
                <Entries entries/>
            }
            .into_any()
        }
    };
    let elsewhere = move || talk.with(|talk| said_elsewhere(&talk.elsewhere));
    view! { <Section title="Conversations" count=Signal::derive(move || entries.with(Vec::len))>{content}{elsewhere}</Section> }
}

/// Points to what was written down about ventures that deal with the organisation without naming it.
fn said_elsewhere(elsewhere: &[(RecordId, String, usize)]) -> Option<AnyView> {
    let (named, rest) = elsewhere.split_at(elsewhere.len().min(NAMED_ELSEWHERE));
    if named.is_empty() {
        return None;
    }
    let lines = named.iter().map(|(venture, name, count)| {
        let entries = counted(*count, "entry", "entries");
        view! {
            <li class="line">
                {icon(Icon::Ventures)}
                <div class="line-main">
                    <p><a href=address_of("venture", *venture, None)>{name.clone()}</a></p>
                    <p class="line-more"><span>{entries}</span></p>
                </div>
            </li>
        }
    });
    let more = (!rest.is_empty()).then(|| {
        view! { <p class="quiet small">{format!("And {} more, listed under Ventures.", rest.len())}</p> }
    });
    Some(
        view! {
            <p class="quiet small">"More is written down about ventures that deal with it, without naming anybody here. It stands on their own pages:"</p>
            <ul class="lines">{lines.collect_view()}</ul>
            {more}
        }
        .into_any(),
    )
}

#[component]
fn PeopleSection(id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let people = session.view(&["contact"], move |workspace| people_of(workspace, id));
    let name = draft(format!("organisation.{id}.person"), "");
    let error = RwSignal::new(None::<String>);
    let add = move || match new_name("contact", &name.get_untracked()) {
        Ok(Value::Null) => error.set(Some("Please type a name.".to_owned())),
        Err(problem) => error.set(Some(problem)),
        Ok(value) => {
            error.set(None);
            let why = format!(
                "Added {} to {}",
                value.as_str().unwrap_or_default(),
                session.read(|ws| ws.name_of(id))
            );
            let fields = [
                ("name".to_owned(), value),
                ("organisation".to_owned(), Value::String(id.to_string())),
            ];
            let op = DraftOp::Set {
                record: session.new_id(),
                kind: "contact".to_owned(),
                fields: fields.into_iter().collect(),
            };
            if actor.act(Command::Apply(Draft {
                ops: vec![op],
                ..Draft::by_hand(why)
            })) {
                name.set(String::new());
                focus_soon("organisation-person");
            }
        }
    };
    let lines = move || {
        people.get().into_iter().map(|(person, name, role)| view! {
            <li class="line">
                {icon(Icon::Person)}
                <div class="line-main">
                    <p><a href=address_of("contact", person, None)>{name}</a></p>
                    <p class="line-more">{(!role.is_empty()).then(|| view! { <span>{role}</span> })}</p>
                </div>
            </li>
        }).collect_view()
    };
    view! {
        <Section title="People" count=Signal::derive(move || people.with(Vec::len))>
            <ul class="lines">{lines}</ul>
            <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
                <TextField label="Somebody who works here" id="organisation-person" value=name error/>
                <Button label="Add" submit=true on_press=|| ()/>
            </form>
        </Section>
    }
}

#[component]
fn CapitalSection(id: RecordId) -> impl IntoView {
    let session = use_session();
    let lines = session.view(&["capital", "venture"], move |workspace| {
        capital_from(workspace, id)
    });
    let totals = move || {
        let sums = lines.with(|lines| sums(lines));
        (!sums.is_empty()).then(|| view! {
            <dl class="facts">
                {sums.into_iter().map(|(status, sum, count)| {
                    let of = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
                    view! { <div><dt>{status}</dt><dd><Money pence=sum.0/>" "<span class="quiet small">{of}</span></dd></div> }
                }).collect_view()}
            </dl>
        })
    };
    move || {
        if lines.with(Vec::is_empty) {
            return ().into_any();
        }
        view! {
            <Section title="Capital from here" count=Signal::derive(move || lines.with(Vec::len))>
                {totals}
                <ul class="lines">{move || lines.get().into_iter().map(capital_line).collect_view()}</ul>
            </Section>
        }
        .into_any()
    }
}

fn capital_line(line: CapitalLine) -> impl IntoView {
    let CapitalLine {
        id,
        title,
        kind,
        status,
        amount,
        quantity,
        decided_on,
        venture,
    } = line;
    let venture = venture.map(|(venture, name)| {
        view! { <span>"for "<a href=address_of("capital", id, Some(venture))>{name}</a></span> }
    });
    let worth = match amount {
        Some(amount) => view! { <Money pence=amount.0/> }.into_any(),
        None => quantity.into_any(),
    };
    let kind = (kind != title).then(|| view! { <span>{kind}</span> });
    view! {
        <li class="line">
            {icon(Icon::Pound)}
            <div class="line-main">
                <p>{title}</p>
                <p class="line-more">
                    {venture}{kind}<span>{status}</span>
                    {decided_on.map(|day| view! { <DayText iso=day.iso()/> })}
                </p>
            </div>
            <span class="line-end">{worth}</span>
        </li>
    }
}
