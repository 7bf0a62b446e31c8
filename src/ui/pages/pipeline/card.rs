//! One card: what it says, what its menu offers, what it answers to.

use crate::domain::counting;
use crate::ui::weave::prelude::*;

use super::{Board, CardAt, drag};
use crate::{
    domain::vocabulary::DISPOSITIONS,
    ledger::RecordId,
    ui::{
        carry::keys::{self, card_id},
        gate_dialog::{MoveWish, ask_to_move},
        parts::{Icon, Menu, MenuItem, StageLabel, StagePlace, icon},
        status_dialog::ask_for_status,
    },
    workspace::{
        Command,
        board::{BoardColumn, Card},
        shown::{GroupBy, disposition},
    },
};

/// The card of a venture in a column. It follows its own venture only.
pub(super) fn card_view(
    board: Board,
    column: String,
    venture: RecordId,
    mine: Memo<BoardColumn>,
) -> AnyView {
    let session = board.actor.session;
    let card = Memo::new(move |_| {
        session.track_record(venture);
        for kind in ["colleague", "place", "stage"] {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| workspace.card(venture, today))
    });
    let at = StoredValue::new((column, venture));
    let current = Memo::new(move |_| at.with_value(|at| board.here.is_current(at)));
    // Only one menu is in the page, or a finger could not find any.
    let has_menu = Memo::new(move |_| {
        board.coarse || current.get() || at.with_value(|at| board.here.is_hovered(at))
    });
    let first = Memo::new(move |_| mine.with(|column| column.cards.first() == Some(&venture)));
    let state = move || at.with_value(|at| board.carry.card_state(at));
    let drop = Callback::new(move |(card, to): (CardAt, String)| drag::drop_on(board, &card, &to));
    let name = Memo::new(move |_| {
        card.with(|card| {
            card.as_ref()
                .map(|card| card.name.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <article
            class="card"
            id=at.with_value(card_id)
            tabindex=move || if current.get() || first.get() { "0" } else { "-1" }
            data-drag-state=state
            aria-label=move || card.with(spoken)
            aria-describedby="board-help"
            on:focusin=move |_| board.here.current.set(Some(at.get_value()))
            on:pointerenter=move |_| board.here.hovered.set(Some(at.get_value()))
            on:pointerdown=move |event| board.carry.press(at.get_value(), &event, drop)
            on:dragstart=move |event| event.prevent_default()
            on:keydown=move |event| keys::pressed(&board, &at.get_value(), &event)
        >
            {board.coarse.then(|| view! { <span class="card-handle" data-handle="" aria-hidden="true">{icon(Icon::Grip)}</span> })}
            {move || card.get().map(|card| words(board, venture, card))}
            {move || has_menu.get().then(|| view! { <div class="card-menu">
                <Menu
                    label="Move, open, pause"
                    describe=Signal::derive(move || format!("Move, open or pause {}", name.get()))
                    items=Signal::derive(move || items(board, venture))
                    icon_only=true
                    small=true
                />
            </div> })}
        </article>
    }
    .into_any()
}

/// What a screen reader says of a card.
fn spoken(card: &Option<Card>) -> String {
    let Some(card) = card else {
        return String::new();
    };
    let mut said = vec![card.name.clone()];
    if let Some(days) = card.days {
        let long = if card.long_here {
            ", longer than most"
        } else {
            ""
        };
        said.push(format!("{} in this stage{long}", counting::days(days)));
    }
    if let Some(next) = &card.next {
        let due = card
            .due
            .map(|due| format!(", due {due}"))
            .unwrap_or_default();
        let late = if card.overdue { ", overdue" } else { "" };
        said.push(format!("next: {next}{due}{late}"));
    }
    said.join(", ")
}

/// The first letters of a name.
fn initials(name: &str) -> String {
    let letters: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .collect();
    letters.to_ascii_uppercase()
}

fn words(board: Board, venture: RecordId, card: Card) -> AnyView {
    let by_stage = board.group() == GroupBy::Stage;
    let stage = (!by_stage).then(|| {
        let code = card.stage.clone();
        let (index, label) = board.actor.session.read(|workspace| {
            (
                workspace.journey().position(&code),
                workspace.journey().label(&code).to_owned(),
            )
        });
        view! { <StageLabel place=StagePlace { index, of: board.stages.get() } label/> }
    });
    let days = card.days.map(|days| {
        view! {
            <span class="card-days" data-long=card.long_here.then_some("") title="In this stage">
                {card.long_here.then(|| icon(Icon::Clock))}
                {counting::days(days)}
            </span>
        }
    });
    let next = card.next.clone().map(|what| {
        let (shown, title) = match card.due {
            Some(due) => (due.short(), format!("{what}, due {due}")),
            None => (what.clone(), what),
        };
        view! { <span class="card-next" data-late=card.overdue.then_some("") title=title>{shown}</span> }
    });
    let place = (!card.place.is_empty())
        .then(|| view! { <span class="card-place">{card.place.clone()}</span> });
    let lead = (!card.lead.is_empty() && board.group() != GroupBy::Lead).then(
        || view! { <span class="initials" title=card.lead.clone()>{initials(&card.lead)}</span> },
    );
    view! {
        <h3 class="card-name">
            <a href=format!("/ventures/{venture}") tabindex="-1" draggable="false" title=card.name.clone()>{card.name.clone()}</a>
        </h3>
        <p class="card-line">{card.one_line.clone()}</p>
        <p class="card-meta">{stage}{days}{next}{place}{lead}</p>
    }
    .into_any()
}

/// Everything that can be done with a card, also without a mouse.
fn items(board: Board, venture: RecordId) -> Vec<MenuItem> {
    let actor = board.actor;
    let (stages, active) = actor.session.read(|workspace| {
        let known = workspace.facts().venture(venture);
        let stages: Vec<(String, String)> = workspace
            .journey()
            .stages()
            .filter(|stage| known.is_none_or(|venture| venture.stage != stage.code))
            .map(|stage| (stage.code.clone(), stage.label.clone()))
            .collect();
        (
            stages,
            known.is_none_or(|venture| disposition(venture) == "active"),
        )
    });
    let mut items: Vec<MenuItem> = stages
        .into_iter()
        .map(|(code, label)| {
            let move_there = move || ask_to_move(actor, board.moving, venture, &code);
            MenuItem::new(format!("Move to {label}…"), move_there).icon(Icon::Move)
        })
        .collect();
    let gate = move || {
        let next = actor.session.read(|workspace| {
            let here = workspace
                .facts()
                .venture(venture)
                .map(|known| workspace.journey().position(&known.stage));
            let mut stages = workspace.journey().stages();
            stages
                .find(|stage| {
                    here.is_some_and(|here| workspace.journey().position(&stage.code) > here)
                })
                .map(|stage| stage.code.clone())
        });
        if let Some(to) = next {
            board.moving.set(Some(MoveWish::new(venture, to)));
        }
    };
    items.push(MenuItem::new("Look at its gate…", gate).icon(Icon::Decision));
    let open = move || actor.go(&format!("/ventures/{venture}"));
    items.push(
        MenuItem::new("Open", open)
            .icon(Icon::ChevronRight)
            .shortcut("Enter")
            .after_line(),
    );
    if active {
        let pause = move || ask_for_status(actor, board.status, vec![venture], "paused");
        items.push(MenuItem::new("Pause, or let it leave…", pause).icon(Icon::Clock));
    } else {
        let label = DISPOSITIONS
            .first()
            .map_or("active", |choice| choice.label)
            .to_lowercase();
        let back = move || ask_for_status(actor, board.status, vec![venture], "active");
        items.push(MenuItem::new(format!("Make it {label} again"), back).icon(Icon::Undo));
    }
    let delete = move || {
        actor.act(Command::Delete {
            records: vec![venture],
        });
    };
    items.push(
        MenuItem::new("Delete", delete)
            .icon(Icon::Bin)
            .danger()
            .after_line(),
    );
    items
}
