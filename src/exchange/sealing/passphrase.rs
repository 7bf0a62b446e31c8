//! Advice on a passphrase, while it is typed: what would make it hold, in words.

/// How well a passphrase holds against somebody who has the file and tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Found within hours.
    Weak,
    /// Holds against the curious, not against the determined.
    Fair,
    /// Holds.
    Good,
}

/// What to say of a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// How well it holds.
    pub strength: Strength,
    /// What to do, or that it is good; one or two sentences.
    pub words: &'static str,
}

/// What everybody tries first.
const TRIED_FIRST: [&str; 14] = [
    "password",
    "passwort",
    "passphrase",
    "letmein",
    "welcome",
    "qwerty",
    "asdfgh",
    "abc123",
    "iloveyou",
    "monkey",
    "dragon",
    "fledgling",
    "incubator",
    "changeme",
];

const ADD_WORDS: &str = "Use four words or more that do not belong together, such as names of things around you. Length counts more than signs.";

/// What to say of a passphrase.
pub fn advice(passphrase: &str) -> Advice {
    let say = |strength, words| Advice { strength, words };
    let trimmed = passphrase.trim();
    let letters: Vec<char> = trimmed.chars().collect();
    if letters.is_empty() {
        return say(Strength::Weak, ADD_WORDS);
    }
    if trimmed.len() != passphrase.len() {
        return say(
            Strength::Weak,
            "It begins or ends with a blank, which is easily lost when it is passed on. Take that away.",
        );
    }
    if letters.iter().all(|letter| !letter.is_alphabetic()) && letters.len() < 20 {
        return say(
            Strength::Weak,
            "Digits alone, such as dates and telephone numbers, are tried within minutes. Use words.",
        );
    }
    if is_repetitive(&letters) {
        return say(
            Strength::Weak,
            "It repeats itself, so that it is shorter than it looks. Use words that differ.",
        );
    }
    let words = different_words(trimmed);
    let is_known = {
        let folded: String = trimmed
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect();
        TRIED_FIRST.iter().any(|known| folded == *known)
            || (words.len() < 3 && TRIED_FIRST.iter().any(|known| folded.contains(known)))
    };
    if is_known {
        return say(
            Strength::Weak,
            "This is among the first that anybody tries. Use four words or more that do not belong together.",
        );
    }
    match (words.len(), letters.len()) {
        (4.., 18..) | (_, 24..) => say(
            Strength::Good,
            "This holds. Tell it to the other person in another way than the file: by telephone, or face to face. Without it nobody can open the file, not even we.",
        ),
        (3.., 14..) => say(Strength::Fair, "One more word would make it hold."),
        (_, 14..) => say(
            Strength::Fair,
            "This keeps the curious out. Two or three more words would make it hold.",
        ),
        _ => say(Strength::Weak, ADD_WORDS),
    }
}

/// Words of three letters or more, each once.
fn different_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        let word = word.to_lowercase();
        if word.chars().count() >= 3 && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Whether it is made of few letters, or of one part over and over.
fn is_repetitive(letters: &[char]) -> bool {
    let mut different: Vec<char> = Vec::new();
    for letter in letters {
        if !different.contains(letter) {
            different.push(*letter);
        }
    }
    if letters.len() >= 8 && different.len() < 5 {
        return true;
    }
    (1..=letters.len() / 2).any(|len| {
        letters.len().is_multiple_of(len) && letters.chunks(len).all(|part| part == &letters[..len])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_rests_on_words_and_length_and_not_on_signs() {
        for weak in [
            "",
            "otter",
            "P@55w0rd!",
            "password",
            "Password123",
            "07062026",
            "0114 496 0000",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "tin tin tin tin tin",
            "Fledgling2026",
            " kettle otter window stamp",
        ] {
            assert_eq!(advice(weak).strength, Strength::Weak, "{weak}");
        }
        for fair in ["kettle otter moss", "Xk4pd92mQz71vb"] {
            assert_eq!(advice(fair).strength, Strength::Fair, "{fair}");
        }
        for good in [
            "kettle otter window stamp",
            "thequickbrowncatsleepsontherug",
        ] {
            assert_eq!(advice(good).strength, Strength::Good, "{good}");
        }
    }

    #[test]
    fn advice_says_what_to_do() {
        assert!(advice("otter").words.contains("four words"));
        assert!(advice("07062026").words.contains("Use words"));
        assert!(advice("kettle otter moss").words.contains("One more word"));
    }
}
