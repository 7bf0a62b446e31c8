//! The harness itself, proved on a small page of its own: if these fail, nothing that other journeys say counts.

use std::fs;
use std::path::Path;

use anyhow::ensure;
use journeys::{
    Dropped, Engine, Journey, Outcome, Page, Pointer, Visit, button, checkbox, dialog, field, has,
    heading, journeys, link, list_item, region, role, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    finds_as_a_person_does,
    waits_and_says_what_is_missing,
    fills_in_fields,
    uses_keys,
    drags_with_the_mouse,
    drags_with_a_finger in &Engine::WITH_TOUCH,
    brings_and_takes_files,
    keeps_what_was_saved_when_killed,
    sees_another_tab,
    goes_offline_and_returns,
    notices_errors,
    checks_accessibility_and_sizes,
];

async fn open(visit: &mut Visit, path: &str) -> anyhow::Result<Page> {
    visit.serve(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site"));
    visit.open(path).await
}

async fn finds_as_a_person_does(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    page.see(&heading("Practice page").level(1)).await?;
    page.see(&link("Here").current("page").inside(&role("navigation")))
        .await?;
    page.see(&button("Details").expanded(false)).await?;
    page.click(&button("Details")).await?;
    page.see(&button("Details").expanded(true)).await?;
    let card = list_item("Green Gym").holding(button(has("Move")));
    page.click(&button("Move to…").inside(&card)).await?;
    let asks = dialog("Move Green Gym?");
    page.see(&asks).await?;
    ensure!(
        page.focused().await?.is_some_and(|it| it.name == "Move"),
        "the focus moves in"
    );
    page.click(&button("Not yet").inside(&asks)).await?;
    page.see_no(&asks).await?;
    ensure!(page.title().await? == "Practice");
    ensure!(page.address().await? == "/");
    Ok(())
}

async fn waits_and_says_what_is_missing(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    page.see_no(&text("It has appeared")).await?;
    page.click(&button("Show later")).await?;
    page.see(&text(has("has appeared"))).await?;
    page.click(&link("Elsewhere")).await?;
    page.see_address("/other").await?;
    page.back().await?;
    page.see_address("/").await?;
    let message = match page.click(&button("Publish")).await {
        Ok(()) => String::new(),
        Err(error) => format!("{error:#}"),
    };
    ensure!(message.contains("not seen: button “Publish”"), "{message}");
    ensure!(message.contains("button “Show later”"), "{message}");
    Ok(())
}

async fn fills_in_fields(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    let says = role("status");
    page.see(&field("Name").value("old")).await?;
    page.fill(&field("Name"), "Green Gym ’26 – naïve").await?;
    page.see(&says.clone().saying("name: Green Gym ’26 – naïve"))
        .await?;
    page.fill(&field("Name"), "").await?;
    page.see(&field("Name").value("")).await?;
    page.fill(&field("Born"), "1990-06-07").await?;
    page.see(&says.clone().saying("born: 1990-06-07")).await?;
    page.choose(&field("Role"), "Manager").await?;
    page.see(&says.clone().saying("role: m")).await?;
    page.click(&checkbox("I agree").checked(false)).await?;
    page.see(&checkbox("I agree").checked(true)).await?;
    page.see(&says.saying("agree: true")).await?;
    Ok(())
}

async fn uses_keys(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    page.press("Control+k").await?;
    page.see(&text("Palette")).await?;
    page.focus(&field("Name")).await?;
    page.press("Tab").await?;
    ensure!(
        page.focused().await?.is_some_and(|it| it.name == "Born"),
        "Tab moves on"
    );
    page.press("Shift+Tab").await?;
    page.see(&field("Name").focused()).await?;
    page.press("End").await?;
    page.type_text("er?").await?;
    page.see(&field("Name").value("older?")).await?;
    Ok(())
}

async fn drags_with_the_mouse(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    let column = region("Test safely");
    let handle = role("img").named("Drag Green Gym");
    let mut drag = page.grab(&handle, Pointer::Mouse).await?;
    drag.over(&column).await?;
    page.see(&column.clone().with("data-drop-state", "over"))
        .await?;
    drag.drop().await?;
    page.see(&column.clone().saying("Green Gym came by mouse"))
        .await?;
    page.see(&column.with("data-drop-state", "idle")).await?;
    Ok(())
}

async fn drags_with_a_finger(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    let column = region("Test safely");
    page.drag(
        &role("img").named("Drag Green Gym"),
        &column,
        Pointer::Finger,
    )
    .await?;
    page.see(&column.saying("Green Gym came by touch")).await?;
    Ok(())
}

async fn brings_and_takes_files(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    let file = visit.file("notes.csv");
    fs::write(&file, "a,b")?;
    page.upload(&field("Bring a file"), &file).await?;
    page.see(&role("status").saying("notes.csv: a,b")).await?;
    let dropped = Dropped {
        name: "more.json".to_owned(),
        media_type: "application/json".to_owned(),
        bytes: b"{\"caf\xc3\xa9\":1}".to_vec(),
    };
    page.drop_files(&region("Drop here"), &[dropped]).await?;
    page.see(&role("status").saying("more.json: {\"café\":1}"))
        .await?;
    for name in ["first", "second"] {
        page.fill(&field("Name"), name).await?;
        page.click(&button("Download")).await?;
        let (_, file) = visit.download(|file| file.ends_with(".json")).await?;
        ensure!(fs::read_to_string(file)? == format!("{{\"name\":\"{name}\"}}"));
    }
    Ok(())
}

async fn keeps_what_was_saved_when_killed(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    page.see(&text("Nothing kept")).await?;
    page.fill(&field("Name"), "Patchwork").await?;
    page.click(&button("Save")).await?;
    page.see(&text("Saved: Patchwork")).await?;
    visit.kill()?;
    let page = visit.open("/").await?;
    page.see(&text("Kept: Patchwork")).await?;
    Ok(())
}

async fn sees_another_tab(visit: &mut Visit) -> Outcome {
    let first = open(visit, "/").await?;
    let second = visit.open_tab("/").await?;
    second.see(&text("Nothing kept")).await?;
    first.fill(&field("Name"), "Seen twice").await?;
    first.click(&button("Save")).await?;
    first.see(&text("Saved: Seen twice")).await?;
    second.see(&text("Kept: Seen twice")).await?;
    second.close().await?;
    first.see(&text("Saved: Seen twice")).await?;
    Ok(())
}

async fn goes_offline_and_returns(visit: &mut Visit) -> Outcome {
    const ASK: &str = "try { return (await fetch('/site.js')).status } catch { return 'none' }";
    let page = open(visit, "/").await?;
    ensure!(page.script_async(ASK, vec![]).await? == 200);
    visit.go_offline().await?;
    ensure!(page.script_async(ASK, vec![]).await? == "none");
    visit.go_online().await?;
    ensure!(page.script_async(ASK, vec![]).await? == 200);
    page.reload().await?;
    page.see(&heading("Practice page")).await?;
    Ok(())
}

async fn notices_errors(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/?broken").await?;
    page.see(&heading("Practice page")).await?;
    let image = "document.body.insertAdjacentHTML('beforeend', '<img alt=\"\" src=\"https://example.org/x.png\">')";
    page.script(image, vec![]).await?;
    let mut expected = vec!["written on purpose", "thrown on purpose"];
    if visit.engine != Engine::Firefox {
        expected.push("https://example.org/x.png");
    }
    for part in &expected {
        page.until(part, async || {
            let complaints = visit.complaints().await?;
            Ok(complaints
                .iter()
                .any(|line| line.contains(part))
                .then_some(()))
        })
        .await?;
    }
    for part in expected {
        visit.tolerate(part);
    }
    ensure!(visit.complaints().await?.is_empty());
    Ok(())
}

async fn checks_accessibility_and_sizes(visit: &mut Visit) -> Outcome {
    let page = open(visit, "/").await?;
    page.resize(320, 640).await?;
    let found = page.violations().await?;
    ensure!(found.is_empty(), "{}", journeys::listed(&found));
    page.script("document.getElementById('name').parentElement.replaceWith(document.getElementById('name'))", vec![])
        .await?;
    let found = page.violations().await?;
    ensure!(
        found.iter().any(|rule| rule.id == "label"),
        "{}",
        journeys::listed(&found)
    );
    let picture = page.shoot("harness", 1280, 800, true).await?;
    ensure!(fs::metadata(picture)?.len() > 1000);
    Ok(())
}
