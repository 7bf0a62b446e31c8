//! From staged rows to the finished dry run and its one change.

use serde_json::{Map, json};

use super::{
    outcome::{Counts, ImportPlan, Outcome, Question, RowPlan, SoMany},
    shown::shortened,
    staging::{Staged, Staging},
    wish::RowSource,
};
use crate::{
    domain::{
        counting,
        dates::Day,
        records::{Import, StageMove, Venture},
        schema,
    },
    ledger::{DraftOp, RecordId, Value, ordering},
    workspace::Workspace,
};

/// What a dry run ended with.
pub(super) struct Ended<'a> {
    pub(super) source: &'a dyn RowSource,
    pub(super) workspace: &'a Workspace,
    pub(super) random: &'a dyn Fn() -> u128,
    pub(super) today: Day,
    pub(super) stands_on: usize,
    pub(super) rows: Vec<RowPlan>,
    pub(super) questions: Vec<Question>,
    pub(super) staging: Staging,
}

impl Ended<'_> {
    /// The finished dry run.
    pub(super) fn into_plan(mut self) -> ImportPlan {
        let counts = counted(&self.rows);
        let left_out =
            |row: &&RowPlan| matches!(row.outcome, Outcome::Rejected(_) | Outcome::Question(_));
        let numbers = self.rows.iter().filter(left_out).map(|row| row.place.row);
        let originals = numbers
            .map(|row| (row, self.source.original(row - 1)))
            .collect();
        let mut ops = Vec::new();
        let mut records: Vec<SoMany> = Vec::new();
        for (id, mut staged) in self.staging.take_all() {
            if !staged.changes_anything() {
                continue;
            }
            count(&mut records, &staged);
            let moved = stage_move(
                &staged,
                id,
                self.workspace,
                self.today,
                &self.source.mark().name,
            );
            if moved.is_some() && !staged.fields.contains_key("stage_since") {
                staged
                    .fields
                    .insert("stage_since".to_owned(), Value::String(self.today.iso()));
            }
            ops.extend(staged.into_ops(id));
            if let Some(fields) = moved {
                let kind = StageMove::KIND.to_owned();
                ops.push(DraftOp::Set {
                    record: RecordId((self.random)()),
                    kind,
                    fields,
                });
            }
        }
        if !ops.is_empty() {
            ops.push(self.marker(counts, RecordId((self.random)())));
        }
        let mut questions = self.source.questions();
        questions.append(&mut self.questions);
        ImportPlan {
            file: self.source.mark().clone(),
            why: self.why(counts),
            counts,
            noun: self.source.noun(),
            rows: self.rows,
            records,
            notes: self.source.notes(),
            questions,
            ops,
            stands_on: self.stands_on,
            columns: self.source.columns(),
            originals,
        }
    }

    fn why(&self, counts: Counts) -> String {
        let (one, many) = self.source.noun();
        let of = |count: usize| counting::counted(count, one, many);
        let what = match (counts.new, counts.changed) {
            (new, 0) => of(new),
            (0, changed) => format!("changes to {}", of(changed)),
            (new, changed) => format!("{} ({new} new, {changed} changed)", of(new + changed)),
        };
        format!(
            "Imported {what} from {}",
            shortened(&self.source.mark().name)
        )
    }

    /// The record by which later imports know what an import wrote.
    fn marker(&self, counts: Counts, record: RecordId) -> DraftOp {
        let mark = self.source.mark();
        let text = |text: &str| Value::String(text.to_owned());
        let fields = ordering::object_of(vec![
            ("name", text(&shortened(&mark.name))),
            ("format", text(self.source.format())),
            ("hash", text(&mark.hash)),
            ("imported_on", text(&self.today.iso())),
            (
                "rows",
                json!({"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged,
                       "rejected": counts.rejected + counts.questions}),
            ),
        ]);
        DraftOp::Set {
            record,
            kind: Import::KIND.to_owned(),
            fields,
        }
    }
}

fn counted(rows: &[RowPlan]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        match &row.outcome {
            Outcome::New => counts.new += 1,
            Outcome::Changed(_) => counts.changed += 1,
            Outcome::Unchanged => counts.unchanged += 1,
            Outcome::Rejected(_) => counts.rejected += 1,
            Outcome::Question(_) => counts.questions += 1,
        }
    }
    counts
}

fn count(records: &mut Vec<SoMany>, staged: &Staged) {
    let kind = staged.kind;
    let at = records
        .iter()
        .position(|known| known.kind == kind.id)
        .unwrap_or_else(|| {
            records.push(SoMany {
                kind: kind.id,
                one: kind.one,
                many: kind.many,
                new: 0,
                changed: 0,
            });
            ordering::sort_by_key(records, |known| {
                schema::KINDS.iter().position(|spec| spec.id == known.kind)
            });
            records
                .iter()
                .position(|known| known.kind == kind.id)
                .unwrap_or_default()
        });
    if let Some(so_many) = records.get_mut(at) {
        if staged.is_new {
            so_many.new += 1
        } else {
            so_many.changed += 1
        }
    }
}

/// When a file moves a venture to another stage, that move is kept like any other.
fn stage_move(
    staged: &Staged,
    venture: RecordId,
    workspace: &Workspace,
    today: Day,
    file: &str,
) -> Option<Map<String, Value>> {
    if staged.is_new || staged.kind.id != Venture::KIND {
        return None;
    }
    let to = staged.fields.get("stage")?.as_str()?;
    let from = staged.before.get("stage")?.as_str()?;
    let journey = workspace.journey();
    let back = journey.position(to) < journey.position(from);
    let on = staged
        .fields
        .get("stage_since")
        .and_then(Value::as_str)
        .map_or_else(|| today.iso(), str::to_owned);
    let decision = if back { "back" } else { "anyway" };
    let reason = format!("As it stands in {}", shortened(file));
    Some(ordering::object_of(vec![
        ("venture", Value::String(venture.to_string())),
        ("from", Value::String(from.to_owned())),
        ("to", Value::String(to.to_owned())),
        ("moved_on", Value::String(on)),
        ("decision", Value::String(decision.to_owned())),
        ("reason", Value::String(reason)),
    ]))
}
