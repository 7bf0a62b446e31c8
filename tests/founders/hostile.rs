//! Answers that were made up: whatever they say, they reach nothing but what founders may change of their own venture.

use fledgling::{
    domain::{
        founder::{Answer, FieldChange, KnownRecord, may_change},
        schema::KINDS,
    },
    exchange::founder::answer_file,
    ledger::{RecordId, Value},
    workspace::{Command, FounderDeed, Put},
};
use proptest::prelude::*;
use serde_json::json;

use crate::staff::{Staff, full_answer, opened};

/// Any value that JSON can hold, most often one that a field could hold.
fn any_value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,30}".prop_map(Value::from),
        Just(json!("cic_clg")),
        Just(json!("2026-02-30")),
    ];
    let lists = prop::collection::vec(plain.clone(), 0..4).prop_map(Value::from);
    prop_oneof![
        plain.clone(),
        lists,
        plain.prop_map(|value| json!({ "a": value }))
    ]
}

fn any_field() -> impl Strategy<Value = (String, String)> {
    (0..KINDS.len(), 0usize..60, "\\PC{0,12}").prop_map(|(kind, field, word)| {
        let kind = KINDS[kind];
        let field = kind.fields.get(field).map(|field| field.name.to_owned());
        (kind.id.to_owned(), field.unwrap_or(word))
    })
}

/// Fields and records of an answer: which record they claim to be about, by number, and what they say.
type MadeUp = Vec<((String, String), usize, Value, Value)>;

fn made_up() -> impl Strategy<Value = MadeUp> {
    prop::collection::vec((any_field(), 0usize..5, any_value(), any_value()), 0..12)
}

fn with(mut answer: Answer, made_up: MadeUp, ids: &[RecordId]) -> Answer {
    for (at, ((kind, field), record, was, is)) in made_up.into_iter().enumerate() {
        let record = ids[record % ids.len()];
        if at % 3 == 2 {
            answer.additions.push(KnownRecord {
                kind,
                id: record,
                fields: [(field, is), ("name".to_owned(), was)].into(),
            });
        } else {
            answer.changes.push(FieldChange {
                record,
                kind,
                field,
                was,
                is,
                at: 1,
            });
        }
    }
    answer
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_an_answer_says_only_what_founders_may_change_changes(made_up in made_up()) {
        let mut staff = Staff::new();
        let gym = staff.gym();
        let other = staff.create("venture", [("name", Put::text("Tea Room"))]);
        let step = staff.create("step", [("venture", Put::reference(other)), ("what", Put::text("Paint"))]);
        let friend = staff.create("contact", [("name", Put::text("Jo")), ("ventures", Put::Items(vec![json!(gym)]))]);
        let request = staff.ask(gym);
        let own_step = request.known[2].id;
        let answer = full_answer(&mut opened(&request), gym);
        let answer = with(answer, made_up, &[gym, other, step, friend, own_step]);
        let untouched = |staff: &Staff| -> Vec<Value> {
            let one = |id: RecordId| {
                let record = staff.workspace.record(id).expect("still here").to_record();
                json!(record.fields.iter().map(|(name, register)| (name.to_string(), register.winner.value.clone())).collect::<std::collections::BTreeMap<_, _>>())
            };
            let mut all = vec![one(other), one(step), one(friend)];
            for kind in ["venture", "step"] {
                let id = if kind == "venture" { gym } else { own_step };
                let spec = fledgling::domain::schema::kind(kind).expect("known");
                let kept = spec.fields.iter().filter(|field| !may_change(kind, field.name));
                all.extend(kept.map(|field| staff.workspace.records().value(id, field.name)));
            }
            all
        };
        let before = untouched(&staff);
        let kinds_before = staff.workspace.records().kinds().count();
        let (_, record) = staff.receive(&answer_file(&answer));
        let review = staff.workspace.review(record).expect("a review");
        let accepted = staff.attempt(Command::founders(FounderDeed::Review {
            answer: record,
            decisions: review.accept_all(),
        }));
        prop_assert!(accepted.is_ok(), "{accepted:?}");
        prop_assert_eq!(untouched(&staff), before);
        // The answer itself and its entry of the timeline are new kinds here, and no other.
        prop_assert!(staff.workspace.records().kinds().count() <= kinds_before + 3);
        let again = staff.workspace.review(record).expect("a review");
        prop_assert!(again.items.iter().all(|item| item.decided.is_some() || item.problem.is_some()));
        staff.review(record, again.decline_all("Not these."));
        prop_assert!(staff.workspace.inbox(staff.today).is_empty(), "nothing waits for ever");
    }
}
