//! Reading this browser's whole log, and writing all of it as one file.

use gloo_timers::future::TimeoutFuture;

use super::under_way::Hears;
use crate::{
    exchange::fledgling::RecordsWriting,
    ui::session::Session,
    workspace::host::{LogPosition, StorageError},
};

/// Log entries read at once.
const ENTRIES_AT_ONCE: u32 = 200;
/// Bytes of the log worked on before the browser gets a turn.
const BYTES_AT_ONCE: usize = 1_000_000;
/// Records written before the browser gets a turn.
const RECORDS_AT_ONCE: usize = 2_000;
/// How long to wait until everything is stored.
const MOST_LOOKS: u32 = 400;
const BETWEEN_LOOKS_MS: u32 = 25;
/// How often to begin again because something was changed meanwhile.
const MOST_BEGINNINGS: u32 = 5;

/// Hands over every entry of the log, oldest first, and answers where the last one stands.
pub(super) async fn each_entry(
    session: Session,
    mut each: impl FnMut(&[u8]),
) -> Result<LogPosition, StorageError> {
    let mut all = |batch: &[u8]| {
        each(batch);
        true
    };
    let last = each_entry_while(session, &mut all).await?;
    Ok(last.unwrap_or_default())
}

/// Hands over the entries of the log, oldest first, until one is answered with no. Answers where the last one stands;
/// nothing when it was ended.
async fn each_entry_while(
    session: Session,
    each: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<Option<LogPosition>, StorageError> {
    let host = session.host();
    let (mut after, mut worked_on) = (0, 0);
    loop {
        let entries = host.log_after(after, ENTRIES_AT_ONCE).await?;
        let Some((last, _)) = entries.last() else {
            return Ok(Some(after));
        };
        after = *last;
        for (_, batch) in &entries {
            if !each(batch) {
                return Ok(None);
            }
            worked_on += batch.len();
            if worked_on >= BYTES_AT_ONCE {
                worked_on = 0;
                TimeoutFuture::new(0).await;
            }
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

/// Everything here as one file.
pub(super) struct Backup {
    /// Its parts, one after the other.
    pub(super) parts: Vec<Vec<u8>>,
    /// What is in it.
    pub(super) holds: Holds,
    /// How many damaged entries of the history are not in it.
    pub(super) damaged: usize,
}

/// What a backup holds: everything up to a moment.
pub(super) struct Holds {
    /// The fingerprint that it says it has.
    pub(super) content_hash: String,
    /// How many changes of the history.
    pub(super) changes: usize,
    /// The moment, in milliseconds; whatever is stamped later is not in it.
    pub(super) until: u64,
}

/// How an attempt at a backup ended.
enum Ended {
    Whole(Backup),
    /// Something was changed meanwhile: records and history would not be of one moment.
    Outdated,
    GivenUp,
}

/// Everything here as one file; nothing when it was given up.
pub(super) async fn full_backup(
    session: Session,
    hears: Hears<'_>,
) -> Result<Option<Backup>, String> {
    for _ in 0..MOST_BEGINNINGS {
        all_saved(session).await?;
        match attempt(session, hears).await? {
            Ended::Whole(backup) => return Ok(Some(backup)),
            Ended::GivenUp => return Ok(None),
            Ended::Outdated => {}
        }
    }
    Err(
        "Something was changed again and again meanwhile, so nothing was written. Please try again in a moment."
            .to_owned(),
    )
}

async fn attempt(session: Session, hears: Hears<'_>) -> Result<Ended, String> {
    let now = session.host().now_ms();
    let mut records = session.read(|workspace| RecordsWriting::begin(workspace.ledger(), now));
    loop {
        let step = session.read(|workspace| {
            let ledger = workspace.ledger();
            (records.is_current(ledger)).then(|| records.step(ledger, RECORDS_AT_ONCE))
        });
        let Some(progress) = step else {
            return Ok(Ended::Outdated);
        };
        if !hears(progress) {
            return Ok(Ended::GivenUp);
        }
        if progress.finished {
            break;
        }
        TimeoutFuture::new(0).await;
    }
    let mut export = session.read(|workspace| records.finish(workspace.ledger()));
    let mut damaged = 0;
    let mut add = |batch: &[u8]| {
        damaged += usize::from(export.add_batch(batch).is_err());
        hears(export.progress())
    };
    let whole = each_entry_while(session, &mut add)
        .await
        .map_err(|error| format!("Nothing was written. {error}"))?;
    if whole.is_none() {
        return Ok(Ended::GivenUp);
    }
    if !session.read(|workspace| export.is_current(workspace.ledger())) {
        return Ok(Ended::Outdated);
    }
    let (changes, last) = session.read(|workspace| {
        let ledger = workspace.ledger();
        (ledger.change_count(), ledger.last_stamp().wall)
    });
    Ok(Ended::Whole(Backup {
        holds: Holds {
            content_hash: export.content_hash().to_owned(),
            changes,
            until: session.host().now_ms().max(last),
        },
        parts: export.finish(),
        damaged,
    }))
}
