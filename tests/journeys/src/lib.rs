//! Drives the built app through Chromium, Firefox and WebKit as a person would use it.
//!
//! A journey is an asynchronous function that is given a [`Visit`]: one person at one computer with one browser and
//! a server of its own. It opens a [`Page`] and looks for things by role, name, label and text ([`Query`]). It waits
//! for what it expects to see, never for a time. An error in the console fails it, and a failure leaves a picture.
//!
//! `cargo xtask test --only journeys` sets everything up. `cargo test --package journeys` runs the same by hand over
//! `dist`, once xtask and the app are built; `-- firefox::board` runs some of it.

mod browser;
mod engine;
mod files;
mod gestures;
mod looks;
mod page;
#[path = "../pages/mod.rs"]
pub mod pages;
mod process;
mod query;
mod run;
mod server;
mod visit;

pub use engine::Engine;
pub use files::Dropped;
pub use gestures::{Drag, Pointer};
pub use looks::{Place, Violation, listed};
pub use page::{Page, Seen};
pub use query::*;
pub use run::{Journey, Outcome, Steps, run};
pub use visit::Visit;
