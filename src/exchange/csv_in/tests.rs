//! Tables, as people make them and as they go wrong.

use std::{cell::Cell, path::Path, sync::Arc};

use pretty_assertions::assert_eq;

use super::*;
use crate::{
    domain::records::{Colleague, Contact, Entry, Organisation, Place, Step, StageMove, Venture},
    exchange::{
        failure::ImportError,
        import::{Opened, check_size, open},
        plan::{Answer, ImportPlan, Outcome},
        reading::Encoding,
    },
    ledger::{Author, DeviceId, RecordId},
    workspace::{Command, Context, Workspace, command::{Put, values}},
};

/// A workspace with its own supply of ids.
struct Desk {
    workspace: Workspace,
    ids: Cell<u128>,
}

fn today() -> Day {
    Day::new(2026, 11, 21).unwrap()
}

impl Desk {
    fn new() -> Self {
        let mut workspace = Workspace::empty(DeviceId(1));
        workspace.set_author(Author::new("Ada", "Coach"));
        Self { workspace, ids: Cell::new(1) }
    }

    fn random(&self) -> impl Fn() -> u128 + '_ {
        || {
            self.ids.set(self.ids.get() + 1);
            self.ids.get()
        }
    }

    fn run(&mut self, command: Command) {
        let ids = self.ids.clone();
        let random = move || {
            ids.set(ids.get() + 1_000_000);
            ids.get()
        };
        let ctx = Context { now_ms: 1_800_000_000_000, today: today(), random: &random };
        self.workspace.execute(command, &ctx).unwrap();
    }

    fn guess(&self, file: &CsvFile, kind: &str) -> Mapping {
        file.guess(kind, &self.workspace)
    }

    fn plan_mapped(&self, file: &Arc<CsvFile>, mapping: Mapping) -> ImportPlan {
        file.planner(mapping, Answers::default(), today()).run(&self.workspace, &self.random())
    }

    fn plan(&self, text: &str) -> ImportPlan {
        let file = table(text);
        let mapping = self.guess(&file, file.guess_kind(&self.workspace));
        self.plan_mapped(&file, mapping)
    }

    fn import(&mut self, text: &str) -> ImportPlan {
        let plan = self.plan(text);
        self.run(plan.command());
        plan
    }

    fn count(&self, kind: &str) -> usize {
        self.workspace.records().of_kind(kind).count()
    }

    fn named(&self, kind: &str, name: &str) -> RecordId {
        let field = if kind == Step::KIND { "what" } else { "name" };
        let records = self.workspace.records();
        let found = records.of_kind(kind).find(|record| record.value(field).text() == Some(name));
        found.unwrap_or_else(|| panic!("there is no {kind} {name}")).id()
    }

    fn venture(&self, name: &str) -> Venture {
        Venture::read(self.workspace.record(self.named(Venture::KIND, name)).unwrap())
    }
}

fn table(text: &str) -> Arc<CsvFile> {
    table_of(text.as_bytes().to_vec())
}

fn table_of(bytes: Vec<u8>) -> Arc<CsvFile> {
    match open(bytes, "list.csv") {
        Ok(Opened::Table(file)) => file,
        other => panic!("{other:?}"),
    }
}

fn refusal(bytes: impl Into<Vec<u8>>) -> String {
    open(bytes.into(), "file").unwrap_err().to_string()
}

fn outcomes(plan: &ImportPlan) -> (usize, usize, usize, usize, usize) {
    let counts = plan.counts;
    (counts.new, counts.changed, counts.unchanged, counts.rejected, counts.questions)
}

fn faults(plan: &ImportPlan) -> Vec<String> {
    plan.rows
        .iter()
        .filter_map(|row| match &row.outcome {
            Outcome::Rejected(faults) => {
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                Some(format!("row {}, line {}: {}", row.place.row, row.place.line, faults.join(" ")))
            }
            _ => None,
        })
        .collect()
}

fn changes(plan: &ImportPlan, row: usize) -> Vec<String> {
    match &plan.rows[row].outcome {
        Outcome::Changed(changes) => {
            changes.iter().map(|c| format!("{}{}: {} → {}", c.of, c.field, c.before, c.after)).collect()
        }
        other => panic!("{other:?}"),
    }
}

const PIPELINE: &str = "\
Project,Status,Coach,Company no,Charity number,Postcode,Town,Contact name,Email,Next action,Due,Tags
Green Gym,Explore together,Ada Byron,7296070,n/a,me13 7rh,Faversham,Jo March,jo@example.org,Call the council,7/6/2026,food; health
Tool Library,idea,Ada Byron,,1139228,,,,,,,
Repair Café,Test safely,Grace Hopper,,,,,,,Find a hall,30/6/2026,\"repair, reuse\"
";

#[test]
fn a_pipeline_spreadsheet_becomes_ventures_with_what_surrounds_them() {
    let mut desk = Desk::new();
    let file = table(PIPELINE);
    assert_eq!(file.guess_kind(&desk.workspace), "venture");
    let mapping = desk.guess(&file, "venture");
    let held: Vec<&str> = mapping.columns.iter().map(|column| column.as_deref().unwrap_or("-")).collect();
    assert_eq!(
        held,
        [
            "name", "stage", "lead", "identifiers:GB-COH", "identifiers:GB-CHC", "organisation.postcode",
            "organisation.town", "contact.name", "contact.email", "step.what", "step.due", "themes"
        ]
    );
    let plan = desk.import(PIPELINE);
    assert_eq!(outcomes(&plan), (3, 0, 0, 0, 0));
    assert_eq!(plan.why, "Imported 3 ventures from list.csv");
    assert_eq!((desk.count(Colleague::KIND), desk.count(Step::KIND), desk.count(Contact::KIND)), (2, 2, 1));
    let gym = desk.venture("Green Gym");
    assert_eq!((gym.stage.as_str(), gym.disposition.as_str()), ("explore", "active"));
    assert_eq!(gym.identifiers.iter().map(ToString::to_string).collect::<Vec<_>>(), ["GB-COH-07296070"]);
    assert_eq!(gym.themes, ["food", "health"]);
    assert_eq!(gym.lead, Some(desk.named(Colleague::KIND, "Ada Byron")));
    assert_eq!(gym.founders, [desk.named(Contact::KIND, "Jo March")]);
    let organisation = Organisation::read(desk.workspace.record(gym.organisation.unwrap()).unwrap());
    assert_eq!((organisation.name.as_str(), organisation.postcode.as_str()), ("Green Gym", "ME13 7RH"));
    let jo = Contact::read(desk.workspace.record(gym.founders[0]).unwrap());
    assert_eq!((jo.email.as_str(), jo.source.as_str()), ("jo@example.org", "Imported from list.csv"));
    let step = Step::read(desk.workspace.record(desk.named(Step::KIND, "Call the council")).unwrap());
    assert_eq!((step.venture, step.due.unwrap().to_string()), (Some(gym.id), "7 June 2026".to_owned()));
    assert_eq!(desk.venture("Tool Library").organisation, None);

    let again = desk.plan(PIPELINE);
    assert_eq!(outcomes(&again), (0, 0, 3, 0, 0));
    assert!(!again.changes_anything());
}

#[test]
fn a_changed_spreadsheet_changes_only_that_and_a_stage_move_is_kept() {
    let mut desk = Desk::new();
    desk.import(PIPELINE);
    let edited = PIPELINE.replace("Explore together", "Test safely").replace("food; health", "food; care").replace(",idea,", ",,");
    let plan = desk.plan(&edited);
    assert_eq!(outcomes(&plan), (0, 1, 2, 0, 0));
    assert_eq!(changes(&plan, 0), ["Stage: Explore together → Test safely", "Themes: food, health → food, care"]);
    desk.run(plan.command());
    let gym = desk.venture("Green Gym");
    assert_eq!((gym.stage.as_str(), gym.stage_since), ("test", Some(today())));
    let moved = desk.workspace.records().of_kind(StageMove::KIND).next().map(StageMove::read).unwrap();
    assert_eq!((moved.from.as_str(), moved.to.as_str(), moved.reason.as_str()), ("explore", "test", "As it stands in list.csv"));
    desk.run(Command::Undo);
    assert_eq!(desk.venture("Green Gym").stage, "explore");
    assert_eq!(desk.count(StageMove::KIND), 0);
}

#[test]
fn blank_cells_leave_or_clear_by_choice() {
    let mut desk = Desk::new();
    desk.import("Venture,Website,Themes\nGreen Gym,https://example.org,food\n");
    let file = table("Venture,Website,Themes\nGreen Gym,,\n");
    let mut mapping = desk.guess(&file, "venture");
    assert_eq!(outcomes(&desk.plan_mapped(&file, mapping.clone())), (0, 0, 1, 0, 0));
    mapping.blank = Blank::Clear;
    let plan = desk.plan_mapped(&file, mapping);
    assert_eq!(changes(&plan, 0), ["Website: https://example.org → ", "Themes: food → "]);
}

#[test]
fn names_that_are_missing_are_made_or_refused_by_choice() {
    let desk = Desk::new();
    let file = table("Action,Venture,Who,Due\nCall the council,Green Gym,Ada,7 June 2026\nWrite up,,Ada,\n");
    assert_eq!(file.guess_kind(&desk.workspace), "step");
    let mut mapping = desk.guess(&file, "step");
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert_eq!(outcomes(&plan), (2, 0, 0, 0, 0));
    let made: Vec<(&str, usize)> = plan.records.iter().map(|so_many| (so_many.many, so_many.new)).collect();
    assert_eq!(made, [("ventures", 1), ("next steps", 2)]);
    mapping.create_missing = false;
    assert_eq!(
        faults(&desk.plan_mapped(&file, mapping)),
        ["row 1, line 2: There is no venture called “Green Gym” here. Add it first, or let the import make what is missing."]
    );
}

#[test]
fn steps_with_the_same_words_on_other_days_are_other_steps() {
    let text = "Task,Project,Due\nMonthly call,Green Gym,1/5/2026\nMonthly call,Green Gym,30/6/2026\n";
    let mut desk = Desk::new();
    assert_eq!(outcomes(&desk.import(text)), (2, 0, 0, 0, 0));
    assert_eq!(outcomes(&desk.plan(text)), (0, 0, 2, 0, 0));
    let moved = desk.plan("Task,Project,Due\nMonthly call,Green Gym,2/7/2026\nMonthly call,Green Gym,30/6/2026\n");
    assert_eq!(outcomes(&moved), (0, 1, 1, 0, 0));
}

#[test]
fn people_are_found_by_email_and_asked_about_when_it_differs() {
    let mut desk = Desk::new();
    let first = "First name,Surname,Email,Role,Organisation,Date of birth\nJo,March,jo@example.org,Founder,Acme Ltd,1/2/1990\n";
    let file = table(first);
    assert_eq!(file.guess_kind(&desk.workspace), "contact");
    assert_eq!(desk.guess(&file, "contact").columns[5], None, "birth dates are not asked for");
    desk.import(first);
    let plan = desk.plan("Name,Email,Role,Organisation\nJosephine March,JO@example.org,Director,\n");
    assert_eq!(changes(&plan, 0), ["Name: Jo March → Josephine March", "Role: Founder → Director"]);
    let text = "Name,Email,Role,Organisation\nJo March,other@example.org,,\n";
    let plan = desk.plan(text);
    let [Question::WhichOne { key, why, candidates, .. }] = plan.questions.as_slice() else { panic!("{plan:?}") };
    assert_eq!(why, "There is somebody of that name here, with another email address.");
    assert_eq!(candidates[0].detail, "Founder, jo@example.org, Acme Ltd");
    let file = table(text);
    let answers = Answers::from([(key.clone(), Answer::Create)]);
    let mapping = desk.guess(&file, "contact");
    let plan = file.planner(mapping, answers, today()).run(&desk.workspace, &desk.random());
    assert_eq!(outcomes(&plan), (1, 0, 0, 0, 0));
}

#[test]
fn councils_come_in_as_organisations_with_their_register_entries() {
    let path = Path::new("../shared/data/samples/reference/uk_local_authorities_current.csv");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: {} is absent", path.display());
        return;
    };
    let mut desk = Desk::new();
    let file = table_of(bytes);
    assert_eq!(file.guess_kind(&desk.workspace), "organisation");
    let mapping = desk.guess(&file, "organisation");
    assert_eq!(mapping.columns[1].as_deref(), Some("name"));
    assert_eq!(mapping.columns[9].as_deref(), Some("identifiers"));
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert_eq!(outcomes(&plan), (397, 0, 0, 0, 0));
    desk.run(plan.command());
    assert_eq!(desk.count(Organisation::KIND), 397);
    let sheffield = desk.workspace.record(desk.named(Organisation::KIND, "Sheffield City Council")).unwrap();
    let sheffield = Organisation::read(sheffield);
    assert_eq!(sheffield.identifiers[0].to_string(), "GB-LAE-SHF");
    assert_eq!(sheffield.region, "Yorkshire and The Humber");
    assert!(!desk.plan_mapped(&file, mapping).changes_anything());
}

#[test]
fn every_way_of_cutting_and_writing_a_table_reads_the_same() {
    let plain = "Venture;Stage;Need\nCafé;idea;\"Warmth; and a \"\"chat\"\"\"\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked: Vec<u8> = b"\xef\xbb\xbf".iter().copied().chain(plain.bytes()).collect();
    let windows: Vec<u8> = plain.chars().map(|c| if c == 'é' { 0xe9 } else { u8::try_from(c).unwrap() }).collect();
    let tabs = plain.replace("idea;", "idea\t").replace("Café;", "Café\t").replace("Venture;Stage;Need", "Venture\tStage\tNeed");
    let commas = tabs.replace('\t', ",").replace('\n', "\r\n");
    let told = format!("sep=;\r\n{plain}");
    for (bytes, encoding, delimiter) in [
        (plain.as_bytes().to_vec(), Encoding::Utf8, "semicolon"),
        (marked, Encoding::Utf8WithMark, "semicolon"),
        (utf16, Encoding::Utf16, "semicolon"),
        (windows, Encoding::Windows1252, "semicolon"),
        (tabs.into_bytes(), Encoding::Utf8, "tab"),
        (commas.into_bytes(), Encoding::Utf8, "comma"),
        (told.into_bytes(), Encoding::Utf8, "semicolon"),
    ] {
        let file = table_of(bytes);
        assert_eq!((file.encoding(), file.delimiter()), (encoding, delimiter));
        assert_eq!(file.headings().iter().map(|h| h.text.as_str()).collect::<Vec<_>>(), ["Venture", "Stage", "Need"]);
        assert_eq!(file.cells(0).collect::<Vec<_>>(), ["Café", "idea", "Warmth; and a \"chat\""]);
    }
    assert_eq!(
        table_of(b"Venture,Note\nCaf\xe9 \x80,x\n".to_vec()).notes(),
        ["The file is not UTF-8 and was read as Windows-1252. Look whether accents and pound signs are right."]
    );
}

#[test]
fn what_cannot_be_read_at_all_is_refused_in_plain_words() {
    assert_eq!(
        check_size(200_000_000).unwrap_err().to_string(),
        "This file has 200 MB; Fledgling reads files up to 150 MB. Split it into smaller files and import them one after the other."
    );
    assert_eq!(refusal(""), "This file is empty.");
    assert_eq!(refusal("  \n \n"), "This file is empty.");
    assert_eq!(
        refusal("PK\x03\x04rest"),
        "This is a spreadsheet or a compressed file. Open it in your spreadsheet program, save the sheet as CSV (CSV UTF-8 if offered), and import that file."
    );
    assert_eq!(refusal("%PDF-1.7"), "This is a PDF. Fledgling imports CSV tables, 360Giving grants and its own JSON files.");
    assert_eq!(
        refusal("<!DOCTYPE html><html>"),
        "This is a web page. Fledgling imports CSV tables, 360Giving grants and its own JSON files."
    );
    assert_eq!(
        refusal(b"a\0b".to_vec()),
        "This is something other than text. Fledgling imports CSV tables, 360Giving grants and its own JSON files."
    );
    assert_eq!(
        refusal(r#"{"releases": [{"ocid": "x"}], "uri": "x"}"#),
        "This file holds contract notices (OCDS), in a form that Fledgling does not read. It imports 360Giving grants and its own JSON files."
    );
    assert_eq!(
        refusal("{\"grants\": [\n {\"id\": \"360G-x\", \"title\": \"Cut"),
        "The file stops in the middle, at line 2, column 32. It may not have been copied or downloaded completely; please fetch it again."
    );
    assert_eq!(
        refusal("{\"grants\": [\n {\"id\": 1,, \"title\": 2}]}"),
        "The JSON is broken at line 2, column 11: key must be a string."
    );
    assert_eq!(refusal("{\"grants\": {\"id\": 1}}"), "“grants” should be a list of grants.");
    assert_eq!(
        refusal("[".repeat(2_000_000)),
        "The file's lists lie more than 64 deep in each other, at line 1, column 65. No file of this kind is that deep."
    );
    assert_eq!(refusal("Venture,Stage\n"), "This table has headings and no rows.");
    assert_eq!(
        refusal("Venture,Need\nGreen Gym,\"A long story\nthat never\n"),
        "A quotation mark opens at line 2, column 11 and is never closed. The file may have been cut off there."
    );
    assert_eq!(
        refusal(b"Venture\nCaf\xc3\xa9\nCaf\xc3".to_vec()),
        "The file stops in the middle, at line 3, column 4. It may not have been copied or downloaded completely; please fetch it again."
    );
    assert_eq!(
        refusal(b"\xef\xbb\xbfVenture\nCaf\xe9!\n".to_vec()),
        "The file says it is UTF-8, but line 2, column 4 is not. Please save it again as CSV UTF-8."
    );
    assert!(matches!(open(b"{\"fledgling\": {\"format\": 1}}".to_vec(), "f"), Ok(Opened::Fledgling(_))));
    assert_eq!(open(Vec::new(), "f").unwrap_err(), ImportError::Empty);
}

#[test]
fn rows_that_cannot_be_taken_say_where_and_why_and_come_back_as_a_file() {
    let text = "\
Venture,Stage,Joined,Email,Contact name
Green Gym,idea,30/2/2026,,
Tool Library,idea
Repair Café,idea,1/5/2026,,,\"more\"
,idea,1/5/2026,,

Food Hub,somewhere,13/5/2026,not an address,Jo
Food Hub Two,idea,13/5/2026,jo@example.org,Jo
";
    let desk = Desk::new();
    let plan = desk.plan(text);
    assert_eq!(
        faults(&plan),
        [
            "row 1, line 2: Joined: “30/2/2026” is not a date: 30 February does not exist. Write one such as 7 June 2026.",
            "row 2, line 3: This row has 2 cells under 5 headings. A separator may be missing, or the file may be cut off.",
            "row 3, line 4: This row has 6 cells under 5 headings. A cell with a separator in it may lack its quotation marks.",
            "row 4, line 5: Name: Please fill this in.",
            "row 5, line 7: Stage: “somewhere” is no stage here. The stages are Idea, Explore together, Test safely, \
             Make the case, Contract-ready, Contracted, Growing or spreading. Email: “not an address” has no @. \
             Write an email address such as name@example.org.",
        ]
    );
    assert_eq!(plan.counts.new, 1);
    let rejected = String::from_utf8(plan.rejected_csv().unwrap()).unwrap();
    let mut lines = rejected.trim_start_matches('\u{feff}').lines();
    assert_eq!(lines.next(), Some("Venture,Stage,Joined,Email,Contact name,Why it was not imported"));
    assert!(lines.next().unwrap().starts_with("Green Gym,idea,30/2/2026,,,Joined: “30/2/2026” is not a date"), "{rejected}");
    assert_eq!(rejected.lines().count(), 6);
}

#[test]
fn dates_are_read_in_british_order_and_asked_about_when_all_could_be_either() {
    let desk = Desk::new();
    let file = table("Venture,Joined\nA,7/6/2026\nB,1/2/2026\n");
    let mut mapping = desk.guess(&file, "venture");
    assert_eq!(mapping.date_reading(&file, 1).as_deref(), Some("“7/6/2026” is read as 7 June 2026"));
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert_eq!(outcomes(&plan), (2, 0, 0, 0, 0), "until answered, the day comes first");
    assert_eq!(
        plan.questions,
        [Question::DateOrder {
            column: 1,
            heading: "Joined".into(),
            example: "7/6/2026".into(),
            day_first: "7 June 2026".into(),
            month_first: "6 July 2026".into(),
        }]
    );
    mapping.month_first.insert(1, true);
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert!(plan.questions.is_empty());
    assert_eq!(plan.notes, ["Dates under “Joined” have the month first: “7/6/2026” is read as 6 July 2026."]);
    // One date shows the order of the others.
    let file = table("Venture,Joined\nA,7/6/2026\nB,7/30/2026\n");
    let plan = desk.plan_mapped(&file, desk.guess(&file, "venture"));
    assert_eq!(plan.notes, ["Dates under “Joined” have the month first: “7/6/2026” is read as 6 July 2026."]);
    let file = table("Venture,Joined\nA,7/6/2026\nB,30/7/2026\nC,7/30/2026\n");
    let plan = desk.plan_mapped(&file, desk.guess(&file, "venture"));
    assert_eq!(
        faults(&plan),
        ["row 3, line 4: Joined: “7/30/2026” is not a date: there is no month 30. The day comes first, such as 30/6/2026."]
    );
}

#[test]
fn headings_that_are_doubled_or_missing_are_named() {
    let desk = Desk::new();
    let file = table("My list of ventures,,,\n\nVenture,Name,name,\nGreen Gym,a,b,left over\n");
    assert_eq!(
        file.notes(),
        [
            "One row above the headings was left out.",
            "2 columns are headed “Name” (columns 2 and 3). Only the first is used unless you choose otherwise.",
            "Column 4 has no heading. It is left out unless you say what it holds.",
        ]
    );
    assert_eq!(file.headings()[3].text, "Column 4");
    let mut mapping = desk.guess(&file, "venture");
    mapping.columns = vec![Some("name".into()), Some("name".into()), None, None];
    assert_eq!(mapping.problems(&file), ["“Venture” and “Name” are both taken for the same field. Leave one of them out."]);
    mapping.columns = vec![None; 4];
    assert_eq!(mapping.problems(&file), ["No column holds the venture's name. Choose one."]);
    let remembered: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert!(file.accepts(&remembered));
    assert!(!table("Venture,Name\nA,b\n").accepts(&remembered));
}

#[test]
fn formulas_stay_text_and_neutralised_cells_come_back_equal() {
    let mut desk = Desk::new();
    desk.import("Venture,One line\n=cmd()|' /C calc'!A0,\"'=SUM(1,2)\"\n");
    let venture = desk.workspace.records().of_kind(Venture::KIND).next().map(Venture::read).unwrap();
    assert_eq!((venture.name.as_str(), venture.one_line.as_str()), ("=cmd()|' /C calc'!A0", "=SUM(1,2)"));
}

#[test]
fn rows_about_the_same_venture_agree_or_are_named() {
    let desk = Desk::new();
    let plan = desk.plan("Venture,Stage,Next step\nGreen Gym,idea,Call\nThe Green Gym,idea,Write\nGREEN GYM,test,\nGreen Gym,idea,Call\n");
    assert_eq!(outcomes(&plan), (1, 0, 1, 2, 0));
    assert_eq!(
        faults(&plan)[1],
        "row 3, line 4: Name: Row 1 is about Green Gym too and says “Green Gym” here, not “GREEN GYM”. Keep one of the \
         two rows. Stage: Row 1 is about Green Gym too and says “Idea” here, not “Test safely”. Keep one of the two rows."
    );
}

#[test]
fn two_organisations_of_one_name_are_asked_about_once() {
    let mut desk = Desk::new();
    for number in [1_u128, 2] {
        let values = values([("name", Put::text("Acme")), ("town", Put::text(format!("Town {number}")))]);
        desk.run(Command::Create { kind: Organisation::KIND.into(), id: RecordId(5_000 + number), values });
    }
    let plan = desk.plan("Name,Email,Organisation\nJo,jo@example.org,Acme\nAl,al@example.org,ACME\n");
    assert_eq!(outcomes(&plan), (0, 0, 0, 0, 2));
    let [Question::WhichOne { rows, one, candidates, .. }] = plan.questions.as_slice() else { panic!() };
    assert_eq!((*rows, *one, candidates[1].detail.as_str()), (2, "organisation", "Town 2"));
}

#[test]
fn notes_and_last_contacts_become_entries_once() {
    let text = "Venture,Notes,Last contact,Area\nGreen Gym,Went well,3 May 2026,Sheffield; Wigan\nTool Library,,,\n";
    let mut desk = Desk::new();
    desk.import(text);
    let entry = desk.workspace.records().of_kind(Entry::KIND).next().map(Entry::read).unwrap();
    assert_eq!((entry.said.as_str(), entry.happened_on.unwrap().iso().as_str()), ("Went well", "2026-05-03"));
    assert_eq!((desk.count(Entry::KIND), desk.count(Place::KIND)), (1, 2));
    assert!(!desk.plan(text).changes_anything());
}

#[test]
fn ten_thousand_rows_are_planned_and_committed() {
    // Without optimisation a fifth of them says enough; the budget is measured in the browser.
    let rows: usize = if cfg!(debug_assertions) { 2_000 } else { 10_000 };
    let mut text = String::from("Project,Stage,Coach,Company no,Postcode,Contact name,Email,Next action,Due,Tags\n");
    for row in 0..rows {
        let line = format!(
            "Venture {row},idea,Coach {},{:08},ME13 7RH,Person {row},p{row}@example.org,Call {row},{}/5/2026,food; health\n",
            row % 12,
            2_000_000 + row,
            row % 28 + 1
        );
        text.push_str(&line);
    }
    let mut desk = Desk::new();
    let clock = std::time::Instant::now();
    let plan = desk.plan(&text);
    let planned = clock.elapsed();
    desk.run(plan.command());
    println!("{rows} rows: planned in {planned:?}, with commit {:?}", clock.elapsed());
    assert_eq!(outcomes(&plan), (rows, 0, 0, 0, 0));
    let clock = std::time::Instant::now();
    assert_eq!(outcomes(&desk.plan(&text)), (0, 0, rows, 0, 0));
    println!("{rows} rows again: planned in {:?}", clock.elapsed());
}
