//! How each register writes its numbers.

use crate::domain::{names::search_key, text::is_space};

/// Words that people put where a number would be.
const PLACEHOLDERS: [&str; 18] = [
    "n a",
    "na",
    "no",
    "none",
    "nil",
    "null",
    "exempt",
    "excepted",
    "unknown",
    "tbc",
    "tba",
    "pending",
    "applied for",
    "not applicable",
    "not registered",
    "not known",
    "not yet",
    "unregistered",
];

/// Whether words or zeros stand where a number would be.
pub(super) fn is_placeholder(number: &str) -> bool {
    let key = search_key(number);
    PLACEHOLDERS.contains(&key.as_str()) || key.bytes().all(|byte| byte == b'0' || byte == b' ')
}

/// The register and number as the register writes them; a number that it cannot have issued stays as it came.
///
/// Scottish and Northern Irish charities listed under `GB-CHC` move to their own register: its numbers have no letters.
pub(super) fn normalised(scheme: &str, number: &str) -> (String, String) {
    let as_it_came = || (scheme.to_owned(), with_single_spaces(number));
    let Some(compact) = compact(number) else {
        return as_it_came();
    };
    let (scheme, written) = match scheme {
        "GB-COH" => (scheme, company(&compact)),
        "GB-CHC" => charity(number, &compact),
        "GB-SC" => (scheme, scottish_charity(&compact)),
        "GB-NIC" => (scheme, without_prefix(&compact, &["NIC", "NI"])),
        "GB-PPON" => (scheme, procurement_number(&compact)),
        "GB-UKPRN" => (scheme, without_prefix(&compact, &["UKPRN"])),
        "GB-MPR" | "GB-NHS" | "GB-LAE" | "GB-LAS" | "GB-PLA" | "GB-LANI" | "GB-GOR" => {
            (scheme, compact)
        }
        _ => return as_it_came(),
    };
    if fits(scheme, &written) {
        (scheme.to_owned(), written)
    } else {
        as_it_came()
    }
}

/// Whether the register can have issued a number of this form.
pub(super) fn fits(scheme: &str, number: &str) -> bool {
    let letters = |count| (count, true);
    let digits = |count| (count, false);
    if is_placeholder(number) {
        return false;
    }
    match scheme {
        "GB-COH" => {
            let [two, one] = [letters(2), letters(1)];
            [
                &[digits(8)][..],
                &[two, digits(6)],
                // Societies registered before and after 1965, in Great Britain and in Northern Ireland.
                &[two, digits(5), one],
                &[two, digits(4), two],
                &[one, digits(7)],
            ]
            .iter()
            .any(|form| has_form(number, form))
        }
        "GB-CHC" => (6..=7).any(|count| has_form(number, &[digits(count)])),
        "GB-SC" => number.starts_with("SC") && has_form(number, &[letters(2), digits(6)]),
        "GB-NIC" => has_form(number, &[digits(6)]),
        "GB-MPR" => society_number(scheme, number).is_some(),
        "GB-NHS" => (3..=10).contains(&number.len()) && is_capitals_and_digits(number),
        "GB-UKPRN" => number.starts_with('1') && has_form(number, &[digits(8)]),
        "GB-PPON" => {
            let bare = number.replace('-', "");
            bare.len() + 2 == number.len()
                && number == grouped_by_four(&bare)
                && has_form(&bare, &[letters(4), digits(4), letters(4)])
        }
        "GB-LAE" | "GB-LAS" | "GB-PLA" | "GB-LANI" => {
            number.len() == 3 && is_capitals_and_digits(number)
        }
        "GB-GOR" => is_capitals_and_digits(number),
        _ => true,
    }
}

/// A society's number without the `IP`, `RS`, `SP` or `NP` and the zeros that Companies House puts before it.
///
/// The `R` behind old numbers stays: `7500R` and `7500` are two societies.
pub(super) fn society_number<'a>(scheme: &str, number: &'a str) -> Option<&'a str> {
    const PREFIXES: [&str; 4] = ["IP", "RS", "SP", "NP"];
    let stripped = PREFIXES
        .iter()
        .find_map(|prefix| number.strip_prefix(prefix));
    let bare = match scheme {
        "GB-COH" => stripped?,
        "GB-MPR" => stripped.unwrap_or(number),
        _ => return None,
    };
    let bare = bare.trim_start_matches('0');
    let figures = bare.bytes().take_while(u8::is_ascii_digit).count();
    let behind = bare.get(figures..)?;
    let letters = behind.bytes().all(|byte| byte.is_ascii_uppercase());
    ((1..=6).contains(&figures) && behind.len() <= 3 && letters).then_some(bare)
}

/// Whether a text consists of these runs, each a count of capital letters (`true`) or digits (`false`).
fn has_form(text: &str, runs: &[(usize, bool)]) -> bool {
    let wanted = runs
        .iter()
        .flat_map(|(count, letter)| std::iter::repeat_n(*letter, *count));
    text.len() == runs.iter().map(|(count, _)| count).sum::<usize>()
        && text.bytes().zip(wanted).all(|(byte, letter)| {
            if letter {
                byte.is_ascii_uppercase()
            } else {
                byte.is_ascii_digit()
            }
        })
}

fn is_capitals_and_digits(text: &str) -> bool {
    let mut bytes = text.bytes();
    !text.is_empty() && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn with_single_spaces(text: &str) -> String {
    let words = text.split(is_space).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Capitals and digits without what stands between them; nothing when there is anything else.
///
/// The `.0` that spreadsheets put behind numbers is left out.
fn compact(number: &str) -> Option<String> {
    let number = number.strip_suffix(".0").unwrap_or(number);
    let between = |c: char| is_space(c) || matches!(c, '-' | '.' | '/');
    number
        .chars()
        .filter(|c| !between(*c))
        .map(|c| c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()))
        .collect()
}

/// Eight characters: digits with zeros before them, or letters and zeros before the digits.
fn company(compact: &str) -> String {
    let figures_at = compact.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let (letters, rest) = compact
        .split_at_checked(figures_at)
        .unwrap_or(("", compact));
    let figures = rest.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let behind = rest.get(figures.len()..).unwrap_or_default();
    let bare = figures.trim_start_matches('0');
    let width = 8_usize.saturating_sub(letters.len() + behind.len());
    format!("{letters}{bare:0>width$}{behind}")
}

/// Digits only, without the number of a subsidiary charity (`1164859-2`).
fn charity(number: &str, compact: &str) -> (&'static str, String) {
    if compact.starts_with("SC") {
        return ("GB-SC", scottish_charity(compact));
    }
    if compact.starts_with("NI") {
        return ("GB-NIC", without_prefix(compact, &["NIC", "NI"]));
    }
    let main = number.split(['-', '/', '.']).next().unwrap_or_default();
    let figures: String = main.chars().filter(|c| !is_space(*c)).collect();
    ("GB-CHC", figures.trim_start_matches('0').to_owned())
}

fn scottish_charity(compact: &str) -> String {
    let figures = compact.strip_prefix("SC").unwrap_or(compact);
    format!("SC{:0>6}", figures.trim_start_matches('0'))
}

fn without_prefix(compact: &str, prefixes: &[&str]) -> String {
    prefixes
        .iter()
        .find_map(|prefix| compact.strip_prefix(prefix))
        .unwrap_or(compact)
        .to_owned()
}

fn procurement_number(compact: &str) -> String {
    grouped_by_four(
        compact
            .strip_prefix("PPON")
            .filter(|rest| rest.len() == 12)
            .unwrap_or(compact),
    )
}

fn grouped_by_four(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() + text.len() / 4);
    for (place, c) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push('-');
        }
        grouped.push(c);
    }
    grouped
}
