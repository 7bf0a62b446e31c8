//! What wants attention today and why: nudges for the team, each leading to what can be done about it.
//!
//! Finding the items costs one pass over the steps, papers and ventures; their words are put together only for those
//! that are drawn ([`Workspace::attention_line`]).

mod ahead;
mod clock;
mod lines;

use super::{
    open::Workspace,
    reviews::reviews_due,
    shown::{is_active, quiet_since},
};
use crate::{
    domain::{
        attention::{DUE_SOON_DAYS, EXPIRY_NOTICE_DAYS, days_in_stage, is_long_in_stage},
        dates::Day,
        records::{Document, Step, Venture},
    },
    ledger::{RecordId, RecordRef, id_map::IdSet, ordering},
};

pub use ahead::{ComingUp, StageTally};
pub use lines::{AttentionLine, attention_sentence};

/// Why something is on the list; groups stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttentionKind {
    /// Two values stand, or a deleted record was edited: a merge brought together what people did apart.
    Unsettled,
    /// Steps whose day has passed.
    Overdue,
    /// Steps due today or within [`DUE_SOON_DAYS`].
    DueSoon,
    /// Bids, decisions and promises whose day has passed or comes soon.
    Deadlines,
    /// Contracts of ours that end, or whose extension has to be decided, soon.
    Contracts,
    /// Contracts, ours and others', about whose time after the end a buyer should be talked to now, and nobody has.
    TimeToTalk,
    /// Papers that ran out, or will within [`EXPIRY_NOTICE_DAYS`].
    Papers,
    /// Ventures not heard from.
    Quiet,
    /// Ventures longer in their stage than the stage expects.
    LongInStage,
    /// Ventures that name somebody or something that was deleted.
    NamesDeleted,
    /// People whose details we said we would ask about.
    Review,
}

impl AttentionKind {
    /// The group's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Unsettled => "Wants a decision",
            Self::Overdue => "Overdue steps",
            Self::DueSoon => "Due within a week",
            Self::Deadlines => "Bids and promises due",
            Self::Contracts => "Contracts that end or wait for a decision",
            Self::TimeToTalk => "Time to talk about what follows",
            Self::Papers => "Papers running out",
            Self::Quiet => "Not heard from",
            Self::LongInStage => "Long in one stage",
            Self::NamesDeleted => "Named, but deleted",
            Self::Review => "Ask again whether we may keep details",
        }
    }
}

/// One thing that wants attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttentionItem {
    /// The step, paper, person, venture, opportunity, contract, promise or unsettled record.
    pub record: RecordId,
    /// The venture it is about, if it is about one.
    pub venture: Option<RecordId>,
    /// The day that matters: due, runs out, last heard, in the stage since, ask again on.
    pub day: Option<Day>,
    /// The field that names a deleted record; for a day on the contract clock, the id of its kind.
    pub field: Option<&'static str>,
}

/// All items of one kind, the most pressing first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttentionGroup {
    /// Why they are on the list.
    pub kind: AttentionKind,
    /// The items; never empty.
    pub items: Vec<AttentionItem>,
}

fn day_in(record: &RecordRef<'_>, field: &str) -> Option<Day> {
    record
        .value(field)
        .text()
        .and_then(|text| Day::parse(text).ok())
}

fn venture_of(record: &RecordRef<'_>) -> Option<RecordId> {
    record
        .value("venture")
        .text()
        .and_then(|text| RecordId::parse(text).ok())
}

fn about_venture(venture: RecordId, day: Option<Day>) -> AttentionItem {
    AttentionItem {
        record: venture,
        venture: Some(venture),
        day,
        field: None,
    }
}

impl Workspace {
    /// What wants attention, in groups; groups with nothing in them are left out.
    pub fn attention(&self, today: Day) -> Vec<AttentionGroup> {
        let (overdue, due_soon) = self.open_steps(today);
        let (quiet, long) = self.slow_ventures(today);
        let (contracts, talk) = self.contracts_to_see_to(today);
        let found = [
            (AttentionKind::Unsettled, self.unsettled()),
            (AttentionKind::Overdue, overdue),
            (AttentionKind::DueSoon, due_soon),
            (AttentionKind::Deadlines, self.bids_and_promises_due(today)),
            (AttentionKind::Contracts, contracts),
            (AttentionKind::TimeToTalk, talk),
            (AttentionKind::Papers, self.papers_running_out(today)),
            (AttentionKind::Quiet, quiet),
            (AttentionKind::LongInStage, long),
            (AttentionKind::NamesDeleted, self.naming_deleted()),
            (AttentionKind::Review, self.details_to_review(today)),
        ];
        found
            .into_iter()
            .filter(|(_, items)| !items.is_empty())
            .map(|(kind, mut items)| {
                // What waits longest comes first; what has no day, last.
                ordering::sort_by_key(&mut items, |item| {
                    (item.day.is_none(), item.day, item.record)
                });
                AttentionGroup { kind, items }
            })
            .collect()
    }

    fn unsettled(&self) -> Vec<AttentionItem> {
        let item = |id: &RecordId| {
            let record = self.records().get(*id)?;
            Some(AttentionItem {
                record: *id,
                venture: venture_of(&record),
                day: None,
                field: None,
            })
        };
        self.facts()
            .unsettled(self.records())
            .iter()
            .filter_map(item)
            .collect()
    }

    fn open_steps(&self, today: Day) -> (Vec<AttentionItem>, Vec<AttentionItem>) {
        let until = today.plus_days(DUE_SOON_DAYS);
        let (mut overdue, mut soon) = (Vec::new(), Vec::new());
        for step in self.records().of_kind(Step::KIND) {
            let Some(due) = day_in(&step, "due").filter(|due| *due <= until) else {
                continue;
            };
            if day_in(&step, "done_on").is_some() {
                continue;
            }
            let item = AttentionItem {
                record: step.id(),
                venture: venture_of(&step),
                day: Some(due),
                field: None,
            };
            if due < today {
                overdue.push(item)
            } else {
                soon.push(item)
            }
        }
        (overdue, soon)
    }

    fn papers_running_out(&self, today: Day) -> Vec<AttentionItem> {
        let until = today.plus_days(EXPIRY_NOTICE_DAYS);
        let papers = self.records().of_kind(Document::KIND).filter_map(|paper| {
            let day = day_in(&paper, "expires").filter(|day| *day <= until)?;
            let venture = venture_of(&paper)
                .filter(|id| self.facts().venture(*id).is_some_and(|it| is_active(it)))?;
            Some(AttentionItem {
                record: paper.id(),
                venture: Some(venture),
                day: Some(day),
                field: None,
            })
        });
        papers.collect()
    }

    /// Ventures not heard from, and ventures long in their stage.
    fn slow_ventures(&self, today: Day) -> (Vec<AttentionItem>, Vec<AttentionItem>) {
        let (mut quiet, mut long) = (Vec::new(), Vec::new());
        for venture in self.facts().ventures().filter(|venture| is_active(venture)) {
            let silent = quiet_since(self, venture, today);
            if silent.is_some() {
                quiet.push(about_venture(venture.id, silent));
            }
            let limit = self
                .journey()
                .stage(&venture.stage)
                .and_then(|stage| stage.attention_after_days);
            if is_long_in_stage(days_in_stage(venture.stage_since, today), limit) {
                long.push(about_venture(venture.id, venture.stage_since));
            }
        }
        (quiet, long)
    }

    /// A merge may delete a lead while somebody gives that lead a venture: nothing is refused, it is listed (rule L13).
    fn naming_deleted(&self) -> Vec<AttentionItem> {
        let kinds = ["colleague", "contact", "organisation", "place", "programme"];
        let all = kinds
            .iter()
            .flat_map(|kind| self.records().ids_of_kind(kind));
        let deleted: IdSet<RecordId> = all
            .filter(|id| self.record(**id).is_none())
            .copied()
            .collect();
        if deleted.is_empty() {
            return Vec::new();
        }
        let named = self
            .facts()
            .ventures()
            .filter(|venture| is_active(venture))
            .filter_map(|venture| {
                let Venture {
                    lead,
                    organisation,
                    parent_body,
                    programme,
                    founders,
                    places,
                    ..
                } = &**venture;
                let one = |id: &Option<RecordId>| id.is_some_and(|id| deleted.contains(&id));
                let many = |ids: &[RecordId]| ids.iter().any(|id| deleted.contains(id));
                let field = [
                    ("lead", one(lead)),
                    ("organisation", one(organisation)),
                    ("parent_body", one(parent_body)),
                    ("programme", one(programme)),
                    ("founders", many(founders)),
                    ("places", many(places)),
                ]
                .into_iter()
                .find(|(_, names)| *names)?;
                Some(AttentionItem {
                    field: Some(field.0),
                    ..about_venture(venture.id, None)
                })
            });
        named.collect()
    }

    fn details_to_review(&self, today: Day) -> Vec<AttentionItem> {
        let people = reviews_due(self, today).into_iter();
        people
            .map(|review| AttentionItem {
                record: review.person,
                venture: None,
                day: Some(review.due),
                field: None,
            })
            .collect()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
