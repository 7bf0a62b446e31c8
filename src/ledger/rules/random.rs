//! Random drafts and the settings of the property tests.

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};
use serde_json::{Value, json};

use super::bench::{set_op, tags_op};
use crate::ledger::{DraftOp, RecordId};

/// Runs a property over the same cases every time; `FLEDGLING_PROPERTY_CASES` asks for more of them.
///
/// A case that fails is printed in full and becomes a named test; no file remembers it.
pub(super) fn check<S: Strategy>(
    usual_cases: u32,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let asked = std::env::var("FLEDGLING_PROPERTY_CASES").ok();
    let asked = asked.map(|text| {
        text.parse()
            .expect("FLEDGLING_PROPERTY_CASES is a whole number")
    });
    let config = Config {
        cases: asked.unwrap_or(usual_cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_607),
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    if let Err(failure) = TestRunner::new(config).run(strategy, property) {
        panic!("{failure}");
    }
}

/// Few records, fields and items, so that devices get in each other's way.
pub(super) fn record() -> impl Strategy<Value = RecordId> {
    (1u128..4).prop_map(RecordId)
}

fn field_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        4 => (0..4).prop_map(|number| json!(number)),
        1 => Just(json!("Café Ō 🌱")),
        1 => Just(json!({"b": [1.5, 0.1], "a": null})),
    ]
}

fn item() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("food"), Just("care"), Just("sport")]
}

/// One wish, as a person has it.
pub(super) fn wish() -> impl Strategy<Value = DraftOp> {
    let field = || prop_oneof![Just("name"), Just("stage"), Just("need")];
    prop_oneof![
        5 => (record(), field(), field_value()).prop_map(|(id, field, value)| set_op(id, [(field, value)])),
        1 => (record(), field_value(), field_value())
            .prop_map(|(id, name, stage)| set_op(id, [("name", name), ("stage", stage)])),
        3 => (record(), item()).prop_map(|(id, item)| tags_op(id, &[item], &[])),
        2 => (record(), item()).prop_map(|(id, item)| tags_op(id, &[], &[item])),
        1 => (record(), item(), item()).prop_map(|(id, one, other)| tags_op(id, &[one], &[other])),
        1 => record().prop_map(|record| DraftOp::Delete { record }),
        1 => record().prop_map(|record| DraftOp::Restore { record }),
    ]
}

/// What goes into one change: mostly one wish, sometimes several.
pub(super) fn wishes() -> impl Strategy<Value = Vec<DraftOp>> {
    prop_oneof![
        4 => wish().prop_map(|wish| vec![wish]),
        1 => prop::collection::vec(wish(), 2..4),
    ]
}
