//! The way from a possible contract to a signed one: opportunities, lots, bids, contracts, and what was promised.

use crate::domain::{
    schema::definition::record_kind,
    vocabulary::{
        BID_OUTCOMES, BID_ROLES, CONTRACT_STATUSES, EVIDENCE_STRENGTHS, GO_DECISIONS,
        OPPORTUNITY_KINDS, OPPORTUNITY_STATUSES, PROCUREMENT_CATEGORIES, PROCUREMENT_METHODS,
        PROCUREMENT_REGIMES, PSR_ROUTES, RESERVED_FOR, SOCIAL_VALUE_FRAMEWORKS,
    },
};

record_kind! {
    /// A possible contract, sale, grant agreement or pilot.
    Opportunity = "opportunity" ("opportunity", "opportunities") {
        /// What it is called.
        title: Line = "Title" required;
        /// Who would buy.
        buyer: Ref("organisation") = "Buyer";
        /// How far it has come, as we see it; an import never overwrites what people set.
        status: Choice(OPPORTUNITY_STATUSES) = "Status" required;
        /// Since when.
        status_since: Day = "Status since";
        /// Why the status was set.
        status_reason: Prose = "Why this status";
        /// What would be signed.
        kind: Choice(OPPORTUNITY_KINDS) = "Kind";
        /// What it is about.
        summary: Prose = "What it is about";
        /// The value without VAT, in pence, where one figure is known.
        value: Money = "Value";
        /// The lower end, in pence, where the value is a range.
        value_low: Money = "Value from";
        /// The upper end, in pence, where the value is a range.
        value_high: Money = "Value up to";
        /// The value with VAT, in pence, as a notice states it.
        value_gross: Money = "Value with VAT";
        /// The value as stated in another currency; never added to pounds.
        value_other: Line = "Value in another currency";
        /// Our probability in percent; when empty, the incubator's assumption for the status counts.
        probability: Count = "Our probability (%)";
        /// The strongest evidence that this money will come.
        evidence: Choice(EVIDENCE_STRENGTHS) = "Strength of evidence";
        /// The last day for bids, in UK time.
        deadline: Day = "Deadline";
        /// The hour of the deadline on UK clocks, such as 12:00.
        deadline_time: Line = "Deadline, time of day";
        /// The last day for questions to the buyer.
        questions_by: Day = "Questions until";
        /// The last day to say that one is interested.
        interest_by: Day = "Interest until";
        /// When the buyer means to publish the next notice.
        next_notice_on: Day = "Next notice expected";
        /// What else the buyer has set a date for: [{"title", "day", "kind"}].
        buyer_dates: Json = "The buyer's other dates";
        /// Our own date for deciding whether to go for it.
        decide_by: Day = "We decide by";
        /// Our own date for a full draft.
        draft_by: Day = "Our draft by";
        /// Our own date for sending it off, before the buyer's deadline.
        submit_by: Day = "We submit by";
        /// The first day of the contract.
        contract_starts: Day = "Contract starts";
        /// The last day of the contract without extensions.
        contract_ends: Day = "Contract ends";
        /// The last day with all extensions.
        contract_latest_end: Day = "Contract ends at the latest";
        /// Months the contract runs, where no days are known.
        contract_months: Count = "Contract, months";
        /// Common procurement vocabulary: the code, and its name where known ("85312000 Social work services").
        codes: Tags = "Codes (CPV)";
        /// Where the work is.
        places: Refs("place") = "Places";
        /// The law it is bought under.
        regime: Choice(PROCUREMENT_REGIMES) = "Regime";
        /// The way of choosing, under the Provider Selection Regime.
        psr_route: Choice(PSR_ROUTES) = "Provider selection route";
        /// The procurement method.
        method: Choice(PROCUREMENT_METHODS) = "Procurement method";
        /// The procurement method in the buyer's own words.
        method_text: Line = "Method in the buyer's words";
        /// Goods, works or services.
        category: Choice(PROCUREMENT_CATEGORIES) = "Category";
        /// Whether it is a framework, and of what kind.
        framework: Line = "Framework";
        /// To whom taking part is reserved.
        reserved_for: Choices(RESERVED_FOR) = "Reserved for";
        /// Where suppliers must be, if taking part is reserved to a place.
        reserved_place: Line = "Reserved for suppliers in";
        /// Rules of their own that it is bought under: light touch, below threshold, …
        special_regimes: Tags = "Special rules";
        /// Whether the buyer says that it suits small and medium enterprises.
        suitable_sme: Flag = "Suits small and medium enterprises";
        /// Whether the buyer says that it suits voluntary, community and social enterprises.
        suitable_vcse: Flag = "Suits VCSEs";
        /// How bids are weighed: [{"kind", "name", "weight"}], weights in percent.
        criteria: Json = "Award criteria";
        /// How much social value counts, in percent.
        social_value_weight: Count = "Weight of social value (%)";
        /// Where and how to apply.
        how_to_apply: Prose = "How to apply";
        /// Whether we go for it.
        decision: Choice(GO_DECISIONS) = "Go or no-go";
        /// Why we go for it or not.
        decision_reason: Prose = "Why go or no-go";
        /// When that was decided.
        decided_on: Day = "Decided on";
        /// What the buyer may see as a risk in us.
        risk: Prose = "What the buyer may see as a risk";
        /// The step that would lower that risk: a pilot, a partner, a smaller lot.
        risk_step: Line = "What would lower it";
        /// Who won.
        winners: Refs("organisation") = "Who won";
        /// When it was awarded or otherwise came to an end.
        outcome_on: Day = "Outcome on";
        /// The value that was awarded, in pence.
        awarded_value: Money = "Awarded value";
        /// What the buyer told us afterwards.
        feedback: Prose = "Feedback";
        /// What we learned.
        lesson: Prose = "Lesson";
        /// Anything worth knowing.
        note: Prose = "Note";
        /// The contracting process in the Open Contracting Data Standard.
        ocid: Line = "Open contracting id";
        /// The buyer's own reference.
        reference: Line = "Buyer's reference";
        /// What the newest notice says of the status; beside ours, never over it.
        notice_status: Choice(OPPORTUNITY_STATUSES) = "What the notice says";
        /// The newest notice's date and time, as published.
        notice_date: Line = "Notice of";
        /// The ids of all notices that were read.
        notices: Tags = "Notices read";
        /// What those notices were: tender, award, …
        notice_tags: Tags = "Kinds of notice";
        /// Where the notice is published.
        link: Link = "Notice";
        /// Papers that the buyer published: [{"title", "kind", "address"}].
        papers: Json = "The buyer's papers";
        /// Other contracting processes that this one names.
        related: Tags = "Related processes";
        /// Who published the notice.
        publisher: Line = "Published by";
        /// The licence under which the notice may be used.
        licence: Line = "Licence";
    }
}

record_kind! {
    /// A part of an opportunity that can be bid for by itself.
    Lot = "lot" ("lot", "lots") {
        /// The opportunity.
        opportunity: Ref("opportunity") = "Opportunity" required;
        /// The buyer's number of the lot.
        number: Line = "Lot number";
        /// What it is called.
        title: Line = "Title";
        /// What it is about.
        summary: Prose = "What it is about";
        /// The buyer's word for how it stands: active, cancelled, complete, …
        buyer_status: Line = "Status in the notice";
        /// The value without VAT, in pence.
        value: Money = "Value";
        /// The lower end, in pence, where the value is a range.
        value_low: Money = "Value from";
        /// The upper end, in pence, where the value is a range.
        value_high: Money = "Value up to";
        /// The value as stated in another currency; never added to pounds.
        value_other: Line = "Value in another currency";
        /// The first day of the contract.
        contract_starts: Day = "Contract starts";
        /// The last day of the contract without extensions.
        contract_ends: Day = "Contract ends";
        /// The last day with all extensions.
        contract_latest_end: Day = "Contract ends at the latest";
        /// How it may be renewed or extended, in the buyer's words.
        renewal: Prose = "Renewal and options";
        /// Whether the buyer says that it suits small and medium enterprises.
        suitable_sme: Flag = "Suits small and medium enterprises";
        /// Whether the buyer says that it suits voluntary, community and social enterprises.
        suitable_vcse: Flag = "Suits VCSEs";
    }
}

record_kind! {
    /// One venture's part in going for an opportunity: alone, leading a consortium, or in one.
    Bid = "bid" ("bid", "bids") {
        /// The opportunity.
        opportunity: Ref("opportunity") = "Opportunity" required;
        /// The venture.
        venture: Ref("venture") = "Venture" required;
        /// The bid of the venture that leads the consortium; empty for who bids alone or leads.
        led_by: Ref("bid") = "Consortium led by";
        /// What it does in the bid.
        role: Choice(BID_ROLES) = "Role";
        /// Its share of the value, in percent; those without one share the rest equally.
        share: Count = "Share of the value (%)";
        /// The lots it is for; none means the whole.
        lots: Refs("lot") = "Lots";
        /// The price offered, in pence, for everybody in the bid together; only on the leading bid.
        price: Money = "Price offered";
        /// When it was sent off.
        submitted_on: Day = "Submitted on";
        /// What came of it.
        outcome: Choice(BID_OUTCOMES) = "Outcome";
        /// When that was known.
        outcome_on: Day = "Outcome on";
        /// What the buyer told us.
        feedback: Prose = "Feedback";
        /// What we learned.
        lesson: Prose = "Lesson";
        /// Anything worth knowing.
        note: Prose = "Note";
    }
}

record_kind! {
    /// Signed work: a contract of our ventures, or one of somebody else whose end matters to us.
    Contract = "contract" ("contract", "contracts") {
        /// What it is called.
        title: Line = "Title" required;
        /// Who buys.
        buyer: Ref("organisation") = "Buyer";
        /// Our venture that delivers it, or leads; empty for somebody else's contract.
        venture: Ref("venture") = "Venture";
        /// Our other ventures in it.
        partners: Refs("venture") = "Ventures beside it";
        /// Who delivers it, where that is not one of ours.
        suppliers: Refs("organisation") = "Other suppliers";
        /// The opportunity it came from.
        opportunity: Ref("opportunity") = "Opportunity";
        /// The lots it is for; none means the whole.
        lots: Refs("lot") = "Lots";
        /// How it stands.
        status: Choice(CONTRACT_STATUSES) = "Status" required;
        /// The value without VAT, in pence, over the whole term without extensions.
        value: Money = "Value";
        /// The value as stated in another currency; never added to pounds.
        value_other: Line = "Value in another currency";
        /// The strongest evidence for it.
        evidence: Choice(EVIDENCE_STRENGTHS) = "Strength of evidence";
        /// When it was signed.
        signed_on: Day = "Signed on";
        /// First day.
        starts: Day = "Starts";
        /// Last day, with the extensions that were used.
        ends: Day = "Ends";
        /// The last day with all extensions.
        latest_end: Day = "Ends at the latest";
        /// Months of each extension that may still follow, such as 12+12.
        extensions: Line = "Extensions still open (months)";
        /// Days before the end by which an extension has to be decided.
        extension_notice_days: Count = "Days to decide an extension";
        /// The last day to decide an extension, where the contract names it.
        decide_extension_by: Day = "Extension decided by";
        /// Days of notice to end it early.
        notice_days: Count = "Notice period (days)";
        /// When to begin to talk about what follows; when empty, twelve months before the end.
        talk_from: Day = "Begin to talk on";
        /// How it may be renewed, and what was agreed about it.
        renewal: Prose = "Renewal";
        /// The contract that it renews.
        renews: Ref("contract") = "Renews";
        /// What is measured, and how often it is reported.
        measures: Prose = "Measures";
        /// What notices say of how it goes: what was measured, what fell short.
        performance: Prose = "What notices say of performance";
        /// Whether it was reserved under section 33 of the Procurement Act 2023.
        reserved: Flag = "Reserved (section 33)";
        /// Anything worth knowing.
        note: Prose = "Note";
        /// The contracting process in the Open Contracting Data Standard.
        ocid: Line = "Open contracting id";
        /// The contract's id within that process.
        contract_id: Line = "Contract id";
        /// Where it is published.
        link: Link = "Notice";
        /// The licence under which the notice may be used.
        licence: Line = "Licence";
    }
}

record_kind! {
    /// What was promised for people and place beside the service itself.
    SocialValuePromise = "promise" ("social value promise", "social value promises") {
        /// What was promised.
        promise: Line = "Promise" required;
        /// The venture that keeps it.
        venture: Ref("venture") = "Venture";
        /// The opportunity in whose bid it stands.
        opportunity: Ref("opportunity") = "Opportunity";
        /// The contract in which it stands.
        contract: Ref("contract") = "Contract";
        /// The framework it answers to.
        framework: Choice(SOCIAL_VALUE_FRAMEWORKS) = "Framework";
        /// The outcome's code or name in that framework.
        outcome: Line = "Outcome";
        /// How it is measured.
        measure: Line = "Measure";
        /// How much was promised.
        target: Line = "Target";
        /// By when.
        due: Day = "Due";
        /// When it was kept.
        kept_on: Day = "Kept on";
        /// Where the evidence is.
        evidence: Link = "Evidence";
        /// Anything worth knowing.
        note: Prose = "Note";
    }
}
