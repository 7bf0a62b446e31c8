//! Pages and components.

pub mod parts;

/// Starts the app.
pub fn start() {}
