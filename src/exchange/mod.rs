//! Formats in and out. [`import`] is the door for everything that comes in.

mod base64url;
pub mod calendar;
pub mod cells;
pub mod csv_in;
pub mod failure;
pub mod fledgling;
pub mod founder;
pub mod founder_space;
pub mod import;
pub mod matching;
pub mod ocds;
pub mod plan;
pub mod profiles;
pub mod queue;
pub mod reading;
pub mod rotation;
pub mod sealing;
pub mod table_out;
pub mod threesixty;
