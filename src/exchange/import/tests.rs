//! No input makes a reader panic, and whatever is planned can be written, undone, and planned again (guarantee G9).

use std::cell::Cell;

use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::Value;

use super::*;
use crate::{
    domain::dates::Day,
    ledger::{Author, DeviceId},
    workspace::{Command, Context, Workspace},
};

const TABLE: &str = "Project,Status,Coach,Company no,Postcode,Contact name,Email,Next action,Due,Joined,Notes,Tags\r\n\
    Green Gym,Explore together,Ada,7296070,me13 7rh,Jo March,jo@example.org,\"Call, then write\",7/6/2026,2020-01-05,\"Went\nwell\",food; health\r\n\
    Café,idea,Ada,GB-COH-IP28755R,,,,=cmd(),30/6/2026,,,\r\n";

const PEOPLE: &str = "First name;Surname;E-mail;Job title;Organisation;Projects\nJo;March;jo@example.org;Founder;Acme;Green Gym; Café\n";

/// Made-up grants with every part that is read, so that the test means something where the genuine files are absent.
fn made_up_grants() -> String {
    serde_json::json!({"publisher": {"name": "Funder"}, "grants": [
        {"id": "360G-x-1", "title": "Grant", "description": "To grow", "currency": "GBP", "amountAwarded": 1000.5,
         "amountAppliedFor": "1200", "amountDisbursed": 0, "awardDate": "2017-12-11T00:00:00+00:00", "url": "https://example.org",
         "plannedDates": [{"startDate": "01/02/2018", "endDate": "2019-01-31", "duration": 12}],
         "beneficiaryLocation": [{"geoCode": "E01024604", "geoCodeType": "LSOA"}, {"name": "England/Kent"}],
         "grantProgramme": [{"title": "Bright Ideas"}],
         "fundingOrganization": [{"id": "GB-CHC-1159982", "name": "Funder"}],
         "recipientOrganization": [{"id": "GB-COH-07296070", "name": "Green Gym", "postalCode": "ME137RH",
            "charityNumber": "1139228", "companyNumber": "07296070", "organisationType": "Registered charity"}]},
        {"id": "360G-x-2", "title": "Another", "currency": "EUR", "amountAwarded": 5, "awardDate": "3 May 2018",
         "recipientOrganization": [{"id": "GB-MPR-28755R", "name": "Café"}]}
    ]})
    .to_string()
}

/// What a file was opened as, with its mark, or why it was not.
fn told(opened: Result<Opened, ImportError>) -> String {
    match opened {
        Ok(Opened::Table(file)) => format!("table {:?}", file.mark()),
        Ok(Opened::Grants(file)) => format!("grants {:?}", file.mark()),
        Ok(Opened::Notices(reading)) => format!("notices {:?}", reading.finish().mark()),
        Ok(Opened::Fledgling(bytes)) => format!("own {bytes:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_file_that_is_opened_in_stretches_is_what_it_is_at_once() {
    let notice = r#"{"releases": [{"ocid": "ocds-1", "id": "1", "tender": {"title": "Meals"}}]}"#;
    let files = [
        TABLE.to_owned(),
        made_up_grants(),
        notice.to_owned(),
        r#"{"fledgling": {"format": "workspace"}, "changes": []}"#.to_owned(),
        String::new(),
        r#"{"releases": [{"ocid": "#.to_owned(),
        "%PDF-1.7".to_owned(),
    ];
    for file in files {
        let at_once = told(open(file.clone().into_bytes(), "file"));
        for bytes in [0, 7, 10_000] {
            let mut opening = Opening::begin(file.clone().into_bytes(), "file").expect("small");
            let mut steps = 0;
            let refused = loop {
                match opening.step(bytes) {
                    Ok(false) => steps += 1,
                    Ok(true) => break None,
                    Err(error) => break Some(error),
                }
            };
            let most = file.len().div_ceil(bytes.max(1));
            assert!(steps <= most, "{steps} steps for {file}");
            let in_stretches = refused.map_or_else(|| opening.finish(), Err);
            assert_eq!(told(in_stretches), at_once, "{file}");
        }
    }
}

/// Whole files to damage: made-up ones, and the first part of genuine ones where they are present.
fn whole_files() -> Vec<Vec<u8>> {
    let mut files = vec![TABLE.into(), PEOPLE.into(), made_up_grants().into_bytes()];
    let sample = |name: &str| {
        let path = std::path::Path::new("../shared/data/samples").join(name);
        let found = std::fs::read(&path);
        if found.is_err() {
            println!("skipped: {} is absent", path.display());
        }
        found.ok()
    };
    for name in [
        "power-to-change_venture-programmes_subset.json",
        "esmee-fairbairn_5-grants_grantnav-20180903134856.cleaned.json",
    ] {
        if let Some(bytes) = sample(&format!("360giving/{name}")) {
            let mut package: Value = serde_json::from_slice(&bytes).unwrap();
            package["grants"].as_array_mut().unwrap().truncate(4);
            files.push(serde_json::to_vec_pretty(&package).unwrap());
        }
    }
    if let Some(bytes) = sample("reference/uk_local_authorities_current.csv") {
        files.push(bytes.into_iter().take(1_500).collect());
    }
    files
}

#[derive(Clone, Debug)]
enum Damage {
    Flip(Index, u8),
    Cut(Index),
    Repeat(Index, u8),
    Insert(Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let telling = prop_oneof![
        Just(b"\"".to_vec()),
        Just(b"\n".to_vec()),
        Just(b",".to_vec()),
        Just(b"{".to_vec()),
        Just(b"[".to_vec()),
        Just(b"]".to_vec()),
        Just(b"null".to_vec()),
        Just(b"-1e999".to_vec()),
        Just(b"31/02/2020".to_vec()),
        Just(b"\xff".to_vec()),
        Just("é’😀".as_bytes().to_vec()),
        Just(b"99999999999999999999".to_vec()),
        vec(any::<u8>(), 1..6),
    ];
    prop_oneof![
        (any::<Index>(), 1..=255_u8).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        any::<Index>().prop_map(Damage::Cut),
        (any::<Index>(), 1..80_u8).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (any::<Index>(), telling).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        match damage {
            Damage::Flip(at, bits) => *at.get_mut(&mut bytes) ^= bits,
            Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Repeat(at, length) => {
                let from = at.index(bytes.len());
                let part: Vec<u8> = bytes
                    .iter()
                    .skip(from)
                    .take(usize::from(*length))
                    .copied()
                    .collect();
                bytes.splice(from..from, part);
            }
            Damage::Insert(at, more) => {
                let from = at.index(bytes.len());
                bytes.splice(from..from, more.iter().copied());
            }
        }
    }
    bytes
}

fn today() -> Day {
    Day::new(2026, 11, 21).unwrap()
}

fn execute(workspace: &mut Workspace, command: Command, random: &dyn Fn() -> u128) {
    let ctx = Context {
        now_ms: 1_800_000_000_000,
        today: today(),
        random,
    };
    workspace.execute(command, &ctx).unwrap();
}

fn plans(opened: &Opened, workspace: &Workspace, random: &dyn Fn() -> u128) -> Vec<ImportPlan> {
    match opened {
        Opened::Table(file) => {
            let kinds = importable_kinds();
            let mappings = kinds.iter().map(|kind| file.guess(kind.id, workspace));
            mappings
                .map(|mapping| {
                    file.planner(mapping, Answers::default(), today())
                        .run(workspace, random)
                })
                .collect()
        }
        Opened::Grants(file) => {
            vec![
                file.planner(GrantOptions::default(), Answers::default(), today())
                    .run(workspace, random),
            ]
        }
        Opened::Notices(reading) => {
            let file = reading.clone().finish();
            vec![
                file.planner(Answers::default(), today())
                    .run(workspace, random),
            ]
        }
        Opened::Fledgling(_) => Vec::new(),
    }
}

/// Opens, plans, imports, plans again, undoes. Says what happened.
fn put_through(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let opened = match open(bytes, "some file") {
        Ok(opened) => opened,
        Err(error) => {
            prop_assert!(error.to_string().ends_with(['.', ';']), "{}", error);
            return Ok(());
        }
    };
    let last = Cell::new(0_u128);
    let random = || {
        last.set(last.get() + 1);
        last.get()
    };
    let mut workspace = Workspace::empty(DeviceId(1));
    workspace.set_author(Author::new("Ada", ""));
    for plan in plans(&opened, &workspace, &random) {
        let counts = plan.counts;
        let rows =
            counts.new + counts.changed + counts.unchanged + counts.rejected + counts.questions;
        prop_assert_eq!(rows, plan.rows.len());
        prop_assert_eq!(
            plan.rejected_csv().is_some(),
            counts.rejected + counts.questions > 0
        );
    }
    if let Some(plan) = plans(&opened, &workspace, &random).into_iter().next()
        && plan.changes_anything()
    {
        execute(&mut workspace, plan.command(), &random);
        let again = plans(&opened, &workspace, &random);
        let again = again
            .first()
            .map(|plan| (plan.changes_anything(), plan.rows.clone()));
        let made_again = again.as_ref().is_some_and(|(changes, _)| *changes);
        prop_assert!(
            !made_again,
            "the same file twice changes something: {:?}",
            again
        );
        execute(&mut workspace, Command::Undo, &random);
        let left: Vec<_> = workspace
            .records()
            .kinds()
            .filter(|kind| workspace.records().of_kind(kind).count() > 0)
            .collect();
        prop_assert!(left.is_empty(), "undo left {:?}", left);
    }
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

#[test]
fn whole_files_go_through() {
    for file in whole_files() {
        assert!(open(file.clone(), "whole").is_ok());
        put_through(file).unwrap();
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_bytes_are_planned_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        put_through(bytes)?;
    }

    #[test]
    fn any_text_is_planned_or_refused(text in "[\\[\\]{}\":,;\t\n\r'=a-zé0-9 /.-]{0,200}") {
        put_through(text.into_bytes())?;
    }

    #[test]
    fn any_table_is_planned_or_refused(
        headings in vec(prop_oneof![
            Just("Venture"), Just("Stage"), Just("Due"), Just("Next step"), Just("Email"), Just("Contact"), Just("Company no"),
            Just("Organisation"), Just("Joined"), Just("Tags"), Just("Postcode"), Just("Done"), Just("Notes"), Just(""),
        ], 1..7),
        rows in vec(vec(prop_oneof![
            Just("Green Gym"), Just("idea"), Just("7/6/2026"), Just("30/2/2026"), Just("jo@example.org"), Just("7296070"),
            Just(""), Just("n/a"), Just("a; b, c"), Just("'=x"), Just("ME13 7RH"), Just("yes"), Just("“"), Just(" "),
        ], 1..8), 1..6),
    ) {
        let line = |cells: &[&str]| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        let mut text = line(&headings);
        for row in &rows {
            text.push('\n');
            text.push_str(&line(row));
        }
        put_through(text.into_bytes())?;
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn damaged_files_are_planned_or_refused(which in any::<Index>(), damages in vec(damage(), 1..5)) {
        let files = whole_files();
        put_through(damaged(which.get(&files).clone(), &damages))?;
    }
}

#[test]
fn monstrous_cells_and_lists_hang_nothing() {
    let many = "GB-COH-07296070; ".repeat(200_000);
    let table = format!(
        "Venture,Identifiers,Founders,Themes\nGreen Gym,\"{many}\",\"{many}\",\"{many}\"\n"
    );
    put_through(table.into_bytes()).unwrap();
    let places: Vec<Value> = (0..50_000)
        .map(|number| serde_json::json!({"name": number.to_string()}))
        .collect();
    let mut package: Value = serde_json::from_str(&made_up_grants()).unwrap();
    package["grants"][0]["beneficiaryLocation"] = Value::Array(places);
    package["grants"][1]["recipientOrganization"][0]["id"] = Value::String(many);
    put_through(package.to_string().into_bytes()).unwrap();
}
