//! Back at the incubator: each part beside what stands there now.

use fledgling::{
    exchange::founder::{answer_file, answer_in_text, answer_letter, review_letter},
    ledger::{Author, Change, RecordId, Source},
    workspace::{
        Command, FounderDeed, Put,
        founders::{Standing, Verdict},
    },
};

use serde_json::{Value, json};

use crate::staff::{LATER, Staff, full_answer, opened, text};

/// An answer in the inbox, about a venture that was changed here in the meantime.
fn changed_in_the_meantime() -> (Staff, RecordId, RecordId) {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    let answer = full_answer(&mut space, gym);
    staff.edit(gym, "one_line", Put::text("Green exercise"));
    staff.edit(gym, "themes", Put::Add(vec!["Parks".into()]));
    let (_, record) = staff.receive(answer_in_text(&answer).as_bytes());
    (staff, gym, record)
}

#[test]
fn a_review_shows_each_part_beside_what_stands_here_now() {
    let (staff, _, record) = changed_in_the_meantime();
    let review = staff.workspace.review(record).expect("a review");
    let shown: Vec<(&str, Standing)> = review
        .items
        .iter()
        .map(|item| (item.label.as_str(), item.standing))
        .collect();
    assert_eq!(
        shown,
        [
            ("New next step", Standing::AsTheFounderKnew),
            ("In one line", Standing::ChangedHereSince),
            ("Themes", Standing::ChangedHereSince),
            ("Website", Standing::AsTheFounderKnew),
            ("What happened", Standing::AsTheFounderKnew),
            ("What was learned", Standing::AsTheFounderKnew),
            ("What is needed", Standing::AsTheFounderKnew),
            ("Answers to our questions", Standing::AsTheFounderKnew),
        ]
    );
    let line = &review.items[1];
    assert_eq!(line.was, "Gardening that gets people moving");
    assert_eq!(line.present, "Green exercise");
    assert_eq!(line.proposed, "Gardens that get people moving, and talking");
    assert!(line.changed_on.is_some());
}

#[test]
fn parts_are_accepted_worded_anew_and_declined_one_by_one() {
    let (mut staff, gym, record) = changed_in_the_meantime();
    let review = staff.workspace.review(record).expect("a review");
    let keys: Vec<String> = review.items.iter().map(|item| item.key.clone()).collect();
    let one = staff.review(
        record,
        vec![(
            keys[1].clone(),
            Verdict::Edit("Gardens that move people".into()),
        )],
    );
    assert_eq!(staff.text(gym, "one_line"), "Gardens that move people");
    assert!(one.message.contains("1 worded anew"), "{}", one.message);
    staff.review(record, vec![(keys[2].clone(), Verdict::Accept)]);
    assert_eq!(
        staff.tags(gym, "themes"),
        ["Health", "Loneliness", "Parks"],
        "what was added here stays"
    );
    staff.review(
        record,
        vec![(
            keys[3].clone(),
            Verdict::Decline("The site is up again.".to_owned()),
        )],
    );
    assert_eq!(staff.text(gym, "website"), "https://greengym.example");
    let review = staff.workspace.review(record).expect("a review");
    assert_eq!(review.undecided(), 5);
    let letter = review_letter(&review, "Ana Silva").body;
    assert!(letter.contains("Hello Maya Okafor"), "{letter}");
    assert!(
        letter.contains("- Website: The site is up again."),
        "{letter}"
    );
    assert!(letter.contains("still looking at the rest"), "{letter}");
}

#[test]
fn an_accepted_update_adds_its_step_and_one_entry_to_the_timeline() {
    let (mut staff, _, record) = changed_in_the_meantime();
    let review = staff.workspace.review(record).expect("a review");
    for (key, verdict) in review.accept_all() {
        staff.review(record, vec![(key, verdict)]);
    }
    let steps = staff.workspace.records().of_kind("step");
    let steps: Vec<&str> = steps.filter_map(|step| step.value("what").text()).collect();
    assert!(steps.contains(&"Find a second session leader"));
    let entries: Vec<RecordId> = staff
        .workspace
        .records()
        .of_kind("entry")
        .map(|it| it.id())
        .collect();
    assert_eq!(entries.len(), 1, "one update is one entry");
    assert_eq!(staff.text(entries[0], "said"), "We moved into the hall.");
    assert_eq!(
        staff.text(entries[0], "learned"),
        "We believed that: Mornings suit everybody.\nFrom that we learned: Afternoons suit carers."
    );
    assert_eq!(staff.text(entries[0], "needs"), "A treasurer.");
    assert_eq!(
        staff.text(entries[0], "answers"),
        "Who joined you?\nTwo neighbours."
    );
    assert_eq!(staff.text(entries[0], "happened_on"), "2026-11-20");
    assert_eq!(staff.tags(entries[0], "who"), ["Maya Okafor"]);
}

#[test]
fn accepted_changes_name_the_founder_as_author_and_the_reviewer_as_acceptor() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut space = opened(&request);
    let answer = full_answer(&mut space, gym);
    let (_, record) = staff.receive(&answer_file(&answer));
    let review = staff.workspace.review(record).expect("a review");
    let done = staff.review(record, review.accept_all());
    let change = done.change.expect("one change");
    assert_eq!(change.by.name, "Maya Okafor");
    assert_eq!(change.source.kind, Source::ANSWER);
    assert_eq!(
        change.source.accepted_by(),
        Some(Author::new("Ana Silva", "Coach"))
    );
    assert_eq!(
        change.why,
        "Took up 8 parts of what Maya Okafor sent about Green Gym"
    );
    let paper = serde_json::to_vec(&change).expect("JSON");
    let read: Change = serde_json::from_slice(&paper).expect("a change");
    assert_eq!(
        read.content_id(),
        change.id,
        "the acceptor is part of what the id vouches for"
    );
    staff.run(Command::Undo);
    assert_eq!(
        staff.text(gym, "one_line"),
        "Gardening that gets people moving"
    );
    assert_eq!(
        staff.workspace.inbox(staff.today).len(),
        1,
        "it waits again"
    );
    assert_eq!(staff.workspace.records().of_kind("entry").count(), 0);
    staff.run(Command::Redo);
    assert!(staff.workspace.inbox(staff.today).is_empty());
    assert_eq!(
        staff.text(gym, "one_line"),
        "Gardens that get people moving, and talking"
    );
}

#[test]
fn a_new_record_is_put_in_other_words_before_it_is_accepted() {
    let (mut staff, gym, record) = changed_in_the_meantime();
    let review = staff.workspace.review(record).expect("a review");
    let step = &review.items[0];
    let names: Vec<&str> = step.fields_of_new().iter().map(|spec| spec.name).collect();
    assert_eq!(names, ["what", "due", "done_on"]);
    assert!(step.can_be_edited());
    let edit = |fields: Value| vec![(step.key.clone(), Verdict::Edit(fields))];
    // Nothing but what a founder writes, and nothing incomplete.
    for refused in [
        json!({ "what": "Find somebody", "note": "Ours" }),
        json!({ "what": "Find somebody", "due": "soon" }),
        json!({ "due": "2027-02-01" }),
    ] {
        let refused = staff.attempt(Command::founders(FounderDeed::Review {
            answer: record,
            decisions: edit(refused),
        }));
        assert!(refused.is_err(), "{refused:?}");
    }
    let done = staff.review(
        record,
        edit(json!({ "what": "Find a session leader for Tuesdays", "due": "2027-02-01", "done_on": null })),
    );
    let step = RecordId(0x57e9);
    assert_eq!(
        staff.text(step, "what"),
        "Find a session leader for Tuesdays"
    );
    assert_eq!(staff.text(step, "due"), "2027-02-01");
    assert_eq!(staff.text(step, "venture"), gym.to_string());
    let change = done.change.expect("one change");
    assert_eq!(change.by.name, "Maya Okafor");
    assert!(change.why.contains("1 worded anew"), "{}", change.why);
    let review = staff.workspace.review(record).expect("a review");
    let decided = review.items[0].decided.as_ref().expect("a decision");
    assert_eq!(decided.verdict, "edited");
    assert!(
        !review.items[0].can_be_edited(),
        "it is here now, and edited where it stands"
    );
}

#[test]
fn a_new_record_that_lacks_something_can_be_completed() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let mut answer = full_answer(&mut opened(&request), gym);
    answer.additions[0].fields.remove("what");
    let (_, record) = staff.receive(&answer_file(&answer));
    let review = staff.workspace.review(record).expect("a review");
    let step = &review.items[0];
    assert_eq!(step.problem.as_deref(), Some("What is missing."));
    let accept = vec![(step.key.clone(), Verdict::Accept)];
    let refused = staff.attempt(Command::founders(FounderDeed::Review {
        answer: record,
        decisions: accept,
    }));
    assert!(refused.is_err());
    let words = json!({ "what": "Find a session leader" });
    staff.review(record, vec![(step.key.clone(), Verdict::Edit(words))]);
    assert_eq!(
        staff.text(RecordId(0x57e9), "what"),
        "Find a session leader"
    );
}

#[test]
fn declining_everything_is_the_deed_of_whoever_declines() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let answer = full_answer(&mut opened(&request), gym);
    let (_, record) = staff.receive(&answer_file(&answer));
    let review = staff.workspace.review(record).expect("a review");
    let done = staff.review(record, review.decline_all("Let us talk first."));
    let change = done.change.expect("one change");
    assert_eq!(change.by.name, "Ana Silva");
    assert_eq!(
        staff.text(gym, "one_line"),
        "Gardening that gets people moving"
    );
    assert!(staff.workspace.inbox(staff.today).is_empty());
}

#[test]
fn the_same_answer_twice_changes_nothing() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let request = staff.ask(gym);
    let answer = full_answer(&mut opened(&request), gym);
    let (_, record) = staff.receive(&answer_file(&answer));
    let (again, same) = staff.receive(answer_letter(&answer).body.as_bytes());
    assert_eq!(
        (same, again.change),
        (record, None),
        "as file and as text it is one answer"
    );
    let review = staff.workspace.review(record).expect("a review");
    let decisions = review.accept_all();
    staff.review(record, decisions.clone());
    let twice = staff.review(record, decisions);
    assert_eq!(twice.change, None);
    let (again, _) = staff.receive(&answer_file(&answer));
    assert_eq!(again.change, None, "also after it was reviewed");
    assert!(staff.workspace.inbox(staff.today).is_empty());
}

#[test]
fn an_answer_to_an_old_request_merges_field_by_field() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let old = staff.ask(gym);
    let mut space = opened(&old);
    space.write(
        gym,
        "one_line",
        text("Gardens that get people moving"),
        LATER,
    );
    space.write(gym, "who_for", text("Carers"), LATER);
    space.write(gym, "name", text("Green Gym CIC"), LATER);
    let answer = space.answer(RecordId(5), LATER).expect("an answer");
    staff.edit(gym, "need", Put::text("Nobody asked us."));
    staff.edit(gym, "name", Put::text("Green Gym CIC"));
    staff.ask(gym);
    let (_, record) = staff.receive(&answer_file(&answer));
    let review = staff.workspace.review(record).expect("a review");
    let standings: Vec<Standing> = review.items.iter().map(|item| item.standing).collect();
    assert_eq!(
        standings,
        [
            Standing::AlreadySo,
            Standing::AsTheFounderKnew,
            Standing::AsTheFounderKnew
        ]
    );
    staff.review(record, review.accept_all());
    assert_eq!(
        staff.text(gym, "need"),
        "Nobody asked us.",
        "what the founder did not touch stays"
    );
    assert_eq!(
        staff.text(gym, "one_line"),
        "Gardens that get people moving"
    );
    assert_eq!(staff.text(gym, "who_for"), "Carers");
    let states: Vec<String> = staff
        .workspace
        .requests_about(gym, staff.today)
        .into_iter()
        .map(|line| line.state)
        .collect();
    assert_eq!(
        states
            .iter()
            .filter(|state| *state == "outstanding")
            .count(),
        1,
        "the newer request still waits"
    );
}

#[test]
fn an_answer_reaches_nothing_but_what_founders_may_change_of_their_own_venture() {
    let mut staff = Staff::new();
    let gym = staff.gym();
    let other = staff.create("venture", [("name", Put::text("Tea Room"))]);
    let step = staff.create(
        "step",
        [
            ("venture", Put::reference(other)),
            ("what", Put::text("Paint")),
        ],
    );
    let request = staff.ask(gym);
    let mut space = opened(&request);
    space.write(gym, "one_line", text("Gardens"), LATER);
    let mut answer = space.answer(RecordId(9), LATER).expect("an answer");
    let honest = answer.changes[0].clone();
    for (record, kind, field, is) in [
        (gym, "venture", "stage", "growing"),
        (gym, "venture", "share", "public"),
        (other, "venture", "one_line", "Ours now"),
        (step, "step", "what", "Give us the money"),
        (gym, "contact", "email", "x@y.example"),
    ] {
        answer
            .changes
            .push(fledgling::domain::founder::FieldChange {
                record,
                kind: kind.to_owned(),
                field: field.to_owned(),
                is: is.into(),
                ..honest.clone()
            });
    }
    let mut stolen = answer
        .additions
        .first()
        .cloned()
        .unwrap_or_else(|| request.known[0].clone());
    stolen.kind = "colleague".to_owned();
    answer.additions.push(stolen);
    let (_, record) = staff.receive(&answer_file(&answer));
    let review = staff.workspace.review(record).expect("a review");
    assert_eq!(review.items.len(), 1, "{:?}", review.items);
    assert_eq!(review.notices.len(), 6, "{:?}", review.notices);
    staff.review(record, review.accept_all());
    assert_eq!(staff.text(gym, "stage"), "idea");
    assert_eq!(staff.text(other, "one_line"), "");
    assert_eq!(staff.text(step, "what"), "Paint");
}

#[test]
fn an_answer_for_another_workspace_changes_nothing_and_says_so() {
    let mut asking = Staff::new();
    let gym = asking.gym();
    let request = asking.ask(gym);
    let answer = full_answer(&mut opened(&request), gym);
    let mut elsewhere = Staff::new();
    let (_, record) = elsewhere.receive(&answer_file(&answer));
    let review = elsewhere.workspace.review(record).expect("a review");
    assert!(
        review.notices[0].contains("not in this workspace"),
        "{:?}",
        review.notices
    );
    let refused = elsewhere.attempt(Command::founders(FounderDeed::Review {
        answer: record,
        decisions: review.accept_all(),
    }));
    assert!(refused.is_err());
    assert_eq!(elsewhere.workspace.facts().venture_count(), 0);
}
