//! Erasing a person for good: what is remembered of it, and what of a change must go (rule L14).
//!
//! An erasure is a record of the kind [`KIND`], so that it travels and merges like everything else. It never holds the
//! words that must go, only salted fingerprints of them: enough to know the words again in a change that a colleague
//! wrote without having heard of the erasure, and no use to whoever wants to read them. See `docs/LEDGER.md`.

mod rewriting;
mod words;

use serde_json::{Value, json};

use super::{
    draft::{Draft, DraftOp},
    id::RecordId,
    ordering::{self, object_of},
    records::Records,
};

pub use rewriting::{DESPITE, ERASED, erased_by, is_erased, rewritten};
pub use words::{Fingerprint, MOST_WORDS, Run, lone_words, number_in, words_in};

/// The kind of record that says what was erased.
pub const KIND: &str = "erasure";
/// The field of such a record that says what must go.
pub const RULE: &str = "rule";
/// What stands where a word was.
pub const MARK: &str = "[erased]";

/// What must go, for good and wherever it turns up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The record that says so.
    pub id: RecordId,
    /// The person's own record: nothing that was ever written in it stays.
    pub person: Option<RecordId>,
    /// Random text that is hashed with every word, so that nobody can look the fingerprints up.
    salt: String,
    /// Fingerprints of the words that must go from all texts.
    words: Vec<Fingerprint>,
    /// Records in which the same words mean somebody else.
    spare: Vec<RecordId>,
}

impl Erasure {
    /// Says that everything in the record of `person` must go, and `words` wherever they stand, save in `spare`.
    pub fn new(
        id: RecordId,
        person: Option<RecordId>,
        words: &[String],
        spare: Vec<RecordId>,
        salt: u128,
    ) -> Self {
        let salt = format!("{salt:032x}");
        let words = words.iter();
        let mut words: Vec<_> = words
            .filter_map(|word| Fingerprint::of(&salt, word))
            .collect();
        ordering::sort_once_each(&mut words);
        Self {
            id,
            person,
            salt,
            words,
            spare,
        }
    }

    /// Which record says so, and what it says: to be written down again in a history that lacks it.
    pub fn wish(&self) -> DraftOp {
        DraftOp::Set {
            record: self.id,
            kind: KIND.to_owned(),
            fields: object_of(vec![(RULE, self.rule())]),
        }
    }

    /// Whether nothing would go.
    pub fn is_empty(&self) -> bool {
        self.person.is_none() && self.words.is_empty()
    }

    /// What to commit: the erasure, and the person's record out of all views.
    pub fn draft(&self, why: &str) -> Draft {
        let rule = self.wish();
        let gone = self.person.map(|record| DraftOp::Delete { record });
        Draft {
            ops: std::iter::once(rule).chain(gone).collect(),
            ..Draft::by_hand(why)
        }
    }

    /// The rule as its record holds it.
    fn rule(&self) -> Value {
        let ids = |ids: &[RecordId]| ids.iter().map(RecordId::to_string).collect::<Vec<_>>();
        let words: Vec<String> = self.words.iter().map(Fingerprint::text).collect();
        json!({
            "person": self.person.map(|id| id.to_string()),
            "salt": self.salt,
            "spare": ids(&self.spare),
            "words": words,
        })
    }

    /// Reads a rule. What a newer version adds to it is not understood and not followed.
    fn read(id: RecordId, rule: &Value) -> Option<Self> {
        let ids = |name: &str| -> Vec<RecordId> {
            let items = rule.get(name).and_then(Value::as_array).into_iter();
            items
                .flatten()
                .filter_map(|id| RecordId::parse(id.as_str()?).ok())
                .collect()
        };
        let words = rule.get("words")?.as_array()?.iter();
        let person = rule.get("person").and_then(Value::as_str);
        Some(Self {
            id,
            person: person.and_then(|id| RecordId::parse(id).ok()),
            salt: rule.get("salt")?.as_str()?.to_owned(),
            words: words
                .filter_map(|word| Fingerprint::read(word.as_str()?))
                .collect(),
            spare: ids("spare"),
        })
    }
}

/// Every erasure that is known, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasures(Vec<Erasure>);

impl Erasures {
    /// Whether nobody was ever erased.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This one alone, to see what it would find.
    pub fn only(erasure: Erasure) -> Self {
        Self(vec![erasure])
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Erasure> {
        self.0.iter()
    }

    /// The ids of their records, in order.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        self.0.iter().map(|erasure| erasure.id)
    }

    /// Whether the record was a person's who was erased.
    pub fn is_of(&self, record: RecordId) -> bool {
        self.0.iter().any(|erasure| erasure.person == Some(record))
    }

    /// Whether a text holds words that were erased.
    pub fn name_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// Where the first of the words stands in a text, in bytes from its beginning.
    pub fn first_in(&self, text: &str) -> Option<(usize, usize)> {
        let all: Vec<&Erasure> = self.0.iter().collect();
        words::spans(text, &all).first().map(|(span, _)| *span)
    }

    /// Where all of the words stand in a text, in order.
    pub fn all_in(&self, text: &str) -> Vec<Run> {
        let all: Vec<&Erasure> = self.0.iter().collect();
        let found = words::spans(text, &all).into_iter();
        found.map(|(span, _)| span).collect()
    }

    /// Takes note of an erasure. False when it was known, or when the rule cannot be read.
    pub fn note(&mut self, record: RecordId, rule: &Value) -> bool {
        let Some(erasure) = Erasure::read(record, rule) else {
            return false;
        };
        match self.0.binary_search_by_key(&record, |known| known.id) {
            // The first telling counts: what was erased is never un-erased by an edit.
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, erasure);
                true
            }
        }
    }

    /// The erasures that records tell of. Deleting such a record undoes nothing.
    pub fn in_records(records: &Records) -> Self {
        let mut all = Self::default();
        for id in records.ids_of_kind(KIND) {
            all.note(*id, &records.value(*id, RULE));
        }
        all
    }
}
