//! Sealed files: what opens, what is refused and in which words, and that the `age` command agrees.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use proptest::prelude::*;

use super::*;

const PASSPHRASE: &str = "kettle otter window stamp";
const WORDS: &[u8] = b"What Maya said stays between us.";
/// Little work, so that a file can be tried a thousand times. The real factor is tried once.
const LITTLE: u8 = 2;

#[test]
fn what_was_sealed_opens_with_its_passphrase_and_no_other() {
    let sealed = seal(WORDS, PASSPHRASE).expect("a sealed file");
    assert!(is_sealed(&sealed) && !is_sealed(WORDS));
    let head = String::from_utf8_lossy(&sealed[..80]).into_owned();
    let line = head.lines().nth(1).expect("a second line");
    assert!(
        line.starts_with("-> scrypt ") && line.ends_with(" 15"),
        "{line}"
    );
    assert_eq!(open(&sealed, PASSPHRASE).as_deref(), Ok(WORDS));
    assert_eq!(
        open(&sealed, "Kettle otter window stamp"),
        Err(SealError::WrongPassphrase)
    );
    assert_eq!(open(&sealed, ""), Err(SealError::NoPassphrase));
    assert_eq!(seal(WORDS, ""), Err(SealError::NoPassphrase));
    assert_ne!(
        seal(WORDS, PASSPHRASE).expect("another"),
        sealed,
        "no two sealed files are the same"
    );
}

#[test]
fn nothing_of_the_content_can_be_read_from_the_sealed_file() {
    let words: Vec<u8> = WORDS.repeat(5_000);
    let sealed = seal_at(LITTLE, &words, PASSPHRASE).expect("a sealed file");
    assert!(!sealed.windows(8).any(|part| part == &WORDS[5..13]));
    assert_eq!(open(&sealed, PASSPHRASE), Ok(words));
}

#[test]
fn a_file_cut_at_any_length_is_refused() {
    // More than one piece of 64 KiB, so that a cut may fall between two.
    let words: Vec<u8> = WORDS.repeat(5_000);
    let sealed = seal_at(LITTLE, &words, PASSPHRASE).expect("a sealed file");
    let body = sealed.len() - 2 * 65_552;
    let few = (0..400).chain((400..sealed.len()).step_by(1_013));
    let edges = (0..4).map(|piece| body.saturating_sub(5) + piece * 65_552);
    for len in few.chain(edges.flat_map(|edge| edge..edge + 10)) {
        let Some(cut) = sealed.get(..len).filter(|cut| cut.len() < sealed.len()) else {
            continue;
        };
        let refused = open(cut, PASSPHRASE).expect_err("a cut file");
        let fits = match len {
            0 => refused == SealError::NotSealed,
            _ => matches!(
                refused,
                SealError::CutOff | SealError::Damaged | SealError::DamagedHead
            ),
        };
        assert!(fits, "cut at {len}: {refused:?}");
    }
}

#[test]
fn a_file_altered_at_any_byte_is_refused() {
    let sealed = seal_at(LITTLE, WORDS, PASSPHRASE).expect("a sealed file");
    for at in 0..sealed.len() {
        for flip in [1u8, 0x20, 0x80] {
            let mut altered = sealed.clone();
            altered[at] ^= flip;
            let refused = open(&altered, PASSPHRASE);
            assert!(
                refused.is_err(),
                "byte {at} of {}: {refused:?}",
                sealed.len()
            );
        }
    }
    let mut longer = sealed;
    longer.push(0);
    assert_eq!(open(&longer, PASSPHRASE), Err(SealError::Damaged));
}

#[test]
fn a_sealed_file_as_text_opens_and_one_that_was_cut_or_altered_does_not() {
    for len in [0, 1, 2, 3, 61, 500] {
        let words = WORDS.repeat(20)[..len].to_vec();
        let sealed = seal_at(LITTLE, &words, PASSPHRASE).expect("a sealed file");
        let text = as_text(&sealed);
        assert!(is_sealed(&text) && text.is_ascii());
        assert_eq!(open(&text, PASSPHRASE), Ok(words.clone()));
        let windows = String::from_utf8_lossy(&text).replace('\n', "\r\n");
        assert_eq!(open(windows.as_bytes(), PASSPHRASE), Ok(words));
        for cut in 40..text.len() - 2 {
            assert_eq!(open(&text[..cut], PASSPHRASE), Err(SealError::CutOff));
        }
        for at in 0..text.len() - 1 {
            let mut altered = text.clone();
            altered[at] ^= 1;
            assert!(open(&altered, PASSPHRASE).is_err(), "byte {at}");
        }
    }
}

#[test]
fn each_refusal_says_what_it_is() {
    let key = fs::read(fixture("for-a-key.age")).expect("a fixture");
    assert_eq!(open(&key, PASSPHRASE), Err(SealError::ForAKey));
    assert_eq!(open(b"{\"fledgling\":1}", "x"), Err(SealError::NotSealed));
    assert_eq!(
        open(b"age-encryption.org/v2\n-> new", "x"),
        Err(SealError::Newer)
    );
    assert_eq!(
        open(b"-----BEGIN AGE ENCRYPTED FILE-----\n", "x"),
        Err(SealError::CutOff)
    );
    let sealed = seal_at(LITTLE, WORDS, PASSPHRASE).expect("a sealed file");
    let at = sealed
        .windows(3)
        .position(|part| part == b" 2\n")
        .expect("the work factor");
    let mut dear = sealed[..at].to_vec();
    dear.extend_from_slice(b" 40");
    dear.extend_from_slice(&sealed[at + 2..]);
    let refused = open(&dear, PASSPHRASE).expect_err("too much work");
    assert_eq!(
        refused,
        SealError::TooMuchWork {
            asked: 40,
            most: 18
        }
    );
    assert!(refused.to_string().contains("age command"), "{refused}");
}

#[test]
fn what_is_too_large_is_refused_before_any_work_and_after() {
    assert_eq!(
        within(MOST_BYTES + 1, MOST_BYTES),
        Err(SealError::TooLarge {
            megabytes: 401,
            most: 400
        })
    );
    // A reader that never ends: it is read only as far as the limit.
    struct Endless;
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            Ok(buffer.len())
        }
    }
    let refused = read_whole(Endless).expect_err("too large");
    assert!(refused.to_string().contains("400 MB"), "{refused}");
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_opened_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let refused = open(&bytes, "x");
        prop_assert!(refused.is_err());
        let mut headed = b"age-encryption.org/v1\n-> scrypt ".to_vec();
        headed.extend_from_slice(&bytes);
        prop_assert!(open(&headed, "x").is_err());
    }

    #[test]
    fn any_content_and_passphrase_read_back(content in prop::collection::vec(any::<u8>(), 0..2_000), passphrase in "\\PC{1,40}") {
        let sealed = seal_at(LITTLE, &content, &passphrase).expect("a sealed file");
        prop_assert_eq!(open(&sealed, &passphrase), Ok(content));
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/sealed")
        .join(name)
}

#[test]
fn a_file_that_the_age_command_once_sealed_opens_here() {
    let sealed = fs::read(fixture("by-the-age-command.age")).expect("a fixture");
    let opened = open(&sealed, PASSPHRASE).expect("it opens");
    assert_eq!(String::from_utf8_lossy(&opened), "A venture’s papers.\n");
}

/// Runs the `age` command with a terminal of its own, in which the passphrase is typed as often as asked for.
fn age(arguments: &str, typed: &str) -> bool {
    let child = Command::new("script")
        .args(["-qec", &format!("age {arguments}"), "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.expect("script runs");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(typed.as_bytes()).expect("typed");
    drop(input);
    child.wait().expect("it ends").success()
}

#[test]
fn the_age_command_opens_what_is_sealed_here_and_its_files_open_here() {
    let runs = |name: &str| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|version| version.status.success())
    };
    if !runs("age") || !runs("script") {
        println!(
            "skipped: the age command (or script) is absent; the fixture of the age command was opened instead"
        );
        return;
    }
    let folder = std::env::temp_dir().join(format!("fledgling-age-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let path = |name: &str| folder.join(name).display().to_string();
    let sealed = seal(WORDS, PASSPHRASE).expect("a sealed file");
    fs::write(path("ours.age"), sealed).expect("written");
    let opened = age(
        &format!("-d -o {} {}", path("ours.txt"), path("ours.age")),
        &format!("{PASSPHRASE}\n"),
    );
    assert!(opened, "the age command opens ours");
    assert_eq!(fs::read(path("ours.txt")).expect("opened"), WORDS);
    fs::write(path("theirs.txt"), WORDS).expect("written");
    let made = age(
        &format!("-p -o {} {}", path("theirs.age"), path("theirs.txt")),
        &format!("{PASSPHRASE}\n{PASSPHRASE}\n"),
    );
    assert!(made, "the age command seals");
    let theirs = fs::read(path("theirs.age")).expect("sealed");
    assert_eq!(open(&theirs, PASSPHRASE).as_deref(), Ok(WORDS));
    let made = age(
        &format!(
            "-p --armor -o {} {}",
            path("theirs-as-text.age"),
            path("theirs.txt")
        ),
        &format!("{PASSPHRASE}\n{PASSPHRASE}\n"),
    );
    assert!(made, "the age command seals as text");
    let theirs = fs::read(path("theirs-as-text.age")).expect("sealed");
    assert_eq!(open(&theirs, PASSPHRASE).as_deref(), Ok(WORDS));
    let ours = as_text(&seal(WORDS, PASSPHRASE).expect("a sealed file"));
    fs::write(path("ours-as-text.age"), ours).expect("written");
    let opened = age(
        &format!(
            "-d -o {} {}",
            path("ours-as-text.txt"),
            path("ours-as-text.age")
        ),
        &format!("{PASSPHRASE}\n"),
    );
    assert!(opened, "the age command opens ours as text");
    fs::remove_dir_all(&folder).expect("tidied");
}
