//! From a word to a contract and to what follows it: each verb, and what goes with it.

use super::*;

#[test]
fn a_conversation_becomes_an_opportunity_with_buyer_and_venture_in_one_change() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note(
        "Walking groups",
        "Leeds City Council",
        &[gym],
        [("value", pounds(40_000))],
    );
    let row = desk.row(id);
    assert_eq!(
        (
            row.buyer_name.as_str(),
            row.status_label(),
            row.ventures.as_slice()
        ),
        ("Leeds City Council", "Conversation", [gym].as_slice())
    );
    assert_eq!(
        (row.probability, row.weighted, row.certainty),
        (10, Some(Pence(400_000)), Certainty::Hoped)
    );
    // The same buyer again is the same organisation.
    let other = desk.note("Gardening", "leeds  city council", &[], []);
    assert_eq!(desk.row(other).buyer, row.buyer);
    desk.run(Command::Undo);
    desk.run(Command::Undo);
    assert!(rows(&desk.workspace).is_empty());
    assert_eq!(desk.workspace.records().of_kind("organisation").count(), 0);
}

#[test]
fn two_ventures_go_the_way_from_consortium_to_contract() {
    let mut desk = Desk::new();
    let (gym, kitchen) = (
        desk.named("venture", "Green Gym"),
        desk.named("venture", "Kitchen"),
    );
    let id = desk.note(
        "Healthy streets",
        "Wigan Council",
        &[],
        [
            ("value", pounds(100_000)),
            ("contract_starts", Put::text("2026-09-01")),
            ("contract_months", Put::Value(Value::from(24))),
        ],
    );
    let member = |venture, share| Member { venture, share };
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: vec![member(gym, Some(60)), member(kitchen, None)],
        lots: Vec::new(),
    });
    let page = desk.workspace.opportunity_page(id).expect("a page");
    let parts = &page.bids[0].parts;
    assert_eq!(
        parts
            .iter()
            .map(|part| (part.name.as_str(), part.role, part.value))
            .collect::<Vec<_>>(),
        [
            ("Green Gym", "Leads the consortium", Some(Pence(6_000_000))),
            ("Kitchen", "Partner", Some(Pence(4_000_000)))
        ]
    );
    desk.to(id, "submitted");
    assert!(
        desk.bids()
            .iter()
            .all(|bid| bid.submitted_on == Some(Desk::today()))
    );
    desk.to(id, "won");
    assert!(desk.bids().iter().all(|bid| bid.outcome == "won"));
    let contract = desk.id();
    let done = desk.pursue(Pursuit::Sign {
        opportunity: id,
        bid: None,
        contract,
        values: Values::new(),
    });
    assert_eq!(done.message, "Signed the contract for Healthy streets");
    let signed = Contract::read(desk.workspace.record(contract).expect("the contract"));
    assert_eq!(
        (signed.venture, signed.partners.as_slice(), signed.value),
        (Some(gym), [kitchen].as_slice(), Some(Pence(10_000_000)))
    );
    assert_eq!(signed.ends.map(Day::iso).as_deref(), Some("2028-08-31"));
    let row = desk.row(id);
    assert_eq!(
        (row.status.as_str(), row.probability, row.certainty),
        ("contracted", 100, Certainty::Secured)
    );
    // The reminder: a year before the end, at the venture that leads.
    let step = desk
        .workspace
        .records()
        .of_kind(Step::KIND)
        .map(Step::read)
        .next();
    let step = step.expect("a reminder");
    assert_eq!(
        (
            step.due.map(Day::iso).as_deref(),
            step.venture,
            step.contract
        ),
        (Some("2027-08-31"), Some(gym), Some(contract))
    );
    // All of that was one change.
    desk.run(Command::Undo);
    assert_eq!(desk.row(id).status, "won");
    assert!(desk.workspace.record(contract).is_none());
    assert_eq!(desk.workspace.records().of_kind(Step::KIND).count(), 0);
}

#[test]
fn whoever_leaves_a_consortium_leaves_and_the_leading_bid_stays_itself() {
    let mut desk = Desk::new();
    let ventures: Vec<RecordId> = ["A", "B", "C"]
        .iter()
        .map(|name| desk.named("venture", name))
        .collect();
    let id = desk.note("Work", "", &ventures[..2], []);
    let lead = desk
        .bids()
        .iter()
        .find(|bid| bid.led_by.is_none())
        .expect("a lead")
        .id;
    desk.run(Command::Edit {
        record: lead,
        values: values([("price", pounds(900))]),
    });
    let members = [ventures[2], ventures[0]].map(Member::of).to_vec();
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: Some(lead),
        members,
        lots: Vec::new(),
    });
    let page = desk.workspace.opportunity_page(id).expect("a page");
    let names: Vec<&str> = page.bids[0]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(names, ["C", "A"]);
    assert_eq!(
        (page.bids[0].lead.id, page.bids[0].value),
        (lead, Some(Pence(90_000)))
    );
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: Some(lead),
        members: Vec::new(),
        lots: Vec::new(),
    });
    assert!(desk.bids().is_empty());
}

#[test]
fn with_lots_the_lots_bid_for_count_and_not_the_whole() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note("Care", "", &[], [("value", pounds(500))]);
    let mut lots = Vec::new();
    for (number, value) in [("2", 200), ("10", 300)] {
        let fields = values([
            ("opportunity", Put::reference(id)),
            ("number", Put::text(number)),
            ("value", pounds(value)),
        ]);
        lots.push(desk.add("lot", fields));
    }
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: vec![Member::of(gym)],
        lots: vec![lots[0]],
    });
    let page = desk.workspace.opportunity_page(id).expect("a page");
    assert_eq!(page.bids[0].value, Some(Pence(20_000)));
    assert_eq!(page.bids[0].lots, ["Lot 2"]);
    let numbers: Vec<&str> = page
        .lots
        .iter()
        .map(|line| line.lot.number.as_str())
        .collect();
    assert_eq!(numbers, ["2", "10"], "numbers are ordered as numbers");
    assert_eq!(page.lots[0].ventures, [(gym, "Green Gym".to_owned())]);
}

#[test]
fn a_decision_needs_its_reason_and_a_go_on_an_open_tender_means_bidding() {
    let mut desk = Desk::new();
    let id = desk.note("Work", "", &[], [("status", Put::text("open"))]);
    let decide = |decision: &str, reason: &str| Pursuit::Decide {
        opportunity: id,
        decision: decision.to_owned(),
        reason: reason.to_owned(),
    };
    let refused = desk.try_run(Command::pursue(decide("no_go", " ")));
    assert!(matches!(refused, Err(CommandError::ReasonNeeded(_))));
    let refused = desk.try_run(Command::pursue(decide("go", " ")));
    assert!(matches!(refused, Err(CommandError::ReasonNeeded(_))));
    desk.pursue(decide("wait", ""));
    desk.pursue(decide("go", "We know the buyer"));
    assert_eq!(desk.row(id).status, "bidding");
    desk.pursue(decide("no_go", "Too large for us"));
    let row = desk.row(id);
    assert_eq!((row.status.as_str(), row.probability), ("withdrew", 0));
    let kept = Opportunity::read(desk.workspace.record(id).expect("here"));
    assert_eq!(kept.decision_reason, "Too large for us");
}

#[test]
fn a_lost_bid_and_its_lesson_can_be_found_and_a_return_reopens_it() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note(
        "Work",
        "",
        &[gym],
        [("lesson", Put::text("Ask about TUPE early"))],
    );
    desk.to(id, "lost");
    assert_eq!(desk.bids()[0].outcome, "lost");
    let mut index = SearchIndex::default();
    while !index.read_some(&desk.workspace, 100) {}
    let hits = index.find(&desk.workspace, "tupe", 5);
    assert_eq!(hits[0].record, id);
    assert_eq!(hits[0].more, "Opportunity · Lost");
    desk.to(id, "preferred");
    assert_eq!(desk.bids()[0].outcome, "");
}

#[test]
fn an_extension_moves_the_end_and_the_reminder_and_what_follows_begins_as_a_conversation() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note(
        "Walks",
        "Leeds",
        &[gym],
        [
            ("value", pounds(500)),
            ("codes", Put::Add(vec![json!("85312000 Social work")])),
        ],
    );
    let contract = desk.id();
    desk.pursue(Pursuit::Sign {
        opportunity: id,
        bid: None,
        contract,
        values: values([
            ("starts", Put::text("2026-03-01")),
            ("ends", Put::text("2028-02-29")),
            ("extensions", Put::text("12+6")),
        ]),
    });
    let ends = |desk: &Desk| {
        let contract = Contract::read(desk.workspace.record(contract).expect("here"));
        (
            contract.ends.map(Day::iso).unwrap_or_default(),
            contract.extensions,
        )
    };
    desk.pursue(Pursuit::Extend { contract });
    assert_eq!(ends(&desk), ("2029-02-28".to_owned(), "6".to_owned()));
    desk.pursue(Pursuit::Extend { contract });
    assert_eq!(ends(&desk), ("2029-08-31".to_owned(), String::new()));
    let step = desk
        .workspace
        .records()
        .of_kind(Step::KIND)
        .map(Step::read)
        .next();
    assert_eq!(
        step.and_then(|step| step.due).map(Day::iso).as_deref(),
        Some("2028-08-31")
    );
    let refused = desk.try_run(Command::pursue(Pursuit::Extend { contract }));
    assert_eq!(
        refused.expect_err("none left").to_string(),
        "Extensions still open (months): No extension is left. Write the months of each, such as 12+12."
    );
    let next = desk.id();
    desk.pursue(Pursuit::FollowUp { contract, id: next });
    let row = desk.row(next);
    assert_eq!(
        (
            row.title.as_str(),
            row.buyer_name.as_str(),
            row.ventures.as_slice(),
            row.codes.len()
        ),
        ("What follows Walks", "Leeds", [gym].as_slice(), 1)
    );
    assert_eq!(row.status, "conversation");
}

#[test]
fn a_contract_of_others_is_written_down_with_buyer_and_supplier_in_one_change() {
    let mut desk = Desk::new();
    let add = |desk: &mut Desk, fields: &[(&'static str, &str)]| {
        let id = desk.id();
        let fields = fields
            .iter()
            .map(|(field, text)| (*field, Put::text(*text)));
        let done = desk.try_run(Command::pursue(Pursuit::AddContract {
            id,
            values: values(fields),
            buyer: "Wigan Council".to_owned(),
            supplier: "Large Care Ltd".to_owned(),
        }));
        done.map(|_| id)
    };
    let id = add(&mut desk, &[("title", "Home care"), ("ends", "2027-03-31")]);
    let id = id.expect("a contract");
    let known = desk.workspace.contract(id).expect("the contract");
    assert_eq!((known.status.as_str(), known.venture), ("active", None));
    let name = |id: Option<RecordId>| id.map(|id| desk.workspace.name_of(id));
    assert_eq!(name(known.buyer).as_deref(), Some("Wigan Council"));
    let supplier = known.suppliers.first().copied();
    assert_eq!(name(supplier).as_deref(), Some("Large Care Ltd"));
    let backwards = [
        ("title", "Home care"),
        ("starts", "2027-04-01"),
        ("ends", "2027-03-31"),
    ];
    assert!(matches!(
        add(&mut desk, &backwards),
        Err(CommandError::Fields(_))
    ));
    desk.run(Command::Undo);
    assert_eq!(desk.workspace.records().of_kind("organisation").count(), 0);
}

#[test]
fn what_nobody_of_ours_bids_on_is_not_signed_and_secures_nothing() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note("Walks", "Leeds", &[], [("value", pounds(500))]);
    let sign = |contract| {
        Command::pursue(Pursuit::Sign {
            opportunity: id,
            bid: None,
            contract,
            values: values([
                ("starts", Put::text("2027-04-01")),
                ("ends", Put::text("2028-03-31")),
            ]),
        })
    };
    let contract = desk.id();
    let refused = desk.try_run(sign(contract)).expect_err("nobody signs");
    assert_eq!(
        refused.to_string(),
        "Say first which venture signs: add a bid."
    );
    assert_eq!(desk.row(id).status, "conversation");
    // Whoever says that it is signed all the same secures nothing of ours by it.
    desk.to(id, "contracted");
    assert_eq!(desk.row(id).weighted, None);
    desk.to(id, "won");
    desk.pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: vec![Member::of(gym)],
        lots: Vec::new(),
    });
    desk.run(sign(contract));
    assert_eq!(desk.row(id).weighted, Some(Pence(50_000)));
}

#[test]
fn a_founder_is_not_asked_about_the_reminder_of_a_contracts_end() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let id = desk.note("Walks", "Leeds", &[gym], []);
    let ours = desk.add(
        "step",
        values([
            ("what", Put::text("Find a hall")),
            ("venture", Put::reference(gym)),
        ]),
    );
    let contract = desk.id();
    desk.pursue(Pursuit::Sign {
        opportunity: id,
        bid: None,
        contract,
        values: values([("ends", Put::text("2028-03-31"))]),
    });
    assert_eq!(desk.workspace.records().of_kind(Step::KIND).count(), 2);
    let asking = crate::workspace::founders::Asking {
        asks: vec!["steps".to_owned()],
        ..Default::default()
    };
    let request = desk
        .workspace
        .preview_request(gym, &asking, Desk::today())
        .expect("a request");
    let steps = request
        .known
        .iter()
        .filter(|known| known.kind == Step::KIND);
    assert_eq!(steps.map(|known| known.id).collect::<Vec<_>>(), [ours]);
}
