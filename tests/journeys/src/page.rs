//! A page in a tab, used as a person uses it: look, wait, click, type, drag.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{ElementRef, WebElement, WindowHandle};

use crate::browser::Browser;
use crate::engine::Engine;
use crate::query::Query;

/// How long a person would wait for something before calling it broken.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks at the page.
const GLANCE: Duration = Duration::from_millis(25);

const SCRIPT: &str = include_str!("page.js");

/// A page in a tab.
#[derive(Debug, Clone)]
pub struct Page {
    browser: Rc<Browser>,
    window: WindowHandle,
    base: String,
}

/// Something seen in a page.
#[derive(Debug, Clone, Deserialize)]
pub struct Seen {
    /// Its ARIA role, given or native.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// What it shows.
    pub text: String,
    /// What it holds, if it is a field.
    pub value: Option<String>,
    /// Its HTML tag.
    pub tag: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// Its states: checked, current, disabled, expanded, focused, invalid, level, pressed, selected, value.
    pub states: BTreeMap<String, String>,
    /// Distance of its left edge from that of the window, in CSS pixels.
    pub x: f64,
    /// Distance of its top edge from that of the window, in CSS pixels.
    pub y: f64,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

impl Page {
    pub(crate) fn new(browser: Rc<Browser>, window: WindowHandle, base: String) -> Self {
        Self {
            browser,
            window,
            base,
        }
    }

    /// The browser that shows it.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.browser.engine
    }

    pub(crate) fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Goes to a path of the app, as if it was typed into the address bar.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn go(&self, path: &str) -> Result<()> {
        let address = format!("{}{path}", self.base);
        Ok(self.session().await?.goto(address).await?)
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.session().await?.refresh().await?)
    }

    /// The browser's *Back*.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn back(&self) -> Result<()> {
        Ok(self.session().await?.back().await?)
    }

    /// The browser's *Forward*.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn forward(&self) -> Result<()> {
        Ok(self.session().await?.forward().await?)
    }

    /// The path and query of the address.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn address(&self) -> Result<String> {
        let address = self.session().await?.current_url().await?.to_string();
        Ok(address
            .strip_prefix(&self.base)
            .unwrap_or(&address)
            .to_owned())
    }

    /// The title of the tab.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn title(&self) -> Result<String> {
        Ok(self.session().await?.title().await?)
    }

    /// Closes the tab.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn close(self) -> Result<()> {
        Ok(self.session().await?.close_window().await?)
    }

    /// Runs the body of a function in the page; `arguments` holds what is given.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn script(&self, body: &str, given: Vec<Value>) -> Result<Value> {
        let answer = self.session().await?.execute(body, given).await?;
        Ok(answer.json().clone())
    }

    /// Runs the body of an asynchronous function in the page and waits for what it returns.
    ///
    /// # Errors
    /// When it throws, or takes more than half a minute.
    pub async fn script_async(&self, body: &str, given: Vec<Value>) -> Result<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
            const given = [...arguments].slice(0, -1);
            (async function () {{ {body} }}).apply(null, given)
                .then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.session().await?.execute_async(wrapped, given).await?;
        let answer = answer.json();
        if let Some(error) = answer["error"].as_str() {
            bail!("a script in the page failed: {error}");
        }
        Ok(answer["value"].clone())
    }

    /// Sends a command of Chromium's own protocol to this tab, for what WebDriver has no word for.
    ///
    /// # Errors
    /// When this is another engine, or the command fails.
    pub async fn chromium(&self, method: &str, parameters: Value) -> Result<Value> {
        self.session().await?;
        self.browser.chromium(method, parameters).await
    }

    /// Everything that fits, as it is now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn all(&self, query: &Query) -> Result<Vec<Seen>> {
        Ok(serde_json::from_value(self.ask_for("look", query).await?)?)
    }

    /// How many things fit now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn count(&self, query: &Query) -> Result<usize> {
        Ok(serde_json::from_value(self.ask_for("count", query).await?)?)
    }

    /// Waits until something fits, and describes the first that does.
    ///
    /// # Errors
    /// When nothing does in time; the message tells what there is instead.
    pub async fn see(&self, query: &Query) -> Result<Seen> {
        let seen = patiently(async || Ok(self.all(query).await?.into_iter().next())).await?;
        match seen {
            Some(seen) => Ok(seen),
            None => bail!("not seen: {query}. {}", self.nearby(query).await),
        }
    }

    /// Waits until nothing fits any more.
    ///
    /// # Errors
    /// When something still does after a while.
    pub async fn see_no(&self, query: &Query) -> Result<()> {
        let gone = patiently(async || Ok((self.count(query).await? == 0).then_some(()))).await?;
        gone.with_context(|| format!("still there: {query}"))
    }

    /// Waits until so many fit.
    ///
    /// # Errors
    /// When it stays another number.
    pub async fn see_count(&self, query: &Query, count: usize) -> Result<()> {
        let same =
            patiently(async || Ok((self.count(query).await? == count).then_some(()))).await?;
        match same {
            Some(()) => Ok(()),
            None => bail!("{} of {query}, not {count}", self.count(query).await?),
        }
    }

    /// Waits until a question has an answer. `what` completes "… did not come about".
    ///
    /// # Errors
    /// When it has none in time, or asking fails.
    pub async fn until<T>(
        &self,
        what: &str,
        question: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        self.until_for(PATIENCE, what, question).await
    }

    /// Waits like [`Page::until`], for something that may well take longer.
    ///
    /// # Errors
    /// When there is no answer in time, or asking fails.
    pub async fn until_for<T>(
        &self,
        limit: Duration,
        what: &str,
        question: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        asking_for(limit, question)
            .await?
            .with_context(|| format!("did not come about: {what}"))
    }

    /// Waits until the address (path and query) is this one.
    ///
    /// # Errors
    /// When it stays another one.
    pub async fn see_address(&self, address: &str) -> Result<()> {
        let same = patiently(async || Ok((self.address().await? == address).then_some(()))).await?;
        match same {
            Some(()) => Ok(()),
            None => bail!("the address is {}, not {address}", self.address().await?),
        }
    }

    /// What has the keyboard's focus.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn focused(&self) -> Result<Option<Seen>> {
        Ok(serde_json::from_value(
            self.ask("focused", Value::Null).await?,
        )?)
    }

    /// Clicks the one thing that fits.
    ///
    /// # Errors
    /// When there is none or several, or it cannot be clicked.
    pub async fn click(&self, query: &Query) -> Result<()> {
        self.act(query, async |element| {
            self.with_element("reveal", &element, Value::Null).await?;
            Ok(element.click().await?)
        })
        .await
    }

    /// Replaces what a field holds. A date, time, colour or range is given as its `value`.
    ///
    /// # Errors
    /// When there is no such field, or several.
    pub async fn fill(&self, query: &Query, text: &str) -> Result<()> {
        self.act(query, async |element| {
            let typed = self.with_element("ready", &element, json!(text)).await?;
            if typed == json!(true) {
                // The old text is selected, so typing replaces it.
                let keys = if text.is_empty() { "\u{e003}" } else { text };
                element.send_keys(keys).await?;
            }
            Ok(())
        })
        .await
    }

    /// Chooses an option of a native list by what it says.
    ///
    /// # Errors
    /// When there is no such list or option.
    pub async fn choose(&self, query: &Query, option: &str) -> Result<()> {
        self.act(query, async |element| {
            self.with_element("choose", &element, json!(option)).await?;
            Ok(())
        })
        .await
    }

    /// Gives files to a file field, which may be hidden behind its label.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn upload(&self, query: &Query, file: &Path) -> Result<()> {
        let path = file
            .canonicalize()
            .with_context(|| format!("no file {}", file.display()))?;
        self.act(query, async |element| {
            Ok(element.send_keys(path.to_string_lossy().as_ref()).await?)
        })
        .await
    }

    /// Moves the focus to something without clicking it.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn focus(&self, query: &Query) -> Result<()> {
        self.act(query, async |element| Ok(element.focus().await?))
            .await
    }

    /// The middle of something, in CSS pixels of the window, after bringing it into view.
    pub(crate) async fn centre(&self, query: &Query) -> Result<(i64, i64)> {
        let element = self.the(query).await?;
        let at = self.with_element("centre", &element, Value::Null).await?;
        Ok(serde_json::from_value(at)?)
    }

    /// The one element that fits, once there is exactly one.
    pub(crate) async fn the(&self, query: &Query) -> Result<WebElement> {
        let mut several = 0;
        let found = patiently(async || {
            let mut elements = self.elements(query).await?;
            several = elements.len();
            Ok(if several == 1 { elements.pop() } else { None })
        })
        .await?;
        match found {
            Some(element) => Ok(element),
            None if several > 1 => bail!(
                "{several} of {query}: say which. {}",
                self.nearby(query).await
            ),
            None => bail!("not seen: {query}. {}", self.nearby(query).await),
        }
    }

    /// Does something with the one element that fits; again while it is covered, moving, or just replaced.
    async fn act(
        &self,
        query: &Query,
        action: impl AsyncFn(WebElement) -> Result<()>,
    ) -> Result<()> {
        let mut why = None;
        let done = patiently(async || match action(self.the(query).await?).await {
            Ok(()) => Ok(Some(())),
            Err(error) if passes(&error) => {
                why = Some(error);
                Ok(None)
            }
            Err(error) => Err(error.context(format!("with {query}"))),
        })
        .await?;
        match (done, why) {
            (Some(()), _) => Ok(()),
            (None, Some(why)) => Err(why.context(format!("with {query}"))),
            (None, None) => bail!("no time was left for {query}"),
        }
    }

    pub(crate) async fn with_element(
        &self,
        operation: &str,
        element: &WebElement,
        more: Value,
    ) -> Result<Value> {
        self.script(SCRIPT, vec![json!(operation), element.to_json()?, more])
            .await
    }

    async fn elements(&self, query: &Query) -> Result<Vec<WebElement>> {
        let session = self.session().await?;
        let found = session
            .execute(SCRIPT, vec![json!("find"), json!(query)])
            .await?;
        let references: Vec<ElementRef> = serde_json::from_value(found.json().clone())?;
        references
            .into_iter()
            .map(|reference| {
                Ok(WebElement::from_json(
                    serde_json::to_value(reference)?,
                    session.clone(),
                )?)
            })
            .collect()
    }

    async fn ask(&self, operation: &str, query: Value) -> Result<Value> {
        self.script(SCRIPT, vec![json!(operation), query]).await
    }

    /// Asks for what is always answered: a page that is just being replaced may answer nothing, and is asked again.
    async fn ask_for(&self, operation: &str, query: &Query) -> Result<Value> {
        let answer = patiently(async || {
            let answer = self.ask(operation, json!(query)).await?;
            Ok((!answer.is_null()).then_some(answer))
        })
        .await?;
        answer.with_context(|| format!("the page does not answer: {operation}"))
    }

    async fn nearby(&self, query: &Query) -> String {
        match self.ask("nearby", json!(query)).await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("(what there is instead cannot be told: {error:#})"),
        }
    }

    pub(crate) async fn session(
        &self,
    ) -> Result<&std::sync::Arc<thirtyfour::session::handle::SessionHandle>> {
        self.browser.in_window(&self.window).await
    }
}

/// Asks until there is an answer, or patience ends.
pub(crate) async fn patiently<T>(
    question: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<Option<T>> {
    asking_for(PATIENCE, question).await
}

/// Asks until there is an answer, or time is up. An error ends it at once, unless the page was just changing.
async fn asking_for<T>(
    limit: Duration,
    mut question: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<Option<T>> {
    let deadline = Instant::now() + limit;
    loop {
        match question().await {
            Ok(Some(answer)) => return Ok(Some(answer)),
            Ok(None) if Instant::now() > deadline => return Ok(None),
            Ok(None) => {}
            Err(error) if passes(&error) && Instant::now() < deadline => {}
            Err(error) => return Err(error),
        }
        tokio::time::sleep(GLANCE).await;
    }
}

/// Whether an error may be gone at the next try: the page was replaced, or something lay above the thing.
fn passes(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<WebDriverError>().is_some_and(|error| {
            matches!(
                **error,
                WebDriverErrorInner::StaleElementReference(_)
                    | WebDriverErrorInner::ElementClickIntercepted(_)
                    | WebDriverErrorInner::ElementNotInteractable(_)
                    | WebDriverErrorInner::NoSuchElement(_)
                    | WebDriverErrorInner::MoveTargetOutOfBounds(_)
            )
        })
    })
}
