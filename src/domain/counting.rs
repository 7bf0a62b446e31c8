//! How many, in words: the one place that knows when a word stands for one and when for many.

/// How many of something: "1 change", "1,200 changes".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{} {many}", grouped(count as u64)),
    }
}

/// How many days: "1 day", "12 days".
pub fn days(count: i64) -> String {
    match count {
        1 => "1 day".to_owned(),
        count => format!("{} days", figures(count)),
    }
}

/// A number that may be below nothing: "-1,234".
pub fn figures(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(number.unsigned_abs()))
}

/// A number with a comma after every third figure: "1,234,567".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Names as a sentence lists them: "one", "one and two", "one, two and three".
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            text.push_str(if at + 1 == names.len() { " and " } else { ", " });
        }
        text.push_str(name.as_ref());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural_and_thousands_can_be_read() {
        assert_eq!(counted(0, "change", "changes"), "0 changes");
        assert_eq!(counted(1, "change", "changes"), "1 change");
        assert_eq!(counted(1_234_567, "change", "changes"), "1,234,567 changes");
        assert_eq!(days(1), "1 day");
        assert_eq!(days(365), "365 days");
        assert_eq!(figures(-1_234), "-1,234");
    }

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }
}
