//! Identifiers within words, as spreadsheets hold them.

use super::{OrganisationId, split_scheme};
use crate::domain::{names::search_key, text::is_space};

/// Letters that stand before numbers at Companies House and in no other register.
///
/// `SC` is missing: a Scottish charity's number looks the same.
const COMPANY_PREFIXES: [&str; 14] = [
    "OC", "SO", "NC", "NI", "CE", "CS", "RS", "IP", "SP", "NP", "LP", "SL", "FC", "RC",
];

impl OrganisationId {
    /// Every identifier that a text names with its register, in order: `Company 7296070, charity 1139228`.
    #[must_use]
    pub fn find_all(text: &str) -> Vec<Self> {
        let named = find_with(text, None);
        if named.is_empty() {
            // The register's name may follow its number: `7296070 (company)`.
            let scheme = words(text).find_map(register_named_by);
            return scheme.map_or(named, |scheme| find_with(text, Some(scheme)));
        }
        named
    }

    /// Numbers within a text that one register can have issued.
    pub(super) fn find_numbers(scheme: &str, text: &str) -> Vec<Self> {
        words(text)
            .filter_map(|word| well_formed(scheme, word))
            .collect()
    }
}

fn find_with(text: &str, scheme: Option<&'static str>) -> Vec<OrganisationId> {
    let mut scheme = scheme;
    let mut found: Vec<OrganisationId> = Vec::new();
    for word in words(text) {
        if let Some(named) = register_named_by(word) {
            // “Scottish charity” and “charity” name one register: the narrower word came first.
            let narrower = named == "GB-CHC" && matches!(scheme, Some("GB-SC" | "GB-NIC"));
            scheme = if narrower { scheme } else { Some(named) };
        }
        let id = match split_scheme(word) {
            Some((own, number)) => well_formed(&own, number),
            None => scheme
                .or_else(|| only_register(word))
                .and_then(|scheme| well_formed(scheme, word)),
        };
        if let Some(id) = id.filter(|id| !found.contains(id)) {
            found.push(id);
        }
    }
    found
}

/// The words of a text, without the punctuation between and around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let divides =
        |c: char| is_space(c) || matches!(c, ',' | ';' | '(' | ')' | ':' | '/' | '|' | '#' | '=');
    text.split(divides)
        .map(|word| word.trim_matches(['.', '-']))
        .filter(|word| !word.is_empty())
}

/// An identifier, when the word is long enough not to be a house number and has the register's form.
fn well_formed(scheme: &str, word: &str) -> Option<OrganisationId> {
    let has_figure = word.contains(|c: char| c.is_ascii_digit());
    let long_enough = word.len() >= 6 || !matches!(scheme, "GB-COH" | "GB-MPR");
    if !(has_figure && long_enough) {
        return None;
    }
    let word = match word.split_once('.') {
        Some((before, after)) if !before.contains(|c: char| c.is_ascii_digit()) => after,
        _ => word,
    };
    OrganisationId::build(scheme, word, word)
        .ok()
        .filter(OrganisationId::is_well_formed)
}

/// The register that a word names: `company`, `Charity`, `OSCR`.
fn register_named_by(word: &str) -> Option<&'static str> {
    let word = search_key(word);
    match word.as_str() {
        "crn" | "coh" => Some("GB-COH"),
        "oscr" | "scottish" => Some("GB-SC"),
        "ccni" | "ireland" => Some("GB-NIC"),
        "fca" | "mutual" | "mutuals" | "society" => Some("GB-MPR"),
        "ods" => Some("GB-NHS"),
        "ukprn" => Some("GB-UKPRN"),
        "ppon" => Some("GB-PPON"),
        word if word.starts_with("compan") => Some("GB-COH"),
        word if word.starts_with("charit") => Some("GB-CHC"),
        _ => None,
    }
}

/// The one register that can have issued a bare number, going by its form.
fn only_register(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_uppercase();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let company_letters = word
        .get(..2)
        .is_some_and(|letters| COMPANY_PREFIXES.contains(&letters));
    if word.len() == 14 && word.bytes().filter(|byte| *byte == b'-').count() == 2 {
        Some("GB-PPON")
    } else if word.starts_with("NIC") && digits == 6 {
        Some("GB-NIC")
    } else if word.len() == 8 && (company_letters || (word.starts_with('0') && digits == 8)) {
        Some("GB-COH")
    } else {
        None
    }
}
