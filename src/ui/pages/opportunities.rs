//! Opportunities: what our ventures could win, as a board by status and as a table.

mod board;
mod note;
mod status;
mod table;
mod tools;

use std::sync::Arc;

use crate::ui::weave::prelude::*;

pub(super) use status::{MoveDialog, StatusWish, move_items};

use super::contract_nav::ContractHead;
use crate::{
    domain::counting::counted,
    ledger::{RecordId, id_map::IdMap},
    ui::{
        actions::{Action, Actor, offer_page_actions, use_actor},
        addressed::Addressed,
        carry::{
            Carry,
            keys::{Whereabouts, move_action},
        },
        parts::{Button, ButtonKind, EmptyState, Icon, LinkButton, focus_soon},
    },
    workspace::opportunities::{
        KINDS, OpportunityRow, OpportunitySet, StatusColumn, board as columns_of, rows,
    },
};

const PATH: &str = "/opportunities";
/// Where notices are imported.
const IMPORT: &str = "/data?tab=import";
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
    /// Everything there is, by its id.
    by_id: Memo<Arc<IdMap<RecordId, Arc<OpportunityRow>>>>,
    /// The set as a board.
    columns: Memo<Vec<StatusColumn>>,
    /// The card that is carried across the board.
    carry: Carry,
    here: Whereabouts,
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
        // It is made anew only when the rows are.
        let by_id = Memo::uncompared(move |_| {
            all.with(|all| Arc::new(all.iter().map(|row| (row.id, Arc::clone(row))).collect()))
        });
        let columns = Memo::new(move |_| {
            let today = session.today.get();
            all.with(|all| {
                set.with(|set| session.read(|workspace| columns_of(all, set, workspace, today)))
            })
        });
        Self {
            actor,
            all,
            by_id,
            columns,
            carry: Carry::over("board"),
            here: Whereabouts::nowhere(),
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
        self.with_look(self.table.get_untracked(), text)
    }

    /// The text of an address: what is shown, as a board or as a table.
    fn with_look(self, table: bool, text: String) -> String {
        match (table, text.is_empty()) {
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

    /// Shows what an address or a saved view has.
    fn show(self, query: &str) {
        self.take(query);
        self.address.write(self.query());
    }

    fn take(self, query: &str) {
        self.table
            .set(query.split('&').any(|part| part == AS_TABLE));
        self.set.set(OpportunitySet::parse(query));
    }

    /// One opportunity as it is now; followed.
    fn row(self, id: RecordId) -> Memo<Option<Arc<OpportunityRow>>> {
        Memo::new(move |_| self.by_id.with(|rows| rows.get(&id).cloned()))
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
        Action::new("opportunities.import", "Import notices", "", |actor| {
            actor.go(IMPORT);
        })
        .in_group("This page")
        .found_by("drop file tender ocds"),
        move_action("opportunities.move", page.here, move || {
            !page.table.get_untracked()
        }),
    ]);
    // After the question the card stands elsewhere, and focus goes with it.
    Effect::new(move |before: Option<Option<StatusWish>>| {
        let now = page.moving.get();
        if let (Some(Some(asked)), None) = (before, &now) {
            let row = page
                .by_id
                .with_untracked(|rows| rows.get(&asked.opportunity).cloned());
            // The question may have been answered by a third status.
            if let Some(row) = row.filter(|_| !page.table.get_untracked()) {
                page.here.go_to((row.status.clone(), row.id));
            }
        }
        now
    });
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
            <ContractHead here=PATH/>
            <tools::Tools page/>
        </header>
        {body}
        <note::NoteDialog open=page.noting actor=page.actor/>
        <MoveDialog wish=page.moving/>
    }
}

/// How many there are, and of how many.
fn in_all(page: Page) -> String {
    let count = page.chosen.with(Vec::len);
    let all = page.all.with(Vec::len);
    let words = counted(all, "opportunity", "opportunities");
    if count == all {
        words
    } else {
        format!("{count} of {words}")
    }
}

#[component]
fn NoneYet(page: Page) -> impl IntoView {
    view! {
        <EmptyState
            icon=Icon::Decision
            title="No opportunities yet"
            text="Note one as it comes up in a conversation: in health and care a contract can arise without any notice. Or drop notices from Find a Tender or Contracts Finder anywhere on this page."
        >
            <Button
                label="Note an opportunity"
                icon=Icon::Plus
                kind=ButtonKind::Primary
                on_press=move || page.noting.set(true)
            />
            <LinkButton label="Import notices" icon=Icon::Upload href=IMPORT/>
        </EmptyState>
    }
}
