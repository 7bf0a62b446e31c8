//! Whole notices as Public Contracts Scotland and Sell2Wales write them, with invented content; and fields of the UK's own
//! extension.

use pretty_assertions::assert_eq;

use super::*;
use crate::domain::{money::Pence, records::Place};

fn cpv(id: &str, name: &str) -> Value {
    json!({"scheme": "CPV", "id": id, "description": name})
}

/// Codes on the tender and its items, periods and weights on the lots, no id.
fn scottish() -> Value {
    let lot = |id: &str, title: &str, pounds: i64| {
        json!({
            "id": id, "title": title, "description": format!("Meals in the {title}"), "status": "active",
            "value": {"amount": pounds, "currency": "GBP"},
            "contractPeriod": {"startDate": "2025-04-01T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00", "maxExtentDate": "2028-03-31T23:59:59+01:00"},
            "hasRenewal": true, "renewal": {"description": "One year more"},
            "suitability": {"sme": true},
            "awardCriteria": {"criteria": [{"type": "quality", "description": "80"}, {"type": "price", "description": "20"}]},
        })
    };
    json!({
        "ocid": "ocds-r6ebe6-0000800001", "date": "2025-01-10T09:00:00Z", "tag": ["tender"], "initiationType": "tender", "language": "en",
        "parties": [{
            "id": "org-1", "name": "Braemuir Council", "roles": ["buyer"],
            "identifier": {"scheme": "GB-PCS", "id": "AA00001"},
            "address": {"locality": "Braemuir,", "postalCode": "AB12 3CD", "region": "UKM50", "countryName": "United Kingdom"},
            "contactPoint": {"name": "Isla Secret", "email": "isla@braemuir.example"},
            "details": {"url": "https://www.braemuir.example"},
        }],
        "buyer": {"id": "org-1", "name": "Braemuir Council"},
        "tender": {
            "id": "BC/25/7", "title": "Community meals &amp; company", "description": "Meals, and somebody to eat with.",
            "status": "active", "mainProcurementCategory": "services",
            "procurementMethod": "open", "procurementMethodDetails": "Open procedure",
            "legalBasis": {"scheme": "CELEX", "id": "32014L0024"},
            "classification": cpv("55320000", "Meal-serving services"),
            "tenderPeriod": {"endDate": "2025-02-14T12:00:00Z"},
            "submissionMethodDetails": "https://www.publiccontractsscotland.gov.uk",
            "otherRequirements": {
                "reservedParticipation": ["shelteredWorkshop"],
                "reservedParticipationLocation": {"gazetteer": {"scheme": "NUTS", "identifiers": ["UKM50", "UKM62"]}},
            },
            "lots": [lot("1", "North", 40_000), lot("2", "South", 60_000)],
            "items": [
                {"id": "1", "relatedLot": "1", "additionalClassifications": [cpv("85312000", "Social work services")], "deliveryAddresses": [{"region": "UKM50"}]},
                {"id": "2", "relatedLot": "2", "additionalClassifications": [cpv("85312000", "Social work services")], "deliveryAddresses": [{"region": "UKM62"}]},
            ],
        },
    })
}

fn places(desk: &Desk) -> Vec<(String, String)> {
    let places = desk.workspace.records().of_kind(Place::KIND);
    let mut places: Vec<(String, String)> = places
        .map(Place::read)
        .map(|place| (place.code, place.code_type))
        .collect();
    ordering::sort(&mut places);
    places
}

#[test]
fn a_scottish_notice_is_read_in_full() {
    let mut desk = Desk::new();
    let file = package(vec![scottish()]);
    let plan = desk.import(&file);
    assert_eq!(outcomes(&plan), (1, 0, 0, 0, 0));
    assert!(!format!("{:?}", plan.draft()).contains("Secret"));
    let one = desk.opportunity();
    assert_eq!(
        one.notices,
        ["ocds-r6ebe6-0000800001 2025-01-10T09:00:00Z tender"]
    );
    assert_eq!(
        (one.title.as_str(), one.regime.as_str(), one.method.as_str()),
        ("Community meals & company", "scotland", "open")
    );
    assert_eq!(
        one.codes,
        [
            "55320000 Meal-serving services",
            "85312000 Social work services"
        ]
    );
    assert_eq!(one.value, Some(Pence(10_000_000)), "the lots together");
    assert_eq!(
        (
            one.contract_starts,
            one.contract_ends,
            one.contract_latest_end
        ),
        (
            Some(day("2025-04-01")),
            Some(day("2027-03-31")),
            Some(day("2028-03-31"))
        ),
        "as its lots say"
    );
    assert_eq!(
        one.criteria,
        json!([
            {"kind": "quality", "name": "Quality", "weight": 80},
            {"kind": "price", "name": "Price", "weight": 20},
        ])
    );
    assert_eq!(one.reserved_for, ["shelteredWorkshop"]);
    assert_eq!(one.reserved_place, "UKM50, UKM62");
    let area = |code: &str| (code.to_owned(), "UK".to_owned());
    assert_eq!(places(&desk), [area("UKM50"), area("UKM62")]);
    let buyer = desk.organisation(one.buyer);
    assert_eq!(
        (buyer.name.as_str(), buyer.town.as_str()),
        ("Braemuir Council", "Braemuir")
    );
    let lots = desk.lots();
    let said: Vec<_> = lots
        .iter()
        .map(|lot| {
            let ends = lot.contract_ends;
            let renewal = lot.renewal.as_str();
            (
                lot.title.as_str(),
                lot.value,
                ends,
                renewal,
                lot.suitable_sme,
            )
        })
        .collect();
    let ends = Some(day("2027-03-31"));
    assert_eq!(
        said,
        [
            ("North", Some(Pence(4_000_000)), ends, "One year more", true),
            ("South", Some(Pence(6_000_000)), ends, "One year more", true),
        ]
    );
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 1, 0, 0));
}

/// Tender, award and contract in one notice without an id, the award for one lot of two, and a word on how it goes.
fn welsh() -> Value {
    json!({
        "ocid": "ocds-kuma6s-0000123", "date": "2025-01-20T10:00:00+00:00", "tag": ["award", "contract", "implementation"],
        "initiationType": "tender", "language": "en",
        "parties": [
            {"id": "b", "name": "Cyngor Dyffryn", "roles": ["buyer"], "address": {"region": "UKL14"}},
            {"id": "s", "name": "Cegin CIC", "roles": ["supplier"], "identifier": {"scheme": "GB-COH", "id": "7296070"}},
        ],
        "buyer": {"id": "b", "name": "Cyngor Dyffryn"},
        "tender": {
            "id": "DYF-7", "title": "Help at home", "status": "complete", "mainProcurementCategory": "services",
            "aboveThreshold": false, "specialRegime": ["lightTouch"],
            "classification": cpv("85000000", "Health and social work services"),
            "items": [{"id": "1", "classification": cpv("85320000", "Social services"), "deliveryAddresses": [{"region": "UKL14"}]}],
            "lots": [
                {"id": "1", "title": "Coast", "status": "cancelled", "contractPeriod": {"startDate": "2025-02-01", "endDate": "2026-01-31"}},
                {"id": "2", "title": "Hills", "status": "complete", "contractPeriod": {"startDate": "2025-03-01", "endDate": "2027-02-28"},
                    "awardCriteria": {"criteria": [{"type": "quality", "name": "Social value", "description": "15%"}, {"type": "cost", "description": "85"}]}},
            ],
        },
        "awards": [{
            "id": "a1", "status": "active", "date": "2025-01-15T00:00:00Z", "relatedLots": ["2"],
            "suppliers": [{"id": "s", "name": "Cegin CIC"}], "value": {"amount": 80_000, "currency": "GBP"},
        }],
        "contracts": [{
            "id": "c1", "awardID": "a1", "status": "active", "dateSigned": "2025-01-20T00:00:00Z",
            "period": {"startDate": "2025-03-01T00:00:00Z", "endDate": "2027-02-28T23:59:59Z"},
            "implementation": {
                "metrics": [{"id": "k1", "title": "Visits on time", "observations": [
                    {"measure": "93", "unit": {"name": "%"}, "period": {"startDate": "2025-04-01", "endDate": "2025-06-30"}},
                ]}],
                "performanceFailures": [{"id": "f1", "category": "breach", "description": "Two visits missed", "date": "2025-05-02"}],
            },
        }],
    })
}

#[test]
fn a_welsh_notice_is_read_in_full_and_its_contract_names_its_lot() {
    let mut desk = Desk::new();
    let file = package(vec![welsh()]);
    assert_eq!(outcomes(&desk.import(&file)), (1, 0, 0, 0, 0));
    let one = desk.opportunity();
    assert_eq!(one.notices.len(), 1);
    assert_eq!(
        (one.status.as_str(), one.regime.as_str()),
        ("awarded", "below_threshold")
    );
    assert_eq!(one.special_regimes, ["Below threshold", "Light touch"]);
    assert_eq!(
        one.codes,
        [
            "85000000 Health and social work services",
            "85320000 Social services"
        ]
    );
    assert_eq!(one.social_value_weight, Some(15));
    assert_eq!(
        one.criteria[1],
        json!({"kind": "cost", "name": "Cost", "weight": 85})
    );
    assert_eq!(places(&desk), [("UKL14".to_owned(), "UK".to_owned())]);
    let hills = desk.lots()[1].id;
    let contract = desk.contracts().remove(0);
    assert_eq!(contract.lots, [hills]);
    assert_eq!(
        (contract.status.as_str(), contract.value, contract.ends),
        ("active", Some(Pence(8_000_000)), Some(day("2027-02-28")))
    );
    assert_eq!(
        contract.performance,
        "Visits on time: 93 % (30 June 2025)\nFell short: breach: Two visits missed (2 May 2025)"
    );
    assert_eq!(outcomes(&desk.plan(&file)), (0, 0, 1, 0, 0));
}

#[test]
fn an_award_that_comes_alone_finds_the_lots_of_the_notice_before() {
    let mut desk = Desk::new();
    let mut tender = welsh();
    for part in ["awards", "contracts"] {
        tender.as_object_mut().unwrap().remove(part);
    }
    desk.import(&package(vec![with(tender, json!({"tag": ["tender"]}))]));
    assert_eq!((desk.lots().len(), desk.contracts().len()), (2, 0));
    let award = json!({
        "ocid": "ocds-kuma6s-0000123", "date": "2025-01-25T10:00:00Z", "tag": ["award"], "awards": welsh()["awards"],
    });
    desk.import(&package(vec![award]));
    assert_eq!(desk.contracts()[0].lots, [desk.lots()[1].id]);
    assert_eq!(desk.lots().len(), 2);
}

#[test]
fn a_budget_stands_in_until_a_notice_says_the_value() {
    let budget = |id: &str, date: &str, pounds: i64| {
        let budget = json!({"amount": {"amount": pounds, "currency": "GBP"}, "description": "From the ageing well fund"});
        let planned = tender(id, date, json!({"status": "planned"}));
        with(
            planned,
            json!({"tag": ["planning"], "planning": {"budget": budget}}),
        )
    };
    let mut desk = Desk::new();
    desk.import(&package(vec![budget("1", "2025-01-01T09:00:00Z", 90_000)]));
    let one = desk.opportunity();
    assert_eq!(one.value_words(), "up to £90,000");
    assert_eq!(one.summary, "From the ageing well fund");
    desk.import(&package(vec![budget("2", "2025-01-05T09:00:00Z", 80_000)]));
    assert_eq!(desk.opportunity().value_words(), "up to £80,000");
    let stated = json!({"value": {"amount": 70_000, "currency": "GBP"}});
    desk.import(&package(vec![tender("3", "2025-01-10T09:00:00Z", stated)]));
    assert_eq!(desk.opportunity().value_words(), "£70,000");
    desk.import(&package(vec![budget("4", "2025-01-15T09:00:00Z", 60_000)]));
    assert_eq!(
        desk.opportunity().value_words(),
        "£70,000",
        "what was stated stays"
    );
}
