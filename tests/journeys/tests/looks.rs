//! Every screen of the example incubator, light and dark: axe finds nothing, and there is a picture to look at.

use journeys::pages::Frame;
use journeys::{Engine, Journey, Outcome, Visit, button, has, heading, journeys, text};

pub(crate) const JOURNEYS: &[Journey] =
    journeys![every_screen_is_accessible in &[Engine::Chromium]];

const SCREENS: &[(&str, &str, &str)] = &[
    ("today", "/", ""),
    ("pipeline", "/pipeline", "Pipeline"),
    ("ventures", "/ventures", "Ventures"),
    ("people", "/people", "People and organisations"),
    ("data-import", "/data", "Data"),
    ("data-export", "/data?tab=export", "Data"),
    ("data-history", "/data?tab=history", "Data"),
    ("data-browser", "/data?tab=browser", "Data"),
    ("settings", "/settings", "Settings"),
];

async fn every_screen_is_accessible(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    page.see(&button(has("Explore"))).await?;
    page.check_accessibility("start").await?;
    page.shoot("start", 1440, 900, false).await?;
    page.click(&button(has("Explore"))).await?;
    Frame::of(&page).saved().await?;
    for dark in [false, true] {
        for (name, path, title) in SCREENS {
            page.go(path).await?;
            if !title.is_empty() {
                page.see(&heading(*title)).await?;
            }
            page.dark(dark).await?;
            page.settled().await?;
            page.check_accessibility(&format!("{name}{}", if dark { ", dark" } else { "" }))
                .await?;
            for (width, height) in [(1440, 900), (768, 1024), (390, 844)] {
                page.shoot(name, width, height, dark).await?;
            }
        }
        page.go("/ventures").await?;
        page.click(&text("Green Gym")).await?;
        page.see(&heading(has("Green Gym"))).await?;
        page.settled().await?;
        page.check_accessibility("venture").await?;
        for (width, height) in [(1440, 900), (768, 1024), (390, 844)] {
            page.shoot("venture", width, height, dark).await?;
        }
    }
    Ok(())
}
