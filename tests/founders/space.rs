//! The founder’s side: what is seen, typed, kept and sent.

use fledgling::{
    exchange::{
        founder::answer_file,
        founder_space::{CardState, Space},
    },
    ledger::{DeviceId, RecordId, Value},
    workspace::{
        Command, FounderDeed,
        founders::{Standing, Verdict},
    },
};

use crate::staff::{LATER, NOW, Staff, full_answer, opened, reloaded, text};

#[test]
fn a_founder_sees_what_is_known_and_why_it_is_asked_and_sends_only_what_changed() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    assert!(!space.has_something_to_send());
    let cards = space.cards();
    let line = cards
        .iter()
        .find(|card| card.field == "one_line")
        .expect("a card");
    assert_eq!(line.known, "Gardening that gets people moving");
    assert_eq!(line.state, CardState::Unchanged);
    assert!(!line.why.is_empty());
    let turnover = cards
        .iter()
        .find(|card| card.field == "turnover")
        .expect("a card");
    assert_eq!(
        (turnover.known.as_str(), &turnover.typed),
        ("£12,000", &text("12000"))
    );
    let answer = full_answer(&mut space, gym);
    let changed: Vec<&str> = answer
        .changes
        .iter()
        .map(|change| change.field.as_str())
        .collect();
    assert_eq!(changed, ["one_line", "themes", "website"]);
    assert_eq!(answer.changes[0].was, "Gardening that gets people moving");
    assert_eq!(answer.changes[0].at, LATER);
    assert_eq!(answer.changes[2].is, Value::Null);
    assert_eq!(answer.additions.len(), 1);
    assert_eq!(answer.device, "000000000000f00d");
    let cards = space.cards();
    let state = |field: &str| {
        cards
            .iter()
            .find(|card| card.field == field)
            .map(|card| card.state)
    };
    assert_eq!(state("one_line"), Some(CardState::Changed));
    assert_eq!(state("website"), Some(CardState::Cleared));
    assert_eq!(state("need"), Some(CardState::Unchanged));
    space.keep(gym, "one_line");
    let answer = space.answer(RecordId(78), LATER).expect("an answer");
    assert_eq!(answer.changes.len(), 2, "what is kept is not sent");
}

#[test]
fn what_cannot_be_sent_as_typed_is_kept_and_said_at_its_field() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    space.write(gym, "turnover", text("about twelve"), LATER);
    space.clear(gym, "name", LATER);
    space.update.happened_on = "someday".to_owned();
    let mut space = reloaded(&space);
    let errors = space.answer(RecordId(1), LATER).expect_err("three faults");
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "turnover", "happened_on"]);
    let cards = space.cards();
    let turnover = cards
        .iter()
        .find(|card| card.field == "turnover")
        .expect("a card");
    assert_eq!(turnover.typed, text("about twelve"));
    assert!(turnover.problem.is_some());
    space.keep(gym, "name");
    space.write(gym, "turnover", text("£12,500"), LATER);
    space.update.happened_on.clear();
    assert!(space.answer(RecordId(1), LATER).is_ok());
}

#[test]
fn a_founder_keeps_the_history_of_what_was_sent_and_writes_again_unasked() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    assert!(space.is_asked());
    let answer = full_answer(&mut space, gym);
    space.note_sent(&answer, LATER);
    space.note_sent(&answer, LATER + 5);
    let mut space = reloaded(&space);
    assert_eq!(space.sent.len(), 1, "sent again is sent once");
    assert!(space.update.is_empty() && !space.is_asked());
    space.write(gym, "one_line", text("Gardens, and talking"), LATER + 100);
    let unasked = space.answer(RecordId(79), LATER + 200).expect("an answer");
    assert_eq!(unasked.request, None);
    assert_eq!(unasked.changes.len(), 1);
    assert_eq!(
        unasked.changes[0].was,
        "Gardens that get people moving, and talking"
    );
    let (_, record) = staff.receive(&answer_file(&unasked));
    let review = staff.workspace.review(record).expect("a review");
    assert_eq!(
        review.items[0].standing,
        Standing::ChangedHereSince,
        "the first answer was not taken up yet"
    );
}

fn night_kitchen() -> (Space, RecordId) {
    let venture = RecordId(0xbee);
    let mut space = Space::started(venture, DeviceId(0xf00d));
    space.author.name = "Sam Reed".to_owned();
    let unnamed = space.answer(RecordId(1), NOW).expect_err("it has no name");
    assert_eq!(unnamed[0].field, "name");
    space.write(venture, "name", text("Night Kitchen"), NOW);
    space.write(venture, "one_line", text("Hot food for night workers"), NOW);
    space.update.needs = "A kitchen.".to_owned();
    (space, venture)
}

#[test]
fn a_founder_starts_a_venture_and_the_incubator_takes_it_in() {
    let mut staff = Staff::new();
    let (mut space, venture) = night_kitchen();
    let first = space.answer(RecordId(2), NOW).expect("an answer");
    space.note_sent(&first, NOW);
    let (_, record) = staff.receive(&answer_file(&first));
    assert!(
        staff.workspace.facts().venture(venture).is_none(),
        "it waits for review"
    );
    let line = &staff.workspace.inbox(staff.today)[0];
    assert!(line.is_new_venture);
    assert_eq!(line.venture_name, "Night Kitchen");
    let review = staff.workspace.review(record).expect("a review");
    assert_eq!(review.items[0].label, "New venture");
    let needs = review.items[1].key.clone();
    let early = staff.attempt(Command::founders(FounderDeed::Review {
        answer: record,
        decisions: vec![(needs, Verdict::Accept)],
    }));
    assert!(
        early
            .expect_err("too early")
            .to_string()
            .contains("Accept it first")
    );
    staff.review(record, review.accept_all());
    let after = staff.workspace.review(record).expect("a review");
    assert_eq!(after.undecided(), 0, "nothing of it waits any more");
    let here = staff
        .workspace
        .facts()
        .venture(venture)
        .expect("it is here");
    assert_eq!(
        (here.name.as_str(), here.stage.as_str()),
        ("Night Kitchen", "idea")
    );
    let mut space = reloaded(&space);
    space.write(venture, "who_for", text("Night workers"), LATER);
    let second = space.answer(RecordId(3), LATER).expect("an answer");
    let (_, record) = staff.receive(&answer_file(&second));
    let review = staff.workspace.review(record).expect("a review");
    let labels: Vec<&str> = review
        .items
        .iter()
        .map(|item| item.label.as_str())
        .collect();
    assert_eq!(
        labels,
        ["Who it is for"],
        "only what changed, now that it is here"
    );
    staff.review(record, review.accept_all());
    assert_eq!(staff.text(venture, "who_for"), "Night workers");
}
