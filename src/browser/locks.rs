//! Web Locks: who may write now, and which tab owns which writer identity.
//!
//! The interface is still marked unstable in `web-sys`, so it is reached by name.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::patience::within;

/// A lock that is held, or asked for, until this is dropped.
pub(super) struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // A lock that is granted after this is given back at once, because its promise is settled already.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// The answer to asking for a lock.
pub(super) enum Answer {
    /// It is ours until `Held` is dropped.
    Granted(Held),
    /// Somebody else holds it.
    Taken,
    /// This browser has no locks.
    Unsupported,
}

/// Asks for the lock and takes a plain no when somebody holds it.
pub(super) async fn take_if_free(name: &str) -> Answer {
    let Some(asked) = ask(name, true) else {
        return Answer::Unsupported;
    };
    asked.answer().await
}

/// Waits for the lock, but no longer than `limit_ms`: then the caller goes on without it.
pub(super) async fn wait_for(name: &str, limit_ms: u32) -> Option<Held> {
    let asked = ask(name, false)?;
    match within(limit_ms, asked.answer()).await {
        Some(Answer::Granted(held)) => Some(held),
        _ => None,
    }
}

/// A lock that was asked for.
struct Asked {
    held: Held,
    answer: Promise,
}

impl Asked {
    async fn answer(self) -> Answer {
        match JsFuture::from(self.answer).await {
            Ok(granted) if granted.is_truthy() => Answer::Granted(self.held),
            Ok(_) => Answer::Taken,
            Err(_) => Answer::Unsupported,
        }
    }
}

fn ask(name: &str, only_if_free: bool) -> Option<Asked> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into()).ok()?;

    let (answer, say, refuse) = promise();
    let (until_released, release, _) = promise();
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let granted = !lock.is_null();
        let _ = say.call1(&JsValue::UNDEFINED, &granted.into());
        if granted {
            until_released.into()
        } else {
            JsValue::UNDEFINED
        }
    });
    let requested = request
        .call3(&locks, &name.into(), &options, &callback)
        .ok()?;
    // A page that may not use locks is told by a rejection; without this the question would stay open.
    spawn_local(async move {
        if JsFuture::from(Promise::from(requested)).await.is_err() {
            let _ = refuse.call0(&JsValue::UNDEFINED);
        }
    });
    Some(Asked {
        held: Held { release },
        answer,
    })
}

/// A promise with the functions that settle it.
fn promise() -> (Promise, Function, Function) {
    // `Function::default()` would compile text, which the content security policy forbids.
    let nothing = || JsValue::UNDEFINED.unchecked_into::<Function>();
    let mut settle = (nothing(), nothing());
    let promise = Promise::new(&mut |resolve, reject| settle = (resolve, reject));
    (promise, settle.0, settle.1)
}
