//! What a venture, a gate, money, a date are: pure rules and sums.

pub mod attention;
pub mod counting;
pub mod dates;
pub mod email;
pub mod founder;
pub mod identifier;
pub mod legal_form;
pub mod money;
pub mod names;
pub mod opportunities;
pub mod postcode;
pub mod records;
pub mod schema;
pub(crate) mod text;
pub mod vocabulary;
pub mod web_address;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod genuine_tests;
