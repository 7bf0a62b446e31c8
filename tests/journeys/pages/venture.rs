//! The page of one venture.

use anyhow::Result;

use crate::Page;
use crate::query::{Query, button, field, heading, link, role, starts};

use super::Table;

/// The page of one venture.
#[derive(Debug, Clone, Copy)]
pub struct Venture<'page> {
    page: &'page Page,
}

impl<'page> Venture<'page> {
    /// Opens it from the table.
    ///
    /// # Errors
    /// When there is no such venture.
    pub async fn open(page: &'page Page, name: &str) -> Result<Self> {
        Table::open(page).await?;
        page.click(&link(name).inside(&role("grid"))).await?;
        page.see(&heading(name).level(1)).await?;
        Ok(Self { page })
    }

    /// The page that is open.
    #[must_use]
    pub fn on(page: &'page Page) -> Self {
        Self { page }
    }

    /// A field as it stands, which opens its editor when it is pressed.
    #[must_use]
    pub fn standing(label: &str) -> Query {
        button(starts(format!("{label}: ")))
    }

    /// A field with what it says.
    #[must_use]
    pub fn says(label: &str, words: &str) -> Query {
        button(format!("{label}: {words}"))
    }

    /// Replaces what a field of one line says.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn write(&self, label: &str, words: &str) -> Result<()> {
        self.page.click(&Self::standing(label)).await?;
        let form = role("form").named(label);
        self.page.fill(&field(label).inside(&form), words).await?;
        self.page.click(&button("Save").inside(&form)).await?;
        self.page.see(&Self::says(label, words)).await?;
        Ok(())
    }
}
