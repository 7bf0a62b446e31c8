//! Files that were cut, altered, shuffled, or are none of ours: nothing is half merged, and nothing panics.

use pretty_assertions::assert_eq;
use serde_json::json;

use super::bench::{Colleague, GYM, ana_and_ben, json_of};
use crate::{
    sync::{ChangesFile, FileError},
    workspace::{Command, erasing::ErasePerson},
};

/// A small file that has everything in it: two devices, a set, a rewritten change and the erasure that did it.
fn file() -> Vec<u8> {
    let (mut ana, mut ben) = ana_and_ben();
    ben.edit(GYM, "need", "Loneliness “in the park” 🌱, says Maya Okoro");
    ben.run(Command::erase_person(ErasePerson {
        words: vec!["Maya Okoro".to_owned()],
        ..ErasePerson::default()
    }));
    ben.rewrite(&[]);
    ana.open(&ben.send(None)).expect("merged");
    ana.send(None)
}

#[test]
fn a_file_cut_at_any_length_is_refused_as_cut() {
    let whole = file();
    let read = ChangesFile::read(&whole).expect("whole");
    for length in 0..whole.len() {
        match ChangesFile::read(&whole[..length]) {
            Err(FileError::Cut) => {}
            Err(FileError::NotOurs) => assert!(length < 14, "cut at {length}"),
            // Only the blank at the very end is missing.
            Ok(same) => assert!(same == read && length == whole.len() - 1),
            Err(other) => panic!("cut at {length}: {other}"),
        }
    }
}

#[test]
fn one_altered_byte_anywhere_is_refused_or_means_nothing() {
    let whole = file();
    let read = ChangesFile::read(&whole).expect("whole");
    let mut meaningless = 0;
    for at in 0..whole.len() {
        for other in [whole[at] ^ 1, b' ', b'0', b'"', 0xff] {
            let mut altered = whole.clone();
            if altered[at] == other {
                continue;
            }
            altered[at] = other;
            if let Ok(same) = ChangesFile::read(&altered) {
                assert_eq!(same, read, "byte {at} as {other}");
                meaningless += 1;
            }
        }
    }
    assert!(meaningless < 40, "only blanks mean nothing: {meaningless}");
}

#[test]
fn shuffled_and_repeated_segments_say_the_same() {
    let whole = file();
    let mut json = json_of(&whole);
    let segments = json["segments"].as_array().expect("segments").clone();
    assert!(segments.len() > 1);
    let mut shuffled: Vec<_> = segments.iter().rev().cloned().collect();
    shuffled.extend(segments.clone());
    json["segments"] = shuffled.into();
    let read = ChangesFile::read(json.to_string().as_bytes()).expect("whole");
    assert_eq!(read.segments.len(), segments.len());
    let mut empty = Colleague::new("Dev", 0xd);
    empty.open(json.to_string().as_bytes()).expect("merged");
    let mut other = Colleague::new("Eva", 0xd);
    other.open(&whole).expect("merged");
    assert_eq!(empty.hash(), other.hash());
}

#[test]
fn a_segment_left_out_or_put_in_is_noticed() {
    let whole = file();
    let mut json = json_of(&whole);
    let segments = json["segments"].as_array().expect("segments").clone();
    json["segments"] = segments[1..].to_vec().into();
    let refused = ChangesFile::read(json.to_string().as_bytes()).expect_err("refused");
    assert!(matches!(refused, FileError::Altered { .. }));
    let mut carla = Colleague::new("Carla", 0xc);
    carla.add(GYM, "Another");
    let foreign = json_of(&carla.send(None))["segments"][0].clone();
    let mut more = segments;
    more.push(foreign);
    json["segments"] = more.into();
    assert!(ChangesFile::read(json.to_string().as_bytes()).is_err());
}

#[test]
fn other_files_and_newer_ones_are_told_apart() {
    let read = |text: &str| ChangesFile::read(text.as_bytes()).expect_err("refused");
    for text in [
        "",
        "hello",
        "[]",
        "{}",
        "{\"grants\":[]}",
        "name,stage\nGym,test\n",
        "\u{0}\u{1}",
    ] {
        assert_eq!(read(text), FileError::NotOurs, "{text}");
    }
    let head = |format: &str, version: u64| {
        json!({ "fledgling": { "format": format, "version": version }, "segments": "?" })
            .to_string()
    };
    let said = read(&head("workspace", 1)).to_string();
    assert!(said.starts_with("This is a full export of a workspace, not a colleague’s changes."));
    let said = read(&head("changes", 2)).to_string();
    assert!(
        said.contains("newer version of Fledgling (format 2)")
            && said.contains("Nothing was changed")
    );
    assert!(matches!(
        read(&head("changes", 1)),
        FileError::Altered { .. }
    ));
}

#[test]
fn line_ends_and_blanks_that_a_mail_program_changed_mean_nothing() {
    let whole = String::from_utf8(file()).expect("UTF-8");
    let read = ChangesFile::read(whole.as_bytes()).expect("whole");
    let wrapped = format!("\u{feff}{}\r\n\r\n", whole.replace('\n', "\r\n"));
    assert_eq!(ChangesFile::read(wrapped.as_bytes()), Ok(read));
}
