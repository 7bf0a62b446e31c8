//! The table of ventures.

use anyhow::Result;

use crate::Page;
use crate::query::{Query, button, checkbox, dialog, field, heading, link, region, role, starts};

/// The table of ventures.
#[derive(Debug, Clone, Copy)]
pub struct Table<'page> {
    page: &'page Page,
}

impl<'page> Table<'page> {
    /// Opens the table.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(page: &'page Page) -> Result<Self> {
        page.go("/ventures").await?;
        page.see(&heading("Ventures")).await?;
        Ok(Self { page })
    }

    /// The row of a venture.
    #[must_use]
    pub fn row(venture: &str) -> Query {
        role("row").holding(link(venture))
    }

    /// Ticks ventures.
    ///
    /// # Errors
    /// When one is not there.
    pub async fn tick(&self, ventures: &[&str]) -> Result<()> {
        for venture in ventures {
            let tick = checkbox(format!("Choose {venture}"));
            self.page.click(&tick.clone().checked(false)).await?;
            self.page.see(&tick.checked(true)).await?;
        }
        Ok(())
    }

    /// What can be done to the ticked rows.
    #[must_use]
    pub fn bulk(count: usize) -> Query {
        region(format!("{count} chosen"))
    }

    /// Chooses from a menu above the ticked rows.
    ///
    /// # Errors
    /// When there is no such menu or choice.
    pub async fn bulk_choose(&self, count: usize, menu: &str, what: &str) -> Result<()> {
        self.page
            .click(&button(menu).inside(&Self::bulk(count)))
            .await?;
        self.page.click(&role("menuitem").named(what)).await
    }

    /// Chooses from the menu of saved views.
    ///
    /// # Errors
    /// When there is no such choice.
    pub async fn views(&self, what: &str) -> Result<()> {
        self.page
            .click(&button(starts("Saved views")).expanded(false))
            .await?;
        let item = |role_name: &str| role(role_name).named(starts(what));
        if self.page.count(&item("menuitem")).await? > 0 {
            return self.page.click(&item("menuitem")).await;
        }
        self.page.click(&item("menuitemradio")).await
    }

    /// Gives the view in hand a name.
    ///
    /// # Errors
    /// When nobody asks for one.
    pub async fn name_view(&self, title: &str, name: &str) -> Result<()> {
        let form = dialog(title);
        self.page.fill(&field("Name").inside(&form), name).await?;
        self.page.click(&button("Save").inside(&form)).await?;
        self.page.see_no(&form).await
    }
}
