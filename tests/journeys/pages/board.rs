//! The board, and the gate that a card goes through.

use anyhow::Result;

use crate::query::{Query, button, dialog, field, has, heading, menu_item, region, role, starts};
use crate::{Page, Seen};

/// The board of the pipeline.
#[derive(Debug, Clone, Copy)]
pub struct Board<'page> {
    page: &'page Page,
}

impl<'page> Board<'page> {
    /// Opens the board.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(page: &'page Page) -> Result<Self> {
        page.go("/pipeline").await?;
        page.see(&heading("Pipeline")).await?;
        Ok(Self { page })
    }

    /// The board that is open.
    #[must_use]
    pub fn on(page: &'page Page) -> Self {
        Self { page }
    }

    /// A column by what stands above it.
    #[must_use]
    pub fn column(label: &str) -> Query {
        region(label).with_any("data-column")
    }

    /// The card of a venture.
    #[must_use]
    pub fn card(venture: &str) -> Query {
        role("article").named(starts(venture))
    }

    /// Waits until a venture stands in a column.
    ///
    /// # Errors
    /// When it does not.
    pub async fn see_in(&self, venture: &str, column: &str) -> Result<Seen> {
        self.page
            .see(&Self::card(venture).inside(&Self::column(column)))
            .await
    }

    /// Chooses something from the menu of a card.
    ///
    /// # Errors
    /// When there is no such card or choice.
    pub async fn choose(&self, venture: &str, what: &str) -> Result<()> {
        // A card shows its menu while somebody is on it.
        self.page.focus(&Self::card(venture)).await?;
        self.page
            .click(&button(starts("Move, open or pause")).inside(&Self::card(venture)))
            .await?;
        // It is in its place once its first line has the focus.
        self.page.see(&role("menuitem").focused()).await?;
        self.page.click(&menu_item(what)).await
    }
}

/// The gate, open for a venture.
#[derive(Debug, Clone)]
pub struct Gate<'page> {
    page: &'page Page,
    dialog: Query,
}

impl<'page> Gate<'page> {
    /// Waits until the gate is open for a venture.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn of(page: &'page Page, venture: &str) -> Result<Self> {
        let dialog = dialog(starts(format!("Move {venture} to ")));
        page.see(&dialog).await?;
        Ok(Self { page, dialog })
    }

    /// The dialog.
    #[must_use]
    pub fn dialog(&self) -> &Query {
        &self.dialog
    }

    /// Moves although not everything is met, for a reason.
    ///
    /// # Errors
    /// When that is not offered.
    pub async fn move_anyway(&self, reason: &str) -> Result<()> {
        self.page
            .fill(&field(has("Why move anyway")).inside(&self.dialog), reason)
            .await?;
        self.page
            .click(&button("Move anyway").inside(&self.dialog))
            .await?;
        self.page.see_no(&self.dialog).await
    }

    /// Leaves the venture where it is.
    ///
    /// # Errors
    /// When that is not offered.
    pub async fn not_yet(&self) -> Result<()> {
        self.page
            .click(&button("Not yet").inside(&self.dialog))
            .await?;
        self.page.see_no(&self.dialog).await
    }
}
