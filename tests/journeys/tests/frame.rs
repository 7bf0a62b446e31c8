//! What is around every screen.

use anyhow::ensure;
use journeys::pages::{Destination, Frame};
use journeys::{
    Journey, Outcome, Visit, button, dialog, has, heading, journeys, link, role, starts, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    goes_everywhere,
    lists_shortcuts,
    says_who,
    leads_on_from_an_address_that_leads_nowhere,
];

async fn goes_everywhere(visit: &mut Visit) -> Outcome {
    let page = visit.open("/settings").await?;
    // The first page keeps the browser's own start of reading; focus follows those after it.
    page.see(&heading("Settings")).await?;
    let frame = Frame::of(&page);
    for to in Destination::ALL {
        frame.go(to).await?;
        page.see_address(to.path()).await?;
    }
    page.back().await?;
    page.see(&heading(Destination::Data.name())).await?;
    page.reload().await?;
    page.see(&heading(Destination::Data.name())).await?;
    let found = frame.find("pipeline").await?;
    ensure!(
        found
            .iter()
            .any(|action| action.text.starts_with("Go to the pipeline")),
        "{found:?}"
    );
    page.press("Enter").await?;
    page.see(&heading(Destination::Pipeline.name()).focused())
        .await?;
    Ok(())
}

async fn lists_shortcuts(visit: &mut Visit) -> Outcome {
    let page = visit.open("/settings").await?;
    page.see(&heading("Settings")).await?;
    page.press("?").await?;
    let help = dialog("Keyboard shortcuts");
    page.see(&help.clone().saying(has("Add a venture"))).await?;
    page.press("Escape").await?;
    page.see_no(&help).await
}

async fn says_who(visit: &mut Visit) -> Outcome {
    let page = visit.open("/settings").await?;
    Frame::of(&page)
        .say_who("Ruth Ade", "Venture coach")
        .await?;
    page.reload().await?;
    page.see(&button(starts("Ruth Ade"))).await?;
    // What is seen of the button is in its name, also where only the initials are seen.
    for width in [1280, 390] {
        page.resize(width, 800).await?;
        page.see(&button("Ruth Ade RA")).await?;
    }
    Ok(())
}

async fn leads_on_from_an_address_that_leads_nowhere(visit: &mut Visit) -> Outcome {
    let page = visit.open("/venture/green-gym").await?;
    let nowhere = heading("There is nothing at this address").level(1);
    page.see(&nowhere).await?;
    page.see(&text(has("nothing is lost"))).await?;
    page.see(&text("/venture/green-gym")).await?;
    page.click(&button("Find it by name")).await?;
    page.see(&Frame::palette_field().focused()).await?;
    page.press("Escape").await?;
    page.click(&link("Go to the pipeline").inside(&role("main")))
        .await?;
    page.see(&heading(Destination::Pipeline.name()).focused())
        .await?;
    page.back().await?;
    page.see(&nowhere).await?;
    Ok(())
}
