//! The server of the built app, with the headers it is meant to be hosted with.

use std::env;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::Tree;

/// Serves one folder until it is stopped or dropped. Starting it again uses the same address.
#[derive(Debug)]
pub(crate) struct Server {
    folder: PathBuf,
    log: PathBuf,
    port: u16,
    running: Option<Tree>,
}

impl Server {
    /// Starts serving a folder at a free port.
    ///
    /// # Errors
    /// When the server is not built, or does not start.
    pub(crate) fn start(folder: &Path, log: &Path) -> Result<Self> {
        let mut server = Self {
            folder: folder.to_path_buf(),
            log: log.to_path_buf(),
            port: 0,
            running: None,
        };
        server.start_again()?;
        Ok(server)
    }

    /// The address of a path.
    #[must_use]
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// Stops serving: the network is gone.
    pub(crate) fn stop(&mut self) {
        self.running = None;
    }

    /// Serves another folder at the same address.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) fn serve(&mut self, folder: &Path) -> Result<()> {
        self.stop();
        self.folder = folder.to_path_buf();
        self.start_again()
    }

    /// Serves at the same address as before.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) fn start_again(&mut self) -> Result<()> {
        if self.running.is_some() {
            return Ok(());
        }
        let mut command = Command::new(program()?);
        command
            .args([
                "serve",
                "--no-build",
                "--port",
                &self.port.to_string(),
                "--dist",
            ])
            .arg(&self.folder);
        let (tree, mut output) = Tree::start_and_read(command, &self.log)?;
        let mut line = String::new();
        output.read_line(&mut line)?;
        let port = line.trim().rsplit(':').next().map(str::parse);
        let Some(Ok(port)) = port else {
            bail!(
                "the server of the app does not start: {}",
                tree.last_words()
            );
        };
        self.port = port;
        self.running = Some(tree);
        Ok(())
    }
}

/// The built app: the folder that `FLEDGLING_DIST` names, or `dist` of the project.
#[must_use]
pub(crate) fn built_app() -> PathBuf {
    env::var_os("FLEDGLING_DIST").map_or_else(|| project().join("dist"), PathBuf::from)
}

/// The project's folder.
#[must_use]
pub(crate) fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where pictures and other results go.
///
/// # Errors
/// When the folder cannot be made.
pub(crate) fn results() -> Result<PathBuf> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let folder = project().join(target).join("journeys");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// xtask, which serves: the one that runs the tests, or the one built beside them.
fn program() -> Result<PathBuf> {
    if let Some(program) = env::var_os("FLEDGLING_XTASK") {
        return Ok(program.into());
    }
    let here = env::current_exe()?;
    here.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(format!("xtask{}", env::consts::EXE_SUFFIX)))
        .find(|program| program.is_file())
        .context("xtask is not built, and it serves the app: `cargo build --package xtask` first")
}
