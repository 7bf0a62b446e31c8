//! What the pages of a person and of an organisation share.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        addressed::use_record_at_address,
        frame::PageTitle,
        in_place::InPlace,
        parts::{
            Banner, Button, ButtonKind, Icon, LinkButton, Menu, MenuItem, StageLabel, StagePlace,
            Tone, icon,
        },
        session::{Session, use_session},
    },
    workspace::{
        Command,
        directory::{LinkedVenture, linked_ventures, look_alikes},
        search::address_of,
    },
};

/// The list that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The kind of record.
    pub kind: &'static str,
    /// What people call one, in the middle of a sentence.
    pub one: &'static str,
    /// The list's address.
    pub list: &'static str,
    /// The list's name.
    pub list_name: &'static str,
}

/// Whether the record of a page is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Here,
    /// It was deleted; this was its name.
    Deleted(String),
    /// There never was one, or it is something else.
    Missing,
}

/// Whether a record of that kind is there.
fn presence(session: Session, id: Option<RecordId>, kind: &'static str) -> Memo<Presence> {
    Memo::new(move |_| {
        let Some(id) = id else {
            return Presence::Missing;
        };
        session.track_record(id);
        session.read(|workspace| match workspace.records().get(id) {
            Some(record) if &**record.kind() != kind => Presence::Missing,
            Some(record) if record.is_deleted() => Presence::Deleted(workspace.name_of(id)),
            Some(_) => Presence::Here,
            None => Presence::Missing,
        })
    })
}

/// The page of the record that the address names, or a word on what became of it.
pub fn page_of(home: Home, whole: fn(RecordId) -> AnyView) -> AnyView {
    let session = use_session();
    let id = use_record_at_address();
    let page = move || {
        let id = id.get();
        let presence = presence(session, id, home.kind);
        move || match (presence.get(), id) {
            (Presence::Here, Some(id)) => whole(id),
            (gone, id) => view! { <NotHere presence=gone id home/> }.into_any(),
        }
    };
    page.into_any()
}

/// Shown in place of a record that is not there.
#[component]
fn NotHere(
    /// What became of it.
    presence: Presence,
    /// The record, if the address names one.
    id: Option<RecordId>,
    /// Where its like are listed.
    home: Home,
) -> impl IntoView {
    let actor = use_actor();
    let (title, text) = match &presence {
        Presence::Deleted(name) => (
            format!("{name} was deleted"),
            "Nothing is lost: it can be brought back as it was.".to_owned(),
        ),
        _ => (
            format!("There is no such {}", home.one),
            "The address may be from another incubator or browser, or cut short.".to_owned(),
        ),
    };
    let bring_back = matches!(presence, Presence::Deleted(_))
        .then_some(id)
        .flatten()
        .map(|record| {
            let restore = move || {
                actor.act(Command::Restore { record });
            };
            view! { <Button label="Bring it back" kind=ButtonKind::Primary on_press=restore/> }
        });
    view! {
        <p class="crumbs"><a href=home.list>{home.list_name}</a></p>
        <header class="page-head"><div>
            <PageTitle title/>
            <p class="lede">{text}</p>
        </div></header>
        <div class="row">{bring_back}<LinkButton label=home.list_name href=home.list/></div>
    }
}

/// Name and what can be done.
#[component]
pub fn Head(
    /// The record.
    id: RecordId,
    /// Where its like are listed.
    home: Home,
    /// The field below the name.
    under: &'static str,
    /// Opens the merge.
    merging: RwSignal<bool>,
    /// Opens the form for a conversation.
    #[prop(into)]
    write: Callback<()>,
) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let name = session.view_record(id, move |workspace| workspace.name_of(id));
    let items = move || {
        vec![
            MenuItem::new("Merge a duplicate into this…", move || merging.set(true))
                .icon(Icon::Copy),
            MenuItem::new(format!("Delete this {}", home.one), move || {
                if actor.act(Command::Delete { records: vec![id] }) {
                    actor.go(home.list);
                }
            })
            .icon(Icon::Bin)
            .danger()
            .after_line(),
        ]
    };
    view! {
        <header class="record-head">
            <div class="record-title">
                <div class="row">
                    <PageTitle title=name/>
                    <InPlace record=id kind=home.kind field="name" pencil_only=true/>
                </div>
                <div class="record-meta"><InPlace record=id kind=home.kind field=under/></div>
            </div>
            <div class="page-actions">
                <Button label="Write down a conversation" kind=ButtonKind::Primary icon=Icon::Note on_press=write/>
                <Menu label="More" items=Signal::derive(items) icon=Icon::More icon_only=true/>
            </div>
        </header>
    }
}

/// Says that another record looks like the same.
#[component]
pub fn LookAlikes(
    /// The record.
    id: RecordId,
    /// Its kind.
    kind: &'static str,
    /// Opens the merge.
    merging: RwSignal<bool>,
) -> impl IntoView {
    let session = use_actor().session;
    let alike = Memo::new(move |_| {
        session.track_kind(kind);
        session.read(|workspace| look_alikes(workspace, id))
    });
    move || {
        let alike = alike.get();
        let first = alike
            .first()
            .map(|(other, name)| (address_of(kind, *other, None), name.clone()))?;
        let more = match alike.len() {
            1 => String::new(),
            many => format!(" and {} more", many - 1),
        };
        Some(view! {
            <Banner tone=Tone::Info title="This may be here twice">
                <p>"It looks like the same as "<a href=first.0>{first.1}</a>{more}"."</p>
                <div class="banner-actions">
                    <Button label="Compare and merge…" on_press=move || merging.set(true)/>
                </div>
            </Banner>
        })
    }
}

/// A part of the page under a heading that folds.
#[component]
pub fn Section(
    /// Its heading.
    title: &'static str,
    /// How many, after the heading.
    #[prop(optional, into)]
    count: Signal<usize>,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="section" open=true>
            <summary>
                <h2>{title}</h2>
                {move || Some(count.get()).filter(|count| *count > 0).map(|count| view! { <span class="count">{count}</span> })}
            </summary>
            <div class="section-body">{children()}</div>
        </details>
    }
}

/// The ventures linked with a record, as lines.
#[component]
pub fn Ventures(
    /// The record.
    id: RecordId,
    /// What stands there while there are none.
    none: &'static str,
) -> impl IntoView {
    let session = use_actor().session;
    let linked = Memo::new(move |_| {
        session.track_record(id);
        for kind in ["venture", "contact", "capital", "stage"] {
            session.track_kind(kind);
        }
        session.read(|workspace| linked_ventures(workspace, id))
    });
    let of = session.view(&["stage"], |workspace| {
        workspace.journey().all_stages().len()
    });
    let lines = move || {
        let linked = linked.get();
        if linked.is_empty() {
            return view! { <p class="quiet">{none}</p> }.into_any();
        }
        let of = of.get();
        view! { <ul class="lines">{linked.into_iter().map(|venture| one_venture(venture, of)).collect_view()}</ul> }.into_any()
    };
    view! { <Section title="Ventures" count=Signal::derive(move || linked.with(Vec::len))>{lines}</Section> }
}

fn one_venture(venture: LinkedVenture, of: usize) -> impl IntoView {
    let LinkedVenture {
        id,
        name,
        how,
        stage,
        stage_index,
    } = venture;
    view! {
        <li class="line">
            {icon(Icon::Ventures)}
            <div class="line-main">
                <p><a href=address_of("venture", id, None)>{name}</a></p>
                <p class="line-more"><span>{how}</span></p>
            </div>
            <span class="line-end">
                <StageLabel place=Signal::derive(move || StagePlace { index: stage_index, of }) label=stage/>
            </span>
        </li>
    }
}
