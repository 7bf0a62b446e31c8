//! What the forecast needs of opportunities, lots, bids and contracts, read in place: a region has a hundred thousand of
//! them, and most of their fields are words that no sum needs.

use crate::{
    domain::{
        dates::Day,
        money::Pence,
        opportunities::{self, counted_value},
        records::{Bid, Contract, Lot},
    },
    ledger::{Fields, RecordId, RecordRef, Records, Sets, id_map::IdMap, pack::ValueRef},
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

/// What is read of each opportunity, in this order.
const OF_OPPORTUNITIES: [&str; 12] = [
    "status",
    "evidence",
    "decision",
    "ocid",
    "probability",
    "value",
    "value_low",
    "value_high",
    "awarded_value",
    "contract_starts",
    "contract_ends",
    "contract_months",
];
const OF_LOTS: [&str; 6] = [
    "opportunity",
    "value",
    "value_low",
    "value_high",
    "contract_starts",
    "contract_ends",
];
const OF_BIDS: [&str; 6] = [
    "opportunity",
    "venture",
    "led_by",
    "share",
    "price",
    "outcome",
];
const OF_CONTRACTS: [&str; 7] = [
    "venture",
    "opportunity",
    "status",
    "evidence",
    "value",
    "starts",
    "ends",
];

/// How opportunities are read.
pub(super) struct Opportunities(Fields<12>);

impl Opportunities {
    pub(super) fn new(records: &Records) -> Self {
        Self(Fields::new(OF_OPPORTUNITIES, records))
    }

    pub(super) fn read<'a>(&self, record: &RecordRef<'a>) -> Possible<'a> {
        let [
            status,
            evidence,
            decision,
            ocid,
            probability,
            exact,
            low,
            high,
            awarded,
            first,
            last,
            months,
        ] = self.0.of(record);
        Possible {
            status: status.text().unwrap_or_default(),
            evidence: evidence.text().unwrap_or_default(),
            is_no_go: decision.text() == Some("no_go"),
            has_notice: ocid.text().is_some_and(|ocid| !ocid.is_empty()),
            probability: probability.int(),
            awarded: pence(&awarded),
            days: Days {
                first: day(&first),
                last: day(&last),
                months: months.int(),
            },
            written: Written {
                exact: pence(&exact),
                low: pence(&low),
                high: pence(&high),
            },
        }
    }
}

/// An opportunity.
#[derive(Clone, Copy)]
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

impl Possible<'_> {
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
        let of_lots = Fields::new(OF_LOTS, records);
        for lot in records.of_kind(Lot::KIND) {
            if let Some((opportunity, facts)) = read_lot(&lot, &of_lots) {
                around.lots.insert(lot.id(), facts);
                around
                    .lots_of
                    .entry(opportunity)
                    .or_default()
                    .push(lot.id());
            }
        }
        let of_bids = Fields::new(OF_BIDS, records);
        around.bids.reserve(records.ids_of_kind(Bid::KIND).len());
        for bid in records.of_kind(Bid::KIND) {
            if let Some((opportunity, bid)) = read_bid(&bid, &of_bids) {
                // As a rule there is one.
                let bids = around.bids.entry(opportunity);
                bids.or_insert_with(|| Vec::with_capacity(1)).push(bid);
            }
        }
        let of_contracts = Fields::new(OF_CONTRACTS, records);
        let contracts = records.of_kind(Contract::KIND);
        around.contracts = contracts
            .filter_map(|contract| read_contract(&contract, &of_contracts))
            .collect();
        around
    }
}

fn ids(sets: &Sets<'_>, field: &str) -> Vec<RecordId> {
    sets.items(field).iter().filter_map(id).collect()
}

/// A lot, with its opportunity.
fn read_lot(record: &RecordRef<'_>, fields: &Fields<6>) -> Option<(RecordId, LotFacts)> {
    let [opportunity, exact, low, high, first, last] = fields.of(record);
    let written = Written {
        exact: pence(&exact),
        low: pence(&low),
        high: pence(&high),
    };
    let days = Days {
        first: day(&first),
        last: day(&last),
        months: None,
    };
    let value = written.counted();
    Some((id(&opportunity)?, LotFacts { value, days }))
}

/// A bid that is not over, with its opportunity.
fn read_bid(record: &RecordRef<'_>, fields: &Fields<6>) -> Option<(RecordId, BidFacts)> {
    let ([opportunity, venture, led_by, share, price, outcome], sets) = fields.with_sets(record);
    let outcome = outcome.text();
    if !outcome.is_none_or(opportunities::stands) {
        return None;
    }
    let bid = BidFacts {
        bid: record.id(),
        venture: id(&venture),
        led_by: id(&led_by),
        share: share.int(),
        lots: ids(&sets, "lots"),
        price: pence(&price).filter(|price| price.get() > 0),
        has_won: outcome == Some("won"),
    };
    Some((id(&opportunity)?, bid))
}

/// A contract of ours that was not called off.
fn read_contract<'a>(record: &RecordRef<'a>, fields: &Fields<7>) -> Option<ContractFacts<'a>> {
    let ([lead, opportunity, status, evidence, value, first, last], sets) =
        fields.with_sets(record);
    let status = status.text().unwrap_or_default();
    if status == "cancelled" {
        return None;
    }
    let mut ventures: Vec<RecordId> = id(&lead).into_iter().collect();
    for partner in ids(&sets, "partners") {
        if !ventures.contains(&partner) {
            ventures.push(partner);
        }
    }
    // What others deliver is no money of ours.
    if ventures.is_empty() {
        return None;
    }
    Some(ContractFacts {
        contract: record.id(),
        opportunity: id(&opportunity),
        ventures,
        lots: ids(&sets, "lots"),
        status,
        evidence: evidence.text().unwrap_or_default(),
        value: pence(&value).filter(|value| value.get() > 0),
        days: Days {
            first: day(&first),
            last: day(&last),
            months: None,
        },
    })
}
