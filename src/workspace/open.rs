//! The workspace itself: how it is opened, how changes come in, what was touched.

use std::sync::Arc;

use super::{
    facts::{Before, Facts},
    host::{LogPosition, Opened},
    journey::Journey,
    trail::Trail,
};
use crate::{
    domain::records::{Criterion, Incubator, Stage},
    ledger::{
        Applied, Author, Change, DeviceId, Ledger, RecordId, RecordRef, Records, id_map::IdSet,
        ordering, record::Name, snapshot::Snapshot,
    },
};

/// What changed, so that only the views that show it are drawn again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The records, ventures whose facts changed included.
    pub records: IdSet<RecordId>,
    /// The kinds of the records that were written, in order, each once.
    pub kinds: Vec<Name>,
}

impl Touched {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds what another step touched.
    pub fn join(&mut self, other: Self) {
        self.records.extend(other.records);
        self.kinds.extend(other.kinds);
        ordering::sort_once_each(&mut self.kinds);
    }
}

/// Something to tell about how opening went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpeningNotice {
    /// The snapshot could not be used; the log was read instead. Nothing is lost.
    Rebuilt,
    /// Log entries that cannot be read, by position. They are kept as they are.
    Unreadable(Vec<LogPosition>),
}

/// The open workspace.
pub struct Workspace {
    pub(super) ledger: Ledger,
    pub(super) author: Author,
    pub(super) facts: Facts,
    pub(super) journey: Journey,
    pub(super) trail: Trail,
    /// Every log entry up to here has been applied.
    read_upto: LogPosition,
}

impl Workspace {
    /// An empty workspace in which `device` writes.
    pub fn empty(device: DeviceId) -> Self {
        Self::over(Ledger::new(device), 0)
    }

    fn over(ledger: Ledger, read_upto: LogPosition) -> Self {
        let facts = Facts::read(ledger.records());
        let journey = Journey::read(ledger.records());
        Self {
            ledger,
            author: Author::default(),
            facts,
            journey,
            trail: Trail::default(),
            read_upto,
        }
    }

    /// Opens what the machine kept.
    pub fn open(opened: Opened, now_ms: u64) -> (Self, Vec<OpeningNotice>) {
        let device = DeviceId(opened.device);
        let mut notices = Vec::new();
        let (mut ledger, upto) = match opened.snapshot {
            None => (Ledger::new(device), 0),
            Some(stored) => match Ledger::from_snapshot(device, &stored.header, stored.pages) {
                Ok(ledger) => (ledger, stored.upto),
                Err(_) => {
                    notices.push(OpeningNotice::Rebuilt);
                    (Ledger::new(device), 0)
                }
            },
        };
        let mut unreadable = Vec::new();
        let mut read_upto = upto;
        for (position, batch) in &opened.tail {
            match serde_json::from_slice::<Vec<Change>>(batch) {
                Ok(changes) => {
                    for change in &changes {
                        ledger.apply(change, now_ms);
                    }
                }
                Err(_) => unreadable.push(*position),
            }
            read_upto = read_upto.max(*position);
        }
        ledger.release_aside(now_ms);
        if !unreadable.is_empty() {
            notices.push(OpeningNotice::Unreadable(unreadable));
        }
        (Self::over(ledger, read_upto), notices)
    }

    /// Whether opening must read the whole log again, because the snapshot could not be used and the machine only
    /// handed over the entries after it.
    pub fn needs_whole_log(notices: &[OpeningNotice]) -> bool {
        notices.contains(&OpeningNotice::Rebuilt)
    }

    /// Every log entry up to here has been applied.
    pub fn read_upto(&self) -> LogPosition {
        self.read_upto
    }

    /// Notes that the workspace's own change was stored at that position.
    pub fn stored_at(&mut self, position: LogPosition) {
        // Entries of other tabs may lie between: only the next one in order moves the mark.
        if position == self.read_upto + 1 {
            self.read_upto = position;
        }
    }

    /// Who is recorded as the author of changes.
    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Says who the author of changes is from now on.
    pub fn set_author(&mut self, author: Author) {
        self.author = author;
    }

    /// All records.
    pub fn records(&self) -> &Records {
        self.ledger.records()
    }

    /// The ledger, to read.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// A record that is not deleted.
    pub fn record(&self, id: RecordId) -> Option<RecordRef<'_>> {
        self.ledger.records().present(id)
    }

    /// The records of a kind that name an opportunity or a contract in `field`, in the order of their ids.
    pub fn belonging<'a>(
        &'a self,
        to: RecordId,
        kind: &'static str,
        field: &'static str,
    ) -> impl Iterator<Item = RecordRef<'a>> + use<'a> {
        let ids = self.facts().belonging(self.records()).naming(to);
        ids.into_iter()
            .filter_map(|id| self.record(id))
            .filter(move |record| {
                &**record.kind() == kind
                    && record
                        .value(field)
                        .text()
                        .and_then(|id| RecordId::parse(id).ok())
                        == Some(to)
            })
    }

    /// Ventures and what is known about them.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Stages and gates.
    pub fn journey(&self) -> &Journey {
        &self.journey
    }

    /// What can be undone and redone.
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    /// The id of the incubator's own record.
    pub fn incubator_record() -> RecordId {
        RecordId::named("incubator")
    }

    /// The incubator's settings.
    pub fn incubator(&self) -> Incubator {
        let id = Self::incubator_record();
        self.record(id)
            .map_or_else(|| Incubator::blank(id), Incubator::read)
    }

    /// Whether nothing has been entered yet: neither an incubator nor any other record.
    pub fn is_blank(&self) -> bool {
        self.ledger.records().is_empty()
    }

    /// Merges one entry of the log that another tab, device or file wrote.
    ///
    /// # Errors
    /// When the bytes are not a list of changes; nothing is merged then.
    pub fn merge_entry(
        &mut self,
        position: LogPosition,
        batch: &[u8],
        now_ms: u64,
    ) -> Result<Touched, serde_json::Error> {
        let changes: Vec<Change> = serde_json::from_slice(batch).inspect_err(|_| {
            self.read_upto = self.read_upto.max(position);
        })?;
        let touched = self.merge(&changes, now_ms);
        self.read_upto = self.read_upto.max(position);
        Ok(touched)
    }

    /// Merges changes from elsewhere.
    pub fn merge(&mut self, changes: &[Change], now_ms: u64) -> Touched {
        let mut records = Vec::new();
        let mut before = Before::default();
        let fresh = changes
            .iter()
            .filter(|change| !self.ledger.knows(change.id));
        for change in self.ledger.set_aside().iter().chain(fresh) {
            before.look(self.ledger.records(), change);
        }
        for change in changes {
            if let Applied::Fresh(touched) = self.ledger.apply(change, now_ms) {
                records.extend(touched);
            }
        }
        records.extend(self.ledger.release_aside(now_ms));
        self.refresh(records, before)
    }

    /// Learns from the newest part of the log what can be undone; `changes` come oldest first.
    pub fn recall_trail(&mut self, changes: &[Change]) {
        self.recall_trail_and_merges(changes, &[]);
    }

    /// Brings everything derived up to date.
    fn refresh(&mut self, written: Vec<RecordId>, before: Before) -> Touched {
        let records = self.ledger.records();
        let mut kinds: Vec<Name> = Vec::new();
        for record in written.iter().filter_map(|id| records.get(*id)) {
            if !kinds.contains(record.kind()) {
                kinds.push(Arc::clone(record.kind()));
            }
        }
        ordering::sort(&mut kinds);
        let ventures = self.facts.note(records, &written, before);
        if kinds
            .iter()
            .any(|kind| matches!(&**kind, Stage::KIND | Criterion::KIND))
        {
            self.journey = Journey::read(records);
        }
        Touched {
            records: written.into_iter().chain(ventures).collect(),
            kinds,
        }
    }

    /// Applies a change that was just proposed here and notes it for undo.
    pub(super) fn take_in(&mut self, change: &Arc<Change>, now_ms: u64) -> Touched {
        let mut before = Before::default();
        before.look(self.ledger.records(), change);
        let written = match self.ledger.apply(change, now_ms) {
            Applied::Fresh(written) => written,
            Applied::Known | Applied::SetAside => Vec::new(),
        };
        self.trail.note(change);
        self.refresh(written, before)
    }

    /// A copy to try things on, such as what a file would change.
    pub fn trial(&self) -> Self {
        Self {
            author: self.author.clone(),
            ..Self::over(self.ledger.trial(), self.read_upto)
        }
    }

    /// Packs the workspace for storage.
    pub fn snapshot(&mut self) -> Snapshot {
        self.ledger.snapshot()
    }
}
