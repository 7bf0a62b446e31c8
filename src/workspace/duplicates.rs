//! Two records that may be the same thing, side by side.

use super::{
    command::{Put, Values},
    open::Workspace,
    words::shown_in,
};
use crate::{
    domain::schema::{self, FieldSpec},
    ledger::{RecordId, ordering},
};

/// A field in which two records differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field's name in storage.
    pub field: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What the first record says; empty when it says nothing.
    pub first: String,
    /// What the second says.
    pub second: String,
}

impl Difference {
    /// Whether both say something, so that somebody has to choose.
    pub fn is_open(&self) -> bool {
        !self.first.is_empty() && !self.second.is_empty()
    }
}

fn spec_of(workspace: &Workspace, record: RecordId) -> &'static [FieldSpec] {
    let kind = workspace
        .record(record)
        .and_then(|record| schema::kind(record.kind()));
    kind.map_or(&[], |kind| kind.fields)
}

/// The fields in which two records differ. Sets are left out: merging keeps the items of both.
pub fn differences(workspace: &Workspace, first: RecordId, second: RecordId) -> Vec<Difference> {
    let said = |record: RecordId, spec: &FieldSpec| {
        let all = shown_in(workspace, record, spec);
        all.into_iter()
            .map(|shown| shown.words)
            .collect::<Vec<_>>()
            .join(", ")
    };
    spec_of(workspace, first)
        .iter()
        .filter(|spec| !spec.shape.is_set())
        .map(|spec| Difference {
            field: spec.name,
            label: spec.label,
            first: said(first, spec),
            second: said(second, spec),
        })
        .filter(|difference| difference.first != difference.second)
        .collect()
}

/// What to write into the first record when these fields are taken from the second.
pub fn taken_from(workspace: &Workspace, second: RecordId, fields: &[&str]) -> Values {
    let Some(record) = workspace.record(second) else {
        return Values::new();
    };
    let taken = |field: &&str| Put::Value(record.value(field).to_value());
    ordering::map_of(
        fields
            .iter()
            .map(|field| ((*field).to_owned(), taken(field))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::dates::Day,
        ledger::DeviceId,
        workspace::{Command, Context, command::values},
    };

    fn run(workspace: &mut Workspace, command: Command) {
        let today = Day::parse("2026-06-07").expect("a day");
        let context = Context {
            now_ms: 1_780_000_000_000,
            today,
            random: &|| 99,
        };
        workspace
            .execute(command, &context)
            .expect("a command that can be carried out");
    }

    #[test]
    fn merging_keeps_what_was_chosen_and_the_themes_of_both() {
        let mut workspace = Workspace::empty(DeviceId(1));
        let (first, second) = (RecordId(1), RecordId(2));
        let theme = |text: &str| Put::Items(vec![text.into()]);
        for (id, name, line, themes) in [
            (first, "Green Gym", "", "health"),
            (second, "The Green Gym", "Exercise", "outdoors"),
        ] {
            let mut fields = values([("name", Put::text(name)), ("themes", theme(themes))]);
            if !line.is_empty() {
                fields.insert("one_line".to_owned(), Put::text(line));
            }
            run(
                &mut workspace,
                Command::Create {
                    kind: "venture".to_owned(),
                    id,
                    values: fields,
                },
            );
        }
        let found = differences(&workspace, first, second);
        let said: Vec<(&str, bool)> = found.iter().map(|row| (row.field, row.is_open())).collect();
        assert_eq!(
            said,
            [("name", true), ("one_line", false)],
            "the line is in one of them only"
        );
        let chosen = taken_from(&workspace, second, &["one_line"]);
        run(
            &mut workspace,
            Command::Merge {
                into: first,
                from: second,
                values: chosen,
            },
        );
        let venture = workspace.facts().venture(first).expect("it stays").clone();
        assert_eq!(
            (venture.name.as_str(), venture.one_line.as_str()),
            ("Green Gym", "Exercise")
        );
        assert_eq!(venture.themes.len(), 2);
        assert!(workspace.facts().venture(second).is_none());
        run(&mut workspace, Command::Undo);
        assert!(
            workspace.facts().venture(second).is_some(),
            "nothing is lost"
        );
    }
}
