//! One grant, with the forms that genuine files use: decimal texts, dates with times, keys outside the standard.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use crate::{
    domain::{
        dates::Day,
        identifier::OrganisationId,
        money::{Amount, Currency, Pence},
        names::{match_key, search_key},
    },
    exchange::{plan::Fault, reading::repaired},
};

/// An organisation as a grant describes it.
#[derive(Clone, Debug, Default)]
pub(super) struct Party {
    pub(super) name: String,
    pub(super) ids: Vec<OrganisationId>,
    pub(super) kind: String,
    pub(super) town: String,
    pub(super) region: String,
    pub(super) postcode: String,
    pub(super) website: String,
}

/// Where the people are whom a grant is for.
#[derive(Clone, Debug)]
pub(super) struct Location {
    pub(super) name: String,
    pub(super) code: String,
}

/// Money as a grant states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    Pounds(Pence),
    /// Of another currency.
    Other(Amount),
}

/// One grant to an organisation.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) programme: String,
    pub(super) link: String,
    pub(super) awarded: Sum,
    pub(super) applied_for: Option<Sum>,
    pub(super) disbursed: Option<Sum>,
    pub(super) awarded_on: Option<Day>,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) months: Option<i64>,
    pub(super) funder: Option<Party>,
    pub(super) recipient: Party,
    pub(super) locations: Vec<Location>,
    pub(super) had_contacts: bool,
    /// What had to be left out, for the dry run.
    pub(super) notes: Vec<String>,
    /// Tells two grants of one id apart.
    pub(super) fingerprint: u64,
}

/// A grant, or why it is left out.
#[derive(Clone, Debug)]
pub(super) enum Read {
    Grant(Box<Grant>),
    LeftOut { name: String, fault: Fault },
}

/// What a person's grant is left out with.
const TO_A_PERSON: &str =
    "This grant went to a person. Fledgling does not bring in what individuals were given.";

impl Read {
    pub(super) fn grant(&self) -> Option<&Grant> {
        if let Self::Grant(grant) = self {
            Some(grant)
        } else {
            None
        }
    }

    pub(super) fn is_person(&self) -> bool {
        matches!(self, Self::LeftOut { fault, .. } if fault.problem == TO_A_PERSON)
    }
}

impl Grant {
    /// Under which the recipient's grants in one file belong together.
    pub(super) fn recipient_key(&self) -> String {
        let key = self
            .recipient
            .ids
            .iter()
            .flat_map(OrganisationId::match_keys)
            .next();
        key.unwrap_or_else(|| match_key(&self.recipient.name))
    }
}

/// A text of an object, trimmed; numbers are taken as their digits.
pub(super) fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => tidied(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn tidied(text: &str) -> String {
    let text = repaired(text).unwrap_or_else(|| text.to_owned());
    // Hidden characters are not stored, so that nothing may hang on them.
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A text of one line, as it will be stored.
fn line(value: &Value, key: &str) -> String {
    text(value, key)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first object of a list, or the object that stands where a list belongs.
fn first<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match value.get(key)? {
        Value::Array(items) => items.iter().find(|item| item.is_object()),
        object @ Value::Object(_) => Some(object),
        _ => None,
    }
}

/// Reads one grant of a file; `number` is its place, from 1.
pub(super) fn read(value: &Value, number: usize) -> Read {
    let id = line(value, "id");
    let title = line(value, "title");
    let name = [&title, &id]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or_else(|| format!("Grant {number}"));
    let left_out = |field: &str, problem: String| Read::LeftOut {
        name: name.clone(),
        fault: Fault {
            field: field.to_owned(),
            problem,
        },
    };
    if !value.is_object() {
        return left_out("", "This is not a grant but a bare value.".to_owned());
    }
    let recipient = first(value, "recipientOrganization");
    let kind = recipient
        .map(|party| text(party, "organisationType"))
        .unwrap_or_default();
    if recipient.is_none() && value.get("recipientIndividual").is_some() || is_person(&kind) {
        // The title of a person's grant may name the person.
        let name = if id.is_empty() {
            format!("Grant {number}")
        } else {
            id
        };
        return Read::LeftOut {
            name,
            fault: Fault {
                field: String::new(),
                problem: TO_A_PERSON.to_owned(),
            },
        };
    }
    if id.is_empty() {
        let problem =
            "This grant has no id, so that the same file would bring it in twice.".to_owned();
        return left_out("id", problem);
    }
    let mut notes = Vec::new();
    let recipient = recipient
        .map(|party| read_party(party, &mut notes))
        .unwrap_or_default();
    if match_key(&recipient.name).is_empty() {
        return left_out(
            "recipientOrganization",
            "This grant does not name who received it.".to_owned(),
        );
    }
    match read_rest(value, id, title, recipient, notes) {
        Ok(grant) => Read::Grant(Box::new(grant)),
        Err(fault) => left_out(&fault.field, fault.problem),
    }
}

fn read_rest(
    value: &Value,
    id: String,
    title: String,
    recipient: Party,
    mut notes: Vec<String>,
) -> Result<Grant, Fault> {
    let currency = read_currency(value, &mut notes)?;
    let awarded = sum(value, "amountAwarded", currency)?
        .ok_or_else(|| fault("amountAwarded", "The amount is missing."))?;
    let mut optional = |key: &str| {
        sum(value, key, currency).unwrap_or_else(|fault| {
            notes.push(format!("Left out {}: {}", fault.field, fault.problem));
            None
        })
    };
    let (applied_for, disbursed) = (optional("amountAppliedFor"), optional("amountDisbursed"));
    let awarded_on = match text(value, "awardDate") {
        date if date.is_empty() => None,
        date => Some(Day::parse_uk(&date).map_err(|error| fault("awardDate", &error.to_string()))?),
    };
    let funder = first(value, "fundingOrganization").map(|party| read_party(party, &mut notes));
    let mut dated = |key: &str| read_date(value, key, &mut notes);
    let (starts, ends) = (dated("startDate"), dated("endDate"));
    let had_contacts = ["recipientOrganization", "fundingOrganization"]
        .into_iter()
        .filter_map(|key| first(value, key))
        .any(|party| {
            ["contactName", "telephone", "email"]
                .iter()
                .any(|key| !text(party, key).is_empty())
        });
    let mut hasher = DefaultHasher::new();
    value.to_string().hash(&mut hasher);
    Ok(Grant {
        id,
        title,
        description: text(value, "description"),
        programme: first(value, "grantProgramme")
            .map(|programme| text(programme, "title"))
            .unwrap_or_default(),
        link: text(value, "url"),
        awarded,
        applied_for,
        disbursed,
        awarded_on,
        starts,
        ends,
        months: period(value)
            .and_then(|dates| text(dates, "duration").parse::<f64>().ok())
            .and_then(whole_months),
        funder: funder.filter(|party| !match_key(&party.name).is_empty()),
        recipient,
        locations: read_locations(value),
        had_contacts,
        notes,
        fingerprint: hasher.finish(),
    })
}

fn fault(field: &str, problem: &str) -> Fault {
    Fault {
        field: field.to_owned(),
        problem: problem.to_owned(),
    }
}

fn is_person(organisation_type: &str) -> bool {
    let key = search_key(organisation_type);
    [
        "individual",
        "individuals",
        "sole trader",
        "self employed",
        "person",
    ]
    .contains(&key.as_str())
}

fn read_currency(value: &Value, notes: &mut Vec<String>) -> Result<Currency, Fault> {
    match text(value, "currency") {
        code if code.is_empty() => {
            notes.push("The file does not say the currency; taken as pounds.".to_owned());
            Ok(Currency::GBP)
        }
        code => Currency::parse(&code).map_err(|error| fault("currency", &error.to_string())),
    }
}

/// An amount as a number or as a text with a decimal.
fn sum(value: &Value, key: &str, currency: Currency) -> Result<Option<Sum>, Fault> {
    let amount = match value.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => Amount::from_json_number(number, currency),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(Value::String(text)) => Amount::from_decimal(text.trim(), currency).or_else(|error| {
            let typed = Pence::parse(text)
                .ok()
                .filter(|_| currency == Currency::GBP);
            typed
                .map(|pence| Amount {
                    minor: pence.get(),
                    currency,
                })
                .ok_or(error)
        }),
        Some(_) => return Err(fault(key, "This is not an amount.")),
    };
    let amount = amount.map_err(|error| fault(key, &error.to_string()))?;
    if amount.minor < 0 {
        return Err(fault(key, "The amount is below zero."));
    }
    Ok(Some(
        amount.as_pence().map_or(Sum::Other(amount), Sum::Pounds),
    ))
}

/// The dates that a grant covers: as they came to be, else as planned.
fn period(value: &Value) -> Option<&Value> {
    first(value, "actualDates").or_else(|| first(value, "plannedDates"))
}

fn read_date(value: &Value, key: &str, notes: &mut Vec<String>) -> Option<Day> {
    let date = text(period(value)?, key);
    if date.is_empty() {
        return None;
    }
    Day::parse_uk(&date)
        .map_err(|error| notes.push(format!("Left out {key}: {error}")))
        .ok()
}

fn whole_months(months: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked first"
    )]
    (months.is_finite() && (0.0..=1_200.0).contains(&months)).then_some(months.round() as i64)
}

fn read_party(party: &Value, notes: &mut Vec<String>) -> Party {
    let mut ids: Vec<OrganisationId> = Vec::new();
    let mut keep = |id: OrganisationId| {
        // “GB-CHC-Exempt” stands where there is no number.
        if !id.is_well_formed() && !id.number().contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let same = |known: &OrganisationId| {
            known == &id
                || known
                    .match_keys()
                    .iter()
                    .any(|key| id.match_keys().contains(key))
        };
        if ids.iter().any(same) {
            return;
        }
        notes.extend(id.problem());
        ids.push(id);
    };
    // Real numbers have fewer than 40 characters.
    let short = |key: &str| {
        Some(text(party, key))
            .filter(|text| text.len() < 200)
            .unwrap_or_default()
    };
    if let Ok(id) = OrganisationId::parse(&short("id")) {
        keep(id);
    }
    for (scheme, key) in [("GB-COH", "companyNumber"), ("GB-CHC", "charityNumber")] {
        if let Ok(id) = OrganisationId::in_scheme(scheme, &short(key)) {
            keep(id);
        }
    }
    Party {
        name: line(party, "name"),
        kind: text(party, "organisationType"),
        town: text(party, "addressLocality"),
        region: text(party, "addressRegion"),
        postcode: text(party, "postalCode"),
        website: text(party, "url"),
        ids,
    }
}

/// How many places of one grant are taken: real grants name a few.
const MOST_PLACES: usize = 200;

fn read_locations(value: &Value) -> Vec<Location> {
    let Some(Value::Array(items)) = value.get("beneficiaryLocation") else {
        return Vec::new();
    };
    let mut locations: Vec<Location> = Vec::new();
    for item in items.iter().take(MOST_PLACES) {
        let code = line(item, "geoCode").to_uppercase();
        let whole = line(item, "name");
        // Some publishers write the way to a place: “England/South West/Plymouth”.
        let name = whole
            .rsplit('/')
            .map(str::trim)
            .find(|part| !part.is_empty())
            .unwrap_or_default()
            .to_owned();
        let known = |known: &Location| known.code == code && known.name == name;
        let says_nothing = code.is_empty() && name.is_empty();
        if !says_nothing && !locations.iter().any(known) {
            locations.push(Location { name, code });
        }
    }
    locations
}
