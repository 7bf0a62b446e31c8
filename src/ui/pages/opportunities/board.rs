//! The board by status: count, sum and weighted sum in the head of each column, each by its name.

use std::sync::Arc;

use crate::ui::weave::prelude::*;

use super::{Page, move_items, tools::of_status};
use crate::{
    domain::counting::counted,
    ledger::RecordId,
    ui::parts::{CARD_PITCH, Icon, Menu, StagePlace, Windowed, icon, stage_class},
    workspace::opportunities::{OpportunityRow, StatusColumn, board},
};

/// Statuses share the colours of the journey: from the first word to a contract.
const STATUSES_TO_CONTRACT: usize = 8;

#[component]
pub(super) fn Board(page: Page) -> impl IntoView {
    let session = page.actor.session;
    let columns = Memo::new(move |_| {
        let today = session.today.get();
        page.all.with(|all| {
            page.set
                .with(|set| session.read(|workspace| board(all, set, workspace, today)))
        })
    });
    let keys = move || {
        columns.with(|columns| {
            columns
                .iter()
                .map(|column| column.status.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="board" id="board" role="group" aria-label="Opportunities by status">
            <For each=keys key=String::clone children=move |status| view! { <Column page columns status/> }/>
        </div>
    }
}

#[component]
fn Column(page: Page, columns: Memo<Vec<StatusColumn>>, status: String) -> impl IntoView {
    let wanted = status.clone();
    let mine = Memo::new(move |before: Option<&Option<StatusColumn>>| {
        let found = columns.with(|columns| {
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
    let figures = move || {
        mine.with(|column| {
            let sums = column.as_ref()?.sums;
            (sums.with_value > 0).then(|| {
                format!(
                    "{} in all, {} weighted",
                    sums.sum.short(),
                    sums.weighted.short()
                )
            })
        })
    };
    let all_words = with(|column| column.sums.words());
    let link = {
        let status = status.clone();
        move || page.set.with(|set| of_status(set, &status))
    };
    let key_at = move |at: usize| {
        mine.with(|column| {
            column
                .as_ref()
                .and_then(|column| column.cards.get(at))
                .map(|card| card.id.to_string())
                .unwrap_or_default()
        })
    };
    let row = move |id: String| {
        let id = RecordId::parse(&id).unwrap_or(RecordId(0));
        let card = Memo::new(move |_| {
            mine.with(|column| {
                column
                    .as_ref()
                    .and_then(|column| column.cards.iter().find(|card| card.id == id).cloned())
            })
        });
        (move || card.get().map(|row| card_view(page, &row))).into_any()
    };
    view! {
        <section class=class data-column=status aria-labelledby=heading.clone()>
            <header class="column-head">
                <h2 class="column-name" id=heading>{with(|column| column.label.clone())}</h2>
                <span class="count">
                    {move || count.get()}
                    <span class="visually-hidden">{move || format!(" {}", if count.get() == 1 { "opportunity" } else { "opportunities" })}</span>
                </span>
                <p class="column-sums">
                    <a class="money" href=link title=all_words>{figures}</a>
                </p>
            </header>
            <Show
                when=move || { count.get() > 0 }
                fallback=|| view! { <p class="column-empty">"Nothing here now."</p> }
            >
                <Windowed
                    count
                    row_height=Signal::derive(|| CARD_PITCH)
                    key_at
                    row
                    label=Signal::derive(with(|column| column.label.clone()))
                    class="column-list"
                />
            </Show>
        </section>
    }
}

fn card_view(page: Page, row: &Arc<OpportunityRow>) -> AnyView {
    let today = page.actor.session.today.get_untracked();
    let address = format!("/opportunities/{}", row.id);
    let deadline = row.deadline.map(|day| {
        let left = row.days_left(today);
        let late = left.is_some_and(|left| left < 0);
        let near = left.is_some_and(|left| (0..=14).contains(&left));
        let title = match left {
            Some(left) if left >= 0 => format!("Deadline {day}, {} left", crate::domain::counting::days(left)),
            _ => format!("Deadline {day}"),
        };
        view! { <span class="card-next" data-late=(late || near).then_some("") title=title>{day.short()}</span> }
    });
    let value = (!row.value_words.is_empty()).then(
        || view! { <span class="money" title="Value">{row.value.map_or_else(|| row.value_words.clone(), |value| value.short())}</span> },
    );
    let percent = view! { <span title="Probability">{format!("{}%", row.probability)}</span> };
    let ventures = (!row.ventures.is_empty()).then(|| {
        let words = counted(row.ventures.len(), "venture", "ventures");
        view! { <span title="Our ventures in it">{words}</span> }
    });
    let differs = row.notice_differs().map(|says| {
        view! { <span class="mark warning" title=format!("The notice says: {says}")>{icon(Icon::Info)}<span class="visually-hidden">{format!("The notice says: {says}")}</span></span> }
    });
    let (id, status, title) = (row.id, row.status.clone(), row.title.clone());
    let items = move || {
        let title = title.clone();
        move_items(page.moving, id, &status, &title)
    };
    view! {
        <article class="card" aria-label=row.title.clone()>
            <h3 class="card-name"><a href=address title=row.title.clone()>{row.title.clone()}</a></h3>
            <p class="card-line">{row.buyer_name.clone()}</p>
            <p class="card-meta">{value}{percent}{deadline}{ventures}{differs}</p>
            <div class="card-menu">
                <Menu
                    label="Move to another status"
                    describe=format!("Move {}", row.title)
                    items=Signal::derive(items)
                    icon_only=true
                    small=true
                />
            </div>
        </article>
    }
    .into_any()
}
