//! What follows a contract: an extension, or a conversation about the next one.

use super::{
    pursuing::{put, refers},
    signing::{TALK, TALK_AHEAD_MONTHS},
    writing::write,
};
use crate::{
    domain::{
        records::{Contract, Opportunity, Step},
        schema::FieldError,
    },
    ledger::{Draft, RecordId, Value},
    workspace::{
        CommandError, Context, Put, Values, Workspace, command::values as fields_of,
        contract_clock::extension_months,
    },
};

impl Workspace {
    pub(super) fn draft_extension(&self, id: RecordId) -> Result<Draft, CommandError> {
        let contract = self.contract(id).ok_or(CommandError::Missing("contract"))?;
        let refuse = |field: &str, problem: &str| {
            let spec = Contract::SPEC.field(field);
            let errors = spec.map(|spec| FieldError::new(spec, problem));
            CommandError::Fields(errors.into_iter().collect())
        };
        let months = extension_months(&contract.extensions);
        let Some((next, left)) = months.split_first() else {
            let problem = "No extension is left. Write the months of each, such as 12+12.";
            return Err(refuse("extensions", problem));
        };
        let Some(ends) = contract.ends else {
            return Err(refuse("ends", "The contract has no last day to extend."));
        };
        // A term ends the day before its anniversary, whatever the length of the months in between.
        let until = ends.plus_days(1).plus_months(*next).plus_days(-1);
        let left: Vec<String> = left.iter().map(ToString::to_string).collect();
        let values = fields_of([
            ("ends", Put::day(until)),
            ("extensions", Put::text(left.join("+"))),
            ("decide_extension_by", Put::nothing()),
            ("talk_from", Put::nothing()),
        ]);
        let mut ops = write(&Contract::SPEC, id, &values)?;
        let due = fields_of([("due", Put::day(until.plus_months(-TALK_AHEAD_MONTHS)))]);
        for step in self.belonging(id, Step::KIND, "contract") {
            let is_reminder = step.value("done_on").text().is_none()
                && step
                    .value("what")
                    .text()
                    .is_some_and(|what| what.starts_with(TALK));
            if is_reminder {
                ops.extend(write(&Step::SPEC, step.id(), &due)?);
            }
        }
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Extended {} to {until}", contract.title))
        })
    }

    pub(super) fn draft_follow_up(
        &self,
        contract: RecordId,
        id: RecordId,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let contract = self
            .contract(contract)
            .ok_or(CommandError::Missing("contract"))?;
        let before = contract.opportunity.and_then(|id| self.record(id));
        let before = before.map_or_else(|| Opportunity::blank(id), Opportunity::read);
        let mut values = Values::new();
        put(
            &mut values,
            "title",
            Put::text(format!("What follows {}", contract.title)),
        );
        for (field, text) in [
            ("kind", &before.kind),
            ("regime", &before.regime),
            ("category", &before.category),
        ] {
            if !text.is_empty() {
                put(&mut values, field, Put::text(text.clone()));
            }
        }
        if let Some(buyer) = contract.buyer {
            put(&mut values, "buyer", Put::reference(buyer));
        }
        if let Some(value) = contract.value {
            put(&mut values, "value", Put::Value(Value::from(value.get())));
        }
        if let Some(ends) = contract.ends {
            put(&mut values, "contract_starts", Put::day(ends.plus_days(1)));
        }
        if !before.places.is_empty() {
            put(&mut values, "places", refers(&before.places));
        }
        if !before.codes.is_empty() {
            let codes = before.codes.iter().cloned().map(Value::String);
            put(&mut values, "codes", Put::Items(codes.collect()));
        }
        let here = |id: &RecordId| self.facts().venture(*id).is_some();
        let ventures: Vec<RecordId> = contract
            .venture
            .into_iter()
            .chain(contract.partners)
            .filter(here)
            .collect();
        self.draft_note(id, values, "", (&ventures, ctx))
    }
}
