//! UK postcodes.

use std::fmt;

use crate::domain::text::{is_space, shown, text_form, tidy};

/// A UK postcode in capitals with its space, `ME13 7RH`. Its form is checked, not that the Royal Mail uses it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

/// Why a text is not a postcode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeError {
    /// There is nothing but spaces.
    #[error("There is no postcode here. Write one such as ME13 7RH.")]
    Empty,
    /// Only the first half is there.
    #[error("“{found}” is only the first half of a postcode. Write all of it, such as ME13 7RH.")]
    FirstHalfOnly {
        /// The text, shortened.
        found: String,
    },
    /// The text has another form.
    #[error("“{found}” is not a UK postcode. Write one such as ME13 7RH.")]
    NotAPostcode {
        /// The text, shortened.
        found: String,
    },
}

impl Postcode {
    /// Reads a postcode in any case, with or without its space; a letter O where the figure 0 belongs is put right.
    ///
    /// # Errors
    /// When the text has not the form of a UK postcode.
    pub fn parse(text: &str) -> Result<Self, PostcodeError> {
        let tidied = tidy(text);
        if tidied.is_empty() {
            return Err(PostcodeError::Empty);
        }
        let found = || shown(tidied);
        let compact: String = tidied
            .chars()
            .filter(|c| !is_space(*c) && !matches!(c, '-' | '.'))
            .map(|c| c.to_ascii_uppercase())
            .take(9)
            .collect();
        if is_outward(compact.as_bytes()) {
            return Err(PostcodeError::FirstHalfOnly { found: found() });
        }
        let split = compact.len().checked_sub(3);
        match split.and_then(|at| compact.split_at_checked(at)) {
            Some((outward, inward)) if is_outward(outward.as_bytes()) || outward == "GIR" => {
                inward_half(inward)
                    .map(|inward| Self(format!("{outward} {inward}")))
                    .ok_or_else(|| PostcodeError::NotAPostcode { found: found() })
            }
            _ => Err(PostcodeError::NotAPostcode { found: found() }),
        }
    }

    /// The whole postcode, `ME13 7RH`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first half, `ME13`: a district of some thousand homes.
    #[must_use]
    pub fn outward(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// The letters at its start, `ME`: a postcode area, often a town and its surroundings.
    #[must_use]
    pub fn area(&self) -> &str {
        self.0
            .split(|c: char| c.is_ascii_digit() || c == ' ')
            .next()
            .unwrap_or_default()
    }
}

/// Whether this is a first half: `M1`, `M60`, `CR2`, `DN55`, `W1A` or `EC1A`.
fn is_outward(code: &[u8]) -> bool {
    let first = |c: &u8| c.is_ascii_uppercase() && !b"QVX".contains(c);
    let second = |c: &u8| c.is_ascii_uppercase() && !b"IJZ".contains(c);
    let ending = |c: &u8| c.is_ascii_digit() || (c.is_ascii_uppercase() && !b"IOQZ".contains(c));
    match code {
        [a, d] => first(a) && d.is_ascii_digit(),
        [a, b, c] if b.is_ascii_digit() => first(a) && ending(c),
        [a, b, d] => first(a) && second(b) && d.is_ascii_digit(),
        [a, b, d, c] => first(a) && second(b) && d.is_ascii_digit() && ending(c),
        _ => false,
    }
}

/// The second half, `7RH`, put right where its figure was typed as a letter.
fn inward_half(code: &str) -> Option<String> {
    let letter = |c: u8| c.is_ascii_uppercase() && !b"CIKMOV".contains(&c);
    match code.as_bytes() {
        [figure, a, b] if letter(*a) && letter(*b) => match figure {
            b'0'..=b'9' => Some(code.to_owned()),
            b'O' => Some(code.replacen('O', "0", 1)),
            _ => None,
        },
        _ => None,
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_form!(Postcode, as_str, "A UK postcode.", "ME13 7RH");

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn postcodes_are_read_in_any_case_and_spacing() {
        for (text, code) in [
            ("ME137RH", "ME13 7RH"),
            (" me13 7rh ", "ME13 7RH"),
            ("ME13\u{a0}7RH", "ME13 7RH"),
            ("M E 1 3 7 R H", "ME13 7RH"),
            ("ME13-7RH.", "ME13 7RH"),
            ("M1 1AA", "M1 1AA"),
            ("m60 1nw", "M60 1NW"),
            ("CR2 6XH", "CR2 6XH"),
            ("W1A 1HQ", "W1A 1HQ"),
            ("EC1A 1BB", "EC1A 1BB"),
            ("SE1 OUX", "SE1 0UX"),
            ("GIR 0AA", "GIR 0AA"),
            ("BF1 1AA", "BF1 1AA"),
        ] {
            assert_eq!(
                Postcode::parse(text).map(|p| p.to_string()),
                Ok(code.to_owned())
            );
        }
    }

    #[test]
    fn what_is_no_postcode_is_refused_in_words() {
        let refused = |text| Postcode::parse(text).map_err(|error| error.to_string());
        assert_eq!(
            refused("ME13"),
            Err(
                "“ME13” is only the first half of a postcode. Write all of it, such as ME13 7RH."
                    .to_owned()
            )
        );
        assert_eq!(
            refused("ME13 7R"),
            Err("“ME13 7R” is not a UK postcode. Write one such as ME13 7RH.".to_owned())
        );
        assert_eq!(Postcode::parse("  "), Err(PostcodeError::Empty));
        for text in [
            "90210",
            "ME13 7RC",
            "QE1 1AA",
            "ME1Z 7RH",
            "ME13 77RH",
            "M1 1A",
            "GIR",
            "7RH",
            "ME13 7RH, Kent",
            "МE13 7RH",
            "ÉÉ1 1AA",
            "é7RH",
        ] {
            assert!(Postcode::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_postcode_knows_its_district_and_area() {
        let code = Postcode::parse("me137rh").unwrap();
        assert_eq!((code.outward(), code.area()), ("ME13", "ME"));
        let code = Postcode::parse("w1a1hq").unwrap();
        assert_eq!((code.outward(), code.area()), ("W1A", "W"));
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"W1A 1HQ\"");
        assert_eq!(
            serde_json::from_str::<Postcode>("\"w1a1hq\"").unwrap(),
            code
        );
    }

    proptest! {
        #[test]
        fn any_postcode_is_read_back(code in "[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]? ?[0-9][ABD-HJLNP-UW-Z]{2}") {
            let code = Postcode::parse(&code).unwrap();
            prop_assert_eq!(Postcode::parse(code.as_str()), Ok(code.clone()));
            prop_assert_eq!(Postcode::parse(&code.as_str().replace(' ', "").to_lowercase()), Ok(code));
        }

        #[test]
        fn no_text_makes_reading_panic(text in ".{0,12}") {
            let _ = Postcode::parse(&text).map_err(|e| e.to_string());
        }
    }
}
