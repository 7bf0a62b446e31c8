//! What lies around an opportunity: its lots, and the contracts that came of it.

use serde_json::json;

use super::{
    super::{
        deals::{Deal, deals, deals_of_others},
        parts::Party,
        value::Money,
    },
    OWN, OneRow,
    making::{Making, organisation, plain, put_worth, worth},
};
use crate::{
    domain::records::{Contract, Lot as LotRecord, Opportunity},
    exchange::{
        matching::{contract_key, lot_key},
        plan::{Find, Rule, WishValue},
    },
};

/// The buyer's numbers of lots, each with the lot itself.
pub(super) type Lots = Vec<(String, WishValue)>;

impl OneRow<'_> {
    /// Makes the lots; answers each lot's number with what names it, those that were here before included.
    pub(super) fn make_lots(&self, making: &mut Making, here: Option<&Opportunity>) -> Lots {
        let lots = &self.process.said.lots;
        let known = here.and_then(|here| self.known.lots.get(&here.id));
        let known = known.map(Vec::as_slice).unwrap_or_default();
        let mut made: Lots = Vec::new();
        // Find a Tender writes every process as at least one lot; one alone is the whole.
        if lots.len() + known.len() < 2 {
            return made;
        }
        for lot in lots.iter().filter(|lot| !lot.number.is_empty()) {
            let sure = here
                .map(|here| lot_key(here.id, &lot.number))
                .into_iter()
                .collect();
            let text = if lot.title.is_empty() {
                format!("Lot {}", lot.number)
            } else {
                lot.title.clone()
            };
            let number = making.wish(
                &LotRecord::SPEC,
                Find {
                    sure,
                    text,
                    ..Find::default()
                },
            );
            made.push((lot.number.clone(), WishValue::Of(number)));
            making.refer(number, "opportunity", OWN, Rule::WhenNew);
            for (field, text) in [
                ("number", &lot.number),
                ("title", &lot.title),
                ("summary", &lot.summary),
                ("buyer_status", &lot.status),
                ("renewal", &lot.renewal),
            ] {
                making.text(number, field, text);
            }
            if let Some(worth) = worth(lot.value.as_ref(), lot.least.as_ref()) {
                put_worth(making, number, &worth, here.is_some());
            }
            making.day(number, "contract_starts", lot.starts);
            making.day(number, "contract_ends", lot.ends);
            making.day(number, "contract_latest_end", lot.latest_end);
            making.flag(number, "suitable_sme", lot.suitable_sme);
            making.flag(number, "suitable_vcse", lot.suitable_vcse);
        }
        let before = known
            .iter()
            .filter(|(number, _)| !lots.iter().any(|lot| lot.number == *number));
        made.extend(before.map(|(number, id)| (number.clone(), plain(id.to_string()))));
        made
    }

    pub(super) fn make_contracts(&self, making: &mut Making, title: &str, lots: &Lots) {
        let said = &self.process.said;
        for deal in deals(said, self.today) {
            let number = self.make_contract(making, title, (&deal, said.buyer.as_ref()), true);
            let is_of_deal = |lot: &&(String, WishValue)| deal.lots.contains(&lot.0);
            let its = lots.iter().filter(is_of_deal).map(|lot| lot.1.clone());
            making.items(number, "lots", its.collect());
        }
        let mut others = 0;
        for notice in &self.process.others {
            for deal in deals_of_others(notice, self.today) {
                others += 1;
                let title = if notice.title.is_empty() {
                    title
                } else {
                    &notice.title
                };
                self.make_contract(making, title, (&deal, notice.buyer.as_ref()), false);
            }
        }
        if others > 0 {
            making.notes.push(format!(
                "Awards of other buyers stand under the same id; they become contracts of their own ({others})."
            ));
        }
    }

    fn make_contract(
        &self,
        making: &mut Making,
        title: &str,
        (deal, buyer): (&Deal, Option<&Party>),
        is_own: bool,
    ) -> usize {
        let said = &self.process.said;
        let title = if deal.title.is_empty() {
            title
        } else {
            &deal.title
        };
        let find = Find {
            sure: vec![contract_key(&said.ocid, &deal.key)],
            text: title.to_owned(),
            ..Find::default()
        };
        let number = making.wish(&Contract::SPEC, find);
        for (field, text) in [
            ("title", title),
            ("ocid", &said.ocid),
            ("contract_id", &deal.key),
            ("performance", &deal.performance),
        ] {
            making.text(number, field, text);
        }
        making.put(number, "status", json!(deal.status));
        making.pence(number, "value", deal.value.as_ref().and_then(Money::pence));
        if let Some(Money::Other(words)) = &deal.value {
            making.text(number, "value_other", words);
        }
        making.day(number, "signed_on", deal.signed_on);
        making.day(number, "starts", deal.starts);
        making.day(number, "ends", deal.ends);
        making.day(number, "latest_end", deal.latest_end);
        making.text(number, "link", &self.link());
        making.text(number, "licence", &said.origin.licence);
        making.put_by(number, "evidence", json!("published_notice"), Rule::WhenNew);
        let rule = making.rule;
        if is_own {
            making.refer(number, "opportunity", OWN, Rule::WhenEmpty);
        }
        if let Some(buyer) = buyer {
            let buyer = organisation(making, buyer, "buyer");
            making.refer(number, "buyer", buyer, rule);
        }
        self.make_suppliers(making, number, &deal.suppliers);
        number
    }

    fn make_suppliers(&self, making: &mut Making, contract: usize, suppliers: &[Party]) {
        let mut ours: Vec<WishValue> = Vec::new();
        let mut others: Vec<WishValue> = Vec::new();
        for supplier in suppliers.iter().take(200) {
            match self.known.venture(supplier) {
                Some(venture) => ours.push(plain(venture.to_string())),
                None => others.push(WishValue::Of(organisation(making, supplier, "supplier"))),
            }
        }
        making.items(contract, "suppliers", others);
        let mut ours = ours.into_iter();
        if let Some(lead) = ours.next()
            && let Some(wish) = making.wishes.get_mut(contract)
        {
            wish.put("venture", lead, Rule::WhenEmpty);
        }
        making.items(contract, "partners", ours.collect());
    }
}
