//! Two people change the same thing on two computers, and one of them decides.

use anyhow::ensure;
use journeys::pages::{Data, Destination, Frame, Venture, few_ventures};
use journeys::{Journey, Outcome, Visit, button, dialog, has, heading, journeys, starts};

pub(crate) const JOURNEYS: &[Journey] = journeys![two_changes_of_one_field_are_settled];

async fn two_changes_of_one_field_are_settled(visit: &mut Visit) -> Outcome {
    let here = few_ventures(visit).await?;
    let export = Data::on(&here).export(visit).await?;

    let mut elsewhere = Visit::new(visit.engine)?;
    let there = elsewhere.open("/data").await?;
    Data::on(&there).bring_back(&export).await?;
    Venture::open(&there, "Green Gym")
        .await?
        .write("In one line", "Gardens on prescription")
        .await?;
    Frame::of(&there).saved().await?;
    let theirs = Data::on(&there).export(&elsewhere).await?;

    Venture::open(&here, "Green Gym")
        .await?
        .write("In one line", "Walks on prescription")
        .await?;
    Frame::of(&here).saved().await?;
    Data::on(&here).bring_back(&theirs).await?;
    let complaints = elsewhere.complaints().await?;
    ensure!(complaints.is_empty(), "elsewhere: {complaints:?}");

    let frame = Frame::of(&here);
    frame.go(Destination::Today).await?;
    here.see(&heading(has("Wants a decision"))).await?;
    here.click(&button(starts("Decide: Green Gym"))).await?;
    let asks = dialog("Green Gym");
    here.see(&button(has("“Gardens on prescription”")).inside(&asks))
        .await?;
    here.click(&button(has("“Walks on prescription”")).inside(&asks))
        .await?;
    here.see_no(&asks).await?;
    here.see_no(&heading(has("Wants a decision"))).await?;
    frame.saved().await?;
    Venture::open(&here, "Green Gym").await?;
    here.see(&Venture::says("In one line", "Walks on prescription"))
        .await?;
    here.see_no(&heading("To settle")).await?;
    Ok(())
}
