//! What the workspace asks of the machine it runs on.
//!
//! The interface talks to this trait only; `browser` implements it with IndexedDB, Web Locks and a broadcast channel,
//! and tests implement it in memory. Nothing here names a browser.

use std::{future::Future, pin::Pin, rc::Rc};

use super::safekeeping::{Folder, FolderError, Kept};

/// An answer that arrives later, on the same thread.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// Where a batch of changes stands in this browser's log: 1 is the first; larger came later.
pub type LogPosition = u64;

/// A batch of changes (JSON bytes) and where it stands.
pub type LogEntry = (LogPosition, Vec<u8>);

/// A stored copy of the workspace: a cache of what the log says up to `upto`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSnapshot {
    /// Small JSON document that the ledger wrote: format, stamp, checksum, page count.
    pub header: Vec<u8>,
    /// Pages of about 1 MB each, in order.
    pub pages: Vec<Vec<u8>>,
    /// Every log entry up to and including this one is inside the snapshot.
    pub upto: LogPosition,
}

/// What was found when the store was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// This tab's identity as a writer, unique among all open tabs and kept between visits.
    pub device: u64,
    /// The newest whole snapshot, if there is one.
    pub snapshot: Option<StoredSnapshot>,
    /// Log entries after the snapshot (all of them when there is none), oldest first.
    pub tail: Vec<LogEntry>,
}

/// Why something could not be read from or written to this browser's storage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The disk or this site's share of it is full.
    #[error("This browser has no room left for Fledgling's data.")]
    Full,
    /// The store did not answer in time, three times over.
    #[error("This browser's storage is not answering.")]
    TimedOut,
    /// Storage is switched off, for example in some private windows.
    #[error(
        "This browser does not let Fledgling keep data. Private windows and strict settings can cause this."
    )]
    Unavailable,
    /// The data was written by a newer Fledgling than this one.
    #[error(
        "This browser's data was written by a newer version of Fledgling (format {found}). Reload to get the new version."
    )]
    Newer {
        /// The format's major version that was found.
        found: u32,
    },
    /// A newer tab is upgrading the store, so this one stopped writing.
    #[error("Another tab is running a newer version of Fledgling. Reload this tab to go on.")]
    Superseded,
    /// An older tab keeps the store open and does not let go of it.
    #[error(
        "An older Fledgling is still open in another tab. Close that tab, then reload this one."
    )]
    Blocked,
    /// Another tab emptied the store since this one opened it. Nothing was written; [`Host::open`] starts afresh.
    #[error("Fledgling's data was removed in another tab. Reload this tab to go on.")]
    Wiped,
    /// Another tab wrote the snapshot meanwhile, so pages cannot be kept from it. The log is not affected: write all
    /// pages, after reading the log as far as they know it, or leave the other tab's snapshot be.
    #[error("Another tab has stored a newer copy.")]
    SnapshotReplaced,
    /// The log went on since it was read to the end, so nothing may take its place yet: read on and try again.
    #[error("Something was added meanwhile.")]
    LogGrew,
    /// Anything else, in the browser's own words.
    #[error("This browser's storage failed: {0}")]
    Failed(String),
}

/// How this browser keeps the data, as far as it tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StorageState {
    /// Whether the browser promised not to clear the data by itself; `None` when it does not say.
    pub persistent: Option<bool>,
    /// Bytes used by this site, if known.
    pub used_bytes: Option<u64>,
    /// Bytes this site may use, if known.
    pub quota_bytes: Option<u64>,
}

/// Who writes on once another log is in the place of the one that was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// The tabs that wrote before: the log still has every change of theirs, in whatever words.
    AsBefore,
    /// Nobody who wrote before, here or in another tab: the log may lack changes of theirs that a colleague has already,
    /// and whoever counted on would give the same numbers to other changes.
    Anew,
}

/// A caller that is told when another tab has added to the log.
pub type OnForeignChange = Rc<dyn Fn()>;

/// The machine, as the workspace sees it.
pub trait Host {
    /// Milliseconds since 1970-01-01 UTC by this machine's clock, right or wrong.
    fn now_ms(&self) -> u64;
    /// Minutes to add to UTC to get the time people in the UK see at that instant (0 or 60).
    fn uk_offset_minutes(&self, at_ms: u64) -> i32;
    /// 128 random bits, fit for identifiers.
    fn random(&self) -> u128;
    /// Opens the store: takes a writer identity, reads snapshot and tail.
    fn open(&self) -> Later<Result<Opened, StorageError>>;
    /// Adds one batch of changes (JSON bytes) to the log in one strict transaction; resolves when it is durable.
    ///
    /// Positions between the last one read and the one returned belong to other tabs: read them with [`Self::log_after`].
    /// [`StorageError::Wiped`] means that the data this tab shows is gone: call [`Self::open`] again.
    fn append(&self, batch: Vec<u8>) -> Later<Result<LogPosition, StorageError>>;
    /// Log entries with position greater than `after`, oldest first, at most `limit`.
    fn log_after(
        &self,
        after: LogPosition,
        limit: u32,
    ) -> Later<Result<Vec<LogEntry>, StorageError>>;
    /// Log entries with position smaller than `before` (`None`: from the newest), newest first, at most `limit`.
    fn log_before(
        &self,
        before: Option<LogPosition>,
        limit: u32,
    ) -> Later<Result<Vec<LogEntry>, StorageError>>;
    /// Replaces the snapshot in one transaction; `pages` with `None` keep what is stored under that number.
    ///
    /// Fails with [`StorageError::SnapshotReplaced`] when another tab has written one since this tab last read or wrote
    /// it, and a page was to be kept or the other one knows more of the log.
    fn write_snapshot(
        &self,
        header: Vec<u8>,
        pages: Vec<Option<Vec<u8>>>,
        upto: LogPosition,
    ) -> Later<Result<(), StorageError>>;
    /// Puts `entries` in the place of the whole log and throws the snapshot away, in one strict transaction; other tabs
    /// are told as if everything had been emptied. `upto` is the last entry that was read for it.
    ///
    /// Fails with [`StorageError::LogGrew`] when there is a later one.
    fn replace_log(
        &self,
        entries: Vec<Vec<u8>>,
        upto: Option<LogPosition>,
        writers: Writers,
    ) -> Later<Result<(), StorageError>>;
    /// Empties log and snapshot, on the user's word, in one transaction. A backup may be brought back afterwards, so
    /// nobody who wrote before writes on.
    fn wipe(&self) -> Later<Result<(), StorageError>> {
        self.replace_log(Vec::new(), None, Writers::Anew)
    }
    /// What is kept beside the workspace: archives, and a folder for backups. Nothing when it cannot be fetched.
    fn safekeeping(&self) -> Later<Option<Rc<dyn Safekeeping>>>;
    /// Calls back whenever another tab appended, wiped, or is upgrading, when the browser dropped the connection, or
    /// when this tab came back from being frozen or hidden. Read with [`Self::log_after`]; its error says the rest.
    fn on_foreign_change(&self, told: OnForeignChange);
    /// Asks the browser to keep the data for good; answers what it said.
    fn ask_to_persist(&self) -> Later<StorageState>;
    /// How the data is kept now.
    fn storage_state(&self) -> Later<StorageState>;
    /// A small thing this browser remembers at once (who I am, a draft, appearance); `None` when there is none.
    fn recall(&self, key: &str) -> Option<String>;
    /// Remembers a small thing at once; false when the browser refused.
    fn remember(&self, key: &str, value: &str) -> bool;
    /// Forgets a small thing.
    fn forget(&self, key: &str);
    /// Keys of all small things that start with `prefix`.
    fn remembered(&self, prefix: &str) -> Vec<String>;
    /// Whether the machine believes it has a network.
    fn online(&self) -> bool;
    /// Hands the user a file to keep, made of `parts` one after the other.
    fn download(&self, file_name: &str, mime: &str, parts: Vec<Vec<u8>>);
}

/// The place beside the workspace.
pub trait Safekeeping {
    /// Keeps something whole under a name.
    fn keep(&self, name: &str, bytes: Vec<u8>) -> Later<Result<(), StorageError>>;
    /// What is kept, by name.
    fn kept(&self) -> Later<Result<Vec<Kept>, StorageError>>;
    /// What is kept under a name.
    fn take_out(&self, name: &str) -> Later<Result<Option<Vec<u8>>, StorageError>>;
    /// Throws away what is kept under a name, on the user's word.
    fn discard(&self, name: &str) -> Later<Result<(), StorageError>>;

    /// The folder for backups, and whether it can be used.
    fn folder(&self) -> Later<Folder>;
    /// Lets the person choose a folder; call it on a press.
    fn choose_folder(&self) -> Later<Result<Folder, FolderError>>;
    /// Asks the browser to allow the folder again; call it on a press.
    fn allow_again(&self) -> Later<Result<Folder, FolderError>>;
    /// Forgets the folder. What lies in it stays.
    fn forget_folder(&self) -> Later<Result<(), StorageError>>;
    /// The names of the files in the folder.
    fn files(&self) -> Later<Result<Vec<String>, FolderError>>;
    /// Writes a file into the folder: all of it or nothing.
    fn write_file(&self, name: &str, parts: Vec<Vec<u8>>) -> Later<Result<(), FolderError>>;
    /// Deletes a file of the folder.
    fn delete_file(&self, name: &str) -> Later<Result<(), FolderError>>;
}
