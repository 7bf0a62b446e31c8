//! What the journeys and the measurements need: the built app, browsers to drive, a screen for WebKit.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::{self, Background};
use crate::setup::axe;
use crate::setup::browsers::{self, Browser, Ready};

/// Tools that drive the app from outside.
pub(crate) struct Drivers {
    browsers: Vec<Ready>,
    axe: PathBuf,
    /// This program, which serves the app to them.
    server: PathBuf,
}

/// Sets up browsers, drivers and the accessibility checker.
///
/// # Errors
/// When a browser is missing. A missing WebKit is only an error when it was asked for by name.
pub(crate) fn set_up(only: Option<Browser>, server: &Path) -> Result<Drivers> {
    let browsers = match only {
        Some(browser) => browsers::set_up(&[browser], true)?,
        None => browsers::set_up(&Browser::ALL, false)?,
    };
    Ok(Drivers {
        browsers,
        axe: axe::set_up()?,
        server: server.to_path_buf(),
    })
}

impl Drivers {
    /// Tells a command where everything is. The returned value keeps WebKit's screen alive.
    pub(crate) fn apply(&self, command: &mut Command, dist: &Path) -> Result<Option<Background>> {
        let names: Vec<&str> = self
            .browsers
            .iter()
            .map(|ready| ready.browser.name())
            .collect();
        command
            .env("FLEDGLING_DIST", dist)
            .env("FLEDGLING_BROWSERS", names.join(","))
            .env("FLEDGLING_XTASK", &self.server)
            .env("FLEDGLING_AXE", &self.axe);
        let mut screen = None;
        for ready in &self.browsers {
            let (driver, program) = variables(ready.browser);
            command
                .env(driver, &ready.driver)
                .env(program, &ready.program);
            if ready.browser == Browser::Webkit {
                let (display, background) = virtual_screen()?;
                command.env("DISPLAY", display);
                screen = Some(background);
            }
        }
        Ok(screen)
    }
}

/// Names of the variables that hold a browser's driver and program.
fn variables(browser: Browser) -> (&'static str, &'static str) {
    match browser {
        Browser::Chromium => ("FLEDGLING_CHROMEDRIVER", "FLEDGLING_CHROMIUM"),
        Browser::Firefox => ("FLEDGLING_GECKODRIVER", "FLEDGLING_FIREFOX"),
        Browser::Webkit => ("FLEDGLING_WEBKIT_DRIVER", "FLEDGLING_MINIBROWSER"),
    }
}

/// A screen in memory: WebKit has no mode without one. It picks a free number itself.
fn virtual_screen() -> Result<(String, Background)> {
    let xvfb = process::on_path(&["Xvfb"]).context("Xvfb is missing, and WebKit needs a screen")?;
    let mut child = Command::new(xvfb)
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1200x24",
            "-nolisten",
            "tcp",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("Xvfb could not be started")?;
    let pipe = child.stdout.take().context("its output is piped")?;
    let background = Background::new(child);
    let mut number = String::new();
    BufReader::new(pipe).read_line(&mut number)?;
    let number: u32 = number
        .trim()
        .parse()
        .context("Xvfb started without saying on which display")?;
    Ok((format!(":{number}"), background))
}
