//! Parts of a notice: parties, lots, awards, contracts, criteria, dates, papers.

use serde_json::Value;

use super::value::{Money, at, day, is_so, line, list, money, number_of, text};
use crate::domain::{dates::Day, identifier::OrganisationId, names::search_key};

/// An organisation in a notice. Its contact person is never read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Party {
    /// Its name within this notice alone.
    pub(super) local: String,
    pub(super) name: String,
    pub(super) ids: Vec<OrganisationId>,
    pub(super) town: String,
    pub(super) region: String,
    pub(super) postcode: String,
    pub(super) website: String,
    is_buyer: bool,
}

/// A part that can be bid for by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lot {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) status: String,
    pub(super) value: Option<Money>,
    pub(super) least: Option<Money>,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) latest_end: Option<Day>,
    pub(super) renewal: String,
    pub(super) suitable_sme: bool,
    pub(super) suitable_vcse: bool,
}

/// Who was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Award {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) on: Option<Day>,
    pub(super) value: Option<Money>,
    pub(super) suppliers: Vec<Party>,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) latest_end: Option<Day>,
    /// The numbers of the lots that it is for; none means the whole.
    pub(super) lots: Vec<String>,
}

/// What was signed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Signed {
    pub(super) id: String,
    pub(super) award: String,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) value: Option<Money>,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) latest_end: Option<Day>,
    pub(super) signed_on: Option<Day>,
    /// What was measured, and what fell short, in words.
    pub(super) performance: String,
}

/// How bids are weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Criterion {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) weight: Option<i64>,
}

/// A day that the buyer set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) title: String,
    pub(super) day: Option<Day>,
    pub(super) kind: String,
}

/// A paper that the buyer published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) title: String,
    /// The UK notice's number, or the standard's word.
    pub(super) kind: String,
    pub(super) address: String,
    pub(super) is_notice: bool,
}

/// How many parties of one notice are read: real ones have a few hundred at most.
const MOST_PARTIES: usize = 2_000;

pub(super) fn read_parties(release: &Value, notes: &mut Vec<String>) -> Vec<Party> {
    let parties = list(release, &["parties"]).take(MOST_PARTIES);
    parties.map(|party| read_party(party, notes)).collect()
}

fn read_party(party: &Value, notes: &mut Vec<String>) -> Party {
    let mut ids: Vec<OrganisationId> = Vec::new();
    let identifiers = at(party, &["identifier"]).into_iter();
    for identifier in identifiers.chain(list(party, &["additionalIdentifiers"])) {
        let number = number_of(identifier, &["id"]);
        let scheme = line(identifier, &["scheme"]);
        if number.is_empty() || number.len() > 200 {
            continue;
        }
        // A code of a register that nobody knows, or one that is local to the publisher, tells nobody who this is.
        let Ok(id) = OrganisationId::in_scheme(&scheme, &number) else {
            continue;
        };
        let is_local = id.is_well_formed() && !id.is_identity();
        if is_local || ids.contains(&id) {
            continue;
        }
        notes.extend(id.problem());
        ids.push(id);
    }
    let name = [
        line(party, &["name"]),
        line(party, &["identifier", "legalName"]),
    ];
    Party {
        local: line(party, &["id"]),
        name: name
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        ids,
        town: line(party, &["address", "locality"])
            .trim_end_matches(',')
            .to_owned(),
        region: line(party, &["address", "region"]),
        postcode: line(party, &["address", "postalCode"]),
        website: line(party, &["details", "url"]),
        is_buyer: list(party, &["roles"]).any(|role| role == "buyer"),
    }
}

/// The party that a reference in the same notice means. Ids of parties mean nothing outside their notice.
fn party_of(reference: &Value, parties: &[Party]) -> Option<Party> {
    let (id, name) = (line(reference, &["id"]), line(reference, &["name"]));
    let by_id = parties
        .iter()
        .find(|party| !id.is_empty() && party.local == id);
    let found = by_id.cloned().unwrap_or_else(|| Party {
        name: name.clone(),
        ..Party::default()
    });
    let name = if found.name.is_empty() {
        name
    } else {
        found.name.clone()
    };
    (!search_key(&name).is_empty()).then_some(Party { name, ..found })
}

/// Who buys: the release's own word, else the party that has that role.
pub(super) fn buyer(release: &Value, parties: &[Party]) -> Option<Party> {
    let named = at(release, &["buyer"]).and_then(|buyer| party_of(buyer, parties));
    named.or_else(|| {
        let mut buyers = parties.iter().filter(|party| party.is_buyer);
        buyers
            .find(|party| !search_key(&party.name).is_empty())
            .cloned()
    })
}

/// First, last and latest last day of a period.
fn period(value: &Value, name: &str, notes: &mut Vec<String>) -> [Option<Day>; 3] {
    ["startDate", "endDate", "maxExtentDate"].map(|bound| day(value, &[name, bound], notes))
}

fn amount(value: &Value, name: &str, notes: &mut Vec<String>) -> Option<Money> {
    value
        .get(name)
        .and_then(|value| money(value, "amount", notes))
}

pub(super) fn read_lot(lot: &Value, notes: &mut Vec<String>) -> Lot {
    let [starts, ends, latest_end] = period(lot, "contractPeriod", notes);
    let said = [
        text(lot, &["renewal", "description"]),
        text(lot, &["options", "description"]),
    ];
    let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
    let renewal = match (is_so(lot, &["hasRenewal"]), is_so(lot, &["hasOptions"])) {
        _ if !said.is_empty() => said.join("\n"),
        (true, _) => "May be renewed.".to_owned(),
        (false, true) => "Has options.".to_owned(),
        (false, false) => String::new(),
    };
    Lot {
        number: line(lot, &["id"]),
        title: line(lot, &["title"]),
        summary: text(lot, &["description"]),
        status: line(lot, &["status"]),
        value: amount(lot, "value", notes),
        least: amount(lot, "minValue", notes),
        starts,
        ends,
        latest_end,
        renewal,
        suitable_sme: is_so(lot, &["suitability", "sme"]),
        suitable_vcse: is_so(lot, &["suitability", "vcse"]),
    }
}

pub(super) fn read_award(award: &Value, parties: &[Party], notes: &mut Vec<String>) -> Award {
    let [starts, ends, latest_end] = period(award, "contractPeriod", notes);
    let suppliers = list(award, &["suppliers"]).take(MOST_PARTIES);
    Award {
        id: line(award, &["id"]),
        title: line(award, &["title"]),
        status: line(award, &["status"]),
        on: day(award, &["date"], notes),
        value: amount(award, "value", notes),
        suppliers: suppliers
            .filter_map(|supplier| party_of(supplier, parties))
            .collect(),
        starts,
        ends,
        latest_end,
        lots: list(award, &["relatedLots"])
            .map(|lot| line(lot, &[]))
            .filter(|number| !number.is_empty())
            .collect(),
    }
}

pub(super) fn read_contract(contract: &Value, notes: &mut Vec<String>) -> Signed {
    let [starts, ends, latest_end] = period(contract, "period", notes);
    Signed {
        id: line(contract, &["id"]),
        award: line(contract, &["awardID"]),
        title: line(contract, &["title"]),
        status: line(contract, &["status"]),
        value: amount(contract, "value", notes),
        starts,
        ends,
        latest_end,
        signed_on: day(contract, &["dateSigned"], notes),
        performance: super::performance::words(contract, notes),
    }
}

/// What a criterion is about, as people read it: "Quality".
fn kind_in_words(kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The criteria of the tender, else of its first lot that has any. A publisher that writes the weight into the
/// description is understood.
pub(super) fn criteria(tender: &Value) -> Vec<Criterion> {
    let lots = list(tender, &["lots"]);
    let parts = std::iter::once(tender).chain(lots);
    let read = |criterion: &Value| {
        let description = line(criterion, &["description"]);
        let stated = at(criterion, &["numbers", "number"]).and_then(Value::as_f64);
        let written: Option<f64> = description.trim_end_matches('%').trim().parse().ok();
        let weight = stated.or(written);
        // A figure is no name.
        let described = if written.is_none() {
            description
        } else {
            String::new()
        };
        let name = [
            line(criterion, &["name"]),
            described,
            kind_in_words(&line(criterion, &["type"])),
        ];
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range is checked first"
        )]
        Criterion {
            kind: line(criterion, &["type"]),
            name: name
                .into_iter()
                .find(|name| !name.is_empty())
                .unwrap_or_default(),
            weight: weight
                .filter(|weight| (0.0..=100.0).contains(weight))
                .map(|weight| weight.round() as i64),
        }
    };
    let found = parts.map(|part| {
        list(part, &["awardCriteria", "criteria"])
            .take(50)
            .map(read)
            .collect::<Vec<_>>()
    });
    found
        .into_iter()
        .find(|criteria| !criteria.is_empty())
        .unwrap_or_default()
}

/// The dates that a buyer set beside the deadlines.
pub(super) fn events(part: &Value, notes: &mut Vec<String>) -> Vec<Event> {
    let milestones = list(part, &["milestones"]).take(100);
    let event = |milestone: &Value| {
        let title = [
            line(milestone, &["title"]),
            line(milestone, &["description"]),
            line(milestone, &["type"]),
        ];
        Event {
            title: title
                .into_iter()
                .find(|title| !title.is_empty())
                .unwrap_or_default(),
            day: day(milestone, &["dueDate"], notes),
            kind: line(milestone, &["type"]),
        }
    };
    milestones.map(event).collect()
}

/// The papers with a web address.
pub(super) fn papers(part: &Value) -> Vec<Paper> {
    let documents = list(part, &["documents"]).take(100);
    let paper = |document: &Value| {
        let standard = line(document, &["documentType"]);
        let kind = match line(document, &["noticeType"]) {
            kind if kind.is_empty() => standard.clone(),
            kind => kind,
        };
        let title = [
            line(document, &["title"]),
            line(document, &["description"]),
            kind.clone(),
        ];
        Paper {
            title: title
                .into_iter()
                .find(|title| !title.is_empty() && !title.eq_ignore_ascii_case("n/a"))
                .unwrap_or_else(|| "Paper".to_owned()),
            address: line(document, &["url"]),
            is_notice: standard.ends_with("Notice")
                && line(document, &["format"]).starts_with("text/html"),
            kind,
        }
    };
    documents.map(paper).collect()
}
