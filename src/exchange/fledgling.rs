//! Fledgling's own JSON: everything in one file that people and programs can read and check. `docs/EXPORT.md` and
//! `public/schema/workspace-1.json` describe it.

mod check;
mod planning;
mod read;
mod reading;
mod restore;
#[cfg(not(target_arch = "wasm32"))]
mod schema_json;
mod write;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

pub use check::{Report, check};
pub use planning::FledglingPlanning;
pub use read::{DOUBT, FledglingFile, FledglingPlan};
pub use reading::FledglingReading;
pub use restore::RestoreOffer;
#[cfg(not(target_arch = "wasm32"))]
pub use schema_json::json_schema;
pub use write::{Export, RecordsWriting, content_hash};

/// The format's name in a file's head.
pub const FORMAT: &str = "workspace";
/// The format's name for changes that could not be stored, or that were rescued from a browser.
pub const RESCUE: &str = "rescue";
/// The major version that this app writes. A file of a larger one is refused.
pub const VERSION: u64 = 1;
