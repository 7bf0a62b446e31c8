//! Hostile and damaged requests and answers: refused in plain words, never a panic.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::{
    domain::{
        dates::Day,
        founder::{Answer, FieldChange, KnownRecord, Named, Request},
    },
    ledger::RecordId,
};

fn request() -> Request {
    let day = Day::parse("2026-11-21").expect("a day");
    Request {
        id: RecordId(1),
        workspace: "w".to_owned(),
        incubator: "Harbour".to_owned(),
        asked_by: Named {
            name: "Ana".to_owned(),
            role: String::new(),
        },
        reply_to: String::new(),
        asked_on: day,
        due: None,
        message: "A spade’s a spade".to_owned(),
        asks: vec!["story".to_owned()],
        questions: Vec::new(),
        venture: RecordId(2),
        facts: Vec::new(),
        known: vec![KnownRecord {
            kind: "venture".to_owned(),
            id: RecordId(2),
            fields: BTreeMap::from([("name".to_owned(), Value::from("Green Gym"))]),
        }],
    }
}

fn answer() -> Answer {
    let change = FieldChange {
        record: RecordId(2),
        kind: "venture".to_owned(),
        field: "name".to_owned(),
        was: Value::from("Green Gym"),
        is: Value::from("Green Gym CIC"),
        at: 5,
    };
    serde_json::from_value(serde_json::json!({
        "id": RecordId(3), "venture": RecordId(2), "venture_name": "Green Gym", "author": { "name": "Maya" },
        "device": "00000000000000a1", "written_at": 7, "changes": [change],
    }))
    .expect("an answer")
}

fn forms() -> [(&'static str, Vec<u8>); 4] {
    [
        ("request file", request_file(&request())),
        (
            "request link",
            request_link("https://x.example/", &request()).into_bytes(),
        ),
        ("answer file", answer_file(&answer())),
        ("answer text", answer_in_text(&answer()).into_bytes()),
    ]
}

#[test]
fn every_form_reads_back_as_what_was_written() {
    for (form, bytes) in forms() {
        match read(&bytes).expect(form) {
            FounderFile::Request(read) => assert_eq!(*read, request(), "{form}"),
            FounderFile::Answer { answer: read, .. } => assert_eq!(*read, answer(), "{form}"),
        }
        assert!(is_from_here(&bytes), "{form}");
    }
}

#[test]
fn a_form_cut_at_any_length_is_refused() {
    for (form, bytes) in forms() {
        let whole = bytes.trim_ascii_end().len();
        for len in 0..whole {
            let refused = read(&bytes[..len]);
            assert!(
                refused.is_err(),
                "{form}, cut at {len} of {whole}: {refused:?}"
            );
        }
        for len in whole * 2 / 3..whole {
            let refused = read(&bytes[..len]).expect_err(form);
            assert_eq!(refused, FounderFileError::CutOff, "{form}, cut at {len}");
        }
    }
}

#[test]
fn a_form_altered_at_any_byte_says_the_same_or_is_refused() {
    for (form, bytes) in forms() {
        let meant = read(&bytes).expect(form);
        for at in 0..bytes.len() {
            for flip in [0x01u8, 0x02, 0x20, 0x80] {
                let mut altered = bytes.clone();
                altered[at] ^= flip;
                if let Ok(read) = read(&altered) {
                    assert_eq!(read, meant, "{form}, byte {at}");
                }
            }
        }
    }
}

#[test]
fn each_refusal_says_what_it_is() {
    let newer = String::from_utf8(request_file(&request()))
        .expect("text")
        .replace("\"version\": 1", "\"version\": 2");
    assert_eq!(read(newer.as_bytes()), Err(FounderFileError::Newer));
    assert_eq!(
        read(b"https://x.example/#update=r2.abc.12345678"),
        Err(FounderFileError::Newer)
    );
    assert_eq!(read(b""), Err(FounderFileError::Empty));
    assert_eq!(read(b" \n"), Err(FounderFileError::Empty));
    assert_eq!(read(b"name,town\n"), Err(FounderFileError::SomethingElse));
    assert_eq!(read(b"{\"ocid\":1}"), Err(FounderFileError::SomethingElse));
    assert_eq!(
        read(b"{\"fledgling\":{\"format\":\"workspace\",\"version\":1}}"),
        Err(FounderFileError::OtherFile)
    );
    assert_eq!(
        read(b"age-encryption.org/v1\n"),
        Err(FounderFileError::Sealed)
    );
    let large = vec![b'a'; MOST_BYTES + 1];
    assert_eq!(read(&large), Err(FounderFileError::TooLarge(3)));
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(read(deep.as_bytes()).is_err());
}

#[test]
fn file_names_are_plain_whatever_a_venture_is_called() {
    assert_eq!(
        file_name("Café “Zuhause” / Ltd.", "request", "2026-11-21"),
        "cafe-zuhause-ltd-request-2026-11-21.json"
    );
    assert_eq!(
        file_name("日本", "answer", "2026-11-21"),
        "venture-answer-2026-11-21.json"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn any_text_after_a_mark_is_refused_without_a_panic(text in "\\PC{0,200}") {
        for mark in ["#update=", "#update=r1.", "fledgling:a1.", "fledgling:\n", "{\"fledgling\":{\"format\":\"founder-answer\"},\"answer\":"] {
            let whole = format!("{mark}{text}");
            prop_assert!(read(whole.as_bytes()).is_err());
        }
    }

    #[test]
    fn words_of_any_kind_travel_whole(message in "\\PC{0,300}", name in "\\PC{1,60}") {
        let mut asked = request();
        asked.message = message;
        asked.known[0].fields.insert("name".to_owned(), Value::from(name));
        let link = request_link("https://x.example/update", &asked);
        prop_assert_eq!(read(link.as_bytes()), Ok(FounderFile::Request(Box::new(asked.clone()))));
        prop_assert_eq!(read(&request_file(&asked)), Ok(FounderFile::Request(Box::new(asked))));
    }
}

#[test]
fn a_letter_greets_once_and_a_name_brings_its_own_full_stop() {
    let mut request = request();
    let opening = |request: &Request| {
        let letter = letter::request_letter(request, "https://fledgling.example/update#x");
        letter.body.lines().take(3).collect::<Vec<_>>().join("|")
    };
    assert_eq!(opening(&request), "Hello,||A spade’s a spade");
    request.message = "Hello Robbie, how did the market go?".to_owned();
    assert!(opening(&request).starts_with("Hello Robbie, how did the market go?||Would you"));
    request.message = "Highly recommended: the market.".to_owned();
    assert!(opening(&request).starts_with("Hello,||Highly"));
    request.message = String::new();
    assert!(opening(&request).starts_with("Hello,||Would you"));
    let mut answer = answer();
    answer.venture_name = "Can Cook C.I.C.".to_owned();
    let body = letter::answer_letter(&answer).body;
    assert!(body.contains("about Can Cook C.I.C.\n"), "{body}");
    assert!(body.contains("Updates from founders"), "{body}");
}
