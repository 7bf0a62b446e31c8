//! What a change is, on paper: its parts, its JSON form, its content hash (rules L1, L12, L15).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{id::RecordId, stamp::Stamp};

pub use super::{
    canonical::{canonical, write_canonical},
    id::ChangeId,
    op::{Addition, FieldEdit, Op, Removal},
};

/// Who made a change, as they named themselves in their browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name to show in the history.
    pub name: String,
    /// What they do here, in their words; may be empty.
    pub role: String,
    /// Anything a newer version says about an author.
    pub rest: BTreeMap<String, Value>,
}

impl Author {
    /// Somebody with a name and a role.
    pub fn new(name: &str, role: &str) -> Self {
        Self {
            name: name.to_owned(),
            role: role.to_owned(),
            rest: BTreeMap::new(),
        }
    }
}

/// Where a change came from. `kind` is one of the constants below, or a word a newer version knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The kind of source.
    pub kind: String,
    /// For an undo or redo: the change it is about.
    pub of: Option<ChangeId>,
    /// For an import: the file's name.
    pub file: Option<String>,
    /// For an import: SHA-256 of the file, in hexadecimal.
    pub hash: Option<String>,
    /// Anything a newer version says about the source.
    pub rest: BTreeMap<String, Value>,
}

impl Source {
    /// A person did it, here, by hand.
    pub const PERSON: &'static str = "person";
    /// It came from a file.
    pub const IMPORT: &'static str = "import";
    /// It takes back an earlier change.
    pub const UNDO: &'static str = "undo";
    /// It brings back what an undo took away.
    pub const REDO: &'static str = "redo";
    /// It belongs to the invented example incubator.
    pub const EXAMPLE: &'static str = "example";

    /// A founder sent it and somebody here accepted it.
    pub const ANSWER: &'static str = "answer";

    /// A source that is only a kind.
    pub fn of_kind(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            of: None,
            file: None,
            hash: None,
            rest: BTreeMap::new(),
        }
    }

    /// By hand.
    pub fn person() -> Self {
        Self::of_kind(Self::PERSON)
    }

    /// From a file of that name and SHA-256.
    pub fn import(file: &str, hash: &str) -> Self {
        Self {
            file: Some(file.to_owned()),
            hash: Some(hash.to_owned()),
            ..Self::of_kind(Self::IMPORT)
        }
    }

    /// From a founder's answer, kept in the record `answer`, accepted by `acceptor`. The change's author is the founder;
    /// `edited` names the parts that the acceptor worded anew.
    pub fn answer(answer: RecordId, acceptor: &Author, edited: &[String]) -> Self {
        let mut source = Self::of_kind(Self::ANSWER);
        let mut by = Map::new();
        by.insert("name".to_owned(), Value::from(acceptor.name.as_str()));
        if !acceptor.role.is_empty() {
            by.insert("role".to_owned(), Value::from(acceptor.role.as_str()));
        }
        source
            .rest
            .insert("accepted_by".to_owned(), Value::Object(by));
        source
            .rest
            .insert("answer".to_owned(), Value::from(answer.to_string()));
        if !edited.is_empty() {
            source
                .rest
                .insert("edited".to_owned(), Value::from(edited.to_vec()));
        }
        source
    }

    /// Who accepted a founder's answer, if this is from one.
    pub fn accepted_by(&self) -> Option<Author> {
        let by = self.rest.get("accepted_by")?;
        let text = |name: &str| by.get(name).and_then(Value::as_str).unwrap_or_default();
        Some(Author::new(text("name"), text("role")))
    }

    /// An undo of `change`.
    pub fn undo(change: ChangeId) -> Self {
        Self {
            of: Some(change),
            ..Self::of_kind(Self::UNDO)
        }
    }

    /// A redo of what the undo `change` took away.
    pub fn redo(change: ChangeId) -> Self {
        Self {
            of: Some(change),
            ..Self::of_kind(Self::REDO)
        }
    }
}

/// One immutable change: the unit of storage, undo, history and exchange (rule L1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Hash of everything below.
    pub id: ChangeId,
    /// When, by which device.
    pub stamp: Stamp,
    /// The device's own count of its changes, from 1.
    pub seq: u64,
    /// Who.
    pub by: Author,
    /// What it was for, in words.
    pub why: String,
    /// Where it came from.
    pub source: Source,
    /// What it does.
    pub ops: Vec<Op>,
    /// Anything a newer version says about a change (rule L12).
    pub rest: BTreeMap<String, Value>,
}
