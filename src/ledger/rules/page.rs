//! `docs/LEDGER.md` and the tests say the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

use super::bench::{NOON, device, look};
use crate::ledger::{Applied, Change, RecordId};

fn from_root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn page() -> String {
    fs::read_to_string(from_root("docs/LEDGER.md")).expect("docs/LEDGER.md is there")
}

/// The rule that a test's name begins with: 6 for `l06_an_addition_…`.
fn rule_of(test: &str) -> Option<u32> {
    let (digits, rest) = test.strip_prefix('l')?.split_at_checked(2)?;
    rest.strip_prefix('_')?;
    digits.parse().ok()
}

/// Every test in `src/ledger/rules` that is named after a rule.
fn tests() -> BTreeSet<String> {
    let files = fs::read_dir(from_root("src/ledger/rules")).expect("the tests are there");
    let texts =
        files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("readable"));
    let text: String = texts.collect();
    let names = text
        .split("#[test]\nfn ")
        .skip(1)
        .filter_map(|rest| rest.split('(').next());
    names
        .filter(|name| rule_of(name).is_some())
        .map(str::to_owned)
        .collect()
}

/// The rules of the page, by number, each with the tests that it names.
fn rules(page: &str) -> BTreeMap<u32, Vec<String>> {
    let mut rules = BTreeMap::new();
    for part in page.split("\n- **L").skip(1) {
        let (number, text) = part.split_once("**").expect("a rule's number ends");
        let text = text.split("\n\n").next().unwrap_or_default();
        let named = text
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        let number = number.parse().expect("a rule has a number");
        assert_eq!(rules.insert(number, named), None, "L{number} is there once");
    }
    rules
}

#[test]
fn the_page_names_every_rule_and_exactly_the_tests_there_are() {
    let rules = rules(&page());
    assert!(
        rules.keys().copied().eq(1..=15),
        "the rules are L1 to L15: {:?}",
        rules.keys()
    );
    for (number, named) in &rules {
        for test in named {
            assert_eq!(
                rule_of(test),
                Some(*number),
                "{test} stands under L{number}"
            );
        }
        assert!(!named.is_empty(), "no test bears L{number}");
    }
    let named: Vec<String> = rules.into_values().flatten().collect();
    let distinct: BTreeSet<String> = named.iter().cloned().collect();
    assert_eq!(distinct.len(), named.len(), "every test is named once");
    pretty_assertions::assert_eq!(distinct, tests());
}

#[test]
fn the_example_of_the_page_is_a_change() {
    let page = page();
    let (_, rest) = page
        .split_once("```json\n")
        .expect("the page has an example");
    let (text, _) = rest.split_once("```").expect("which ends");
    let change: Change = serde_json::from_str(text).expect("it is a change");
    assert_eq!(change.id, change.content_id(), "its id is its hash");
    let plain: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(
        serde_json::to_value(&change).expect("JSON"),
        plain,
        "it is written as it is read"
    );
    let mut here = device(1);
    let gym = RecordId::parse("01j0000000000000000000gym1").expect("an id");
    assert_eq!(here.apply(&change, NOON), Applied::Fresh(vec![gym]));
    assert_eq!(look(&here, gym).items("themes").count(), 1);
}

#[test]
fn the_page_stands_alone() {
    assert!(
        !page().contains("](") && !page().contains("http"),
        "it links to nothing"
    );
}
