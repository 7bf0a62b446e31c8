//! Adapters to the browser: everything the workspace asks of the machine, through one type.
//!
//! Invariants: nothing in here knows what a record is; no data is ever deleted but on the user's word; whatever resolves
//! well is durable.

pub mod files;
pub mod panics;
pub mod patience;
pub mod updates;

mod clock;
mod database;
mod epoch;
mod failure;
mod identity;
mod locks;
mod log;
mod memory;
mod migrations;
mod network;
mod safekeeping;
mod snapshot;
mod storage;
mod storage_state;
mod tabs;
mod transaction;

use std::rc::Rc;

use memory::Memory;
use patience::Patience;
use storage::Storage;

use crate::{
    domain::dates,
    workspace::host::{
        Host, Later, LogEntry, LogPosition, OnForeignChange, Opened, Safekeeping, StorageError,
        StorageState, Writers,
    },
};

/// The name of the database, of the channel between tabs, and in front of every lock and remembered key.
const NAME: &str = "fledgling";

/// This browser, as the interface uses it.
#[must_use]
pub fn host() -> Rc<dyn Host> {
    Rc::new(BrowserHost::new(NAME))
}

/// A browser tab that keeps its data under one name.
pub struct BrowserHost {
    name: String,
    storage: Rc<Storage>,
    memory: Memory,
}

impl BrowserHost {
    /// A tab with the data called `name`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::with_patience(name, Patience::default())
    }

    /// A tab that waits for storage as long as `patience` says.
    #[must_use]
    pub fn with_patience(name: &str, patience: Patience) -> Self {
        Self {
            name: name.to_owned(),
            storage: Storage::new(name, patience),
            memory: Memory::new(&format!("{name}.")),
        }
    }
}

impl Host for BrowserHost {
    fn now_ms(&self) -> u64 {
        clock::now_ms()
    }

    fn uk_offset_minutes(&self, at_ms: u64) -> i32 {
        dates::uk_offset_minutes(i64::try_from(at_ms).unwrap_or(i64::MAX))
    }

    fn random(&self) -> u128 {
        clock::random()
    }

    fn open(&self) -> Later<Result<Opened, StorageError>> {
        Box::pin(Rc::clone(&self.storage).open())
    }

    fn append(&self, batch: Vec<u8>) -> Later<Result<LogPosition, StorageError>> {
        Box::pin(Rc::clone(&self.storage).append(batch))
    }

    fn log_after(
        &self,
        after: LogPosition,
        limit: u32,
    ) -> Later<Result<Vec<LogEntry>, StorageError>> {
        Box::pin(Rc::clone(&self.storage).log_after(after, limit))
    }

    fn log_before(
        &self,
        before: Option<LogPosition>,
        limit: u32,
    ) -> Later<Result<Vec<LogEntry>, StorageError>> {
        Box::pin(Rc::clone(&self.storage).log_before(before, limit))
    }

    fn write_snapshot(
        &self,
        header: Vec<u8>,
        pages: Vec<Option<Vec<u8>>>,
        upto: LogPosition,
    ) -> Later<Result<(), StorageError>> {
        Box::pin(Rc::clone(&self.storage).write_snapshot(header, pages, upto))
    }

    fn replace_log(
        &self,
        entries: Vec<Vec<u8>>,
        upto: Option<LogPosition>,
        writers: Writers,
    ) -> Later<Result<(), StorageError>> {
        Box::pin(Rc::clone(&self.storage).replace_log(entries, upto, writers))
    }

    fn safekeeping(&self) -> Later<Option<Rc<dyn Safekeeping>>> {
        safekeeping::fetch(&self.name)
    }

    fn on_foreign_change(&self, told: OnForeignChange) {
        self.storage.listen(told);
    }

    fn ask_to_persist(&self) -> Later<StorageState> {
        Box::pin(storage_state::ask_to_persist())
    }

    fn storage_state(&self) -> Later<StorageState> {
        Box::pin(storage_state::storage_state())
    }

    fn recall(&self, key: &str) -> Option<String> {
        self.memory.recall(key)
    }

    fn remember(&self, key: &str, value: &str) -> bool {
        self.memory.remember(key, value)
    }

    fn forget(&self, key: &str) {
        self.memory.forget(key);
    }

    fn remembered(&self, prefix: &str) -> Vec<String> {
        self.memory.remembered(prefix)
    }

    fn online(&self) -> bool {
        network::online()
    }

    fn download(&self, file_name: &str, mime: &str, parts: Vec<Vec<u8>>) {
        // A page without a document or blobs is none a user could have asked from.
        let _ = files::download(file_name, mime, &parts);
    }
}
