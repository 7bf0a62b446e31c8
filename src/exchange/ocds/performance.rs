//! How a contract went, as notices tell it: what was measured, and what fell short.

use serde_json::Value;

use super::value::{Money, day, line, list, money, text};

/// How many measures, observations or failures are told: real notices have a dozen at most.
const MOST: usize = 50;

/// The first of these that says anything.
fn first(value: &Value, names: &[&str]) -> String {
    let mut said = names.iter().map(|name| text(value, &[name]));
    said.find(|text| !text.is_empty()).unwrap_or_default()
}

fn dated(value: &Value, notes: &mut Vec<String>) -> String {
    let paths: [&[&str]; 3] = [&["period", "endDate"], &["date"], &["period", "startDate"]];
    let found = paths.iter().find_map(|path| day(value, path, notes));
    found.map(|day| format!(" ({day})")).unwrap_or_default()
}

/// One thing that was seen of a measure: "95 % (31 March 2027)".
fn observation(seen: &Value, notes: &mut Vec<String>) -> String {
    let amount = seen
        .get("value")
        .and_then(|value| money(value, "amount", notes));
    let amount = match amount {
        Some(Money::Pounds(pence)) => pence.to_string(),
        Some(Money::Other(words)) => words,
        None => first(seen, &["measure", "value"]),
    };
    let unit = [line(seen, &["unit", "name"]), line(seen, &["notes"])];
    let said = std::iter::once(amount).chain(unit);
    let said: Vec<String> = said.filter(|word| !word.is_empty()).collect();
    if said.is_empty() {
        return String::new();
    }
    said.join(" ") + &dated(seen, notes)
}

fn metric(metric: &Value, notes: &mut Vec<String>) -> String {
    let title = first(metric, &["title", "description", "id"]);
    let seen = list(metric, &["observations"]).take(MOST);
    let seen: Vec<String> = seen
        .map(|seen| observation(seen, notes))
        .filter(|words| !words.is_empty())
        .collect();
    if seen.is_empty() {
        title
    } else {
        format!("{title}: {}", seen.join(", "))
    }
}

fn failure(failure: &Value, notes: &mut Vec<String>) -> String {
    let said = [
        first(failure, &["category", "type"]),
        first(failure, &["title", "description", "rationale"]),
    ];
    let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
    if said.is_empty() {
        return String::new();
    }
    format!("Fell short: {}{}", said.join(": "), dated(failure, notes))
}

/// What a contract's notices say of its performance, one thing on each line; empty when they say nothing.
pub(super) fn words(contract: &Value, notes: &mut Vec<String>) -> String {
    let metrics = list(contract, &["implementation", "metrics"]).take(MOST);
    let mut told: Vec<String> = metrics.map(|one| metric(one, notes)).collect();
    let failures = list(contract, &["implementation", "performanceFailures"]).take(MOST);
    told.extend(failures.map(|one| failure(one, notes)));
    told.retain(|line| !line.is_empty());
    told.join("\n")
}
