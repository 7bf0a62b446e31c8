//! Totals are the sum of their parts however they are cut, and no pound is there twice.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::{
    spread::{Quarters, Term, in_proportion},
    *,
};
use super::world::{World, day};
use crate::domain::dates::FinancialYear;

const STATUSES: [&str; 9] = [
    "conversation",
    "open",
    "bidding",
    "submitted",
    "preferred",
    "won",
    "contracted",
    "lost",
    "awarded",
];

type BidWish = (usize, Option<i64>, Option<i64>, Vec<usize>, bool);

#[derive(Clone, Debug)]
struct Wish {
    status: usize,
    value: Option<i64>,
    probability: Option<i64>,
    evidence: usize,
    notice: bool,
    term: Option<(i64, i64)>,
    lots: Vec<Option<i64>>,
    /// The venture, its share, the price, the lots, and whether it joins the bid before it.
    bids: Vec<BidWish>,
    /// The contract's status, value and lots.
    contract: Option<(usize, Option<i64>, Vec<usize>)>,
}

fn wish() -> impl Strategy<Value = Wish> {
    let money = || prop::option::of(1_i64..100_000_000);
    let bid = (
        0_usize..4,
        prop::option::of(0_i64..=100),
        prop::option::of(1_i64..50_000_000),
        prop::collection::vec(0_usize..4, 0..3),
        any::<bool>(),
    );
    let contract = (0_usize..5, money(), prop::collection::vec(0_usize..4, 0..2));
    (
        (
            0_usize..STATUSES.len(),
            money(),
            prop::option::of(0_i64..=100),
            0_usize..5,
            any::<bool>(),
        ),
        prop::option::of((-400_i64..900, 0_i64..1_500)),
        prop::collection::vec(money(), 0..4),
        prop::collection::vec(bid, 0..4),
        prop::option::weighted(0.3, contract),
    )
        .prop_map(
            |((status, value, probability, evidence, notice), term, lots, bids, contract)| Wish {
                status,
                value,
                probability,
                evidence,
                notice,
                term,
                lots,
                bids,
                contract,
            },
        )
}

fn fill(world: &mut World, ventures: &[RecordId], wish: &Wish) {
    let text = |id: RecordId| json!(id.to_string());
    let evidence = [
        "",
        "said_verbally",
        "in_writing",
        "published_notice",
        "signed_contract",
    ];
    let mut term = Map::new();
    if let Some((start, length)) = wish.term {
        let first = day("2026-06-07").plus_days(start);
        term.insert("contract_starts".to_owned(), json!(first.iso()));
        term.insert(
            "contract_ends".to_owned(),
            json!(first.plus_days(length).iso()),
        );
    }
    let mut fields = term.clone();
    fields.insert("status".to_owned(), json!(STATUSES[wish.status]));
    fields.insert("value".to_owned(), json!(wish.value));
    fields.insert("probability".to_owned(), json!(wish.probability));
    fields.insert("evidence".to_owned(), json!(evidence[wish.evidence]));
    fields.insert("ocid".to_owned(), json!(wish.notice.then_some("ocds-1")));
    let id = world.opportunity(Value::Object(fields));
    let lots: Vec<RecordId> = wish
        .lots
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let mut fields = if at % 2 == 0 {
                term.clone()
            } else {
                Map::new()
            };
            fields.insert("value".to_owned(), json!(value));
            world.lot(id, Value::Object(fields))
        })
        .collect();
    let chosen = |places: &[usize]| -> Vec<RecordId> {
        places
            .iter()
            .filter_map(|at| lots.get(*at).copied())
            .collect()
    };
    let mut before = None;
    for (venture, share, price, of, joins) in &wish.bids {
        let led_by = before.filter(|_| *joins).map(text);
        let bid = world.bid(
            id,
            ventures[*venture],
            json!({"share": share, "price": price, "led_by": led_by}),
        );
        world.items("bid", bid, "lots", &chosen(of));
        before = Some(bid);
    }
    if let Some((status, value, of)) = &wish.contract {
        let status = ["pending", "active", "ended", "terminated", "cancelled"][*status];
        let mut fields = json!({"status": status, "value": value, "opportunity": text(id)});
        if let Some(start) = term.get("contract_starts") {
            fields["starts"] = start.clone();
            fields["ends"] = term["contract_ends"].clone();
        }
        let contract = world.contract(ventures[0], fields);
        world.items("contract", contract, "lots", &chosen(of));
    }
}

fn filled(wishes: &[Wish]) -> (World, Vec<RecordId>) {
    let mut world = World::new();
    let ventures: Vec<RecordId> = ["A", "B", "C", "D"]
        .map(|name| world.venture(name))
        .to_vec();
    for wish in wishes {
        fill(&mut world, &ventures, wish);
    }
    (world, ventures)
}

fn added(all: impl IntoIterator<Item = Figures>) -> Figures {
    let mut sum = Figures::default();
    for figures in all {
        sum.join(&figures);
    }
    sum
}

fn less(mut from: Figures, off: &Figures) -> Figures {
    from.secured.0 -= off.secured.0;
    from.evidenced.0 -= off.evidenced.0;
    from.hoped.0 -= off.hoped.0;
    from.weighted.0 -= off.weighted.0;
    from
}

/// The most that an opportunity could bring by what it, its lots and its bids say.
fn most(wish: &Wish) -> i64 {
    let lots: i64 = wish.lots.iter().flatten().sum();
    let prices: i64 = wish.bids.iter().filter_map(|bid| bid.2).sum();
    let contract = wish
        .contract
        .as_ref()
        .and_then(|contract| contract.1)
        .unwrap_or(0);
    wish.value.unwrap_or(0).max(lots).max(prices) + contract.max(wish.value.unwrap_or(0)).max(lots)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_total_is_the_sum_of_its_parts(wishes in prop::collection::vec(wish(), 0..8)) {
        let (world, ventures) = filled(&wishes);
        let forecast = world.forecast();
        let scopes = ventures.iter().map(|id| Scope::Venture(*id));
        for scope in scopes.chain([Scope::Incubator, Scope::Nobody]) {
            let whole = forecast.sum(scope, When::Ever);
            let years = forecast.table(scope, Step::Years);
            let quarters = forecast.table(scope, Step::Quarters);
            prop_assert_eq!(added(years.iter().map(|row| row.figures)), whole);
            prop_assert_eq!(added(quarters.iter().map(|row| row.figures)), whole);
            for row in &years {
                prop_assert_eq!(forecast.sum(scope, row.when), row.figures);
                let within = quarters.iter().filter(|quarter| match (row.when, quarter.when) {
                    (When::Year(year), When::Quarter(quarter)) => quarter.year() == year,
                    (row, quarter) => row == quarter,
                });
                prop_assert_eq!(added(within.map(|row| row.figures)), row.figures);
                let behind = forecast.behind(scope, row.when, None);
                prop_assert_eq!(added(behind.iter().map(|behind| behind.figures)), row.figures);
            }
            for certainty in [Certainty::Secured, Certainty::Evidenced, Certainty::Hoped] {
                let behind = forecast.behind(scope, When::Ever, Some(certainty));
                let sum = added(behind.iter().map(|behind| behind.figures));
                prop_assert_eq!((sum.of(certainty), sum.total()), (whole.of(certainty), whole.of(certainty)));
            }
            prop_assert!(whole.weighted <= whole.total());
        }
    }

    #[test]
    fn ventures_add_up_to_the_incubator_less_what_two_go_for(wishes in prop::collection::vec(wish(), 0..8)) {
        let (world, ventures) = filled(&wishes);
        let forecast = world.forecast();
        let years = forecast.table(Scope::Incubator, Step::Years).into_iter().map(|row| row.when);
        for when in years.chain([When::Ever, When::Undated, When::Year(FinancialYear::starting_in(2026))]) {
            let rows = forecast.by_venture(when);
            let all = added(rows.iter().map(|row| row.figures));
            let once = less(all, &forecast.counted_twice(when));
            prop_assert_eq!(once, forecast.sum(Scope::Incubator, when));
            for venture in &ventures {
                let row = rows.iter().find(|row| row.venture == Some(*venture)).map(|row| row.figures);
                prop_assert_eq!(row.unwrap_or_default(), forecast.sum(Scope::Venture(*venture), when));
            }
        }
    }

    #[test]
    fn no_opportunity_brings_more_than_it_could(wish in wish()) {
        let (world, _) = filled(std::slice::from_ref(&wish));
        let sum = world.forecast().sum(Scope::Incubator, When::Ever);
        prop_assert!(sum.total().get() <= most(&wish), "{:?} of at most {}", sum, most(&wish));
    }

    #[test]
    fn what_changed_adds_up(before in prop::collection::vec(wish(), 0..5), after in prop::collection::vec(wish(), 0..5)) {
        let (mut world, ventures) = filled(&before);
        let earlier = world.forecast();
        let touched: Vec<RecordId> = world.records().ids_of_kind("opportunity").to_vec();
        for (record, wish) in touched.iter().zip(&after) {
            world.set(*record, json!({"status": STATUSES[wish.status], "value": wish.value}));
        }
        for wish in after.iter().skip(touched.len()) {
            fill(&mut world, &ventures, wish);
        }
        let now = world.forecast();
        let shifts = now.since(&earlier, Scope::Incubator, When::Ever);
        let sum = |forecast: &Forecast| forecast.sum(Scope::Incubator, When::Ever);
        let before = added(shifts.iter().map(|shift| shift.before));
        let after = added(shifts.iter().map(|shift| shift.now));
        let same = less(sum(&earlier), &before);
        prop_assert_eq!(less(sum(&now), &after), same, "what is not named did not change");
    }

    #[test]
    fn spreading_keeps_every_penny_and_only_within_the_days(
        amount in 0_i64..2_000_000_000_000, weighted in 0_i64..1_000_000, start in -20_000_i64..40_000, length in 0_i64..6_000,
    ) {
        let first = day("1970-04-01").plus_days(start);
        let last = first.plus_days(length);
        let term = Term::new(first, last).expect("a term");
        let quarters = Quarters::covering([term].into_iter());
        let (mut parts, mut weights) = (BTreeMap::new(), 0);
        quarters.spread(term, (Pence(amount), Pence(weighted)), &mut |place, amount, weighted| {
            parts.insert(quarters.number(place), amount.get());
            weights += weighted.get();
        });
        prop_assert_eq!((parts.values().sum::<i64>(), weights), (amount, weighted));
        prop_assert!(parts.values().all(|part| *part >= 0));
        prop_assert_eq!(parts.keys().next().copied(), Some(spread::quarter_of(first)));
        prop_assert_eq!(parts.keys().last().copied(), Some(spread::quarter_of(last)));
        for (number, part) in &parts {
            let quarter = spread::quarter_numbered(*number);
            let from = quarter.start().max(first);
            let days = from.days_until(quarter.end().min(last)) + 1;
            let even = i128::from(amount) * i128::from(days) / i128::from(length + 1);
            prop_assert!((i128::from(*part) - even).abs() <= 1, "a penny at most from an even share");
        }
    }

    #[test]
    fn cutting_in_proportion_loses_nothing(whole in 0_i64..1_000_000_000, of in prop::collection::vec(0_i64..1_000_000, 0..6)) {
        let of: Vec<Pence> = of.into_iter().map(Pence).collect();
        let cut = in_proportion(Pence(whole), &of);
        let sum: i64 = cut.iter().map(|part| part.get()).sum();
        let all: i64 = of.iter().map(|part| part.get()).sum();
        prop_assert_eq!(sum, if all == 0 { 0 } else { whole });
        prop_assert!(cut.iter().all(|part| part.get() >= 0));
    }
}

#[test]
fn quarters_have_numbers_that_read_back() {
    for text in [
        "2026-03-31",
        "2026-04-01",
        "2026-12-31",
        "2027-01-01",
        "1969-12-31",
        "1000-06-07",
        "9998-03-31",
    ] {
        let number = spread::quarter_of(day(text));
        let quarter = spread::quarter_numbered(number);
        assert!(
            quarter.start() <= day(text) && day(text) <= quarter.end(),
            "{text}"
        );
        assert_eq!(spread::quarter_of(quarter.start()), number);
    }
}
