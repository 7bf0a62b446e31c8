//! What the contract clock brings to the list.

use super::*;

impl Desk {
    fn contract(
        &mut self,
        venture: Option<RecordId>,
        title: &str,
        ends: &str,
        more: Values,
    ) -> RecordId {
        let fields = [
            ("title", Put::text(title)),
            ("status", Put::text("active")),
            ("starts", Put::text("2020-01-01")),
            ("ends", Put::text(ends)),
        ];
        let mut fields = values(fields);
        fields.extend(venture.map(|venture| ("venture".to_owned(), Put::reference(venture))));
        fields.extend(more);
        self.add("contract", fields)
    }
}

#[test]
fn contracts_of_ours_that_end_or_can_be_extended_are_listed_with_what_to_do() {
    let mut desk = Desk::new(1);
    let venture = desk.venture("Homeward", "2026-06-01");
    desk.contract(Some(venture), "Ends soon", "2026-09-05", values([]));
    desk.contract(Some(venture), "Ends later", "2026-09-06", values([]));
    desk.contract(
        Some(venture),
        "To extend",
        "2026-10-31",
        values([("extensions", Put::text("12"))]),
    );
    desk.contract(Some(venture), "Forgotten", "2026-05-31", values([]));
    desk.contract(None, "Theirs", "2026-07-31", values([]));
    let lines = desk.group(AttentionKind::Contracts);
    let found: Vec<(&str, &str, &str)> = lines
        .iter()
        .map(|line| {
            (
                line.subject.as_str(),
                line.text.as_str(),
                line.when.as_str(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Homeward", "Forgotten: contract ends", "7 days late"),
            ("Homeward", "To extend: extension decided by", "In 8 weeks"),
            ("Homeward", "Ends soon: contract ends", "In 3 months"),
        ]
    );
    assert!(
        lines[0].late && lines[0].why.contains("still called active"),
        "{}",
        lines[0].why
    );
    assert!(
        lines[1].why.contains("extended by 12 months"),
        "{}",
        lines[1].why
    );
    assert!(lines.iter().all(|line| {
        line.address
            .as_deref()
            .is_some_and(|to| to.starts_with("/contracts/"))
    }));
}

#[test]
fn a_buyer_is_to_be_talked_to_until_somebody_has() {
    let mut desk = Desk::new(1);
    let council = desk.add(
        "organisation",
        values([("name", Put::text("Harrowmere Council"))]),
    );
    let buyer = || values([("buyer", Put::reference(council))]);
    desk.contract(None, "Falls service", "2027-03-31", buyer());
    // Too early, and too late.
    desk.contract(None, "Next year", "2027-07-31", buyer());
    desk.contract(None, "All but over", "2026-11-30", buyer());
    let lines = desk.group(AttentionKind::TimeToTalk);
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (
            lines[0].subject.as_str(),
            lines[0].text.as_str(),
            lines[0].when.as_str()
        ),
        ("Falls service", "begin to talk", "Until 30 September 2026")
    );
    assert!(
        lines[0]
            .why
            .contains("say now what could be done another way")
    );
    let entry = |desk: &mut Desk, on: &str| {
        desk.add(
            "entry",
            values([
                ("kind", Put::text("meeting")),
                ("happened_on", Put::text(on)),
                ("organisation", Put::reference(council)),
            ]),
        );
    };
    entry(&mut desk, "2026-02-01");
    assert_eq!(
        desk.group(AttentionKind::TimeToTalk).len(),
        1,
        "that was before it was time"
    );
    entry(&mut desk, "2026-05-01");
    assert!(desk.group(AttentionKind::TimeToTalk).is_empty());
}

#[test]
fn deadlines_of_bids_and_promises_are_listed_while_something_can_be_done() {
    let mut desk = Desk::new(1);
    let venture = desk.venture("Homeward", "2026-06-01");
    let fields = values([
        ("title", Put::text("Balance classes")),
        ("status", Put::text("bidding")),
        ("questions_by", Put::text("2026-06-06")),
        ("submit_by", Put::text("2026-06-05")),
        ("deadline", Put::text("2026-06-21")),
    ]);
    let possible = desk.add("opportunity", fields);
    desk.add(
        "bid",
        values([
            ("opportunity", Put::reference(possible)),
            ("venture", Put::reference(venture)),
        ]),
    );
    let contract = desk.contract(
        Some(venture),
        "Home from hospital",
        "2029-03-31",
        values([]),
    );
    desk.add(
        "promise",
        values([
            ("promise", Put::text("Two apprentices")),
            ("contract", Put::reference(contract)),
            ("due", Put::text("2026-07-01")),
        ]),
    );
    let lines = desk.group(AttentionKind::Deadlines);
    let found: Vec<(&str, &str, &str)> = lines
        .iter()
        .map(|line| {
            (
                line.subject.as_str(),
                line.text.as_str(),
                line.when.as_str(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Homeward", "Balance classes: we submit", "2 days late"),
            ("Homeward", "Balance classes: bids due", "In 2 weeks"),
            ("Homeward", "Two apprentices: promise due", "In 3 weeks"),
        ]
    );
    let sent = values([("status", Put::text("submitted"))]);
    desk.run(Command::Edit {
        record: possible,
        values: sent,
    });
    assert_eq!(
        desk.group(AttentionKind::Deadlines).len(),
        1,
        "what was sent off waits for the buyer"
    );
}
