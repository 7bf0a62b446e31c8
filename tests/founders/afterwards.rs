//! What is still seen of an answer once it is decided: what stood here before, and who tells a story.

use fledgling::{
    exchange::founder::answer_file,
    ledger::RecordId,
    workspace::{
        Command, Put,
        founders::{Review, ReviewItem, Verdict},
    },
};

use serde_json::{Value, json};

use crate::staff::{LATER, Staff, full_answer, opened, text};

const STORY: RecordId = RecordId(0x5707);

fn item<'a>(review: &'a Review, label: &str) -> &'a ReviewItem {
    let mut items = review.items.iter();
    items.find(|item| item.label == label).expect(label)
}

fn review(staff: &Staff, record: RecordId) -> Review {
    staff.workspace.review(record).expect("a review")
}

fn decide(staff: &mut Staff, record: RecordId, label: &str, verdict: Verdict) {
    let key = item(&review(staff, record), label).key.clone();
    staff.review(record, vec![(key, verdict)]);
}

/// A full answer in the inbox, about a venture whose line was changed here in the meantime.
fn answered() -> (Staff, RecordId, RecordId) {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    space.write(gym, "who_for", text("Carers"), LATER);
    let answer = full_answer(&mut space, gym);
    staff.edit(gym, "one_line", Put::text("Green exercise"));
    let (_, record) = staff.receive(&answer_file(&answer));
    (staff, gym, record)
}

#[test]
fn what_stood_here_is_still_shown_once_a_change_is_taken_up() {
    let (mut staff, gym, record) = answered();
    assert!(
        review(&staff, record)
            .items
            .iter()
            .all(|item| item.before.is_none())
    );
    let other = "Gardens that move people";
    decide(
        &mut staff,
        record,
        "In one line",
        Verdict::Edit(other.into()),
    );
    for taken in ["Themes", "Website", "Who it is for"] {
        decide(&mut staff, record, taken, Verdict::Accept);
    }
    let seen = |staff: &Staff, label: &str| {
        let review = review(staff, record);
        let item = item(&review, label);
        (
            item.before.clone(),
            item.proposed.clone(),
            item.present.clone(),
        )
    };
    let words = |before: &str, proposed: &str, present: &str| {
        (
            Some(before.to_owned()),
            proposed.to_owned(),
            present.to_owned(),
        )
    };
    assert_eq!(
        seen(&staff, "In one line"),
        words(
            "Green exercise",
            "Gardens that get people moving, and talking",
            other
        ),
        "what stood here, not what the founder had seen"
    );
    assert_eq!(seen(&staff, "Website"), words("greengym.example", "", ""));
    assert_eq!(
        seen(&staff, "Who it is for"),
        words("", "Carers", "Carers"),
        "that nothing stood here is known too"
    );
    let themes = seen(&staff, "Themes").0.expect("themes");
    assert!(themes.contains("Gardens"), "{themes}");
    // What is changed here later takes nothing from it.
    staff.edit(gym, "who_for", Put::text("Carers and neighbours"));
    assert_eq!(
        seen(&staff, "Who it is for"),
        words("", "Carers", "Carers and neighbours")
    );
}

#[test]
fn what_was_declined_is_shown_beside_what_stands_here() {
    let (mut staff, _, record) = answered();
    decide(
        &mut staff,
        record,
        "Website",
        Verdict::Decline(String::new()),
    );
    let review = review(&staff, record);
    let website = item(&review, "Website");
    assert_eq!(website.before, None);
    assert_eq!(website.present, "greengym.example");
    assert_eq!(website.proposed, "");
}

#[test]
fn a_decision_undone_shows_the_part_as_undecided() {
    let (mut staff, _, record) = answered();
    decide(&mut staff, record, "Who it is for", Verdict::Accept);
    staff.run(Command::Undo);
    let review = review(&staff, record);
    let part = item(&review, "Who it is for");
    assert_eq!((&part.decided, &part.before), (&None, &None));
}

#[test]
fn a_decision_of_an_earlier_version_shows_what_the_founder_had_seen() {
    let (mut staff, _, record) = answered();
    let key = item(&review(&staff, record), "In one line").key.clone();
    let earlier = json!({ key: { "verdict": "accepted" } });
    staff.edit(record, "decisions", Put::Value(earlier));
    let review = review(&staff, record);
    let line = item(&review, "In one line");
    assert_eq!(
        line.before.as_deref(),
        Some("Gardening that gets people moving")
    );
    assert_eq!(line.decided.as_ref().expect("a decision").stood, None);
}

/// A founder tells a story of their own; what they write in a field of it.
fn told(fields: &[(&str, &str)]) -> (Staff, RecordId) {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    space.add("story", STORY);
    for (field, words) in fields {
        space.write(STORY, field, text(words), LATER);
    }
    let answer = space.answer(RecordId(77), LATER).expect("an answer");
    let (_, record) = staff.receive(&answer_file(&answer));
    (staff, record)
}

#[test]
fn a_story_that_a_founder_adds_says_who_tells_it() {
    let words = ("text", "We began in a shed.");
    let (mut staff, record) = told(&[words]);
    let proposed = item(&review(&staff, record), "New story").proposed.clone();
    assert!(
        proposed.contains("In whose voice: Maya Okafor"),
        "the reviewer sees it: {proposed}"
    );
    decide(&mut staff, record, "New story", Verdict::Accept);
    assert_eq!(staff.text(STORY, "voice"), "Maya Okafor");

    let (mut staff, record) = told(&[words, ("voice", "The Tuesday group")]);
    decide(&mut staff, record, "New story", Verdict::Accept);
    assert_eq!(staff.text(STORY, "voice"), "The Tuesday group");

    let (mut staff, record) = told(&[words]);
    let nobody = json!({ "text": "We began in a shed.", "voice": Value::Null });
    decide(&mut staff, record, "New story", Verdict::Edit(nobody));
    assert_eq!(
        staff.text(STORY, "voice"),
        "",
        "a reviewer may take it away"
    );
}

#[test]
fn a_story_that_a_founder_tells_anew_is_theirs_unless_somebody_is_named() {
    for (named, expected) in [("", "Maya Okafor"), ("Ruth’s mother", "Ruth’s mother")] {
        let mut staff = Staff::new();
        let gym = staff.gym();
        let stories = staff.workspace.records().of_kind("story");
        let story = stories.map(|story| story.id()).next().expect("a story");
        if !named.is_empty() {
            staff.edit(story, "voice", Put::text(named));
        }
        let mut space = opened(&staff.ask(gym));
        space.write(story, "text", text("It began with two spades."), LATER);
        let answer = space.answer(RecordId(77), LATER).expect("an answer");
        let (_, record) = staff.receive(&answer_file(&answer));
        let all = review(&staff, record).accept_all();
        staff.review(record, all);
        assert_eq!(staff.text(story, "text"), "It began with two spades.");
        assert_eq!(staff.text(story, "voice"), expected);
    }
}
