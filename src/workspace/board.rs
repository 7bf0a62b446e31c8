//! The board: columns with counts, sums and cards in order.

use super::{
    open::Workspace,
    places::place_names,
    shown::{GroupBy, NONE, ShownSet, disposition, filter_values, value_label},
};
use crate::{
    domain::{
        attention::{days_in_stage, is_long_in_stage},
        dates::Day,
        money::Pence,
        names::search_key,
        records::{Colleague, Place, Programme, Venture},
        vocabulary::DISPOSITIONS,
    },
    ledger::{RecordId, ordering},
};

/// More empty columns than this would hide those that are not.
const MOST_IDLE_COLUMNS: usize = 12;

/// One column of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardColumn {
    /// The stage's, person's or other id that ventures in this column share; [`NONE`] when they have none.
    pub key: String,
    /// What people read.
    pub label: String,
    /// What the stage is for; empty for other groupings.
    pub purpose: String,
    /// Where a stage stands in the journey, for its colour; `None` for other groupings.
    pub place: Option<usize>,
    /// Money secured or received by these ventures.
    pub secured: Pence,
    /// Money sought or offered.
    pub hoped: Pence,
    /// How many have been here for longer than the stage's threshold.
    pub long_here: usize,
    /// The ventures, in the set's order.
    pub cards: Vec<RecordId>,
}

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The venture.
    pub venture: RecordId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub one_line: String,
    /// Its stage's id.
    pub stage: String,
    /// Days in its stage.
    pub days: Option<i64>,
    /// Whether that is longer than the stage's threshold.
    pub long_here: bool,
    /// The next step, if any.
    pub next: Option<String>,
    /// By when.
    pub due: Option<Day>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The lead coach's name.
    pub lead: String,
    /// The first place's name.
    pub place: String,
}

impl Workspace {
    /// The board for a set. Columns of the grouping are shown also when they are empty, as long as they are in use.
    pub fn board(&self, set: &ShownSet, today: Day) -> Vec<BoardColumn> {
        let mut columns = self.board_columns(set);
        let known = columns.iter().enumerate();
        let mut at = ordering::map_of(known.map(|(at, column)| (column.key.clone(), at)));
        for venture in set.select(self, today) {
            let facts = self.facts().of(venture.id);
            let limit = self
                .journey()
                .stage(&venture.stage)
                .and_then(|stage| stage.attention_after_days);
            let long_here = is_long_in_stage(days_in_stage(venture.stage_since, today), limit);
            each_key(set.group, &venture, &mut |key| {
                let slot = at.get(key).copied().unwrap_or_else(|| {
                    columns.push(self.empty_column(set.group, key));
                    at.insert(key.to_owned(), columns.len() - 1);
                    columns.len() - 1
                });
                let Some(column) = columns.get_mut(slot) else {
                    return;
                };
                column.cards.push(venture.id);
                column.long_here += usize::from(long_here);
                let sum = |sum: Pence, more: Option<Pence>| {
                    more.and_then(|more| sum.checked_add(more)).unwrap_or(sum)
                };
                column.secured = sum(column.secured, facts.map(|facts| facts.secured));
                column.hoped = sum(column.hoped, facts.map(|facts| facts.hoped));
            });
        }
        columns
    }

    fn board_columns(&self, set: &ShownSet) -> Vec<BoardColumn> {
        let field = set.group.id();
        let wanted = |key: &String| {
            set.filters
                .get(field)
                .is_none_or(|accepted| accepted.contains(key))
        };
        let keys: Vec<String> = match set.group {
            GroupBy::Stage => self
                .journey()
                .stages()
                .map(|stage| stage.code.clone())
                .collect(),
            GroupBy::Disposition if set.filters.contains_key("disposition") => DISPOSITIONS
                .iter()
                .map(|choice| choice.id.to_owned())
                .collect(),
            GroupBy::Disposition => vec!["active".to_owned()],
            _ => self.keys_in_use(set.group),
        };
        keys.iter()
            .filter(|key| wanted(key))
            .map(|key| self.empty_column(set.group, key))
            .collect()
    }

    /// Everybody who could lead, every programme, every place: also those without a venture, to drop one on. Those who
    /// have left stay as long as they have ventures. Nobody, none, comes last.
    fn keys_in_use(&self, group: GroupBy) -> Vec<String> {
        let (kind, field) = match group {
            GroupBy::Lead => (Colleague::KIND, group.id()),
            GroupBy::Programme => (Programme::KIND, group.id()),
            _ => (Place::KIND, group.id()),
        };
        let mut keys: Vec<String> = filter_values(self, field)
            .into_iter()
            .map(|(id, _, _)| id)
            .collect();
        let idle = self
            .records()
            .of_kind(kind)
            .filter(|record| record.value("left").to_value() != true);
        let idle: Vec<String> = idle
            .map(|record| record.id().to_string())
            .filter(|id| !keys.contains(id))
            .collect();
        // A region has more places than a board can show at once: only those with ventures then.
        if idle.len() <= MOST_IDLE_COLUMNS {
            keys.extend(idle);
        }
        if !keys.iter().any(|key| key == NONE) {
            keys.push(NONE.to_owned());
        }
        ordering::sort_by_key(&mut keys, |key| {
            (key == NONE, search_key(&value_label(self, field, key)))
        });
        keys
    }

    fn empty_column(&self, group: GroupBy, key: &str) -> BoardColumn {
        let stage = (group == GroupBy::Stage)
            .then(|| self.journey().stage(key))
            .flatten();
        BoardColumn {
            key: key.to_owned(),
            label: value_label(self, group.id(), key),
            purpose: stage.map(|stage| stage.purpose.clone()).unwrap_or_default(),
            place: stage.map(|_| self.journey().position(key)),
            secured: Pence(0),
            hoped: Pence(0),
            long_here: 0,
            cards: Vec::new(),
        }
    }

    /// What a venture's card says; `None` when the venture is gone.
    pub fn card(&self, venture: RecordId, today: Day) -> Option<Card> {
        let venture = self.facts().venture(venture)?;
        let next = self
            .facts()
            .of(venture.id)
            .and_then(|facts| facts.next_step.as_ref());
        let name = |id: Option<&RecordId>| {
            let record = id.and_then(|id| self.record(*id));
            record
                .and_then(|record| record.value("name").text())
                .unwrap_or_default()
                .to_owned()
        };
        let days = days_in_stage(venture.stage_since, today);
        let limit = self
            .journey()
            .stage(&venture.stage)
            .and_then(|stage| stage.attention_after_days);
        let due = next.and_then(|step| step.due);
        Some(Card {
            venture: venture.id,
            name: venture.name.clone(),
            one_line: venture.one_line.clone(),
            stage: venture.stage.clone(),
            days,
            long_here: is_long_in_stage(days, limit),
            next: next.map(|step| step.what.clone()),
            due,
            overdue: due.is_some_and(|due| due < today),
            lead: name(venture.lead.as_ref()),
            place: place_names(self, &venture.places)
                .into_iter()
                .next()
                .unwrap_or_default(),
        })
    }
}

/// Tells the columns that a venture belongs to.
fn each_key(group: GroupBy, venture: &Venture, tell: &mut dyn FnMut(&str)) {
    let mut tell_id = |id: Option<&RecordId>| match id {
        Some(id) => tell(&id.to_string()),
        None => tell(NONE),
    };
    match group {
        GroupBy::Lead => tell_id(venture.lead.as_ref()),
        GroupBy::Programme => tell_id(venture.programme.as_ref()),
        GroupBy::Place if venture.places.is_empty() => tell_id(None),
        GroupBy::Place => venture.places.iter().for_each(|id| tell_id(Some(id))),
        GroupBy::Stage => tell(&venture.stage),
        GroupBy::Disposition => tell(disposition(venture)),
    }
}

#[cfg(test)]
mod tests;
