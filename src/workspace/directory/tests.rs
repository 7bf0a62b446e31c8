use std::cell::Cell;

use serde_json::Value;

use super::*;
use crate::{
    ledger::DeviceId,
    workspace::{Command, Context, Put, Values, command::values},
};

struct Desk {
    workspace: Workspace,
    made: Cell<u128>,
}

impl Desk {
    fn new() -> Self {
        Self {
            workspace: Workspace::empty(DeviceId(1)),
            made: Cell::new(1),
        }
    }

    fn run(&mut self, command: Command) {
        let random = || {
            self.made.set(self.made.get() + 1);
            self.made.get()
        };
        let today = Day::parse("2026-06-07").expect("a day");
        let context = Context {
            now_ms: 1_780_000_000_000,
            today,
            random: &random,
        };
        self.workspace
            .execute(command, &context)
            .expect("a command that can be carried out");
    }

    fn add(&mut self, kind: &str, values: Values) -> RecordId {
        self.made.set(self.made.get() + 1);
        let id = RecordId(self.made.get());
        self.run(Command::Create {
            kind: kind.to_owned(),
            id,
            values,
        });
        id
    }

    fn named(&mut self, kind: &str, name: &str) -> RecordId {
        self.add(kind, values([("name", Put::text(name))]))
    }

    fn edit(&mut self, record: RecordId, field: &str, put: Put) {
        self.run(Command::Edit {
            record,
            values: values([(field, put)]),
        });
    }

    fn entry(&mut self, day: &str, field: &str, put: Put, said: &str) {
        let fields = values([
            ("kind", Put::text("meeting")),
            ("happened_on", Put::text(day)),
            ("said", Put::text(said)),
            (field, put),
        ]);
        self.run(Command::RecordEntry {
            values: fields,
            steps: Vec::new(),
        });
    }
}

fn one(id: RecordId) -> Put {
    Put::Add(vec![Value::String(id.to_string())])
}

#[test]
fn people_are_listed_with_their_ventures_and_last_conversation() {
    let mut desk = Desk::new();
    let council = desk.named("organisation", "Leeds City Council");
    let ruth = desk.named("contact", "Ruth Ade");
    let amina = desk.named("contact", "Amina Khan");
    let (gym, shed) = (
        desk.named("venture", "Green Gym"),
        desk.named("venture", "Tool Shed"),
    );
    desk.edit(ruth, "organisation", Put::reference(council));
    desk.edit(amina, "ventures", one(gym));
    desk.edit(gym, "founders", one(amina));
    desk.edit(shed, "founders", one(amina));
    desk.entry("2026-05-01", "contacts", one(amina), "first");
    desk.entry("2026-06-01", "contacts", one(amina), "second");
    let people = directory(&desk.workspace, Listed::People);
    let names: Vec<&str> = people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Amina Khan", "Ruth Ade"]);
    assert_eq!(
        (people[0].ventures, people[0].last_spoke),
        (2, Day::parse("2026-06-01").ok()),
        "each venture once"
    );
    assert_eq!(
        (people[1].belongs.as_str(), people[1].belongs_to),
        ("Leeds City Council", Some(council))
    );
    let found = arranged(&people, "LEEDS ade", DirectoryColumn::Name, false);
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [ruth]);
    let busiest = arranged(&people, "", DirectoryColumn::Ventures, true);
    assert_eq!(busiest.first().map(|row| row.id), Some(amina));
}

#[test]
fn an_organisation_counts_each_linked_venture_once() {
    let mut desk = Desk::new();
    let funder = desk.named("organisation", "Power Fund");
    let gym = desk.named("venture", "Green Gym");
    let ruth = desk.named("contact", "Ruth Ade");
    desk.edit(ruth, "organisation", Put::reference(funder));
    desk.edit(gym, "parent_body", Put::reference(funder));
    for (status, pence) in [
        ("secured", 100_000),
        ("secured", 50_000),
        ("declined", 70_000),
    ] {
        desk.add(
            "capital",
            values([
                ("venture", Put::reference(gym)),
                ("from", Put::reference(funder)),
                ("kind", Put::text("grant")),
                ("status", Put::text(status)),
                ("amount", Put::Value(pence.into())),
            ]),
        );
    }
    let rows = directory(&desk.workspace, Listed::Organisations);
    assert_eq!((rows[0].people, rows[0].ventures), (1, 1));
    let linked = linked_ventures(&desk.workspace, funder);
    assert_eq!(linked.len(), 1);
    assert_eq!(linked[0].how, "parent body or host, capital from here");
    let lines = capital_from(&desk.workspace, funder);
    let sums: Vec<(String, i64, usize)> = sums(&lines)
        .into_iter()
        .map(|(status, sum, count)| (status, sum.0, count))
        .collect();
    assert_eq!(
        sums,
        [
            ("Secured".to_owned(), 150_000, 2),
            ("Declined".to_owned(), 70_000, 1)
        ]
    );
}

#[test]
fn one_ledger_of_contacts_for_each_organisation_newest_first() {
    let mut desk = Desk::new();
    let council = desk.named("organisation", "Leeds City Council");
    let ruth = desk.named("contact", "Ruth Ade");
    desk.edit(ruth, "organisation", Put::reference(council));
    desk.entry(
        "2026-05-01",
        "organisation",
        Put::reference(council),
        "with the council",
    );
    desk.entry("2026-06-01", "contacts", one(ruth), "with Ruth");
    desk.entry(
        "2026-06-02",
        "who",
        Put::Add(vec!["Somebody".into()]),
        "elsewhere",
    );
    let people: Vec<RecordId> = people_of(&desk.workspace, council)
        .into_iter()
        .map(|(id, _, _)| id)
        .collect();
    let with: Vec<RecordId> = std::iter::once(council).chain(people).collect();
    let said: Vec<String> = entries_with(&desk.workspace, &with)
        .into_iter()
        .map(|entry| entry.said)
        .collect();
    assert_eq!(said, ["with Ruth", "with the council"]);
}

#[test]
fn duplicates_are_found_and_become_one() {
    let mut desk = Desk::new();
    let first = desk.named("organisation", "Green Gym CIC");
    let second = desk.named("organisation", "Green Gym C.I.C.");
    desk.named("organisation", "Blue Gym");
    desk.edit(second, "town", Put::text("Leeds"));
    desk.edit(
        first,
        "identifiers",
        Put::Add(vec!["GB-COH-07296070".into()]),
    );
    let gym = desk.named("venture", "Green Gym");
    desk.edit(gym, "organisation", Put::reference(second));
    let alike: Vec<RecordId> = look_alikes(&desk.workspace, first)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(alike, [second]);
    let chosen = values([("town", Put::text("Leeds"))]);
    desk.run(Command::Merge {
        into: first,
        from: second,
        values: chosen,
    });
    let rows = directory(&desk.workspace, Listed::Organisations);
    let merged = rows
        .iter()
        .find(|row| row.id == first)
        .expect("the one that stays");
    assert_eq!(
        (rows.len(), merged.ventures, merged.belongs.as_str()),
        (2, 1, "Leeds")
    );
    desk.run(Command::Undo);
    assert_eq!(directory(&desk.workspace, Listed::Organisations).len(), 3);
}

#[test]
fn an_organisation_gathers_what_is_said_with_its_own_venture_and_points_to_the_rest() {
    let mut desk = Desk::new();
    let (own, fund) = (
        desk.named("organisation", "Green Gym CIC"),
        desk.named("organisation", "Power Fund"),
    );
    let (gym, shed) = (
        desk.named("venture", "Green Gym"),
        desk.named("venture", "Tool Shed"),
    );
    desk.edit(gym, "organisation", Put::reference(own));
    desk.edit(gym, "parent_body", Put::reference(fund));
    desk.edit(shed, "parent_body", Put::reference(fund));
    desk.entry("2026-05-01", "venture", Put::reference(gym), "with the gym");
    desk.entry("2026-05-02", "venture", Put::reference(gym), "once more");
    desk.entry(
        "2026-06-01",
        "organisation",
        Put::reference(fund),
        "with the fund",
    );
    let said = |talk: &OrganisationTalk| {
        let entries = talk.entries.iter();
        entries.map(|entry| entry.said.clone()).collect::<Vec<_>>()
    };
    let with_own = organisation_talk(&desk.workspace, own);
    assert_eq!(said(&with_own), ["once more", "with the gym"]);
    assert_eq!(with_own.elsewhere, []);
    // A host hears of the venture, but was not spoken with.
    let with_fund = organisation_talk(&desk.workspace, fund);
    assert_eq!(said(&with_fund), ["with the fund"]);
    assert_eq!(with_fund.elsewhere, [(gym, "Green Gym".to_owned(), 2)]);
    let rows = directory(&desk.workspace, Listed::Organisations);
    let spoke = rows.iter().map(|row| row.last_spoke.map(|day| day.iso()));
    let spoke: Vec<Option<String>> = spoke.collect();
    assert_eq!(
        spoke,
        [Some("2026-05-02".to_owned()), Some("2026-06-01".to_owned())]
    );
}
