//! What was said and agreed, and the steps that follow.

use super::writing::write;
use crate::{
    domain::records::{Entry, Step},
    ledger::{Draft, RecordId, Value},
    workspace::{
        CommandError, Context, Put, Values, Workspace,
        command::{AgreedStep, values as fields_of},
    },
};

impl Workspace {
    pub(super) fn draft_entry(
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
            let mut fields =
                fields_of([("what", Put::text(step.what)), ("who", Put::text(step.who))]);
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
            // One speaks with a venture, and notes something about it.
            let with = match kind.as_str() {
                "note" | "decision" => "about",
                _ => "with",
            };
            draft.why = format!(
                "Wrote down {article} {kind} {with} {}",
                self.name_of(venture)
            );
        }
        Ok(draft)
    }

    pub(super) fn draft_finish(
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
        let mut draft = self.draft_edit(&[step], &fields_of([("done_on", put)]))?;
        draft.why = format!(
            "{} “{}”",
            if done { "Done:" } else { "Open again:" },
            self.name_of(step)
        );
        Ok(draft)
    }
}
