//! One person at one computer, with one browser: what a journey is given.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result};
use serde_json::json;

use crate::browser::{Browser, Desk};
use crate::engine::Engine;
use crate::files;
use crate::page::Page;
use crate::server::{self, Server};

/// A visit to the app.
#[derive(Debug)]
pub struct Visit {
    /// The engine that the journey runs in.
    pub engine: Engine,
    // Dropped in this order: the files go last, when nobody writes to them any more.
    browser: Option<Rc<Browser>>,
    server: Option<Server>,
    desk: Desk,
    folder: PathBuf,
    /// Errors in the console so far.
    noted: Vec<String>,
    tolerated: Vec<String>,
}

/// Whether WebKit says that leaving a page cut short what it was fetching, which it calls an error of the page: a part, or
/// the service worker it looks after. A part that does not arrive is seen in the app itself, and a service worker that
/// does not arrive by the journeys without a network and to a new version.
fn is_cut_short(error: &str) -> bool {
    let fetched = error.contains("/part-") || error.contains("/sw.js ");
    fetched && error.ends_with("due to access control checks.")
}

impl Visit {
    /// A visit that has not begun: no browser runs yet.
    ///
    /// # Errors
    /// When no folder for its files can be made.
    pub fn new(engine: Engine) -> Result<Self> {
        Ok(Self {
            engine,
            desk: Desk::new()?,
            folder: server::built_app(),
            server: None,
            browser: None,
            noted: Vec::new(),
            tolerated: Vec::new(),
        })
    }

    /// Serves another folder than the built app. To be said before the first page is opened.
    pub fn serve(&mut self, folder: &Path) {
        self.folder = folder.to_path_buf();
    }

    /// Serves another folder from now on, at the same address: the host got a new version of the app.
    ///
    /// # Errors
    /// When nothing was opened yet, or the server does not start.
    pub fn publish(&mut self, folder: &Path) -> Result<()> {
        let server = self.server.as_mut().context("nothing was opened yet")?;
        server.serve(folder)
    }

    /// The folder that is served.
    #[must_use]
    pub fn served(&self) -> &Path {
        &self.folder
    }

    /// Opens a path of the app in a fresh browser, or in the first tab of the one that runs.
    ///
    /// # Errors
    /// When the server or the browser does not start, or the page does not load.
    pub async fn open(&mut self, path: &str) -> Result<Page> {
        let page = self.begin().await?;
        page.go(path).await?;
        Ok(page)
    }

    /// Starts the server and the browser, unless they run, and gives the tab without opening anything in it.
    ///
    /// # Errors
    /// When the server or the browser does not start.
    pub async fn begin(&mut self) -> Result<Page> {
        if self.server.is_none() {
            let server = Server::start(&self.folder, &self.desk.file("server.log"))?;
            self.server = Some(server);
        }
        if self.browser.is_none() {
            let browser = Browser::start(self.engine, &self.desk).await?;
            self.browser = Some(Rc::new(browser));
        }
        self.page()
    }

    /// Opens a path in another tab of the same browser. Each page's tab comes to the front when it is used.
    ///
    /// # Errors
    /// When no page was opened yet, or this one does not load.
    pub async fn open_tab(&self, path: &str) -> Result<Page> {
        self.running()?.new_tab().await?;
        let page = self.page()?;
        page.go(path).await?;
        Ok(page)
    }

    /// The page in the tab that was used last.
    ///
    /// # Errors
    /// When no page was opened yet.
    pub fn page(&self) -> Result<Page> {
        let browser = self.running()?;
        let base = self
            .server
            .as_ref()
            .context("nothing was opened yet")?
            .address("");
        Ok(Page::new(Rc::clone(browser), browser.window(), base))
    }

    fn running(&self) -> Result<&Rc<Browser>> {
        self.browser.as_ref().context("no page was opened yet")
    }

    /// Takes the network away: the server is gone, and Chromium is told that it is offline.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn go_offline(&mut self) -> Result<()> {
        // Whatever is asked for now fails, and browsers write that to the console.
        self.tolerate("net::ERR_");
        self.tolerate("NetworkError");
        self.tolerate("CONSOLE NETWORK ERROR");
        if let Some(server) = &mut self.server {
            server.stop();
        }
        self.tell_network(true).await
    }

    /// Gives the network back, at the same address.
    ///
    /// # Errors
    /// When the server does not start.
    pub async fn go_online(&mut self) -> Result<()> {
        if let Some(server) = &mut self.server {
            server.start_again()?;
        }
        self.tell_network(false).await
    }

    async fn tell_network(&self, offline: bool) -> Result<()> {
        let browser = self.running()?;
        if browser.engine == Engine::Chromium {
            let state = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            browser.chromium("Network.enable", json!({})).await?;
            browser
                .chromium("Network.emulateNetworkConditions", state)
                .await?;
        }
        Ok(())
    }

    /// Kills the browser with everything that belongs to it, as a crash would. What it keeps is there when the next
    /// page is opened. Errors in Chromium's console since the last look at them are lost.
    ///
    /// # Errors
    /// When no browser runs.
    pub fn kill(&mut self) -> Result<()> {
        let browser = self.browser.take().context("no page was opened yet")?;
        browser.kill();
        for lock in ["SingletonLock", "SingletonSocket", "SingletonCookie"] {
            // The dead browser's, which a new one would ask for permission.
            let _ = std::fs::remove_file(self.desk.profile().join(lock));
        }
        Ok(())
    }

    /// Waits for a download and gives what it holds.
    ///
    /// # Errors
    /// When none with such a name arrives.
    pub async fn download(&self, fits: impl Fn(&str) -> bool) -> Result<(String, PathBuf)> {
        files::arrived(&self.desk.downloads(), fits).await
    }

    /// A place for a file of this visit.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.desk.file(name)
    }

    /// Takes no offence at errors in the console that contain this.
    pub fn tolerate(&mut self, part: &str) {
        self.tolerated.push(part.to_owned());
    }

    /// Errors in the console that nobody expected, since the visit began.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn complaints(&mut self) -> Result<Vec<String>> {
        if let Some(browser) = &self.browser {
            let errors = browser.errors(&self.desk).await?;
            if self.engine == Engine::Chromium {
                // Its log is emptied by reading.
                self.noted.extend(errors);
            } else {
                self.noted = errors;
            }
        }
        let unexpected = |error: &&String| {
            let tolerated = self.tolerated.iter().any(|part| error.contains(part));
            let cut_short = self.engine == Engine::Webkit && is_cut_short(error);
            !tolerated && !cut_short
        };
        Ok(self.noted.iter().filter(unexpected).cloned().collect())
    }

    /// Saves a picture of the tab that was used last among the results.
    ///
    /// # Errors
    /// When no browser runs, or it gives no picture.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let file = server::results()?.join(format!("{name}.png"));
        self.page()?.picture(&file).await?;
        Ok(file)
    }
}
