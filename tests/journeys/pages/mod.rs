//! The screens of the app, as a person knows them: what is on them and what can be done there.
//!
//! A journey says what somebody does; where that is, and what it is called there, is said here once.

mod board;
mod data;
mod frame;
mod opportunities;
mod start;
mod table;
mod venture;

pub use board::{Board, Gate};
pub use data::Data;
pub use frame::{Destination, Frame};
pub use opportunities::Opportunities;
pub use start::{example, few_ventures, nothing_yet};
pub use table::Table;
pub use venture::Venture;
