//! Whether there is a venture to show.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn a_deleted_venture_says_so_and_can_be_told_from_a_missing_one() {
    let mut desk = Desk::with_venture();
    assert_eq!(presence(&desk.workspace, desk.venture), Presence::Here);
    assert_eq!(presence(&desk.workspace, RecordId(99)), Presence::Missing);
    let place = desk.create("place", 5, values([("name", Put::text("Wakefield"))]));
    assert_eq!(
        presence(&desk.workspace, place),
        Presence::Missing,
        "a place is no venture"
    );
    desk.run(Command::Delete {
        records: vec![desk.venture],
    });
    let gone = Presence::Deleted {
        name: "Green Gym".to_owned(),
        edited_since: false,
    };
    assert_eq!(presence(&desk.workspace, desk.venture), gone);
    desk.run(Command::Restore {
        record: desk.venture,
    });
    assert_eq!(presence(&desk.workspace, desk.venture), Presence::Here);
}
