//! Every screen of the example incubator, light and dark: axe finds nothing, a narrow window hides nothing, and there
//! is a picture to look at.

use anyhow::ensure;
use journeys::pages::{Data, Frame, Opportunities, Venture, example, few_ventures};
use journeys::{
    Engine, Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, link,
    role, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    the_start_and_daily_screens_are_accessible in &[Engine::Chromium],
    screens_about_contracts_are_accessible in &[Engine::Chromium],
    pages_of_records_are_accessible in &[Engine::Chromium],
    screens_about_data_are_accessible in &[Engine::Chromium],
    an_import_is_accessible_at_each_step in &[Engine::Chromium],
    the_founders_screens_are_accessible in &[Engine::Chromium],
    no_screen_scrolls_sideways,
    no_page_of_a_record_scrolls_sideways,
    no_step_of_an_import_scrolls_sideways,
    no_screen_of_a_founder_scrolls_sideways,
];

/// A name for pictures, an address, and the heading there; none where the heading is the date.
type Screen = (&'static str, &'static str, &'static str);

const DAILY: &[Screen] = &[
    ("today", "/", ""),
    ("pipeline", "/pipeline", "Pipeline"),
    ("ventures", "/ventures", "Ventures"),
    ("people", "/people", "People and organisations"),
    (
        "organisations",
        "/people?tab=organisations",
        "People and organisations",
    ),
    ("places", "/people?tab=places", "People and organisations"),
    ("inbox", "/inbox", "Updates from founders"),
    ("settings", "/settings", "Settings"),
    ("nowhere", "/nowhere", "There is nothing at this address"),
];

const CONTRACTS: &[Screen] = &[
    ("opportunities", "/opportunities", "Opportunities"),
    (
        "opportunities-table",
        "/opportunities?as=table",
        "Opportunities",
    ),
    ("forecast", "/forecast", "Forecast"),
    ("forecast-gaps", "/forecast?show=gaps", "Forecast"),
    ("income", "/forecast?show=income", "Forecast"),
    ("contracts", "/contracts", "Contracts"),
    ("contracts-table", "/contracts?as=table", "Contracts"),
];

const DATA: &[Screen] = &[
    ("data-import", "/data", "Data"),
    ("data-export", "/data?tab=export", "Data"),
    ("data-colleagues", "/data?tab=colleagues", "Data"),
    ("data-backups", "/data?tab=backups", "Data"),
    ("data-people", "/data?tab=people", "Data"),
    ("data-history", "/data?tab=history", "Data"),
    ("data-browser", "/data?tab=browser", "Data"),
];

/// Records of the example that have something in every part of their page.
const RECORDS: [&str; 5] = [
    "venture",
    "opportunity",
    "contract",
    "person",
    "organisation",
];
const CONTRACT: &str = "First week home from hospital";
const BUYER: &str = "Harrowmere Council";

async fn go_to(page: &Page, (_, path, title): Screen) -> Outcome {
    page.go(path).await?;
    if title.is_empty() {
        page.see(&heading(has("Overdue")).level(2)).await?;
    } else {
        page.see(&heading(title).level(1)).await?;
    }
    Ok(())
}

/// Opens the page of a record as a person finds it.
async fn go_to_record(page: &Page, kind: &str) -> Outcome {
    match kind {
        "venture" => drop(Venture::open(page, "Green Gym").await?),
        "opportunity" => drop(Opportunities::open(page, "Night outreach").await?),
        "contract" => {
            page.go("/contracts?as=table").await?;
            page.click(&link(CONTRACT).inside(&role("table"))).await?;
            page.see(&heading(CONTRACT).level(1)).await?;
        }
        "person" => {
            page.go("/people?tab=people").await?;
            let first = role("rowheader").nth(0);
            page.click(&link(has("")).inside(&first)).await?;
            page.see(&heading("Why we may hold this")).await?;
        }
        _ => {
            page.go("/people?tab=organisations&q=Harrowmere").await?;
            page.click(&link(BUYER).inside(&role("table"))).await?;
            page.see(&heading(BUYER).level(1)).await?;
        }
    }
    Ok(())
}

/// Axe in a wide and in a narrow window, light and dark, and pictures.
async fn look_at(page: &Page, name: &str) -> Outcome {
    for (width, height) in [(1440, 900), (390, 844)] {
        page.resize(width, height).await?;
        page.settled().await?;
        page.check_accessibility(&format!("{name}, {width} wide"))
            .await?;
        for dark in [false, true] {
            page.shoot(name, width, height, dark).await?;
        }
    }
    // Between a telephone and a laptop the frame changes its form.
    page.shoot(name, 768, 1024, false).await?;
    page.resize(1440, 900).await
}

async fn look_at_all(page: &Page, screens: &[Screen]) -> Outcome {
    for screen in screens {
        go_to(page, *screen).await?;
        look_at(page, screen.0).await?;
    }
    Ok(())
}

async fn the_start_and_daily_screens_are_accessible(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    page.see(&button(has("Explore"))).await?;
    look_at(&page, "start").await?;
    page.click(&button(has("Explore"))).await?;
    Frame::of(&page).saved().await?;
    look_at_all(&page, DAILY).await
}

async fn screens_about_contracts_are_accessible(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    look_at_all(&page, CONTRACTS).await
}

async fn screens_about_data_are_accessible(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    look_at_all(&page, DATA).await
}

async fn pages_of_records_are_accessible(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    for kind in RECORDS {
        go_to_record(&page, kind).await?;
        look_at(&page, kind).await?;
    }
    Ok(())
}

/// Brings a table so far that columns are to be matched. One of its rows will be rejected.
async fn match_columns(visit: &Visit, page: &Page) -> Outcome {
    let file = visit.file("ventures.csv");
    std::fs::write(
        &file,
        "Name;Stage;Coach;Next action;Due;Favourite colour\n\
         Silver Swifts;Idea;Ruth Ade;Send the budget;31/12/2026;Green\n\
         Night Kitchen;Idea;Ruth Ade;Call Amina;31/06/2026;\n",
    )?;
    Data::on(page).choose(&file).await?;
    page.see(&button("Look at what would change")).await?;
    Ok(())
}

async fn review_import(page: &Page) -> Outcome {
    page.click(&button("Look at what would change")).await?;
    page.see(&text(has("31 June does not exist"))).await?;
    Ok(())
}

async fn an_import_is_accessible_at_each_step(visit: &mut Visit) -> Outcome {
    // Beside the example nothing is brought in.
    let page = few_ventures(visit).await?;
    page.go("/data").await?;
    page.see(&text("Drop a file here, or choose one")).await?;
    look_at(&page, "import-choose").await?;
    match_columns(visit, &page).await?;
    look_at(&page, "import-columns").await?;
    review_import(&page).await?;
    look_at(&page, "import-review").await
}

/// Starts a venture of a founder's own, and says so much that it can be sent.
async fn start_as_founder(page: &Page) -> Outcome {
    page.click(&button("Start with my own venture")).await?;
    page.fill(&field("Name"), "Night Kitchen").await?;
    page.see(&heading("Night Kitchen").level(1)).await?;
    Ok(())
}

async fn the_founders_screens_are_accessible(visit: &mut Visit) -> Outcome {
    let page = visit.open("/founder").await?;
    page.see(&heading("Your venture, in your words").level(1))
        .await?;
    look_at(&page, "founder-door").await?;
    start_as_founder(&page).await?;
    look_at(&page, "founder-space").await
}

/// Sideways scrolling is for what has two dimensions: board and tables, inside themselves.
async fn check_narrow(page: &Page, screen: &str) -> Outcome {
    const TOO_WIDE: &str = "
        const { scrollWidth, clientWidth } = document.scrollingElement;
        if (scrollWidth <= clientWidth) return [];
        const wide = [...document.body.querySelectorAll('*')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > clientWidth + 1);
        return [`${scrollWidth} of ${clientWidth} pixels`, ...wide.slice(0, 8).map((one) => one.cloneNode().outerHTML)];";
    let too_wide: Vec<String> = serde_json::from_value(page.script(TOO_WIDE, vec![]).await?)?;
    ensure!(
        too_wide.is_empty(),
        "{screen} scrolls sideways: {}",
        too_wide.join("\n")
    );
    Ok(())
}

/// A window as narrow as any telephone's.
async fn make_narrow(page: &Page) -> Outcome {
    page.resize(320, 640).await
}

async fn no_screen_scrolls_sideways(visit: &mut Visit) -> Outcome {
    let page = visit.open("/").await?;
    make_narrow(&page).await?;
    page.see(&button(has("Explore"))).await?;
    check_narrow(&page, "start").await?;
    page.click(&button(has("Explore"))).await?;
    Frame::of(&page).saved().await?;
    for screen in [DAILY, CONTRACTS, DATA].concat() {
        go_to(&page, screen).await?;
        check_narrow(&page, screen.0).await?;
    }
    page.press("n").await?;
    page.see(&dialog("Add a venture")).await?;
    check_narrow(&page, "add a venture").await?;
    page.press("Escape").await?;
    Ok(())
}

async fn no_page_of_a_record_scrolls_sideways(visit: &mut Visit) -> Outcome {
    let page = example(visit).await?;
    for kind in RECORDS {
        page.resize(1280, 800).await?;
        go_to_record(&page, kind).await?;
        make_narrow(&page).await?;
        check_narrow(&page, kind).await?;
    }
    Ok(())
}

async fn no_step_of_an_import_scrolls_sideways(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    make_narrow(&page).await?;
    match_columns(visit, &page).await?;
    check_narrow(&page, "matching columns").await?;
    review_import(&page).await?;
    check_narrow(&page, "the review of an import").await
}

async fn no_screen_of_a_founder_scrolls_sideways(visit: &mut Visit) -> Outcome {
    let page = visit.open("/founder").await?;
    make_narrow(&page).await?;
    page.see(&heading("Your venture, in your words").level(1))
        .await?;
    check_narrow(&page, "the founder's door").await?;
    start_as_founder(&page).await?;
    check_narrow(&page, "the founder's space").await
}
