//! The rounds of measuring.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use journeys::{Engine, Page, Visit};

use crate::budget::{Row, Times};
use crate::{app, data, probe};

/// How often the app is opened, and how many cards are moved.
const TIMES: usize = 20;
/// Opening a fresh browser takes seconds.
const COLD_TIMES: usize = 5;
/// What is typed into the search: parts of names, as people do.
const WORDS: [&str; 6] = ["green", "comm", "north", "kitch", "repair", "care"];
/// Frames of scrolling in one direction: two seconds at 60 a second.
const FRAMES: u32 = 120;

const IMPORTED: u32 = 10_000;
/// A record package as large as one that a publisher really sent: 20 MB.
const NOTICE_BYTES: usize = 20_000_000;

/// With more ventures than this, the views that read a whole region are measured too.
const SMALL: u32 = 1_000;
/// How often each of these is opened.
const VIEW_TIMES: i32 = 20;
/// As many opportunities of a column as are surely in view, one after the other.
const IN_VIEW: i32 = 8;

/// What is measured several times.
const TIMED: [&str; 5] = [
    "open_warm",
    "open_cold",
    "search_key_to_paint",
    "move_to_paint",
    "move_to_saved",
];
/// What is measured several times over a region.
const TIMED_IN_REGION: [&str; 3] = ["forecast_region", "clock_region", "fit_region"];
/// What is measured once.
const COUNTED: [(&str, &str); 3] = [
    ("scroll_worst_frame", "ms"),
    ("dom_nodes", "elements"),
    ("memory_mb", "MB"),
];

/// Everything that is measured over so many ventures.
pub(crate) async fn over(ventures: u32) -> Vec<Row> {
    match seeded(ventures).await {
        Ok(mut visit) => rows(&mut visit, ventures).await,
        // One reason for all of them is better told once, but each has to be there.
        Err(error) => {
            let why = || anyhow::Error::msg(format!("{error:#}"));
            let in_region = TIMED_IN_REGION.into_iter().filter(|_| ventures > SMALL);
            let timed = TIMED.into_iter().chain(in_region);
            timed
                .map(|name| Row::often(name, ventures, Err(why())))
                .chain(COUNTED.map(|(name, unit)| Row::once(name, ventures, unit, Err(why()))))
                .collect()
        }
    }
}

async fn rows(visit: &mut Visit, ventures: u32) -> Vec<Row> {
    let cold = opened_cold(visit).await;
    let warm = opened_warm(visit).await;
    let memory = on_board(visit, async |page| probe::memory(&page).await).await;
    let nodes = on_board(visit, async |page| nodes(&page).await).await;
    let scroll = on_board(visit, async |page| worst_frame(&page).await).await;
    let search = on_board(visit, async |page| searched(&page).await).await;
    let (painted, saved) = match on_board(visit, async |page| moved(&page).await).await {
        Ok((painted, saved)) => (Ok(painted), Ok(saved)),
        Err(error) => {
            let why = format!("{error:#}");
            (Err(error), Err(anyhow::Error::msg(why)))
        }
    };
    let mut timed = vec![warm, cold, search, painted, saved];
    let mut names = TIMED.to_vec();
    if ventures > SMALL {
        timed.push(on_board(visit, async |page| opened_view(&page, &app::FORECAST).await).await);
        timed.push(on_board(visit, async |page| opened_view(&page, &app::CLOCK).await).await);
        timed.push(on_board(visit, async |page| fitted(&page).await).await);
        names.extend(TIMED_IN_REGION);
    }
    let timed = names.into_iter().zip(timed);
    let counted = COUNTED.into_iter().zip([scroll, nodes, memory]);
    timed
        .map(|(name, times)| Row::often(name, ventures, times))
        .chain(counted.map(|((name, unit), value)| Row::once(name, ventures, unit, value)))
        .collect()
}

/// A browser that has worked with so many ventures before: the log is there, and the app has opened it once.
async fn seeded(ventures: u32) -> Result<Visit> {
    let log = data::region(ventures)?;
    let mut visit = Visit::new(Engine::Chromium)?;
    let page = visit.open("/").await?;
    page.see(&journeys::heading(journeys::has("")).level(1).nth(0))
        .await?;
    data::seed(&page, &log)
        .await
        .context("the data could not be put into the browser")?;
    drop(log);
    // Opened from the log alone, which no later visit has to: the app keeps a snapshot.
    on_board(&mut visit, async |page| data::snapshot_kept(&page).await).await?;
    Ok(visit)
}

/// Does something on the board, opened anew.
async fn on_board<T>(visit: &mut Visit, work: impl AsyncFnOnce(Page) -> Result<T>) -> Result<T> {
    let page = visit.begin().await?;
    probe::install(&page, app::CARD).await?;
    page.go(app::BOARD).await?;
    probe::opened(&page).await?;
    work(page).await
}

async fn opened_warm(visit: &mut Visit) -> Result<Times> {
    on_board(visit, async |page| {
        let mut times = Times::new();
        for _ in 0..TIMES {
            page.reload().await?;
            times.push(probe::opened(&page).await?);
        }
        Ok(times)
    })
    .await
}

/// In a browser that has just been started.
async fn opened_cold(visit: &mut Visit) -> Result<Times> {
    let mut times = Times::new();
    for _ in 0..COLD_TIMES {
        visit.kill()?;
        times.push(on_board(visit, async |page| probe::opened(&page).await).await?);
    }
    Ok(times)
}

async fn nodes(page: &Page) -> Result<f64> {
    let count = page
        .script("return document.querySelectorAll('*').length", vec![])
        .await?;
    count
        .as_f64()
        .context("the page does not count its elements")
}

async fn worst_frame(page: &Page) -> Result<f64> {
    let mut times = Times::new();
    times.extend(probe::scroll(page, app::COLUMN, FRAMES, (0, 90)).await?);
    times.extend(probe::scroll(page, app::COLUMN, FRAMES, (0, -2_000)).await?);
    times.extend(probe::scroll(page, app::SIDEWAYS, FRAMES, (30, 0)).await?);
    app::open_table(page).await?;
    times.extend(probe::scroll(page, app::ROWS, FRAMES, (0, 90)).await?);
    times.extend(probe::scroll(page, app::ROWS, FRAMES, (0, 5_000)).await?);
    times
        .into_iter()
        .max_by(f64::total_cmp)
        .context("no frame was seen")
}

async fn searched(page: &Page) -> Result<Times> {
    let mut times = Times::new();
    // The first letters wait for the index, as they would for a person; they count.
    for word in WORDS {
        app::open_search(page).await?;
        for letter in word.chars() {
            probe::arm_redraw(page, app::RESULTS).await?;
            page.press(&letter.to_string()).await?;
            times.push(probe::painted(page).await?);
        }
        app::close_search(page).await?;
    }
    Ok(times)
}

/// Times to paint, and times to *Saved*.
async fn moved(page: &Page) -> Result<(Times, Times)> {
    let (mut painted, mut saved) = (Times::new(), Times::new());
    for _ in 0..TIMES {
        let step = app::prepare_move(page).await?;
        probe::arm(page, &step.done).await?;
        step.confirm(page).await?;
        painted.push(probe::painted(page).await?);
        saved.push(probe::saved(page).await?);
        app::settle_move(page).await?;
    }
    Ok((painted, saved))
}

async fn opened_view(page: &Page, view: &app::View) -> Result<Times> {
    let mut times = Times::new();
    for _ in 0..VIEW_TIMES {
        times.push(view.open(page).await?);
    }
    Ok(times)
}

/// Times from asking who could bid to the answer.
async fn fitted(page: &Page) -> Result<Times> {
    let mut times = Times::new();
    for at in 0..VIEW_TIMES {
        app::prepare_fit(page, at % IN_VIEW).await?;
        probe::arm(page, app::FIT).await?;
        page.press("Enter").await?;
        times.push(probe::painted(page).await?);
    }
    Ok(times)
}

/// The imports, each into an empty incubator: the dry run and the commit, without the person between them.
pub(crate) async fn imports() -> Vec<Row> {
    let table = Row::once("import_csv_10k", IMPORTED, "ms", table_imported().await);
    let (time, frame) = match notices_imported().await {
        Ok((time, frame)) => (Ok(time), Ok(frame)),
        Err(error) => {
            let why = format!("{error:#}");
            (Err(error), Err(anyhow::Error::msg(why)))
        }
    };
    vec![
        table,
        Row::once("import_ocds_20mb", 0, "ms", time),
        Row::once("import_ocds_20mb_worst_frame", 0, "ms", frame),
    ]
}

async fn table_imported() -> Result<f64> {
    let mut visit = Visit::new(Engine::Chromium)?;
    let page = visit.open("/data").await?;
    let file = visit.file("ventures.csv");
    fs::write(&file, data::table(IMPORTED))?;
    let time = imported(&page, &file, "See the board").await?;
    Ok(time.as_secs_f64() * 1_000.0)
}

/// How long it takes, and the longest that the page did not answer meanwhile.
async fn notices_imported() -> Result<(f64, f64)> {
    let mut visit = Visit::new(Engine::Chromium)?;
    let page = visit.begin().await?;
    probe::install(&page, app::CARD).await?;
    page.go("/data").await?;
    let file = visit.file("records.json");
    fs::write(&file, data::record_package(NOTICE_BYTES))?;
    probe::watch_frames(&page).await?;
    let time = imported(&page, &file, "See the opportunities").await?;
    let frame = probe::worst_frame(&page).await?;
    Ok((time.as_secs_f64() * 1_000.0, frame))
}

/// Imports a file, as far as the link to what came.
async fn imported(page: &Page, file: &Path, leads_to: &str) -> Result<Duration> {
    page.see(&journeys::heading("Data")).await?;
    let mut total = Duration::ZERO;
    let mut start = Instant::now();
    app::read_file(page, file).await?;
    total += start.elapsed();
    start = Instant::now();
    app::dry_run(page).await?;
    total += start.elapsed();
    start = Instant::now();
    app::commit(page, leads_to).await?;
    total += start.elapsed();
    Ok(total)
}
