mod conflicts;
mod journey;
mod money;
mod papers;
mod people;
mod presence;
mod steps;
mod story;
mod timeline;

use super::*;
use crate::{
    ledger::{DeviceId, Value},
    workspace::{
        Command, Context, Put, Values,
        command::{AgreedStep, values},
    },
};

const TODAY: &str = "2026-06-07";

struct Desk {
    workspace: Workspace,
    next: std::cell::Cell<u128>,
    venture: RecordId,
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

impl Desk {
    fn with_venture() -> Self {
        let mut desk = Self {
            workspace: Workspace::empty(DeviceId(1)),
            next: std::cell::Cell::new(1_000),
            venture: RecordId(1),
        };
        let fields = values([
            ("name", Put::text("Green Gym")),
            ("joined", Put::text("2026-01-05")),
        ]);
        desk.create("venture", 1, fields);
        desk
    }

    fn run(&mut self, command: Command) {
        let Self {
            workspace, next, ..
        } = self;
        let random = || {
            next.set(next.get() + 1);
            next.get()
        };
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: day(TODAY),
            random: &random,
        };
        workspace
            .execute(command, &context)
            .expect("it can be done");
    }

    fn create(&mut self, kind: &str, id: u128, values: Values) -> RecordId {
        self.run(Command::Create {
            kind: kind.to_owned(),
            id: RecordId(id),
            values,
        });
        RecordId(id)
    }

    fn about(&mut self, kind: &str, id: u128, pairs: &[(&str, &str)]) -> RecordId {
        let mut fields = values([("venture", Put::reference(self.venture))]);
        for (name, text) in pairs {
            let put = match text.parse::<i64>() {
                Ok(number) if matches!(*name, "amount" | "quantity") => {
                    Put::Value(Value::from(number))
                }
                _ => Put::text(*text),
            };
            fields.insert((*name).to_owned(), put);
        }
        self.create(kind, id, fields)
    }
}
