//! From what a founder wrote to an answer, and the history of what was sent.

use std::collections::BTreeMap;

use super::{
    Sent, Space, Update,
    cards::{is_empty, same, value_of},
    key_of,
};
use crate::{
    domain::{
        dates::Day,
        founder::{Answer, FieldChange, FreeAnswer, KnownRecord, may_change},
        records::Venture,
        schema::{self, FieldError},
    },
    ledger::RecordId,
};

impl Space {
    /// What the update says, ready to send; `id` is random. What is unchanged is left out.
    ///
    /// # Errors
    /// The fields that cannot be sent as they are typed.
    pub fn answer(&self, id: RecordId, now_ms: u64) -> Result<Answer, Vec<FieldError>> {
        let mut errors = Vec::new();
        let changes = self.changes(&mut errors);
        let mut additions = Vec::new();
        if self.is_own {
            additions.extend(self.whole(self.venture, &mut errors));
        }
        for added in &self.update.added {
            additions.extend(self.whole(added.id, &mut errors));
        }
        let happened_on = self.happened_on(&mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let request = self.request.as_ref();
        let questions = request.into_iter().flat_map(|request| &request.questions);
        let answers = questions.filter_map(|question| {
            let answer = self.update.answers.get(&question.id)?.trim();
            (!answer.is_empty()).then(|| FreeAnswer {
                id: question.id.clone(),
                question: question.text.clone(),
                answer: answer.to_owned(),
            })
        });
        let update = &self.update;
        Ok(Answer {
            id,
            request: request
                .filter(|_| self.is_asked())
                .map(|request| request.id),
            workspace: request
                .map(|request| request.workspace.clone())
                .unwrap_or_default(),
            venture: self.venture,
            venture_name: self.venture_name(),
            is_new_venture: self.is_own,
            author: self.author.clone(),
            device: self.device.clone(),
            written_at: now_ms,
            changes,
            additions,
            happened: update.happened.trim().to_owned(),
            happened_on,
            learned: update.learned.clone(),
            needs: update.needs.trim().to_owned(),
            answers: answers.collect(),
        })
    }

    /// Whether there is anything to send.
    pub fn has_something_to_send(&self) -> bool {
        let mut ignored = Vec::new();
        let Update {
            happened,
            learned,
            needs,
            answers,
            added,
            ..
        } = &self.update;
        !self.changes(&mut ignored).is_empty()
            || !ignored.is_empty()
            || !added.is_empty()
            || !happened.trim().is_empty()
            || !needs.trim().is_empty()
            || !learned.in_words().is_empty()
            || answers.values().any(|answer| !answer.trim().is_empty())
    }

    fn changes(&self, errors: &mut Vec<FieldError>) -> Vec<FieldChange> {
        let mut changes = Vec::new();
        for record in &self.known {
            let Some(kind) = schema::kind(&record.kind) else {
                continue;
            };
            for spec in kind
                .fields
                .iter()
                .filter(|spec| may_change(kind.id, spec.name))
            {
                let Some(edit) = self.update.edits.get(&key_of(record.id, spec.name)) else {
                    continue;
                };
                let was = record.value(spec.name);
                match value_of(spec, &edit.typed) {
                    Ok(is) if same(&is, &was) => {}
                    Ok(is) => changes.push(FieldChange {
                        record: record.id,
                        kind: record.kind.clone(),
                        field: spec.name.to_owned(),
                        was,
                        is,
                        at: edit.at,
                    }),
                    Err(error) => errors.push(error),
                }
            }
        }
        changes
    }

    /// A record as it will be: what is known of it, with what is being typed.
    fn whole(&self, id: RecordId, errors: &mut Vec<FieldError>) -> Option<KnownRecord> {
        let mut all = self.known.iter().chain(&self.update.added);
        let record = all.find(|record| record.id == id)?;
        let kind = schema::kind(&record.kind)?;
        let mut fields: BTreeMap<_, _> = record.fields.clone();
        for spec in kind
            .fields
            .iter()
            .filter(|spec| may_change(kind.id, spec.name))
        {
            let Some(edit) = self.update.edits.get(&key_of(id, spec.name)) else {
                continue;
            };
            match value_of(spec, &edit.typed) {
                Ok(value) if is_empty(&value) => drop(fields.remove(spec.name)),
                Ok(value) => drop(fields.insert(spec.name.to_owned(), value)),
                Err(error) if !errors.contains(&error) => errors.push(error),
                Err(_) => {}
            }
        }
        let missing = kind.fields.iter().find(|spec| {
            spec.required && may_change(kind.id, spec.name) && !fields.contains_key(spec.name)
        });
        if let Some(spec) = missing {
            let error = FieldError::new(spec, "Please fill this in.");
            if !errors.iter().any(|known| known.field == error.field) {
                errors.push(error);
            }
        }
        Some(KnownRecord {
            fields,
            ..record.clone()
        })
    }

    fn happened_on(&self, errors: &mut Vec<FieldError>) -> Option<Day> {
        let typed = self.update.happened_on.trim();
        if typed.is_empty() {
            return None;
        }
        let read = Day::parse_uk(typed);
        read.map_err(|error| {
            errors.push(FieldError {
                field: "happened_on".to_owned(),
                label: "When".to_owned(),
                problem: error.to_string(),
            });
        })
        .ok()
    }

    /// Notes that an answer was sent: it goes into the history, what it says is known from now on, and the next update
    /// begins empty. Sending the same answer again only notes the time.
    pub fn note_sent(&mut self, answer: &Answer, now_ms: u64) {
        if let Some(sent) = self
            .sent
            .iter_mut()
            .find(|sent| sent.answer.id == answer.id)
        {
            sent.at = now_ms;
            return;
        }
        for change in &answer.changes {
            if let Some(record) = self.known.iter_mut().find(|it| it.id == change.record) {
                if is_empty(&change.is) {
                    record.fields.remove(&change.field);
                } else {
                    record
                        .fields
                        .insert(change.field.clone(), change.is.clone());
                }
            }
        }
        for added in &answer.additions {
            if added.kind != Venture::KIND && !self.known.iter().any(|it| it.id == added.id) {
                self.known.push(added.clone());
            }
        }
        self.update = Update::default();
        self.sent.push(Sent {
            at: now_ms,
            answer: answer.clone(),
        });
    }
}
