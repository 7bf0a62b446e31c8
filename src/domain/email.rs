//! Email addresses.

use std::fmt;

use crate::domain::text::{is_invisible, is_space, shown, strip_prefix_any_case, text_form, tidy};

/// An email address, its domain in small letters. Whether anybody reads it is not checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Why a text is not an email address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// There is nothing but spaces.
    #[error("There is no email address here. Write one such as name@example.org.")]
    Empty,
    /// There is no `@`.
    #[error("“{found}” has no @. Write an email address such as name@example.org.")]
    NoAt {
        /// The text, shortened.
        found: String,
    },
    /// There is more than one `@`.
    #[error(
        "“{found}” seems to hold more than one email address. Write one, such as name@example.org."
    )]
    MoreThanOne {
        /// The text, shortened.
        found: String,
    },
    /// A side of the `@` has a form that no address has.
    #[error("“{found}” is not an email address. Write one such as name@example.org.")]
    NotAnAddress {
        /// The text, shortened.
        found: String,
    },
}

impl Email {
    /// Reads an address, also as `mailto:name@example.org` and `Name <name@example.org>`.
    ///
    /// # Errors
    /// When the text is blank, holds no address or several, or one that no mail server would take.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let tidied = tidy(text);
        let found = || shown(tidied);
        let bare = match tidied.split_once('<') {
            Some((_, rest)) => rest
                .strip_suffix('>')
                .ok_or_else(|| EmailError::NotAnAddress { found: found() })?,
            None => tidied,
        };
        let bare = tidy(strip_prefix_any_case(bare, "mailto:").unwrap_or(bare));
        if bare.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = bare
            .split_once('@')
            .ok_or_else(|| EmailError::NoAt { found: found() })?;
        if domain.contains('@') {
            return Err(EmailError::MoreThanOne { found: found() });
        }
        let domain = domain.to_ascii_lowercase();
        if is_local_part(local) && is_domain(&domain) {
            Ok(Self(format!("{local}@{domain}")))
        } else {
            Err(EmailError::NotAnAddress { found: found() })
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// A key that is equal for addresses that reach the same person, whatever the case they are written in.
    #[must_use]
    pub fn match_key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// Whether the part before the `@` is one that mail servers take without quotes (RFC 5321, RFC 6531).
fn is_local_part(local: &str) -> bool {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            || (!c.is_ascii() && !is_space(c) && !is_invisible(c))
    };
    (1..=64).contains(&local.len())
        && local.chars().all(allowed)
        && local.split('.').all(|part| !part.is_empty())
}

/// Whether this is a full domain name in small letters, `example.org` (RFC 1035; other scripts as they are written).
pub(crate) fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| {
                c.is_ascii_lowercase()
                    || c.is_ascii_digit()
                    || c == '-'
                    || (!c.is_ascii() && !is_space(c) && !is_invisible(c))
            })
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(label)
        && last.chars().count() >= 2
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_form!(Email, as_str, "An email address.", "name@example.org");

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        for (text, address) in [
            ("jo@example.org", "jo@example.org"),
            (" Jo.Bloggs@Example.ORG ", "Jo.Bloggs@example.org"),
            ("mailto:jo@example.org", "jo@example.org"),
            ("Jo Bloggs <jo@example.org>", "jo@example.org"),
            ("jo+nest@mail.example.co.uk", "jo+nest@mail.example.co.uk"),
            ("o'neill@example.org", "o'neill@example.org"),
            ("zoë@café.example", "zoë@café.example"),
        ] {
            assert_eq!(
                Email::parse(text).map(|e| e.to_string()),
                Ok(address.to_owned())
            );
        }
        let email = Email::parse("Jo@Example.org").unwrap();
        assert_eq!(email.domain(), "example.org");
        assert_eq!(email.match_key(), "jo@example.org");
        assert_eq!(serde_json::to_string(&email).unwrap(), "\"Jo@example.org\"");
        assert_eq!(
            serde_json::from_str::<Email>("\"Jo@EXAMPLE.org\"").unwrap(),
            email
        );
    }

    #[test]
    fn what_is_no_address_is_refused_in_words() {
        let refused = |text| Email::parse(text).map_err(|error| error.to_string());
        assert_eq!(
            refused("jo at example.org"),
            Err(
                "“jo at example.org” has no @. Write an email address such as name@example.org."
                    .to_owned()
            )
        );
        assert_eq!(
            refused("a@x.org; b@y.org"),
            Err("“a@x.org; b@y.org” seems to hold more than one email address. Write one, such as name@example.org.".to_owned())
        );
        assert_eq!(Email::parse(" "), Err(EmailError::Empty));
        for text in [
            "@x.org",
            "jo@",
            "jo@x",
            "jo@x.o",
            "jo@-x.org",
            "jo@x..org",
            ".jo@x.org",
            "j o@x.org",
            "jo@x.org.",
            "jo@x_y.org",
            "jo@x.\u{202e}org",
            "jo@1.2.3.4",
            "<jo@x.org",
            "jo\u{200b}e@x.org",
            "jo@x.org?subject=hi",
            "jo\n@x.org",
            "mailto:",
            "=cmd@x.org,",
        ] {
            assert!(
                Email::parse(text).is_err(),
                "{text}: {:?}",
                Email::parse(text)
            );
        }
    }

    proptest! {
        #[test]
        fn any_address_is_read_back(text in "[a-zA-Z0-9_%+-]{1,12}@[a-zA-Z0-9]{1,8}\\.[a-zA-Z]{2,6}") {
            let email = Email::parse(&text).unwrap();
            prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
        }

        #[test]
        fn no_text_makes_reading_panic(text in ".{0,20}", near in "[a@.<>: -]{0,12}") {
            for text in [text, near] {
                let _ = Email::parse(&text).map_err(|e| e.to_string());
            }
        }
    }
}
