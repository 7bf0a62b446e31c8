//! From what Trunk made to what a host gets: the service worker learns its list of files, static hosts get
//! their headers and a page for addresses they do not know.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::cut;
use crate::dist_files::{self, Listed};
use crate::headers;

/// Replaced in sw.js by the list of files to keep for use without a network.
const LIST_TOKEN: &str = "/*__PRECACHE__*/[]";
/// Replaced in sw.js by a short hash of that list.
const VERSION_TOKEN: &str = "__VERSION__";
const SERVICE_WORKER: &str = "sw.js";
const HEADERS_FILE: &str = "_headers";
const NOT_FOUND_PAGE: &str = "404.html";
/// How many digits of the hash make the version: short to read, and far from ever meeting twice.
const VERSION_DIGITS: usize = 12;

/// A file the service worker keeps.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Kept {
    url: String,
    hash: String,
}

/// When the app needs a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Needed {
    /// Before anybody can begin: to open an incubator, to start one, to see and use its board.
    AtOnce,
    /// Fetched behind the first page, and kept with the rest for use without a network.
    Later,
    /// By hosts, or by other programs.
    Never,
}

/// When the app needs the file at `path`.
pub(crate) fn needed(path: &str) -> Needed {
    if matches!(path, HEADERS_FILE | NOT_FOUND_PAGE | "robots.txt") || path.starts_with("schema/") {
        Needed::Never
    } else if cut::is_part(path)
        || path == SERVICE_WORKER
        || (path.starts_with("icons/") && path.ends_with(".png"))
    {
        // The worker is fetched by the app that runs already; the pictures in "icons" are for a device's own list of
        // programs.
        Needed::Later
    } else {
        Needed::AtOnce
    }
}

/// Copies `staged` to `dist`, finished.
///
/// The old `dist` stays as it is until the new one is complete.
pub(crate) fn finish(staged: &Path, dist: &Path) -> Result<()> {
    let next = dist.with_extension("next");
    if next.exists() {
        fs::remove_dir_all(&next)?;
    }
    let files = dist_files::list(staged)?;
    for file in &files {
        copy(&staged.join(&file.path), &next.join(&file.path))?;
    }
    let worker = fs::read_to_string(staged.join(SERVICE_WORKER))
        .context("The build has no sw.js; public/sw.js should be there")?;
    fs::write(next.join(SERVICE_WORKER), with_list(&worker, &files)?)?;
    fs::write(next.join(HEADERS_FILE), headers::for_static_hosts())?;
    fs::copy(next.join("index.html"), next.join(NOT_FOUND_PAGE))
        .context("The build has no index.html")?;
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::rename(&next, dist).with_context(|| format!("{} cannot be replaced", dist.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}

/// The service worker's text with list and version filled in.
fn with_list(worker: &str, files: &[Listed]) -> Result<String> {
    for token in [LIST_TOKEN, VERSION_TOKEN] {
        if !worker.contains(token) {
            bail!("public/sw.js has no {token}, so it would not know which files to keep");
        }
    }
    let list = serde_json::to_string(&kept(files))?;
    let version = dist_files::hash_of(list.as_bytes());
    Ok(worker
        .replace(LIST_TOKEN, &list)
        .replace(VERSION_TOKEN, &version[..VERSION_DIGITS]))
}

/// The page itself is kept under "/": hosts redirect `/index.html` there, and a redirected answer cannot
/// open a page from a cache.
fn kept(files: &[Listed]) -> Vec<Kept> {
    files
        .iter()
        .filter(|file| needed(&file.path) != Needed::Never && file.path != SERVICE_WORKER)
        .map(|file| Kept {
            url: match file.path.as_str() {
                "index.html" => "/".to_owned(),
                path => format!("/{path}"),
            },
            hash: file.hash.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKER: &str = "const V = \"__VERSION__\"; const FILES = /*__PRECACHE__*/[];";

    fn staged(page: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("schema")).expect("made");
        for (path, text) in [
            ("index.html", page),
            ("app.js", "run()"),
            ("sw.js", WORKER),
            ("schema/workspace.json", "{}"),
        ] {
            fs::write(folder.path().join(path), text).expect("written");
        }
        folder
    }

    fn finished(page: &str) -> (tempfile::TempDir, String) {
        let out = tempfile::tempdir().expect("a temporary folder");
        let dist = out.path().join("dist");
        finish(staged(page).path(), &dist).expect("finished");
        let worker = fs::read_to_string(dist.join("sw.js")).expect("sw.js is there");
        (out, worker)
    }

    #[test]
    fn the_service_worker_lists_what_the_app_needs_and_nothing_else() {
        let (_out, worker) = finished("<p>");
        let list = worker
            .split_once("FILES = ")
            .and_then(|(_, rest)| rest.strip_suffix(';'))
            .expect("the list is in place");
        let list: serde_json::Value = serde_json::from_str(list).expect("JSON");
        let urls: Vec<&str> = list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|file| file["url"].as_str())
            .collect();
        assert_eq!(urls, ["/app.js", "/"]);
        assert_eq!(list[1]["hash"], dist_files::hash_of(b"<p>"));
    }

    #[test]
    fn the_version_follows_the_content() {
        let (_one, first) = finished("<p>");
        let (_two, same) = finished("<p>");
        let (_three, other) = finished("<b>");
        assert_eq!(first, same);
        assert_ne!(first, other);
        assert!(!first.contains("__VERSION__"));
    }

    #[test]
    fn static_hosts_get_headers_and_a_page_for_unknown_addresses() {
        let (out, _) = finished("<p>");
        let dist = out.path().join("dist");
        let page = fs::read_to_string(dist.join("404.html")).expect("404.html is there");
        assert_eq!(page, "<p>");
        let headers = fs::read_to_string(dist.join("_headers")).expect("_headers is there");
        assert!(headers.contains("Content-Security-Policy"));
        assert!(dist.join("schema/workspace.json").is_file());
    }

    #[test]
    fn a_worker_without_place_for_the_list_is_refused() {
        let error = with_list("const FILES = [];", &[]).expect_err("refused");
        assert!(error.to_string().contains("__PRECACHE__"), "{error}");
    }
}
