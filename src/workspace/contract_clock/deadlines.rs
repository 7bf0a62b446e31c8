//! The days of opportunities we go for, and of promises we made.

use super::{Mark, MarkKind, named_in};
use crate::{
    domain::{
        dates::Day,
        opportunities::{is_live, is_ours},
        records::{Bid, Opportunity, SocialValuePromise},
    },
    ledger::{
        Fields, RecordId,
        id_map::{IdMap, IdSet},
    },
    workspace::open::Workspace,
};

/// What is read of each opportunity: how it stands, and the dates that are deadlines, the buyer's and our own.
const FIELDS: [&str; 9] = [
    "status",
    "decision",
    "ocid",
    "deadline",
    "decide_by",
    "draft_by",
    "interest_by",
    "questions_by",
    "submit_by",
];
/// What those dates are, in the same order.
const DATES: [MarkKind; 6] = [
    MarkKind::Deadline,
    MarkKind::Decide,
    MarkKind::Draft,
    MarkKind::Interest,
    MarkKind::Questions,
    MarkKind::Submit,
];

impl Workspace {
    /// Deadlines up to a day of opportunities that we go for and for which no bid was sent off yet. A notice that nobody
    /// goes for has no deadline of ours.
    pub(in crate::workspace) fn deadlines(&self, until: Day) -> Vec<Mark> {
        let until = until.iso();
        let fields = Fields::new(FIELDS, self.records());
        // Of those that others published, what counts is known once all are read.
        let (mut found, mut open) = (Vec::new(), Vec::new());
        for record in self.records().of_kind(Opportunity::KIND) {
            let [status, decision, ocid, dates @ ..] = fields.of(&record);
            let (status, decision) = (status.text().unwrap_or_default(), decision.text());
            // What was sent off waits for the buyer alone.
            let is_before_bid =
                is_live(status) && !matches!(status, "submitted" | "preferred" | "won");
            if !is_before_bid || decision == Some("no_go") {
                continue;
            }
            let has_notice = ocid.text().is_some_and(|ocid| !ocid.is_empty());
            let is_sure = is_ours(status) || status == "conversation" || !has_notice;
            let marks = if is_sure { &mut found } else { &mut open };
            for (date, kind) in dates.iter().zip(DATES) {
                // Compared as they are stored: ISO text sorts as the days do.
                let day = date.text().filter(|text| *text <= until.as_str());
                // Once it was decided there is nothing to decide.
                let is_done =
                    kind == MarkKind::Decide && decision.is_some_and(|said| said != "wait");
                if let Some(day) = day
                    .filter(|_| !is_done)
                    .and_then(|day| Day::parse(day).ok())
                {
                    marks.push(Mark::on(record.id(), kind, day));
                }
            }
        }
        if !open.is_empty() {
            let bid_for = self.bid_for();
            open.retain(|mark| bid_for.contains(&mark.record));
            found.extend(open);
        }
        found
    }

    /// Opportunities for which one of our bids is open or has won.
    fn bid_for(&self) -> IdSet<RecordId> {
        let fields = Fields::new(["outcome", "opportunity"], self.records());
        let bids = self.records().of_kind(Bid::KIND);
        let bid_for = bids.filter_map(|bid| {
            let [outcome, opportunity] = fields.of(&bid);
            let stands = outcome.text().is_none_or(|outcome| outcome == "won");
            RecordId::parse(opportunity.text().filter(|_| stands)?).ok()
        });
        bid_for.collect()
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
            let lead = named_in(&record, "venture").or_else(|| {
                let contract = self.record(named_in(&record, "contract")?)?;
                named_in(&contract, "venture")
            });
            let partners = record.items("partners");
            let partners = partners
                .iter()
                .filter_map(|id| RecordId::parse(id.text()?).ok());
            found.insert(mark.record, lead.into_iter().chain(partners).collect());
        }
        for bid in self.records().of_kind(Bid::KIND) {
            let ventures = named_in(&bid, "opportunity").and_then(|id| found.get_mut(&id));
            if let (Some(ventures), Some(venture)) = (ventures, named_in(&bid, "venture"))
                && !ventures.contains(&venture)
            {
                ventures.push(venture);
            }
        }
        found
    }
}
