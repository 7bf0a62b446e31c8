//! The values of genuine grants files, when the sample data lies beside the project.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

use super::{
    dates::Day,
    identifier::OrganisationId,
    legal_form::{LegalForm, Reading},
    money::{Currency, Pence},
    names::match_key,
    postcode::Postcode,
    web_address::WebAddress,
};
use crate::ledger::ordering;

const SAMPLES: &str = "../shared/data/samples/360giving";

/// What was read from one file, and what could not be.
#[derive(Default)]
struct Found {
    read: BTreeMap<&'static str, usize>,
    refused: Vec<String>,
    flagged: BTreeSet<String>,
    recipients: BTreeSet<Vec<String>>,
    unclear_forms: usize,
    awarded: Vec<Pence>,
}

impl Found {
    fn note<T, E: std::fmt::Display>(
        &mut self,
        kind: &'static str,
        result: Result<T, E>,
    ) -> Option<T> {
        match result {
            Ok(value) => {
                *self.read.entry(kind).or_default() += 1;
                Some(value)
            }
            Err(error) => {
                self.refused.push(format!("{kind}: {error}"));
                None
            }
        }
    }

    fn visit(&mut self, key: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                if key == "recipientOrganization" {
                    self.recipient(value);
                }
                for (name, inner) in fields {
                    let organisation = key.ends_with("Organization") && name == "id";
                    self.visit(
                        if organisation {
                            "organisation id"
                        } else {
                            name
                        },
                        inner,
                    );
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.visit(key, item)),
            Value::String(text) => self.text(key, text),
            Value::Number(number) if key.starts_with("amount") => {
                let amount = self.note("amount", Pence::from_json_number(number));
                self.awarded
                    .extend(amount.filter(|_| key == "amountAwarded"));
            }
            _ => {}
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        match key {
            "awardDate" | "dateModified" | "startDate" | "endDate" => {
                self.note("date", Day::parse(text));
            }
            "postalCode" => {
                self.note("postcode", Postcode::parse(text));
            }
            "currency" => {
                self.note("currency", Currency::parse(text));
            }
            "url" | "dataSource" => {
                self.note("web address", WebAddress::parse(text));
            }
            "organisation id" | "identifier" => {
                let id = self.note("identifier", OrganisationId::parse(text));
                let wrong = id.filter(|id| !id.is_well_formed());
                self.flagged.extend(wrong.map(|id| id.to_string()));
            }
            _ => {}
        }
    }

    fn recipient(&mut self, organisation: &Value) {
        let text = |name: &str| {
            organisation
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let numbers = [
            ("GB-COH", text("companyNumber")),
            ("GB-CHC", text("charityNumber")),
        ];
        let mut ids: Vec<OrganisationId> = OrganisationId::parse(text("id")).into_iter().collect();
        ids.extend(
            numbers
                .iter()
                .filter_map(|(scheme, number)| OrganisationId::in_scheme(scheme, number).ok()),
        );
        let mut keys: Vec<String> = ids.iter().flat_map(OrganisationId::match_keys).collect();
        ordering::sort_once_each(&mut keys);
        self.recipients.insert(keys);
        assert!(!match_key(text("name")).is_empty());
        let form = LegalForm::from_360giving_type(text("organisationType")).narrowed_by(&ids);
        self.unclear_forms += usize::from(form.certain().is_none());
        if !text("organisationType").is_empty() {
            assert_ne!(form, Reading::Unknown, "{organisation}");
        }
    }
}

fn found_in(file: &str) -> Option<Found> {
    let path = Path::new(SAMPLES).join(file);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: {} absent", path.display());
        return None;
    };
    let mut found = Found::default();
    found.visit("", &serde_json::from_str(&text).unwrap());
    Some(found)
}

#[test]
fn every_value_of_the_power_to_change_grants_is_read() {
    let Some(found) = found_in("power-to-change_venture-programmes_subset.json") else {
        return;
    };
    assert_eq!(found.refused, Vec::<String>::new());
    assert_eq!(found.flagged, BTreeSet::new());
    let counts: Vec<(&str, usize)> = found.read.into_iter().collect();
    assert_eq!(
        counts,
        [
            ("amount", 222),
            ("currency", 74),
            ("date", 273),
            ("identifier", 149),
            ("postcode", 73),
            ("web address", 208),
        ]
    );
    assert_eq!(found.recipients.len(), 73);
    // Community interest companies and societies that do not say which of two forms they have.
    assert_eq!(found.unclear_forms, 15);
    assert_eq!(
        Pence::sum(found.awarded)
            .map(|sum| sum.to_string())
            .as_deref(),
        Some("£5,316,488.20")
    );
}

#[test]
fn every_value_of_the_esmee_fairbairn_grants_is_read() {
    let Some(found) = found_in("esmee-fairbairn_5-grants_grantnav-20180903134856.cleaned.json")
    else {
        return;
    };
    assert_eq!(found.refused, Vec::<String>::new());
    // The file says “Exempt” where a charity number belongs.
    assert_eq!(found.flagged, BTreeSet::from(["GB-CHC-Exempt".to_owned()]));
    let counts: Vec<(&str, usize)> = found.read.into_iter().collect();
    assert_eq!(
        counts,
        [
            ("amount", 5),
            ("currency", 5),
            ("date", 10),
            ("identifier", 11),
            ("postcode", 5),
            ("web address", 5),
        ]
    );
}
