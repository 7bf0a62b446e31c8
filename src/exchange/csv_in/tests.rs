//! Tables, as people make them and as they go wrong.

mod large;
mod reading;

use std::{cell::Cell, sync::Arc};

use pretty_assertions::assert_eq;

use super::*;
use crate::{
    domain::records::{Colleague, Contact, Entry, Organisation, Place, StageMove, Step, Venture},
    exchange::{
        failure::ImportError,
        import::{Opened, check_size, open},
        plan::{Answer, ImportPlan, Outcome},
        reading::Encoding,
    },
    ledger::{Author, DeviceId, RecordId},
    workspace::{
        Command, Context, Workspace,
        command::{Put, values},
    },
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
        Self {
            workspace,
            ids: Cell::new(1),
        }
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
        let ctx = Context {
            now_ms: 1_800_000_000_000,
            today: today(),
            random: &random,
        };
        self.workspace.execute(command, &ctx).unwrap();
    }

    fn guess(&self, file: &CsvFile, kind: &str) -> Mapping {
        file.guess(kind, &self.workspace)
    }

    fn plan_mapped(&self, file: &Arc<CsvFile>, mapping: Mapping) -> ImportPlan {
        file.planner(mapping, Answers::default(), today())
            .run(&self.workspace, &self.random())
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
        let found = records
            .of_kind(kind)
            .find(|record| record.value(field).text() == Some(name));
        found
            .unwrap_or_else(|| panic!("there is no {kind} {name}"))
            .id()
    }

    fn venture(&self, name: &str) -> Venture {
        Venture::read(
            self.workspace
                .record(self.named(Venture::KIND, name))
                .unwrap(),
        )
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
    (
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.rejected,
        counts.questions,
    )
}

fn faults(plan: &ImportPlan) -> Vec<String> {
    plan.rows
        .iter()
        .filter_map(|row| match &row.outcome {
            Outcome::Rejected(faults) => {
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                Some(format!(
                    "row {}, line {}: {}",
                    row.place.row,
                    row.place.line,
                    faults.join(" ")
                ))
            }
            _ => None,
        })
        .collect()
}

fn changes(plan: &ImportPlan, row: usize) -> Vec<String> {
    match &plan.rows[row].outcome {
        Outcome::Changed(changes) => changes
            .iter()
            .map(|c| format!("{}{}: {} → {}", c.of, c.field, c.before, c.after))
            .collect(),
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
    let held: Vec<&str> = mapping
        .columns
        .iter()
        .map(|column| column.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        held,
        [
            "name",
            "stage",
            "lead",
            "identifiers:GB-COH",
            "identifiers:GB-CHC",
            "organisation.postcode",
            "organisation.town",
            "contact.name",
            "contact.email",
            "step.what",
            "step.due",
            "themes"
        ]
    );
    let plan = desk.import(PIPELINE);
    assert_eq!(outcomes(&plan), (3, 0, 0, 0, 0));
    assert_eq!(plan.why, "Imported 3 ventures from list.csv");
    assert_eq!(
        (
            desk.count(Colleague::KIND),
            desk.count(Step::KIND),
            desk.count(Contact::KIND)
        ),
        (2, 2, 1)
    );
    let gym = desk.venture("Green Gym");
    assert_eq!(
        (gym.stage.as_str(), gym.disposition.as_str()),
        ("explore", "active")
    );
    assert_eq!(
        gym.identifiers
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["GB-COH-07296070"]
    );
    assert_eq!(gym.themes, ["food", "health"]);
    assert_eq!(gym.lead, Some(desk.named(Colleague::KIND, "Ada Byron")));
    assert_eq!(gym.founders, [desk.named(Contact::KIND, "Jo March")]);
    let organisation =
        Organisation::read(desk.workspace.record(gym.organisation.unwrap()).unwrap());
    assert_eq!(
        (organisation.name.as_str(), organisation.postcode.as_str()),
        ("Green Gym", "ME13 7RH")
    );
    let jo = Contact::read(desk.workspace.record(gym.founders[0]).unwrap());
    assert_eq!(
        (jo.email.as_str(), jo.source.as_str()),
        ("jo@example.org", "Imported from list.csv")
    );
    let step = Step::read(
        desk.workspace
            .record(desk.named(Step::KIND, "Call the council"))
            .unwrap(),
    );
    assert_eq!(
        (step.venture, step.due.unwrap().to_string()),
        (Some(gym.id), "7 June 2026".to_owned())
    );
    assert_eq!(desk.venture("Tool Library").organisation, None);

    let again = desk.plan(PIPELINE);
    assert_eq!(outcomes(&again), (0, 0, 3, 0, 0));
    assert!(!again.changes_anything());
}

#[test]
fn a_changed_spreadsheet_changes_only_that_and_a_stage_move_is_kept() {
    let mut desk = Desk::new();
    desk.import(PIPELINE);
    let edited = PIPELINE
        .replace("Explore together", "Test safely")
        .replace("food; health", "food; care")
        .replace(",idea,", ",,");
    let plan = desk.plan(&edited);
    assert_eq!(outcomes(&plan), (0, 1, 2, 0, 0));
    assert_eq!(
        changes(&plan, 0),
        [
            "Stage: Explore together → Test safely",
            "Themes: food, health → food, care"
        ]
    );
    desk.run(plan.command());
    let gym = desk.venture("Green Gym");
    assert_eq!(
        (gym.stage.as_str(), gym.stage_since),
        ("test", Some(today()))
    );
    let moved = desk
        .workspace
        .records()
        .of_kind(StageMove::KIND)
        .next()
        .map(StageMove::read)
        .unwrap();
    assert_eq!(
        (
            moved.from.as_str(),
            moved.to.as_str(),
            moved.reason.as_str()
        ),
        ("explore", "test", "As it stands in list.csv")
    );
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
    assert_eq!(
        outcomes(&desk.plan_mapped(&file, mapping.clone())),
        (0, 0, 1, 0, 0)
    );
    mapping.blank = Blank::Clear;
    let plan = desk.plan_mapped(&file, mapping);
    assert_eq!(
        changes(&plan, 0),
        ["Website: https://example.org → ", "Themes: food → "]
    );
}

#[test]
fn names_that_are_missing_are_made_or_refused_by_choice() {
    let desk = Desk::new();
    let file = table(
        "Action,Venture,Who,Due\nCall the council,Green Gym,Ada,7 June 2026\nWrite up,,Ada,\n",
    );
    assert_eq!(file.guess_kind(&desk.workspace), "step");
    let mut mapping = desk.guess(&file, "step");
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert_eq!(outcomes(&plan), (2, 0, 0, 0, 0));
    let made: Vec<(&str, usize)> = plan
        .records
        .iter()
        .map(|so_many| (so_many.many, so_many.new))
        .collect();
    assert_eq!(made, [("ventures", 1), ("next steps", 2)]);
    mapping.create_missing = false;
    assert_eq!(
        faults(&desk.plan_mapped(&file, mapping)),
        [
            "row 1, line 2: There is no venture called “Green Gym” here. Add it first, or let the import make what is missing."
        ]
    );
}

#[test]
fn steps_with_the_same_words_on_other_days_are_other_steps() {
    let text =
        "Task,Project,Due\nMonthly call,Green Gym,1/5/2026\nMonthly call,Green Gym,30/6/2026\n";
    let mut desk = Desk::new();
    assert_eq!(outcomes(&desk.import(text)), (2, 0, 0, 0, 0));
    assert_eq!(outcomes(&desk.plan(text)), (0, 0, 2, 0, 0));
    let moved = desk.plan(
        "Task,Project,Due\nMonthly call,Green Gym,2/7/2026\nMonthly call,Green Gym,30/6/2026\n",
    );
    assert_eq!(outcomes(&moved), (0, 1, 1, 0, 0));
}

#[test]
fn people_are_found_by_email_and_asked_about_when_it_differs() {
    let mut desk = Desk::new();
    let first = "First name,Surname,Email,Role,Organisation,Date of birth\nJo,March,jo@example.org,Founder,Acme Ltd,1/2/1990\n";
    let file = table(first);
    assert_eq!(file.guess_kind(&desk.workspace), "contact");
    assert_eq!(
        desk.guess(&file, "contact").columns[5],
        None,
        "birth dates are not asked for"
    );
    desk.import(first);
    let plan =
        desk.plan("Name,Email,Role,Organisation\nJosephine March,JO@example.org,Director,\n");
    assert_eq!(
        changes(&plan, 0),
        [
            "Name: Jo March → Josephine March",
            "Role: Founder → Director"
        ]
    );
    let text = "Name,Email,Role,Organisation\nJo March,other@example.org,,\n";
    let plan = desk.plan(text);
    let [
        Question::WhichOne {
            key,
            why,
            candidates,
            ..
        },
    ] = plan.questions.as_slice()
    else {
        panic!("{plan:?}")
    };
    assert_eq!(
        why,
        "There is somebody of that name here, with another email address."
    );
    assert_eq!(candidates[0].detail, "Founder, jo@example.org, Acme Ltd");
    let file = table(text);
    let answers = Answers::from([(key.clone(), Answer::Create)]);
    let mapping = desk.guess(&file, "contact");
    let plan = file
        .planner(mapping, answers, today())
        .run(&desk.workspace, &desk.random());
    assert_eq!(outcomes(&plan), (1, 0, 0, 0, 0));
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
        let values = values([
            ("name", Put::text("Acme")),
            ("town", Put::text(format!("Town {number}"))),
        ]);
        desk.run(Command::Create {
            kind: Organisation::KIND.into(),
            id: RecordId(5_000 + number),
            values,
        });
    }
    let plan =
        desk.plan("Name,Email,Organisation\nJo,jo@example.org,Acme\nAl,al@example.org,ACME\n");
    assert_eq!(outcomes(&plan), (0, 0, 0, 0, 2));
    let [
        Question::WhichOne {
            rows,
            one,
            candidates,
            ..
        },
    ] = plan.questions.as_slice()
    else {
        panic!()
    };
    assert_eq!(
        (*rows, *one, candidates[1].detail.as_str()),
        (2, "organisation", "Town 2")
    );
}

#[test]
fn notes_and_last_contacts_become_entries_once() {
    let text = "Venture,Notes,Last contact,Area\nGreen Gym,Went well,3 May 2026,Sheffield; Wigan\nTool Library,,,\n";
    let mut desk = Desk::new();
    desk.import(text);
    let entry = desk
        .workspace
        .records()
        .of_kind(Entry::KIND)
        .next()
        .map(Entry::read)
        .unwrap();
    assert_eq!(
        (
            entry.said.as_str(),
            entry.happened_on.unwrap().iso().as_str()
        ),
        ("Went well", "2026-05-03")
    );
    assert_eq!((desk.count(Entry::KIND), desk.count(Place::KIND)), (1, 2));
    assert!(!desk.plan(text).changes_anything());
}
