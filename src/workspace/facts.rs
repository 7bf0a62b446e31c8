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
        Change, Op, RecordId, RecordRef, Records,
        id_map::{IdMap, IdSet},
        ordering,
    },
};

/// With more records than this at once, ventures are put in order anew and not one by one into their places.
const MOST_PUT_IN_PLACE: usize = 100;

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

/// A venture under its name as names are compared: folded, without marks.
type Named = (String, Arc<Venture>);

fn named(venture: &Arc<Venture>) -> Named {
    (search_key(&venture.name), Arc::clone(venture))
}

/// The order of names; ventures of one name stand in the order of their ids.
fn place((name, venture): &Named) -> (&str, RecordId) {
    (name, venture.id)
}

/// A venture's words as they are compared: name, line, whom it is for, themes and need.
fn words_of(venture: &Venture) -> String {
    let Venture {
        name,
        one_line,
        who_for,
        need,
        themes,
        ..
    } = venture;
    search_key(&format!(
        "{name} {one_line} {who_for} {} {need}",
        themes.join(" ")
    ))
}

/// Facts about every venture, and the ventures themselves in typed form.
#[derive(Default)]
pub struct Facts {
    ventures: IdMap<RecordId, Arc<Venture>>,
    /// Folded when first asked for, and again after a change.
    words: IdMap<RecordId, OnceLock<String>>,
    /// In the order of their names; ordered when first asked for, then kept in order.
    by_name: OnceLock<Vec<Named>>,
    facts: IdMap<RecordId, VentureFacts>,
    /// Records that a person should look at; found when first asked for, then kept up to date.
    unsettled: OnceLock<IdSet<RecordId>>,
    /// What belongs to opportunities and contracts; found when first asked for, then kept up to date.
    belonging: OnceLock<Belonging>,
}

/// The venture that a record belongs to.
fn named_venture(record: &RecordRef<'_>) -> Option<RecordId> {
    RecordId::parse(record.value("venture").text()?).ok()
}

/// Which ventures the records of some changes belonged to before the changes came in. The records themselves say so;
/// to remember it for all of them would take as long as reading a region.
#[derive(Default)]
pub struct Before(IdMap<RecordId, Option<RecordId>>);

impl Before {
    /// Looks at the records that a change is about to touch.
    pub fn look(&mut self, records: &Records, change: &Change) {
        for id in change.ops.iter().filter_map(Op::record) {
            let venture = || records.present(id).as_ref().and_then(named_venture);
            self.0.entry(id).or_insert_with(venture);
        }
    }
}

impl Facts {
    /// Reads everything once.
    pub fn read(records: &Records) -> Self {
        let mut facts = Self::default();
        for record in records.of_kind(Venture::KIND) {
            let venture = Arc::new(Venture::read(record));
            facts.words.insert(venture.id, OnceLock::new());
            facts.ventures.insert(venture.id, venture);
        }
        facts.facts.reserve(facts.ventures.len());
        for kind in records.kinds().filter(|kind| &***kind != Venture::KIND) {
            for record in records.of_kind(kind) {
                if let Some(venture) = named_venture(&record) {
                    let around = facts.facts.entry(venture).or_default();
                    around.around.push(record.id());
                    add(around, &record);
                }
            }
        }
        facts
    }

    /// Takes note of records that changed since `before`. Answers the ventures whose facts may differ now.
    pub fn note(
        &mut self,
        records: &Records,
        touched: &[RecordId],
        mut before: Before,
    ) -> Vec<RecordId> {
        if touched.len() > MOST_PUT_IN_PLACE {
            self.by_name.take();
        }
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
                let venture = present.map(|record| Arc::new(Venture::read(record)));
                self.put(*id, venture.as_ref());
                stale.insert(*id);
                continue;
            }
            // One that several changes touched is listed several times.
            let Some(before) = before.0.remove(id) else {
                continue;
            };
            let after = present.as_ref().and_then(named_venture);
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

    /// Takes in a venture as it is now, or that it is gone.
    fn put(&mut self, id: RecordId, venture: Option<&Arc<Venture>>) {
        self.words.remove(&id);
        let before = match venture {
            Some(venture) => {
                self.words.insert(id, OnceLock::new());
                self.ventures.insert(id, Arc::clone(venture))
            }
            None => self.ventures.remove(&id),
        };
        let Some(by_name) = self.by_name.get_mut() else {
            return;
        };
        let find = |by_name: &[Named], wanted: &Named| {
            by_name.binary_search_by(|known| place(known).cmp(&place(wanted)))
        };
        if let Some(Ok(at)) = before.map(|before| find(by_name, &named(&before))) {
            by_name.remove(at);
        }
        if let Some(named) = venture.map(named)
            && let Err(at) = find(by_name, &named)
        {
            by_name.insert(at, named);
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

    /// A venture's words as they are compared: name, line, whom it is for, themes and need. Nothing when it is deleted.
    pub fn words(&self, id: RecordId) -> Option<&str> {
        let venture = self.ventures.get(&id)?;
        let words = self.words.get(&id)?;
        Some(words.get_or_init(|| words_of(venture)))
    }

    /// All ventures that are not deleted with their names as names are compared, in the order of these and of their ids.
    pub fn by_name(&self) -> &[(String, Arc<Venture>)] {
        self.by_name.get_or_init(|| {
            let mut by_name: Vec<Named> = self.ventures.values().map(named).collect();
            ordering::sort_by(&mut by_name, |one, other| place(one).cmp(&place(other)));
            by_name
        })
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

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
