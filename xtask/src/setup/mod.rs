//! Finding the tools a command needs, and installing what is missing after saying so.
//!
//! A second run only looks whether files are there, so it costs milliseconds.

pub(crate) mod axe;
pub(crate) mod browsers;
mod cargo_tool;
mod chromedriver;
mod components;
mod debian;
mod npm;
mod trunk;
mod wasm_bindgen;
mod wasm_opt;
pub(crate) mod wasm_target;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::process;
use crate::project;
use wasm_target::WasmToolchain;

pub(crate) use components::lint as lint_components;

/// What is about to be installed, in the words a person reads first.
pub(crate) struct Missing<'a> {
    pub(crate) what: &'a str,
    pub(crate) why: &'a str,
    /// Roughly how long it takes on a small machine.
    pub(crate) takes: &'a str,
}

impl Missing<'_> {
    /// Says what happens and why, does it, and says how long it took.
    pub(crate) fn install(&self, commands: &mut [Command]) -> Result<()> {
        eprintln!("Setting up {}: {} ({}).", self.what, self.why, self.takes);
        let start = Instant::now();
        for command in &mut *commands {
            eprintln!("  $ {}", process::shown(command));
            process::run(command)
                .with_context(|| format!("{} could not be installed", self.what))?;
        }
        eprintln!("  Done in {}.", process::duration(start.elapsed()));
        Ok(())
    }
}

/// Everything that turns the source into a bundled app.
pub(crate) struct BuildTools {
    pub(crate) wasm: WasmToolchain,
    pub(crate) trunk: PathBuf,
    /// Folders to put first on PATH, so that Trunk finds the right versions.
    path: Vec<PathBuf>,
}

impl BuildTools {
    /// A command that sees the right tools first, and the toolchain that knows WebAssembly.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Result<Command> {
        let mut command = Command::new(program);
        command
            .current_dir(project::root())
            .env("PATH", process::path_with(&self.path)?)
            // Trunk 0.21 reads the value as a yes-or-no option and stops at "1".
            .env_remove("NO_COLOR");
        self.wasm.apply(&mut command);
        Ok(command)
    }

    /// What a finished build depends on besides the source.
    pub(crate) fn identity(&self) -> String {
        format!("{} {:?}", self.wasm.identity(), self.path)
    }
}

/// Sets up what building the app needs.
pub(crate) fn build_tools() -> Result<BuildTools> {
    let wasm = wasm_target::set_up()?;
    let wasm_bindgen = wasm_bindgen::set_up()?;
    let wasm_opt = wasm_opt::set_up()?;
    let trunk = trunk::set_up()?;
    let path = [&wasm_bindgen, &wasm_opt]
        .iter()
        .filter_map(|program| program.parent().map(PathBuf::from))
        .collect();
    discard_leftovers();
    Ok(BuildTools { wasm, trunk, path })
}

/// What tests in a browser without the app's interface need.
pub(crate) struct StorageTools {
    pub(crate) wasm: WasmToolchain,
    pub(crate) runner: PathBuf,
    pub(crate) chromium: browsers::Ready,
}

/// Sets up what the storage tests need.
pub(crate) fn storage_tools() -> Result<StorageTools> {
    let wasm = wasm_target::set_up()?;
    let runner = wasm_bindgen::set_up()?.with_file_name(format!(
        "wasm-bindgen-test-runner{}",
        std::env::consts::EXE_SUFFIX
    ));
    let chromium = browsers::set_up(&[browsers::Browser::Chromium], true)?
        .into_iter()
        .next()
        .context("Chromium was set up but cannot be found")?;
    discard_leftovers();
    Ok(StorageTools {
        wasm,
        runner,
        chromium,
    })
}

/// What `cargo install` compiled on the way is worth nothing once the tools are in place.
fn discard_leftovers() {
    if let Ok(cache) = project::tool_cache() {
        // Left behind, it costs disk space and nothing else.
        let _ = fs::remove_dir_all(cache.join(cargo_tool::WORKSHOP));
    }
}
