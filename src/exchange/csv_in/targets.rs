//! What a column can hold: fields of the row's own record and of the records around it, with the headings people use.

use crate::domain::{
    records::{Contact, Entry, Organisation, Step, Venture},
    schema::{FieldSpec, KindSpec},
};

/// A choice for a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetChoice {
    /// What a mapping stores: `name`, `identifiers:GB-COH`, `step.due`.
    pub key: &'static str,
    /// What people read.
    pub label: String,
    /// Whose field it is, for grouping; empty for the row's own record.
    pub group: &'static str,
}

/// The part of a row that a column belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The row's own record.
    Own,
    /// The venture's organisation.
    Organisation,
    /// A person of the venture.
    Contact,
    /// A next step of the venture.
    Step,
    /// Something that happened.
    Entry,
}

/// One thing a column can hold.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) key: &'static str,
    /// Headings that people use for it, as [`crate::domain::names::search_key`] writes them.
    pub(super) headings: &'static [&'static str],
}

impl Target {
    /// The part, the field's name, and for identifiers the register.
    pub(super) fn parsed(&self) -> (Part, &'static str, Option<&'static str>) {
        let (part, rest) = match self.key.split_once('.') {
            Some(("organisation", rest)) => (Part::Organisation, rest),
            Some(("contact", rest)) => (Part::Contact, rest),
            Some(("step", rest)) => (Part::Step, rest),
            Some(("entry", rest)) => (Part::Entry, rest),
            _ => (Part::Own, self.key),
        };
        match rest.split_once(':') {
            Some((field, detail)) => (part, field, Some(detail)),
            None => (part, rest, None),
        }
    }

    /// The field of the table that it fills.
    pub(super) fn spec(&self, kind: &'static KindSpec) -> Option<&'static FieldSpec> {
        let (part, field, _) = self.parsed();
        kind_of(part, kind).field(field)
    }
}

/// The kind of record that a part is.
fn kind_of(part: Part, own: &'static KindSpec) -> &'static KindSpec {
    match part {
        Part::Own => own,
        Part::Organisation => &Organisation::SPEC,
        Part::Contact => &Contact::SPEC,
        Part::Step => &Step::SPEC,
        Part::Entry => &Entry::SPEC,
    }
}

macro_rules! targets {
    ($($key:literal: $($heading:literal),* $(,)?;)+) => {
        &[$(Target { key: $key, headings: &[$($heading),*] }),+]
    };
}

static VENTURE: &[Target] = targets! {
    "name": "venture", "venture name", "project", "project name", "project title", "social enterprise", "enterprise",
        "social enterprise name", "enterprise name", "business", "business name", "initiative", "start up", "startup",
        "title";
    "one_line": "one line", "summary", "description", "what it does", "about", "tagline", "short description",
        "project description", "pitch", "elevator pitch", "idea";
    "need": "need", "problem", "social need", "issue", "problem addressed", "the problem";
    "who_for": "who for", "beneficiaries", "target group", "audience", "who it helps", "people it is for",
        "target beneficiaries";
    "stage": "journey stage", "phase", "pipeline stage", "current stage", "status", "incubation stage";
    "stage_since": "stage since", "date entered stage", "in stage since", "stage date";
    "disposition": "disposition", "state", "active", "venture status", "project status", "active or left";
    "disposition_since": "date left", "closed on", "end date";
    "disposition_reason": "reason", "reason for leaving", "status reason";
    "lead": "coach", "lead", "adviser", "advisor", "mentor", "account manager", "support worker", "case worker",
        "caseworker", "lead adviser", "lead advisor", "lead officer", "programme manager", "manager", "key worker",
        "business adviser", "staff lead", "relationship manager", "owner", "assigned to";
    "organisation": "organization", "org", "organisation name", "company", "company name", "legal name",
        "registered name", "legal entity", "trading name of";
    "parent_body": "parent body", "host", "parent", "hosted by", "parent organisation", "host organisation";
    "origin": "how it began", "origin type", "venture type";
    "legal_form": "legal structure", "structure", "organisation type", "type of organisation", "company type",
        "legal status", "constitution", "entity type";
    "flags": "flags";
    "identifiers": "identifier", "org id", "organisation id", "organisation identifier", "registered number";
    "identifiers:GB-COH": "company no", "company number", "companies house", "companies house number",
        "companies house no", "crn", "company registration number", "company reg no", "company reg", "company registration",
        "registered company number", "co no";
    "identifiers:GB-CHC": "charity number", "charity no", "charity commission number", "registered charity number",
        "charity registration number", "charity reg no", "registered charity no", "charity";
    "identifiers:GB-SC": "scottish charity number", "oscr number", "oscr", "scottish charity no";
    "identifiers:GB-NIC": "ni charity number", "ccni number", "northern ireland charity number";
    "identifiers:GB-MPR": "mutuals number", "society number", "fca number", "mutual registration number";
    "identifiers:GB-UKPRN": "ukprn";
    "identifiers:GB-PPON": "ppon";
    "places": "place", "area", "location", "local authority", "borough", "district", "neighbourhood", "ward", "city",
        "area of work", "geography", "localities", "locality";
    "themes": "theme", "tags", "sector", "topics", "topic", "focus", "category", "categories", "sectors", "field";
    "goals": "goal", "shared goals", "outcomes", "missions", "sdg", "sdgs";
    "programme": "program", "scheme", "intake", "accelerator", "incubator programme", "programme name";
    "cohort": "cohort name", "cohort number", "year group";
    "website": "web", "url", "web site", "homepage", "web address", "site", "website address", "website url";
    "joined": "start date", "date joined", "joined on", "first met", "enquiry date", "registered", "date added",
        "date registered", "joining date", "onboarded", "date";
    "founders": "people", "team";
    "share": "sharing", "visibility";
    "organisation.town": "town", "town or city", "town city", "city or town";
    "organisation.region": "county", "region", "county or region";
    "organisation.postcode": "postcode", "post code", "postal code", "zip", "zip code";
    "contact.name": "contact", "contact name", "main contact", "lead contact", "founder", "founder name", "primary contact",
        "key contact", "contact person", "entrepreneur";
    "contact.role": "contact role", "job title", "role", "position";
    "contact.email": "email", "e mail", "email address", "contact email", "founder email", "mail";
    "contact.phone": "phone", "telephone", "mobile", "tel", "phone number", "contact number", "mobile number",
        "telephone number", "contact phone";
    "step.what": "next step", "next action", "action", "next steps", "to do", "todo", "actions", "follow up",
        "next actions", "action needed";
    "step.due": "due", "due date", "by when", "deadline", "next action date", "next step date", "action date",
        "next step due", "due by", "action due", "follow up date";
    "step.who": "action owner", "next step owner", "by whom", "action by", "responsible";
    "entry.said": "notes", "note", "comments", "comment", "last note", "latest update", "update", "progress", "latest note",
        "latest news", "notes and comments";
    "entry.happened_on": "last contact", "last contacted", "date of last contact", "last meeting", "note date",
        "last update", "last updated", "update date", "last met";
};

static CONTACT: &[Target] = targets! {
    "name": "full name", "contact", "contact name", "person", "display name", "person name", "who";
    "name:first": "first name", "forename", "given name", "firstname";
    "name:last": "last name", "surname", "family name", "lastname";
    "role": "job title", "position", "job", "title";
    "organisation": "organization", "org", "company", "organisation name", "employer", "company name";
    "ventures": "venture", "project", "projects", "social enterprise", "venture name", "project name", "enterprise";
    "email": "e mail", "email address", "mail", "work email";
    "phone": "telephone", "mobile", "tel", "phone number", "telephone number", "mobile number", "contact number";
    "basis": "lawful basis", "basis", "legal basis", "consent";
    "source": "source", "where from", "introduced by", "how we met";
    "review_on": "review date", "review on", "keep until", "review";
    "note": "notes", "comments", "comment", "about";
};

static ORGANISATION: &[Target] = targets! {
    "name": "organisation", "organization", "organisation name", "organization name", "company", "company name",
        "official name", "legal name", "body", "council", "funder", "buyer", "partner", "title";
    "roles": "role", "type", "relationship", "organisation role", "kind";
    "identifiers": "identifier", "org id", "organisation id", "organisation identifier", "registered number";
    "identifiers:GB-COH": "company no", "company number", "companies house number", "companies house", "crn",
        "company registration number", "company reg no", "companies house no";
    "identifiers:GB-CHC": "charity number", "charity no", "charity commission number", "registered charity number",
        "charity registration number";
    "identifiers:GB-SC": "scottish charity number", "oscr number", "oscr";
    "identifiers:GB-NIC": "ni charity number", "ccni number";
    "identifiers:GB-MPR": "mutuals number", "society number", "fca number";
    "identifiers:GB-NHS": "ods code", "nhs code", "ods";
    "identifiers:GB-UKPRN": "ukprn";
    "identifiers:GB-PPON": "ppon";
    "legal_form": "legal structure", "structure", "organisation type", "type of organisation", "company type", "legal status";
    "town": "city", "town or city", "locality", "town city";
    "region": "county", "county or region";
    "postcode": "post code", "postal code", "zip", "zip code";
    "place": "area", "local authority", "district", "borough", "location";
    "website": "web", "url", "web site", "homepage", "web address", "site";
    "note": "notes", "comments", "comment", "about", "description";
};

static STEP: &[Target] = targets! {
    "what": "action", "task", "next step", "next action", "to do", "todo", "step", "title", "description", "actions",
        "task name", "follow up";
    "venture": "project", "social enterprise", "venture name", "project name", "enterprise", "business", "organisation";
    "who": "owner", "assigned to", "responsible", "by whom", "lead", "action owner", "assignee", "coach";
    "due": "due date", "by when", "deadline", "date", "due by", "due on", "target date";
    "done_on": "done", "completed", "completed on", "date completed", "finished", "done date";
    "note": "notes", "comments", "comment", "details";
};

/// The kinds that a table can hold, in the order in which they are offered.
#[must_use]
pub fn importable_kinds() -> [&'static KindSpec; 4] {
    [
        &Venture::SPEC,
        &Contact::SPEC,
        &Organisation::SPEC,
        &Step::SPEC,
    ]
}

/// The kind's table, ventures for anything else.
pub(super) fn kind_and_targets(kind: &str) -> (&'static KindSpec, &'static [Target]) {
    match kind {
        Contact::KIND => (&Contact::SPEC, CONTACT),
        Organisation::KIND => (&Organisation::SPEC, ORGANISATION),
        Step::KIND => (&Step::SPEC, STEP),
        _ => (&Venture::SPEC, VENTURE),
    }
}

/// Everything that a column of a table of that kind can hold.
#[must_use]
pub fn targets_of(kind: &str) -> Vec<TargetChoice> {
    let (own, targets) = kind_and_targets(kind);
    targets
        .iter()
        .map(|target| {
            let (part, field, detail) = target.parsed();
            let plain = target.spec(own).map_or(field, |spec| spec.label);
            let label = match detail {
                Some("first") => "First name".to_owned(),
                Some("last") => "Last name".to_owned(),
                Some("GB-COH") => "Company number".to_owned(),
                Some("GB-CHC") => "Charity number".to_owned(),
                Some("GB-SC") => "Scottish charity number".to_owned(),
                Some("GB-NIC") => "Northern Ireland charity number".to_owned(),
                Some("GB-MPR") => "Mutuals register number".to_owned(),
                Some("GB-NHS") => "NHS organisation code".to_owned(),
                Some("GB-UKPRN") => "UKPRN".to_owned(),
                Some("GB-PPON") => "PPON".to_owned(),
                _ => plain.to_owned(),
            };
            let group = match part {
                Part::Own => "",
                Part::Organisation => "Its organisation",
                Part::Contact => "A person",
                Part::Step => "Next step",
                Part::Entry => "Something that happened",
            };
            TargetChoice {
                key: target.key,
                label,
                group,
            }
        })
        .collect()
}
