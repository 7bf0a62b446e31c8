//! People, organisations and places: who knows whom.

pub mod entries;
pub mod merge;
pub mod parts;
pub mod talk;

use std::{sync::Arc, time::Duration};

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use send_wrapper::SendWrapper;

use crate::{
    exchange::table_out::tables,
    ledger::RecordId,
    ui::{
        actions::{Action, Actor, Overlay, offer_page_actions, use_actor},
        appearance::row_pitch,
        frame::PageTitle,
        parts::{
            Button, ButtonKind, DayText, EmptyState, Icon, LinkButton, Tab, TabPanel, Tabs,
            Viewport, WindowedBody, focus_soon, icon,
        },
        session::Session,
        table_file::DownloadTable,
    },
    workspace::{
        directory::{DirectoryColumn, DirectoryRow, Listed, arranged, cell_text, directory},
        search::address_of,
    },
};

/// The kinds that a list is worked out from.
const KINDS: [&str; 6] = [
    "contact",
    "organisation",
    "place",
    "venture",
    "entry",
    "capital",
];

type Go = SendWrapper<Box<dyn Fn(&str, bool)>>;

/// How long typing pauses before the address follows.
const TYPING_PAUSE: Duration = Duration::from_millis(400);

/// What is shown, as the address has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    list: Listed,
    words: String,
    column: DirectoryColumn,
    descending: bool,
}

impl Shown {
    fn address(&self) -> String {
        let mut parts = vec![format!("tab={}", self.list.id())];
        if !self.words.is_empty() {
            parts.push(format!("q={}", js_sys::encode_uri_component(&self.words)));
        }
        if self.column != DirectoryColumn::Name || self.descending {
            parts.push(format!(
                "sort={}{}",
                if self.descending { "-" } else { "" },
                self.column.id()
            ));
        }
        format!("/people?{}", parts.join("&"))
    }

    fn read(tab: Option<String>, words: Option<String>, sort: Option<String>) -> Self {
        let list = Listed::parse(tab.as_deref().unwrap_or_default());
        let sort = sort.unwrap_or_default();
        let (name, descending) = match sort.strip_prefix('-') {
            Some(name) => (name, true),
            None => (sort.as_str(), false),
        };
        let column = list
            .columns()
            .iter()
            .find(|column| column.id() == name)
            .copied();
        Self {
            list,
            words: words.unwrap_or_default(),
            column: column.unwrap_or(DirectoryColumn::Name),
            descending,
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    actor: Actor,
    shown: Memo<Shown>,
    go: StoredValue<Go>,
    /// What is being typed: shown at once, in the address after a pause.
    words: RwSignal<String>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    all: Memo<Vec<Arc<DirectoryRow>>>,
    rows: Memo<Vec<Arc<DirectoryRow>>>,
    viewport: Viewport,
}

impl Page {
    fn change(self, replace: bool, change: impl FnOnce(&mut Shown)) {
        self.stop_waiting();
        let mut shown = self.shown.get_untracked();
        shown.words = self.words.get_untracked();
        change(&mut shown);
        self.words.set(shown.words.clone());
        self.go.with_value(|go| go(&shown.address(), replace));
    }

    fn stop_waiting(self) {
        if let Some(Some(handle)) = self.waiting.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// Follows what is typed. Browsers refuse addresses that change with every key.
    fn find(self, typed: String) {
        self.stop_waiting();
        self.viewport.rewind();
        self.words.set(typed);
        let later = set_timeout_with_handle(move || self.change(true, |_| ()), TYPING_PAUSE);
        self.waiting.set_value(later.ok());
    }

    fn add(self) {
        self.actor.overlay.set(Some(Overlay::Add(
            self.shown.with_untracked(|shown| shown.list.kind()),
        )));
    }
}

/// The page; list, words and order stand in the address.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let query = use_query_map();
    let shown = Memo::new(move |_| {
        query.with(|query| Shown::read(query.get("tab"), query.get("q"), query.get("sort")))
    });
    let navigate = use_navigate();
    let go: Go = SendWrapper::new(Box::new(move |to: &str, replace: bool| {
        navigate(
            to,
            NavigateOptions {
                replace,
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    }));
    let list = Memo::new(move |_| shown.with(|shown| shown.list));
    let all = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let list = list.get();
        session.read(|workspace| directory(workspace, list))
    });
    let words = RwSignal::new(shown.with_untracked(|shown| shown.words.clone()));
    let rows = Memo::new(move |_| {
        let (column, descending) = shown.with(|shown| (shown.column, shown.descending));
        all.with(|all| words.with(|words| arranged(all, words, column, descending)))
    });
    let page = Page {
        actor,
        shown,
        go: StoredValue::new(go),
        words,
        waiting: StoredValue::new(None),
        all,
        rows,
        viewport: Viewport::new(),
    };
    // Back, forward and links change the words without being typed.
    Effect::new(move |_| {
        let now = shown.with(|shown| shown.words.clone());
        if page.waiting.with_value(Option::is_none) && words.get_untracked() != now {
            words.set(now);
        }
    });
    on_cleanup(move || page.stop_waiting());
    offer_page_actions(vec![
        Action::new("people.find", "Find in this list", "/", |_| {
            focus_soon("people-words")
        })
        .in_group("This page"),
        Action::new("people.add", "Add to this list", "A", move |_| page.add())
            .in_group("This page"),
    ]);
    let selected = Memo::new(move |_| list.get().id().to_owned());
    view! {
        <Head page/>
        <Tabs
            name="people"
            label="What is listed"
            tabs=tabs(session)
            selected
            on_select=move |tab: String| page.change(false, |shown| {
                *shown = Shown { words: shown.words.clone(), ..Shown::read(Some(tab), None, None) };
            })
        />
        <TabPanel name="people" selected>
            {move || view! { <List page list=list.get()/> }}
        </TabPanel>
    }
}

fn tabs(session: Session) -> Signal<Vec<Tab>> {
    let counts = session.view(&["contact", "organisation", "place"], |workspace| {
        Listed::ALL
            .map(|(list, id, label)| (id, label, workspace.records().of_kind(list.kind()).count()))
    });
    Signal::derive(move || {
        counts
            .get()
            .into_iter()
            .map(|(id, label, count)| Tab::new(id, label).count(count))
            .collect()
    })
}

#[component]
fn Head(page: Page) -> impl IntoView {
    let result = move || {
        let (some, all) = (page.rows.with(Vec::len), page.all.with(Vec::len));
        let list = page.shown.with(|shown| shown.list);
        let noun = match list {
            Listed::People => "people",
            Listed::Organisations => "organisations",
            Listed::Places => "places",
        };
        if some == all {
            format!("{} {noun}", grouped(all as u64))
        } else {
            format!("{} of {} {noun}", grouped(some as u64), grouped(all as u64))
        }
    };
    let add = move || match page.shown.with(|shown| shown.list) {
        Listed::People => "Add a person",
        Listed::Organisations => "Add an organisation",
        Listed::Places => "Add a place",
    };
    view! {
        <header class="page-head slim">
            <PageTitle title="People and organisations"/>
            <div class="filter-bar" role="search" aria-label="Which people, organisations or places">
                <div class="input short">
                    <input
                        id="people-words"
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="Find words"
                        aria-label="Find words in this list"
                        prop:value=page.words
                        on:input=move |event| page.find(event_target_value(&event))
                    />
                </div>
                <span class="filter-result" role="status">{result}</span>
            </div>
            <div class="page-actions">
                <DownloadTable table=move || {
                    let list = page.shown.with_untracked(|shown| shown.list);
                    page.rows.with_untracked(|rows| tables::directory(list, rows))
                }/>
                <Button
                    label=Signal::derive(move || add().to_owned())
                    kind=ButtonKind::Primary
                    icon=Icon::Plus
                    on_press=move || page.add()
                />
            </div>
        </header>
    }
}

#[component]
fn List(page: Page, list: Listed) -> impl IntoView {
    let is_empty = Memo::new(move |_| page.all.with(Vec::is_empty));
    let none_found = Memo::new(move |_| page.rows.with(Vec::is_empty));
    move || {
        if is_empty.get() {
            view! { <Nobody page list/> }.into_any()
        } else if none_found.get() {
            view! {
                <EmptyState icon=Icon::Search title="Nothing has all these words" text="Try fewer words, or part of a name.">
                    <Button label="Show all" on_press=move || page.change(false, |shown| shown.words.clear())/>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <Table page list/> }.into_any()
        }
    }
}

#[component]
fn Nobody(page: Page, list: Listed) -> impl IntoView {
    let (picture, title, text, add) = match list {
        Listed::People => (
            Icon::People,
            "No people yet",
            "Founders, commissioners, funders: add the people you talk with, and as little about each as you need.",
            "Add a person",
        ),
        Listed::Organisations => (
            Icon::Organisation,
            "No organisations yet",
            "Councils, funders, hosts and partners. Every conversation with one of them gathers on its page, across all ventures.",
            "Add an organisation",
        ),
        Listed::Places => (
            Icon::Place,
            "No places yet",
            "Neighbourhoods, towns and districts your ventures work in. Add one here, or on a venture’s page.",
            "Add a place",
        ),
    };
    view! {
        <EmptyState icon=picture title text>
            <Button label=add kind=ButtonKind::Primary on_press=move || page.add()/>
            <LinkButton label="Import a list" href="/data?tab=import"/>
        </EmptyState>
    }
}

#[component]
fn Table(page: Page, list: Listed) -> impl IntoView {
    let columns = list.columns();
    let head = columns
        .iter()
        .map(|column| heading(page, list, *column))
        .collect_view();
    let row = move |key: String| {
        let id = RecordId::parse(&key).unwrap_or(RecordId(0));
        let row = Memo::new(move |_| {
            page.rows
                .with(|rows| rows.iter().find(|row| row.id == id).cloned())
        });
        let cells = move || {
            row.get().map(|row| {
                columns
                    .iter()
                    .map(|column| cell(&row, list, *column))
                    .collect_view()
            })
        };
        cells.into_any()
    };
    let label = Listed::ALL
        .iter()
        .find(|(known, _, _)| *known == list)
        .map_or("", |(_, _, label)| label);
    let pitch = row_pitch(page.actor.session);
    let count = move || page.rows.with(Vec::len);
    view! {
        <div class="table-scroll" node_ref=page.viewport.node tabindex="0" role="region" aria-label=label>
            <table class="table" aria-rowcount=move || (count() + 1).to_string()>
                <thead><tr aria-rowindex="1">{head}</tr></thead>
                <WindowedBody
                    viewport=page.viewport
                    count=Signal::derive(count)
                    row_height=Signal::derive(move || pitch)
                    key_at=move |at: usize| page.rows.with(|rows| rows.get(at).map(|row| row.id.to_string()).unwrap_or_default())
                    row=row
                    columns=Signal::derive(move || columns.len())
                />
            </table>
        </div>
    }
}

fn heading(page: Page, list: Listed, column: DirectoryColumn) -> impl IntoView {
    let sorted = move || {
        page.shown
            .with(|shown| match (shown.column == column, shown.descending) {
                (false, _) => "none",
                (true, false) => "ascending",
                (true, true) => "descending",
            })
    };
    let arrow = move || match sorted() {
        "ascending" => icon(Icon::ArrowUp),
        "descending" => icon(Icon::ArrowDown),
        _ => icon(Icon::Sort),
    };
    let turn = move || {
        page.change(false, |shown| {
            let most_first = column.is_number() || column == DirectoryColumn::LastSpoke;
            shown.descending = if shown.column == column {
                !shown.descending
            } else {
                most_first
            };
            shown.column = column;
        })
    };
    view! {
        <th scope="col" class=class_of(column) aria-sort=sorted>
            <button type="button" class="sort-button" on:click=move |_| turn()>{column.label(list)}{arrow}</button>
        </th>
    }
}

fn class_of(column: DirectoryColumn) -> Option<&'static str> {
    match column {
        DirectoryColumn::Name => Some("cell-name"),
        figures if figures.is_number() => Some("number"),
        _ => None,
    }
}

fn cell(row: &DirectoryRow, list: Listed, column: DirectoryColumn) -> AnyView {
    let content = match (column, row.belongs_to, row.last_spoke) {
        (DirectoryColumn::Name, ..) => {
            let address = address_of(list.kind(), row.id, None);
            return view! { <th scope="row" class="cell-name"><a href=address>{row.name.clone()}</a></th> }.into_any();
        }
        (DirectoryColumn::Belongs, Some(to), _) => {
            view! { <a href=address_of("organisation", to, None)>{row.belongs.clone()}</a> }
                .into_any()
        }
        (DirectoryColumn::LastSpoke, _, Some(day)) => view! { <DayText iso=day.iso()/> }.into_any(),
        _ => cell_text(column, row).into_any(),
    };
    view! { <td class=class_of(column)>{content}</td> }.into_any()
}
