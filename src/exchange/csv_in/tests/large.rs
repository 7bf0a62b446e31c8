//! Tables with many rows.

use std::path::Path;

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn councils_come_in_as_organisations_with_their_register_entries() {
    let path = Path::new("../shared/data/samples/reference/uk_local_authorities_current.csv");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: {} is absent", path.display());
        return;
    };
    let mut desk = Desk::new();
    let file = table_of(bytes);
    assert_eq!(file.guess_kind(&desk.workspace), "organisation");
    let mapping = desk.guess(&file, "organisation");
    assert_eq!(mapping.columns[1].as_deref(), Some("name"));
    assert_eq!(mapping.columns[9].as_deref(), Some("identifiers"));
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert_eq!(outcomes(&plan), (397, 0, 0, 0, 0));
    desk.run(plan.command());
    assert_eq!(desk.count(Organisation::KIND), 397);
    let sheffield = desk
        .workspace
        .record(desk.named(Organisation::KIND, "Sheffield City Council"))
        .unwrap();
    let sheffield = Organisation::read(sheffield);
    assert_eq!(sheffield.identifiers[0].to_string(), "GB-LAE-SHF");
    assert_eq!(sheffield.region, "Yorkshire and The Humber");
    assert!(!desk.plan_mapped(&file, mapping).changes_anything());
}

#[test]
fn ten_thousand_rows_are_planned_and_committed() {
    // Without optimisation a fifth of them says enough; the budget is measured in the browser.
    let rows: usize = if cfg!(debug_assertions) {
        2_000
    } else {
        10_000
    };
    let mut text = String::from(
        "Project,Stage,Coach,Company no,Postcode,Contact name,Email,Next action,Due,Tags\n",
    );
    for row in 0..rows {
        let line = format!(
            "Venture {row},idea,Coach {},{:08},ME13 7RH,Person {row},p{row}@example.org,Call {row},{}/5/2026,food; health\n",
            row % 12,
            2_000_000 + row,
            row % 28 + 1
        );
        text.push_str(&line);
    }
    let mut desk = Desk::new();
    let clock = std::time::Instant::now();
    let plan = desk.plan(&text);
    let planned = clock.elapsed();
    desk.run(plan.command());
    println!(
        "{rows} rows: planned in {planned:?}, with commit {:?}",
        clock.elapsed()
    );
    assert_eq!(outcomes(&plan), (rows, 0, 0, 0, 0));
    let clock = std::time::Instant::now();
    assert_eq!(outcomes(&desk.plan(&text)), (0, 0, rows, 0, 0));
    println!("{rows} rows again: planned in {:?}", clock.elapsed());
}
