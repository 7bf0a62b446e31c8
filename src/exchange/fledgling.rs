//! Fledgling's own JSON: everything in one file that people and programs can read and check. `docs/EXPORT.md` and
//! `public/schema/workspace-1.json` describe it.

mod check;
mod read;
mod restore;
mod schema_json;
mod write;

pub use check::{Report, check};
pub use read::{DOUBT, FledglingFile, FledglingPlan};
pub use restore::RestoreOffer;
pub use schema_json::json_schema;
pub use write::{Export, content_hash};

/// The format's name in a file's head.
pub const FORMAT: &str = "workspace";
/// The format's name for changes that could not be stored, or that were rescued from a browser.
pub const RESCUE: &str = "rescue";
/// The major version that this app writes. A file of a larger one is refused.
pub const VERSION: u64 = 1;
