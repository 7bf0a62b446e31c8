//! The way to a contract: from a word in a conversation to a signature, with the forecast changing on the way.

use journeys::pages::{Frame, few_ventures};
use journeys::{
    Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, link, role,
    starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    goes_from_a_word_to_a_contract,
    takes_in_a_notice_that_was_pasted,
];

async fn goes_from_a_word_to_a_contract(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    note(&page).await?;
    // Kept, and counted in the head of its column, each figure by its name.
    page.reload().await?;
    let column = role("region").named("Conversation");
    page.see(&link("Falls prevention").inside(&column)).await?;
    page.see(&text("£120k in all, £12k weighted").inside(&column))
        .await?;
    page.click(&link("Falls prevention").inside(&column))
        .await?;
    decide(&page).await?;
    sign(&page).await?;
    // What was hoped for is secured now, in the years that the contract runs.
    page.go("/forecast").await?;
    page.see(&role("row").saying(has("2027")).saying(has("£120,000")))
        .await?;
    page.go("/contracts").await?;
    page.see(&heading(starts("Running and to come"))).await?;
    page.see(&link(has("Falls prevention")).nth(0)).await?;
    Ok(())
}

async fn note(page: &Page) -> Outcome {
    page.go("/opportunities").await?;
    page.click(&button("Note an opportunity").nth(0)).await?;
    let form = dialog("Note an opportunity");
    for (label, words) in [
        ("What could be won", "Falls prevention"),
        ("Who would buy", "Harrow Council"),
        ("For which venture", "Green Gym"),
        ("Worth about", "120k"),
    ] {
        page.fill(&field(starts(label)).inside(&form), words)
            .await?;
    }
    page.click(&button("Note it").inside(&form)).await?;
    page.see_no(&form).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn decide(page: &Page) -> Outcome {
    page.see(&link("Green Gym")).await?;
    page.click(&button("Go or no-go")).await?;
    let form = dialog("Go or no-go");
    page.fill(&field("Why").inside(&form), "We know the commissioner.")
        .await?;
    page.click(&button("Decide").inside(&form)).await?;
    page.see(&text(has("We know the commissioner."))).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn sign(page: &Page) -> Outcome {
    page.click(&button(starts("Signed"))).await?;
    let form = dialog("Make it a contract");
    page.fill(&field(starts("Starts")).inside(&form), "6 April 2027")
        .await?;
    // Without its end there is nothing to remind of, and the form says so.
    page.click(&button("Make it a contract").inside(&form))
        .await?;
    page.see(&text(has("Say when it ends")).nth(0)).await?;
    // Nor does it end before it starts.
    let ends = field(starts("Ends")).inside(&form);
    page.fill(&ends, "31 March 2026").await?;
    page.click(&button("Make it a contract").inside(&form))
        .await?;
    page.see(&text(has("would end before it starts")).nth(0))
        .await?;
    page.see(&ends.clone().value("31 March 2026").focused())
        .await?;
    page.fill(&ends, "31 March 2028").await?;
    page.click(&button("Make it a contract").inside(&form))
        .await?;
    page.see_no(&form).await?;
    Frame::of(page).saved().await?;
    Ok(())
}

/// A notice as a website shows it, cut to what it must have.
const NOTICE: &str = r#"{"ocid":"ocds-b5fd17-0001","id":"ocds-b5fd17-0001-1","date":"2026-11-02T10:00:00Z","tag":["tender"],
"initiationType":"tender","buyer":{"name":"Harrow Council"},"tender":{"id":"1","title":"Community meals","status":"active",
"value":{"amount":50000,"currency":"GBP"}}}"#;

async fn takes_in_a_notice_that_was_pasted(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    paste(&page).await?;
    page.see(&text(has("1 notice about 1 opportunity"))).await?;
    page.click(&button("Look at what would change")).await?;
    page.click(&button("Import").disabled(false)).await?;
    page.click(&link("See the opportunities")).await?;
    page.see(&link("Community meals")).await?;
    Frame::of(&page).saved().await?;
    // The same notice again changes nothing.
    paste(&page).await?;
    page.click(&button("Look at what would change")).await?;
    page.see(&text(has("0 new"))).await?;
    Ok(())
}

async fn paste(page: &Page) -> Outcome {
    page.go("/data").await?;
    page.click(&text("Paste text instead")).await?;
    page.fill(&field("The text"), NOTICE).await?;
    page.click(&button("Read this text")).await
}
