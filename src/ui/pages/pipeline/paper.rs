//! The board on paper: every card, not only those in view.

use crate::domain::counting;
use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::{Board, column::sums_of};
use crate::{
    ui::filter_bar::as_u64,
    ui::parts::{StagePlace, stage_class},
    workspace::board::{BoardColumn, Card},
};

/// Whether the page is being printed; set in time for the print to show what it changes.
pub(in super::super) fn printing() -> ReadSignal<bool> {
    let (printing, set) = signal(false);
    let before = window_event_listener_untyped("beforeprint", move |_| set.set(true));
    let after = window_event_listener_untyped("afterprint", move |_| set.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    printing
}

/// All columns with all cards, in the page only while it is printed.
#[component]
pub(super) fn PaperBoard(board: Board) -> impl IntoView {
    let printing = printing();
    move || {
        printing.get().then(|| {
            let session = board.actor.session;
            let today = session.today.get_untracked();
            let columns = board
                .columns
                .get_untracked()
                .into_iter()
                .map(|column| paper_column(board, &column));
            view! {
                <p class="print-only small quiet">{format!("As at {today}")}</p>
                <div class="board print-only">{columns.collect_view()}</div>
            }
        })
    }
}

fn paper_column(board: Board, column: &BoardColumn) -> AnyView {
    let session = board.actor.session;
    let today = session.today.get_untracked();
    let of = board.stages.get_untracked();
    let class = column.place.map_or("column".to_owned(), |index| {
        format!("column {}", stage_class(StagePlace { index, of }))
    });
    let cards = session.read(|workspace| {
        column
            .cards
            .iter()
            .filter_map(|venture| workspace.card(*venture, today))
            .collect::<Vec<_>>()
    });
    view! {
        <section class=class>
            <header class="column-head">
                <h2 class="column-name">{column.label.clone()}</h2>
                <span class="count">{grouped(as_u64(column.cards.len()))}</span>
                <p class="column-sums"><span>{sums_of(column)}</span></p>
            </header>
            {cards.into_iter().map(paper_card).collect_view()}
        </section>
    }
    .into_any()
}

fn paper_card(card: Card) -> AnyView {
    let due = card.due.map(|due| format!(" by {due}")).unwrap_or_default();
    let next = card.next.map(|what| format!("Next: {what}{due}"));
    let more: Vec<String> = [
        card.days.map(counting::days),
        next,
        Some(card.place),
        Some(card.lead),
    ]
    .into_iter()
    .flatten()
    .filter(|text| !text.is_empty())
    .collect();
    view! {
        <article class="card">
            <h3 class="card-name">{card.name}</h3>
            <p class="card-line">{card.one_line}</p>
            <p class="card-meta">{more.join(" · ")}</p>
        </article>
    }
    .into_any()
}
