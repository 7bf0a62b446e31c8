//! Colleagues who are not at one computer: files of changes out and in, what they would change, who holds what.
//!
//! A file holds segments of changes, each by one device, in the order of their sequence numbers, hashed and chained. They
//! are what a shared folder would hold as well. `docs/EXCHANGE.md` describes the format.

pub mod book;
pub mod failure;
pub mod holdings;
pub mod merge;
pub mod receive;
pub mod segment;
pub mod send;
pub mod shelf;
pub mod taking_back;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

pub use book::{ExchangeBook, Peer};
pub use failure::FileError;
pub use holdings::{Held, Holdings};
pub use merge::{MergePlan, plan};
pub use receive::ChangesFile;
pub use send::{Sender, Sending, Sent};
pub use shelf::Shelf;

/// The format's name in a file's head.
pub const FORMAT: &str = "changes";
/// The version of the format that this app writes. A file of a larger one is refused.
pub const VERSION: u64 = 1;
