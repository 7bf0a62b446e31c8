//! Days on the clock in words, each with its reason.

use super::{Mark, MarkKind, extension_months, is_ours, latest_end, named_in};
use crate::{
    domain::{
        counting,
        dates::Day,
        records::{Contract, Opportunity, SocialValuePromise},
    },
    ledger::{RecordId, RecordRef},
    workspace::{open::Workspace, search::address_of},
};

/// How many of those who deliver a contract are named.
const MOST_NAMED: usize = 2;

/// A day on the clock in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkLine {
    /// When, as seen from today: "in 5 weeks".
    pub when: String,
    /// Whether the day has passed.
    pub late: bool,
    /// What is due: "Contract ends".
    pub what: String,
    /// The contract, opportunity or promise.
    pub title: String,
    /// The page it leads to.
    pub address: String,
    /// Why it matters and what could be done.
    pub why: String,
}

impl Workspace {
    pub(super) fn named(&self, id: Option<RecordId>) -> String {
        id.filter(|id| self.record(*id).is_some())
            .map(|id| self.name_of(id))
            .unwrap_or_default()
    }

    /// Who delivers a contract: our ventures, then others, two of them by name; may be empty.
    pub(in crate::workspace) fn deliverers(&self, contract: &Contract) -> String {
        let all = contract
            .venture
            .iter()
            .chain(&contract.partners)
            .chain(&contract.suppliers);
        self.some_named(all.copied())
    }

    /// Who delivers the contract of this record, in the same words.
    pub(super) fn deliverers_of(&self, record: &RecordRef<'_>) -> String {
        let sets = ["partners", "suppliers"].map(|field| record.items(field));
        let sets = sets.iter().flatten();
        let sets = sets.filter_map(|item| RecordId::parse(item.text()?).ok());
        self.some_named(named_in(record, "venture").into_iter().chain(sets))
    }

    fn some_named(&self, all: impl Iterator<Item = RecordId>) -> String {
        let mut names: Vec<String> = all
            .map(|id| self.named(Some(id)))
            .filter(|name| !name.is_empty())
            .collect();
        // A framework may have dozens of suppliers.
        let left_out = names.len().saturating_sub(MOST_NAMED);
        if left_out > 1 {
            names.truncate(MOST_NAMED);
            return format!("{} and {left_out} more", names.join(", "));
        }
        names.join(", ")
    }

    /// A day on the clock in words; nothing when its record is gone.
    pub fn mark_line(&self, mark: &Mark, today: Day) -> Option<MarkLine> {
        let record = self.record(mark.record)?;
        let kind = record.kind().clone();
        let why = match &*kind {
            Contract::KIND => self.contract_reason(&Contract::read(record), mark, today),
            Opportunity::KIND => {
                let buyer = record.value("buyer").text();
                let buyer = self.named(buyer.and_then(|id| RecordId::parse(id).ok()));
                opportunity_reason(mark, &buyer)
            }
            _ => self.promise_reason(&SocialValuePromise::read(record), mark),
        };
        let over = mark.until.unwrap_or(mark.day);
        let page = match &*kind {
            SocialValuePromise::KIND => {
                let contract = record.value("contract").text();
                contract.and_then(|id| RecordId::parse(id).ok())
            }
            _ => None,
        };
        let address = match page {
            Some(contract) => address_of(Contract::KIND, contract, None),
            None => address_of(&kind, mark.record, None),
        };
        Some(MarkLine {
            when: mark.day.relative(today),
            late: over < today,
            what: mark.kind.label().to_owned(),
            title: self.name_of(mark.record),
            address,
            why,
        })
    }

    fn contract_reason(&self, contract: &Contract, mark: &Mark, today: Day) -> String {
        let buyer = self.named(contract.buyer);
        let buyer = if buyer.is_empty() {
            "the buyer".to_owned()
        } else {
            buyer
        };
        let day = mark.day;
        let assumed = if mark.is_assumed {
            " The day is our estimate: the contract's page can name it."
        } else {
            ""
        };
        let ends = contract
            .ends
            .map(|ends| ends.to_string())
            .unwrap_or_default();
        let text = match mark.kind {
            MarkKind::Talk if is_ours(contract) => {
                format!(
                    "It ends on {ends}. From a year to half a year before, {buyer} can still shape what follows: ask what they plan."
                )
            }
            MarkKind::Talk => {
                let who = match self.deliverers(contract) {
                    who if who.is_empty() => "Somebody else".to_owned(),
                    who => who,
                };
                let deliver = if contract.suppliers.len() > 1 {
                    "deliver"
                } else {
                    "delivers"
                };
                format!(
                    "{who} {deliver} it until {ends}. {buyer} will soon plan what follows: say now what could be done another way."
                )
            }
            MarkKind::Extension => {
                let months = extension_months(&contract.extensions);
                let by = match months.first() {
                    Some(months) => format!(" by {} months", counting::figures(i64::from(*months))),
                    None => String::new(),
                };
                let asks = if is_ours(contract) {
                    "Ask"
                } else {
                    "Know whether"
                };
                let rest = if is_ours(contract) {
                    format!(" {buyer} whether they want it, and say what it would cost.")
                } else {
                    format!(" {buyer} goes on with it, or buys anew.")
                };
                format!("By {day} it can be extended{by}, or ends on {ends}. {asks}{rest}{assumed}")
            }
            MarkKind::Notice => {
                let days = counting::days(contract.notice_days.unwrap_or_default());
                format!("Notice takes {days}: after {day} it can no longer end it before {ends}.")
            }
            MarkKind::LatestEnd => format!(
                "With every extension it ends on {day}; after that it has to be bought again."
            ),
            _ if day < today => {
                format!(
                    "It ended on {day} and is still called active. Say whether it was renewed, extended or is over."
                )
            }
            _ => match latest_end(contract) {
                Some(latest) => format!("On {day}; it could be extended until {latest}."),
                None => format!("On {day}, and no extension is written down."),
            },
        };
        if mark.kind == MarkKind::Talk {
            text + assumed
        } else {
            text
        }
    }

    fn promise_reason(&self, promise: &SocialValuePromise, mark: &Mark) -> String {
        let contract = self.named(promise.contract);
        let target = match (promise.target.as_str(), promise.measure.as_str()) {
            ("", "") => String::new(),
            ("", measure) => format!(" Measured by: {measure}."),
            (target, "") => format!(" Promised: {target}."),
            (target, measure) => format!(" Promised: {target} ({measure})."),
        };
        let of = if contract.is_empty() {
            String::new()
        } else {
            format!(" in {contract}")
        };
        format!("Promised{of}, due on {}.{target}", mark.day)
    }
}

fn opportunity_reason(mark: &Mark, buyer: &str) -> String {
    let day = mark.day;
    let for_buyer = if buyer.is_empty() {
        String::new()
    } else {
        format!(" {buyer} asks for it.")
    };
    match mark.kind {
        MarkKind::Decide => format!("We said that we would decide by {day} whether to go for it."),
        MarkKind::Interest => {
            format!("Whoever has not said so by {day} may not be asked.{for_buyer}")
        }
        MarkKind::Questions => format!("After {day} the buyer answers no questions."),
        MarkKind::Draft => format!("Our own date: a full draft by {day}."),
        MarkKind::Submit => format!("Our own date, before the buyer's: sent off by {day}."),
        _ => format!("The last day for bids is {day}; a late bid is not read.{for_buyer}"),
    }
}
