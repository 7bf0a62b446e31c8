//! The days of opportunities we go for, and of promises we made.

use super::{Mark, MarkKind};
use crate::{
    domain::{
        dates::Day,
        opportunities::{is_live, is_ours},
        records::{Bid, Opportunity, SocialValuePromise},
    },
    ledger::{
        RecordId, RecordRef,
        id_map::{IdMap, IdSet},
    },
    workspace::open::Workspace,
};

/// The dates of an opportunity that are deadlines, the buyer's and our own.
const DATES: [(&str, MarkKind); 6] = [
    ("decide_by", MarkKind::Decide),
    ("interest_by", MarkKind::Interest),
    ("questions_by", MarkKind::Questions),
    ("draft_by", MarkKind::Draft),
    ("submit_by", MarkKind::Submit),
    ("deadline", MarkKind::Deadline),
];

fn id_in(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    RecordId::parse(record.value(field).text()?).ok()
}

impl Workspace {
    /// Deadlines up to a day of opportunities that we go for and for which no bid was sent off yet. A notice that nobody
    /// goes for has no deadline of ours.
    pub(in crate::workspace) fn deadlines(&self, until: Day) -> Vec<Mark> {
        let until = until.iso();
        let mut found = Vec::new();
        let mut open: IdMap<RecordId, Vec<Mark>> = IdMap::default();
        for record in self.records().of_kind(Opportunity::KIND) {
            let status = record.value("status").text().unwrap_or_default();
            // What was sent off waits for the buyer alone.
            let is_before_bid =
                is_live(status) && !matches!(status, "submitted" | "preferred" | "won");
            if !is_before_bid || record.value("decision").text() == Some("no_go") {
                continue;
            }
            let marks = marks_until(&record, &until);
            if marks.is_empty() {
                continue;
            }
            let has_notice = record
                .value("ocid")
                .text()
                .is_some_and(|ocid| !ocid.is_empty());
            if is_ours(status) || status == "conversation" || !has_notice {
                found.extend(marks);
            } else {
                open.insert(record.id(), marks);
            }
        }
        if !open.is_empty() {
            let bid_for: IdSet<RecordId> = self
                .records()
                .of_kind(Bid::KIND)
                .filter(|bid| {
                    bid.value("outcome")
                        .text()
                        .is_none_or(|outcome| outcome == "won")
                })
                .filter_map(|bid| id_in(&bid, "opportunity"))
                .collect();
            open.retain(|opportunity, _| bid_for.contains(opportunity));
            found.extend(open.into_values().flatten());
        }
        found
    }

    /// Promises that are due up to a day and were not kept yet.
    pub(in crate::workspace) fn promises_due(&self, until: Day) -> Vec<Mark> {
        let promises = self.records().of_kind(SocialValuePromise::KIND);
        let due = promises.filter_map(|promise| {
            let due = Day::parse(promise.value("due").text()?).ok()?;
            let is_kept = promise.value("kept_on").text().is_some();
            // What was promised in a bid binds nobody until there is a contract.
            let binds = promise.value("contract").text().is_some();
            (due <= until && !is_kept && binds)
                .then(|| Mark::on(promise.id(), MarkKind::Promise, due))
        });
        due.collect()
    }

    /// Our ventures that these days are about, by the record of the day; worked out together, in one pass over the bids.
    pub fn ventures_of_marks(&self, marks: &[Mark]) -> IdMap<RecordId, Vec<RecordId>> {
        let mut found: IdMap<RecordId, Vec<RecordId>> = IdMap::default();
        for mark in marks {
            let Some(record) = self.record(mark.record) else {
                continue;
            };
            let lead = id_in(&record, "venture").or_else(|| {
                let contract = self.record(id_in(&record, "contract")?)?;
                id_in(&contract, "venture")
            });
            let partners = record.items("partners");
            let partners = partners
                .iter()
                .filter_map(|id| RecordId::parse(id.text()?).ok());
            found.insert(mark.record, lead.into_iter().chain(partners).collect());
        }
        for bid in self.records().of_kind(Bid::KIND) {
            let ventures = id_in(&bid, "opportunity").and_then(|id| found.get_mut(&id));
            if let (Some(ventures), Some(venture)) = (ventures, id_in(&bid, "venture"))
                && !ventures.contains(&venture)
            {
                ventures.push(venture);
            }
        }
        found
    }
}

/// The dates of an opportunity up to a day, compared as they are stored: ISO text sorts as the days do.
fn marks_until(record: &RecordRef<'_>, until: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    record.each_value(&mut |name, value| {
        let Some((_, kind)) = DATES.iter().find(|(field, _)| *field == name) else {
            return;
        };
        let day = value.text().filter(|text| *text <= until);
        if let Some(day) = day.and_then(|text| Day::parse(text).ok()) {
            marks.push(Mark::on(record.id(), *kind, day));
        }
    });
    // Once it was decided there is nothing to decide.
    if record
        .value("decision")
        .text()
        .is_some_and(|decision| decision != "wait")
    {
        marks.retain(|mark| mark.kind != MarkKind::Decide);
    }
    marks
}
