//! The forecast as it was at the end of a day.

use serde_json::json;

use super::super::*;
use super::world::{World, day, pounds};
use crate::domain::dates::Moment;

fn at(world: &mut World, text: &str) {
    world.now_ms = u64::try_from(Moment::at_uk_time(day(text), 12, 0).0).expect("after 1970");
}

#[test]
fn the_forecast_of_a_day_is_what_was_known_by_its_end() {
    let mut world = World::new();
    world.now_ms = 0;
    at(&mut world, "2026-01-10");
    let venture = world.venture("Homeward");
    let possible = world.opportunity(json!({"status": "conversation", "value": pounds(100)}));
    at(&mut world, "2026-02-10");
    world.bid(possible, venture, json!({"share": 50}));
    world.assume(&json!({"conversation": 40}));
    let february = world.forecast();
    at(&mut world, "2026-03-10");
    world.set(possible, json!({"status": "lost"}));
    let as_at = |text: &str| {
        let mut past = Past::by_end_of(day(text));
        // In any order, in any pieces, also twice.
        for change in world.changes.iter().rev() {
            past.take(std::slice::from_ref(change));
        }
        past.take(&world.changes);
        past.forecast()
    };
    assert_eq!(as_at("2026-01-09"), Forecast::default());
    assert_eq!(as_at("2026-03-09"), february);
    assert_eq!(as_at("2026-02-10"), february, "the whole of that day");
    assert_eq!(as_at("2026-03-10"), world.forecast());
    let sum = as_at("2026-01-10").sum(Scope::Incubator, When::Ever);
    assert_eq!(
        (sum.hoped, sum.weighted),
        (Pence(pounds(100)), Pence(pounds(10)))
    );
    let shifts = world
        .forecast()
        .since(&as_at("2026-02-28"), Scope::Incubator, When::Ever);
    assert_eq!(shifts.len(), 1);
    assert_eq!(
        world.workspace().shift_words(&shifts[0]),
        "£50 less, was hoped for: lost"
    );
}
