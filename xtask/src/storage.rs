//! Tests that run inside a browser, without the app's interface.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use crate::process;
use crate::project;
use crate::setup::StorageTools;
use crate::setup::wasm_target::TARGET;

/// The mark by which such tests are known.
const MARK: &str = "#[wasm_bindgen_test";
/// Chromium for tests: no screen, no sandbox (it needs rights that containers lack), no talk with the network.
const CHROMIUM_ARGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
/// Long enough for a slow machine's largest test file.
const LIMIT_SECONDS: &str = "300";

/// The arguments that select the test targets with tests for the browser: `--lib`, `--test storage`.
pub(crate) fn targets(root: &Path) -> Result<Vec<String>> {
    let mut args = Vec::new();
    if any_marked(&root.join("src"))? {
        args.push("--lib".to_owned());
    }
    let tests = root.join("tests");
    let mut names = Vec::new();
    for path in entries(&tests)? {
        let has_tests = if path.join("main.rs").is_file() {
            any_marked(&path)?
        } else {
            is_rust(&path) && is_marked(&path)?
        };
        if has_tests {
            let stem = path.file_stem().unwrap_or_default();
            names.push(stem.to_string_lossy().into_owned());
        }
    }
    names.sort();
    for name in names {
        args.extend(["--test".to_owned(), name]);
    }
    Ok(args)
}

/// The command that runs these targets in headless Chromium.
pub(crate) fn command(tools: &StorageTools, targets: &[String]) -> Result<Command> {
    let settings = project::notes().join("webdriver.json");
    fs::create_dir_all(project::notes())?;
    let capabilities = json!({
        "goog:chromeOptions": { "binary": tools.chromium.program, "args": CHROMIUM_ARGS },
    });
    fs::write(&settings, serde_json::to_string_pretty(&capabilities)?)
        .with_context(|| format!("{} cannot be written", settings.display()))?;
    let mut command = process::cargo(
        project::root(),
        [
            "test",
            "--no-fail-fast",
            "--package",
            "fledgling",
            "--target",
            TARGET,
        ],
    );
    command
        .args(targets)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &tools.runner)
        .env("CHROMEDRIVER", &tools.chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings)
        .env("WASM_BINDGEN_TEST_TIMEOUT", LIMIT_SECONDS);
    tools.wasm.apply(&mut command);
    Ok(command)
}

fn any_marked(folder: &Path) -> Result<bool> {
    for path in entries(folder)? {
        let found = if path.is_dir() {
            any_marked(&path)?
        } else {
            is_rust(&path) && is_marked(&path)?
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_marked(file: &Path) -> Result<bool> {
    let text = fs::read_to_string(file)?;
    Ok(text.lines().any(|line| line.trim_start().starts_with(MARK)))
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rs")
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_targets_with_tests_for_the_browser() {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(root.path().join("src/browser")).expect("made");
        fs::create_dir_all(root.path().join("tests/tabs")).expect("made");
        let write = |path: &str, text: &str| {
            fs::write(root.path().join(path), text).expect("written");
        };
        write("tests/layers.rs", "#[test]\nfn a() {}\n");
        write(
            "tests/storage.rs",
            "#[wasm_bindgen_test]\nasync fn a() {}\n",
        );
        write("src/browser/store.rs", "// mentions #[wasm_bindgen_test]\n");
        assert_eq!(targets(root.path()).expect("read"), ["--test", "storage"]);
        write("tests/tabs/main.rs", "mod two;\n");
        write("tests/tabs/two.rs", "#[wasm_bindgen_test]\nfn a() {}\n");
        assert_eq!(
            targets(root.path()).expect("read"),
            ["--test", "storage", "--test", "tabs"]
        );
        fs::remove_dir_all(root.path().join("tests/tabs")).expect("removed");
        write(
            "src/browser/tests.rs",
            "    #[wasm_bindgen_test]\n    fn b() {}\n",
        );
        assert_eq!(
            targets(root.path()).expect("read"),
            ["--lib", "--test", "storage"]
        );
    }
}
