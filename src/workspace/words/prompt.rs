//! What stands in a field while it is empty, and what a field is called in the middle of a sentence.

use crate::domain::schema::{FieldSpec, Shape};

/// Labels that begin with one of these read badly after "Add a". They stand beside the field in any case.
const NO_NOUN: &[&str] = &[
    "Who",
    "What",
    "When",
    "Why",
    "Where",
    "In",
    "May",
    "How",
    "Has",
    "Is",
    "Ask",
    "Asked",
    "Keep",
    "Look",
    "No",
    "Paid",
    "By",
    "From",
    "To",
    "Go",
    "Notices",
    "Published",
    "Renews",
    "Reserved",
    "Consortium",
    "Extensions",
    "Renewal",
];

/// Labels of which a person would say something else after "Add" or "Choose".
const SAID: &[(&str, &str)] = &[
    ("A personal line", "a personal line"),
    ("Answers to our questions", "answers"),
    ("Buyer's reference", "the buyer’s reference"),
    ("Codes (CPV)", "a code"),
    ("Deadline, time of day", "a time of day"),
    ("Feedback", "feedback"),
    ("Kinds of notice", "a kind of notice"),
    ("Measures", "measures"),
    ("Method in the buyer's words", "the buyer’s words"),
    ("Name of the venture", "its name"),
    ("Notice of", "the day and time"),
    ("Other suppliers", "a supplier"),
    ("People", "a person"),
    ("Related processes", "a related process"),
    ("Role of who asks", "their role"),
    ("Status in the notice", "its status"),
    ("Strength of evidence", "how strong it is"),
    ("Telephone", "a telephone number"),
    ("Ventures beside it", "a venture"),
];

/// What stands in a field while it is empty: "Add a website", "Choose an origin", "Add an amount".
pub fn prompt(spec: &FieldSpec) -> String {
    let verb = match spec.shape {
        Shape::Choice(_) | Shape::Choices(_) | Shape::StageId => "Choose",
        _ => "Add",
    };
    let noun = match spec.shape {
        Shape::Day => "a day".to_owned(),
        Shape::Money => "an amount".to_owned(),
        Shape::Count => "a number".to_owned(),
        Shape::Email => "an email address".to_owned(),
        Shape::Link if spec.label != "Website" => "a link".to_owned(),
        _ => noun(spec),
    };
    format!("{verb} {noun}").trim_end().to_owned()
}

/// The label as the object of a verb; empty where it is none.
fn noun(spec: &FieldSpec) -> String {
    if let Some((_, said)) = SAID.iter().find(|(label, _)| *label == spec.label) {
        return (*said).to_owned();
    }
    let first = spec.label.split_whitespace().next().unwrap_or_default();
    if NO_NOUN.contains(&first) {
        return String::new();
    }
    let noun = mid_sentence(spec.label);
    if matches!(first, "The" | "Their" | "Our") {
        return noun;
    }
    let noun = match noun.strip_suffix('s') {
        Some(one) if spec.shape.is_set() => one,
        _ => &noun,
    };
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// A label in the middle of a sentence: without what explains it after a comma or in brackets.
pub fn mid_sentence(label: &str) -> String {
    let short = label.split([',', '(']).next().unwrap_or(label).trim_end();
    let mut letters = short.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::domain::schema;

    fn prompted(kind: &str, field: &str) -> String {
        prompt(schema::field(kind, field).expect("a field"))
    }

    #[test]
    fn empty_fields_say_what_to_do() {
        for (field, says) in [
            ("website", "Add a website"),
            ("origin", "Choose an origin"),
            ("places", "Add a place"),
            ("need", "Add the need"),
            ("joined", "Add a day"),
            ("who_for", "Add"),
            ("turnover", "Add an amount"),
            ("flags", "Choose a fact"),
        ] {
            assert_eq!(prompted("venture", field), says);
        }
        assert_eq!(prompted("contact", "email"), "Add an email address");
        assert_eq!(prompted("opportunity", "codes"), "Add a code");
        assert_eq!(prompted("contract", "notice_days"), "Add a number");
    }

    #[test]
    fn no_prompt_is_a_label_with_an_article_before_it() {
        let dangling = ["of", "by", "for", "from", "to", "in", "on", "up"];
        for kind in schema::KINDS {
            for field in kind.fields {
                let said = prompt(field);
                let words: Vec<&str> = said.split(' ').collect();
                let is_plain = !said.contains([',', '(', ')', '%'])
                    && !words.last().is_some_and(|last| dangling.contains(last))
                    && !words.windows(2).any(|pair| {
                        let both = |word: &str| ["a", "an", "the", "our"].contains(&word);
                        both(pair[0]) && both(pair[1])
                    });
                assert!(is_plain, "{}.{}: {said}", kind.id, field.name);
            }
        }
    }

    #[test]
    fn labels_are_short_in_a_sentence() {
        assert_eq!(mid_sentence("Turnover, last full year"), "turnover");
        assert_eq!(mid_sentence("Value with VAT"), "value with VAT");
        assert_eq!(mid_sentence("Notice period (days)"), "notice period");
    }
}
