//! How the browser keeps the data. WebKitGTK tells nothing of it; then nothing is claimed.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::patience::within;
use crate::workspace::host::StorageState;

/// How long to wait for a person whom the browser asks (Firefox does); a later answer shows at the next look.
const ANSWER_MS: u32 = 20_000;

/// Asks the browser to keep the data for good, then says how it is kept.
pub(super) async fn ask_to_persist() -> StorageState {
    let answer = match manager() {
        Some(storage) => within(ANSWER_MS, settled(storage.persist()))
            .await
            .flatten()
            .and_then(|answer| answer.as_bool()),
        None => None,
    };
    let state = storage_state().await;
    StorageState {
        persistent: answer.or(state.persistent),
        ..state
    }
}

/// How the data is kept now.
pub(super) async fn storage_state() -> StorageState {
    let Some(storage) = manager() else {
        return StorageState::default();
    };
    let persistent = settled(storage.persisted())
        .await
        .and_then(|answer| answer.as_bool());
    let estimate = settled(storage.estimate()).await;
    StorageState {
        persistent,
        used_bytes: estimate
            .as_ref()
            .and_then(|estimate| bytes(estimate, "usage")),
        quota_bytes: estimate
            .as_ref()
            .and_then(|estimate| bytes(estimate, "quota")),
    }
}

/// Absent in WebKitGTK and in pages that are not served securely.
fn manager() -> Option<web_sys::StorageManager> {
    let storage = web_sys::window()?.navigator().storage();
    (!JsValue::from(storage.clone()).is_undefined()).then_some(storage)
}

async fn settled(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser gives whole, positive bytes"
)]
fn bytes(estimate: &JsValue, name: &str) -> Option<u64> {
    let number = Reflect::get(estimate, &name.into()).ok()?.as_f64()?;
    (number >= 0.0).then_some(number as u64)
}
