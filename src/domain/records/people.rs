//! People, organisations and places around the ventures.

use crate::domain::{
    schema::definition::record_kind,
    vocabulary::{ALLY_STANCES, CONTACT_BASES, ORGANISATION_ROLES, PLACE_CODE_TYPES},
};

record_kind! {
    /// A person we know: as little as is needed.
    Contact = "contact" ("contact", "contacts") {
        /// The name they go by.
        name: Line = "Name" required;
        /// What they do.
        role: Line = "Role";
        /// Where they do it.
        organisation: Ref("organisation") = "Organisation";
        /// How they stand to the ventures, where they work for a public body.
        stance: Choice(ALLY_STANCES) = "How they stand to us";
        /// Ventures they founded or lead.
        ventures: Refs("venture") = "Ventures";
        /// How to write to them.
        email: Email = "Email";
        /// How to call them.
        phone: Line = "Telephone";
        /// Why we may hold this.
        basis: Choice(CONTACT_BASES) = "Why we may hold this";
        /// Where we have it from.
        source: Line = "Where we have it from";
        /// When to ask again whether we may keep it.
        review_on: Day = "Ask again on";
        /// Anything else that is needed, and nothing that is not.
        note: Prose = "Note";
    }
}

record_kind! {
    /// A buyer, funder, investor, partner, host or a venture's own organisation.
    Organisation = "organisation" ("organisation", "organisations") {
        /// Its name.
        name: Line = "Name" required;
        /// What it is to us.
        roles: Choices(ORGANISATION_ROLES) = "What it is to us";
        /// Register entries, as list code and number.
        identifiers: Identifiers = "Identifiers";
        /// Legal form.
        legal_form: Choice(crate::domain::legal_form::CHOICES) = "Legal form";
        /// Town or city.
        town: Line = "Town";
        /// County or region.
        region: Line = "County or region";
        /// Postcode.
        postcode: Postcode = "Postcode";
        /// The place it belongs to.
        place: Ref("place") = "Place";
        /// Website.
        website: Link = "Website";
        /// Anything worth knowing.
        note: Prose = "Note";
    }
}

record_kind! {
    /// An area with its official code, or one that people there define.
    Place = "place" ("place", "places") {
        /// What it is called.
        name: Line = "Name" required;
        /// Official code, such as E08000019.
        code: Line = "Code";
        /// Which geography the code belongs to.
        code_type: Choice(PLACE_CODE_TYPES) = "Kind of code";
        /// The day the code was right.
        as_at: Day = "As at";
    }
}
