//! The page of one venture: what stands where, and what it fills in by itself.

use journeys::pages::{Venture, few_ventures};
use journeys::{Journey, Outcome, Page, Visit, field, has, heading, journeys};

pub(crate) const JOURNEYS: &[Journey] = journeys![dates_a_conversation_by_the_day_it_is_written];

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
