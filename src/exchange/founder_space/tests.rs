//! What a founder's space takes in, keeps, and refuses.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::dates::Day;

fn request(known: &serde_json::Value) -> Request {
    serde_json::from_value(json!({
        "id": RecordId(1), "asked_by": { "name": "Ana" }, "asked_on": "2026-11-21", "venture": RecordId(2),
        "asks": ["story"], "known": known,
    }))
    .expect("a request")
}

#[test]
fn a_link_from_anybody_brings_nothing_but_what_founders_see() {
    let space = Space::opened(
        request(&json!([
            { "kind": "venture", "id": RecordId(2), "fields": { "name": "Green Gym", "stage": "growing", "themes": ["A", 7] } },
            { "kind": "contact", "id": RecordId(9), "fields": { "name": "Somebody", "email": "a@b.example" } },
            { "kind": "story", "id": RecordId(4), "fields": { "text": ["no", "text"] } },
        ])),
        DeviceId(5),
    );
    let kinds: Vec<&str> = space
        .known
        .iter()
        .map(|known| known.kind.as_str())
        .collect();
    assert_eq!(kinds, ["venture", "story"]);
    let fields: Vec<&String> = space.known[0].fields.keys().collect();
    assert_eq!(
        fields,
        ["name"],
        "a stage is not asked, a list with a number is no list of themes"
    );
    assert!(space.known[1].fields.is_empty());
}

#[test]
fn a_second_request_keeps_what_is_being_written_and_another_venture_is_refused() {
    let venture = RecordId(2);
    let first =
        request(&json!([{ "kind": "venture", "id": venture, "fields": { "name": "Green Gym" } }]));
    let mut space = Space::opened(first.clone(), DeviceId(5));
    space.write(venture, "one_line", Typed::Text("Gardens".to_owned()), 7);
    let mut second = first.clone();
    second.id = RecordId(11);
    second.due = Some(Day::parse("2026-12-24").expect("a day"));
    assert_eq!(space.take_request(second.clone()), Ok(()));
    assert_eq!(space.request, Some(second));
    assert_eq!(space.update.edits.len(), 1);
    let mut other = first;
    other.venture = RecordId(3);
    let refused = space.take_request(other).expect_err("another venture");
    assert!(
        refused.to_string().contains("a space of its own"),
        "{refused}"
    );
}

#[test]
fn what_was_kept_is_refused_when_it_is_cut_or_newer() {
    let space = Space::started(RecordId(2), DeviceId(5));
    let bytes = space.to_json();
    for len in 0..bytes.len() {
        assert_eq!(Space::from_json(&bytes[..len]), Err(SpaceError::Unreadable));
    }
    let newer =
        String::from_utf8(bytes)
            .expect("text")
            .replacen("\"version\":1", "\"version\":9", 1);
    assert_eq!(Space::from_json(newer.as_bytes()), Err(SpaceError::Newer));
}

proptest! {
    #[test]
    fn any_bytes_open_as_no_space_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Space::from_json(&bytes).is_err());
    }

    #[test]
    fn whatever_is_typed_is_kept_and_sent_or_said_to_be_wrong(typed in "\\PC{0,80}", field in 0usize..12) {
        let venture = RecordId(2);
        let mut space = Space::opened(request(&json!([{ "kind": "venture", "id": venture, "fields": { "name": "Green Gym" } }])), DeviceId(5));
        let field = ASKED[0].fields[field].name;
        space.write(venture, field, Typed::Text(typed.clone()), 7);
        let space = Space::from_json(&space.to_json()).expect("what was kept");
        let shown = space.cards();
        let problem = shown.iter().find(|card| card.field == field).and_then(|card| card.problem.clone());
        prop_assert_eq!(space.answer(RecordId(8), 9).is_err(), problem.is_some());
    }
}
