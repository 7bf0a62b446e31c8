//! Files that go in and come out: dropped onto the page, or downloaded from it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::page::{Page, patiently};
use crate::query::Query;

/// A file to drop.
#[derive(Debug, Clone)]
pub struct Dropped {
    /// Its name.
    pub name: String,
    /// Its media type, which browsers guess from the name.
    pub media_type: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Page {
    /// Drops files onto something, as from a file manager.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn drop_files(&self, query: &Query, files: &[Dropped]) -> Result<()> {
        self.drag_files("drop", query, files).await
    }

    /// Drops files beside every place for them, once the page says that it would take them there.
    ///
    /// # Errors
    /// When it never says so.
    pub async fn drop_files_anywhere(
        &self,
        query: &Query,
        hint: &Query,
        files: &[Dropped],
    ) -> Result<()> {
        self.until("the page says that it takes files", async || {
            self.drag_files("hold", query, files).await?;
            Ok((self.count(hint).await? > 0).then_some(()))
        })
        .await?;
        self.drop_files(query, files).await?;
        self.see_no(hint).await
    }

    async fn drag_files(&self, how: &str, query: &Query, files: &[Dropped]) -> Result<()> {
        let element = self.the(query).await?;
        let files: Vec<_> = files
            .iter()
            .map(|file| {
                let content = BASE64_STANDARD.encode(&file.bytes);
                json!({ "name": file.name, "type": file.media_type, "base64": content })
            })
            .collect();
        self.with_element(how, &element, json!(files)).await?;
        Ok(())
    }
}

/// Waits until a download whose name fits has arrived whole, and takes it out of the folder, so that the next one
/// of the same name is told from it.
///
/// # Errors
/// When none arrives in time.
pub(crate) async fn arrived(
    folder: &Path,
    fits: impl Fn(&str) -> bool,
) -> Result<(String, PathBuf)> {
    let mut before = None;
    let file = patiently(async || {
        let now = listed(folder)?;
        // Whole when nothing is half there, and two looks agree.
        let half = now.iter().any(|(name, _)| {
            [".crdownload", ".part", ".wkdownload"]
                .iter()
                .any(|end| name.ends_with(end))
                || name.starts_with(".org.chromium")
        });
        let same = before.as_ref() == Some(&now);
        let found = now
            .iter()
            .find(|(name, size)| *size > 0 && fits(name))
            .cloned();
        before = Some(now);
        Ok(found.filter(|_| same && !half))
    })
    .await?;
    let Some((name, _)) = file else {
        let there: Vec<String> = listed(folder)?.into_iter().map(|(name, _)| name).collect();
        bail!("no download arrived; in the folder: {there:?}");
    };
    let taken = tempfile::Builder::new()
        .prefix("taken-")
        .tempdir_in(folder)?
        .keep()
        .join(&name);
    fs::rename(folder.join(&name), &taken)?;
    Ok((name, taken))
}

/// Names and sizes of files.
fn listed(folder: &Path) -> Result<Vec<(String, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        if data.is_file() {
            files.push((entry.file_name().to_string_lossy().into_owned(), data.len()));
        }
    }
    files.sort();
    Ok(files)
}
