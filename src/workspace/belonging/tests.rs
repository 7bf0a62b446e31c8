use super::*;
use crate::workspace::{Command, Put, command::values, opportunities::tests::Desk};

#[test]
fn what_belongs_follows_every_change() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let one = desk.note("One", "", &[gym], []);
    let other = desk.note("Other", "", &[], []);
    let lots = |desk: &Desk, of: RecordId| {
        let lots = desk.workspace.belonging(of, Lot::KIND, "opportunity");
        lots.map(|lot| lot.id()).collect::<Vec<_>>()
    };
    assert_eq!(lots(&desk, one), []);
    let of = |of: RecordId| values([("opportunity", Put::reference(of))]);
    let lot = desk.add("lot", of(one));
    assert_eq!(lots(&desk, one), [lot]);
    desk.run(Command::Edit {
        record: lot,
        values: of(other),
    });
    assert_eq!((lots(&desk, one), lots(&desk, other)), (vec![], vec![lot]));
    desk.run(Command::Delete { records: vec![lot] });
    assert_eq!(lots(&desk, other), []);
    desk.run(Command::Undo);
    assert_eq!(lots(&desk, other), [lot]);
    // A bid is no lot.
    let bids = desk.workspace.belonging(one, Bid::KIND, "opportunity");
    assert_eq!(bids.count(), 1);
}
