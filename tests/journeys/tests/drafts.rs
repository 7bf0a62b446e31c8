//! What was typed and not saved yet is never lost.

use journeys::pages::{Frame, Opportunities, few_ventures};
use journeys::{
    Journey, Outcome, Page, Query, Visit, button, dialog, field, has, journeys, starts,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    a_half_filled_signature_survives,
    a_half_filled_bid_and_lot_survive,
    a_half_typed_name_survives,
];

const TITLE: &str = "Healthy streets";

async fn noted(visit: &mut Visit) -> anyhow::Result<Page> {
    let page = few_ventures(visit).await?;
    Opportunities::note(
        &page,
        &[("What could be won", TITLE), ("Worth about", "100k")],
    )
    .await?;
    Opportunities::open(&page, TITLE).await?;
    Ok(page)
}

/// Leaves a form by Esc, and then by a reload; each time the field says what it said.
async fn survives(page: &Page, opens: &Query, form: &Query, kept: &Query) -> Outcome {
    page.see(kept).await?;
    page.press("Escape").await?;
    page.see_no(form).await?;
    page.click(opens).await?;
    page.see(kept).await?;
    page.reload().await?;
    page.click(opens).await?;
    page.see(kept).await?;
    Ok(())
}

async fn a_half_filled_signature_survives(visit: &mut Visit) -> Outcome {
    let page = noted(visit).await?;
    Opportunities::on(&page).join(&[("Green Gym", "")]).await?;
    let opens = button(starts("Signed"));
    let form = dialog("Make it a contract");
    let ends = field(starts("Ends")).inside(&form);
    let worth = field(starts("Worth")).inside(&form);
    page.click(&opens).await?;
    page.fill(&worth, "95,000").await?;
    page.fill(&ends, "31 March 2029").await?;
    page.focus(&worth).await?;
    let kept = ends.clone().value("31 March 2029");
    survives(&page, &opens, &form, &kept).await?;
    // Signed, it is forgotten: the next one begins anew.
    page.click(&button("Make it a contract").inside(&form))
        .await?;
    page.see_no(&form).await?;
    Frame::of(&page).saved().await?;
    Frame::of(&page).undo().await?;
    page.click(&opens).await?;
    page.see(&ends.value("")).await?;
    Ok(())
}

async fn a_half_filled_bid_and_lot_survive(visit: &mut Visit) -> Outcome {
    let page = noted(visit).await?;
    let opens = button("Add a bid");
    let form = dialog("Who bids together");
    page.click(&opens).await?;
    Opportunities::on(&page).choose_venture("Green Gym").await?;
    let share = field("Share of Green Gym in percent").inside(&form);
    page.fill(&share, "60").await?;
    survives(&page, &opens, &form, &share.value("60")).await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see_no(&form).await?;

    let opens = button("Add a lot");
    let form = dialog("Add a lot");
    page.click(&opens).await?;
    let name = field(starts("What it is called")).inside(&form);
    page.fill(&name, "North").await?;
    survives(&page, &opens, &form, &name.value("North")).await?;
    Ok(())
}

async fn a_half_typed_name_survives(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let opens = button(has("Say who you are"));
    let form = dialog("Who is at work here?");
    page.click(&opens).await?;
    let name = field(starts("Name")).inside(&form);
    page.fill(&name, "Ana Sil").await?;
    survives(&page, &opens, &form, &name.clone().value("Ana Sil")).await?;
    page.fill(&name, "Ana Silva").await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see(&button(has("Ana Silva"))).await?;
    Ok(())
}
