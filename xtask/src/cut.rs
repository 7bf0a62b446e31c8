//! Cuts the built app into parts: what a first visit needs, and pages that are fetched when they are wanted.
//!
//! The source says where (`src/ui/on_demand.rs`, feature `parts`). Trunk knows nothing of it, so this replaces the
//! program that Trunk put into the staging folder: cut first, then each piece bound and made small.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::process;
use crate::project;
use crate::setup::BuildTools;
use crate::setup::wasm_target::TARGET;
use crate::short_names;

/// What cargo needs to know for a program that can be cut.
pub(crate) const FEATURE: &str = "parts";
/// The cutter follows the linker's notes on what refers to what.
pub(crate) const LINKER_NOTES: &str = "-Clink-args=--emit-relocs";
/// How the file names of everything but the first part begin.
const PART: &str = "part-";
/// What Rust's target for browsers may use; wasm-opt cannot always tell from the file.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Whether a file of the finished app is fetched only when it is wanted.
pub(crate) fn is_part(path: &str) -> bool {
    path.starts_with(PART)
}

/// Replaces the program in `staging` by its parts.
pub(crate) fn cut(tools: &BuildTools, staging: &Path) -> Result<()> {
    let name = program_name(staging)?;
    let whole = project::target()
        .join(TARGET)
        .join("release")
        .join("fledgling.wasm");
    let pieces = project::target().join("trunk").join("pieces");
    if pieces.exists() {
        fs::remove_dir_all(&pieces)?;
    }
    let parts = split(&whole, &pieces, &name)?;
    let mut bind = tools.command("wasm-bindgen")?;
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", &name, "--out-dir"])
        .arg(staging)
        .arg(pieces.join("first.wasm"));
    process::run(&mut bind).context("The first part could not be bound to the browser")?;
    let program = staging.join(format!("{name}_bg.wasm"));
    shrink(
        tools,
        &program,
        &program,
        &["--converge", "--reorder-functions-by-name"],
    )?;
    let script = staging.join(format!("{name}.js"));
    let (short, renamed) =
        short_names::shorten(&fs::read(&program)?, &fs::read_to_string(&script)?)?;
    fs::write(program, short)?;
    fs::write(script, renamed)?;
    for part in parts {
        shrink(tools, &pieces.join(&part), &staging.join(&part), &[])?;
    }
    fs::copy(
        pieces.join(link_name(&name)),
        staging.join(link_name(&name)),
    )?;
    let page = staging.join("index.html");
    let html = with_link_script(&fs::read_to_string(&page)?, &name)?;
    fs::write(page, html)?;
    Ok(())
}

/// The page that also loads, at once, the script that fetches parts: the program's own script asks for it.
fn with_link_script(html: &str, name: &str) -> Result<String> {
    let preload = |script: &str| {
        format!("<link rel=\"modulepreload\" href=\"/{script}\" crossorigin=\"anonymous\">")
    };
    let program = preload(&format!("{name}.js"));
    if !html.contains(&program) {
        bail!("index.html does not preload {name}.js, so it is not the page that Trunk makes");
    }
    let both = program.clone() + &preload(&link_name(name));
    Ok(html.replacen(&program, &both, 1))
}

fn link_name(program: &str) -> String {
    format!("{program}-parts.js")
}

/// What Trunk called the program: a name with a hash of what it was built from.
fn program_name(staging: &Path) -> Result<String> {
    fs::read_dir(staging)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find_map(|file| Some(file.strip_suffix("_bg.wasm")?.to_owned()))
        .context("Trunk's folder has no program to cut")
}

/// Writes the pieces of `whole` into `folder`, with the script that fetches them, and lists all but the first.
fn split(whole: &Path, folder: &Path, name: &str) -> Result<Vec<String>> {
    let bytes = fs::read(whole).with_context(|| format!("{} cannot be read", whole.display()))?;
    let first = folder.join("first.wasm");
    let link = format!("./{}", link_name(name));
    let main = format!("./{name}.js");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = &main;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("The app could not be cut into parts: {error:#}"))?;
    // The app itself says when a part did not arrive, and one that a reload cut short is nobody's error.
    let mut script = fs::read_to_string(folder.join(link_name(name)))?
        .replace("console.error(e)", "console.warn(e)");
    let mut parts = Vec::new();
    for file in &split.split_modules {
        let old = file_name(file)?;
        // The same name for other bytes would let a cache mix two versions.
        let new = format!("{PART}{}-{old}", name.rsplit('-').next().unwrap_or(name));
        script = script.replace(&format!("\"./{old}\""), &format!("\"./{new}\""));
        fs::rename(file, folder.join(&new))?;
        parts.push(new);
    }
    fs::write(folder.join(link_name(name)), script)?;
    Ok(parts)
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name.context("A part has no name")?.to_owned())
}

/// Functions of like names are alike, and compress better side by side: `also` asks for that where names are left.
fn shrink(tools: &BuildTools, from: &Path, to: &PathBuf, also: &[&str]) -> Result<()> {
    let mut opt = tools.command("wasm-opt")?;
    opt.args(WASM_FEATURES)
        .arg("-Oz")
        .args(also)
        .arg(from)
        .arg("-o")
        .arg(to);
    process::run(&mut opt).context("A part of the app could not be made small")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_that_fetches_parts_is_loaded_with_the_program() {
        let html = "<head><link rel=\"modulepreload\" href=\"/app-1.js\" crossorigin=\"anonymous\"></head>";
        let page = with_link_script(html, "app-1").expect("a page as Trunk makes it");
        assert!(page.contains("href=\"/app-1-parts.js\""), "{page}");
        assert!(with_link_script("<head></head>", "app-1").is_err());
    }

    #[test]
    fn parts_are_known_by_their_names() {
        assert!(is_part("part-1-split_daily.wasm"));
        assert!(!is_part("app-1_bg.wasm"));
        assert!(!is_part("app-1-parts.js"));
    }
}
