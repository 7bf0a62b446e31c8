//! What happens when the app cannot go on: it hands over to `public/boot.js`, which stands outside it.

use std::panic;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// From now on a panic is written to the console and shown on the rescue page, which offers the data for download.
///
/// Call it first of all: a panic before it only leaves a trap, which the rescue page shows without its reason.
pub fn show_panics_on_the_rescue_page() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let rescue = Reflect::get(&js_sys::global(), &"fledglingPanicked".into()).ok();
        if let Some(rescue) = rescue.and_then(|value| value.dyn_into::<Function>().ok()) {
            // If even this fails, the trap that follows tells the page that the app is gone.
            let _ = rescue.call1(&JsValue::UNDEFINED, &info.to_string().into());
        }
    }));
}
