//! What the contract clock asks for today: bids and promises due, contracts that end, buyers to talk to.

use super::{
    AttentionItem,
    lines::{AttentionLine, late_words},
};
use crate::{
    domain::{
        attention::{
            BID_NOTICE_DAYS, CONTRACT_END_NOTICE_DAYS, EXTENSION_NOTICE_DAYS, NOTICE_NOTICE_DAYS,
            PROMISE_NOTICE_DAYS,
        },
        dates::Day,
        records::Entry,
        text::capital,
    },
    ledger::{RecordId, id_map::IdMap},
    workspace::{
        contract_clock::{MOST_MONTHS_AHEAD, Mark, MarkKind, marks, named_in},
        open::Workspace,
    },
};

fn item(mark: &Mark, venture: Option<RecordId>) -> AttentionItem {
    AttentionItem {
        record: mark.record,
        venture,
        day: Some(mark.day),
        field: Some(mark.kind.id()),
    }
}

/// Whether a day of a contract of ours is close enough to say so. A day that passed is said as long as something can
/// still be done about it.
fn is_pressing(mark: &Mark, ends: Option<Day>, today: Day) -> bool {
    let ahead = today.days_until(mark.day);
    let has_ended = ends.is_some_and(|ends| ends < today);
    match mark.kind {
        MarkKind::Ends => ahead <= CONTRACT_END_NOTICE_DAYS,
        MarkKind::Extension => ahead <= EXTENSION_NOTICE_DAYS && !has_ended,
        MarkKind::Notice => (0..=NOTICE_NOTICE_DAYS).contains(&ahead),
        _ => false,
    }
}

/// Somebody to talk to: the day from which, the contract, its buyer.
struct ToTalk {
    mark: Mark,
    venture: Option<RecordId>,
    buyer: Option<RecordId>,
}

impl Workspace {
    /// Bids, decisions and promises that are due soon or late. A buyer's date that passed unused is over, save the last
    /// day for bids: somebody should say what became of that.
    pub(super) fn bids_and_promises_due(&self, today: Day) -> Vec<AttentionItem> {
        let mut marks = self.deadlines(today.plus_days(BID_NOTICE_DAYS));
        marks.retain(|mark| match mark.kind {
            MarkKind::Interest | MarkKind::Questions => mark.day >= today,
            _ => true,
        });
        marks.extend(self.promises_due(today.plus_days(PROMISE_NOTICE_DAYS)));
        if marks.is_empty() {
            return Vec::new();
        }
        let ventures = self.ventures_of_marks(&marks);
        let venture = |mark: &Mark| ventures.get(&mark.record)?.first().copied();
        marks.iter().map(|mark| item(mark, venture(mark))).collect()
    }

    /// Contracts that end or wait for a decision, and buyers to talk to.
    pub(super) fn contracts_to_see_to(
        &self,
        today: Day,
    ) -> (Vec<AttentionItem>, Vec<AttentionItem>) {
        let (mut found, mut talk) = (Vec::new(), Vec::new());
        for contract in self.running_contracts(today.plus_months(MOST_MONTHS_AHEAD)) {
            let venture = contract.lead;
            contract.terms.each_mark(&mut |mark| {
                if contract.is_ours() && is_pressing(&mark, contract.terms.ends, today) {
                    found.push(item(&mark, venture));
                }
                if mark.kind == MarkKind::Talk && mark.day <= today && today <= mark.last() {
                    talk.push(ToTalk {
                        mark,
                        venture,
                        buyer: named_in(&contract.record, "buyer"),
                    });
                }
            });
        }
        self.leave_out_who_was_talked_to(&mut talk);
        let talk = talk.iter().map(|talk| item(&talk.mark, talk.venture));
        (found, talk.collect())
    }

    /// A conversation about the contract, or with its buyer, since the time to talk began is what was asked for.
    fn leave_out_who_was_talked_to(&self, talk: &mut Vec<ToTalk>) {
        if talk.is_empty() {
            return;
        }
        // The latest conversation with each of them.
        let mut heard: IdMap<RecordId, Option<Day>> = IdMap::default();
        for talk in &*talk {
            heard.insert(talk.mark.record, None);
            heard.extend(talk.buyer.map(|buyer| (buyer, None)));
        }
        for entry in self.records().of_kind(Entry::KIND) {
            let named = ["contract", "organisation"].map(|field| {
                let id = entry.value(field).text()?;
                RecordId::parse(id).ok()
            });
            for id in named.into_iter().flatten() {
                if let Some(latest) = heard.get_mut(&id) {
                    *latest = super::day_in(&entry, "happened_on").max(*latest);
                }
            }
        }
        talk.retain(|talk| {
            let with = [Some(talk.mark.record), talk.buyer];
            let latest = with.iter().flatten().filter_map(|id| *heard.get(id)?).max();
            latest.is_none_or(|day| day < talk.mark.day)
        });
    }

    pub(super) fn clock_line(&self, item: &AttentionItem, today: Day) -> AttentionLine {
        let line = self.line_about(item);
        let kind = item.field.and_then(MarkKind::named);
        let mark = kind.and_then(|kind| self.mark_again(item, kind));
        let Some((mark, words)) = mark.and_then(|mark| Some((mark, self.mark_line(&mark, today)?)))
        else {
            return line;
        };
        let when = match mark.until {
            Some(until) if !words.late => format!("Until {until}"),
            _ if words.late => late_words(mark.day, today),
            _ => capital(&words.when),
        };
        let subject = if item.venture.is_some() {
            line.subject
        } else {
            words.title.clone()
        };
        let text = match mark.kind {
            _ if subject == words.title => words.what.to_lowercase(),
            _ => format!("{}: {}", words.title, words.what.to_lowercase()),
        };
        AttentionLine {
            when,
            late: words.late,
            subject,
            address: Some(words.address),
            text,
            why: words.why,
        }
    }

    /// The day on the clock that an item stands for.
    fn mark_again(&self, item: &AttentionItem, kind: MarkKind) -> Option<Mark> {
        if let Some(contract) = self.contract(item.record) {
            return marks(&contract).into_iter().find(|mark| mark.kind == kind);
        }
        Some(Mark {
            record: item.record,
            kind,
            day: item.day?,
            until: None,
            is_assumed: false,
        })
    }
}
