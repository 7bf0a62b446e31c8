//! What an import asks, remembers, and leaves behind when it is given up.

use std::fmt::Write as _;

use journeys::pages::{Data, Frame, Table, nothing_yet};
use journeys::{Journey, Outcome, Visit, button, field, has, journeys, radio, role, starts, text};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    a_dry_run_that_is_cancelled_leaves_nothing,
    a_corrected_column_is_remembered_for_the_same_headings,
    two_that_fit_are_asked_about,
    pasted_text_is_kept_until_it_is_imported,
];

async fn a_dry_run_that_is_cancelled_leaves_nothing(visit: &mut Visit) -> Outcome {
    let mut rows = "Name;Stage;One line\n".to_owned();
    for number in 1..=10_000 {
        writeln!(rows, "Venture {number};Idea;What venture {number} does")?;
    }
    let file = visit.file("many.csv");
    std::fs::write(&file, rows)?;
    let page = visit.open("/data").await?;
    let data = Data::on(&page);
    data.look_at(&file).await?;
    page.see(&role("progressbar")).await?;
    page.click(&button("Cancel")).await?;
    page.see(&field("Choose a file to import")).await?;
    page.see(
        &role("status")
            .with("data-state", "saved")
            .saying("Nothing to save"),
    )
    .await?;
    // What was given up does not come back by itself, and the same file can be taken once more.
    data.look_at(&file).await?;
    page.see(&button("Import").disabled(false)).await?;
    page.click(&button("Cancel")).await?;
    page.see(&field("Choose a file to import")).await?;
    page.go("/").await?;
    page.see(&button(has("Start empty"))).await?;
    Ok(())
}

async fn a_corrected_column_is_remembered_for_the_same_headings(visit: &mut Visit) -> Outcome {
    let table = |name: &str, line: &str| -> anyhow::Result<_> {
        let file = visit.file(name);
        std::fs::write(&file, format!("Name;Stage;Zebra\n{line}\n"))?;
        Ok(file)
    };
    let first = table("first.csv", "Green Gym;Idea;Outdoor exercise")?;
    let second = table("second.csv", "Slow Ways;Idea;Walks at every pace")?;
    let page = nothing_yet(visit).await?;
    let data = Data::on(&page);
    data.choose(&first).await?;
    let goes_to = field("Zebra goes to");
    page.see(&goes_to.clone().value("")).await?;
    page.choose(&goes_to, "In one line").await?;
    page.see(&goes_to.clone().value("one_line")).await?;
    data.import_it().await?;
    // Also for whoever comes back another day.
    page.reload().await?;
    data.choose(&second).await?;
    page.see(&goes_to.value("one_line")).await?;
    data.import_it().await?;
    page.go("/ventures?cols=name,one_line").await?;
    page.see(&Table::row("Green Gym").saying(has("Outdoor exercise")))
        .await?;
    page.see(&Table::row("Slow Ways").saying(has("Walks at every pace")))
        .await?;
    Ok(())
}

async fn two_that_fit_are_asked_about(visit: &mut Visit) -> Outcome {
    let page = nothing_yet(visit).await?;
    let frame = Frame::of(&page);
    for line in ["In the north", "In the south"] {
        frame.add_venture_with("Green Gym", line).await?;
        frame.saved().await?;
    }
    let file = visit.file("coach.csv");
    std::fs::write(&file, "Name;Lead coach\nGreen Gym;Ruth Ade\n")?;
    Data::on(&page).look_at(&file).await?;
    page.see(&text(starts("Which venture is “Green Gym”?")))
        .await?;
    // Nothing is guessed: as long as nobody answers there is nothing to import.
    page.see(&button("Import").disabled(true)).await?;
    page.click(&radio("Green Gym").nth(0)).await?;
    page.see_no(&text(starts("Which venture is “Green Gym”?")))
        .await?;
    page.click(&button("Import").disabled(false)).await?;
    page.see(&text(has("You can undo this import at any time")))
        .await?;
    frame.saved().await?;
    Table::open(&page).await?;
    page.see_count(&Table::row("Green Gym"), 2).await?;
    page.see_count(&Table::row("Green Gym").saying(has("Ruth Ade")), 1)
        .await?;
    Ok(())
}

async fn pasted_text_is_kept_until_it_is_imported(visit: &mut Visit) -> Outcome {
    const PASTED: &str = "Name;Stage Kitchen";
    let page = nothing_yet(visit).await?;
    page.go("/data").await?;
    page.click(&role("button").named("Paste text instead"))
        .await?;
    let pasted = field(starts("The text"));
    page.fill(&pasted, PASTED).await?;
    page.reload().await?;
    page.see(&pasted.clone().value(PASTED)).await?;
    page.go("/pipeline").await?;
    page.back().await?;
    page.see(&pasted.value(PASTED)).await?;
    Ok(())
}
