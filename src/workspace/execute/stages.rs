//! A venture on its way: stages, gates, status.

use serde_json::json;

use super::writing::{set, write};
use crate::{
    domain::{
        counting::counted,
        records::{GateCheck, StageMove, Venture},
        vocabulary::{DISPOSITIONS, label_of},
    },
    ledger::{Draft, DraftOp, RecordId, Value, ordering},
    workspace::{CommandError, Context, Put, Workspace, command::values, journey::Journey},
};

impl Workspace {
    pub(super) fn draft_move(
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
            many => format!(
                "Moved {} to {}",
                counted(many.len(), "venture", "ventures"),
                stage.label
            ),
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
        let mut note = ordering::object_of(vec![
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
                ordering::object_of(vec![
                    ("stage", Value::String(to.to_owned())),
                    ("stage_since", Value::String(ctx.today.iso())),
                ]),
            ),
            set(StageMove::KIND, RecordId((ctx.random)()), note),
        ]
    }

    pub(super) fn draft_check(
        &self,
        venture: RecordId,
        criterion: &str,
        state: &str,
        note: String,
        evidence: String,
    ) -> Result<Draft, CommandError> {
        let named = self.venture(venture)?;
        let values = values([
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

    pub(super) fn draft_disposition(
        &self,
        ventures: &[RecordId],
        to: &str,
        reason: &str,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let values = values([
            ("disposition", Put::text(to)),
            ("disposition_since", Put::day(ctx.today)),
            ("disposition_reason", Put::text(reason.trim())),
        ]);
        let mut draft = self.draft_edit(ventures, &values)?;
        let label = label_of(DISPOSITIONS, to);
        draft.why = match ventures {
            [one] => format!("Marked {} as {}", self.name_of(*one), label.to_lowercase()),
            many => format!(
                "Marked {} as {}",
                counted(many.len(), "venture", "ventures"),
                label.to_lowercase()
            ),
        };
        Ok(draft)
    }
}
