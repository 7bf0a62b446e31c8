//! Words that may mean a person without being looked for: a part of their name, a name with one slip in it, a number in
//! another notation. A machine cannot tell whether they do. They are counted and shown, so that somebody can.

use serde_json::Value;

use super::{Link, Naming, excerpt, naming, words_of};
use crate::{
    domain::{
        names::search_key,
        schema::{self, Shape},
    },
    ledger::{
        Change, Erasure, Erasures, Op, Record, RecordId,
        erasure::{self, Run, lone_words, number_in, words_in},
    },
    workspace::{
        erasing::{ErasePerson, is_own_word},
        open::Workspace,
    },
};

/// Shorter parts of a name, such as “de”, stand in every text.
const SHORTEST_PART: usize = 3;
/// Of shorter words, too many others differ by one letter only.
const SHORTEST_FOR_SLIPS: usize = 5;
/// Fewer digits mean a year or a sum.
const SHORTEST_NUMBER: usize = 7;
/// Words that are kept: more help nobody to decide.
const MOST_WORDS: usize = 60;
/// Places that are kept of each word; the others are counted.
const MOST_PLACES: usize = 5;

/// Why a word may mean the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// It stands in their record, and was not looked for.
    InRecord,
    /// It is a part of their name.
    PartOfName,
    /// It is a part of their name but for one letter, or for accents.
    LikeName,
    /// It is their number, written otherwise.
    Number,
}

/// A word that may mean the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maybe {
    /// The word, as it first stands somewhere.
    pub text: String,
    /// Why.
    pub because: Because,
    /// The first places in the records where it stands.
    pub places: Vec<Naming>,
    /// How many fields of records it stands in.
    pub in_records: usize,
    /// How many changes of the history it stands in.
    pub in_history: usize,
    /// Whether it is a word that Fledgling uses itself, and so cannot be erased from texts.
    pub is_own_word: bool,
}

/// What was found beside what was looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Elsewhere {
    /// Parts of names, in lower case.
    parts: Vec<String>,
    /// Those of them that Fledgling uses itself.
    own_words: Vec<String>,
    /// Whole names and addresses that were not looked for, each with what finds it.
    phrases: Vec<(String, Erasures)>,
    /// Numbers, as [`plain_number`] has them.
    numbers: Vec<String>,
    found: Vec<Maybe>,
}

impl Elsewhere {
    pub(super) fn of(workspace: &Workspace, asked: &ErasePerson) -> Self {
        let looked_for: Vec<_> = asked.words.iter().map(|word| words_in(word)).collect();
        let record = asked.person.map(|person| words_of(workspace, person));
        let record: Vec<String> = record.into_iter().flatten().map(|word| word.text).collect();
        let mut elsewhere = Self::default();
        for text in record.iter().chain(&asked.words) {
            elsewhere.derive(text, &looked_for);
        }
        let own = elsewhere
            .parts
            .iter()
            .filter(|word| is_own_word(workspace, word));
        elsewhere.own_words = own.cloned().collect();
        elsewhere
    }

    /// What follows from one name, address or number.
    fn derive(&mut self, text: &str, looked_for: &[Vec<String>]) {
        let digits = plain_number(text);
        if digits.len() >= SHORTEST_NUMBER && !text.chars().any(char::is_alphabetic) {
            self.numbers.push(digits);
        }
        let tokens: Vec<&str> = match text.split_once('@') {
            Some((local, _)) => vec![local],
            None => text.split_whitespace().collect(),
        };
        for token in std::iter::once(text).chain(tokens) {
            let words = words_in(token);
            if !looked_for.contains(&words) {
                self.derive_from(token, &words);
            }
        }
    }

    fn derive_from(&mut self, token: &str, words: &[String]) {
        match words {
            [] => {}
            [one] => {
                let is_name = one.chars().all(char::is_alphabetic);
                let is_long_enough = one.chars().count() >= SHORTEST_PART;
                if is_name && is_long_enough && !self.parts.contains(one) {
                    self.parts.push(one.clone());
                }
            }
            _ if self.phrases.iter().any(|(known, _)| known == token) => {}
            _ => {
                let words = [token.to_owned()];
                let rule = Erasure::new(RecordId(0), None, &words, Vec::new(), 0);
                self.phrases.push((token.to_owned(), Erasures::only(rule)));
            }
        }
    }

    pub(super) fn found(&self) -> &[Maybe] {
        &self.found
    }

    /// Looks into one value of a record.
    pub(super) fn note_value(
        &mut self,
        workspace: &Workspace,
        finder: &Erasures,
        (record, field): (&Record, &str),
        value: &Value,
    ) {
        if !is_free_text(&record.kind, field) {
            return;
        }
        let mut met = Vec::new();
        each_text(value, &mut |text| {
            for (run, because) in self.hits(finder, text) {
                let word = &text[run.0..run.1];
                if !is_first(&mut met, word) {
                    continue;
                }
                if let Some(maybe) = self.maybe(word, because) {
                    maybe.in_records += 1;
                    if maybe.places.len() < MOST_PLACES {
                        let words = excerpt(text, run);
                        let place = naming(workspace, (record, field), Link::Names, words);
                        maybe.places.push(place);
                    }
                }
            }
        });
    }

    /// Looks into one change of the history.
    pub(super) fn note(&mut self, asked: &ErasePerson, finder: &Erasures, change: &Change) {
        let mut met = Vec::new();
        let mut look = |text: &str| {
            for (run, because) in self.hits(finder, text) {
                let word = &text[run.0..run.1];
                if is_first(&mut met, word)
                    && let Some(maybe) = self.maybe(word, because)
                {
                    maybe.in_history += 1;
                }
            }
        };
        look(&change.why);
        look(&change.by.name);
        for op in &change.ops {
            let record = op.record();
            let is_theirs = record.is_some() && record == asked.person;
            if is_theirs || record.is_some_and(|record| asked.spare.contains(&record)) {
                continue;
            }
            match op {
                Op::Set { kind, fields, .. } if kind != erasure::KIND => {
                    let free = fields.iter().filter(|(name, _)| is_free_text(kind, name));
                    free.for_each(|(_, edit)| each_text(&edit.is, &mut look));
                }
                Op::Tags {
                    kind, field, add, ..
                } if is_free_text(kind, field) => {
                    for added in add {
                        each_text(&added.item, &mut look);
                    }
                }
                _ => {}
            }
        }
    }

    /// The word among those that were found, which it joins unless there are too many.
    fn maybe(&mut self, word: &str, because: Because) -> Option<&mut Maybe> {
        let key = words_in(word);
        let known = self.found.iter();
        let known = known
            .map(|maybe| words_in(&maybe.text))
            .position(|other| other == key);
        if known.is_none() && self.found.len() < MOST_WORDS {
            self.found.push(Maybe {
                text: word.to_owned(),
                because,
                places: Vec::new(),
                in_records: 0,
                in_history: 0,
                is_own_word: matches!(&key[..], [one] if self.own_words.contains(one)),
            });
            return self.found.last_mut();
        }
        self.found.get_mut(known?)
    }

    /// What may mean the person in a text, where none of the words that are looked for stands.
    fn hits(&self, finder: &Erasures, text: &str) -> Vec<(Run, Because)> {
        let mut hits: Vec<(Run, Because)> = Vec::new();
        let mut put = |run: Run, because| {
            let holds = |(other, _): &(Run, Because)| other.0 <= run.0 && run.1 <= other.1;
            if !hits.iter().any(holds) {
                hits.push((run, because));
            }
        };
        for (_, phrase) in &self.phrases {
            for run in phrase.all_in(text) {
                put(run, Because::InRecord);
            }
        }
        for number in &self.numbers {
            if let Some(run) = number_in(text, |digits| plain_number(digits) == *number) {
                put(run, Because::Number);
            }
        }
        for (run, word) in lone_words(text) {
            if self.parts.contains(&word) {
                put(run, Because::PartOfName);
            } else if self.is_like_a_part(&text[run.0..run.1], &word) {
                put(run, Because::LikeName);
            }
        }
        if !hits.is_empty() {
            let covered = finder.all_in(text);
            hits.retain(|(run, _)| {
                let overlaps = |other: &Run| run.0 < other.1 && other.0 < run.1;
                !covered.iter().any(overlaps)
            });
        }
        hits
    }

    /// Whether a word, which has to begin like a name, is a part of one but for a slip.
    fn is_like_a_part(&self, written: &str, word: &str) -> bool {
        written.starts_with(char::is_uppercase)
            && self.parts.iter().any(|part| {
                let has_accents = !part.is_ascii() || !word.is_ascii();
                (has_accents && search_key(part) == search_key(word))
                    || is_one_slip_away(part, word)
            })
    }
}

/// Whether a word is met for the first time; notes it.
fn is_first(met: &mut Vec<String>, word: &str) -> bool {
    let key = word.to_lowercase();
    let is_first = !met.contains(&key);
    if is_first {
        met.push(key);
    }
    is_first
}

fn each_text(value: &Value, each: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, each)),
        Value::Object(members) => members.values().for_each(|item| each_text(item, each)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether people write in a field, rather than choose. Of a field that is not known, nobody knows.
fn is_free_text(kind: &str, field: &str) -> bool {
    schema::field(kind, field).is_none_or(|spec| {
        matches!(
            spec.shape,
            Shape::Line | Shape::Prose | Shape::Link | Shape::Email | Shape::Json | Shape::Tags
        )
    })
}

/// A number's digits without what is dialled before it from afar.
fn plain_number(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = ["0044", "44", "0"]
        .iter()
        .find_map(|prefix| digits.strip_prefix(prefix));
    national.unwrap_or(&digits).to_owned()
}

/// Whether two words differ by one letter: another, one more, one less, or two that changed places.
fn is_one_slip_away(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longer = one.len().abs_diff(other.len());
    if one.len() < SHORTEST_FOR_SLIPS || longer > 1 || one == other {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    match (&one[same..], &other[same..]) {
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => true,
        ([_, rest @ ..], [_, others @ ..]) if longer == 0 => rest == others,
        ([_, rest @ ..], others) if one.len() > other.len() => rest == others,
        (rest, [_, others @ ..]) => rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_letter_other_more_less_or_two_that_changed_places() {
        for like in ["okafar", "okaffor", "okafr", "okfaor", "xkafor", "okafo"] {
            assert!(is_one_slip_away("okafor", like), "{like}");
        }
        for other in ["okafor", "okafra", "kaofor", "okaf", "river", "ok"] {
            assert!(!is_one_slip_away("okafor", other), "{other}");
        }
        assert!(!is_one_slip_away("maya", "mayo"), "too short to tell");
    }

    #[test]
    fn a_number_is_the_same_from_afar() {
        for text in ["07700 900123", "+44 7700 900123", "0044-7700-900-123"] {
            assert_eq!(plain_number(text), "7700900123", "{text}");
        }
    }
}
