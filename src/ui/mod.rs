//! Pages and components.

/// Starts the app.
pub fn start() {}
