//! What two people changed at once.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn two_values_that_crossed_both_stand_until_one_is_chosen() {
    let mut desk = Desk::with_venture();
    let mut other = Workspace::empty(DeviceId(2));
    let history: Vec<_> = {
        // The other browser knows the venture, and edits the name without having seen the edit made here.
        let fields = values([
            ("name", Put::text("Green Gym")),
            ("joined", Put::text("2026-01-05")),
        ]);
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: day(TODAY),
            random: &|| 7,
        };
        let create = Command::Create {
            kind: "venture".to_owned(),
            id: RecordId(1),
            values: fields,
        };
        let mut first = Workspace::empty(DeviceId(1));
        first
            .execute(create, &context)
            .expect("made")
            .change
            .into_iter()
            .collect()
    };
    other.merge(&history, 1_780_000_000_000);
    let edit = |name: &str| Command::Edit {
        record: RecordId(1),
        values: values([("name", Put::text(name))]),
    };
    let context = Context {
        now_ms: 1_780_000_900_000,
        today: day(TODAY),
        random: &|| 8,
    };
    let theirs = other
        .execute(edit("Green Gym CIC"), &context)
        .expect("edited")
        .change
        .expect("a change");
    desk.run(edit("The Green Gym"));
    desk.workspace.merge(&[theirs], 1_780_001_000_000);
    let found = conflicts(&desk.workspace, desk.venture);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label, "name");
    let seen: Vec<_> = found[0]
        .versions
        .iter()
        .map(|version| {
            (
                version.shown.words.as_str(),
                version.from_here,
                version.shown_now,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("Green Gym CIC", false, true),
            ("The Green Gym", true, false)
        ]
    );
    let value = found[0].versions[1].shown.value.clone();
    desk.run(Command::Choose {
        record: desk.venture,
        field: "name".to_owned(),
        value,
    });
    assert_eq!(conflicts(&desk.workspace, desk.venture), []);
    let head = head(&desk.workspace, desk.venture, day(TODAY)).expect("it is there");
    assert_eq!(head.name, "The Green Gym");
}
