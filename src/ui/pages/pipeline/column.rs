//! One column: its head, with count and named sums, and its cards.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::{Board, card::card_view};
use crate::{
    ledger::RecordId,
    ui::{
        filter_bar::{Screen, as_u64},
        parts::{
            CARD_PITCH, CARD_PITCH_COMPACT, Icon, StagePlace, Windowed, icon, money_text,
            stage_class,
        },
    },
    workspace::{
        board::BoardColumn,
        shown::{Column, GroupBy, ShownSet},
    },
};

/// The table of what a column holds: every sum opens into its ventures.
fn table_of(set: &ShownSet, key: &str) -> String {
    let mut set = set.clone();
    set.filters
        .insert(set.group.id().to_owned(), vec![key.to_owned()]);
    set.columns = vec![
        Column::Name,
        Column::Stage,
        Column::Lead,
        Column::Secured,
        Column::Hoped,
    ];
    set.sort = Column::Secured;
    set.descending = true;
    set.group = GroupBy::Stage;
    Screen::Table.address(&set)
}

/// "£210,400 secured, £50,000 hoped for"; empty when there is no money yet.
pub(super) fn sums_of(column: &BoardColumn) -> String {
    let parts = [(column.secured.0, "secured"), (column.hoped.0, "hoped for")];
    let said: Vec<String> = parts
        .iter()
        .filter(|(pence, _)| *pence != 0)
        .map(|(pence, name)| format!("{} {name}", money_text(*pence)))
        .collect();
    said.join(", ")
}

/// Height of a card and its gap, as the density of the page has it.
pub(in crate::ui::pages) fn card_pitch() -> f64 {
    let density = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-density"));
    if density.as_deref() == Some("compact") {
        CARD_PITCH_COMPACT
    } else {
        CARD_PITCH
    }
}

/// A column with the ventures that share `key`.
#[component]
pub(super) fn ColumnView(board: Board, key: String) -> impl IntoView {
    let wanted = key.clone();
    let mine = Memo::new(move |before: Option<&BoardColumn>| {
        let found = board
            .columns
            .with(|columns| columns.iter().find(|column| column.key == wanted).cloned());
        // A column that is about to leave the board stays as it was until it has left.
        found
            .or_else(|| before.cloned())
            .unwrap_or_else(|| empty(&wanted))
    });
    let key = StoredValue::new(key);
    let count = Memo::new(move |_| mine.with(|column| column.cards.len()));
    let class = move || match mine.with(|column| column.place) {
        Some(index) => format!(
            "column {}",
            stage_class(StagePlace {
                index,
                of: board.stages.get()
            })
        ),
        None => "column".to_owned(),
    };
    let state = move || key.with_value(|key| board.carry.column_state(key));
    let heading = format!("column-{}", key.get_value());
    let labelled = heading.clone();
    let reveal = Signal::derive(move || {
        let (column, venture) = board.here.reveal.get()?;
        if column != key.get_value() {
            return None;
        }
        mine.with_untracked(|column| column.cards.iter().position(|card| *card == venture))
    });
    let key_at = Callback::new(move |at: usize| {
        mine.with(|column| {
            column
                .cards
                .get(at)
                .map(RecordId::to_string)
                .unwrap_or_default()
        })
    });
    let row = Callback::new(move |id: String| match RecordId::parse(&id) {
        Ok(venture) => card_view(board, key.get_value(), venture, mine),
        Err(_) => ().into_any(),
    });
    let near = Memo::new(move |_| {
        let (first, end) = board.seen.get();
        let at = key.with_value(|key| {
            board
                .columns
                .with(|columns| columns.iter().position(|column| column.key == *key))
        });
        let is_here = |card: RwSignal<Option<(String, RecordId)>>| {
            card.with(|card| {
                card.as_ref()
                    .is_some_and(|(column, _)| key.with_value(|key| column == key))
            })
        };
        at.is_some_and(|at| (first..end).contains(&at))
            || is_here(board.here.current)
            || is_here(board.here.reveal)
    });
    let list_label = move || mine.with(|column| column.label.clone());
    view! {
        <section
            class=class
            data-column=key.get_value()
            data-drop-state=state
            data-held=move || board.carry.by_pointer().map(|_| "")
            aria-labelledby=labelled
        >
            <Head board mine key heading/>
            <Show
                when=move || { count.get() > 0 }
                fallback=move || view! { <p class="column-empty">{move || nothing_here(&mine.get())}</p> }
            >
                <Show when=move || near.get() fallback=|| view! { <div class="column-list"></div> }>
                    <Windowed
                        count
                        row_height=Signal::derive(card_pitch)
                        key_at
                        row
                        label=Signal::derive(list_label)
                        class="column-list"
                        reveal
                    />
                </Show>
            </Show>
        </section>
    }
}

#[component]
fn Head(
    board: Board,
    mine: Memo<BoardColumn>,
    key: StoredValue<String>,
    heading: String,
) -> impl IntoView {
    let sums = Memo::new(move |_| mine.with(sums_of));
    let long = Memo::new(move |_| mine.with(|column| column.long_here));
    let address = move || key.with_value(|key| board.shown.set.with(|set| table_of(set, key)));
    let mark = move || {
        let long = long.get();
        (long > 0).then(|| {
            view! {
                <span class="mark warning" title=format!("{long} here longer than most")>
                    {icon(Icon::Clock)}
                    {long}
                    <span class="visually-hidden">" here longer than most"</span>
                </span>
            }
        })
    };
    let money = move || {
        let said = sums.get();
        if said.is_empty() {
            view! { <span></span> }.into_any()
        } else {
            view! { <a class="money" href=address title=format!("{said}: show these ventures")>{said.clone()}</a> }.into_any()
        }
    };
    view! {
        <header class="column-head">
            <h2 class="column-name" id=heading title=move || mine.with(|column| column.purpose.clone())>
                {move || mine.with(|column| column.label.clone())}
            </h2>
            <span class="count">
                {move || grouped(as_u64(mine.with(|column| column.cards.len())))}
                <span class="visually-hidden">" ventures"</span>
            </span>
            <p class="column-sums">{money}{mark}</p>
        </header>
    }
}

fn nothing_here(column: &BoardColumn) -> String {
    match column.purpose.as_str() {
        "" => "Nothing here yet.".to_owned(),
        purpose => format!("Nothing here yet. {purpose}"),
    }
}

fn empty(key: &str) -> BoardColumn {
    BoardColumn {
        key: key.to_owned(),
        label: String::new(),
        purpose: String::new(),
        place: None,
        secured: crate::domain::money::Pence(0),
        hoped: crate::domain::money::Pence(0),
        long_here: 0,
        cards: Vec::new(),
    }
}
