//! What goes to founders and what they keep.

use fledgling::{
    exchange::{
        founder::{
            answer_file, answer_in_text, answer_letter, leaving, read, request_file,
            request_fragment, request_letter, request_link,
        },
        founder_space::{Space, Typed},
    },
    ledger::{DeviceId, RecordId},
};

use crate::marked::{NOW, OTHER, PERSONAL, STAFF, TOLD, World, ask, assert_free_of, id_of, marked};

#[test]
fn a_request_holds_the_shared_fields_of_its_venture_and_nothing_else() {
    let mut marked = marked();
    let request = ask(&mut marked);
    let request = marked
        .workspace
        .founder_request(request)
        .expect("a request");
    let link = request_link("https://fledgling.example/update", &request);
    let file = request_file(&request);
    let lines = leaving(&read(&file).expect("readable"));
    let shown: String = lines
        .iter()
        .map(|line| format!("{} {}\n", line.label, line.words))
        .collect();
    for (what, bytes) in [
        ("the request", file.clone()),
        (
            "the letter",
            request_letter(&request, &link).body.into_bytes(),
        ),
        ("the preview", shown.clone().into_bytes()),
    ] {
        assert_free_of(what, &bytes, &[STAFF, PERSONAL, OTHER]);
    }
    // The link is in letters of its own: what it says is what is read from it.
    let from_link = read(request_fragment(&request).as_bytes()).expect("readable");
    assert_eq!(from_link, read(&file).expect("readable"));
    for wanted in [
        "Fine to share venture name",
        "MARKTOLD story text",
        "MARKTOLD step what",
    ] {
        assert!(
            shown.contains(wanted),
            "the founder sees “{wanted}” in\n{shown}"
        );
    }
    for field in ["said", "agreed", "reason"] {
        let conversation = format!("{TOLD} entry {field}");
        assert!(
            !shown.contains(&conversation),
            "a request speaks of no conversation"
        );
    }
}

#[test]
fn what_a_founder_keeps_and_sends_holds_only_what_the_request_brought_and_what_they_wrote() {
    let mut marked = marked();
    let request = ask(&mut marked);
    let request = marked
        .workspace
        .founder_request(request)
        .expect("a request");
    let mut space = Space::opened(request, DeviceId(7));
    for card in space.cards() {
        space.write(card.record, card.field, Typed::Text(String::new()), NOW);
    }
    space.keep(marked.venture, "name");
    let step = id_of(
        "step",
        World {
            venture: marked.venture,
            is_other: false,
        },
    );
    space.keep(step, "what");
    for kind in ["story", "capital"] {
        let id = id_of(
            kind,
            World {
                venture: marked.venture,
                is_other: false,
            },
        );
        for field in ["text", "status"] {
            space.keep(id, field);
        }
    }
    space.update.happened = "We moved.".to_owned();
    let answer = space.answer(RecordId(3), NOW).expect("an answer");
    assert!(
        answer.changes.len() > 8,
        "every known value is in it as what stood there before"
    );
    space.note_sent(&answer, NOW);
    for (what, bytes) in [
        ("the space", space.to_json()),
        ("the answer", answer_file(&answer)),
        (
            "the answer's letter",
            answer_letter(&answer).body.into_bytes(),
        ),
    ] {
        assert_free_of(what, &bytes, &[STAFF, PERSONAL, OTHER]);
    }
    assert_eq!(
        read(answer_in_text(&answer).as_bytes()),
        read(&answer_file(&answer))
    );
}
