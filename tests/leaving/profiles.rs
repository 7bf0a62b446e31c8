//! What the exports hold.

use fledgling::{
    domain::{
        records::{Reach, reach_of},
        schema::KINDS,
    },
    exchange::{
        fledgling::{Export, FledglingFile, content_hash},
        profiles::{Preview, Profile, content, note, preview, take_away_page},
    },
    ledger::{DeviceId, RecordId, Value, ordering},
    workspace::{Command, Workspace},
};

use crate::marked::{NOW, OTHER, PERSONAL, STAFF, TOLD, assert_free_of, marked, today};

#[test]
fn a_take_away_is_complete_but_for_staff_people_and_other_ventures() {
    let marked = marked();
    let profile = Profile::TakeAway(marked.venture);
    let file = content(&marked.workspace, profile, NOW).expect("a file");
    let page = take_away_page(&marked.workspace, marked.venture, today()).expect("a page");
    assert_free_of("the take-away", &file, &[STAFF, PERSONAL, OTHER]);
    assert_free_of("the page", page.as_bytes(), &[STAFF, PERSONAL, OTHER]);
    assert!(
        !page.contains(&marked.other.to_string()),
        "not even the id of another venture"
    );
    let text = String::from_utf8_lossy(&file).into_owned();
    assert!(
        !text.contains(&marked.other.to_string()),
        "not even the id of another venture"
    );
    // Complete: every shared or told field of what belongs to the venture is there.
    let records: Value = serde_json::from_slice(&file).expect("JSON");
    let records = records["records"].as_array().expect("records");
    for kind in KINDS {
        let belongs = kind.field("venture").is_some() || kind.id == "venture";
        let is_ours = ["update_request", "founder_answer", "export"].contains(&kind.id);
        if !belongs || is_ours {
            continue;
        }
        let record = records.iter().find(|record| record["kind"] == kind.id);
        let record = record.unwrap_or_else(|| panic!("no {} in the take-away", kind.id));
        for field in kind.fields {
            let reach = reach_of(kind.id, field.name);
            let is_there = record["fields"].get(field.name).is_some()
                || record["sets"].get(field.name).is_some();
            let stays_empty = kind.id == "step" && field.name == "done_on";
            assert_eq!(
                is_there,
                matches!(reach, Reach::Shared | Reach::Told) && !stays_empty,
                "{}.{}",
                kind.id,
                field.name
            );
        }
    }
    for words in [
        "MARKTOLD entry said",
        "Fine to share venture name",
        "MARKTOLD story text",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        page.contains("4 May 2026") && page.contains("£123"),
        "days and money in words"
    );
    let about = preview(&marked.workspace, profile, today()).expect("a preview");
    assert!(about.holds_personal_data);
    assert_eq!(about.left_out, ["1 note is left out, kept among staff."]);
}

#[test]
fn report_and_partner_copy_hold_no_personal_data_and_no_venture_kept_for_staff() {
    let marked = marked();
    for profile in [Profile::Report, Profile::Partner] {
        let file = content(&marked.workspace, profile, NOW).expect("a file");
        let said = preview(&marked.workspace, profile, today()).expect("a preview");
        assert!(!said.holds_personal_data);
        assert!(
            said.left_out
                .iter()
                .any(|why| why.contains("1 venture is left out")),
            "{:?}",
            said.left_out
        );
        // Opportunities are nobody's: those that only the other venture bids for are in the report, without its bid.
        let marks: &[&str] = match profile {
            Profile::Report => &[
                STAFF,
                PERSONAL,
                TOLD,
                "MARKOTHER venture",
                "MARKOTHER bid",
                "MARKOTHER contract",
                "MARKOTHER entry",
                "MARKOTHER capital",
                "MARKOTHER contact",
            ],
            _ => &[STAFF, PERSONAL, TOLD, OTHER],
        };
        let text = String::from_utf8_lossy(&file).replace("987654321", "");
        assert_free_of(said.file_name.as_str(), text.as_bytes(), marks);
        assert!(text.contains("Fine to share venture name"));
        assert!(!text.contains(&marked.other.to_string()));
    }
    let partner = content(&marked.workspace, Profile::Partner, NOW).expect("a file");
    let partner = String::from_utf8_lossy(&partner).into_owned();
    assert!(
        !partner.contains("capital") && !partner.contains("\"kind\":\"bid\""),
        "no money"
    );
}

#[test]
fn a_preview_says_exactly_what_the_file_holds_and_the_note_says_it_left() {
    let mut marked = marked();
    for profile in [
        Profile::Report,
        Profile::Partner,
        Profile::TakeAway(marked.venture),
    ] {
        let said = preview(&marked.workspace, profile, today()).expect("a preview");
        let file = content(&marked.workspace, profile, NOW).expect("a file");
        let whole: Value = serde_json::from_slice(&file).expect("JSON");
        let records = whole["records"].as_array().expect("records");
        assert_eq!(records.len(), said.records, "{}", said.file_name);
        for (kind, named, count) in &said.counts {
            let found = records
                .iter()
                .filter(|record| record["kind"] == *kind)
                .count();
            assert_eq!(found, *count, "{named}");
        }
        let draft = note(
            &marked.workspace,
            &said,
            RecordId::named(profile.id()),
            today(),
            true,
        );
        marked.run(Command::Apply(draft));
    }
    let notes: Vec<(String, i64, String)> = marked
        .workspace
        .records()
        .of_kind("export")
        .filter(|note| {
            note.value("file")
                .text()
                .is_some_and(|file| file.ends_with(".json"))
        })
        .map(|note| {
            let text = |field: &str| note.value(field).text().unwrap_or_default().to_owned();
            let count = note.value("record_count").int().unwrap_or_default();
            (text("profile"), count, text("made_by"))
        })
        .collect();
    assert_eq!(notes.len(), 3);
    assert!(
        notes
            .iter()
            .all(|(_, count, by)| *count > 0 && by == "Ana Silva"),
        "{notes:?}"
    );
    let why = &marked.history.last().expect("a change").why;
    assert!(
        why.starts_with("Exported the take-away of Fine to share venture name: "),
        "{why}"
    );
}

#[test]
fn the_full_backup_holds_everything_and_opens_as_the_same_workspace() {
    let marked = marked();
    let said: Preview = preview(&marked.workspace, Profile::Backup, today()).expect("a preview");
    assert!(said.holds_personal_data && said.about_personal_data.contains("passphrase"));
    let ids = marked
        .workspace
        .records()
        .kinds()
        .map(|kind| marked.workspace.records().of_kind(kind).count());
    assert_eq!(said.records, ids.sum::<usize>());
    assert_eq!(
        content(&marked.workspace, Profile::Backup, NOW),
        None,
        "the backup comes with its history"
    );
    let mut export = Export::begin(marked.workspace.ledger(), NOW);
    export
        .add_batch(&serde_json::to_vec(&marked.history).expect("JSON"))
        .expect("a batch");
    let file = export.finish().concat();
    let text = String::from_utf8_lossy(&file).into_owned();
    for mark in [STAFF, PERSONAL, TOLD, OTHER] {
        assert!(text.contains(mark), "{mark} is backed up");
    }
    let mut empty = Workspace::empty(DeviceId(2));
    empty.merge(&FledglingFile::read(&file).expect("whole").changes, NOW);
    assert_eq!(
        content_hash(empty.ledger()),
        content_hash(marked.workspace.ledger())
    );
}

#[test]
fn every_private_field_is_marked_so_that_the_tests_above_mean_something() {
    let marked = marked();
    let mut found: Vec<String> = Vec::new();
    for kind in KINDS {
        for record in marked.workspace.records().of_kind(kind.id) {
            for field in kind.fields {
                let value = record.value(field.name).text().map(str::to_owned);
                let items = record.items(field.name);
                let items = items
                    .iter()
                    .filter_map(|item| item.text().map(str::to_owned));
                found.extend(
                    value
                        .into_iter()
                        .chain(items)
                        .filter(|text| text.to_uppercase().contains("MARK")),
                );
            }
        }
    }
    ordering::sort_once_each(&mut found);
    let private = |mark: &str| {
        found
            .iter()
            .filter(|text| text.to_uppercase().contains(mark))
            .count()
    };
    let counts = [STAFF, PERSONAL, TOLD, OTHER].map(private);
    assert!(
        counts
            .iter()
            .zip([15, 8, 15, 90])
            .all(|(found, least)| *found >= least),
        "{counts:?}"
    );
}
