//! What a gap blocks across all ventures, and what a buyer may worry about.

use super::*;

#[test]
fn a_gap_blocks_what_is_bid_for_and_what_nobody_else_could_bid_for() {
    // Everybody near is ready for falls: nothing is blocked. Nobody but the bakery could do bread.
    let free = harrowmere(&[("document", 4_002, json!({"expires": "2026-01-01"}))]);
    let blocked: Vec<(String, i64, usize)> = free
        .blocked_by(today())
        .into_iter()
        .map(|blocked| (blocked.label, blocked.blocked.get(), blocked.ventures.len()))
        .collect();
    assert!(
        blocked.is_empty(),
        "bread names no theme of the bakery: {blocked:?}"
    );
    let bread = (
        "opportunity",
        BREAD,
        json!({"title": "Food for schools: bread"}),
    );
    let short = harrowmere(&[
        bread.clone(),
        ("document", 4_002, json!({"expires": "2026-01-01"})),
    ]);
    let blocked = short.blocked_by(today());
    assert_eq!(blocked.len(), 1);
    assert_eq!(
        (
            blocked[0].label.as_str(),
            blocked[0].blocked,
            &blocked[0].opportunities[..],
            &blocked[0].ventures[..]
        ),
        (
            "Insurance",
            Pence(1_000_000),
            &[RecordId(BREAD)][..],
            &[RecordId(BAKERY)][..]
        )
    );
    // Two that bid lack the same: the opportunity counts once.
    let bids = harrowmere(&[
        (
            "bid",
            30,
            json!({"opportunity": id(FALLS), "venture": id(SEA_LEGS)}),
        ),
        (
            "bid",
            31,
            json!({"opportunity": id(FALLS), "venture": id(BAKERY)}),
        ),
        (
            "bid",
            32,
            json!({"opportunity": id(BREAD), "venture": id(BAKERY), "outcome": "withdrew"}),
        ),
        ("document", 2_002, json!({"expires": "2026-01-01"})),
        ("document", 4_002, json!({"expires": "2026-01-01"})),
    ]);
    let blocked = bids.blocked_by(today());
    assert_eq!(blocked.len(), 1);
    assert_eq!(
        (blocked[0].blocked, blocked[0].ventures.len()),
        (Pence(9_000_000), 2)
    );
    let sent = harrowmere(&[
        (
            "bid",
            30,
            json!({"opportunity": id(FALLS), "venture": id(SEA_LEGS)}),
        ),
        ("document", 2_002, json!({"expires": "2026-01-01"})),
        ("opportunity", FALLS, json!({"status": "submitted"})),
    ]);
    assert!(
        sent.blocked_by(today()).is_empty(),
        "what was sent off is blocked by nothing of ours"
    );
}

#[test]
fn a_buyers_worries_come_with_the_step_that_lowers_them() {
    let workspace = harrowmere(&[
        (
            "opportunity",
            FALLS,
            json!({"value": 90_000_000, "deadline": "2026-11-29"}),
        ),
        (
            "lot",
            40,
            json!({"opportunity": id(FALLS), "title": "Saltby", "value": 8_000_000}),
        ),
        (
            "lot",
            41,
            json!({"opportunity": id(FALLS), "title": "Harrowmere", "value": 82_000_000}),
        ),
        (
            "contract",
            42,
            json!({"title": "Home", "venture": id(HOMEWARD), "buyer": id(12), "status": "ended"}),
        ),
    ]);
    let risks = workspace.perceived_risks(RecordId(FALLS), RecordId(SEA_LEGS), today());
    let steps: Vec<RiskStep> = risks.iter().map(|risk| risk.step).collect();
    assert_eq!(
        steps,
        [
            RiskStep::SmallerLot,
            RiskStep::Pilot,
            RiskStep::Partner,
            RiskStep::Time
        ]
    );
    assert_eq!(
        risks[0].advice,
        "Go for one lot: “Saltby” comes to £80,000."
    );
    assert_eq!(
        risks[2].advice,
        "Ask Homeward to introduce it: Harrowmere Council knows them. Or bid together."
    );
    let known = harrowmere(&[
        (
            "entry",
            43,
            json!({"kind": "meeting", "venture": id(HOMEWARD), "organisation": id(12), "happened_on": "2026-05-01"}),
        ),
        (
            "contract",
            42,
            json!({"title": "Home", "venture": id(HOMEWARD), "status": "active"}),
        ),
    ]);
    assert!(
        known
            .perceived_risks(RecordId(FALLS), RecordId(HOMEWARD), today())
            .is_empty()
    );
    let stranger = known.perceived_risks(RecordId(FALLS), RecordId(FAR_AWAY), today());
    assert!(
        stranger
            .iter()
            .all(|risk| !risk.sees.is_empty() && !risk.advice.is_empty())
    );
}
