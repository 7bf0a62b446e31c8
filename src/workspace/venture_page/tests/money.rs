//! What the venture lives on.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn money_is_summed_by_status_and_other_units_stay_apart() {
    let mut desk = Desk::with_venture();
    let secured = [("kind", "grant"), ("status", "secured")];
    desk.about(
        "capital",
        20,
        &[&secured[..], &[("amount", "1200000")]].concat(),
    );
    desk.about(
        "capital",
        21,
        &[
            ("kind", "trading"),
            ("status", "secured"),
            ("amount", "5050"),
        ],
    );
    desk.about(
        "capital",
        22,
        &[
            ("kind", "goodwill"),
            ("status", "secured"),
            ("quantity", "120"),
            ("unit", "hours"),
        ],
    );
    desk.about(
        "capital",
        23,
        &[
            ("kind", "grant"),
            ("status", "sought"),
            ("amount", "900000"),
        ],
    );
    let groups = money(&desk.workspace, desk.venture);
    let sums: Vec<_> = groups
        .iter()
        .map(|group| (group.label.as_str(), group.sum.as_str()))
        .collect();
    assert_eq!(
        sums,
        [
            ("Secured", "£12,050.50 and 120 hours"),
            ("Sought", "£9,000")
        ]
    );
    let shares: Vec<_> = mix(&groups)
        .into_iter()
        .map(|share| (share.label, share.pence))
        .collect();
    assert_eq!(
        shares,
        [
            ("Grant".to_owned(), 1_200_000),
            ("Trading".to_owned(), 5_050)
        ]
    );
}
