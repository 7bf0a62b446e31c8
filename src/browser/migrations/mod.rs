//! The stored form, step by step: one file for each step up.
//!
//! The number of a step is both the version of the database and the major number of the format, so a newer form is
//! noticed when the database is opened and an older tab is told to let go. A step only makes or removes stores; the
//! changes inside the log carry their own version and are understood when they are read. Steps are never altered once
//! released: each has a frozen example of its form under `tests/storage/fixtures`.
//!
//! To add a step: a file `vN.rs` with a `schema` function, a line in [`STEPS`], a fixture, and a test that opens it.

mod v1;

use indexed_db_futures::{Result, database::Database};
use serde::{Deserialize, Serialize};

/// Holds the changes: automatic position to JSON bytes.
pub(super) const LOG: &str = "log";
/// Holds the pages of the snapshot: page number to bytes.
pub(super) const PAGES: &str = "pages";
/// Holds everything small: name to JSON bytes.
pub(super) const META: &str = "meta";
/// The name in [`META`] of the [`Format`].
pub(super) const FORMAT_KEY: &str = "format";
/// The name in [`META`] of the epoch: a random text that changes when the data is emptied.
pub(super) const EPOCH_KEY: &str = "epoch";

/// The form of what is stored. A larger `major` cannot be read by this version; a larger `minor` can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Format {
    pub(super) major: u32,
    pub(super) minor: u32,
}

/// The form this version writes.
pub(super) const CURRENT: Format = Format { major: 1, minor: 0 };

/// One step up.
struct Step {
    /// The major number that the step leads to.
    to: u32,
    /// Makes or removes stores, inside the browser's own upgrade transaction.
    ///
    /// Gets the epoch that a new database begins with.
    schema: fn(&Database, &str) -> Result<()>,
}

const STEPS: &[Step] = &[Step {
    to: 1,
    schema: v1::schema,
}];

/// Takes every step above `old`, the version that was found (0 for a new database, which begins in `epoch`).
pub(super) fn upgrade(database: &Database, old: f64, epoch: &str) -> Result<()> {
    STEPS
        .iter()
        .filter(|step| f64::from(step.to) > old)
        .try_for_each(|step| (step.schema)(database, epoch))
}
