//! The epoch of the data: a random text that changes when somebody empties it.
//!
//! A tab that still holds what was wiped must not add to what came after.

use indexed_db_futures::transaction::Transaction;

use super::{
    failure::Failure,
    migrations::{EPOCH_KEY, META},
    transaction::{bytes_named, put_named},
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

/// Begins a new epoch.
pub(super) async fn begin(transaction: &Transaction<'_>, epoch: &str) -> Result<(), Failure> {
    let json = serde_json::Value::from(epoch).to_string();
    put_named(&transaction.object_store(META)?, EPOCH_KEY, json.as_bytes()).await
}
