//! Whatever the bytes: nothing panics, nothing hangs, and a broken notice does not take the others with it.

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::*;

fn try_all(bytes: Vec<u8>) {
    if let Ok(Opened::Notices(mut reading)) = open(bytes, "x.json") {
        while !reading.step(100).finished {}
        let desk = Desk::new();
        let planner = reading.finish().planner(Answers::default(), desk.today);
        let plan = planner.run(&desk.workspace, &desk.random());
        let mut workspace = Workspace::empty(DeviceId(1));
        let context = Context {
            now_ms: 1,
            today: desk.today,
            random: &|| 1,
        };
        let _ = workspace.execute(plan.command(), &context);
    }
}

fn whole() -> String {
    let release = with(
        tender(
            "1",
            "2025-01-10T09:00:00Z",
            json!({
                "value": {"amount": 1000, "currency": "GBP"}, "minValue": {"amount": 10},
                "tenderPeriod": {"endDate": "2025-02-10T12:00:00Z"},
                "lots": [{"id": "1", "value": {"amount": 5}}, {"id": "2", "contractPeriod": {"endDate": "2027-01-01"}}],
                "documents": [{"url": "https://x.example", "noticeType": "UK2"}],
                "items": [{"classification": {"scheme": "CPV", "id": "85000000"}, "deliveryAddresses": [{"region": "UKE2"}]}],
            }),
        ),
        json!({
            "parties": [{"id": "1", "name": "Leeds", "roles": ["buyer"], "identifier": {"scheme": "GB-COH", "id": "1"}}],
            "awards": [{"id": "a", "status": "active", "suppliers": [{"id": "1"}]}],
            "contracts": [{"id": "c", "awardID": "a", "status": "active", "period": {"endDate": "2026-01-01"}}],
        }),
    );
    package(vec![release]).to_string()
}

proptest! {
    #[test]
    fn arbitrary_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        try_all(bytes);
    }

    #[test]
    fn a_file_altered_anywhere_does_no_harm(
        at in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["", "\"", "{", "}", "[", "]", ",", ":", "\\", "null", "1e99", "é", "\u{0}"]),
        gone in 0_usize..12,
    ) {
        let text = whole();
        let mut start = at.index(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (start + gone).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        try_all(format!("{}{with}{}", &text[..start], &text[end..]).into_bytes());
    }

    #[test]
    fn any_value_may_be_of_any_form(at in any::<prop::sample::Index>(), odd in 0_usize..8) {
        let odd = [json!(null), json!(true), json!(-1), json!(1e300), json!("x"), json!([]), json!({}), json!([[["a"]]])][odd].clone();
        let mut value: Value = serde_json::from_str(&whole()).unwrap();
        let mut count = 0;
        visit(&mut value, &mut |_| count += 1);
        let (target, mut number) = (at.index(count), 0);
        visit(&mut value, &mut |value| {
            if number == target {
                *value = odd.clone();
            }
            number += 1;
        });
        try_all(value.to_string().into_bytes());
    }
}

fn visit(value: &mut Value, each: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, each)),
        Value::Object(members) => members.values_mut().for_each(|member| visit(member, each)),
        _ => {}
    }
    each(value);
}

#[test]
fn a_file_that_stops_in_the_middle_is_refused_with_the_place() {
    let text = whole();
    for cut in [20, text.len() / 2, text.len() - 1] {
        let refused = open(text.as_bytes()[..cut].to_vec(), "x.json")
            .map(|_| ())
            .unwrap_err();
        assert!(
            refused.to_string().contains("stops in the middle"),
            "{refused}"
        );
    }
}

#[test]
fn a_broken_notice_is_rejected_and_the_others_come() {
    let good = tender("1", "2025-01-10T09:00:00Z", json!({}));
    let nameless = json!({"id": "2", "tag": ["tender"], "tender": {"title": "No id"}});
    let text = format!("{{\"releases\": [{good}, {nameless}, {{\"ocid\": tru}}]}}");
    let plan = Desk::new().plan_text(&text);
    assert_eq!(outcomes(&plan), (1, 0, 0, 2, 0));
    assert_eq!(plan.rows[1].name, "No id");
    assert!(
        String::from_utf8(plan.rejected_csv().unwrap())
            .unwrap()
            .contains("This notice is broken")
    );
}

#[test]
fn an_empty_package_is_refused() {
    let refused = open(package(Vec::new()).to_string().into_bytes(), "x.json")
        .map(|_| ())
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "“releases” should be a list with at least one notice."
    );
}
