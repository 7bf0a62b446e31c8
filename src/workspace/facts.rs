//! What is known about each venture from the records around it, kept up to date as they change.

use std::sync::{Arc, OnceLock};

use super::belonging::Belonging;
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        names::search_key,
        records::{Capital, Entry, Step, Venture},
    },
    ledger::{
        RecordId, RecordRef, Records,
        id_map::{IdMap, IdSet},
    },
};

/// The next thing to do for a venture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The step's record.
    pub step: RecordId,
    /// What.
    pub what: String,
    /// By when.
    pub due: Option<Day>,
}

/// Facts about one venture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VentureFacts {
    /// Everything that names this venture in its `venture` field: entries, steps, capital, moves, checks, papers.
    pub around: Vec<RecordId>,
    /// The day of the latest entry.
    pub last_heard: Option<Day>,
    /// The open step that is due first; steps without a day come last.
    pub next_step: Option<NextStep>,
    /// How many steps are open.
    pub open_steps: usize,
    /// Money secured or received, in pence.
    pub secured: Pence,
    /// Money asked for or offered, in pence.
    pub hoped: Pence,
}

/// A venture's words as they are compared: folded, without marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VentureWords {
    /// Its name.
    pub name: String,
    /// Name, line, whom it is for, themes and need.
    pub all: String,
}

impl VentureWords {
    fn of(venture: &Venture) -> Self {
        let Venture {
            name,
            one_line,
            who_for,
            need,
            themes,
            ..
        } = venture;
        let all = format!("{name} {one_line} {who_for} {} {need}", themes.join(" "));
        Self {
            name: search_key(name),
            all: search_key(&all),
        }
    }
}

/// Facts about every venture, and the ventures themselves in typed form.
#[derive(Default)]
pub struct Facts {
    ventures: IdMap<RecordId, Arc<Venture>>,
    /// Folded when first asked for, and again after a change.
    words: IdMap<RecordId, OnceLock<VentureWords>>,
    facts: IdMap<RecordId, VentureFacts>,
    owner: IdMap<RecordId, RecordId>,
    /// Records that a person should look at; found when first asked for, then kept up to date.
    unsettled: OnceLock<IdSet<RecordId>>,
    /// What belongs to opportunities and contracts; found when first asked for, then kept up to date.
    belonging: OnceLock<Belonging>,
}

fn named_venture(record: &RecordRef<'_>) -> Option<RecordId> {
    RecordId::parse(record.value("venture").text()?).ok()
}

impl Facts {
    /// Reads everything once.
    pub fn read(records: &Records) -> Self {
        let mut facts = Self::default();
        // Most records belong to a venture.
        facts.owner.reserve(records.len());
        let kinds: Vec<_> = records.kinds().cloned().collect();
        for kind in kinds {
            if &*kind == Venture::KIND {
                for record in records.of_kind(&kind) {
                    facts
                        .ventures
                        .insert(record.id(), Arc::new(Venture::read(record)));
                    facts.words.insert(record.id(), OnceLock::new());
                }
                continue;
            }
            for record in records.of_kind(&kind) {
                if let Some(venture) = named_venture(&record) {
                    facts.owner.insert(record.id(), venture);
                    let around = facts.facts.entry(venture).or_default();
                    around.around.push(record.id());
                    add(around, &record);
                }
            }
        }
        facts
    }

    /// Takes note of records that changed. Answers the ventures whose facts may differ now.
    pub fn note(&mut self, records: &Records, touched: &[RecordId]) -> Vec<RecordId> {
        if let Some(unsettled) = self.unsettled.get_mut() {
            for id in touched {
                if records.get(*id).is_some_and(|record| record.is_unsettled()) {
                    unsettled.insert(*id);
                } else {
                    unsettled.remove(id);
                }
            }
        }
        if let Some(belonging) = self.belonging.get_mut() {
            belonging.note(records, touched);
        }
        let mut stale: IdSet<RecordId> = IdSet::default();
        for id in touched {
            let present = records.present(*id);
            if records
                .get(*id)
                .is_some_and(|record| &**record.kind() == Venture::KIND)
            {
                match present {
                    Some(record) => self.put(&Arc::new(Venture::read(record))),
                    None => {
                        self.ventures.remove(id);
                        self.words.remove(id);
                    }
                }
                stale.insert(*id);
                continue;
            }
            let before = self.owner.remove(id);
            let after = present.as_ref().and_then(named_venture);
            if let Some(venture) = after {
                self.owner.insert(*id, venture);
            }
            if before != after {
                if let Some(facts) = before.and_then(|venture| self.facts.get_mut(&venture)) {
                    facts.around.retain(|around| around != id);
                }
                if let Some(venture) = after {
                    self.facts.entry(venture).or_default().around.push(*id);
                }
            }
            stale.extend(before.into_iter().chain(after));
        }
        for venture in &stale {
            self.recount(records, *venture);
        }
        stale.into_iter().collect()
    }

    /// Takes in a venture as it is now. Its words are folded anew only when they differ: a move changes none.
    fn put(&mut self, venture: &Arc<Venture>) {
        let said = |venture: &Venture| {
            let Venture {
                name,
                one_line,
                who_for,
                need,
                themes,
                ..
            } = venture;
            (
                name.clone(),
                one_line.clone(),
                who_for.clone(),
                need.clone(),
                themes.clone(),
            )
        };
        let id = venture.id;
        let before = self.ventures.insert(id, Arc::clone(venture));
        if before.is_none_or(|before| said(&before) != said(venture)) {
            self.words.insert(id, OnceLock::new());
        }
    }

    fn recount(&mut self, records: &Records, venture: RecordId) {
        if let Some(facts) = self.facts.get_mut(&venture) {
            let mut fresh = VentureFacts {
                around: std::mem::take(&mut facts.around),
                ..VentureFacts::default()
            };
            let around = std::mem::take(&mut fresh.around);
            for record in around.iter().filter_map(|id| records.present(*id)) {
                add(&mut fresh, &record);
            }
            fresh.around = around;
            *facts = fresh;
        }
    }

    /// A venture that is not deleted.
    pub fn venture(&self, id: RecordId) -> Option<&Arc<Venture>> {
        self.ventures.get(&id)
    }

    /// A venture's words as they are compared; `None` when it is deleted.
    pub fn words(&self, id: RecordId) -> Option<&VentureWords> {
        let venture = self.ventures.get(&id)?;
        Some(
            self.words
                .get(&id)?
                .get_or_init(|| VentureWords::of(venture)),
        )
    }

    /// All ventures that are not deleted, in no order.
    pub fn ventures(&self) -> impl Iterator<Item = &Arc<Venture>> {
        self.ventures.values()
    }

    /// How many ventures there are.
    pub fn venture_count(&self) -> usize {
        self.ventures.len()
    }

    /// Records in which two values stand, or that were edited after they were deleted.
    pub fn unsettled(&self, records: &Records) -> &IdSet<RecordId> {
        self.unsettled.get_or_init(|| {
            let all = records.kinds().flat_map(|kind| records.ids_of_kind(kind));
            all.filter(|id| {
                records
                    .get(**id)
                    .is_some_and(|record| record.is_unsettled())
            })
            .copied()
            .collect()
        })
    }

    /// What belongs to opportunities and contracts.
    pub fn belonging(&self, records: &Records) -> &Belonging {
        self.belonging.get_or_init(|| Belonging::read(records))
    }

    /// Facts about one venture.
    pub fn of(&self, venture: RecordId) -> Option<&VentureFacts> {
        self.facts.get(&venture)
    }
}

/// Counts one record in.
fn add(facts: &mut VentureFacts, record: &RecordRef<'_>) {
    let day = |field: &str| {
        record
            .value(field)
            .text()
            .and_then(|text| Day::parse(text).ok())
    };
    match &**record.kind() {
        Entry::KIND => facts.last_heard = facts.last_heard.max(day("happened_on")),
        Step::KIND if day("done_on").is_none() => {
            facts.open_steps += 1;
            let due = day("due");
            let sooner = |known: &NextStep| match (due, known.due) {
                (Some(this), Some(other)) => (this, record.id()) < (other, known.step),
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => record.id() < known.step,
            };
            if facts.next_step.as_ref().is_none_or(sooner) {
                let what = record.value("what").text().unwrap_or_default().to_owned();
                facts.next_step = Some(NextStep {
                    step: record.id(),
                    what,
                    due,
                });
            }
        }
        Capital::KIND => {
            let Some(amount) = record.value("amount").int().map(Pence) else {
                return;
            };
            let sum = match record.value("status").text() {
                Some("secured" | "received") => &mut facts.secured,
                Some("sought" | "offered") => &mut facts.hoped,
                _ => return,
            };
            *sum = sum.checked_add(amount).unwrap_or(Pence(i64::MAX));
        }
        _ => {}
    }
}
