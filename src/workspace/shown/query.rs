//! The parts of a set's text form that sets of ventures and of opportunities share.

use super::address::{decode, encode};
use crate::ledger::few::Few;

/// Filters by field, each a list of accepted ids.
pub type FiltersByField = Few<String, Vec<String>>;

/// Takes a filter in, as an address has its values: `idea,test`.
pub(in crate::workspace) fn take_filter(filters: &mut FiltersByField, field: &str, raw: &str) {
    let values = raw.split(',').filter(|id| !id.is_empty());
    let values: Vec<String> = values.map(decode).collect();
    if !values.is_empty() {
        filters.insert(field.to_owned(), values);
    }
}

/// The filters as an address has them.
pub(in crate::workspace) fn filter_texts(filters: &FiltersByField) -> Vec<String> {
    let text = |(field, values): (&String, &Vec<String>)| {
        let values: Vec<String> = values.iter().map(|value| encode(value)).collect();
        format!("{field}={}", values.join(","))
    };
    filters.iter().map(text).collect()
}

/// Puts a value into a filter, or takes it out when it is there.
pub(in crate::workspace) fn toggle(filters: &mut FiltersByField, field: &str, value: &str) {
    let values = filters.get_or(field.to_owned(), Vec::new);
    match values.iter().position(|known| known == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value.to_owned()),
    }
    if values.is_empty() {
        filters.remove(field);
    }
}

/// What is sorted by, and whether from large to small: `-value`.
pub(in crate::workspace) fn sort_in<C>(
    text: &str,
    parse: impl Fn(&str) -> Option<C>,
) -> Option<(C, bool)> {
    let bare = text.strip_prefix('-');
    parse(bare.unwrap_or(text)).map(|column| (column, bare.is_some()))
}

/// What [`sort_in`] reads.
pub(in crate::workspace) fn sort_text(column: &str, descending: bool) -> String {
    let sign = if descending { "-" } else { "" };
    format!("sort={sign}{column}")
}

/// The columns in a text, each once; nothing when it names none.
pub(in crate::workspace) fn columns_in<C: PartialEq>(
    text: &str,
    parse: impl Fn(&str) -> Option<C>,
) -> Option<Vec<C>> {
    let mut columns: Vec<C> = Vec::new();
    for column in text.split(',').filter_map(parse) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    (!columns.is_empty()).then_some(columns)
}

/// What [`columns_in`] reads.
pub(in crate::workspace) fn columns_text<C: Copy>(
    columns: &[C],
    id: impl Fn(C) -> &'static str,
) -> String {
    let ids: Vec<&str> = columns.iter().map(|column| id(*column)).collect();
    format!("cols={}", ids.join(","))
}
