//! Opportunities as a board and as a table: carried, filtered, kept under a name, taken out as a spreadsheet.

use anyhow::ensure;
use journeys::pages::{Frame, Opportunities, example, few_ventures};
use journeys::{
    Engine, Journey, Outcome, Page, Pointer, Visit, button, checkbox, column_header, dialog, field,
    has, journeys, menu_item, role, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    carries_an_opportunity_to_another_status,
    carries_an_opportunity_with_a_finger in &Engine::WITH_TOUCH,
    filters_orders_and_takes_out_a_table,
    keeps_a_view_under_a_name,
];

const NOTED: &[(&str, &str)] = &[
    ("What could be won", "Falls prevention"),
    ("Who would buy", "Harrow Council"),
    ("For which venture", "Green Gym"),
    ("Worth about", "120k"),
];

async fn carries_an_opportunity_to_another_status(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let all = Opportunities::note(&page, NOTED).await?;
    let card = Opportunities::card("Falls prevention");
    let next = Opportunities::column("On the horizon");
    // What holds nothing gives way: every status stands in view, down to the last.
    let last = page.see(&Opportunities::column("Signed")).await?;
    let narrow = page.see(&next).await?;
    ensure!(narrow.width < 60.0, "{narrow:?}");
    ensure!(last.x + last.width <= 1280.0, "{last:?}");
    // Let go of over the board, it goes back.
    let mut drag = page.grab(&card, Pointer::Mouse).await?;
    drag.over(&next).await?;
    page.see(&next.clone().with("data-drop-state", "over"))
        .await?;
    page.see(&card.clone().with("data-drag-state", "origin"))
        .await?;
    drag.cancel().await?;
    page.see(&next.clone().with("data-drop-state", "idle"))
        .await?;
    page.see(&card.clone().inside(&Opportunities::column("Conversation")))
        .await?;
    // Dropped on a column, it asks why and goes there; the focus goes with it.
    page.drag(&card, &next, Pointer::Mouse).await?;
    all.decide_status().await?;
    page.see(&card.clone().inside(&next)).await?;
    page.see(&card.clone().focused()).await?;
    // The head of the column counts it.
    page.see(&text("£120k in all, £6k weighted").inside(&next))
        .await?;
    // Its menu does the same.
    page.click(&button("Move Falls prevention")).await?;
    page.see(&role("menuitem").focused()).await?;
    page.click(&menu_item("Move to Conversation…")).await?;
    all.decide_status().await?;
    page.see(&card.inside(&Opportunities::column("Conversation")))
        .await?;
    Ok(())
}

async fn carries_an_opportunity_with_a_finger(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let all = Opportunities::note(&page, NOTED).await?;
    let card = Opportunities::card("Falls prevention");
    let next = Opportunities::column("On the horizon");
    page.drag(&card, &next, Pointer::FingerAfterRest).await?;
    all.decide_status().await?;
    page.see(&card.inside(&next)).await?;
    Ok(())
}

async fn filter(page: &Page, name: &str, value: &str) -> Outcome {
    page.click(&button("Add a filter")).await?;
    page.click(&menu_item(format!("{name}…"))).await?;
    let values = dialog(format!("Filter by {}", name.to_lowercase()));
    page.click(&checkbox(value).inside(&values)).await?;
    page.click(&button("Done").inside(&values)).await?;
    page.see_no(&values).await?;
    page.see(&button(format!("{name} {value}"))).await?;
    Ok(())
}

async fn filters_orders_and_takes_out_a_table(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    Opportunities::table(&page).await?;
    page.see(&text("25 opportunities")).await?;
    filter(&page, "Status", "We are bidding").await?;
    page.see(&text("2 of 25 opportunities")).await?;
    page.see(&text(has("2 opportunities, £222k in all, £56k weighted")))
        .await?;
    // One deadline at a time, as one value at a time.
    filter(&page, "Deadline", "Within 14 days").await?;
    page.see(&text("1 of 25 opportunities")).await?;
    page.see(&Opportunities::row("Night outreach")).await?;
    page.see_no(&Opportunities::row("Interpreting for Deaf patients"))
        .await?;
    page.click(&button(starts("Take off Deadline"))).await?;
    // The order is in the address too: a reload shows the same.
    page.click(&button("Value").inside(&column_header(starts("Value"))))
        .await?;
    page.see(&column_header(starts("Value")).with("aria-sort", "descending"))
        .await?;
    page.reload().await?;
    page.see(&text("2 of 25 opportunities")).await?;
    page.see(&column_header(starts("Value")).with("aria-sort", "descending"))
        .await?;
    let largest = page.see(&role("rowheader").nth(0)).await?;
    ensure!(largest.text == "Night outreach", "{largest:?}");
    // What leaves is what is shown.
    page.click(&button("Download this table as CSV")).await?;
    let (_, file) = visit.download(|name| name.ends_with(".csv")).await?;
    let text = std::fs::read_to_string(file)?;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    ensure!(lines.len() == 3, "{text}");
    ensure!(lines[0].starts_with("Title,Buyer,Status,Value"), "{text}");
    ensure!(lines[1].starts_with("Night outreach,"), "{text}");
    Ok(())
}

async fn keeps_a_view_under_a_name(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Opportunities::note(&page, NOTED).await?;
    Opportunities::table(&page).await?;
    page.fill(&field("Find words in these opportunities"), "falls")
        .await?;
    page.click(&button(starts("Saved views"))).await?;
    page.click(&menu_item(starts("Save what is shown as")))
        .await?;
    let form = dialog("Save what is shown");
    page.fill(&field("Name").inside(&form), "Falls").await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see_no(&form).await?;
    Frame::of(&page).saved().await?;
    // From the board it brings the table back, with its words.
    Opportunities::board(&page).await?;
    page.click(&button(starts("Saved views"))).await?;
    page.click(&role("menuitemradio").named("Falls")).await?;
    page.see(&button("Table").pressed(true)).await?;
    page.see(&field("Find words in these opportunities").value("falls"))
        .await?;
    page.see(&button(starts("Saved views")).saying(has("Falls")))
        .await?;
    Ok(())
}
