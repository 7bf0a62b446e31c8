//! What counts, once, when, and for whom.

mod calibration;
mod past;
mod sums;
mod world;

use serde_json::json;

use super::*;
use crate::domain::dates::FinancialYear;
use world::{World, pounds};

fn year(starts: i16) -> When {
    When::Year(FinancialYear::starting_in(starts))
}

/// Secured, evidenced, hoped, weighted, in pounds.
fn figures(figures: &Figures) -> [i64; 4] {
    let Figures {
        secured,
        evidenced,
        hoped,
        weighted,
    } = *figures;
    [secured, evidenced, hoped, weighted].map(|pence| {
        assert_eq!(pence.get() % 100, 0, "whole pounds in this test");
        pence.get() / 100
    })
}

fn whole(world: &World) -> [i64; 4] {
    figures(&world.forecast().sum(Scope::Incubator, When::Ever))
}

#[test]
fn an_empty_workspace_forecasts_nothing() {
    let forecast = World::new().forecast();
    assert_eq!(forecast, Forecast::default());
    assert!(forecast.table(Scope::Incubator, Step::Years).is_empty());
    assert!(forecast.by_venture(When::Ever).is_empty());
}

#[test]
fn an_opportunity_grows_surer_at_every_step_and_counts_once_all_the_way() {
    let mut world = World::new();
    let (lead, partner) = (world.venture("Homeward"), world.venture("Care Collective"));
    let possible = world.opportunity(json!({
        "status": "open", "ocid": "ocds-1", "value": pounds(1_000), "evidence": "said_verbally",
    }));
    assert_eq!(
        whole(&world),
        [0; 4],
        "a notice nobody goes for is no forecast"
    );
    assert_eq!(
        world.forecast().unclaimed,
        Unclaimed {
            count: 1,
            value: Pence(pounds(1_000))
        }
    );
    let leading = world.bid(possible, lead, json!({"role": "lead", "share": 60}));
    world.bid(
        possible,
        partner,
        json!({"role": "partner", "led_by": leading.to_string()}),
    );
    assert_eq!(whole(&world), [0, 0, 1_000, 150]);
    world.set(
        possible,
        json!({"status": "submitted", "evidence": "in_writing"}),
    );
    assert_eq!(whole(&world), [0, 1_000, 0, 300]);
    world.set(possible, json!({"status": "won", "evidence": null}));
    assert_eq!(whole(&world), [0, 1_000, 0, 900]);
    world.set(possible, json!({"status": "contracted"}));
    assert_eq!(whole(&world), [1_000, 0, 0, 1_000]);
    let contract = world.contract(
        lead,
        json!({
            "status": "active", "opportunity": possible.to_string(), "value": pounds(1_200),
            "starts": "2026-04-01", "ends": "2028-03-31",
        }),
    );
    world.items("contract", contract, "partners", &[partner]);
    assert_eq!(
        whole(&world),
        [1_200, 0, 0, 1_200],
        "the contract takes its place"
    );
    let forecast = world.forecast();
    let of = |venture| figures(&forecast.sum(Scope::Venture(venture), When::Ever));
    assert_eq!(of(lead), [720, 0, 0, 720]);
    assert_eq!(of(partner), [480, 0, 0, 480]);
    let behind = forecast.behind(Scope::Incubator, year(2026), None);
    assert_eq!(behind.len(), 1);
    assert_eq!(
        (behind[0].record, behind[0].opportunity),
        (contract, Some(possible))
    );
}

#[test]
fn what_is_signed_counts_by_the_venture_that_signed_and_on_the_contracts_own_days() {
    let mut world = World::new();
    let venture = world.venture("Homeward");
    let possible = world.opportunity(json!({
        "status": "contracted", "ocid": "ocds-1", "value": pounds(1_000),
        "contract_starts": "2026-04-01", "contract_ends": "2027-03-31",
    }));
    // Signed by nobody of ours: not ours, and open to nobody either.
    assert_eq!(world.forecast(), Forecast::default());
    world.bid(possible, venture, json!({}));
    world.contract(
        venture,
        json!({
            "status": "active", "opportunity": possible.to_string(), "value": pounds(1_000),
            "starts": "2028-04-01", "ends": "2029-03-31",
        }),
    );
    let rows = world.forecast().table(Scope::Incubator, Step::Years);
    let labels: Vec<String> = rows.iter().map(|row| row.when.label()).collect();
    assert_eq!(labels, ["2028/29"]);
}

#[test]
fn money_comes_in_the_years_of_its_days_from_april_to_march() {
    let mut world = World::new();
    let venture = world.venture("Homeward");
    // 366 days: 1 January 2028 to 31 December 2028; 91 of them are before April.
    let term =
        json!({"status": "active", "value": 36_600, "starts": "2028-01-01", "ends": "2028-12-31"});
    world.contract(venture, term);
    let forecast = world.forecast();
    let rows: Vec<(String, i64)> = forecast
        .table(Scope::Incubator, Step::Years)
        .iter()
        .map(|row| (row.when.label(), row.figures.secured.get()))
        .collect();
    assert_eq!(
        rows,
        [
            ("2027/28".to_owned(), 9_100),
            ("2028/29".to_owned(), 27_500)
        ]
    );
    let quarters: Vec<(String, i64)> = forecast
        .table(Scope::Incubator, Step::Quarters)
        .iter()
        .map(|row| (row.when.label(), row.figures.secured.get()))
        .collect();
    let expected = [
        ("Q4 2027/28", 9_100),
        ("Q1 2028/29", 9_100),
        ("Q2 2028/29", 9_200),
        ("Q3 2028/29", 9_200),
    ];
    assert_eq!(
        quarters,
        expected.map(|(label, pence)| (label.to_owned(), pence))
    );
}

#[test]
fn what_has_no_dates_is_said_to_have_none() {
    let mut world = World::new();
    world.opportunity(json!({"status": "conversation", "value": pounds(500)}));
    world.opportunity(
        json!({"status": "conversation", "value": pounds(100), "contract_starts": "2027-04-01"}),
    );
    world.opportunity(json!({
        "status": "conversation", "value": pounds(240), "contract_starts": "2027-04-01", "contract_months": 24,
    }));
    // An end before the start is no term.
    world.opportunity(json!({
        "status": "conversation", "value": pounds(7), "contract_starts": "2027-04-01", "contract_ends": "2026-04-01",
    }));
    let rows = world.forecast().table(Scope::Incubator, Step::Years);
    let labels: Vec<String> = rows.iter().map(|row| row.when.label()).collect();
    assert_eq!(labels, ["2027/28", "2028/29", "No dates yet"]);
    assert_eq!(rows[2].figures.hoped, Pence(pounds(607)));
    assert_eq!(
        Pence::sum([rows[0].figures.hoped, rows[1].figures.hoped]),
        Some(Pence(pounds(240)))
    );
}

#[test]
fn two_bids_for_the_same_money_count_once_and_each_venture_sees_its_own() {
    let mut world = World::new();
    let (one, other) = (world.venture("Homeward"), world.venture("Sea Legs"));
    let possible = world.opportunity(json!({"status": "submitted", "value": pounds(1_000)}));
    world.bid(possible, one, json!({}));
    world.bid(possible, other, json!({"price": pounds(900)}));
    assert_eq!(whole(&world), [0, 0, 1_000, 300], "the larger of the two");
    let forecast = world.forecast();
    let rows: Vec<(Option<RecordId>, [i64; 4])> = forecast
        .by_venture(When::Ever)
        .iter()
        .map(|row| (row.venture, figures(&row.figures)))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(one), [0, 0, 1_000, 300]),
            (Some(other), [0, 0, 900, 270])
        ]
    );
    assert_eq!(
        figures(&forecast.counted_twice(When::Ever)),
        [0, 0, 900, 270]
    );
}

#[test]
fn the_lots_bid_for_count_and_not_the_whole() {
    let mut world = World::new();
    let (one, other) = (world.venture("Homeward"), world.venture("Sea Legs"));
    let possible = world.opportunity(json!({"status": "bidding", "value": pounds(10_000)}));
    let first = world.lot(possible, json!({"value": pounds(1_000)}));
    let second = world.lot(possible, json!({"value": pounds(2_000), "contract_starts": "2027-04-01", "contract_ends": "2028-03-31"}));
    world.lot(possible, json!({"value": pounds(7_000)}));
    let bid = world.bid(possible, one, json!({}));
    world.items("bid", bid, "lots", &[first, second]);
    assert_eq!(whole(&world), [0, 0, 3_000, 750]);
    let rival = world.bid(possible, other, json!({}));
    world.items("bid", rival, "lots", &[second]);
    assert_eq!(
        whole(&world),
        [0, 0, 3_000, 750],
        "the second lot counts once"
    );
    assert_eq!(
        figures(&world.forecast().sum(Scope::Incubator, year(2027))),
        [0, 0, 2_000, 500],
        "each lot has its own dates"
    );
    // The second lot is signed; the first goes on.
    let signed = world.contract(
        one,
        json!({"status": "active", "value": pounds(1_900), "opportunity": possible.to_string()}),
    );
    world.items("contract", signed, "lots", &[second]);
    assert_eq!(whole(&world), [1_900, 0, 1_000, 2_150]);
    // Somebody bids for everything: that is more than the lot, and counts instead of it.
    let all = world.venture("Everybody");
    world.bid(possible, all, json!({}));
    assert_eq!(whole(&world), [1_900, 0, 10_000, 4_400]);
}

#[test]
fn what_is_over_or_was_decided_against_or_says_no_value_is_not_counted() {
    let mut world = World::new();
    let venture = world.venture("Homeward");
    for status in [
        "lost",
        "withdrew",
        "cancelled",
        "ended",
        "closed",
        "awarded",
    ] {
        let over =
            world.opportunity(json!({"status": status, "value": pounds(10), "probability": 90}));
        world.bid(over, venture, json!({}));
    }
    world.opportunity(json!({"status": "bidding", "value": pounds(10), "decision": "no_go"}));
    let lost = world.opportunity(json!({"status": "open", "ocid": "ocds-1", "value": pounds(10)}));
    world.bid(lost, venture, json!({"outcome": "lost"}));
    let silent = world.opportunity(json!({"status": "conversation"}));
    let foreign = world.opportunity(json!({"status": "conversation", "value_other": "€ 10"}));
    let negative = world.opportunity(json!({"status": "conversation", "value": -500}));
    world.add(
        "contract",
        json!({"title": "Theirs", "status": "active", "value": pounds(10)}),
    );
    world.contract(venture, json!({"status": "cancelled", "value": pounds(10)}));
    world.contract(
        venture,
        json!({"status": "terminated", "value": pounds(10)}),
    );
    world.contract(venture, json!({"status": "ended", "value": pounds(10)}));
    let forecast = world.forecast();
    assert_eq!(
        forecast.sum(Scope::Incubator, When::Ever),
        Figures::default()
    );
    assert_eq!(forecast.unvalued, [silent, foreign, negative]);
}

#[test]
fn a_part_of_a_consortium_that_is_not_ours_is_not_ours() {
    let mut world = World::new();
    let venture = world.venture("Homeward");
    let possible = world.opportunity(json!({"status": "bidding", "value": pounds(1_000)}));
    world.bid(possible, venture, json!({"share": 40, "role": "partner"}));
    assert_eq!(whole(&world), [0, 0, 400, 100]);
}

#[test]
fn the_incubators_own_assumptions_weigh() {
    let mut world = World::new();
    world.opportunity(json!({"status": "conversation", "value": pounds(1_000)}));
    world.opportunity(json!({"status": "conversation", "value": pounds(1_000), "probability": 50}));
    assert_eq!(whole(&world)[3], 600);
    world.assume(&json!({"conversation": 20}));
    assert_eq!(whole(&world)[3], 700);
}

#[test]
fn weighing_rounds_half_a_penny_to_even_once_for_each_line() {
    let mut world = World::new();
    for _ in 0..2 {
        world.opportunity(json!({"status": "conversation", "value": 5, "probability": 50}));
    }
    world.opportunity(json!({"status": "conversation", "value": 7, "probability": 50}));
    let sum = world.forecast().sum(Scope::Incubator, When::Ever);
    assert_eq!(sum.weighted, Pence(2 + 2 + 4));
}

#[test]
fn what_changed_names_each_opportunity_and_adds_up() {
    let mut world = World::new();
    let venture = world.venture("Homeward");
    let kept =
        world.opportunity(json!({"status": "conversation", "title": "Kept", "value": pounds(10)}));
    let surer = world.opportunity(json!({"status": "conversation", "value": pounds(1_000)}));
    let lost = world.opportunity(json!({"status": "submitted", "value": pounds(500)}));
    let more = world.opportunity(json!({"status": "conversation", "value": pounds(100)}));
    let odds = world.opportunity(json!({"status": "conversation", "value": pounds(60)}));
    let moved = world.opportunity(json!({"status": "conversation", "value": pounds(50)}));
    let before = world.forecast();
    assert!(
        before
            .since(&before, Scope::Incubator, When::Ever)
            .is_empty()
    );
    world.contract(
        venture,
        json!({"status": "active", "value": pounds(1_000), "opportunity": surer.to_string()}),
    );
    world.set(lost, json!({"status": "lost"}));
    world.set(more, json!({"value": pounds(130)}));
    world.set(odds, json!({"probability": 50}));
    world.set(
        moved,
        json!({"contract_starts": "2027-04-01", "contract_ends": "2028-03-31"}),
    );
    let new = world.opportunity(json!({"status": "conversation", "value": pounds(40)}));
    let now = world.forecast();
    let shifts = now.since(&before, Scope::Incubator, When::Ever);
    let found: Vec<(RecordId, ShiftKind)> = shifts
        .iter()
        .map(|shift| (shift.record, shift.kind))
        .collect();
    assert_eq!(
        found,
        [
            (lost, ShiftKind::Gone),
            (new, ShiftKind::New),
            (more, ShiftKind::More),
            (surer, ShiftKind::Surer),
            (odds, ShiftKind::Reweighted),
            (moved, ShiftKind::Moved),
        ]
    );
    assert!(!found.iter().any(|(record, _)| *record == kept));
    let workspace = world.workspace();
    let words: Vec<String> = shifts
        .iter()
        .map(|shift| workspace.shift_words(shift))
        .collect();
    assert_eq!(
        words,
        [
            "£500 less, was hoped for: lost",
            "£40, hoped for",
            "£130, came to £100 before",
            "£1,000, was hoped for, is secured",
            "£30 weighted, was £6",
            "£50, with other dates",
        ]
    );
}

#[test]
fn a_year_can_be_asked_for_what_changed_in_it() {
    let mut world = World::new();
    let moved = world.opportunity(json!({
        "status": "conversation", "value": pounds(50), "contract_starts": "2027-04-01", "contract_ends": "2028-03-31",
    }));
    let before = world.forecast();
    world.set(
        moved,
        json!({"contract_starts": "2028-04-01", "contract_ends": "2029-03-31"}),
    );
    let now = world.forecast();
    let gone = now.since(&before, Scope::Incubator, year(2027));
    assert_eq!(gone.len(), 1);
    assert_eq!(
        (gone[0].kind, gone[0].difference()),
        (ShiftKind::Gone, -pounds(50))
    );
}
