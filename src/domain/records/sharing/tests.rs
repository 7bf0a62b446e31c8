//! Nothing leaves because somebody forgot to say that it must not.

use super::*;
use crate::domain::schema::{KINDS, Shape};

#[test]
fn every_field_of_every_kind_says_whom_it_may_reach() {
    assert_eq!(SHARING.len(), KINDS.len());
    for kind in KINDS {
        let listed = SHARING.iter().find(|(id, _)| *id == kind.id);
        let (_, fields) = listed.unwrap_or_else(|| panic!("{} is not listed", kind.id));
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        for field in kind.fields {
            assert!(names.contains(&field.name), "{}.{}", kind.id, field.name);
        }
    }
}

#[test]
fn people_and_ways_to_reach_them_are_never_shared() {
    for kind in KINDS {
        for field in kind.fields {
            let names_people = matches!(field.shape, Shape::Email)
                || matches!(field.shape, Shape::Ref("contact" | "colleague"))
                || matches!(field.shape, Shape::Refs("contact" | "colleague"));
            let reach = reach_of(kind.id, field.name);
            assert!(
                !names_people || matches!(reach, Reach::Personal | Reach::Staff),
                "{}.{}",
                kind.id,
                field.name
            );
        }
    }
}

#[test]
fn what_staff_say_among_themselves_stays_among_them() {
    // Told apart from the table, so that a slip in it is noticed.
    let among_staff = [
        "note",
        "risk",
        "risk_step",
        "probability",
        "decision_reason",
        "status_reason",
        "stance",
        "staff_only",
        "retention_months",
        "probabilities",
        "led_by",
        "partners",
        "talk_from",
    ];
    for kind in KINDS {
        for field in kind.fields {
            let is_gate_note = kind.id == "gate_check";
            if among_staff.contains(&field.name) && !is_gate_note {
                assert_eq!(
                    reach_of(kind.id, field.name),
                    Reach::Staff,
                    "{}.{}",
                    kind.id,
                    field.name
                );
            }
        }
    }
    for kind in [
        "contact",
        "colleague",
        "saved_view",
        "import",
        "founder_answer",
    ] {
        let (_, fields) = SHARING.iter().find(|(id, _)| *id == kind).expect("listed");
        let leaves = |reach: &Reach| matches!(reach, Reach::Shared | Reach::Told);
        assert!(!fields.iter().any(|(_, reach)| leaves(reach)), "{kind}");
    }
}

#[test]
fn what_is_not_known_stays_here() {
    assert_eq!(reach_of("venture", "of_a_newer_version"), Reach::Staff);
    assert_eq!(reach_of("of_a_newer_version", "name"), Reach::Staff);
}
