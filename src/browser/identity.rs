//! The identity a tab writes under: unique among open tabs, kept between visits.
//!
//! Stamps of one device must rise, so no two tabs may write as the same device at the same time. A tab takes the first
//! known identity that no open tab holds; the lock falls back to the browser when the tab ends, however it ends.

use indexed_db_futures::transaction::Transaction;

use super::{
    clock,
    failure::Failure,
    locks::{self, Answer, Held},
    migrations::META,
    transaction::{bytes_named, put_named},
};
use crate::workspace::host::StorageError;

const DEVICES_KEY: &str = "devices";

/// A writer identity.
pub(super) struct Writer {
    pub(super) device: u64,
    /// Whether this browser has yet to remember it.
    pub(super) new: bool,
    /// Held for as long as the tab lives.
    _lock: Option<Held>,
}

/// The identities that tabs of this browser have used.
pub(super) async fn known(transaction: &Transaction<'_>) -> Result<Vec<u64>, Failure> {
    let bytes = bytes_named(&transaction.object_store(META)?, DEVICES_KEY).await?;
    let texts: Vec<String> = bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    Ok(texts
        .iter()
        .filter_map(|text| u64::from_str_radix(text, 16).ok())
        .collect())
}

/// Adds an identity to those that later tabs may take.
pub(super) async fn remember(transaction: &Transaction<'_>, device: u64) -> Result<(), Failure> {
    let mut devices = known(transaction).await?;
    if devices.contains(&device) {
        return Ok(());
    }
    devices.push(device);
    let texts: Vec<String> = devices.into_iter().map(text_of).collect();
    let json = serde_json::to_vec(&texts)
        .map_err(|error| Failure::Final(StorageError::Failed(error.to_string())))?;
    put_named(&transaction.object_store(META)?, DEVICES_KEY, &json).await
}

/// Forgets all identities: no tab, open or not, writes under one of them again.
pub(super) async fn forget_all(transaction: &Transaction<'_>) -> Result<(), Failure> {
    put_named(&transaction.object_store(META)?, DEVICES_KEY, b"[]").await
}

/// Takes a free identity out of `known`, or makes one. Locks are named after `prefix`.
pub(super) async fn take(prefix: &str, known: &[u64]) -> Writer {
    for &device in known {
        match locks::take_if_free(&lock_name(prefix, device)).await {
            Answer::Granted(lock) => {
                return Writer {
                    device,
                    new: false,
                    _lock: Some(lock),
                };
            }
            Answer::Taken => {}
            // Nobody could tell whether another tab uses it.
            Answer::Unsupported => {
                return Writer {
                    device: random_device(),
                    new: false,
                    _lock: None,
                };
            }
        }
    }
    let device = random_device();
    match locks::take_if_free(&lock_name(prefix, device)).await {
        Answer::Granted(lock) => Writer {
            device,
            new: true,
            _lock: Some(lock),
        },
        Answer::Taken | Answer::Unsupported => Writer {
            device,
            new: false,
            _lock: None,
        },
    }
}

fn lock_name(prefix: &str, device: u64) -> String {
    format!("{prefix}-writer-{}", text_of(device))
}

fn text_of(device: u64) -> String {
    format!("{device:016x}")
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "half of the random bits are enough and wanted"
)]
fn random_device() -> u64 {
    clock::random() as u64
}
