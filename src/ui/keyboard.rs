//! Shortcuts: one listener, fed by the action registry.

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;

use super::actions::{Action, Actor};

/// How long after the first key of a pair the second one counts, in milliseconds.
const PAIR_MS: f64 = 1_200.0;

fn is_mac() -> bool {
    window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac"))
}

/// A shortcut as people read it: `Mod+K` is `Ctrl K`, or `⌘ K` on a Mac.
pub fn keys_text(shortcut: &str) -> String {
    let modifier = if is_mac() { "⌘" } else { "Ctrl" };
    shortcut.replace("Mod", modifier).replace('+', " ")
}

/// What was pressed, in the registry's spelling.
fn pressed(event: &KeyboardEvent) -> String {
    let key = event.key();
    let mut text = String::new();
    if event.ctrl_key() || event.meta_key() {
        text.push_str("Mod+");
        if event.shift_key() {
            text.push_str("Shift+");
        }
    }
    if event.alt_key() {
        text.push_str("Alt+");
    }
    if key.chars().count() == 1 {
        text.push_str(&key.to_ascii_uppercase())
    } else {
        text.push_str(&key)
    }
    text
}

/// Whether keys typed here are text.
fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return false;
    };
    let editable = target
        .get_attribute("contenteditable")
        .is_some_and(|value| value != "false");
    let input = match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            target.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "submit" | "file")
        ),
        _ => false,
    };
    editable || input
}

/// Listens on the window for as long as the frame is there.
pub fn listen_for_shortcuts(actor: Actor) {
    let first = StoredValue::new((String::new(), 0.0f64));
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if event.default_prevented()
            || event.is_composing()
            || actor.overlay.with_untracked(Option::is_some)
        {
            return;
        }
        let chord = pressed(&event);
        let with_modifier = chord.starts_with("Mod+");
        if is_typing(&event)
            && (!with_modifier || matches!(chord.as_str(), "Mod+Z" | "Mod+Shift+Z"))
        {
            return;
        }
        if document()
            .query_selector("dialog[open]")
            .ok()
            .flatten()
            .is_some()
            && !with_modifier
        {
            return;
        }
        let (before, at) = first.get_value();
        let pair = format!("{before} {chord}");
        let actions = untrack(|| actor.actions());
        let is = |wanted: &str| {
            actions
                .iter()
                .find(|action: &&Action| action.shortcut == wanted)
                .cloned()
        };
        let fresh = event.time_stamp() - at < PAIR_MS && !before.is_empty();
        let found = if fresh { is(&pair) } else { None }.or_else(|| is(&chord));
        let starts_pair = !with_modifier
            && actions
                .iter()
                .any(|action| action.shortcut.starts_with(&format!("{chord} ")));
        first.set_value(if starts_pair {
            (chord, event.time_stamp())
        } else {
            (String::new(), 0.0)
        });
        if let Some(action) = found
            && untrack(|| action.available.run(actor))
        {
            event.prevent_default();
            action.run.run(actor);
        }
    });
    on_cleanup(move || handle.remove());
}
