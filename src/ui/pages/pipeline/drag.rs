//! What carrying a card on the board means: a move through the gate, a status, another lead, programme or place.

use crate::ui::weave::prelude::*;

use super::{Board, CardAt};
use crate::{
    ledger::RecordId,
    ui::{
        carry::GhostCard, gate_dialog::ask_to_move, parts::announce, status_dialog::ask_for_status,
    },
    workspace::{
        Command, Put,
        command::values,
        shown::{GroupBy, NONE},
    },
};

/// What letting go of a card on a column means there.
pub(super) fn drop_on(board: Board, card: &CardAt, to: &str) {
    let (from, venture) = card;
    let (actor, venture) = (board.actor, *venture);
    if from == to {
        announce("Put back where it was");
        return;
    }
    let reference = || {
        if to == NONE {
            Put::nothing()
        } else {
            Put::text(to)
        }
    };
    match board.group() {
        GroupBy::Stage => ask_to_move(actor, board.moving, venture, to),
        GroupBy::Disposition => ask_for_status(actor, board.status, vec![venture], to),
        GroupBy::Lead => edit(board, venture, "lead", reference()),
        GroupBy::Programme => edit(board, venture, "programme", reference()),
        GroupBy::Place => {
            let mut places: Vec<String> = actor.session.read(|workspace| {
                let known = workspace.facts().venture(venture);
                known
                    .map(|known| known.places.iter().map(ToString::to_string).collect())
                    .unwrap_or_default()
            });
            places.retain(|place| place != from && place != to);
            if to != NONE {
                places.push(to.to_owned());
            }
            edit(
                board,
                venture,
                "places",
                Put::Items(places.into_iter().map(Into::into).collect()),
            );
        }
    }
    let arrived = board.columns.with_untracked(|columns| {
        columns
            .iter()
            .any(|column| column.key == to && column.cards.contains(&venture))
    });
    if arrived {
        board.here.go_to((to.to_owned(), venture));
    }
}

fn edit(board: Board, venture: RecordId, field: &str, put: Put) {
    board.actor.act(Command::Edit {
        record: venture,
        values: values([(field, put)]),
    });
}

/// The card that follows the pointer.
#[component]
pub(super) fn Ghost(board: Board) -> impl IntoView {
    let says = move |venture: RecordId| {
        let session = board.actor.session;
        let today = session.today.get_untracked();
        let card = session.read(|workspace| workspace.card(venture, today))?;
        Some((card.name, card.one_line))
    };
    view! { <GhostCard carry=board.carry says/> }
}
