//! The log of changes in the database: bytes in, bytes out, in order.

use indexed_db_futures::{
    BuildPrimitive, KeyRange, cursor::CursorDirection, object_store::ObjectStore,
    query_source::QuerySource, transaction::Transaction,
};
use wasm_bindgen::JsValue;

use super::{
    failure::Failure,
    migrations::LOG,
    transaction::{bytes_of, js_bytes, key_of, position_of},
};
use crate::workspace::host::{LogEntry, LogPosition};

/// Adds a batch after all others: asked for at once, answered later.
pub(super) fn append(
    transaction: &Transaction<'_>,
    batch: &[u8],
) -> Result<impl Future<Output = Result<LogPosition, Failure>> + use<>, Failure> {
    let log = transaction.object_store(LOG)?;
    let added = log
        .add(js_bytes(batch))
        .with_key_type::<f64>()
        .primitive()?;
    Ok(async move {
        let key: f64 = added.await?;
        Ok(position_of(key))
    })
}

/// The position after `seen` at which `batch` already stands.
///
/// A write that timed out may still have reached the disk: trying it again must not write it twice.
pub(super) async fn find(
    transaction: &Transaction<'_>,
    seen: LogPosition,
    batch: &[u8],
) -> Result<Option<LogPosition>, Failure> {
    let later = after(transaction, seen, u32::MAX).await?;
    Ok(later
        .into_iter()
        .find(|(_, bytes)| bytes == batch)
        .map(|(position, _)| position))
}

/// Batches with a position greater than `after`, oldest first.
pub(super) async fn after(
    transaction: &Transaction<'_>,
    after: LogPosition,
    limit: u32,
) -> Result<Vec<LogEntry>, Failure> {
    let log = transaction.object_store(LOG)?;
    between(&log, KeyRange::LowerBound(key_of(after), true), limit).await
}

/// Batches with a position smaller than `before`, newest first.
pub(super) async fn before(
    transaction: &Transaction<'_>,
    before: Option<LogPosition>,
    limit: u32,
) -> Result<Vec<LogEntry>, Failure> {
    let log = transaction.object_store(LOG)?;
    let (Some(oldest), Some(newest)) = (
        end_of(&log, CursorDirection::Next).await?,
        end_of(&log, CursorDirection::Prev).await?,
    ) else {
        return Ok(Vec::new());
    };
    let mut above = before.unwrap_or(LogPosition::MAX).min(newest + 1);
    let mut entries = Vec::new();
    // Positions have no gaps but those of an emptied log, so this goes round once.
    while above > oldest && entries.len() < limit as usize {
        let missing = u64::from(limit) - entries.len() as u64;
        let lower = above.saturating_sub(missing).max(oldest);
        let range = KeyRange::Bound(key_of(lower), false, key_of(above), true);
        entries.extend(between(&log, range, limit).await?.into_iter().rev());
        above = lower;
    }
    Ok(entries)
}

/// The last position, when there is any entry.
pub(super) async fn last(transaction: &Transaction<'_>) -> Result<Option<LogPosition>, Failure> {
    let log = transaction.object_store(LOG)?;
    end_of(&log, CursorDirection::Prev).await
}

/// The first or last position in the log.
async fn end_of(
    log: &ObjectStore<'_>,
    direction: CursorDirection,
) -> Result<Option<LogPosition>, Failure> {
    let cursor = log
        .open_key_cursor()
        .with_direction(direction)
        .primitive()?
        .await?;
    let key: Option<f64> = match cursor {
        Some(cursor) => cursor.primary_key()?,
        None => None,
    };
    Ok(key.map(position_of))
}

async fn between(
    log: &ObjectStore<'_>,
    range: KeyRange<f64>,
    limit: u32,
) -> Result<Vec<LogEntry>, Failure> {
    // IndexedDB reads a limit of 0 as no limit.
    if limit == 0 {
        return Ok(Vec::new());
    }
    let keys = log
        .get_all_keys::<f64>()
        .with_query::<f64, _>(range.clone())
        .with_limit(limit)
        .primitive()?;
    let values = log
        .get_all::<JsValue>()
        .with_query::<f64, _>(range)
        .with_limit(limit)
        .primitive()?;
    let (keys, values) = (keys.await?, values.await?);
    keys.zip(values)
        .map(|(key, value)| Ok((position_of(key?), bytes_of(value?)?)))
        .collect()
}
