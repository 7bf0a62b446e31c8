//! The snapshot in the database: a header, numbered pages, and a note of what belongs together.

use indexed_db_futures::{
    BuildPrimitive, KeyRange, query_source::QuerySource, transaction::Transaction,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::{
    failure::Failure,
    migrations::{META, PAGES},
    transaction::{bytes_named, bytes_of, js_bytes, key_of, put_named},
};
use crate::workspace::host::{LogPosition, StorageError, StoredSnapshot};

const HEADER_KEY: &str = "snapshot-header";
const NOTE_KEY: &str = "snapshot";
/// Pages asked for together, some megabytes of them.
const PAGES_AT_ONCE: u64 = 6;
/// More pages than any browser holds: a note that says so is wrong.
const MOST_PAGES: u64 = 10_000;

/// What the stored pages are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    /// Random text, new with each writing: pages of two writers must never be mixed.
    pub(super) generation: String,
    /// Number of pages.
    pub(super) pages: u64,
    /// The last log position inside.
    pub(super) upto: LogPosition,
}

/// A snapshot on its way into the database.
pub(super) struct Replacement<'a> {
    pub(super) header: &'a [u8],
    /// `None` keeps the page that is stored under the same number.
    pub(super) pages: &'a [Option<Vec<u8>>],
    pub(super) upto: LogPosition,
    /// The generation that it gets.
    pub(super) generation: &'a str,
    /// The generation that the kept pages were last seen in.
    pub(super) known: Option<&'a str>,
}

/// Reads the note, and the snapshot when all of it is there.
pub(super) async fn read(
    transaction: &Transaction<'_>,
) -> Result<(Option<Note>, Option<StoredSnapshot>), Failure> {
    let meta = transaction.object_store(META)?;
    let Some(note) = note(transaction).await? else {
        return Ok((None, None));
    };
    let Some(header) = bytes_named(&meta, HEADER_KEY).await? else {
        return Ok((Some(note), None));
    };
    let pages = pages(transaction, note.pages).await?;
    let snapshot = pages.map(|pages| StoredSnapshot {
        header,
        pages,
        upto: note.upto,
    });
    Ok((Some(note), snapshot))
}

/// Reads the pages, if just so many are there.
///
/// All stretches are asked for at once: while one is copied, the browser reads the next, and what was copied is let go of.
async fn pages(transaction: &Transaction<'_>, count: u64) -> Result<Option<Vec<Vec<u8>>>, Failure> {
    if count > MOST_PAGES {
        return Ok(None);
    }
    let store = transaction.object_store(PAGES)?;
    let mut asked = Vec::new();
    let mut first = 0;
    loop {
        let next = first + PAGES_AT_ONCE;
        let is_last = next >= count;
        // The last goes on to the end: a page too many tells that something is wrong, as one too few does.
        let range = if is_last {
            KeyRange::LowerBound(key_of(first), false)
        } else {
            KeyRange::Bound(key_of(first), false, key_of(next), true)
        };
        asked.push(
            store
                .get_all::<JsValue>()
                .with_query::<f64, _>(range)
                .primitive()?,
        );
        if is_last {
            break;
        }
        first = next;
    }
    let mut pages = Vec::new();
    for (stretch, upto) in asked.into_iter().zip(1..) {
        for value in stretch.await? {
            pages.push(bytes_of(value?)?);
        }
        let wanted = count.min(upto * PAGES_AT_ONCE);
        if pages.len() as u64 != wanted {
            return Ok(None);
        }
    }
    Ok(Some(pages))
}

/// Puts the replacement in place of what is stored, or fails with [`StorageError::SnapshotReplaced`].
pub(super) async fn replace(
    transaction: &Transaction<'_>,
    new: &Replacement<'_>,
) -> Result<(), Failure> {
    let stored = note(transaction).await?;
    if stored
        .as_ref()
        .is_some_and(|stored| stored.generation == new.generation)
    {
        // An earlier attempt got through after all.
        return Ok(());
    }
    if !fits(stored.as_ref(), new) {
        return Err(Failure::Final(StorageError::SnapshotReplaced));
    }
    let store = transaction.object_store(PAGES)?;
    for (number, page) in (0..).zip(new.pages) {
        if let Some(page) = page {
            store
                .put(js_bytes(page))
                .with_key(key_of(number))
                .without_key_type()
                .primitive()?
                .await?;
        }
    }
    let count = new.pages.len() as u64;
    store
        .delete::<f64, _>(KeyRange::LowerBound(key_of(count), false))
        .primitive()?
        .await?;
    let note = Note {
        generation: new.generation.to_owned(),
        pages: count,
        upto: new.upto,
    };
    let json = serde_json::to_vec(&note)
        .map_err(|error| Failure::Final(StorageError::Failed(error.to_string())))?;
    let meta = transaction.object_store(META)?;
    put_named(&meta, HEADER_KEY, new.header).await?;
    put_named(&meta, NOTE_KEY, &json).await
}

/// Removes the snapshot.
pub(super) async fn clear(transaction: &Transaction<'_>) -> Result<(), Failure> {
    transaction.object_store(PAGES)?.clear()?.await?;
    let meta = transaction.object_store(META)?;
    meta.delete(HEADER_KEY).primitive()?.await?;
    meta.delete(NOTE_KEY).primitive()?.await?;
    Ok(())
}

/// A note that cannot be read counts as none: the log can always replace the snapshot.
async fn note(transaction: &Transaction<'_>) -> Result<Option<Note>, Failure> {
    let bytes = bytes_named(&transaction.object_store(META)?, NOTE_KEY).await?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn fits(stored: Option<&Note>, new: &Replacement<'_>) -> bool {
    let Some(stored) = stored else {
        return new.pages.iter().all(Option::is_some);
    };
    if new.known == Some(stored.generation.as_str()) {
        // Every page to keep must be there.
        return (0..)
            .zip(new.pages)
            .all(|(number, page)| page.is_some() || number < stored.pages);
    }
    // Another tab wrote since: a whole snapshot may take its place unless it knows less.
    new.pages.iter().all(Option::is_some) && stored.upto <= new.upto
}
