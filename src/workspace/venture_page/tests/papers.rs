//! Papers, and when they run out.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn papers_that_run_out_come_first_and_unsafe_addresses_are_no_links() {
    let mut desk = Desk::with_venture();
    desk.about(
        "document",
        30,
        &[("title", "Rules"), ("address", "https://example.org/rules")],
    );
    desk.about(
        "document",
        31,
        &[
            ("title", "Insurance"),
            ("expires", "2026-06-06"),
            ("blocks", "Working in schools"),
        ],
    );
    desk.about(
        "document",
        32,
        &[("title", "Accounts"), ("expires", "2026-08-06")],
    );
    let lines = documents(&desk.workspace, desk.venture, day(TODAY));
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.title.as_str(), line.expiry))
        .collect();
    assert_eq!(
        seen,
        [
            ("Insurance", Expiry::Past),
            ("Accounts", Expiry::Soon),
            ("Rules", Expiry::Good)
        ]
    );
    assert_eq!(lines[0].address, None);
    assert_eq!(
        lines[2].address.as_deref(),
        Some("https://example.org/rules")
    );
}
