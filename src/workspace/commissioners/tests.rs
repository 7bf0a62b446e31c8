use serde_json::json;

use super::*;
use crate::workspace::{
    Command, Pursuit, Put,
    command::values,
    opportunities::tests::{Desk, day, pounds},
    pursuit::Member,
};

fn met(desk: &mut Desk, venture: RecordId, with: (&str, Put), on: &str) {
    let fields = values([
        ("kind", Put::text("meeting")),
        ("happened_on", Put::text(on)),
        ("said", Put::text("We talked")),
        ("venture", Put::reference(venture)),
        with,
    ]);
    desk.run(Command::RecordEntry {
        values: fields,
        steps: Vec::new(),
    });
}

#[test]
fn two_ventures_at_one_door_are_told_to_talk_first() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let kitchen = desk.named("venture", "Kitchen");
    let leeds = desk.named("organisation", "Leeds");
    let ana = desk.add(
        "contact",
        values([
            ("name", Put::text("Ana")),
            ("organisation", Put::reference(leeds)),
            ("stance", Put::text("champion")),
        ]),
    );
    desk.add(
        "contact",
        values([
            ("name", Put::text("Abe")),
            ("organisation", Put::reference(leeds)),
        ]),
    );
    met(
        &mut desk,
        gym,
        ("organisation", Put::reference(leeds)),
        "2026-05-01",
    );
    assert!(shared_buyers(&desk.workspace, Desk::today()).is_empty());
    // Through a person who works there, and recently.
    met(
        &mut desk,
        kitchen,
        ("contacts", Put::Add(vec![json!(ana.to_string())])),
        "2026-06-01",
    );
    let ledger = desk.workspace.commissioner(leeds, Desk::today());
    assert_eq!(
        ledger.notice.as_deref(),
        Some(
            "Kitchen and Green Gym both approach Leeds. Let them talk with each other first: one visit with a joint offer, or a clear word on who asks for what. Kitchen spoke there last, on 1 June 2026."
        )
    );
    assert_eq!(ledger.contacts.len(), 2);
    let allies: Vec<&str> = ledger
        .allies
        .iter()
        .map(|ally| ally.name.as_str())
        .collect();
    assert_eq!(allies, ["Ana", "Abe"], "a champion comes first");
    assert_eq!(
        shared_buyers(&desk.workspace, Desk::today())[0].organisation,
        leeds
    );
    // Long ago is no approach.
    assert!(shared_buyers(&desk.workspace, day("2027-06-07")).is_empty());
}

#[test]
fn who_bids_together_needs_no_notice_and_who_bids_apart_does() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let kitchen = desk.named("venture", "Kitchen");
    let id = desk.note("Work", "Leeds", &[gym, kitchen], [("value", pounds(10))]);
    let leeds = desk
        .workspace
        .opportunity_page(id)
        .and_then(|page| page.opportunity.buyer)
        .expect("a buyer");
    let ledger = desk.workspace.commissioner(leeds, Desk::today());
    assert_eq!((ledger.approaches.len(), ledger.notice), (2, None));
    assert_eq!(ledger.opportunities[0].value, "£10");
    let other = desk.named("venture", "Other");
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: vec![Member::of(other)],
        lots: Vec::new(),
    });
    assert!(
        desk.workspace
            .commissioner(leeds, Desk::today())
            .notice
            .is_some()
    );
    desk.pursue(Pursuit::SetStatus {
        opportunities: vec![id],
        to: "lost".to_owned(),
        reason: String::new(),
    });
    assert!(
        desk.workspace
            .commissioner(leeds, Desk::today())
            .approaches
            .is_empty(),
        "what is over is no approach"
    );
}
