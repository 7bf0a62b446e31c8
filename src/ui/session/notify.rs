//! Who follows what: records and kinds as signals, told exactly when they change.

use leptos::reactive::graph::untrack;

use super::Session;
use crate::{
    ledger::RecordId,
    ui::weave::prelude::*,
    workspace::{Touched, Workspace},
};

impl Session {
    /// Reads the workspace without following it.
    pub fn read<T>(&self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_value(read)
    }

    /// Follows one record from within a view or memo.
    pub fn track_record(&self, id: RecordId) {
        let mut trigger = self
            .records
            .with_value(|triggers| triggers.get(&id).cloned());
        if trigger.is_none() {
            let fresh = ArcTrigger::new();
            self.records
                .update_value(|triggers| drop(triggers.insert(id, fresh.clone())));
            trigger = Some(fresh);
        }
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// Follows all records of a kind from within a view or memo.
    pub fn track_kind(&self, kind: &str) {
        let mut trigger = self
            .kinds
            .with_value(|triggers| triggers.get(kind).cloned());
        if trigger.is_none() {
            let fresh = ArcTrigger::new();
            self.kinds
                .update_value(|triggers| drop(triggers.insert(kind.to_owned(), fresh.clone())));
            trigger = Some(fresh);
        }
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// A memo over the workspace that is worked out again when a record of one of `kinds` changes.
    pub fn view<T>(
        &self,
        kinds: &'static [&'static str],
        read: impl Fn(&Workspace) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let session = *self;
        Memo::new(move |_| {
            for kind in kinds {
                session.track_kind(kind);
            }
            session.read(&read)
        })
    }

    /// A memo over the workspace that is worked out again when one of these records changes. For a venture this
    /// includes everything around it.
    pub fn view_record<T>(
        &self,
        id: RecordId,
        read: impl Fn(&Workspace) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let session = *self;
        Memo::new(move |_| {
            session.track_record(id);
            session.read(&read)
        })
    }

    /// Tells the views what changed.
    pub fn notify(&self, touched: &Touched) {
        if touched.is_empty() {
            return;
        }
        let records: Vec<ArcTrigger> = self.records.with_value(|triggers| {
            if touched.records.len() > triggers.len() {
                triggers
                    .iter()
                    .filter(|(id, _)| touched.records.contains(id))
                    .map(|(_, trigger)| trigger.clone())
                    .collect()
            } else {
                touched
                    .records
                    .iter()
                    .filter_map(|id| triggers.get(id).cloned())
                    .collect()
            }
        });
        let kinds: Vec<ArcTrigger> = self.kinds.with_value(|triggers| {
            touched
                .kinds
                .iter()
                .filter_map(|kind| triggers.get(&**kind).cloned())
                .collect()
        });
        untrack(|| {
            for trigger in records.into_iter().chain(kinds) {
                trigger.notify();
            }
            self.revision.update(|revision| *revision += 1);
        });
    }
}
