//! Names made comparable: for matching what is the same, and for searching as people type.

/// Letters U+00C0 to U+017F without their accents; `*` stands for two letters, see [`two_letters`].
const LATIN: &[u8; 192] = b"aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Letters U+1E00 to U+1EFF (Welsh, Vietnamese and others) without their accents; `*` where there is no plain letter.
const LATIN_EXTENDED: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy******aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy******";

/// A key that is equal for names that people would call the same.
///
/// Case, accents, punctuation and spacing make no difference, nor `Ltd` and `Limited`, `CIC` and `Community Interest
/// Company`, `&` and `and`, or a leading `The`. Different legal forms stay different: `X Ltd` is not `X CIC`.
/// Empty when the name has no letter or figure; such a name matches nothing.
#[must_use]
pub fn match_key(name: &str) -> String {
    let folded = search_key(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    let mut key = String::with_capacity(folded.len());
    let mut rest = words.as_slice();
    while let [first, others @ ..] = rest {
        let phrase = PHRASES.iter().find(|(phrase, _)| rest.starts_with(phrase));
        let (word, after) = match phrase {
            Some((phrase, short)) => (*short, rest.get(phrase.len()..).unwrap_or_default()),
            None => (*first, others),
        };
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
        rest = after;
    }
    key
}

/// Words that organisations shorten, with the one form that stands for both. Longer phrases come first.
const PHRASES: [(&[&str], &str); 16] = [
    (
        &["scottish", "charitable", "incorporated", "organisation"],
        "scio",
    ),
    (&["charitable", "incorporated", "organisation"], "cio"),
    (&["community", "interest", "company"], "cic"),
    (&["community", "interest", "co"], "cic"),
    (&["limited", "liability", "partnership"], "llp"),
    (&["public", "limited", "company"], "plc"),
    (&["community", "benefit", "society"], "cbs"),
    (&["co", "operatives"], "coops"),
    (&["co", "operative"], "coop"),
    (&["co", "op"], "coop"),
    (&["cooperatives"], "coops"),
    (&["cooperative"], "coop"),
    (&["limited"], "ltd"),
    (&["company"], "co"),
    (&["saint"], "st"),
    (&["organization"], "organisation"),
];

/// A name or text as search compares it: small letters without accents, words divided by single spaces.
///
/// Apostrophes, and the points inside `C.I.C.`, join; `&` and `+` read as `and`; all other punctuation divides.
#[must_use]
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold_into(&mut key, text);
    key
}

/// Appends the [`search_key`] of a text to a buffer, after a space when the buffer holds something already.
pub fn fold_into(key: &mut String, text: &str) {
    let mut divided = true;
    // Letters since the last gap or point: a single one before a point belongs to an abbreviation.
    let mut run = 0_usize;
    let mut rest = text;
    loop {
        // Nearly all letters are plain: a stretch of them is taken at once.
        let plain = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric());
        let (letters, others) = rest.split_at(plain.unwrap_or(rest.len()));
        if !letters.is_empty() {
            append(key, divided, letters);
            let start = key.len() - letters.len();
            if let Some(added) = key.get_mut(start..) {
                added.make_ascii_lowercase();
            }
            run += letters.len();
            divided = false;
        }
        let mut others = others.chars();
        let Some(c) = others.next() else {
            return;
        };
        rest = others.as_str();
        match Folded::of(c) {
            Folded::Letter(letter) => {
                append(key, divided, letter.encode_utf8(&mut [0; 4]));
                run += 1;
                divided = false;
            }
            Folded::Letters(letters) => {
                append(key, divided, letters);
                run += letters.len();
                divided = false;
            }
            Folded::And => {
                append(key, true, "and");
                run = 0;
                divided = true;
            }
            Folded::Point if run == 1 && !divided => run = 0,
            Folded::Nothing => {}
            Folded::Point | Folded::Gap => {
                run = 0;
                divided = true;
            }
        }
    }
}

fn append(key: &mut String, divided: bool, letters: &str) {
    if divided && !key.is_empty() {
        key.push(' ');
    }
    key.push_str(letters);
}

/// What becomes of a character that is no plain letter or figure.
enum Folded {
    Letter(char),
    Letters(&'static str),
    And,
    Point,
    Nothing,
    Gap,
}

impl Folded {
    fn of(c: char) -> Self {
        match c {
            '&' | '+' => Self::And,
            '.' => Self::Point,
            '\'' | '’' | '‘' | '`' | 'ʼ' | '´' | '\u{ad}' => Self::Nothing,
            '\0'..='\u{bf}' => Self::Gap,
            '\u{c0}'..='\u{17f}' => plain(c, 0xc0, LATIN),
            'Ș' | 'ș' => Self::Letter('s'),
            'Ț' | 'ț' => Self::Letter('t'),
            '\u{1e00}'..='\u{1eff}' => plain(c, 0x1e00, LATIN_EXTENDED),
            // Accents that stand apart from their letter, and marks that are not seen.
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
                Self::Nothing
            }
            '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' => {
                Self::Gap
            }
            'Α'..='Ω' | 'А'..='Я' => Self::Letter(moved(c, 32)),
            'Ѐ'..='Џ' => Self::Letter(moved(c, 80)),
            other => Self::Letter(other),
        }
    }
}

/// The small letter that stands this far behind its capital in Unicode.
fn moved(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

fn plain(c: char, first: u32, table: &[u8]) -> Folded {
    let place = usize::try_from(u32::from(c) - first).ok();
    match place.and_then(|place| table.get(place)) {
        Some(b' ') => Folded::Gap,
        Some(letter) if *letter != b'*' => Folded::Letter(char::from(*letter)),
        _ => two_letters(c),
    }
}

fn two_letters(c: char) -> Folded {
    Folded::Letters(match c {
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'Þ' | 'þ' => "th",
        'Ĳ' | 'ĳ' => "ij",
        other => return Folded::Letter(other),
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_people_call_the_same_match() {
        for (left, right) in [
            ("Stainforth4all Ltd", "STAINFORTH4ALL LIMITED"),
            ("Stainforth4all Ltd", " Stainforth4all   Ltd. "),
            (
                "Community Catalysts CIC",
                "Community Catalysts Community Interest Company",
            ),
            ("Community Catalysts C.I.C.", "Community Catalysts C.I.C"),
            ("Community Catalysts C.I.C.", "community catalysts cic"),
            ("The Old Courts", "Old Courts"),
            ("Bread & Roses", "Bread and Roses"),
            ("Bread&Roses", "Bread + Roses"),
            ("Women's Network", "Women’s Network"),
            ("Womens Network", "Women's Network"),
            ("Esmée Fairbairn", "Esmee Fairbairn"),
            ("Esme\u{301}e Fairbairn", "ESMÉE FAIRBAIRN"),
            ("Plas Tŷ Gŵyr", "plas ty gwyr"),
            ("Straße Æther", "strasse aether"),
            ("Bristol Energy Co-operative", "Bristol Energy Cooperative"),
            ("Bristol Energy Co-op Ltd", "Bristol Energy Coop Limited"),
            ("St. Mary's", "Saint Marys"),
            ("Sail – Training (Hull)", "Sail Training, Hull"),
            ("Добро", "ДОБРО"),
            ("Tudor Trading Co Ltd", "Tudor Trading Company Limited"),
        ] {
            assert_eq!(match_key(left), match_key(right), "{left} / {right}");
        }
    }

    #[test]
    fn names_that_differ_stay_apart() {
        for (left, right) in [
            ("Old Courts Ltd", "Old Courts CIC"),
            ("Old Courts Ltd", "Old Courts"),
            ("Hull 1", "Hull 11"),
            ("St Mary", "S T Mary"),
            ("Then Café", "N Cafe"),
            ("A.B. Smith", "A B Smith"),
        ] {
            assert_ne!(match_key(left), match_key(right), "{left} / {right}");
        }
        assert_eq!(match_key("The"), "the");
        assert_eq!(match_key(" -?! "), "");
        assert_eq!(match_key(""), "");
    }

    #[test]
    fn search_sees_plain_words() {
        assert_eq!(search_key("  Café–Bar: “Élan” "), "cafe bar elan");
        assert_eq!(search_key("R&D"), "r and d");
        assert_eq!(search_key("info@x.org"), "info xorg");
        assert_eq!(search_key("12.5"), "12 5");
        assert_eq!(search_key("3×4"), "3 4");
        let mut both = "one".to_owned();
        fold_into(&mut both, "Two!");
        fold_into(&mut both, "…");
        assert_eq!(both, "one two");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in ".{0,60}") {
            let key = search_key(&name);
            prop_assert_eq!(search_key(&key), key.clone());
            prop_assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "));
            let matched = match_key(&name);
            prop_assert!(!matched.starts_with(' ') && !matched.contains("  "));
        }

        #[test]
        fn case_and_spacing_never_matter(words in prop::collection::vec("[A-Za-zÀ-ÿ]{2,8}", 1..5)) {
            let plain = words.join(" ");
            let spaced = format!("  {} ", words.join("  ").to_uppercase());
            prop_assert_eq!(match_key(&plain), match_key(&spaced));
        }
    }
}
