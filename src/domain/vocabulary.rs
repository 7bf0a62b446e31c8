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
        "asset_lock" => "Asset lock", "employee_controlled" => "Controlled by its employees",
        "not_for_profit" => "Not for profit, or profits to members only",
        "light_touch" => "Mainly delivers reservable light-touch public services";
    /// What an organisation is to us.
    ORGANISATION_ROLES:
        "buyer" => "Buyer", "funder" => "Funder", "investor" => "Social investor", "partner" => "Partner",
        "host" => "Host", "parent_body" => "Parent body", "recipient" => "Venture's own organisation",
        "supplier" => "Supplier";
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
    /// What a founder may be asked to look at.
    UPDATE_ASKS: "story" => "Your story", "steps" => "Next steps", "figures" => "Figures";
    /// How a request for an update stands.
    REQUEST_STATES:
        "outstanding" => "Waiting for an answer", "answered" => "Answered, waits for review",
        "reviewed" => "Reviewed", "withdrawn" => "Withdrawn";
    /// How a founder's answer stands.
    ANSWER_STATES: "waiting" => "Waits for review", "reviewed" => "Reviewed";
    /// What can leave, by audience.
    EXPORT_PROFILES:
        "backup" => "Full backup", "report" => "Data for the incubator's report",
        "take_away" => "One venture's take-away", "partner" => "Partner copy without personal data";
    /// The screens that a saved view can belong to.
    VIEW_SCREENS: "pipeline" => "Pipeline", "ventures" => "Ventures", "people" => "People and organisations",
        "opportunities" => "Opportunities", "contracts" => "Contracts";
    /// How far an opportunity has come. The last two rest on the rules that read a status from a notice: they are for
    /// opportunities in which we have no part.
    OPPORTUNITY_STATUSES:
        "conversation" => "Conversation", "horizon" => "On the horizon", "engaging" => "Market engagement",
        "open" => "Open to bids", "bidding" => "We are bidding", "submitted" => "Bid submitted",
        "preferred" => "Preferred or standstill", "won" => "Won, not yet signed", "contracted" => "Signed",
        "lost" => "Lost", "withdrew" => "We chose not to go on", "cancelled" => "Buyer cancelled",
        "ended" => "Contract ended", "closed" => "Closed, awaiting the result",
        "awarded" => "Awarded to others";
    /// What would be signed.
    OPPORTUNITY_KINDS:
        "public_contract" => "Public contract", "framework_place" => "Place on a framework",
        "call_off" => "Call-off", "subcontract" => "Subcontract", "spot_purchase" => "Spot purchase",
        "personal_budget" => "Personal budget", "grant_agreement" => "Grant agreement",
        "pilot_or_test_fund" => "Pilot or test fund", "social_outcomes_contract" => "Social outcomes contract",
        "private_or_retail_sale" => "Private or retail sale", "spin_out_contract" => "Spin-out contract";
    /// How sure money is, the weakest first.
    EVIDENCE_STRENGTHS:
        "said_verbally" => "Said", "in_writing" => "In writing", "published_notice" => "Published notice",
        "preferred_or_award_letter" => "Preferred or award letter", "signed_contract" => "Signed contract",
        "paid_invoice" => "Paid invoice";
    /// The law under which something is bought.
    PROCUREMENT_REGIMES:
        "PA2023" => "Procurement Act 2023", "PSR" => "Provider Selection Regime (health)",
        "PCR2015" => "Public Contracts Regulations 2015", "scotland" => "Scottish procurement law",
        "below_threshold" => "Below threshold", "not_regulated" => "Not regulated";
    /// The ways of choosing under the Provider Selection Regime.
    PSR_ROUTES:
        "direct_award_a" => "Direct award A", "direct_award_b" => "Direct award B",
        "direct_award_c" => "Direct award C", "most_suitable_provider" => "Most suitable provider",
        "competitive" => "Competitive";
    /// Procurement methods (OCDS).
    PROCUREMENT_METHODS:
        "open" => "Open", "selective" => "Selective", "limited" => "Limited", "direct" => "Direct award";
    /// Procurement categories (OCDS).
    PROCUREMENT_CATEGORIES: "goods" => "Goods", "works" => "Works", "services" => "Services";
    /// To whom taking part may be reserved (OCDS and its UK extension).
    RESERVED_FOR:
        "shelteredWorkshop" => "Supported employment providers",
        "publicServiceMissionOrganization" => "Public service mutuals",
        "smeVcse" => "Small enterprises and VCSEs";
    /// Whether to go for an opportunity.
    GO_DECISIONS: "go" => "Go", "no_go" => "No-go", "wait" => "Wait and see";
    /// What a venture does in a bid.
    BID_ROLES:
        "alone" => "Bids alone", "lead" => "Leads the consortium", "partner" => "Partner",
        "subcontractor" => "Subcontractor";
    /// What came of a bid.
    BID_OUTCOMES: "won" => "Won", "lost" => "Lost", "withdrew" => "Withdrew", "cancelled" => "Buyer cancelled";
    /// How a contract stands (OCDS, and its plain end).
    CONTRACT_STATUSES:
        "pending" => "Not yet signed", "active" => "Active", "ended" => "Ended",
        "terminated" => "Ended early", "cancelled" => "Cancelled";
    /// Social value frameworks whose names may be used: Crown copyright, and the buyer's own.
    SOCIAL_VALUE_FRAMEWORKS:
        "svm-2025" => "Social Value Model 2025 (PPN 002)", "svm-2020" => "Social Value Model 2020 (PPN 06/20)",
        "sva-2012" => "Social Value Act 2012", "psr-key-criteria" => "Provider Selection Regime key criteria",
        "local" => "The buyer's own framework";
    /// How somebody inside a public body stands.
    ALLY_STANCES:
        "champion" => "Champion", "supportive" => "Supportive", "curious" => "Curious", "cautious" => "Cautious",
        "opposed" => "Opposed", "unknown" => "Not known";
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
