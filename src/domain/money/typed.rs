//! Amounts of pounds as people type them.

use super::decimal::{Misfit, MoneyError, scaled};
use crate::domain::text::{is_space, shown, strip_prefix_any_case, strip_suffix_any_case, tidy};

/// Words and letters after a number that multiply it, with the power of ten they stand for; longest first.
const SCALES: [(&str, i64); 7] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("bn", 9),
    ("mn", 6),
    ("m", 6),
    ("k", 3),
];

/// Marks of currencies that people paste most often beside amounts.
const OTHER_CURRENCIES: [&str; 9] = ["$", "€", "¥", "USD", "EUR", "AUD", "CAD", "CHF", "JPY"];

/// Reads pounds as people write them, into pence.
pub(super) fn read_pounds(text: &str) -> Result<i64, MoneyError> {
    let tidied = tidy(text);
    if matches!(tidied, "" | "-" | "–" | "—") {
        return Err(MoneyError::Empty);
    }
    let (negative, rest) = take_sign_and_currency(tidied);
    if OTHER_CURRENCIES.iter().any(|mark| {
        strip_prefix_any_case(rest, mark).is_some() || strip_suffix_any_case(rest, mark).is_some()
    }) {
        return Err(MoneyError::OtherCurrency {
            found: shown(tidied),
        });
    }
    let (rest, scale) = take_scale(rest);
    let (whole, fraction) = split_number(rest).map_err(|fault| fault.in_words(tidied))?;
    if scale == 0 && fraction.len() > 2 {
        return Err(Misfit::TooPrecise.in_words(tidied));
    }
    scaled(negative, &whole, &fraction, scale + 2).map_err(|misfit| misfit.in_words(tidied))
}

/// Takes off at most one sign (a minus, or brackets as accountants write) and one mark of pounds, in either order.
fn take_sign_and_currency(text: &str) -> (bool, &str) {
    let mut rest = text;
    let mut negative = false;
    let mut signed = false;
    let mut marked = false;
    loop {
        let before = rest;
        if !signed {
            let bracketed = rest
                .strip_prefix('(')
                .and_then(|inner| inner.strip_suffix(')'));
            if let Some(inner) = bracketed.or_else(|| rest.strip_prefix(['-', '−', '–'])) {
                (rest, negative, signed) = (tidy(inner), true, true);
            } else if let Some(inner) = rest.strip_prefix('+') {
                (rest, signed) = (tidy(inner), true);
            }
        }
        if !marked && let Some(inner) = without_pounds(rest) {
            (rest, marked) = (tidy(inner), true);
        }
        if rest.len() == before.len() {
            return (negative, rest);
        }
    }
}

fn without_pounds(text: &str) -> Option<&str> {
    text.strip_prefix('£')
        .or_else(|| strip_prefix_any_case(text, "GBP"))
        .or_else(|| text.strip_suffix('£'))
        .or_else(|| strip_suffix_any_case(text, "GBP"))
        .or_else(|| strip_suffix_any_case(text, "pounds"))
}

fn take_scale(text: &str) -> (&str, i64) {
    SCALES
        .iter()
        .find_map(|(word, power)| Some((tidy(strip_suffix_any_case(text, word)?), *power)))
        .unwrap_or((text, 0))
}

/// Why a number's digits and separators make no amount.
enum Fault {
    NotAnAmount,
    Ambiguous,
}

impl Fault {
    fn in_words(self, text: &str) -> MoneyError {
        let found = shown(text);
        match self {
            Self::NotAnAmount => MoneyError::NotAnAmount { found },
            Self::Ambiguous => MoneyError::Ambiguous { found },
        }
    }
}

/// Splits `1,200.50` or `1 200` into its whole digits and its digits after the point.
fn split_number(text: &str) -> Result<(String, String), Fault> {
    let known = |c: char| c.is_ascii_digit() || c == ',' || c == '.' || is_space(c);
    if !text.contains(|c: char| c.is_ascii_digit()) || !text.chars().all(known) {
        return Err(Fault::NotAnAmount);
    }
    let mut parts = text.split('.');
    let whole = parts.next().unwrap_or_default();
    let fraction = parts.next().unwrap_or_default();
    if parts.next().is_some() || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return Err(Fault::Ambiguous);
    }
    let by_commas = whole.contains(',');
    if by_commas && whole.contains(is_space) {
        return Err(Fault::Ambiguous);
    }
    let groups: Vec<&str> = whole
        .split(|c| if by_commas { c == ',' } else { is_space(c) })
        .collect();
    if let [first, others @ ..] = groups.as_slice()
        && !others.is_empty()
    {
        let first_fits = (1..=3).contains(&first.len()) && !first.starts_with('0');
        if !first_fits || others.iter().any(|group| group.len() != 3) {
            return Err(Fault::Ambiguous);
        }
    }
    Ok((groups.concat(), fraction.to_owned()))
}
