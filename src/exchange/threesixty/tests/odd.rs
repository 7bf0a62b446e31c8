//! Grants as genuine files write them, and grants that cannot be taken.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn traps_of_genuine_files_are_read_as_they_were_meant() {
    let mut odd = grant(
        "360G-x-1",
        &json!({"id": "GB-COH-IP28755R", "name": "EsmÃ©e Foods", "organisationType": "Industrial and provident society"}),
    );
    odd["awardDate"] = json!("07/06/2018");
    odd["amountAwarded"] = json!("1200.50");
    odd["plannedDates"] =
        json!([{"startDate": "2018-07-01T00:00:00Z", "endDate": "31/02/2019", "duration": 8}]);
    odd["fromOpenCall"] = json!("Y");
    odd["unheard of"] = json!({"deep": [1, 2]});
    let mut euros = grant(
        "360G-x-2",
        &json!({"id": "GB-MPR-28755R", "name": "Esmée Foods Limited"}),
    );
    euros["currency"] = json!("EUR");
    let mut desk = Desk::new();
    // No package around them.
    let plan = desk.import(&json!([odd, euros]));
    assert_eq!(outcomes(&plan), (2, 0, 0, 0, 0));
    assert_eq!(desk.count(Venture::KIND), 1);
    let venture = desk
        .workspace
        .records()
        .of_kind(Venture::KIND)
        .next()
        .map(Venture::read)
        .unwrap();
    assert_eq!(
        venture.name, "Esmée Foods Limited",
        "the newer grant decides"
    );
    let grants = desk.grants();
    let pounds = grants
        .iter()
        .find(|grant| grant.grant_id == "360G-x-1")
        .unwrap();
    assert_eq!(pounds.amount, Some(Pence(120_050)));
    assert_eq!(pounds.decided_on.unwrap().to_string(), "7 June 2018");
    assert_eq!(pounds.starts.unwrap().iso(), "2018-07-01");
    assert_eq!(pounds.ends, None);
    assert!(
        plan.rows[0].notes[0].starts_with("Left out endDate: “31/02/2019” is not a date"),
        "{:?}",
        plan.rows[0].notes
    );
    let other = grants
        .iter()
        .find(|grant| grant.grant_id == "360G-x-2")
        .unwrap();
    assert_eq!(
        (other.amount, other.quantity, other.unit.as_str()),
        (None, Some(1000), "EUR")
    );
}

#[test]
fn people_are_left_out_and_counted_and_not_named() {
    let mut individual = grant("360G-x-1", &json!({}));
    individual["title"] = json!("Grant to Jo Bloggs");
    individual
        .as_object_mut()
        .unwrap()
        .remove("recipientOrganization");
    individual["recipientIndividual"] = json!({"id": "x", "name": "Jo Bloggs"});
    let trader = grant(
        "360G-x-2",
        &json!({"id": "360G-x-org", "name": "Jo Bloggs", "organisationType": "Sole Trader"}),
    );
    let with_contact = grant(
        "360G-x-3",
        &json!({"id": "GB-CHC-1164859", "name": "Effervescent", "contactName": "Jo", "email": "jo@example.org"}),
    );
    let desk = Desk::new();
    let plan = desk.plan(&package(&[individual, trader, with_contact]));
    assert_eq!(outcomes(&plan), (1, 0, 0, 2, 0));
    assert_eq!(
        plan.notes,
        [
            "Names, telephone numbers and email addresses of people in 1 grant were left out.",
            "2 grants to individuals or sole traders were left out: they are people's own affairs.",
        ]
    );
    let said = format!(
        "{:?}{}",
        plan.rows,
        String::from_utf8(plan.rejected_csv().unwrap()).unwrap()
    );
    assert!(!said.contains("Bloggs"), "{said}");
}

#[test]
fn grants_that_cannot_be_taken_say_why() {
    let recipient = json!({"id": "GB-CHC-1164859", "name": "Effervescent"});
    let mut no_id = grant("", &recipient);
    no_id.as_object_mut().unwrap().remove("id");
    let mut no_day = grant("360G-x-1", &recipient);
    no_day["awardDate"] = json!("30 February 2020");
    let mut no_amount = grant("360G-x-2", &recipient);
    no_amount["amountAwarded"] = json!("lots");
    let nobody = grant("360G-x-3", &json!({"id": "GB-CHC-1164859"}));
    let mut twice = grant("360G-x-4", &recipient);
    let once = twice.clone();
    twice["amountAwarded"] = json!(5);
    let plan = Desk::new().plan(&package(&[
        no_id,
        no_day,
        no_amount,
        nobody,
        once,
        twice,
        json!("what"),
    ]));
    let faults: Vec<String> = plan
        .rows
        .iter()
        .filter_map(|row| match &row.outcome {
            Outcome::Rejected(faults) => Some(format!("{} {}", row.place.row, faults[0])),
            _ => None,
        })
        .collect();
    assert_eq!(
        faults,
        [
            "1 id: This grant has no id, so that the same file would bring it in twice.",
            "2 awardDate: “30 February 2020” is not a date: 30 February does not exist. Write one such as 7 June 2026.",
            "3 amountAwarded: “lots” is not an amount. Write one such as £1,200.50, 1200 or 1.2k.",
            "4 recipientOrganization: This grant does not name who received it.",
            "6 id: Grant 5 of this file has the same id and says something else. Keep one of the two.",
            "7 This is not a grant but a bare value.",
        ]
    );
    assert_eq!(plan.counts.new, 1);
}

#[test]
fn names_alone_never_join_what_registers_keep_apart_and_two_fits_are_asked() {
    let mut desk = Desk::new();
    for number in ["07296070", "06078193"] {
        let id = RecordId(9_000_000 + number.parse::<u128>().unwrap());
        let values = values([
            ("name", Put::text("Green Gym")),
            (
                "identifiers",
                Put::Items(vec![json!(format!("GB-COH-{number}"))]),
            ),
        ]);
        desk.run(Command::Create {
            kind: Venture::KIND.into(),
            id,
            values,
        });
    }
    // A third company of that name is a third venture.
    let plan = desk.plan(&package(&[grant(
        "360G-x-1",
        &json!({"id": "GB-COH-05562636", "name": "Green Gym"}),
    )]));
    assert_eq!(outcomes(&plan), (1, 0, 0, 0, 0));
    assert_eq!(
        plan.rows[0].notes,
        [
            "There is another venture called Green Gym here, with a different number in the same register. They are kept apart."
        ]
    );
    // Without a number it could be either.
    let file = package(&[
        grant("360G-x-2", &json!({"name": "Green Gym"})),
        grant("360G-x-3", &json!({"name": "GREEN GYM"})),
    ]);
    let plan = desk.plan(&file);
    assert_eq!(outcomes(&plan), (0, 0, 0, 0, 2));
    assert!(!plan.changes_anything());
    let [
        Question::WhichOne {
            key,
            rows,
            why,
            candidates,
            ..
        },
    ] = plan.questions.as_slice()
    else {
        panic!()
    };
    assert_eq!(
        (*rows, why.as_str()),
        (2, "2 ventures here have this name.")
    );
    assert_eq!(candidates[0].detail, "GB-COH-07296070, Idea");
    for (answer, new, ventures) in [
        (Answer::Choose(candidates[1].record), 2, 0),
        (Answer::Create, 2, 1),
        (Answer::Skip, 0, 0),
    ] {
        let answers = Answers::from([(key.clone(), answer)]);
        let plan = desk.plan_with(&file, GrantOptions::default(), answers);
        assert_eq!(plan.counts.new, new);
        let made = plan
            .records
            .iter()
            .find(|so_many| so_many.kind == Venture::KIND)
            .map_or(0, |so_many| so_many.new);
        assert_eq!(made, ventures);
    }
}

#[test]
fn ventures_start_in_the_stage_that_was_chosen_for_their_programme() {
    let mut bright = grant(
        "360G-x-1",
        &json!({"id": "GB-CHC-1164859", "name": "Effervescent"}),
    );
    bright["grantProgramme"] = json!([{"title": "Bright Ideas (BI)"}]);
    let plain = grant(
        "360G-x-2",
        &json!({"id": "GB-CHC-250277", "name": "Orchestra"}),
    );
    let file = package(&[bright, plain]);
    let Opened::Grants(opened) = open(serde_json::to_vec(&file).unwrap(), "g.json").unwrap() else {
        panic!()
    };
    assert_eq!(
        opened.programmes(),
        [ProgrammeSeen {
            title: "Bright Ideas (BI)".into(),
            grants: 1
        }]
    );
    let options = GrantOptions {
        stage: Some("test".into()),
        programme_stages: [("Bright Ideas (BI)".to_owned(), "explore".to_owned())].into(),
    };
    let mut desk = Desk::new();
    let plan = desk.plan_with(&file, options, Answers::default());
    desk.run(plan.command());
    assert_eq!(
        desk.text(desk.named(Venture::KIND, "Effervescent"), "stage"),
        "explore"
    );
    assert_eq!(
        desk.text(desk.named(Venture::KIND, "Orchestra"), "stage"),
        "test"
    );
}

/// A grant for an area that has a code and no name, to a recipient in that town.
fn grant_for_area(id: &str, town: &str, code: &str) -> Value {
    let recipient = json!({"id": format!("GB-CHC-{id}"), "name": format!("Group {id}"), "addressLocality": town});
    let mut grant = grant(id, &recipient);
    grant["beneficiaryLocation"] = json!([{"geoCode": code, "geoCodeType": "LSOA"}]);
    grant
}

fn places(desk: &Desk) -> Vec<(String, String)> {
    let places = desk.workspace.records().of_kind(Place::KIND);
    let mut found: Vec<(String, String)> = places
        .map(|place| (desk.text(place.id(), "name"), desk.text(place.id(), "code")))
        .collect();
    crate::ledger::ordering::sort(&mut found);
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, code): &(&str, &str)| ((*name).to_owned(), (*code).to_owned());
    expected.iter().map(own).collect()
}

#[test]
fn an_area_without_a_name_is_called_after_its_town_alone_where_that_names_one_area() {
    let file = package(&[
        grant_for_area("1000001", "Bradford", "E01033692"),
        grant_for_area("1000002", "Bradford", "E01033692"),
        grant_for_area("1000003", "Leeds", "E01011111"),
        grant_for_area("1000004", "Leeds", "E01011112"),
    ]);
    let mut desk = Desk::new();
    desk.import(&file);
    let expected = pairs(&[
        ("Bradford", "E01033692"),
        ("Leeds (E01011111)", "E01011111"),
        ("Leeds (E01011112)", "E01011112"),
    ]);
    assert_eq!(places(&desk), expected);
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 4, 0, 0));
    // A later file for another area of Bradford cannot take the name that is taken.
    desk.import(&package(&[grant_for_area(
        "1000005",
        "Bradford",
        "E01033693",
    )]));
    assert!(places(&desk).contains(&("Bradford (E01033693)".to_owned(), "E01033693".to_owned())));
}

#[test]
fn an_area_without_a_name_keeps_its_code_beside_a_town_that_the_file_or_somebody_names() {
    let mut whole_town = grant_for_area("1000002", "York", "E06000014");
    whole_town["beneficiaryLocation"][0]["name"] = json!("York");
    let mut desk = Desk::new();
    desk.run(Command::Create {
        kind: Place::KIND.into(),
        id: RecordId(78),
        values: values([("name", Put::text("Bradford"))]),
    });
    desk.import(&package(&[
        grant_for_area("1000001", "York", "E01013333"),
        whole_town,
        grant_for_area("1000003", "Bradford", "E01033692"),
    ]));
    let expected = pairs(&[
        ("Bradford", ""),
        ("Bradford (E01033692)", "E01033692"),
        ("York", "E06000014"),
        ("York (E01013333)", "E01013333"),
    ]);
    assert_eq!(places(&desk), expected);
}

#[test]
fn an_area_that_one_grant_of_a_file_names_is_called_so_for_all() {
    let mut named = grant_for_area("1000002", "Bradford", "E01033692");
    named["beneficiaryLocation"][0]["name"] = json!("Manningham");
    let mut desk = Desk::new();
    desk.import(&package(&[
        grant_for_area("1000001", "Bradford", "E01033692"),
        named,
        grant_for_area("1000003", "Bradford", "E01033693"),
    ]));
    let expected = pairs(&[("Bradford", "E01033693"), ("Manningham", "E01033692")]);
    assert_eq!(places(&desk), expected);
}
