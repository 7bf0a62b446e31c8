//! One notice: the parts of a release that matter here. People to contact are never read.

use std::sync::Arc;

use serde_json::Value;

use super::{
    parts::{Award, Criterion, Event, Lot, Paper, Party, Signed, read_parties},
    value::{Money, When, at, cpv, day, is_so, line, list, money, text, when},
};
use crate::domain::dates::{Day, Moment};

/// Who publishes a file of notices, and under which licence; empty where the file does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) publisher: String,
    pub(super) licence: String,
}

/// What a notice says. What it does not say is empty, and leaves what earlier notices said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Notice {
    /// The file it stood in.
    pub(super) origin: Arc<Origin>,
    pub(super) ocid: String,
    pub(super) id: String,
    /// As published.
    pub(super) date: String,
    /// For the order of notices; those without a date come first.
    pub(super) moment: Option<Moment>,
    pub(super) tags: Vec<String>,
    pub(super) buyer: Option<Party>,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) reference: String,
    pub(super) status: String,
    pub(super) value: Option<Money>,
    pub(super) least: Option<Money>,
    pub(super) gross: Option<Money>,
    pub(super) deadline: When,
    pub(super) opens: Option<Day>,
    pub(super) questions_by: Option<Day>,
    pub(super) interest_by: Option<Day>,
    pub(super) next_notice_on: Option<Day>,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) latest_end: Option<Day>,
    pub(super) months: Option<i64>,
    pub(super) method: String,
    pub(super) method_text: String,
    pub(super) regime: String,
    pub(super) category: String,
    pub(super) framework: String,
    pub(super) codes: Vec<String>,
    /// Where the work is: a code, or a name.
    pub(super) places: Vec<String>,
    pub(super) reserved_for: Vec<String>,
    /// Where suppliers must be, if taking part is reserved to a place.
    pub(super) reserved_place: String,
    /// Rules of their own that it is bought under, in words.
    pub(super) special_regimes: Vec<String>,
    /// What the buyer means to spend, before there is a value.
    pub(super) budget: Option<Money>,
    pub(super) suitable_sme: bool,
    pub(super) suitable_vcse: bool,
    pub(super) criteria: Vec<Criterion>,
    pub(super) how_to_apply: String,
    pub(super) events: Vec<Event>,
    pub(super) papers: Vec<Paper>,
    pub(super) related: Vec<String>,
    pub(super) lots: Vec<Lot>,
    pub(super) awards: Vec<Award>,
    pub(super) contracts: Vec<Signed>,
    pub(super) notes: Vec<String>,
    pub(super) had_contacts: bool,
}

/// What a broken piece is called, and what is wrong with it.
pub(super) type Fault = (String, String);

/// How many of anything in a list are taken: real notices have a few hundred at most.
const MOST: usize = 1_000;

/// Reads one release.
///
/// # Errors
/// When it names no process, so that nothing could be put beside it.
pub(super) fn read(release: &Value, number: usize) -> Result<Notice, Fault> {
    let ocid = line(release, &["ocid"]);
    let title = line(release, &["tender", "title"]);
    if ocid.is_empty() || ocid.len() > 200 {
        let name = if title.is_empty() {
            format!("Notice {number}")
        } else {
            title
        };
        let problem = "This notice has no open contracting id (ocid), so that the same file would bring it in twice.";
        return Err((name, problem.to_owned()));
    }
    let mut notice = Notice {
        date: line(release, &["date"]),
        tags: tags(release),
        title,
        ..Notice::default()
    };
    notice.moment = Moment::parse(&notice.date).ok();
    notice.id = match line(release, &["id"]) {
        // Public Contracts Scotland gives its notices no id.
        id if id.is_empty() => format!("{ocid} {} {}", notice.date, notice.tags.join("+")),
        id => id,
    };
    notice.ocid = ocid;
    let parties = read_parties(release, &mut notice.notes);
    notice.had_contacts =
        list(release, &["parties"]).any(|party| party.get("contactPoint").is_some());
    notice.buyer = super::parts::buyer(release, &parties);
    if let Some(tender) = at(release, &["tender"]) {
        read_tender(tender, &mut notice);
    }
    read_planning(release, &mut notice);
    read_outcome(release, &parties, &mut notice);
    let related =
        list(release, &["relatedProcesses"]).map(|process| line(process, &["identifier"]));
    notice.related = some(related);
    if notice.title.is_empty() {
        let titles = [
            line(release, &["contracts", "title"]),
            line(release, &["awards", "title"]),
            line(release, &["title"]),
        ];
        notice.title = titles
            .into_iter()
            .find(|title| !title.is_empty())
            .unwrap_or_default();
    }
    Ok(notice)
}

fn some(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()).take(MOST) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn tags(release: &Value) -> Vec<String> {
    match release.get("tag") {
        Some(Value::Array(tags)) => some(tags.iter().filter_map(Value::as_str).map(str::to_owned)),
        Some(Value::String(tag)) => vec![tag.clone()],
        _ => Vec::new(),
    }
}

fn read_tender(tender: &Value, notice: &mut Notice) {
    let mut notes = std::mem::take(&mut notice.notes);
    notice.summary = text(tender, &["description"]);
    notice.reference = line(tender, &["id"]);
    notice.status = line(tender, &["status"]);
    if let Some(value) = tender.get("value") {
        notice.value = money(value, "amount", &mut notes);
        notice.gross = money(value, "amountGross", &mut notes);
    }
    notice.least = tender
        .get("minValue")
        .and_then(|value| money(value, "amount", &mut notes));
    notice.deadline = when(tender, &["tenderPeriod", "endDate"], &mut notes);
    notice.opens = day(tender, &["tenderPeriod", "startDate"], &mut notes)
        .or_else(|| day(tender, &["datePublished"], &mut notes));
    notice.questions_by = day(tender, &["enquiryPeriod", "endDate"], &mut notes);
    notice.interest_by = day(tender, &["expressionOfInterestDeadline"], &mut notes);
    notice.next_notice_on = day(tender, &["communication", "futureNoticeDate"], &mut notes);
    notice.lots = list(tender, &["lots"])
        .take(MOST)
        .map(|lot| super::parts::read_lot(lot, &mut notes))
        .collect();
    let period =
        |name: &str, notes: &mut Vec<String>| day(tender, &["contractPeriod", name], notes);
    notice.starts = period("startDate", &mut notes);
    notice.ends = period("endDate", &mut notes);
    notice.latest_end = period("maxExtentDate", &mut notes);
    notice.months = months(tender);
    notice.method = line(tender, &["procurementMethod"]);
    notice.method_text = line(tender, &["procurementMethodDetails"]);
    notice.category = line(tender, &["mainProcurementCategory"]);
    notice.regime = regime(tender, notice);
    notice.framework = framework(tender);
    notice.codes = codes(tender);
    notice.places = places(tender);
    notice.reserved_for = some(
        std::iter::once(tender)
            .chain(list(tender, &["lots"]))
            .flat_map(|part| list(part, &["otherRequirements", "reservedParticipation"]))
            .filter_map(Value::as_str)
            .map(str::to_owned),
    );
    notice.reserved_place = reserved_place(tender);
    notice.special_regimes = special_regimes(tender);
    let suits = |whom: &str| {
        is_so(tender, &["suitability", whom])
            || list(tender, &["lots"]).any(|lot| is_so(lot, &["suitability", whom]))
    };
    notice.suitable_sme = suits("sme");
    notice.suitable_vcse = suits("vcse");
    notice.criteria = super::parts::criteria(tender);
    notice.how_to_apply = text(tender, &["submissionMethodDetails"]);
    notice.events = super::parts::events(tender, &mut notes);
    notice.papers = super::parts::papers(tender);
    notice.notes = notes;
}

/// How long the contract runs, where no days are known.
fn months(tender: &Value) -> Option<i64> {
    let lots = list(tender, &["lots"]);
    std::iter::once(tender).chain(lots).find_map(|part| {
        let stated = |name: &str| at(part, &["contractPeriod", name]).and_then(Value::as_i64);
        let by_days = || stated("durationInDays").map(|days| (days * 12 + 182) / 365);
        stated("durationInMonths")
            .or_else(by_days)
            .filter(|months| (1..=1_200).contains(months))
    })
}

fn regime(tender: &Value, notice: &Notice) -> String {
    let scheme = line(tender, &["legalBasis", "scheme"]);
    let id = line(tender, &["legalBasis", "id"]);
    let known = match (scheme.as_str(), id.as_str()) {
        // Scotland names the directive that its own regulations carry out.
        _ if notice.ocid.starts_with("ocds-r6ebe6-") => "scotland",
        ("UKPGA", "2023/54") => "PA2023",
        ("UKSI", "2023/1348") => "PSR",
        ("CELEX", "32014L0024") => "PCR2015",
        ("", _) if is_below_threshold(tender) => "below_threshold",
        _ if notice
            .method_text
            .to_lowercase()
            .contains("below threshold") =>
        {
            "below_threshold"
        }
        _ => "",
    };
    known.to_owned()
}

fn is_below_threshold(tender: &Value) -> bool {
    at(tender, &["aboveThreshold"]) == Some(&Value::Bool(false))
}

/// Rules of their own that it is bought under; words of the UK's list as people read them.
fn special_regimes(tender: &Value) -> Vec<String> {
    let of = |part: &Value| -> Vec<String> {
        let codes = list(part, &["specialRegime"]).map(|code| line(code, &[]));
        let codes = codes.map(|code| match code.as_str() {
            "lightTouch" => "Light touch".to_owned(),
            "concession" => "Concession".to_owned(),
            "defence" => "Defence and security".to_owned(),
            "utilities" => "Utilities".to_owned(),
            _ => code,
        });
        codes.collect()
    };
    // The act counts for what is below its thresholds too, with shorter windows and fewer notices.
    let below = is_below_threshold(tender).then(|| "Below threshold".to_owned());
    let parts = std::iter::once(tender).chain(list(tender, &["lots"]));
    some(parts.flat_map(of).chain(below))
}

/// Where suppliers must be: in words, or the codes of areas.
fn reserved_place(tender: &Value) -> String {
    let of = |part: &Value| -> Vec<String> {
        let Some(place) = at(
            part,
            &["otherRequirements", "reservedParticipationLocation"],
        ) else {
            return Vec::new();
        };
        let places: Vec<&Value> = match place {
            Value::Array(places) => places.iter().collect(),
            one => vec![one],
        };
        let words = |place: &Value| -> Vec<String> {
            let said = [line(place, &[]), line(place, &["description"])];
            let said = said.into_iter().find(|text| !text.is_empty());
            let codes = list(place, &["gazetteer", "identifiers"]).map(|code| line(code, &[]));
            said.map_or_else(|| codes.collect(), |said| vec![said])
        };
        places.into_iter().flat_map(words).collect()
    };
    let parts = std::iter::once(tender).chain(list(tender, &["lots"]));
    some(parts.flat_map(of)).join(", ")
}

fn framework(tender: &Value) -> String {
    if !is_so(tender, &["techniques", "hasFrameworkAgreement"]) {
        return String::new();
    }
    match line(tender, &["techniques", "frameworkAgreement", "method"]) {
        method if method.is_empty() => "Framework".to_owned(),
        method => format!("Framework ({method})"),
    }
}

/// Codes stand in four places, and in the awards' items.
fn codes(tender: &Value) -> Vec<String> {
    let of = |part: &Value| -> Vec<String> {
        let main = at(part, &["classification"]).and_then(cpv);
        main.into_iter()
            .chain(list(part, &["additionalClassifications"]).filter_map(cpv))
            .collect()
    };
    let mut found = of(tender);
    for item in list(tender, &["items"]).take(MOST) {
        found.extend(of(item));
    }
    once_each_code(found)
}

/// Each code once, with its name if any of them has one.
pub(super) fn once_each_code(found: Vec<String>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in found {
        let figures = code.get(..8).unwrap_or(&code).to_owned();
        match codes.iter_mut().find(|known| known.starts_with(&figures)) {
            Some(known) if known.len() < code.len() && known.len() == 8 => *known = code,
            Some(_) => {}
            None => codes.push(code),
        }
    }
    codes
}

/// The regions in which the work is. A list of whole countries says nothing about a place.
fn places(tender: &Value) -> Vec<String> {
    let addresses = list(tender, &["items"])
        .flat_map(|item| list(item, &["deliveryAddresses"]).chain(at(item, &["deliveryAddress"])));
    let mut places = some(addresses.map(|address| line(address, &["region"])));
    places.truncate(20);
    places
}

fn read_planning(release: &Value, notice: &mut Notice) {
    let Some(planning) = at(release, &["planning"]) else {
        return;
    };
    let mut notes = std::mem::take(&mut notice.notes);
    notice
        .events
        .extend(super::parts::events(planning, &mut notes));
    notice.papers.extend(super::parts::papers(planning));
    notice.budget =
        at(planning, &["budget", "amount"]).and_then(|value| money(value, "amount", &mut notes));
    notice.notes = notes;
    let reasons = [
        text(planning, &["rationale"]),
        text(planning, &["budget", "description"]),
    ];
    if notice.summary.is_empty() {
        notice.summary = reasons
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default();
    }
}

fn read_outcome(release: &Value, parties: &[Party], notice: &mut Notice) {
    let mut notes = std::mem::take(&mut notice.notes);
    let mut codes = std::mem::take(&mut notice.codes);
    for award in list(release, &["awards"]).take(MOST) {
        notice
            .awards
            .push(super::parts::read_award(award, parties, &mut notes));
        notice.papers.extend(super::parts::papers(award));
        codes.extend(self::codes(award));
    }
    for contract in list(release, &["contracts"]).take(MOST) {
        notice
            .contracts
            .push(super::parts::read_contract(contract, &mut notes));
        notice.papers.extend(super::parts::papers(contract));
    }
    notice.codes = once_each_code(codes);
    notice.notes = notes;
}
