//! What genuine files of the four publishers do, each as a test, numbered as in the list of traps.

use pretty_assertions::assert_eq;

use super::*;
use crate::domain::money::Pence;

#[test]
fn trap_01_notices_without_an_id_are_told_apart_by_process_date_and_tag() {
    let notice = |date: &str| {
        let mut notice = tender("x", date, json!({}));
        notice.as_object_mut().unwrap().remove("id");
        notice["ocid"] = json!("ocds-r6ebe6-0000001");
        notice
    };
    let mut desk = Desk::new();
    assert_eq!(
        outcomes(&desk.import(&package(vec![notice(FIRST)]))),
        (1, 0, 0, 0, 0)
    );
    assert_eq!(
        desk.opportunity().notices,
        [format!("ocds-r6ebe6-0000001 {FIRST} tender")]
    );
    assert_eq!(desk.opportunity().regime, "scotland");
    assert_eq!(
        outcomes(&desk.import(&package(vec![notice(FIRST)]))),
        (0, 0, 1, 0, 0)
    );
    assert_eq!(
        outcomes(&desk.import(&package(vec![notice(LATER)]))),
        (0, 1, 0, 0, 0)
    );
}

#[test]
fn trap_02_a_notice_that_says_only_what_changed_blanks_nothing() {
    let mut desk = Desk::new();
    let full = tender(
        "1",
        FIRST,
        json!({
            "value": {"amount": 1000, "currency": "GBP"},
            "tenderPeriod": {"endDate": "2025-02-10T12:00:00Z"},
            "suitability": {"vcse": true},
        }),
    );
    desk.import(&package(vec![full]));
    let before = desk.opportunity();
    let delta = json!({
        "ocid": "ocds-b5fd17-1", "id": "2", "date": LATER, "tag": ["tenderUpdate"], "initiationType": "tender",
        "tender": {"amendments": [{"id": "1", "description": "New deadline"}], "tenderPeriod": {"endDate": "2025-02-28T12:00:00Z"}},
    });
    let plan = desk.import(&package(vec![delta]));
    let told = changes(&plan, 0);
    assert!(
        told.contains(&"Deadline: 10 February 2025 → 28 February 2025".to_owned()),
        "{told:?}"
    );
    let after = desk.opportunity();
    assert_eq!(
        (after.title, after.value, after.buyer, after.suitable_vcse),
        (before.title, before.value, before.buyer, true)
    );
}

#[test]
fn trap_02_a_change_to_a_notice_that_never_came_is_rejected_with_its_reason() {
    let delta = json!({"ocid": "ocds-h6vhtk-1", "id": "2", "date": LATER, "tag": ["tenderUpdate"], "tender": {"amendments": [{}]}});
    let plan = Desk::new().plan(&package(vec![delta]));
    assert_eq!(outcomes(&plan), (0, 0, 0, 1, 0));
    let Outcome::Rejected(faults) = &plan.rows[0].outcome else {
        panic!()
    };
    assert_eq!(
        faults[0].problem,
        "This notice only changes an earlier one of ocds-h6vhtk-1 that is not here. Import the earlier notice too."
    );
}

#[test]
fn trap_03_a_value_may_stand_on_lots_only_or_be_a_least_only() {
    let lots = json!({"lots": [
        {"id": "1", "title": "North", "value": {"amount": 100.5, "currency": "GBP"}},
        {"id": "2", "title": "South", "value": {"amount": 200, "currency": "GBP"}},
    ]});
    let mut desk = Desk::new();
    desk.import(&package(vec![tender("1", FIRST, lots)]));
    assert_eq!(
        desk.opportunity().value,
        Some(Pence(30_050)),
        "the lots together"
    );
    let lots = desk.lots();
    assert_eq!(
        lots.iter()
            .map(|lot| lot.title.as_str())
            .collect::<Vec<_>>(),
        ["North", "South"]
    );
    // One lot changes: the sum of that one is not the whole.
    let one = json!({"lots": [{"id": "2", "value": {"amount": 250, "currency": "GBP"}}]});
    desk.import(&package(vec![tender("2", LATER, one)]));
    assert_eq!(desk.opportunity().value, Some(Pence(30_050)));
    assert_eq!(desk.lots()[1].value, Some(Pence(25_000)));
    assert_eq!(desk.count(Lot::KIND), 2);
    let mut desk = Desk::new();
    desk.import(&package(vec![tender(
        "1",
        FIRST,
        json!({"minValue": {"amount": 50, "currency": "GBP"}}),
    )]));
    assert_eq!(desk.opportunity().value_words(), "from £50");
    let mut desk = Desk::new();
    desk.import(&package(vec![tender(
        "1",
        FIRST,
        json!({"lots": [
            {"id": "1", "value": {"amount": 100, "currency": "GBP"}}, {"id": "2"},
        ]}),
    )]));
    assert_eq!(
        desk.opportunity().value_words(),
        "from £100",
        "some of the lots are a lower bound"
    );
}

#[test]
fn trap_04_codes_stand_in_four_places() {
    let cpv = |id: &str| json!({"scheme": "CPV", "id": id, "description": format!("Work {id}")});
    let mut release = tender(
        "1",
        FIRST,
        json!({
            "classification": cpv("85000000"),
            "additionalClassifications": [cpv("85312000"), {"scheme": "OTHER", "id": "99999999"}],
            "items": [{"classification": cpv("80000000.0"), "additionalClassifications": [cpv("45233162-2"), cpv("85000000")]}],
        }),
    );
    release["awards"] =
        json!([{"id": "a", "status": "active", "items": [{"classification": cpv("3310000")}]}]);
    let mut desk = Desk::new();
    desk.import(&package(vec![release]));
    let mut codes: Vec<String> = desk
        .opportunity()
        .codes
        .iter()
        .map(|tag| Opportunity::code_of(tag).to_owned())
        .collect();
    ordering::sort(&mut codes);
    assert_eq!(
        codes,
        ["03310000", "45233162", "80000000", "85000000", "85312000"]
    );
}

fn supplier_of(scheme: &str, id: &str) -> Value {
    with(
        tender("1", FIRST, json!({"status": "complete"})),
        json!({
            "tag": ["award"],
            "parties": [
                {"id": "s1", "name": "Green Gym CIC", "roles": ["supplier"], "identifier": {"scheme": scheme, "id": id}},
            ],
            "awards": [{"id": "a1", "status": "active", "suppliers": [{"id": "s1", "name": "Green Gym CIC"}], "date": FIRST}],
        }),
    )
}

#[test]
fn trap_05_company_numbers_are_padded_or_kept_and_flagged() {
    let number = |id: &str| {
        let mut desk = Desk::new();
        let plan = desk.import(&package(vec![supplier_of("GB-COH", id)]));
        let winner = desk.organisation(desk.opportunity().winners.first().copied());
        (
            winner.identifiers[0].to_string(),
            plan.rows[0]
                .notes
                .iter()
                .any(|note| note.contains("is not a number of")),
        )
    };
    assert_eq!(number("4142000"), ("GB-COH-04142000".to_owned(), false));
    assert_eq!(number("11111111.0"), ("GB-COH-11111111".to_owned(), false));
    assert_eq!(number("OC301540"), ("GB-COH-OC301540".to_owned(), false));
    assert_eq!(number("SC268016"), ("GB-COH-SC268016".to_owned(), false));
    assert_eq!(number("458577871"), ("GB-COH-458577871".to_owned(), true));
}

#[test]
fn trap_05_an_award_to_one_of_our_ventures_is_ours_by_its_number_and_never_by_its_name() {
    let ours = |id: &str| {
        let mut desk = Desk::new();
        let venture = RecordId(77);
        desk.run(Command::Create {
            kind: "venture".into(),
            id: venture,
            values: values([
                ("name", Put::text("Green Gym CIC")),
                ("identifiers", Put::Add(vec![json!("GB-COH-07296070")])),
            ]),
        });
        desk.import(&package(vec![supplier_of("GB-COH", id)]));
        let contract = desk.contracts().remove(0);
        (
            desk.opportunity().status,
            contract.venture == Some(venture),
            contract.suppliers.len(),
        )
    };
    assert_eq!(ours("7296070"), ("preferred".to_owned(), true, 0));
    assert_eq!(ours("07296071"), ("awarded".to_owned(), false, 1));
}

#[test]
fn trap_06_ids_of_parties_are_local_and_identify_nobody() {
    let party = |ocid: &str, name: &str| {
        with(
            tender("1", FIRST, json!({})),
            json!({
                "ocid": ocid,
                "buyer": {"id": "GB-CFS-1"},
                "parties": [{"id": "GB-CFS-1", "name": name, "roles": ["buyer"], "identifier": {"scheme": "GB-SRS", "id": "sid4gov.cabinetoffice.gov.uk/x"}}],
            }),
        )
    };
    let mut desk = Desk::new();
    desk.import(&package(vec![
        party("ocds-b5fd17-1", "Leeds"),
        party("ocds-b5fd17-2", "York"),
    ]));
    let names: Vec<String> = desk
        .opportunities()
        .iter()
        .map(|one| desk.organisation(one.buyer).name)
        .collect();
    assert_eq!(names.len(), 2);
    assert!(
        names.contains(&"Leeds".to_owned()) && names.contains(&"York".to_owned()),
        "{names:?}"
    );
    assert!(
        desk.opportunities()
            .iter()
            .all(|one| desk.organisation(one.buyer).identifiers.is_empty())
    );
}

#[test]
fn trap_07_marks_of_web_pages_and_escaped_lines_become_text() {
    let mut desk = Desk::new();
    desk.import(&package(vec![tender("1", FIRST, json!({
        "title": "Children&apos;s &amp;amp; families&#39; help &lt;5",
        "description": "One\\nTwo\\r\\nThree &pound;3m &unknown; R&D; council.rnrnNext Â£3 million",
    }))]));
    let one = desk.opportunity();
    assert_eq!(one.title, "Children's & families' help <5");
    assert_eq!(
        one.summary,
        "One\nTwo\nThree £3m &unknown; R&D; council.\n\nNext Â£3 million".replace("Â£", "£")
    );
}

#[test]
fn trap_08_several_notices_of_one_process_are_one_opportunity_and_the_newest_word_counts() {
    let newer = with(
        tender("2", LATER, json!({"title": "Walking groups, amended"})),
        json!({"tag": ["tenderAmendment"]}),
    );
    let mut desk = Desk::new();
    // The newer stands first in the file.
    assert_eq!(
        outcomes(&desk.import(&package(vec![newer, tender("1", FIRST, json!({}))]))),
        (1, 0, 0, 0, 0)
    );
    let one = desk.opportunity();
    assert_eq!(
        (
            one.title.as_str(),
            one.notices.len(),
            one.notice_date.as_str()
        ),
        ("Walking groups, amended", 2, LATER)
    );
}

#[test]
fn trap_09_awards_of_other_buyers_under_the_same_id_stay_apart() {
    let award = |id: &str, date: &str, buyer: &str, supplier: &str| {
        json!({
            "ocid": "ocds-h6vhtk-02874c", "id": id, "date": date, "tag": ["award"], "initiationType": "tender",
            "buyer": {"id": buyer, "name": buyer}, "tender": {"title": format!("Work for {buyer}"), "status": "complete"},
            "awards": [{"id": "1", "status": "active", "suppliers": [{"id": "s", "name": supplier}], "value": {"amount": 10, "currency": "GBP"}}],
        })
    };
    let file = package(vec![
        award("a", FIRST, "Leeds", "One Ltd"),
        award("b", LATER, "York", "Two Ltd"),
        award("c", LATER, "Hull", "Three Ltd"),
    ]);
    let mut desk = Desk::new();
    assert_eq!(outcomes(&desk.import(&file)), (1, 0, 0, 0, 0));
    let one = desk.opportunity();
    assert_eq!(
        (one.title.as_str(), one.awarded_value, one.winners.len()),
        ("Work for Leeds", Some(Pence(1_000)), 1)
    );
    let mut contracts: Vec<(String, String, bool)> = desk
        .contracts()
        .into_iter()
        .map(|contract| {
            (
                contract.title.clone(),
                desk.organisation(contract.buyer).name,
                contract.opportunity.is_some(),
            )
        })
        .collect();
    ordering::sort(&mut contracts);
    let expected = [("Hull", false), ("Leeds", true), ("York", false)]
        .map(|(buyer, of_it)| (format!("Work for {buyer}"), buyer.to_owned(), of_it));
    assert_eq!(contracts, expected);
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 1, 0, 0));
}

#[test]
fn trap_10_keys_that_nobody_knows_are_passed_over() {
    let mut desk = Desk::new();
    let file = package(vec![tender(
        "1",
        FIRST,
        json!({"documents": [{"ur    l": "x", "format": {"odd": 1}}], "lots": "none", "items": {"a": 1}}),
    )]);
    assert_eq!(outcomes(&desk.import(&file)), (1, 0, 0, 0, 0));
}

#[test]
fn trap_11_a_deadline_on_the_day_of_publication_is_told() {
    let plan = Desk::new().plan(&package(vec![tender("1", FIRST, json!({
        "datePublished": "2025-01-10T09:00:00Z", "tenderPeriod": {"endDate": "2025-01-10T17:00:00Z"},
    }))]));
    assert_eq!(
        plan.rows[0].notes,
        ["The notice gives no day to bid: it was published on the day of its deadline."]
    );
}

#[test]
fn trap_12_a_large_record_is_read_in_steps_without_its_versions_and_can_be_given_up() {
    let filler = "x".repeat(1_000);
    let versions: Vec<Value> = (0..12_000)
        .map(|n| json!({"releaseID": n, "value": filler}))
        .collect();
    let mut records = vec![json!({
        "ocid": "ocds-b5fd17-1",
        "compiledRelease": tender("c", FIRST, json!({})),
        "versionedRelease": {"ocid": "ocds-b5fd17-1", "tender": {"title": versions}},
    })];
    for n in 2..4_002 {
        let mut release = tender("t", FIRST, json!({"description": filler.repeat(2)}));
        release["ocid"] = json!(format!("ocds-b5fd17-{n}"));
        records.push(json!({"ocid": release["ocid"], "releases": [release]}));
    }
    let file = json!({"uri": "u", "version": "1.1", "publishedDate": FIRST, "publisher": {"name": "P"}, "records": records});
    let text = file.to_string();
    assert!(text.len() > 20_000_000, "{}", text.len());
    let Opened::Notices(mut reading) = open(text.into_bytes(), "big.json").unwrap() else {
        panic!()
    };
    let first = reading.step(1_000_000);
    assert!(
        first.done > 100 && first.done < 1_000 && !first.finished,
        "{first:?}"
    );
    let mut steps = 1;
    while !reading.step(1_000_000).finished {
        steps += 1;
    }
    assert!(steps >= 7, "{steps}");
    let desk = Desk::new();
    let file = reading.finish();
    assert_eq!((file.len(), file.notices()), (4_001, 4_001));
    let mut planner = file.planner(Answers::default(), desk.today);
    let progress = planner.step(&desk.workspace, &desk.random(), 100);
    assert_eq!(
        (progress.done, progress.total, progress.finished),
        (100, 4_001, false)
    );
    drop(planner);
    assert_eq!(
        desk.count(Opportunity::KIND),
        0,
        "given up, nothing was written"
    );
}

#[test]
fn trap_13_times_are_shown_as_uk_clocks_show_them() {
    let deadline = |end: &str| {
        let mut desk = Desk::new();
        desk.import(&package(vec![tender(
            "1",
            FIRST,
            json!({"tenderPeriod": {"endDate": end}}),
        )]));
        let one = desk.opportunity();
        format!("{} {}", one.deadline.unwrap().iso(), one.deadline_time)
    };
    assert_eq!(deadline("2025-07-01T12:00:00+01:00"), "2025-07-01 12:00");
    assert_eq!(deadline("2025-07-01T11:00:00Z"), "2025-07-01 12:00");
    assert_eq!(deadline("2025-07-01T23:30:00Z"), "2025-07-02 00:30");
    assert_eq!(deadline("2025-01-01T23:30:00Z"), "2025-01-01 23:30");
    assert_eq!(deadline("2025-07-01"), "2025-07-01 ");
}

#[test]
fn trap_14_award_and_contract_in_one_notice_are_one_contract() {
    let both = with(
        tender("1", FIRST, json!({"status": "complete"})),
        json!({
            "tag": ["award", "contract"],
            "awards": [{"id": "a", "status": "active", "suppliers": [{"id": "s", "name": "One Ltd"}]}],
            "contracts": [{"id": "c", "awardID": "a", "status": "active", "dateSigned": "2025-01-05T00:00:00Z",
                "period": {"startDate": "2025-02-01T00:00:00Z", "endDate": "2027-01-31T23:59:59Z"}, "value": {"amount": 5, "currency": "GBP"}}],
        }),
    );
    let mut desk = Desk::new();
    desk.import(&package(vec![both]));
    let contract = desk.contracts().remove(0);
    assert_eq!(desk.count(Contract::KIND), 1);
    assert_eq!(
        (
            contract.status.as_str(),
            contract.ends.unwrap().iso(),
            contract.suppliers.len()
        ),
        ("active", "2027-01-31".to_owned(), 1)
    );
    assert_eq!(desk.opportunity().notice_tags.len(), 2);
}

#[test]
fn trap_15_exact_duplicates_count_once() {
    let one = tender("1", FIRST, json!({}));
    let plan = Desk::new().plan(&package(vec![one.clone(), one]));
    assert_eq!(outcomes(&plan), (1, 0, 0, 0, 0));
    assert_eq!(
        plan.notes[1],
        "1 notice stood in the file a second time and count once."
    );
}
