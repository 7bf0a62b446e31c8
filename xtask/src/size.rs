//! `cargo xtask size`: what a first visit loads, and what comes after it, as it travels.

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;

use anyhow::{Result, bail};
use brotli::enc::BrotliEncoderParams;
use serde::Serialize;

use crate::build;
use crate::dist_files;
use crate::finish_dist::{self, Needed};

/// Everything a first visit needs, on the wire.
const BUDGET_BYTES: u64 = 400_000;

/// A file as it lies on the disk and as it travels.
#[derive(Debug, Serialize)]
struct Weighed {
    path: String,
    needed: Needed,
    bytes: u64,
    brotli_bytes: u64,
}

#[derive(Debug, Serialize)]
struct Report {
    /// What a first visit needs; the budget is about this.
    total_brotli_bytes: u64,
    budget_bytes: u64,
    ok: bool,
    /// What is fetched behind the first page.
    later_brotli_bytes: u64,
    files: Vec<Weighed>,
}

/// Builds and weighs the app. Fails when it is over its budget.
pub(crate) fn run(json: bool) -> Result<()> {
    let report = weigh(&build::release()?)?;
    let text = if json {
        serde_json::to_string_pretty(&report)? + "\n"
    } else {
        table(&report)
    };
    io::stdout().write_all(text.as_bytes())?;
    if !report.ok {
        bail!(
            "The first visit is {} bytes over its budget of {} bytes; the table shows what it is made of.",
            report.total_brotli_bytes - report.budget_bytes,
            report.budget_bytes
        );
    }
    Ok(())
}

fn weigh(dist: &Path) -> Result<Report> {
    let mut files = Vec::new();
    for file in dist_files::list(dist)? {
        let needed = finish_dist::needed(&file.path);
        if needed != Needed::Never {
            let bytes = fs::read(dist.join(&file.path))?;
            files.push(Weighed {
                brotli_bytes: compressed(&bytes)?,
                bytes: bytes.len() as u64,
                needed,
                path: file.path,
            });
        }
    }
    Ok(report(files))
}

fn report(mut files: Vec<Weighed>) -> Report {
    files.sort_by(|a, b| (b.brotli_bytes, &a.path).cmp(&(a.brotli_bytes, &b.path)));
    let sum = |needed| {
        let files = files.iter().filter(|file| file.needed == needed);
        files.map(|file| file.brotli_bytes).sum()
    };
    let total = sum(Needed::AtOnce);
    Report {
        total_brotli_bytes: total,
        budget_bytes: BUDGET_BYTES,
        ok: total <= BUDGET_BYTES,
        later_brotli_bytes: sum(Needed::Later),
        files,
    }
}

/// Size at brotli's best level, with the window that content networks use.
fn compressed(bytes: &[u8]) -> Result<u64> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &params)?;
    Ok(out.len() as u64)
}

fn table(report: &Report) -> String {
    let mut text = format!("{:>10}  {:>10}  file\n", "brotli", "bytes");
    let verdict = if report.ok { "within" } else { "OVER" };
    let first = format!(
        "all that a first visit needs: {verdict} the budget of {}",
        report.budget_bytes
    );
    let later = "fetched behind the first page, for every other page and for use without a network";
    for (needed, sum, words) in [
        (Needed::AtOnce, report.total_brotli_bytes, first.as_str()),
        (Needed::Later, report.later_brotli_bytes, later),
    ] {
        let mut bytes = 0;
        for file in report.files.iter().filter(|file| file.needed == needed) {
            bytes += file.bytes;
            text.push_str(&row(file.brotli_bytes, file.bytes, &file.path));
        }
        text.push_str(&row(sum, bytes, words));
        text.push('\n');
    }
    text
}

fn row(brotli_bytes: u64, bytes: u64, words: &str) -> String {
    format!("{brotli_bytes:>10}  {bytes:>10}  {words}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, brotli_bytes: u64) -> Weighed {
        Weighed {
            path: path.to_owned(),
            needed: finish_dist::needed(path),
            bytes: brotli_bytes * 3,
            brotli_bytes,
        }
    }

    #[test]
    fn the_heaviest_come_first_and_the_sum_decides() {
        let within = report(vec![file("a.css", 10_000), file("a.wasm", 390_000)]);
        assert!(within.ok);
        assert_eq!(within.files[0].path, "a.wasm");
        let later = report(vec![
            file("a.wasm", 390_000),
            file("part-1-a.wasm", 500_000),
        ]);
        assert!(later.ok, "what comes later has no part in it");
        assert_eq!(later.later_brotli_bytes, 500_000);
        let over = report(vec![file("a.css", 10_001), file("a.wasm", 390_000)]);
        assert!(!over.ok);
        assert!(table(&over).contains("OVER the budget of 400000"));
    }

    #[test]
    fn the_json_has_the_names_that_are_promised() {
        let json = serde_json::to_value(report(vec![file("a.css", 1)])).expect("JSON");
        assert_eq!(json["total_brotli_bytes"], 1);
        assert_eq!(json["budget_bytes"], BUDGET_BYTES);
        assert_eq!(json["ok"], true);
        assert_eq!(json["files"][0]["path"], "a.css");
        assert_eq!(json["files"][0]["brotli_bytes"], 1);
    }

    #[test]
    fn what_is_not_needed_to_work_is_not_weighed() {
        let dist = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dist.path().join("schema")).expect("made");
        for path in [
            "index.html",
            "sw.js",
            "404.html",
            "_headers",
            "schema/a.json",
        ] {
            fs::write(dist.path().join(path), "x".repeat(1000)).expect("written");
        }
        let report = weigh(dist.path()).expect("weighed");
        let mut paths: Vec<&str> = report.files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["index.html", "sw.js"]);
        assert!(report.total_brotli_bytes < 100, "it is compressed");
    }
}
