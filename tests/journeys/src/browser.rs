//! A running browser: how each engine is started so that it shows its errors, keeps its profile and saves downloads.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

use crate::engine::{self, Engine};
use crate::process::{self, Tree};

/// Longer than any honest answer takes, shorter than the patience of whoever waits for the tests.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// The first size of a window: a small laptop.
const WINDOW: (u32, u32) = (1280, 900);

/// Files that belong to one person at one computer. They outlive the browser.
#[derive(Debug)]
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// An empty desk.
    ///
    /// # Errors
    /// When no folder can be made.
    pub(crate) fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("journey-").tempdir()?;
        for name in ["profile", "downloads", "settings"] {
            fs::create_dir(folder.path().join(name))?;
        }
        Ok(Self { folder })
    }

    /// Where the browser keeps everything.
    #[must_use]
    pub(crate) fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    /// Where downloads arrive.
    #[must_use]
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Where the settings of the desktop are, for the engine that asks it where downloads go.
    fn settings(&self) -> PathBuf {
        self.folder.path().join("settings")
    }

    /// What the driver and the browser say.
    #[must_use]
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("browser.log")
    }

    /// A place for a file that a journey makes.
    #[must_use]
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A browser with its driver.
#[derive(Debug)]
pub(crate) struct Browser {
    /// Which engine.
    pub(crate) engine: Engine,
    session: Arc<SessionHandle>,
    tree: RefCell<Tree>,
    /// The window that commands go to.
    current: RefCell<WindowHandle>,
    /// Where a drag under way in Chromium has come to.
    pub(crate) held: Cell<Held>,
}

/// Where a mouse or finger is, in CSS pixels of the window, and whether it presses.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Held {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) down: bool,
}

impl Browser {
    /// Starts a browser and its driver.
    ///
    /// # Errors
    /// When one of them is not here or does not start.
    pub(crate) async fn start(engine: Engine, desk: &Desk) -> Result<Self> {
        let tools = engine::tools(engine)?;
        let port = process::free_port()?;
        let capabilities = capabilities(engine, &tools.program, desk)?;
        let mut command = Command::new(&tools.driver);
        command
            .arg(format!("--port={port}"))
            // Journeys read dates and money as they are shown in the United Kingdom, on any machine.
            .env("TZ", "Europe/London")
            .env("LANGUAGE", "en_GB");
        if engine == Engine::Webkit {
            command
                .env("DISPLAY", process::display()?)
                .env("FLEDGLING_WEBKIT_PROFILE", desk.profile())
                .env("XDG_CONFIG_HOME", desk.settings());
            fs::write(
                desk.settings().join("user-dirs.dirs"),
                format!("XDG_DOWNLOAD_DIR=\"{}\"\n", desk.downloads().display()),
            )?;
        }
        if engine == Engine::Firefox {
            // Its window has a least width, which is wider than a phone.
            let chrome = desk.profile().join("chrome");
            fs::create_dir_all(&chrome)?;
            fs::write(
                chrome.join("userChrome.css"),
                ":root, body { min-width: 0 !important }",
            )?;
        }
        let mut tree = Tree::start(command, &desk.log())?;
        tree.wait_for_port(port)
            .with_context(|| format!("{} does not start", tools.driver.display()))?;
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(ANSWER_TIMEOUT)
            .await
            .with_context(|| format!("{engine} does not start: {}", tree.last_words()))?;
        let session = Arc::clone(driver.handle());
        // The end of a session is the end of its processes; asking politely would only take time.
        driver.leak().ok();
        let browser = Self {
            engine,
            current: RefCell::new(session.window().await?),
            session,
            tree: RefCell::new(tree),
            held: Cell::default(),
        };
        if engine != Engine::Chromium {
            browser
                .session
                .set_window_rect(0, 0, WINDOW.0, WINDOW.1)
                .await?;
        }
        Ok(browser)
    }

    /// Kills the browser, as a power cut or a crash would.
    pub(crate) fn kill(&self) {
        self.tree.borrow_mut().kill();
    }

    /// The session, with a window chosen.
    pub(crate) async fn in_window(&self, window: &WindowHandle) -> Result<&Arc<SessionHandle>> {
        if *self.current.borrow() != *window {
            self.session.switch_to_window(window.clone()).await?;
            self.current.replace(window.clone());
        }
        Ok(&self.session)
    }

    /// The window that commands go to now.
    pub(crate) fn window(&self) -> WindowHandle {
        self.current.borrow().clone()
    }

    /// Opens another tab of the same browser.
    pub(crate) async fn new_tab(&self) -> Result<WindowHandle> {
        let tab = self.session.new_tab().await?;
        self.in_window(&tab).await?;
        Ok(tab)
    }

    /// Sends a command of Chromium's own protocol.
    ///
    /// # Errors
    /// When this is another engine, or the command fails.
    pub(crate) async fn chromium(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(
            self.engine == Engine::Chromium,
            "{} does not know {method}",
            self.engine
        );
        let cdp = thirtyfour::cdp::Cdp::new(Arc::clone(&self.session));
        Ok(cdp.send_raw(method, parameters).await?)
    }

    /// Errors that the pages wrote to the console, broken rules of the content security policy included (Firefox tells
    /// only what scripts write or throw). Chromium gives those since the last time, the others all.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub(crate) async fn errors(&self, desk: &Desk) -> Result<Vec<String>> {
        if self.engine == Engine::Chromium {
            let log = self.session.browser_log().await?;
            return Ok(log
                .into_iter()
                .filter(|entry| entry.level == "SEVERE")
                .map(|entry| entry.message)
                .collect());
        }
        let log = fs::read(desk.log()).unwrap_or_default();
        Ok(errors_in(&String::from_utf8_lossy(&log)))
    }
}

/// The lines of a driver's log that tell of an error in a page. Firefox and WebKit write their console there.
fn errors_in(log: &str) -> Vec<String> {
    log.lines()
        .filter(|line| {
            // The loader of remote settings is the browser's own, and there is nothing remote here.
            (line.starts_with("console.error:") && !line.contains(" RSLoader:"))
                || line.starts_with("JavaScript error: http")
                || line
                    .split_once("CONSOLE ")
                    .is_some_and(|(_, rest)| is_webkit_error(rest))
        })
        .map(str::to_owned)
        .collect()
}

/// WebKit writes where a message comes from, unless a script wrote it, then how grave it is, then what it says.
fn is_webkit_error(message: &str) -> bool {
    let mut words = message.split(' ');
    let grave = match words.next() {
        Some("LOG" | "INFO" | "WARN" | "DEBUG") => false,
        Some("ERROR") => true,
        _ => words.next() == Some("ERROR"),
    };
    // It does not know all of the policy that the app is served with, and says so on every page.
    grave && !message.contains("Unrecognized Content-Security-Policy directive")
}

fn capabilities(engine: Engine, program: &Path, desk: &Desk) -> Result<Capabilities> {
    let own = match engine {
        Engine::Chromium => chromium(program, desk),
        Engine::Firefox => firefox(program, desk),
        Engine::Webkit => webkit(program),
    };
    let mut capabilities = Capabilities::new();
    for (name, value) in own.as_object().into_iter().flatten() {
        capabilities.set(name, value)?;
    }
    Ok(capabilities)
}

fn chromium(program: &Path, desk: &Desk) -> Value {
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": program,
            "args": [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                format!("--window-size={},{}", WINDOW.0, WINDOW.1),
                format!("--user-data-dir={}", desk.profile().display()),
            ],
            "prefs": {
                "download.default_directory": desk.downloads(),
                "download.prompt_for_download": false,
                "intl.accept_languages": "en-GB",
            },
        },
    })
}

fn firefox(program: &Path, desk: &Desk) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": program,
            "args": ["-headless", "-profile", desk.profile()],
            "prefs": {
                "browser.download.dir": desk.downloads(),
                "browser.download.folderList": 2,
                "browser.download.useDownloadDir": true,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.helperApps.neverAsk.saveToDisk": "application/json,text/csv,text/calendar,text/plain",
                "browser.shell.checkDefaultBrowser": false,
                "browser.tabs.remote.warmup.enabled": false,
                "devtools.console.stdout.chrome": false,
                "devtools.console.stdout.content": true,
                "dom.w3c_touch_events.enabled": 1,
                "intl.accept_languages": "en-GB",
                "toolkit.legacyUserProfileCustomizations.stylesheets": true,
            },
        },
    })
}

fn webkit(program: &Path) -> Value {
    json!({
        "browserName": "webkit_profile",
        "webkitgtk:browserOptions": { "binary": program, "args": [] },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_from_other_lines() {
        let log = "\
console.log: \"hello\"
console.error: \"broken\"
JavaScript error: http://localhost:1/app.js, line 4: TypeError: x is null
JavaScript error: chrome://browser/content/x.js, line 1: not ours
http://localhost:1/:2:3: CONSOLE JS ERROR Error: boom
CONSOLE ERROR logged
CONSOLE SECURITY ERROR Refused to load it
CONSOLE LOG ERROR is only a word here
CONSOLE SECURITY ERROR Unrecognized Content-Security-Policy directive 'manifest-src'.
";
        assert_eq!(errors_in(log).len(), 5);
    }
}
