//! What the forecast needs of opportunities, lots, bids and contracts, read in place: a region has a hundred thousand of
//! them, and most of their fields are words that no sum needs.

use crate::{
    domain::{
        dates::Day,
        money::Pence,
        opportunities::counted_value,
        records::{Bid, Contract, Lot},
    },
    ledger::{RecordId, RecordRef, Records, id_map::IdMap, pack::ValueRef},
};

/// First and last day as far as they are written down.
#[derive(Clone, Copy, Default)]
pub(super) struct Days {
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
    pub(super) months: Option<i64>,
}

impl Days {
    /// The term, if both ends are known.
    pub(super) fn term(self) -> Option<super::spread::Term> {
        let first = self.first?;
        let by_months = || {
            let months = self.months.filter(|months| *months > 0)?;
            Some(first.plus_months(i32::try_from(months).ok()?).plus_days(-1))
        };
        super::spread::Term::new(first, self.last.or_else(by_months)?)
    }
}

/// An exact value or the ends of a range, as written.
#[derive(Clone, Copy, Default)]
struct Written {
    exact: Option<Pence>,
    low: Option<Pence>,
    high: Option<Pence>,
}

impl Written {
    /// The figure that counts. Nothing and less are no value.
    fn counted(self) -> Option<Pence> {
        counted_value(self.exact, self.low, self.high).filter(|value| value.get() > 0)
    }
}

fn pence(value: &ValueRef<'_>) -> Option<Pence> {
    value.int().map(Pence)
}

fn day(value: &ValueRef<'_>) -> Option<Day> {
    Day::parse(value.text()?).ok()
}

fn id(value: &ValueRef<'_>) -> Option<RecordId> {
    RecordId::parse(value.text()?).ok()
}

/// An opportunity.
#[derive(Clone, Copy, Default)]
pub(super) struct Possible<'a> {
    pub(super) status: &'a str,
    pub(super) evidence: &'a str,
    pub(super) is_no_go: bool,
    pub(super) has_notice: bool,
    pub(super) probability: Option<i64>,
    pub(super) awarded: Option<Pence>,
    pub(super) days: Days,
    written: Written,
}

impl<'a> Possible<'a> {
    pub(super) fn read(record: &RecordRef<'a>) -> Self {
        let mut read = Self::default();
        let (written, days) = (&mut read.written, &mut read.days);
        record.each_value(&mut |name, value| match name {
            "status" => read.status = value.text().unwrap_or_default(),
            "evidence" => read.evidence = value.text().unwrap_or_default(),
            "decision" => read.is_no_go = value.text() == Some("no_go"),
            "ocid" => read.has_notice = value.text().is_some_and(|ocid| !ocid.is_empty()),
            "probability" => read.probability = value.int(),
            "value" => written.exact = pence(&value),
            "value_low" => written.low = pence(&value),
            "value_high" => written.high = pence(&value),
            "awarded_value" => read.awarded = pence(&value),
            "contract_starts" => days.first = day(&value),
            "contract_ends" => days.last = day(&value),
            "contract_months" => days.months = value.int(),
            _ => {}
        });
        read
    }

    /// The value that counts.
    pub(super) fn value(&self) -> Option<Pence> {
        self.written.counted()
    }
}

/// A lot.
#[derive(Clone, Copy, Default)]
pub(super) struct LotFacts {
    pub(super) value: Option<Pence>,
    pub(super) days: Days,
}

/// A bid.
#[derive(Clone)]
pub(super) struct BidFacts {
    pub(super) bid: RecordId,
    pub(super) venture: Option<RecordId>,
    pub(super) led_by: Option<RecordId>,
    pub(super) share: Option<i64>,
    pub(super) lots: Vec<RecordId>,
    pub(super) price: Option<Pence>,
    pub(super) has_won: bool,
}

/// A contract of ours.
pub(super) struct ContractFacts<'a> {
    pub(super) contract: RecordId,
    pub(super) opportunity: Option<RecordId>,
    pub(super) ventures: Vec<RecordId>,
    pub(super) lots: Vec<RecordId>,
    pub(super) status: &'a str,
    pub(super) evidence: &'a str,
    pub(super) value: Option<Pence>,
    pub(super) days: Days,
}

/// Everything around the opportunities.
#[derive(Default)]
pub(super) struct Around<'a> {
    pub(super) lots: IdMap<RecordId, LotFacts>,
    /// Lots by opportunity, in the order they were met.
    pub(super) lots_of: IdMap<RecordId, Vec<RecordId>>,
    /// Bids that are not over, by opportunity.
    pub(super) bids: IdMap<RecordId, Vec<BidFacts>>,
    pub(super) contracts: Vec<ContractFacts<'a>>,
}

impl<'a> Around<'a> {
    pub(super) fn read(records: &'a Records) -> Self {
        let mut around = Self::default();
        for lot in records.of_kind(Lot::KIND) {
            around.take_lot(&lot);
        }
        for bid in records.of_kind(Bid::KIND) {
            if let Some((opportunity, bid)) = read_bid(&bid) {
                around.bids.entry(opportunity).or_default().push(bid);
            }
        }
        let contracts = records.of_kind(Contract::KIND);
        around.contracts = contracts
            .filter_map(|contract| read_contract(&contract))
            .collect();
        around
    }

    fn take_lot(&mut self, record: &RecordRef<'_>) {
        let (mut lot, mut written) = (LotFacts::default(), Written::default());
        let mut opportunity = None;
        record.each_value(&mut |name, value| match name {
            "opportunity" => opportunity = id(&value),
            "value" => written.exact = pence(&value),
            "value_low" => written.low = pence(&value),
            "value_high" => written.high = pence(&value),
            "contract_starts" => lot.days.first = day(&value),
            "contract_ends" => lot.days.last = day(&value),
            _ => {}
        });
        lot.value = written.counted();
        if let Some(opportunity) = opportunity {
            self.lots.insert(record.id(), lot);
            let lots = self.lots_of.entry(opportunity).or_default();
            lots.push(record.id());
        }
    }
}

fn ids(record: &RecordRef<'_>, field: &str) -> Vec<RecordId> {
    record.items(field).iter().filter_map(id).collect()
}

/// A bid that is not over, with its opportunity.
fn read_bid(record: &RecordRef<'_>) -> Option<(RecordId, BidFacts)> {
    let (mut opportunity, mut outcome) = (None, "");
    let mut bid = BidFacts {
        bid: record.id(),
        venture: None,
        led_by: None,
        share: None,
        lots: Vec::new(),
        price: None,
        has_won: false,
    };
    record.each_value(&mut |name, value| match name {
        "opportunity" => opportunity = id(&value),
        "venture" => bid.venture = id(&value),
        "led_by" => bid.led_by = id(&value),
        "share" => bid.share = value.int(),
        "price" => bid.price = pence(&value).filter(|price| price.get() > 0),
        "outcome" => outcome = value.text().unwrap_or_default(),
        _ => {}
    });
    if matches!(outcome, "lost" | "withdrew" | "cancelled") {
        return None;
    }
    bid.has_won = outcome == "won";
    bid.lots = ids(record, "lots");
    Some((opportunity?, bid))
}

/// A contract of ours that was not called off.
fn read_contract<'a>(record: &RecordRef<'a>) -> Option<ContractFacts<'a>> {
    let mut lead = None;
    let mut contract = ContractFacts {
        contract: record.id(),
        opportunity: None,
        ventures: Vec::new(),
        lots: Vec::new(),
        status: "",
        evidence: "",
        value: None,
        days: Days::default(),
    };
    record.each_value(&mut |name, value| match name {
        "venture" => lead = id(&value),
        "opportunity" => contract.opportunity = id(&value),
        "status" => contract.status = value.text().unwrap_or_default(),
        "evidence" => contract.evidence = value.text().unwrap_or_default(),
        "value" => contract.value = pence(&value).filter(|value| value.get() > 0),
        "starts" => contract.days.first = day(&value),
        "ends" => contract.days.last = day(&value),
        _ => {}
    });
    if contract.status == "cancelled" {
        return None;
    }
    contract.ventures.extend(lead);
    for partner in ids(record, "partners") {
        if !contract.ventures.contains(&partner) {
            contract.ventures.push(partner);
        }
    }
    contract.lots = ids(record, "lots");
    (!contract.ventures.is_empty()).then_some(contract)
}
