//! How far a day is from today, in words.

/// Words for a day this many days after today (before, when negative).
///
/// Days up to a fortnight, weeks up to twelve, months up to two years, then years; each rounded to the nearest.
pub(super) fn in_relation_to(days_ahead: i64) -> String {
    match days_ahead {
        0 => return "today".to_owned(),
        1 => return "tomorrow".to_owned(),
        -1 => return "yesterday".to_owned(),
        _ => {}
    }
    let span = span_in_words(days_ahead.unsigned_abs());
    if days_ahead > 0 {
        format!("in {span}")
    } else {
        format!("{span} ago")
    }
}

fn span_in_words(days: u64) -> String {
    match days {
        ..14 => format!("{days} days"),
        14..84 => format!("{} weeks", (days + 3) / 7),
        // 146,097 days are 4,800 months are 400 years.
        84..700 => format!("{} months", (days * 4_800 + 73_048) / 146_097),
        _ => format!("{} years", (days * 400 + 73_048) / 146_097),
    }
}
