//! What reading a notice never does to our own words, and what is read by rule whoever publishes it.

use pretty_assertions::assert_eq;

use super::*;
use crate::domain::money::Pence;

#[test]
fn our_own_status_probability_and_notes_are_never_overwritten() {
    let mut desk = Desk::new();
    desk.import(&package(vec![tender(
        "1",
        FIRST,
        json!({"value": {"amount": 100, "currency": "GBP"}}),
    )]));
    let id = desk.opportunity().id;
    desk.set_status(id, "bidding");
    desk.edit(id, "probability", Put::Value(json!(45)));
    desk.edit(id, "note", Put::text("Ring Ana"));
    desk.edit(id, "value", Put::Value(json!(90_00)));
    let newer = tender(
        "2",
        LATER,
        json!({"status": "cancelled", "value": {"amount": 200, "currency": "GBP"}, "title": "New title"}),
    );
    let plan = desk.import(&package(vec![newer]));
    assert_eq!(
        plan.rows[0].notes,
        [
            "Your status “We are bidding” stays; the notice says “Buyer cancelled”.",
            "Kept your value: “£90”; the file says “£200”.",
        ]
    );
    let one = desk.opportunity();
    assert_eq!(
        (
            one.status.as_str(),
            one.notice_status.as_str(),
            one.probability,
            one.note.as_str(),
            one.value,
            one.title.as_str()
        ),
        (
            "bidding",
            "cancelled",
            Some(45),
            "Ring Ana",
            Some(Pence(9_000)),
            "New title"
        )
    );
    assert_eq!(
        desk.workspace
            .opportunity_page(id)
            .unwrap()
            .notice_says
            .as_deref(),
        Some("The notice says “Buyer cancelled”; here it is “We are bidding”.")
    );
}

#[test]
fn our_status_follows_the_notices_until_somebody_moves_it() {
    let mut desk = Desk::new();
    desk.import(&package(vec![tender(
        "1",
        FIRST,
        json!({"status": "planned"}),
    )]));
    assert_eq!(desk.opportunity().status, "horizon");
    desk.import(&package(vec![tender("2", LATER, json!({}))]));
    assert_eq!(desk.opportunity().status, "open");
    desk.run(Command::Undo);
    assert_eq!(
        desk.opportunity().status,
        "horizon",
        "an import is one change and one undo"
    );
}

#[test]
fn what_somebody_deleted_stays_deleted() {
    let mut desk = Desk::new();
    desk.import(&package(vec![tender("1", FIRST, json!({}))]));
    let id = desk.opportunity().id;
    desk.run(Command::Delete { records: vec![id] });
    let plan = desk.plan(&package(vec![tender("2", LATER, json!({}))]));
    assert!(!plan.changes_anything());
}

#[test]
fn people_to_contact_are_left_out_of_everything_that_is_kept() {
    let release = with(
        tender("1", FIRST, json!({})),
        json!({
            "parties": [{"id": "1", "name": "Leeds City Council", "roles": ["buyer"],
                "contactPoint": {"name": "Ana Secret", "email": "ana@leeds.example", "telephone": "0113 000 0000"}}],
        }),
    );
    let desk = Desk::new();
    let plan = desk.plan(&package(vec![release]));
    assert!(
        plan.notes[1].ends_with("in 1 notice were left out."),
        "{:?}",
        plan.notes
    );
    let written = format!("{:?}", plan.draft());
    assert!(!written.contains("Secret") && !written.contains("ana@") && !written.contains("0113"));
}

#[test]
fn every_kind_of_file_comes_to_the_same() {
    let (one, two) = (
        tender("1", FIRST, json!({})),
        with(
            tender("1", FIRST, json!({})),
            json!({"ocid": "ocds-kuma6s-2"}),
        ),
    );
    let both = [one.clone(), two.clone()];
    let files = [
        package(both.to_vec()).to_string(),
        json!(both).to_string(),
        format!("{one}\n{two}\n"),
        format!("{}\n{}", package(vec![one.clone()]), package(vec![two.clone()])),
        json!({"records": [{"ocid": "a", "compiledRelease": one}, {"ocid": "b", "releases": [two]}], "publishedDate": FIRST}).to_string(),
        json!([package(vec![both[0].clone()]), package(vec![both[1].clone()])]).to_string(),
    ];
    for file in files {
        assert_eq!(
            outcomes(&Desk::new().plan_text(&file)),
            (2, 0, 0, 0, 0),
            "{file}"
        );
    }
    assert_eq!(
        outcomes(&Desk::new().plan_text(&both[0].to_string())),
        (1, 0, 0, 0, 0),
        "a single notice"
    );
    let links = json!({"records": [{"ocid": "a", "releases": [{"url": "https://x", "date": FIRST}]}], "publishedDate": FIRST});
    let plan = Desk::new().plan(&links);
    assert_eq!(
        plan.notes[0],
        "1 record has only links to its notices; download the notices themselves and import them."
    );
}

#[test]
fn other_currencies_are_kept_in_words_and_never_added() {
    let mut desk = Desk::new();
    desk.import(&package(vec![tender(
        "1",
        FIRST,
        json!({"value": {"amount": 1200.5, "currency": "EUR"}}),
    )]));
    let one = desk.opportunity();
    assert_eq!((one.value, one.counted_value()), (None, None));
    assert!(one.value_other.contains("1,200.50"), "{}", one.value_other);
}

#[test]
fn reserved_engaging_and_cancelled_are_read_by_rule() {
    let status = |more: Value, release: Value| {
        let mut desk = Desk::new();
        desk.import(&package(vec![with(tender("1", FIRST, more), release)]));
        desk.opportunity().status
    };
    let uk2 = json!({"status": "planned", "documents": [{"noticeType": "UK2", "url": "https://x.example"}]});
    assert_eq!(status(uk2, json!({"tag": ["planning"]})), "engaging");
    let milestone = json!({"planning": {"milestones": [{"type": "engagement", "title": "Supplier day", "dueDate": LATER}]}});
    assert_eq!(status(json!({"status": "planning"}), milestone), "engaging");
    for cancelled in ["cancelled", "unsuccessful", "withdrawn"] {
        assert_eq!(status(json!({"status": cancelled}), json!({})), "cancelled");
    }
    let ended = json!({"tag": ["contractTermination"], "contracts": [{"id": "c", "awardID": "a", "status": "terminated"}]});
    assert_eq!(status(json!({"status": "complete"}), ended), "ended");
    let mut desk = Desk::new();
    let reserved = json!({"otherRequirements": {"reservedParticipation": ["smeVcse", "nonsense"]}});
    desk.import(&package(vec![tender("1", FIRST, reserved)]));
    assert_eq!(desk.opportunity().reserved_for, ["smeVcse"]);
}
