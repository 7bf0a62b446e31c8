//! Knowing words again by their fingerprints, and finding where they stand in a text.

use sha2::{Digest, Sha256};

use super::Erasure;

/// The most words that a name may have. Longer ones are compared by their first words.
pub const MOST_WORDS: usize = 8;
/// How many characters may stand between two words of one name.
const WIDEST_GAP: usize = 3;

/// A name or an address that nobody can read any more, but that can be known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// How many words it has.
    count: usize,
    /// Eight bits of a quick sum, so that nearly every other word is passed over without hashing it.
    hint: u8,
    /// The first half of the SHA-256 of salt and words.
    hash: u128,
}

impl Fingerprint {
    /// The fingerprint of a name; nothing when there is no letter or digit in it.
    pub fn of(salt: &str, name: &str) -> Option<Self> {
        let words = words_in(name);
        let words = words.get(..MOST_WORDS.min(words.len()))?;
        let key = words.join(" ");
        (!key.is_empty()).then(|| Self {
            count: words.len(),
            hint: hint(&key),
            hash: hash(salt, &key),
        })
    }

    /// As a rule writes it.
    pub fn text(&self) -> String {
        format!("{}-{:02x}-{:032x}", self.count, self.hint, self.hash)
    }

    /// Reads what [`Fingerprint::text`] writes.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let read = Self {
            count: parts.next()?.parse().ok()?,
            hint: u8::from_str_radix(parts.next()?, 16).ok()?,
            hash: u128::from_str_radix(parts.next()?, 16).ok()?,
        };
        (parts.next().is_none() && (1..=MOST_WORDS).contains(&read.count)).then_some(read)
    }
}

fn hint(key: &str) -> u8 {
    let sum = key.bytes().fold(0x811c_9dc5u32, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let [a, b, c, d] = sum.to_le_bytes();
    a ^ b ^ c ^ d
}

fn hash(salt: &str, key: &str) -> u128 {
    let digest = Sha256::new()
        .chain_update(salt.as_bytes())
        .chain_update(b"\n")
        .chain_update(key.as_bytes())
        .finalize();
    let mut first = [0u8; 16];
    first.copy_from_slice(&digest[..16]);
    u128::from_be_bytes(first)
}

/// A run of letters and digits, from where to where, in bytes.
pub type Run = (usize, usize);

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut begun = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(start)) => {
                runs.push((start, at));
                begun = None;
            }
            _ => {}
        }
    }
    runs.extend(begun.map(|start| (start, text.len())));
    runs
}

/// The words of a text in lower case: what names are compared by, however they are written.
pub fn words_in(text: &str) -> Vec<String> {
    let runs = runs(text).into_iter();
    runs.map(|(start, end)| text[start..end].to_lowercase())
        .collect()
}

/// Single words of a text that erasing would find by themselves, in lower case, each with where it stands.
pub fn lone_words(text: &str) -> Vec<(Run, String)> {
    let alone = runs(text)
        .into_iter()
        .filter(|run| stands_alone(text, *run));
    alone
        .map(|run| (run, text[run.0..run.1].to_lowercase()))
        .collect()
}

/// Where a number of several groups stands in a text, for which `is_it` says yes to its digits.
pub fn number_in(text: &str, is_it: impl Fn(&str) -> bool) -> Option<Run> {
    let runs = runs(text);
    for first in 0..runs.len() {
        let mut digits = String::new();
        for last in first..runs.len().min(first + MOST_WORDS) {
            let group = &text[runs[last].0..runs[last].1];
            let gap = match last > first {
                true => text[runs[last - 1].1..runs[last].0].chars().count(),
                false => 0,
            };
            if gap > WIDEST_GAP || !group.bytes().all(|letter| letter.is_ascii_digit()) {
                break;
            }
            digits.push_str(group);
            if is_it(&digits) {
                return Some((runs[first].0, runs[last].1));
            }
        }
    }
    None
}

/// Where words that `erasures` name stand in a text, in order, without overlaps.
pub(super) fn spans(text: &str, erasures: &[&Erasure]) -> Vec<(Run, usize)> {
    let longest = erasures
        .iter()
        .flat_map(|erasure| &erasure.words)
        .map(|word| word.count)
        .max()
        .unwrap_or_default();
    if longest == 0 {
        return Vec::new();
    }
    let runs = runs(text);
    let words: Vec<String> = runs
        .iter()
        .map(|(start, end)| text[*start..*end].to_lowercase())
        .collect();
    let mut found: Vec<(Run, usize)> = Vec::new();
    for first in 0..runs.len() {
        let mut key = String::new();
        for last in first..runs.len().min(first + longest) {
            if last > first {
                let gap = &text[runs[last - 1].1..runs[last].0];
                if gap.chars().count() > WIDEST_GAP {
                    break;
                }
                key.push(' ');
            }
            key.push_str(&words[last]);
            let run = (runs[first].0, runs[last].1);
            let hint = hint(&key);
            for (place, erasure) in erasures.iter().enumerate() {
                let is_named = |word: &Fingerprint| {
                    word.count == last - first + 1
                        && word.hint == hint
                        && word.hash == hash(&erasure.salt, &key)
                };
                if erasure.words.iter().any(is_named) && (last > first || stands_alone(text, run)) {
                    found.push((run, place));
                }
            }
        }
    }
    found
}

/// Whether a single word is not part of a longer name or an address: of “Ana”, “Ana-Maria” and “ana@x.org” only the first.
fn stands_alone(text: &str, (start, end): Run) -> bool {
    let joins = |letter: char| matches!(letter, '-' | '@' | '.' | '_' | '\'' | '’');
    let mut before = text[..start].chars().rev();
    let joined_before =
        before.next().is_some_and(joins) && before.next().is_some_and(char::is_alphanumeric);
    let after = &text[end..];
    let mut letters = after.chars();
    let joined_after =
        letters.next().is_some_and(joins) && letters.next().is_some_and(char::is_alphanumeric);
    let possessive = ["'s", "’s"].iter().any(|ending| {
        after
            .strip_prefix(ending)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    !joined_before && (!joined_after || possessive)
}
