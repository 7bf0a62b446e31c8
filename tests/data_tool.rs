//! The data tool as somebody types it: the built program, its words, its exit codes, what it writes and what it leaves.

#![expect(clippy::expect_used, reason = "a test reports by stopping")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use fledgling::{
    domain::dates::Day,
    exchange::{
        fledgling::{Export, FledglingFile},
        import::FileMark,
    },
    ledger::{Change, DeviceId},
    workspace::{Context, Workspace},
};

/// It could not be done, or a check found problems.
const FAILED: i32 = 1;
/// The rest was imported, and rows were left out.
const LEFT_OUT: i32 = 3;

const VENTURES: &str = "Name;Stage\nGreen Gym;Idea\nKitchen Table;Explore together\n";
const CONTACTS: &str = "First name,Surname,Email\nJo,March,jo@example.org\n";
const ORGANISATIONS: &str = "Organisation,Company no\nAcme Ltd,7296070\n";
const STEPS: &str = "Action,Due,Project\nVisit,7 June 2026,Green Gym\n";
const GRANTS: &str = r#"{"version": "1.1", "grants": [{"id": "360G-x-1", "title": "Grant", "description": "To grow",
    "currency": "GBP", "amountAwarded": 1000, "awardDate": "2020-03-04",
    "fundingOrganization": [{"id": "GB-CHC-1159982", "name": "Funder"}],
    "recipientOrganization": [{"id": "GB-COH-07296070", "name": "Green Gym"}]}]}"#;
const NOTICES: &str = r#"{"version": "1.1", "publisher": {"name": "A council"}, "releases": [{"ocid": "ocds-x-1", "id": "1",
    "date": "2026-05-04T09:00:00Z", "tag": ["tender"], "buyer": {"id": "GB-COH-1", "name": "A council"},
    "parties": [{"id": "GB-COH-1", "name": "A council", "roles": ["buyer"]}],
    "tender": {"id": "1", "title": "Community transport", "status": "active", "value": {"amount": 50000, "currency": "GBP"}}}]}"#;

/// A folder of a test's own, empty at the start.
struct Folder(PathBuf);

/// How a run ended and what it said.
struct Ran {
    code: i32,
    said: String,
    complained: String,
}

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("data-tool-{name}"));
        // There is none before the first run.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).expect("a file")
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        fledgling::ledger::ordering::sort(&mut names);
        names
    }

    /// Runs the tool in the folder with what somebody typed.
    fn run(&self, typed: &str) -> Ran {
        self.run_with(typed, &[])
    }

    /// Runs the tool with further words that may hold blanks.
    fn run_with(&self, typed: &str, paths: &[&Path]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_fledgling"))
            .current_dir(&self.0)
            .args(typed.split_whitespace())
            .args(paths)
            .output()
            .expect("the tool runs");
        Ran {
            code: output.status.code().expect("an exit code"),
            said: String::from_utf8(output.stdout).expect("text"),
            complained: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Ran {
    /// It ended well, or else with this code, and said all of this.
    #[track_caller]
    fn says(&self, code: i32, lines: &[&str]) {
        let all = format!("{}{}", self.said, self.complained);
        assert_eq!(self.code, code, "{all}");
        for line in lines {
            assert!(all.contains(line), "no “{line}” in:\n{all}");
        }
        assert!(!all.contains("panicked"), "{all}");
    }

    fn line(&self, start: &str) -> &str {
        let line = self.said.lines().find(|line| line.starts_with(start));
        line.expect("such a line")
    }
}

/// A genuine file, or nothing and a visible word where it is absent.
fn sample(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/samples")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is absent", path.display());
    None
}

#[test]
fn a_table_of_each_kind_is_imported_by_the_word_for_it() {
    let folder = Folder::new("kinds");
    for (kind, text, found) in [
        ("ventures", VENTURES, "venture: 2"),
        ("contacts", CONTACTS, "contact: 1"),
        ("organisations", ORGANISATIONS, "organisation: 1"),
        ("steps", STEPS, "step: 1"),
    ] {
        folder.put(&format!("{kind}.csv"), text);
        let ran = folder.run(&format!(
            "import --format csv --kind {kind} {kind}.csv --out {kind}.json"
        ));
        ran.says(0, &["0 rejected, 0 to decide", found, "problems: 0"]);
        ran.says(0, &[&format!("Wrote {kind}.json")]);
    }
    // The kind is guessed where nobody says it.
    let ran = folder.run("import --format csv contacts.csv --out guessed.json");
    ran.says(0, &["contact: 1"]);
    let ran = folder.run("import --format csv --kind marvels ventures.csv --out none.json");
    ran.says(
        FAILED,
        &["There is no kind “marvels”: ventures, contacts, organisations or steps."],
    );
    assert!(!folder.names().contains(&"none.json".to_owned()));
}

#[test]
fn every_format_is_imported_by_the_word_for_it() {
    let folder = Folder::new("formats");
    folder.put("ventures.csv", VENTURES);
    folder.put("grants.json", GRANTS);
    folder.put("notices.json", NOTICES);
    for (format, file, found) in [
        ("csv", "ventures.csv", "venture: 2"),
        ("360giving", "grants.json", "capital: 1"),
        ("ocds", "notices.json", "opportunity: 1"),
        ("fledgling", "csv.json", "venture: 2"),
    ] {
        let ran = folder.run(&format!(
            "import --format {format} {file} --out {format}.json"
        ));
        ran.says(0, &[found, "0 rejected", "problems: 0"]);
    }
    // Fledgling's own file comes out as it went in.
    let before = folder.run("check csv.json");
    let after = folder.run("check fledgling.json");
    assert_eq!(before.line("content hash"), after.line("content hash"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = Folder::new("dry-run");
    folder.put("ventures.csv", VENTURES);
    let ran = folder.run("import --format csv ventures.csv --out new.json --dry-run");
    ran.says(0, &["2 new", "Dry run: nothing was written."]);
    assert_eq!(folder.names(), ["ventures.csv"]);

    folder
        .run("import --format csv ventures.csv --out here.json")
        .says(0, &[]);
    let before = folder.read("here.json");
    folder.put("more.csv", "Name\nHomeward\n");
    let ran = folder.run("import --format csv --kind ventures more.csv --out here.json --dry-run");
    ran.says(0, &["1 new", "Dry run: nothing was written."]);
    assert_eq!(folder.read("here.json"), before);
}

#[test]
fn what_is_at_the_target_already_is_added_to() {
    let folder = Folder::new("adding");
    folder.put("ventures.csv", VENTURES);
    folder.put("steps.csv", STEPS);
    folder
        .run("import --format csv --kind ventures ventures.csv --out all.json")
        .says(0, &["venture: 2"]);
    let ran = folder.run("import --format csv --kind steps steps.csv --out all.json");
    // The step belongs to the venture that was there before.
    ran.says(0, &["venture: 2", "step: 1", "problems: 0"]);
    // The same file twice changes nothing.
    let ran = folder.run("import --format csv --kind ventures ventures.csv --out all.json");
    ran.says(0, &["0 new, 0 changed, 2 unchanged", "venture: 2"]);
    let hash = ran.line("content hash").to_owned();
    let ran = folder.run("import --format fledgling all.json --out all.json");
    ran.says(0, &["0 new, 0 changed"]);
    assert_eq!(ran.line("content hash"), hash);
    // Several files, one after the other.
    folder.put("more.csv", "Name\nHomeward\n");
    folder
        .run("import --format csv --kind ventures ventures.csv more.csv --out both.json")
        .says(0, &["2 new", "1 new", "venture: 3"]);
    // Half a file never stands under the right name, and none is left beside it.
    assert!(folder.names().iter().all(|name| !name.contains("part")));
}

#[test]
fn a_file_of_another_format_is_refused_in_plain_words() {
    let folder = Folder::new("refused");
    folder.put("ventures.csv", VENTURES);
    folder.put("grants.json", GRANTS);
    folder.put("cut.json", &GRANTS[..GRANTS.len() / 2]);
    folder.put("empty.csv", "");
    for (typed, says) in [
        (
            "--format ocds grants.json",
            "grants.json: this is no ocds file.",
        ),
        (
            "--format 360giving ventures.csv",
            "ventures.csv: this is no 360giving file.",
        ),
        (
            "--format fledgling grants.json",
            "grants.json: this is no fledgling file.",
        ),
        ("--format csv cut.json", "The file stops in the middle"),
        ("--format csv empty.csv", "This file is empty."),
        ("--format csv none.csv", "none.csv cannot be read:"),
        (
            "--format excel ventures.csv",
            "There is no format “excel”: 360giving, csv, ocds or fledgling.",
        ),
        ("ventures.csv", "--format is missing."),
        ("--format csv", "Which file?"),
        (
            "--format csv ventures.csv --format",
            "--format needs a value.",
        ),
        ("--fromat csv ventures.csv", "There is no option --fromat."),
    ] {
        let ran = folder.run(&format!("import --out new.json {typed}"));
        ran.says(FAILED, &[says]);
    }
    folder
        .run("import --format csv ventures.csv")
        .says(FAILED, &["--out is missing."]);
    assert!(!folder.names().contains(&"new.json".to_owned()));
    // What is at the target is no workspace: it stays as it is.
    let ran = folder.run("import --format csv ventures.csv --out grants.json");
    ran.says(FAILED, &["grants.json: "]);
    assert_eq!(folder.read("grants.json"), GRANTS.as_bytes());
}

/// The workspace that `name` makes once it was restored over itself, as a file.
fn restored(folder: &Folder, name: &str) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = u64::try_from(since.expect("a clock").as_millis()).expect("this age");
    let read = || FledglingFile::read(&folder.read(name)).expect("a whole file");
    let workspace = |changes: &[Change]| {
        let mut workspace = Workspace::empty(DeviceId(1));
        workspace.merge(changes, now);
        workspace
    };
    let context = Context {
        now_ms: now,
        today: Day::parse("2026-11-21").expect("a day"),
        random: &|| 7 << 64,
    };
    let here = workspace(&read().changes);
    let entries = read().restore(&here, &FileMark::of(name, b""), &context);
    let changes: Vec<Change> = entries
        .iter()
        .flat_map(|entry| serde_json::from_slice::<Vec<Change>>(entry).expect("an entry"))
        .collect();
    let mut export = Export::begin(workspace(&changes).ledger(), now);
    for entry in &entries {
        export.add_batch(entry).expect("an entry");
    }
    String::from_utf8(export.finish().concat()).expect("text")
}

#[test]
fn an_export_from_before_a_restoration_is_refused() {
    let folder = Folder::new("epochs");
    folder.put("ventures.csv", VENTURES);
    folder
        .run("import --format csv ventures.csv --out before.json")
        .says(0, &[]);
    folder.put("after.json", &restored(&folder, "before.json"));
    let whole = folder.read("after.json");
    let ran = folder.run("import --format fledgling before.json --out after.json");
    ran.says(FAILED, &["made before a backup was restored here"]);
    assert_eq!(folder.read("after.json"), whole);
    folder.run("check after.json").says(0, &["venture: 2"]);
}

#[test]
fn rows_that_are_left_out_are_named_and_told_by_the_exit_code() {
    let folder = Folder::new("left-out");
    folder.put(
        "steps.csv",
        "Action,Due,Project\nVisit,7 June 2026,Green Gym\nCall,32 June 2026,Green Gym\n",
    );
    folder.put("ventures.csv", VENTURES);
    folder
        .run("import --format csv --kind ventures ventures.csv --out all.json")
        .says(0, &[]);
    let typed = "import --format csv --kind steps steps.csv --out all.json";
    let ran = folder.run(&format!("{typed} --dry-run"));
    ran.says(LEFT_OUT, &["1 new", "1 rejected"]);
    let ran = folder.run(typed);
    ran.says(
        LEFT_OUT,
        &["1 rejected", "rejected, row 2 (line 3)", "step: 1"],
    );
    // Somebody who does not know the codes finds them.
    let help = folder.run("help");
    help.says(0, &["Exit codes", "3 when the rest was imported"]);
    assert_eq!(help.complained, "");
    folder
        .run("")
        .says(FAILED, &["cargo xtask data import --format"]);
}

#[test]
fn a_check_counts_works_out_the_hash_and_lists_problems() {
    let folder = Folder::new("check");
    folder.put("ventures.csv", VENTURES);
    folder
        .run("import --format csv ventures.csv --out all.json")
        .says(0, &[]);
    let ran = folder.run("check all.json");
    ran.says(0, &["venture: 2", "changes: 1", "problems: 0"]);
    let hash = ran.line("content hash").replace("content hash: ", "");
    assert!(hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let text = String::from_utf8(folder.read("all.json")).expect("text");
    assert!(text.contains(&format!("\"content_hash\":\"{hash}\"")));

    let other = "0".repeat(64);
    folder.put("other.json", &text.replace(&hash, &other));
    let ran = folder.run("check other.json");
    ran.says(
        FAILED,
        &[
            &format!("problem: The file says its content hash is {other}"),
            "problems: 1",
        ],
    );
    // Of several files one with a problem is enough.
    folder
        .run("check all.json other.json")
        .says(FAILED, &["problems: 0", "problems: 1"]);
    let altered = text.replace("\"is\":\"Green Gym\"", "\"is\":\"Grey Gym\"");
    assert_ne!(altered, text, "the alteration took place");
    folder.put("altered.json", &altered);
    folder.run("check altered.json").says(
        FAILED,
        &[
            "altered.json: ",
            "change 1 of its history cannot be trusted",
        ],
    );
    folder.run("check").says(FAILED, &["Which file?"]);
}

#[test]
fn the_schema_is_printed_or_written() {
    let folder = Folder::new("schema");
    let printed = folder.run("schema");
    printed.says(0, &["https://json-schema.org/draft/2020-12/schema"]);
    folder.run("schema --out schema.json").says(0, &[]);
    assert_eq!(folder.read("schema.json"), printed.said.as_bytes());
}

#[test]
fn genuine_grants_and_notices_are_imported_into_one_workspace() {
    let (Some(grants), Some(subset), Some(tender)) = (
        sample("360giving/power-to-change_venture-programmes_subset.json"),
        sample("ocds/contracts-finder_vcse-suitable-social-cpv_subset.json"),
        sample("ocds/find-a-tender_032703-2026_UK4-tender.json"),
    ) else {
        return;
    };
    let folder = Folder::new("genuine");
    let ran = folder.run_with(
        "import --format 360giving --out all.json",
        &[grants.as_path()],
    );
    ran.says(
        0,
        &[
            "74 new, 0 changed, 0 unchanged, 0 rejected, 0 to decide",
            "venture: 73",
            "capital: 74",
            "problems: 0",
        ],
    );
    let ran = folder.run_with(
        "import --format ocds --out all.json",
        &[subset.as_path(), tender.as_path()],
    );
    ran.says(
        0,
        &[
            "27 new, 0 changed, 0 unchanged, 0 rejected",
            "1 new, 0 changed, 0 unchanged, 0 rejected",
            "venture: 73",
            "opportunity: 28",
            "problems: 0",
        ],
    );
    let ran = folder.run_with(
        "import --format ocds --out all.json",
        &[subset.as_path(), tender.as_path()],
    );
    ran.says(0, &["0 new, 0 changed, 27 unchanged", "opportunity: 28"]);
}
