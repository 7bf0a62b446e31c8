//! Changes to records: stamps, merge, history. Knows no venture and no browser.
//!
//! The rules L1 to L15 that this floor keeps are listed, with their tests, in `docs/LEDGER.md`.

pub mod canonical;
pub mod change;
pub mod clock;
mod content;
pub mod draft;
pub mod engine;
pub mod erasure;
pub mod few;
mod fields;
pub mod id;
pub mod id_map;
mod json;
mod known;
pub mod names;
pub mod op;
pub mod ordering;
pub mod pack;
pub mod preparing;
mod proposal;
pub mod record;
pub mod records;
pub mod snapshot;
pub mod stamp;
pub mod trial;
pub mod undo;
pub mod unpack;
pub mod value;

// Random histories are tried natively only, where the crate that makes them runs.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[expect(
    clippy::disallowed_methods,
    reason = "the second telling of the rules leans on nothing of the first, and travels nowhere"
)]
mod rules;

pub use change::{Author, Change, Source};
pub use draft::{Draft, DraftOp};
pub use engine::{Applied, Ledger};
pub use erasure::{Erasure, Erasures};
pub use fields::{Fields, Sets};
pub use id::{ChangeId, RecordId};
pub use op::Op;
pub use record::Record;
pub use records::{RecordRef, Records};
/// A field's value: JSON, so that anything unknown is kept word for word.
pub use serde_json::Value;
pub use stamp::{DeviceId, Stamp};
