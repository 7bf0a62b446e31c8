//! Grants, genuine and made up.

mod odd;

use std::{cell::Cell, path::Path, sync::Arc};

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::*;
use crate::{
    domain::{
        money::Pence,
        records::{Capital, Import, Organisation, Place, Venture},
    },
    exchange::{
        import::{Opened, open},
        plan::{Answer, ImportPlan, Outcome},
    },
    ledger::{Author, DeviceId, RecordId},
    workspace::{
        Command, Context, Workspace,
        attention::AttentionKind,
        command::{Put, values},
    },
};

const NOW: u64 = 1_800_000_000_000;

/// A workspace with its own supply of ids.
struct Desk {
    workspace: Workspace,
    ids: Cell<u128>,
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

    fn today() -> Day {
        Day::new(2026, 11, 21).unwrap()
    }

    fn random(&self) -> impl Fn() -> u128 + '_ {
        || {
            self.ids.set(self.ids.get() + 1);
            self.ids.get()
        }
    }

    fn plan_with(&self, file: &Value, options: GrantOptions, answers: Answers) -> ImportPlan {
        let bytes = serde_json::to_vec(file).unwrap();
        let Opened::Grants(file) = open(bytes, "grants.json").unwrap() else {
            panic!("these are grants")
        };
        file.planner(options, answers, Self::today())
            .run(&self.workspace, &self.random())
    }

    fn plan(&self, file: &Value) -> ImportPlan {
        self.plan_with(file, GrantOptions::default(), Answers::default())
    }

    fn run(&mut self, command: Command) {
        let ids = self.ids.clone();
        let random = move || {
            ids.set(ids.get() + 1_000_000);
            ids.get()
        };
        let ctx = Context {
            now_ms: NOW,
            today: Self::today(),
            random: &random,
        };
        self.workspace.execute(command, &ctx).unwrap();
    }

    fn import(&mut self, file: &Value) -> ImportPlan {
        let plan = self.plan(file);
        self.run(plan.command());
        plan
    }

    fn count(&self, kind: &str) -> usize {
        self.workspace.records().of_kind(kind).count()
    }

    fn named(&self, kind: &str, name: &str) -> RecordId {
        let records = self.workspace.records();
        let found = records
            .of_kind(kind)
            .find(|record| record.value("name").text() == Some(name));
        found
            .unwrap_or_else(|| panic!("there is no {kind} {name}"))
            .id()
    }

    fn text(&self, id: RecordId, field: &str) -> String {
        self.workspace
            .record(id)
            .unwrap()
            .value(field)
            .text()
            .unwrap_or_default()
            .to_owned()
    }

    fn grants(&self) -> Vec<Capital> {
        self.workspace
            .records()
            .of_kind(Capital::KIND)
            .map(Capital::read)
            .collect()
    }
}

/// A genuine file, or nothing and a visible word where it is absent.
fn sample(name: &str) -> Option<Value> {
    let path = Path::new("../shared/data/samples/360giving").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is absent", path.display());
        return None;
    };
    Some(serde_json::from_slice(&bytes).unwrap())
}

fn power_to_change() -> Option<Value> {
    sample("power-to-change_venture-programmes_subset.json")
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

fn grant(id: &str, recipient: &Value) -> Value {
    json!({
        "id": id, "title": "Grant", "description": "To grow food", "currency": "GBP", "amountAwarded": 1000,
        "awardDate": "2020-03-04", "fundingOrganization": [{"id": "GB-CHC-1159982", "name": "Power to Change Trust"}],
        "recipientOrganization": [recipient]
    })
}

fn package(grants: &[Value]) -> Value {
    json!({"version": "1.1", "grants": grants})
}

#[test]
fn seventy_four_genuine_grants_become_ventures_organisations_places_and_capital() {
    let Some(file) = power_to_change() else {
        return;
    };
    let mut desk = Desk::new();
    let plan = desk.import(&file);
    assert_eq!(outcomes(&plan), (74, 0, 0, 0, 0));
    assert_eq!(plan.why, "Imported 74 grants from grants.json");
    assert_eq!(
        plan.done_in_words(),
        "grants.json holds 74 grants: 74 new, 0 changed, 0 unchanged, 0 left out. That makes here: 72 new places; \
         74 new organisations; 73 new ventures; 74 new capital entries."
    );
    // The grants are of 2018 and later, but the ventures came in today: they were neglected by nobody.
    let quiet = |days| {
        let groups = desk.workspace.attention(Desk::today().plus_days(days));
        let quiet = groups
            .iter()
            .find(|group| group.kind == AttentionKind::Quiet);
        quiet.map_or(0, |group| group.items.len())
    };
    assert_eq!((quiet(0), quiet(200)), (0, 73));
    // 73 recipients (Jubilee Pool has two grants), one funder, 74 grants; two share an area, and one names none.
    assert_eq!(desk.count(Venture::KIND), 73);
    assert_eq!(desk.count(Organisation::KIND), 74);
    assert_eq!(desk.count(Place::KIND), 72);
    assert_eq!(desk.count(Capital::KIND), 74);
    assert_eq!(desk.count(Import::KIND), 1);

    let grants = desk.grants();
    let sum = |amount: fn(&Capital) -> Option<Pence>| {
        Pence::sum(grants.iter().filter_map(amount))
            .unwrap()
            .to_string()
    };
    assert_eq!(sum(|grant| grant.amount), "£5,316,488.20");
    assert_eq!(sum(|grant| grant.amount_disbursed), "£3,218,875.20");
    assert_eq!(sum(|grant| grant.amount_applied_for), "£6,495,258");
    let received = grants
        .iter()
        .filter(|grant| grant.status == "received")
        .count();
    assert_eq!(
        (
            received,
            grants
                .iter()
                .filter(|grant| grant.status == "secured")
                .count()
        ),
        (56, 18)
    );
    assert!(
        grants
            .iter()
            .all(|grant| grant.kind == "grant" && grant.from.is_some() && grant.venture.is_some())
    );

    let jubilee = desk.named(Venture::KIND, "Jubilee Pool Penzance Limited");
    assert_eq!(
        grants
            .iter()
            .filter(|grant| grant.venture == Some(jubilee))
            .count(),
        2
    );
    let venture = Venture::read(desk.workspace.record(jubilee).unwrap());
    assert_eq!(venture.joined.unwrap().iso(), "2017-12-06");
    assert_eq!(venture.legal_form, "cbs");
    assert_eq!(
        (venture.stage.as_str(), venture.disposition.as_str()),
        ("idea", "active")
    );
    assert_eq!(venture.places.len(), 2);
    let organisation = Organisation::read(
        desk.workspace
            .record(venture.organisation.unwrap())
            .unwrap(),
    );
    assert_eq!(
        (organisation.town.as_str(), organisation.postcode.as_str()),
        ("Penzance", "TR18 4FF")
    );
    assert_eq!(organisation.roles, ["recipient"]);

    let faversham = desk.named(Venture::KIND, "West Faversham Community Association");
    let ids = desk
        .workspace
        .record(faversham)
        .unwrap()
        .items("identifiers");
    assert_eq!(
        ids.iter().filter_map(|id| id.text()).collect::<Vec<_>>(),
        ["GB-CHC-1139228", "GB-COH-07296070"]
    );
    let funder = desk.named(Organisation::KIND, "Power to Change Trust");
    assert_eq!(
        Organisation::read(desk.workspace.record(funder).unwrap()).roles,
        ["funder"]
    );
    let place = desk.named(Place::KIND, "Faversham");
    assert_eq!(
        (desk.text(place, "code"), desk.text(place, "code_type")),
        ("E01024604".into(), "E01".into())
    );
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let Some(file) = power_to_change() else {
        return;
    };
    let mut desk = Desk::new();
    desk.import(&file);
    let again = desk.plan(&file);
    assert_eq!(outcomes(&again), (0, 0, 74, 0, 0));
    assert!(!again.changes_anything());
    assert_eq!(again.rows.iter().flat_map(|row| &row.notes).count(), 0);
}

#[test]
fn a_newer_file_changes_what_differs_and_keeps_what_people_wrote_since() {
    let Some(mut file) = power_to_change() else {
        return;
    };
    let mut desk = Desk::new();
    desk.import(&file);
    let faversham = desk.named(Venture::KIND, "West Faversham Community Association");
    let first = desk
        .grants()
        .into_iter()
        .find(|grant| grant.venture == Some(faversham))
        .unwrap()
        .id;
    desk.run(Command::Edit {
        record: first,
        values: values([("title", Put::text("Our first big grant"))]),
    });
    desk.run(Command::Edit {
        record: faversham,
        values: values([("name", Put::text("West Fav"))]),
    });
    desk.run(Command::MoveStage {
        venture: faversham,
        to: "test".into(),
        reason: "They are ready".into(),
    });

    file["grants"][0]["title"] = json!("A new title");
    file["grants"][0]["amountDisbursed"] = json!("288314.20");
    file["grants"][0]["recipientOrganization"][0]["addressLocality"] = json!("Whitstable");
    let plan = desk.plan(&file);
    assert_eq!(outcomes(&plan), (0, 1, 73, 0, 0));
    let row = &plan.rows[0];
    let Outcome::Changed(changes) = &row.outcome else {
        panic!("{:?}", row.outcome)
    };
    let told: Vec<String> = changes
        .iter()
        .map(|c| format!("{} {}: {} → {}", c.of, c.field, c.before, c.after))
        .collect();
    assert_eq!(
        told,
        [
            " Paid so far: £72,114.20 → £288,314.20",
            " Status: Secured → Received",
            "West Faversham Community Association Town: Faversham → Whitstable"
        ]
    );
    assert_eq!(
        row.notes,
        [
            "Kept your title: “Our first big grant”; the file says “A new title”.",
            "Kept your name of West Fav: “West Fav”; the file says “West Faversham Community Association”.",
        ]
    );
    desk.run(plan.command());
    assert_eq!(desk.text(first, "title"), "Our first big grant");
    assert_eq!(desk.text(faversham, "stage"), "test");
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 74, 0, 0));
}

#[test]
fn an_import_can_be_undone_and_made_again() {
    let Some(file) = power_to_change() else {
        return;
    };
    let mut desk = Desk::new();
    desk.import(&file);
    desk.run(Command::Undo);
    assert_eq!(
        (
            desk.count(Venture::KIND),
            desk.count(Capital::KIND),
            desk.count(Import::KIND)
        ),
        (0, 0, 0)
    );
    assert_eq!(outcomes(&desk.import(&file)), (74, 0, 0, 0, 0));
    assert_eq!(desk.count(Venture::KIND), 73);
}

#[test]
fn what_somebody_deleted_stays_deleted() {
    let mut desk = Desk::new();
    let file = package(&[grant(
        "360G-x-1",
        &json!({"id": "GB-COH-07296070", "name": "Green Gym"}),
    )]);
    desk.import(&file);
    let venture = desk.named(Venture::KIND, "Green Gym");
    let capital = desk.grants()[0].id;
    desk.run(Command::Delete {
        records: vec![venture, capital],
    });
    let plan = desk.plan(&file);
    assert!(!plan.changes_anything());
    assert_eq!(
        plan.rows[0].notes,
        ["The capital entry Grant was deleted here after an earlier import, and stays deleted."]
    );
}

#[test]
fn five_grants_of_another_funder_come_with_their_own_habits() {
    let Some(file) = sample("esmee-fairbairn_5-grants_grantnav-20180903134856.cleaned.json") else {
        return;
    };
    let mut desk = Desk::new();
    let plan = desk.import(&file);
    assert_eq!(outcomes(&plan), (5, 0, 0, 0, 0));
    assert_eq!(
        (desk.count(Venture::KIND), desk.count(Organisation::KIND)),
        (5, 6)
    );
    // “GB-CHC-Exempt” is no identifier, and “N/A” is no charity's number.
    let oxford = desk.named(
        Venture::KIND,
        "Oxford University, Centre on Migration, Policy and Society",
    );
    assert!(
        desk.workspace
            .record(oxford)
            .unwrap()
            .items("identifiers")
            .is_empty()
    );
    let grants = desk.grants();
    assert!(grants.iter().all(|grant| grant.status == "secured"
        && grant.starts.is_none()
        && grant.months.is_some()));
    let effervescent = grants
        .iter()
        .find(|grant| grant.amount == Some(Pence(11_647_100)))
        .unwrap();
    assert_eq!(effervescent.months, Some(24));
    assert_eq!(effervescent.decided_on.unwrap().iso(), "2017-11-21");
    desk.named(Place::KIND, "Plymouth");
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 5, 0, 0));
}

#[test]
fn a_step_at_a_time_comes_to_the_same_and_begins_again_when_the_workspace_changes() {
    let Some(file) = power_to_change() else {
        return;
    };
    let mut desk = Desk::new();
    let whole = desk.plan(&file);
    let Opened::Grants(opened) = open(serde_json::to_vec(&file).unwrap(), "grants.json").unwrap()
    else {
        panic!()
    };
    let mut planner =
        Arc::clone(&opened).planner(GrantOptions::default(), Answers::default(), Desk::today());
    let progress = planner.step(&desk.workspace, &desk.random(), 50);
    assert_eq!(
        (progress.done, progress.total, progress.finished),
        (50, 74, false)
    );
    let id = RecordId(77);
    desk.run(Command::Create {
        kind: Place::KIND.into(),
        id,
        values: values([("name", Put::text("Sheffield"))]),
    });
    assert!(!whole.is_current(&desk.workspace));
    assert_eq!(planner.step(&desk.workspace, &desk.random(), 50).done, 50);
    assert!(planner.step(&desk.workspace, &desk.random(), 50).finished);
    let plan = planner.finish().unwrap();
    assert_eq!(plan.counts, whole.counts);
    assert!(plan.is_current(&desk.workspace));
}
