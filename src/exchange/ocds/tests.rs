//! Contract notices, genuine and made up.

mod dialects;
mod genuine;
mod hostile;
mod rules;
mod together;
mod traps;

use std::{cell::Cell, path::Path};

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::*;
use crate::{
    domain::records::{Contract, Lot, Opportunity, Organisation},
    exchange::{
        import::{Opened, open},
        plan::{ImportPlan, Outcome},
    },
    ledger::{Author, DeviceId, RecordId, ordering},
    workspace::{
        Command, Context, Pursuit, Workspace,
        command::{Put, values},
    },
};

/// When a first notice came, and a later one.
const FIRST: &str = "2025-01-10T09:00:00Z";
const LATER: &str = "2025-01-20T09:00:00Z";

/// A workspace with its own supply of ids, on 1 February 2025 unless said otherwise.
struct Desk {
    workspace: Workspace,
    ids: Cell<u128>,
    today: Day,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl Desk {
    fn new() -> Self {
        Self::on("2025-02-01")
    }

    fn on(today: &str) -> Self {
        let mut workspace = Workspace::empty(DeviceId(1));
        workspace.set_author(Author::new("Ada", "Contracts lead"));
        Self {
            workspace,
            ids: Cell::new(1),
            today: day(today),
        }
    }

    fn random(&self) -> impl Fn() -> u128 + '_ {
        || {
            self.ids.set(self.ids.get() + 1);
            self.ids.get()
        }
    }

    fn plan_text(&self, text: &str) -> ImportPlan {
        let Opened::Notices(reading) = open(text.as_bytes().to_vec(), "notices.json").unwrap()
        else {
            panic!("these are notices")
        };
        let planner = reading.finish().planner(Answers::default(), self.today);
        planner.run(&self.workspace, &self.random())
    }

    fn plan(&self, file: &Value) -> ImportPlan {
        self.plan_text(&file.to_string())
    }

    fn run(&mut self, command: Command) {
        let ids = Cell::new(self.ids.get());
        let random = || {
            ids.set(ids.get() + 1);
            ids.get()
        };
        let context = Context {
            now_ms: 1_800_000_000_000,
            today: self.today,
            random: &random,
        };
        self.workspace.execute(command, &context).unwrap();
        self.ids.set(ids.get());
    }

    fn import(&mut self, file: &Value) -> ImportPlan {
        let plan = self.plan(file);
        self.run(plan.command());
        plan
    }

    fn count(&self, kind: &str) -> usize {
        self.workspace.records().of_kind(kind).count()
    }

    fn opportunities(&self) -> Vec<Opportunity> {
        self.workspace
            .records()
            .of_kind(Opportunity::KIND)
            .map(Opportunity::read)
            .collect()
    }

    /// The only opportunity.
    fn opportunity(&self) -> Opportunity {
        let mut all = self.opportunities();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    fn lots(&self) -> Vec<Lot> {
        let mut lots: Vec<Lot> = self
            .workspace
            .records()
            .of_kind(Lot::KIND)
            .map(Lot::read)
            .collect();
        ordering::sort_by_key(&mut lots, |lot| lot.number.clone());
        lots
    }

    fn contracts(&self) -> Vec<Contract> {
        self.workspace
            .records()
            .of_kind(Contract::KIND)
            .map(Contract::read)
            .collect()
    }

    fn organisation(&self, id: Option<RecordId>) -> Organisation {
        Organisation::read(self.workspace.record(id.unwrap()).unwrap())
    }

    fn edit(&mut self, record: RecordId, field: &str, put: Put) {
        self.run(Command::Edit {
            record,
            values: values([(field, put)]),
        });
    }

    fn set_status(&mut self, id: RecordId, to: &str) {
        self.run(Command::pursue(Pursuit::SetStatus {
            opportunities: vec![id],
            to: to.to_owned(),
            reason: String::new(),
        }));
    }
}

/// New, changed, unchanged, rejected, to decide.
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

/// What a row would change, in words.
fn changes(plan: &ImportPlan, row: usize) -> Vec<String> {
    match &plan.rows[row].outcome {
        Outcome::Changed(changes) => changes
            .iter()
            .map(|change| {
                format!(
                    "{} {}: {} → {}",
                    change.of, change.field, change.before, change.after
                )
                .trim()
                .to_owned()
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// A genuine file; says so when it is absent.
fn sample(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/samples/ocds")
        .join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(_) => {
            println!("skipped: {name} is absent");
            None
        }
    }
}

fn package(releases: Vec<Value>) -> Value {
    let mut package = json!({
        "uri": "https://example.org/p", "version": "1.1", "publishedDate": "2025-01-01T00:00:00Z",
        "publisher": {"name": "Cabinet Office"},
        "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    });
    package["releases"] = Value::Array(releases);
    package
}

/// A tender notice of a buyer, with what else it says.
fn tender(id: &str, date: &str, more: Value) -> Value {
    let mut tender = json!({"id": "ref", "title": "Walking groups", "status": "active"});
    merge(&mut tender, more);
    json!({
        "ocid": "ocds-b5fd17-1", "id": id, "date": date, "tag": ["tender"], "initiationType": "tender",
        "buyer": {"id": "1", "name": "Leeds City Council"}, "tender": tender,
    })
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

fn with(mut release: Value, more: Value) -> Value {
    merge(&mut release, more);
    release
}
