//! domain

pub mod dates;
pub mod money;
mod text;
