//! `cargo xtask bench`: the budgets of time and memory, measured in Chromium on the built app.

use std::ffi::OsString;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Result, bail};

use crate::build;
use crate::journeys;
use crate::process;
use crate::project;
use crate::setup::browsers::Browser;

/// Builds the app and runs the measurements, which understand `passed_on` themselves.
pub(crate) fn run(passed_on: &[OsString], server: &Path) -> Result<()> {
    let drivers = journeys::set_up(Some(Browser::Chromium), server)?;
    let dist = build::release()?;
    let mut command = process::cargo(
        project::root(),
        [
            "run",
            "--quiet",
            "--profile",
            "harness",
            "--package",
            "journeys",
            "--bin",
            "bench",
            "--",
        ],
    );
    command.args(passed_on).stdout(Stdio::inherit());
    let _screen = drivers.apply(&mut command, &dist)?;
    let status = command.status()?;
    if !status.success() {
        bail!("A budget failed, or a measurement could not be made: see above.");
    }
    Ok(())
}
