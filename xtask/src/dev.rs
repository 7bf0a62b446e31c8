//! `cargo xtask dev`: a debug build that follows every change of the source.

use anyhow::Result;

use crate::process;
use crate::project;
use crate::setup;

/// Serves a debug build and reloads the page on changes, until it is ended.
pub(crate) fn run(port: u16, open: bool) -> Result<()> {
    let tools = setup::build_tools()?;
    let mut trunk = tools.command(&tools.trunk)?;
    trunk
        .args(["serve", "--offline", "--port", &port.to_string(), "--dist"])
        .arg(project::target().join("trunk").join("dev"));
    if open {
        trunk.arg("--open");
    }
    process::run(&mut trunk)
}
