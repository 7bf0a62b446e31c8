//! Browsers and the drivers through which the tests use them.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Result, bail};

use super::cargo_tool::CargoTool;
use super::{Missing, chromedriver, debian};
use crate::process;

/// One of the three engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    Webkit,
}

impl Browser {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

impl FromStr for Browser {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|browser| browser.name() == text)
            .ok_or_else(|| format!("{text:?} is none of chromium, firefox and webkit"))
    }
}

/// A browser that tests can drive.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) browser: Browser,
    /// The browser itself; for WebKit its small test browser.
    pub(crate) program: PathBuf,
    pub(crate) driver: PathBuf,
}

/// A file whose absence means that a Debian package is missing.
struct Piece {
    package: &'static str,
    present: fn() -> bool,
}

/// Sets up browsers and drivers.
///
/// WebKit is left out with a visible line where it cannot be had, unless `insist`ed on.
pub(crate) fn set_up(wanted: &[Browser], insist: bool) -> Result<Vec<Ready>> {
    if debian::is_here() {
        install_packages(wanted)?;
    }
    let mut ready = Vec::new();
    for &browser in wanted {
        match browser {
            Browser::Chromium => ready.push(chromium()?),
            Browser::Firefox => ready.push(firefox()?),
            Browser::Webkit => match webkit() {
                Some(webkit) => ready.push(webkit),
                None if insist => bail!(
                    "There is no WebKit to drive here. WebKitGTK's driver (WebKitWebDriver), its MiniBrowser \
                     and Xvfb are needed; on Debian: `{}`",
                    debian::by_hand(&packages_of(Browser::Webkit))
                ),
                None => println!("skipped: no WebKit here (its driver is packaged for Linux only)"),
            },
        }
    }
    Ok(ready)
}

fn pieces(browser: Browser) -> &'static [Piece] {
    match browser {
        Browser::Chromium => &[
            Piece {
                package: "chromium",
                present: || chrome_program().is_some(),
            },
            Piece {
                package: "chromium-driver",
                present: || process::on_path(&["chromedriver"]).is_some(),
            },
            // Without any font, pages are full of boxes and pictures of them say nothing.
            Piece {
                package: "fonts-dejavu-core",
                present: || Path::new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").is_file(),
            },
        ],
        Browser::Firefox => &[Piece {
            package: "firefox-esr",
            present: || firefox_program().is_some(),
        }],
        Browser::Webkit => &[
            Piece {
                package: "webkit2gtk-driver",
                present: || process::on_path(&["WebKitWebDriver"]).is_some(),
            },
            Piece {
                package: "xvfb",
                present: || process::on_path(&["Xvfb"]).is_some(),
            },
            // The test that kills WebKit needs a profile that stays, which its driver never keeps.
            Piece {
                package: "python3-gi",
                present: || Path::new("/usr/lib/python3/dist-packages/gi/__init__.py").is_file(),
            },
            Piece {
                package: "gir1.2-webkit2-4.1",
                present: || in_lib("girepository-1.0/WebKit2-4.1.typelib").is_some(),
            },
        ],
    }
}

fn packages_of(browser: Browser) -> Vec<&'static str> {
    pieces(browser).iter().map(|piece| piece.package).collect()
}

fn install_packages(wanted: &[Browser]) -> Result<()> {
    let packages: Vec<&str> = wanted
        .iter()
        .flat_map(|browser| pieces(*browser))
        .filter(|piece| !(piece.present)())
        .map(|piece| piece.package)
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    debian::install(
        &packages,
        &Missing {
            what: "browsers and drivers",
            why: "the tests use the app in them as a person would",
            takes: "a minute or so, once",
        },
    )
}

fn chromium() -> Result<Ready> {
    let Some(program) = chrome_program() else {
        bail!(
            "No Chrome or Chromium is installed, and the tests use the app in one. \
             Install it from https://www.google.com/chrome/ or your system's packages, then run this again."
        );
    };
    let driver = chromedriver::set_up(&program)?;
    Ok(Ready {
        browser: Browser::Chromium,
        program,
        driver,
    })
}

fn firefox() -> Result<Ready> {
    let Some(program) = firefox_program() else {
        bail!(
            "No Firefox is installed, and the tests use the app in it. Install it from \
             https://www.mozilla.org/firefox/ or your system's packages, then run this again \
             (or leave it out: `--browser chromium`)."
        );
    };
    let driver = CargoTool {
        package: "geckodriver",
        program: "geckodriver",
        folder: "geckodriver".to_owned(),
        version: "0.37.1",
        // It works with every Firefox of recent years, so any will do.
        fits: &|_| true,
        locked: true,
        quick: true,
        why: "the tests drive Firefox through it",
        takes: "2 minutes or so, once",
    }
    .set_up()?;
    Ok(Ready {
        browser: Browser::Firefox,
        program,
        driver,
    })
}

fn webkit() -> Option<Ready> {
    process::on_path(&["Xvfb"])?;
    Some(Ready {
        browser: Browser::Webkit,
        program: in_lib("webkit2gtk-4.1/MiniBrowser")?,
        driver: process::on_path(&["WebKitWebDriver"])?,
    })
}

fn chrome_program() -> Option<PathBuf> {
    process::on_path(&[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ])
    .or_else(|| {
        existing(&[
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        ])
    })
}

fn firefox_program() -> Option<PathBuf> {
    process::on_path(&["firefox-esr", "firefox"]).or_else(|| {
        existing(&[
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            r"C:\Program Files\Mozilla Firefox\firefox.exe",
        ])
    })
}

fn existing(paths: &[&str]) -> Option<PathBuf> {
    paths.iter().map(PathBuf::from).find(|path| path.is_file())
}

/// A file in one of the folders where Linux systems keep libraries.
fn in_lib(file: &str) -> Option<PathBuf> {
    let triple = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    [&triple, "/usr/lib", "/usr/lib64", "/usr/libexec"]
        .iter()
        .map(|folder| Path::new(folder).join(file))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_as_on_the_command_line() {
        for browser in Browser::ALL {
            assert_eq!(browser.name().parse(), Ok(browser));
        }
        assert!("safari".parse::<Browser>().is_err());
    }
}
