//! A founder without an account: asked, answering on a phone, reviewed change by change.

#![expect(clippy::expect_used, reason = "a test reports by stopping")]

mod afterwards;
mod asking;
#[cfg(not(target_arch = "wasm32"))]
mod hostile;
mod review;
mod space;
mod staff;
