//! Everything that two people wrote without having seen each other's, in the whole workspace: what clashes, who, when,
//! and the command that keeps one of the two.

use super::{
    command::Command,
    open::Workspace,
    search::address_of,
    venture_page::{Conflict, Version, conflicts_of},
};
use crate::{
    domain::{
        dates::Moment,
        records::{Erasure, WorkspaceMark},
        schema,
    },
    ledger::{ChangeId, RecordId, RecordRef, ordering},
};

/// One thing to settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The record.
    pub record: RecordId,
    /// The record's kind, as people call one of them in the middle of a sentence.
    pub one: String,
    /// What people call the record.
    pub name: String,
    /// Where the app shows it.
    pub address: String,
    /// What clashes.
    pub what: Differing,
}

/// What clashes.
#[derive(Clone, Debug, PartialEq)]
pub enum Differing {
    /// Values of one field, the one that is shown first.
    Values(Conflict),
    /// The record was deleted by one and edited by another.
    EditedAfterDeletion {
        /// The deletion that counts.
        deleted: ChangeId,
        /// When that was.
        deleted_at: Moment,
        /// The last edit that nobody who deleted it had seen.
        edited: ChangeId,
        /// When that was.
        edited_at: Moment,
    },
}

impl Clash {
    /// The changes whose authors are to be named, each once, the one that is shown first.
    pub fn changes(&self) -> Vec<ChangeId> {
        match &self.what {
            Differing::Values(conflict) => conflict
                .versions
                .iter()
                .map(|version| version.change)
                .collect(),
            Differing::EditedAfterDeletion {
                deleted, edited, ..
            } => vec![*deleted, *edited],
        }
    }

    /// What clashes, as a heading: Two versions of “the need” of Green Gym.
    pub fn title(&self) -> String {
        match &self.what {
            Differing::Values(conflict) => {
                format!("Two versions of “{}” of {}", conflict.label, self.name)
            }
            Differing::EditedAfterDeletion { .. } => {
                format!("{} was deleted by one and changed by another", self.name)
            }
        }
    }

    /// Whether it is the same clash as another, with the same values in it.
    pub fn is_same(&self, other: &Self) -> bool {
        let field = |clash: &Self| match &clash.what {
            Differing::Values(conflict) => Some(conflict.field.clone()),
            Differing::EditedAfterDeletion { .. } => None,
        };
        let changes = |clash: &Self| {
            let mut changes = clash.changes();
            ordering::sort(&mut changes);
            changes
        };
        self.record == other.record
            && field(self) == field(other)
            && changes(self) == changes(other)
    }

    /// When the last of it was written.
    pub fn last(&self) -> Moment {
        match &self.what {
            Differing::Values(conflict) => {
                let versions = conflict.versions.iter().map(|version| version.when);
                versions.max().unwrap_or(Moment(0))
            }
            Differing::EditedAfterDeletion {
                deleted_at,
                edited_at,
                ..
            } => (*deleted_at).max(*edited_at),
        }
    }

    /// The command that keeps one of the values.
    pub fn keep(&self, version: &Version) -> Option<Command> {
        let Differing::Values(conflict) = &self.what else {
            return None;
        };
        Some(Command::Choose {
            record: self.record,
            field: conflict.field.clone(),
            value: version.shown.value.clone(),
        })
    }

    /// The command that brings the record back, and the one that leaves it deleted.
    pub fn bring_back_or_leave(&self) -> Option<(Command, Command)> {
        let Differing::EditedAfterDeletion { .. } = self.what else {
            return None;
        };
        let record = self.record;
        Some((
            Command::Restore { record },
            Command::LeaveDeleted { record },
        ))
    }
}

/// Everything to settle in the workspace, the latest first.
pub fn clashes(workspace: &Workspace) -> Vec<Clash> {
    let unsettled = workspace.facts().unsettled(workspace.records());
    let mut all: Vec<Clash> = unsettled
        .iter()
        .flat_map(|record| clashes_in(workspace, *record))
        .collect();
    ordering::sort_by_key(&mut all, |clash| {
        (std::cmp::Reverse(clash.last().0), clash.record)
    });
    all
}

/// Everything to settle in one record.
pub fn clashes_in(workspace: &Workspace, id: RecordId) -> Vec<Clash> {
    let unsettled = workspace.records().get(id).filter(RecordRef::is_unsettled);
    let Some(record) = unsettled else {
        return Vec::new();
    };
    let kind = record.kind();
    if [WorkspaceMark::KIND, Erasure::KIND].contains(&&**kind) {
        return Vec::new();
    }
    let clash = |what| Clash {
        record: id,
        one: schema::kind(kind).map_or_else(|| kind.to_string(), |spec| spec.one.to_owned()),
        name: workspace.name_of(id),
        address: address_of(kind, id, venture_of(&record)),
        what,
    };
    if record.is_deleted() {
        return edited_after_deletion(&record)
            .map(clash)
            .into_iter()
            .collect();
    }
    conflicts_of(workspace, id, true)
        .into_iter()
        .map(|conflict| clash(Differing::Values(conflict)))
        .collect()
}

fn venture_of(record: &RecordRef<'_>) -> Option<RecordId> {
    let text = record.value("venture");
    RecordId::parse(text.text()?).ok()
}

fn edited_after_deletion(record: &RecordRef<'_>) -> Option<Differing> {
    let record = record.to_record();
    let deletion = &record.deletion.as_ref()?.winner;
    let unseen = record.changes_after_deletion();
    let heads = record
        .fields
        .values()
        .flat_map(crate::ledger::record::Register::heads);
    let last = heads
        .filter(|head| unseen.contains(&head.change))
        .max_by_key(|head| (head.stamp, head.change));
    let moment = |wall: u64| Moment(i64::try_from(wall).unwrap_or_default());
    // An addition to a set bears no stamp of its own: it came after the deletion was written, as far as is known.
    let (edited, edited_at) = match last {
        Some(head) => (head.origin(), head.stamp.wall),
        None => (*unseen.first()?, deletion.stamp.wall),
    };
    Some(Differing::EditedAfterDeletion {
        deleted: deletion.origin(),
        deleted_at: moment(deletion.stamp.wall),
        edited,
        edited_at: moment(edited_at),
    })
}
