//! The table of ventures: views with names, many rows at once, two rows that are one, and out as a spreadsheet.

use anyhow::ensure;
use journeys::pages::{Data, Frame, Gate, Table, few_ventures};
use journeys::{
    Journey, Outcome, Page, Visit, button, dialog, field, has, journeys, link, radio, role, starts,
    text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    keeps_a_view_under_a_name,
    changes_many_at_once,
    merges_two_that_are_one,
    comes_back_unchanged_as_a_spreadsheet,
    comes_back_to_the_cell_from_what_it_asks,
    edits_a_cell_where_it_stands,
];

async fn keeps_a_view_under_a_name(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    save_view(&page).await?;
    // Reached again from anywhere.
    let table = Table::open(&page).await?;
    page.see(&Table::row("Green Gym")).await?;
    table.views("Food").await?;
    page.see(&text("1 of 5 ventures")).await?;
    page.see(&Table::row("Kitchen Table")).await?;
    page.see_no(&Table::row("Green Gym")).await?;
    rename_and_delete_view(&page, table).await
}

async fn save_view(page: &Page) -> Outcome {
    let table = Table::open(page).await?;
    page.fill(&field("Find words in these ventures"), "kitchen")
        .await?;
    page.see(&text("1 of 5 ventures")).await?;
    page.see_no(&Table::row("Green Gym")).await?;
    table.views("Save what is shown as").await?;
    table.name_view("Save what is shown", "Food").await?;
    page.see(&button(starts("Saved views")).saying(has("Food")))
        .await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn rename_and_delete_view(page: &Page, table: Table<'_>) -> Outcome {
    table.views("Rename “Food”").await?;
    table
        .name_view("Rename this view", "Eating together")
        .await?;
    Frame::of(page).saved().await?;
    page.reload().await?;
    page.see(&button(starts("Saved views")).saying(has("Eating together")))
        .await?;
    table.views("Delete “Eating together”").await?;
    Frame::of(page).saved().await?;
    page.reload().await?;
    page.see(&button(starts("Saved views")).saying("Views"))
        .await?;
    page.click(&button(starts("Saved views"))).await?;
    page.see(&role("menuitem").named(starts("Save what is shown")))
        .await?;
    page.see_no(&role("menuitemradio")).await
}

async fn changes_many_at_once(visit: &mut Visit) -> Outcome {
    const THREE: [&str; 3] = ["Green Gym", "Kitchen Table", "Slow Ways"];
    let page = few_ventures(visit).await?;
    let frame = Frame::of(&page);
    let table = Table::open(&page).await?;
    table.tick(&THREE).await?;
    table.bulk_choose(3, "Lead coach", "Sam Osei").await?;
    for venture in THREE {
        page.see(&Table::row(venture).saying(has("Sam Osei")))
            .await?;
    }
    frame.saved().await?;

    table.bulk_choose(3, "Status", "Paused…").await?;
    let asks = dialog("Change the status of 3 ventures");
    page.fill(
        &field(starts("Why")).inside(&asks),
        "The hall is closed until spring",
    )
    .await?;
    page.click(&button("Change status").inside(&asks)).await?;
    page.see_no(&asks).await?;
    frame.saved().await?;
    page.reload().await?;
    // Who has left or paused is out of the way until somebody asks for them.
    page.see(&text("2 of 5 ventures")).await?;
    for venture in THREE {
        page.see_no(&Table::row(venture)).await?;
    }

    // Each was one change, and says so when it is taken back, also after a reload.
    let said = frame.undo().await?;
    ensure!(said.text.contains("3 ventures"), "{said:?}");
    page.see(&Table::row("Slow Ways").saying(has("Sam Osei")))
        .await?;
    frame.undo().await?;
    page.see(&Table::row("Slow Ways").saying(has("Ruth Ade")))
        .await?;
    frame.redo().await?;
    page.see(&Table::row("Slow Ways").saying(has("Sam Osei")))
        .await?;
    frame.saved().await?;
    Ok(())
}

async fn merges_two_that_are_one(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let frame = Frame::of(&page);
    let table = Table::open(&page).await?;
    table.tick(&["Green Gym", "Kitchen Table"]).await?;
    page.click(&button("Merge these two").inside(&Table::bulk(2)))
        .await?;
    let asks = dialog("Merge two ventures into one");
    page.click(&radio("Cooking together").inside(&asks)).await?;
    page.click(&button("Merge").inside(&asks)).await?;
    page.see_no(&asks).await?;
    page.see(&text("4 ventures")).await?;
    page.see_no(&Table::row("Kitchen Table")).await?;
    frame.saved().await?;
    page.click(&link("Green Gym").inside(&role("grid"))).await?;
    page.see(&button("In one line: Cooking together")).await?;

    frame.undo().await?;
    page.see(&button("In one line: Outdoor exercise on prescription"))
        .await?;
    Table::open(&page).await?;
    page.see(&Table::row("Kitchen Table")).await?;
    page.see(&text("5 ventures")).await?;
    Ok(())
}

async fn comes_back_unchanged_as_a_spreadsheet(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Table::open(&page).await?;
    page.see(&Table::row("Patchwork")).await?;
    page.click(&button("Download this table as CSV")).await?;
    let (_, file) = visit.download(|name| name.ends_with(".csv")).await?;
    let data = Data::on(&page);
    data.look_at(&file).await?;
    page.see(&text(has("Everything in this file is here already")))
        .await?;
    page.see(&text("The file holds 5 ventures:")).await?;
    page.see(&button("Import").disabled(true)).await?;
    Ok(())
}

async fn comes_back_to_the_cell_from_what_it_asks(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Table::open(&page).await?;
    let row = Table::row("Green Gym");
    let cell = button("Idea, edit").inside(&row);
    let list = field("Stage of Green Gym");
    for moves in [false, true] {
        page.focus(&cell).await?;
        page.press("Enter").await?;
        page.see(&list.clone().focused()).await?;
        page.choose(&list, "Explore together").await?;
        let gate = Gate::of(&page, "Green Gym").await?;
        if moves {
            gate.move_anyway("They start on Monday").await?;
        } else {
            page.press("Escape").await?;
            page.see_no(gate.dialog()).await?;
            page.see(&cell.clone().focused()).await?;
        }
    }
    page.see(&button("Explore together, edit").inside(&row).focused())
        .await?;
    Ok(())
}

async fn edits_a_cell_where_it_stands(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    page.go("/ventures?cols=name,one_line,website").await?;
    write_into_a_cell(&page).await?;
    is_told_what_a_cell_cannot_hold(&page).await?;
    Frame::of(&page).saved().await?;
    Ok(())
}

async fn write_into_a_cell(page: &Page) -> Outcome {
    const NEW: &str = "Gardens on prescription";
    let line = |says: &str| button(format!("{says}, edit")).inside(&Table::row("Green Gym"));
    let editor = field("In one line of Green Gym");
    page.click(&line("Outdoor exercise on prescription"))
        .await?;
    page.see(&editor.clone().focused()).await?;
    page.fill(&editor, NEW).await?;
    page.press("Enter").await?;
    // The focus stays in the cell, and what was written is kept.
    page.see(&line(NEW).focused()).await?;
    Frame::of(page).saved().await?;
    page.reload().await?;
    // Left by Esc, the cell is as it was.
    page.click(&line(NEW)).await?;
    page.see(&editor.clone().focused()).await?;
    page.fill(&editor, "Half a thou").await?;
    page.press("Escape").await?;
    page.see(&line(NEW).focused()).await?;
    Ok(())
}

async fn is_told_what_a_cell_cannot_hold(page: &Page) -> Outcome {
    let green = Table::row("Green Gym");
    page.click(&button("Website: empty, edit").inside(&green))
        .await?;
    let website = field("Website of Green Gym");
    page.see(&website.clone().focused()).await?;
    page.fill(&website, "none yet").await?;
    page.press("Enter").await?;
    page.see(&role("alert").saying(has("has a space")).inside(&green))
        .await?;
    page.see(&website.clone().invalid()).await?;
    page.fill(&website, "greengym.example").await?;
    page.press("Enter").await?;
    page.see(&button(has("greengym.example")).inside(&green).focused())
        .await?;
    Ok(())
}
