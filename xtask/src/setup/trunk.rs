//! Trunk, which bundles the page, the styles and the compiled app.

use std::path::PathBuf;

use anyhow::Result;

use super::cargo_tool::CargoTool;

/// 0.22 asks for a newer compiler than this project does.
const VERSION: &str = "0.21.14";

/// The path of Trunk.
pub(super) fn set_up() -> Result<PathBuf> {
    CargoTool {
        package: "trunk",
        program: "trunk",
        folder: format!("trunk-{VERSION}"),
        version: VERSION,
        fits: &|found| found == VERSION,
        locked: true,
        quick: true,
        why: "it bundles the page, the styles and the compiled app",
        takes: "5 minutes or so, once",
    }
    .set_up()
}
