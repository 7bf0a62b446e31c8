//! From command to change: checks against the domain's rules, then one draft, one change.

use std::sync::Arc;

use serde_json::{Map, json};

use super::{
    command::{AgreedStep, Command, CommandError, Context, Done, Put, Values},
    journey::Journey,
    open::Workspace,
};
use crate::{
    domain::{
        records::{Entry, GateCheck, StageMove, Step, Venture},
        schema::{self, FieldError, KindSpec},
        vocabulary::{DISPOSITIONS, label_of},
    },
    ledger::{Change, Draft, DraftOp, RecordId, Value, ordering, undo::UndoPlan},
};

impl Workspace {
    /// Carries out a command. The change in the answer is applied here already; the caller stores it.
    ///
    /// # Errors
    /// When the command cannot be carried out as it is; nothing has changed then.
    pub fn execute(&mut self, command: Command, ctx: &Context<'_>) -> Result<Done, CommandError> {
        match command {
            Command::Undo => self.undo(ctx),
            Command::Redo => self.redo(ctx),
            Command::UndoChange(change) => self.undo_change(&change, ctx),
            Command::UndoMany(changes) => self.undo_many(&changes, ctx),
            other => {
                let draft = self.draft(other, ctx)?;
                Ok(self.commit(draft, ctx))
            }
        }
    }

    fn commit(&mut self, draft: Draft, ctx: &Context<'_>) -> Done {
        let message = draft.why.clone();
        let author = self.author.clone();
        let change = self.ledger.propose(draft, &author, ctx.now_ms);
        let touched = change
            .as_ref()
            .map(|change| self.take_in(change, ctx.now_ms))
            .unwrap_or_default();
        Done {
            change,
            touched,
            message,
            left_alone: Vec::new(),
        }
    }

    fn draft(&self, command: Command, ctx: &Context<'_>) -> Result<Draft, CommandError> {
        match command {
            Command::Create { kind, id, values } => self.draft_create(&kind, id, values),
            Command::Edit { record, values } => self.draft_edit(&[record], &values),
            Command::EditMany { records, values } => self.draft_edit(&records, &values),
            Command::Settle { kind, id, values } => self.draft_settle(&kind, id, &values),
            Command::Delete { records } => self.draft_delete(&records),
            Command::Restore { record } => self.draft_restore(record),
            Command::MoveStage {
                venture,
                to,
                reason,
            } => self.draft_move(&[venture], &to, &reason, ctx),
            Command::MoveMany {
                ventures,
                to,
                reason,
            } => self.draft_move(&ventures, &to, &reason, ctx),
            Command::CheckGate {
                venture,
                criterion,
                state,
                note,
                evidence,
            } => self.draft_check(venture, &criterion, &state, note, evidence),
            Command::SetDisposition {
                ventures,
                to,
                reason,
            } => self.draft_disposition(&ventures, &to, &reason, ctx),
            Command::RecordEntry { values, steps } => self.draft_entry(values, steps, ctx),
            Command::FinishStep { step, done } => self.draft_finish(step, done, ctx),
            Command::Merge { into, from, values } => self.draft_merge(into, from, &values),
            Command::Choose {
                record,
                field,
                value,
            } => self.draft_choose(record, field, value),
            Command::Apply(draft) => Ok(draft),
            Command::Undo | Command::Redo | Command::UndoChange(_) | Command::UndoMany(_) => {
                Err(CommandError::NothingToUndo)
            }
        }
    }

    /// What people call a record.
    pub fn name_of(&self, id: RecordId) -> String {
        let Some(record) = self.records().get(id) else {
            return "something that is no longer here".to_owned();
        };
        for field in ["name", "title", "what", "label", "text", "said"] {
            if let Some(text) = record.value(field).text().filter(|text| !text.is_empty()) {
                let short: String = text.chars().take(80).collect();
                return if short.len() < text.len() {
                    format!("{short}…")
                } else {
                    short
                };
            }
        }
        let kind = record.kind();
        let one = schema::kind(kind).map_or(&**kind, |spec| spec.one);
        match record
            .value("venture")
            .text()
            .and_then(|id| RecordId::parse(id).ok())
            .filter(|venture| *venture != id)
        {
            Some(venture) => format!("{one} of {}", self.name_of(venture)),
            None => format!("a {one}"),
        }
    }

    fn draft_create(
        &self,
        kind: &str,
        id: RecordId,
        mut values: Values,
    ) -> Result<Draft, CommandError> {
        let spec = schema::kind(kind).ok_or(CommandError::Missing("kind of record"))?;
        if kind == Venture::KIND {
            values
                .entry("stage".to_owned())
                .or_insert_with(|| Put::text(self.journey.first()));
            values
                .entry("disposition".to_owned())
                .or_insert_with(|| Put::text("active"));
        }
        require(spec, &values)?;
        let ops = write(spec, id, &values)?;
        let name = ops.iter().find_map(|op| match op {
            DraftOp::Set { fields, .. } => ["name", "title", "what"]
                .iter()
                .find_map(|field| fields.get(*field))
                .and_then(Value::as_str)
                .map(str::to_owned),
            _ => None,
        });
        let why = match name {
            Some(name) => format!("Added the {} {name}", spec.one),
            None => match values.get("venture") {
                Some(Put::Value(Value::String(venture))) => {
                    let venture = RecordId::parse(venture)
                        .map(|id| self.name_of(id))
                        .unwrap_or_default();
                    format!("Added a {} to {venture}", spec.one)
                }
                _ => format!("Added a {}", spec.one),
            },
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    fn draft_edit(&self, records: &[RecordId], values: &Values) -> Result<Draft, CommandError> {
        let mut ops = Vec::new();
        for id in records {
            ops.extend(self.write_present(*id, values)?);
        }
        let labels = self.field_labels(records.first().copied(), values);
        let why = match records {
            [one] => format!("Changed {labels} of {}", self.name_of(*one)),
            many => format!("Changed {labels} of {} {}", many.len(), self.many(many)),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    /// What people call these records together.
    fn many(&self, records: &[RecordId]) -> &'static str {
        let spec = records
            .first()
            .and_then(|id| self.record(*id))
            .and_then(|record| schema::kind(record.kind()));
        spec.map_or("records", |spec| spec.many)
    }

    fn field_labels(&self, record: Option<RecordId>, values: &Values) -> String {
        let kind = record
            .and_then(|id| self.record(id))
            .and_then(|record| schema::kind(record.kind()));
        let labels: Vec<String> = values
            .keys()
            .map(|name| {
                let label = kind
                    .and_then(|kind| kind.field(name))
                    .map_or(name.as_str(), |field| field.label);
                label.to_lowercase()
            })
            .collect();
        labels.join(", ")
    }

    fn draft_settle(
        &self,
        kind: &str,
        id: RecordId,
        values: &Values,
    ) -> Result<Draft, CommandError> {
        let spec = schema::kind(kind).ok_or(CommandError::Missing("kind of record"))?;
        let known = self.record(id).is_some();
        if !known {
            require(spec, values)?;
        }
        let mut ops = Vec::new();
        if self
            .records()
            .get(id)
            .is_some_and(|record| record.is_deleted())
        {
            ops.push(DraftOp::Restore { record: id });
        }
        ops.extend(write(spec, id, values)?);
        let labels: Vec<String> = values
            .keys()
            .filter_map(|name| spec.field(name))
            .map(|field| field.label.to_lowercase())
            .collect();
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Changed the {}: {}", spec.one, labels.join(", ")))
        })
    }

    fn write_present(&self, id: RecordId, values: &Values) -> Result<Vec<DraftOp>, CommandError> {
        let record = self.record(id).ok_or(CommandError::Missing("record"))?;
        let spec = schema::kind(record.kind()).ok_or(CommandError::Missing("kind of record"))?;
        let mut ops = write(spec, id, values)?;
        for op in &mut ops {
            if let DraftOp::Tags {
                field, add, remove, ..
            } = op
                && matches!(values.get(field), Some(Put::Items(_)))
            {
                let wanted = add.clone();
                *remove = record
                    .items(field)
                    .iter()
                    .map(|item| item.to_value())
                    .filter(|item| !wanted.contains(item))
                    .collect();
            }
        }
        Ok(ops)
    }

    fn draft_delete(&self, records: &[RecordId]) -> Result<Draft, CommandError> {
        let present: Vec<RecordId> = records
            .iter()
            .copied()
            .filter(|id| self.record(*id).is_some())
            .collect();
        let why = match present.as_slice() {
            [] => return Err(CommandError::Missing("record")),
            [one] => format!("Deleted {}", self.name_of(*one)),
            many => format!("Deleted {} {}", many.len(), self.many(many)),
        };
        let ops = present
            .into_iter()
            .map(|record| DraftOp::Delete { record })
            .collect();
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    fn draft_restore(&self, record: RecordId) -> Result<Draft, CommandError> {
        self.records()
            .get(record)
            .ok_or(CommandError::Missing("record"))?;
        let why = format!("Brought back {}", self.name_of(record));
        Ok(Draft {
            ops: vec![DraftOp::Restore { record }],
            ..Draft::by_hand(why)
        })
    }

    fn venture(&self, id: RecordId) -> Result<Arc<Venture>, CommandError> {
        self.facts
            .venture(id)
            .map(Arc::clone)
            .ok_or(CommandError::Missing("venture"))
    }

    fn draft_move(
        &self,
        ventures: &[RecordId],
        to: &str,
        reason: &str,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let stage = self
            .journey
            .stage(to)
            .ok_or_else(|| CommandError::NoSuchStage(to.to_owned()))?;
        let mut ops = Vec::new();
        let mut moved = Vec::new();
        for id in ventures {
            let venture = self.venture(*id)?;
            if venture.stage != to {
                ops.extend(self.move_one(&venture, to, reason.trim(), ctx));
                moved.push(venture.name.clone());
            }
        }
        let why = match moved.as_slice() {
            [one] => format!("Moved {one} to {}", stage.label),
            many => format!("Moved {} ventures to {}", many.len(), stage.label),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    fn move_one(
        &self,
        venture: &Venture,
        to: &str,
        reason: &str,
        ctx: &Context<'_>,
    ) -> Vec<DraftOp> {
        let back = self.journey.position(to) < self.journey.position(&venture.stage);
        let gate = self.gate(venture, to);
        let criteria: Vec<Value> = gate
            .iter()
            .map(|check| json!({"code": check.code, "text": check.text, "state": check.state, "note": check.note}))
            .collect();
        let open = gate.iter().any(|check| !check.is_passed());
        let decision = if back {
            "back"
        } else if open {
            "anyway"
        } else {
            "move"
        };
        let venture_text = Value::String(venture.id.to_string());
        let mut note = ordering::object_of([
            ("venture", venture_text),
            ("from", Value::String(venture.stage.clone())),
            ("to", Value::String(to.to_owned())),
            ("moved_on", Value::String(ctx.today.iso())),
            ("decision", Value::String(decision.to_owned())),
        ]);
        if !reason.is_empty() {
            note.insert("reason".to_owned(), Value::String(reason.to_owned()));
        }
        if !criteria.is_empty() {
            note.insert("criteria".to_owned(), Value::Array(criteria));
        }
        vec![
            set(
                Venture::KIND,
                venture.id,
                ordering::object_of([
                    ("stage", Value::String(to.to_owned())),
                    ("stage_since", Value::String(ctx.today.iso())),
                ]),
            ),
            set(StageMove::KIND, RecordId((ctx.random)()), note),
        ]
    }

    fn draft_check(
        &self,
        venture: RecordId,
        criterion: &str,
        state: &str,
        note: String,
        evidence: String,
    ) -> Result<Draft, CommandError> {
        let named = self.venture(venture)?;
        let values = super::command::values([
            ("venture", Put::reference(venture)),
            ("criterion", Put::text(criterion)),
            ("state", Put::text(state)),
            ("note", Put::text(note)),
            ("evidence", Put::text(evidence)),
        ]);
        let id = Journey::check_record(venture, criterion);
        let ops = write(&GateCheck::SPEC, id, &values)?;
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Checked the gate of {}", named.name))
        })
    }

    fn draft_disposition(
        &self,
        ventures: &[RecordId],
        to: &str,
        reason: &str,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let values = super::command::values([
            ("disposition", Put::text(to)),
            ("disposition_since", Put::day(ctx.today)),
            ("disposition_reason", Put::text(reason.trim())),
        ]);
        let mut draft = self.draft_edit(ventures, &values)?;
        let label = label_of(DISPOSITIONS, to);
        draft.why = match ventures {
            [one] => format!("Marked {} as {}", self.name_of(*one), label.to_lowercase()),
            many => format!("Marked {} ventures as {}", many.len(), label.to_lowercase()),
        };
        Ok(draft)
    }

    fn draft_entry(
        &self,
        mut values: Values,
        steps: Vec<AgreedStep>,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        values
            .entry("happened_on".to_owned())
            .or_insert_with(|| Put::day(ctx.today));
        let mut draft = self.draft_create(Entry::KIND, RecordId((ctx.random)()), values.clone())?;
        for step in steps
            .into_iter()
            .filter(|step| !step.what.trim().is_empty())
        {
            let mut fields = super::command::values([
                ("what", Put::text(step.what)),
                ("who", Put::text(step.who)),
            ]);
            fields.extend(
                values
                    .get("venture")
                    .map(|venture| ("venture".to_owned(), venture.clone())),
            );
            fields.extend(step.due.map(|due| ("due".to_owned(), Put::day(due))));
            draft
                .ops
                .extend(write(&Step::SPEC, RecordId((ctx.random)()), &fields)?);
        }
        if let Some(Put::Value(Value::String(venture))) = values.get("venture")
            && let Ok(venture) = RecordId::parse(venture)
        {
            let kind = match values.get("kind") {
                Some(Put::Value(Value::String(kind))) => kind.replace('_', " "),
                _ => "entry".to_owned(),
            };
            let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            draft.why = format!("Wrote down {article} {kind} with {}", self.name_of(venture));
        }
        Ok(draft)
    }

    fn draft_finish(
        &self,
        step: RecordId,
        done: bool,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let put = if done {
            Put::day(ctx.today)
        } else {
            Put::nothing()
        };
        let mut draft = self.draft_edit(&[step], &super::command::values([("done_on", put)]))?;
        draft.why = format!(
            "{} “{}”",
            if done { "Done:" } else { "Open again:" },
            self.name_of(step)
        );
        Ok(draft)
    }

    fn draft_merge(
        &self,
        into: RecordId,
        from: RecordId,
        values: &Values,
    ) -> Result<Draft, CommandError> {
        let keep = self.record(into).ok_or(CommandError::Missing("record"))?;
        let gone = self.record(from).ok_or(CommandError::Missing("record"))?;
        if keep.kind() != gone.kind() || into == from {
            return Err(CommandError::DifferentKinds);
        }
        let spec = schema::kind(keep.kind()).ok_or(CommandError::Missing("kind of record"))?;
        let mut ops = write(spec, into, values)?;
        for field in spec.fields.iter().filter(|field| field.shape.is_set()) {
            let add: Vec<Value> = gone
                .items(field.name)
                .iter()
                .map(|item| item.to_value())
                .collect();
            if !add.is_empty() && !values.contains_key(field.name) {
                let (kind, field) = (spec.id.to_owned(), field.name.to_owned());
                ops.push(DraftOp::Tags {
                    record: into,
                    kind,
                    field,
                    add,
                    remove: Vec::new(),
                });
            }
        }
        ops.extend(self.point_elsewhere(from, into));
        ops.push(DraftOp::Delete { record: from });
        let why = format!("Merged {} into {}", self.name_of(from), self.name_of(into));
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    /// Makes every reference to one record a reference to another.
    fn point_elsewhere(&self, from: RecordId, into: RecordId) -> Vec<DraftOp> {
        let (old, new) = (
            Value::String(from.to_string()),
            Value::String(into.to_string()),
        );
        let mut ops = Vec::new();
        for spec in schema::KINDS {
            for field in spec.fields {
                match field.shape {
                    schema::Shape::Ref(_) => {
                        let hits = self
                            .records()
                            .of_kind(spec.id)
                            .filter(|record| record.value(field.name).text() == old.as_str());
                        ops.extend(hits.map(|record| {
                            set(
                                spec.id,
                                record.id(),
                                ordering::object_of([(field.name, new.clone())]),
                            )
                        }));
                    }
                    schema::Shape::Refs(_) => {
                        let hits = self.records().of_kind(spec.id).filter(|record| {
                            record
                                .items(field.name)
                                .iter()
                                .any(|item| item.text() == old.as_str())
                        });
                        ops.extend(hits.map(|record| DraftOp::Tags {
                            record: record.id(),
                            kind: spec.id.to_owned(),
                            field: field.name.to_owned(),
                            add: vec![new.clone()],
                            remove: vec![old.clone()],
                        }));
                    }
                    _ => {}
                }
            }
        }
        ops
    }

    fn draft_choose(
        &self,
        id: RecordId,
        field: String,
        value: Value,
    ) -> Result<Draft, CommandError> {
        let record = self.record(id).ok_or(CommandError::Missing("record"))?;
        let kind = record.kind().to_string();
        let why = format!("Settled two versions of {}", self.name_of(id));
        let ops = vec![DraftOp::Set {
            record: id,
            kind,
            fields: ordering::object_of([(field, value)]),
        }];
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    fn undo(&mut self, ctx: &Context<'_>) -> Result<Done, CommandError> {
        let (original, standing) = self.trail.next_undo().ok_or(CommandError::NothingToUndo)?;
        let plan = self.ledger.plan_undo(&original, standing);
        self.carry_out(plan, &original, ctx)
    }

    fn redo(&mut self, ctx: &Context<'_>) -> Result<Done, CommandError> {
        let (original, undone_by) = self.trail.next_redo().ok_or(CommandError::NothingToRedo)?;
        let plan = self.ledger.plan_redo(&original, undone_by);
        self.carry_out(plan, &original, ctx)
    }

    fn undo_change(&mut self, change: &Change, ctx: &Context<'_>) -> Result<Done, CommandError> {
        let standing = self.trail.standing(change.id);
        let plan = match standing {
            Some((undone_by, true)) => self.ledger.plan_redo(change, undone_by),
            Some((standing, false)) => self.ledger.plan_undo(change, standing),
            None => self.ledger.plan_undo(change, change.id),
        };
        self.carry_out(plan, change, ctx)
    }

    fn undo_many(&mut self, changes: &[Change], ctx: &Context<'_>) -> Result<Done, CommandError> {
        let first = changes.first().ok_or(CommandError::NothingToUndo)?;
        let why = format!("Undo: merged {} changes from a file", changes.len());
        let plan = self.ledger.plan_undo_of_many(changes, why);
        self.carry_out(plan, first, ctx)
    }

    fn carry_out(
        &mut self,
        plan: UndoPlan,
        original: &Change,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        let left_alone = plan.left_alone;
        let mut done = self.commit(plan.draft, ctx);
        if done.change.is_none() {
            self.trail.drop_step(original.id);
            return Err(CommandError::AllChangedSince(original.why.clone()));
        }
        done.left_alone = left_alone;
        Ok(done)
    }
}

fn set(kind: &str, record: RecordId, fields: Map<String, Value>) -> DraftOp {
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields,
    }
}

/// Fails when a required field is neither there nor filled.
fn require(spec: &KindSpec, values: &Values) -> Result<(), CommandError> {
    let missing: Vec<FieldError> = spec
        .fields
        .iter()
        .filter(|field| field.required)
        .filter(|field| match values.get(field.name) {
            None => true,
            Some(Put::Value(Value::String(text))) => text.trim().is_empty(),
            Some(Put::Value(value)) => value.is_null(),
            Some(_) => false,
        })
        .map(|field| FieldError::new(field, "Please fill this in."))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(CommandError::Fields(missing))
    }
}

/// Checks every field and turns it into operations on one record.
fn write(spec: &KindSpec, record: RecordId, values: &Values) -> Result<Vec<DraftOp>, CommandError> {
    let mut errors = Vec::new();
    let mut fields = Map::new();
    let mut tags = Vec::new();
    for (name, put) in values {
        let Some(field) = spec.field(name) else {
            errors.push(FieldError {
                field: name.clone(),
                label: name.clone(),
                problem: format!("A {} has no such field.", spec.one),
            });
            continue;
        };
        let mut all = |items: &[Value]| -> Vec<Value> {
            let checked = items.iter().map(|item| schema::check(field, item));
            checked
                .filter_map(|item| item.map_err(|error| errors.push(error)).ok())
                .filter(|i| !i.is_null())
                .collect()
        };
        let (add, remove) = match put {
            Put::Value(value) => {
                match schema::check(field, value) {
                    Ok(value) => drop(fields.insert(name.clone(), value)),
                    Err(error) => errors.push(error),
                }
                continue;
            }
            Put::Items(items) | Put::Add(items) => (all(items), Vec::new()),
            Put::Remove(items) => (Vec::new(), all(items)),
        };
        let kind = spec.id.to_owned();
        tags.push(DraftOp::Tags {
            record,
            kind,
            field: name.clone(),
            add,
            remove,
        });
    }
    if !errors.is_empty() {
        return Err(CommandError::Fields(errors));
    }
    let mut ops = Vec::with_capacity(tags.len() + 1);
    if !fields.is_empty() || tags.is_empty() {
        ops.push(set(spec.id, record, fields));
    }
    ops.extend(tags);
    Ok(ops)
}
