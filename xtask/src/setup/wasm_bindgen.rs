//! wasm-bindgen's program, which must be of the same version as the crate the app is compiled with.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::cargo_tool::CargoTool;
use crate::project;

/// The path of wasm-bindgen; its test runner lies beside it.
pub(super) fn set_up() -> Result<PathBuf> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock"))
        .context("Cargo.lock cannot be read. `cargo generate-lockfile` makes a new one.")?;
    let version = project::locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock names no version of wasm-bindgen")?;
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        folder: format!("wasm-bindgen-{version}"),
        version,
        fits: &|found| found == version,
        // Its own lock file can name versions that were withdrawn since.
        locked: false,
        quick: false,
        why: "it connects the compiled app with the browser",
        takes: "2 minutes or so, once",
    }
    .set_up()
}
