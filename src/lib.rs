//! Fledgling follows social enterprises from a first idea to public contracts.
//!
//! Floors import downwards only; `docs/ARCHITECTURE.md` says why.

pub mod domain;
pub mod exchange;
pub mod ledger;
pub mod sync;
pub mod workspace;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
