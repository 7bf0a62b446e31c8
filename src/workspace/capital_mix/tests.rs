use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::workspace::{
    Put,
    command::values,
    opportunities::tests::{Desk, pounds},
};

fn capital(desk: &mut Desk, venture: RecordId, kind: &str, more: &[(&str, Put)]) -> RecordId {
    let mut fields = values([
        ("venture", Put::reference(venture)),
        ("kind", Put::text(kind)),
        ("status", Put::text("received")),
    ]);
    for (name, put) in more {
        fields.insert((*name).to_owned(), put.clone());
    }
    desk.add("capital", fields)
}

#[test]
fn income_by_year_says_how_much_is_earned_and_how_much_is_given() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let on = |day: &str| ("decided_on", Put::text(day));
    capital(
        &mut desk,
        gym,
        "trading",
        &[("amount", pounds(300)), on("2025-03-31")],
    );
    capital(
        &mut desk,
        gym,
        "grant",
        &[("amount", pounds(100)), on("2025-03-31")],
    );
    capital(
        &mut desk,
        gym,
        "contract_income",
        &[("amount", pounds(50)), on("2027-04-01")],
    );
    capital(
        &mut desk,
        gym,
        "social_investment",
        &[("amount", pounds(999)), on("2025-03-31")],
    );
    capital(
        &mut desk,
        gym,
        "grant",
        &[
            ("amount", pounds(7)),
            on("2025-03-31"),
            ("status", Put::text("sought")),
        ],
    );
    capital(&mut desk, gym, "trading", &[("amount", pounds(5))]);
    let mix = desk.workspace.capital_mix(Some(gym));
    let years: Vec<String> = mix.years.iter().map(|(year, _)| year.to_string()).collect();
    assert_eq!(
        years,
        ["2024/25", "2025/26", "2026/27", "2027/28"],
        "empty years are told"
    );
    let first = &mix.years[0].1;
    assert_eq!(
        (first.income, first.investment),
        (Pence(40_000), Pence(99_900))
    );
    assert_eq!(
        first.trading_share().map(share_words).as_deref(),
        Some("75%")
    );
    assert_eq!(
        first.grant_dependence().map(share_words).as_deref(),
        Some("25%")
    );
    assert_eq!(mix.years[1].1.trading_share(), None);
    assert_eq!((mix.undated, mix.undated_entries.len()), (Pence(500), 1));
    assert_eq!(
        desk.workspace.capital_mix(None),
        mix,
        "one venture is the whole incubator here"
    );
}

#[test]
fn hours_and_assets_stay_in_their_own_units() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let quantity = |count: i64, unit: &str| {
        [
            ("quantity", Put::Value(json!(count))),
            ("unit", Put::text(unit)),
        ]
    };
    capital(&mut desk, gym, "goodwill", &quantity(120, "hours"));
    capital(&mut desk, gym, "goodwill", &quantity(30, "hours"));
    capital(&mut desk, gym, "goodwill", &quantity(3, "people"));
    let mix = desk.workspace.capital_mix(Some(gym));
    assert!(mix.years.is_empty());
    let goodwill = &mix.kinds[0];
    assert_eq!(goodwill.label, "Goodwill and volunteering");
    assert_eq!(
        goodwill.by_status,
        [(
            "Received",
            3,
            Pence::ZERO,
            vec![("hours".to_owned(), 150), ("people".to_owned(), 3)]
        )]
    );
}

#[test]
fn match_trading_matches_growth_up_to_the_cap() {
    let p = |pounds: i64| Pence(pounds * 100);
    let won = match_trading(p(20_000), p(26_000), p(4_000), (p(20_000), p(10_000)));
    assert_eq!(
        (won.growth, won.grant, won.beyond_cap, won.still_to_earn),
        (p(6_000), p(4_000), p(2_000), p(0))
    );
    assert_eq!((won.share_before, won.share_after), (Some(500), Some(650)));
    let fell = match_trading(p(20_000), p(15_000), p(4_000), (p(0), p(0)));
    assert_eq!(
        (fell.growth, fell.grant, fell.still_to_earn),
        (p(0), p(0), p(4_000))
    );
}

proptest! {
    #[test]
    fn what_is_spread_over_years_adds_up_to_the_penny(
        pence in 1_i64..100_000_000_000,
        start in 0_i64..8_000,
        length in 0_i64..4_000,
    ) {
        let first = Day::parse("2010-01-01").expect("a day").plus_days(start);
        let mut capital = Capital::blank(RecordId(1));
        capital.starts = Some(first);
        capital.ends = Some(first.plus_days(length));
        let parts = spread(Pence(pence), &capital);
        prop_assert_eq!(parts.iter().map(|(_, part)| part.get()).sum::<i64>(), pence);
        prop_assert!(parts.iter().all(|(_, part)| part.get() >= 0));
        let years: Vec<_> = parts.iter().map(|(year, _)| *year).collect();
        prop_assert!(years.windows(2).all(|pair| pair[0].next() == pair[1]));
    }
}
