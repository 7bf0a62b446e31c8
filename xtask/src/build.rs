//! Building the release app into dist/, or finding that nothing changed since the last time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::bare_scripts;
use crate::cut;
use crate::dist_files;
use crate::finish_dist;
use crate::one_style;
use crate::process;
use crate::project;
use crate::setup::{self, BuildTools};

/// What a build depends on, below the project's root.
const SOURCES: [&str; 14] = [
    ".cargo/config.toml",
    "src",
    "style",
    "public",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "xtask/src/bare_scripts.rs",
    "xtask/src/cut.rs",
    "xtask/src/finish_dist.rs",
    "xtask/src/headers.rs",
    "xtask/src/one_style.rs",
    "xtask/src/short_names.rs",
];

/// The finished app's folder, after building it if anything changed.
pub(crate) fn release() -> Result<PathBuf> {
    let dist = project::dist();
    let tools = setup::build_tools()?;
    let state = state_of_sources(&tools)?;
    let stamp = project::notes().join("dist-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == full_stamp(&state, &dist)) {
        eprintln!("The app is built already, and nothing changed since.");
        return Ok(dist);
    }
    let start = Instant::now();
    eprintln!("Building the app (2 to 4 minutes the first time) …");
    bundle(&tools)?;
    finish_dist::finish(&staging(), &dist)?;
    fs::create_dir_all(project::notes())?;
    fs::write(&stamp, full_stamp(&state, &dist))?;
    eprintln!("Built dist/ in {}.", process::duration(start.elapsed()));
    Ok(dist)
}

fn staging() -> PathBuf {
    project::target().join("trunk").join("release")
}

/// What was built from what: wrong as soon as sources, tools or the result change.
fn full_stamp(state: &str, dist: &Path) -> String {
    let result = dist_files::list(dist).map(|files| dist_files::hash_of_all(&files));
    format!("{state}\n{}\n", result.unwrap_or_default())
}

fn state_of_sources(tools: &BuildTools) -> Result<String> {
    let mut text = tools.identity();
    for source in SOURCES {
        let path = project::root().join(source);
        let hash = if path.is_dir() {
            dist_files::hash_of_all(&dist_files::list(&path)?)
        } else {
            let bytes = fs::read(&path)
                .with_context(|| format!("{source} is missing; the app cannot be built without"))?;
            dist_files::hash_of(&bytes)
        };
        text.push_str(&format!("{source} {hash}\n"));
    }
    Ok(dist_files::hash_of(text.as_bytes()))
}

/// What the compiler is told, flag by flag as cargo wants them: the cutter's wish, and where crates lie without the path
/// of whoever builds, which would else stand in the app for its messages.
fn rust_flags() -> String {
    let mut flags = vec![cut::LINKER_NOTES.to_owned()];
    let cargo = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    if let Some(crates) = cargo.map(|cargo| cargo.join("registry").join("src")) {
        flags.push(format!("--remap-path-prefix={}=", crates.display()));
    }
    flags.join("\u{1f}")
}

fn bundle(tools: &BuildTools) -> Result<()> {
    // Trunk then needs no network at all, and says plainly what is missing instead of waiting for it.
    let mut fetch = tools.command("cargo")?;
    fetch.args(["fetch", "--quiet"]);
    if let Err(error) = process::run(&mut fetch) {
        eprintln!("  {error:#} Going on with what is here.");
    }
    let staging = staging();
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    let mut trunk = tools.command(&tools.trunk)?;
    trunk
        .args([
            "build",
            "--release",
            "--offline",
            "--features",
            cut::FEATURE,
        ])
        .arg("--dist")
        .arg(&staging)
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags());
    process::run(&mut trunk)
        .context("The app could not be built. dist/ is as it was before, or absent")?;
    if !staging.join("index.html").is_file() {
        bail!("Trunk finished without making index.html");
    }
    one_style::join(&staging)?;
    cut::cut(tools, &staging)?;
    bare_scripts::bare(&staging)
}
