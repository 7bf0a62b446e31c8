//! What people can ask of the workspace: verbs of the field as plain data.

use std::{collections::BTreeMap, fmt, sync::Arc};

use crate::{
    domain::{dates::Day, schema::FieldError},
    ledger::{Change, Draft, RecordId, Value, ordering, undo::LeftAlone},
};

use super::open::{Touched, Workspace};

/// What to do with one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// Set a register; `null` clears it.
    Value(Value),
    /// Make a set hold exactly these items.
    Items(Vec<Value>),
    /// Add items to a set.
    Add(Vec<Value>),
    /// Take items out of a set.
    Remove(Vec<Value>),
}

impl Put {
    /// Sets a register to a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Value(Value::String(text.into()))
    }

    /// Sets a register to a day.
    pub fn day(day: Day) -> Self {
        Self::text(day.iso())
    }

    /// Sets a register to another record.
    pub fn reference(record: RecordId) -> Self {
        Self::text(record.to_string())
    }

    /// Empties a register.
    pub fn nothing() -> Self {
        Self::Value(Value::Null)
    }
}

/// Fields to write, by name.
pub type Values = BTreeMap<String, Put>;

/// Builds [`Values`] from pairs.
pub fn values<'a>(pairs: impl IntoIterator<Item = (&'a str, Put)>) -> Values {
    ordering::map_of(pairs.into_iter().map(|(name, put)| (name.to_owned(), put)))
}

/// A next step that is agreed while an entry is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgreedStep {
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// By when.
    pub due: Option<Day>,
}

/// A verb, with what it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Make a record of a kind.
    Create {
        /// The kind.
        kind: String,
        /// The new record's id: random, or [`RecordId::named`] for one of a kind.
        id: RecordId,
        /// Its fields.
        values: Values,
    },
    /// Change fields of a record.
    Edit {
        /// The record.
        record: RecordId,
        /// The fields.
        values: Values,
    },
    /// Change the same fields of many records at once.
    EditMany {
        /// The records.
        records: Vec<RecordId>,
        /// The fields.
        values: Values,
    },
    /// Make or fill the one record that everybody names the same way (settings, a stage, a criterion).
    Settle {
        /// The kind.
        kind: String,
        /// Its well-known id.
        id: RecordId,
        /// The fields.
        values: Values,
    },
    /// Take records out of all views.
    Delete {
        /// The records.
        records: Vec<RecordId>,
    },
    /// Bring a deleted record back.
    Restore {
        /// The record.
        record: RecordId,
    },
    /// Leave a record deleted that somebody changed without having seen that it was.
    LeaveDeleted {
        /// The record.
        record: RecordId,
    },
    /// Move a venture to another stage, keeping its gate as it stands.
    MoveStage {
        /// The venture.
        venture: RecordId,
        /// The stage's id.
        to: String,
        /// Why, when the gate is not met or the venture moves back; kept for good.
        reason: String,
    },
    /// Move many ventures at once.
    MoveMany {
        /// The ventures.
        ventures: Vec<RecordId>,
        /// The stage's id.
        to: String,
        /// Why.
        reason: String,
    },
    /// Note how one criterion stands for a venture.
    CheckGate {
        /// The venture.
        venture: RecordId,
        /// The criterion's id.
        criterion: String,
        /// An id of [`crate::domain::vocabulary::CRITERION_STATES`].
        state: String,
        /// In words.
        note: String,
        /// Where the evidence is; may be empty.
        evidence: String,
    },
    /// Pause a venture, bring it back, or let it leave by one of the doors.
    SetDisposition {
        /// The ventures.
        ventures: Vec<RecordId>,
        /// An id of [`crate::domain::vocabulary::DISPOSITIONS`].
        to: String,
        /// Why, and what was learned.
        reason: String,
    },
    /// Write down a meeting, call, visit or note, with the steps that were agreed.
    RecordEntry {
        /// The entry's fields.
        values: Values,
        /// The steps.
        steps: Vec<AgreedStep>,
    },
    /// Tick or untick a next step.
    FinishStep {
        /// The step.
        step: RecordId,
        /// Whether it is done.
        done: bool,
    },
    /// Join two records that are the same thing: `from` goes, what refers to it refers to `into`.
    Merge {
        /// The record that stays.
        into: RecordId,
        /// The record that goes.
        from: RecordId,
        /// Fields of `into` to write, as chosen side by side.
        values: Values,
    },
    /// Settle a conflict by choosing one of the values that stand.
    Choose {
        /// The record.
        record: RecordId,
        /// The field.
        field: String,
        /// The chosen value.
        value: Value,
    },
    /// Something that brings along how it is carried out: see [`Deed`].
    Deed(Deed),
    /// Apply a prepared draft: an import, the example incubator.
    Apply(Draft),
    /// Take back the last thing done in this browser.
    Undo,
    /// Bring back the last thing undone.
    Redo,
    /// Take back many changes at once: an imported history.
    UndoMany(Vec<Change>),
    /// Take back one particular change, found in the history.
    UndoChange(Box<Change>),
}

/// A command that knows how it is carried out.
///
/// The workspace names no such verb itself. So the code of one travels with the pages that offer it, and a first visit,
/// which offers few, stays light. Its constructors stand beside the verbs: [`Command::pursue`], [`Command::founders`],
/// [`Command::erase_person`].
#[derive(Clone)]
pub struct Deed(Arc<dyn Work>);

/// How a [`Deed`] is carried out.
pub(super) trait Work: fmt::Debug + Send + Sync {
    /// Does it, in memory; nothing has changed after an error.
    fn carry_out(&self, workspace: &mut Workspace, ctx: &Context<'_>)
    -> Result<Done, CommandError>;
}

impl Deed {
    pub(super) fn new(work: impl Work + 'static) -> Self {
        Self(Arc::new(work))
    }

    pub(super) fn carry_out(
        &self,
        workspace: &mut Workspace,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        self.0.carry_out(workspace, ctx)
    }
}

impl fmt::Debug for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for Deed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// When and with which chance a command runs; given by the caller, so that the workspace is deterministic.
pub struct Context<'a> {
    /// Milliseconds since 1970-01-01 UTC.
    pub now_ms: u64,
    /// Today in the United Kingdom.
    pub today: Day,
    /// Fresh random bits for new ids.
    pub random: &'a dyn Fn() -> u128,
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The change to store, or `None` when everything was so already.
    pub change: Option<Change>,
    /// What to show again.
    pub touched: Touched,
    /// What was done, in words: "Moved Green Gym to Test safely".
    pub message: String,
    /// What undo left as it is, because it was changed again.
    pub left_alone: Vec<LeftAlone>,
}

/// Why a command was not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// Some fields cannot be taken as they are.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    Fields(Vec<FieldError>),
    /// The record is not here, or was deleted.
    #[error(
        "This {0} is no longer here. It may have been deleted in another tab; it can be brought back from the history."
    )]
    Missing(&'static str),
    /// There is no such stage.
    #[error("There is no stage “{0}”.")]
    NoSuchStage(String),
    /// A reason is needed.
    #[error("{0}")]
    ReasonNeeded(String),
    /// It cannot be done, for a reason told in full.
    #[error("{0}")]
    NotPossible(String),
    /// There is nothing to take back.
    #[error("There is nothing to undo.")]
    NothingToUndo,
    /// There is nothing to bring back.
    #[error("There is nothing to redo.")]
    NothingToRedo,
    /// Everything the change did was changed again since.
    #[error("Nothing was undone: everything that “{0}” did has been changed again since.")]
    AllChangedSince(String),
    /// The invented example never stands beside real data.
    #[error(
        "The example is not brought back: there is other data here, and invented data is never mixed with it. Nothing was changed."
    )]
    ExampleBesideData,
    /// Some things are for good.
    #[error("“{0}” is for good and cannot be undone. Nothing was changed.")]
    ForGood(String),
    /// Nothing was said that could be erased.
    #[error("Choose a person, or give a name or an address, to erase. Nothing was changed.")]
    NothingToErase,
    /// A word that would take out what Fledgling itself writes.
    #[error(
        "“{0}” is also a word that Fledgling uses itself. Give the full name instead. Nothing was changed."
    )]
    OwnWord(String),
    /// The record was a person's who was erased.
    #[error("This person was erased for good. There is nothing left to bring back or to change.")]
    Erased,
    /// Two records of different kinds cannot be one.
    #[error("Only two records of the same kind can be merged.")]
    DifferentKinds,
}
