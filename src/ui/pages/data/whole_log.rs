//! Reading this browser's whole log, and writing all of it as one file.

use gloo_timers::future::TimeoutFuture;

use crate::{
    exchange::fledgling::Export,
    ui::session::Session,
    workspace::host::{LogPosition, StorageError},
};

/// Log entries read at once.
const ENTRIES_AT_ONCE: u32 = 200;
/// How long to wait until everything is stored.
const MOST_LOOKS: u32 = 400;
const BETWEEN_LOOKS_MS: u32 = 25;

/// Hands over every entry of the log, oldest first, and answers where the last one stands.
pub(super) async fn each_entry(
    session: Session,
    mut each: impl FnMut(&[u8]),
) -> Result<LogPosition, StorageError> {
    let host = session.host();
    let mut after = 0;
    loop {
        let entries = host.log_after(after, ENTRIES_AT_ONCE).await?;
        let Some((last, _)) = entries.last() else {
            return Ok(after);
        };
        after = *last;
        for (_, batch) in &entries {
            each(batch);
        }
        TimeoutFuture::new(0).await;
    }
}

/// Waits until everything is stored, so that what is read from the log has it.
pub(super) async fn all_saved(session: Session) -> Result<(), String> {
    for _ in 0..MOST_LOOKS {
        if !session.has_unsaved() {
            return Ok(());
        }
        TimeoutFuture::new(BETWEEN_LOOKS_MS).await;
    }
    Err(
        "Something is still being saved, so nothing was written. Please try again in a moment."
            .to_owned(),
    )
}

/// Everything here as one file, in parts, and how many damaged entries of the history are not in it.
pub(super) async fn full_backup(session: Session) -> Result<(Vec<Vec<u8>>, usize), String> {
    all_saved(session).await?;
    let now = session.host().now_ms();
    let mut writer = session.read(|workspace| Export::begin(workspace.ledger(), now));
    let mut damaged = 0;
    each_entry(session, |batch| {
        if writer.add_batch(batch).is_err() {
            damaged += 1;
        }
    })
    .await
    .map_err(|error| format!("Nothing was written. {error}"))?;
    Ok((writer.finish(), damaged))
}
