//! Colleagues who are not at one computer: a file out, a file in, and what two people wrote apart.

mod outgoing;
mod receive;
mod send;
mod settle;

use crate::{
    sync::{ExchangeBook, book::KEY},
    ui::{session::Session, weave::prelude::*},
};

/// A file that was opened elsewhere on the page and belongs here.
#[derive(Clone, Copy)]
pub(super) struct HandedOver(pub RwSignal<Option<(String, Vec<u8>)>>);

/// The part of the page.
#[component]
pub(super) fn ColleaguesPart() -> impl IntoView {
    // Counts what was sent and taken in, so that what shows the exchange book looks again.
    let exchanges = RwSignal::new(0_u32);
    view! {
        <div class="data-page">
            <send::SendPart exchanges/>
            <receive::ReceivePart exchanges/>
            <settle::SettlePart/>
        </div>
    }
}

/// What this browser remembers of its exchanges.
pub(super) fn open_book(session: Session) -> ExchangeBook {
    let host = session.host();
    let identity = session.read(crate::workspace::Workspace::identity);
    ExchangeBook::open(host.recall(KEY).as_deref(), &identity, host.random())
}

/// Remembers it.
pub(super) fn keep_book(session: Session, book: &ExchangeBook) {
    session.host().remember(KEY, &book.text());
}
