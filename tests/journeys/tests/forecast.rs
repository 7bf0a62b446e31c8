//! The forecast: what changed since a day, and what holds us back.

use anyhow::ensure;
use journeys::pages::{Frame, Opportunities, Venture, example, few_ventures};
use journeys::{
    Journey, Outcome, Page, Visit, button, cell, dialog, field, has, heading, journeys, link,
    list_item, region, role, row, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    tells_what_changed_since_a_day,
    tells_what_each_gap_blocks,
    goes_out_as_a_table,
    opens_income_into_the_entries_behind_it,
    counts_income_of_a_venture_from_the_first_entry,
];

async fn tells_what_changed_since_a_day(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    let one = Opportunities::open(&page, "Night outreach").await?;
    one.sign("1 May 2027", "30 April 2029").await?;
    page.go("/forecast").await?;
    let changed = region("What changed");
    page.see(&text(has("Choose a day")).inside(&changed))
        .await?;
    page.click(&button("A month ago")).await?;
    // What is secured now was less sure then.
    let line = list_item(has("Night outreach")).inside(&changed);
    page.see(&line).await?;
    // Each figure opens what is behind it.
    let years = region("Forecast in figures");
    let all = row(starts("Together")).inside(&years);
    page.click(&button(has(", secured, ")).inside(&all)).await?;
    let behind = dialog(starts("Secured"));
    page.see(&link("Night outreach").inside(&behind)).await?;
    page.press("Escape").await?;
    page.see_no(&behind).await?;
    Ok(())
}

async fn tells_what_each_gap_blocks(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    page.go("/forecast").await?;
    page.click(&button("What holds us back")).await?;
    page.see(&heading("What holds us back").level(2)).await?;
    let gaps = region("What each gap blocks");
    let policy = row(starts("Policy")).inside(&gaps);
    page.see(&cell(has("£")).inside(&policy)).await?;
    // The pounds open into the opportunities behind them, the ventures into the ventures.
    page.click(&button(has("show the opportunities")).inside(&policy).nth(0))
        .await?;
    let behind = dialog("Policy: opportunities it blocks");
    page.see(&link(has("")).inside(&behind).nth(0)).await?;
    page.press("Escape").await?;
    page.see_no(&behind).await?;
    page.click(&button(has("show the ventures")).inside(&policy))
        .await?;
    page.see(&link("Ward to Work").inside(&dialog("Policy: ventures that have this gap")))
        .await?;
    page.press("Escape").await?;
    // The address brings it again.
    page.reload().await?;
    page.see(&button("What holds us back").pressed(true))
        .await?;
    page.see(&gaps).await?;
    Ok(())
}

async fn goes_out_as_a_table(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    page.go("/forecast").await?;
    let years = region("Forecast in figures");
    let together = page.see(&row(starts("Together")).inside(&years)).await?;
    let out = button("Download this table as CSV");
    page.click(&out.clone().inside(&region("By financial year")))
        .await?;
    let (name, file) = visit.download(|name| name.ends_with(".csv")).await?;
    ensure!(name.starts_with("forecast-2"), "{name}");
    let text = std::fs::read_to_string(file)?;
    let text = text.trim_start_matches('\u{feff}');
    ensure!(
        text.starts_with("When,Secured,Evidenced,Hoped for,In all,Weighted"),
        "{text}"
    );
    // The last row says what the last row of the table says.
    let last = text.lines().last().unwrap_or_default();
    let plain = |text: &str| text.replace([' ', ',', '"'], "");
    ensure!(
        plain(last) == plain(&together.text),
        "{last} is not {together:?}"
    );
    page.go("/people?tab=organisations").await?;
    page.click(&out).await?;
    let (name, file) = visit.download(|name| name.ends_with(".csv")).await?;
    ensure!(name.starts_with("organisations-"), "{name}");
    let text = std::fs::read_to_string(file)?;
    ensure!(text.contains("Name,What it is to us,Town"), "{text}");
    Ok(())
}

async fn opens_income_into_the_entries_behind_it(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    page.go("/forecast").await?;
    page.click(&button("What we live on")).await?;
    page.see(&heading("Income by financial year").level(2))
        .await?;
    // The view is in the address, and so comes back.
    page.see_address("/forecast?show=income").await?;
    page.reload().await?;
    page.see(&button("What we live on").pressed(true)).await?;
    let years = region("Income in figures");
    page.see(&row(starts("20")).saying(has("%")).inside(&years).nth(0))
        .await?;
    page.click(&button(has(", Grant, 20")).inside(&years).nth(-1))
        .await?;
    let behind = dialog(starts("Grant, 20"));
    page.see(&text(has(" of ")).inside(&behind).nth(0)).await?;
    page.see(&list_item(has("£")).inside(&behind).nth(0))
        .await?;
    page.press("Escape").await?;
    page.see_no(&behind).await?;
    // Hours stay hours, and lead to the venture that they were given to.
    let kinds = region("Capital in figures");
    let goodwill = row(starts("Goodwill and volunteering")).inside(&kinds);
    page.click(&button(has(" hours, Goodwill and volunteering")).inside(&goodwill))
        .await?;
    let behind = dialog("Goodwill and volunteering, received");
    let given = list_item(has("Volunteer hours this year")).inside(&behind);
    page.see(&given.clone().saying(has(" hours")).nth(0))
        .await?;
    page.click(&link("Volunteer hours this year").inside(&behind).nth(0))
        .await?;
    page.see(&list_item(has("Volunteer hours this year")).with_any("data-found"))
        .await?;
    Ok(())
}

async fn add_capital(page: &Page, kind: &str, fields: &[(&str, &str)]) -> Outcome {
    page.click(&button("Add capital")).await?;
    let form = role("form").named("New capital entry");
    page.choose(&field("Kind").inside(&form), kind).await?;
    page.choose(&field("Status").inside(&form), "Received")
        .await?;
    for (label, words) in fields {
        page.fill(&field(starts(*label)).inside(&form), words)
            .await?;
    }
    page.click(&button("Add the capital entry").inside(&form))
        .await?;
    page.see_no(&form).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn counts_income_of_a_venture_from_the_first_entry(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Venture::open(&page, "Green Gym").await?;
    // The calculator is there before anything is noted, and keeps what is typed while entries come in.
    page.click(&button("What would a match-trading grant bring?"))
        .await?;
    page.fill(&field("Trading after"), "35k").await?;
    add_capital(
        &page,
        "Trading",
        &[("Amount", "300"), ("Decided on", "1 May 2026")],
    )
    .await?;
    let years = region("Income in figures");
    page.see(&row(starts("2026/27")).saying(has("100%")).inside(&years))
        .await?;
    page.see(&field("Trading after").value("35k")).await?;
    add_capital(
        &page,
        "Grant",
        &[("Amount", "100"), ("Decided on", "2 May 2026")],
    )
    .await?;
    // Each figure opens the entries that it is made of, and only those.
    let given = button(has("25%, Given, 2026/27")).inside(&years);
    // From the table itself: beyond the end of a page, Firefox's driver leaves the page for the browser's own bars.
    page.focus(&years).await?;
    page.tab_to(&given).await?;
    page.press("Enter").await?;
    let behind = dialog("Given, 2026/27");
    page.see(&list_item(has("£100")).inside(&behind)).await?;
    page.see_no(&list_item(has("£300")).inside(&behind)).await?;
    page.click(&link("Grant").inside(&behind)).await?;
    page.see_no(&behind).await?;
    page.see(&list_item(has("£100")).with_any("data-found"))
        .await?;
    Ok(())
}
