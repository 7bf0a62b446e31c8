//! The open workspace.

pub mod host;
