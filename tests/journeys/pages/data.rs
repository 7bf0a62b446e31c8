//! The Data screen: what comes in, what goes out.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::query::{button, dialog, field, has, heading, link, starts, text};
use crate::{Page, Seen, Visit};

use super::Frame;

/// The Data screen.
#[derive(Debug, Clone, Copy)]
pub struct Data<'page> {
    page: &'page Page,
}

impl<'page> Data<'page> {
    /// The Data screen of a page; each step opens the part that it needs.
    #[must_use]
    pub fn on(page: &'page Page) -> Self {
        Self { page }
    }

    /// Chooses a file to import.
    ///
    /// # Errors
    /// When there is no place for one.
    pub async fn choose(&self, file: &Path) -> Result<()> {
        self.page.go("/data").await?;
        self.page
            .upload(&field("Choose a file to import"), file)
            .await
    }

    /// Makes the dry run of a table or of grants.
    ///
    /// # Errors
    /// When it does not come so far.
    pub async fn look_at(&self, file: &Path) -> Result<()> {
        self.choose(file).await?;
        self.page.click(&button("Look at what would change")).await
    }

    /// Imports a table or grants, and waits until they are stored.
    ///
    /// # Errors
    /// When it cannot be imported.
    pub async fn bring(&self, file: &Path) -> Result<()> {
        self.choose(file).await?;
        self.import_it().await
    }

    /// Makes the dry run of what was chosen, imports it, and waits until it is stored.
    ///
    /// # Errors
    /// When it cannot be imported.
    pub async fn import_it(&self) -> Result<()> {
        self.page
            .click(&button("Look at what would change"))
            .await?;
        self.page.click(&button("Import").disabled(false)).await?;
        self.page
            .see(&text(has("You can undo this import at any time")))
            .await?;
        Frame::of(self.page).saved().await?;
        Ok(())
    }

    /// Imports a file of Fledgling's own, and waits until it is stored.
    ///
    /// # Errors
    /// When it cannot be imported.
    pub async fn bring_back(&self, export: &Path) -> Result<()> {
        self.choose(export).await?;
        self.page.click(&button("Import").disabled(false)).await?;
        self.page.see(&text(has("merged"))).await?;
        Frame::of(self.page).saved().await?;
        Ok(())
    }

    /// Downloads everything, and says where it is.
    ///
    /// # Errors
    /// When no download arrives.
    pub async fn export(&self, visit: &Visit) -> Result<PathBuf> {
        self.page.go("/data?tab=export").await?;
        self.page
            .click(&button("Download everything as JSON"))
            .await?;
        let (_, export) = visit.download(|name| name.ends_with(".json")).await?;
        Ok(export)
    }

    /// Downloads a backup, and says where it is.
    ///
    /// # Errors
    /// When no download arrives.
    pub async fn back_up(&self, visit: &Visit) -> Result<PathBuf> {
        self.page.go("/data?tab=backups").await?;
        self.page.click(&button("Download a backup now")).await?;
        let (_, backup) = visit.download(|name| name.contains("backup")).await?;
        Ok(backup)
    }

    /// Restores a backup over what is here.
    ///
    /// # Errors
    /// When it cannot be restored.
    pub async fn restore(&self, backup: &Path) -> Result<()> {
        let page = self.page;
        page.go("/data?tab=backups").await?;
        page.upload(&field("Choose a backup to restore"), backup)
            .await?;
        let asks = dialog("Restore this backup?");
        page.see(&button("Restore").inside(&asks).disabled(true))
            .await?;
        page.click(&field(starts("Put what is here into an archive")).inside(&asks))
            .await?;
        page.click(&button("Restore").inside(&asks).disabled(false))
            .await?;
        page.see(&text(starts("Restored "))).await?;
        Ok(())
    }

    /// Looks for everything about a person from their own page.
    ///
    /// # Errors
    /// When they cannot be found.
    pub async fn find_person(&self, name: &str) -> Result<()> {
        let page = self.page;
        page.go("/people?tab=people").await?;
        page.click(&link(name)).await?;
        page.click(&link("Everything held about them")).await?;
        page.see(&heading(format!("Everything about {name}")))
            .await?;
        Ok(())
    }

    /// Erases the person that was looked for.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn erase(&self, name: &str) -> Result<()> {
        let page = self.page;
        page.click(&button("Erase for good…")).await?;
        let asks = dialog(starts(format!("Erase {name}")));
        page.see(&text(has("Out of reach are")).inside(&asks))
            .await?;
        page.click(&field("I understand that this cannot be undone").inside(&asks))
            .await?;
        page.click(&button("Erase for good").inside(&asks).disabled(false))
            .await?;
        page.see(&text(has("No word of them is left in this browser")))
            .await?;
        Ok(())
    }

    /// The hash of the content.
    ///
    /// # Errors
    /// When none is shown.
    pub async fn content_hash(&self) -> Result<String> {
        self.page.go("/data?tab=export").await?;
        self.page.click(&button("Show the content hash")).await?;
        let shown: Seen = self.page.see(&text(starts("Content hash"))).await?;
        let hash = shown.text.rsplit(' ').next().unwrap_or_default().to_owned();
        ensure!(hash.len() == 64, "{shown:?}");
        Ok(hash)
    }

    /// The hash of the file that everything was last taken out into; `beside` is what is said of it.
    ///
    /// # Errors
    /// When none is shown.
    pub async fn exported_hash(&self, beside: &str) -> Result<String> {
        self.page.go("/data?tab=export").await?;
        self.page.click(&button("Show the content hash")).await?;
        let shown: Seen = self
            .page
            .see(&text(has("the last file of everything")))
            .await?;
        self.page.see(&text(has(beside))).await?;
        Ok(shown.text.rsplit(' ').next().unwrap_or_default().to_owned())
    }

    /// Empties this browser.
    ///
    /// # Errors
    /// When it does not come to be empty.
    pub async fn empty(&self) -> Result<()> {
        let page = self.page;
        page.go("/data?tab=browser").await?;
        page.click(&button("Empty this browser…")).await?;
        let sure = dialog("Empty this browser?");
        // Whoever agrees has been told how much of it is in no copy.
        page.see(&text(has(" full backup was ")).inside(&sure))
            .await?;
        page.click(&field("I have exported what I need").inside(&sure))
            .await?;
        page.click(&button("Empty this browser").inside(&sure).disabled(false))
            .await?;
        page.see(&text(has("This browser is empty"))).await?;
        page.go("/").await?;
        page.see(&button(has("Start empty"))).await?;
        Ok(())
    }
}
