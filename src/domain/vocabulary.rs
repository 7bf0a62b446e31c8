//! The words of the field: stages, gate criteria and code lists, with where they come from.
//!
//! Ids are what is stored and exported and never change; labels are what people read. Stages, days and criteria are
//! defaults that an incubator edits. Sources: innovation stages after the Nesta innovation spiral; attention days are
//! our own estimate except where said; legal forms and flags after Companies House and the UK procurement extension of
//! OCDS; capital kinds after social-investment practice.

/// One word of a code list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub id: &'static str,
    /// What people read.
    pub label: &'static str,
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident: $($id:literal => $label:literal),+ $(,)?;)+) => {
        $($(#[$doc])* pub static $name: &[Choice] = &[$(Choice { id: $id, label: $label }),+];)+
    };
}

choices! {
    /// Whether a venture is active, or by which door it left. Kept apart from the stage.
    DISPOSITIONS:
        "active" => "Active", "paused" => "Paused", "graduated" => "Graduated", "merged" => "Merged",
        "adopted_by_public_body" => "Adopted by a public body",
        "closed_with_learning" => "Closed, with learning", "withdrawn" => "Withdrawn";
    /// How a venture began.
    ORIGINS:
        "community_led" => "Community-led", "founder_led" => "Founder-led",
        "public_sector_spin_out" => "Public-sector spin-out", "charity_trading_arm" => "Charity trading arm",
        "co_operative_start" => "Co-operative start", "partnership_or_consortium" => "Partnership or consortium";
    /// Facts about a venture that procurement law and funders ask for.
    LEGAL_FLAGS:
        "vcse" => "Voluntary, community or social enterprise",
        "publicServiceMissionOrganization" => "Public service mutual",
        "shelteredWorkshop" => "Supported employment provider", "sme" => "Small or medium enterprise",
        "asset_lock" => "Asset lock", "employee_controlled" => "Controlled by its employees";
    /// What an organisation is to us.
    ORGANISATION_ROLES:
        "buyer" => "Buyer", "funder" => "Funder", "investor" => "Social investor", "partner" => "Partner",
        "host" => "Host", "parent_body" => "Parent body", "recipient" => "Venture's own organisation";
    /// Why we may hold a person's details (UK GDPR article 6, in plain words).
    CONTACT_BASES:
        "consent" => "They agreed", "legitimate_interest" => "We work together",
        "contract" => "A contract needs it", "public_role" => "Their public role";
    /// What kind of moment an entry records.
    ENTRY_KINDS:
        "meeting" => "Meeting", "call" => "Call", "visit" => "Visit", "email" => "Email", "note" => "Note",
        "founder_update" => "Founder update", "decision" => "Decision";
    /// Kinds of capital; hours and assets are never turned into pounds.
    CAPITAL_KINDS:
        "trading" => "Trading", "contract_income" => "Contract income", "grant" => "Grant",
        "social_investment" => "Social investment", "donations" => "Donation", "in_kind" => "In kind",
        "goodwill" => "Goodwill and volunteering", "social_capital" => "Social capital",
        "community_asset" => "Community asset";
    /// How far capital has come.
    CAPITAL_STATUSES:
        "sought" => "Sought", "offered" => "Offered", "secured" => "Secured", "received" => "Received",
        "repaid" => "Repaid", "declined" => "Declined";
    /// Social-investment instruments (after Good Finance).
    INSTRUMENTS:
        "blended" => "Part grant, part loan", "charity_bond" => "Charity bond",
        "community_shares" => "Community shares", "crowdfunded" => "Crowdfunded investment",
        "quasi_equity" => "Quasi-equity", "secured_loan" => "Secured loan", "unsecured_loan" => "Unsecured loan",
        "equity" => "Equity", "social_impact_bond" => "Social impact bond",
        "social_property_fund" => "Social property fund", "overdraft" => "Overdraft", "other" => "Other";
    /// How a gate criterion stands.
    CRITERION_STATES:
        "met" => "Met", "partly" => "Partly", "not_yet" => "Not yet", "not_applicable" => "Does not apply";
    /// How a move through a gate was decided.
    MOVE_DECISIONS:
        "move" => "Moved", "anyway" => "Moved anyway", "back" => "Moved back";
    /// What kind of paper a document link leads to.
    DOCUMENT_KINDS:
        "governing_document" => "Governing document", "accounts" => "Accounts", "insurance" => "Insurance",
        "policy" => "Policy", "plan" => "Business plan", "evidence" => "Evidence", "other" => "Other";
    /// Who may see a record beyond staff.
    SHARE_SCOPES:
        "private" => "Staff only", "incubator" => "Incubator and the venture", "partners" => "Partners",
        "public" => "Anyone";
    /// Who a story may be told to.
    AUDIENCES:
        "founders" => "Other founders", "partners" => "Partners", "funders" => "Funders and investors",
        "commissioners" => "Commissioners", "public" => "Anyone";
    /// The screens that a saved view can belong to.
    VIEW_SCREENS: "pipeline" => "Pipeline", "ventures" => "Ventures", "people" => "People and organisations";
    /// Geography of a place's code.
    PLACE_CODE_TYPES:
        "E06" => "Unitary authority (England)", "E07" => "Non-metropolitan district", "E08" => "Metropolitan district",
        "E09" => "London borough or City", "E10" => "County", "E47" => "Combined authority", "E12" => "Region",
        "E54" => "Integrated care board", "E01" => "Neighbourhood (LSOA)", "E05" => "Ward",
        "S12" => "Scottish council area", "W06" => "Welsh principal area", "N09" => "Northern Ireland district",
        "UK" => "Region code as used in notices (ITL)";
}

/// The label of an id in a list; the id itself when the list does not know it (a newer version may).
pub fn label_of<'a>(choices: &[Choice], id: &'a str) -> &'a str {
    choices
        .iter()
        .find(|choice| choice.id == id)
        .map_or(id, |choice| choice.label)
}

/// A stage as it comes, before an incubator edits it.
#[derive(Clone, Copy, Debug)]
pub struct DefaultStage {
    /// What is stored.
    pub id: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What the stage is for.
    pub purpose: &'static str,
    /// Days after which a venture in this stage deserves a look; `None`: never.
    pub attention_after_days: Option<i64>,
}

/// The journey. "Make the case" rests on the median of 300 days between Power to Change's programmes (n=12); the other
/// days are our own estimate.
pub static DEFAULT_STAGES: &[DefaultStage] = &[
    DefaultStage {
        id: "idea",
        label: "Idea",
        purpose: "A need named by people who live with it, and someone willing to act",
        attention_after_days: Some(90),
    },
    DefaultStage {
        id: "explore",
        label: "Explore together",
        purpose: "Shape the idea with the people it is for; decide what must be true",
        attention_after_days: Some(120),
    },
    DefaultStage {
        id: "test",
        label: "Test safely",
        purpose: "Small, contained tests; learn from what works and what does not",
        attention_after_days: Some(180),
    },
    DefaultStage {
        id: "prove",
        label: "Make the case",
        purpose: "Evidence, model, legal form and allies good enough to buy or invest in",
        attention_after_days: Some(300),
    },
    DefaultStage {
        id: "contract_ready",
        label: "Contract-ready",
        purpose: "Able to bid, be due-diligenced and deliver",
        attention_after_days: Some(180),
    },
    DefaultStage {
        id: "contracted",
        label: "Contracted",
        purpose: "Delivering public-sector work and showing what changed",
        attention_after_days: Some(365),
    },
    DefaultStage {
        id: "growing",
        label: "Growing or spreading",
        purpose: "Repeat contracts, social investment, or the idea adopted by others",
        attention_after_days: None,
    },
];

/// A gate criterion as it comes, before an incubator edits it.
#[derive(Clone, Copy, Debug)]
pub struct DefaultCriterion {
    /// The stage that is left through this gate.
    pub from: &'static str,
    /// What is stored.
    pub id: &'static str,
    /// What is asked.
    pub text: &'static str,
}

macro_rules! criteria {
    ($($from:literal: $($id:literal => $text:literal),+ $(,)?;)+) => {
        /// The criteria of every gate, in order.
        pub static DEFAULT_CRITERIA: &[DefaultCriterion] =
            &[$($(DefaultCriterion { from: $from, id: $id, text: $text }),+),+];
    };
}

criteria! {
    "idea":
        "need_named" => "The need is described in the words of people affected",
        "place_named" => "A place (or community of interest) is named",
        "lead_named" => "Someone is leading, and why them (lived or frontline experience)",
        "assets_listed" => "At least one community asset or strength to build on is listed";
    "explore":
        "coproduction_min" => "Co-production rung recorded with evidence (aim: engagement or above)",
        "riskiest_assumption" => "Riskiest assumption written as a test",
        "containment" => "Each test has a limit: people, money, time, a stop rule, and safeguarding considered",
        "toc_draft" => "Draft theory of change: outcome, for whom, how you would know";
    "test":
        "tests_concluded" => "At least one test concluded, with what was learned, including what did not work",
        "evidence_outcome" => "Some outcome evidence from people who took part",
        "stop_pivot_decided" => "A recorded decision: persevere, change, stop or keep testing";
    "prove":
        "legal_form" => "Legal form decided and registered, or a named host or lead partner",
        "ally" => "At least one public-sector ally who has said what they will do",
        "income_model" => "Price or unit cost, and who could pay",
        "pipeline_three" => "Live opportunities or conversations recorded, each with evidence",
        "social_value_statement" => "Social value offer mapped to the buyer's framework";
    "contract_ready":
        "identifiers" => "Registered on the central digital platform (PPON) where bidding via Find a Tender",
        "policies" => "Insurance, safeguarding, data protection and finance controls in place for the contract size",
        "contract_signed" => "Contract, grant agreement or purchase order evidenced";
    "contracted":
        "outcomes_reported" => "Outcomes reported openly, including where targets were missed",
        "second_income" => "More than one payer, a renewal, or investment secured against contracts";
}

/// Status of an opportunity with the probability that stands for it until an incubator sets its own, in percent.
///
/// No standard gives win rates: these are our own estimates and are shown as assumptions.
pub static DEFAULT_PROBABILITIES: &[(&str, &str, i64)] = &[
    ("conversation", "Conversation", 10),
    ("horizon", "On the horizon", 5),
    ("engaging", "Market engagement", 10),
    ("open", "Open to bids", 15),
    ("bidding", "We are bidding", 25),
    ("submitted", "Bid submitted", 30),
    ("preferred", "Preferred or standstill", 80),
    ("won", "Won, not yet signed", 90),
    ("contracted", "Signed", 100),
];
