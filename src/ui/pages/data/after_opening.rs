//! What is seen to once Fledgling is open and its first page stands: a person whose erasing was interrupted, and backups
//! into a folder.

use leptos::task::spawn_local;

use super::{backups::folder::keep_backing_up, rewriting::rewrite_log};
use crate::{
    ui::session::Session,
    workspace::erasing::{DONE_KEY, is_owed},
};

/// Sees to it.
pub fn after_opening(session: Session) {
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
