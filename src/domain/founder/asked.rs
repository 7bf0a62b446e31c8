//! What a founder may be shown and may change, field by field, and why each thing is asked.

use crate::domain::records::{Capital, Step, Story, Venture};

/// Whether a founder may change a field, or only see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayChange {
    /// They may change it.
    Yes,
    /// It is there to see.
    No,
}

/// A field that travels with a request.
#[derive(Debug)]
pub struct AskedField {
    /// Its name.
    pub name: &'static str,
    /// Why it is asked, to the founder.
    pub why: &'static str,
    /// Whether the founder may change it.
    pub may_change: MayChange,
    /// What has to be asked for it to travel: an id of [`crate::domain::vocabulary::UPDATE_ASKS`]; empty for always.
    pub with: &'static str,
}

/// A kind of record that travels with a request.
#[derive(Debug)]
pub struct AskedKind {
    /// The kind.
    pub kind: &'static str,
    /// What has to be asked for its records to travel; empty for always.
    pub with: &'static str,
    /// Its fields, in the order a founder meets them.
    pub fields: &'static [AskedField],
}

const fn field(name: &'static str, why: &'static str) -> AskedField {
    AskedField {
        name,
        why,
        may_change: MayChange::Yes,
        with: "",
    }
}

const fn figure(name: &'static str, why: &'static str) -> AskedField {
    AskedField {
        with: "figures",
        ..field(name, why)
    }
}

const fn seen(name: &'static str) -> AskedField {
    AskedField {
        may_change: MayChange::No,
        ..field(name, "")
    }
}

/// Everything that may travel with a request.
pub static ASKED: &[AskedKind] = &[
    AskedKind {
        kind: Venture::KIND,
        with: "",
        fields: &[
            field(
                "name",
                "So that everybody calls you what you call yourselves.",
            ),
            field("one_line", "It is the first thing people read about you."),
            field(
                "need",
                "Funders and commissioners ask for the need in the words of those who live it.",
            ),
            field(
                "who_for",
                "So that we look for partners who work with the same people.",
            ),
            field(
                "origin",
                "Some funds and contracts are only for ventures that began in a certain way.",
            ),
            field(
                "legal_form",
                "It decides which contracts and grants you can apply for.",
            ),
            field(
                "flags",
                "Some contracts are reserved for organisations of which these are true.",
            ),
            field(
                "identifiers",
                "Buyers and funders look you up by your register numbers.",
            ),
            field("themes", "So that we notice what fits you."),
            field(
                "goals",
                "So that others who work towards the same can find you.",
            ),
            field("website", "So that people we tell about you can read more."),
            figure(
                "turnover",
                "Funders ask for it, and some contracts set a lowest turnover.",
            ),
        ],
    },
    AskedKind {
        kind: Story::KIND,
        with: "story",
        fields: &[
            field(
                "text",
                "So that you tell it once, and we do not ask again for every pack.",
            ),
            field("voice", "So that nobody else’s words are taken for yours."),
            field("consent", "We show your story only to those you agree to."),
            seen("told_on"),
        ],
    },
    AskedKind {
        kind: Step::KIND,
        with: "steps",
        fields: &[
            field("what", "So that we both mean the same thing."),
            field(
                "due",
                "So that we can help in time, and do not ask too early.",
            ),
            field("done_on", "So that we stop asking about what is done."),
        ],
    },
    AskedKind {
        kind: Capital::KIND,
        with: "figures",
        fields: &[
            field("title", "So that we both know which one is meant."),
            seen("kind"),
            field("status", "So that our figures for funders are true."),
            field("amount", "So that our figures for funders are true."),
            field("amount_disbursed", "So that we know what has reached you."),
        ],
    },
];

/// The row of a field, if a founder may see it.
pub fn asked_field(kind: &str, name: &str) -> Option<&'static AskedField> {
    let kind = ASKED.iter().find(|asked| asked.kind == kind)?;
    kind.fields.iter().find(|field| field.name == name)
}

/// Whether a founder may change a field.
pub fn may_change(kind: &str, name: &str) -> bool {
    asked_field(kind, name).is_some_and(|field| field.may_change == MayChange::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        records::{Reach, reach_of},
        schema::{self, Shape},
        vocabulary::UPDATE_ASKS,
    };

    #[test]
    fn a_request_speaks_only_of_fields_that_a_founder_may_see() {
        for asked in ASKED {
            for field in asked.fields {
                let spec = schema::field(asked.kind, field.name).expect("a known field");
                let reach = reach_of(asked.kind, field.name);
                assert!(
                    matches!(reach, Reach::Shared | Reach::Told),
                    "{}",
                    spec.name
                );
                assert!(
                    !matches!(spec.shape, Shape::Ref(_) | Shape::Refs(_)),
                    "{} would name another record by an id that a founder cannot read",
                    spec.name
                );
                if field.may_change == MayChange::Yes {
                    assert!(
                        !field.why.is_empty(),
                        "{} is asked without a reason",
                        spec.name
                    );
                }
                for ask in [asked.with, field.with] {
                    let known = UPDATE_ASKS.iter().any(|known| known.id == ask);
                    assert!(ask.is_empty() || known, "{ask}");
                }
            }
        }
    }

    #[test]
    fn where_a_venture_stands_is_not_changed_by_an_answer() {
        assert!(may_change("venture", "one_line"));
        for field in ["stage", "disposition", "share", "lead", "note"] {
            assert!(!may_change("venture", field), "{field}");
        }
    }
}
