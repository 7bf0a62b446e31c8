//! One module for each screen.

pub mod data;
pub mod not_found;
pub mod organisation;
pub mod people;
pub mod person;
pub mod pipeline;
pub mod settings;
pub mod start;
pub mod today;
pub mod venture;
pub mod ventures;
