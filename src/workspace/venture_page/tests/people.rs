//! Who belongs to the venture.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn people_are_founders_and_whoever_names_the_venture() {
    let mut desk = Desk::with_venture();
    let venture = desk.venture;
    let named = Put::Add(vec![Value::String(venture.to_string())]);
    desk.create(
        "contact",
        40,
        values([("name", Put::text("Zadie")), ("ventures", named.clone())]),
    );
    let amina = desk.create("contact", 41, values([("name", Put::text("Amina"))]));
    desk.create(
        "contact",
        42,
        values([("name", Put::text("Nobody of ours"))]),
    );
    desk.create(
        "contact",
        43,
        values([("name", Put::text("Ben")), ("ventures", named)]),
    );
    let founders = Put::Add(vec![Value::String(amina.to_string())]);
    desk.run(Command::Edit {
        record: venture,
        values: values([("founders", founders)]),
    });
    let seen: Vec<_> = people(&desk.workspace, venture)
        .into_iter()
        .map(|who| (who.name, who.founder))
        .collect();
    let expected = [("Amina", true), ("Ben", false), ("Zadie", false)];
    assert_eq!(
        seen,
        expected.map(|(name, founder)| (name.to_owned(), founder))
    );
}
