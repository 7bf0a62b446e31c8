//! The one connection to this browser's database: opening, letting go, and trying again.

use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
};

use gloo_events::EventListener;
use indexed_db_futures::{Build, OpenDbResult, database::Database, internals::SystemRepr};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::{
    clock,
    failure::{Failure, is_refusal, is_version_error},
    migrations::{self, CURRENT, FORMAT_KEY, Format, META},
    patience::{Patience, within},
    transaction::{bytes_named, read, when_put_aside},
};
use crate::workspace::host::StorageError;

/// How often an operation is tried, each time with a new connection.
const ATTEMPTS: u32 = 3;

/// What the rest of the tab wants to hear about the connection.
pub(super) struct Signals {
    /// This tab is about to bring the stored form up to its own version.
    pub(super) upgrading: Rc<dyn Fn()>,
    /// A newer tab took over, or the browser closed the connection.
    pub(super) lost: Rc<dyn Fn()>,
}

/// A database by name, connected when it is needed and never more than once.
pub(super) struct Connector {
    name: String,
    patience: Patience,
    connection: RefCell<Option<Connection>>,
    /// How many connections there were.
    connections: Cell<u32>,
    superseded: Cell<bool>,
    signals: Signals,
}

struct Connection {
    database: Database,
    /// Keep the handlers of `versionchange`, `close` and `pagehide` alive for as long as the connection.
    _listeners: Vec<EventListener>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Closing lets running transactions finish.
        self.database.clone().close();
    }
}

impl Connector {
    pub(super) fn new(name: &str, patience: Patience, signals: Signals) -> Rc<Self> {
        Rc::new(Self {
            name: name.to_owned(),
            patience,
            connection: RefCell::new(None),
            connections: Cell::new(0),
            superseded: Cell::new(false),
            signals,
        })
    }

    /// Does `work` with a connection; when that fails in passing, drops the connection and tries again.
    ///
    /// `work` is told which attempt it is, from 1.
    pub(super) async fn run<T>(
        self: &Rc<Self>,
        work: impl AsyncFn(&Database, u32) -> Result<T, Failure>,
    ) -> Result<T, StorageError> {
        let mut last = StorageError::TimedOut;
        for attempt in 1..=ATTEMPTS {
            let failure = match self.attempt(&work, attempt).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if self.superseded.get() {
                return Err(StorageError::Superseded);
            }
            match failure {
                Failure::Final(error) => return Err(error),
                Failure::Passing(error) => last = error,
            }
            self.let_go();
        }
        Err(last)
    }

    async fn attempt<T>(
        self: &Rc<Self>,
        work: &impl AsyncFn(&Database, u32) -> Result<T, Failure>,
        attempt: u32,
    ) -> Result<T, Failure> {
        let database = self.connected().await?;
        work(&database, attempt).await
    }

    /// Which connection this is, from 1: another one may be to another database of the same name.
    pub(super) fn connection_number(&self) -> u32 {
        self.connections.get()
    }

    /// Closes the connection; the next operation opens a new one.
    fn let_go(&self) {
        let dropped = self.connection.borrow_mut().take();
        drop(dropped);
    }

    fn current(&self) -> Option<Database> {
        self.connection
            .borrow()
            .as_ref()
            .map(|connection| connection.database.clone())
    }

    async fn connected(self: &Rc<Self>) -> Result<Database, Failure> {
        if self.superseded.get() {
            return Err(Failure::Final(StorageError::Superseded));
        }
        if let Some(database) = self.current() {
            return Ok(database);
        }
        let connection = self.connect().await?;
        // Two operations may have opened at the same time: the first one's connection serves both.
        if let Some(database) = self.current() {
            return Ok(database);
        }
        let database = connection.database.clone();
        *self.connection.borrow_mut() = Some(connection);
        self.connections.set(self.connections.get() + 1);
        Ok(database)
    }

    async fn connect(self: &Rc<Self>) -> Result<Connection, Failure> {
        let database = match self.opened().await? {
            Ok(database) => database,
            Err(error) if is_version_error(&error) => return Err(self.newer().await),
            Err(error) if is_refusal(&error) => {
                return Err(Failure::Final(StorageError::Unavailable));
            }
            Err(error) => return Err(error.into()),
        };
        let connection = Connection {
            _listeners: self.listeners(&database),
            database,
        };
        let found = format_in(&connection.database, self.patience).await?;
        if found.major > CURRENT.major {
            return Err(Failure::Final(StorageError::Newer { found: found.major }));
        }
        Ok(connection)
    }

    /// Opens the database at this version's form, or says within the time limit why not.
    async fn opened(&self) -> Result<OpenDbResult<Database>, Failure> {
        let blocked = Rc::new(Cell::new(false));
        let noticed = Rc::clone(&blocked);
        let upgrading = Rc::clone(&self.signals.upgrading);
        let request = Database::open(self.name.as_str())
            .with_version(CURRENT.major)
            .with_on_blocked(move |_| {
                noticed.set(true);
                Ok(())
            })
            .with_on_upgrade_needed(move |event, database| {
                if event.old_version() > 0.0 {
                    upgrading();
                }
                migrations::upgrade(&database, event.old_version(), &clock::random_name())
            })
            .build();
        let request = match request {
            Ok(request) => request,
            Err(error) => return Ok(Err(error)),
        };
        match within(
            self.patience.small(),
            Opening(Some(Box::pin(request))).answer(),
        )
        .await
        {
            Some(answer) => Ok(answer),
            // The browser queues every further try behind this one, so trying again would not help.
            None if blocked.get() => Err(Failure::Final(StorageError::Blocked)),
            None => Err(Failure::Passing(StorageError::TimedOut)),
        }
    }

    /// The data is newer than this version: finds out how much newer, and touches nothing.
    async fn newer(&self) -> Failure {
        let opened = match Database::open(self.name.as_str()).build() {
            Ok(request) => {
                within(
                    self.patience.small(),
                    Opening(Some(Box::pin(request))).answer(),
                )
                .await
            }
            Err(error) => Some(Err(error)),
        };
        let database = match opened {
            Some(Ok(database)) => database,
            Some(Err(error)) => return error.into(),
            None => return Failure::Passing(StorageError::TimedOut),
        };
        let found = format_in(&database, self.patience)
            .await
            .map_or(CURRENT.major + 1, |format| format.major);
        database.close();
        Failure::Final(StorageError::Newer { found })
    }

    fn listeners(self: &Rc<Self>, database: &Database) -> Vec<EventListener> {
        let target = database.as_sys();
        let (weak, raw) = (Rc::downgrade(self), target.clone());
        let version_change = EventListener::new(target, "versionchange", move |event| {
            // At once, so that the newer tab need not wait; running transactions still finish.
            raw.close();
            let Some(connector) = weak.upgrade() else {
                return;
            };
            let deleted = event
                .dyn_ref::<web_sys::IdbVersionChangeEvent>()
                .is_some_and(|event| event.new_version().is_none());
            connector
                .superseded
                .set(connector.superseded.get() || !deleted);
            connector.forget_later();
        });
        let weak = Rc::downgrade(self);
        let closed = EventListener::new(target, "close", move |_| {
            if let Some(connector) = weak.upgrade() {
                connector.forget_later();
            }
        });
        // A page that stands still could not make way for a newer version; when it returns, it connects anew.
        let (weak, raw) = (Rc::downgrade(self), target.clone());
        let put_aside = when_put_aside(move || {
            raw.close();
            let weak = weak.clone();
            spawn_local(async move {
                if let Some(connector) = weak.upgrade() {
                    connector.let_go();
                }
            });
        });
        [version_change, closed]
            .into_iter()
            .chain(put_aside)
            .collect()
    }

    /// Drops the connection once the event that told of its end is over: its handler belongs to the connection.
    fn forget_later(self: &Rc<Self>) {
        let connector = Rc::clone(self);
        spawn_local(async move {
            connector.let_go();
            (connector.signals.lost)();
        });
    }
}

type OpenRequest = Pin<Box<dyn Future<Output = OpenDbResult<Database>>>>;

/// A request to open that nobody may abandon: without its handlers a new database would stay without stores, and a
/// connection that comes too late would block every later upgrade.
struct Opening(Option<OpenRequest>);

impl Opening {
    async fn answer(mut self) -> OpenDbResult<Database> {
        match self.0.as_mut() {
            Some(request) => {
                let answer = request.await;
                self.0 = None;
                answer
            }
            None => Err(indexed_db_futures::error::UnexpectedDataError::PollState.into()),
        }
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(request) = self.0.take() {
            spawn_local(async move {
                if let Ok(database) = request.await {
                    database.close();
                }
            });
        }
    }
}

/// The form of the data, as the data itself says.
async fn format_in(database: &Database, patience: Patience) -> Result<Format, Failure> {
    let bytes = read(database, &[META], patience.small(), async |transaction| {
        bytes_named(&transaction.object_store(META)?, FORMAT_KEY).await
    })
    .await?;
    let format = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    format.ok_or_else(|| {
        Failure::Final(StorageError::Failed(
            "the stored data does not say which form it has".into(),
        ))
    })
}
