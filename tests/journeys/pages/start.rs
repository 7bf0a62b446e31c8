//! Ways to begin.

use std::fs;

use anyhow::Result;

use crate::query::{button, has, heading};
use crate::{Page, Visit};

use super::{Data, Frame};

/// Five ventures in the first three stages, as a spreadsheet has them.
const FEW: &str = "\
Name;Stage;Lead coach;One line
Green Gym;Idea;Ruth Ade;Outdoor exercise on prescription
Kitchen Table;Idea;Ruth Ade;Cooking together
Homeward;Explore together;Sam Osei;Lifts home from hospital
Patchwork;Test safely;Sam Osei;Mending and company
Slow Ways;Explore together;Ruth Ade;Walks at every pace
";

/// Opens an empty incubator.
///
/// # Errors
/// When the app does not open.
pub async fn nothing_yet(visit: &mut Visit) -> Result<Page> {
    let page = visit.open("/settings").await?;
    page.see(&heading("Settings")).await?;
    Ok(page)
}

/// Opens an incubator with five ventures: *Green Gym* and *Kitchen Table* (Idea), *Homeward* and *Slow Ways* (Explore
/// together), *Patchwork* (Test safely).
///
/// # Errors
/// When they cannot be brought in.
pub async fn few_ventures(visit: &mut Visit) -> Result<Page> {
    let file = visit.file("ventures.csv");
    fs::write(&file, FEW)?;
    let page = visit.open("/data").await?;
    Data::on(&page).bring(&file).await?;
    Ok(page)
}

/// Opens the invented example incubator.
///
/// # Errors
/// When it does not open.
pub async fn example(visit: &mut Visit) -> Result<Page> {
    let page = visit.open("/").await?;
    page.click(&button(has("Explore"))).await?;
    Frame::of(&page).saved().await?;
    Ok(page)
}
