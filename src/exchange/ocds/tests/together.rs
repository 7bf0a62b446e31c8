//! Several files of notices, read as one.

use pretty_assertions::assert_eq;

use super::*;

fn file(publisher: &str, ocid: &str, id: &str, date: &str) -> String {
    json!({
        "publisher": {"name": publisher},
        "releases": [{
            "ocid": ocid, "id": id, "date": date, "tag": ["tender"], "initiationType": "tender",
            "tender": {"title": format!("Title of {id}"), "status": "active"},
        }],
    })
    .to_string()
}

fn reading(name: &str, text: String) -> NoticesReading {
    match open(text.into_bytes(), name).unwrap() {
        Opened::Notices(reading) => *reading,
        other => panic!("these are notices, not {other:?}"),
    }
}

#[test]
fn notices_of_one_process_find_each_other_across_files() {
    let later = file("Find a Tender", "ocds-1", "b", "2025-01-20T09:00:00Z");
    let mut together = reading("later.json", later);
    let earlier = file("Contracts Finder", "ocds-1", "a", "2025-01-10T09:00:00Z");
    together.join(reading("earlier.json", earlier));
    let other = file("Contracts Finder", "ocds-2", "c", "2025-01-11T09:00:00Z");
    together.join(reading("other.json", other));
    let progress = together.clone().step(1);
    assert_eq!((progress.done, progress.total), (1, 3));
    let read = together.finish();
    assert_eq!((read.files(), read.notices(), read.len()), (3, 3, 2));
    assert_eq!(read.publisher(), "Find a Tender and Contracts Finder");
    assert_eq!(read.mark().name, "later.json, earlier.json and other.json");
    assert_eq!(read.mark().hash.len(), 64);

    let mut desk = Desk::new();
    let plan = read
        .planner(Answers::default(), desk.today)
        .run(&desk.workspace, &desk.random());
    assert_eq!(
        plan.notes
            .iter()
            .filter(|note| note.starts_with("Published by"))
            .count(),
        2
    );
    desk.run(plan.command());
    let mut known: Vec<(String, String)> = desk
        .opportunities()
        .into_iter()
        .map(|one| (one.title, one.publisher))
        .collect();
    ordering::sort(&mut known);
    let named = |title: &str, publisher: &str| (title.to_owned(), publisher.to_owned());
    assert_eq!(
        known,
        [
            named("Title of b", "Find a Tender"),
            named("Title of c", "Contracts Finder")
        ]
    );
}

#[test]
fn one_file_alone_is_marked_as_before() {
    let text = file("P", "ocds-1", "a", "2025-01-10T09:00:00Z");
    let expected = crate::exchange::failure::FileMark::of("a.json", text.as_bytes());
    assert_eq!(*reading("a.json", text).finish().mark(), expected);
}
