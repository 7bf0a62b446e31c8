//! Changes to records: stamps, merge, history. Knows no venture and no browser.
//!
//! The rules L1 to L15 that this floor keeps are listed, with their tests, in `docs/LEDGER.md`.

pub mod change;
pub mod clock;
pub mod engine;
pub mod pack;
pub mod record;
pub mod records;
pub mod snapshot;
pub mod stamp;
pub mod undo;
pub mod undo_many;

#[cfg(test)]
mod rules;

pub use change::{Author, Change, ChangeId, Draft, DraftOp, Op, Source};
pub use engine::{Applied, Ledger};
pub use record::{Record, RecordId};
pub use records::{RecordRef, Records};
pub use stamp::{DeviceId, Stamp};
/// A field's value: JSON, so that anything unknown is kept word for word.
pub use serde_json::Value;
