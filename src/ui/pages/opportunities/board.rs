//! The board by status: count, sum and weighted sum in the head of each column, each by its name.

use std::sync::Arc;

use crate::ui::weave::prelude::*;

use super::{Page, StatusWish, move_items, tools::of_status};
use crate::{
    domain::counting::{counted, days},
    ledger::RecordId,
    ui::{
        carry::{
            CardAt, Carry, GhostCard, is_touched,
            keys::{self, BoardHelp, KeyedBoard, Whereabouts, card_id},
        },
        pages::pipeline::card_pitch,
        parts::{CARD_PITCH, Icon, Menu, StagePlace, Windowed, announce, icon, stage_class},
    },
    workspace::opportunities::{OpportunityRow, StatusColumn},
};

/// Statuses share the colours of the journey: from the first word to a contract.
const STATUSES_TO_CONTRACT: usize = 8;
/// Days before a deadline within which it is marked.
const NEAR_DAYS: i64 = 14;
/// What a second line of a title adds to a card, in pixels, as the style has it; compact cards have one line.
const SECOND_LINE: f64 = 12.0;

/// Height of a card and its gap. Titles are longer than names of ventures; eight cards still fit a laptop.
fn title_pitch() -> f64 {
    let pitch = card_pitch();
    if pitch < CARD_PITCH {
        pitch
    } else {
        pitch + SECOND_LINE
    }
}

impl KeyedBoard for Page {
    fn carry(&self) -> Carry {
        self.carry
    }

    fn whereabouts(&self) -> Whereabouts {
        self.here
    }

    fn column(&self, place: usize) -> Option<(String, String, usize)> {
        self.columns.with_untracked(|columns| {
            let column = columns.get(place)?;
            Some((
                column.status.clone(),
                column.label.clone(),
                column.cards.len(),
            ))
        })
    }

    fn card(&self, column: usize, row: usize) -> Option<RecordId> {
        self.columns
            .with_untracked(|columns| Some(columns.get(column)?.cards.get(row)?.id))
    }

    fn row_of(&self, column: usize, record: RecordId) -> Option<usize> {
        self.columns.with_untracked(|columns| {
            let mut cards = columns.get(column)?.cards.iter();
            cards.position(|card| card.id == record)
        })
    }

    fn nouns(&self) -> [&'static str; 2] {
        ["opportunity", "opportunities"]
    }

    fn name_of(&self, record: RecordId) -> String {
        let title = self
            .by_id
            .with_untracked(|rows| rows.get(&record).map(|row| row.title.clone()));
        title.unwrap_or_default()
    }

    fn open(&self, record: RecordId) {
        self.actor.go(&format!("/opportunities/{record}"));
    }

    fn drop_on(&self, card: &CardAt, to: &str) {
        if card.0 == to {
            announce("Put back where it was");
            return;
        }
        self.moving.set(Some(StatusWish {
            opportunity: card.1,
            title: self.name_of(card.1),
            to: to.to_owned(),
        }));
    }
}

#[component]
pub(super) fn Board(page: Page) -> impl IntoView {
    let keys = move || {
        page.columns.with(|columns| {
            columns
                .iter()
                .map(|column| column.status.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <BoardHelp/>
        <div class="board statuses" id="board" role="group" aria-label="Opportunities by status">
            <For each=keys key=String::clone children=move |status| view! { <Column page status/> }/>
        </div>
        <GhostCard carry=page.carry says=move |id| {
            page.by_id.with_untracked(|rows| rows.get(&id).map(|row| (row.title.clone(), row.buyer_name.clone())))
        }/>
    }
}

#[component]
fn Column(page: Page, status: String) -> impl IntoView {
    let wanted = status.clone();
    let mine = Memo::new(move |before: Option<&Option<StatusColumn>>| {
        let found = page.columns.with(|columns| {
            columns
                .iter()
                .find(|column| column.status == wanted)
                .cloned()
        });
        // A column that is about to leave the board stays as it was until it has left.
        found.or_else(|| before.cloned().flatten())
    });
    let with = move |read: fn(&StatusColumn) -> String| {
        move || mine.with(|column| column.as_ref().map(read).unwrap_or_default())
    };
    let place = mine.with_untracked(|column| column.as_ref().map_or(0, |column| column.place));
    let class = format!(
        "column {}",
        stage_class(StagePlace {
            index: place.min(STATUSES_TO_CONTRACT - 1),
            of: STATUSES_TO_CONTRACT
        })
    );
    let heading = format!("column-{status}");
    let count = Memo::new(move |_| {
        mine.with(|column| column.as_ref().map_or(0, |column| column.cards.len()))
    });
    let key_at = move |at: usize| {
        mine.with(|column| {
            column
                .as_ref()
                .and_then(|column| column.cards.get(at))
                .map(|card| card.id.to_string())
                .unwrap_or_default()
        })
    };
    let here = StoredValue::new(status.clone());
    let row = move |id: String| {
        let id = RecordId::parse(&id).unwrap_or(RecordId(0));
        card_view(page, (here.get_value(), id), mine)
    };
    let reveal = Signal::derive(move || {
        let (status, wanted) = page.here.reveal.get()?;
        if status != here.get_value() {
            return None;
        }
        mine.with_untracked(|column| {
            let mut cards = column.as_ref()?.cards.iter();
            cards.position(|card| card.id == wanted)
        })
    });
    view! {
        <section
            class=class
            data-column=status
            data-drop-state=move || here.with_value(|here| page.carry.column_state(here))
            data-held=move || page.carry.by_pointer().map(|_| "")
            aria-labelledby=heading.clone()
        >
            <Head page mine count status=here.get_value()/>
            <Show
                when=move || { count.get() > 0 }
                fallback=|| view! { <p class="column-empty">"Nothing here now."</p> }
            >
                <Windowed
                    count
                    row_height=Signal::derive(title_pitch)
                    key_at
                    row
                    label=Signal::derive(with(|column| column.label.clone()))
                    class="column-list"
                    reveal
                />
            </Show>
        </section>
    }
}

/// The head of a column: its status, how many, and what they come to; the figures open the table of them.
#[component]
fn Head(
    page: Page,
    mine: Memo<Option<StatusColumn>>,
    count: Memo<usize>,
    status: String,
) -> impl IntoView {
    let heading = format!("column-{status}");
    let with = move |read: fn(&StatusColumn) -> String| {
        move || mine.with(|column| column.as_ref().map(read).unwrap_or_default())
    };
    let figures = move || {
        mine.with(|column| {
            let sums = column.as_ref()?.sums;
            let (sum, weighted) = (sums.sum.short(), sums.weighted.short());
            (sums.with_value > 0).then(|| format!("{sum} in all, {weighted} weighted"))
        })
    };
    let noun = move || {
        if count.get() == 1 {
            " opportunity"
        } else {
            " opportunities"
        }
    };
    let link = move || page.set.with(|set| of_status(set, &status));
    view! {
        <header class="column-head">
            <h2 class="column-name" id=heading>{with(|column| column.label.clone())}</h2>
            <span class="count">{move || count.get()}<span class="visually-hidden">{noun}</span></span>
            <p class="column-sums">
                <a class="money" href=link title=with(|column| column.sums.words())>{figures}</a>
            </p>
        </header>
    }
}

/// One card. It is carried as a whole; what is said on it follows the opportunity.
fn card_view(page: Page, at: CardAt, mine: Memo<Option<StatusColumn>>) -> AnyView {
    let row = page.row(at.1);
    let name = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref()
                .map(|row| row.title.clone())
                .unwrap_or_default()
        })
    });
    let at = StoredValue::new(at);
    let touched = is_touched();
    let current = Memo::new(move |_| at.with_value(|at| page.here.is_current(at)));
    // Only one menu is in the page, or a finger could not find any.
    let has_menu = Memo::new(move |_| {
        touched || current.get() || at.with_value(|at| page.here.is_hovered(at))
    });
    let first = Memo::new(move |_| {
        let first = mine.with(|column| Some(column.as_ref()?.cards.first()?.id));
        at.with_value(|at| first == Some(at.1))
    });
    let drop = Callback::new(move |(card, to): (CardAt, String)| page.drop_on(&card, &to));
    let items = move || {
        row.with(|row| {
            let row = row.as_ref();
            row.map(|row| move_items(page.moving, row.id, &row.status, &row.title))
                .unwrap_or_default()
        })
    };
    view! {
        <article
            class="card"
            id=at.with_value(card_id)
            tabindex=move || if current.get() || first.get() { "0" } else { "-1" }
            aria-label=move || name.get()
            aria-describedby="board-help"
            data-drag-state=move || at.with_value(|at| page.carry.card_state(at))
            on:focusin=move |_| page.here.current.set(Some(at.get_value()))
            on:pointerenter=move |_| page.here.hovered.set(Some(at.get_value()))
            on:pointerdown=move |event| page.carry.press(at.get_value(), &event, drop)
            on:dragstart=move |event| event.prevent_default()
            on:keydown=move |event| keys::pressed(&page, &at.get_value(), &event)
        >
            {touched.then(|| view! { <span class="card-handle" data-handle="" aria-hidden="true">{icon(Icon::Grip)}</span> })}
            {move || row.get().map(|row| words(page, &row))}
            {move || has_menu.get().then(|| view! { <div class="card-menu">
                <Menu
                    label="Move to another status"
                    describe=Signal::derive(move || format!("Move {}", name.get()))
                    items=Signal::derive(items)
                    icon_only=true
                    small=true
                />
            </div> })}
        </article>
    }
    .into_any()
}

/// What a card says: title, buyer; then the figures, the deadline and how many of ours.
fn words(page: Page, row: &Arc<OpportunityRow>) -> AnyView {
    let today = page.actor.session.today.get();
    let address = format!("/opportunities/{}", row.id);
    let deadline = row.deadline.map(|day| {
        let left = row.days_left(today);
        let near = left.is_some_and(|left| left <= NEAR_DAYS);
        let title = match left {
            Some(left) if left >= 0 => format!("Deadline {day}, {} left", days(left)),
            _ => format!("Deadline {day}"),
        };
        view! { <span class="card-next" data-late=near.then_some("") title=title>{day.short_beside(today)}</span> }
    });
    let value = (!row.value_words.is_empty()).then(
        || view! { <span class="money" title="Value">{row.value.map_or_else(|| row.value_words.clone(), |value| value.short())}</span> },
    );
    let percent = view! { <span title="Probability">{format!("{}%", row.probability)}</span> };
    let ventures = (!row.ventures.is_empty()).then(|| {
        let many = counted(row.ventures.len(), "venture of ours", "ventures of ours");
        view! {
            <span class="card-many" title=many.clone()>{icon(Icon::Ventures)}{row.ventures.len()}
                <span class="visually-hidden">{format!(": {many}")}</span></span>
        }
    });
    let differs = row.notice_differs().map(|says| {
        let says = format!("The notice says: {says}");
        view! { <span class="mark warning" title=says.clone()>{icon(Icon::Info)}<span class="visually-hidden">{says}</span></span> }
    });
    view! {
        <h3 class="card-name"><a href=address tabindex="-1" draggable="false" title=row.title.clone()>{row.title.clone()}</a></h3>
        <p class="card-line" title=row.buyer_name.clone()>{row.buyer_name.clone()}</p>
        <p class="card-meta">{value}{percent}{deadline}{differs}{ventures}</p>
    }
    .into_any()
}
