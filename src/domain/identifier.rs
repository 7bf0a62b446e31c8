//! Identifiers of organisations: a register's code and the organisation's number in it (org-id.guide).

mod guess;
mod register;
mod shape;

use std::fmt;

use crate::domain::text::{is_invisible, is_space, shown, strip_prefix_any_case, text_form, tidy};

use register::{REGISTERS, Register, register};
use shape::{fits, is_placeholder, normalised, society_number};

/// The longest number that is taken, in characters; real ones have fewer than 40.
const LONGEST: usize = 100;

/// The code that stands before identifiers which a publisher of grants made up itself (`360G-ptc-…`).
const PUBLISHER_MADE: &str = "360G";

/// An organisation's identifier, `GB-COH-07296070`: the register's code, and the number as that register writes it.
///
/// A number that the register cannot have issued is kept as it came and flagged by [`OrganisationId::problem`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationId {
    scheme: String,
    number: String,
}

/// Why a text is not an organisation's identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// There is nothing but spaces.
    #[error("There is no identifier here. Write one such as GB-COH-07296070.")]
    Empty,
    /// The register is not named.
    #[error(
        "“{found}” does not say which register it is from. Write one such as GB-COH-07296070, or “company number 7296070”."
    )]
    NoRegister {
        /// The text, shortened.
        found: String,
    },
    /// The number is missing, or words such as “n/a” stand in its place.
    #[error("“{found}” has no number. Write one such as GB-COH-07296070.")]
    NoNumber {
        /// The text, shortened.
        found: String,
    },
    /// The number is too long or has characters that are not seen.
    #[error(
        "“{found}” is too long, or has hidden characters in it. Write one such as GB-COH-07296070."
    )]
    Unreadable {
        /// The text, shortened.
        found: String,
    },
}

impl OrganisationId {
    /// Reads `GB-COH-07296070`, or words that name the register: `company number 7296070`.
    ///
    /// # Errors
    /// When the text is blank, names no register, or holds no number.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let tidied = tidy(text);
        if tidied.is_empty() {
            return Err(IdentifierError::Empty);
        }
        match split_scheme(tidied) {
            Some((scheme, number)) => Self::build(&scheme, number, tidied),
            None => Self::guess(tidied).ok_or_else(|| IdentifierError::NoRegister {
                found: shown(tidied),
            }),
        }
    }

    /// Reads a number from a column that belongs to one register, such as `7296070` in `GB-COH`.
    ///
    /// A whole identifier in such a column keeps its own register.
    ///
    /// # Errors
    /// When the code is no register's, or the text is blank or a placeholder such as `n/a` or `exempt`.
    pub fn in_scheme(scheme: &str, number: &str) -> Result<Self, IdentifierError> {
        let tidied = tidy(number);
        if tidied.is_empty() {
            return Err(IdentifierError::Empty);
        }
        if let Some((own, number)) = split_scheme(tidied) {
            return Self::build(&own, number, tidied);
        }
        let scheme = tidy(scheme).to_ascii_uppercase();
        if register(&scheme).is_none() && scheme != PUBLISHER_MADE && !is_foreign_code(&scheme) {
            return Err(IdentifierError::NoRegister {
                found: shown(&scheme),
            });
        }
        if is_placeholder(tidied) {
            return Err(IdentifierError::NoNumber {
                found: shown(tidied),
            });
        }
        let plain = Self::build(&scheme, tidied, tidied)?;
        if plain.is_well_formed() {
            return Ok(plain);
        }
        // The number stands among words. A register named there counts for more than the column's.
        let named = Self::find_all(tidied);
        let own = named.iter().find(|id| id.scheme == plain.scheme).cloned();
        Ok(own
            .or_else(|| named.into_iter().next())
            .or_else(|| Self::find_numbers(&scheme, tidied).into_iter().next())
            .unwrap_or(plain))
    }

    /// The first identifier that a text names with its register: `Company number 7296070`, `charity no. 1139228`.
    ///
    /// A bare number is taken only when one register alone can have issued it: `1139228` may be a company or a charity.
    #[must_use]
    pub fn guess(text: &str) -> Option<Self> {
        Self::find_all(text).into_iter().next()
    }

    /// The register's code, `GB-COH`; `360G` for identifiers that a publisher of grants made up.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The number as the register writes it, `07296070`.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The register's name, or its code when Fledgling does not know it.
    #[must_use]
    pub fn scheme_name(&self) -> &str {
        if self.scheme == PUBLISHER_MADE {
            return "Identifier made by a grant's publisher";
        }
        self.register().map_or(&self.scheme, |known| known.name)
    }

    /// Whether the register can have issued this number, going by its form.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        fits(&self.scheme, &self.number)
    }

    /// Whether equal identifiers mean the same organisation. Not so for numbers that are local to one notice
    /// (`GB-CFS`, `GB-SRS`), nor for numbers that the register cannot have issued.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.is_well_formed() && self.register().is_none_or(|known| known.is_identity)
    }

    /// What is wrong with the number, in a sentence with an example; nothing when it has the register's form.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let example = self.register().map_or("07296070", |known| known.example);
        (!self.is_well_formed()).then(|| {
            format!(
                "“{}” is not a number of {}, such as {example}. It is kept as it is and matches nothing.",
                shown(&self.number),
                self.scheme_name()
            )
        })
    }

    /// Keys under which the same organisation is found; two organisations that share one are the same.
    ///
    /// Societies registered with the FCA appear at Companies House under the same number with `IP` or `RS` before it,
    /// so `GB-COH-IP28755R` and `GB-MPR-28755R` share a key. Empty when this is no identity.
    #[must_use]
    pub fn match_keys(&self) -> Vec<String> {
        if !self.is_identity() {
            return Vec::new();
        }
        match self.society_number() {
            Some(number) => vec![format!("GB-MPR-{number}")],
            None => vec![self.text()],
        }
    }

    /// Whether this is a registered society's number, at Companies House or in the Mutuals Register.
    #[must_use]
    pub fn is_society(&self) -> bool {
        self.society_number().is_some()
    }

    /// The organisation's page in the register, when the register has such pages.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let template = self.register().filter(|_| self.is_identity())?.page?;
        Some(template.replace("{id}", &self.number))
    }

    /// The canonical text, `GB-COH-07296070`.
    fn text(&self) -> String {
        self.to_string()
    }

    fn register(&self) -> Option<&'static Register> {
        register(&self.scheme)
    }

    fn society_number(&self) -> Option<&str> {
        society_number(&self.scheme, &self.number)
    }

    fn build(scheme: &str, number: &str, whole: &str) -> Result<Self, IdentifierError> {
        let found = || shown(whole);
        let number = tidy(number).trim_start_matches(|c| c == '\'' || is_separator(c));
        if !number.contains(|c: char| c.is_ascii_alphanumeric()) {
            return Err(IdentifierError::NoNumber { found: found() });
        }
        if number.chars().any(is_invisible) || number.chars().count() > LONGEST {
            return Err(IdentifierError::Unreadable { found: found() });
        }
        let (scheme, number) = normalised(scheme, number);
        Ok(Self { scheme, number })
    }
}

/// What people put between a register's code and a number.
fn is_separator(c: char) -> bool {
    matches!(c, '-' | ':' | '/' | '_') || is_space(c)
}

/// Splits an identifier into its register's code and the number; nothing when no register stands before it.
fn split_scheme(text: &str) -> Option<(String, &str)> {
    let known = REGISTERS.iter().map(|register| register.code);
    for code in known.chain([PUBLISHER_MADE]) {
        if let Some(rest) = strip_prefix_any_case(text, code)
            && rest.starts_with(is_separator)
        {
            return Some((code.to_owned(), rest));
        }
    }
    let mut parts = text.splitn(3, '-');
    let (country, list, number) = (parts.next()?, parts.next()?, parts.next()?);
    let code = format!("{country}-{list}");
    is_foreign_code(&code).then_some((code, number))
}

/// Whether this has the form of an org-id register code that Fledgling does not know, such as `US-EIN`.
fn is_foreign_code(code: &str) -> bool {
    code.split_once('-').is_some_and(|(country, list)| {
        country.len() == 2
            && country.bytes().all(|byte| byte.is_ascii_uppercase())
            && (3..=12).contains(&list.len())
            && list.starts_with(|c: char| c.is_ascii_uppercase())
            && list
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

impl fmt::Display for OrganisationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.scheme, self.number)
    }
}

text_form!(
    OrganisationId,
    text,
    "An organisation's identifier: the register's org-id code, a hyphen, and its number there.",
    "GB-COH-07296070"
);

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
