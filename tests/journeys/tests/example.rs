//! The invented example: opened by one press, and gone by one.

use journeys::pages::{Board, Frame, example};
use journeys::{Journey, Outcome, Visit, button, dialog, has, heading, journeys, role, text};

pub(crate) const JOURNEYS: &[Journey] = journeys![is_removed_by_one_action];

async fn is_removed_by_one_action(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    let frame = Frame::of(&page);
    frame.add_venture("Mine among theirs").await?;
    frame.saved().await?;
    page.go("/").await?;
    page.see(&text("This is an invented example")).await?;
    let remove = button("Remove the example");
    page.click(&remove.clone().inside(&role("main"))).await?;
    // Thinking again costs nothing.
    let asks = dialog("Remove the example?");
    page.click(&button("Keep exploring").inside(&asks)).await?;
    page.see_no(&asks).await?;
    page.click(&remove.clone().inside(&role("main"))).await?;
    page.click(&remove.inside(&asks)).await?;
    frame.message("The example is removed").await?;
    page.see(&button(has("Start empty"))).await?;
    // All of it went, also after a reload, and it can be explored again from the beginning.
    page.reload().await?;
    page.see(&button(has("Start empty"))).await?;
    page.click(&button(has("Explore"))).await?;
    frame.saved().await?;
    Board::open(&page).await?;
    page.see(&heading("Pipeline").level(1)).await?;
    page.see_no(&Board::card("Mine among theirs")).await?;
    Ok(())
}
