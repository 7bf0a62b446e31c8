//! Clocks inside the page: what a person waits for is measured where it is painted.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use journeys::Page;
use serde_json::{Value, json};

/// Reading a large log for the first time takes a while; that one is not measured.
const OPENING: Duration = Duration::from_secs(120);

/// How many frames one script waits for.
const FRAMES_AT_ONCE: u32 = 20;

const SCRIPT: &str = include_str!("probe.js");

/// Puts the probe into every page that this tab loads from now on.
pub(crate) async fn install(page: &Page, card: &str) -> Result<()> {
    let source = format!("(() => {{ const CARD = {};\n{SCRIPT} }})();", json!(card));
    page.chromium(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": source }),
    )
    .await?;
    Ok(())
}

/// Milliseconds from asking for the page until its first card was painted.
pub(crate) async fn opened(page: &Page) -> Result<f64> {
    page.until_for(OPENING, "a card on the board", async || {
        Ok(page
            .script("return globalThis.__probe?.opened ?? null", vec![])
            .await?
            .as_f64())
    })
    .await
}

/// Gets ready to time what the next key or click does. `changed` is an expression that is true once the page shows it.
pub(crate) async fn arm(page: &Page, changed: &str) -> Result<()> {
    page.script(&format!("__probe.arm(() => Boolean({changed}))"), vec![])
        .await?;
    Ok(())
}

/// Gets ready to time until anything inside an element is redrawn.
pub(crate) async fn arm_redraw(page: &Page, selector: &str) -> Result<()> {
    page.script(
        "__probe.arm(__probe.watch(arguments[0]))",
        vec![json!(selector)],
    )
    .await?;
    Ok(())
}

/// Milliseconds from the key or click to the painted change.
pub(crate) async fn painted(page: &Page) -> Result<f64> {
    number(
        &page
            .script_async("return await __probe.timed.painted", vec![])
            .await?,
    )
}

/// Milliseconds from the key or click to *Saved*.
pub(crate) async fn saved(page: &Page) -> Result<f64> {
    number(
        &page
            .script_async("return await __probe.timed.saved", vec![])
            .await?,
    )
}

/// Milliseconds that each frame took while an element was scrolled by steps, given in CSS pixels.
pub(crate) async fn scroll(
    page: &Page,
    selector: &str,
    frames: u32,
    by: (i32, i32),
) -> Result<Vec<f64>> {
    let there = "return document.querySelector(arguments[0]) !== null";
    page.until_for(OPENING, selector, async || {
        let there = page.script(there, vec![json!(selector)]).await?;
        Ok((there == true).then_some(()))
    })
    .await?;
    let script = "return await __probe.scroll(document.querySelector(arguments[0]), ...[...arguments].slice(1))";
    let mut times = Vec::new();
    let mut left = frames;
    // A few at a time: a script that runs for long is given up, also when each of its frames is slow.
    while left > 0 {
        let some = left.min(FRAMES_AT_ONCE);
        left -= some;
        let given = vec![json!(selector), json!(some), json!(by.0), json!(by.1)];
        let more: Vec<f64> = serde_json::from_value(page.script_async(script, given).await?)?;
        times.extend(more);
    }
    Ok(times)
}

/// Begins to note the longest that a frame takes.
pub(crate) async fn watch_frames(page: &Page) -> Result<()> {
    page.script("__probe.watchFrames()", vec![]).await?;
    Ok(())
}

/// Milliseconds of the longest frame since that was begun.
pub(crate) async fn worst_frame(page: &Page) -> Result<f64> {
    number(&page.script("return __probe.worstFrame", vec![]).await?)
}

/// Megabytes that the page holds: its JavaScript heap after cleaning up, and the module's memory.
pub(crate) async fn memory(page: &Page) -> Result<f64> {
    page.chromium("HeapProfiler.collectGarbage", json!({}))
        .await?;
    page.chromium("Performance.enable", json!({})).await?;
    let metrics = page.chromium("Performance.getMetrics", json!({})).await?;
    let heap = metrics["metrics"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|metric| metric["name"] == "JSHeapUsedSize")
        .and_then(|metric| metric["value"].as_f64())
        .context("Chromium does not tell the size of its heap")?;
    let module = page
        .script("return __probe.memory?.buffer.byteLength ?? null", vec![])
        .await?;
    Ok((heap + number(&module)?) / 1_000_000.0)
}

fn number(value: &Value) -> Result<f64> {
    match value.as_f64() {
        Some(number) => Ok(number),
        None => bail!("the page gives {value} where a number should be"),
    }
}
