//! How a screen looks, and whether everybody can use it: pictures, light and dark, accessibility.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::engine::Engine;
use crate::page::{Page, patiently};
use crate::server;

/// Runs the checker in the page. Passes and incomplete checks are left out before they travel.
const CHECK: &str = "
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, impact, help, helpUrl, nodes }) => ({
        id, impact: impact ?? 'unknown', help, address: helpUrl,
        places: nodes.map(({ html, failureSummary }) => ({ html, why: failureSummary ?? '' })),
    }));";

/// A rule of accessibility that a screen breaks.
#[derive(Debug, Clone, Deserialize)]
pub struct Violation {
    /// The rule.
    pub id: String,
    /// How bad it is: minor, moderate, serious or critical.
    pub impact: String,
    /// What it asks for.
    pub help: String,
    /// Where it is explained.
    pub address: String,
    /// Which parts of the page break it.
    pub places: Vec<Place>,
}

/// A part of a page that breaks a rule.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    /// The element.
    pub html: String,
    /// What to change.
    pub why: String,
}

impl Page {
    /// Everything that axe finds in the page as it is now.
    ///
    /// # Errors
    /// When axe is not there or does not run.
    pub async fn violations(&self) -> Result<Vec<Violation>> {
        if self.script("return typeof axe", vec![]).await? != "object" {
            let file = checker()?;
            let source = fs::read_to_string(&file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            self.script(&format!("{source}\nglobalThis.axe = axe;"), vec![])
                .await?;
        }
        Ok(serde_json::from_value(
            self.script_async(CHECK, vec![]).await?,
        )?)
    }

    /// Checks that axe finds nothing in the page, light and dark.
    ///
    /// # Errors
    /// When it finds something; the message lists it.
    pub async fn check_accessibility(&self, screen: &str) -> Result<()> {
        for dark in [false, true] {
            self.dark(dark).await?;
            // Colours on their way from one scheme to the other are no colours to judge.
            self.settled().await?;
            let violations = self.violations().await?;
            let scheme = if dark { "dark" } else { "light" };
            ensure!(
                violations.is_empty(),
                "{screen} ({scheme}) breaks rules of accessibility:\n{}",
                listed(&violations)
            );
        }
        self.dark(false).await
    }

    /// Sets the size of the page in CSS pixels, and checks that it has it.
    ///
    /// # Errors
    /// When the engine cannot make its window so small or large.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        if self.engine() == Engine::Chromium {
            // A window has a least width, a screen that is pretended has none.
            let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.chromium("Emulation.setDeviceMetricsOverride", screen)
                .await?;
        } else {
            let (extra_width, extra_height) = self.frame().await?;
            let session = self.session().await?;
            session
                .set_window_rect(0, 0, width + extra_width, height + extra_height)
                .await?;
        }
        let want = json!([width, height]);
        let got = patiently(async || {
            let size = self
                .script("return [innerWidth, innerHeight]", vec![])
                .await?;
            Ok((size == want).then_some(()))
        })
        .await?;
        ensure!(
            got.is_some(),
            "{} cannot show {width} by {height} pixels",
            self.engine()
        );
        Ok(())
    }

    /// What the window needs around the page.
    async fn frame(&self) -> Result<(u32, u32)> {
        let session = self.session().await?;
        let outer = session.get_window_rect().await?;
        let inner = self
            .script("return [innerWidth, innerHeight]", vec![])
            .await?;
        let (width, height): (i64, i64) = serde_json::from_value(inner)?;
        Ok((
            u32::try_from(outer.width - width).unwrap_or(0),
            u32::try_from(outer.height - height).unwrap_or(0),
        ))
    }

    /// Saves a picture of what the window shows.
    ///
    /// # Errors
    /// When the browser gives none, or it cannot be written.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        let png = self.session().await?.screenshot_as_png().await?;
        std::fs::write(file, png)?;
        Ok(())
    }

    /// Shows the page in the dark or light scheme. Chromium is told that the person prefers it; elsewhere the
    /// page's own attribute is set, as the app's setting does.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn dark(&self, dark: bool) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        if self.engine() == Engine::Chromium {
            let features =
                json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            self.chromium("Emulation.setEmulatedMedia", features)
                .await?;
        } else {
            let set = "document.documentElement.dataset.theme = arguments[0]";
            self.script(set, vec![json!(scheme)]).await?;
        }
        Ok(())
    }

    /// Saves a picture of the page at a size, light or dark, among the results, and says where.
    ///
    /// # Errors
    /// When the engine cannot show that size, or the picture cannot be saved.
    pub async fn shoot(&self, name: &str, width: u32, height: u32, dark: bool) -> Result<PathBuf> {
        self.resize(width, height).await?;
        self.dark(dark).await?;
        self.settled().await?;
        let scheme = if dark { "dark" } else { "light" };
        let file = format!("{name}-{}-{width}x{height}-{scheme}.png", self.engine());
        let file = server::results()?.join(file);
        self.picture(&file).await?;
        println!("picture: {}", file.display());
        self.dark(false).await?;
        Ok(file)
    }

    /// Shows the page as it is printed, saves a picture of that, and says where. [`Page::on_screen`] goes back.
    ///
    /// # Errors
    /// When the browser cannot show it so: only Chromium can.
    pub async fn on_paper(&self, name: &str) -> Result<PathBuf> {
        self.chromium("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        // Whoever waits for a print is told, as before a real one.
        self.script("dispatchEvent(new Event('beforeprint'))", vec![])
            .await?;
        self.settled().await?;
        let file = server::results()?.join(format!("paper-{name}-{}.png", self.engine()));
        self.picture(&file).await?;
        println!("picture: {}", file.display());
        Ok(file)
    }

    /// Shows the page on the screen again.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn on_screen(&self) -> Result<()> {
        self.script("dispatchEvent(new Event('afterprint'))", vec![])
            .await?;
        self.chromium("Emulation.setEmulatedMedia", json!({ "media": "" }))
            .await?;
        Ok(())
    }

    /// Waits until no animation or transition runs any more. What is folded away stands still, and is not waited for.
    ///
    /// # Errors
    /// When one runs for longer than a person would wait.
    pub async fn settled(&self) -> Result<()> {
        self.script_async(
            "await Promise.allSettled(document.getAnimations()
                .filter((one) => one.effect?.getComputedTiming().endTime < Infinity && one.effect.target?.checkVisibility())
                .map((one) => one.finished));
            await new Promise((drawn) => setTimeout(drawn, 0));",
            vec![],
        )
        .await?;
        Ok(())
    }
}

/// Violations in words, for a person to read.
#[must_use]
pub fn listed(violations: &[Violation]) -> String {
    let mut text = String::new();
    for Violation {
        id,
        impact,
        help,
        address,
        places,
    } in violations
    {
        let _ = writeln!(text, "- {help} ({id}, {impact}; {address})");
        for Place { html, why } in places.iter().take(5) {
            let short: String = html.chars().take(200).collect();
            let _ = writeln!(text, "    {short}\n      {}", why.replace('\n', "\n      "));
        }
        if places.len() > 5 {
            let _ = writeln!(text, "    and {} more places", places.len() - 5);
        }
    }
    text
}

/// The file of axe-core: the one given, or the newest that xtask installed.
fn checker() -> Result<PathBuf> {
    if let Some(file) = env::var_os("FLEDGLING_AXE") {
        return Ok(file.into());
    }
    let home = env::home_dir().context("there is no home folder")?;
    let mut found: Vec<PathBuf> = fs::read_dir(home.join(".cache/fledgling-tools"))?
        .flatten()
        .map(|entry| entry.path().join("node_modules/axe-core/axe.min.js"))
        .filter(|file| file.is_file())
        .collect();
    found.sort();
    match found.pop() {
        Some(file) => Ok(file),
        None => bail!("axe-core is not here: set FLEDGLING_AXE to axe.min.js"),
    }
}
