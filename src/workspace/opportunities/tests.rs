mod pursuing;
mod shown;

use std::cell::Cell;

use serde_json::json;

use super::*;
use crate::{
    domain::records::Step,
    ledger::{DeviceId, Value},
    workspace::{
        Command, CommandError, Context, Done, Member, Pursuit, Put, Values, command::values,
        search::SearchIndex,
    },
};

/// A workspace at work on 7 June 2026.
pub(in crate::workspace) struct Desk {
    pub(in crate::workspace) workspace: Workspace,
    made: Cell<u128>,
}

pub(in crate::workspace) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub(in crate::workspace) fn pounds(pounds: i64) -> Put {
    Put::Value(Value::from(pounds * 100))
}

impl Desk {
    pub(in crate::workspace) fn new() -> Self {
        Self {
            workspace: Workspace::empty(DeviceId(1)),
            made: Cell::new(1),
        }
    }

    pub(in crate::workspace) fn today() -> Day {
        day("2026-06-07")
    }

    pub(in crate::workspace) fn try_run(&mut self, command: Command) -> Result<Done, CommandError> {
        let random = || {
            self.made.set(self.made.get() + 1);
            self.made.get()
        };
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: Self::today(),
            random: &random,
        };
        self.workspace.execute(command, &context)
    }

    pub(in crate::workspace) fn run(&mut self, command: Command) -> Done {
        self.try_run(command)
            .expect("a command that can be carried out")
    }

    pub(in crate::workspace) fn pursue(&mut self, pursuit: Pursuit) -> Done {
        self.run(Command::pursue(pursuit))
    }

    pub(in crate::workspace) fn id(&self) -> RecordId {
        self.made.set(self.made.get() + 1);
        RecordId(self.made.get())
    }

    pub(in crate::workspace) fn add(&mut self, kind: &str, fields: Values) -> RecordId {
        let id = self.id();
        self.run(Command::Create {
            kind: kind.to_owned(),
            id,
            values: fields,
        });
        id
    }

    pub(in crate::workspace) fn named(&mut self, kind: &str, name: &str) -> RecordId {
        self.add(kind, values([("name", Put::text(name))]))
    }

    pub(in crate::workspace) fn note<const N: usize>(
        &mut self,
        title: &str,
        buyer: &str,
        ventures: &[RecordId],
        more: [(&str, Put); N],
    ) -> RecordId {
        let id = self.id();
        let mut fields = values(more);
        fields.insert("title".to_owned(), Put::text(title));
        self.pursue(Pursuit::Note {
            id,
            values: fields,
            buyer: buyer.to_owned(),
            ventures: ventures.to_vec(),
        });
        id
    }

    fn row(&self, id: RecordId) -> Arc<OpportunityRow> {
        let rows = rows(&self.workspace);
        rows.into_iter().find(|row| row.id == id).expect("a row")
    }

    fn to(&mut self, id: RecordId, status: &str) {
        self.pursue(Pursuit::SetStatus {
            opportunities: vec![id],
            to: status.to_owned(),
            reason: String::new(),
        });
    }

    fn bids(&self) -> Vec<Bid> {
        let bids = self.workspace.records().of_kind(Bid::KIND);
        bids.map(Bid::read).collect()
    }
}
