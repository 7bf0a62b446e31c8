//! The table: the same set as the board, in rows that are edited where they stand.

mod bulk;
mod cell;
mod choosing;
mod columns;
mod editor;
mod head;
mod keys;
mod merging;
mod paper;

use std::{collections::BTreeSet, sync::Arc};

use crate::domain::{counting::grouped, money::Pence};
use crate::ui::weave::prelude::*;

use super::pipeline::{NoVentures, NothingFits};
use crate::{
    exchange::table_out::{TableOut, tables},
    ledger::{RecordId, ordering},
    ui::{
        actions::{Action, Actor, Overlay, offer_page_actions, use_actor},
        filter_bar::{FilterBar, Screen, Shown, as_u64, use_shown},
        frame::PageTitle,
        gate_dialog::{GateDialog, MoveWish},
        parts::{
            Button, ButtonKind, Icon, IconButton, ROW_PITCH, ROW_PITCH_COMPACT, RowLook, Viewport,
            WindowedBody, focus_is_lost, focus_soon, money_text,
        },
        status_dialog::{StatusDialog, StatusWish},
        table_file::{DownloadTable, download_table},
    },
    workspace::shown::{Column, KINDS},
};
use bulk::{BulkBar, BulkMove, MoveManyDialog};
use columns::ColumnChooser;
use head::Head;
use merging::MergeDialog;
use paper::PaperTable;

/// Element id of what scrolls.
const REGION: &str = "ventures-table";

/// A cell: its venture, and its position in the row; 0 is the tick.
type CellAt = (RecordId, usize);

/// What the parts of the table share.
#[derive(Clone, Copy)]
struct Table {
    actor: Actor,
    shown: Shown,
    rows: Memo<Arc<Vec<RecordId>>>,
    columns: Memo<Vec<Column>>,
    /// The ventures that are ticked; always among the rows.
    chosen: RwSignal<BTreeSet<RecordId>>,
    /// Where a range of ticks begins.
    anchor: RwSignal<Option<RecordId>>,
    /// The cell that is being edited.
    editing: RwSignal<Option<(RecordId, Column)>>,
    /// The cell that has, or last had, focus.
    here: RwSignal<Option<CellAt>>,
    reveal: RwSignal<Option<usize>>,
    moving: RwSignal<Option<MoveWish>>,
    status: RwSignal<Option<StatusWish>>,
    bulk_move: RwSignal<Option<BulkMove>>,
    merging: RwSignal<Option<(RecordId, RecordId)>>,
    choosing_columns: RwSignal<bool>,
}

impl Table {
    fn new(actor: Actor, shown: Shown) -> Self {
        let session = actor.session;
        // Columns and grouping change nothing about which ventures are shown, in which order.
        let selecting = Memo::new(move |_| {
            let mut set = shown.set.get();
            set.columns.clear();
            set
        });
        let rows = Memo::new(move |_| {
            for kind in KINDS {
                session.track_kind(kind);
            }
            let today = session.today.get();
            let ventures =
                selecting.with(|set| session.read(|workspace| set.select(workspace, today)));
            Arc::new(
                ventures
                    .iter()
                    .map(|venture| venture.id)
                    .collect::<Vec<_>>(),
            )
        });
        let chosen = RwSignal::new(BTreeSet::new());
        // What is done to the ticked rows is done to rows one can see the ticks of.
        Effect::new(move |_| {
            let rows = rows.get();
            if chosen.with_untracked(|chosen: &BTreeSet<RecordId>| !chosen.is_empty()) {
                let there = ordering::set_of(rows.iter().copied());
                let gone =
                    chosen.with_untracked(|chosen| chosen.iter().any(|id| !there.contains(id)));
                if gone {
                    chosen.update(|chosen| chosen.retain(|id| there.contains(id)));
                }
            }
        });
        Self {
            actor,
            shown,
            rows,
            columns: Memo::new(move |_| shown.set.with(|set| set.columns.clone())),
            chosen,
            anchor: RwSignal::new(None),
            editing: RwSignal::new(None),
            here: RwSignal::new(None),
            reveal: RwSignal::new(None),
            moving: RwSignal::new(None),
            status: RwSignal::new(None),
            bulk_move: RwSignal::new(None),
            merging: RwSignal::new(None),
            choosing_columns: RwSignal::new(false),
        }
    }

    /// Scrolls a cell into view and gives it focus.
    fn focus_cell(self, (venture, column): CellAt) {
        let row = self
            .rows
            .with_untracked(|rows| rows.iter().position(|row| *row == venture));
        self.here.set(Some((venture, column)));
        self.reveal.set(row);
        focus_soon(cell_id(venture, column));
    }

    /// Gives focus that was lost to the cell that had it last, or else to the table as a whole.
    fn find_focus(self) {
        // What is drawn anew, and a dialog that closes, have their turn first.
        request_animation_frame(move || {
            let here = self.here.try_get_untracked();
            match here.filter(|_| focus_is_lost()) {
                Some(Some(at)) => self.focus_cell(at),
                Some(None) => focus_soon(REGION),
                None => {}
            }
        });
    }

    /// Sees to it that whoever works by keys goes on from where they were.
    fn keep_focus(self) {
        Effect::new(move |_| {
            let rows = self.rows.get();
            match self.here.get_untracked() {
                // A cell whose row has gone is no place to come back to.
                Some((venture, _)) if !rows.contains(&venture) => self.here.set(None),
                Some(_) => self.find_focus(),
                None => {}
            }
        });
        // An editor that asked something is gone when the answer is given, and cannot have its focus back.
        Effect::new(move |before: Option<bool>| {
            let asks = self.moving.with(Option::is_some)
                || self.status.with(Option::is_some)
                || self.bulk_move.with(Option::is_some)
                || self.merging.with(Option::is_some);
            if before == Some(true) && !asks {
                self.find_focus();
            }
            asks
        });
    }

    /// What is ticked, in the order of the rows.
    fn chosen_in_order(self) -> Vec<RecordId> {
        self.chosen.with_untracked(|chosen| {
            self.rows.with_untracked(|rows| {
                rows.iter()
                    .filter(|id| chosen.contains(id))
                    .copied()
                    .collect()
            })
        })
    }

    /// The table as shown.
    fn out(self) -> TableOut {
        let session = self.actor.session;
        let columns = self.columns.get_untracked();
        let rows = self.rows.get_untracked();
        let today = session.today.get_untracked();
        session.read(|workspace| tables::ventures(workspace, &columns, &rows, today))
    }
}

fn cell_id(venture: RecordId, column: usize) -> String {
    format!("cell-{venture}-{column}")
}

/// Height of a row, as the density of the page has it.
fn row_pitch() -> f64 {
    let density = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-density"));
    if density.as_deref() == Some("compact") {
        ROW_PITCH_COMPACT
    } else {
        ROW_PITCH
    }
}

/// The table of ventures.
#[component]
pub fn VenturesPage() -> impl IntoView {
    let actor = use_actor();
    let shown = use_shown(Screen::Table);
    let table = Table::new(actor, shown);
    table.keep_focus();
    offer_page_actions(vec![
        Action::new(
            "table.export",
            "Download this table as CSV",
            "",
            move |actor| download_table(actor.session, table.out()),
        )
        .in_group("This page")
        .found_by("export spreadsheet"),
        Action::new("table.columns", "Choose columns", "", move |_| {
            table.choosing_columns.set(true)
        })
        .in_group("This page"),
        Action::new("table.all", "Choose all rows", "", move |_| {
            choosing::everything(table)
        })
        .in_group("This page"),
    ]);
    let count = Memo::new(move |_| table.rows.with(|rows| rows.len()));
    let none_at_all = actor.session.view(&["venture"], |workspace| {
        workspace.facts().venture_count() == 0
    });
    let body = move || {
        if none_at_all.get() {
            view! { <NoVentures/> }.into_any()
        } else if count.get() == 0 {
            view! { <NothingFits shown/> }.into_any()
        } else {
            view! { <Rows table count/> }.into_any()
        }
    };
    view! {
        <header class="page-head slim">
            <PageTitle title="Ventures"/>
            <FilterBar shown count>
                <IconButton icon=Icon::Columns label="Choose columns" on_press=move || table.choosing_columns.set(true)/>
                <DownloadTable table=move || table.out()/>
                <Button
                    label="Add"
                    describe="Add a venture"
                    icon=Icon::Plus
                    kind=ButtonKind::Primary
                    on_press=move || actor.overlay.set(Some(Overlay::Add("venture")))
                />
            </FilterBar>
        </header>
        {body}
        <GateDialog wish=table.moving/>
        <StatusDialog wish=table.status/>
        <MoveManyDialog table/>
        <MergeDialog table/>
        <ColumnChooser table/>
    }
}

#[component]
fn Rows(table: Table, #[prop(into)] count: Signal<usize>) -> impl IntoView {
    let viewport = Viewport::new();
    // Another order or other words: the reader starts at the top again.
    Effect::new(move |before: Option<_>| {
        let now = table.shown.set.with(|set| {
            (
                set.words.clone(),
                set.filters.clone(),
                set.needs_look,
                set.sort,
                set.descending,
            )
        });
        if before.is_some_and(|before| before != now) {
            viewport.rewind();
        }
        now
    });
    let key_at = Callback::new(move |at: usize| {
        table
            .rows
            .with(|rows| rows.get(at).map(RecordId::to_string).unwrap_or_default())
    });
    let row = Callback::new(move |id: String| match RecordId::parse(&id) {
        Ok(venture) => cell::row_view(table, venture),
        Err(_) => ().into_any(),
    });
    let look = Callback::new(move |id: String| {
        let selected =
            RecordId::parse(&id).is_ok_and(|id| table.chosen.with(|chosen| chosen.contains(&id)));
        RowLook {
            selected,
            class: "",
        }
    });
    view! {
        <p id="table-help" class="visually-hidden">
            "Arrow keys go from cell to cell. Enter or F2 edits, Escape leaves a cell as it was, Shift Space chooses the row."
        </p>
        <div
            class="table-scroll no-print"
            id=REGION
            node_ref=viewport.node
            tabindex="0"
            role="region"
            aria-label="Ventures"
            on:keydown=move |event| keys::on_region(table, &event)
        >
            <table
                class="table"
                role="grid"
                aria-label="Ventures"
                aria-describedby="table-help"
                aria-multiselectable="true"
                aria-rowcount=move || (count.get() + 1).to_string()
                on:focusin=move |event| keys::note_focus(table, &event)
                on:keydown=move |event| keys::pressed(table, &event)
            >
                <Head table/>
                <WindowedBody
                    viewport
                    count
                    row_height=Signal::derive(row_pitch)
                    key_at
                    row
                    look
                    columns=Signal::derive(move || table.columns.with(Vec::len) + 1)
                    reveal=table.reveal
                />
            </table>
        </div>
        <PaperTable table/>
        <BulkBar table/>
        <Foot table/>
    }
}

/// Named sums, of all rows and of those ticked.
#[component]
fn Foot(table: Table) -> impl IntoView {
    let session = table.actor.session;
    let sums = move |ids: &mut dyn Iterator<Item = RecordId>| {
        session.read(|workspace| {
            ids.fold((0usize, 0i64, 0i64), |(count, secured, hoped), id| {
                let facts = workspace.facts().of(id);
                let money = facts.map_or((0, 0), |facts| (facts.secured.0, facts.hoped.0));
                (
                    count + 1,
                    secured.saturating_add(money.0),
                    hoped.saturating_add(money.1),
                )
            })
        })
    };
    let all = Memo::new(move |_| {
        session.track_kind("capital");
        table.rows.with(|rows| sums(&mut rows.iter().copied()))
    });
    let ticked = Memo::new(move |_| {
        session.track_kind("capital");
        table
            .chosen
            .with(|chosen| sums(&mut chosen.iter().copied()))
    });
    let words = |name: &'static str, (count, secured, hoped): (usize, i64, i64)| {
        let noun = if count == 1 { "venture" } else { "ventures" };
        view! {
            <span><strong>{format!("{name}: {} {noun}", grouped(as_u64(count)))}</strong></span>
            <span>"Secured " <strong title=money_text(secured)>{Pence(secured).whole()}</strong></span>
            <span>"Hoped for " <strong title=money_text(hoped)>{Pence(hoped).whole()}</strong></span>
        }
    };
    view! {
        <p class="table-foot">
            {move || words("Shown", all.get())}
            {move || (ticked.get().0 > 0).then(|| words("Chosen", ticked.get()))}
        </p>
    }
}
