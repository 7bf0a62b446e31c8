//! What a venture, a gate, money, a date are: pure rules and sums.

pub mod attention;
pub mod dates;
pub mod money;
mod text;
pub mod email;
pub mod names;
pub mod postcode;
pub mod web_address;
pub mod records;
pub mod schema;
pub mod vocabulary;
pub mod identifier;
pub mod legal_form;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod genuine_tests;
