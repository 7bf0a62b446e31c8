//! Opportunities: the board, the table, and the page of one.

use anyhow::Result;

use crate::query::{
    Query, Words, button, dialog, field, has, heading, link, menu_item, option, region, role, row,
    starts,
};
use crate::{Page, Seen};

use super::Frame;

/// Opportunities, on whichever of their screens.
#[derive(Debug, Clone, Copy)]
pub struct Opportunities<'page> {
    page: &'page Page,
}

impl<'page> Opportunities<'page> {
    /// Opens the board.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn board(page: &'page Page) -> Result<Self> {
        page.go("/opportunities").await?;
        page.see(&heading("Opportunities")).await?;
        Ok(Self { page })
    }

    /// The page of one that is open.
    #[must_use]
    pub fn on(page: &'page Page) -> Self {
        Self { page }
    }

    /// Opens the table.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn table(page: &'page Page) -> Result<Self> {
        page.go("/opportunities?as=table").await?;
        page.see(&heading("Opportunities")).await?;
        Ok(Self { page })
    }

    /// Opens the page of one, from the table.
    ///
    /// # Errors
    /// When there is no such opportunity.
    pub async fn open(page: &'page Page, title: &str) -> Result<Self> {
        let all = Self::table(page).await?;
        page.fill(&field("Find words in these opportunities"), title)
            .await?;
        page.click(&link(title).inside(&role("table"))).await?;
        page.see(&heading(title).level(1)).await?;
        Ok(all)
    }

    /// Notes one from the board. Fields are given by the beginning of their label.
    ///
    /// # Errors
    /// When the form is not as it should be.
    pub async fn note(page: &'page Page, fields: &[(&str, &str)]) -> Result<Self> {
        let all = Self::board(page).await?;
        page.click(&button("Note an opportunity").nth(0)).await?;
        let form = dialog("Note an opportunity");
        for (label, words) in fields {
            page.fill(&field(starts(*label)).inside(&form), words)
                .await?;
        }
        page.click(&button("Note it").inside(&form)).await?;
        page.see_no(&form).await?;
        Frame::of(page).saved().await?;
        Ok(all)
    }

    /// A column of the board.
    #[must_use]
    pub fn column(status: &str) -> Query {
        region(status).with_any("data-column")
    }

    /// A card of the board.
    #[must_use]
    pub fn card(title: &str) -> Query {
        role("article").named(title)
    }

    /// A row of the table.
    #[must_use]
    pub fn row(title: &str) -> Query {
        row(has(title))
    }

    /// A part of the page of one opportunity, by its heading.
    #[must_use]
    pub fn part(title: &str) -> Query {
        role("group").holding(heading(title))
    }

    /// Says on the page of an opportunity who bids together, with their shares; the first leads.
    ///
    /// # Errors
    /// When the form is not as it should be.
    pub async fn join(&self, members: &[(&str, &str)]) -> Result<()> {
        let page = self.page;
        page.click(&button("Add a bid")).await?;
        let form = dialog("Who bids together");
        for (venture, share) in members {
            self.choose_venture(venture).await?;
            if !share.is_empty() {
                let label = format!("Share of {venture} in percent");
                page.fill(&field(label).inside(&form), share).await?;
            }
        }
        page.click(&button("Save").inside(&form)).await?;
        page.see_no(&form).await?;
        Frame::of(page).saved().await?;
        Ok(())
    }

    /// Adds a venture in the form of those who bid together.
    ///
    /// # Errors
    /// When it is not offered.
    pub async fn choose_venture(&self, venture: &str) -> Result<()> {
        let form = dialog("Who bids together");
        let names = field("Add a venture").inside(&form);
        self.page.fill(&names, venture).await?;
        self.page
            .click(&option(starts(venture)).inside(&form))
            .await?;
        self.page
            .see(&button(format!("Take {venture} out")).inside(&form))
            .await?;
        Ok(())
    }

    /// Moves the opportunity whose page is open to another status.
    ///
    /// # Errors
    /// When that is not offered.
    pub async fn move_to(&self, status: &str) -> Result<()> {
        self.page.click(&button("Move to another status")).await?;
        self.page.see(&role("menuitem").focused()).await?;
        self.page
            .click(&menu_item(format!("Move to {status}…")))
            .await?;
        self.decide_status().await
    }

    /// Answers the question that a move asks.
    ///
    /// # Errors
    /// When nothing is asked.
    pub async fn decide_status(&self) -> Result<()> {
        let asks = dialog(starts("Move "));
        self.page
            .click(&button("Change status").inside(&asks))
            .await?;
        self.page.see_no(&asks).await?;
        Frame::of(self.page).saved().await?;
        Ok(())
    }

    /// Makes the opportunity whose page is open a contract, from a day to a day.
    ///
    /// # Errors
    /// When the form is not as it should be.
    pub async fn sign(&self, starts_on: &str, ends_on: &str) -> Result<()> {
        let page = self.page;
        page.click(&button(starts("Signed"))).await?;
        let form = dialog("Make it a contract");
        page.fill(&field(starts("Starts")).inside(&form), starts_on)
            .await?;
        page.fill(&field(starts("Ends")).inside(&form), ends_on)
            .await?;
        page.click(&button("Make it a contract").inside(&form))
            .await?;
        page.see_no(&form).await?;
        Frame::of(page).saved().await?;
        Ok(())
    }

    /// The forecast's row for a year, or for all years *Together*, once it says so.
    ///
    /// # Errors
    /// When it says something else.
    pub async fn see_forecast(page: &Page, when: &str, says: impl Into<Words>) -> Result<Seen> {
        page.go("/forecast").await?;
        page.see(
            &row(starts(when))
                .saying(says)
                .inside(&region("Forecast in figures")),
        )
        .await
    }
}
