//! wasm-opt, which makes the compiled app smaller and faster.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::cargo_tool::{major, version_in};
use super::{Missing, npm};
use crate::process;
use crate::project;

/// The version of binaryen to install.
const VERSION: &str = "132";
/// Older ones do not know what today's compiler emits.
const OLDEST: u32 = 116;

/// The path of wasm-opt.
pub(super) fn set_up() -> Result<PathBuf> {
    let folder = project::tool_cache()?.join(format!("binaryen-{VERSION}"));
    let cached = npm::program(&folder, "wasm-opt");
    if cached.is_file() {
        return Ok(cached);
    }
    if let Some(found) = on_path() {
        return Ok(found);
    }
    npm::install(
        &folder,
        &format!("binaryen@{VERSION}"),
        &Missing {
            what: "wasm-opt",
            why: "it makes the compiled app smaller and faster",
            takes: "some seconds, once",
        },
    )
    .with_context(|| {
        format!(
            "Any wasm-opt from version {OLDEST} on will do: install binaryen and put it on PATH"
        )
    })?;
    Ok(cached)
}

fn on_path() -> Option<PathBuf> {
    let program = process::on_path(&["wasm-opt"])?;
    let printed = process::output(Command::new(&program).arg("--version"))?;
    (major(version_in(&printed)?)? >= OLDEST).then_some(program)
}
