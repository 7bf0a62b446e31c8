//! Canonical text of domain values, how text that could not be read is shown back to people, and how a text begins.

/// Gives a parsed type its text form in files: written as its canonical text, read through its `parse`.
///
/// Arguments: the type, the method that returns its canonical text, what it is in words, and an example.
macro_rules! text_form {
    ($type:ty, $canonical:ident, $description:literal, $example:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(AsRef::<str>::as_ref(&self.$canonical()))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                <$type>::parse(&text).map_err(serde::de::Error::custom)
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "description": $description,
                    "examples": [$example],
                })
            }
        }
    };
}
pub(crate) use text_form;

/// The longest stretch of unreadable text that an error repeats, in characters.
const SHOWN_AT_MOST: usize = 40;

/// The text as an error message may repeat it: one line, no invisible characters, at most 40 characters.
pub(crate) fn shown(text: &str) -> String {
    let mut visible = tidy(text).chars().map(|c| {
        if c.is_ascii_whitespace() || is_invisible(c) {
            ' '
        } else {
            c
        }
    });
    let mut out: String = visible.by_ref().take(SHOWN_AT_MOST).collect();
    if visible.next().is_some() {
        out.push('…');
    }
    out
}

/// The text without the spaces, no-break spaces and invisible marks around it that spreadsheets leave behind.
pub(crate) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| is_space(c) || is_invisible(c))
}

/// Whether this is a space as people or spreadsheets write one, the no-break and thin ones included.
pub(crate) fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
        || matches!(
            c,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}'
        )
}

/// Whether this is a control character or one that is not seen, which could make a text look like another.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text without a suffix, whatever the case of either; `suffix` is ASCII.
pub(crate) fn strip_suffix_any_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?
        .eq_ignore_ascii_case(suffix)
        .then(|| text.get(..at))?
}

/// The text without a prefix, whatever the case of either; `prefix` is ASCII.
pub(crate) fn strip_prefix_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len())?
        .eq_ignore_ascii_case(prefix)
        .then(|| text.get(prefix.len()..))?
}

/// The text with its first letter as a capital, as a heading or a sentence begins.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_becomes_a_capital() {
        assert_eq!(capital("next steps"), "Next steps");
        assert_eq!(capital("élan AND more"), "Élan AND more");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn text_repeated_in_errors_is_one_short_visible_line() {
        assert_eq!(shown("  a\u{202e}b\nc\u{200b}"), "a b c");
        assert_eq!(shown(&"é".repeat(41)), format!("{}…", "é".repeat(40)));
        assert_eq!(shown(&"é".repeat(40)), "é".repeat(40));
    }

    #[test]
    fn affixes_are_found_whatever_their_case_and_beside_wide_letters() {
        assert_eq!(
            strip_suffix_any_case("1.2 Million", "million"),
            Some("1.2 ")
        );
        assert_eq!(strip_suffix_any_case("€", "bn"), None);
        assert_eq!(strip_suffix_any_case("x€", "bn"), None);
        assert_eq!(strip_prefix_any_case("Mailto:x", "mailto:"), Some("x"));
        assert_eq!(strip_prefix_any_case("€", "gb"), None);
    }
}
