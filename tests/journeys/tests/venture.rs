//! The page of one venture: what stands where, and what it fills in by itself.

use anyhow::ensure;
use journeys::pages::{Venture, few_ventures};
use journeys::{Journey, Outcome, Page, Visit, button, field, has, heading, journeys};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    dates_a_conversation_by_the_day_it_is_written,
    shows_what_is_next_at_the_top_of_a_phone,
];

/// Lets a day pass on a page that stays open.
async fn wait_a_day(page: &Page) -> Outcome {
    const A_DAY: &str = "
        const { Date: clock } = window.wrappedJSObject ?? window;
        const now = clock.now;
        clock.now = () => now.call(clock) + 24 * 60 * 60 * 1000;
        document.dispatchEvent(new Event('visibilitychange'));";
    page.script(A_DAY, vec![]).await?;
    Ok(())
}

async fn dates_a_conversation_by_the_day_it_is_written(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Venture::open(&page, "Green Gym").await?;
    page.fill(&field(has("What was said")), "They have a key")
        .await?;
    let when = field("When");
    let first = page.see(&when).await?.value;
    wait_a_day(&page).await?;
    page.until("the next day stands there", async || {
        Ok((page.see(&when).await?.value != first).then_some(()))
    })
    .await?;
    // A day that somebody chose stays, whatever day it is.
    page.fill(&when, "1 May 2026").await?;
    wait_a_day(&page).await?;
    page.reload().await?;
    page.see(&heading("Green Gym").level(1)).await?;
    page.see(&field(has("What was said")).value("They have a key"))
        .await?;
    page.see(&when.value("1 May 2026")).await?;
    Ok(())
}

async fn shows_what_is_next_at_the_top_of_a_phone(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Venture::open(&page, "Green Gym").await?;
    let (next, story) = (heading("Next steps"), heading("Story"));
    // Beside the story where there is room.
    let (beside, told) = (page.see(&next).await?, page.see(&story).await?);
    ensure!(beside.x > told.x && (beside.y - told.y).abs() < 120.0);
    page.resize(390, 844).await?;
    page.until("what is next stands above the story", async || {
        let (next, story) = (page.see(&next).await?, page.see(&story).await?);
        Ok((next.y < story.y && next.x <= story.x + 1.0).then_some(()))
    })
    .await?;
    // Keys go the same way as the eye.
    page.focus(&button("Move to…")).await?;
    page.tab_to(&button("Add a next step")).await?;
    page.tab_to(&field(has("What was said"))).await?;
    Ok(())
}
