//! The driver of Chrome and Chromium, which must be of the browser's own version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::cargo_tool::{major, version_in};
use super::{Missing, debian, npm};
use crate::process;
use crate::project;

/// The npm package that knows where each version of the driver is kept.
const FETCHER: &str = "@puppeteer/browsers@3.2.6";

/// The path of a driver that fits the browser.
pub(super) fn set_up(chrome: &Path) -> Result<PathBuf> {
    let installed = process::on_path(&["chromedriver"]);
    if debian::is_here() {
        // Debian's packages of browser and driver always come in the same version.
        if let Some(driver) = installed {
            return Ok(driver);
        }
    }
    let wanted = major_of(chrome).with_context(|| {
        format!(
            "{} does not say its version, so no driver can be chosen",
            chrome.display()
        )
    })?;
    if let Some(driver) = installed.filter(|driver| major_of(driver) == Some(wanted)) {
        return Ok(driver);
    }
    let folder = project::tool_cache()?.join(format!("chromedriver-{wanted}"));
    if let Some(driver) = fetched(&folder) {
        return Ok(driver);
    }
    fetch(&folder, wanted).with_context(|| {
        format!("Install ChromeDriver {wanted} by hand and put it on PATH, then run this again")
    })?;
    fetched(&folder).context("ChromeDriver was fetched but is not where it was expected")
}

fn major_of(program: &Path) -> Option<u32> {
    let printed = process::output(Command::new(program).arg("--version"))?;
    major(version_in(&printed)?)
}

fn fetch(folder: &Path, version: u32) -> Result<()> {
    let tool = project::tool_cache()?.join("puppeteer-browsers");
    npm::install(
        &tool,
        FETCHER,
        &Missing {
            what: "the fetcher of ChromeDriver",
            why: "it finds the driver that fits the installed Chrome",
            takes: "some seconds, once",
        },
    )?;
    let mut command = Command::new(npm::program(&tool, "browsers"));
    command
        .args(["install", &format!("chromedriver@{version}"), "--path"])
        .arg(folder);
    Missing {
        what: &format!("ChromeDriver {version}"),
        why: "the tests drive Chrome through it",
        takes: "some seconds, once",
    }
    .install(&mut [command])
}

/// The driver somewhere below the folder it was fetched into.
fn fetched(folder: &Path) -> Option<PathBuf> {
    let name = format!("chromedriver{}", std::env::consts::EXE_SUFFIX);
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if entry.file_name() == name.as_str() {
                return Some(path);
            }
        }
    }
    None
}
