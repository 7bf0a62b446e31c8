//! A colleague with a browser of their own, as far as an exchange goes.

use crate::{
    domain::dates::Day,
    exchange::fledgling::content_hash,
    ledger::{Author, Change, DeviceId, Ledger, RecordId, Value, erasure},
    sync::{ChangesFile, ExchangeBook, FileError, MergePlan, Sending, Shelf, merge::Merged, plan},
    workspace::{Command, Context, Done, Put, Workspace, command::values, host::Opened},
};

/// 7 June 2026, 13:05 UTC.
pub(super) const NOON: u64 = 1_780_837_500_000;
pub(super) const MINUTE: u64 = 60_000;
pub(super) const DAY: u64 = 24 * 60 * MINUTE;

pub(super) const GYM: RecordId = RecordId(1);
pub(super) const CAFE: RecordId = RecordId(2);

pub(super) struct Colleague {
    pub(super) name: &'static str,
    pub(super) workspace: Workspace,
    pub(super) log: Vec<Vec<u8>>,
    /// The note that the browser keeps of its exchanges.
    pub(super) note: Option<String>,
    pub(super) now: u64,
}

impl Colleague {
    pub(super) fn new(name: &'static str, device: u64) -> Self {
        let mut workspace = Workspace::empty(DeviceId(device));
        workspace.set_author(Author::new(name, ""));
        Self {
            name,
            workspace,
            log: Vec::new(),
            note: None,
            now: NOON,
        }
    }

    pub(super) fn device(&self) -> DeviceId {
        self.workspace.ledger().device()
    }

    pub(super) fn store(&mut self, changes: &[Change]) {
        if !changes.is_empty() {
            self.log.push(serde_json::to_vec(changes).expect("JSON"));
        }
    }

    pub(super) fn run(&mut self, command: Command) -> Done {
        let done = self.try_run(command);
        done.expect("the command is carried out")
    }

    pub(super) fn try_run(
        &mut self,
        command: Command,
    ) -> Result<Done, crate::workspace::CommandError> {
        self.now += MINUTE;
        let now = self.now;
        let random = move || u128::from(now) << 64;
        let context = Context {
            now_ms: self.now,
            today: Day::parse("2026-06-07").expect("a day"),
            random: &random,
        };
        let done = self.workspace.execute(command, &context)?;
        let changes: Vec<Change> = done.change.iter().cloned().collect();
        self.store(&changes);
        Ok(done)
    }

    pub(super) fn add(&mut self, id: RecordId, name: &str) {
        self.run(Command::Create {
            kind: "venture".to_owned(),
            id,
            values: values([("name", Put::text(name))]),
        });
    }

    pub(super) fn edit(&mut self, id: RecordId, field: &str, text: &str) {
        self.run(Command::Edit {
            record: id,
            values: values([(field, Put::text(text))]),
        });
    }

    pub(super) fn text(&self, id: RecordId, field: &str) -> String {
        let value = self.workspace.records().value(id, field);
        value.as_str().unwrap_or_default().to_owned()
    }

    pub(super) fn shelf(&self) -> Shelf {
        let mut shelf = Shelf::default();
        for batch in &self.log {
            shelf.note_batch(batch).expect("a batch");
        }
        shelf
    }

    pub(super) fn book(&self) -> ExchangeBook {
        let random = u128::from(self.device().0) + 0xb00c;
        ExchangeBook::open(self.note.as_deref(), &self.workspace.identity(), random)
    }

    /// *Send my changes*: everything, or what that colleague lacks.
    pub(super) fn send(&mut self, to: Option<&Colleague>) -> Vec<u8> {
        self.now += MINUTE;
        let (now, device) = (self.now, self.device().0);
        let random = move || u128::from(now) << 32 | u128::from(device);
        let context = Context {
            now_ms: self.now,
            today: Day::parse("2026-06-07").expect("a day"),
            random: &random,
        };
        let named = self.workspace.name_itself(&context);
        let named: Vec<Change> = named.into_iter().collect();
        self.store(&named);
        let mut book = self.book();
        let since = to.and_then(|to| book.since(&to.book().me).cloned());
        let from = book.sender(self.name, self.device());
        let mut sending = Sending::begin(&self.workspace, from, self.now, since);
        for batch in &self.log {
            sending.add_batch(batch).expect("a batch");
        }
        let sent = sending.finish();
        if let Some(to) = to {
            book.sent(&to.book().me, self.now);
        }
        self.note = Some(book.text());
        sent.parts.concat()
    }

    pub(super) fn plan(&self, file: &[u8]) -> Result<MergePlan, FileError> {
        let file = ChangesFile::read(file)?;
        plan(&file, &self.workspace, &self.shelf(), self.now)
    }

    /// Opens a file and merges it.
    pub(super) fn open(&mut self, file: &[u8]) -> Result<Merged, FileError> {
        self.now += MINUTE;
        let plan = self.plan(file)?;
        let mut book = self.book();
        let merged = plan.carry_out(&mut self.workspace, self.now);
        self.store(&merged.to_store);
        let read = ChangesFile::read(file)?;
        book.received(&read, merged.note.clone(), self.now);
        self.note = Some(book.text());
        if merged.must_rewrite {
            self.rewrite(&merged.retold);
        }
        Ok(merged)
    }

    pub(super) fn history(&self) -> Vec<Change> {
        let batches = self.log.iter();
        batches
            .flat_map(|batch| serde_json::from_slice::<Vec<Change>>(batch).expect("a batch"))
            .collect()
    }

    /// Carries out what erasures ask of the log, then starts anew from it.
    pub(super) fn rewrite(&mut self, retold: &[Change]) {
        let mut entries: Vec<Vec<Change>> = self
            .log
            .iter()
            .map(|batch| serde_json::from_slice(batch).expect("a batch"))
            .collect();
        entries.push(retold.to_vec());
        let kept = erasure::rewritten(entries, self.workspace.ledger().erasures());
        self.log = kept
            .iter()
            .map(|entry| serde_json::to_vec(entry).expect("JSON"))
            .collect();
        self.reload();
    }

    /// Closes the browser and opens it again.
    pub(super) fn reload(&mut self) {
        self.reload_as(self.device());
    }

    /// Closes the browser and opens it again, to write as somebody else from now on.
    pub(super) fn reload_as(&mut self, device: DeviceId) {
        let opened = Opened {
            device: device.0,
            snapshot: None,
            tail: (1..).zip(self.log.iter().cloned()).collect(),
        };
        let author = self.workspace.author().clone();
        let (mut workspace, _) = Workspace::open(opened, self.now);
        workspace.set_author(author);
        let (history, book) = (self.history(), self.book());
        workspace.recall_trail_and_merges(&history, book.merges());
        self.workspace = workspace;
    }

    pub(super) fn hash(&self) -> String {
        content_hash(self.workspace.ledger())
    }

    /// The workspace as its own log alone tells it.
    pub(super) fn replayed(&self) -> String {
        let mut ledger = Ledger::new(self.device());
        for change in self.history() {
            ledger.apply(&change, self.now + 365 * DAY);
        }
        content_hash(&ledger)
    }
}

/// Ana, whose workspace holds two ventures, and Ben, who started from a file with everything.
pub(super) fn ana_and_ben() -> (Colleague, Colleague) {
    let (mut ana, mut ben) = (Colleague::new("Ana", 0xa), Colleague::new("Ben", 0xb));
    ana.add(GYM, "Green Gym");
    ana.add(CAFE, "Repair Café");
    let all = ana.send(None);
    ben.open(&all)
        .expect("an empty browser takes everything in");
    (ana, ben)
}

/// The JSON of a file, to be tampered with.
pub(super) fn json_of(file: &[u8]) -> Value {
    serde_json::from_slice(file).expect("JSON")
}
