//! Opportunities: what our ventures could win, as a board by status and as a table.

mod board;
mod note;
mod status;
mod table;
mod tools;

use std::sync::Arc;

use crate::ui::weave::prelude::*;

pub(super) use status::{MoveDialog, StatusWish, move_items};

use super::contract_nav::ContractNav;
use crate::{
    domain::counting::counted,
    ui::{
        actions::{Action, Actor, offer_page_actions, use_actor},
        addressed::Addressed,
        frame::PageTitle,
        parts::{Button, ButtonKind, EmptyState, Icon, LinkButton, focus_soon},
    },
    workspace::opportunities::{KINDS, OpportunityRow, OpportunitySet, rows, sums},
};

const PATH: &str = "/opportunities";
/// What the address says of a set that is shown as a table.
const AS_TABLE: &str = "as=table";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    actor: Actor,
    /// Everything there is.
    all: Memo<Vec<Arc<OpportunityRow>>>,
    /// What is shown of it.
    set: RwSignal<OpportunitySet>,
    /// Whether as a table.
    table: RwSignal<bool>,
    address: Addressed,
    /// The opportunities of the set, in its order.
    chosen: Memo<Vec<Arc<OpportunityRow>>>,
    /// A change of status that is wished for.
    moving: RwSignal<Option<StatusWish>>,
    /// Whether the form for a new one is open.
    noting: RwSignal<bool>,
}

impl Page {
    fn new(actor: Actor) -> Self {
        let session = actor.session;
        let set = RwSignal::new(OpportunitySet::default());
        let table = RwSignal::new(false);
        let take = move |text: &str| {
            table.set(text.split('&').any(|part| part == AS_TABLE));
            set.set(OpportunitySet::parse(text));
        };
        let (address, first) = Addressed::tie(PATH, take);
        take(&first);
        let all = session.view(KINDS, rows);
        let chosen = Memo::new(move |_| {
            let today = session.today.get();
            all.with(|all| {
                set.with(|set| session.read(|workspace| set.select(all, workspace, today)))
            })
        });
        Self {
            actor,
            all,
            set,
            table,
            address,
            chosen,
            moving: RwSignal::new(None),
            noting: RwSignal::new(false),
        }
    }

    fn query(self) -> String {
        let text = self.set.with_untracked(OpportunitySet::to_text);
        match (self.table.get_untracked(), text.is_empty()) {
            (false, _) => text,
            (true, true) => AS_TABLE.to_owned(),
            (true, false) => format!("{AS_TABLE}&{text}"),
        }
    }

    /// Changes what is shown by one step that *back* takes back.
    fn change(self, change: impl FnOnce(&mut OpportunitySet)) {
        self.set.update(change);
        self.address.write(self.query());
    }

    fn type_words(self, words: String) {
        self.set.update(|set| set.words = words);
        self.address.write_soon(move || self.query());
    }

    fn show_as_table(self, table: bool) {
        self.table.set(table);
        self.address.write(self.query());
    }

    /// Takes words and filters off; order and columns stay.
    fn clear(self) {
        self.change(|set| {
            *set = OpportunitySet {
                sort: set.sort,
                descending: set.descending,
                columns: std::mem::take(&mut set.columns),
                ..OpportunitySet::default()
            };
        });
    }
}

/// The page.
#[component]
pub fn OpportunitiesPage() -> impl IntoView {
    let page = Page::new(use_actor());
    offer_page_actions(vec![
        Action::new(
            "opportunities.note",
            "Note an opportunity",
            "A",
            move |_| page.noting.set(true),
        )
        .in_group("This page")
        .found_by("add new tender contract"),
        Action::new(
            "opportunities.find",
            "Find in these opportunities",
            "/",
            |_| focus_soon("opportunity-words"),
        )
        .in_group("This page"),
    ]);
    let body = move || {
        if page.all.with(Vec::is_empty) {
            view! { <NoneYet page/> }.into_any()
        } else if page.chosen.with(Vec::is_empty) {
            view! {
                <EmptyState
                    icon=Icon::Filter
                    title="No opportunity fits"
                    text="They are all still here: the words and filters above leave none of them."
                >
                    <Button label="Clear words and filters" kind=ButtonKind::Primary on_press=move || page.clear()/>
                </EmptyState>
            }
            .into_any()
        } else if page.table.get() {
            view! { <table::Table page/> }.into_any()
        } else {
            view! { <board::Board page/> }.into_any()
        }
    };
    view! {
        <header class="page-head slim">
            <PageTitle title="Opportunities"/>
            <ContractNav here=PATH/>
            <tools::Tools page/>
        </header>
        {body}
        <note::NoteDialog open=page.noting actor=page.actor/>
        <MoveDialog wish=page.moving/>
    }
}

/// What the set comes to, each figure by its name.
fn in_all(page: Page) -> String {
    let count = page.chosen.with(Vec::len);
    let all = page.all.with(Vec::len);
    let sums = page.chosen.with(|chosen| sums(chosen));
    let count = if count == all {
        counted(all, "opportunity", "opportunities")
    } else {
        format!(
            "{count} of {}",
            counted(all, "opportunity", "opportunities")
        )
    };
    match sums.with_value {
        0 => count,
        _ => format!("{count}, {} weighted", sums.weighted.short()),
    }
}

#[component]
fn NoneYet(page: Page) -> impl IntoView {
    view! {
        <EmptyState
            icon=Icon::Decision
            title="No opportunities yet"
            text="Note one as it comes up in a conversation: in health and care a contract can arise without any notice. Or bring in notices from Find a Tender or Contracts Finder as a file."
        >
            <Button
                label="Note an opportunity"
                icon=Icon::Plus
                kind=ButtonKind::Primary
                on_press=move || page.noting.set(true)
            />
            <LinkButton label="Import notices" icon=Icon::Upload href="/data"/>
        </EmptyState>
    }
}
