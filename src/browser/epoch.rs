//! The epoch of the data: a random text that changes when somebody empties it.
//!
//! A tab that still holds what was wiped must not add to what came after.

use indexed_db_futures::{BuildPrimitive, transaction::Transaction};

use super::{
    failure::Failure,
    migrations::{EPOCH_KEY, META},
    transaction::{bytes_named, js_bytes, put_named},
};
use crate::workspace::host::StorageError;

/// The epoch that the data is in.
pub(super) async fn read(transaction: &Transaction<'_>) -> Result<String, Failure> {
    let bytes = bytes_named(&transaction.object_store(META)?, EPOCH_KEY).await?;
    let epoch = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    epoch.ok_or_else(|| {
        Failure::Final(StorageError::Failed(
            "the stored data has no epoch".to_owned(),
        ))
    })
}

/// Fails with [`StorageError::Wiped`] when the data is no longer in `epoch`.
pub(super) async fn must_be(transaction: &Transaction<'_>, epoch: &str) -> Result<(), Failure> {
    if read(transaction).await? == epoch {
        Ok(())
    } else {
        Err(Failure::Final(StorageError::Wiped))
    }
}

/// Whether this browser rolls a transaction back when a request fails after its end was asked for. The standard says so,
/// but Firefox writes what did not fail. A journey proves it of all that are believed here.
pub(super) fn rolls_back() -> bool {
    web_sys::window()
        .and_then(|window| window.navigator().user_agent().ok())
        .is_some_and(|names| names.contains("AppleWebKit"))
}

/// Rolls back what is asked for in this transaction when `epoch` has ended, without waiting for an answer: an entry that
/// may stand only once is added beside the one that an ended epoch leaves, and taken away again.
///
/// Only where [`rolls_back`], and for a connection on which the epoch was read: a database that was deleted meanwhile knows
/// of no end.
pub(super) fn end_unless(transaction: &Transaction<'_>, epoch: &str) -> Result<(), Failure> {
    let meta = transaction.object_store(META)?;
    let ended = ended_key(epoch);
    // The transaction hears of it when one of them fails.
    let added = meta.add(js_bytes(&[])).with_key(ended.as_str());
    drop(added.without_key_type().primitive()?);
    drop(meta.delete(ended.as_str()).primitive()?);
    Ok(())
}

fn ended_key(epoch: &str) -> String {
    format!("ended-{epoch}")
}

/// Begins a new epoch; the one before leaves a note that it has ended.
pub(super) async fn begin(transaction: &Transaction<'_>, epoch: &str) -> Result<(), Failure> {
    let ended = ended_key(&read(transaction).await?);
    put_named(&transaction.object_store(META)?, &ended, &[]).await?;
    let json = serde_json::Value::from(epoch).to_string();
    put_named(&transaction.object_store(META)?, EPOCH_KEY, json.as_bytes()).await
}
