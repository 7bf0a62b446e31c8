//! rustfmt and clippy, which a minimal rustup leaves out.

use std::process::Command;

use anyhow::Result;

use super::wasm_target::WasmToolchain;
use super::{Missing, debian};
use crate::process;
use crate::project;

/// Makes sure that format and lint checks can run, for the host and for WebAssembly.
pub(crate) fn lint(wasm: &WasmToolchain) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let mut check = process::cargo(project::root(), [subcommand, "--version"]);
        if !process::succeeds(&mut check) {
            let mut add = Command::new("rustup");
            add.args(["component", "add", component]);
            Missing {
                what: component,
                why: "the checks use it",
                takes: "some seconds, once",
            }
            .install(&mut [add])?;
        }
    }
    let mut check = process::cargo(project::root(), ["clippy", "--version"]);
    wasm.apply(&mut check);
    if !process::succeeds(&mut check) {
        debian::install(
            &["rust-web-clippy"],
            &Missing {
                what: "clippy for WebAssembly",
                why: "the checks use it",
                takes: "some seconds, once",
            },
        )?;
    }
    Ok(())
}
