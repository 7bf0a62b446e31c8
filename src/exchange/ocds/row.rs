//! From a contracting process to the records it speaks of.

mod around;
mod making;

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    parts::Party,
    process::{Process, stands, status},
    value::Money,
};
use crate::{
    domain::{
        dates::{Day, Moment},
        identifier::OrganisationId,
        money::Pence,
        records::{Lot as LotRecord, Opportunity, Organisation},
        schema,
        vocabulary::{OPPORTUNITY_STATUSES, label_of},
        web_address::Link,
    },
    exchange::{
        matching::ocid_key,
        plan::{Fault, Find, Row, Rule, Wish, WishValue},
    },
    ledger::RecordId,
    workspace::Workspace,
};
use making::{Making, make_places, organisation, put_worth, worth, worth_of_budget, worth_of_lots};

/// What is here already, of what notices speak of.
#[derive(Default)]
pub(super) struct Known {
    opportunities: HashMap<String, RecordId>,
    /// Ventures by the keys of their identifiers, and of their organisations'.
    ventures: HashMap<String, RecordId>,
    /// The lots of each opportunity, with the buyer's numbers.
    lots: HashMap<RecordId, Vec<(String, RecordId)>>,
}

impl Known {
    pub(super) fn read(workspace: &Workspace) -> Self {
        let mut known = Self::default();
        for record in workspace.records().of_kind(Opportunity::KIND) {
            if let Some(ocid) = record.value("ocid").text() {
                known.opportunities.insert(ocid.to_owned(), record.id());
            }
        }
        for record in workspace.records().of_kind(LotRecord::KIND) {
            let opportunity = record.value("opportunity");
            if let Some(Ok(opportunity)) = opportunity.text().map(RecordId::parse) {
                let number = record.value("number").text().unwrap_or_default();
                let lot = (number.to_owned(), record.id());
                known.lots.entry(opportunity).or_default().push(lot);
            }
        }
        for venture in workspace.facts().ventures() {
            let organisation = venture.organisation.and_then(|id| workspace.record(id));
            let its = organisation.map(|record| Organisation::read(record).identifiers);
            let ids = venture.identifiers.iter().chain(its.iter().flatten());
            for key in ids.flat_map(OrganisationId::match_keys) {
                known.ventures.insert(key, venture.id);
            }
        }
        known
    }

    /// The venture that a supplier is, going by its identifiers alone.
    pub(super) fn venture(&self, party: &Party) -> Option<RecordId> {
        let mut keys = party.ids.iter().flat_map(OrganisationId::match_keys);
        keys.find_map(|key| self.ventures.get(&key).copied())
    }
}

/// One process on its way into a row.
pub(super) struct OneRow<'a> {
    pub(super) process: &'a Process,
    pub(super) known: &'a Known,
    pub(super) workspace: &'a Workspace,
    pub(super) today: Day,
}

/// The wish for the opportunity.
const OWN: usize = 0;

impl OneRow<'_> {
    /// What the process asks for.
    pub(super) fn wishes(&self) -> Result<Row, (String, Vec<Fault>)> {
        let said = &self.process.said;
        let here = self.known.opportunities.get(&said.ocid);
        let here = here
            .and_then(|id| self.workspace.record(*id))
            .map(Opportunity::read);
        let title = match &here {
            _ if !said.title.is_empty() => said.title.clone(),
            Some(here) => here.title.clone(),
            None => return Err((said.ocid.clone(), vec![self.says_too_little()])),
        };
        let find = Find {
            sure: vec![ocid_key(&said.ocid)],
            text: title.clone(),
            ..Find::default()
        };
        let mut making = Making {
            wishes: vec![Wish::new(&Opportunity::SPEC, find)],
            notes: Vec::new(),
            rule: Rule::KeepEdits,
        };
        if here
            .as_ref()
            .is_none_or(|here| self.says_something_new(here))
        {
            if here.as_ref().is_some_and(|here| self.is_older_than(here)) {
                making.rule = Rule::WhenEmpty;
            }
            making.notes.extend(said.notes.iter().cloned());
            self.make_opportunity(&mut making, here.as_ref());
            let lots = self.make_lots(&mut making, here.as_ref());
            self.make_contracts(&mut making, &title, &lots);
        }
        Ok(Row {
            name: title,
            wishes: making.wishes,
            own: OWN,
            notes: making.notes,
        })
    }

    fn says_too_little(&self) -> Fault {
        Fault {
            field: String::new(),
            problem: format!(
                "This notice only changes an earlier one of {} that is not here. Import the earlier notice too.",
                self.process.said.ocid
            ),
        }
    }

    fn says_something_new(&self, here: &Opportunity) -> bool {
        let known = |id: &String| here.notices.iter().any(|known| known == id);
        !self.process.ids.iter().all(known)
            || self.process.said.moment > Moment::parse(&here.notice_date).ok()
    }

    fn is_older_than(&self, here: &Opportunity) -> bool {
        let newest_here = Moment::parse(&here.notice_date).ok();
        newest_here.is_some() && self.process.said.moment < newest_here
    }

    fn make_opportunity(&self, making: &mut Making, here: Option<&Opportunity>) {
        let said = &self.process.said;
        if let Some(buyer) = &said.buyer {
            let number = organisation(making, buyer, "buyer");
            let rule = making.rule;
            making.refer(OWN, "buyer", number, rule);
        }
        for (field, text) in [
            ("title", &said.title),
            ("summary", &said.summary),
            ("reference", &said.reference),
            ("deadline_time", &said.deadline.time),
            ("method", &said.method),
            ("method_text", &said.method_text),
            ("regime", &said.regime),
            ("category", &said.category),
            ("framework", &said.framework),
            ("reserved_place", &said.reserved_place),
            ("ocid", &said.ocid),
        ] {
            making.text(OWN, field, text);
        }
        if said.how_to_apply != "[email removed]" {
            making.text(OWN, "how_to_apply", &said.how_to_apply);
        }
        for (field, day) in [
            ("deadline", said.deadline.day),
            ("questions_by", said.questions_by),
            ("interest_by", said.interest_by),
            ("next_notice_on", said.next_notice_on),
        ] {
            making.day(OWN, field, day);
        }
        making.flag(OWN, "suitable_sme", said.suitable_sme);
        making.flag(OWN, "suitable_vcse", said.suitable_vcse);
        making.texts(OWN, "reserved_for", &self.reserved());
        making.texts(OWN, "special_regimes", &said.special_regimes);
        making.texts(OWN, "codes", &new_codes(&said.codes, here));
        making.texts(OWN, "related", &said.related);
        self.make_period(making, here);
        self.make_value(making, here);
        self.make_status(making, here);
        self.make_outcome(making);
        self.make_lists(making, here);
        self.make_source(making);
        make_places(making, &said.places);
        making.put_by(OWN, "kind", json!("public_contract"), Rule::WhenNew);
        making.put_by(OWN, "evidence", json!("published_notice"), Rule::WhenNew);
        if said.opens.is_some() && said.opens == said.deadline.day {
            making.notes.push(
                "The notice gives no day to bid: it was published on the day of its deadline."
                    .to_owned(),
            );
        }
    }

    fn reserved(&self) -> Vec<String> {
        let known = Opportunity::SPEC.field("reserved_for");
        let fits = |id: &&String| {
            known.is_some_and(|spec| schema::check(spec, &Value::String((*id).clone())).is_ok())
        };
        self.process
            .said
            .reserved_for
            .iter()
            .filter(fits)
            .cloned()
            .collect()
    }

    /// The contract's dates; those of the first lot, or of an award, only where there are none.
    fn make_period(&self, making: &mut Making, here: Option<&Opportunity>) {
        let said = &self.process.said;
        let lot = said.lots.first();
        let award = said.awards.iter().find(|award| stands(award));
        let is_free =
            |field: fn(&Opportunity) -> Option<Day>| here.is_none_or(|here| field(here).is_none());
        let or_else =
            |stated: Option<Day>, of_lot: Option<Day>, of_award: Option<Day>, free: bool| {
                stated.or(of_lot.or(of_award).filter(|_| free))
            };
        let starts = or_else(
            said.starts,
            lot.and_then(|lot| lot.starts),
            award.and_then(|award| award.starts),
            is_free(|here| here.contract_starts),
        );
        let ends = or_else(
            said.ends,
            lot.and_then(|lot| lot.ends),
            award.and_then(|award| award.ends),
            is_free(|here| here.contract_ends),
        );
        let latest = or_else(
            said.latest_end,
            lot.and_then(|lot| lot.latest_end),
            award.and_then(|award| award.latest_end),
            is_free(|here| here.contract_latest_end),
        );
        making.day(OWN, "contract_starts", starts);
        making.day(OWN, "contract_ends", ends);
        making.day(OWN, "contract_latest_end", latest);
        if let Some(months) = said.months {
            making.put(OWN, "contract_months", Value::from(months));
        }
    }

    fn make_value(&self, making: &mut Making, here: Option<&Opportunity>) {
        let said = &self.process.said;
        let has_none = here.is_none_or(|here| here.counted_value().is_none());
        // A budget is no value: it says what the buyer would spend at most, until a notice says more.
        let may_be_budget =
            here.is_none_or(|here| here.value.is_none() && here.value_low.is_none());
        let worth = worth(said.value.as_ref(), said.least.as_ref())
            .or_else(|| worth_of_lots(&said.lots).filter(|_| has_none))
            .or_else(|| worth_of_budget(said.budget.as_ref()).filter(|_| may_be_budget));
        if let Some(worth) = worth {
            put_worth(making, OWN, &worth, here.is_some());
        }
        making.pence(
            OWN,
            "value_gross",
            said.gross.as_ref().and_then(Money::pence),
        );
    }

    /// Our status follows the notices as long as it says what the last of them said. Once people moved it, it stays.
    fn make_status(&self, making: &mut Making, here: Option<&Opportunity>) {
        let said = &self.process.said;
        let ours = said
            .awards
            .iter()
            .filter(|award| stands(award))
            .flat_map(|award| &award.suppliers)
            .any(|supplier| self.known.venture(supplier).is_some());
        let says = status(said, ours, self.today);
        let since = said.moment.map_or(self.today, Moment::day).min(self.today);
        let since = Value::String(since.iso());
        let Some(here) = here else {
            making.put(OWN, "status", json!(says.unwrap_or("horizon")));
            making.put(OWN, "status_since", since);
            making.text(OWN, "notice_status", says.unwrap_or_default());
            return;
        };
        let Some(says) = says.filter(|_| making.rule != Rule::WhenEmpty) else {
            return;
        };
        making.put_by(OWN, "notice_status", json!(says), Rule::Write);
        if says == here.status {
            return;
        }
        if here.status == here.notice_status {
            making.put(OWN, "status", json!(says));
            making.put(OWN, "status_since", since);
        } else if says != here.notice_status {
            let label = |id: &str| label_of(OPPORTUNITY_STATUSES, id).to_owned();
            making.notes.push(format!(
                "Your status “{}” stays; the notice says “{}”.",
                label(&here.status),
                label(says)
            ));
        }
    }

    fn make_outcome(&self, making: &mut Making) {
        let standing = || {
            self.process
                .said
                .awards
                .iter()
                .filter(|award| stands(award))
        };
        let mut winners = Vec::new();
        for supplier in standing().flat_map(|award| &award.suppliers).take(200) {
            winners.push(WishValue::Of(organisation(making, supplier, "supplier")));
        }
        making.items(OWN, "winners", winners);
        making.day(
            OWN,
            "outcome_on",
            standing().filter_map(|award| award.on).max(),
        );
        let values = standing().filter_map(|award| award.value.as_ref());
        let pounds: Option<Vec<Pence>> = values.map(Money::pence).collect();
        let pounds = pounds.filter(|pounds| !pounds.is_empty());
        making.pence(OWN, "awarded_value", pounds.and_then(Pence::sum));
    }

    /// Lists that are kept as one field: what was there stays in them.
    fn make_lists(&self, making: &mut Making, here: Option<&Opportunity>) {
        let said = &self.process.said;
        let mut papers = here
            .and_then(|here| here.papers.as_array())
            .cloned()
            .unwrap_or_default();
        let before = papers.len();
        for paper in said.papers.iter().take(200) {
            let is_known = papers
                .iter()
                .any(|known| known.get("address").and_then(Value::as_str) == Some(&paper.address));
            if !is_known && let Ok(address) = Link::parse(&paper.address) {
                let address = address.to_string();
                papers.push(json!({"title": paper.title, "kind": paper.kind, "address": address}));
            }
        }
        if papers.len() > before {
            making.put(OWN, "papers", Value::Array(papers));
        }
        let mut dates = here
            .and_then(|here| here.buyer_dates.as_array())
            .cloned()
            .unwrap_or_default();
        let before = dates.len();
        for event in &said.events {
            let Some(day) = event.day else { continue };
            let date = json!({"title": event.title, "day": day.iso(), "kind": event.kind});
            if !dates.contains(&date) {
                dates.push(date);
            }
        }
        if dates.len() > before {
            making.put(OWN, "buyer_dates", Value::Array(dates));
        }
        if !said.criteria.is_empty() {
            let criteria = said.criteria.iter().map(|criterion| {
                json!({"kind": criterion.kind, "name": criterion.name, "weight": criterion.weight})
            });
            making.put(OWN, "criteria", criteria.collect());
            let social = said
                .criteria
                .iter()
                .filter(|criterion| criterion.name.to_lowercase().contains("social value"));
            let weight: i64 = social.filter_map(|criterion| criterion.weight).sum();
            if weight > 0 {
                making.put(OWN, "social_value_weight", Value::from(weight));
            }
        }
    }

    fn make_source(&self, making: &mut Making) {
        let said = &self.process.said;
        making.texts(OWN, "notices", &self.process.ids);
        making.texts(OWN, "notice_tags", &said.tags);
        if making.rule != Rule::WhenEmpty && !said.date.is_empty() {
            making.put_by(
                OWN,
                "notice_date",
                Value::String(said.date.clone()),
                Rule::Write,
            );
        }
        making.text(OWN, "link", &self.link());
        making.text(OWN, "publisher", &said.origin.publisher);
        making.text(OWN, "licence", &said.origin.licence);
    }

    /// Where the newest notice is published: as it says, else as its publisher builds such addresses.
    fn link(&self) -> String {
        let said = &self.process.said;
        let paper = said
            .papers
            .iter()
            .rev()
            .find(|paper| paper.is_notice && !paper.address.is_empty());
        if let Some(paper) = paper {
            return paper.address.clone();
        }
        let plain = |id: &str| {
            id.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if said.ocid.starts_with("ocds-h6vhtk-") && said.id.len() == 11 && plain(&said.id) {
            return format!("https://www.find-tender.service.gov.uk/Notice/{}", said.id);
        }
        match said.id.get(..36) {
            Some(guid) if said.ocid.starts_with("ocds-b5fd17-") && plain(guid) => {
                format!("https://www.contractsfinder.service.gov.uk/Notice/{guid}")
            }
            _ => String::new(),
        }
    }
}

/// Codes that the opportunity does not have yet, whatever name stands beside them.
fn new_codes(codes: &[String], here: Option<&Opportunity>) -> Vec<String> {
    let known: Vec<&str> = here.map_or_else(Vec::new, |here| {
        here.codes
            .iter()
            .map(|tag| Opportunity::code_of(tag))
            .collect()
    });
    let is_new = |code: &&String| !known.contains(&Opportunity::code_of(code));
    codes.iter().filter(is_new).cloned().collect()
}
