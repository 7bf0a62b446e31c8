//! Where things are: the project's own folders and the cache shared by all checkouts.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder that holds the workspace's Cargo.toml.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The finished app: what a static host gets.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder, wherever the person keeps it.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// xtask's own notes between runs (stamps, generated settings). Deleting it only costs time.
pub(crate) fn notes() -> PathBuf {
    target().join("xtask")
}

/// Where tools are kept, one folder per tool and version, shared by all checkouts.
pub(crate) fn tool_cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        Some(dir) => PathBuf::from(dir),
        None => env::home_dir()
            .context("Neither XDG_CACHE_HOME nor HOME is set, so there is no place to keep tools. Set one and run this again.")?
            .join(".cache"),
    };
    Ok(base.join("fledgling-tools"))
}

/// The version of a crate in the text of a Cargo.lock. The first wins when there are several.
pub(crate) fn locked_version<'lock>(lock: &'lock str, name: &str) -> Option<&'lock str> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    lines.find(|line| line.trim() == wanted)?;
    lines
        .next()?
        .trim()
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry+https://github.com/rust-lang/crates.io-index"
"#;

    #[test]
    fn finds_the_crate_of_exactly_that_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures"), Some("0.4.80"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn a_broken_lock_gives_nothing() {
        assert_eq!(
            locked_version("name = \"wasm-bindgen\"", "wasm-bindgen"),
            None
        );
        assert_eq!(locked_version("name = \"a\"\nsource = \"b\"", "a"), None);
    }

    #[test]
    fn this_projects_lock_names_wasm_bindgen() {
        let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is here");
        assert!(locked_version(&lock, "wasm-bindgen").is_some());
    }
}
