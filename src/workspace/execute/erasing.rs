//! Erasing a person: the erasure itself, and the person out of every list that names their record.

use serde_json::Map;

use super::writing::set;
use crate::{
    domain::schema::{self, Shape},
    ledger::{Draft, DraftOp, Erasure, Record, RecordId, Value, erasure::words_in},
    workspace::{
        Command, CommandError, Context, Workspace,
        command::{Deed, Done, Work},
        erasing::{ErasePerson, is_own_word},
    },
};

/// What the history says of it: no name.
const WHY: &str = "Erased a person for good";

impl Command {
    /// Erase a person for good, in the history as well: see [`crate::workspace::erasing`] for what the caller does next.
    #[must_use]
    pub fn erase_person(asked: ErasePerson) -> Self {
        Self::Deed(Deed::new(asked))
    }
}

impl Work for ErasePerson {
    fn carry_out(
        &self,
        workspace: &mut Workspace,
        ctx: &Context<'_>,
    ) -> Result<Done, CommandError> {
        let draft = workspace.draft_erase(self, ctx)?;
        let done = workspace.commit(draft, ctx);
        // What could be undone still holds the words.
        workspace.trail.clear();
        Ok(done)
    }
}

impl Workspace {
    pub(super) fn draft_erase(
        &self,
        asked: &ErasePerson,
        ctx: &Context<'_>,
    ) -> Result<Draft, CommandError> {
        if let Some(person) = asked.person {
            self.records()
                .get(person)
                .ok_or(CommandError::Missing("person"))?;
        }
        let words: Vec<String> = asked
            .words
            .iter()
            .filter(|word| !words_in(word).is_empty())
            .cloned()
            .collect();
        if let Some(own) = words.iter().find(|word| is_own_word(self, word)) {
            return Err(CommandError::OwnWord(own.trim().to_owned()));
        }
        let id = RecordId((ctx.random)());
        let rule = Erasure::new(
            id,
            asked.person,
            &words,
            asked.spare.clone(),
            (ctx.random)(),
        );
        if rule.is_empty() {
            return Err(CommandError::NothingToErase);
        }
        let mut draft = rule.draft(WHY);
        if let Some(person) = asked.person {
            let kind = self
                .records()
                .get(person)
                .map(|record| record.kind().to_string());
            draft
                .ops
                .extend(self.unnaming(person, &kind.unwrap_or_default()));
        }
        Ok(draft)
    }

    /// Takes a record out of every field that names it.
    fn unnaming(&self, person: RecordId, kind: &str) -> Vec<DraftOp> {
        let id = person.to_string();
        let all = schema::KINDS.iter().flat_map(|spec| {
            let of_kind = self.records().of_kind(spec.id);
            of_kind.map(move |record| (spec, record.to_record()))
        });
        all.flat_map(|(spec, record)| {
            let naming = spec.fields.iter().filter(
                |field| matches!(field.shape, Shape::Ref(of) | Shape::Refs(of) if of == kind),
            );
            naming
                .filter_map(|field| unname(&record, field.name, field.shape.is_set(), &id))
                .collect::<Vec<_>>()
        })
        .collect()
    }
}

fn unname(record: &Record, field: &str, is_set: bool, id: &str) -> Option<DraftOp> {
    if is_set {
        let item = record.items(field).find(|item| item.as_str() == Some(id))?;
        return Some(DraftOp::Tags {
            record: record.id,
            kind: record.kind.to_string(),
            field: field.to_owned(),
            add: Vec::new(),
            remove: vec![item.clone()],
        });
    }
    record
        .value(field)
        .filter(|value| value.as_str() == Some(id))?;
    let mut fields = Map::new();
    fields.insert(field.to_owned(), Value::Null);
    Some(set(&record.kind, record.id, fields))
}
