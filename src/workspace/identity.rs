//! Which workspace this is, so that a file of another one, or of a time before a backup was restored, is told apart.
//!
//! The names and the epoch lie in one record that merges like any other. A workspace has one name as a rule; it has
//! several once two copies were named apart, or the histories of two were brought together. Undoing what wrote the record takes nothing back.

use std::{fmt, sync::Arc};

use super::{command::Context, merges::MARKING, open::Workspace};
use crate::{
    domain::records::WorkspaceMark,
    ledger::{Change, Draft, DraftOp, Erasure, Erasures, RecordId, Source, ordering::object_of},
};

/// How often a backup was restored over a workspace, and a random word that tells two restorations apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Epoch {
    /// How often.
    pub number: u32,
    /// The word; empty in the first epoch.
    pub word: String,
}

impl Epoch {
    /// Reads what `Display` writes; anything else is the first epoch.
    pub fn read(text: &str) -> Self {
        let (number, word) = text.split_once('-').unwrap_or((text, ""));
        number.parse().map_or_else(
            |_| Self::default(),
            |number| Self {
                number,
                word: word.to_owned(),
            },
        )
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.word.is_empty() {
            write!(f, "{}", self.number)
        } else {
            write!(f, "{}-{}", self.number, self.word)
        }
    }
}

/// What a workspace and its files go by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its names, in order. None before it was ever shared.
    pub names: Vec<String>,
    /// Its epoch.
    pub epoch: Epoch,
}

/// How a file stands to the workspace that is open here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// Of the same workspace and epoch.
    Same,
    /// Of the same workspace, before a backup was restored here.
    Older,
    /// Of the same workspace, after a backup was restored there.
    Newer,
    /// Of the same workspace; backups were restored here and there, each without the other.
    Parted,
    /// Of another workspace.
    Another,
}

impl Identity {
    /// How something of `other` stands to this. `related` says that they have changes in common: then they are one
    /// workspace, also where it was given a name here and there before either had heard of the other's.
    pub fn kinship(&self, other: &Self, related: bool) -> Kinship {
        let named_alike = self.names.iter().any(|name| other.names.contains(name));
        if !named_alike && !related {
            return Kinship::Another;
        }
        match other.epoch.number.cmp(&self.epoch.number) {
            std::cmp::Ordering::Less => Kinship::Older,
            std::cmp::Ordering::Greater => Kinship::Newer,
            std::cmp::Ordering::Equal if other.epoch.word == self.epoch.word => Kinship::Same,
            std::cmp::Ordering::Equal => Kinship::Parted,
        }
    }
}

impl Workspace {
    /// The id of the record that says which workspace this is.
    pub fn mark_record() -> RecordId {
        RecordId::named(WorkspaceMark::KIND)
    }

    /// What this workspace goes by.
    pub fn identity(&self) -> Identity {
        let Some(mark) = self.records().get(Self::mark_record()) else {
            return Identity::default();
        };
        let names = mark.items("names");
        Identity {
            names: names
                .iter()
                .filter_map(|name| name.text())
                .map(str::to_owned)
                .collect(),
            epoch: Epoch::read(mark.value("epoch").text().unwrap_or_default()),
        }
    }

    /// Gives the workspace a name, unless it has one or is empty. The caller stores the change; there is nothing to undo.
    pub fn name_itself(&mut self, ctx: &Context<'_>) -> Option<Change> {
        if self.is_blank() || !self.identity().names.is_empty() {
            return None;
        }
        let name = format!("{:032x}", (ctx.random)());
        let draft = Draft {
            why: "Gave this workspace a name, so that colleagues’ files are known by it".to_owned(),
            source: Source::of_kind(MARKING),
            ops: vec![names_added(vec![name])],
        };
        self.mark(draft, ctx)
    }

    /// Writes down that a backup was restored from the file of that name and hash: the workspace's names, the epoch that
    /// begins, and the erasures that the backup may not know of yet. Nothing when there is nothing to write down.
    pub fn restored_from(
        &mut self,
        (file, hash): (&str, &str),
        names: Vec<String>,
        epoch: Option<&Epoch>,
        erasures: &Erasures,
        ctx: &Context<'_>,
    ) -> Option<Change> {
        let known: Vec<RecordId> = self.ledger.erasures().ids().collect();
        let missing = erasures
            .iter()
            .filter(|erasure| !known.contains(&erasure.id));
        let mut ops: Vec<DraftOp> = missing.map(Erasure::wish).collect();
        if !names.is_empty() {
            ops.push(names_added(names));
        }
        ops.extend(epoch.map(|epoch| DraftOp::Set {
            record: Self::mark_record(),
            kind: WorkspaceMark::KIND.to_owned(),
            fields: object_of(vec![("epoch", epoch.to_string().into())]),
        }));
        let draft = Draft {
            why: format!("Restored the backup {file}"),
            source: Source {
                file: Some(file.to_owned()),
                hash: Some(hash.to_owned()),
                ..Source::of_kind(MARKING)
            },
            ops,
        };
        self.mark(draft, ctx)
    }

    fn mark(&mut self, draft: Draft, ctx: &Context<'_>) -> Option<Change> {
        let author = self.author.clone();
        let change = self.ledger.propose(draft, &author, ctx.now_ms)?;
        self.take_in(&Arc::new(change.clone()), ctx.now_ms);
        Some(change)
    }
}

fn names_added(names: Vec<String>) -> DraftOp {
    DraftOp::Tags {
        record: Workspace::mark_record(),
        kind: WorkspaceMark::KIND.to_owned(),
        field: "names".to_owned(),
        add: names.into_iter().map(Into::into).collect(),
        remove: Vec::new(),
    }
}
