//! The file by the rules of RFC 5545, read back by a reader of its own.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    ledger::{DeviceId, Draft, DraftOp, RecordId},
    workspace::{Command, Context, Workspace},
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn one(title: &str, about: &str) -> CalendarDay {
    CalendarDay {
        id: "01j0000000000000000000gym1-ends".to_owned(),
        revised: Moment(1_780_000_000_000),
        first: day("2027-03-31"),
        last: day("2027-03-31"),
        title: title.to_owned(),
        about: about.to_owned(),
        page: Some("https://example.org/contracts/1".to_owned()),
        category: "Contract",
    }
}

fn written(days: &[CalendarDay]) -> String {
    let file = calendar_file("Contracts of Harrowmere", days, Moment(1_795_000_000_123));
    String::from_utf8(file).expect("UTF-8")
}

/// Content lines as a calendar program sees them: unfolded, cut at the colon.
fn lines(file: &str) -> Vec<(String, String)> {
    let unfolded = file.replace("\r\n ", "");
    let lines = unfolded.strip_suffix("\r\n").expect("a last line end");
    lines
        .split("\r\n")
        .map(|line| line.split_once(':').expect("a name and a value"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn value(file: &str, name: &str) -> Option<String> {
    lines(file)
        .into_iter()
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// Takes the escapes off again (RFC 5545, 3.3.11).
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => panic!("an escape of nothing"),
            },
            (';' | ',', _) => panic!("“{letter}” is not escaped in {value}"),
            _ => out.push(letter),
        }
    }
    out
}

#[test]
fn a_day_is_written_as_calendar_programs_read_it() {
    let file = written(&[one("Contract ends: Homeward", "For NHS, and others")]);
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Fledgling//Contract clock//EN\r\n\
        CALSCALE:GREGORIAN\r\nNAME:Contracts of Harrowmere\r\nX-WR-CALNAME:Contracts of Harrowmere\r\n\
        BEGIN:VEVENT\r\nUID:01j0000000000000000000gym1-ends@fledgling\r\nDTSTAMP:20261118T110640Z\r\n\
        LAST-MODIFIED:20260528T202640Z\r\nSEQUENCE:202163200\r\nDTSTART;VALUE=DATE:20270331\r\n\
        DTEND;VALUE=DATE:20270401\r\nSUMMARY:Contract ends: Homeward\r\nDESCRIPTION:For NHS\\, and others\r\n\
        URL:https://example.org/contracts/1\r\nCATEGORIES:Contract\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    assert_eq!(file, expected);
}

#[test]
fn a_day_is_the_same_day_in_winter_and_in_summer_time() {
    for (first, stands) in [("2027-03-28", "20270328"), ("2027-10-31", "20271031")] {
        let file = written(&[CalendarDay {
            first: day(first),
            last: day(first),
            ..one("Ends", "")
        }]);
        assert_eq!(value(&file, "DTSTART;VALUE=DATE").as_deref(), Some(stands));
        assert!(!file.contains("TZID"), "a day has no clock");
    }
}

#[test]
fn several_days_end_on_the_day_after_the_last() {
    let file = written(&[CalendarDay {
        first: day("2027-12-01"),
        last: day("2027-12-31"),
        ..one("Time to talk", "")
    }]);
    assert_eq!(
        value(&file, "DTSTART;VALUE=DATE").as_deref(),
        Some("20271201")
    );
    assert_eq!(
        value(&file, "DTEND;VALUE=DATE").as_deref(),
        Some("20280101")
    );
    let upside_down = written(&[CalendarDay {
        first: day("2027-12-31"),
        last: day("2027-12-01"),
        ..one("Time to talk", "")
    }]);
    assert_eq!(
        value(&upside_down, "DTEND;VALUE=DATE").as_deref(),
        Some("20280101"),
        "an end before the start is a day, not an error"
    );
}

#[test]
fn the_same_day_keeps_its_id_and_a_changed_one_counts_as_newer() {
    let first = written(&[one("Ends", "")]);
    let again = written(&[one("Ends", "")]);
    let moved = written(&[CalendarDay {
        first: day("2028-03-31"),
        last: day("2028-03-31"),
        revised: Moment(1_790_000_000_000),
        ..one("Ends", "")
    }]);
    assert_eq!(first, again, "the same twice is the same file");
    assert_eq!(value(&first, "UID"), value(&moved, "UID"));
    let sequence = |file: &str| -> i32 {
        let text = value(file, "SEQUENCE").expect("a revision");
        text.parse().expect("a number of 31 bits")
    };
    assert!(sequence(&moved) > sequence(&first));
}

#[test]
fn what_people_wrote_cannot_end_its_line_or_begin_an_event() {
    let file = written(&[CalendarDay {
        id: "a\r\nEND:VEVENT".to_owned(),
        page: Some("javascript:alert(1)".to_owned()),
        ..one("Bid\r\nEND:VEVENT", "a\u{0}b\rc")
    }]);
    let ends = lines(&file).into_iter().filter(|(name, _)| name == "END");
    assert_eq!(ends.count(), 2);
    assert_eq!(value(&file, "UID").as_deref(), Some("aENDVEVENT@fledgling"));
    assert_eq!(value(&file, "SUMMARY").as_deref(), Some("Bid\\nEND:VEVENT"));
    assert_eq!(value(&file, "DESCRIPTION").as_deref(), Some("ab\\nc"));
    assert_eq!(value(&file, "URL"), None);
}

#[test]
fn an_empty_calendar_is_still_a_calendar() {
    let file = written(&[]);
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(file.ends_with("\r\nEND:VCALENDAR\r\n"));
}

/// A workspace with one contract that ends on that day.
fn workspace(ends: &[&str]) -> Workspace {
    let mut workspace = Workspace::empty(DeviceId(1));
    let contract = RecordId(7);
    for (at, ends) in ends.iter().enumerate() {
        let fields = json!({"title": "Home, from hospital", "status": "active", "ends": ends, "starts": "2020-04-01"});
        let draft = Draft {
            ops: vec![DraftOp::Set {
                record: contract,
                kind: "contract".to_owned(),
                fields: fields.as_object().expect("fields").clone(),
            }],
            ..Draft::by_hand("Test")
        };
        let context = Context {
            now_ms: 1_795_000_000_000 + 60_000 * at as u64,
            today: day("2026-11-21"),
            random: &|| 1,
        };
        workspace
            .execute(Command::Apply(draft), &context)
            .expect("a contract");
    }
    workspace
}

#[test]
fn the_clock_comes_as_a_calendar_whose_days_move_at_the_second_import() {
    let file = |ends: &[&str]| {
        let now = Moment(1_795_000_000_000);
        let file = clock_calendar(
            &workspace(ends),
            day("2026-11-21"),
            now,
            "https://fledgling.example/",
        );
        String::from_utf8(file).expect("UTF-8")
    };
    let (first, second) = (file(&["2027-03-31"]), file(&["2027-03-31", "2027-06-30"]));
    let all = |file: &str, name: &str| -> Vec<String> {
        let lines = lines(file).into_iter().filter(|(known, _)| known == name);
        lines.map(|(_, value)| value).collect()
    };
    assert_eq!(
        all(&first, "SUMMARY"),
        [
            "Begin to talk: Home\\, from hospital",
            "Contract ends: Home\\, from hospital"
        ]
    );
    assert_eq!(all(&first, "DTSTART;VALUE=DATE"), ["20260331", "20270331"]);
    assert_eq!(all(&second, "DTSTART;VALUE=DATE"), ["20260630", "20270630"]);
    assert_eq!(all(&first, "DTEND;VALUE=DATE"), ["20261001", "20270401"]);
    assert_eq!(
        all(&first, "UID"),
        all(&second, "UID"),
        "so a program moves them"
    );
    assert!(all(&second, "SEQUENCE") > all(&first, "SEQUENCE"));
    let id = RecordId(7);
    assert_eq!(
        all(&first, "URL"),
        vec![format!("https://fledgling.example/contracts/{id}"); 2]
    );
    assert_eq!(all(&first, "NAME"), ["Contracts and bids"]);
}

proptest! {
    #[test]
    fn no_line_is_longer_than_75_bytes_and_texts_read_back(
        title in "\\PC{0,160}",
        about in prop::collection::vec(prop::sample::select(vec![
            "é", "—", "🐣", ",", ";", "\\", "\n", "a", " ", ":", "\"", "£1,200",
        ]), 0..120),
    ) {
        let about = about.concat();
        let file = written(&[one(&title, &about)]);
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} bytes: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let read = value(&file, "SUMMARY").expect("a title");
        // Two letters of Unicode end a line too.
        prop_assert_eq!(unescaped(&read), title.replace(['\u{2028}', '\u{2029}'], "\n"));
        let read = value(&file, "DESCRIPTION").unwrap_or_default();
        prop_assert_eq!(unescaped(&read), about);
    }
}
