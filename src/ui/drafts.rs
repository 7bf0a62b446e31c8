//! Text that was typed and not saved yet: kept in this browser until it is saved or thrown away on purpose.

use crate::ui::weave::prelude::*;

use super::session::{Session, use_session};

/// A text signal that survives navigation and reload under `key`, such as `entry.<venture>.said`.
///
/// It starts with the kept draft, or else with `initial`. Setting it to `initial` forgets the draft.
pub fn draft(key: impl Into<String>, initial: impl Into<String>) -> RwSignal<String> {
    let session = use_session();
    let key = format!("draft.{}", key.into());
    let initial = initial.into();
    let kept = session.host().recall(&key);
    let text = RwSignal::new(kept.unwrap_or_else(|| initial.clone()));
    Effect::new(move |before: Option<()>| {
        let now = text.get();
        if before.is_none() {
            return;
        }
        if now == initial {
            session.host().forget(&key);
        } else {
            session.host().remember(&key, &now);
        }
    });
    text
}

/// Forgets every draft whose key starts with `prefix`; call after saving or throwing away.
pub fn forget_drafts(session: Session, prefix: &str) {
    let host = session.host();
    for key in host.remembered(&format!("draft.{prefix}")) {
        host.forget(&key);
    }
}
