//! Asking founders for updates, and taking up what they answer.

mod accepting;

use serde_json::{Map, Value};

use accepting::{cannot_be_taken, entry_ops, in_stored_form};

use super::writing::{require, set, write};
use crate::{
    domain::{
        counting::counted,
        founder::{Answer, KnownRecord, checked},
        records::{FounderAnswer, UpdateRequest, Venture},
        schema,
    },
    ledger::{Author, Draft, DraftOp, RecordId, Source},
    workspace::{
        Command, CommandError, Context, Put, Values, Workspace,
        command::{Deed, Done, Work, values as fields_of},
        founders::{
            Asking, Decision, FounderDeed, Review, ReviewItem, Standing, Verdict, What,
            answer_record, questions_to_keep,
        },
    },
};

/// What reviewing came to, while it is put together.
#[derive(Default)]
struct Taking {
    ops: Vec<DraftOp>,
    decisions: Map<String, Value>,
    accepted: usize,
    edited: Vec<String>,
    declined: usize,
}

fn texts(texts: &[String]) -> Put {
    Put::Items(
        texts
            .iter()
            .map(|text| Value::from(text.as_str()))
            .collect(),
    )
}

impl Command {
    /// Ask founders for updates, and review what they answer.
    #[must_use]
    pub fn founders(deed: FounderDeed) -> Self {
        Self::Deed(Deed::new(deed))
    }
}

impl Work for FounderDeed {
    fn carry_out(
        &self,
        workspace: &mut Workspace,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        workspace.do_with_founders(self.clone(), ctx)
    }
}

impl Workspace {
    pub(super) fn do_with_founders(
        &mut self,
        deed: FounderDeed,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        let by_hand = match deed {
            FounderDeed::Ask { ventures, asking } => self.draft_ask(&ventures, &asking, ctx)?,
            FounderDeed::Withdraw { requests } => self.draft_withdraw(&requests, ctx)?,
            FounderDeed::Receive { answer, content } => {
                self.draft_receive(&answer, content, ctx)?
            }
            FounderDeed::Review { answer, decisions } => {
                let (draft, author) = self.draft_review(answer, decisions, ctx)?;
                return Ok(self.commit_as(draft, &author, ctx));
            }
        };
        Ok(self.commit(by_hand, ctx))
    }

    fn draft_ask(
        &self,
        ventures: &[(RecordId, RecordId)],
        asking: &Asking,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let mut ops = Vec::new();
        for (venture, request) in ventures {
            let asked = self.venture(*venture)?;
            if asked.share == "private" {
                return Err(CommandError::NotPossible(format!(
                    "{} is kept for staff only, so nothing of it is sent. Change “Who may see this” on its page first.",
                    asked.name
                )));
            }
            let mut values = fields_of([
                ("venture", Put::reference(*venture)),
                ("asks", texts(&asking.asks)),
                ("message", Put::text(asking.message.trim())),
                ("reply_to", Put::text(asking.reply_to.trim())),
                ("asked_by", Put::text(self.author.name.as_str())),
                ("asked_as", Put::text(self.author.role.as_str())),
                ("asked_on", Put::day(ctx.today)),
                ("state", Put::text("outstanding")),
            ]);
            let questions = questions_to_keep(&asking.questions);
            if questions.as_array().is_some_and(|all| !all.is_empty()) {
                values.insert("questions".to_owned(), Put::Value(questions));
            }
            if let Some(due) = asking.due {
                values.insert("due".to_owned(), Put::day(due));
            }
            ops.extend(write(&UpdateRequest::SPEC, *request, &values)?);
        }
        let why = match ventures {
            [] => return Err(CommandError::Missing("venture")),
            [(one, _)] => format!("Asked {} for an update", self.name_of(*one)),
            many => format!("Asked {} ventures for an update", many.len()),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    fn draft_withdraw(
        &self,
        requests: &[RecordId],
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let mut ops = Vec::new();
        for id in requests {
            let request = self.request(*id).ok_or(CommandError::Missing("request"))?;
            if request.state == "outstanding" {
                ops.push(request_to("withdrawn", *id, Some(ctx)));
            }
        }
        let why = match requests {
            [one] => match self.request(*one).and_then(|request| request.venture) {
                Some(venture) => format!("Withdrew the request to {}", self.name_of(venture)),
                None => "Withdrew a request".to_owned(),
            },
            many => format!("Withdrew {} requests", many.len()),
        };
        Ok(Draft {
            ops,
            ..Draft::by_hand(why)
        })
    }

    fn request(&self, id: RecordId) -> Option<UpdateRequest> {
        let record = self.record(id)?;
        (&**record.kind() == UpdateRequest::KIND).then(|| UpdateRequest::read(record))
    }

    /// The request that an answer names, if it is about the same venture.
    fn request_of(&self, answer: &Answer) -> Option<UpdateRequest> {
        self.request(answer.request?)
            .filter(|request| request.venture == Some(answer.venture))
    }

    fn draft_receive(
        &self,
        answer: &Answer,
        content: Value,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        let id = answer_record(&content);
        let name = &answer.venture_name;
        if self.record(id).is_some() {
            let why = format!("This answer about {name} is here already; nothing was changed");
            return Ok(Draft::by_hand(why));
        }
        if answer.is_empty() {
            return Err(CommandError::NotPossible(
                "This answer says that nothing has changed, and nothing else. There is nothing to review.".to_owned(),
            ));
        }
        let request = self.request_of(answer);
        let mut values = fields_of([
            ("from", Put::text(or_else(&answer.author.name, "A founder"))),
            ("venture_name", Put::text(name.as_str())),
            ("received_on", Put::day(ctx.today)),
            ("state", Put::text("waiting")),
            ("content", Put::Value(content)),
        ]);
        if self.facts.venture(answer.venture).is_some() {
            values.insert("venture".to_owned(), Put::reference(answer.venture));
        }
        if let Some(request) = &request {
            values.insert("request".to_owned(), Put::reference(request.id));
        }
        let mut ops = Vec::new();
        if self.records().get(id).is_some() {
            ops.push(DraftOp::Restore { record: id });
        }
        ops.extend(write(&FounderAnswer::SPEC, id, &values)?);
        if let Some(request) = request.filter(|request| request.state != "reviewed") {
            ops.push(request_to("answered", request.id, Some(ctx)));
        }
        Ok(Draft {
            ops,
            ..Draft::by_hand(format!("Received an answer about {name}"))
        })
    }

    fn draft_review(
        &self,
        id: RecordId,
        decisions: Vec<(String, Verdict)>,
        ctx: &Context<'_>,
    ) -> Result<(Draft, Author), CommandError> {
        let review = self.review(id).ok_or(CommandError::Missing("answer"))?;
        let mut taking = Taking::default();
        for (key, verdict) in decisions {
            let item = review.items.iter().find(|item| item.key == key);
            let item = item.ok_or(CommandError::Missing("part of the answer"))?;
            if item.decided.is_none() && !taking.decisions.contains_key(&key) {
                self.take(item, &verdict, (&review, ctx), &mut taking)?;
            }
        }
        let brings_venture = |op: &DraftOp| matches!(op, DraftOp::Set { record, kind, .. } if kind == Venture::KIND && *record == review.answer.venture);
        let is_here = self.facts.venture(review.answer.venture).is_some()
            || taking.ops.iter().any(brings_venture);
        if !is_here && !taking.ops.is_empty() {
            return Err(CommandError::NotPossible(
                "The venture itself is not here yet. Accept it first, or together with the rest."
                    .to_owned(),
            ));
        }
        let why = in_words(&review, &taking);
        self.note_decisions(id, &review, (&mut taking, is_here), ctx);
        let here = self.author.clone();
        let (author, source) = if taking.accepted == 0 {
            (here, Source::person())
        } else {
            let founder = &review.answer.author;
            let author = Author::new(
                or_else(&founder.name, "A founder"),
                or_else(&founder.role, "Founder"),
            );
            (author, Source::answer(id, &here, &taking.edited))
        };
        let draft = Draft {
            why,
            source,
            ops: taking.ops,
        };
        Ok((draft, author))
    }

    /// Takes one decision.
    fn take(
        &self,
        item: &ReviewItem,
        verdict: &Verdict,
        (review, ctx): (&Review, &Context<'_>),
        taking: &mut Taking,
    ) -> Result<(), CommandError> {
        let (word, decided, stood) = match verdict {
            Verdict::Decline(word) => {
                taking.declined += 1;
                (word.trim().to_owned(), "declined", None)
            }
            Verdict::Accept => {
                if item.problem.is_some() {
                    return Err(cannot_be_taken(item));
                }
                taking.accepted += 1;
                self.write_part(item, None, (review, ctx), taking)?;
                (String::new(), "accepted", self.stands_in(item))
            }
            Verdict::Edit(value) => {
                taking.accepted += 1;
                taking.edited.push(item.key.clone());
                if !item.can_be_edited() {
                    return Err(cannot_be_taken(item));
                }
                self.write_part(item, Some(value), (review, ctx), taking)?;
                (String::new(), "edited", self.stands_in(item))
            }
        };
        let decision = Decision {
            verdict: decided.to_owned(),
            word,
            stood,
        };
        let kept = serde_json::to_value(decision).unwrap_or_default();
        taking.decisions.insert(item.key.clone(), kept);
        Ok(())
    }

    /// Writes one accepted part; `edited` is what the reviewer put in its place.
    fn write_part(
        &self,
        item: &ReviewItem,
        edited: Option<&Value>,
        (review, ctx): (&Review, &Context<'_>),
        taking: &mut Taking,
    ) -> Result<(), CommandError> {
        let value = edited.unwrap_or(&item.value);
        match &item.what {
            What::Field {
                record,
                kind,
                field,
                was,
            } => {
                // What the founder took out or put in is measured against what they saw; what the reviewer wrote,
                // against what stands here.
                let base = if edited.is_some() { None } else { Some(was) };
                taking
                    .ops
                    .extend(self.field_ops(*record, (kind, field), base, value)?);
                taking.ops.extend(self.voice_ops(item, review));
            }
            What::New(_) if item.standing == Standing::AlreadySo => {}
            What::New(known) => {
                let value = match edited {
                    Some(edited) => &in_stored_form(item, edited)?,
                    None => value,
                };
                taking
                    .ops
                    .extend(self.new_ops(known, value, (review, ctx))?);
            }
            What::Text(part) => {
                taking.ops.extend(entry_ops(*part, value, (review, ctx))?);
            }
        }
        Ok(())
    }

    /// Makes a record that a founder adds.
    fn new_ops(
        &self,
        known: &KnownRecord,
        value: &Value,
        (review, ctx): (&Review, &Context<'_>),
    ) -> Result<Vec<DraftOp>, CommandError> {
        let spec = schema::kind(&known.kind).ok_or(CommandError::Missing("kind of record"))?;
        let mut values = Values::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            let put = match value {
                Value::Array(items) => Put::Items(items.clone()),
                one => Put::Value(one.clone()),
            };
            values.insert(name.clone(), put);
        }
        self.complete(&known.kind, &mut values, (review, ctx));
        require(spec, &values)?;
        write(spec, known.id, &values)
    }

    /// What a new record needs beside what the founder wrote.
    fn complete(&self, kind: &str, values: &mut Values, (review, ctx): (&Review, &Context<'_>)) {
        let mut put = |name: &str, value: Put| {
            values.entry(name.to_owned()).or_insert(value);
        };
        match kind {
            Venture::KIND => {
                put("stage", Put::text(self.journey.first()));
                put("disposition", Put::text("active"));
                put("joined", Put::day(ctx.today));
            }
            "story" => put("told_on", Put::day(ctx.today)),
            "capital" => {
                put("kind", Put::text("trading"));
                put("status", Put::text("sought"));
            }
            _ => {}
        }
        if kind != Venture::KIND {
            let venture = Put::reference(review.answer.venture);
            values.insert("venture".to_owned(), venture);
        }
    }

    fn field_ops(
        &self,
        record: RecordId,
        (kind, field): (&str, &str),
        base: Option<&Value>,
        value: &Value,
    ) -> Result<Vec<DraftOp>, CommandError> {
        let spec = schema::field(kind, field).ok_or(CommandError::Missing("field"))?;
        let value = checked(spec, value).map_err(|problem| {
            CommandError::Fields(vec![schema::FieldError::new(spec, problem)])
        })?;
        if !spec.shape.is_set() {
            let mut fields = Map::new();
            fields.insert(field.to_owned(), value);
            return Ok(vec![set(kind, record, fields)]);
        }
        let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let wanted = items(&value);
        let before = match base {
            Some(base) => items(base),
            None => self.record(record).map_or_else(Vec::new, |record| {
                record
                    .items(field)
                    .iter()
                    .map(|item| item.to_value())
                    .collect()
            }),
        };
        let without = |all: &[Value], those: &[Value]| -> Vec<Value> {
            let kept = all.iter().filter(|item| !those.contains(item));
            kept.cloned().collect()
        };
        Ok(vec![DraftOp::Tags {
            record,
            kind: kind.to_owned(),
            field: field.to_owned(),
            add: without(&wanted, &before),
            remove: without(&before, &wanted),
        }])
    }

    fn note_decisions(
        &self,
        id: RecordId,
        review: &Review,
        (taking, is_here): (&mut Taking, bool),
        ctx: &Context<'_>,
    ) {
        if taking.decisions.is_empty() {
            return;
        }
        let mut all = Map::new();
        for item in &review.items {
            let before = item.decided.as_ref();
            let kept = before.and_then(|decision| serde_json::to_value(decision).ok());
            if let Some(kept) = kept.or_else(|| taking.decisions.get(&item.key).cloned()) {
                all.insert(item.key.clone(), kept);
            }
        }
        let is_done = review.items.iter().all(|item| all.contains_key(&item.key));
        let mut fields = Map::new();
        fields.insert("decisions".to_owned(), Value::Object(all));
        if is_here {
            let venture = review.answer.venture.to_string();
            fields.insert("venture".to_owned(), Value::from(venture));
        }
        if is_done {
            fields.insert("state".to_owned(), Value::from("reviewed"));
            if let Some(request) = self.request_of(&review.answer) {
                taking.ops.push(request_to(
                    "reviewed",
                    request.id,
                    Some(ctx).filter(|_| request.closed_on.is_none()),
                ));
            }
        }
        taking.ops.push(set(FounderAnswer::KIND, id, fields));
    }
}

fn or_else<'a>(text: &'a str, other: &'a str) -> &'a str {
    let text = text.trim();
    if text.is_empty() { other } else { text }
}

/// Brings a request to a state, and notes the day where `ctx` is given.
fn request_to(state: &str, request: RecordId, ctx: Option<&Context<'_>>) -> DraftOp {
    let mut fields = Map::new();
    fields.insert("state".to_owned(), Value::from(state));
    if let Some(ctx) = ctx {
        fields.insert("closed_on".to_owned(), Value::from(ctx.today.iso()));
    }
    set(UpdateRequest::KIND, request, fields)
}

/// "Took up 3 parts of what Maya Okafor sent about Green Gym (1 worded anew), declined 1".
fn in_words(review: &Review, taking: &Taking) -> String {
    let from = or_else(&review.answer.author.name, "a founder");
    let about = &review.venture_name;
    let anew = match taking.edited.len() {
        0 => String::new(),
        count => format!(" ({count} worded anew)"),
    };
    let parts = counted(taking.accepted, "part", "parts");
    match (taking.accepted, taking.declined) {
        (0, 0) => format!("Nothing of the answer about {about} was left to decide"),
        (0, declined) => {
            let parts = counted(declined, "part", "parts");
            format!("Declined {parts} of what {from} sent about {about}")
        }
        (_, 0) => format!("Took up {parts} of what {from} sent about {about}{anew}"),
        (_, declined) => {
            format!("Took up {parts} of what {from} sent about {about}{anew}, declined {declined}")
        }
    }
}
