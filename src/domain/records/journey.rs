//! A venture and everything that happens on its way.

use crate::domain::{
    schema::definition::record_kind,
    vocabulary::{
        AUDIENCES, CAPITAL_KINDS, CAPITAL_STATUSES, CRITERION_STATES, DISPOSITIONS, DOCUMENT_KINDS,
        ENTRY_KINDS, INSTRUMENTS, LEGAL_FLAGS, MOVE_DECISIONS, ORIGINS, SHARE_SCOPES,
    },
};

record_kind! {
    /// A social enterprise, from a first idea on.
    Venture = "venture" ("venture", "ventures") {
        /// The name people use.
        name: Line = "Name" required;
        /// What it does, in one line.
        one_line: Line = "In one line";
        /// The need, in the words of those who live it.
        need: Prose = "The need";
        /// Who it is for.
        who_for: Line = "Who it is for";
        /// Where on the journey it is.
        stage: StageId = "Stage";
        /// Since when.
        stage_since: Day = "In this stage since";
        /// Active, or by which door it left.
        disposition: Choice(DISPOSITIONS) = "Status";
        /// Since when.
        disposition_since: Day = "Status since";
        /// Why it paused or left, and what was learned.
        disposition_reason: Prose = "Why";
        /// The coach who looks after it.
        lead: Ref("colleague") = "Lead coach";
        /// People who founded or lead it.
        founders: Refs("contact") = "Founders";
        /// The organisation it is or will be.
        organisation: Ref("organisation") = "Organisation";
        /// The body it came out of, or that hosts it.
        parent_body: Ref("organisation") = "Parent body or host";
        /// How it began.
        origin: Choice(ORIGINS) = "Origin";
        /// Legal form.
        legal_form: Choice(crate::domain::legal_form::CHOICES) = "Legal form";
        /// Facts that law and funders ask for.
        flags: Choices(LEGAL_FLAGS) = "Facts";
        /// Register entries, as list code and number.
        identifiers: Identifiers = "Identifiers";
        /// Where it works.
        places: Refs("place") = "Places";
        /// What it is about.
        themes: Tags = "Themes";
        /// Shared goals it works towards.
        goals: Tags = "Goals";
        /// The programme or cohort it joined.
        programme: Ref("programme") = "Programme";
        /// The cohort within it.
        cohort: Line = "Cohort";
        /// What it turned over in its last full year, in pence.
        turnover: Money = "Turnover, last full year";
        /// Website.
        website: Link = "Website";
        /// When we first met it.
        joined: Day = "Joined";
        /// Who may see this beyond staff.
        share: Choice(SHARE_SCOPES) = "Who may see this";
    }
}

record_kind! {
    /// The venture's telling of itself.
    Story = "story" ("story", "stories") {
        /// Whose it is.
        venture: Ref("venture") = "Venture" required;
        /// The story.
        text: Prose = "Story" required;
        /// Who tells it.
        voice: Line = "In whose voice";
        /// Who agreed that it may be told, to whom.
        consent: Choices(AUDIENCES) = "May be told to";
        /// When it was told.
        told_on: Day = "Told on";
    }
}

record_kind! {
    /// Something that happened: a meeting, a call, a note, a founder's update.
    Entry = "entry" ("entry", "entries") {
        /// The venture it is about.
        venture: Ref("venture") = "Venture";
        /// The organisation it was with.
        organisation: Ref("organisation") = "Organisation";
        /// The opportunity it was about.
        opportunity: Ref("opportunity") = "Opportunity";
        /// The contract it was about.
        contract: Ref("contract") = "Contract";
        /// What kind of moment.
        kind: Choice(ENTRY_KINDS) = "Kind" required;
        /// When.
        happened_on: Day = "When" required;
        /// Who took part, as written down.
        who: Tags = "Who took part";
        /// Who took part, of the people we know.
        contacts: Refs("contact") = "People";
        /// What was said.
        said: Prose = "What was said";
        /// What was agreed.
        agreed: Prose = "What was agreed";
        /// What was learned, of a test or otherwise; what failed is as welcome.
        learned: Prose = "What was learned";
        /// What they need, in their words.
        needs: Prose = "What is needed";
        /// Our questions, each with its answer.
        answers: Prose = "Answers to our questions";
        /// Whether it stays among staff.
        staff_only: Flag = "Staff only";
    }
}

record_kind! {
    /// Something to do next.
    Step = "step" ("next step", "next steps") {
        /// What.
        what: Line = "What" required;
        /// The venture it belongs to.
        venture: Ref("venture") = "Venture";
        /// The opportunity it belongs to.
        opportunity: Ref("opportunity") = "Opportunity";
        /// The contract it belongs to.
        contract: Ref("contract") = "Contract";
        /// Who does it.
        who: Line = "Who";
        /// By when.
        due: Day = "Due";
        /// When it was done.
        done_on: Day = "Done on";
        /// Anything else.
        note: Prose = "Note";
    }
}

record_kind! {
    /// A move from one stage to another, kept for good with the gate as it stood.
    StageMove = "stage_move" ("stage move", "stage moves") {
        /// Who moved.
        venture: Ref("venture") = "Venture" required;
        /// From which stage.
        from: StageId = "From";
        /// To which stage.
        to: StageId = "To" required;
        /// When.
        moved_on: Day = "When" required;
        /// How it was decided.
        decision: Choice(MOVE_DECISIONS) = "Decision";
        /// Why, where the gate was not met or the venture moved back.
        reason: Prose = "Why";
        /// The criteria as they stood: [{"code", "text", "state", "note"}].
        criteria: Json = "Criteria as they stood";
    }
}

record_kind! {
    /// How one criterion stands for one venture.
    GateCheck = "gate_check" ("gate check", "gate checks") {
        /// The venture.
        venture: Ref("venture") = "Venture" required;
        /// The criterion's id.
        criterion: Line = "Criterion" required;
        /// How it stands.
        state: Choice(CRITERION_STATES) = "State" required;
        /// In words.
        note: Prose = "Note";
        /// Where the evidence is.
        evidence: Link = "Evidence";
    }
}

record_kind! {
    /// Capital of any kind: money in pence, or a quantity with its unit; never turned into pounds by itself.
    Capital = "capital" ("capital entry", "capital entries") {
        /// The venture.
        venture: Ref("venture") = "Venture" required;
        /// What kind.
        kind: Choice(CAPITAL_KINDS) = "Kind" required;
        /// How far it has come.
        status: Choice(CAPITAL_STATUSES) = "Status" required;
        /// What it is called.
        title: Line = "Title";
        /// What it is for.
        description: Prose = "What it is for";
        /// Pence; other currencies stay in `quantity` with the currency as unit.
        amount: Money = "Amount";
        /// What was asked for, in pence (360Giving amountAppliedFor).
        amount_applied_for: Money = "Asked for";
        /// What has been paid, in pence (360Giving amountDisbursed).
        amount_disbursed: Money = "Paid so far";
        /// How many of `unit`.
        quantity: Count = "Quantity";
        /// Hours, square metres, people.
        unit: Line = "Unit";
        /// Who gives it.
        from: Ref("organisation") = "From";
        /// The giver's programme (360Giving grantProgramme).
        programme: Line = "Their programme";
        /// The financial instrument, for social investment.
        instrument: Choice(INSTRUMENTS) = "Instrument";
        /// When it was decided or agreed (360Giving awardDate).
        decided_on: Day = "Decided on";
        /// First day it covers.
        starts: Day = "Starts";
        /// Last day it covers.
        ends: Day = "Ends";
        /// Months it covers, where no last day is known.
        months: Count = "Months";
        /// The giver's identifier (360Giving id).
        grant_id: Line = "Grant identifier";
        /// Where it is published.
        link: Link = "Link";
    }
}

record_kind! {
    /// A link to a paper kept elsewhere.
    Document = "document" ("document link", "document links") {
        /// The venture.
        venture: Ref("venture") = "Venture" required;
        /// What it is called.
        title: Line = "Title" required;
        /// What kind of paper.
        kind: Choice(DOCUMENT_KINDS) = "Kind";
        /// Where it is.
        address: Link = "Address";
        /// When it runs out.
        expires: Day = "Runs out on";
        /// What cannot go on without it.
        blocks: Line = "What its absence blocks";
    }
}
