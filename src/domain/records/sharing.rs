//! What may leave: one table that says of every field of every kind of record whom it may reach.
//!
//! Requests to founders, packs and exports read this table and nothing else. A field that is not listed here does not
//! compile; a kind that is not listed fails a test.

use super::{
    Bid, Capital, Colleague, Contact, Contract, Criterion, Document, Entry, Erasure, ExportNote,
    FounderAnswer, GateCheck, Import, Incubator, Lot, Opportunity, Organisation, Place, Programme,
    SavedView, SocialValuePromise, Stage, StageMove, Step, Story, UpdateRequest, Venture,
    WorkspaceMark,
};

/// Whom a field may reach, beyond the people who work here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A fact without personal data: the venture's founder, and whoever the venture is shared with.
    Shared,
    /// Words that may name people: the venture's own founder, and nobody else.
    Told,
    /// Details of a person: only the full backup.
    Personal,
    /// Kept among staff: only the full backup.
    Staff,
}

/// A kind's fields, each with whom it may reach.
pub type KindReach = (&'static str, &'static [(&'static str, Reach)]);

/// Writes the table. The pattern under it names every field, so that one that is missing does not compile.
macro_rules! sharing {
    ($($Struct:ident { $($field:ident: $reach:ident,)+ })+) => {
        /// Every field of every kind.
        pub static SHARING: &[KindReach] = &[$(
            ($Struct::KIND, &[$((stringify!($field), Reach::$reach)),+]),
        )+];

        $(const _: fn(&$Struct) = |record| {
            let $Struct { id: _, $($field: _),+ } = record;
        };)+
    };
}

sharing! {
    Incubator {
        name: Shared,
        purpose: Shared,
        places: Shared,
        probabilities: Staff,
        retention_months: Staff,
        is_example: Shared,
    }
    Stage {
        code: Shared,
        label: Shared,
        purpose: Shared,
        attention_after_days: Shared,
        order: Shared,
        retired: Shared,
    }
    Criterion {
        code: Shared,
        from: Shared,
        text: Shared,
        order: Shared,
        retired: Shared,
    }
    Colleague {
        name: Personal,
        role: Personal,
        email: Personal,
        left: Personal,
    }
    Programme {
        name: Shared,
        description: Shared,
        starts: Shared,
        ends: Shared,
    }
    SavedView {
        name: Staff,
        screen: Staff,
        query: Staff,
    }
    Import {
        name: Staff,
        format: Staff,
        hash: Staff,
        imported_on: Staff,
        rows: Staff,
    }
    WorkspaceMark {
        names: Shared,
        epoch: Staff,
    }
    Erasure {
        rule: Staff,
    }
    Contact {
        name: Personal,
        role: Personal,
        organisation: Personal,
        stance: Staff,
        ventures: Personal,
        email: Personal,
        phone: Personal,
        basis: Personal,
        source: Personal,
        review_on: Personal,
        note: Staff,
    }
    Organisation {
        name: Shared,
        roles: Shared,
        identifiers: Shared,
        legal_form: Shared,
        town: Shared,
        region: Shared,
        postcode: Shared,
        place: Shared,
        website: Shared,
        note: Staff,
    }
    Place {
        name: Shared,
        code: Shared,
        code_type: Shared,
        as_at: Shared,
    }
    Venture {
        name: Shared,
        one_line: Shared,
        need: Shared,
        who_for: Shared,
        stage: Shared,
        stage_since: Shared,
        disposition: Shared,
        disposition_since: Shared,
        disposition_reason: Told,
        lead: Personal,
        founders: Personal,
        organisation: Shared,
        parent_body: Shared,
        origin: Shared,
        legal_form: Shared,
        flags: Shared,
        identifiers: Shared,
        places: Shared,
        themes: Shared,
        goals: Shared,
        programme: Shared,
        cohort: Shared,
        turnover: Shared,
        website: Shared,
        joined: Shared,
        share: Shared,
    }
    Story {
        venture: Shared,
        text: Told,
        voice: Told,
        consent: Shared,
        told_on: Shared,
    }
    Entry {
        venture: Shared,
        organisation: Told,
        opportunity: Told,
        contract: Told,
        kind: Shared,
        happened_on: Shared,
        who: Told,
        contacts: Personal,
        said: Told,
        agreed: Told,
        learned: Told,
        needs: Told,
        answers: Told,
        staff_only: Staff,
    }
    Step {
        what: Told,
        venture: Shared,
        opportunity: Told,
        contract: Told,
        who: Told,
        due: Shared,
        done_on: Shared,
        note: Staff,
    }
    StageMove {
        venture: Shared,
        from: Shared,
        to: Shared,
        moved_on: Shared,
        decision: Shared,
        reason: Told,
        criteria: Told,
    }
    GateCheck {
        venture: Shared,
        criterion: Shared,
        state: Shared,
        note: Told,
        evidence: Told,
    }
    Capital {
        venture: Shared,
        kind: Shared,
        status: Shared,
        title: Shared,
        description: Told,
        amount: Shared,
        amount_applied_for: Shared,
        amount_disbursed: Shared,
        quantity: Shared,
        unit: Shared,
        from: Shared,
        programme: Shared,
        instrument: Shared,
        decided_on: Shared,
        starts: Shared,
        ends: Shared,
        months: Shared,
        grant_id: Shared,
        link: Shared,
    }
    Document {
        venture: Shared,
        title: Shared,
        kind: Shared,
        address: Told,
        expires: Shared,
        blocks: Shared,
    }
    Opportunity {
        title: Shared,
        buyer: Shared,
        status: Shared,
        status_since: Shared,
        status_reason: Staff,
        kind: Shared,
        summary: Shared,
        value: Shared,
        value_low: Shared,
        value_high: Shared,
        value_gross: Shared,
        value_other: Shared,
        probability: Staff,
        evidence: Staff,
        deadline: Shared,
        deadline_time: Shared,
        questions_by: Shared,
        interest_by: Shared,
        next_notice_on: Shared,
        buyer_dates: Shared,
        decide_by: Staff,
        draft_by: Staff,
        submit_by: Staff,
        contract_starts: Shared,
        contract_ends: Shared,
        contract_latest_end: Shared,
        contract_months: Shared,
        codes: Shared,
        places: Shared,
        regime: Shared,
        psr_route: Shared,
        method: Shared,
        method_text: Shared,
        category: Shared,
        framework: Shared,
        reserved_for: Shared,
        reserved_place: Shared,
        special_regimes: Shared,
        suitable_sme: Shared,
        suitable_vcse: Shared,
        criteria: Shared,
        social_value_weight: Shared,
        how_to_apply: Told,
        decision: Staff,
        decision_reason: Staff,
        decided_on: Staff,
        risk: Staff,
        risk_step: Staff,
        winners: Shared,
        outcome_on: Shared,
        awarded_value: Shared,
        feedback: Staff,
        lesson: Staff,
        note: Staff,
        ocid: Shared,
        reference: Shared,
        notice_status: Shared,
        notice_date: Shared,
        notices: Shared,
        notice_tags: Shared,
        link: Shared,
        papers: Shared,
        related: Shared,
        publisher: Shared,
        licence: Shared,
    }
    Lot {
        opportunity: Shared,
        number: Shared,
        title: Shared,
        summary: Shared,
        buyer_status: Shared,
        value: Shared,
        value_low: Shared,
        value_high: Shared,
        value_other: Shared,
        contract_starts: Shared,
        contract_ends: Shared,
        contract_latest_end: Shared,
        renewal: Shared,
        suitable_sme: Shared,
        suitable_vcse: Shared,
    }
    Bid {
        opportunity: Shared,
        venture: Shared,
        led_by: Staff,
        role: Shared,
        share: Shared,
        lots: Shared,
        price: Told,
        submitted_on: Shared,
        outcome: Shared,
        outcome_on: Shared,
        feedback: Told,
        lesson: Told,
        note: Staff,
    }
    Contract {
        title: Shared,
        buyer: Shared,
        venture: Shared,
        partners: Staff,
        suppliers: Shared,
        opportunity: Shared,
        lots: Shared,
        status: Shared,
        value: Shared,
        value_other: Shared,
        evidence: Staff,
        signed_on: Shared,
        starts: Shared,
        ends: Shared,
        latest_end: Shared,
        extensions: Shared,
        extension_notice_days: Shared,
        decide_extension_by: Shared,
        notice_days: Shared,
        talk_from: Staff,
        renewal: Told,
        renews: Shared,
        measures: Told,
        performance: Told,
        reserved: Shared,
        note: Staff,
        ocid: Shared,
        contract_id: Shared,
        link: Shared,
        licence: Shared,
    }
    SocialValuePromise {
        promise: Shared,
        venture: Shared,
        opportunity: Shared,
        contract: Shared,
        framework: Shared,
        outcome: Shared,
        measure: Shared,
        target: Shared,
        due: Shared,
        kept_on: Shared,
        evidence: Told,
        note: Staff,
    }
    UpdateRequest {
        venture: Staff,
        asks: Staff,
        questions: Staff,
        due: Staff,
        message: Staff,
        asked_by: Personal,
        asked_as: Personal,
        reply_to: Personal,
        asked_on: Staff,
        state: Staff,
        closed_on: Staff,
    }
    FounderAnswer {
        from: Personal,
        venture: Staff,
        venture_name: Staff,
        request: Staff,
        received_on: Staff,
        state: Staff,
        content: Personal,
        decisions: Staff,
    }
    ExportNote {
        profile: Staff,
        venture: Staff,
        made_on: Staff,
        made_by: Personal,
        record_count: Staff,
        counts: Staff,
        personal: Staff,
        sealed: Staff,
        file: Staff,
    }
}

/// Whom a field may reach. What this version does not know stays among staff.
pub fn reach_of(kind: &str, field: &str) -> Reach {
    let fields = SHARING.iter().find(|(known, _)| *known == kind);
    fields
        .and_then(|(_, fields)| fields.iter().find(|(known, _)| *known == field))
        .map_or(Reach::Staff, |(_, reach)| *reach)
}

#[cfg(test)]
mod tests;
