//! Transactions: all or nothing, within a limited time, and durable when they resolve.

use gloo_events::EventListener;
use indexed_db_futures::{
    Build, BuildPrimitive,
    database::Database,
    internals::SystemRepr,
    object_store::ObjectStore,
    query_source::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::{
    failure::{Failure, from_exception},
    patience::within,
};
use crate::workspace::host::{LogPosition, StorageError};

/// Reads in one transaction. `work` awaits nothing but its own requests.
pub(super) async fn read<T>(
    database: &Database,
    stores: &[&str],
    limit_ms: u32,
    work: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    in_time(limit_ms, async {
        let transaction = database.transaction(stores).build()?;
        let _end = ended_by_leaving(raw_of(&transaction));
        work(&transaction).await
    })
    .await
}

/// Writes in one strict transaction and resolves when it is on the disk; an error leaves nothing behind.
/// `work` awaits nothing but its own requests.
pub(super) async fn write<T>(
    database: &Database,
    stores: &[&str],
    limit_ms: u32,
    work: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    in_time(limit_ms, async {
        let transaction = strict(database, stores)?;
        let raw = raw_of(&transaction);
        let _end = ended_by_leaving(raw.clone());
        // Dropping the transaction without committing it rolls it back.
        let answer = work(&transaction)
            .await
            .map_err(|failure| reason(&raw).unwrap_or(failure))?;
        match transaction.commit().await {
            Ok(()) => Ok(answer),
            Err(error) => Err(reason(&raw).unwrap_or_else(|| error.into())),
        }
    })
    .await
}

/// Writes in one strict transaction what is known beforehand, and resolves when it is on the disk. All of it is asked for
/// at once, and so is the end: nothing waits for this page to hear an answer, however much it has to draw meanwhile. A
/// request that fails rolls all of it back.
pub(super) async fn write_at_once<T, A>(
    database: &Database,
    stores: &[&str],
    limit_ms: u32,
    ask: impl FnOnce(&Transaction<'_>) -> Result<A, Failure>,
) -> Result<T, Failure>
where
    A: Future<Output = Result<T, Failure>>,
{
    in_time(limit_ms, async {
        let transaction = strict(database, stores)?;
        let raw = raw_of(&transaction);
        let _end = ended_by_leaving(raw.clone());
        let answer = ask(&transaction)?;
        match transaction.commit().await {
            Ok(()) => answer.await,
            Err(error) => Err(reason(&raw).unwrap_or_else(|| error.into())),
        }
    })
    .await
}

fn strict<'db>(database: &'db Database, stores: &[&str]) -> Result<Transaction<'db>, Failure> {
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    Ok(database
        .transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(strict)
        .build()?)
}

/// The browser's own transaction.
fn raw_of(transaction: &Transaction<'_>) -> web_sys::IdbTransaction {
    transaction.as_sys().clone().unchecked_into()
}

/// Rolls the transaction back when its page is put aside.
///
/// A page in the back-forward cache stands still, and so would its transaction: WebKit then lets no other page write,
/// for as long as it keeps the page. One that is committed already ends by itself. Whoever waits for one that is rolled
/// back tries again when the person comes back to the page.
fn ended_by_leaving(transaction: web_sys::IdbTransaction) -> Option<EventListener> {
    when_put_aside(move || {
        // Refused for one that has ended, or is about to.
        let _ = transaction.abort();
    })
}

/// Calls `then` when the page goes into the back-forward cache, until the listener is dropped.
pub(super) fn when_put_aside(mut then: impl FnMut() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "pagehide", move |event| {
        let kept = event
            .dyn_ref::<web_sys::PageTransitionEvent>()
            .is_some_and(web_sys::PageTransitionEvent::persisted);
        if kept {
            then();
        }
    }))
}

async fn in_time<T>(
    limit_ms: u32,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    within(limit_ms, work)
        .await
        .unwrap_or(Err(Failure::Passing(StorageError::TimedOut)))
}

/// Why the browser ended the transaction: a full disk is often told only here, at the commit.
fn reason(transaction: &web_sys::IdbTransaction) -> Option<Failure> {
    transaction
        .error()
        .map(|exception| from_exception(&exception))
}

/// The bytes stored under `name`, if any.
pub(super) async fn bytes_named(
    store: &ObjectStore<'_>,
    name: &str,
) -> Result<Option<Vec<u8>>, Failure> {
    let found: Option<JsValue> = store.get(name).primitive()?.await?;
    found.map(bytes_of).transpose()
}

/// Stores `bytes` under `name`.
pub(super) async fn put_named(
    store: &ObjectStore<'_>,
    name: &str,
    bytes: &[u8],
) -> Result<(), Failure> {
    store
        .put(js_bytes(bytes))
        .with_key(name)
        .without_key_type()
        .primitive()?
        .await?;
    Ok(())
}

/// The browser's form of bytes.
pub(super) fn js_bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// The bytes in a stored value.
pub(super) fn bytes_of(value: JsValue) -> Result<Vec<u8>, Failure> {
    match value.dyn_into::<Uint8Array>() {
        Ok(array) => Ok(array.to_vec()),
        Err(_) => Err(Failure::Final(StorageError::Failed(
            "a stored value is not what Fledgling wrote".to_owned(),
        ))),
    }
}

/// The key of a position or a page.
#[expect(
    clippy::cast_precision_loss,
    reason = "keys are counted up from 1 and never come near 2^53"
)]
pub(super) const fn key_of(position: LogPosition) -> f64 {
    position as f64
}

/// The position that a key stands for.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser's own counter gives whole numbers from 1 to 2^53"
)]
pub(super) const fn position_of(key: f64) -> LogPosition {
    key as LogPosition
}
