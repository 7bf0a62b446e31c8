//! The contract clock: what ends, what has to be decided, and when to begin to talk; ours and those of others.

mod add;
mod due;
mod timeline;

use crate::ui::weave::prelude::*;

use super::contract_nav::ContractHead;
use crate::{
    domain::{dates::Moment, records::Contract},
    exchange::calendar::clock_calendar,
    ui::{
        actions::{Action, Actor, offer_page_actions, use_actor},
        addressed::Addressed,
        parts::{Button, ButtonKind, EmptyState, Icon, Menu, MenuItem},
        session::Session,
    },
    workspace::contract_clock::{KINDS, Outlook, Timeline, Whose},
};

const PATH: &str = "/contracts";
/// How far ahead one can look, in months.
const REACHES: [(i32, &str); 4] = [
    (6, "6 months"),
    (12, "12 months"),
    (24, "2 years"),
    (60, "5 years"),
];

/// What is asked of the clock, as the address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    whose: Whose,
    months: i32,
    table: bool,
}

impl Asked {
    fn parse(text: &str) -> Self {
        let mut asked = Self {
            whose: Whose::All,
            months: 24,
            table: false,
        };
        for part in text.split('&') {
            match part {
                "whose=ours" => asked.whose = Whose::Ours,
                "whose=others" => asked.whose = Whose::Others,
                "as=table" => asked.table = true,
                _ => {
                    let months = part
                        .strip_prefix("months=")
                        .and_then(|months| months.parse().ok());
                    let known = REACHES.iter().map(|(months, _)| *months);
                    asked.months = months
                        .filter(|months| known.clone().any(|known| known == *months))
                        .unwrap_or(asked.months);
                }
            }
        }
        asked
    }

    fn to_text(self) -> String {
        let whose = match self.whose {
            Whose::Ours => Some("whose=ours".to_owned()),
            Whose::Others => Some("whose=others".to_owned()),
            _ => None,
        };
        let months = (self.months != 24).then(|| format!("months={}", self.months));
        let table = self.table.then(|| "as=table".to_owned());
        let parts: Vec<String> = [whose, months, table].into_iter().flatten().collect();
        parts.join("&")
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    actor: Actor,
    asked: RwSignal<Asked>,
    address: Addressed,
    adding: RwSignal<bool>,
    /// What is due and what runs in the time asked for, read in one pass.
    outlook: Memo<Outlook>,
}

impl Page {
    fn new(actor: Actor) -> Self {
        let session = actor.session;
        let asked = RwSignal::new(Asked::parse(""));
        let (address, first) = Addressed::tie(PATH, move |text| asked.set(Asked::parse(text)));
        asked.set(Asked::parse(&first));
        // As a table it shows the same.
        let span = Memo::new(move |_| asked.with(|asked| (asked.months, asked.whose)));
        let outlook = Memo::new(move |_| {
            let (today, (months, whose)) = (session.today.get(), span.get());
            follow(session);
            session.read(|workspace| workspace.outlook(today, months, whose))
        });
        Self {
            actor,
            asked,
            address,
            adding: RwSignal::new(false),
            outlook,
        }
    }

    /// The first of the contracts that run, in words.
    fn timeline(self, most: usize) -> Timeline {
        let session = self.actor.session;
        self.outlook
            .with(|outlook| session.read(|workspace| workspace.timeline_of(outlook, most)))
    }

    /// Changes what is asked by one step that *back* takes back.
    fn ask(self, change: impl FnOnce(&mut Asked)) {
        self.asked.update(change);
        self.address
            .write(self.asked.with_untracked(|asked| asked.to_text()));
    }
}

/// Follows everything that the clock shows, the names in it as well.
fn follow(session: Session) {
    for kind in KINDS {
        session.track_kind(kind);
    }
}

/// Writes every day of the clock as a file for calendar programs.
fn download(actor: Actor) {
    let session = actor.session;
    let today = session.today.get_untracked();
    let now = Moment(i64::try_from(session.host().now_ms()).unwrap_or_default());
    let site = window().location().origin().unwrap_or_default();
    let bytes = session.read(|workspace| clock_calendar(workspace, today, now, &site));
    let name = format!("contracts-{}.ics", today.iso());
    session
        .host()
        .download(&name, "text/calendar;charset=utf-8", vec![bytes]);
}

/// The page.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let actor = use_actor();
    let page = Page::new(actor);
    offer_page_actions(vec![
        Action::new("contracts.add", "Add a contract", "A", move |_| {
            page.adding.set(true);
        })
        .in_group("This page")
        .found_by("new rival competitor"),
        Action::new("contracts.calendar", "Download the calendar", "", download)
            .in_group("This page")
            .found_by("ics ical outlook export"),
    ]);
    let none = actor.session.view(&[Contract::KIND], |workspace| {
        workspace.records().of_kind(Contract::KIND).next().is_none()
    });
    view! {
        <header class="page-head slim">
            <ContractHead here=PATH/>
            <Tools page/>
        </header>
        <div class="stack loose">
            {move || none.get().then(|| view! { <NoneYet page/> })}
            <due::DueSoon page/>
            {move || (!none.get()).then(|| view! { <timeline::Contracts page/> })}
        </div>
        <add::AddDialog page/>
    }
}

/// Whose, how far ahead, and what can be done.
#[component]
fn Tools(page: Page) -> impl IntoView {
    let whose = move |whose: Whose, label: &'static str| {
        view! {
            <Button
                label
                pressed=Signal::derive(move || Some(page.asked.with(|asked| asked.whose == whose)))
                on_press=move || page.ask(|asked| asked.whose = whose)
            />
        }
    };
    let here = move || page.asked.with(|asked| asked.months);
    let reach = move || {
        let reach = REACHES.iter().find(|(months, _)| *months == here());
        format!("Next {}", reach.map_or("years", |(_, label)| label))
    };
    let reaches = move || {
        let here = here();
        let one = |(months, label): &(i32, &'static str)| {
            let months = *months;
            MenuItem::new(format!("Next {label}"), move || {
                page.ask(|asked| asked.months = months);
            })
            .checked(months == here)
        };
        REACHES.iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <div class="filter-bar">
            <div class="button-group" role="group" aria-label="Whose contracts">
                {whose(Whose::All, "All")}
                {whose(Whose::Ours, "Ours")}
                {whose(Whose::Others, "Others’")}
            </div>
            <Menu label=Signal::derive(reach) items=Signal::derive(reaches) describe=Signal::derive(move || format!("How far ahead: {}", reach()))/>
            <span class="push"></span>
            <Button label="Download calendar" icon=Icon::Calendar on_press=move || download(page.actor)/>
            <Button
                label="Add"
                describe="Add a contract"
                icon=Icon::Plus
                kind=ButtonKind::Primary
                on_press=move || page.adding.set(true)
            />
        </div>
    }
}

#[component]
fn NoneYet(page: Page) -> impl IntoView {
    view! {
        <EmptyState
            icon=Icon::Document
            title="No contracts yet"
            text="An opportunity becomes one when it is signed. Add the contracts of others too: twelve to six months before they end is when a buyer listens."
        >
            <Button label="Add a contract" icon=Icon::Plus kind=ButtonKind::Primary on_press=move || page.adding.set(true)/>
        </EmptyState>
    }
}
