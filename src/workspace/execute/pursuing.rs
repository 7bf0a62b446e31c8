//! Going for a contract: noting it, weighing it, bidding, signing.

use super::writing::write;
use crate::{
    domain::{
        counting::counted,
        dates::Day,
        names::match_key,
        records::{Bid, Opportunity, Organisation},
        vocabulary::{GO_DECISIONS, OPPORTUNITY_STATUSES, label_of},
    },
    ledger::{Draft, DraftOp, RecordId, Value},
    workspace::{
        Command, CommandError, Context, Put, Values, Workspace,
        command::{Deed, Done, Work, values as fields_of},
        pursuit::{Member, Pursuit},
    },
};

pub(super) fn refers(to: &[RecordId]) -> Put {
    let ids = to.iter().map(|id| Value::String(id.to_string()));
    Put::Items(ids.collect())
}

pub(super) fn put(values: &mut Values, field: &str, value: Put) {
    values.entry(field.to_owned()).or_insert(value);
}

pub(super) fn put_day(values: &mut Values, field: &str, day: Option<Day>) {
    if let Some(day) = day {
        put(values, field, Put::day(day));
    }
}

impl Command {
    /// Go for a contract: note it, weigh it, bid, sign.
    #[must_use]
    pub fn pursue(pursuit: Pursuit) -> Self {
        Self::Deed(Deed::new(pursuit))
    }
}

impl Work for Pursuit {
    fn carry_out(
        &self,
        workspace: &mut Workspace,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        let draft = workspace.draft_pursuit(self.clone(), ctx)?;
        Ok(workspace.commit(draft, ctx))
    }
}

impl Workspace {
    pub(super) fn draft_pursuit(
        &self,
        pursuit: Pursuit,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        match pursuit {
            Pursuit::Note {
                id,
                values,
                buyer,
                ventures,
            } => self.draft_note(id, values, &buyer, (&ventures, ctx)),
            Pursuit::SetStatus {
                opportunities,
                to,
                reason,
            } => self.draft_status(&opportunities, &to, (&reason, ctx)),
            Pursuit::Decide {
                opportunity,
                decision,
                reason,
            } => self.draft_decision(opportunity, &decision, (reason.trim(), ctx)),
            Pursuit::Join {
                opportunity,
                bid,
                members,
                lots,
            } => self.draft_bid(opportunity, bid, (&members, &lots), ctx),
            Pursuit::Sign {
                opportunity,
                bid,
                contract,
                values,
            } => self.draft_contract(opportunity, bid, (contract, values), ctx),
            Pursuit::AddContract {
                id,
                values,
                buyer,
                supplier,
            } => self.draft_known_contract(id, values, (&buyer, &supplier), ctx),
            Pursuit::Extend { contract } => self.draft_extension(contract),
            Pursuit::FollowUp { contract, id } => self.draft_follow_up(contract, id, ctx),
        }
    }

    pub(super) fn opportunity(&self, id: RecordId) -> Result<Opportunity, CommandError> {
        self.record(id)
            .filter(|record| &**record.kind() == Opportunity::KIND)
            .map(Opportunity::read)
            .ok_or(CommandError::Missing("opportunity"))
    }

    pub(super) fn bids_in(&self, opportunity: RecordId) -> Vec<Bid> {
        self.belonging(opportunity, Bid::KIND, "opportunity")
            .map(Bid::read)
            .collect()
    }

    pub(super) fn draft_note(
        &self,
        id: RecordId,
        mut values: Values,
        buyer: &str,
        (ventures, ctx): (&[RecordId], &Context<'_>),
    ) -> Result<Draft, CommandError> {
        put(&mut values, "status", Put::text("conversation"));
        put(&mut values, "status_since", Put::day(ctx.today));
        put(&mut values, "evidence", Put::text("said_verbally"));
        let mut before = Vec::new();
        if !values.contains_key("buyer")
            && let Some(buyer) = self.organisation_called(buyer, "buyer", (&mut before, ctx))?
        {
            put(&mut values, "buyer", Put::reference(buyer));
        }
        let mut draft = self.draft_create(Opportunity::KIND, id, values)?;
        let members: Vec<Member> = ventures.iter().copied().map(Member::of).collect();
        draft.ops.splice(0..0, before);
        draft
            .ops
            .extend(self.bid_ops(id, &[], (&members, &[]), ctx)?);
        Ok(draft)
    }

    /// The organisation of that name, made with a role when there is none; nothing when no name is given.
    pub(super) fn organisation_called(
        &self,
        name: &str,
        role: &str,
        (ops, ctx): (&mut Vec<DraftOp>, &Context<'_>),
    ) -> Result<Option<RecordId>, CommandError> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.organisation_named(name) {
            return Ok(Some(known));
        }
        let organisation = RecordId((ctx.random)());
        let roles = Put::Add(vec![Value::String(role.to_owned())]);
        let fields = fields_of([("name", Put::text(name)), ("roles", roles)]);
        ops.extend(write(&Organisation::SPEC, organisation, &fields)?);
        Ok(Some(organisation))
    }

    /// The only organisation of that name, if there is one.
    fn organisation_named(&self, name: &str) -> Option<RecordId> {
        let key = match_key(name);
        let mut named = self.records().of_kind(Organisation::KIND).filter(|record| {
            record
                .value("name")
                .text()
                .is_some_and(|known| match_key(known) == key)
        });
        let first = named.next()?.id();
        named.next().is_none().then_some(first)
    }

    pub(super) fn draft_status(
        &self,
        opportunities: &[RecordId],
        to: &str,
        (reason, ctx): (&str, &Context<'_>),
    ) -> Result<Draft, CommandError> {
        let mut ops = Vec::new();
        let mut moved = Vec::new();
        for id in opportunities {
            let opportunity = self.opportunity(*id)?;
            if opportunity.status == to {
                continue;
            }
            let mut values = fields_of([
                ("status", Put::text(to)),
                ("status_since", Put::day(ctx.today)),
                ("status_reason", Put::text(reason.trim())),
            ]);
            if matches!(to, "lost" | "cancelled" | "awarded" | "won")
                && opportunity.outcome_on.is_none()
            {
                put(&mut values, "outcome_on", Put::day(ctx.today));
            }
            ops.extend(write(&Opportunity::SPEC, *id, &values)?);
            for bid in self.bids_in(*id) {
                ops.extend(follow(&bid, to, ctx.today)?);
            }
            moved.push(opportunity.title);
        }
        let label = label_of(OPPORTUNITY_STATUSES, to);
        let what = match moved.as_slice() {
            [one] => one.clone(),
            many => counted(many.len(), "opportunity", "opportunities"),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Moved {what} to {label}"))
        })
    }

    fn draft_decision(
        &self,
        id: RecordId,
        decision: &str,
        (reason, ctx): (&str, &Context<'_>),
    ) -> Result<Draft, CommandError> {
        let opportunity = self.opportunity(id)?;
        if decision != "wait" && reason.is_empty() {
            let not = if decision == "no_go" { "do not " } else { "" };
            return Err(CommandError::ReasonNeeded(format!(
                "Please say why we {not}go for it: the reason is kept, and helps the next time."
            )));
        }
        let values = fields_of([
            ("decision", Put::text(decision)),
            ("decision_reason", Put::text(reason)),
            ("decided_on", Put::day(ctx.today)),
        ]);
        let mut ops = write(&Opportunity::SPEC, id, &values)?;
        let to = match (decision, opportunity.status.as_str()) {
            ("no_go", status) if crate::domain::opportunities::is_live(status) => Some("withdrew"),
            ("go", "open") => Some("bidding"),
            _ => None,
        };
        if let Some(to) = to {
            ops.extend(self.draft_status(&[id], to, (reason, ctx))?.ops);
        }
        let label = label_of(GO_DECISIONS, decision);
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Decided on {}: {label}", opportunity.title))
        })
    }

    fn draft_bid(
        &self,
        id: RecordId,
        bid: Option<RecordId>,
        (members, lots): (&[Member], &[RecordId]),
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let opportunity = self.opportunity(id)?;
        let mut standing = self.bids_in(id);
        standing.retain(|known| bid.is_some() && (Some(known.id) == bid || known.led_by == bid));
        if bid.is_some() && standing.is_empty() {
            return Err(CommandError::Missing("bid"));
        }
        let ops = self.bid_ops(id, &standing, (members, lots), ctx)?;
        let names: Vec<String> = members
            .iter()
            .map(|member| self.name_of(member.venture))
            .collect();
        let why = match names.as_slice() {
            [] => format!("Took the bid for {} apart", opportunity.title),
            [one] => format!("Linked {one} with {}", opportunity.title),
            [lead, others @ ..] => format!(
                "Linked {lead} with {}, to lead a bid with {}",
                opportunity.title,
                others.join(", ")
            ),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    /// One bid for each member. The leading bid stays the same record whoever leads, so that its price, promises and
    /// outcome stay with it.
    fn bid_ops(
        &self,
        opportunity: RecordId,
        standing: &[Bid],
        (members, lots): (&[Member], &[RecordId]),
        ctx: &Context<'_>,
    ) -> Result<Vec<DraftOp>, CommandError> {
        let mut left: Vec<&Bid> = standing.iter().collect();
        let mut take = |fits: &dyn Fn(&Bid) -> bool| {
            let at = left.iter().position(|bid| fits(bid))?;
            Some(left.remove(at).id)
        };
        let leading = take(&|bid| bid.led_by.is_none());
        let lead = leading.unwrap_or_else(|| RecordId((ctx.random)()));
        let mut ops = Vec::new();
        for (at, member) in members.iter().enumerate() {
            self.venture(member.venture)?;
            let (id, known) = if at == 0 {
                (lead, leading.is_some())
            } else {
                let known = take(&|bid| bid.venture == Some(member.venture));
                (
                    known.unwrap_or_else(|| RecordId((ctx.random)())),
                    known.is_some(),
                )
            };
            let role = match (members.len(), at) {
                (1, _) => "alone",
                (_, 0) => "lead",
                _ => "partner",
            };
            let mut values = fields_of([
                ("venture", Put::reference(member.venture)),
                (
                    "share",
                    Put::Value(member.share.map_or(Value::Null, Value::from)),
                ),
                ("role", Put::text(role)),
            ]);
            if !known {
                put(&mut values, "opportunity", Put::reference(opportunity));
            }
            if at > 0 {
                put(&mut values, "led_by", Put::reference(lead));
            }
            ops.extend(self.write_bid(id, &values, (known, lots))?);
        }
        let gone = left.into_iter().map(|bid| bid.id);
        let gone = gone.chain(leading.filter(|_| members.is_empty()));
        ops.extend(gone.map(|record| DraftOp::Delete { record }));
        Ok(ops)
    }

    fn write_bid(
        &self,
        id: RecordId,
        values: &Values,
        (known, lots): (bool, &[RecordId]),
    ) -> Result<Vec<DraftOp>, CommandError> {
        let mut values = values.clone();
        if known {
            put(&mut values, "lots", refers(lots));
            return Ok(self.draft_edit(&[id], &values)?.ops);
        }
        if !lots.is_empty() {
            put(&mut values, "lots", refers(lots));
        }
        write(&Bid::SPEC, id, &values)
    }
}

/// What becomes of a bid when its opportunity moves on.
fn follow(bid: &Bid, to: &str, today: Day) -> Result<Vec<DraftOp>, CommandError> {
    let outcome = match to {
        "won" | "contracted" => "won",
        "lost" | "awarded" => "lost",
        "withdrew" => "withdrew",
        "cancelled" => "cancelled",
        _ => "",
    };
    let mut values = Values::new();
    if to == "submitted" {
        put_day(
            &mut values,
            "submitted_on",
            Some(today).filter(|_| bid.submitted_on.is_none()),
        );
    }
    if !outcome.is_empty() && bid.outcome != outcome {
        put(&mut values, "outcome", Put::text(outcome));
        put(&mut values, "outcome_on", Put::day(today));
    }
    if outcome.is_empty() && !bid.outcome.is_empty() && crate::domain::opportunities::is_live(to) {
        // Back in play: what was thought to be the end was none.
        put(&mut values, "outcome", Put::nothing());
        put(&mut values, "outcome_on", Put::nothing());
    }
    if values.is_empty() {
        return Ok(Vec::new());
    }
    write(&Bid::SPEC, bid.id, &values)
}
