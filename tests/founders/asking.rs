//! Asking: what waits, what travels, what is shown before it leaves.

use fledgling::{
    domain::dates::Day,
    exchange::founder::{
        FounderFile, answer_file, leaving, read, request_file, request_fragment, request_letter,
        request_link,
    },
    ledger::{DeviceId, RecordId, Value},
    workspace::{Command, FounderDeed, Put, Workspace, example, founders::Asking},
};

use crate::staff::{LATER, Staff, day, full_answer, opened};

#[test]
fn a_request_waits_with_its_age_until_it_is_answered_and_reviewed() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let in_two_weeks = day("2026-12-06");
    let waiting = staff.workspace.requests_outstanding(in_two_weeks);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].venture_name, "Green Gym");
    assert_eq!(
        waiting[0].asks,
        "your story, next steps, figures, 1 question"
    );
    assert_eq!(waiting[0].age_in_words(), "asked 15 days ago");
    assert!(
        waiting[0].is_late,
        "the day by which it would help has passed"
    );
    let mut space = opened(&request);
    space.update.happened = "We moved into the hall.".to_owned();
    let answer = space.answer(RecordId(77), LATER).expect("an answer");
    let (_, record) = staff.receive(&answer_file(&answer));
    assert!(
        staff
            .workspace
            .requests_outstanding(in_two_weeks)
            .is_empty()
    );
    assert_eq!(
        staff.workspace.requests_about(gym, in_two_weeks)[0].state,
        "answered"
    );
    assert_eq!(staff.workspace.inbox(in_two_weeks)[0].undecided, 1);
    let review = staff.workspace.review(record).expect("a review");
    staff.review(record, review.accept_all());
    assert!(staff.workspace.inbox(in_two_weeks).is_empty());
    assert_eq!(
        staff.workspace.requests_about(gym, in_two_weeks)[0].state,
        "reviewed"
    );
    let heard = staff
        .workspace
        .facts()
        .of(gym)
        .and_then(|facts| facts.last_heard);
    assert!(heard.is_some(), "an update counts as heard from");
}

#[test]
fn many_ventures_are_asked_in_one_step_that_can_be_undone_and_requests_withdrawn() {
    let mut staff = Staff::new();
    let (one, two) = (
        staff.gym(),
        staff.create("venture", [("name", Put::text("Tea Room"))]),
    );
    let ids = (staff.id(), staff.id());
    let done = staff.run(Command::founders(FounderDeed::Ask {
        ventures: vec![(one, ids.0), (two, ids.1)],
        asking: Asking::default(),
    }));
    assert_eq!(done.message, "Asked 2 ventures for an update");
    assert_eq!(staff.workspace.requests_outstanding(staff.today).len(), 2);
    staff.run(Command::founders(FounderDeed::Withdraw {
        requests: vec![ids.0],
    }));
    let left = staff.workspace.requests_outstanding(staff.today);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].venture, Some(two));
    staff.run(Command::Undo);
    staff.run(Command::Undo);
    assert!(staff.workspace.requests_outstanding(staff.today).is_empty());
}

#[test]
fn a_venture_kept_for_staff_is_not_sent_out() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    staff.edit(gym, "share", Put::text("private"));
    let request = staff.id();
    let refused = staff.attempt(Command::founders(FounderDeed::Ask {
        ventures: vec![(gym, request)],
        asking: Asking::default(),
    }));
    let words = refused.expect_err("refused").to_string();
    assert!(words.contains("kept for staff only"), "{words}");
    assert!(staff.workspace.record(request).is_none());
}

#[test]
fn the_link_and_the_letter_carry_the_request_also_through_a_mail_program() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let link = request_link("https://fledgling.example/update", &request);
    let letter = request_letter(&request, &link);
    assert!(letter.body.contains("The new hall looks grand."));
    assert!(letter.body.contains("5 December 2026"));
    assert!(letter.body.contains(&link) && !letter.needs_file);
    let wrapped: String = letter
        .body
        .lines()
        .flat_map(|line| {
            let letters: Vec<char> = line.chars().collect();
            letters
                .chunks(76)
                .map(|part| format!("> {}\r\n", part.iter().collect::<String>()))
                .collect::<Vec<_>>()
        })
        .collect();
    for received in [
        link.clone(),
        letter.body,
        wrapped,
        request_fragment(&request),
    ] {
        let read = read(received.as_bytes());
        assert_eq!(read, Ok(FounderFile::Request(Box::new(request.clone()))));
    }
    let cut = read(&link.as_bytes()[..link.len() - 20]).expect_err("cut");
    assert!(cut.to_string().contains("The end is missing"), "{cut}");
}

#[test]
fn how_long_the_link_of_an_ordinary_venture_is() {
    let today = day("2026-11-21");
    let mut staff = Staff::new();
    staff.workspace = Workspace::empty(DeviceId(1));
    staff.run(Command::Apply(example::draft(today, 7)));
    let ventures: Vec<RecordId> = staff.workspace.facts().ventures().map(|it| it.id).collect();
    let mut lengths: Vec<usize> = Vec::new();
    for venture in ventures {
        let request = staff.ask(venture);
        lengths.push(request_fragment(&request).len());
    }
    fledgling::ledger::ordering::sort(&mut lengths);
    let (middle, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    println!("fragment of a request: {middle} letters in the middle, {longest} at most");
    assert!(
        longest < fledgling::exchange::founder::LONGEST_LINK,
        "{lengths:?}"
    );
}

#[test]
fn the_preview_lists_every_word_that_leaves() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let answer = full_answer(&mut opened(&request), gym);
    for (bytes, member) in [
        (request_file(&request), "request"),
        (answer_file(&answer), "answer"),
    ] {
        let lines = leaving(&read(&bytes).expect("readable"));
        let all: String = lines
            .iter()
            .map(|line| format!("{} {} {}\n", line.group, line.label, line.words))
            .collect();
        let whole: Value = serde_json::from_slice(&bytes).expect("JSON");
        let mut said = Vec::new();
        texts_in(&whole[member], &mut said);
        assert!(said.len() > 10);
        for text in said {
            assert!(
                all.contains(&text),
                "“{text}” leaves and is not shown in\n{all}"
            );
        }
    }
}

/// Every text that a person could read: ids, days and code words are shown in other words.
fn texts_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let is_coded = RecordId::parse(text).is_ok()
                || Day::parse(text).is_ok()
                || (!text.contains(' ')
                    && text
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
            if !is_coded {
                found.push(text.trim_start_matches("https://").to_owned());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| texts_in(item, found)),
        Value::Object(members) => members.values().for_each(|member| texts_in(member, found)),
        _ => {}
    }
}
