//! Cells of spreadsheets: neutralising what could run as a formula on the way out, and undoing exactly that on the way in.
//!
//! A cell that a spreadsheet could take for a formula gets one apostrophe in front. So does one that has apostrophes in
//! front of such a text already; that is why every text comes back equal.

use std::borrow::Cow;

/// Whether a spreadsheet may run this text, looking past leading apostrophes.
fn could_run(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text as it may stand in a spreadsheet's cell.
#[must_use]
pub fn neutralised(text: &str) -> Cow<'_, str> {
    if could_run(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that a cell stands for: the reverse of [`neutralised`].
#[must_use]
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if could_run(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_neutralised_and_other_text_is_left_alone() {
        assert_eq!(neutralised("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(neutralised("+44 114 496 0000"), "'+44 114 496 0000");
        assert_eq!(neutralised("'=1+1"), "''=1+1");
        assert_eq!(neutralised("'Allo 'Allo"), "'Allo 'Allo");
        assert_eq!(plain("'Allo 'Allo"), "'Allo 'Allo");
        assert_eq!(plain("=cmd()"), "=cmd()");
        assert_eq!(plain("'=cmd()"), "=cmd()");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_cell_comes_back_equal(text in "[=+@'\\-\t a-z£é]{0,12}") {
            let out = neutralised(&text);
            prop_assert_eq!(plain(&out), text.as_str());
            prop_assert!(!out.starts_with(['=', '+', '-', '@', '\t']));
        }
    }
}
