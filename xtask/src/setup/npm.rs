//! Tools that come from npm, each in its own folder of the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Missing, debian};
use crate::process;

/// Where npm puts a package's program.
pub(super) fn program(folder: &Path, name: &str) -> PathBuf {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    folder
        .join("node_modules")
        .join(".bin")
        .join(format!("{name}{suffix}"))
}

/// Installs `package` (with its version) into `folder`.
pub(super) fn install(folder: &Path, package: &str, missing: &Missing<'_>) -> Result<()> {
    let npm = npm(missing.what)?;
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut command = Command::new(npm);
    command
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(folder)
        .arg(package);
    missing.install(&mut [command])
}

fn npm(what: &str) -> Result<PathBuf> {
    let names: &[&str] = if cfg!(windows) {
        &["npm.cmd", "npm"]
    } else {
        &["npm"]
    };
    if let Some(found) = process::on_path(names) {
        return Ok(found);
    }
    if debian::can_install() {
        debian::install(
            &["npm"],
            &Missing {
                what: "npm",
                why: &format!("{what} comes through it"),
                takes: "a minute or so, once",
            },
        )?;
        return process::on_path(names).context("npm was installed but is not on PATH");
    }
    bail!(
        "npm is missing, and {what} comes through it. Install Node.js (https://nodejs.org), \
         which brings npm, then run this again."
    )
}
