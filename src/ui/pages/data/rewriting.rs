//! After somebody was erased: the stored log without them, in one transaction, and nothing left beside it that names them.

use crate::{
    ledger::Change,
    sync::{ExchangeBook, book::KEY},
    ui::session::Session,
    workspace::{
        erasing::{DONE_KEY, done_note, rewritten_log},
        host::{StorageError, Writers},
    },
};

use super::whole_log::{all_saved, each_entry};

/// How often it is tried while other tabs keep writing.
const TRIES: u32 = 5;

/// Rewrites the stored log as the erasures in the workspace ask, and opens the workspace anew. Answers how many damaged
/// entries are kept as they are, which may still name people. `retold` are changes that a colleague's erasure left in
/// other words.
pub(super) async fn rewrite_log(session: Session, retold: Vec<Change>) -> Result<usize, String> {
    let told = |error: StorageError| {
        format!(
            "The person is erased from all that is shown, but the stored history could not be rewritten yet. It is tried again when Fledgling is opened next. {error}"
        )
    };
    for _ in 0..TRIES {
        all_saved(session).await?;
        let mut entries: Vec<Vec<u8>> = Vec::new();
        let upto = each_entry(session, |batch| entries.push(batch.to_vec()))
            .await
            .map_err(told)?;
        let (log, done) = session.read(|workspace| {
            let log = rewritten_log(workspace, &entries, retold.clone());
            (log, done_note(workspace))
        });
        clear_what_names_them(session).await;
        let put = session.replace_log(log.entries, Some(upto), Writers::AsBefore);
        match put.await {
            Ok(()) => {
                session.host().remember(DONE_KEY, &done);
                return Ok(log.unreadable);
            }
            Err(StorageError::LogGrew) => session.catch_up(),
            Err(error) => return Err(told(error)),
        }
    }
    Err(told(StorageError::LogGrew))
}

/// Forgets small things that name an erased person, and archives, which hold whole histories.
async fn clear_what_names_them(session: Session) {
    let host = session.host();
    let names = |text: &str| session.read(|workspace| workspace.ledger().erasures().name_in(text));
    for key in host.remembered("") {
        let Some(text) = host.recall(&key).filter(|text| names(text)) else {
            continue;
        };
        host.forget(&key);
        if key == KEY {
            let identity = session.read(crate::workspace::Workspace::identity);
            let mut book = ExchangeBook::open(Some(&text), &identity, host.random());
            let theirs: Vec<String> = book
                .peers()
                .iter()
                .filter(|peer| names(&peer.name))
                .map(|peer| peer.id.clone())
                .collect();
            theirs.iter().for_each(|id| book.forget(id));
            let text = book.text();
            if !names(&text) {
                host.remember(KEY, &text);
            }
        }
    }
    if host.recall("author").is_none() {
        session.author.set(crate::ledger::Author::default());
    }
    let Some(beside) = host.safekeeping().await else {
        return;
    };
    for kept in beside.kept().await.unwrap_or_default() {
        // One that cannot be thrown away is still listed, and can be thrown away by hand.
        let _ = beside.discard(&kept.name).await;
    }
}
