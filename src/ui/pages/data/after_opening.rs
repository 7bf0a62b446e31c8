//! What is seen to once Fledgling is open and its first page stands: a person whose erasing was interrupted, backups into a
//! folder, and files that are dropped anywhere.

use leptos::task::spawn_local;

use super::{backups::folder::keep_backing_up, rewriting::rewrite_log};
use crate::{
    ui::{actions::Actor, dropping::take_files_anywhere, weave::prelude::*},
    workspace::erasing::{DONE_KEY, is_owed},
};

/// Sees to it.
pub fn after_opening(actor: Actor) {
    take_files_anywhere(move |files| {
        actor
            .session
            .waiting
            .update(|waiting| waiting.extend(files));
        if !is_at_import() {
            actor.go(IMPORT);
        }
    });
    let session = actor.session;
    spawn_local(async move {
        let owed = session
            .read(|workspace| is_owed(workspace, session.host().recall(DONE_KEY).as_deref()));
        if owed {
            // It is tried again at every opening; whoever was erased is not shown meanwhile.
            let _ = rewrite_log(session, Vec::new()).await;
        }
        keep_backing_up(session);
    });
}

/// Where files are imported.
pub(super) const IMPORT: &str = "/data?tab=import";

/// Whether the page in view is the one that imports.
fn is_at_import() -> bool {
    let address = location();
    let at = |part: Result<String, _>| part.unwrap_or_default();
    let query = at(address.search());
    at(address.pathname()) == "/data" && (query.is_empty() || query == "?tab=import")
}
