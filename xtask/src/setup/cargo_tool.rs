//! Tools that come from crates.io, each in its own folder of the cache.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Missing;
use crate::process;
use crate::project;

/// The cache's folder for intermediate results: shared, so that tools share what they have in common and
/// an interrupted installation goes on where it stopped.
pub(super) const WORKSHOP: &str = "workshop";

/// A program to have at a certain version.
pub(super) struct CargoTool<'a> {
    /// Name on crates.io.
    pub(super) package: &'a str,
    /// The program that shows it is there.
    pub(super) program: &'a str,
    /// Folder in the cache; carries the version when the version matters.
    pub(super) folder: String,
    /// Exact version to install.
    pub(super) version: &'a str,
    /// Whether a program found on PATH with this version will do.
    pub(super) fits: &'a dyn Fn(&str) -> bool,
    /// Whether its own lock file still resolves.
    pub(super) locked: bool,
    /// Build it quickly rather than fast: it does little work itself.
    pub(super) quick: bool,
    pub(super) why: &'a str,
    pub(super) takes: &'a str,
}

impl CargoTool<'_> {
    /// The program's path, after installing it when neither the cache nor PATH has it.
    pub(super) fn set_up(&self) -> Result<PathBuf> {
        let root = project::tool_cache()?.join(&self.folder);
        let file = format!("{}{}", self.program, env::consts::EXE_SUFFIX);
        let cached = root.join("bin").join(file);
        if cached.is_file() {
            return Ok(cached);
        }
        if let Some(found) = self.on_path() {
            return Ok(found);
        }
        let mut command = process::cargo(
            project::root(),
            ["install", self.package, "--version", self.version],
        );
        if self.locked {
            command.arg("--locked");
        }
        command.arg("--root").arg(&root);
        command.env("CARGO_TARGET_DIR", project::tool_cache()?.join(WORKSHOP));
        if self.quick {
            command
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        }
        let by_hand = process::shown(&command);
        Missing {
            what: &format!("{} {}", self.package, self.version),
            why: self.why,
            takes: self.takes,
        }
        .install(&mut [command])
        .with_context(|| {
            format!("With a network, run `{by_hand}` yourself, then this command again")
        })?;
        Ok(cached)
    }

    fn on_path(&self) -> Option<PathBuf> {
        let program = process::on_path(&[self.program])?;
        let printed = process::output(std::process::Command::new(&program).arg("--version"))?;
        (self.fits)(version_in(&printed)?).then_some(program)
    }
}

/// The first word that looks like a version in what `--version` printed.
pub(super) fn version_in(printed: &str) -> Option<&str> {
    printed
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number before the first dot.
pub(super) fn major(version: &str) -> Option<u32> {
    version.split(['.', '_', '-']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions_as_tools_print_them() {
        assert_eq!(version_in("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(version_in("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(
            version_in("wasm-opt version 132 (version_132)"),
            Some("132")
        );
        assert_eq!(version_in("ChromeDriver 156.0.1 (abc)"), Some("156.0.1"));
        assert_eq!(version_in("no number"), None);
        assert_eq!(major("156.0.1"), Some(156));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("x"), None);
    }
}
