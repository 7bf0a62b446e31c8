//! Storage in a real browser: what a tab writes, what the next one finds, and what happens when the browser misbehaves.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "what a test weighs, nobody has to load"
)]

mod browser;
mod failures;
mod formats;
mod log;
mod machine;
mod memory;
mod replacing;
mod safekeeping;
mod snapshot;
mod tabs;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
