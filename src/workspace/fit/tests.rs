//! Who fits, why, and what holds them back.

mod blocked;

use serde_json::{Value, json};

use super::*;
use crate::ledger::{Author, DeviceId, Draft, DraftOp, Ledger};

fn today() -> Day {
    Day::parse("2026-11-21").expect("a day")
}

impl Workspace {
    /// One venture beside one opportunity, also when nothing speaks for it; nothing when either is gone.
    fn fit_of(&self, opportunity: RecordId, venture: RecordId, today: Day) -> Option<Fit> {
        let wanted = self.wanted(opportunity, today)?;
        let venture = self.facts().venture(venture)?;
        Some(self.fit_with(&wanted, venture, &mut matching::ThemesMet::default()))
    }
}

fn id(number: u128) -> String {
    RecordId(number).to_string()
}

/// Records by kind, number and fields; a list is a set.
fn workspace(records: &[(&str, u128, Value)]) -> Workspace {
    let mut ledger = Ledger::new(DeviceId(1));
    let mut ops = Vec::new();
    for (kind, number, fields) in records {
        let (record, kind) = (RecordId(*number), (*kind).to_owned());
        let mut single = serde_json::Map::new();
        for (field, value) in fields.as_object().expect("fields") {
            match value {
                Value::Array(items) => ops.push(DraftOp::Tags {
                    record,
                    kind: kind.clone(),
                    field: field.clone(),
                    add: items.clone(),
                    remove: Vec::new(),
                }),
                value => {
                    single.insert(field.clone(), value.clone());
                }
            }
        }
        ops.push(DraftOp::Set {
            record,
            kind,
            fields: single,
        });
    }
    let draft = Draft {
        ops,
        ..Draft::by_hand("Test")
    };
    let change = ledger
        .commit(draft, &Author::new("Ana", ""), 1_000)
        .expect("a change");
    let mut workspace = Workspace::empty(DeviceId(2));
    workspace.merge(&[change], 1_000);
    workspace
}

const HOMEWARD: u128 = 1;
const SEA_LEGS: u128 = 2;
const FAR_AWAY: u128 = 3;
const BAKERY: u128 = 4;
const FALLS: u128 = 20;
const BREAD: u128 = 21;

/// A venture with every paper, number and point of its gate in order.
fn ready(number: u128, venture: &Value) -> Vec<(&'static str, u128, Value)> {
    let mut fields = json!({
        "stage": "contracted", "disposition": "active", "legal_form": "cic_clg", "turnover": 20_000_000,
        "identifiers": [format!("GB-COH-0{number}000000")], "flags": ["vcse"],
    });
    for (field, value) in venture.as_object().expect("fields") {
        fields[field] = value.clone();
    }
    let mut records = vec![("venture", number, fields)];
    for (at, kind) in ["governing_document", "accounts", "insurance", "policy"]
        .iter()
        .enumerate()
    {
        let paper = json!({"venture": id(number), "title": kind, "kind": kind});
        records.push(("document", 1_000 * number + at as u128, paper));
    }
    records
}

fn harrowmere(more: &[(&'static str, u128, Value)]) -> Workspace {
    let mut records = vec![
        (
            "place",
            10,
            json!({"name": "Harrowmere", "code": "E06000999"}),
        ),
        ("place", 11, json!({"name": "Farland", "code": "E06000998"})),
        ("organisation", 12, json!({"name": "Harrowmere Council"})),
        (
            "opportunity",
            FALLS,
            json!({
                "title": "Falls prevention classes", "summary": "Balance groups for people over 70.", "status": "open",
                "ocid": "ocds-1", "buyer": id(12), "value": 9_000_000, "contract_months": 36, "deadline": "2026-12-20",
                "places": [id(10)], "codes": ["85312000 Social work services"], "suitable_vcse": true,
            }),
        ),
        (
            "opportunity",
            BREAD,
            json!({
                "title": "Bread for schools", "status": "open", "ocid": "ocds-2", "value": 1_000_000, "places": [id(10)],
            }),
        ),
    ];
    records.extend(ready(
        HOMEWARD,
        &json!({"name": "Homeward", "places": [id(10)], "themes": ["Ageing well"]}),
    ));
    records.extend(ready(
        SEA_LEGS,
        &json!({"name": "Sea Legs", "places": [id(10)], "themes": ["Falls", "Ageing well"]}),
    ));
    records.extend(ready(
        FAR_AWAY,
        &json!({"name": "Far Away", "places": [id(11)], "themes": ["Falls"]}),
    ));
    records.extend(ready(
        BAKERY,
        &json!({"name": "Bakery", "places": [id(10)], "themes": ["Food"]}),
    ));
    records.extend(more.iter().cloned());
    workspace(&records)
}

fn texts(fit: &Fit) -> Vec<&str> {
    fit.reasons
        .iter()
        .map(|reason| reason.text.as_str())
        .collect()
}

#[test]
fn those_for_whom_most_speaks_come_first_and_each_says_why() {
    let workspace = harrowmere(&[]);
    let fits = workspace.fits(RecordId(FALLS), today(), 10);
    let found: Vec<(&str, Stand)> = fits
        .ventures
        .iter()
        .map(|fit| (fit.name.as_str(), fit.stand))
        .collect();
    assert_eq!(
        found,
        [
            ("Sea Legs", Stand::CouldNow),
            ("Homeward", Stand::CouldNow),
            ("Far Away", Stand::Unlikely)
        ]
    );
    assert_eq!(
        texts(&fits.ventures[0]),
        [
            "It works in Harrowmere.",
            "It is about Falls, and so is this.",
            "The code 85312000 Social work services goes with its theme Ageing well.",
            "A year of it comes to £30,000, within half of its turnover of £200,000.",
            "The buyer says that it suits voluntary, community and social enterprises.",
        ]
    );
    let far = &fits.ventures[2];
    assert!(texts(far).contains(&"The work is in Harrowmere; it works in Farland."));
    assert_eq!(
        workspace.fits(RecordId(FALLS), today(), 1).count,
        3,
        "the rest is counted"
    );
    assert!(
        workspace
            .fits(RecordId(999), today(), 10)
            .ventures
            .is_empty()
    );
}

#[test]
fn no_fit_comes_without_a_reason() {
    let workspace = harrowmere(&[]);
    let bakery = workspace
        .fit_of(RecordId(FALLS), RecordId(BAKERY), today())
        .expect("a fit");
    assert!(!bakery.reasons.is_empty());
    let quiet = workspace_with_quiet();
    let fit = quiet
        .fit_of(RecordId(BREAD), RecordId(50), today())
        .expect("a fit");
    assert!(!fit.reasons.is_empty());
}

fn workspace_with_quiet() -> Workspace {
    harrowmere(&[
        (
            "venture",
            50,
            json!({"name": "Quiet", "stage": "idea", "disposition": "active"}),
        ),
        (
            "opportunity",
            BREAD,
            json!({"title": "Something", "status": "open", "value": null}),
        ),
    ])
}

#[test]
fn what_holds_back_is_named_and_leaves_when_it_is_put_right() {
    let workspace = harrowmere(&[
        ("venture", SEA_LEGS, json!({"stage": "contract_ready"})),
        ("document", 2_002, json!({"expires": "2026-12-01"})),
        (
            "document",
            2_003,
            json!({"kind": "other", "title": "Something else"}),
        ),
        (
            "opportunity",
            FALLS,
            json!({"ocid": "ocds-h6vhtk-1", "reserved_for": ["shelteredWorkshop"], "reserved_place": "UKD41"}),
        ),
    ]);
    let fit = workspace
        .fit_of(RecordId(FALLS), RecordId(SEA_LEGS), today())
        .expect("a fit");
    let gaps: Vec<&str> = fit.gaps.iter().map(|gap| gap.text.as_str()).collect();
    assert_eq!(
        gaps,
        [
            "The insurance runs out on 1 December 2026, and must stand on 20 December 2026.",
            "No policy is linked.",
            "Not noted as registered on the central digital platform, which Find a Tender asks for.",
            "It is reserved for supported employment providers: nobody noted that this venture is one.",
        ]
    );
    assert_eq!(fit.stand, Stand::CouldOnce);
    assert!(fit.reasons.iter().any(|why| why.text.contains("in UKD41")));
    let early = harrowmere(&[(
        "venture",
        SEA_LEGS,
        json!({"stage": "explore", "legal_form": "not_yet"}),
    )]);
    let fit = early
        .fit_of(RecordId(FALLS), RecordId(SEA_LEGS), today())
        .expect("a fit");
    let kinds: Vec<&GapKind> = fit.gaps.iter().map(|gap| &gap.kind).collect();
    assert_eq!(kinds, [&GapKind::Stage, &GapKind::LegalForm]);
    let case = harrowmere(&[("venture", SEA_LEGS, json!({"stage": "prove"}))]);
    let fit = case
        .fit_of(RecordId(FALLS), RecordId(SEA_LEGS), today())
        .expect("a fit");
    let criteria: Vec<&str> = fit
        .gaps
        .iter()
        .filter_map(|gap| match &gap.kind {
            GapKind::Criterion(code) => Some(code.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(criteria, ["ally", "income_model", "social_value_statement"]);
}

#[test]
fn an_entry_of_its_organisation_in_a_register_is_its_own() {
    let workspace = harrowmere(&[
        (
            "venture",
            60,
            json!({"name": "Hosted by its CIC", "stage": "contracted", "disposition": "active", "legal_form": "cio", "organisation": id(61)}),
        ),
        (
            "organisation",
            61,
            json!({"name": "The CIO", "identifiers": ["GB-CHC-1159982"]}),
        ),
    ]);
    let fit = workspace
        .fit_of(RecordId(FALLS), RecordId(60), today())
        .expect("a fit");
    assert!(
        !fit.gaps.iter().any(|gap| gap.kind == GapKind::Register),
        "{:?}",
        fit.gaps
    );
}

#[test]
fn size_is_the_years_worth_beside_the_turnover() {
    let size = |turnover: Option<i64>| {
        let workspace = harrowmere(&[("venture", SEA_LEGS, json!({"turnover": turnover}))]);
        let fit = workspace
            .fit_of(RecordId(FALLS), RecordId(SEA_LEGS), today())
            .expect("a fit");
        let reason = fit
            .reasons
            .iter()
            .find(|reason| reason.aspect == Aspect::Size)
            .expect("a reason");
        (reason.says, fit.stand)
    };
    // A year of it comes to £30,000.
    assert_eq!(size(Some(6_000_000)), (Says::For, Stand::CouldNow));
    assert_eq!(size(Some(5_999_999)), (Says::Unknown, Stand::CouldNow));
    assert_eq!(size(Some(3_000_000)), (Says::Unknown, Stand::CouldNow));
    assert_eq!(size(Some(2_999_999)), (Says::Against, Stand::Unlikely));
    assert_eq!(size(None), (Says::Unknown, Stand::CouldNow));
}

#[test]
fn a_theme_is_found_as_a_word_and_not_within_one() {
    let names = |title: &str, theme: &str| -> bool {
        let venture = json!({"name": "It", "stage": "contracted", "disposition": "active", "themes": [theme]});
        let workspace = harrowmere(&[
            ("venture", 70, venture),
            ("opportunity", BREAD, json!({"title": title})),
        ]);
        let fits = workspace.fits(RecordId(BREAD), today(), 10);
        fits.ventures.iter().any(|fit| fit.venture == RecordId(70))
    };
    assert!(
        names("Support for every carer", "Carers"),
        "one carer is of carers"
    );
    assert!(names("Carers' breaks", "Carers"));
    assert!(names("MENTAL-HEALTH support", "Mental health"));
    assert!(!names("Care at home", "Carers"));
    assert!(!names("A fresh start", "Art"));
    assert!(
        !names("Health of buildings", "Mental health"),
        "every word of it"
    );
    assert!(!names("Anything", ""));
}

#[test]
fn a_venture_sees_what_it_could_go_for_and_not_what_it_does() {
    let found = |workspace: &Workspace| -> Vec<RecordId> {
        let all = workspace.could_go_for(RecordId(SEA_LEGS), today(), 10);
        all.into_iter()
            .map(|(opportunity, _)| opportunity)
            .collect()
    };
    assert_eq!(found(&harrowmere(&[])), [RecordId(FALLS)]);
    let bidding = harrowmere(&[(
        "bid",
        30,
        json!({"opportunity": id(FALLS), "venture": id(SEA_LEGS)}),
    )]);
    assert!(found(&bidding).is_empty());
    let past = harrowmere(&[("opportunity", FALLS, json!({"deadline": "2026-11-20"}))]);
    assert!(found(&past).is_empty());
    let fits = bidding.fits(RecordId(FALLS), today(), 10);
    assert!(fits.ventures[0].is_bidding && fits.ventures[0].name == "Sea Legs");
}
