//! Erasing a person for good (rule L14): what the command takes, and what has to happen to the log afterwards.
//!
//! The command writes the erasure down. From then on nothing that comes in brings the words back. What lies in the log
//! and in the snapshot still holds them: whoever keeps the log hands all of it to [`rewritten_log`], puts the answer in
//! its place in one transaction, throws the snapshot away, and opens the workspace anew. [`is_owed`] says whether that
//! is still to be done, also after a crash or when the erasure came from a colleague.

use super::open::Workspace;
use crate::{
    domain::schema::{self, Shape},
    ledger::{
        Change, RecordId,
        erasure::{rewritten, words_in},
    },
};

/// Whom to erase, and what they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasePerson {
    /// The person's own record, if there is one.
    pub person: Option<RecordId>,
    /// Names, addresses and numbers to take out of all texts.
    pub words: Vec<String>,
    /// Records in which the same words mean somebody else.
    pub spare: Vec<RecordId>,
}

/// Where the machine keeps [`done_note`].
pub const DONE_KEY: &str = "erased";

/// Which erasures the log of this browser heeds, as the machine keeps it once the log was rewritten.
pub fn done_note(workspace: &Workspace) -> String {
    let ids = workspace.ledger().erasures().ids();
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(" ")
}

/// Whether the log still has to be rewritten; `done` is the note that the machine kept.
pub fn is_owed(workspace: &Workspace, done: Option<&str>) -> bool {
    let done: Vec<&str> = done.unwrap_or_default().split_whitespace().collect();
    let mut ids = workspace.ledger().erasures().ids();
    ids.any(|id| !done.contains(&id.to_string().as_str()))
}

/// A log without anybody who was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RewrittenLog {
    /// The entries that take the place of all there were, oldest first.
    pub entries: Vec<Vec<u8>>,
    /// How many entries cannot be read. They are kept as they are, and may still name people.
    pub unreadable: usize,
}

/// Rewrites the whole log, oldest entry first. `retold` are changes that a colleague's erasure left in other words.
pub fn rewritten_log(
    workspace: &Workspace,
    entries: &[Vec<u8>],
    retold: Vec<Change>,
) -> RewrittenLog {
    let mut log = RewrittenLog::default();
    let mut unreadable = Vec::new();
    let mut histories: Vec<Vec<Change>> = Vec::with_capacity(entries.len() + 1);
    for entry in entries {
        match serde_json::from_slice(entry) {
            Ok(changes) => histories.push(changes),
            Err(_) => unreadable.push(entry.clone()),
        }
    }
    histories.push(retold);
    log.unreadable = unreadable.len();
    let kept = rewritten(histories, workspace.ledger().erasures());
    let kept = kept
        .iter()
        .filter_map(|entry| serde_json::to_vec(entry).ok());
    log.entries = kept.chain(unreadable).collect();
    log
}

/// Whether a single word is one that Fledgling stores itself, such as “grant”: it would be taken out of every record.
pub fn is_own_word(workspace: &Workspace, word: &str) -> bool {
    let words = words_in(word);
    let [only] = &words[..] else { return false };
    let codes = schema::KINDS
        .iter()
        .flat_map(|kind| kind.fields)
        .flat_map(|field| {
            let choices = match field.shape {
                Shape::Choice(choices) | Shape::Choices(choices) => choices,
                _ => &[],
            };
            choices.iter().map(|choice| choice.id)
        });
    let stages = workspace.journey().all_stages().iter();
    codes
        .chain(stages.map(|stage| stage.code.as_str()))
        .any(|code| words_in(code) == [only.as_str()])
}
