//! `cargo xtask data`: Fledgling's own import and check, built for this machine.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

/// Builds the tool if need be and hands everything over to it; its exit code is ours.
pub(crate) fn run(passed_on: &[OsString]) -> Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--profile",
            "tool",
            "--package",
            "fledgling",
            "--",
        ])
        .args(passed_on)
        .status()
        .context("cargo cannot be started")?;
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1);
    Ok(ExitCode::from(code))
}
