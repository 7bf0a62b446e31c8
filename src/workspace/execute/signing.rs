//! From an opportunity to a signed contract.

use super::{
    pursuing::{put, put_day, refers},
    writing::write,
};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        opportunities::counted_value,
        records::{Bid, Contract, Lot, Opportunity, Step},
        schema::FieldError,
    },
    ledger::{Draft, DraftOp, RecordId, Value},
    workspace::{CommandError, Context, Put, Values, Workspace, command::values as fields_of},
};

/// How long before a contract's end we begin to talk about what follows, in months.
pub(super) const TALK_AHEAD_MONTHS: i32 = 12;
/// How the reminder begins.
pub(in crate::workspace) const TALK: &str = "Begin to talk about what follows";

/// Why an opportunity is not signed that nobody of ours bids on.
const NOBODY_SIGNS: &str = "Say first which venture signs: add a bid.";

fn day_in(values: &Values, field: &str) -> Option<Day> {
    match values.get(field) {
        Some(Put::Value(Value::String(text))) => Day::parse_uk(text).ok(),
        _ => None,
    }
}

fn ends_after_its_start(values: &Values) -> Result<(), CommandError> {
    let (starts, ends) = (day_in(values, "starts"), day_in(values, "ends"));
    match Contract::SPEC.field("ends") {
        Some(field) if starts.zip(ends).is_some_and(|(starts, ends)| ends < starts) => {
            let problem = "The contract would end before it starts.";
            Err(CommandError::Fields(vec![FieldError::new(field, problem)]))
        }
        _ => Ok(()),
    }
}

impl Workspace {
    pub(super) fn draft_contract(
        &self,
        id: RecordId,
        bid: Option<RecordId>,
        (contract, mut values): (RecordId, Values),
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let opportunity = self.opportunity(id)?;
        let bids = self.bids_in(id);
        let won = which_won(&bids, bid)?;
        let members: Vec<&Bid> = won.map_or_else(Vec::new, |won| {
            let beside = bids.iter().filter(|known| known.led_by == Some(won.id));
            std::iter::once(won).chain(beside).collect()
        });
        // A contract that no venture of ours signs is none of ours.
        if !values.contains_key("venture") && members.iter().all(|bid| bid.venture.is_none()) {
            return Err(CommandError::NotPossible(NOBODY_SIGNS.to_owned()));
        }
        self.fill_contract(&mut values, &opportunity, (&members, ctx.today));
        ends_after_its_start(&values)?;
        let ends = day_in(&values, "ends");
        let mut draft = self.draft_create(Contract::KIND, contract, values.clone())?;
        draft.ops.extend(
            self.draft_status(&[id], "contracted", ("", ctx))?
                .ops
                .into_iter()
                .filter(|op| !is_about_other_bids(op, &bids, &members)),
        );
        let evidence = fields_of([("evidence", Put::text("signed_contract"))]);
        draft.ops.extend(write(&Opportunity::SPEC, id, &evidence)?);
        if let Some(ends) = ends {
            let step = self.reminder(&opportunity.title, (contract, ends), &values, ctx)?;
            draft.ops.extend(step);
        }
        draft.why = format!("Signed the contract for {}", opportunity.title);
        Ok(draft)
    }

    pub(super) fn draft_known_contract(
        &self,
        id: RecordId,
        mut values: Values,
        (buyer, supplier): (&str, &str),
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let mut before = Vec::new();
        put(&mut values, "status", Put::text("active"));
        if let Some(buyer) = self.organisation_called(buyer, "buyer", (&mut before, ctx))? {
            put(&mut values, "buyer", Put::reference(buyer));
        }
        if let Some(other) = self.organisation_called(supplier, "supplier", (&mut before, ctx))? {
            put(&mut values, "suppliers", refers(&[other]));
        }
        ends_after_its_start(&values)?;
        let mut draft = self.draft_create(Contract::KIND, id, values)?;
        draft.ops.splice(0..0, before);
        Ok(draft)
    }

    /// The step that reminds us to talk about what follows, in time before the end.
    fn reminder(
        &self,
        title: &str,
        (contract, ends): (RecordId, Day),
        values: &Values,
        ctx: &Context<'_>,
    ) -> Result<Vec<DraftOp>, CommandError> {
        let ahead = day_in(values, "talk_from")
            .unwrap_or_else(|| ends.plus_months(-TALK_AHEAD_MONTHS))
            .max(ctx.today);
        let what = short(&format!("{TALK} {title}"));
        let mut step = fields_of([
            ("what", Put::text(what)),
            ("contract", Put::reference(contract)),
            ("due", Put::day(ahead)),
        ]);
        step.extend(
            values
                .get("venture")
                .map(|venture| ("venture".to_owned(), venture.clone())),
        );
        write(&Step::SPEC, RecordId((ctx.random)()), &step)
    }

    /// What the contract says unless somebody said otherwise.
    fn fill_contract(
        &self,
        values: &mut Values,
        opportunity: &Opportunity,
        (members, today): (&[&Bid], Day),
    ) {
        put(values, "title", Put::text(opportunity.title.clone()));
        put(values, "status", Put::text("active"));
        put(values, "evidence", Put::text("signed_contract"));
        put(values, "signed_on", Put::day(today));
        put(values, "opportunity", Put::reference(opportunity.id));
        if let Some(buyer) = opportunity.buyer {
            put(values, "buyer", Put::reference(buyer));
        }
        let mut ventures = members.iter().filter_map(|bid| bid.venture);
        if let Some(lead) = ventures.next() {
            put(values, "venture", Put::reference(lead));
        }
        let beside: Vec<RecordId> = ventures.collect();
        if !beside.is_empty() {
            put(values, "partners", refers(&beside));
        }
        let lots = members
            .first()
            .map(|bid| bid.lots.as_slice())
            .unwrap_or_default();
        if !lots.is_empty() {
            put(values, "lots", refers(lots));
        }
        let price = members.first().and_then(|bid| bid.price);
        let value = price
            .or_else(|| self.value_of_lots(lots))
            .or(opportunity.awarded_value)
            .or_else(|| opportunity.counted_value());
        if let Some(value) = value {
            put(values, "value", Put::Value(Value::from(value.get())));
        }
        for (field, text) in [("ocid", &opportunity.ocid), ("link", &opportunity.link)] {
            if !text.is_empty() {
                put(values, field, Put::text(text.clone()));
            }
        }
        put_day(values, "starts", opportunity.contract_starts);
        put_day(values, "latest_end", opportunity.contract_latest_end);
        let starts = day_in(values, "starts");
        let by_months = opportunity
            .contract_months
            .zip(starts)
            .map(|(months, starts)| {
                let months = i32::try_from(months).unwrap_or(i32::MAX);
                starts.plus_months(months).plus_days(-1)
            });
        put_day(values, "ends", opportunity.contract_ends.or(by_months));
    }

    fn value_of_lots(&self, lots: &[RecordId]) -> Option<Pence> {
        let known = lots.iter().filter_map(|id| self.record(*id)).map(Lot::read);
        let values: Vec<Pence> = known
            .filter_map(|lot| counted_value(lot.value, lot.value_low, lot.value_high))
            .collect();
        Pence::sum(values.iter().copied()).filter(|_| !values.is_empty())
    }
}

/// The leading bid that won.
fn which_won(bids: &[Bid], bid: Option<RecordId>) -> Result<Option<&Bid>, CommandError> {
    let mut leading = bids.iter().filter(|known| known.led_by.is_none());
    if bid.is_some() {
        return Ok(leading.find(|known| Some(known.id) == bid));
    }
    let first = leading.next();
    if leading.next().is_some() {
        let problem = "Several bids of ours are in this opportunity. Please say which one won.";
        return Err(CommandError::ReasonNeeded(problem.to_owned()));
    }
    Ok(first)
}

/// A step's line has room for a title, not for a page.
fn short(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Whether an operation is about a bid of ours that is not the one that won.
fn is_about_other_bids(op: &DraftOp, bids: &[Bid], won: &[&Bid]) -> bool {
    let DraftOp::Set { record, .. } = op else {
        return false;
    };
    bids.iter().any(|bid| bid.id == *record) && !won.iter().any(|bid| bid.id == *record)
}
