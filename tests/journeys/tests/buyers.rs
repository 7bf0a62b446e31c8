//! What is known of buyers, and what a venture may count on: the ledger, reserved contracts, match trading.

use journeys::pages::{Opportunities, Venture, example, few_ventures};
use journeys::{
    Journey, Outcome, Visit, button, field, has, heading, journeys, link, list_item, region, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    warns_when_two_come_to_one_door,
    checks_whether_a_contract_may_be_reserved,
    reckons_a_match_trading_grant,
];

async fn warns_when_two_come_to_one_door(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    for (title, venture) in [
        ("Walking groups", "Green Gym"),
        ("Cooking", "Kitchen Table"),
    ] {
        let noted = [
            ("What could be won", title),
            ("Who would buy", "Harrow Council"),
            ("For which venture", venture),
        ];
        Opportunities::note(&page, &noted).await?;
    }
    // Today says so, and leads to the buyer.
    page.go("/").await?;
    let doors = region(has("several at one door"));
    page.see(&text(has("Let them talk with each other first")).inside(&doors))
        .await?;
    page.click(&link("Harrow Council").inside(&doors)).await?;
    page.see(&heading("Harrow Council").level(1)).await?;
    // Its page keeps one ledger for all ventures.
    page.see(&text("Talk first")).await?;
    let coming = Opportunities::part("Opportunities");
    page.see(&link("Walking groups").inside(&coming)).await?;
    page.see(&link("Cooking").inside(&coming)).await?;
    // One bid of both: they know of each other, and nothing more is said.
    let one = Opportunities::open(&page, "Cooking").await?;
    page.click(&button("Change the bid of Kitchen Table"))
        .await?;
    one.choose_venture("Green Gym").await?;
    page.click(&button("Save")).await?;
    page.see(&link("Green Gym").inside(&Opportunities::part("Who bids")))
        .await?;
    page.go("/").await?;
    page.see(&heading(has("")).level(1)).await?;
    page.see_no(&region(has("several at one door"))).await?;
    Ok(())
}

async fn checks_whether_a_contract_may_be_reserved(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Venture::open(&page, "Green Gym").await?;
    page.click(&button(has("Could a contract be reserved for it?")))
        .await?;
    page.see(&heading(has("section 33"))).await?;
    // Every point has its reason, and says how it stands.
    page.see(&list_item(has("Open: ")).nth(0)).await?;
    page.see(&text(has("The authority decides"))).await?;
    Ok(())
}

async fn reckons_a_match_trading_grant(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    Venture::open(&page, "Care Collective").await?;
    page.click(&button("What would a match-trading grant bring?"))
        .await?;
    for (label, amount) in [
        ("Trading before", "20k"),
        ("Trading after", "35k"),
        ("The most that the grant can be", "10k"),
    ] {
        page.fill(&field(label), amount).await?;
        page.press("Tab").await?;
    }
    // Growth of £15,000, matched up to the cap.
    page.see(&text(has("A grant of £10,000"))).await?;
    page.see(&text(has("for £15,000 of growth in trading")))
        .await?;
    Ok(())
}
