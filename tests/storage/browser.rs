//! The browser as the tests see it: other tabs, a look into the database, and spanners for the works.

use std::rc::Rc;

use fledgling::{
    browser::{BrowserHost, patience::Patience},
    workspace::host::Host,
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A name for a database that no other test and no earlier run used.
pub(crate) fn name(test: &str) -> String {
    format!(
        "test-{test}-{}",
        run("return crypto.randomUUID()").as_string().unwrap()
    )
}

/// A tab that works with the data called `name`.
pub(crate) fn tab(name: &str) -> Rc<dyn Host> {
    Rc::new(BrowserHost::new(name))
}

/// A tab that waits for storage only for a moment.
pub(crate) fn impatient_tab(name: &str) -> Rc<dyn Host> {
    Rc::new(BrowserHost::with_patience(name, Patience::of_ms(60)))
}

/// The texts of log entries.
pub(crate) fn texts(entries: &[(u64, Vec<u8>)]) -> Vec<&str> {
    entries
        .iter()
        .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
        .collect()
}

/// Waits until `reached` says yes; fails the test after some seconds.
pub(crate) async fn until(what: &str, reached: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if reached() {
            return;
        }
        TimeoutFuture::new(5).await;
    }
    assert!(reached(), "waited in vain for {what}");
}

/// Runs JavaScript and gives back what it returns.
pub(crate) fn run(code: &str) -> JsValue {
    Function::new_no_args(code)
        .call0(&JsValue::UNDEFINED)
        .expect("the script runs")
}

/// Runs JavaScript with arguments `a` and `b` and waits for the promise it returns.
pub(crate) async fn wait(code: &str, a: &str, b: &str) -> JsValue {
    let promise =
        Function::new_with_args("a, b", code).call2(&JsValue::UNDEFINED, &a.into(), &b.into());
    JsFuture::from(Promise::from(promise.expect("the script runs")))
        .await
        .expect("the script succeeds")
}

/// A change to the browser's own behaviour, taken back when dropped.
pub(crate) struct Spanner(Function);

impl Spanner {
    /// Runs `code`, which returns the function that takes its effect back.
    pub(crate) fn put(code: &str) -> Self {
        Self(run(code).unchecked_into())
    }
}

impl Drop for Spanner {
    fn drop(&mut self) {
        self.0
            .call0(&JsValue::UNDEFINED)
            .expect("the spanner comes out");
    }
}

/// What the database called `name` holds, as JSON: version, stores, and their records as keys and texts.
pub(crate) async fn contents(name: &str) -> serde_json::Value {
    const DUMP: &str = r"
        const answer = request => new Promise((yes, no) => {
            request.onsuccess = () => yes(request.result);
            request.onerror = () => no(request.error);
        });
        return (async () => {
            const database = await answer(indexedDB.open(a));
            const stores = {};
            for (const name of database.objectStoreNames) {
                const store = database.transaction(name).objectStore(name);
                const [keys, values] = [store.getAllKeys(), store.getAll()];
                await answer(values);
                const texts = values.result.map(value => new TextDecoder().decode(value));
                stores[name] = { autoIncrement: store.autoIncrement, records: keys.result.map((key, i) => [key, texts[i]]) };
            }
            database.close();
            return JSON.stringify({ version: database.version, stores });
        })()";
    let text = wait(DUMP, name, "").await.as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Makes a database called `name` that holds what `contents` (as [`contents`] gives it) says.
pub(crate) async fn fill(name: &str, contents: &str) {
    const FILL: &str = r"
        return new Promise((yes, no) => {
            const { version, stores } = JSON.parse(b);
            const request = indexedDB.open(a, version);
            request.onupgradeneeded = () => {
                for (const [name, { autoIncrement, records }] of Object.entries(stores)) {
                    const store = request.result.createObjectStore(name, { autoIncrement });
                    for (const [key, text] of records) store.put(new TextEncoder().encode(text), key);
                }
            };
            request.onsuccess = () => { request.result.close(); yes(); };
            request.onerror = () => no(request.error);
        })";
    wait(FILL, name, contents).await;
}
