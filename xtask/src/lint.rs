//! `cargo xtask lint`: format, lints on both targets, and documentation, with warnings as errors.

use std::process::Command;

use anyhow::{Result, bail};

use crate::cut;
use crate::process;
use crate::project;
use crate::setup;
use crate::setup::wasm_target::{self, TARGET, WasmToolchain};
use crate::storage;

/// Runs all checks that need no test: each of them, even when an earlier one complains.
pub(crate) fn run() -> Result<()> {
    let wasm = wasm_target::set_up()?;
    setup::lint_components(&wasm)?;
    let mut complaints = Vec::new();
    for mut check in checks(&wasm)? {
        eprintln!("== {}", process::shown(&check));
        if let Err(error) = process::run(&mut check) {
            complaints.push(format!("{error:#}"));
        }
    }
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(())
}

fn checks(wasm: &WasmToolchain) -> Result<[Command; 4]> {
    let root = project::root();
    let format = process::cargo(root, ["fmt", "--all", "--check"]);
    let native = process::cargo(
        root,
        [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    );
    let mut for_browsers = process::cargo(
        root,
        [
            "clippy",
            "--package",
            "fledgling",
            "--target",
            TARGET,
            "--lib",
            "--bins",
            "--features",
            cut::FEATURE,
        ],
    );
    for_browsers
        .args(storage::targets(root)?.iter().filter(|arg| *arg != "--lib"))
        .args(["--", "-D", "warnings"]);
    wasm.apply(&mut for_browsers);
    let mut documentation = process::cargo(root, ["doc", "--workspace", "--no-deps"]);
    documentation.env("RUSTDOCFLAGS", "-Dwarnings");
    Ok([format, native, for_browsers, documentation])
}
