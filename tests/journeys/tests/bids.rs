//! Bidding: who bids together, for which lots, and who could.

use journeys::pages::{Frame, Opportunities, Venture, example, few_ventures};
use journeys::{
    Journey, Outcome, Page, Visit, button, checkbox, dialog, field, has, heading, journeys, link,
    list_item, option, role, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    bids_together_with_a_lead_and_shares,
    divides_into_lots_by_hand,
    shows_who_could_bid_and_why,
    finds_the_lesson_of_a_lost_bid,
];

const STREETS: &[(&str, &str)] = &[
    ("What could be won", "Healthy streets"),
    ("Who would buy", "Wigan Council"),
    ("Worth about", "100k"),
];

async fn bids_together_with_a_lead_and_shares(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Opportunities::note(&page, STREETS).await?;
    let one = Opportunities::open(&page, "Healthy streets").await?;
    one.join(&[("Green Gym", "60"), ("Kitchen Table", "")])
        .await?;
    let who = Opportunities::part("Who bids");
    // Those without a share divide what the others leave.
    page.see(&text(has("Leads the consortium, 60%, £60,000")).inside(&who))
        .await?;
    page.see(&text(has("Partner, £40,000")).inside(&who))
        .await?;
    page.reload().await?;
    page.see(&text(has("Partner, £40,000")).inside(&who))
        .await?;
    change_the_lead(&page).await?;
    // All of it was one change.
    Frame::of(&page).undo().await?;
    page.see(&text(has("Leads the consortium, 60%")).inside(&who))
        .await?;
    // Signed, each has its part, in one line of its page.
    one.sign("6 April 2027", "31 March 2028").await?;
    for (venture, part) in [("Green Gym", "£60,000"), ("Kitchen Table", "£40,000")] {
        Venture::open(&page, venture).await?;
        let contracts = Opportunities::part("Opportunities and contracts");
        page.see(&text(format!("{part} of £100,000")).inside(&contracts))
            .await?;
        page.see(&text(has("from 6 April 2027")).inside(&contracts))
            .await?;
        page.see_no(&link("Healthy streets").inside(&contracts).nth(1))
            .await?;
    }
    Ok(())
}

async fn change_the_lead(page: &Page) -> Outcome {
    page.click(&button("Change the bid of Green Gym")).await?;
    let form = dialog("Who bids together");
    page.click(&button("Let Kitchen Table lead").inside(&form))
        .await?;
    // More than everything cannot be shared out.
    let share = |venture: &str| field(format!("Share of {venture} in percent"));
    page.fill(&share("Kitchen Table").inside(&form), "70")
        .await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see(&text(has("The shares come to 130%")).inside(&form))
        .await?;
    page.fill(&share("Green Gym").inside(&form), "30").await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see_no(&form).await?;
    page.see(&text(has("Leads the consortium, 70%, £70,000")))
        .await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn divides_into_lots_by_hand(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Opportunities::note(&page, STREETS).await?;
    let one = Opportunities::open(&page, "Healthy streets").await?;
    add_lot(&page, "1", "North", "30k").await?;
    add_lot(&page, "2", "South", "70k").await?;
    // A bid for a lot is worth what the lot is worth.
    page.click(&button("Add a bid")).await?;
    let form = dialog("Who bids together");
    page.see(&field("Add a venture").inside(&form).focused())
        .await?;
    // Nobody is no bid.
    page.click(&button("Save").inside(&form)).await?;
    page.see(&text(has("Choose at least one venture.")).inside(&form))
        .await?;
    one.choose_venture("Green Gym").await?;
    page.click(&checkbox("Lot 2: South").inside(&form)).await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see_no(&form).await?;
    let who = Opportunities::part("Who bids");
    page.see(&text("Lot 2: South").inside(&who)).await?;
    page.see(&text("£70,000").inside(&who)).await?;
    let lots = Opportunities::part("Lots");
    page.see(
        &list_item(has("South"))
            .saying(has("Green Gym"))
            .inside(&lots),
    )
    .await?;
    // Changed, and taken out again.
    page.click(&button("Change Lot 2: South")).await?;
    let form = dialog("Change this lot");
    page.fill(&field(starts("Worth")).inside(&form), "80k")
        .await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see(&text("£80,000").inside(&who)).await?;
    page.click(&button("Change Lot 1: North")).await?;
    page.click(&button("Delete this lot")).await?;
    page.see_no(&text("Lot 1: North").inside(&lots)).await?;
    Frame::of(&page).saved().await?;
    Ok(())
}

async fn add_lot(page: &Page, number: &str, name: &str, worth: &str) -> Outcome {
    page.click(&button("Add a lot")).await?;
    let form = dialog("Add a lot");
    for (label, words) in [
        ("Number", number),
        ("What it is called", name),
        ("Worth", worth),
    ] {
        page.fill(&field(starts(label)).inside(&form), words)
            .await?;
    }
    page.click(&button("Save").inside(&form)).await?;
    page.see_no(&form).await?;
    page.see(&text(format!("Lot {number}: {name}"))).await?;
    Ok(())
}

async fn shows_who_could_bid_and_why(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    Opportunities::open(&page, "Night outreach").await?;
    let could = Opportunities::part("Who could bid");
    let bakery = list_item(has("Recovery Bakery")).inside(&could).nth(0);
    page.see(
        &bakery
            .clone()
            .saying(has("Could, once the gaps are closed")),
    )
    .await?;
    // Every venture has its reasons, and what holds it back.
    page.see(&text(has("It works in Dockside.")).inside(&bakery))
        .await?;
    page.see(&text(has("No policy is linked.")).inside(&bakery))
        .await?;
    page.click(&button("Let it bid: Recovery Bakery")).await?;
    page.see(&link("Recovery Bakery").inside(&Opportunities::part("Who bids")))
        .await?;
    page.see(&bakery.saying(has("Bids already"))).await?;
    Ok(())
}

async fn finds_the_lesson_of_a_lost_bid(visit: &mut Visit) -> Outcome {
    const LESSON: &str = "Ask about the transfer of staff early";
    let page = few_ventures(visit).await?;
    Opportunities::note(&page, STREETS).await?;
    let one = Opportunities::open(&page, "Healthy streets").await?;
    one.join(&[("Green Gym", "")]).await?;
    one.move_to("Lost").await?;
    page.click(&button(starts("Lesson: "))).await?;
    let form = role("form").named("Lesson");
    page.fill(&field("Lesson").inside(&form), LESSON).await?;
    page.click(&button("Save").inside(&form)).await?;
    page.see(&text(has(LESSON))).await?;
    let frame = Frame::of(&page);
    frame.saved().await?;
    // From anywhere, by a word of it, and somewhat later.
    page.go("/pipeline").await?;
    page.see(&heading("Pipeline").level(1)).await?;
    frame.find("transfer staff").await?;
    page.click(&option(has("Healthy streets"))).await?;
    page.see(&heading("Healthy streets").level(1)).await?;
    page.see(&text(has(LESSON))).await?;
    Ok(())
}
