//! The genuine samples with their exact counts, and the standard's own lifecycle.

use std::collections::BTreeMap;

use pretty_assertions::assert_eq;

use super::*;
use crate::{
    domain::{
        dates::FinancialYear,
        money::Pence,
        records::{Import, Place, Step},
    },
    workspace::{
        Member,
        forecast::{Scope, When},
    },
};

const SUBSET: &str = "contracts-finder_vcse-suitable-social-cpv_subset.json";

fn statuses(desk: &Desk) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for opportunity in desk.opportunities() {
        *counts.entry(opportunity.status).or_default() += 1;
    }
    counts
}

#[test]
fn twenty_seven_notices_of_contracts_finder_become_twenty_seven_opportunities() {
    let Some(file) = sample(SUBSET) else { return };
    let mut desk = Desk::new();
    let plan = desk.import(&file);
    assert_eq!(outcomes(&plan), (27, 0, 0, 0, 0));
    assert_eq!(
        plan.notes,
        ["Published by Cabinet Office under Open Government Licence 3.0."]
    );
    assert_eq!(plan.why, "Imported 27 opportunities from notices.json");
    let expected = [
        ("awarded", 15),
        ("closed", 1),
        ("engaging", 3),
        ("horizon", 1),
        ("open", 7),
    ];
    assert_eq!(
        statuses(&desk),
        expected
            .map(|(status, count)| (status.to_owned(), count))
            .into()
    );
    let all = desk.opportunities();
    let count = |fits: &dyn Fn(&Opportunity) -> bool| all.iter().filter(|one| fits(one)).count();
    assert_eq!(count(&|one| one.suitable_vcse && one.suitable_sme), 27);
    assert_eq!(
        count(&|one| one.value.is_some()),
        18,
        "20 state a value, 2 of them as a range"
    );
    assert_eq!(
        count(&|one| one.value_low.is_some() && one.value_high.is_some()),
        2
    );
    assert_eq!(count(&|one| one.deadline.is_some()), 23);
    assert_eq!(count(&|one| one.buyer.is_some()), 27);
    assert_eq!(count(&|one| !one.codes.is_empty()), 27);
    assert_eq!(
        count(&|one| one
            .link
            .starts_with("https://www.contractsfinder.service.gov.uk/Notice/")),
        27
    );
    assert_eq!(
        count(&|one| one.licence == "Open Government Licence 3.0"),
        27
    );
    assert_eq!(desk.count(Contract::KIND), 15);
    assert_eq!(
        desk.contracts()
            .iter()
            .filter(|contract| contract.status == "ended")
            .count(),
        1
    );
    assert_eq!(desk.count(Import::KIND), 1);
}

#[test]
fn a_range_a_deadline_and_a_winner_are_read_as_they_stand() {
    let Some(file) = sample(SUBSET) else { return };
    let mut desk = Desk::new();
    desk.import(&file);
    let all = desk.opportunities();
    let titled = |start: &str| all.iter().find(|one| one.title.starts_with(start)).unwrap();
    let idva = titled("Domestic Abuse Independent Advocate");
    assert_eq!(idva.value_words(), "£678,660.32 to £1,018,044.14");
    assert_eq!(
        (idva.deadline.unwrap().iso(), idva.deadline_time.as_str()),
        ("2024-09-09".to_owned(), "16:00")
    );
    assert_eq!(
        desk.organisation(idva.winners.first().copied()).name,
        "One YMCA"
    );
    assert_eq!(idva.contract_ends.unwrap().iso(), "2028-03-31");
    assert_eq!(idva.awarded_value, Some(Pence(101_804_414)));
    let care = titled("WCC - Day Opportunities");
    assert_eq!(
        (care.winners.len(), care.awarded_value),
        (17, None),
        "an award of nothing states no value"
    );
    let fcdo = titled("Tackling Deadly Diseases");
    assert!(
        fcdo.summary.contains("total of £3 million"),
        "{}",
        fcdo.summary
    );
    assert_eq!(fcdo.codes, ["79419000 Evaluation consultancy services"]);
    assert!(
        fcdo.places.is_empty(),
        "a list of half the world is no place"
    );
    let luton = titled("AT1299");
    assert!(
        luton.summary.contains("councils.\n\nLuton Council"),
        "{}",
        luton.summary
    );
    assert_eq!(luton.papers.as_array().unwrap().len(), 2);
    let durham = titled("001917");
    let council = desk.organisation(durham.buyer);
    assert_eq!(council.identifiers[0].to_string(), "GB-LAE-DUR");
    let sheffield = titled("Civil Parking");
    let buyer = desk.organisation(sheffield.buyer);
    assert!(
        buyer.identifiers.is_empty(),
        "an id that is local to the publisher is none"
    );
}

#[test]
fn the_same_notices_again_change_nothing_and_one_undo_takes_all_back() {
    let Some(file) = sample(SUBSET) else { return };
    let mut desk = Desk::new();
    desk.import(&file);
    let again = desk.plan(&file);
    assert_eq!(outcomes(&again), (0, 0, 27, 0, 0));
    assert!(!again.changes_anything());
    desk.run(Command::Undo);
    assert_eq!(
        [
            Opportunity::KIND,
            Contract::KIND,
            Organisation::KIND,
            Place::KIND
        ]
        .map(|kind| desk.count(kind)),
        [0; 4]
    );
    assert_eq!(outcomes(&desk.import(&file)), (27, 0, 0, 0, 0));
}

#[test]
fn the_genuine_tender_of_find_a_tender_comes_whole() {
    let Some(file) = sample("find-a-tender_032703-2026_UK4-tender.json") else {
        return;
    };
    let mut desk = Desk::on("2026-04-20");
    assert_eq!(outcomes(&desk.import(&file)), (1, 0, 0, 0, 0));
    let one = desk.opportunity();
    assert_eq!(
        (one.status.as_str(), one.notice_status.as_str()),
        ("open", "open")
    );
    assert_eq!(
        (one.value, one.value_gross),
        (Some(Pence(3_372_100)), Some(Pence(4_046_520)))
    );
    assert_eq!(
        (one.deadline.unwrap().iso(), one.deadline_time.as_str()),
        ("2026-05-08".to_owned(), "23:59")
    );
    assert_eq!(one.questions_by.unwrap().iso(), "2026-04-24");
    assert_eq!(
        one.contract_starts.unwrap().iso(),
        "2026-05-14",
        "from its one lot"
    );
    assert_eq!(one.contract_ends.unwrap().iso(), "2026-12-31");
    assert_eq!(
        one.codes,
        ["09323000 District heating", "79314000 Feasibility study"]
    );
    assert_eq!(
        (one.regime.as_str(), one.method.as_str()),
        ("PA2023", "open")
    );
    assert_eq!(one.criteria.as_array().unwrap().len(), 3);
    assert_eq!(one.criteria[1]["weight"], 50);
    assert_eq!(one.how_to_apply, "");
    assert_eq!(
        one.link,
        "https://www.find-tender.service.gov.uk/Notice/032703-2026"
    );
    assert!(desk.lots().is_empty(), "one lot alone is the whole");
    let buyer = desk.organisation(one.buyer);
    assert_eq!(buyer.identifiers[0].to_string(), "GB-PPON-PDTL-7248-GWZW");
    assert_eq!(buyer.postcode, "HG1 5LT");
    let place = desk.workspace.record(one.places[0]).unwrap();
    assert_eq!(
        (place.value("code").text(), place.value("code_type").text()),
        (Some("UKE2"), Some("UK"))
    );
    // After the deadline, the same tender of another workspace is closed.
    let mut later = Desk::on("2026-05-09");
    later.import(&file);
    assert_eq!(later.opportunity().status, "closed");
}

#[test]
fn an_award_notice_alone_makes_an_opportunity_with_its_contract() {
    let Some(file) = sample("contracts-finder_original-package_1-release.json") else {
        return;
    };
    let mut desk = Desk::new();
    assert_eq!(outcomes(&desk.import(&file)), (1, 0, 0, 0, 0));
    assert_eq!(desk.opportunity().status, "awarded");
    assert_eq!(desk.count(Contract::KIND), 1);
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 1, 0, 0));
}

const STEPS: [(&str, &str); 6] = [
    ("01-planning", "engaging"),
    ("02-tender", "closed"),
    ("03-tenderAmendment", "closed"),
    ("04-award", "awarded"),
    ("05-contract", "awarded"),
    ("06-implementation", "awarded"),
];

fn step(name: &str) -> Option<Value> {
    sample(&format!(
        "standard-examples/ocds-213czf-000-00001-{name}.json"
    ))
}

#[test]
fn the_standards_lifecycle_is_one_opportunity_through_all_its_notices() {
    let mut desk = Desk::new();
    for (at, (name, status)) in STEPS.iter().enumerate() {
        let Some(file) = step(name) else { return };
        let plan = desk.import(&file);
        let expected = if at == 0 {
            (1, 0, 0, 0, 0)
        } else {
            (0, 1, 0, 0, 0)
        };
        assert_eq!(outcomes(&plan), expected, "{name}");
        assert_eq!(desk.opportunity().status, *status, "{name}");
        assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 1, 0, 0), "{name} again");
    }
    let one = desk.opportunity();
    assert_eq!(one.notices.len(), 6);
    assert_eq!(one.awarded_value, Some(Pence(1_100_000_000)));
    assert_eq!(
        desk.count(Contract::KIND),
        1,
        "award and contract are one contract"
    );
    let contract = desk.contracts().remove(0);
    assert_eq!(contract.signed_on.unwrap().iso(), "2010-06-10");
    assert_eq!(
        (
            contract.ends.unwrap().iso(),
            contract.latest_end.unwrap().iso()
        ),
        ("2011-07-01".to_owned(), "2011-12-31".to_owned())
    );
    assert_eq!(contract.status, "ended");
}

#[test]
fn the_lifecycle_comes_to_the_same_in_one_file_in_any_order() {
    let steps: Option<Vec<Value>> = STEPS.iter().map(|(name, _)| step(name)).collect();
    let Some(steps) = steps else { return };
    let mut one_by_one = Desk::new();
    for step in &steps {
        one_by_one.import(step);
    }
    let mut together = Desk::new();
    let releases = steps
        .iter()
        .rev()
        .map(|step| step["releases"][0].clone())
        .collect();
    let mut all = package(releases);
    all["publisher"] = steps[0]["publisher"].clone();
    all["license"] = steps[0]["license"].clone();
    assert_eq!(outcomes(&together.import(&all)), (1, 0, 0, 0, 0));
    let comparable = |desk: &Desk| {
        let mut one = desk.opportunity();
        one.id = RecordId(0);
        one.buyer = None;
        one.places.clear();
        one.winners.clear();
        for set in [
            &mut one.notices,
            &mut one.codes,
            &mut one.notice_tags,
            &mut one.related,
        ] {
            ordering::sort(set);
        }
        (
            one.title,
            one.summary,
            one.status,
            one.value,
            one.deadline,
            one.notices,
            one.codes,
            one.contract_ends,
        )
    };
    assert_eq!(comparable(&together), comparable(&one_by_one));
}

#[test]
fn the_lifecycles_record_is_read_through_its_compiled_form() {
    let Some(file) = sample("standard-examples/ocds-213czf-000-00001.json") else {
        return;
    };
    let mut desk = Desk::new();
    let plan = desk.import(&file);
    assert_eq!(outcomes(&plan), (1, 0, 0, 0, 0));
    assert!(
        plan.notes
            .iter()
            .any(|note| note.starts_with("Names, telephone numbers")),
        "{:?}",
        plan.notes
    );
    let one = desk.opportunity();
    assert_eq!(one.status, "awarded");
    assert_eq!(desk.count(Contract::KIND), 1);
    // An older notice of the same process fills gaps at most.
    let Some(tender) = step("02-tender") else {
        return;
    };
    let plan = desk.import(&tender);
    assert_eq!(desk.opportunity().status, "awarded");
    assert_eq!(desk.opportunity().value, one.value);
    assert!(outcomes(&plan).1 == 1, "its id is noted");
}

#[test]
fn from_the_dropped_notices_to_a_signed_contract_the_forecast_follows() {
    let (Some(subset), Some(tender)) = (
        sample(SUBSET),
        sample("find-a-tender_032703-2026_UK4-tender.json"),
    ) else {
        return;
    };
    let mut desk = Desk::on("2026-04-20");
    desk.import(&subset);
    desk.import(&tender);
    assert_eq!(desk.count(Opportunity::KIND), 28);
    let ventures = [RecordId(901), RecordId(902)];
    for (id, name) in ventures.into_iter().zip(["Warm Homes", "Town Energy"]) {
        let values = values([("name", Put::text(name))]);
        desk.run(Command::Create {
            kind: "venture".into(),
            id,
            values,
        });
    }
    let figures = |desk: &Desk| {
        let sum = desk.workspace.forecast().sum(Scope::Incubator, When::Ever);
        [sum.secured, sum.evidenced, sum.hoped, sum.weighted].map(Pence::get)
    };
    assert_eq!(
        figures(&desk),
        [0; 4],
        "notices that nobody goes for promise nothing"
    );
    let all = desk.opportunities();
    let id = all
        .iter()
        .find(|one| one.title.starts_with("HARROGATE"))
        .unwrap()
        .id;
    desk.run(Command::pursue(Pursuit::Join {
        opportunity: id,
        bid: None,
        members: ventures.map(Member::of).to_vec(),
        lots: Vec::new(),
    }));
    let whole = 3_372_100;
    assert_eq!(figures(&desk), [0, whole, 0, whole * 15 / 100]);
    for (status, percent) in [
        ("bidding", 25),
        ("submitted", 30),
        ("preferred", 80),
        ("won", 90),
    ] {
        desk.set_status(id, status);
        assert_eq!(
            figures(&desk),
            [0, whole, 0, whole * percent / 100],
            "{status}"
        );
    }
    let contract = RecordId(903);
    desk.run(Command::pursue(Pursuit::Sign {
        opportunity: id,
        bid: None,
        contract,
        values: values([]),
    }));
    assert_eq!(figures(&desk), [whole, 0, 0, whole]);
    let signed = Contract::read(desk.workspace.record(contract).unwrap());
    assert_eq!(
        (signed.venture, signed.partners.as_slice()),
        (Some(ventures[0]), &ventures[1..])
    );
    assert_eq!(signed.ends.unwrap().iso(), "2026-12-31");
    let step = desk
        .workspace
        .records()
        .of_kind(Step::KIND)
        .map(Step::read)
        .next()
        .unwrap();
    assert_eq!(
        (step.due, step.contract),
        (Some(desk.today), Some(contract)),
        "less than a year: begin now"
    );
    // All of it falls into 2026/27, the year of the contract's days.
    let year = When::Year(FinancialYear::starting_in(2026));
    assert_eq!(
        desk.workspace
            .forecast()
            .sum(Scope::Incubator, year)
            .secured,
        Pence(whole)
    );
    let each: Vec<i64> = ventures
        .iter()
        .map(|venture| {
            desk.workspace
                .forecast()
                .sum(Scope::Venture(*venture), year)
                .secured
                .get()
        })
        .collect();
    assert_eq!(each, [whole / 2, whole / 2]);
    // The same notice again leaves our contract alone.
    assert_eq!(outcomes(&desk.plan(&tender)), (0, 0, 1, 0, 0));
}
