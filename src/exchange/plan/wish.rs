//! What a row of a file asks for, before it is known what is here already.

use std::sync::Arc;

use super::outcome::{Fault, Question, RowPlace};
use crate::{
    domain::{
        dates::Day,
        identifier::OrganisationId,
        schema::{FieldSpec, KindSpec},
    },
    exchange::failure::FileMark,
    ledger::Value,
    workspace::{Workspace, journey::Journey},
};

/// What rows may look up while they are read.
pub struct World<'a> {
    /// The incubator's stages.
    pub journey: &'a Journey,
    /// The workspace.
    pub workspace: &'a Workspace,
    /// Today in the United Kingdom.
    pub today: Day,
}

/// A value, or the record that another wish of the same row comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum WishValue {
    /// A checked value; `null` clears.
    Plain(Value),
    /// The record of the wish with that number in the row.
    Of(usize),
}

/// When a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Always: the file is right.
    Write,
    /// Unless a person set it since the last import: their edit is kept and reported.
    KeepEdits,
    /// Only in a record that the import makes.
    WhenNew,
    /// Only where nothing was ever written.
    WhenEmpty,
}

/// How a set is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetRule {
    /// Items are put in; none is taken out.
    Add,
    /// The set holds exactly these afterwards.
    Exactly,
    /// As [`SetRule::Add`], but only when the row's own record is new. What it said about sets the first time is not
    /// said again, because that would bring back what somebody took out.
    AddWithNewRow,
}

/// How the record that a row is about is found among those that are here.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// Keys of which each alone tells who it is: identifiers, an email address, a grant's id, an area's code.
    pub sure: Vec<String>,
    /// The name's match key; empty for none.
    pub name: String,
    /// The identifiers, to notice contradictions.
    pub ids: Vec<OrganisationId>,
    /// An email address: another one in a record of the same name is asked about.
    pub email: String,
    /// For steps and entries, which have no names of their own: where they belong and what they say.
    pub within: Option<Within>,
    /// The wish whose record may point the way: a venture through its organisation.
    pub through: Option<usize>,
    /// Where the record of another wish was here before: the fields that lead from it to this one.
    pub follow: Option<(usize, &'static [&'static str])>,
    /// What to call it in a question.
    pub text: String,
}

/// A step or an entry among those of its venture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// The wish for the venture; none for a step that belongs to no venture.
    pub of: Option<usize>,
    /// What it says.
    pub text: String,
    /// Its day, which tells two with the same words apart.
    pub day: String,
}

/// What happens when nothing fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// A record is made.
    Create,
    /// The row is rejected.
    Refuse,
}

/// One record that a row asks for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its kind.
    pub kind: &'static KindSpec,
    /// How to find it.
    pub find: Find,
    /// Fields to write.
    pub fields: Vec<(&'static FieldSpec, WishValue, Rule)>,
    /// Sets to write.
    pub sets: Vec<(&'static FieldSpec, Vec<WishValue>, SetRule)>,
    /// What happens when nothing fits.
    pub absent: Absent,
    /// Whether the row makes no sense when somebody deleted this record on purpose.
    pub is_essential: bool,
    /// A plainer name, which a record that is made gets when nothing of its kind bears it yet.
    pub plainly: Option<String>,
}

impl Wish {
    /// A wish for a record of a kind, to be made when it is not here.
    #[must_use]
    pub fn new(kind: &'static KindSpec, find: Find) -> Self {
        Self {
            kind,
            find,
            fields: Vec::new(),
            sets: Vec::new(),
            absent: Absent::Create,
            is_essential: false,
            plainly: None,
        }
    }

    /// Adds a field, if the kind has it.
    pub fn put(&mut self, field: &str, value: WishValue, rule: Rule) {
        if let Some(spec) = self.kind.field(field) {
            self.fields.push((spec, value, rule));
        }
    }

    /// Adds items to a set, if the kind has it.
    pub fn put_items(&mut self, field: &str, items: Vec<WishValue>, rule: SetRule) {
        if let Some(spec) = self.kind.field(field) {
            self.sets.push((spec, items, rule));
        }
    }
}

/// Everything one row asks for.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What it is about.
    pub name: String,
    /// The records, each after those that its `find` names.
    pub wishes: Vec<Wish>,
    /// The one that the row is about.
    pub own: usize,
    /// Things worth knowing.
    pub notes: Vec<String>,
}

/// A file as rows.
pub trait RowSource: Send + Sync {
    /// The file.
    fn mark(&self) -> &FileMark;
    /// The format's id, as in the history.
    fn format(&self) -> &'static str;
    /// What people call one row and several.
    fn noun(&self) -> (&'static str, &'static str);
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// Where a row stands.
    fn place(&self, row: usize) -> RowPlace;
    /// In which order rows are taken; earlier ones decide where two disagree.
    fn order(&self) -> Vec<usize>;
    /// Whether records that somebody deleted since an import stay deleted.
    fn respects_deletion(&self) -> bool;
    /// What a row asks for.
    ///
    /// # Errors
    /// The row's name and everything that is wrong with it.
    fn row(&self, row: usize, world: &World<'_>) -> Result<Row, (String, Vec<Fault>)>;
    /// What is worth knowing about the whole file.
    fn notes(&self) -> Vec<String>;
    /// What only a person can decide about the whole file.
    fn questions(&self) -> Vec<Question>;
    /// Headings of [`RowSource::original`].
    fn columns(&self) -> Vec<String>;
    /// The row's cells as they came.
    fn original(&self, row: usize) -> Vec<String>;
}

/// A shared row source.
pub type SharedSource = Arc<dyn RowSource>;
