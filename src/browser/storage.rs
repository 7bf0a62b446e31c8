//! What the workspace stores and reads, in terms of transactions.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use indexed_db_futures::{database::Database, transaction::Transaction};

use super::{
    clock,
    database::{Connector, Signals},
    epoch,
    failure::Failure,
    identity::{self, Writer},
    locks, log,
    migrations::{LOG, META, PAGES},
    patience::Patience,
    snapshot::{self, Note, Replacement},
    tabs::{Notice, Tabs},
    transaction::{read, write, write_at_once},
};
use crate::workspace::host::{
    LogEntry, LogPosition, OnForeignChange, Opened, StorageError, StoredSnapshot, Writers,
};

/// How many batches are read in one go when the store is opened: each go has its own time limit.
const TAIL_STEP: u32 = 4_096;

/// The store as one tab sees it.
pub(super) struct Storage {
    name: String,
    patience: Patience,
    connector: Rc<Connector>,
    tabs: Rc<Tabs>,
    /// The epoch that was found when this tab opened the store.
    epoch: RefCell<Option<String>>,
    /// The connection on which that epoch was last read.
    epoch_read_on: Cell<u32>,
    /// Whether an entry may be added in a single step here.
    at_once: bool,
    /// The generation of the snapshot that this tab last read or wrote.
    generation: RefCell<Option<String>>,
    /// The last position that this tab knows to be stored.
    seen: Cell<LogPosition>,
    writer: RefCell<Option<Writer>>,
}

/// What the first reading finds.
struct Found {
    epoch: String,
    note: Option<Note>,
    snapshot: Option<StoredSnapshot>,
    tail: Vec<LogEntry>,
    devices: Vec<u64>,
}

impl Storage {
    pub(super) fn new(name: &str, patience: Patience) -> Rc<Self> {
        let tabs = Rc::new(Tabs::new(name));
        let (voice, ear) = (Rc::downgrade(&tabs), Rc::downgrade(&tabs));
        let signals = Signals {
            upgrading: Rc::new(move || {
                if let Some(tabs) = voice.upgrade() {
                    tabs.tell(Notice::Upgrading);
                }
            }),
            lost: Rc::new(move || {
                if let Some(tabs) = ear.upgrade() {
                    tabs.tell_self();
                }
            }),
        };
        Rc::new(Self {
            name: name.to_owned(),
            patience,
            connector: Connector::new(name, patience, signals),
            tabs,
            epoch: RefCell::default(),
            epoch_read_on: Cell::new(0),
            at_once: epoch::rolls_back(),
            generation: RefCell::default(),
            seen: Cell::new(0),
            writer: RefCell::default(),
        })
    }

    pub(super) fn listen(&self, told: OnForeignChange) {
        self.tabs.listen(told);
    }

    pub(super) async fn open(self: Rc<Self>) -> Result<Opened, StorageError> {
        let found = self
            .connector
            .run(async |database, _| {
                let connection = self.connector.connection_number();
                let found = self.first_reading(database).await?;
                self.epoch_read_on.set(connection);
                Ok(found)
            })
            .await?;
        let upto = found.snapshot.as_ref().map_or(0, |snapshot| snapshot.upto);
        self.epoch.replace(Some(found.epoch));
        self.generation
            .replace(found.note.map(|note| note.generation));
        let mut tail = found.tail;
        let mut step = tail.len();
        while step == TAIL_STEP as usize {
            let last = tail.last().map_or(upto, |(position, _)| *position);
            let more = self.after(last, TAIL_STEP).await?;
            step = more.len();
            tail.extend(more);
        }
        self.see(tail.last().map_or(upto, |(position, _)| *position));
        let device = self.identify(&found.devices).await?;
        Ok(Opened {
            device,
            snapshot: found.snapshot,
            tail,
        })
    }

    pub(super) async fn append(
        self: Rc<Self>,
        batch: Vec<u8>,
    ) -> Result<LogPosition, StorageError> {
        let (epoch, seen) = (self.epoch()?, self.seen.get());
        let limit = self.patience.for_bytes(batch.len());
        let position = self
            .connector
            .run(async |database, attempt| {
                let connection = self.connector.connection_number();
                let is_read = attempt == 1 && connection == self.epoch_read_on.get();
                let mut look_first = !is_read;
                if is_read && self.at_once {
                    let added = append_at_once(database, limit, &epoch, &batch).await;
                    if added.is_ok() {
                        return added;
                    }
                    // It may still get through later: from now on it is looked for first.
                    self.epoch_read_on.set(0);
                    if let Err(Failure::Passing(StorageError::TimedOut)) = added {
                        return added;
                    }
                    // What else went wrong, the other way finds out and tells.
                    look_first = true;
                }
                let added = self
                    .write(database, &[META, LOG], limit, async |transaction| {
                        if look_first {
                            epoch::must_be(transaction, &epoch).await?;
                            if let Some(position) = log::find(transaction, seen, &batch).await? {
                                return Ok(position);
                            }
                        }
                        // Both are asked at once, which saves a way there and back. In another epoch the error rolls
                        // back what was added.
                        let added = log::append(transaction, &batch)?;
                        epoch::must_be(transaction, &epoch).await?;
                        added.await
                    })
                    .await?;
                self.epoch_read_on.set(connection);
                Ok(added)
            })
            .await?;
        self.see(position);
        self.tabs.tell(Notice::Log(position));
        Ok(position)
    }

    pub(super) async fn log_after(
        self: Rc<Self>,
        after: LogPosition,
        limit: u32,
    ) -> Result<Vec<LogEntry>, StorageError> {
        self.after(after, limit).await
    }

    pub(super) async fn log_before(
        self: Rc<Self>,
        before: Option<LogPosition>,
        limit: u32,
    ) -> Result<Vec<LogEntry>, StorageError> {
        self.read_log(async |transaction| log::before(transaction, before, limit).await)
            .await
    }

    pub(super) async fn write_snapshot(
        self: Rc<Self>,
        header: Vec<u8>,
        pages: Vec<Option<Vec<u8>>>,
        upto: LogPosition,
    ) -> Result<(), StorageError> {
        let (epoch, known, generation) = (
            self.epoch()?,
            self.generation.borrow().clone(),
            clock::random_name(),
        );
        let limit = self
            .patience
            .for_bytes(pages.iter().flatten().map(Vec::len).sum());
        let new = Replacement {
            header: &header,
            pages: &pages,
            upto,
            generation: &generation,
            known: known.as_deref(),
        };
        self.connector
            .run(async |database, _| {
                self.write(database, &[META, PAGES], limit, async |transaction| {
                    epoch::must_be(transaction, &epoch).await?;
                    snapshot::replace(transaction, &new).await
                })
                .await
            })
            .await?;
        self.generation.replace(Some(generation));
        Ok(())
    }

    /// Puts `entries` in the place of everything. Without `upto`, whatever the log holds meanwhile goes too.
    pub(super) async fn replace_log(
        self: Rc<Self>,
        entries: Vec<Vec<u8>>,
        upto: Option<LogPosition>,
        writers: Writers,
    ) -> Result<(), StorageError> {
        let epoch = clock::random_name();
        let known = match upto {
            Some(upto) => Some((self.epoch()?, upto)),
            None => None,
        };
        let bytes = entries.iter().map(Vec::len).sum();
        let limit = self.patience.bulk().max(self.patience.for_bytes(bytes));
        self.connector
            .run(async |database, _| {
                self.write(database, &[META, PAGES, LOG], limit, async |transaction| {
                    if epoch::read(transaction).await? == epoch {
                        // An earlier attempt got through after all.
                        return Ok(());
                    }
                    if let Some((known, upto)) = &known {
                        epoch::must_be(transaction, known).await?;
                        if log::last(transaction).await? > Some(*upto) {
                            return Err(Failure::Final(StorageError::LogGrew));
                        }
                    }
                    snapshot::clear(transaction).await?;
                    transaction.object_store(LOG)?.clear()?.await?;
                    for entry in &entries {
                        log::append(transaction, entry)?.await?;
                    }
                    if writers == Writers::Anew {
                        identity::forget_all(transaction).await?;
                    }
                    epoch::begin(transaction, &epoch).await
                })
                .await
            })
            .await?;
        self.epoch.replace(Some(epoch));
        self.generation.replace(None);
        self.tabs.tell(Notice::Wiped);
        Ok(())
    }

    async fn first_reading(&self, database: &Database) -> Result<Found, Failure> {
        read(
            database,
            &[META, PAGES, LOG],
            self.patience.bulk(),
            async |transaction| {
                let epoch = epoch::read(transaction).await?;
                let devices = identity::known(transaction).await?;
                let (note, snapshot) = snapshot::read(transaction).await?;
                let upto = snapshot.as_ref().map_or(0, |snapshot| snapshot.upto);
                let tail = log::after(transaction, upto, TAIL_STEP).await?;
                Ok(Found {
                    epoch,
                    note,
                    snapshot,
                    tail,
                    devices,
                })
            },
        )
        .await
    }

    async fn after(&self, after: LogPosition, limit: u32) -> Result<Vec<LogEntry>, StorageError> {
        let entries = self
            .read_log(async |transaction| log::after(transaction, after, limit).await)
            .await?;
        if let Some((position, _)) = entries.last() {
            self.see(*position);
        }
        Ok(entries)
    }

    async fn read_log(
        &self,
        work: impl AsyncFn(&Transaction<'_>) -> Result<Vec<LogEntry>, Failure>,
    ) -> Result<Vec<LogEntry>, StorageError> {
        let epoch = self.epoch()?;
        self.connector
            .run(async |database, _| {
                read(
                    database,
                    &[META, LOG],
                    self.patience.bulk(),
                    async |transaction| {
                        epoch::must_be(transaction, &epoch).await?;
                        work(transaction).await
                    },
                )
                .await
            })
            .await
    }

    /// Writes what takes several steps, while holding the lock that one tab at a time may hold.
    ///
    /// The database itself keeps transactions apart, so a lock that a frozen tab never gives back, or a browser
    /// without locks, only costs patience and never the save.
    async fn write<T>(
        &self,
        database: &Database,
        stores: &[&str],
        limit_ms: u32,
        work: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let _turn = locks::wait_for(&format!("{}-write", self.name), self.patience.small()).await;
        write(database, stores, limit_ms, work).await
    }

    /// This tab's writer identity, taken at the first opening and kept for as long as the data knows it: another log in
    /// the place of the one that was there may leave nobody to write on.
    async fn identify(&self, known: &[u64]) -> Result<u64, StorageError> {
        let own = self.writer.borrow().as_ref().map(|writer| writer.device);
        if let Some(device) = own.filter(|device| known.contains(device)) {
            return Ok(device);
        }
        self.writer.replace(None);
        let writer = identity::take(&self.name, known).await;
        let device = writer.device;
        if writer.new {
            let limit = self.patience.small();
            self.connector
                .run(async |database, _| {
                    self.write(database, &[META], limit, async |transaction| {
                        identity::remember(transaction, device).await
                    })
                    .await
                })
                .await?;
        }
        self.writer.replace(Some(writer));
        Ok(device)
    }

    fn epoch(&self) -> Result<String, StorageError> {
        let epoch = self.epoch.borrow().clone();
        epoch.ok_or_else(|| {
            StorageError::Failed("the store was used before it was opened".to_owned())
        })
    }

    fn see(&self, position: LogPosition) {
        self.seen.set(self.seen.get().max(position));
    }
}

/// Adds a batch in a single step, which the database keeps apart from those of other tabs by itself: no lock is waited for.
async fn append_at_once(
    database: &Database,
    limit_ms: u32,
    epoch: &str,
    batch: &[u8],
) -> Result<LogPosition, Failure> {
    write_at_once(database, &[META, LOG], limit_ms, |transaction| {
        epoch::end_unless(transaction, epoch)?;
        log::append(transaction, batch)
    })
    .await
}
