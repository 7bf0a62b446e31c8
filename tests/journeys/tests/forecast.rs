//! The forecast: what changed since a day, and what holds us back.

use anyhow::ensure;
use journeys::pages::{Opportunities, example};
use journeys::{
    Journey, Outcome, Visit, button, cell, dialog, has, heading, journeys, link, list_item, region,
    row, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    tells_what_changed_since_a_day,
    tells_what_each_gap_blocks,
    goes_out_as_a_table,
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
