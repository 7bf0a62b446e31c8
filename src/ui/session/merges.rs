//! Merges of colleagues' files that undo should know again after a reload.

use super::Session;
use crate::{
    sync::{ExchangeBook, book::KEY},
    ui::on_demand::{arrive, part},
    workspace::{Workspace, identity::Identity, merges::MergeNote},
};

type Read = fn(&str, &Identity) -> Vec<MergeNote>;

part! {
    /// Only who ever exchanged a file needs this.
    MERGES, keeping: Read = |kept, identity| ExchangeBook::open(Some(kept), identity, 0).merges().to_vec()
}

/// The merges that this browser remembers.
pub(super) async fn remembered(session: Session) -> Vec<MergeNote> {
    let Some(kept) = session.host().recall(KEY) else {
        return Vec::new();
    };
    let identity = session.read(Workspace::identity);
    match arrive(&MERGES).await {
        Some(read) => read(&kept, &identity),
        None => Vec::new(),
    }
}
