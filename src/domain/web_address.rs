//! Web addresses, and links that are safe to follow.

use std::fmt;

use crate::domain::{
    email::{Email, is_domain},
    text::{is_invisible, is_space, shown, strip_prefix_any_case, text_form, tidy},
};

/// The longest address that is taken, in bytes; browsers and servers cut off longer ones.
const LONGEST: usize = 2_000;

/// The address of a page on the web: http or https, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(String);

/// Something a person can follow: a page, an email address or a telephone number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// A page on the web.
    Page(WebAddress),
    /// An email address.
    Email(Email),
    /// A telephone number: figures, with `+` before an international one.
    Telephone(String),
}

/// Why a text is not an address that can be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebAddressError {
    /// There is nothing but spaces.
    #[error("There is no address here. Write one such as https://www.example.org.")]
    Empty,
    /// The address would do something other than open a page.
    #[error(
        "“{found}” is not a kind of address that Fledgling opens. Write one such as https://www.example.org."
    )]
    KindRefused {
        /// The text, shortened.
        found: String,
    },
    /// The address holds a space, or a character that is not seen.
    #[error(
        "“{found}” has a space or hidden character in it. Write an address such as https://www.example.org/page."
    )]
    HiddenCharacter {
        /// The text, shortened.
        found: String,
    },
    /// The address holds a user name or password.
    #[error("“{found}” has a user name in it. Leave it out, such as https://www.example.org.")]
    HasUserName {
        /// The text, shortened.
        found: String,
    },
    /// The text is something else.
    #[error("“{found}” is not a web address. Write one such as https://www.example.org.")]
    NotAnAddress {
        /// The text, shortened.
        found: String,
    },
    /// The address is longer than servers take.
    #[error(
        "This address is longer than 2,000 letters. Write a shorter one, such as https://www.example.org/page."
    )]
    TooLong,
    /// The telephone number is not one.
    #[error("“{found}” is not a telephone number. Write one such as tel:+442079460000.")]
    NotATelephoneNumber {
        /// The text, shortened.
        found: String,
    },
}

impl WebAddress {
    /// Reads an address; `https://` is put before one without a scheme, such as `www.example.org/page`.
    ///
    /// # Errors
    /// When the text is no http or https address, or one that could mislead: with hidden characters or a user name.
    pub fn parse(text: &str) -> Result<Self, WebAddressError> {
        let text = safe_text(text)?;
        let found = || shown(text);
        let (scheme, rest) = match scheme_of(text) {
            Some(("http" | "https", rest)) if !rest.starts_with("//") => {
                return Err(WebAddressError::NotAnAddress { found: found() });
            }
            Some((scheme @ ("http" | "https"), rest)) => (Some(scheme), rest.get(2..)),
            Some(_) => return Err(WebAddressError::KindRefused { found: found() }),
            None => (None, Some(text.strip_prefix("//").unwrap_or(text))),
        };
        let rest = rest.unwrap_or_default();
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(WebAddressError::HasUserName { found: found() });
        }
        let host_and_port = host_and_port(authority, scheme.is_some())
            .ok_or_else(|| WebAddressError::NotAnAddress { found: found() })?;
        let scheme = scheme.unwrap_or("https");
        Ok(Self(format!("{scheme}://{host_and_port}{tail}")))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, `www.example.org`.
    #[must_use]
    pub fn host(&self) -> &str {
        let authority = self.authority_and_tail();
        let end = authority
            .find(['/', '?', '#', ':'])
            .unwrap_or(authority.len());
        authority.get(..end).unwrap_or_default()
    }

    /// The address as people say it: without scheme, `www.` and a last slash.
    #[must_use]
    pub fn spoken(&self) -> &str {
        let rest = self.authority_and_tail();
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        rest.strip_suffix('/').unwrap_or(rest)
    }

    fn authority_and_tail(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest)
    }
}

impl Link {
    /// Reads a web address, an email address (with or without `mailto:`), or a telephone number after `tel:`.
    ///
    /// What follows `?` in a `mailto:` address is left out. Every other kind (`javascript:`, `data:`, `file:`) is refused.
    ///
    /// # Errors
    /// When the text is none of these.
    pub fn parse(text: &str) -> Result<Self, WebAddressError> {
        let safe = safe_text(text)?;
        if let Some(number) = strip_prefix_any_case(safe, "tel:") {
            return telephone(number)
                .map(Self::Telephone)
                .ok_or_else(|| WebAddressError::NotATelephoneNumber { found: shown(safe) });
        }
        let mail = strip_prefix_any_case(safe, "mailto:")
            .map(|address| address.split('?').next().unwrap_or_default());
        let bare_mail = (safe.contains('@') && !safe.contains(['/', ':'])).then_some(safe);
        match mail.or(bare_mail) {
            Some(address) => Email::parse(address)
                .map(Self::Email)
                .map_err(|_| WebAddressError::NotAnAddress { found: shown(safe) }),
            None => WebAddress::parse(safe).map(Self::Page),
        }
    }

    /// What a link on a page points to, `mailto:` and `tel:` included.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Page(address) => address.as_str().to_owned(),
            Self::Email(address) => format!("mailto:{address}"),
            Self::Telephone(number) => format!("tel:{number}"),
        }
    }

    /// What people read when the link has no title.
    #[must_use]
    pub fn spoken(&self) -> &str {
        match self {
            Self::Page(address) => address.spoken(),
            Self::Email(address) => address.as_str(),
            Self::Telephone(number) => number,
        }
    }
}

/// The text without what surrounds it, if nothing in it could deceive a reader or a browser.
fn safe_text(text: &str) -> Result<&str, WebAddressError> {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return Err(WebAddressError::Empty);
    }
    if text.len() > LONGEST {
        return Err(WebAddressError::TooLong);
    }
    let telephone = strip_prefix_any_case(text, "tel:").is_some();
    if text
        .chars()
        .any(|c| is_invisible(c) || (is_space(c) && !telephone))
    {
        return Err(WebAddressError::HiddenCharacter { found: shown(text) });
    }
    if text.contains(['<', '>', '"', '`', '\\', '{', '}']) {
        return Err(WebAddressError::NotAnAddress { found: shown(text) });
    }
    Ok(text)
}

/// The scheme in small letters, with what follows its colon; nothing for `www.example.org:8080/page`.
fn scheme_of(text: &str) -> Option<(&'static str, &str)> {
    let (before, after) = text.split_once(':')?;
    if before.contains(['/', '?', '#']) {
        return None;
    }
    let port = after.split('/').next().unwrap_or_default();
    if before.contains('.') && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if before.eq_ignore_ascii_case("https") {
        Some(("https", after))
    } else if before.eq_ignore_ascii_case("http") {
        Some(("http", after))
    } else {
        Some(("", after))
    }
}

/// The host in small letters with its port; a scheme makes single names such as `intranet` acceptable.
fn host_and_port(authority: &str, scheme_given: bool) -> Option<String> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let numbers = host.split('.').collect::<Vec<_>>();
    let dotted = numbers.len() == 4 && numbers.iter().all(|part| part.parse::<u8>().is_ok());
    let single = !host.contains('.') && is_domain(&format!("{host}.example"));
    if !(is_domain(&host) || (scheme_given && (dotted || single))) {
        return None;
    }
    match port {
        None | Some("") => Some(host),
        Some(port) => {
            let digits = port.bytes().all(|byte| byte.is_ascii_digit());
            let number = Some(port).filter(|_| digits)?.parse::<u16>().ok()?;
            Some(format!("{host}:{number}"))
        }
    }
}

/// Figures with a `+` before them if one was given; what people put between them is left out.
fn telephone(text: &str) -> Option<String> {
    let tidied = tidy(text);
    let digits: String = tidied.chars().filter(char::is_ascii_digit).collect();
    let plus = if tidied.starts_with('+') { "+" } else { "" };
    let rest = tidied.strip_prefix('+').unwrap_or(tidied);
    let known = |c: char| c.is_ascii_digit() || is_space(c) || matches!(c, '-' | '(' | ')' | '.');
    (rest.chars().all(known) && (3..=15).contains(&digits.len())).then(|| format!("{plus}{digits}"))
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same text as [`Link::href`].
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.href())
    }
}

text_form!(
    WebAddress,
    as_str,
    "The address of a page, http or https.",
    "https://www.example.org/"
);
text_form!(
    Link,
    href,
    "An address that can be followed: http, https, mailto or tel.",
    "mailto:name@example.org"
);

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
