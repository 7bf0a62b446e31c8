//! What is around every screen: navigation, search, undo, the save status, messages.

use anyhow::{Result, ensure};

use crate::query::{
    Query, Words, button, dialog, field, has, heading, link, navigation, option, role, starts,
};
use crate::{Page, Seen};

/// Screens that the navigation, a link beside a heading, or the palette leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// What needs attention.
    Today,
    /// The board and table by stage.
    Pipeline,
    /// All ventures in a table.
    Ventures,
    /// What ventures could bid for.
    Opportunities,
    /// How sure each pound is.
    Forecast,
    /// What ends, and what has to be decided.
    Contracts,
    /// People and organisations.
    People,
    /// What founders sent.
    Inbox,
    /// Import, export, history.
    Data,
    /// Stages, gates, people who work here.
    Settings,
}

impl Destination {
    /// All of them, those of the navigation in its order.
    pub const ALL: [Self; 10] = [
        Self::Today,
        Self::Pipeline,
        Self::Ventures,
        Self::Opportunities,
        Self::Forecast,
        Self::Contracts,
        Self::People,
        Self::Inbox,
        Self::Data,
        Self::Settings,
    ];

    /// What the heading says, and the link begins with.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Pipeline => "Pipeline",
            Self::Ventures => "Ventures",
            Self::Opportunities => "Opportunities",
            Self::Forecast => "Forecast",
            Self::Contracts => "Contracts",
            Self::People => "People and organisations",
            Self::Inbox => "Updates from founders",
            Self::Data => "Data",
            Self::Settings => "Settings",
        }
    }

    /// Its address.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Today => "/",
            Self::Pipeline => "/pipeline",
            Self::Ventures => "/ventures",
            Self::Opportunities => "/opportunities",
            Self::Forecast => "/forecast",
            Self::Contracts => "/contracts",
            Self::People => "/people",
            Self::Inbox => "/inbox",
            Self::Data => "/data",
            Self::Settings => "/settings",
        }
    }

    /// The screen of the navigation that it belongs under.
    fn home(self) -> Self {
        match self {
            Self::Forecast | Self::Contracts => Self::Opportunities,
            Self::Inbox => Self::Ventures,
            other => other,
        }
    }
}

/// What is around every screen.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'page> {
    page: &'page Page,
}

impl<'page> Frame<'page> {
    /// The frame of a page.
    #[must_use]
    pub fn of(page: &'page Page) -> Self {
        Self { page }
    }

    /// Follows the way that leads there, and checks that the focus lands on the heading of the screen, that the tab is
    /// called the same, and that the navigation says where one is.
    ///
    /// # Errors
    /// When the link, the heading or the focus is missing.
    pub async fn go(&self, to: Destination) -> Result<()> {
        let home = link(starts(to.home().name())).inside(&navigation("Main"));
        match to {
            Destination::Forecast | Destination::Contracts => {
                self.page.click(&home).await?;
                let beside = navigation("Belongs with it");
                self.page.click(&link(to.name()).inside(&beside)).await?;
            }
            Destination::Inbox => self.run("Go to updates from founders").await?,
            _ => self.page.click(&home).await?,
        }
        self.page.see(&home.current("page")).await?;
        if to == Destination::Today {
            // Its heading is the date, or a welcome as long as nothing has been entered.
            self.page.see(&role("heading").level(1).focused()).await?;
            return Ok(());
        }
        self.page
            .see(&heading(to.name()).level(1).focused())
            .await?;
        let title = self.page.title().await?;
        ensure!(
            title.starts_with(to.name()),
            "the title of the tab is {title:?}"
        );
        Ok(())
    }

    /// Waits until everything is stored.
    ///
    /// # Errors
    /// When the status does not come to say *Saved*.
    pub async fn saved(&self) -> Result<Seen> {
        self.page
            .see(&Self::status().with("data-state", "saved").saying("Saved"))
            .await
    }

    /// The save status.
    #[must_use]
    pub fn status() -> Query {
        role("status").with_any("data-state")
    }

    /// Takes back the last thing done, and waits for the message that says what it was.
    ///
    /// # Errors
    /// When there is nothing to take back, or no message.
    pub async fn undo(&self) -> Result<Seen> {
        self.press_and_read("Undo").await
    }

    /// Does again what was taken back, and waits for the message that says what it was.
    ///
    /// # Errors
    /// When there is nothing to do again, or no message.
    pub async fn redo(&self) -> Result<Seen> {
        self.press_and_read("Redo").await
    }

    async fn press_and_read(&self, what: &str) -> Result<Seen> {
        let now = |name: Words| button(name).disabled(false).inside(&role("banner"));
        // The button says what it would do; afterwards it says something else, or nothing.
        let named = self.page.see(&now(starts(format!("{what}: ")))).await?.name;
        let same = now(named.as_str().into());
        self.page.click(&same).await?;
        self.page.see_no(&same).await?;
        self.message(&named).await
    }

    /// Waits for a message that contains these words.
    ///
    /// # Errors
    /// When none does.
    pub async fn message(&self, words: &str) -> Result<Seen> {
        let messages = role("status").with("aria-live", "polite");
        self.page.see(&messages.saying(has(words))).await
    }

    /// Opens the palette by its keys, types, and waits for results.
    ///
    /// # Errors
    /// When it does not open, or finds nothing.
    pub async fn find(&self, words: &str) -> Result<Vec<Seen>> {
        self.page.press("Mod+k").await?;
        self.page.see(&Self::palette_field().focused()).await?;
        self.page.type_text(words).await?;
        let results = role("option").inside(&role("listbox").named("Results"));
        self.page.see(&results).await?;
        self.page.all(&results).await
    }

    /// Runs an action of the palette by its name.
    ///
    /// # Errors
    /// When there is no such action.
    pub async fn run(&self, action: &str) -> Result<()> {
        self.find(action).await?;
        self.page.click(&option(starts(action))).await?;
        self.page.see_no(&Self::palette_field()).await
    }

    /// Where one types in the palette.
    #[must_use]
    pub fn palette_field() -> Query {
        role("combobox").named("Find or do anything")
    }

    /// Says who is at work.
    ///
    /// # Errors
    /// When the form is not as it should be.
    pub async fn say_who(&self, name: &str, work: &str) -> Result<()> {
        self.page.click(&button(has("Say who you are"))).await?;
        let form = dialog("Who is at work here?");
        self.page
            .fill(&field(starts("Name")).inside(&form), name)
            .await?;
        self.page
            .fill(&field(starts("Role")).inside(&form), work)
            .await?;
        self.page.click(&button("Save").inside(&form)).await?;
        self.page.see_no(&form).await?;
        self.page.see(&button(has(name))).await?;
        Ok(())
    }

    /// Adds a venture by its keys and form, which opens its page.
    ///
    /// # Errors
    /// When the form is not as it should be.
    pub async fn add_venture(&self, name: &str) -> Result<()> {
        self.add_venture_with(name, "").await
    }

    /// Adds a venture with what it does, in one line.
    ///
    /// # Errors
    /// When the form is not as it should be.
    pub async fn add_venture_with(&self, name: &str, one_line: &str) -> Result<()> {
        self.page.press("n").await?;
        let form = dialog("Add a venture");
        self.page
            .fill(&field(starts("Name")).inside(&form), name)
            .await?;
        if !one_line.is_empty() {
            let line = field(starts("In one line")).inside(&form);
            self.page.fill(&line, one_line).await?;
        }
        self.page.click(&button("Add").inside(&form)).await?;
        self.page.see_no(&form).await?;
        self.page.see(&heading(has(name))).await?;
        Ok(())
    }
}
