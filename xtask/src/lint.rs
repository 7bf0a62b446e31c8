//! `cargo xtask lint`: format, lints on both targets, and documentation, with warnings as errors.

use anyhow::Result;

use crate::process;
use crate::project;
use crate::setup::{self, wasm_target};
use crate::storage;

/// Runs all checks that need no test.
pub(crate) fn run() -> Result<()> {
    let wasm = wasm_target::set_up()?;
    setup::lint_components(&wasm)?;
    let root = project::root();

    process::run(&mut process::cargo(root, ["fmt", "--all", "--check"]))?;
    process::run(&mut process::cargo(
        root,
        [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ))?;

    let mut for_browsers = process::cargo(
        root,
        [
            "clippy",
            "--package",
            "fledgling",
            "--target",
            wasm_target::TARGET,
            "--lib",
            "--bins",
        ],
    );
    for_browsers.args(storage::targets(root)?.iter().filter(|arg| *arg != "--lib"));
    for_browsers.args(["--", "-D", "warnings"]);
    wasm.apply(&mut for_browsers);
    process::run(&mut for_browsers)?;

    let mut documentation = process::cargo(root, ["doc", "--workspace", "--no-deps"]);
    documentation.env("RUSTDOCFLAGS", "-Dwarnings");
    process::run(&mut documentation)
}
