use serde_json::json;

use super::*;
use crate::workspace::{
    Command, Put,
    command::values,
    opportunities::tests::{Desk, day},
};

fn standings(points: &[ReservedPoint]) -> Vec<Standing> {
    points.iter().map(|point| point.standing).collect()
}

#[test]
fn the_checklist_asks_until_it_knows_and_gives_its_reasons() {
    let mut desk = Desk::new();
    let mutual = desk.named("venture", "Care Mutual");
    let leeds = desk.named("organisation", "Leeds");
    let nothing =
        desk.workspace
            .reserved_checklist(mutual, &PossibleContract::default(), Desk::today());
    assert_eq!(standings(&nothing), [Standing::Open; 5]);
    assert!(nothing.iter().all(|point| !point.reason.is_empty()));
    let flags = ["light_touch", "not_for_profit", "employee_controlled"].map(|flag| json!(flag));
    desk.run(Command::Edit {
        record: mutual,
        values: values([("flags", Put::Add(flags.to_vec()))]),
    });
    let possible = PossibleContract {
        buyer: Some(leeds),
        award_on: None,
        starts: Some(day("2026-09-01")),
        ends: Some(day("2031-08-31")),
    };
    let points = desk
        .workspace
        .reserved_checklist(mutual, &possible, Desk::today());
    assert_eq!(standings(&points), [Standing::Yes; 5]);
    assert_eq!(
        points[4].reason,
        "No reserved contract with Leeds since 7 June 2023 is noted here."
    );
    let longer = PossibleContract {
        ends: Some(day("2031-09-01")),
        ..possible
    };
    let points = desk
        .workspace
        .reserved_checklist(mutual, &longer, Desk::today());
    assert_eq!(
        points[3].standing,
        Standing::No,
        "a day more than five years"
    );
    desk.add(
        "contract",
        values([
            ("title", Put::text("Home care")),
            ("status", Put::text("ended")),
            ("venture", Put::reference(mutual)),
            ("buyer", Put::reference(leeds)),
            ("reserved", Put::Value(json!(true))),
            ("signed_on", Put::text("2023-06-07")),
        ]),
    );
    let points = desk
        .workspace
        .reserved_checklist(mutual, &possible, Desk::today());
    assert_eq!(points[4].standing, Standing::No, "three years to the day");
    assert!(points[4].reason.contains("Home care"));
}
