//! Keys and pointers: chords, typing where the focus is, dragging with a mouse or a finger.

use std::time::Duration;

use anyhow::{Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::common::command::{Actions, Command};

use crate::browser::Held;
use crate::engine::Engine;
use crate::page::Page;
use crate::query::Query;

/// More steps than lead through the longest screen of a small incubator.
const PATIENT_STEPS: usize = 80;

/// What a person points with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse with its left button.
    Mouse,
    /// A finger that moves at once: what scrolls a page, or drags from a handle.
    Finger,
    /// A finger that rests for 700 milliseconds before it moves: a long press.
    FingerAfterRest,
}

impl Pointer {
    fn kind(self) -> &'static str {
        match self {
            Self::Mouse => "mouse",
            Self::Finger | Self::FingerAfterRest => "touch",
        }
    }

    fn rest(self) -> u32 {
        match self {
            Self::Mouse | Self::Finger => 0,
            Self::FingerAfterRest => 700,
        }
    }
}

/// A drag that has begun. Look at the page meanwhile, then drop or cancel.
#[derive(Debug)]
pub struct Drag<'page> {
    page: &'page Page,
    pointer: Pointer,
    at: (i64, i64),
}

impl Page {
    /// Presses keys together, such as `Control+k`, `Shift+Tab`, `Enter` or `?`. `Mod` is Command on a Mac and Control
    /// elsewhere.
    ///
    /// # Errors
    /// When a key has no such name.
    pub async fn press(&self, chord: &str) -> Result<()> {
        let keys: Vec<String> = parts(chord).into_iter().map(key).collect::<Result<_>>()?;
        let down = keys
            .iter()
            .map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({ "type": "keyUp", "value": key }));
        self.keys(down.chain(up).collect()).await
    }

    /// Types text into whatever has the focus.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let each = text.chars().flat_map(|letter| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": letter.to_string() }))
        });
        self.keys(each.collect()).await
    }

    /// Goes on with *Tab* until something has the focus, as somebody without a mouse does.
    ///
    /// # Errors
    /// When it is not reached in as many steps as a patient person takes.
    pub async fn tab_to(&self, query: &Query) -> Result<()> {
        self.see(query).await?;
        let there = query.clone().focused();
        for _ in 0..PATIENT_STEPS {
            if self.count(&there).await? > 0 {
                return Ok(());
            }
            self.press("Tab").await?;
        }
        bail!("{PATIENT_STEPS} steps with Tab do not lead to {query}")
    }

    async fn keys(&self, actions: Vec<Value>) -> Result<()> {
        self.perform(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
            .await
    }

    /// Moves the mouse over something.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn hover(&self, query: &Query) -> Result<()> {
        let (x, y) = self.centre(query).await?;
        self.point(Pointer::Mouse, vec![moved((x, y), 50)]).await
    }

    /// Taps something with a finger.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn tap(&self, query: &Query) -> Result<()> {
        let at = self.centre(query).await?;
        self.point(Pointer::Finger, vec![moved(at, 0), pressed(), released()])
            .await
    }

    /// Clicks something twice, quickly.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn double_click(&self, query: &Query) -> Result<()> {
        let at = self.centre(query).await?;
        let clicks = vec![moved(at, 0), pressed(), released(), pressed(), released()];
        self.point(Pointer::Mouse, clicks).await
    }

    /// Drags one thing onto the middle of another.
    ///
    /// # Errors
    /// When one of them is not there.
    pub async fn drag(&self, from: &Query, to: &Query, pointer: Pointer) -> Result<()> {
        let mut drag = self.grab(from, pointer).await?;
        drag.over(to).await?;
        drag.drop().await
    }

    /// Takes hold of something and moves it a little.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn grab(&self, query: &Query, pointer: Pointer) -> Result<Drag<'_>> {
        let at = self.centre(query).await?;
        let begin = vec![
            moved(at, 0),
            pressed(),
            json!({ "type": "pause", "duration": pointer.rest() }),
            moved((at.0 + 6, at.1 + 6), 40),
        ];
        self.part_of_drag(pointer, begin).await?;
        Ok(Drag {
            page: self,
            pointer,
            at,
        })
    }

    async fn point(&self, pointer: Pointer, actions: Vec<Value>) -> Result<()> {
        let engine = self.engine();
        ensure!(
            pointer == Pointer::Mouse || Engine::WITH_TOUCH.contains(&engine),
            "{engine} cannot be touched: list this journey as `… in &Engine::WITH_TOUCH`"
        );
        self.perform(json!([{
            "type": "pointer",
            "id": pointer.kind(),
            "parameters": { "pointerType": pointer.kind() },
            "actions": actions,
        }]))
        .await
    }

    /// A drag comes in parts, and Chromium's driver forgets between them that something is held: the page then loses
    /// its hold of the pointer. So there the pointer is moved without the driver.
    async fn part_of_drag(&self, pointer: Pointer, actions: Vec<Value>) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return self.point(pointer, actions).await;
        }
        self.session().await?;
        let browser = self.browser();
        for action in actions {
            let mut held = browser.held.get();
            if let (Some(x), Some(y)) = (action["x"].as_i64(), action["y"].as_i64()) {
                (held.x, held.y) = (x, y);
            }
            let rest = action["duration"].as_u64().unwrap_or(0);
            tokio::time::sleep(Duration::from_millis(rest)).await;
            let step = action["type"].as_str().unwrap_or_default();
            held.down = step == "pointerDown" || (held.down && step != "pointerUp");
            browser.held.set(held);
            let event = match pointer {
                Pointer::Mouse => mouse_event(step, held),
                Pointer::Finger | Pointer::FingerAfterRest => touch_event(step, held),
            };
            if let Some((method, event)) = event {
                browser.chromium(method, event).await?;
            }
        }
        Ok(())
    }

    async fn perform(&self, actions: Value) -> Result<()> {
        let session = self.session().await?;
        session
            .cmd(Command::PerformActions(Actions::from(actions)))
            .await?;
        Ok(())
    }
}

impl Drag<'_> {
    /// Moves over the middle of something, in steps, as a hand does.
    ///
    /// # Errors
    /// When there is no such thing, or several.
    pub async fn over(&mut self, query: &Query) -> Result<()> {
        let to = self.page.centre(query).await?;
        let steps = 5;
        let between = |from: i64, to: i64, step: i64| from + (to - from) * step / steps;
        let path = (1..=steps)
            .map(|step| {
                let at = (
                    between(self.at.0, to.0, step),
                    between(self.at.1, to.1, step),
                );
                moved(at, 30)
            })
            .collect();
        self.at = to;
        self.page.part_of_drag(self.pointer, path).await
    }

    /// Lets go.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn drop(self) -> Result<()> {
        self.page.part_of_drag(self.pointer, vec![released()]).await
    }

    /// Presses Escape, then lets go.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn cancel(self) -> Result<()> {
        self.page.press("Escape").await?;
        self.drop().await
    }
}

/// A step of a drag in Chromium's own protocol, and the command that takes it.
type Event = Option<(&'static str, Value)>;

fn mouse_event(step: &str, held: Held) -> Event {
    let (kind, button) = match step {
        "pointerMove" if held.down => ("mouseMoved", "left"),
        "pointerMove" => ("mouseMoved", "none"),
        "pointerDown" => ("mousePressed", "left"),
        "pointerUp" => ("mouseReleased", "left"),
        _ => return None,
    };
    let (x, y, buttons) = (held.x, held.y, i32::from(held.down));
    let event = json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 });
    Some(("Input.dispatchMouseEvent", event))
}

fn touch_event(step: &str, held: Held) -> Event {
    let kind = match step {
        "pointerMove" if held.down => "touchMove",
        "pointerDown" => "touchStart",
        "pointerUp" => "touchEnd",
        _ => return None,
    };
    let points = if held.down {
        json!([{ "x": held.x, "y": held.y }])
    } else {
        json!([])
    };
    Some((
        "Input.dispatchTouchEvent",
        json!({ "type": kind, "touchPoints": points }),
    ))
}

fn moved((x, y): (i64, i64), milliseconds: u32) -> Value {
    json!({ "type": "pointerMove", "x": x, "y": y, "duration": milliseconds, "origin": "viewport" })
}

fn pressed() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn released() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}

/// Splits at plus signs, of which the last may be a key itself.
fn parts(chord: &str) -> Vec<&str> {
    match chord.strip_suffix('+') {
        Some("") => vec!["+"],
        Some(rest) => rest
            .split('+')
            .filter(|part| !part.is_empty())
            .chain(["+"])
            .collect(),
        None => chord.split('+').collect(),
    }
}

/// The letter that stands for a key in the WebDriver protocol.
fn key(name: &str) -> Result<String> {
    let modifier = if cfg!(target_os = "macos") {
        "Meta"
    } else {
        "Control"
    };
    let letter = match if name == "Mod" { modifier } else { name } {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Delete" => '\u{e017}',
        "F2" => '\u{e032}',
        "Meta" => '\u{e03d}',
        other => {
            let mut letters = other.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => letter,
                _ => bail!("no key is named {other:?}"),
            }
        }
    };
    Ok(letter.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_come_apart_at_plus_signs() {
        assert_eq!(parts("Control+Shift+k"), ["Control", "Shift", "k"]);
        assert_eq!(parts("Control++"), ["Control", "+"]);
        assert_eq!(parts("+"), ["+"]);
        assert_eq!(parts("?"), ["?"]);
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(key("Entr").is_err());
        assert!(key("é").is_ok());
    }
}
