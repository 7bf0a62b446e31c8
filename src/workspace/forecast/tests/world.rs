//! A small ledger to put opportunities, bids and contracts into.

use serde_json::{Value, json};

use super::super::Forecast;
use crate::{
    domain::dates::Day,
    ledger::{Author, Change, DeviceId, Draft, DraftOp, Ledger, RecordId, Records, Source},
    workspace::Workspace,
};

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Pounds in pence.
pub(super) fn pounds(pounds: i64) -> i64 {
    pounds * 100
}

/// Records, and every change that made them.
pub(super) struct World {
    ledger: Ledger,
    made: u128,
    pub(super) now_ms: u64,
    pub(super) changes: Vec<Change>,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            ledger: Ledger::new(DeviceId(1)),
            made: 0,
            // 21 November 2026.
            now_ms: 1_795_219_200_000,
            changes: Vec::new(),
        }
    }

    pub(super) fn records(&self) -> &Records {
        self.ledger.records()
    }

    pub(super) fn forecast(&self) -> Forecast {
        Forecast::of(self.records())
    }

    /// A workspace that has read all of it.
    pub(super) fn workspace(&self) -> Workspace {
        let mut workspace = Workspace::empty(DeviceId(2));
        workspace.merge(&self.changes, self.now_ms);
        workspace
    }

    fn commit(&mut self, op: DraftOp) {
        self.now_ms += 1_000;
        let draft = Draft {
            why: "Test".to_owned(),
            source: Source::person(),
            ops: vec![op],
        };
        let change = self
            .ledger
            .commit(draft, &Author::new("Ana", ""), self.now_ms);
        self.changes.extend(change);
    }

    fn write(&mut self, kind: &str, record: RecordId, fields: Value) {
        let Value::Object(fields) = fields else {
            panic!("fields are an object")
        };
        self.commit(DraftOp::Set {
            record,
            kind: kind.to_owned(),
            fields,
        });
    }

    pub(super) fn add(&mut self, kind: &str, fields: Value) -> RecordId {
        self.made += 1;
        let id = RecordId(self.made << 64 | self.made);
        self.write(kind, id, fields);
        id
    }

    pub(super) fn set(&mut self, record: RecordId, fields: Value) {
        let kind = self
            .records()
            .get(record)
            .expect("a record")
            .kind()
            .to_string();
        self.write(&kind, record, fields);
    }

    pub(super) fn items(&mut self, kind: &str, record: RecordId, field: &str, items: &[RecordId]) {
        self.commit(DraftOp::Tags {
            record,
            kind: kind.to_owned(),
            field: field.to_owned(),
            add: items.iter().map(|id| json!(id.to_string())).collect(),
            remove: Vec::new(),
        });
    }

    pub(super) fn assume(&mut self, probabilities: &Value) {
        let id = Workspace::incubator_record();
        self.write(
            "incubator",
            id,
            json!({"name": "Harrowmere", "probabilities": probabilities}),
        );
    }

    pub(super) fn venture(&mut self, name: &str) -> RecordId {
        self.add("venture", json!({"name": name, "stage": "prove"}))
    }

    pub(super) fn opportunity(&mut self, fields: Value) -> RecordId {
        self.add("opportunity", with(fields, json!({"title": "A service"})))
    }

    pub(super) fn lot(&mut self, opportunity: RecordId, fields: Value) -> RecordId {
        self.add(
            "lot",
            with(fields, json!({"opportunity": opportunity.to_string()})),
        )
    }

    pub(super) fn bid(
        &mut self,
        opportunity: RecordId,
        venture: RecordId,
        fields: Value,
    ) -> RecordId {
        let whose = json!({"opportunity": opportunity.to_string(), "venture": venture.to_string()});
        self.add("bid", with(fields, whose))
    }

    pub(super) fn contract(&mut self, venture: RecordId, fields: Value) -> RecordId {
        let whose = json!({"title": "A contract", "venture": venture.to_string()});
        self.add("contract", with(fields, whose))
    }
}

fn with(fields: Value, more: Value) -> Value {
    let (Value::Object(fields), Value::Object(mut all)) = (fields, more) else {
        panic!("fields are objects")
    };
    all.extend(fields);
    Value::Object(all)
}
