//! Files that were chosen or dropped together and are taken one after the other: what is said of where that stands.

use crate::domain::counting::{counted, listed};

/// How many names are said before the others are only counted.
const NAMED: usize = 3;

/// Where a queue of files stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many were dealt with before.
    pub before: usize,
    /// What is dealt with now: one file, or several that are read as one.
    pub in_hand: Vec<String>,
    /// What comes after, the next one first.
    pub waiting: Vec<String>,
}

impl Queue {
    /// In a sentence or two; nothing while there is only one file, and it is in hand.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let hand = self.in_hand.len();
        let all = self.before + hand + self.waiting.len();
        if self.waiting.is_empty() && (hand == 0 || all == 1) {
            return None;
        }
        let now = match self.in_hand.as_slice() {
            [] => String::new(),
            [one] => format!("File {} of {all}: {one}.", self.before + 1),
            several if hand == all => {
                format!("{hand} files, read together: {}.", some(several))
            }
            several => format!(
                "Files {} to {} of {all}, read together: {}.",
                self.before + 1,
                self.before + hand,
                some(several)
            ),
        };
        let next = match self.waiting.as_slice() {
            [] => String::new(),
            [one] => format!("{one} waits."),
            several => format!("{} wait.", some(several)),
        };
        Some(format!("{now} {next}").trim().to_owned())
    }
}

fn some(names: &[String]) -> String {
    if names.len() <= NAMED {
        return listed(names);
    }
    let named = names.get(..NAMED - 1).unwrap_or_default();
    let more = counted(names.len() - named.len(), "other file", "other files");
    format!("{} and {more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::Queue;

    fn words(before: usize, in_hand: &[&str], waiting: &[&str]) -> String {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let queue = Queue {
            before,
            in_hand: owned(in_hand),
            waiting: owned(waiting),
        };
        queue.words().unwrap_or_default()
    }

    #[test]
    fn says_which_file_of_how_many_and_what_waits() {
        assert_eq!(words(0, &["a.csv"], &[]), "");
        assert_eq!(
            words(0, &["a.csv"], &["b.csv"]),
            "File 1 of 2: a.csv. b.csv waits."
        );
        assert_eq!(words(1, &["b.csv"], &[]), "File 2 of 2: b.csv.");
        assert_eq!(
            words(0, &["a.csv"], &["b.csv", "c.csv"]),
            "File 1 of 3: a.csv. b.csv and c.csv wait."
        );
        assert_eq!(
            words(0, &["a", "b"], &[]),
            "2 files, read together: a and b."
        );
        assert_eq!(
            words(1, &["b", "c"], &["d"]),
            "Files 2 to 3 of 4, read together: b and c. d waits."
        );
        assert_eq!(words(1, &[], &["b.csv"]), "b.csv waits.");
        assert_eq!(words(2, &[], &[]), "");
        assert_eq!(
            words(0, &["a"], &["b", "c", "d", "e"]),
            "File 1 of 5: a. b, c and 2 other files wait."
        );
    }
}
