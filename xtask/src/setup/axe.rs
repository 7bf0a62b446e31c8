//! axe-core, the accessibility checker that the journeys load into each screen.

use std::path::PathBuf;

use anyhow::Result;

use super::{Missing, npm};
use crate::project;

const VERSION: &str = "4.14.1";

/// The path of axe.min.js.
pub(crate) fn set_up() -> Result<PathBuf> {
    let folder = project::tool_cache()?.join(format!("axe-core-{VERSION}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        npm::install(
            &folder,
            &format!("axe-core@{VERSION}"),
            &Missing {
                what: "axe-core",
                why: "the journeys check every screen with it",
                takes: "some seconds, once",
            },
        )?;
    }
    Ok(script)
}
