//! `cargo xtask test`: every test there is, and one line that sums them up.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::args::{Part, TestArgs};
use crate::build;
use crate::journeys::{self, Drivers};
use crate::process;
use crate::project;
use crate::setup::browsers::Browser;
use crate::setup::{self, StorageTools};
use crate::storage;
use crate::tally::Tally;

/// Runs the chosen parts and says whether everything passed.
///
/// Parts that cannot run count as a failure, and the others still run. The sum is the last line printed.
pub(crate) fn run(args: &TestArgs, server: &Path) -> bool {
    let chosen = |part| args.only.is_none_or(|only| only == part);
    // All set-up first: whoever waits for it can leave once the tests run.
    let storage_tools = chosen(Part::Storage).then(setup_of_storage);
    let drivers = chosen(Part::Journeys).then(|| journeys::set_up(args.browser, server));

    let mut total = Tally::default();
    if chosen(Part::Native) {
        total += timed("native", || native(args));
    }
    if let Some(tools) = storage_tools {
        total += timed("storage", || storage(args, tools));
    }
    if let Some(drivers) = drivers {
        total += timed("journeys", || in_browsers(args, &drivers?));
    }
    println!("{total}");
    total.failed == 0
}

fn timed(name: &str, part: impl FnOnce() -> Result<Tally>) -> Tally {
    println!("== {name} tests");
    let start = Instant::now();
    let tally = part().unwrap_or_else(|error| {
        println!("The {name} tests could not run: {error:#}");
        Tally::BROKEN
    });
    let time = process::duration(start.elapsed());
    println!("== {name} tests: {tally}, {time}\n");
    tally
}

fn native(args: &TestArgs) -> Result<Tally> {
    counted(
        process::cargo(
            project::root(),
            [
                "test",
                "--workspace",
                "--exclude",
                "journeys",
                "--no-fail-fast",
            ],
        ),
        args,
    )
}

/// Tools and targets; `None` when there are no such tests.
type StorageSetup = Option<(StorageTools, Vec<String>)>;

fn setup_of_storage() -> Result<StorageSetup> {
    let targets = storage::targets(project::root())?;
    if targets.is_empty() {
        return Ok(None);
    }
    Ok(Some((setup::storage_tools()?, targets)))
}

fn storage(args: &TestArgs, setup: Result<StorageSetup>) -> Result<Tally> {
    let Some((tools, targets)) = setup? else {
        println!("skipped: no test is written for the browser");
        return Ok(Tally::default());
    };
    if let Some(browser) = args.browser.filter(|browser| *browser != Browser::Chromium) {
        println!("In Chromium: {} is for the journeys.", browser.name());
    }
    counted(storage::command(&tools, &targets)?, args)
}

fn in_browsers(args: &TestArgs, drivers: &Drivers) -> Result<Tally> {
    let dist = build::release()?;
    let mut command = process::cargo(
        project::root(),
        ["test", "--package", "journeys", "--no-fail-fast"],
    );
    let _screen = drivers.apply(&mut command, &dist)?;
    counted(command, args)
}

/// Runs tests and counts them. A run that fails without a failed test (it did not compile, say) counts as one.
fn counted(mut command: Command, args: &TestArgs) -> Result<Tally> {
    if !args.passed_on.is_empty() {
        command.arg("--").args(&args.passed_on);
    }
    let mut tally = Tally::default();
    let status = process::stream(&mut command, |line| tally.count(line))
        .context("The tests could not be started")?;
    if !status.success() && tally.failed == 0 {
        tally += Tally::BROKEN;
    }
    Ok(tally)
}
