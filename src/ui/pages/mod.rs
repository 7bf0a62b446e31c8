//! One module for each screen.

mod bars;
mod behind;
pub mod contract;
mod contract_nav;
mod contract_parts;
pub mod contracts;
pub mod data;
pub mod forecast;
pub mod founder;
pub mod founder_ask;
pub mod inbox;
mod income_mix;
pub mod not_found;
pub mod opportunities;
pub mod opportunity;
pub mod organisation;
pub mod people;
pub mod person;
pub mod pipeline;
pub mod settings;
pub mod start;
pub mod today;
pub mod venture;
pub mod ventures;
mod ways_out;
