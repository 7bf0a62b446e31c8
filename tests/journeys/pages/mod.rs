//! The screens of the app, as a person knows them: what is on them and what can be done there.
//!
//! A journey says what somebody does; where that is, and what it is called there, is said here once.

mod frame;

pub use frame::{Destination, Frame};
