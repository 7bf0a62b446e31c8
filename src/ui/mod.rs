//! Pages and components. Reads views, sends commands; never touches storage.

pub mod actions;
pub mod app;
pub mod drafts;
pub mod frame;
pub mod pages;
pub mod parts;
pub mod session;

pub use app::start;
